//! Who I am and where, as the book keeps it.

pub mod page;
pub mod set;
