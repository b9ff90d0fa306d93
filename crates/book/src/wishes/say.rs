//! Writes down what somebody, or I, need or can give.

use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_core::state::{self, State};
use goodturn_core::terms::terms;
use goodturn_store::rows::Entry;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days::{self, Due};
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::resolve_party;
use crate::request::{Done, Request, request};

request! {
    Act "need" Need: "Writes down what somebody needs, or you" -> done {
        who: Positional(Party) "Id, e-mail address, or enough of the name; “me” for yourself",
        what: Rest(Sentence) "What, in a few words by which it can be found; it may say until when (“until Friday”)",
        until: Optional(Coming) "The day until which: YYYY-MM-DD, “next Friday”, “in 2 weeks”",
        tell: Switch "These words may be read by others: drafts of introductions may say them",
    }
    examples {
        { who: "Ada", what: "a tax adviser", until: "2026-06-01" } "",
        { who: "me", what: "oak boards" } "what you need",
    }
}

request! {
    Act "offer" Offer: "Writes down what somebody can give, or you" -> done {
        who: Positional(Party) "Id, e-mail address, or enough of the name; “me” for yourself",
        what: Rest(Sentence) "What, in a few words by which it can be found; it may say until when (“until Friday”)",
        until: Optional(Coming) "The day until which: YYYY-MM-DD, “next Friday”, “in 2 weeks”",
    }
    examples {
        { who: "Ben", what: "advice on tax" } "",
        { who: "me", what: "sailing lessons" } "what you can give",
    }
}

/// What the entry of a need keeps beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct WishBody {
    /// Whether others may read these words; else they are a note of mine.
    #[serde(skip_serializing_if = "is_false")]
    pub tell: bool,
}

goodturn_core::bodies! { WishBody: Need, Offer; }

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Request for Need {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        wish(book, ctx, Kind::Need, (&self.who, &self.what), &self.until, self.tell)
    }
}

impl Request for Offer {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        wish(book, ctx, Kind::Offer, (&self.who, &self.what), &self.until, false)
    }
}

fn wish(
    book: &Book,
    ctx: &Context,
    kind: Kind,
    (who, what): (&str, &str),
    until: &Option<String>,
    tell: bool,
) -> Result<Done> {
    let lacking = if kind == Kind::Need { messages::NEED_NOT_SAID } else { messages::OFFER_NOT_SAID };
    let what = parse::filled(what, lacking)?;
    let Due { words: what, by, notes } = days::set("until", until, what, None, book, ctx)?;
    if terms(&what).is_empty() {
        return Err(messages::no_word(&what));
    }
    let until = by.map(|(day, _)| day);
    let open: State = match kind {
        Kind::Need => state::Need::Open.into(),
        _ => state::Offer::Open.into(),
    };
    let id = EntryId(book.id(ctx.now));
    let answer = entered(book, ctx, kind.name(), |writer| {
        let who = resolve_party(writer, who)?;
        let person = who.id();
        if tell
            && let Some(mut known) = writer
                .entries_of(person, kind)?
                .into_iter()
                .find(|known| known.is_open() && known.what == what)
        {
            // Said once more so that it may be told, it is the same need.
            known.keep(&WishBody { tell })?;
            writer.put_entry(&known)?;
            return Ok((messages::may_be_told(&who, &what), known));
        }
        let mut entry = Entry::new(id, kind, person, parse::today(ctx));
        entry.state = open;
        entry.due = Some(until.into());
        entry.what.clone_from(&what);
        if tell {
            entry.keep(&WishBody { tell })?;
        }
        writer.put_entry(&entry)?;
        Ok((messages::said(kind, &who, &what, until), entry))
    })?;
    Ok(answer.with_notes(notes))
}
