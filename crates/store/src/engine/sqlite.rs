//! The driver for a file: SQLite with a write-ahead log.

pub(crate) mod file;
pub(crate) mod format;
pub(crate) mod pages;
pub(crate) mod sizes;

use std::borrow::Cow;
use std::path::Path;
use std::rc::Rc;

use goodturn_core::findable::searches::{AFTER_KEYS, KEY_LEAD};
use goodturn_core::id::WorkspaceId;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OptionalExtension, ToSql};

use crate::engine::counting;
use crate::engine::driver::{Connection, EachTerm, EachWord, NewRows, Order, Search};
use crate::engine::sqlite::file::Mode;
use crate::error::{Error, Result};
use crate::table::cell::{Cell, params};
use crate::table::declared::{Table, rows_of};
use crate::table::derived::{Step, Term};
use crate::table::interaction::Participation;
use crate::table::person::{BondRow, StrengthRow};
use crate::table::value::{Param, Row};

pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
    /// By which the engine says that another connection has written.
    version: Option<i64>,
}

impl Sqlite {
    /// Opens a file as [`file::open`] does.
    pub(crate) fn open(path: &Path, mode: Mode) -> Result<Sqlite> {
        Ok(Sqlite { connection: file::open(path, mode)?, version: None })
    }

    /// Whether the file can be written to.
    pub(crate) fn writes(&self) -> Result<bool> {
        Ok(!self.connection.is_readonly(rusqlite::MAIN_DB)?)
    }

    /// The hits are gathered as row numbers. Few are looked up and put in order; many are met soon enough by
    /// walking the order's index, which carries the row numbers.
    fn search_one(
        &mut self,
        workspace: WorkspaceId,
        wanted: &Search<'_>,
        kind: i64,
    ) -> Result<Vec<[u8; 16]>> {
        counting::count();
        const FEW: usize = 800;
        let words = wanted.asked(|prefix| format!("\"{prefix}\"*"), " OR ", " AND ");
        let mut hits = Hits::default();
        {
            let mut statement =
                self.connection.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
            let mut rows = statement.query([words])?;
            while let Some(row) = rows.next()? {
                hits.add(row.get(0)?);
            }
        }
        let (key, id) = wanted.after.unwrap_or(match wanted.order {
            Order::Strength => (Param::Real(f64::INFINITY), [0xff; 16]),
            Order::Name => (Param::Text(""), [0; 16]),
            Order::Last => (Param::Int(i64::MAX), [0xff; 16]),
        });
        let sql = match (wanted.order, hits.count <= FEW) {
            (Order::Strength, true) => {
                "SELECT strength, id FROM person WHERE row = ?5 AND workspace_id = ?1 AND kind = ?2 \
                 AND (strength, id) < (?3, ?4)"
            }
            (Order::Name, true) => {
                "SELECT sort_name, id FROM person WHERE row = ?5 AND workspace_id = ?1 AND kind = ?2 \
                 AND (sort_name, id) > (?3, ?4)"
            }
            (Order::Last, true) => {
                "SELECT last_at, id FROM person WHERE row = ?5 AND workspace_id = ?1 AND kind = ?2 \
                 AND (last_at, id) < (?3, ?4)"
            }
            (Order::Strength, false) => {
                "SELECT row, id FROM person WHERE workspace_id = ?1 AND kind = ?2 AND (strength, id) < (?3, ?4) \
                 ORDER BY kind DESC, strength DESC, id DESC"
            }
            (Order::Name, false) => {
                "SELECT row, id FROM person WHERE workspace_id = ?1 AND kind = ?2 AND (sort_name, id) > (?3, ?4) \
                 ORDER BY kind, sort_name, id"
            }
            (Order::Last, false) => {
                "SELECT row, id FROM person WHERE workspace_id = ?1 AND kind = ?2 AND (last_at, id) < (?3, ?4) \
                 ORDER BY kind DESC, last_at DESC, id DESC"
            }
        };
        let mut statement = self.connection.prepare_cached(sql)?;
        if hits.count > FEW {
            let mut found = Vec::with_capacity(wanted.most.min(hits.count));
            let mut rows = statement.query((workspace.0, kind, key, id))?;
            while found.len() < wanted.most
                && let Some(row) = rows.next()?
            {
                if hits.has(row.get(0)?) {
                    found.push(row.get(1)?);
                }
            }
            return Ok(found);
        }
        let mut few: Vec<(rusqlite::types::Value, [u8; 16])> = Vec::with_capacity(hits.count);
        for row in hits.rows() {
            let hit =
                statement.query_row((workspace.0, kind, key, id, row), |row| Ok((row.get(0)?, row.get(1)?)));
            few.extend(hit.optional()?);
        }
        few.sort_by(|a, b| order(&a.0, &b.0).then(a.1.cmp(&b.1)));
        if wanted.order != Order::Name {
            few.reverse();
        }
        few.truncate(wanted.most);
        Ok(few.into_iter().map(|(_, id)| id).collect())
    }

    pub(crate) fn raw(&self) -> &rusqlite::Connection {
        &self.connection
    }
}

/// A text as SQLite has it: `= ANY(?2)` where something is one of many, `contains(a, b)` where one lies in another.
fn spelt(sql: &'static str) -> Cow<'static, str> {
    match sql.contains("= ANY(") || sql.contains("contains(") {
        true => Cow::Owned(sql.replace("= ANY(", "IN rarray(").replace("contains(", "0 < instr(")),
        false => Cow::Borrowed(sql),
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let many = |values: Vec<rusqlite::types::Value>| Ok(ToSqlOutput::from_rc(Rc::new(values), c"rarray"));
        Ok(ToSqlOutput::Borrowed(match self {
            Param::Ids(ids) => return many(ids.iter().map(|id| id.to_vec().into()).collect()),
            Param::Texts(texts) => return many(texts.iter().map(|text| text.clone().into()).collect()),
            Param::Keys(keys) => return many(keys.iter().map(|key| key.clone().into()).collect()),
            Param::Ints(numbers) => return many(numbers.iter().map(|number| (*number).into()).collect()),
            Param::Null => ValueRef::Null,
            Param::Int(n) => ValueRef::Integer(*n),
            Param::Real(x) => ValueRef::Real(*x),
            Param::Text(text) => ValueRef::Text(text.as_bytes()),
            Param::Bytes(bytes) => ValueRef::Blob(bytes),
            Param::Id(id) => ValueRef::Blob(id),
        }))
    }
}

struct SqliteRow<'a, 'b>(&'a rusqlite::Row<'b>);

impl Row for SqliteRow<'_, '_> {
    fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        Ok(self.0.get(column)?)
    }
    fn opt_real(&self, column: usize) -> Result<Option<f64>> {
        Ok(self.0.get(column)?)
    }
    fn opt_str(&self, column: usize) -> Result<Option<&str>> {
        Ok(self.0.get_ref(column)?.as_str_or_null().map_err(rusqlite::Error::from)?)
    }
    fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>> {
        Ok(self.0.get_ref(column)?.as_blob_or_null().map_err(rusqlite::Error::from)?.map(<[u8]>::to_vec))
    }
    fn opt_id(&self, column: usize) -> Result<Option<[u8; 16]>> {
        Ok(self.0.get(column)?)
    }
}

impl Connection for Sqlite {
    fn query(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        counting::count();
        let mut statement = self.connection.prepare_cached(&spelt(sql))?;
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            each(&SqliteRow(row))?;
        }
        Ok(())
    }

    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        counting::count();
        let mut statement = self.connection.prepare_cached(&spelt(sql))?;
        Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        counting::count();
        Ok(self.connection.execute_batch(sql)?)
    }

    fn bulk(&mut self, table: &'static Table, workspace: WorkspaceId, rows: NewRows<'_>) -> Result<()> {
        counting::count();
        let mut statement = self.connection.prepare_cached(table.insert())?;
        for row in rows {
            statement.raw_bind_parameter(1, workspace.0)?;
            for (at, cell) in row.iter().map(Cell::param).enumerate() {
                statement.raw_bind_parameter(at + 2, cell)?;
            }
            statement.raw_execute()?;
        }
        Ok(())
    }

    fn rows_with_keys(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        keys: &[Vec<Cell>],
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        keys.iter().try_for_each(|key| self.query(table.select(), &params(workspace, key), each))
    }

    fn update_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        rows: &[Vec<Cell>],
    ) -> Result<()> {
        rows.iter().try_for_each(|row| self.execute(table.update(), &params(workspace, row)).map(|_| ()))
    }

    fn delete_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        keys: &[Vec<Cell>],
    ) -> Result<()> {
        keys.iter().try_for_each(|key| self.execute(table.delete(), &params(workspace, key)).map(|_| ()))
    }

    fn rewrite_bonds(&mut self, workspace: WorkspaceId, bonds: &[BondRow]) -> Result<()> {
        counting::count();
        let mut statement = self.connection.prepare_cached(
            "UPDATE person SET bond = ?3, strength = ?4, strength_at = ?5, peak = ?6, first_at = ?7, last_at = ?8, \
             interactions = ?9 WHERE workspace_id = ?1 AND id = ?2",
        )?;
        for row in bonds {
            statement.execute((
                workspace.0,
                row.person,
                &row.bond,
                row.strength,
                row.strength_at,
                row.peak,
                row.first_at,
                row.last_at,
                row.interactions,
            ))?;
        }
        Ok(())
    }

    fn rewrite_strengths(&mut self, workspace: WorkspaceId, weighed: &[StrengthRow]) -> Result<()> {
        counting::count();
        let mut statement = self.connection.prepare_cached(
            "UPDATE person SET strength = ?3, strength_at = ?4 WHERE workspace_id = ?1 AND id = ?2",
        )?;
        for row in weighed {
            statement.execute((workspace.0, row.person, row.strength, row.at))?;
        }
        Ok(())
    }

    fn count_together(&mut self, workspace: WorkspaceId, steps: &[Step]) -> Result<()> {
        counting::count();
        let mut add = self.connection.prepare_cached(
            "INSERT INTO together VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (workspace_id, a, b) \
             DO UPDATE SET times = times + excluded.times, heft = heft + excluded.heft",
        )?;
        let mut clear = self.connection.prepare_cached(
            "DELETE FROM together WHERE workspace_id = ?1 AND a = ?2 AND b = ?3 AND times <= 0",
        )?;
        for step in steps {
            let (a, b) = (step.a.bytes(), step.b.bytes());
            add.execute((workspace.0, a, b, step.times, step.heft))?;
            if step.times < 0 {
                clear.execute((workspace.0, a, b))?;
            }
        }
        Ok(())
    }

    fn known(&mut self, workspace: WorkspaceId, keys: &[i64]) -> Result<Vec<bool>> {
        counting::count();
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM known WHERE workspace_id = ?1 AND same = ?2")?;
        // In their order each lookup begins where the last one ended.
        let mut order: Vec<usize> = (0..keys.len()).collect();
        order.sort_unstable_by_key(|at| keys.get(*at));
        let mut found = vec![false; keys.len()];
        for at in order {
            if let (Some(key), Some(slot)) = (keys.get(at), found.get_mut(at)) {
                *slot = statement.exists((workspace.0, key))?;
            }
        }
        Ok(found)
    }

    fn latest_parts(
        &mut self,
        workspace: WorkspaceId,
        people: &[[u8; 16]],
        most: usize,
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let sql =
            rows_of!(Participation, "AND person_id = ?2 ORDER BY at DESC, interaction_id DESC LIMIT ?3");
        people
            .iter()
            .try_for_each(|id| self.query(sql, &[Param::Int(workspace.0), Param::Id(*id), most], each))
    }

    fn latest_postings(
        &mut self,
        workspace: WorkspaceId,
        kinds: &[&str],
        terms: &[String],
        most: usize,
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let sql = rows_of!(
            Term,
            "AND kind = ?2 AND term = ?3 ORDER BY kind DESC, term DESC, entry_id DESC LIMIT ?4"
        );
        for (kind, term) in kinds.iter().flat_map(|kind| terms.iter().map(move |term| (kind, term))) {
            self.query(sql, &[Param::Int(workspace.0), Param::Text(kind), Param::Text(term), most], each)?;
        }
        Ok(())
    }

    fn written(&self) -> u64 {
        self.connection.total_changes()
    }

    fn begin_read(&mut self, _: WorkspaceId) -> Result<()> {
        self.batch("BEGIN")
    }

    fn begin_write(&mut self, _: WorkspaceId) -> Result<()> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|cause| {
            let cause = Error::from(cause);
            if cause.is_retryable() {
                Error::Busy("another Goodturn is writing to it; try again when it is done".into())
            } else {
                cause
            }
        })
    }

    fn advance(&mut self, workspace: WorkspaceId, seq: i64) -> Result<bool> {
        let sql = "UPDATE workspace SET seq = ?2 WHERE id = ?1 AND seq = ?3";
        Ok(self.execute(sql, &[Param::Int(workspace.0), Param::Int(seq), Param::Int(seq - 1)])? == 1)
    }

    fn has_news(&mut self) -> Result<bool> {
        let version: i64 =
            self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?;
        Ok(self.version.replace(version) != Some(version))
    }

    /// An index of words keeps those that were taken out of it until its parts are joined; a file keeps pages that are in
    /// no use, and its log what it was before.
    fn sweep(&mut self) -> Result<()> {
        self.batch("INSERT INTO words (words) VALUES ('optimize')")?;
        self.batch("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)")
    }

    fn commit(&mut self) -> Result<()> {
        self.batch("COMMIT")
    }

    fn rollback(&mut self) {
        if !self.connection.is_autocommit() {
            // What fails here is undone by closing the connection.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    fn index_words(&mut self, workspace: WorkspaceId, person: [u8; 16], words: Option<&str>) -> Result<()> {
        counting::count();
        let row: Option<i64> = self
            .connection
            .prepare_cached("SELECT row FROM person WHERE workspace_id = ?1 AND id = ?2")?
            .query_row((workspace.0, person), |row| row.get(0))
            .optional()?;
        if let Some(row) = row {
            self.connection.prepare_cached("DELETE FROM words WHERE rowid = ?1")?.execute([row])?;
            if let Some(words) = words {
                self.connection
                    .prepare_cached("INSERT INTO words (rowid, text) VALUES (?1, ?2)")?
                    .execute((row, words))?;
            }
        }
        Ok(())
    }

    /// The index has no copy of the text; a view of it tells which row has which word. What is of no row should
    /// not be there.
    fn all_words(&mut self, workspace: WorkspaceId, each: EachWord<'_>) -> Result<()> {
        self.batch(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_rows USING fts5vocab(main, words, instance)",
        )?;
        let mut statement = self.connection.prepare(
            "SELECT person.id, word_rows.term FROM word_rows LEFT JOIN person ON person.row = word_rows.doc \
             WHERE person.workspace_id IS NULL OR person.workspace_id = ?1",
        )?;
        let mut rows = statement.query([workspace.0])?;
        while let Some(row) = rows.next()? {
            each(row.get(0)?, row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?)?;
        }
        Ok(())
    }

    fn search(&mut self, workspace: WorkspaceId, wanted: &Search<'_>) -> Result<Vec<[u8; 16]>> {
        let mut found = Vec::new();
        for kind in wanted.kinds {
            found.extend(self.search_one(workspace, wanted, *kind)?);
        }
        Ok(found)
    }

    fn having(&mut self, workspace: WorkspaceId, word: &str, most: usize) -> Result<Vec<[u8; 16]>> {
        counting::count();
        let mut statement = self.connection.prepare_cached(
            "SELECT person.id FROM words CROSS JOIN person ON person.row = words.rowid \
             WHERE words MATCH ?1 AND person.workspace_id = ?2 LIMIT ?3",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let rows = statement.query_map((format!("\"{word}\""), workspace.0, most), |row| row.get(0))?;
        Ok(rows.collect::<std::result::Result<_, _>>()?)
    }

    fn terms(
        &mut self,
        workspace: WorkspaceId,
        kind: &str,
        prefix: &str,
        most: usize,
        each: EachTerm<'_>,
    ) -> Result<()> {
        counting::count();
        let mut statement = self.connection.prepare_cached(
            "SELECT term, entry_id FROM term WHERE workspace_id = ?1 AND kind = ?2 AND term >= ?3 AND term < ?4 LIMIT ?5",
        )?;
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let mut rows =
            statement.query((workspace.0, kind, prefix, format!("{prefix}{}", char::MAX), most))?;
        while let Some(row) = rows.next()? {
            each(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?, row.get(1)?)?;
        }
        Ok(())
    }

    /// In the order of bytes the keys stand together, and are passed over.
    fn vocabulary(
        &mut self,
        _: WorkspaceId,
        beginnings: &[String],
        each: &mut dyn FnMut(&str) -> Result<()>,
    ) -> Result<()> {
        counting::count();
        self.batch("CREATE VIRTUAL TABLE IF NOT EXISTS temp.word_list USING fts5vocab(main, words, row)")?;
        let mut statement =
            self.connection.prepare_cached("SELECT term FROM word_list WHERE term >= ?1 AND term < ?2")?;
        for beginning in beginnings {
            let end = format!("{beginning}{}", char::MAX);
            let ranges = match beginning.is_empty() {
                true => vec![("", KEY_LEAD), (AFTER_KEYS, end.as_str())],
                false => vec![(beginning.as_str(), end.as_str())],
            };
            for range in ranges {
                let mut rows = statement.query(range)?;
                while let Some(row) = rows.next()? {
                    each(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
                }
            }
        }
        Ok(())
    }

    fn is_embedded(&self) -> bool {
        true
    }
}

/// The order of two keys of one index.
fn order(a: &rusqlite::types::Value, b: &rusqlite::types::Value) -> std::cmp::Ordering {
    use rusqlite::types::Value;
    match (a, b) {
        (Value::Integer(a), Value::Integer(b)) => a.cmp(b),
        (Value::Real(a), Value::Real(b)) => a.total_cmp(b),
        (Value::Text(a), Value::Text(b)) => a.cmp(b),
        _ => std::cmp::Ordering::Equal,
    }
}

/// Row numbers that were found, a bit each.
#[derive(Default)]
struct Hits {
    bits: Vec<u64>,
    count: usize,
}

impl Hits {
    fn add(&mut self, row: i64) {
        let at = usize::try_from(row).unwrap_or_default();
        if self.bits.len() <= at / 64 {
            self.bits.resize(at / 64 + 1, 0);
        }
        if let Some(word) = self.bits.get_mut(at / 64) {
            *word |= 1 << (at % 64);
        }
        self.count += 1;
    }

    fn has(&self, row: i64) -> bool {
        let at = usize::try_from(row).unwrap_or_default();
        self.bits.get(at / 64).is_some_and(|word| word & (1 << (at % 64)) != 0)
    }

    /// All of them, rising.
    fn rows(&self) -> impl Iterator<Item = i64> {
        let words = self.bits.iter().enumerate().filter(|(_, word)| **word != 0);
        words.flat_map(|(at, word)| {
            (0..64).filter(move |bit| word & (1 << bit) != 0).map(move |bit| (at * 64 + bit) as i64)
        })
    }
}
