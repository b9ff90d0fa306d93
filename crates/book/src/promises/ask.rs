//! What I asked of somebody, and what came of it. Before an ask one sees how things stand.

use goodturn_core::boundary::Purpose;
use goodturn_core::day;
use goodturn_core::deed::Deed;
use goodturn_core::entry::{AskBody, Kind};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::insight::today::{Line as TodayLine, Why};
use goodturn_core::ledger::{Gave, TurnKind, Weight};
use goodturn_core::named;
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Person};
use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

use super::{good_turn, messages, open};
use crate::book::{Book, Context};
use crate::care::{self, Care};
use crate::error::Result;
use crate::request::days::{self, Due};
use crate::request::deed::{close, entered};
use crate::request::parse;
use crate::request::party::party;
use crate::request::party::{Matter, Party};
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    Act "ask" Ask: "Writes down what you ask of somebody, and says first how things stand between you" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: Rest(Sentence) "What you ask, in a few words; it may say by when (“by Friday”)",
        by: Optional(Coming) "The day you need it: YYYY-MM-DD, “next Friday”, “end of month”",
        on: Optional(Past) "The day you asked: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
    }
    examples {
        { who: "Ada", what: "a word to her landlord", by: "in 2 weeks" } "says first how things stand",
    }
}

request! {
    Act "answer" AnswerTo: "Says what came of an ask" -> done {
        id: Positional(Entry(&[entry::Kind::Ask])) "The ask, by its code",
        answer: Positional(OneOf(Answer)) "granted, declined or unanswered",
        weight: Optional(OneOf(Weight)) "Of the good turn that a granted ask is: small, medium (default) or large",
    }
    examples {
        { id: "9c41d0e2", answer: "granted" } "then it is a good turn received",
    }
}

request! {
    View "asks" Asks: "Lists what you asked and what is still open" -> lines Line {
        limit: Number(From(0)) "How many at the most (default 100)",
    }
    examples {
        { limit: 10 } "",
    }
}

named! {
    /// How an ask was answered.
    #[derive(Default)]
    Answer {
        /// They did it.
        Granted = "granted",
        /// They said no.
        Declined = "declined",
        /// They never answered.
        #[default]
        Unanswered = "unanswered",
    }
}

/// An ask that is open.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Ask")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// Of whom.
    pub person: Party,
    /// What.
    pub what: String,
    /// When it was asked.
    pub on: String,
    /// The day it is needed; none where none was said.
    pub due: Option<String>,
    /// The time of that day, where one was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_time: Option<String>,
}

impl Line {
    /// Until when, where that was said: the day, and the time of it.
    pub fn until(&self) -> Option<String> {
        let at = self.due_time.as_ref().map_or_else(String::new, |at| format!(" at {at}"));
        self.due.as_ref().map(|by| format!("{by}{at}"))
    }
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let said = messages::still_asked(self.person.name(), &self.what, &self.on, self.until());
        vec![format!("  {}  {said}", self.code)]
    }
}

/// An ask, as a list shows it.
pub(crate) fn line(reader: &mut Reader<'_>, entry: &Entry) -> Result<Line> {
    Ok(Line {
        id: entry.id.to_string(),
        code: entry.id.code(),
        person: party(reader, entry.person)?,
        what: entry.what.clone(),
        on: entry.day.to_string(),
        due: entry.due_day().map(|day| day.to_string()),
        due_time: entry.body::<AskBody>()?.at.map(days::clock),
    })
}

impl Request for Asks {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let most = self.limit.unwrap_or(100).min(1000) as usize;
        Ok(Lines::of(book.asks(most)?, messages::NO_ASK, ctx))
    }
}

impl Book {
    /// The asks that are open, the first due first.
    pub fn asks(&self, most: usize) -> Result<Vec<Line>> {
        self.read(|reader| open(reader, Kind::Ask, most, line))
    }
}

/// What to know before one asks somebody for something, a sentence each. `crossed` says where the two are at cross
/// purposes.
pub(crate) fn before_asking(
    reader: &mut Reader<'_>,
    person: &Person,
    crossed: Option<String>,
    ctx: &Context,
) -> Result<Vec<String>> {
    let care = Care::of(reader, person, Purpose::Ask, crossed, ctx)?;
    let mut notes: Vec<String> = care.refused.into_iter().map(|why| format!("{why}.")).collect();
    notes.extend(care.cautions.into_iter().map(|caution| caution.text));
    notes.extend(standing(reader, person, ctx)?);
    Ok(notes)
}

/// How turns stand, what I last asked, and what they need.
fn standing(reader: &mut Reader<'_>, person: &Person, ctx: &Context) -> Result<Vec<String>> {
    let name = &person.profile.name;
    let today = parse::today(ctx);
    let mut notes = Vec::new();
    let reading = reader.account(person.id)?.map(|account| account.reading(today).words());
    notes.push(messages::turns(name, reading).to_string());
    if let Some(last) = reader.entries_of(person.id, Kind::Ask)?.last() {
        notes.push(messages::last_ask(&last.what, &last.day.to_string(), last.state.name()).to_string());
    }
    let needs = reader.entries_of(person.id, Kind::Need)?;
    let open = needs.iter().filter(|need| need.due.is_some_and(|due| due >= day::Due::On(today)));
    for need in open.take(3) {
        notes.push(messages::needs(name, &need.what).to_string());
    }
    Ok(notes)
}

impl Request for Ask {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        parse::filled(&self.what, messages::ASK_NOT_SAID)?;
        let (on, made) = days::made(&self.on, book, ctx)?;
        let Due { words: what, by, notes: days } = days::set("by", &self.by, &self.what, made, book, ctx)?;
        let id = EntryId(book.id(ctx.now));
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "ask", |writer| {
            let person = resolve_person(writer, &self.who)?;
            let crossed = care::crossed(writer, person.id, ctx)?;
            let heeded = Care::of(writer, &person, Purpose::Ask, crossed, ctx)?.heeded()?;
            notes = heeded.into_iter().map(|caution| caution.text).collect();
            notes.extend(standing(writer, &person, ctx)?);
            let mut entry = Entry::new(id, Kind::Ask, person.id, on);
            entry.state = state::Ask::Open.into();
            entry.due = Some(by.map(|(day, _)| day).into());
            entry.what.clone_from(&what);
            entry.keep(&AskBody { at: by.and_then(|(_, at)| at) })?;
            writer.put_entry(&entry)?;
            let by = days::until(by, ctx);
            Ok((messages::asked(&person, &what, made, by), entry))
        })?;
        Ok(answer.with_notes(notes).with_notes(days))
    }
}

impl Request for AnswerTo {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let state = match self.answer {
            Answer::Granted => state::Ask::Granted,
            Answer::Declined => state::Ask::Declined,
            Answer::Unanswered => state::Ask::Unanswered,
        };
        let weight = self.weight.unwrap_or_default();
        let turn_id = EntryId(book.id(ctx.now));
        entered(book, ctx, "answer", |writer| {
            let entry = close(writer, &[Kind::Ask], &self.id, state)?;
            let who = party(writer, entry.person)?;
            let (name, what) = (&who, &entry.what);
            let said = match self.answer {
                Answer::Granted => messages::granted(name, what),
                Answer::Declined => messages::declined(name, what),
                Answer::Unanswered => messages::unanswered(name, what),
            };
            if self.answer != Answer::Granted {
                return Ok((said, entry));
            }
            // What was granted was a good turn.
            let turn = good_turn(turn_id, &entry, Gave::Received, TurnKind::Other, weight, ctx)?;
            writer.put_entry(&turn)?;
            Ok((said, entry))
        })
    }
}

/// After so many days without an answer one asks again or lets it go.
const PATIENCE: i64 = 14;
/// So many open asks are looked at.
const LOOKED_AT: usize = 200;

/// Asks that are open for long, for today's list.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let to = today.saturating_sub(PATIENCE.days());
    let mut found = Vec::new();
    for entry in reader.due(Kind::Ask, day::Due::SomeDay, LOOKED_AT)? {
        if entry.day > to || entry.person == PersonId::ME {
            continue;
        }
        let who = party(reader, entry.person)?;
        let reason = messages::waiting(&entry.what, &entry.day.to_string()).to_string();
        let due = entry.due_day().unwrap_or(entry.on()?.saturating_add(PATIENCE.days()));
        let deed = Deed::new("answer").entry("id", entry.id).text("answer", "unanswered");
        let line = TodayLine::matter(Why::Ask, who, reason, due, deed, -1.0);
        found.push(line.waiting_since(parse::written(&entry, ctx)));
    }
    Ok(found)
}
