//! Who is there twice: probabilistic record linkage.
//!
//! - [`Records`]: everybody as they are compared
//! - [`compare`]: how well two agree, field by field
//! - [`Model`]: how much that tells, learnt from the book
//! - [`blocking`]: who is worth comparing
//! - [`find()`]: all of it, to pairs with a chance; [`doubles_of_first()`]: one person beside a few
//!   ([`crate::findable::searches`] finds them), by what that taught
//! - [`Learnt`]: what was learnt, in short, to be kept
//! - [`clusters`]: from pairs to people
//! - [`reasons`]: why, in words

pub mod apart;
mod append;
pub mod blocking;
pub mod clusters;
pub mod compare;
pub mod find;
mod known;
mod learnt;
pub mod level;
mod mailbox;
mod model;
mod pair;
mod rarity;
pub mod reasons;
mod record;
mod row;
#[cfg(test)]
mod tests;
pub mod words;

pub use compare::Comparer;
pub use find::{doubles_of_first, find};
pub use learnt::Learnt;
pub use level::{Agreement, Field};
pub use model::Model;
pub use pair::{Doubles, Pair};
pub use rarity::Rarity;
pub use record::Records;
