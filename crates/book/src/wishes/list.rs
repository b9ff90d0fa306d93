//! What is needed and offered, and still open.

use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use super::say::WishBody;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_party;
use crate::request::{Lines, Request, Say, request};

request! {
    View "needs" Needs: "Lists what people need, and you" -> lines Line {
        who: MaybePositional(Party) "Only of this one: id, address or enough of the name, or “me”",
        limit: Number(From(0)) "How many at the most (default 100)",
    }
    examples {
        { who: "Ada" } "",
        { who: "me" } "what you need yourself",
    }
}

request! {
    View "offers" Offers: "Lists what people can give, and you" -> lines Line {
        who: MaybePositional(Party) "Only of this one: id, address or enough of the name, or “me”",
        limit: Number(From(0)) "How many at the most (default 100)",
    }
    examples {
        { who: "Ben" } "",
        { who: "me" } "what you can give yourself",
    }
}

/// A need or an offer that is open.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Wish")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// Whose.
    pub person: Party,
    /// `need` or `offer`.
    pub kind: &'static str,
    /// What.
    pub what: String,
    /// The day it was said.
    pub on: String,
    /// The day until which; none where none was said.
    pub until: Option<String>,
    /// Whether drafts may say it in these words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tell: bool,
}

impl Line {
    /// Of an entry of these kinds.
    pub(crate) fn of(reader: &mut Reader<'_>, entry: &Entry) -> Result<Line> {
        Ok(Line {
            id: entry.id.to_string(),
            code: entry.id.code(),
            person: party(reader, entry.person)?,
            kind: entry.kind.name(),
            what: entry.what.clone(),
            on: entry.day.to_string(),
            until: entry.due_day().map(|day| day.to_string()),
            tell: entry.body::<WishBody>()?.tell,
        })
    }

    fn of_kind(&self) -> Kind {
        if self.kind == "need" { Kind::Need } else { Kind::Offer }
    }

    /// `needs`, `need` or `can give`, as it goes with whose it is.
    pub fn verb(&self) -> &'static str {
        messages::verb(self.of_kind(), &self.person)
    }

    /// What, and until when.
    pub fn words(&self) -> String {
        messages::until(&self.what, self.until.as_deref()).to_string()
    }
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let said = messages::listed(self.of_kind(), &self.person, &self.words());
        vec![format!("  {}  {said}", self.code)]
    }
}

impl Request for Needs {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = book.wishes(Kind::Need, parse::maybe(&self.who), self.limit)?;
        Ok(Lines::of(lines, messages::NO_NEED, ctx))
    }
}

impl Request for Offers {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = book.wishes(Kind::Offer, parse::maybe(&self.who), self.limit)?;
        Ok(Lines::of(lines, messages::NO_OFFER, ctx))
    }
}

impl Book {
    /// One need or offer, by its code or id.
    pub fn wish(&self, id: &str) -> Result<Line> {
        self.read(|reader| {
            let entry = parse::entry(reader, &[Kind::Need, Kind::Offer], id)?;
            Line::of(reader, &entry)
        })
    }

    /// The needs or the offers that are open, of everybody or of one; those that end first come first.
    pub fn wishes(&self, kind: Kind, who: Option<&str>, limit: Option<u32>) -> Result<Vec<Line>> {
        let most = limit.unwrap_or(100).min(1000) as usize;
        self.read(|reader| {
            let found = match who {
                None => reader.due(kind, Due::SomeDay, most)?,
                Some(who) => {
                    let who = resolve_party(reader, who)?;
                    let id = who.id();
                    let mut found = reader.entries_of(id, kind)?;
                    found.retain(Entry::is_open);
                    found.truncate(most);
                    found
                }
            };
            found.iter().map(|entry| Line::of(reader, entry)).collect()
        })
    }
}
