//! Word of mouth, both ways: what may be said of whom, and who spoke well of whom to whom.
//!
//! - [`card`]: what one may say of somebody, and of me; [`code`]: the same as a picture for phones
//! - [`spread`]: somebody spoke well of somebody to somebody; [`thanks`]: that I said thank you for it
//! - [`list`]: all of it, and how much was about others

pub mod card;
pub mod code;
pub mod list;
mod messages;
pub mod spread;
pub mod thanks;

use crate::request::Entry;
use crate::request::party::Party;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    card::CardOf::ENTRY,
    code::CodeOf::ENTRY,
    spread::Spread::ENTRY,
    thanks::Thank::ENTRY,
    list::Words::ENTRY,
];

/// Somebody by name; none where it is the member.
fn other(who: &Party) -> Option<&str> {
    (!who.is_me()).then_some(who.name())
}
