//! Takes an act back, exactly.

use goodturn_core::id::Seq;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
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
            Some(text) => Some(Seq(text.parse().map_err(|_| messages::no_act(text))?)),
        };
        book.act(ctx, "undo", |writer| {
            let undone = writer.undo(seq)?;
            let summary = messages::took_back(undone.run.0, undone.words, &undone.kept);
            Ok(Done { way_back: undone.way_back, ..Done::of(summary) })
        })
    }
}
