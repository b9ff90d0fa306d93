//! Corrects a good turn that is written down.

use goodturn_core::entry::Kind;
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::money::Money;
use goodturn_store::rows::Entry;

use super::gave::counted;
use super::messages;
use crate::book::{Book, Context};
use crate::contact;
use crate::error::{Error, Result};
use crate::request::days;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::whom;
use crate::request::was::heed;
use crate::request::who::who;
use crate::request::{Request, request};

request! {
    Act(Removes) "correct" Correct: "Corrects a good turn that is written down: only what is said anew changes" -> done {
        id: Positional(Entry(&[entry::Kind::Turn])) "The good turn, by its code or its id",
        what: Optional(Line) "What for",
        r#as: Optional(OneOf(TURNS)) "Its kind",
        weight: Optional(OneOf(WEIGHTS)) "small, medium or large",
        value: Optional(Line) "What it was worth, such as “250 EUR”; “none” takes it away",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday”",
        through: Optional(Line) "Through whom it came about; “none” takes it away",
        tell: Optional(OneOf(&["yes", "no"])) "yes or no: whether its words may be read by others, in the report for a group",
        way: Optional(OneOf(&["given", "received"])) "given (you did it) or received (they did it)",
        remove: Switch "It did not happen: take it out",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { id: "9c41d0e2", weight: "large", on: "last Friday" } "only that changes",
        { id: "9c41d0e2", remove } "it did not happen",
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
            let name = who(writer, entry.person)?.name;
            if self.remove {
                contact::untouch(writer, entry.id.0)?;
                writer.remove_entry(&entry)?;
                return Ok((format!("took out a good turn with {name}: {}", entry.what), entry));
            }
            let mut body: TurnBody = entry.body()?;
            let ask = self.heeding(&entry, &body)?;
            let Read { kind, weight, gone, money, way, tell } = ask.read()?;
            let on = on.filter(|_| ask.on.is_some());
            if let Some(what) = parse::maybe(&ask.what) {
                what.clone_into(&mut entry.what);
            }
            if let Some(kind) = kind {
                kind.name().clone_into(&mut body.kind);
            }
            if let Some(weight) = weight {
                weight.name().clone_into(&mut body.weight);
            }
            // New words are the user's alone until they are said to be for others too.
            body.tell = tell.unwrap_or(body.tell && entry.what == before.what);
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
                Some(through) => entry.third = Some(whom(writer, through)?.id),
            }
            if let Some(way) = way {
                if entry.state == Gave::Between {
                    return Err(messages::between_two_others());
                }
                entry.state = way.into();
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
            Ok((messages::corrected(&name, &entry.what, on).to_string(), entry))
        })
    }
}

/// What is said anew, read.
struct Read {
    kind: Option<TurnKind>,
    weight: Option<Weight>,
    gone: bool,
    money: Option<Money>,
    way: Option<Gave>,
    tell: Option<bool>,
}

impl Correct {
    /// The same without what was left as it was found.
    fn heeding(&self, entry: &Entry, body: &TurnBody) -> Result<Correct> {
        let mut ask = self.clone();
        heed(&self.was, "what", &mut ask.what, &entry.what)?;
        heed(&self.was, "as", &mut ask.r#as, &body.kind)?;
        heed(&self.was, "weight", &mut ask.weight, &body.weight)?;
        let value = body.money.as_ref().map_or_else(|| body.value.clone(), ToString::to_string);
        heed(&self.was, "value", &mut ask.value, &value)?;
        heed(&self.was, "on", &mut ask.on, &entry.day.to_string())?;
        heed(&self.was, "tell", &mut ask.tell, if body.tell { "yes" } else { "no" })?;
        Ok(ask)
    }

    fn read(&self) -> Result<Read> {
        let kind = parse::maybe(&self.r#as).map(|_| parse::turn_kind(&self.r#as)).transpose()?;
        let weight = parse::maybe(&self.weight).map(|_| parse::weight(&self.weight)).transpose()?;
        let gone = parse::maybe(&self.value) == Some(NONE);
        let money = if gone { None } else { parse::money(&self.value)? };
        let way = match parse::maybe(&self.way) {
            None => None,
            Some("given") => Some(Gave::Given),
            Some("received") => Some(Gave::Received),
            Some(other) => {
                return Err(Error::usage(
                    format!("a good turn does not go {other}"),
                    "use given or received",
                ));
            }
        };
        let tell = match parse::maybe(&self.tell) {
            None => None,
            Some("yes") => Some(true),
            Some("no") => Some(false),
            Some(other) => {
                return Err(Error::usage(
                    format!("{other} does not say whether the words may be read by others"),
                    "say yes or no",
                ));
            }
        };
        Ok(Read { kind, weight, gone, money, way, tell })
    }
}
