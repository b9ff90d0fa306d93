//! What is owed, by me and by them, and what I asked for.

pub mod ask;
mod messages;
pub mod promise;

use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_store::Reader;
use goodturn_store::rows;

use crate::book::Context;
use crate::error::Result;
use crate::request::Entry;
use crate::request::parse;

/// The deeds and views.
pub const ENTRIES: &[Entry] = &[
    promise::Promise::ENTRY,
    promise::Keep::ENTRY,
    promise::Release::ENTRY,
    promise::Promises::ENTRY,
    ask::Ask::ENTRY,
    ask::AnswerTo::ENTRY,
    ask::Asks::ENTRY,
];

/// What of a kind is open, the first due first, as `line` shows it.
fn open<T>(
    reader: &mut Reader<'_>,
    kind: Kind,
    most: usize,
    line: fn(&mut Reader<'_>, &rows::Entry) -> Result<T>,
) -> Result<Vec<T>> {
    let open = reader.due(kind, Due::SomeDay, most)?;
    open.iter().map(|entry| line(reader, entry)).collect()
}

/// The good turn that a promise kept or an ask granted is.
fn good_turn(
    id: EntryId,
    from: &rows::Entry,
    gave: Gave,
    kind: TurnKind,
    weight: Weight,
    ctx: &Context,
) -> Result<rows::Entry> {
    let mut turn = rows::Entry::new(id, Kind::Turn, from.person, parse::today(ctx));
    turn.state = gave.into();
    turn.what.clone_from(&from.what);
    turn.keep(&TurnBody { kind, weight, from: Some(from.id.0), ..TurnBody::default() })?;
    Ok(turn)
}
