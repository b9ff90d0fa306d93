//! Says that two who look like one person are two, or that one will see later.

use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::{Request, request};

request! {
    Act "distinct" Distinct: "Says that two who look like one person are two" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        other: Positional(Person) "Who looks like them and is somebody else",
        later: Switch "Do not say it yet: ask again in a month",
    }
    examples {
        { who: "Ada Brook", other: "A. Brook" } "",
        { who: "Ada Brook", other: "A. Brook", later } "asked again in a month",
    }
}

/// After so many days a pair that was put off is asked about again.
const PUT_OFF: i32 = 30;

impl Request for Distinct {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        entered(book, ctx, "distinct", |writer| {
            let (one, other) = (resolve_person(writer, &self.who)?, resolve_person(writer, &self.other)?);
            if one.id == other.id {
                return Err(messages::one_card(&one.profile.name));
            }
            let known = between(writer, one.id, other.id)?.into_iter().next();
            let entry = said_of(book, ctx, known, one.id, other.id, self.later);
            writer.put_entry(&entry)?;
            let summary = messages::distinct(&one, &other, self.later);
            Ok((summary, entry))
        })
    }
}

/// The entry that says so.
pub(super) fn said_of(
    book: &Book,
    ctx: &Context,
    known: Option<Entry>,
    one: PersonId,
    other: PersonId,
    later: bool,
) -> Entry {
    let today = parse::today(ctx);
    let mut entry =
        known.unwrap_or_else(|| Entry::new(EntryId(book.id(ctx.now)), Kind::Distinct, one, today));
    (entry.person, entry.other, entry.day) = (one, Some(other), today.into());
    if later {
        entry.state = state::Distinct::Later.into();
        entry.due = Some(today.saturating_add(PUT_OFF.days()).into());
    } else {
        entry.state = state::Distinct::Distinct.into();
        entry.due = None;
    }
    entry
}

/// What was said of two people: that they are two, or that one will see.
pub(crate) fn between(reader: &mut Reader<'_>, one: PersonId, other: PersonId) -> Result<Vec<Entry>> {
    let mut found = reader.entries(one)?;
    found.retain(|entry| entry.kind == Kind::Distinct && entry.people().any(|person| person == other));
    Ok(found)
}
