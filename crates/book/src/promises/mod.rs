//! What is owed, by me and by them, and what I asked for.

pub mod ask;
pub mod promise;

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    promise::Promise::ENTRY,
    promise::Keep::ENTRY,
    promise::Release::ENTRY,
    promise::Promises::ENTRY,
    ask::Ask::ENTRY,
    ask::AnswerTo::ENTRY,
    ask::Asks::ENTRY,
];
