//! Groups that I serve: who belongs to them, and what was done for them.
//!
//! - [`group`]: which they are, and who joins and leaves
//! - [`list`]: all of them, and one with its members
//! - [`report`]: what was done for one in a period

pub mod group;
pub mod list;
mod messages;
pub mod report;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    group::Group::ENTRY,
    group::Join::ENTRY,
    group::Leave::ENTRY,
    list::Groups::ENTRY,
    report::Report::ENTRY,
];
