//! What changed since an act, for whoever keeps something of the book: open pages, phones, other programs.

use std::time::Duration;

use goodturn_core::id::Seq;
use goodturn_core::named;
use goodturn_store::watching;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{Lines, Request, Say, request};

request! {
    View "changes" Changes: "Lists what changed since an act, each thing once, for programs that keep something of the book" -> lines Change {
        since: Number(From(0)) "After this act, by its number in the journal (default 0: everything)",
        limit: Number(From(1)) "About so many changes at the most, and always all of an act (default 1000)",
    }
    examples {
        { since: 12 } "",
    }
}

named! {
    /// What became of a thing.
    Became {
        /// It is in the book, as it is shown there now.
        Put = "put",
        /// It is gone.
        Gone = "gone",
    }
}

/// A thing of the book that changed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Change {
    /// The last act that changed it; asking on since the last one of a list leaves nothing out.
    pub seq: i64,
    /// What it is: `person`, `interaction`, `setting`, `source`, or the kind of an entry, such as `promise`.
    pub noun: String,
    /// Its id; of many interactions that came or went together the first.
    pub id: String,
    /// The last of many interactions that came or went together; all ids between are meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// What became of it.
    pub state: Became,
}

impl Say for Change {
    fn say(&self, _: &Context) -> Vec<String> {
        let Change { seq, noun, id, to, state } = self;
        let to = to.as_ref().map(|to| format!(" to {to}")).unwrap_or_default();
        vec![format!("{seq:>6}  {:<4}  {noun:<12}  {id}{to}", state.name())]
    }
}

impl Request for Changes {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let since = Seq(self.since.map_or(0, i64::from));
        let changed = book.changes(since, self.limit.map_or(1000, |limit| limit as usize))?;
        Ok(Lines::of(changed, messages::nothing_since(since.0), ctx))
    }
}

impl Book {
    /// What changed since an act, each thing once.
    pub fn changes(&self, since: Seq, most: usize) -> Result<Vec<Change>> {
        let found = self.read(|reader| Ok(reader.changes(since, most)?))?;
        let change = |one: goodturn_store::changes::Changed| Change {
            seq: one.seq.0,
            noun: one.noun,
            id: one.id.to_string(),
            to: one.to.map(|to| to.to_string()),
            state: if one.gone { Became::Gone } else { Became::Put },
        };
        Ok(found.changed.into_iter().map(change).collect())
    }

    /// The last act in the journal; 0 where nothing was done yet.
    pub fn last_act(&self) -> Result<Seq> {
        self.read(|reader| Ok(reader.seq()?))
    }

    /// Begins to wait for acts after one, whoever does them: in this process at once, in another within a tenth of a second.
    pub fn watch(&self, since: Seq) -> Result<Watch<'_>> {
        Ok(Watch(self.store.watch(since)?))
    }
}

/// Hears of each act that is done to a book.
pub struct Watch<'b>(watching::Watch<'b>);

impl Watch<'_> {
    /// Waits until something was done after what was heard of last, or for so long; answers the last act then.
    pub fn wait(&mut self, most: Duration) -> Result<Option<Seq>> {
        Ok(self.0.wait(most)?)
    }
}
