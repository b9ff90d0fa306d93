//! What was done, and the way back.

pub mod history;
mod messages;
pub mod undo;
