//! Drafts an introduction.

use super::messages;
use super::next::Next;
use goodturn_core::boundary::Boundary;
use goodturn_core::day::Due;
use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_core::introduction::State;
use goodturn_core::sender;
use goodturn_core::words::Words;
use goodturn_store::rows::{Entry, Person};
use goodturn_store::{Reader, Writer};
use jiff::civil::Date;

use super::drafts;
use super::introduction::{Introduction, IntroductionBody, Taken, mind};
use crate::book::{Book, Context};
use crate::care::parsed;
use crate::error::Result;
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

request! {
    Act "introduce" Introduce: "Drafts an introduction of two people, in which each is asked first" -> done {
        a: Positional(Person) "Id, e-mail address, or enough of the name",
        b: Positional(Person) "The other one, likewise",
        why: Optional(Sentence) "Why they should meet, in your words, for both",
        why_a: Optional(Sentence) "Why it helps the first one named",
        why_b: Optional(Sentence) "Why it helps the other one",
    }
    examples {
        { a: "Ada", b: "Ben", why: "both restore old oak" } "Ada is asked first",
        { a: "Ada", b: "Ben", why_a: "she needs a saw mill", why_b: "he looks for orders" } "",
    }
}

impl Request for Introduce {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let id = EntryId(book.id(ctx.now));
        let words = |text: &Option<String>| parse::maybe(text).unwrap_or_default().to_owned();
        let said = IntroductionBody {
            why: words(&self.why),
            why_a: words(&self.why_a),
            why_b: words(&self.why_b),
            ..IntroductionBody::default()
        };
        book.act(ctx, "introduce", |writer| {
            let (a, b) = (resolve_person(writer, &self.a)?, resolve_person(writer, &self.b)?);
            let mut notes: Vec<String> = Vec::new();
            let body = IntroductionBody { turned: checked(writer, &a, &b, &mut notes, ctx)?, ..said.clone() };
            let summary = messages::drafted(&a, &b);
            let kept = draft(writer, id, (a, b), body, parse::today(ctx))?;
            notes.extend(drafts::kept_back(writer, &kept)?);
            let mut notes: Vec<Words> = notes.into_iter().map(Words::from).collect();
            match drafts::held_up(writer, &kept, ctx)? {
                Some(why) => notes.push(messages::not_now(&why)),
                None => notes.extend(Next::of(&kept).map(|next| next.is_next())),
            }
            notes.push(messages::shows_the_text(Deed::new("intro").entry("id", id)));
            Ok(Done::of(summary).about(kept.a.id).made(id).with_notes(notes))
        })
    }
}

/// Writes it.
fn draft(
    writer: &mut Writer<'_>,
    id: EntryId,
    (a, b): (Person, Person),
    mut body: IntroductionBody,
    today: Date,
) -> Result<Introduction> {
    body.steps.push(Taken { on: today, state: State::Drafted, note: String::new() });
    let mut entry = Entry::new(id, Kind::Introduction, a.id, today);
    entry.other = Some(b.id);
    entry.what.clone_from(&body.why);
    entry.state = State::Drafted.into();
    entry.due = State::Drafted.due(today, None).map(Due::On);
    entry.keep(&body)?;
    let kept = Introduction { entry, body, state: State::Drafted, a, b };
    writer.put_entry(&kept.entry)?;
    Ok(kept)
}

/// Whether these two may be introduced, and whether the second named is to be asked first.
fn checked(
    writer: &mut Writer<'_>,
    a: &Person,
    b: &Person,
    notes: &mut Vec<String>,
    ctx: &Context,
) -> Result<bool> {
    if a.id == b.id {
        return Err(messages::to_themself(&a.profile.name));
    }
    for person in [a, b] {
        if matches!(person.kind, sender::Kind::List | sender::Kind::Robot) {
            return Err(messages::nobody_to_meet(&person.profile.name, person.kind.name()));
        }
        for caution in mind(writer, person, ctx)?.heeded()? {
            notes.push(caution.text);
        }
    }
    no_other(writer, a, b, notes)?;
    let mut first = |person: &Person| -> Result<bool> {
        Ok(parsed(&writer.entries_of(person.id, Kind::Boundary)?)?.contains(&Boundary::AskFirst))
    };
    Ok(first(b)? && !first(a)?)
}

/// Refuses a second introduction of a pair while one is under way; says where one was declined before.
fn no_other(reader: &mut Reader<'_>, a: &Person, b: &Person, notes: &mut Vec<String>) -> Result<()> {
    for (one, other) in [(a, b), (b, a)] {
        for entry in reader.entries_of(one.id, Kind::Introduction)? {
            if entry.other != Some(other.id) {
                continue;
            }
            let (a, b) = (&a.profile.name, &b.profile.name);
            if entry.is_open() {
                return Err(messages::under_way(a, b, Deed::new("intro").entry("id", entry.id)));
            }
            if entry.state == State::Declined {
                notes.push(messages::declined_before(a, b, &entry.day.to_string()).to_string());
            }
        }
    }
    Ok(())
}
