//! `export`: everybody to files that other programs read.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use goodturn_book::views::people::People;
use goodturn_book::views::whole::{Audience, Whole, Written};
use goodturn_book::{Book, Context, Error};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::sender::Kind;

/// So many of those who were left out are named.
const NAMED: usize = 5;

/// Writes everybody to `folder`, as this audience may have it; answers what was written, in words.
pub fn export(
    book: &Book,
    ctx: &Context,
    folder: &Path,
    format: &str,
    audience: Audience,
) -> Result<String, Error> {
    fs::create_dir_all(folder).map_err(|cause| unwritable(folder, &cause))?;
    let name = match format {
        "csv" => "people.csv",
        "json" => "people.jsonl",
        _ => "people.vcf",
    };
    let path = folder.join(name);
    let part = folder.join(format!("{name}.part"));
    let file = fs::File::create(&part).map_err(|cause| unwritable(&part, &cause))?;
    let mut out = BufWriter::new(file);
    let (mut count, mut left_out) = (0, Vec::new());
    if format == "csv" {
        write(&mut out, COLUMNS.join(",").as_bytes(), &part)?;
        write(&mut out, b"\n", &part)?;
    }
    for kind in Kind::ALL {
        // A list or a robot that mail brought is nobody's contact; one that came on a card is.
        let carded_only = !matches!(kind, Kind::Person | Kind::Organisation);
        let mut after = None;
        loop {
            let ask = People {
                limit: Some(500),
                sort: Some("name".into()),
                kind: Some(kind.name().into()),
                after: after.clone(),
                ..People::default()
            };
            let page = book.people(&ask, ctx)?;
            let Some(last) = page.last() else { break };
            after = Some(last.id.clone());
            for person in &page {
                let whole = match book.whole(&person.id, audience)? {
                    Written::Whole(whole) => whole,
                    Written::Nothing(why) => {
                        left_out.push(format!("{} {why}", person.name));
                        continue;
                    }
                };
                if carded_only && whole.cards.is_empty() {
                    continue;
                }
                let bytes = match format {
                    "json" => {
                        let mut line = person.clone();
                        if audience == Audience::Others {
                            // What I make of somebody is nobody else's.
                            (line.balance, line.stance, line.circle) = (None, None, None);
                        }
                        let mut text = serde_json::to_vec(&whole.json(&line)).unwrap_or_default();
                        text.push(b'\n');
                        text
                    }
                    "csv" => row(&whole.values),
                    _ => cards(&whole),
                };
                write(&mut out, &bytes, &part)?;
                count += 1;
            }
        }
    }
    out.flush().map_err(|cause| unwritable(&part, &cause))?;
    fs::rename(&part, &path).map_err(|cause| unwritable(&path, &cause))?;
    let mut said =
        format!("wrote {count} {} to {}", if count == 1 { "person" } else { "people" }, path.display());
    if !left_out.is_empty() {
        let more = left_out.len().saturating_sub(NAMED);
        let mut named = left_out[..left_out.len() - more].join(", ");
        if more > 0 {
            named.push_str(&format!(" and {more} more"));
        }
        said.push_str(&format!(
            "; left out {}: {named}. With --for-myself everything is written; then keep it to yourself",
            left_out.len()
        ));
    }
    Ok(said)
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Error {
    Error::input(format!("{} cannot be written: {cause}", path.display()), "choose another folder")
}

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
        if joined.contains([',', '"', '\n', '\r']) {
            format!("\"{}\"", joined.replace('"', "\"\""))
        } else {
            joined
        }
    };
    let mut line = COLUMNS.map(cell).join(",");
    line.push('\n');
    line.into_bytes()
}
