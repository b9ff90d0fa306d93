//! What my own last months look like from outside.

pub mod look;

use crate::catalog::Entry;

/// The view.
pub const ENTRIES: &[Entry] = &[look::Mirror::ENTRY];
