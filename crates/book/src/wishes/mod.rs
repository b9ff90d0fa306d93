//! What people need and can give, the groups one serves, and what fits together.

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[];
