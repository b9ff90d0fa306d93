//! Business with people who are never only prospects: the pipeline, ambassadors, how far a tie has come.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
