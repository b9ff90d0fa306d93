//! How a restore stands in the journal: as an act, and the only one that no undo takes back.

use std::path::Path;

/// The act.
pub const RESTORE: &str = "restore";

/// Between the two files that its summary names.
const KEPT: &str = "; the book as it was is ";

/// What was done, in words.
pub(crate) fn summary(backup: &Path, kept: Option<&Path>) -> String {
    let mut summary = format!("restored {}", backup.display());
    if let Some(kept) = kept {
        summary.push_str(&format!("{KEPT}{}", kept.display()));
    }
    summary
}

/// Where the book is kept as it was before a restore, by its summary.
pub(crate) fn kept_by(summary: &str) -> Option<&str> {
    summary.rsplit_once(KEPT).map(|(_, kept)| kept)
}
