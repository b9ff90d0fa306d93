//! The two databases that a book can lie in, behind one trait.
//!
//! - [`driver`]: what an engine must do; [`counting`]: how many statements that took
//! - `sqlite`: a file of one's own; how it is opened, copied, brought up to date, and told the sizes of things
//! - `postgres`: a server
//! - [`temporary`]: a PostgreSQL server for tests and benches

pub mod counting;
pub mod driver;
pub(crate) mod postgres;
pub(crate) mod sqlite;
#[cfg(unix)]
pub mod temporary;
