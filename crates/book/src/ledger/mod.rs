//! Good turns: given and received, and how they stand over the years.

pub mod balance;
pub mod correct;
pub mod gave;
mod messages;
pub mod turn;
pub mod ways;
pub mod years;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    gave::Gave::ENTRY,
    gave::Got::ENTRY,
    correct::Correct::ENTRY,
    balance::Balance::ENTRY,
    ways::Ways::ENTRY,
];
