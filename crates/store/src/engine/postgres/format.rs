//! The format of a database on a server, and how an older one is brought up to date.

use postgres::error::SqlState;

use crate::engine::driver::Connection;
use crate::engine::postgres::Postgres;
use crate::error::{Error, Result};
use crate::table::schema::{MIGRATIONS, Migration, newest};
use crate::table::stored::FromRow;
use crate::table::value::Param;

/// The number of the advisory lock under which a database is brought up to date: `GTRN`.
const LOCK: i64 = 0x4754_524e;

/// The words of PostgreSQL for the braces of [`crate::table::schema`].
fn words(sql: &str) -> String {
    sql.replace("{id}", "UUID")
        .replace("{bytes}", "BYTEA")
        .replace("{real}", "DOUBLE PRECISION")
        .replace("{clustered}", "")
        .replace("{row}", "")
        .replace("{row_key}", "PRIMARY KEY")
}

/// Full-text search is PostgreSQL's own.
const SEARCH: &[&str] = &[
    "CREATE TABLE words (workspace_id BIGINT NOT NULL, person_id UUID NOT NULL, text TEXT NOT NULL, \
     PRIMARY KEY (workspace_id, person_id))",
    "CREATE INDEX words_text ON words USING GIN (to_tsvector('simple', text))",
];

/// Who imports, and until when unless it is renewed.
const LEASE: &str = "CREATE TABLE lease (workspace_id BIGINT NOT NULL PRIMARY KEY, owner UUID NOT NULL, \
                          ends TIMESTAMPTZ NOT NULL)";

/// The workspace that a transaction names. Where none is named any more, the setting is empty and no number.
const NAMED: &str = "NULLIF(current_setting('goodturn.workspace', true), '')::bigint";

/// A file holds one book. On a server, whoever is not the owner of the tables sees the rows of the workspace that the
/// transaction names and no others, even where a query forgot to ask for it (rule R9).
fn second_lock(table: &str, workspace: &str) -> [String; 2] {
    [
        format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"),
        format!("CREATE POLICY own_workspace ON {table} USING ({workspace} = {NAMED})"),
    ]
}

/// From this format on a transaction names its workspace, and the table of workspaces is locked to it as well.
const NAMED_IN_EACH_TRANSACTION: i64 = 10;

/// The statements that bring a server from the format before to this migration's.
fn steps(migration: &Migration) -> Vec<String> {
    let mut steps: Vec<String> = migration.steps.iter().map(|step| words(step)).collect();
    if migration.number == 1 {
        steps.extend(SEARCH.iter().map(ToString::to_string));
    }
    for table in migration.locks {
        steps.extend(second_lock(table, "workspace_id"));
    }
    if migration.number == NAMED_IN_EACH_TRANSACTION {
        let earlier = MIGRATIONS.iter().filter(|earlier| earlier.number < migration.number);
        for table in earlier.flat_map(|earlier| earlier.locks) {
            steps.push(format!("ALTER POLICY own_workspace ON {table} USING (workspace_id = {NAMED})"));
        }
        steps.push(LEASE.into());
        steps.extend(second_lock("lease", "workspace_id"));
        steps.extend(second_lock("workspace", "id"));
    }
    steps
}

/// The format of a database; 0 where there is no book in it yet.
pub(crate) fn found_in(server: &mut Postgres) -> Result<i64> {
    let mut found = 0;
    let asked = server.query("SELECT coalesce(max(number), 0) FROM format", &[], &mut |row| {
        found = i64::from_row(row)?;
        Ok(())
    });
    match asked {
        Err(Error::Postgres(cause)) if cause.code() == Some(&SqlState::UNDEFINED_TABLE) => Ok(0),
        asked => asked.map(|()| found),
    }
}

/// Brings a database to a format, one process at a time.
pub(crate) fn bring_up_to(server: &mut Postgres, format: i64) -> Result<()> {
    // Until the lock is had, others may bring the book up to date.
    server.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({LOCK})"))?;
    let done = bring_alone(server, format);
    match done {
        Ok(()) => server.commit(),
        Err(error) => {
            server.rollback();
            Err(error)
        }
    }
}

fn bring_alone(server: &mut Postgres, format: i64) -> Result<()> {
    // Comes first: it lets the server hear of the tables that others made while it waited.
    server.batch(
        "CREATE TABLE IF NOT EXISTS format (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
    )?;
    let found = found_in(server)?;
    if found > newest() {
        return Err(Error::Newer { found, known: newest() });
    }
    for migration in
        MIGRATIONS.iter().filter(|migration| migration.number > found && migration.number <= format)
    {
        for step in steps(migration) {
            server.batch(&step)?;
        }
        server.execute(
            "INSERT INTO format VALUES (?1, ?2)",
            &[Param::Int(migration.number), Param::Text(migration.name)],
        )?;
    }
    Ok(())
}
