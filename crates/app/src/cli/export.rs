//! `export`: everybody to files that other programs read.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use goodturn_book::export::Format;
use goodturn_book::people::whole::Audience;
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
