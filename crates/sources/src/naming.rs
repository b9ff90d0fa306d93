//! What to call somebody whose full name a source does not give.

use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::names::{full_name, generation_of_suffix};

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
        let name = full_name(given, additional, family);
        // Father and son are told apart by it.
        let suffix =
            first(ValueKind::Other, Some("suffix")).filter(|suffix| generation_of_suffix(suffix).is_some());
        return Some(match suffix {
            Some(suffix) if !name.ends_with(suffix) => format!("{name} {suffix}"),
            _ => name,
        });
    }
    [ValueKind::Nickname, ValueKind::Organisation, ValueKind::Email]
        .into_iter()
        .find_map(|kind| first(kind, None))
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use goodturn_core::draft::ValueKind;
    use goodturn_core::profile::profile;

    use crate::vcard::values_of;

    #[test]
    fn a_card_is_called_after_the_parts_of_its_name_where_it_has_no_whole_one() {
        for (lines, name) in [
            ("N:Nguyễn;An;Văn;;", "Nguyễn Văn An"),
            ("N:Hale;Rob;;Dr.;Jr.", "Rob Hale Jr."),
            ("N:Reed;Tom;;;III", "Tom Reed III"),
            ("N:Reed;Tom;;;PhD", "Tom Reed"),
            ("FN:+44 7700 900123\nN:Example;Ann;;;", "Ann Example"),
            ("FN:+44 7700 900123", "+44 7700 900123"),
        ] {
            let values = values_of(format!("BEGIN:VCARD\nVERSION:3.0\n{lines}\nEND:VCARD\n").as_bytes());
            assert!(values.iter().any(|value| value.kind == ValueKind::Name), "{lines}");
            assert_eq!(profile(&values).name, name, "{lines}");
        }
    }
}
