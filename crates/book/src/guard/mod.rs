//! Steering clear of those who only take.

pub mod decide;
mod messages;
pub mod watch;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[watch::Guard::ENTRY, decide::Excuse::ENTRY, decide::Overrule::ENTRY];
