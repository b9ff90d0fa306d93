//! What was done, and the way back.

pub mod history;
pub mod undo;
