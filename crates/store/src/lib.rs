//! The one seam to storage: a book in SQLite or in PostgreSQL, in domain words.
//!
//! Each SQL text stands here once, in the subset that both engines speak; only bulk load, full-text search,
//! locking and schema words are written twice, in the two drivers.
//!
//! - [`store`]: opening books, migrations, one writer and many readers
//! - `opening`: finding a book or making it; `place`: what lies at a path; `files`: their names, parts and dates
//! - [`resolver`]: which database a workspace lies in
//! - [`reader`]: what one can ask
//! - [`writer`]: acts, each one transaction with its line in the journal
//! - [`undo`]: taking acts back, exactly
//! - [`lease`]: who may import
//! - [`merging`]: two people made one, and taken apart again
//! - [`settle`]: bonds written once for a whole import, whatever stops it
//! - [`weighing`]: how old the stored strengths may be
//! - [`copies`]: whole copies, and back; [`private`]: files for the owner's eyes alone
//! - [`rows`]: the rows as plain values; [`entry`]: those beside people and interactions
//! - [`derived`]: what follows from the entries, kept beside them
//! - [`texts`]: the words of what was written down about people
//! - [`together`]: who was there together
//! - [`schema`]: the tables, as numbered migrations
//! - [`driver`]: what an engine must do
//! - [`temporary`]: a PostgreSQL server for tests and benches

mod amending;
pub mod copies;
pub mod derived;
pub mod engine;
mod entries;
pub mod error;
mod files;
pub mod labels;
pub mod lease;
pub mod merging;
mod opening;
mod place;
pub mod postings;
pub mod private;
pub mod reader;
pub mod resolver;
pub mod settle;
pub mod store;
pub mod table;
pub mod texts;
pub mod together;
pub mod totals;
pub mod undo;
pub mod weighing;
pub mod writer;

#[cfg(unix)]
pub use engine::temporary;
pub use table::{cell, entry, rows, schema};

pub use error::{Error, Failure, Result};
pub use reader::Reader;
pub use resolver::Resolver;
pub use store::{Location, Store};
pub use writer::Writer;
