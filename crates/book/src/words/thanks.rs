//! Thanks for a good word.

use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::today::{Line as TodayLine, Why};
use goodturn_core::words::Words;
use goodturn_store::rows::Entry;
use goodturn_store::{Reader, Writer};
use jiff::ToSpan;
use jiff::civil::Date;

use super::messages;
use super::spread::WordBody;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::Matter;
use crate::request::party::party;
use crate::request::{Request, request};

request! {
    Act "thank" Thank: "Says that you said thank you for a good word" -> done {
        id: Positional(Entry(&[entry::Kind::Word])) "The good word, by its code or its id",
    }
    examples {
        { id: "9c41d0e2" } "for a good word",
    }
}

impl Request for Thank {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        entered(book, ctx, "thank", |writer| {
            let entry = parse::entry(writer, &[Kind::Word], &self.id)?;
            thanked(writer, entry, parse::today(ctx))
        })
    }
}

/// Says that thank you was said for a good word; answers what to say of it.
pub(crate) fn thanked(writer: &mut Writer<'_>, mut entry: Entry, on: Date) -> Result<(Words, Entry)> {
    let mut body: WordBody = entry.body()?;
    if entry.other != Some(PersonId::ME) || entry.person == PersonId::ME {
        return Err(messages::not_about_me());
    }
    if let Some(day) = &body.thanked {
        return Err(messages::thanked_before(&day.to_string()));
    }
    body.thanked = Some(on);
    entry.keep(&body)?;
    entry.due = None;
    writer.put_entry(&entry)?;
    let who = party(writer, entry.person)?;
    Ok((messages::thanked(&who), entry))
}

/// So many good words are looked at.
const DUE: usize = 20;
/// For so many days one is reminded: long enough to be asked whether it may be let go, however seldom one looks.
const LATE: i64 = 180;

/// Good words that I have not said thank you for, where I have not been in touch since.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let from = today.saturating_sub(LATE.days());
    let mut found = Vec::new();
    for entry in reader.due(Kind::Word, today, 10 * DUE)?.into_iter().rev().take(DUE) {
        let Some(due) = entry.due_day().filter(|due| *due >= from) else { continue };
        let Some(person) = reader.person(entry.person)? else { continue };
        let day = |at| goodturn_core::insight::cadence::day(at, &ctx.zone);
        if person.bond.last_out().is_some_and(|at| entry.day < day(at)) {
            continue;
        }
        let to = entry.third.map(|to| party(reader, to)).transpose()?;
        let reason = messages::to_thank_for(to.as_ref().map(|to| to.name()), &entry.day.to_string());
        let who = party(reader, entry.person)?;
        let deed = Deed::new("thank").entry("id", entry.id);
        found.push(TodayLine::matter(Why::Thanks, who, reason.to_string(), due, deed, 0.0));
    }
    Ok(found)
}
