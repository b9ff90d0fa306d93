//! The embedded driver: SQLite with a write-ahead log.

use std::path::Path;
use std::time::Duration;

use goodturn_core::id::WorkspaceId;
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{OpenFlags, OptionalExtension, ToSql};

use crate::driver::{BondRow, Connection, Param, Row, Table};
use crate::error::{Error, Result};

/// The words of SQLite for the braces of [`crate::schema`].
pub(crate) fn words(sql: &str) -> String {
    sql.replace("{id}", "BLOB")
        .replace("{bytes}", "BLOB")
        .replace("{real}", "REAL")
        .replace("{clustered}", "WITHOUT ROWID")
        .replace("{row}", "row INTEGER PRIMARY KEY,")
        .replace("{row_key}", "UNIQUE")
}

/// Full-text search is SQLite's own: an index without a second copy of the text.
pub(crate) const SEARCH: &str = "CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, \
     detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')";

pub(crate) struct Sqlite {
    connection: rusqlite::Connection,
}

impl Sqlite {
    /// Opens the file, which must exist unless `create`.
    pub(crate) fn open(path: &Path, create: bool, cache_kib: i64) -> Result<Sqlite> {
        let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        if create {
            flags |= OpenFlags::SQLITE_OPEN_CREATE;
        }
        let connection = rusqlite::Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        connection.set_prepared_statement_cache_capacity(256);
        // A plan holds for all values: else each value bound to a column of a partial index makes a new one.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        // NORMAL: a power cut may lose the last commits but never leaves half of one.
        connection.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 12000; \
             PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -{cache_kib}; PRAGMA foreign_keys = OFF; \
             PRAGMA temp_store = MEMORY;"
        ))?;
        Ok(Sqlite { connection })
    }

    /// Opens a file only to look at it, and leaves it as it is.
    pub(crate) fn look(path: &Path) -> Result<Sqlite> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = rusqlite::Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(Duration::from_secs(10))?;
        Ok(Sqlite { connection })
    }

    pub(crate) fn raw(&self) -> &rusqlite::Connection {
        &self.connection
    }
}

impl ToSql for Param<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
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
    fn int(&self, column: usize) -> Result<i64> {
        Ok(self.0.get(column)?)
    }
    fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        Ok(self.0.get(column)?)
    }
    fn real(&self, column: usize) -> Result<f64> {
        Ok(self.0.get(column)?)
    }
    fn text(&self, column: usize) -> Result<String> {
        Ok(self.0.get(column)?)
    }
    fn opt_text(&self, column: usize) -> Result<Option<String>> {
        Ok(self.0.get(column)?)
    }
    fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>> {
        Ok(self.0.get_ref(column)?.as_blob_or_null().map_err(rusqlite::Error::from)?.map(<[u8]>::to_vec))
    }
    fn id(&self, column: usize) -> Result<[u8; 16]> {
        Ok(self.0.get(column)?)
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
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            each(&SqliteRow(row))?;
        }
        Ok(())
    }

    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(sql)?;
        Ok(statement.execute(rusqlite::params_from_iter(params))? as u64)
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        Ok(self.connection.execute_batch(sql)?)
    }

    fn bulk(&mut self, table: &'static Table, rows: &mut dyn Iterator<Item = Vec<Param<'_>>>) -> Result<()> {
        let mut statement = self.connection.prepare_cached(table.insert)?;
        for row in rows {
            for (at, param) in row.iter().enumerate() {
                statement.raw_bind_parameter(at + 1, param)?;
            }
            statement.raw_execute()?;
        }
        Ok(())
    }

    fn rewrite_bonds(&mut self, workspace: WorkspaceId, bonds: &[BondRow]) -> Result<()> {
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

    fn known(&mut self, workspace: WorkspaceId, keys: &[i64]) -> Result<Vec<bool>> {
        let mut statement =
            self.connection.prepare_cached("SELECT 1 FROM known WHERE workspace_id = ?1 AND same = ?2")?;
        keys.iter()
            .map(|key| {
                let found: Option<i64> =
                    statement.query_row((workspace.0, key), |row| row.get(0)).optional()?;
                Ok(found.is_some())
            })
            .collect()
    }

    fn begin_read(&mut self) -> Result<()> {
        self.batch("BEGIN")
    }

    fn begin_write(&mut self, _: WorkspaceId) -> Result<()> {
        self.connection.execute_batch("BEGIN IMMEDIATE").map_err(|cause| {
            let cause = Error::from(cause);
            if cause.passing() {
                Error::Busy("another Goodturn is writing to it; try again when it is done".into())
            } else {
                cause
            }
        })
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

    fn search(&mut self, workspace: WorkspaceId, prefixes: &[String], limit: usize) -> Result<Vec<[u8; 16]>> {
        let wanted: Vec<String> = prefixes.iter().map(|prefix| format!("\"{prefix}\"*")).collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT person.id FROM words CROSS JOIN person ON person.row = words.rowid \
             WHERE words MATCH ?1 AND person.workspace_id = ?2 LIMIT ?3",
        )?;
        let rows =
            statement.query_map((wanted.join(" AND "), workspace.0, limit as i64), |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }
}
