//! Corrects a good turn that is written down.

use goodturn_core::entry::Kind;
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::named;
use goodturn_store::rows::Entry;

use super::gave::counted;
use super::messages;
use crate::book::{Book, Context};
use crate::contact;
use crate::error::Result;
use crate::request::days;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::party;
use crate::request::reading::amount;
use crate::request::resolve::resolve_person;
use crate::request::was::heed;
use crate::request::{Request, request};

request! {
    Act(Removes) "correct" Correct: "Corrects a good turn that is written down: only what is said anew changes" -> done {
        id: Positional(Entry(&[entry::Kind::Turn])) "The good turn, by its code or its id",
        what: Optional(Sentence) "What for",
        r#as: Optional(OneOf(TurnKind)) "Its kind",
        weight: Optional(OneOf(Weight)) "small, medium or large",
        value: Optional(Line) "What it was worth, such as “250 EUR”; “none” takes it away",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday”",
        through: Optional(Line) "Through whom it came about; “none” takes it away",
        tell: Optional(OneOf(Tell)) "yes or no: whether its words may be read by others, in the report for a group",
        way: Optional(OneOf(Side)) "given (you did it) or received (they did it)",
        remove: Switch "It did not happen: take it out",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { id: "9c41d0e2", weight: "large", on: "last Friday" } "only that changes",
        { id: "9c41d0e2", remove } "it did not happen",
    }
}

named! {
    /// Whether the words of a good turn may be read by others.
    Tell {
        /// They may.
        Yes = "yes",
        /// They are the user's alone.
        No = "no",
    }
}

named! {
    /// Who did a good turn.
    Side {
        /// I did, to them.
        Given = "given",
        /// They did, to me.
        Received = "received",
    }
}

/// What takes a value away.
const NONE: &str = "none";

impl Request for Correct {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let on = parse::maybe(&self.on).map(|_| days::past(&self.on, book, ctx)).transpose()?;
        entered(book, ctx, "correct", |writer| {
            let mut entry = parse::entry(writer, &[Kind::Turn], &self.id)?;
            let before = entry.clone();
            let who = party(writer, entry.person)?;
            if self.remove {
                contact::untouch(writer, entry.id.0)?;
                writer.remove_entry(&entry)?;
                return Ok((messages::took_out(&who, &entry.what), entry));
            }
            let mut body: TurnBody = entry.body()?;
            let ask = self.heeding(&entry, &body)?;
            let gone = parse::maybe(&ask.value) == Some(NONE);
            let value = parse::maybe(&ask.value).filter(|_| !gone);
            let money = value.map(|value| amount("value", value)).transpose()?;
            let on = on.filter(|_| ask.on.is_some());
            if let Some(what) = parse::maybe(&ask.what) {
                what.clone_into(&mut entry.what);
            }
            if let Some(kind) = ask.r#as {
                body.kind = kind;
            }
            if let Some(weight) = ask.weight {
                body.weight = weight;
            }
            // New words are the user's alone until they are said to be for others too.
            body.tell =
                ask.tell.map(|tell| tell == Tell::Yes).unwrap_or(body.tell && entry.what == before.what);
            if gone || money.is_some() {
                body.money.clone_from(&money);
                body.value.clear();
            }
            if let Some(on) = on {
                entry.day = on.into();
            }
            match parse::maybe(&ask.through) {
                None => {}
                Some(NONE) => entry.third = None,
                Some(through) => entry.third = Some(resolve_person(writer, through)?.id),
            }
            if let Some(way) = ask.way {
                if entry.state == Gave::Between {
                    return Err(messages::between_two_others());
                }
                entry.state = match way {
                    Side::Given => Gave::Given.into(),
                    Side::Received => Gave::Received.into(),
                };
            }
            if body != before.body::<TurnBody>()? {
                entry.keep(&body)?;
            }
            if entry == before {
                return Err(messages::nothing_corrected());
            }
            if contact::untouch(writer, entry.id.0)? {
                counted(writer, &entry, ctx)?;
            }
            writer.put_entry(&entry)?;
            Ok((messages::corrected(&who, &entry.what, on), entry))
        })
    }
}

impl Correct {
    /// The same without what was left as it was found.
    fn heeding(&self, entry: &Entry, body: &TurnBody) -> Result<Correct> {
        let mut ask = self.clone();
        heed(&self.was, "what", &mut ask.what, &entry.what)?;
        heed(&self.was, "as", &mut ask.r#as, body.kind.name())?;
        heed(&self.was, "weight", &mut ask.weight, body.weight.name())?;
        let value = body.money.as_ref().map_or_else(|| body.value.clone(), ToString::to_string);
        heed(&self.was, "value", &mut ask.value, &value)?;
        heed(&self.was, "on", &mut ask.on, &entry.day.to_string())?;
        heed(&self.was, "tell", &mut ask.tell, if body.tell { "yes" } else { "no" })?;
        Ok(ask)
    }
}
