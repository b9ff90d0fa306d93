//! UIDs of entries that say none: made from what they say, so that reading it again finds them.

use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::profile::{DERIVED, ROW};
use xxhash_rust::xxh3::xxh3_128;

/// What begins a UID with names.
const UNDER: &str = "under:";

/// Whether a UID is made from all that an entry says, which gives none itself.
pub(super) fn is_made(uid: &Value) -> bool {
    uid.label == DERIVED || uid.text.starts_with(ROW)
}

/// A UID with the names beside it, by which its owner is known where another has the same UID, or when a newer card has
/// put other names in their place.
pub(super) fn under(uid: &str, values: &[Value]) -> Value {
    let mut all = uid.trim().to_owned();
    for value in values {
        if matches!(value.kind, ValueKind::Name | ValueKind::Given | ValueKind::Family) {
            all.push('\x1e');
            all.push_str(value.kind.name());
            all.push('\x1f');
            all.push_str(&value.text);
        }
    }
    let text = format!("{UNDER}{:032x}", xxh3_128(all.as_bytes()));
    Value { kind: ValueKind::Uid, label: DERIVED.to_owned(), text }
}

/// A UID for a row that has none, from all that it says, so that reading it again finds it.
pub(super) fn fingerprint(values: &[Value]) -> Value {
    let mut all = String::new();
    for value in values {
        all.push_str(value.kind.name());
        all.push('\x1f');
        all.push_str(&value.label);
        all.push('\x1f');
        all.push_str(&value.text);
        all.push('\x1e');
    }
    let text = format!("{ROW}{:032x}", xxh3_128(all.as_bytes()));
    Value { kind: ValueKind::Uid, label: String::new(), text }
}
