//! What an engine must do: the one trait that both drivers have.
//!
//! The texts of SQL use `?1`, `?2` for parameters and keep to what SQLite and PostgreSQL both speak. What truly differs (bulk
//! load, full-text search, locking, upserts of many rows) is a method of its own.

use goodturn_core::id::WorkspaceId;

use crate::error::Result;
use crate::table::cell::Cell;
use crate::table::declared::Table;
use crate::table::derived::Step;
use crate::table::person::{BondRow, StrengthRow};
use crate::table::value::{Param, Row};

/// Rows that are to be written.
pub type NewRows<'r> = &'r mut dyn Iterator<Item = Vec<Cell>>;

/// Takes a word under which people are found: whose it is, where anybody's, and the word.
pub type EachWord<'e> = &'e mut dyn FnMut(Option<[u8; 16]>, &str) -> Result<()>;

/// Takes a term and the id of what it stands in.
pub type EachTerm<'e> = &'e mut dyn FnMut(&str, [u8; 16]) -> Result<()>;

/// In what order people are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The strongest tie first, by the strength as it was last computed.
    Strength,
    /// By name.
    Name,
    /// The last in touch first.
    Last,
}

/// A word of a search, or the beginning of one, in each of the spellings that it may have; at least one.
pub type Spellings = Vec<String>;

/// What a search asks for.
#[derive(Clone, Copy, Debug)]
pub struct Search<'a> {
    /// Each begins a word of theirs, in one of its spellings; lower case, letters and digits only, at least one.
    pub prefixes: &'a [Spellings],
    /// Of which kinds.
    pub kinds: &'a [i64],
    /// In which order.
    pub order: Order,
    /// Where the list goes on: the key of the last one before, in the terms of the order's index.
    pub after: Option<(Param<'a>, [u8; 16])>,
    /// How many at the most.
    pub most: usize,
}

impl Search<'_> {
    /// The words as an engine asks its index for them: how one begins, and what stands between spellings and between words.
    pub(crate) fn asked(&self, begins: impl Fn(&str) -> String, or: &str, and: &str) -> String {
        let any = |spellings: &Spellings| {
            let spellings: Vec<String> = spellings.iter().map(|prefix| begins(prefix)).collect();
            format!("({})", spellings.join(or))
        };
        self.prefixes.iter().map(any).collect::<Vec<_>>().join(and)
    }
}

/// One connection to one book.
pub trait Connection: Send {
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
    /// Inserts many rows at once, each as the cells of its table's columns: prepared statements in SQLite, binary `COPY`
    /// in PostgreSQL.
    fn bulk(&mut self, table: &'static Table, workspace: WorkspaceId, rows: NewRows<'_>) -> Result<()>;
    /// Hands over the rows of a table that have one of these keys.
    fn rows_with_keys(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        keys: &[Vec<Cell>],
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()>;
    /// Overwrites many rows of a table at once, each found by its key.
    fn update_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        rows: &[Vec<Cell>],
    ) -> Result<()>;
    /// Takes away many rows of a table at once, each found by its key.
    fn delete_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        keys: &[Vec<Cell>],
    ) -> Result<()>;
    /// Overwrites the bonds of many people at once; those who are not in the book are skipped.
    fn rewrite_bonds(&mut self, workspace: WorkspaceId, bonds: &[BondRow]) -> Result<()>;
    /// Overwrites the stored strengths of many people at once.
    fn rewrite_strengths(&mut self, workspace: WorkspaceId, weighed: &[StrengthRow]) -> Result<()>;
    /// Adds to how often people were there together; a row of none goes. Each pair once, in order.
    fn count_together(&mut self, workspace: WorkspaceId, steps: &[Step]) -> Result<()>;
    /// Which of these sameness keys the book knows already.
    fn known(&mut self, workspace: WorkspaceId, keys: &[i64]) -> Result<Vec<bool>>;
    /// Hands over the newest `most` lines of each of these people's timelines, each one's behind the other's, newest first.
    fn latest_parts(
        &mut self,
        workspace: WorkspaceId,
        people: &[[u8; 16]],
        most: usize,
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()>;
    /// Hands over the latest `most` texts of each of these kinds in which each of these terms stands.
    fn latest_postings(
        &mut self,
        workspace: WorkspaceId,
        kinds: &[&str],
        terms: &[String],
        most: usize,
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()>;
    /// How often this connection has written; what was read before may be otherwise where that has risen.
    fn written(&self) -> u64;
    /// Begins a reading transaction: all that is read until the transaction ends is of one moment.
    fn begin_read(&mut self, workspace: WorkspaceId) -> Result<()>;
    /// Begins a writing transaction and takes the workspace's write lock.
    fn begin_write(&mut self, workspace: WorkspaceId) -> Result<()>;
    /// Counts the journal on from the act before this one, and tells whoever listens when that is kept; answers whether
    /// that one was the last.
    fn advance(&mut self, workspace: WorkspaceId, seq: i64) -> Result<bool>;
    /// Whether another connection has written since this was asked last, or since this connection was made; where that is
    /// not known, that it may have. It costs nothing worth counting.
    fn has_news(&mut self) -> Result<bool>;
    /// Takes out of the database itself what was deleted from it and lies in it still.
    fn sweep(&mut self) -> Result<()>;
    /// Ends the transaction and keeps what it wrote.
    fn commit(&mut self) -> Result<()>;
    /// Ends the transaction and drops what it wrote.
    fn rollback(&mut self);
    /// Replaces the words under which a person is found.
    fn index_words(&mut self, workspace: WorkspaceId, person: [u8; 16], words: Option<&str>) -> Result<()>;
    /// Hands over the words under which people are found: whose (none where nobody has them), and a word.
    fn all_words(&mut self, workspace: WorkspaceId, each: EachWord<'_>) -> Result<()>;
    /// People of a kind with a word that begins with each of the prefixes in one of its spellings, in order.
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
