//! What can go wrong, folded into five kinds, each with what to do about it.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::Words;

/// What kind of failure it is; the command line's exit code follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The book says no, or there is nobody like that. Exit code 1.
    Refused,
    /// The request itself is wrong. Exit code 2.
    Usage,
    /// Something given to read is wrong. Exit code 3.
    Input,
    /// Busy or out of reach; trying again may help. Exit code 4.
    Busy,
    /// Our fault. Exit code 70.
    Internal,
}

/// A failure, in words for the user.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Error {
    /// Of what kind.
    pub kind: ErrorKind,
    /// What happened, as a sentence without a full stop.
    pub message: String,
    /// What to do about it; empty where the message says it.
    pub hint: Words,
    /// The field of the request that it is about, where it is about one.
    pub field: Option<String>,
    /// What that field says, where only that is known; the field is found by it.
    pub(crate) said: Option<String>,
    #[source]
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

/// The book's result.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    fn new(kind: ErrorKind, message: impl Into<String>, hint: impl Into<Words>) -> Error {
        Error { kind, message: message.into(), hint: hint.into(), field: None, said: None, cause: None }
    }

    /// The same, about this field of the request.
    pub fn at(mut self, field: &str) -> Error {
        self.field = Some(field.to_owned());
        self
    }

    /// The same, about the field of the request that says this.
    pub(crate) fn about(mut self, said: &str) -> Error {
        self.said = Some(said.trim().to_owned());
        self
    }

    /// The book says no.
    pub fn refused(message: impl Into<String>, hint: impl Into<Words>) -> Error {
        Error::new(ErrorKind::Refused, message, hint)
    }

    /// The request itself is wrong.
    pub fn usage(message: impl Into<String>, hint: impl Into<Words>) -> Error {
        Error::new(ErrorKind::Usage, message, hint)
    }

    /// Something given to read is wrong.
    pub fn input(message: impl Into<String>, hint: impl Into<Words>) -> Error {
        Error::new(ErrorKind::Input, message, hint)
    }

    /// Somebody else is at it; trying again later helps.
    pub fn busy(message: impl Into<String>, hint: impl Into<Words>) -> Error {
        Error::new(ErrorKind::Busy, message, hint)
    }

    /// Our fault.
    pub fn internal(message: impl Into<String>) -> Error {
        Error::new(ErrorKind::Internal, message, "this should not happen; please report it")
    }
}

const MAKE_ROOM: &str = "make room there, then do it again; nothing that was kept before is lost";

fn is_full(cause: &std::io::Error) -> bool {
    use std::io::ErrorKind as Io;
    matches!(cause.kind(), Io::StorageFull | Io::QuotaExceeded | Io::FileTooLarge)
}

impl From<goodturn_store::Error> for Error {
    fn from(cause: goodturn_store::Error) -> Error {
        use goodturn_store::Error as Store;
        let plain = |kind, hint: &str| (kind, Words::from(hint));
        let (kind, hint) = match &cause {
            Store::Refused(_) | Store::Newer { .. } => plain(ErrorKind::Refused, ""),
            Store::NotABook(_) => plain(ErrorKind::Input, ""),
            Store::NoBook(_) => (
                ErrorKind::Input,
                sentence![
                    "check how it is written; {import}, {add} or {demo} begins a new book there",
                    import = Deed::new("import"),
                    add = Deed::new("add"),
                    demo = Deed::new("demo")
                ],
            ),
            Store::Full(_) => plain(ErrorKind::Busy, MAKE_ROOM),
            Store::Disk(_) => plain(ErrorKind::Busy, "check the disk, then do it again"),
            Store::ReadOnly(_) => plain(ErrorKind::Input, "copy it to where you may write, and use it there"),
            Store::Wrong(_) => plain(ErrorKind::Input, ""),
            Store::File { cause, .. } if is_full(cause) => plain(ErrorKind::Busy, MAKE_ROOM),
            // It says itself what to wait for.
            Store::Busy(_) | Store::Away(_) => plain(ErrorKind::Busy, ""),
            Store::File { .. } => plain(ErrorKind::Input, "check the path and its permissions"),
            passing if passing.is_retryable() => plain(ErrorKind::Busy, "try again in a moment"),
            Store::Damaged(_) => (
                ErrorKind::Input,
                sentence![
                    "{restore} puts a backup in its place; the damaged book is kept, and its answer says where",
                    restore = Deed::new("restore").open("file", "FILE")
                ],
            ),
            Store::Sqlite(_) | Store::Postgres(_) => {
                plain(ErrorKind::Internal, "if it happens again, restore a backup and report it")
            }
        };
        Error {
            kind,
            message: cause.to_string(),
            hint,
            field: None,
            said: None,
            cause: Some(Box::new(cause)),
        }
    }
}

impl goodturn_store::Failure for Error {
    fn is_retryable(&self) -> bool {
        let cause = self.cause.as_ref().and_then(|cause| cause.downcast_ref::<goodturn_store::Error>());
        cause.is_some_and(goodturn_store::Error::is_retryable)
    }
}
