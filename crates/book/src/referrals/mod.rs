//! Opportunities passed from one to another, and what became of them.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
