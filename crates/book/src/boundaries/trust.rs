//! Whoever holds networking to be slimy was used once: they get favours before any ask, and time.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::ledger::Gave;
use goodturn_store::Reader;

use super::messages;
use crate::error::Result;

/// The stance of those whose trust was hurt.
const SLIMY: &str = "slimy";

/// Whether somebody is to be dealt with gently: their stance, as it stands now.
pub(crate) fn is_wary(reader: &mut Reader<'_>, person: PersonId) -> Result<bool> {
    let stances = reader.entries_of(person, Kind::Stance)?;
    Ok(stances.last().is_some_and(|stance| stance.what == SLIMY))
}

/// What to mind with a wary person before one asks them for something; none where a good turn came first.
pub(crate) fn before_ask(reader: &mut Reader<'_>, person: PersonId, name: &str) -> Result<Option<String>> {
    let asks = reader.entries_of(person, Kind::Ask)?;
    let last = asks.into_iter().map(|ask| ask.day).max();
    let turns = reader.entries_of(person, Kind::Turn)?;
    let given = |turn: &goodturn_store::rows::Entry| {
        turn.state == Gave::Given && last.as_ref().is_none_or(|last| turn.day >= *last)
    };
    if turns.iter().any(given) {
        return Ok(None);
    }
    let last = last.map(|day| day.to_string());
    Ok(Some(messages::before_ask(name, last.as_deref()).to_string()))
}

/// How to deal with a wary person, whatever it is about.
pub(crate) fn gently(name: &str) -> String {
    messages::gently(name).to_string()
}
