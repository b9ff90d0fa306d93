//! A need that was met, and what is no longer needed or offered.

use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::state;
use goodturn_store::rows::Entry;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::{close, close_entry, entered};
use crate::request::parse;
use crate::request::party::party;
use crate::request::resolve::resolve_party;
use crate::request::{Request, request};

request! {
    Act "met" Met: "Says that a need was met, and by whom: that is a good turn" -> done {
        id: Positional(Entry(&[entry::Kind::Need, entry::Kind::Offer])) "The need, by its code or its id",
        by: Optional(Party) "Who met it: id, address or name, or “me”; without it no good turn is written down",
        r#as: Optional(OneOf(TurnKind)) "The kind of good turn",
        weight: Optional(OneOf(Weight)) "small, medium (default) or large",
    }
    examples {
        { id: "9c41d0e2", by: "Ben", r#as: "mentor" } "then it is a good turn of his",
        { id: "9c41d0e2", by: "me", weight: "large" } "or of yours",
        { id: "9c41d0e2" } "by whom is not known",
    }
}

request! {
    Act "withdraw" Withdraw: "Says that something is no longer needed or offered" -> done {
        id: Positional(Entry(&[entry::Kind::Need, entry::Kind::Offer])) "The need or offer, by its code or its id",
    }
    examples {
        { id: "9c41d0e2" } "",
    }
}

impl Request for Met {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let id = EntryId(book.id(ctx.now));
        if parse::maybe(&self.by).is_none() && (self.r#as.is_some() || self.weight.is_some()) {
            return Err(messages::by_whom());
        }
        entered(book, ctx, "met", |writer| {
            let need = close(writer, &[Kind::Need], &self.id, state::Need::Met)?;
            let who = party(writer, need.person)?;
            let Some(by) = parse::maybe(&self.by) else {
                return Ok((messages::met(&who, &need.what, None), need));
            };
            let giver = resolve_party(writer, by)?;
            let by = giver.id();
            let turn =
                turn(id, &need, by, (self.r#as.unwrap_or_default(), self.weight.unwrap_or_default()), ctx)?;
            writer.put_entry(&turn)?;
            Ok((messages::met(&who, &need.what, Some(&giver)), need))
        })
    }
}

/// The good turn that whoever met a need did.
fn turn(
    id: EntryId,
    need: &Entry,
    by: PersonId,
    (kind, weight): (TurnKind, Weight),
    ctx: &Context,
) -> Result<Entry> {
    if by == need.person {
        return Err(messages::by_themself());
    }
    let (person, other, gave) = match (need.person, by) {
        (PersonId::ME, by) => (by, None, Gave::Received),
        (person, PersonId::ME) => (person, None, Gave::Given),
        (person, by) => (person, Some(by), Gave::Between),
    };
    let mut turn = Entry::new(id, Kind::Turn, person, parse::today(ctx));
    turn.other = other;
    turn.state = gave.into();
    turn.what.clone_from(&need.what);
    turn.keep(&TurnBody { kind, weight, from: Some(need.id.0), ..TurnBody::default() })?;
    Ok(turn)
}

impl Request for Withdraw {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        entered(book, ctx, "withdraw", |writer| {
            let entry = parse::entry(writer, &[Kind::Need, Kind::Offer], &self.id)?;
            let entry = match entry.kind {
                Kind::Need => close_entry(writer, entry, state::Need::Withdrawn)?,
                _ => close_entry(writer, entry, state::Offer::Withdrawn)?,
            };
            let whose = party(writer, entry.person)?;
            Ok((messages::withdrawn(entry.kind, &whose, &entry.what), entry))
        })
    }
}
