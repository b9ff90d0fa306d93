//! A whole book: where it lies, how it is opened, one writer and many readers, and copies of it.
//!
//! - `store`: an open book; `writing`: one act, once, whatever happens to the connection; `retrying`: what may pass
//! - `location` and [`resolver`]: where a workspace lies; `opening`: finding a book there or making it, and `place`: what
//!   lies at a path, looked at without changing it
//! - [`lease`]: who may import; `recovering`: what an import left that broke off
//! - [`watching`]: waiting for what others do to it
//! - `upkeep`: what a book computes of itself, apart from any act
//! - [`copies`]: whole copies, and back; [`private`]: files for the owner's eyes alone

pub mod copies;
pub mod lease;
pub(crate) mod location;
mod opening;
mod place;
pub mod private;
mod recovering;
pub mod resolver;
mod retrying;
pub(crate) mod store;
mod upkeep;
pub mod watching;
mod writing;
