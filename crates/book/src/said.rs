//! What a member says in a request, read and checked: days, people, entries, amounts. One way for each.

use goodturn_core::entry::{Kind, SOME_DAY};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::insight::cadence;
use goodturn_core::ledger::{TurnKind, Weight};
use goodturn_core::money::Money;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::civil::Date;

use crate::book::Context;
use crate::error::{Error, Result};
use crate::views::today::Who;

/// Today, where the member is.
pub(crate) fn today(ctx: &Context) -> Date {
    cadence::day(ctx.now, &ctx.zone)
}

/// A field that must say something.
pub(crate) fn needed<'t>(text: &'t str, what: &str) -> Result<&'t str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::usage(format!("it is not said {what}"), "say it in a few words"));
    }
    Ok(text)
}

/// What a field says, where it says something.
pub(crate) fn maybe(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// The due day of an entry that waits until this day, or for no day in particular.
pub(crate) fn due(day: Option<Date>) -> Option<String> {
    Some(day.map_or_else(|| SOME_DAY.to_owned(), |day| day.to_string()))
}

/// The day an entry waits for, where it waits for one in particular.
pub(crate) fn due_day(entry: &Entry) -> Option<Date> {
    entry.due.as_deref().filter(|day| *day != SOME_DAY).and_then(|day| day.parse().ok())
}

/// A weight by name; medium where none is said.
pub(crate) fn weight(text: &Option<String>) -> Result<Weight> {
    let Some(text) = maybe(text) else { return Ok(Weight::Medium) };
    Weight::named(text)
        .ok_or_else(|| Error::usage(format!("there is no weight {text}"), "use small, medium or large"))
}

/// A kind of good turn by name; other where none is said.
pub(crate) fn turn_kind(text: &Option<String>) -> Result<TurnKind> {
    let Some(name) = maybe(text) else { return Ok(TurnKind::Other) };
    TurnKind::named(name).ok_or_else(|| {
        let all = TurnKind::ALL.map(TurnKind::name).join(", ");
        Error::usage(format!("there is no kind of good turn called {name}"), format!("use one of: {all}"))
    })
}

/// An amount of money; none where none is said.
pub(crate) fn money(text: &Option<String>) -> Result<Option<Money>> {
    let Some(text) = maybe(text) else { return Ok(None) };
    Money::parse(text).map(Some).map_err(|why| Error::usage(format!("{text:?} {why}"), ""))
}

/// How a person is named: by id and name. The member is `you`.
pub(crate) fn who(reader: &mut Reader<'_>, id: PersonId) -> Result<Who> {
    let name = match id {
        PersonId::ME => "you".to_owned(),
        id => {
            reader.person(id)?.map_or_else(|| "somebody forgotten".to_owned(), |person| person.profile.name)
        }
    };
    Ok(Who { id: id.to_string(), name })
}

/// The end of an entry's id that a list shows; enough to name it again.
pub(crate) fn code(id: &str) -> &str {
    id.get(id.len().saturating_sub(8)..).unwrap_or(id)
}

/// Among so many of the newest a closed entry is found by the end of its id.
const NEWEST: usize = 1000;

/// The entry of one of these kinds that `text` names: by its id, or by the end of the id that lists show. By its
/// end is found what still waits, or else what is among the newest.
pub(crate) fn entry(reader: &mut Reader<'_>, kinds: &[Kind], text: &str) -> Result<Entry> {
    let text = text.trim().to_lowercase();
    let name = match kinds.first() {
        Some(Kind::Turn) => "good turn".to_owned(),
        kind => kind.map_or("entry", |kind| kind.name()).replace('_', " "),
    };
    let article = if name.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    if let Ok(id) = text.parse::<EntryId>() {
        let found = reader.entry(id)?.filter(|entry| kinds.contains(&entry.kind));
        return found.ok_or_else(|| Error::refused(format!("{text} is no {name} in this book"), ""));
    }
    if text.len() < 4 || !text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-') {
        let hint = "it is the short code at the front of a line, such as 9c41d0e2";
        return Err(Error::usage(format!("{text:?} names no {name}"), hint));
    }
    let mut fit = Vec::new();
    for kind in kinds {
        let open = reader.due(*kind, SOME_DAY, usize::MAX)?;
        fit.extend(open.into_iter().filter(|entry| entry.id.to_string().ends_with(&text)));
    }
    if fit.is_empty() {
        for kind in kinds {
            let newest = reader.said(*kind, "", SOME_DAY, NEWEST)?;
            fit.extend(newest.into_iter().filter(|entry| entry.id.to_string().ends_with(&text)));
        }
    }
    if fit.len() > 1 {
        return Err(Error::refused(format!("{} entries end with {text}", fit.len()), "give more of the id"));
    }
    fit.pop().ok_or_else(|| {
        Error::refused(
            format!("no {name} ends with {text}"),
            format!("the lists show {article} {name} with its code; an old one is named by its whole id"),
        )
    })
}
