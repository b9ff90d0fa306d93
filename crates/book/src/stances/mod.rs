//! What networking means to each, to me, and where that is at cross purposes.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
