//! Everything that changes a book, one file a deed: its request, what it may, what it does.

pub mod add;
pub mod amend;
pub mod answered;
pub mod demo;
pub mod edit;
pub mod forget;
pub mod later;
pub mod log;
pub mod mute;
pub mod settings;
pub mod snooze;
pub mod tag;
pub mod undo;
