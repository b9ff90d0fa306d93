//! The driver for a server: PostgreSQL 15 and later, or what speaks like it.

pub(crate) mod format;

use std::collections::{HashMap, HashSet};
use std::error::Error as StdError;
use std::net::IpAddr;
use std::sync::OnceLock;
use std::time::Duration;

use goodturn_core::draft::without_nul;
use goodturn_core::findable::searches::KEY_LEAD;
use goodturn_core::id::WorkspaceId;
use postgres::binary_copy::BinaryCopyInWriter;
use postgres::config::{Host, SslMode};
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::private::BytesMut;
use postgres::types::{Format, IsNull, ToSql, Type as PgType, to_sql_checked};
use postgres::{Client, NoTls, Statement};

use crate::engine::counting;
use crate::engine::driver::{Connection, EachTerm, EachWord, NewRows, Order, Search};
use crate::error::{Error, Result};
use crate::table::cell::{Cell, params};
use crate::table::declared::{Declared, Table};
use crate::table::derived::{Step, Term};
use crate::table::interaction::Participation;
use crate::table::person::{BondRow, StrengthRow};
use crate::table::stored::{FromRow, Stored};
use crate::table::value::{Param, Row, Type};

/// A server that does not even take the connection for so long is away.
const ANSWERS_WITHIN: Duration = Duration::from_secs(10);

pub(crate) struct Postgres {
    client: Client,
    statements: HashMap<&'static str, Statement>,
    /// Whether the server locks rows by workspace; it does not for the owner of the tables.
    guarded: bool,
    /// Whether it hears of what others write.
    listens: bool,
    /// How often it has written.
    written: u64,
    /// What was asked once.
    asked: HashSet<&'static str>,
}

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

/// The type of a value; of none the server finds it out by where it stands.
fn type_of(param: &Param<'_>) -> PgType {
    match param {
        Param::Null => PgType::UNKNOWN,
        Param::Int(_) => PgType::INT8,
        Param::Real(_) => PgType::FLOAT8,
        Param::Text(_) => PgType::TEXT,
        Param::Bytes(_) => PgType::BYTEA,
        Param::Id(_) => PgType::UUID,
        Param::Ids(_) => PgType::UUID_ARRAY,
        Param::Texts(_) => PgType::TEXT_ARRAY,
        Param::Keys(_) => PgType::BYTEA_ARRAY,
        Param::Ints(_) => PgType::INT8_ARRAY,
    }
}

impl Postgres {
    /// Connects, and keeps all that Goodturn owns in the schema `goodturn` unless the address names another
    /// search path.
    pub(crate) fn open(address: &str) -> Result<Postgres> {
        let mut config: postgres::Config = address.parse().map_err(|cause: postgres::Error| {
            Error::Refused(format!("the address of the PostgreSQL book cannot be read: {cause}"))
        })?;
        refuse_what_others_could_read(&config)?;
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(ANSWERS_WITHIN);
        }
        let client = config.connect(NoTls).map_err(|cause| {
            let why = cause.source().map_or_else(|| cause.to_string(), ToString::to_string);
            if cause.code().is_some() {
                Error::from(cause)
            } else if why.contains("lookup address") {
                Error::Wrong(format!(
                    "no machine has the name in the address of the book ({why}); mend the address, or see whether \
                     you are online"
                ))
            } else {
                Error::Away(format!("PostgreSQL does not answer ({why}); is it running at that address?"))
            }
        })?;
        Ok(Postgres {
            client,
            statements: HashMap::new(),
            guarded: false,
            listens: false,
            written: 0,
            asked: HashSet::new(),
        })
    }

    /// Writes rows by one statement, a list of values for each column.
    fn insert_at_once(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        rows: &[Vec<Cell>],
    ) -> Result<()> {
        counting::count();
        let (name, list, listed) =
            (table.name(), table.column_list(), listed(table, table.columns.len(), rows));
        let sql = format!(
            "INSERT INTO {name} (workspace_id, {list}) SELECT $1, fresh.* FROM {}",
            listed.as_rows("fresh")
        );
        self.client.execute_typed(&sql, &listed.params(&workspace.0))?;
        Ok(())
    }

    /// Writes many rows as they stand in a file.
    fn copy_in(
        &mut self,
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
        let mut writer = BinaryCopyInWriter::new(self.client.copy_in(&copy)?, &types);
        for row in rows {
            let params = params(workspace, &row);
            let values: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as _).collect();
            writer.write(&values)?;
        }
        writer.finish()?;
        Ok(())
    }

    fn statement(&mut self, sql: &'static str) -> Result<Statement> {
        counting::count();
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.client.prepare(&spelt(sql))?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }
}

/// Goodturn does not encrypt what it says to a server. On the same machine nobody listens; elsewhere the address must
/// say that this is meant.
fn refuse_what_others_could_read(config: &postgres::Config) -> Result<()> {
    if config.get_ssl_mode() == SslMode::Disable {
        return Ok(());
    }
    let here = |host: &Host| match host {
        Host::Tcp(name) => {
            name == "localhost" || name.parse().is_ok_and(|address: IpAddr| address.is_loopback())
        }
        #[cfg(unix)]
        Host::Unix(_) => true,
    };
    // An address in numbers goes before a name.
    let far = match config.get_hostaddrs() {
        [] => config.get_hosts().iter().find(|host| !here(host)).map(|host| match host {
            Host::Tcp(name) => name.clone(),
            #[cfg(unix)]
            Host::Unix(path) => path.display().to_string(),
        }),
        numbers => numbers.iter().find(|address| !address.is_loopback()).map(ToString::to_string),
    };
    match far {
        Some(host) => Err(Error::Refused(format!(
            "what is said to the PostgreSQL server at {host} would cross the network unencrypted: reach it by a tunnel \
             (ssh -N -L 5432:localhost:5432 {host}, and localhost in the address), or add sslmode=disable to the \
             address where the network is one you trust"
        ))),
        None if config.get_ssl_mode() == SslMode::Require => Err(Error::Refused(
            "Goodturn cannot encrypt what it says to a PostgreSQL server; leave sslmode out of the address of one on \
             this machine"
                .into(),
        )),
        None => Ok(()),
    }
}

/// A text as PostgreSQL has it: `?1` is `$1`, `contains(a, b)` is where one lies in another.
fn spelt(sql: &str) -> String {
    let mut out = String::new();
    let mut rest = sql;
    while let Some((before, after)) = rest.split_once("contains(") {
        let (inside, after) = after.split_once(')').unwrap_or((after, ""));
        let (whole, part) = inside.split_once(", ").unwrap_or((inside, ""));
        out.push_str(&format!("{before}0 < position({part} IN {whole})"));
        rest = after;
    }
    out.push_str(rest);
    out.replace('?', "$")
}

impl ToSql for Param<'_> {
    fn to_sql(&self, kind: &PgType, out: &mut BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Param::Null => Ok(IsNull::Yes),
            Param::Int(n) => n.to_sql(kind, out),
            Param::Real(x) => x.to_sql(kind, out),
            Param::Text(text) => without_nul(text).to_sql(kind, out),
            Param::Bytes(bytes) => bytes.to_sql(kind, out),
            Param::Id(id) => uuid::Uuid::from_bytes(*id).to_sql(kind, out),
            Param::Ids(ids) => {
                let ids: Vec<uuid::Uuid> = ids.iter().map(|id| uuid::Uuid::from_bytes(*id)).collect();
                ids.to_sql(kind, out)
            }
            Param::Texts(texts) => texts.to_sql(kind, out),
            Param::Keys(keys) => keys.to_sql(kind, out),
            Param::Ints(numbers) => numbers.to_sql(kind, out),
        }
    }

    fn accepts(_: &PgType) -> bool {
        true
    }

    fn encode_format(&self, _: &PgType) -> Format {
        Format::Binary
    }

    to_sql_checked!();
}

impl Row for postgres::Row {
    fn opt_int(&self, column: usize) -> Result<Option<i64>> {
        Ok(self.try_get(column)?)
    }
    fn opt_real(&self, column: usize) -> Result<Option<f64>> {
        Ok(self.try_get(column)?)
    }
    fn opt_str(&self, column: usize) -> Result<Option<&str>> {
        Ok(self.try_get(column)?)
    }
    fn opt_bytes(&self, column: usize) -> Result<Option<Vec<u8>>> {
        Ok(self.try_get(column)?)
    }
    fn opt_id(&self, column: usize) -> Result<Option<[u8; 16]>> {
        Ok(self.try_get::<_, Option<uuid::Uuid>>(column)?.map(uuid::Uuid::into_bytes))
    }
}

impl Connection for Postgres {
    fn enter(&mut self, workspace: WorkspaceId) -> Result<()> {
        // What is acknowledged is on the disk, whatever is usual on that server.
        counting::count();
        let row = self.client.query_typed_one(
            "SELECT row_security_active('person'), set_config('goodturn.workspace', $1, false), \
             CASE WHEN current_setting('synchronous_commit') = 'off' \
             THEN set_config('synchronous_commit', 'on', false) END",
            &[(&workspace.0.to_string(), PgType::TEXT)],
        )?;
        self.guarded = row.try_get(0)?;
        Ok(())
    }

    fn query(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        // Asked for the first time, it is not prepared: that would be a journey of its own.
        let mut rows = if self.asked.insert(sql) {
            counting::count();
            let params: Vec<(&Param<'_>, PgType)> =
                params.iter().map(|param| (param, type_of(param))).collect();
            self.client.query_typed_raw(&spelt(sql), params)?
        } else {
            let statement = self.statement(sql)?;
            self.client.query_raw(&statement, params.iter())?
        };
        while let Some(row) = rows.next()? {
            each(&row)?;
        }
        Ok(())
    }

    fn execute(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64> {
        self.written += 1;
        if self.asked.insert(sql) {
            counting::count();
            let params: Vec<(&(dyn ToSql + Sync), PgType)> =
                params.iter().map(|param| (param as _, type_of(param))).collect();
            return Ok(self.client.execute_typed(&spelt(sql), &params)?);
        }
        let statement = self.statement(sql)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|param| param as _).collect();
        Ok(self.client.execute(&statement, &params)?)
    }

    fn batch(&mut self, sql: &str) -> Result<()> {
        counting::count();
        Ok(self.client.batch_execute(sql)?)
    }

    fn bulk(&mut self, table: &'static Table, workspace: WorkspaceId, rows: NewRows<'_>) -> Result<()> {
        self.written += 1;
        let mut rows = rows.peekable();
        // A few go in one statement, and so do many where COPY, which knows no row-level security, is refused.
        loop {
            let some: Vec<Vec<Cell>> = rows.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok(());
            }
            if !self.guarded && rows.peek().is_some() {
                return self.copy_in(table, workspace, &mut some.into_iter().chain(rows));
            }
            self.insert_at_once(table, workspace, &some)?;
        }
    }

    fn rows_with_keys(
        &mut self,
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
            let mut rows = self.client.query_typed_raw(&sql, listed.params(&workspace.0))?;
            while let Some(row) = rows.next()? {
                each(&row)?;
            }
        }
        Ok(())
    }

    fn update_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        rows: &[Vec<Cell>],
    ) -> Result<()> {
        for some in rows.chunks(AT_ONCE) {
            counting::count();
            self.written += 1;
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
            self.client.execute_typed(&sql, &listed.params(&workspace.0))?;
        }
        Ok(())
    }

    fn delete_rows(
        &mut self,
        table: &'static Table,
        workspace: WorkspaceId,
        keys: &[Vec<Cell>],
    ) -> Result<()> {
        for some in keys.chunks(KEYS_AT_ONCE) {
            counting::count();
            self.written += 1;
            let (name, listed) = (table.name(), listed(table, table.key, some));
            let sql =
                format!("DELETE FROM {name} USING {} WHERE {}", listed.as_rows("gone"), same(table, "gone"));
            self.client.execute_typed(&sql, &listed.params(&workspace.0))?;
        }
        Ok(())
    }

    fn rewrite_bonds(&mut self, workspace: WorkspaceId, bonds: &[BondRow]) -> Result<()> {
        self.written += 1;
        let statement = self.statement(
            "UPDATE person SET bond = fresh.bond, strength = fresh.strength, strength_at = fresh.strength_at, \
             peak = fresh.peak, first_at = fresh.first_at, last_at = fresh.last_at, \
             interactions = fresh.interactions \
             FROM unnest(?2::uuid[], ?3::bytea[], ?4::float8[], ?5::bigint[], ?6::float8[], ?7::bigint[], \
             ?8::bigint[], ?9::bigint[]) AS fresh (id, bond, strength, strength_at, peak, first_at, last_at, interactions) \
             WHERE person.workspace_id = ?1 AND person.id = fresh.id",
        )?;
        fn all<T>(bonds: &[BondRow], of: impl Fn(&BondRow) -> T) -> Vec<T> {
            bonds.iter().map(of).collect()
        }
        self.client.execute(
            &statement,
            &[
                &workspace.0,
                &all(bonds, |row| uuid::Uuid::from_bytes(row.person)),
                &all(bonds, |row| row.bond.clone()),
                &all(bonds, |row| row.strength),
                &all(bonds, |row| row.strength_at),
                &all(bonds, |row| row.peak),
                &all(bonds, |row| row.first_at),
                &all(bonds, |row| row.last_at),
                &all(bonds, |row| row.interactions),
            ],
        )?;
        Ok(())
    }

    fn rewrite_strengths(&mut self, workspace: WorkspaceId, weighed: &[StrengthRow]) -> Result<()> {
        self.written += 1;
        let statement = self.statement(
            "UPDATE person SET strength = fresh.strength, strength_at = fresh.strength_at \
             FROM unnest(?2::uuid[], ?3::float8[], ?4::bigint[]) AS fresh (id, strength, strength_at) \
             WHERE person.workspace_id = ?1 AND person.id = fresh.id",
        )?;
        let ids: Vec<uuid::Uuid> = weighed.iter().map(|row| uuid::Uuid::from_bytes(row.person)).collect();
        let strengths: Vec<f64> = weighed.iter().map(|row| row.strength).collect();
        let days: Vec<i64> = weighed.iter().map(|row| row.at).collect();
        self.client.execute(&statement, &[&workspace.0, &ids, &strengths, &days])?;
        Ok(())
    }

    fn count_together(&mut self, workspace: WorkspaceId, steps: &[Step]) -> Result<()> {
        self.written += 1;
        let add = self.statement(
            "INSERT INTO together SELECT ?1, fresh.a, fresh.b, fresh.times, fresh.heft \
             FROM unnest(?2::uuid[], ?3::uuid[], ?4::bigint[], ?5::bigint[]) AS fresh (a, b, times, heft) \
             ON CONFLICT (workspace_id, a, b) \
             DO UPDATE SET times = together.times + excluded.times, heft = together.heft + excluded.heft",
        )?;
        let clear = self.statement(
            "DELETE FROM together USING unnest(?2::uuid[], ?3::uuid[]) AS fresh (a, b) \
             WHERE workspace_id = ?1 AND together.a = fresh.a AND together.b = fresh.b AND times <= 0",
        )?;
        for steps in steps.chunks(50_000) {
            let id = |person: &goodturn_core::id::PersonId| uuid::Uuid::from_bytes(person.bytes());
            let mut ends: (Vec<uuid::Uuid>, Vec<uuid::Uuid>) =
                steps.iter().map(|step| (id(&step.a), id(&step.b))).unzip();
            let times: Vec<i64> = steps.iter().map(|step| step.times).collect();
            let hefts: Vec<i64> = steps.iter().map(|step| step.heft).collect();
            self.client.execute(&add, &[&workspace.0, &ends.0, &ends.1, &times, &hefts])?;
            if times.iter().any(|times| *times < 0) {
                ends =
                    steps.iter().filter(|step| step.times < 0).map(|step| (id(&step.a), id(&step.b))).unzip();
                self.client.execute(&clear, &[&workspace.0, &ends.0, &ends.1])?;
            }
        }
        Ok(())
    }

    fn known(&mut self, workspace: WorkspaceId, keys: &[i64]) -> Result<Vec<bool>> {
        let statement =
            self.statement("SELECT same FROM known WHERE workspace_id = ?1 AND same = ANY(?2)")?;
        let rows = self.client.query(&statement, &[&workspace.0, &keys])?;
        let found: std::collections::HashSet<i64> = rows.iter().map(|row| row.get(0)).collect();
        Ok(keys.iter().map(|key| found.contains(key)).collect())
    }

    fn latest_parts(
        &mut self,
        workspace: WorkspaceId,
        people: &[[u8; 16]],
        most: usize,
        each: &mut dyn FnMut(&dyn Row) -> Result<()>,
    ) -> Result<()> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        static SQL: OnceLock<String> = OnceLock::new();
        let sql = SQL.get_or_init(|| {
            let columns = Participation::table().column_list();
            format!(
                "SELECT {columns} FROM unnest(?2::uuid[]) WITH ORDINALITY AS asked (one, place), LATERAL \
                 (SELECT {columns} FROM participation WHERE workspace_id = ?1 AND person_id = asked.one \
                 ORDER BY at DESC, interaction_id DESC LIMIT ?3) AS part \
                 ORDER BY asked.place, at DESC, interaction_id DESC"
            )
        });
        self.query(sql, &[Param::Int(workspace.0), Param::Ids(people), most], each)
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
        let kinds: Vec<String> = kinds.iter().map(ToString::to_string).collect();
        static SQL: OnceLock<String> = OnceLock::new();
        let sql = SQL.get_or_init(|| {
            let columns = Term::table().column_list();
            format!(
                "SELECT {columns} FROM unnest(?2::text[]) AS of (one), unnest(?3::text[]) AS asked (one), LATERAL \
                 (SELECT {columns} FROM term WHERE workspace_id = ?1 AND kind = of.one AND term = asked.one \
                 ORDER BY entry_id DESC LIMIT ?4) AS part ORDER BY kind, term, entry_id DESC"
            )
        });
        self.query(sql, &[Param::Int(workspace.0), Param::Texts(&kinds), Param::Texts(terms), most], each)
    }

    fn written(&self) -> u64 {
        self.written
    }

    fn begin_read(&mut self) -> Result<()> {
        self.batch("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    }

    fn begin_write(&mut self, workspace: WorkspaceId) -> Result<()> {
        self.batch("BEGIN")?;
        let statement = self.statement("SELECT seq FROM workspace WHERE id = ?1 FOR UPDATE")?;
        self.client.query_opt(&statement, &[&workspace.0])?;
        Ok(())
    }

    fn advance(&mut self, workspace: WorkspaceId, seq: i64) -> Result<bool> {
        let statement = self.statement(
            "UPDATE workspace SET seq = ?2 WHERE id = ?1 AND seq = ?3 \
             RETURNING pg_notify('goodturn', id::text)::text",
        )?;
        Ok(self.client.query_opt(&statement, &[&workspace.0, &seq, &(seq - 1)])?.is_some())
    }

    fn has_news(&mut self) -> Result<bool> {
        if !self.listens {
            self.batch("LISTEN goodturn")?;
            self.listens = true;
            return Ok(true);
        }
        let mut news = false;
        let mut notices = self.client.notifications();
        let mut notices = notices.iter();
        while notices.next()?.is_some() {
            news = true;
        }
        Ok(news)
    }

    /// What was deleted lies in a table until its room is used again.
    fn sweep(&mut self) -> Result<()> {
        for table in crate::table::tables::TABLES.iter().map(|table| table.name()).chain(["words"]) {
            self.batch(&format!("VACUUM {table}"))?;
        }
        Ok(())
    }

    fn commit(&mut self) -> Result<()> {
        self.batch("COMMIT")
    }

    fn rollback(&mut self) {
        // What fails here is undone by the server when the connection closes.
        let _ = self.client.batch_execute("ROLLBACK");
    }

    fn index_words(&mut self, workspace: WorkspaceId, person: [u8; 16], words: Option<&str>) -> Result<()> {
        self.written += 1;
        match words {
            Some(words) => self.execute(
                "INSERT INTO words VALUES (?1, ?2, ?3) \
                 ON CONFLICT (workspace_id, person_id) DO UPDATE SET text = excluded.text",
                &[Param::Int(workspace.0), Param::Id(person), Param::Text(words)],
            )?,
            None => self.execute(
                "DELETE FROM words WHERE workspace_id = ?1 AND person_id = ?2",
                &[Param::Int(workspace.0), Param::Id(person)],
            )?,
        };
        Ok(())
    }

    fn all_words(&mut self, workspace: WorkspaceId, each: EachWord<'_>) -> Result<()> {
        let ws = [Param::Int(workspace.0)];
        self.query("SELECT person_id, text FROM words WHERE workspace_id = ?1", &ws, &mut |row| {
            let (person, text): ([u8; 16], String) = FromRow::from_row(row)?;
            text.split(' ').filter(|word| !word.is_empty()).try_for_each(|word| each(Some(person), word))
        })
    }

    fn search(&mut self, workspace: WorkspaceId, wanted: &Search<'_>) -> Result<Vec<[u8; 16]>> {
        let words = wanted.asked(|prefix| format!("'{prefix}':*"), " | ", " & ");
        let (key, id) = wanted.after.unwrap_or(match wanted.order {
            Order::Strength => (Param::Real(f64::INFINITY), [0xff; 16]),
            Order::Name => (Param::Text(""), [0; 16]),
            Order::Last => (Param::Int(i64::MAX), [0xff; 16]),
        });
        let sql = match wanted.order {
            Order::Strength => {
                "SELECT person.id FROM words JOIN person ON person.workspace_id = words.workspace_id \
                 AND person.id = words.person_id WHERE words.workspace_id = ?1 \
                 AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) AND kind = ANY(?3) \
                 AND (strength, id) < (?4, ?5) ORDER BY strength DESC, id DESC LIMIT ?6"
            }
            Order::Name => {
                "SELECT person.id FROM words JOIN person ON person.workspace_id = words.workspace_id \
                 AND person.id = words.person_id WHERE words.workspace_id = ?1 \
                 AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) AND kind = ANY(?3) \
                 AND (sort_name, id) > (?4, ?5) ORDER BY sort_name, id LIMIT ?6"
            }
            Order::Last => {
                "SELECT person.id FROM words JOIN person ON person.workspace_id = words.workspace_id \
                 AND person.id = words.person_id WHERE words.workspace_id = ?1 \
                 AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) AND kind = ANY(?3) \
                 AND (last_at, id) < (?4, ?5) ORDER BY last_at DESC, id DESC LIMIT ?6"
            }
        };
        let ws = Param::Int(workspace.0);
        let most = Param::Int(i64::try_from(wanted.most).unwrap_or(i64::MAX));
        let mut found = Vec::new();
        self.query(
            sql,
            &[ws, Param::Text(&words), Param::Ints(wanted.kinds), key, Param::Id(id), most],
            &mut |row| {
                found.push(FromRow::from_row(row)?);
                Ok(())
            },
        )?;
        Ok(found)
    }

    fn having(&mut self, workspace: WorkspaceId, word: &str, most: usize) -> Result<Vec<[u8; 16]>> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let word = format!("'{word}'");
        let mut found = Vec::new();
        self.query(
            "SELECT person_id FROM words WHERE workspace_id = ?1 \
             AND to_tsvector('simple', text) @@ to_tsquery('simple', ?2) LIMIT ?3",
            &[Param::Int(workspace.0), Param::Text(&word), most],
            &mut |row| {
                found.push(FromRow::from_row(row)?);
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// By what a term begins with and not by its order, which is the language's on a server.
    fn terms(
        &mut self,
        workspace: WorkspaceId,
        kind: &str,
        prefix: &str,
        most: usize,
        each: EachTerm<'_>,
    ) -> Result<()> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        self.query(
            "SELECT term, entry_id FROM term WHERE workspace_id = ?1 AND kind = ?2 AND starts_with(term, ?3) \
             ORDER BY term, entry_id LIMIT ?4",
            &[Param::Int(workspace.0), Param::Text(kind), Param::Text(prefix), most],
            &mut |row| each(row.str(0)?, Stored::read(row, 1)?),
        )
    }

    /// The words stand in lines, so that all are read, and one trip is cheaper than many.
    fn vocabulary(
        &mut self,
        workspace: WorkspaceId,
        _: &[String],
        each: &mut dyn FnMut(&str) -> Result<()>,
    ) -> Result<()> {
        self.query(
            "SELECT DISTINCT word FROM words, unnest(string_to_array(text, ' ')) AS word \
             WHERE workspace_id = ?1 AND NOT starts_with(word, ?2)",
            &[Param::Int(workspace.0), Param::Text(KEY_LEAD)],
            &mut |row| each(row.str(0)?),
        )
    }

    fn is_embedded(&self) -> bool {
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> bool {
        match refuse_what_others_could_read(&address.parse().unwrap()) {
            Ok(()) => false,
            Err(Error::Refused(_)) => true,
            Err(other) => panic!("{other}"),
        }
    }

    /// A server may be set up to acknowledge what it has in memory only.
    #[test]
    fn what_is_acknowledged_is_on_the_disk_whatever_is_usual_on_that_server() {
        let server = crate::engine::temporary::Server::start().unwrap();
        let address = server.database().unwrap();
        let mut client = Client::connect(&address, NoTls).unwrap();
        let name: String = client.query_one("SELECT current_database()::text", &[]).unwrap().get(0);
        client.batch_execute(&format!("ALTER DATABASE {name} SET synchronous_commit = off")).unwrap();
        let store = crate::Store::open(&crate::Location::Server(address)).unwrap();
        let mut is_on = 0;
        let asked = store.with_writer(|connection| {
            let sql =
                "SELECT CASE WHEN current_setting('synchronous_commit') = 'on' THEN 1 ELSE 0 END::bigint";
            connection.query(sql, &[], &mut |row| {
                is_on = i64::from_row(row)?;
                Ok(())
            })
        });
        asked.unwrap();
        assert_eq!(is_on, 1);
    }

    #[test]
    fn nothing_crosses_a_network_unencrypted_unasked() {
        for near in [
            "postgres://localhost/book",
            "postgres://me@127.0.0.1:5433/book",
            "postgres://[::1]/book",
            "host=/var/run/postgresql dbname=book",
            "host=db.example hostaddr=127.0.0.1 dbname=book",
            "postgres://db.example/book?sslmode=disable",
        ] {
            assert!(!refused(near), "{near}");
        }
        for far in [
            "postgres://db.example/book",
            "postgres://10.0.0.7/book",
            "host=localhost,db.example dbname=book",
            "host=localhost hostaddr=10.0.0.7 dbname=book",
            "postgres://localhost/book?sslmode=require",
        ] {
            assert!(refused(far), "{far}");
        }
        let said = match Postgres::open("postgres://db.example/book") {
            Err(error) => error.to_string(),
            Ok(_) => panic!("it was reached"),
        };
        assert!(said.contains("db.example") && said.contains("sslmode=disable"), "{said}");
    }
}
