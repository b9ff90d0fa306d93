//! What my own last months look like from outside.

pub mod look;
mod messages;

use crate::request::Entry;

/// The view.
pub const ENTRIES: &[Entry] = &[look::Mirror::ENTRY];
