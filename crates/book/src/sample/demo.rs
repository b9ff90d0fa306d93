//! Fills an empty book with a sample network, and takes it out again in one step.

use goodturn_core::id::Seq;

use super::network::{self, ORIGIN};
use super::{messages, story};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{Done, Request, WayBack, request};

request! {
    Act(Removes) "demo" Demo: "Fills an empty book with a sample network to look round in" -> done {
        remove: Switch "Take the sample network out again",
    }
    examples {
        {} "",
        { remove } "takes it out again",
    }
}

impl Request for Demo {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        if self.remove {
            return book.act(ctx, "undo", |writer| {
                let Some(run) = sample(writer)? else {
                    return Err(messages::none_here());
                };
                let undone = writer.undo(Some(run))?;
                let way_back = WayBack::BringAgain;
                Ok(Done { way_back, ..Done::of(messages::took_out(&undone.kept)) })
            });
        }
        if !book.is_empty()? {
            return Err(messages::not_empty());
        }
        book.act(ctx, "demo", |writer| {
            let names = network::bring(book, ctx, writer)?;
            story::bring(book, ctx, writer, &names)?;
            // So that a page knows at a glance. It goes with the sample when that is taken back.
            writer.set(LOADED, &[(uuid::Uuid::from_bytes(ORIGIN), writer.run_of_act().to_string())])?;
            Ok(Done::of(messages::brought(names.len())).with_notes(vec![messages::takes_it_out()]))
        })
    }
}

/// The setting that names the act that brought the sample.
const LOADED: &str = "sample";

/// The act that brought the sample, where it is still in the book.
fn sample(reader: &mut goodturn_store::Reader<'_>) -> Result<Option<Seq>> {
    let loaded = reader.settings()?.into_iter().find(|(key, _)| key == LOADED);
    Ok(loaded.and_then(|(_, seq)| seq.parse().ok()).map(Seq))
}

impl Book {
    /// Whether the sample network is in the book.
    pub fn has_sample(&self) -> Result<bool> {
        self.read(|reader| Ok(sample(reader)?.is_some()))
    }
}
