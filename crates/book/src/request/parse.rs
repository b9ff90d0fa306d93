//! What the texts of a request name: entries, addresses, a day. One way for each.

use goodturn_core::channel;
use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
pub(crate) use goodturn_core::id::code;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::insight::cadence;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::civil::Date;

use super::messages;
use super::party::party;
use super::resolve::{fitting, one_of, resolve_person};
use crate::book::{Book, Context};
use crate::error::Result;

/// Today, where the member is.
pub(crate) fn today(ctx: &Context) -> Date {
    cadence::day(ctx.now, &ctx.zone)
}

/// A field that must say something; `lacking` is said where it does not.
pub(crate) fn filled<'t>(text: &'t str, lacking: &str) -> Result<&'t str> {
    let text = text.trim();
    if text.is_empty() {
        return Err(messages::nothing_said(lacking).about(text));
    }
    Ok(text)
}

/// What a field says, where it says something.
pub(crate) fn maybe(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// The day on which an entry was written down, which its name tells.
pub(crate) fn written(entry: &Entry, ctx: &Context) -> Option<Date> {
    Some(cadence::day(entry.id.made_at()?, &ctx.zone))
}

/// The e-mail address that a field holds, as it is kept.
pub(crate) fn email(field: &str, text: &str) -> Result<String> {
    channel::email(text).map(String::from).ok_or_else(|| messages::no_address(text).at(field))
}

/// Those that are meant, perhaps: each on a line of its own, and how many more there are.
pub(crate) fn listed(lines: &[String], more: usize) -> String {
    let more = if more > 0 { format!("\n  and {more} more") } else { String::new() };
    format!("{}{more}", lines.iter().map(|line| format!("\n  {line}")).collect::<String>())
}

/// Among so many of the newest a closed entry is found by the end of its id.
const NEWEST: usize = 1000;

/// The entry of one of these kinds that `text` names: by its code or the beginning of it, by its id or the end of it, or
/// by whom it is with where that leaves one. Among what still waits it is looked for first, then among the newest.
pub(crate) fn entry(reader: &mut Reader<'_>, kinds: &[Kind], text: &str) -> Result<Entry> {
    let entry = named(reader, kinds, text).map_err(|error| error.about(text))?;
    reader.note_resolved(text.trim(), entry.id.0);
    Ok(entry)
}

fn named(reader: &mut Reader<'_>, kinds: &[Kind], text: &str) -> Result<Entry> {
    let asked = text.trim();
    let text = asked.to_lowercase();
    if let Ok(id) = text.parse::<EntryId>() {
        let found = reader.entry(id)?.filter(|entry| kinds.contains(&entry.kind));
        return found.ok_or_else(|| messages::no_such_entry(kinds, &text));
    }
    let coded = text.len() >= SHORT && text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if coded {
        let fits = |entry: &Entry| {
            let id = entry.id.to_string();
            code(&id).starts_with(&text) || (text.len() >= 4 && id.ends_with(&text))
        };
        let mut fit = Vec::new();
        for kind in kinds {
            fit.extend(reader.due(*kind, Due::SomeDay, usize::MAX)?.into_iter().filter(fits));
        }
        if fit.is_empty() {
            for kind in kinds {
                fit.extend(reader.newest(*kind, NEWEST)?.into_iter().filter(fits));
            }
        }
        if fit.len() > 1 {
            return Err(messages::several_codes(kinds, fit.len(), &text, &lines(reader, &fit)?));
        }
        if let Some(found) = fit.pop() {
            return Ok(found);
        }
    }
    of_whom(reader, kinds, asked, coded)
}

/// So much of a code names something.
const SHORT: usize = 2;

/// The one entry of these kinds with somebody that still waits; of good turns, which wait for nothing, any.
fn of_whom(reader: &mut Reader<'_>, kinds: &[Kind], text: &str, coded: bool) -> Result<Entry> {
    let people = fitting(reader, text)?;
    if people.is_empty() {
        let none = if coded { messages::no_such_code } else { messages::names_none };
        return Err(none(kinds, text));
    }
    let person = one_of(text, people)?;
    let mut fit = Vec::new();
    for kind in kinds {
        let of_kind = reader.entries_of(person.id, *kind)?;
        fit.extend(of_kind.into_iter().filter(|entry| entry.is_open() || *kind == Kind::Turn));
    }
    let with = person.profile.name;
    if fit.len() > 1 {
        return Err(messages::several_with(kinds, fit.len(), &with, &lines(reader, &fit)?));
    }
    fit.pop().ok_or_else(|| messages::none_open(kinds, &with))
}

/// So many of those that fit are listed.
pub(super) const LISTED: usize = 10;

/// Each of those that fit, on a line of its own.
fn lines(reader: &mut Reader<'_>, fit: &[Entry]) -> Result<String> {
    let mut lines = Vec::new();
    for entry in fit.iter().take(LISTED) {
        let with = match entry.person {
            PersonId::ME => String::new(),
            person => format!("{}: ", party(reader, person)?.name()),
        };
        lines.push(format!("{}  {with}{}", entry.id.code(), entry.what));
    }
    Ok(listed(&lines, fit.len().saturating_sub(LISTED)))
}

/// The entries of these kinds that a text names: one as [`entry`] says, or several by their codes.
pub(crate) fn entries(reader: &mut Reader<'_>, kinds: &[Kind], text: &str) -> Result<Vec<Entry>> {
    all_named(reader, kinds, text).map_err(|error| error.about(text))
}

fn all_named(reader: &mut Reader<'_>, kinds: &[Kind], text: &str) -> Result<Vec<Entry>> {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    let coded = |word: &&str| word.len() >= SHORT && word.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if words.len() < 2 {
        return Ok(vec![entry(reader, kinds, text)?]);
    }
    // A name of two words is one, unless each of them names something by itself.
    if !words.iter().all(coded) && resolve_person(reader, text).is_ok() {
        return Ok(vec![entry(reader, kinds, text)?]);
    }
    let mut found: Vec<Entry> = Vec::new();
    for word in words {
        let one = entry(reader, kinds, word)?;
        if found.iter().all(|known| known.id != one.id) {
            found.push(one);
        }
    }
    Ok(found)
}

impl Book {
    /// What waits of these kinds, the longest due first: its code, and what it is about.
    pub fn waiting(&self, kinds: &[Kind], most: usize) -> Result<Vec<(String, String)>> {
        self.read(|reader| {
            let mut found = Vec::new();
            for kind in kinds {
                for entry in reader.due(*kind, Due::SomeDay, most)? {
                    found.push((entry.id.code(), entry.what));
                }
            }
            found.truncate(most);
            Ok(found)
        })
    }
}
