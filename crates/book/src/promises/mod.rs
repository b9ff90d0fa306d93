//! What is owed, by me and by them, and what I asked for.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
