//! One value on its way into a database, and one row on its way out.

use jiff::Timestamp;

use crate::error::{Error, Result};

/// A value on its way into the store.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Param<'a> {
    /// Nothing.
    Null,
    /// A whole number; instants are milliseconds since 1970-01-01 UTC.
    Int(i64),
    /// A number.
    Real(f64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
    /// The sixteen bytes of an id.
    Id([u8; 16]),
    /// Many ids, for `= ANY(?2)`.
    Ids(&'a [[u8; 16]]),
    /// Many texts, for `= ANY(?2)`.
    Texts(&'a [String]),
    /// Many keys of rows, for `= ANY(?2)`.
    Keys(&'a [Vec<u8>]),
    /// Many whole numbers, for `= ANY(?2)`.
    Ints(&'a [i64]),
}

/// One row on its way out. Columns are counted from 0; those of a whole row of a table are read by its declaration
/// ([`crate::table::declared`]), and those of any other query by their types ([`crate::table::stored::FromRow`]).
pub trait Row {
    /// A whole number or nothing.
    fn opt_int(&self, column: usize) -> Result<Option<i64>>;
    /// A number or nothing.
    fn opt_real(&self, column: usize) -> Result<Option<f64>>;
    /// Text or nothing, where it lies.
    fn opt_str(&self, column: usize) -> Result<Option<&str>>;
    /// Bytes or nothing.
    fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>>;
    /// The sixteen bytes of an id, or nothing.
    fn opt_id(&self, column: usize) -> Result<Option<[u8; 16]>>;
    /// Text, where it lies.
    fn str(&self, column: usize) -> Result<&str> {
        self.opt_str(column)?.ok_or_else(nothing)
    }
}

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `BIGINT`.
    Int,
    /// `DOUBLE PRECISION`.
    Real,
    /// `TEXT`.
    Text,
    /// `BLOB` or `BYTEA`.
    Bytes,
    /// `BLOB` or `UUID`.
    Id,
}

/// Milliseconds since 1970-01-01 UTC.
pub fn millis(at: Timestamp) -> i64 {
    at.as_millisecond()
}

/// The instant of these milliseconds.
pub fn instant(millis: i64) -> Result<Timestamp> {
    Timestamp::from_millisecond(millis)
        .map_err(|cause| Error::Damaged(format!("a time out of range: {cause}")))
}

/// A column is empty in which there must be something.
pub(crate) fn nothing() -> Error {
    Error::Damaged("a row lacks a value that it must have".into())
}

/// A column says something that this program does not know.
pub(crate) fn unknown(what: &str) -> Error {
    Error::Damaged(format!("an unknown {what}"))
}
