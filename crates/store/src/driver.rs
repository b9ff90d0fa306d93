//! The thin seam below the SQL: two drivers that run the same texts.
//!
//! Texts use `?1`, `?2` for parameters and keep to what SQLite and PostgreSQL both speak. What truly differs
//! (bulk load, full-text search, locking, schema words) is a method of its own.

use std::sync::OnceLock;

use goodturn_core::id::WorkspaceId;
use jiff::Timestamp;

use crate::error::{Error, Result};
use crate::reader::Order;
use crate::together::Step;
use crate::weighing::Weighed;

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
}

/// One row on its way out. Columns are counted from 0.
pub trait Row {
    /// A whole number.
    fn int(&self, column: usize) -> Result<i64>;
    /// A whole number or nothing.
    fn opt_int(&self, column: usize) -> Result<Option<i64>>;
    /// A number.
    fn real(&self, column: usize) -> Result<f64>;
    /// Text or nothing, where it lies.
    fn opt_str(&self, column: usize) -> Result<Option<&str>>;
    /// Text, where it lies.
    fn str(&self, column: usize) -> Result<&str>;
    /// Text.
    fn text(&self, column: usize) -> Result<String> {
        Ok(self.str(column)?.to_owned())
    }
    /// Text or nothing.
    fn opt_text(&self, column: usize) -> Result<Option<String>> {
        Ok(self.opt_str(column)?.map(str::to_owned))
    }
    /// Bytes or nothing.
    fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>>;
    /// The sixteen bytes of an id.
    fn id(&self, column: usize) -> Result<[u8; 16]>;
    /// The sixteen bytes of an id, or nothing.
    fn opt_id(&self, column: usize) -> Result<Option<[u8; 16]>>;
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

/// A table with its columns: what bulk load and the journal's before-images need to know of it.
#[derive(Debug)]
pub struct Table {
    /// The name.
    pub name: &'static str,
    /// The columns after `workspace_id`, the key's first.
    pub columns: &'static [(&'static str, Type)],
    /// How many of them make the key.
    pub key: usize,
    /// The insert statement, with `?1` for the workspace.
    pub insert: &'static str,
    pub(crate) select: OnceLock<String>,
    pub(crate) select_all: OnceLock<String>,
    pub(crate) update: OnceLock<String>,
    pub(crate) delete: OnceLock<String>,
}

impl Table {
    fn key_clause(&self, from: usize) -> String {
        let keys = self.columns[..self.key].iter().enumerate();
        let parts: Vec<String> = keys.map(|(at, (name, _))| format!("{name} = ?{}", at + from)).collect();
        format!("workspace_id = ?1 AND {}", parts.join(" AND "))
    }

    /// Reads one row by its key: `?1` the workspace, `?2` onwards the key.
    pub fn select(&'static self) -> &'static str {
        self.select.get_or_init(|| {
            let columns: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
            format!("SELECT {} FROM {} WHERE {}", columns.join(", "), self.name, self.key_clause(2))
        })
    }

    /// Reads every row of a workspace: `?1`.
    pub fn select_all(&'static self) -> &'static str {
        self.select_all.get_or_init(|| {
            let columns: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
            format!("SELECT {} FROM {} WHERE workspace_id = ?1", columns.join(", "), self.name)
        })
    }

    /// Overwrites one row; parameters as for the insert.
    pub fn update(&'static self) -> &'static str {
        self.update.get_or_init(|| {
            let rest = self.columns.iter().enumerate().skip(self.key);
            let sets: Vec<String> = rest.map(|(at, (name, _))| format!("{name} = ?{}", at + 2)).collect();
            format!("UPDATE {} SET {} WHERE {}", self.name, sets.join(", "), self.key_clause(2))
        })
    }

    /// Deletes one row by its key.
    pub fn delete(&'static self) -> &'static str {
        self.delete.get_or_init(|| format!("DELETE FROM {} WHERE {}", self.name, self.key_clause(2)))
    }
}

/// Puts the next row into a list; answers whether there was one.
pub type Fill<'f, 'p> = &'f mut dyn FnMut(&mut Vec<Param<'p>>) -> More;

/// Takes a word under which people are found: whose it is, where anybody's, and the word.
pub type EachWord<'e> = &'e mut dyn FnMut(Option<[u8; 16]>, &str) -> Result<()>;

/// Takes a term and the id of what it stands in.
pub type EachTerm<'e> = &'e mut dyn FnMut(&str, [u8; 16]) -> Result<()>;

/// Whether there was another row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum More {
    /// It is in the list.
    Row,
    /// There is none left.
    End,
}

/// What of a person's row changes when only their bond does.
#[derive(Clone, Debug)]
pub struct BondRow {
    /// Whose.
    pub person: [u8; 16],
    /// The bond; none where nothing counted yet.
    pub bond: Option<Vec<u8>>,
    /// The strength, and when it was computed.
    pub strength: f64,
    /// In milliseconds.
    pub strength_at: i64,
    /// The highest raw figure ever.
    pub peak: f64,
    /// The first that counted, in milliseconds.
    pub first_at: Option<i64>,
    /// The last of any kind, in milliseconds.
    pub last_at: i64,
    /// How many of any kind.
    pub interactions: i64,
}

/// Whom a search is for.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// Each begins a word of theirs; lower case, letters and digits only, at least one.
    pub prefixes: &'a [String],
    /// Of which kind.
    pub kind: i64,
    /// In which order.
    pub order: Order,
    /// Where the list goes on: the key of the last one before, in the terms of the order's index.
    pub after: Option<(Param<'a>, [u8; 16])>,
    /// How many at the most.
    pub most: usize,
}

/// One connection to one book.
pub trait Connection: Send {
    /// Says which workspace this connection is for, where the engine locks rows by it.
    fn enter(&mut self, workspace: WorkspaceId) -> Result<()>;
    /// Runs a query and hands over each row.
    fn query(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()>;
    /// Runs a statement; answers how many rows it touched.
    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64>;
    /// Runs statements that were put together while running: migrations and searches.
    fn batch(&mut self, sql: &str) -> Result<()>;
    /// Inserts many rows at once: prepared statements in SQLite, binary `COPY` in PostgreSQL. A row is the
    /// workspace and then the table's columns; `fill` puts the next one into an empty list, or answers that
    /// there is none.
    fn bulk<'p>(&mut self, table: &'static Table, fill: Fill<'_, 'p>) -> Result<()>;
    /// Overwrites the bonds of many people at once; whoever is not there is passed over.
    fn rewrite_bonds(&mut self, workspace: WorkspaceId, bonds: &[BondRow]) -> Result<()>;
    /// Overwrites the stored strengths of many people at once.
    fn rewrite_strengths(&mut self, workspace: WorkspaceId, weighed: &[Weighed]) -> Result<()>;
    /// Adds to how often people were there together; a row of none goes. Each pair once, in order.
    fn count_together(&mut self, workspace: WorkspaceId, steps: &[Step]) -> Result<()>;
    /// Which of these sameness keys the book knows already.
    fn known(&mut self, workspace: WorkspaceId, keys: &[i64]) -> Result<Vec<bool>>;
    /// Begins a reading transaction: all that is read until the transaction ends is of one moment.
    fn begin_read(&mut self) -> Result<()>;
    /// Begins a writing transaction and takes the workspace's write lock.
    fn begin_write(&mut self, workspace: WorkspaceId) -> Result<()>;
    /// A number by which another connection can tell what became of the writing transaction that is open; none
    /// where a commit that fails has surely kept nothing.
    fn mark(&self) -> Option<i64>;
    /// Whether the transaction with this mark, of a connection that was lost, was kept. Asked under the write lock,
    /// which it held, so that it has ended.
    fn was_kept(&mut self, mark: i64) -> Result<bool>;
    /// Ends the transaction and keeps what it wrote.
    fn commit(&mut self) -> Result<()>;
    /// Ends the transaction and drops what it wrote.
    fn rollback(&mut self);
    /// Replaces the words under which a person is found.
    fn index_words(&mut self, workspace: WorkspaceId, person: [u8; 16], words: Option<&str>) -> Result<()>;
    /// Hands over the words under which people are found: whose (none where nobody has them), and a word.
    fn all_words(&mut self, workspace: WorkspaceId, each: EachWord<'_>) -> Result<()>;
    /// People of a kind with a word that begins with each of the prefixes, in order.
    fn search(&mut self, workspace: WorkspaceId, wanted: &Search<'_>) -> Result<Vec<[u8; 16]>>;
    /// Up to `most` people who have this word.
    fn having(&mut self, workspace: WorkspaceId, word: &str, most: usize) -> Result<Vec<[u8; 16]>>;
    /// Hands over up to `most` terms of a kind that begin with a prefix, and what each stands in.
    fn terms(
        &mut self,
        workspace: WorkspaceId,
        kind: &str,
        prefix: &str,
        most: usize,
        each: EachTerm<'_>,
    ) -> Result<()>;
    /// Hands over every word under which people are found and that begins in one of these ways, once or oftener; not the
    /// keys among them that nobody writes.
    fn vocabulary(
        &mut self,
        workspace: WorkspaceId,
        beginnings: &[String],
        each: &mut dyn FnMut(&str) -> Result<()>,
    ) -> Result<()>;
    /// Whether to read one row costs microseconds, and not a trip to a server.
    fn is_embedded(&self) -> bool;
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
