//! The format of a file, and how an older one is brought up to date.

use std::path::Path;

use rusqlite::Connection;

use crate::error::{Error, Result};
use crate::table::schema::{MIGRATIONS, newest};

/// SQLite's mark in the file: `GTRN`.
pub(crate) const APPLICATION: i64 = 0x4754_524e;

/// The words of SQLite for the braces of [`crate::table::schema`].
fn words(sql: &str) -> String {
    sql.replace("{id}", "BLOB")
        .replace("{bytes}", "BLOB")
        .replace("{real}", "REAL")
        .replace("{clustered}", "WITHOUT ROWID")
        .replace("{row}", "row INTEGER PRIMARY KEY,")
        .replace("{row_key}", "UNIQUE")
}

/// Full-text search is SQLite's own: an index without a second copy of the text.
const SEARCH: &str = "CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, \
     detail=none, prefix='1 2 3', tokenize='unicode61 remove_diacritics 2')";

/// The format of a file; 0 for an empty one.
pub(crate) fn found_in(file: &Connection) -> Result<i64> {
    if number(file, "PRAGMA application_id")? != APPLICATION {
        return Ok(0);
    }
    number(file, "PRAGMA user_version")
}

fn number(file: &Connection, sql: &str) -> Result<i64> {
    Ok(file.query_row(sql, [], |row| row.get(0))?)
}

/// Brings a file to a format, under the write lock: what it is may have changed while that was waited
/// for. `set_aside` is told the format of an older book before it is changed.
pub(crate) fn bring_up_to(
    file: &Connection,
    path: &Path,
    format: i64,
    set_aside: impl FnOnce(i64) -> Result<()>,
) -> Result<()> {
    let found = found_in(file)?;
    if found == 0 && number(file, "SELECT count(*) FROM sqlite_master")? > 0 {
        return Err(Error::NotABook(format!("{} is a database, but no Goodturn book", path.display())));
    }
    if found > newest() {
        return Err(Error::Newer { found, known: newest() });
    }
    if found > 0 && found < format {
        set_aside(found)?;
    }
    for migration in
        MIGRATIONS.iter().filter(|migration| migration.number > found && migration.number <= format)
    {
        let mut steps = String::new();
        for step in migration.steps {
            steps.push_str(&words(step));
            steps.push(';');
        }
        if migration.number == 1 {
            steps.push_str(SEARCH);
            steps.push_str(&format!("; PRAGMA application_id = {APPLICATION};"));
        }
        steps.push_str(&format!("PRAGMA user_version = {}", migration.number));
        file.execute_batch(&steps)?;
    }
    Ok(())
}
