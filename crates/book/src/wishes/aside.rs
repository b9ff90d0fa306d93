//! Puts a match aside, so that the same pair is not suggested again for a while.

use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_core::insight::matching::REST;
use goodturn_store::rows::Entry;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::party;
use crate::request::resolve::resolve_party;
use crate::request::{Request, request};

request! {
    Act "aside" Aside: "Puts a match aside: this offer is not suggested for this need again within 90 days" -> done {
        need: Positional(Entry(&[entry::Kind::Need])) "The need, by its code or id",
        offer: Positional(Line) "The offer, likewise; or whoever can give it without having offered it",
    }
    examples {
        { need: "9c41d0e2", offer: "7b22a0f1" } "this offer for this need not again for 90 days",
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

goodturn_core::bodies! { AsideBody: Aside; }

impl Request for Aside {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let id = EntryId(book.id(ctx.now));
        entered(book, ctx, "aside", |writer| {
            let need = parse::entry(writer, &[Kind::Need], &self.need)?;
            let (giver, offer) = match parse::entry(writer, &[Kind::Offer, Kind::Learnt], &self.offer) {
                Ok(offer) => (offer.person, Some(offer.id)),
                Err(none) => match resolve_party(writer, &self.offer) {
                    Ok(giver) => (giver.id(), None),
                    Err(_) => return Err(none),
                },
            };
            if need.person == giver {
                return Err(messages::of_one_person());
            }
            let mut entry = Entry::new(id, Kind::Aside, need.person, parse::today(ctx));
            entry.other = Some(giver);
            entry.keep(&AsideBody { need: Some(need.id), offer })?;
            writer.put_entry(&entry)?;
            let (one, other) = (party(writer, need.person)?, party(writer, giver)?);
            Ok((messages::put_aside(&other, &one, REST), entry))
        })
    }
}
