//! Good turns: given and received, and how they stand over the years.

pub mod balance;
pub mod gave;

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[gave::Gave::ENTRY, gave::Got::ENTRY, balance::Balance::ENTRY];
