//! Pairs that are certain: merged without a question, where that is asked for or allowed once and for all.

use goodturn_core::id::{PersonId, Seq};
use goodturn_core::sender::Kind;
use goodturn_store::writer::Keep;

use super::merge::make_one;
use crate::acts::done;
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::Result;
use crate::import::report::Report;

request! {
    Act "merge-certain" MergeCertain: "Merges all who have something that only one person has: a mailbox, a card, a profile page" {
    }
}

/// In larger books nobody is asked for duplicates after each import: looking through all of it takes a while.
const LARGE: usize = 50_000;

impl Request for MergeCertain {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let (merged, seq) = book.merge_certain(ctx)?;
        let summary = match merged.len() {
            0 => "nothing changed: no two cards are certainly one person's".to_owned(),
            1 => merged.concat(),
            count => format!("merged {count} pairs, each an act of its own"),
        };
        let notes = if merged.len() > 1 { merged } else { Vec::new() };
        Ok(done((summary, None, seq)).with_notes(notes))
    }
}

impl Book {
    /// Merges every certain pair, each in an act of its own, so that each can be taken back by itself. Pairs of whom
    /// something was said stay as they are. Answers what was done, and the last act.
    fn merge_certain(&self, ctx: &Context) -> Result<(Vec<String>, Seq)> {
        let looked = self.looked(ctx)?;
        let lines = self.read(|reader| looked.lines(reader, ctx, None, super::list::GROUPED, usize::MAX))?;
        let (mut merged, mut last) = (Vec::new(), Seq(0));
        for line in lines.into_iter().filter(|line| line.certain && line.said.is_none()) {
            let ids = [&line.a.id, &line.b.id].map(|id| id.parse().unwrap_or(PersonId::ME));
            let (summary, seq) = self.act_if_any(ctx, "merge", |writer| {
                // One of them may have gone into another just now.
                let (Some(person), Some(other)) = (writer.person(ids[0])?, writer.person(ids[1])?) else {
                    return Ok((None, Keep::No));
                };
                let (summary, _) = make_one(writer, &person, &other, &[])?;
                writer.summarise(summary.clone());
                Ok((Some(summary), Keep::Yes))
            })?;
            if let Some(summary) = summary {
                merged.push(summary);
                last = seq;
            }
        }
        Ok((merged, last))
    }

    /// Whether looking through all of the book takes a while.
    pub(super) fn is_large(&self) -> Result<bool> {
        Ok(self.read(|reader| Ok(reader.count(Kind::Person, LARGE + 1)?))? > LARGE)
    }

    /// What is to be done after an import that brought something: certain pairs are merged where that is allowed, and the
    /// report says so and how many pairs are left to decide on.
    pub fn after_import(&self, report: &mut Report, ctx: &Context) -> Result<()> {
        let by_itself = self.settings()?.merge_certain;
        if report.all.added + report.all.updated == 0 || report.stopped {
            return Ok(());
        }
        if !by_itself && self.is_large()? {
            return Ok(());
        }
        if by_itself {
            report.merged = self.merge_certain(ctx)?.0;
        }
        let looked = self.looked(ctx)?;
        let most = usize::MAX;
        report.duplicates =
            self.read(|reader| looked.lines(reader, ctx, None, super::list::GROUPED, most))?.len() as u64;
        Ok(())
    }
}
