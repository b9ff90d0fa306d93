//! Many rows of a server at once, as a list of values for each column: written, overwritten, taken away, found by their keys.

use std::error::Error as StdError;

use goodturn_core::id::WorkspaceId;
use postgres::Client;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{IsNull, ToSql, Type as PgType, to_sql_checked};

use crate::engine::counting;
use crate::engine::driver::NewRows;
use crate::error::Result;
use crate::table::cell::{Cell, params};
use crate::table::declared::Table;
use crate::table::value::{Param, Row, Type};

/// So many rows are written by one statement.
const AT_ONCE: usize = 500;

/// So many rows are found by their keys in one statement.
const KEYS_AT_ONCE: usize = 5000;

/// Many rows, or their keys, as a list of values for each column.
struct Listed<'r> {
    columns: Vec<(&'static str, Column<'r>)>,
}

/// The first so many columns of rows of a table.
fn listed<'r>(table: &Table, width: usize, rows: &'r [Vec<Cell>]) -> Listed<'r> {
    let columns = table.columns.iter().take(width).enumerate();
    Listed { columns: columns.map(|(at, (name, kind))| (*name, Column { rows, at, kind: *kind })).collect() }
}

impl<'r> Listed<'r> {
    /// As rows of a query, under a name.
    fn as_rows(&self, name: &str) -> String {
        let columns = self.columns.iter().enumerate();
        let lists: Vec<String> =
            columns.map(|(at, (_, column))| format!("${}::{}[]", at + 2, column.name())).collect();
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        format!("unnest({}) AS {name} ({})", lists.join(", "), names.join(", "))
    }

    /// The workspace and the lists.
    fn params<'p>(&'p self, workspace: &'p i64) -> Vec<(&'p (dyn ToSql + Sync), PgType)> {
        let workspace: (&(dyn ToSql + Sync), PgType) = (workspace, PgType::INT8);
        let lists = self.columns.iter().map(|(_, column)| (column as &(dyn ToSql + Sync), column.many()));
        std::iter::once(workspace).chain(lists).collect()
    }
}

/// That a row of a table has the key of another in the workspace.
fn same(table: &Table, other: &str) -> String {
    let name = table.name();
    let keys = table.columns.iter().take(table.key);
    let same = keys.map(|(column, _)| format!(" AND {name}.{column} = {other}.{column}"));
    format!("{name}.workspace_id = $1{}", same.collect::<String>())
}

/// What stands in one column of many rows.
#[derive(Debug)]
struct Column<'r> {
    rows: &'r [Vec<Cell>],
    at: usize,
    kind: Type,
}

impl Column<'_> {
    /// What the server calls the type of one value.
    fn name(&self) -> &'static str {
        match self.kind {
            Type::Int => "bigint",
            Type::Real => "float8",
            Type::Text => "text",
            Type::Bytes => "bytea",
            Type::Id => "uuid",
        }
    }

    /// The type of all of them.
    fn many(&self) -> PgType {
        match self.kind {
            Type::Int => PgType::INT8_ARRAY,
            Type::Real => PgType::FLOAT8_ARRAY,
            Type::Text => PgType::TEXT_ARRAY,
            Type::Bytes => PgType::BYTEA_ARRAY,
            Type::Id => PgType::UUID_ARRAY,
        }
    }
}

impl ToSql for Column<'_> {
    fn to_sql(&self, kind: &PgType, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        let params = self.rows.iter().map(|row| row.get(self.at).map_or(Param::Null, Cell::param));
        params.collect::<Vec<Param<'_>>>().to_sql(kind, out)
    }

    fn accepts(_: &PgType) -> bool {
        true
    }

    to_sql_checked!();
}

/// Inserts new rows.
pub(super) fn load(
    client: &mut Client,
    is_guarded: bool,
    table: &'static Table,
    workspace: WorkspaceId,
    rows: NewRows<'_>,
) -> Result<()> {
    let mut rows = rows.peekable();
    // A few go in one statement, and so do many where COPY, which knows no row-level security, is refused.
    loop {
        let some: Vec<Vec<Cell>> = rows.by_ref().take(AT_ONCE).collect();
        if some.is_empty() {
            return Ok(());
        }
        if !is_guarded && rows.peek().is_some() {
            return copy(client, table, workspace, &mut some.into_iter().chain(rows));
        }
        insert(client, table, workspace, &some)?;
    }
}

/// Writes rows by one statement, a list of values for each column.
fn insert(
    client: &mut Client,
    table: &'static Table,
    workspace: WorkspaceId,
    rows: &[Vec<Cell>],
) -> Result<()> {
    counting::count();
    let (name, list, listed) = (table.name(), table.column_list(), listed(table, table.columns.len(), rows));
    let sql = format!(
        "INSERT INTO {name} (workspace_id, {list}) SELECT $1, fresh.* FROM {}",
        listed.as_rows("fresh")
    );
    client.execute_typed(&sql, &listed.params(&workspace.0))?;
    Ok(())
}

/// Writes many rows as they stand in a file.
fn copy(
    client: &mut Client,
    table: &'static Table,
    workspace: WorkspaceId,
    rows: &mut dyn Iterator<Item = Vec<Cell>>,
) -> Result<()> {
    counting::count();
    let types: Vec<PgType> = std::iter::once(PgType::INT8)
        .chain(table.columns.iter().map(|(_, kind)| match kind {
            Type::Int => PgType::INT8,
            Type::Real => PgType::FLOAT8,
            Type::Text => PgType::TEXT,
            Type::Bytes => PgType::BYTEA,
            Type::Id => PgType::UUID,
        }))
        .collect();
    let (name, columns) = (table.name(), table.column_list());
    let copy = format!("COPY {name} (workspace_id, {columns}) FROM STDIN (FORMAT binary)");
    let mut writer = BinaryCopyInWriter::new(client.copy_in(&copy)?, &types);
    for row in rows {
        let params = params(workspace, &row);
        let values: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as _).collect();
        writer.write(&values)?;
    }
    writer.finish()?;
    Ok(())
}

/// Hands over the rows that have one of these keys.
pub(super) fn with_keys(
    client: &mut Client,
    table: &'static Table,
    workspace: WorkspaceId,
    keys: &[Vec<Cell>],
    each: &mut dyn FnMut(&dyn Row) -> Result<()>,
) -> Result<()> {
    for some in keys.chunks(KEYS_AT_ONCE) {
        counting::count();
        let (name, listed) = (table.name(), listed(table, table.key, some));
        let columns: Vec<String> =
            table.columns.iter().map(|(column, _)| format!("{name}.{column}")).collect();
        let sql = format!(
            "SELECT {} FROM {name} JOIN {} ON {}",
            columns.join(", "),
            listed.as_rows("asked"),
            same(table, "asked")
        );
        let mut rows = client.query_typed_raw(&sql, listed.params(&workspace.0))?;
        while let Some(row) = rows.next()? {
            each(&row)?;
        }
    }
    Ok(())
}

/// Overwrites rows, each found by its key.
pub(super) fn update(
    client: &mut Client,
    table: &'static Table,
    workspace: WorkspaceId,
    rows: &[Vec<Cell>],
) -> Result<()> {
    for some in rows.chunks(AT_ONCE) {
        counting::count();
        let (name, listed) = (table.name(), listed(table, table.columns.len(), some));
        let set: Vec<String> = table
            .columns
            .iter()
            .skip(table.key)
            .map(|(column, _)| format!("{column} = fresh.{column}"))
            .collect();
        let sql = format!(
            "UPDATE {name} SET {} FROM {} WHERE {}",
            set.join(", "),
            listed.as_rows("fresh"),
            same(table, "fresh")
        );
        client.execute_typed(&sql, &listed.params(&workspace.0))?;
    }
    Ok(())
}

/// Takes rows away, each found by its key.
pub(super) fn delete(
    client: &mut Client,
    table: &'static Table,
    workspace: WorkspaceId,
    keys: &[Vec<Cell>],
) -> Result<()> {
    for some in keys.chunks(KEYS_AT_ONCE) {
        counting::count();
        let (name, listed) = (table.name(), listed(table, table.key, some));
        let sql =
            format!("DELETE FROM {name} USING {} WHERE {}", listed.as_rows("gone"), same(table, "gone"));
        client.execute_typed(&sql, &listed.params(&workspace.0))?;
    }
    Ok(())
}
