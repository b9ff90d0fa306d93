//! What was done to the book, or to somebody, newest first.

use goodturn_core::id::Seq;
use jiff::Timestamp;
use serde::Serialize;

use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::Result;
use crate::whom::whom;

request! {
    View "history" History: "Shows what was done, newest first, with what can be undone" {
        who: MaybePositional "Only what changed this person",
        limit: Number "How many acts at the most (default 50)",
        before: Number "Go on below this act",
    }
}

/// One act, or one run of acts such as an import.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Its place in the journal; `undo` takes it.
    pub seq: i64,
    /// When.
    pub at: Timestamp,
    /// Who did it.
    pub who: String,
    /// The deed.
    pub act: String,
    /// In words.
    pub summary: String,
    /// Whether it was taken back.
    pub undone: bool,
    /// The act that this one took back.
    pub undoes: Option<i64>,
}

impl Request for History {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        Ok(Answer::History(book.history(&self, ctx)?))
    }
}

impl Book {
    /// The journal, newest first. The acts of one run stand as one line, the last of them.
    pub fn history(&self, ask: &History, _: &Context) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(50).clamp(1, 1000) as usize;
        self.read(|reader| {
            let mut lines: Vec<Line> = Vec::new();
            let mut before = ask.before.map(|seq| Seq(i64::from(seq)));
            let mut last_run = None;
            let person = ask.who.as_deref().map(|who| whom(reader, who)).transpose()?;
            while lines.len() < most {
                let acts = match &person {
                    Some(person) => reader.history(person.id, most)?,
                    None => reader.journal(before, 200)?,
                };
                let Some(end) = acts.last() else { break };
                before = Some(end.seq);
                for act in acts {
                    if last_run == Some(act.run) || lines.len() == most {
                        continue;
                    }
                    last_run = Some(act.run);
                    lines.push(Line {
                        seq: act.seq.0,
                        at: act.at,
                        who: act.who,
                        act: act.act,
                        summary: act.summary,
                        undone: reader.is_undone(act.run)?,
                        undoes: act.undoes.map(|seq| seq.0),
                    });
                }
                if person.is_some() {
                    break;
                }
            }
            Ok(lines)
        })
    }
}
