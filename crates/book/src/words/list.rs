//! Who spoke well of whom to whom, and how much of it was about others.

use goodturn_core::entry::{Kind, SOME_DAY};
use goodturn_core::id::PersonId;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

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
            on: entry.day.clone(),
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
            false => &self.about.name,
            true if self.by.id == PersonId::ME.to_string() => "yourself",
            true => "themselves",
        };
        let what = if self.what.is_empty() { String::new() } else { format!(": {}", self.what) };
        let result = if self.result.is_empty() { String::new() } else { format!(" ({})", self.result) };
        format!("{} of {of} to {}{what}{result}", self.by.name, self.to.name)
    }
}

/// So many words of a year are looked at.
const READ: usize = 2000;

fn times(n: usize) -> String {
    if n == 1 { "once".to_owned() } else { format!("{n} times") }
}

impl Page {
    /// How it stands, in a sentence.
    pub fn sentence(&self) -> String {
        match (self.about_others, self.about_myself) {
            (0, 0) => "In the last year nothing is written down that you said of anybody.".to_owned(),
            (0, mine) => {
                format!("In the last year you spoke of yourself {}, and of nobody else.", times(mine))
            }
            (others, mine) => format!(
                "In the last year you spoke of others {} and of yourself {}: {:.0} in 100 were about others.",
                times(others),
                times(mine),
                100.0 * self.share.unwrap_or(0.0)
            ),
        }
    }
}

impl Say for Page {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![self.sentence()];
        if self.about_me > 0 {
            lines.push(format!("Others spoke of you {}.", times(self.about_me)));
        }
        for word in &self.words {
            let due = if word.thanks_due { ", to be thanked for" } else { "" };
            lines.push(format!("  {}  {}  {}{due}", parse::code(&word.id), word.on, word.words()));
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
        let year = today.saturating_sub(365.days()).to_string();
        self.read(|reader| {
            let mut page = Page::default();
            for word in reader.entries_between(Kind::Word, &year, &today.to_string(), READ)? {
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
                None => reader.entries_between(Kind::Word, "", SOME_DAY, most)?,
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
