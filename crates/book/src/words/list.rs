//! Who spoke well of whom to whom, and how much of it was about others.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages::{self, Of};
use super::spread::WordBody;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    View "words" Words: "Shows who spoke well of whom to whom, and how much of it was about others" -> lines Listed {
        who: MaybePositional(Person) "Only with somebody in it: id, address or enough of the name",
        limit: Number(From(0)) "How many at the most (default 50)",
        totals: Switch "Only how it stands in the last year: how often you spoke of others, of yourself, and others of you",
    }
    examples {
        {} "and how much was about others",
        { who: "Ada" } "",
    }
}

/// Words, and how they stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// How they stand.
    pub totals: Totals,
    /// The words, the newest first.
    pub words: Vec<Line>,
}

/// A line of the list, or how it stands.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "WordOrTotals")]
#[expect(clippy::large_enum_variant, reason = "each is made once, and is on its way out")]
pub enum Listed {
    /// One word.
    Word(Line),
    /// How it stands.
    Totals(Totals),
}

/// How the words of the last year stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "WordTotals")]
pub struct Totals {
    /// How often I spoke of others in a year.
    pub about_others: usize,
    /// How often I spoke of myself.
    pub about_myself: usize,
    /// How often others spoke of me.
    pub about_me: usize,
    /// Of what I said, the part about others, from 0 to 1; none where I said nothing.
    pub share: Option<f64>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "WordOfMouth")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// The day.
    pub on: String,
    /// Who spoke.
    pub by: Party,
    /// Of whom.
    pub about: Party,
    /// To whom.
    pub to: Party,
    /// What was said; empty where that is not known.
    pub what: String,
    /// What came of it; empty where that is not known.
    pub result: String,
    /// Whether it waits for my thanks.
    pub thanks_due: bool,
}

impl Line {
    /// Of an entry of this kind.
    pub(crate) fn of(reader: &mut Reader<'_>, entry: &Entry) -> Result<Line> {
        let body: WordBody = entry.body()?;
        Ok(Line {
            id: entry.id.to_string(),
            code: entry.id.code(),
            on: entry.day.to_string(),
            by: party(reader, entry.person)?,
            about: party(reader, entry.other.unwrap_or(PersonId::ME))?,
            to: party(reader, entry.third.unwrap_or(PersonId::ME))?,
            what: entry.what.clone(),
            result: body.result,
            thanks_due: entry.is_open(),
        })
    }

    /// In words.
    pub fn words(&self) -> String {
        let of = match self.about.id() == self.by.id() {
            false => Of::Another(self.about.name()),
            true if self.by.is_me() => Of::Me,
            true => Of::Themself,
        };
        messages::listed(self.by.name(), of, self.to.name(), &self.what, &self.result).to_string()
    }
}

/// So many words of a year are looked at.
const READ: usize = 2000;

impl Totals {
    /// How it stands, in a sentence.
    pub fn sentence(&self) -> String {
        let share = self.share.unwrap_or(0.0);
        messages::year(self.about_others, self.about_myself, share).to_string()
    }

    /// How often others spoke of me, in a sentence; none where nobody did.
    pub fn of_me(&self) -> Option<String> {
        (self.about_me > 0).then(|| messages::others_spoke(self.about_me).to_string())
    }
}

impl Say for Totals {
    fn say(&self, _: &Context) -> Vec<String> {
        std::iter::once(self.sentence()).chain(self.of_me()).collect()
    }
}

impl Say for Page {
    fn say(&self, ctx: &Context) -> Vec<String> {
        let mut lines = self.totals.say(ctx);
        for word in &self.words {
            let said = messages::with_thanks(&word.words(), word.thanks_due);
            lines.push(format!("  {}  {}  {said}", word.code, word.on));
        }
        lines
    }
}

impl Request for Words {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let page = book.words(&self, ctx)?;
        if self.totals {
            let words = page.totals.words(ctx);
            return Ok(Lines::plain(vec![page.totals], Listed::Totals, words));
        }
        let words = page.words(ctx);
        Ok(Lines::plain(page.words, Listed::Word, words))
    }
}

impl Book {
    /// Words, the newest first, with how those of the last year stand.
    pub fn words(&self, ask: &Words, ctx: &Context) -> Result<Page> {
        let most = ask.limit.unwrap_or(50).min(500) as usize;
        let today = parse::today(ctx);
        let year = today.saturating_sub(365.days());
        self.read(|reader| {
            let mut page = Page::default();
            for word in reader.entries_between(Kind::Word, year, today, READ)? {
                match (word.person == PersonId::ME, word.other == Some(PersonId::ME)) {
                    (true, true) => page.totals.about_myself += 1,
                    (true, false) => page.totals.about_others += 1,
                    (false, true) => page.totals.about_me += 1,
                    (false, false) => {}
                }
            }
            let totals = &mut page.totals;
            let mine = totals.about_others + totals.about_myself;
            totals.share = (mine > 0).then(|| totals.about_others as f64 / mine as f64);
            let mut found = match parse::maybe(&ask.who) {
                None => reader.newest(Kind::Word, most)?,
                Some(who) => {
                    let person = resolve_person(reader, who)?;
                    let mut found = reader.entries(person.id)?;
                    found.retain(|entry| entry.kind == Kind::Word);
                    found
                }
            };
            found.sort_by(|a, b| (&b.day, b.id).cmp(&(&a.day, a.id)));
            found.truncate(most);
            page.words = found.iter().map(|word| Line::of(reader, word)).collect::<Result<_>>()?;
            Ok(page)
        })
    }
}
