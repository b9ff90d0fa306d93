//! Which type of ours lies how in a column: written as a cell, read from a row.

use goodturn_core::day::Day;
use goodturn_core::draft::{Direction, InteractionKind, ValueKind};
use goodturn_core::entry;
use goodturn_core::id::{CardId, DetailId, EntryId, InteractionId, PersonId, Seq};
use goodturn_core::insight::cadence::Cadence;
use goodturn_core::insight::strength::Bond;
use goodturn_core::sender;
use jiff::Timestamp;
use jiff::civil::Date;

use crate::error::{Error, Result};
use crate::table::cell::Cell;
use crate::table::value::{Row, Type, instant, millis, nothing, unknown};

/// A value that lies in one column.
pub trait Stored: Sized {
    /// The column's type.
    const TYPE: Type;
    /// As it is written.
    fn cell(&self) -> Cell;
    /// As it is read; none where the column is empty.
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Self>>;
    /// As it is read from a column that is never empty.
    fn read(row: &dyn Row, column: usize) -> Result<Self> {
        Self::read_opt(row, column)?.ok_or_else(nothing)
    }
}

/// What is made from a whole row: a row of a table, or the columns of a query in their order.
pub trait FromRow: Sized {
    /// Reads it.
    fn from_row(row: &dyn Row) -> Result<Self>;
}

/// The columns of a row, each read once and in their order.
pub(crate) struct Columns<'r> {
    row: &'r dyn Row,
    next: usize,
    /// The name of the table and its columns, where it is a whole row of one.
    table: Option<(&'static str, &'static [(&'static str, Type)])>,
}

impl<'r> Columns<'r> {
    pub(crate) fn of(row: &'r dyn Row) -> Columns<'r> {
        Columns { row, next: 0, table: None }
    }

    pub(crate) fn of_table(
        row: &'r dyn Row,
        name: &'static str,
        columns: &'static [(&'static str, Type)],
    ) -> Columns<'r> {
        Columns { table: Some((name, columns)), ..Columns::of(row) }
    }

    pub(crate) fn next<T: Stored>(&mut self) -> Result<T> {
        let column = self.next;
        self.next += 1;
        T::read(self.row, column).map_err(|why| self.placed(why, column))
    }

    /// What cannot be read, with its place: the row of the table by its id, and the column.
    fn placed(&self, why: Error, column: usize) -> Error {
        let (Error::Damaged(what), Some((table, columns))) = (&why, self.table) else { return why };
        let name = columns.get(column).map_or("", |(name, _)| *name);
        let id = match (columns.first(), self.row.opt_id(0)) {
            (Some((_, Type::Id)), Ok(Some(id))) => format!("the row {}", uuid::Uuid::from_bytes(id)),
            _ => "a row".to_owned(),
        };
        Error::Damaged(format!(
            "{what} in the column {name} of {id} in the table {table}; another program must have changed it"
        ))
    }
}

impl<T: Stored> FromRow for T {
    fn from_row(row: &dyn Row) -> Result<T> {
        T::read(row, 0)
    }
}

macro_rules! several_columns {
    ($(($($kind:ident),+))+) => {$(
        impl<$($kind: Stored),+> FromRow for ($($kind,)+) {
            fn from_row(row: &dyn Row) -> Result<Self> {
                let mut columns = Columns::of(row);
                Ok(($(columns.next::<$kind>()?,)+))
            }
        }
    )+};
}

several_columns! { (A, B) (A, B, C) (A, B, C, D) (A, B, C, D, E) }

/// Nothing is an empty column.
impl<T: Stored> Stored for Option<T> {
    const TYPE: Type = T::TYPE;
    fn cell(&self) -> Cell {
        self.as_ref().map_or(Cell::Null, T::cell)
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Self>> {
        Ok(Some(T::read_opt(row, column)?))
    }
}

impl Stored for i64 {
    const TYPE: Type = Type::Int;
    fn cell(&self) -> Cell {
        Cell::Int(*self)
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<i64>> {
        row.opt_int(column)
    }
}

impl Stored for f64 {
    const TYPE: Type = Type::Real;
    fn cell(&self) -> Cell {
        Cell::Real(*self)
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<f64>> {
        row.opt_real(column)
    }
}

impl Stored for String {
    const TYPE: Type = Type::Text;
    fn cell(&self) -> Cell {
        Cell::Text(self.clone())
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<String>> {
        Ok(row.opt_str(column)?.map(str::to_owned))
    }
}

impl Stored for Vec<u8> {
    const TYPE: Type = Type::Bytes;
    fn cell(&self) -> Cell {
        Cell::Bytes(self.clone())
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Vec<u8>>> {
        row.opt_bytes(column)
    }
}

impl Stored for [u8; 16] {
    const TYPE: Type = Type::Id;
    fn cell(&self) -> Cell {
        Cell::Id(*self)
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<[u8; 16]>> {
        row.opt_id(column)
    }
}

macro_rules! ids {
    ($($id:ident),+) => {$(
        impl Stored for $id {
            const TYPE: Type = Type::Id;
            fn cell(&self) -> Cell {
                Cell::Id(self.bytes())
            }
            fn read_opt(row: &dyn Row, column: usize) -> Result<Option<$id>> {
                Ok(row.opt_id(column)?.map($id::from_bytes))
            }
        }
    )+};
}

ids!(CardId, DetailId, EntryId, InteractionId, PersonId);

/// A whole number: as what is written, and what is made of it when it is read (none where it is unknown).
macro_rules! as_int {
    ($($kind:ty, $name:literal: |$value:ident| $written:expr, |$code:ident| $read:expr;)+) => {$(
        impl Stored for $kind {
            const TYPE: Type = Type::Int;
            fn cell(&self) -> Cell {
                let $value = self;
                Cell::Int($written)
            }
            fn read_opt(row: &dyn Row, column: usize) -> Result<Option<$kind>> {
                let Some($code) = row.opt_int(column)? else { return Ok(None) };
                let read: Option<$kind> = $read;
                read.map(Some).ok_or_else(|| unknown($name))
            }
        }
    )+};
}

as_int! {
    Seq, "act": |seq| seq.0, |n| Some(Seq(n));
    bool, "switch": |is| i64::from(*is), |n| Some(n != 0);
    u8, "part": |part| i64::from(*part), |n| u8::try_from(n).ok();
    sender::Kind, "kind of person": |kind| kind.code(), |code| sender::Kind::from_code(code);
    InteractionKind, "kind of interaction": |kind| kind.code(), |code| InteractionKind::from_code(code);
    Direction, "direction": |direction| direction.code(), |code| Direction::from_code(code);
}

/// Milliseconds since 1970-01-01 UTC.
impl Stored for Timestamp {
    const TYPE: Type = Type::Int;
    fn cell(&self) -> Cell {
        Cell::Int(millis(*self))
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Timestamp>> {
        row.opt_int(column)?.map(instant).transpose()
    }
}

/// The time of what has none: before every believable day, so that it sorts to the end.
pub(crate) const UNDATED: i64 = -62_135_596_800_000;

/// A time that may be missing and by which rows are put in order: one that is missing is `UNDATED`, and never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sorted(pub Option<Timestamp>);

impl Sorted {
    /// As it is written.
    pub(crate) fn millis(self) -> i64 {
        self.0.map_or(UNDATED, millis)
    }

    /// As it is read.
    pub(crate) fn at(millis: i64) -> Result<Sorted> {
        Ok(Sorted(if millis == UNDATED { None } else { Some(instant(millis)?) }))
    }
}

impl Stored for Sorted {
    const TYPE: Type = Type::Int;
    fn cell(&self) -> Cell {
        Cell::Int(self.millis())
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Sorted>> {
        row.opt_int(column)?.map(Sorted::at).transpose()
    }
}

/// What a source called otherwise than we do is [`ValueKind::Other`].
impl Stored for ValueKind {
    const TYPE: Type = Type::Text;
    fn cell(&self) -> Cell {
        Cell::Text(self.name().to_owned())
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<ValueKind>> {
        Ok(row.opt_str(column)?.map(|name| ValueKind::named(name).unwrap_or(ValueKind::Other)))
    }
}

impl Stored for entry::Kind {
    const TYPE: Type = Type::Text;
    fn cell(&self) -> Cell {
        Cell::Text(self.name().to_owned())
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<entry::Kind>> {
        let Some(name) = row.opt_str(column)? else { return Ok(None) };
        entry::Kind::named(name).map(Some).ok_or_else(|| unknown("kind of entry"))
    }
}

/// `YYYY-MM-DD`.
impl Stored for Date {
    const TYPE: Type = Type::Text;
    fn cell(&self) -> Cell {
        Cell::Text(self.to_string())
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Date>> {
        let Some(text) = row.opt_str(column)? else { return Ok(None) };
        Day::written(text).and_then(Day::date).map(Some).ok_or_else(|| unknown("day"))
    }
}

/// In days; 0 is never, and nothing is by rank.
impl Stored for Cadence {
    const TYPE: Type = Type::Int;
    fn cell(&self) -> Cell {
        match self {
            Cadence::ByRank => Cell::Null,
            Cadence::Every(days) => Cell::Int(i64::from(*days)),
            Cadence::Never => Cell::Int(0),
        }
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Cadence>> {
        Ok(Some(match row.opt_int(column)? {
            None => Cadence::ByRank,
            Some(0) => Cadence::Never,
            Some(days) => Cadence::Every(u32::try_from(days).map_err(|_| unknown("cadence"))?),
        }))
    }
}

/// A bond in which nothing counts is an empty column.
impl Stored for Bond {
    const TYPE: Type = Type::Bytes;
    fn cell(&self) -> Cell {
        if self.count() == 0 { Cell::Null } else { Cell::Bytes(self.to_bytes().to_vec()) }
    }
    fn read_opt(row: &dyn Row, column: usize) -> Result<Option<Bond>> {
        let Some(bytes) = row.opt_bytes(column)? else { return Ok(Some(Bond::default())) };
        Bond::from_bytes(&bytes).map(Some).ok_or_else(|| unknown("bond"))
    }
}
