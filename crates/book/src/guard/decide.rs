//! What I decide about somebody with whom the guard would be careful: a reason on file, or that I know better.

use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_store::rows::Entry;
use jiff::ToSpan;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::entered;
use crate::request::parse::{filled, maybe, today};
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

request! {
    Act "excuse" Excuse: "Puts on file why it is right that somebody takes more than they give" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        why: MaybePositional(Sentence) "Why: mentee, mentor, junior, ill, new job, customer, or in your own words",
        remove: Switch "Take what is on file away",
    }
    examples {
        { who: "Ada", why: "mentee" } "it is right that she takes more",
        { who: "Ada", remove } "",
    }
}

request! {
    Act "overrule" Overrule: "Decides otherwise than the guard about somebody, for two years" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        why: MaybePositional(Sentence) "Why, if you like",
        off: Switch "Let the guard speak again",
    }
    examples {
        { who: "Ada", why: "I know her better" } "",
        { who: "Ada", off } "",
    }
}

/// So long a decision is remembered (science.md section 5).
const YEARS: i64 = 2;

impl Request for Excuse {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        if self.remove {
            return take_away(book, ctx, "excuse", &self.who, Kind::Excuse);
        }
        let why = filled(self.why.as_deref().unwrap_or(""), messages::WHY_NOT_SAID)?;
        let id = EntryId(book.id(ctx.now));
        entered(book, ctx, "excuse", |writer| {
            let person = resolve_person(writer, &self.who)?;
            let mut entry = Entry::new(id, Kind::Excuse, person.id, today(ctx));
            entry.what = why.to_owned();
            writer.put_entry(&entry)?;
            Ok((messages::excused(&person, why), entry))
        })
    }
}

impl Request for Overrule {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        if self.off {
            return take_away(book, ctx, "overrule", &self.who, Kind::Overrule);
        }
        let id = EntryId(book.id(ctx.now));
        let until = today(ctx).saturating_add(YEARS.years());
        entered(book, ctx, "overrule", |writer| {
            let person = resolve_person(writer, &self.who)?;
            let mut entry = Entry::new(id, Kind::Overrule, person.id, today(ctx));
            entry.what = maybe(&self.why).unwrap_or_default().to_owned();
            entry.due = Some(until.into());
            writer.put_entry(&entry)?;
            Ok((messages::overruled(&person, until), entry))
        })
    }
}

fn take_away(book: &Book, ctx: &Context, act: &'static str, who: &str, kind: Kind) -> Result<Done> {
    book.act(ctx, act, |writer| {
        let person = resolve_person(writer, who)?;
        let name = &person.profile.name;
        let entries = writer.entries_of(person.id, kind)?;
        if entries.is_empty() {
            return Err(match kind {
                Kind::Excuse => messages::no_excuse(name),
                _ => messages::not_overruled(name),
            });
        }
        for entry in entries {
            writer.remove_entry(&entry)?;
        }
        let summary = match kind {
            Kind::Excuse => messages::excuse_gone(&person),
            _ => messages::may_speak(&person),
        };
        Ok(Done::of(summary).about(person.id))
    })
}
