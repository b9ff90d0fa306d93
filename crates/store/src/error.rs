//! What can go wrong in the store, told apart by what one can do about it.

use std::error::Error as _;
use std::io::ErrorKind;

/// A failure of the store, with its cause.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The embedded book said no.
    #[error("the book could not be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The PostgreSQL server said no.
    #[error("the PostgreSQL book could not be read or written: {0}")]
    Postgres(#[from] postgres::Error),
    /// A file could not be read or written.
    #[error("{what}: {cause}")]
    File {
        /// What was tried, with the path.
        what: String,
        /// Why it failed.
        cause: std::io::Error,
    },
    /// Somebody else holds the book's write lock. Trying again may help; the text says when.
    #[error("the book cannot be reached just now: {0}")]
    Busy(String),
    /// The server does not answer. It may be starting anew.
    #[error("the book cannot be reached just now: {0}")]
    Away(String),
    /// The book was written by a newer Goodturn.
    #[error(
        "this book has format {found}, and this Goodturn knows formats up to {known}: use a newer Goodturn, or restore an older backup"
    )]
    Newer {
        /// The format found.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// The file is no book, or a damaged one.
    #[error("{0}")]
    NotABook(String),
    /// What was asked cannot be done, for a reason the user can act on.
    #[error("{0}")]
    Refused(String),
    /// A row is not as this program writes it.
    #[error("the book is damaged: {0}")]
    Damaged(String),
}

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure of what is done in a transaction: the store's, or one that is made from it.
pub trait Failure: From<Error> {
    /// Whether the same transaction may succeed when it is tried again (rule R6).
    fn passing(&self) -> bool;
}

impl Failure for Error {
    fn passing(&self) -> bool {
        Error::passing(self)
    }
}

impl Error {
    /// Whether the same transaction may succeed when it is tried again over a new connection (rule R6). Whoever
    /// holds the write lock was waited for already, so that [`Error::Busy`] is not one of these.
    pub fn passing(&self) -> bool {
        match self {
            Error::Away(_) => true,
            Error::Sqlite(cause) => matches!(
                cause.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            ),
            Error::Postgres(cause) => {
                // A connection that breaks in the middle of a statement is an error of the wire.
                let wire = cause.source().and_then(|cause| cause.downcast_ref::<std::io::Error>());
                wire.is_some_and(|wire| {
                    !matches!(wire.kind(), ErrorKind::InvalidInput | ErrorKind::InvalidData)
                }) || cause.is_closed()
                    || cause.code().is_some_and(|state| {
                        let state = state.code();
                        matches!(state, "40001" | "40P01" | "53300")
                            || state.starts_with("08")
                            || state.starts_with("57P0")
                    })
            }
            _ => false,
        }
    }
}
