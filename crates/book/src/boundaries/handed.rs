//! What of somebody others may have: what people print on a card of their own, and of that nothing they said no to.
//! Notes, tags, whom they are related to, how I met them and whatever a card says beyond that is mine alone.

use goodturn_core::consent::{Consent, Use};
use goodturn_core::draft::{Value, ValueKind};

use super::consents::Consents;
use super::tells::tells;

/// What is handed on at all.
const HANDED: [ValueKind; 13] = [
    ValueKind::Name,
    ValueKind::Given,
    ValueKind::Family,
    ValueKind::Nickname,
    ValueKind::Email,
    ValueKind::Phone,
    ValueKind::Url,
    ValueKind::Handle,
    ValueKind::Organisation,
    ValueKind::Title,
    ValueKind::Birthday,
    ValueKind::Anniversary,
    ValueKind::Address,
];

/// Words that say which address or number it is. Any other word is the user's own ("the flat of his mistress").
const LABELS: [&str; 10] =
    ["home", "work", "mobile", "main", "fax", "pager", "other", "iphone", "business", "private"];

/// What others may have of these values; none where they must not even have the name.
pub(crate) fn handed(values: impl IntoIterator<Item = Value>, consents: &Consents) -> Option<Vec<Value>> {
    let (kept, held): (Vec<Value>, Vec<Value>) =
        values.into_iter().partition(|value| consents.allow(value, Use::Share));
    if held.iter().any(|value| value.kind == ValueKind::Name)
        || consents.said_of_all(ValueKind::Name, Use::Share) == Consent::No
            && !kept.iter().any(|value| value.kind == ValueKind::Name)
    {
        return None;
    }
    let free = |value: &Value| HANDED.contains(&value.kind) && !held.iter().any(|held| tells(value, held));
    Some(kept.into_iter().filter(free).map(labelled).collect())
}

/// A value with its label where that is a usual word.
fn labelled(value: Value) -> Value {
    // A name in a messenger says nothing without the messenger.
    let usual = |word: &str| LABELS.contains(&word) || value.kind == ValueKind::Handle;
    let label = if value.label.split(' ').all(usual) { value.label } else { String::new() };
    Value { label, ..value }
}
