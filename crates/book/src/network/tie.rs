//! Writes down who knows whom, and how close somebody is to oneself.
//!
//! Of a tie of one's own one may know better than what was counted: a brother need not write. What one says stands beside
//! the measured figure and never changes it; ways to others go by what one says.

use goodturn_core::day::Day;
use goodturn_core::entry::{Kind, TieBody};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_store::Reader;
use goodturn_store::rows::Entry;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::{is_me, resolve_person};
use crate::request::{Request, request};

request! {
    Act "tie" Tie: "Writes down that two people know each other, or how close somebody is to you, so that ways lead through them" -> done {
        a: Positional(Party) "Id, e-mail address, or enough of the name; “me” for yourself",
        b: Positional(Party) "The other one, likewise",
        strength: Optional(Line) "How well, from 0 to 100 (default: as well as people know each other whom one brings together)",
        since: Optional(Past) "Since when: YYYY-MM-DD, “last Friday”",
        evidence: Optional(Sentence) "How you know, in a few words",
    }
    examples {
        { a: "Ada", b: "Ben", evidence: "they sing together" } "",
        { a: "me", b: "Ada", strength: "60", since: "2020-05-01" } "",
    }
}

impl Request for Tie {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let strength = parse::maybe(&self.strength).map(strength).transpose()?;
        let since = match parse::maybe(&self.since) {
            Some(_) => days::past(&self.since, book, ctx)?.into(),
            None => Day::UNKNOWN,
        };
        let id = EntryId(book.id(ctx.now));
        let mine = match (is_me(&self.a), is_me(&self.b)) {
            (true, false) => Some(&self.b),
            (false, true) => Some(&self.a),
            _ => None,
        };
        if let Some(other) = mine {
            let Some(strength) = strength else {
                return Err(messages::known_already());
            };
            return entered(book, ctx, "tie", |writer| {
                let person = resolve_person(writer, other)?;
                for old in said_of(writer, person.id)? {
                    writer.remove_entry(&old)?;
                }
                let mut entry = Entry::new(id, Kind::Tie, person.id, since);
                entry.what = parse::maybe(&self.evidence).unwrap_or_default().to_owned();
                entry.keep(&TieBody { strength: Some(strength) })?;
                writer.put_entry(&entry)?;
                Ok((messages::close(&person, strength), entry))
            });
        }
        entered(book, ctx, "tie", |writer| {
            let (a, b) = (resolve_person(writer, &self.a)?, resolve_person(writer, &self.b)?);
            if a.id == b.id {
                return Err(messages::tie_with_themself(&a.profile.name));
            }
            let mut entry = Entry::new(id, Kind::Tie, a.id, since);
            entry.other = Some(b.id);
            entry.what = parse::maybe(&self.evidence).unwrap_or_default().to_owned();
            entry.keep(&TieBody { strength })?;
            writer.put_entry(&entry)?;
            Ok((messages::tied(&a, &b, &since.to_string()), entry))
        })
    }
}

/// What I said of my own tie to somebody: one at the most.
pub(crate) fn said_of(reader: &mut Reader<'_>, person: PersonId) -> Result<Vec<Entry>> {
    let mut ties = reader.entries_of(person, Kind::Tie)?;
    ties.retain(|entry| entry.person == person && entry.other.is_none());
    Ok(ties)
}

/// A strength as one says it.
fn strength(text: &str) -> Result<f64> {
    match text.trim_end_matches('%').trim().replace(',', ".").parse::<f64>() {
        Ok(number) if number.is_finite() && (0.0..=100.0).contains(&number) => Ok(number),
        _ => Err(messages::no_strength(text)),
    }
}
