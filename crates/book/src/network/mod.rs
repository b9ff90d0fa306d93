//! Who knows whom beyond oneself, and who can introduce one.
//!
//! - [`whole`]: everybody and their ties, in memory
//! - [`path`]: the ways to somebody; `target`: to whom; `ready`: who may be asked; `evidence`: how one knows of a tie
//! - [`tie`]: a tie written down by hand

mod evidence;
pub mod path;
mod ready;
mod target;
pub mod tie;
pub mod whole;

use crate::catalog::Entry;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[path::Path::ENTRY, tie::Tie::ENTRY];
