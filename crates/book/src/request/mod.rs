//! The ground floor of all deeds and views: what a request is, how what it says is read, and what it is answered with. It
//! knows no noun: nothing here is about promises, groups or introductions.
//!
//! - `entry`: a request with its fields; `declared`: the one declaration that makes it; `kind`: what a field holds;
//!   `answer`: what it is answered with; `schema`: both, described for programs; `progress`: how far what runs on is
//! - `asked`: a request as the journal keeps it, and once for each key of the caller's
//! - `reading`: what a request says, read field by field, with the sentence where it does not fit; `parse`: what the texts
//!   in it name; `days`: the days in it; `length`: how long it may be; `was`: what a form said when one began to write;
//!   `messages`: what is said where that does not fit
//! - `resolve`: naming somebody; `names`: who may be meant by a few words; `party`: somebody in a matter of mine
//! - `strongest`: the strongest ties, without a look at all of them
//! - `deed`: what acts have in common; `told`: what a text tells of something that happened; `happened`: that on
//!   its way into the book

mod answer;
pub(crate) mod asked;
pub(crate) mod days;
mod declared;
pub(crate) mod deed;
mod entry;
pub(crate) mod happened;
pub(crate) mod kind;
pub(crate) mod length;
mod messages;
pub(crate) mod names;
pub(crate) mod parse;
pub(crate) mod party;
mod progress;
pub(crate) mod reading;
pub(crate) mod resolve;
pub(crate) mod schema;
pub(crate) mod strongest;
pub(crate) mod told;
pub(crate) mod was;

pub use answer::{Answer, Done, DoneOr, Json, LeftOut, Lines, One, Say, Shown, WayBack};
pub(crate) use declared::{
    answer_type, asked, danger, field_kind, field_read, field_type, filled, plain, request, run, value_read,
    value_type,
};
pub use entry::{Alone, Answered, Danger, Effect, Entry, Example, Field, Request, Run, Shape, Watched};
pub use kind::Kind;
pub use party::Party;
pub use progress::{Phase, Progress, Watch};
