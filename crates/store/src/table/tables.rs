//! All tables that hold a workspace's data.

use crate::error::{Error, Result};
use crate::table::cell::{Cell, decode};
use crate::table::declared::{Entity, Table};
use crate::table::derived::{ACCOUNT, MERGED, TERM, TOGETHER};
use crate::table::detail::{CARD, DETAIL};
use crate::table::entry::{self, ENTRY};
use crate::table::interaction::{INTERACTION, PARTICIPATION};
use crate::table::journal::{CHANGE, JOURNAL, KNOWN, SETTING, SOURCE, UNSETTLED};
use crate::table::person::PERSON;

/// Every table, in an order in which they can be copied.
pub static TABLES: &[&Table] = &[
    &SETTING,
    &PERSON,
    &DETAIL,
    &CARD,
    &INTERACTION,
    &PARTICIPATION,
    &KNOWN,
    &ENTRY,
    &ACCOUNT,
    &TERM,
    &TOGETHER,
    &MERGED,
    &SOURCE,
    &UNSETTLED,
    &JOURNAL,
    &CHANGE,
];

/// The table of a before-image.
pub(crate) fn named(entity: &str) -> Result<&'static Table> {
    let found = TABLES.iter().find(|table| table.name() == entity).copied();
    found.ok_or_else(|| Error::Damaged(format!("the journal names a table {entity}")))
}

/// The row of a before-image. One that was written down before its table got another column has nothing there, or what the
/// migration put there that added it.
pub(crate) fn image(table: &Table, bytes: &[u8]) -> Result<Vec<Cell>> {
    let mut row = decode(bytes)?;
    let written = row.len();
    row.resize(table.columns.len().max(written), Cell::Null);
    if written < row.len() && table.entity == Entity::Entry {
        entry::migrate(&mut row);
    }
    Ok(row)
}
