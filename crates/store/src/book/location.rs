//! Where a book is kept, and which workspace of those that are kept there.

use std::path::PathBuf;

use goodturn_core::id::WorkspaceId;

/// Where a book lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    File(PathBuf),
    /// A PostgreSQL database, by its address.
    Server(String),
}

impl Location {
    /// `postgres://…` (or `postgresql://…`, or `host=… dbname=…`) is a server; anything else is a path.
    pub fn parse(text: &str) -> Location {
        let server =
            text.starts_with("postgres://") || text.starts_with("postgresql://") || text.contains("dbname=");
        if server { Location::Server(text.to_owned()) } else { Location::File(PathBuf::from(text)) }
    }
}

/// The workspace of a book that holds one.
pub(crate) const ONLY: WorkspaceId = WorkspaceId(1);
