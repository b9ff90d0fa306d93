//! Writes down a good turn, given or received.

use goodturn_core::boundary::Purpose;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_core::ledger::{Gave as Way, TurnBody, TurnKind, Weight};
use goodturn_store::Writer;
use goodturn_store::rows::Entry;

use super::messages;
use crate::book::{Book, Context};
use crate::care::Care;
use crate::contact;
use crate::error::Result;
use crate::request::days::{self, Made};
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

request! {
    Act "gave" Gave: "Writes down a good turn that you did somebody" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: Rest(Sentence) "What for, in a few words; it may name the day (“yesterday”, “last Friday”)",
        r#as: Optional(OneOf(TurnKind)) "Its kind: talent-scout, revenue-enhancer, advocate, mentor, publicist, family-adviser, purchasing-agent, loan-broker, introduction, referral, information, time, gift, hospitality or other",
        weight: Optional(OneOf(Weight)) "small, medium (default) or large",
        value: Optional(Money) "What it was worth, such as “250 EUR”",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
        through: Optional(Person) "Through whom it came about",
        by: Optional(Person) "Who did it, where it was not you: a good turn between others",
        personal: Switch "It was for the person rather than for their business",
        tell: Switch "These words may be read by others: the report for a group may say them",
    }
    examples {
        { who: "Ada", what: "found her a tenant", r#as: "purchasing-agent", weight: "large" } "",
        { who: "Ada", what: "recommended her", by: "Ben" } "a good turn between others",
    }
}

request! {
    Act "got" Got: "Writes down a good turn that somebody did you" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: Rest(Sentence) "What for, in a few words; it may name the day (“yesterday”, “last Friday”)",
        r#as: Optional(OneOf(TurnKind)) "Its kind",
        weight: Optional(OneOf(Weight)) "small, medium (default) or large",
        value: Optional(Money) "What it was worth, such as “250 EUR”",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
        through: Optional(Person) "Through whom it came about",
        personal: Switch "It was for the person rather than for their business",
    }
    examples {
        { who: "Ada", what: "read my draft", on: "last Friday" } "",
    }
}

impl Request for Gave {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        turn(book, ctx, self)
    }
}

impl Request for Got {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let Got { who, what, r#as, weight, value, on, through, personal } = self;
        let turn = Gave { who, what, r#as, weight, value, on, through, by: None, personal, tell: false };
        turn_of(book, ctx, turn, Way::Received)
    }
}

/// What I did somebody was a contact to them, and what they did me one from them.
pub(super) fn counted(writer: &mut Writer<'_>, entry: &Entry, ctx: &Context) -> Result<()> {
    let (direction, title) = match entry.stands()? {
        Way::Given => (Direction::Out, messages::given_title(&entry.what)),
        Way::Received => (Direction::In, messages::got_title(&entry.what)),
        Way::Between => return Ok(()),
    };
    contact::touch(
        writer,
        entry,
        entry.person,
        (InteractionKind::Message, direction),
        &title.to_string(),
        ctx,
    )
}

fn turn(book: &Book, ctx: &Context, said: Gave) -> Result<Done> {
    let way = if parse::maybe(&said.by).is_some() { Way::Between } else { Way::Given };
    turn_of(book, ctx, said, way)
}

fn turn_of(book: &Book, ctx: &Context, said: Gave, way: Way) -> Result<Done> {
    parse::filled(&said.what, messages::NOT_SAID)?;
    let body = TurnBody {
        kind: said.r#as.unwrap_or_default(),
        weight: said.weight.unwrap_or_default(),
        money: said.value,
        personal: said.personal.then_some(true),
        tell: said.tell,
        ..TurnBody::default()
    };
    let Made { words: what, on, made, .. } = days::happened(&said.on, &said.what, book, ctx)?;
    let id = EntryId(book.id(ctx.now));
    let act = if way == Way::Received { "got" } else { "gave" };
    let mut notes = Vec::new();
    let answer = entered(book, ctx, act, |writer| {
        let person = resolve_person(writer, &said.who)?;
        let mut entry = Entry::new(id, Kind::Turn, person.id, on);
        if let Some(by) = parse::maybe(&said.by) {
            let giver = resolve_person(writer, by)?;
            if giver.id == person.id {
                return Err(messages::to_themself(&person.profile.name));
            }
            entry.other = Some(giver.id);
        }
        if let Some(through) = parse::maybe(&said.through) {
            entry.third = Some(resolve_person(writer, through)?.id);
        }
        entry.state = way.into();
        entry.what.clone_from(&what);
        entry.keep(&body)?;
        writer.put_entry(&entry)?;
        counted(writer, &entry, ctx)?;
        let name = &person;
        let said = match way {
            Way::Given => messages::gave(name, &what, made),
            Way::Received => messages::got(name, &what, made),
            Way::Between => {
                let giver = party(writer, entry.other.unwrap_or(person.id))?;
                messages::between(&giver, name, &what, made)
            }
        };
        notes.clear();
        if way == Way::Given {
            // What is done is written down; what to think of before the next one is said.
            let care = Care::of(writer, &person, Purpose::Give, None, ctx)?;
            notes.extend(care.cautions.into_iter().filter(|one| one.kind == "guard").map(|one| one.text));
        }
        Ok((said, entry))
    })?;
    Ok(answer.with_notes(notes))
}
