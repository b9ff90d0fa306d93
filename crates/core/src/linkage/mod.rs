//! Who is there twice: probabilistic record linkage.
//!
//! - [`Records`]: everybody as they are compared
//! - [`compare`]: how well two agree, field by field
//! - [`Model`]: how much that tells, learnt from the book
//! - [`blocking`]: who is worth comparing
//! - [`find()`]: all of it, to pairs with a chance; [`beside()`]: one person beside a few, by what that taught
//! - [`Learnt`]: what was learnt, in short, to be kept
//! - [`searches`]: by what to find those few
//! - [`clusters`]: from pairs to people
//! - [`reasons`]: why, in words

mod address;
pub mod apart;
mod append;
pub mod blocking;
pub mod clusters;
pub mod compare;
pub mod find;
pub mod given;
mod known;
pub mod latin;
mod learnt;
pub mod level;
mod mailbox;
mod model;
pub mod names;
pub mod nicknames;
mod pair;
pub(crate) mod particles;
mod rarity;
pub mod reasons;
mod record;
mod row;
pub mod searches;
pub(crate) mod similar;
mod sounds;
#[cfg(test)]
mod tests;
pub mod words;

pub use compare::Comparer;
pub use find::{beside, find};
pub use learnt::Learnt;
pub use level::{Agreement, Field};
pub use model::Model;
pub use pair::{Found, Pair};
pub use rarity::Rarity;
pub use record::Records;
