//! What is at a path, found out without changing anything: a database of another program is not even opened.

use std::io::ErrorKind;
use std::path::Path;

use crate::engine::sqlite::file::{self, Mode};
use crate::engine::sqlite::format::{self, APPLICATION};
use crate::error::{Error, Result};
use crate::files::{SQLITE, beginning, sibling_path};

/// What lies at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Nothing at all.
    Nothing,
    /// A file with nothing in it, or a database with nothing in it.
    Empty,
    /// A book, of whatever format.
    Book,
}

/// The format of the book at a path, as its file says; none where none is there.
pub(crate) fn format_at(path: &Path) -> Option<i64> {
    if content_at(path).ok()? != Content::Book {
        return None;
    }
    // Database File Format, section 1.3: the user's number.
    let first = beginning(path, 64).ok()?;
    let bytes: [u8; 4] = first.get(60..64)?.try_into().ok()?;
    Some(i64::from(u32::from_be_bytes(bytes)))
}

/// What lies at a path; what is neither a book nor room for one is an error that says what it is.
pub(crate) fn content_at(path: &Path) -> Result<Content> {
    let shown = path.display();
    if path == Path::new(":memory:") {
        let said = "a book in memory would be gone with the command that made it; name a file";
        return Err(Error::Refused(said.into()));
    }
    let about = match path.metadata() {
        Ok(about) => about,
        Err(cause) if cause.kind() == ErrorKind::NotFound => {
            return match path.read_link() {
                Ok(to) => Err(Error::NotABook(format!(
                    "{shown} is a link to {}, and nothing lies there; is a disk missing?",
                    to.display()
                ))),
                Err(_) => Ok(Content::Nothing),
            };
        }
        Err(cause) if cause.kind() == ErrorKind::NotADirectory => {
            return Err(Error::NotABook(format!("{shown} cannot be: what it lies in is no folder")));
        }
        Err(cause) => return Err(Error::File { what: format!("{shown} cannot be looked at"), cause }),
    };
    if about.is_dir() {
        return Err(Error::NotABook(format!("{shown} is a folder; name a file in it")));
    }
    if !about.is_file() {
        return Err(Error::NotABook(format!("{shown} is no file in which a book could be")));
    }
    let first = beginning(path, 108)
        .map_err(|cause| Error::File { what: format!("{shown} cannot be read"), cause })?;
    if first.is_empty() {
        return Ok(Content::Empty);
    }
    if !first.starts_with(SQLITE) {
        return Err(Error::NotABook(format!("{shown} is no Goodturn book")));
    }
    // Database File Format, sections 1.3 and 1.6: the application's number, and the first page of the schema.
    let number = |from: usize, bytes: usize| {
        let bytes = first.get(from..from + bytes).unwrap_or_default();
        bytes.iter().fold(0_i64, |number, byte| number << 8 | i64::from(*byte))
    };
    let nothing_in_it = number(68, 4) == 0 && number(100, 1) == 13 && number(103, 2) == 0;
    if number(68, 4) == APPLICATION {
        Ok(Content::Book)
    } else if !nothing_in_it {
        Err(Error::NotABook(format!("{shown} is a database, but no Goodturn book")))
    } else if sibling_path(path, "-wal").metadata().is_ok_and(|log| log.len() > 0) {
        // All that was ever written lies in the log still.
        let format = format::found_in(&file::open(path, Mode::Look)?)?;
        Ok(if format > 0 { Content::Book } else { Content::Empty })
    } else {
        Ok(Content::Empty)
    }
}
