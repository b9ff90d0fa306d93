//! What is said of copies of the book: each a whole sentence.

use goodturn_core::sentence;
use goodturn_core::words::Words;

pub(super) fn wrote(file: &str, replaced: Option<&str>, removed: &[String]) -> Words {
    let removed = Some(removed.join(", ")).filter(|removed| !removed.is_empty());
    sentence![
        "wrote {file}[; the one before is now {replaced}][; removed {removed}]",
        file,
        replaced,
        removed
    ]
}

/// That the book was replaced, and where it is kept as it was; nowhere where there was none.
pub(super) fn restored(file: &str, kept: Option<&str>, was_damaged: bool) -> Words {
    match (kept, was_damaged) {
        (None, _) => sentence!["restored {file}; there was no book before", file],
        (Some(kept), true) => sentence!["restored {file}; the broken book is now {kept}", file, kept],
        (Some(kept), false) => sentence!["restored {file}; the book as it was is now {kept}", file, kept],
    }
}
