//! The introductions that are under way, with what is next.

use super::messages;
use super::next::Next;
use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::introduction::State;
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::drafts::held_up;
use super::introduction::Introduction;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    View "introductions" Introductions: "Lists introductions under way, with what is next" -> lines Line {
        who: MaybePositional(Person) "Only of this one: id, e-mail address, or enough of the name",
        all: Switch "Those that are closed too",
        limit: Number(From(0)) "How many at the most (default 100)",
    }
    examples {
        {} "under way, with what is next",
        { who: "Ada", all } "",
    }
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Introduction")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which it can be named while it is open.
    pub code: String,
    /// One.
    pub a: Party,
    /// The other.
    pub b: Party,
    /// Where it stands: drafted, asked-first, first-yes, asked-second, both-yes, introduced, thanked, went-well,
    /// led-nowhere, declined, expired.
    pub state: State,
    /// Where it stands, in words.
    pub words: String,
    /// What is next; none where it is closed or held up.
    pub next: Option<Next>,
    /// Why nothing is to be done about it now.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub held_up: Option<String>,
    /// The day of the last step.
    #[schemars(with = "String")]
    pub since: Date,
    /// The day of the reminder; none where it is closed.
    #[schemars(with = "Option<String>")]
    pub due: Option<Date>,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![format!("{}  {} ({})", self.code, Line::words(self), self.since)];
        lines.extend(self.held_up.as_ref().map(|why| format!("          {}", messages::not_now(why))));
        lines
    }

    fn words(&self, ctx: &Context) -> Vec<Words> {
        let lines = self.say(ctx).into_iter().map(Words::from);
        // What holds it up stands where nothing is next.
        lines.chain(self.next.as_ref().map(|next| next.is_next().indented("          "))).collect()
    }
}

impl Line {
    /// In words: who, and where it stands.
    pub fn words(&self) -> String {
        messages::stands(self.a.name(), self.b.name(), &self.words).to_string()
    }

    /// Of an introduction.
    fn of(reader: &mut Reader<'_>, kept: &Introduction, ctx: &Context) -> Result<Line> {
        let held_up = held_up(reader, kept, ctx)?;
        let (first, second) = kept.names();
        Ok(Line {
            id: kept.entry.id.to_string(),
            code: kept.entry.id.code(),
            a: Party::from(&kept.a),
            b: Party::from(&kept.b),
            state: kept.state,
            words: kept.state.words(first, second),
            next: Next::of(kept).filter(|_| held_up.is_none()),
            held_up,
            since: kept.since(),
            due: kept.entry.due_day(),
        })
    }
}

impl Request for Introductions {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::of(book.introductions(&self, ctx)?, messages::NONE_UNDER_WAY, ctx))
    }
}

/// Those of these entries, as lines.
pub(crate) fn lines(
    reader: &mut Reader<'_>,
    entries: impl IntoIterator<Item = Entry>,
    ctx: &Context,
) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    for entry in entries.into_iter().filter(|entry| entry.kind == Kind::Introduction && !entry.is_of_one()) {
        let kept = Introduction::of(reader, entry)?;
        lines.push(Line::of(reader, &kept, ctx)?);
    }
    Ok(lines)
}

/// Somebody's, in whichever part; the newest first.
fn of(reader: &mut Reader<'_>, person: PersonId, all: bool) -> Result<Vec<Entry>> {
    let mut found = reader.entries(person)?;
    found.retain(|entry| entry.kind == Kind::Introduction && (all || entry.is_open()));
    found.reverse();
    Ok(found)
}

impl Book {
    /// The introductions under way, the longest due first; with `all` every one, the newest first.
    pub fn introductions(&self, ask: &Introductions, ctx: &Context) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(100).min(500) as usize;
        self.read(|reader| {
            let mut found = match parse::maybe(&ask.who) {
                Some(who) => {
                    let person = resolve_person(reader, who)?.id;
                    of(reader, person, ask.all)?
                }
                None if ask.all => reader.newest(Kind::Introduction, most)?,
                None => reader.due(Kind::Introduction, Due::SomeDay, most)?,
            };
            found.truncate(most);
            lines(reader, found, ctx)
        })
    }
}
