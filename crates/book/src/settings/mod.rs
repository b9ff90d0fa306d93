//! Who I am and where, as the book keeps it.

mod messages;
pub mod page;
pub mod set;
