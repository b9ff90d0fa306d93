//! Bringing two people together, each asked first.
//!
//! - [`introduce`]: drafts one; [`intro`]: shows it, and takes it one step on
//! - [`open`]: those that are under way, with what is next
//! - [`page`]: one introduction as it is shown, with the text of its next step
//! - `introduction`: one with its two people and what its entry keeps; `drafts`: who is told what; `outcome`: the good turns of one that went well; `today`:
//!   the reminders

pub(crate) mod drafts;
pub mod intro;
pub mod introduce;
pub(crate) mod introduction;
mod messages;
pub mod next;
pub mod open;
mod outcome;
pub mod page;
pub(crate) mod today;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[introduce::Introduce::ENTRY, intro::Intro::ENTRY, open::Introductions::ENTRY];
