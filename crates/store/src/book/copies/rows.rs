//! A whole book copied row by row, from one engine into the other.

use goodturn_core::findable;
use goodturn_core::id::{PersonId, WorkspaceId};

use crate::engine::driver::Connection;
use crate::error::{Error, Result};
use crate::read::reader::Reader;
use crate::table::cell::Cell;
use crate::table::tables::TABLES;
use crate::table::value::Param;

/// So many rows are written at once.
const BATCH: usize = 10_000;

/// Copies every row of a workspace from one book into another, whose rows it replaces, within the transaction that is
/// open there; and sees that all of them are there then.
pub(super) fn copy(from: &mut Reader<'_>, target: &mut dyn Connection, workspace: WorkspaceId) -> Result<()> {
    let ws = Param::Int(workspace.0);
    for person in people(&mut Reader::new(target, workspace))? {
        target.index_words(workspace, person, None)?;
    }
    for table in TABLES {
        target.batch(&format!("DELETE FROM {} WHERE workspace_id = {}", table.name(), workspace.0))?;
        let (mut rows, mut copied) = (Vec::new(), 0);
        let mut flush = |rows: &mut Vec<Vec<Cell>>, target: &mut dyn Connection| {
            copied += rows.len();
            target.bulk(table, workspace, &mut rows.drain(..))
        };
        from.rows(table, &mut |row| {
            rows.push(row);
            if rows.len() == BATCH { flush(&mut rows, target) } else { Ok(()) }
        })?;
        flush(&mut rows, target)?;
        let mut there = 0;
        Reader::new(target, workspace).rows(table, &mut |_| {
            there += 1;
            Ok(())
        })?;
        if there != copied {
            let name = table.name();
            return Err(Error::Damaged(format!("of {copied} rows of {name} only {there} could be copied")));
        }
    }
    for person in people(from)? {
        let details = from.details(PersonId::from_bytes(person))?;
        let words = findable::words(details.iter().map(|detail| &detail.value));
        target.index_words(workspace, person, Some(&words))?;
    }
    let whose = [from.ws()];
    let found: Vec<(i64, Option<i64>)> =
        from.all("SELECT seq, derived FROM workspace WHERE id = ?1", &whose)?;
    let (seq, derived) = found.first().copied().unwrap_or((0, None));
    target.execute(
        "UPDATE workspace SET seq = ?2, derived = ?3 WHERE id = ?1",
        &[ws, Param::Int(seq), derived.map_or(Param::Null, Param::Int)],
    )?;
    Ok(())
}

fn people(reader: &mut Reader<'_>) -> Result<Vec<[u8; 16]>> {
    let whose = [reader.ws()];
    reader.all("SELECT id FROM person WHERE workspace_id = ?1", &whose)
}
