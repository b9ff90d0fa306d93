//! What was done to the book, or to somebody, newest first.

use goodturn_core::id::{PersonId, Seq};
use goodturn_store::Reader;
use goodturn_store::undo::last_done;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, request};

request! {
    View "history" History: "Shows what was done, newest first, with what can be undone" -> lines Line {
        who: MaybePositional(Person) "Only what changed this person",
        limit: Number(From(0)) "How many acts at the most (default 50)",
        before: Number(From(0)) "Go on below this act",
    }
    examples {
        { who: "Ada" } "only what changed her",
        { limit: 5 } "",
    }
}

/// One act, or one run of acts such as an import.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "JournalLine")]
pub struct Line {
    /// Its place in the journal, the first of a run; `undo` takes it.
    pub seq: i64,
    /// When.
    #[schemars(with = "String")]
    pub at: Timestamp,
    /// Who did it.
    pub who: String,
    /// The deed.
    pub act: String,
    /// In words; a run's is what it came to in the end.
    pub summary: String,
    /// How many acts it is: more than one for a run.
    pub acts: usize,
    /// Whether it was taken back.
    pub undone: bool,
    /// The act that this one took back.
    pub undoes: Option<i64>,
    /// What was asked for: `deed`, its name, and `fields`, with ids for whoever and whatever they name. Acts of older
    /// programs tell nothing of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub request: Option<Value>,
}

impl Request for History {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::in_view(book.history(&self, ctx)?, |lines| lines))
    }
}

/// More acts than one person has.
const ALL: usize = 100_000;

impl Book {
    /// What an act did, by its place in the journal; none where there is no such act.
    pub fn said_of(&self, seq: i64) -> Result<Option<Line>> {
        self.read(|reader| line(reader, Seq(seq)))
    }

    /// The journal, newest first. A run stands as one line, at the place of its first act.
    pub fn history(&self, ask: &History, _: &Context) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(50).max(1) as usize;
        let before = ask.before.map(|seq| Seq(i64::from(seq)));
        self.read(|reader| {
            let runs = match &ask.who {
                Some(who) => {
                    let person = resolve_person(reader, who)?;
                    runs_with(reader, person.id, before, most)?
                }
                None => runs(reader, before, most)?,
            };
            let mut lines = Vec::with_capacity(runs.len());
            for run in runs {
                lines.extend(line(reader, run)?);
            }
            Ok(lines)
        })
    }
}

/// The last runs that began before an act.
fn runs(reader: &mut Reader<'_>, mut before: Option<Seq>, most: usize) -> Result<Vec<Seq>> {
    let mut found = Vec::new();
    while found.len() < most {
        let acts = reader.journal(before, 200)?;
        let Some(end) = acts.last() else { break };
        before = Some(end.seq);
        found.extend(acts.iter().filter(|act| act.seq == act.run).map(|act| act.run));
    }
    found.truncate(most);
    Ok(found)
}

/// The last runs with an act that changed somebody.
fn runs_with(
    reader: &mut Reader<'_>,
    person: PersonId,
    before: Option<Seq>,
    most: usize,
) -> Result<Vec<Seq>> {
    let mut found: Vec<Seq> = reader.history(person, ALL)?.into_iter().map(|act| act.run).collect();
    found.retain(|run| before.is_none_or(|before| *run < before));
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.dedup();
    found.truncate(most);
    Ok(found)
}

fn line(reader: &mut Reader<'_>, run: Seq) -> Result<Option<Line>> {
    let acts = reader.run(run)?;
    let (count, undone) = (acts.len(), reader.is_undone(run)?);
    let (at, undoes) = match acts.first() {
        Some(first) => (first.at, first.undoes.map(|seq| seq.0)),
        None => return Ok(None),
    };
    let Some(last) = last_done(&acts).cloned() else { return Ok(None) };
    let summary = reader.named_words(last.words())?.to_string();
    let request = last.request.as_deref().and_then(|request| serde_json::from_str(request).ok());
    Ok(Some(Line {
        seq: run.0,
        at,
        who: last.who,
        act: last.act,
        summary,
        acts: count,
        undone,
        undoes,
        request,
    }))
}
