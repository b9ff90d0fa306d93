//! Events, the people met at them, and what became of that.
//!
//! - [`event`]: an event is written down; [`capture`]: its people, in bulk
//! - [`follow`]: what is to be done about each within two days
//! - [`list`]: events, and one with its people; [`survival`]: who of them is still in touch after months

pub mod capture;
pub mod event;
pub mod follow;
pub mod list;
mod messages;
pub mod survival;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] =
    &[event::Event::ENTRY, capture::Capture::ENTRY, follow::FollowUp::ENTRY, list::Events::ENTRY];
