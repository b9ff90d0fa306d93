//! What can go wrong in the store, told apart by what one can do about it.

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
    /// Somebody else holds the book's write lock, or the server is away. Trying again may help; the text says when.
    #[error("the book cannot be reached just now: {0}")]
    Busy(String),
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

impl Error {
    /// Whether the same transaction may succeed when it is tried again (rule R6).
    pub fn passing(&self) -> bool {
        match self {
            Error::Busy(_) => true,
            Error::Sqlite(cause) => matches!(
                cause.sqlite_error_code(),
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
            ),
            Error::Postgres(cause) => {
                cause.is_closed()
                    || cause.code().is_some_and(|state| {
                        let state = state.code();
                        matches!(state, "40001" | "40P01" | "08006" | "08003" | "08001")
                            || state.starts_with("57P0")
                    })
            }
            _ => false,
        }
    }
}
