//! What my own last months look like from outside.

pub mod look;

use crate::request::Entry;

/// The view.
pub const ENTRIES: &[Entry] = &[look::Mirror::ENTRY];
