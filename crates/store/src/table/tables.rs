//! All tables that hold a workspace's data.

use crate::error::{Error, Result};
use crate::table::declared::Table;
use crate::table::derived::{ACCOUNT, MERGED, TERM, TOGETHER};
use crate::table::detail::{CARD, DETAIL};
use crate::table::entry::ENTRY;
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
