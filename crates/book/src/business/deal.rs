//! An opportunity, and the stages it goes through.

use goodturn_core::boundary::Purpose;
use goodturn_core::business::{DealBody, Stage};
use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_store::Writer;
use goodturn_store::rows::{Entry, Person};

use super::messages;
use crate::book::{Book, Context};
use crate::care::{self, Care};
use crate::error::Result;
use crate::request::days::{self, Due};
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::was;
use crate::request::{Request, request};

request! {
    Act "opportunity" Opportunity: "Writes down business that may come about with somebody" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: Rest(Sentence) "What about, in a few words",
        value: Optional(Money) "What it may be worth, such as “9000 EUR”",
        stage: Optional(OneOf(Stage)) "lead (default), talking or offer",
        next: Optional(Sentence) "What comes next, in a few words",
        by: Optional(Coming) "The day of that: YYYY-MM-DD, “next Friday”, “in 2 weeks”",
        through: Optional(Person) "Who brought it about: id, address or enough of the name",
        asked: Switch "They asked for it themselves, so that it is no pitch",
    }
    examples {
        { who: "Ada", what: "a new roof", value: "9000 EUR", next: "measure it", by: "next Friday" } "",
        { who: "Ada", what: "a new roof", through: "Ben", asked } "Ben brought her, and she asked for it",
    }
}

request! {
    Act "stage" StageOf: "Moves an opportunity on, or says what comes next in it" -> done {
        id: Positional(Entry(&[entry::Kind::Opportunity])) "The opportunity, by its code or its id",
        stage: MaybePositional(OneOf(Stage)) "lead, talking, offer, won or lost",
        value: Optional(Money) "What it is worth, such as “9000 EUR”",
        next: Optional(Sentence) "What comes next, in a few words",
        by: Optional(Coming) "The day of that: YYYY-MM-DD, “next Friday”, “in 2 weeks”",
        on: Optional(Past) "The day it was decided: YYYY-MM-DD, “yesterday” (default today)",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { id: "9c41d0e2", stage: "offer", next: "call her" } "",
        { id: "9c41d0e2", stage: "won", value: "8700 EUR" } "",
    }
}

/// What to know before one sells somebody something, or why it may not be done.
fn heed(writer: &mut Writer<'_>, person: &Person, ctx: &Context) -> Result<Vec<String>> {
    let crossed = care::crossed(writer, person.id, ctx)?;
    let cautions = Care::of(writer, person, Purpose::Pitch, crossed, ctx)?.heeded()?;
    Ok(cautions.into_iter().map(|caution| caution.text).collect())
}

impl Request for Opportunity {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let what = parse::filled(&self.what, messages::NOT_SAID)?;
        let stage = self.stage.unwrap_or_default();
        if !stage.is_open() {
            return Err(messages::begins_late(stage));
        }
        let Due { words: step, by, notes: days } =
            days::set("by", &self.by, parse::maybe(&self.next).unwrap_or_default(), None, book, ctx)?;
        let by = by.map(|(day, _)| day);
        let body =
            DealBody { money: self.value, next: step, asked: self.asked.then_some(true), closed: None };
        let id = EntryId(book.id(ctx.now));
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "opportunity", |writer| {
            let person = resolve_person(writer, &self.who)?;
            // What they asked for themselves has happened, and is written down with what they said before.
            notes = match self.asked {
                true => Care::of(writer, &person, Purpose::Pitch, None, ctx)?.noted(),
                false => heed(writer, &person, ctx)?,
            };
            let mut entry = Entry::new(id, Kind::Opportunity, person.id, parse::today(ctx));
            if let Some(through) = parse::maybe(&self.through) {
                let through = resolve_person(writer, through)?;
                if through.id == person.id {
                    return Err(messages::brought_themself(&person.profile.name));
                }
                entry.other = Some(through.id);
            }
            entry.state = stage.into();
            entry.due = Some(by.into());
            entry.what = what.to_owned();
            entry.keep(&body)?;
            writer.put_entry(&entry)?;
            let by = days::until(by.map(|day| (day, None)), ctx);
            Ok((messages::begun(stage, &person, what, by), entry))
        })?;
        Ok(answer.with_notes(notes).with_notes(days))
    }
}

impl StageOf {
    /// The same without what was left as it was found.
    fn heeding(&self, entry: &Entry, body: &DealBody) -> Result<StageOf> {
        let mut ask = self.clone();
        was::heed(&self.was, "stage", &mut ask.stage, entry.state.name())?;
        was::heed(&self.was, "next", &mut ask.next, &body.next)?;
        let by = entry.due_day().map(|day| day.to_string()).unwrap_or_default();
        was::heed(&self.was, "by", &mut ask.by, &by)?;
        let value = body.money.as_ref().map(ToString::to_string).unwrap_or_default();
        was::heed(&self.was, "value", &mut ask.value, &value)?;
        Ok(ask)
    }
}

impl Request for StageOf {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let Due { words, by: due, notes: days } =
            days::set("by", &self.by, parse::maybe(&self.next).unwrap_or_default(), None, book, ctx)?;
        let on = days::past(&self.on, book, ctx)?;
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "stage", |writer| {
            let mut entry = parse::entry(writer, &[Kind::Opportunity], &self.id)?;
            let mut body: DealBody = entry.body()?;
            let now: Stage = entry.stands()?;
            let ask = self.heeding(&entry, &body)?;
            let (next, money) = (ask.stage, ask.value);
            // A day that the new words set counts where none is said by itself.
            let by_words = parse::maybe(&self.by).is_none() && ask.next.is_some();
            let by = due.filter(|_| ask.by.is_some() || by_words).map(|(day, _)| day);
            let step = Some(&words).filter(|words| ask.next.is_some() && !words.is_empty());
            if next.is_none() && money.is_none() && by.is_none() && step.is_none() {
                return Err(messages::nothing_changes());
            }
            let after = next.unwrap_or(now);
            let person = writer.person(entry.person)?;
            if !now.is_open() {
                return Err(messages::is_decided(now));
            }
            notes = match &person {
                Some(person) if now.pitches(after) => match care::of_deal(writer, &entry)? {
                    Purpose::Pitch => heed(writer, person, ctx)?,
                    purpose => Care::of(writer, person, purpose, None, ctx)?.noted(),
                },
                // What is planned for a later day must be wanted, too.
                Some(person) if after.is_open() && (step.is_some() || by.is_some()) => {
                    let purpose = care::of_deal(writer, &entry)?;
                    let cautions = Care::of_a_plan(writer, person, purpose, ctx)?.heeded()?;
                    cautions.into_iter().map(|caution| caution.text).collect()
                }
                _ => Vec::new(),
            };
            if let Some(money) = &money {
                body.money = Some(money.clone());
            }
            if after != now {
                // What came next has been done, unless something new is said.
                body.next.clear();
            }
            if let Some(step) = step {
                body.next.clone_from(step);
            }
            let due = days::until(by.map(|day| (day, None)), ctx);
            let summary = messages::moved(after, person.as_ref(), &entry.what, due);
            entry.due = if !after.is_open() {
                body.closed = Some(on);
                None
            } else if by.is_some() || after != now {
                Some(by.into())
            } else {
                entry.due
            };
            entry.state = after.into();
            entry.keep(&body)?;
            writer.put_entry(&entry)?;
            Ok((summary, entry))
        })?;
        Ok(answer.with_notes(notes).with_notes(days))
    }
}
