//! Business with people who are never only prospects.
//!
//! - [`deal`]: an opportunity, and the stages it goes through
//! - [`pipeline`]: all that is open, each beside the support that was given, and what is due today
//! - [`ambassadors`]: who speaks for me and sends me people, with the business that came through them
//! - [`whole`]: what of all this stands on one person's page

pub mod ambassadors;
pub mod deal;
mod messages;
pub mod pipeline;
pub mod whole;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    deal::Opportunity::ENTRY,
    deal::StageOf::ENTRY,
    pipeline::Prospects::ENTRY,
    ambassadors::Ambassadors::ENTRY,
];
