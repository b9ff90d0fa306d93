//! What was done, and the way back.

pub mod changes;
pub mod history;
mod messages;
pub mod undo;
