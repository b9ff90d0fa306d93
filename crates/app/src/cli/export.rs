//! `export`: everybody to files that other programs read.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use goodturn_book::export::Format;
use goodturn_book::views::whole::Audience;
use goodturn_book::{Book, Context, Error};
use goodturn_store::private;

/// Writes everybody to `folder`, as this audience may have it; answers what was written, in words.
pub fn export(
    book: &Book,
    ctx: &Context,
    folder: &Path,
    format: Format,
    audience: Audience,
) -> Result<String, Error> {
    private::folder(folder).map_err(|cause| unwritable(folder, &cause))?;
    let name = format.file();
    let path = folder.join(name);
    let part = folder.join(format!("{name}.part"));
    let file = private::create(&part).map_err(|cause| unwritable(&part, &cause))?;
    let mut out = BufWriter::new(file);
    let done = book.export(ctx, format, audience, &mut |bytes| {
        out.write_all(bytes).map_err(|cause| unwritable(&part, &cause))
    })?;
    out.flush().map_err(|cause| unwritable(&part, &cause))?;
    fs::rename(&part, &path).map_err(|cause| unwritable(&path, &cause))?;
    let people = if done.count == 1 { "person" } else { "people" };
    let mut said = format!("wrote {} {people} to {}", done.count, path.display());
    match audience {
        Audience::Me => said.push_str(", with everything that is known of them; keep it to yourself"),
        Audience::Others => {
            let left_out = done.words();
            said.push_str(", for others: your notes and tags, and their cards as they came, are not in it");
            if !left_out.is_empty() {
                said.push_str(&format!("; {left_out}"));
            }
            said.push_str(". With --for-myself everything is written");
        }
    }
    Ok(said)
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Error {
    Error::input(format!("{} cannot be written: {cause}", path.display()), "choose another folder")
}
<<<<<<< HEAD
=======

fn write(out: &mut impl Write, bytes: &[u8], path: &Path) -> Result<(), Error> {
    out.write_all(bytes).map_err(|cause| unwritable(path, &cause))
}

/// The cards of one person: each as it came, and what no card says on the first of them.
fn cards(whole: &Whole) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, card) in whole.cards.iter().enumerate() {
        let own: Vec<Value> = if at == 0 {
            // A card has one UID, its own.
            let learnt = whole.uncarded.iter().filter(|value| value.kind != ValueKind::Uid);
            card.values.iter().chain(learnt).cloned().collect()
        } else {
            card.values.clone()
        };
        bytes.extend(goodturn_sources::vcard::write(Some(&card.original), &own, None));
    }
    if whole.cards.is_empty() {
        bytes.extend(goodturn_sources::vcard::write(None, &whole.values, None));
    }
    bytes
}

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

fn row(values: &[Value]) -> Vec<u8> {
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
        goodturn_sources::table::cell::written(&joined)
    };
    let mut line = COLUMNS.map(cell).join(",");
    line.push('\n');
    line.into_bytes()
}
>>>>>>> 992d19e (Write no formula into a table and no second recipient into a link, whatever a card holds)
