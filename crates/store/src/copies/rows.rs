//! A whole book as rows, from one engine into another.

use goodturn_core::id::{PersonId, WorkspaceId};
use goodturn_core::profile;

use crate::cell::Cell;
use crate::driver::{Connection, Param};
use crate::error::{Error, Result};
use crate::reader::Reader;
use crate::schema;
use crate::writer::put_many;

/// So many rows are written at once.
const BATCH: usize = 10_000;

/// Copies every row of a workspace from one book into another, whose rows it replaces, within the transaction that is
/// open there; and sees that all of them are there then.
pub(super) fn copy(from: &mut Reader<'_>, target: &mut dyn Connection, workspace: WorkspaceId) -> Result<()> {
    let ws = Param::Int(workspace.0);
    for person in people(&mut Reader { connection: target, workspace })? {
        target.index_words(workspace, person, None)?;
    }
    for table in schema::TABLES {
        target.batch(&format!("DELETE FROM {} WHERE workspace_id = {}", table.name, workspace.0))?;
        let (mut rows, mut copied) = (Vec::new(), 0);
        let mut flush = |rows: &mut Vec<Vec<Cell>>, target: &mut dyn Connection| {
            put_many(target, table, ws, rows)?;
            copied += rows.len();
            rows.clear();
            Ok::<(), Error>(())
        };
        from.rows(table, &mut |row| {
            rows.push(row);
            if rows.len() == BATCH { flush(&mut rows, target) } else { Ok(()) }
        })?;
        flush(&mut rows, target)?;
        let mut there = 0;
        Reader { connection: target, workspace }.rows(table, &mut |_| {
            there += 1;
            Ok(())
        })?;
        if there != copied {
            let name = table.name;
            return Err(Error::Damaged(format!("of {copied} rows of {name} only {there} could be copied")));
        }
    }
    for person in people(from)? {
        let details = from.details(PersonId::from_bytes(person))?;
        let words = profile::words(details.iter().map(|detail| &detail.value));
        target.index_words(workspace, person, Some(&words))?;
    }
    let (mut seq, mut derived) = (0, None);
    let whose = [Param::Int(from.workspace.0)];
    from.connection.query("SELECT seq, derived FROM workspace WHERE id = ?1", &whose, &mut |row| {
        (seq, derived) = (row.int(0)?, row.opt_int(1)?);
        Ok(())
    })?;
    target.execute(
        "UPDATE workspace SET seq = ?2, derived = ?3 WHERE id = ?1",
        &[ws, Param::Int(seq), derived.map_or(Param::Null, Param::Int)],
    )?;
    Ok(())
}

fn people(reader: &mut Reader<'_>) -> Result<Vec<[u8; 16]>> {
    let mut found = Vec::new();
    let ws = Param::Int(reader.workspace.0);
    reader.connection.query("SELECT id FROM person WHERE workspace_id = ?1", &[ws], &mut |row| {
        found.push(row.id(0)?);
        Ok(())
    })?;
    Ok(found)
}
