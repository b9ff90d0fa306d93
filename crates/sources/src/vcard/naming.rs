//! What to call somebody whose full name a source does not give.

use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::linkage::names::full_name;

/// A full name made from the parts, else from the nickname, the organisation or the address. None where there
/// is nothing to make it from.
pub(crate) fn made_from(values: &[Value]) -> Option<String> {
    let first = |kind: ValueKind, label: Option<&str>| {
        let mut fitting =
            values.iter().filter(|v| v.kind == kind && label.is_none_or(|label| v.label == label));
        fitting.next().map(|v| v.text.as_str())
    };
    let parts = [
        first(ValueKind::Given, None),
        first(ValueKind::Other, Some("additional")),
        first(ValueKind::Family, None),
    ];
    if parts[0].is_some() || parts[2].is_some() {
        let [given, additional, family] = parts.map(Option::unwrap_or_default);
        return Some(full_name(given, additional, family));
    }
    [ValueKind::Nickname, ValueKind::Organisation, ValueKind::Email]
        .into_iter()
        .find_map(|kind| first(kind, None))
        .map(str::to_owned)
}
