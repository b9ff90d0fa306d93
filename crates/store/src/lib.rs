//! The one seam to storage: a book in SQLite or in PostgreSQL, in domain words.
//!
//! Each SQL text stands here once, in the subset that both engines speak; only bulk load, full-text search,
//! locking and schema words are written twice, in the two drivers.
//!
//! Its folders are floors, and each knows only those above it in this list:
//!
//! - [`error`]: what can go wrong; `files`: names of files and those that are being made
//! - [`table`]: what a book is made of: tables, each declared once, and their rows as plain values
//! - [`engine`]: the two databases behind one trait
//! - [`read`]: what one can ask
//! - [`kept`]: what follows from other rows and is kept beside them
//! - [`act`]: how a book changes, and the way back
//! - [`book`]: a whole book: opened, imported into by one at a time, copied and restored
//!
//! Whoever uses the store begins with [`Store`]; it hands out a [`Reader`], or a [`Writer`] for one act.

pub mod act;
pub mod book;
pub mod engine;
pub mod error;
mod files;
pub mod kept;
pub mod read;
pub mod table;

pub use act::{merging, scrubbing, undo, writer};
pub use book::{copies, lease, private, resolver, watching};
pub use engine::counting;
#[cfg(unix)]
pub use engine::temporary;
pub use kept::{derived, postings, texts, together, totals};
pub use read::{changes, labels, reader};
pub use table::{cell, entry, rows, schema};

pub use act::writer::Writer;
pub use book::location::Location;
pub use book::resolver::Resolver;
pub use book::store::Store;
pub use error::{Error, Failure, Result};
pub use read::reader::Reader;
