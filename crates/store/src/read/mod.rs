//! What one can ask of a book, in domain words. Every text of SQL runs on both engines.
//!
//! - [`reader`]: one workspace at one moment: people, what is known of them, what happened
//! - `entries`: good turns, promises, needs and the like; `merged`: who was made one with whom
//! - `ahead`: of a server, what will be asked next is read with the first of it
//! - [`changes`]: what changed since an act
//! - `journal`: what was done and what was read; `settings`: those of the user, and those of the book itself
//! - [`labels`]: what many have in common; `whole`: all rows of a book

pub(crate) mod ahead;
pub mod changes;
pub(crate) mod entries;
pub(crate) mod journal;
pub mod labels;
pub(crate) mod merged;
pub mod reader;
pub(crate) mod settings;
mod whole;
