//! Interest in the other person: what is known of them, what is not, and what to ask next.
//!
//! - [`learn`]: something learnt, with the meeting it came from
//! - [`profile`]: the whole profile, with the next good question; [`asked`]: a question that was asked
//! - [`halves`]: the person and their business, and which half is empty

pub mod asked;
pub mod halves;
pub mod learn;
mod messages;
pub mod profile;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] =
    &[learn::Learn::ENTRY, asked::Asked::ENTRY, profile::Gains::ENTRY, profile::Question::ENTRY];
