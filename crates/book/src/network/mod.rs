//! Who knows whom beyond oneself, and who can introduce one.
//!
//! - [`whole`]: everybody and their ties, in memory
//! - [`path`]: the ways to somebody; `target`: to whom; `ready`: who may be asked; `evidence`: how one knows of a tie
//! - [`groups`]: who belongs together; [`map`]: all of it drawn; [`circles`]: the circles of a life, and ties asleep
//! - [`tie`]: a tie written down by hand

pub mod circles;
mod evidence;
pub mod groups;
pub mod map;
mod messages;
pub mod path;
mod ready;
mod target;
pub mod tie;
pub mod whole;

use crate::request::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    path::Path::ENTRY,
    tie::Tie::ENTRY,
    circles::Circles::ENTRY,
    groups::Communities::ENTRY,
    map::Map::ENTRY,
];
