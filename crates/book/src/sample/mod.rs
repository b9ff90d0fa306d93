//! The sample network: sixty invented people and six years with them, to look round in.
//!
//! - [`demo`]: brings it and takes it out again; `network`: the people and their mail; `story`: what was given, taken,
//!   promised and said

pub mod demo;
mod messages;
pub(crate) mod network;
mod story;
