//! What networking means to each, to me, and where that is at cross purposes.

pub mod cross;
pub mod define;
pub mod held;
mod messages;
pub mod stance;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[stance::Stance::ENTRY, define::Define::ENTRY, cross::CrossPurposes::ENTRY];
