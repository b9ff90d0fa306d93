//! Takes an act back, exactly.

use goodturn_core::deed::Deed;
use goodturn_core::id::Seq;
use goodturn_core::words;

use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::request::{Done, Request, request};

request! {
    Act "undo" Undo: "Takes an act back exactly: the last one, or the one named" -> done {
        seq: MaybePositional(Id) "The act, by its number in the journal",
    }
    examples {
        {} "the last act",
        { seq: "12" } "the one that “history” numbers 12",
    }
}

impl Request for Undo {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let seq = match self.seq.as_deref().map(str::trim) {
            None | Some("") => None,
            Some(text) => Some(Seq(text.parse().map_err(|_| {
                Error::usage(
                    format!("{text:?} is no act"),
                    words!["use the number that ", Deed::new("history"), " shows"],
                )
            })?)),
        };
        let ((summary, way_back), seq) = book.act(ctx, "undo", |writer| {
            let undone = writer.undo(seq)?;
            let mut summary = format!("took back act {}: {}", undone.run, undone.summary);
            if !undone.kept.is_empty() {
                let names: Vec<&str> = undone.kept.iter().take(5).map(String::as_str).collect();
                let more = undone.kept.len().saturating_sub(5);
                let more = if more > 0 { format!(" and {more} more") } else { String::new() };
                summary.push_str(&format!(
                    "; kept {}{more}, with whom something was done since",
                    names.join(", ")
                ));
            }
            writer.summarise(summary.clone());
            Ok((summary, undone.way_back))
        })?;
        Ok(Done { seq: seq.0, summary, way_back, ..Done::default() })
    }
}
