//! The only door to a book: acts that change it and views that show it.
//!
//! - [`book`]: opening one, and what every request carries
//! - [`catalog`]: the list of all deeds and views, from which the faces are made
//! - [`acts`]: one file a deed
//! - [`views`]: plain structs, as a face shows them
//! - [`import`]: reading a life in
//! - [`error`]: what can go wrong, with what to do about it

pub mod acts;
pub mod book;
pub mod catalog;
pub mod error;
pub mod import;
mod shell;
pub mod views;
mod whom;

pub use book::{Book, Context};
pub use error::{Error, ErrorKind, Result};
