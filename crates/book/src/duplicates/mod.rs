//! One person, one card: who is in the book twice, made one, and taken apart again.

mod beside;
pub mod certain;
pub mod distinct;
mod everybody;
pub mod groups;
pub mod list;
pub mod merge;
mod messages;
pub mod parts;
pub mod split;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    list::Duplicates::ENTRY,
    merge::Merge::ENTRY,
    certain::MergeCertain::ENTRY,
    split::Split::ENTRY,
    distinct::Distinct::ENTRY,
];
