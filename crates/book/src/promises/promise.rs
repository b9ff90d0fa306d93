//! What is owed: promises, mine and theirs.

use goodturn_core::boundary::Purpose;
use goodturn_core::deed::Deed;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::{Kind, PromiseBody};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::insight::today::{Line as TodayLine, Why};
use goodturn_core::ledger::{Gave, TurnKind, Weight};
use goodturn_core::state;
use goodturn_core::words::Words;
use goodturn_store::rows::Entry;
use goodturn_store::{Reader, Writer};
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{good_turn, messages, open};
use crate::book::{Book, Context};
use crate::care;
use crate::contact;
use crate::error::Result;
use crate::request::days::{self, Due};
use crate::request::deed::{close_entry, each_entered, entered};
use crate::request::parse;
use crate::request::party::party;
use crate::request::party::{Matter, Party};
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    Act "promise" Promise: "Writes down what you promised somebody, or they you" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: Rest(Sentence) "What was promised, in a few words; it may say by when (“by Friday”)",
        by: Optional(Coming) "The day: YYYY-MM-DD, “tomorrow at 5pm”, “next Friday”, “end of month”",
        on: Optional(Past) "The day it was promised: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
        theirs: Switch "They promised it to you",
    }
    examples {
        { who: "Ada", what: "send the plans", by: "next Friday" } "",
        { who: "Ada", what: "read my draft", theirs } "what she promised you",
        { who: "Ada", what: "the photos", on: "3 weeks ago", by: "last Friday" } "late already",
    }
}

request! {
    Act "keep" Keep: "Says that a promise was kept; it can become a good turn in the same step" -> done {
        id: Rest(Entry(&[entry::Kind::Promise])) "The promise, by its code, or by whom it is with where that is one; several codes for several",
        as_turn: Switch "Write it down as a good turn, too",
        kind: Optional(OneOf(TurnKind)) "The good turn's kind",
        weight: Optional(OneOf(Weight)) "small, medium (default) or large",
    }
    examples {
        { id: "9c41d0e2" } "",
        { id: "Ada" } "where one promise with her is open",
        { id: "9c41d0e2", as_turn, weight: "large" } "and it is a good turn",
    }
}

request! {
    Act "release" Release: "Says that a promise need not be kept any more" -> done {
        id: Rest(Entry(&[entry::Kind::Promise])) "The promise, by its code, or by whom it is with where that is one; several codes for several",
        broken: Switch "It was broken rather than released",
    }
    examples {
        { id: "9c41d0e2" } "",
        { id: "9c41d0e2", broken } "",
    }
}

request! {
    View "promises" Promises: "Lists the promises that are open, the first due first" -> lines Line {
        limit: Number(From(0)) "How many at the most (default 100)",
    }
    examples {
        { limit: 10 } "",
    }
}

/// A promise that is open.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Promise")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// To whom, or from whom.
    pub person: Party,
    /// `mine` or `theirs`.
    pub whose: String,
    /// What.
    pub what: String,
    /// When it was promised.
    pub on: String,
    /// The day it is due; none where none was said.
    pub due: Option<String>,
    /// The time of that day, where one was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due_time: Option<String>,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![format!("  {}  {}", self.code, self.words())]
    }
}

impl Line {
    /// In words: to or from whom, what, by when.
    pub fn words(&self) -> String {
        messages::listed(self.person.name(), &self.what, self.whose != "mine", self.until()).to_string()
    }
}

impl Line {
    /// Until when, where that was said: the day, and the time of it.
    pub fn until(&self) -> Option<String> {
        let at = self.due_time.as_ref().map_or_else(String::new, |at| format!(" at {at}"));
        self.due.as_ref().map(|by| format!("{by}{at}"))
    }
}

/// A promise, as a list shows it.
pub(crate) fn line(reader: &mut Reader<'_>, entry: &Entry) -> Result<Line> {
    Ok(Line {
        id: entry.id.to_string(),
        code: entry.id.code(),
        person: party(reader, entry.person)?,
        whose: entry.state.to_string(),
        what: entry.what.clone(),
        on: entry.day.to_string(),
        due: entry.due_day().map(|day| day.to_string()),
        due_time: entry.body::<PromiseBody>()?.at.map(days::clock),
    })
}

impl Request for Promises {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let most = self.limit.unwrap_or(100).min(1000) as usize;
        Ok(Lines::of(book.promises(most)?, messages::NO_PROMISE, ctx))
    }
}

impl Book {
    /// The promises that are open, the first due first.
    pub fn promises(&self, most: usize) -> Result<Vec<Line>> {
        self.read(|reader| open(reader, Kind::Promise, most, line))
    }
}

impl Request for Promise {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        parse::filled(&self.what, messages::PROMISE_NOT_SAID)?;
        let (on, made) = days::made(&self.on, book, ctx)?;
        let Due { words: what, by, notes: days } = days::set("by", &self.by, &self.what, made, book, ctx)?;
        let id = EntryId(book.id(ctx.now));
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "promise", |writer| {
            let person = resolve_person(writer, &self.who)?;
            // What was said is said; what to think of before one keeps it is said, too.
            notes = if self.theirs { Vec::new() } else { care::wanted(writer, &person)? };
            let mut entry = Entry::new(id, Kind::Promise, person.id, on);
            entry.state = if self.theirs { state::Promise::Theirs } else { state::Promise::Mine }.into();
            entry.due = Some(by.map(|(day, _)| day).into());
            entry.what.clone_from(&what);
            entry.keep(&PromiseBody { theirs: self.theirs, at: by.and_then(|(_, at)| at) })?;
            writer.put_entry(&entry)?;
            let by = days::until(by, ctx);
            let said = messages::promised(&person, &what, self.theirs, made, by);
            Ok((said, entry))
        })?;
        Ok(answer.with_notes(notes).with_notes(days))
    }
}

impl Request for Keep {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let as_turn = self.as_turn || self.kind.is_some() || self.weight.is_some();
        let as_turn = as_turn.then_some((self.kind.unwrap_or_default(), self.weight.unwrap_or_default()));
        each_entered(book, ctx, "keep", |writer| {
            let named = parse::entries(writer, &[Kind::Promise], &self.id)?;
            named.into_iter().map(|entry| kept(writer, entry, as_turn, book, ctx)).collect()
        })
    }
}

/// A promise kept, as something that happened with them.
pub(crate) fn kept_title(what: &str) -> String {
    messages::kept_title(what).to_string()
}

/// Keeps a promise; answers what to say of it.
pub(crate) fn kept(
    writer: &mut Writer<'_>,
    entry: Entry,
    as_turn: Option<(TurnKind, Weight)>,
    book: &Book,
    ctx: &Context,
) -> Result<(Words, Entry)> {
    kept_on(writer, entry, as_turn, parse::today(ctx), book, ctx)
}

/// The same, on another day.
pub(crate) fn kept_on(
    writer: &mut Writer<'_>,
    entry: Entry,
    as_turn: Option<(TurnKind, Weight)>,
    day: Date,
    book: &Book,
    ctx: &Context,
) -> Result<(Words, Entry)> {
    let entry = close_entry(writer, entry, state::Promise::Kept)?;
    let theirs = entry.body::<PromiseBody>()?.theirs;
    let who = party(writer, entry.person)?;
    if let Some((kind, weight)) = as_turn {
        let gave = if theirs { Gave::Received } else { Gave::Given };
        let id = EntryId(book.id(ctx.now));
        writer.put_entry(&good_turn(id, &entry, gave, kind, weight, ctx)?)?;
    }
    let direction = if theirs { Direction::In } else { Direction::Out };
    let (how, title) = ((InteractionKind::Message, direction), kept_title(&entry.what));
    contact::touch_on(writer, &entry, (entry.person, day), how, &title, ctx)?;
    let said = messages::kept(&who, &entry.what, theirs, as_turn.is_some());
    Ok((said, entry))
}

impl Request for Release {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let state = if self.broken { state::Promise::Broken } else { state::Promise::Released };
        each_entered(book, ctx, "release", |writer| {
            let named = parse::entries(writer, &[Kind::Promise], &self.id)?;
            let mut done = Vec::new();
            for entry in named {
                let entry = close_entry(writer, entry, state)?;
                let who = party(writer, entry.person)?;
                let said = messages::ended(&who, &entry.what, self.broken);
                done.push((said, entry));
            }
            Ok(done)
        })
    }
}

/// Mine are named so many days before they are due, theirs so many after.
const AHEAD: i64 = 3;
const PATIENCE: i64 = 7;
/// So many of the longest due are looked at.
const LOOKED_AT: usize = 200;

/// Promises that are due, for today's list.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let soon = today.saturating_add(AHEAD.days());
    let mut found = Vec::new();
    for entry in reader.due(Kind::Promise, soon, LOOKED_AT)? {
        let Some(due) = entry.due_day() else { continue };
        let theirs = entry.state == state::Promise::Theirs;
        if theirs && due > today.saturating_sub(PATIENCE.days()) || entry.person == PersonId::ME {
            continue;
        }
        let who = party(reader, entry.person)?;
        let reason = match theirs {
            true => messages::theirs(&entry.what, due),
            false => messages::mine(&entry.what, (due - today).get_days()),
        };
        let late = f64::from((today - due).get_days());
        // One keeps one's own word; theirs one asks for.
        let asks = if theirs { Purpose::Ask } else { Why::Promise.asks() };
        let deed = Deed::new(if theirs { "release" } else { "keep" }).entry("id", entry.id);
        let line = TodayLine::matter(Why::Promise, who.clone(), reason.to_string(), due, deed, late);
        found.push(line.waiting_since(parse::written(&entry, ctx)).asking(who, asks));
    }
    Ok(found)
}
