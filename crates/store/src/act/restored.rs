//! How a restore stands in the journal: as an act, and the only one that no undo takes back.

use std::path::Path;

use goodturn_core::sentence;
use goodturn_core::words::Words;
use serde_json::{Value, json};

use crate::table::journal::Act;

/// The act.
pub const RESTORE: &str = "restore";

/// What stands between the two files in the words of a restore that an older program did.
const KEPT: &str = "; the book as it was is ";

/// What was done, in words.
pub(crate) fn words(backup: &Path, kept: Option<&Path>) -> Words {
    let (backup, kept) = (backup.display().to_string(), kept.map(|kept| kept.display().to_string()));
    sentence!["restored {backup}[; the book as it was is {kept}]", backup, kept]
}

/// What was answered: where the book is kept as it was.
pub(crate) fn answer(kept: Option<&Path>) -> String {
    json!({ "aside": kept.map(|kept| kept.display().to_string()) }).to_string()
}

/// Where the book is kept as it was before a restore.
pub(crate) fn kept_by(act: &Act) -> Option<String> {
    match &act.answer {
        Some(answer) => {
            let answer: Value = serde_json::from_str(answer).ok()?;
            Some(answer.get("aside")?.as_str()?.to_owned())
        }
        None => act.words().to_string().rsplit_once(KEPT).map(|(_, kept)| kept.to_owned()),
    }
}
