//! What one sees of a book: plain structs with public fields in the user's words.

pub mod beside;
pub mod brief;
pub mod history;
pub mod people;
pub mod person;
pub mod reliability;
pub mod settings;
pub(crate) mod shown;
pub mod steps;
pub mod today;
pub mod whole;
