//! What to know before one meets somebody.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
