//! Opportunities passed on, and the slips of referral groups.
//!
//! - [`pass`]: one person passes another an opportunity; [`step`]: what became of it, and thanks
//! - [`list`]: all of them with their totals, and what waits today
//! - [`slip`]: referrals, one-to-ones, thanks and visitors as referral groups hand them in; [`slips`]: their table

pub mod list;
mod messages;
pub mod pass;
pub mod slip;
pub mod slips;
pub mod step;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    pass::Refer::ENTRY,
    step::Referral::ENTRY,
    list::Referrals::ENTRY,
    slip::Slip::ENTRY,
    slips::Slips::ENTRY,
];
