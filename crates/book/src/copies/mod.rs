//! The whole book as a file, and back.
//!
//! - [`backup`]: a copy while the book is in use; [`restore`]: the book replaced by one

pub mod backup;
mod messages;
pub mod restore;

use crate::request::Entry;

/// Its deeds.
pub(crate) const ENTRIES: &[Entry] = &[backup::Backup::ENTRY, restore::Restore::ENTRY];
