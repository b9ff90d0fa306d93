//! People as a table.

use goodturn_core::draft::{Value, ValueKind};
use goodturn_sources::table::cell::written;

/// The columns of Goodturn's own table of people.
const COLUMNS: [&str; 16] = [
    "name",
    "given",
    "family",
    "email",
    "phone",
    "organisation",
    "title",
    "birthday",
    "street",
    "city",
    "region",
    "postcode",
    "country",
    "url",
    "tags",
    "note",
];

/// The columns that an address is spread over.
const ADDRESS: [&str; 5] = ["street", "city", "region", "postcode", "country"];

/// The row above all others.
pub(super) fn head() -> String {
    format!("{}\n", COLUMNS.join(","))
}

/// What an address says in one of its columns. One that a table brought has a line for each; of any other it
/// is not known which line is what, and all of them stand as the street.
fn part(address: &str, at: usize) -> String {
    let lines: Vec<&str> = address.split('\n').collect();
    match (lines.len() == ADDRESS.len(), at) {
        (true, _) => lines.get(at).map(|line| (*line).to_owned()).unwrap_or_default(),
        (false, 0) => lines.join(", "),
        (false, _) => String::new(),
    }
}

/// One person.
pub(super) fn row(values: &[Value]) -> String {
    let cell = |column: &str| {
        let of = |kind: ValueKind| values.iter().filter(move |value| value.kind == kind);
        let texts: Vec<String> = if let Some(at) = ADDRESS.iter().position(|part| *part == column) {
            of(ValueKind::Address).map(|value| part(&value.text, at)).collect()
        } else {
            let kind = ValueKind::named(if column == "tags" { "tag" } else { column });
            kind.into_iter().flat_map(of).map(|value| value.text.clone()).collect()
        };
        let said = texts.iter().any(|text| !text.is_empty());
        let joined = if said { texts.join(" ::: ") } else { String::new() };
        written(&joined)
    };
    let mut line = COLUMNS.map(cell).join(",");
    line.push('\n');
    line
}
