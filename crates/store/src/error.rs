//! What can go wrong in the store, told apart by what one can do about it.

use std::error::Error as _;
use std::io::ErrorKind;

/// A failure of the store, with its cause.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The embedded book said no.
    #[error("the book could not be read or written: {0}")]
    Sqlite(#[source] rusqlite::Error),
    /// The PostgreSQL server said no.
    #[error("the PostgreSQL book could not be read or written: {}", said(.0))]
    Postgres(#[source] postgres::Error),
    /// A file could not be read or written.
    #[error("{what}: {cause}")]
    File {
        /// What was tried, with the path.
        what: String,
        /// Why it failed.
        cause: std::io::Error,
    },
    /// There is no room left where something was to be written.
    #[error("{0}")]
    Full(String),
    /// The disk did not do what it was told.
    #[error("{0}")]
    Disk(String),
    /// The book can be read where it is, and not written.
    #[error("{0}")]
    ReadOnly(String),
    /// The address of the server is wrong, or what one may do there is not enough.
    #[error("{0}")]
    Wrong(String),
    /// Somebody else holds the book's write lock. Trying again may help; the text says when.
    #[error("the book cannot be reached just now: {0}")]
    Busy(String),
    /// The server does not answer. It may be restarting.
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
    /// There is no book at that place, and none was to be made.
    #[error("{0}")]
    NoBook(String),
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

impl From<rusqlite::Error> for Error {
    fn from(cause: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode as Code;
        match cause.sqlite_error_code() {
            Some(Code::DiskFull) => Error::Full(
                "there is no room left on the disk of the book, so that nothing of this was written".into(),
            ),
            Some(Code::SystemIoFailure) => Error::Disk(format!(
                "the disk of the book did not do what it was told, so that nothing of this was written ({cause})"
            )),
            Some(Code::DatabaseCorrupt) => {
                Error::Damaged(format!("its file is not as it was written ({cause})"))
            }
            Some(Code::ReadOnly) => {
                Error::ReadOnly("the book can only be read here: its file or its disk takes no writes".into())
            }
            Some(Code::CannotOpen | Code::PermissionDenied) => Error::ReadOnly(format!(
                "the book cannot be opened here: you may not read its file, or not write in its folder ({cause})"
            )),
            _ => Error::Sqlite(cause),
        }
    }
}

impl From<postgres::Error> for Error {
    fn from(cause: postgres::Error) -> Error {
        let Some(said) = cause.as_db_error() else { return Error::Postgres(cause) };
        let (state, message) = (said.code().code(), said.message());
        match state {
            "53100" => Error::Full(format!("there is no room left on the server's disk ({message})")),
            "XX001" | "XX002" => Error::Damaged(format!("the server cannot read it any more ({message})")),
            "25006" => Error::ReadOnly(format!("the server takes no writes: it only lets read ({message})")),
            "3D000" => Error::Wrong(format!("{message}; make it with `createdb`, or mend the address")),
            "42501" => Error::Wrong(format!(
                "the server does not allow that: {message}; ask whoever looks after it for the right"
            )),
            state if state.starts_with("28") => Error::Wrong(format!(
                "the server lets nobody in like that: {message}; check user and password"
            )),
            _ => Error::Postgres(cause),
        }
    }
}

/// What the server said, with its SQLSTATE, or else what became of the connection to it.
fn said(cause: &postgres::Error) -> String {
    match (cause.as_db_error(), cause.source()) {
        (Some(said), _) => format!("{} (SQLSTATE {})", said.message(), said.code().code()),
        (None, Some(why)) => format!("{cause}: {why}"),
        (None, None) => cause.to_string(),
    }
}

/// The store's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A failure of what is done in a transaction: the store's, or one that is made from it.
pub trait Failure: From<Error> {
    /// Whether it is retryable: the same transaction may succeed when it is tried again (rule R6).
    fn is_retryable(&self) -> bool;
}

impl Failure for Error {
    fn is_retryable(&self) -> bool {
        Error::is_retryable(self)
    }
}

impl Error {
    /// Whether it is retryable: the same transaction may succeed over a new connection (rule R6). Whoever
    /// holds the write lock was waited for already, so that [`Error::Busy`] is not one of these.
    pub fn is_retryable(&self) -> bool {
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

    /// Whether a commit that failed like this may have been kept all the same: the connection broke, or the server failed
    /// in itself, as one that asks other servers says it (SQLSTATE XX000).
    pub(crate) fn leaves_in_doubt(&self) -> bool {
        let Error::Postgres(cause) = self else { return self.is_retryable() };
        match cause.code().map(|state| state.code()) {
            None | Some("XX000") => true,
            Some(state) => state.starts_with("08") || state.starts_with("57P0"),
        }
    }
}
