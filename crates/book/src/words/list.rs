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
use crate::request::resolve::whom;
use crate::request::who::Who;
use crate::request::who::who;
use crate::request::{One, Request, Say, request};

request! {
    View "words" Words: "Shows who spoke well of whom to whom, and how much of it was about others" -> one Page {
        who: MaybePositional(Person) "Only with somebody in it: id, address or enough of the name",
        limit: Number(From(0)) "How many at the most (default 50)",
    }
    examples {
        {} "and how much was about others",
        { who: "Ada" } "",
    }
}

/// Words, and how they stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "WordsOfMouth")]
pub struct Page {
    /// How often I spoke of others in a year.
    pub about_others: usize,
    /// How often I spoke of myself.
    pub about_myself: usize,
    /// How often others spoke of me.
    pub about_me: usize,
    /// Of what I said, the part about others, from 0 to 1; none where I said nothing.
    pub share: Option<f64>,
    /// The words, the newest first.
    pub words: Vec<Line>,
}

/// One word.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "WordOfMouth")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The day.
    pub on: String,
    /// Who spoke.
    pub by: Who,
    /// Of whom.
    pub about: Who,
    /// To whom.
    pub to: Who,
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
            on: entry.day.to_string(),
            by: who(reader, entry.person)?,
            about: who(reader, entry.other.unwrap_or(PersonId::ME))?,
            to: who(reader, entry.third.unwrap_or(PersonId::ME))?,
            what: entry.what.clone(),
            result: body.result,
            thanks_due: entry.is_open(),
        })
    }

    /// In words.
    pub fn words(&self) -> String {
        let of = match self.about.id == self.by.id {
            false => Of::Another(&self.about.name),
            true if self.by.is_me() => Of::Me,
            true => Of::Themself,
        };
        messages::listed(&self.by.name, of, &self.to.name, &self.what, &self.result).to_string()
    }
}

/// So many words of a year are looked at.
const READ: usize = 2000;

impl Page {
    /// How it stands, in a sentence.
    pub fn sentence(&self) -> String {
        let share = self.share.unwrap_or(0.0);
        messages::year(self.about_others, self.about_myself, share).to_string()
    }
}

impl Say for Page {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![self.sentence()];
        if self.about_me > 0 {
            lines.push(messages::others_spoke(self.about_me).to_string());
        }
        for word in &self.words {
            let said = messages::with_thanks(&word.words(), word.thanks_due);
            lines.push(format!("  {}  {}  {said}", parse::code(&word.id), word.on));
        }
        lines
    }
}

impl Request for Words {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.words(&self, ctx)?, ctx))
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
                    (true, true) => page.about_myself += 1,
                    (true, false) => page.about_others += 1,
                    (false, true) => page.about_me += 1,
                    (false, false) => {}
                }
            }
            let mine = page.about_others + page.about_myself;
            page.share = (mine > 0).then(|| page.about_others as f64 / mine as f64);
            let mut found = match parse::maybe(&ask.who) {
                None => reader.newest(Kind::Word, most)?,
                Some(who) => {
                    let person = whom(reader, who)?;
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
