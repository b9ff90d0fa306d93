//! What is said of a file with everybody in it: each a whole sentence.

use std::path::Path;

use goodturn_core::sentence;
use goodturn_core::words::{Field, Words};

use crate::error::Error;

pub(super) fn for_myself(people: usize, path: &Path) -> Words {
    sentence![
        "wrote {people|1 person|# people} to {path}, with everything that is known of them; keep it to yourself",
        people,
        path = path.display().to_string()
    ]
}

/// What was written for others, and why some of all people were left out: the first few of them are named.
pub(super) fn for_others(people: usize, path: &Path, left_out: usize, named: &[String]) -> Words {
    let (path, for_myself) = (path.display().to_string(), Field("for_myself"));
    let more = Some(left_out - named.len()).filter(|more| *more > 0);
    sentence![
        "wrote {people|1 person|# people} to {path}, for others: your notes and tags, and their cards as they came, \
         are not in it[; left out {left_out}: {named}][ and {more} more]. With {for_myself} everything is written",
        people,
        path,
        left_out = Some(left_out).filter(|left_out| *left_out > 0),
        named = named.join(", "),
        more,
        for_myself
    ]
}

pub(super) fn unwritable(path: &Path, cause: &std::io::Error) -> Error {
    Error::input(format!("{} cannot be written: {cause}", path.display()), "choose another folder")
}
