//! `export`: everybody to files that other programs read.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use goodturn_book::views::people::People;
use goodturn_book::{Book, Context, Error};
use goodturn_core::draft::Value;

/// Writes everybody to `folder`; answers what was written, in words.
pub fn export(book: &Book, ctx: &Context, folder: &Path, format: &str) -> Result<String, Error> {
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
    let mut count = 0;
    if format == "csv" {
        write(&mut out, COLUMNS.join(",").as_bytes(), &part)?;
        write(&mut out, b"\n", &part)?;
    }
    let mut after = None;
    loop {
        let ask =
            People { limit: Some(500), sort: Some("name".into()), after: after.clone(), ..People::default() };
        let page = book.people(&ask, ctx)?;
        let Some(last) = page.last() else { break };
        after = Some(last.id.clone());
        for person in &page {
            let bytes = match format {
                "json" => {
                    let whole = book.whole(&person.id)?;
                    let mut text = serde_json::to_vec(&whole.json(person)).unwrap_or_default();
                    text.push(b'\n');
                    text
                }
                "csv" => row(&book.whole(&person.id)?.values),
                _ => cards(&book.whole(&person.id)?),
            };
            write(&mut out, &bytes, &part)?;
            count += 1;
        }
    }
    out.flush().map_err(|cause| unwritable(&part, &cause))?;
    fs::rename(&part, &path).map_err(|cause| unwritable(&path, &cause))?;
    Ok(format!("wrote {count} people to {}", path.display()))
}

fn unwritable(path: &Path, cause: &std::io::Error) -> Error {
    Error::input(format!("{} cannot be written: {cause}", path.display()), "choose another folder")
}

fn write(out: &mut impl Write, bytes: &[u8], path: &Path) -> Result<(), Error> {
    out.write_all(bytes).map_err(|cause| unwritable(path, &cause))
}

/// The cards of one person: each as it came, and what no card says on the first of them.
fn cards(whole: &goodturn_book::views::whole::Whole) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (at, card) in whole.cards.iter().enumerate() {
        let own: Vec<Value> = if at == 0 {
            card.values.iter().chain(&whole.uncarded).cloned().collect()
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
const COLUMNS: [&str; 10] =
    ["name", "given", "family", "email", "phone", "organisation", "title", "birthday", "tags", "note"];

fn row(values: &[Value]) -> Vec<u8> {
    let cell = |column: &str| {
        let kind = if column == "tags" { "tag" } else { column };
        let texts = values.iter().filter(|value| value.kind.name() == kind).map(|value| value.text.as_str());
        let joined = texts.collect::<Vec<_>>().join(" ::: ");
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
