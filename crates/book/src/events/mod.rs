//! Events: many people met at once, followed up in time, and still known years later.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
