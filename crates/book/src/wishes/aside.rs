//! Puts a match aside, so that the same pair is not suggested again for a while.

use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_core::insight::matching::REST;
use goodturn_store::rows::Entry;
use serde::{Deserialize, Serialize};

use crate::acts::entered;
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::{Error, Result};
use crate::said;

request! {
    Act "aside" Aside: "Puts a match aside: this offer is not suggested for this need again within 90 days" {
        need: Positional "The need, by its code or id",
        offer: Positional "The offer, likewise",
    }
}

/// What the entry of a match put aside keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AsideBody {
    /// The need.
    pub need: Option<EntryId>,
    /// The offer.
    pub offer: Option<EntryId>,
}

impl Request for Aside {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let id = EntryId(book.id(ctx.now));
        entered(book, ctx, "aside", |writer| {
            let need = said::entry(writer, &[Kind::Need], &self.need)?;
            let offer = said::entry(writer, &[Kind::Offer], &self.offer)?;
            if need.person == offer.person {
                return Err(Error::refused("both are of the same person, and never matched", ""));
            }
            let mut entry = Entry::new(id, Kind::Aside, need.person, said::today(ctx));
            entry.other = Some(offer.person);
            entry.keep(&AsideBody { need: Some(need.id), offer: Some(offer.id) });
            writer.put_entry(&entry)?;
            let (one, other) = (said::who(writer, need.person)?.name, said::who(writer, offer.person)?.name);
            Ok((format!("put aside for {REST} days: {other} for what {one} need{}", s(&one)), entry))
        })
    }
}

/// The ending of a verb that goes with a name.
fn s(name: &str) -> &'static str {
    if name == "you" { "" } else { "s" }
}
