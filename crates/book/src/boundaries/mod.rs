//! What somebody does not want, how they want it, and what they agreed to.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
