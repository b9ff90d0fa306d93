//! What people need and what they can give, and who can help whom.
//!
//! - [`say`]: a need or an offer, written down; [`close`]: met, or no longer so
//! - [`list`]: what is open
//! - [`mod@matches`]: which offer meets a need; `pairs`: who may be suggested to whom; [`aside`]: a match put aside
//! - `today`: a match, a need whose day is past, and whom a good turn would be timely for

pub mod aside;
pub mod close;
pub mod list;
pub mod matches;
mod messages;
mod pairs;
pub mod say;
pub(crate) mod today;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    say::Need::ENTRY,
    say::Offer::ENTRY,
    close::Met::ENTRY,
    close::Withdraw::ENTRY,
    list::Needs::ENTRY,
    list::Offers::ENTRY,
    matches::Match::ENTRY,
    aside::Aside::ENTRY,
];
