//! A whole file copied page by page, or looked through.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use crate::engine::sqlite::file::{Mode, open};
use crate::error::Result;

/// Copies a live database into a file that was begun.
pub(crate) fn copy(from: &Connection, part: &Path) -> Result<()> {
    let mut target = open(part, Mode::Fill)?;
    Backup::new(from, &mut target)?.run_to_completion(2000, Duration::ZERO, None)?;
    // The pages say how their file is written: this one has no log beside it.
    Ok(target.execute_batch("PRAGMA journal_mode = DELETE")?)
}

/// Looks through a whole database; answers what is wrong with it.
pub(crate) fn fault_in(file: &Path) -> Result<Option<String>> {
    let file = open(file, Mode::Look)?;
    let checked = file.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0));
    Ok(match checked {
        Ok(said) if said == "ok" => None,
        Ok(said) => Some(said),
        Err(cause) => Some(cause.to_string()),
    })
}
