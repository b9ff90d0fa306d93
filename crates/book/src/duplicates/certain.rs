//! Pairs that are certain: merged without a question, where that is asked for or allowed once and for all.

use goodturn_core::id::Seq;
use goodturn_core::sender::Kind;
use goodturn_store::writer::Keep;

use super::list::GROUPED;
use super::merge::{make_one, taken_to_be_one};
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{Done, Request, request};

request! {
    Act "merge-certain" MergeCertain: "Merges all who have something that only one person has: a mailbox, a card, a profile page" -> done {
    }
}

/// In larger books only those are looked up after an import who came with it: looking through all of it takes a while.
const LARGE: usize = 50_000;
/// And no more of them than this.
const FEW: usize = 1_000;

impl Request for MergeCertain {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (merged, seq) = book.merge_certain(ctx)?;
        let merged: Vec<String> = merged.into_iter().map(|(summary, _)| summary).collect();
        let summary = messages::merged_certain(&merged);
        let notes = if merged.len() > 1 { merged } else { Vec::new() };
        Ok(Done { seq: seq.0, ..Done::of(summary).with_notes(notes) })
    }
}

impl Book {
    /// Merges every certain pair, each in an act of its own, so that each can be taken back by itself. Pairs of whom
    /// something was said stay as they are. Answers of each what was done and what an import says of it, and the last
    /// act.
    pub(crate) fn merge_certain(&self, ctx: &Context) -> Result<(Vec<(String, String)>, Seq)> {
        let looked = self.looked(ctx)?;
        let asked = self.read(|reader| looked.asked(reader, ctx, None, GROUPED, usize::MAX))?;
        let (ctx, mut merged, mut last) = (&ctx.in_part(), Vec::new(), Seq(0));
        for (_, line) in asked.into_iter().filter(|(_, line)| line.certain && line.said.is_none()) {
            let ids = [line.a.id(), line.b.id()];
            let done = self.act_if_any(ctx, "merge", |writer| {
                // One of them may have gone into another just now.
                let (Some(person), Some(other)) = (writer.person(ids[0])?, writer.person(ids[1])?) else {
                    return Ok((Done::default(), Keep::No));
                };
                let (summary, _) = make_one(writer, &person, &other, &[])?;
                Ok((Done::of(summary), Keep::Yes))
            })?;
            if done.seq > 0 {
                merged.push((done.summary.to_string(), taken_to_be_one(line.b.name(), line.a.name(), None)));
                last = Seq(done.seq);
            }
        }
        Ok((merged, last))
    }

    /// Whether looking through all of the book takes a while.
    pub(crate) fn is_large(&self) -> Result<bool> {
        Ok(self.read(|reader| Ok(reader.count(Kind::Person, LARGE + 1)?))? > LARGE)
    }

    /// How many pairs there are to decide on in the whole book.
    pub(crate) fn pairs_to_ask(&self, ctx: &Context) -> Result<u64> {
        let looked = self.looked(ctx)?;
        self.read(|reader| looked.count(reader, ctx, GROUPED))
    }

    /// How many pairs there are of those whom the run of an act brought, where these are few; each is looked up.
    pub(crate) fn pairs_of_new(&self, act: Seq, ctx: &Context) -> Result<u64> {
        let new = self.read(|reader| Ok(reader.came_with(act, FEW + 1)?))?;
        if new.len() > FEW {
            return Ok(0);
        }
        Ok(self.pairs_of(ctx, &new, usize::MAX)?.len() as u64)
    }
}
