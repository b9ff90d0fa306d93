//! Writes down what somebody does not want or how they want it, takes it off, or shows it.

use goodturn_core::boundary::{Boundary as Wish, CHANNELS, HELP};
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use goodturn_store::writer::Keep;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use super::reach::{BoundaryBody, Reach};
use super::trust;
use crate::book::{Book, Context};
use crate::boundaries::consents::Consents;
use crate::error::{Error, Result};
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Done, DoneOr, One, Request, Say, request};

request! {
    Act "boundary" Boundary: "Writes down what somebody does not want, or how they want it; alone it shows that" -> done | one Wishes {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: MaybePositional(Sentence) "no-pitch, ask-first, do-not-contact, no-introductions, no-sharing, channel:phone (mail, message, visit), hours:9-17, at-most-every:30 (days)",
        remove: Switch "They want it no more: take it off",
        said: Optional(Text) "What they said, in their own words",
        zone: Optional(Line) "For hours: the time zone of their day, such as Europe/Zurich (default: as a fact of theirs says, else yours)",
    }
    examples {
        { who: "Ada" } "what she does not want, and how she wants it",
        { who: "Ada", what: "no-pitch", said: "not at the club, please" } "",
        { who: "Ada", what: "hours:9-17", zone: "Europe/Zurich" } "",
        { who: "Ada", what: "no-pitch", remove } "she wants it no more",
    }
}

/// What one person wants.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Boundary")]
pub struct Wanted {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// The boundary, as one types it.
    pub what: String,
    /// In a sentence without a full stop.
    pub words: String,
    /// The day it was said.
    pub since: String,
    /// What they said; empty where it is not known.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said: String,
}

/// Somebody, and what they want.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Boundaries")]
pub struct Wishes {
    /// Who.
    pub person: Party,
    /// What they want, oldest first.
    pub boundaries: Vec<Wanted>,
    /// How to deal with them beside that; a sentence each.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

impl Say for Wishes {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines: Vec<String> =
            self.boundaries.iter().map(|one| format!("{} ({})", one.words, one.what)).collect();
        if lines.is_empty() && self.notes.is_empty() {
            lines.push(messages::nothing_said(self.person.name()).to_string());
        }
        lines.extend(self.notes.clone());
        lines
    }
}

impl Wanted {
    /// Of an entry of this kind of somebody with this name.
    pub(crate) fn of(name: &str, entry: &Entry) -> Result<Wanted> {
        let body: BoundaryBody = entry.body()?;
        let wish = entry.says(Wish::parse)?;
        let zone = Some(body.zone.as_str()).filter(|zone| !zone.is_empty());
        let words = match &wish {
            Wish::Hours(from, to) => messages::hours(name, (*from, *to), zone, None).to_string(),
            wish => wish.said_of(name).to_string(),
        };
        Ok(Wanted {
            id: entry.id.to_string(),
            code: entry.id.code(),
            what: wish.to_string(),
            words,
            since: entry.day.to_string(),
            said: body.said,
        })
    }
}

/// What somebody wants.
fn wishes(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Wishes> {
    let who = party(reader, person)?;
    let entries = reader.entries_of(person, Kind::Boundary)?;
    let notes = manners(reader, person, who.name(), ctx)?;
    let boundaries = entries.iter().map(|entry| Wanted::of(who.name(), entry)).collect::<Result<_>>()?;
    Ok(Wishes { boundaries, person: who, notes })
}

/// How to deal with somebody beside what they said themselves: what their day says now, and whether to go gently.
pub(crate) fn manners(
    reader: &mut Reader<'_>,
    person: PersonId,
    name: &str,
    ctx: &Context,
) -> Result<Vec<String>> {
    let mut notes = Vec::new();
    if let Some(time) = Reach::of(reader, person, ctx)?.outside(ctx) {
        notes.push(messages::outside(name, &time).to_string());
    }
    if trust::is_wary(reader, person)? {
        notes.push(trust::gently(name));
    }
    notes.extend(
        Consents::of(reader, person)?
            .of_kinds()
            .into_iter()
            .map(|said| messages::said(name, &said).to_string()),
    );
    Ok(notes)
}

impl Request for Boundary {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let Some(text) = parse::maybe(&self.what) else {
            return match (self.remove, parse::maybe(&self.said)) {
                (false, None) => {
                    let wishes = book.read(|reader| {
                        let person = resolve_person(reader, &self.who)?;
                        wishes(reader, person.id, ctx)
                    })?;
                    Ok(DoneOr::Shown(One::of(wishes, ctx)))
                }
                _ => Err(Error::usage("it is not said which boundary", format!("name one of: {HELP}"))),
            };
        };
        let wish = Wish::parse(text).ok_or_else(|| no_boundary(text))?;
        let body = BoundaryBody {
            said: parse::maybe(&self.said).unwrap_or_default().to_owned(),
            zone: zone(&wish, &self.zone)?,
        };
        Ok(DoneOr::Done(match self.remove {
            true => remove(book, ctx, &self.who, &wish)?,
            false => put(book, ctx, &self.who, &wish, &body)?,
        }))
    }
}

fn no_boundary(text: &str) -> Error {
    let folded = text.trim().to_lowercase();
    if folded.starts_with("channel") {
        return Error::usage(
            format!("{text} names no channel"),
            format!("use channel: and one of {}", CHANNELS.join(", ")),
        );
    }
    if folded.starts_with("hours") {
        return Error::usage(format!("{text} names no hours"), "write them as hours:9-17, from 0 to 24");
    }
    if folded.starts_with("at-most") {
        return Error::usage(
            format!("{text} names no number of days"),
            "write it as at-most-every:30, from 1 to 3650",
        );
    }
    Error::usage(format!("there is no boundary {text}"), format!("use one of: {HELP}"))
}

fn zone(wish: &Wish, text: &Option<String>) -> Result<String> {
    let Some(text) = parse::maybe(text) else { return Ok(String::new()) };
    if !matches!(wish, Wish::Hours(..)) {
        return Err(messages::zone_without_hours());
    }
    TimeZone::get(text).map_err(|_| {
        Error::usage(format!("there is no time zone {text}"), "use a name such as Europe/Zurich")
    })?;
    Ok(text.to_owned())
}

/// Whether two say something about the same, so that the later replaces the earlier.
fn same(one: &Wish, other: &Wish) -> bool {
    std::mem::discriminant(one) == std::mem::discriminant(other)
}

fn put(book: &Book, ctx: &Context, who: &str, wish: &Wish, body: &BoundaryBody) -> Result<Done> {
    let id = EntryId(book.id(ctx.now));
    let day = parse::today(ctx);
    book.act_if_any(ctx, "boundary", |writer| {
        let person = resolve_person(writer, who)?;
        let before = writer.entries_of(person.id, Kind::Boundary)?;
        let known: Vec<&Entry> = before
            .iter()
            .filter(|entry| Wish::parse(&entry.what).is_some_and(|known| same(&known, wish)))
            .collect();
        // Said once more without a word about it, it is the same.
        let nothing_new = *body == BoundaryBody::default();
        for entry in &known {
            let same = Wish::parse(&entry.what).as_ref() == Some(wish);
            if same && (nothing_new || entry.body::<BoundaryBody>()? == *body) {
                let summary = messages::known(wish.said_of(&person));
                return Ok((Done::of(summary).about(person.id), Keep::No));
            }
        }
        for entry in known {
            writer.remove_entry(entry)?;
        }
        let mut entry = Entry::new(id, Kind::Boundary, person.id, day);
        entry.what = wish.to_string();
        entry.keep(body)?;
        writer.put_entry(&entry)?;
        Ok((Done::of(wish.said_of(&person)).about(person.id).made(id), Keep::Yes))
    })
}

fn remove(book: &Book, ctx: &Context, who: &str, wish: &Wish) -> Result<Done> {
    book.act(ctx, "boundary", |writer| {
        let person = resolve_person(writer, who)?;
        let before = writer.entries_of(person.id, Kind::Boundary)?;
        let name = &person.profile.name;
        let mut gone =
            before.iter().filter(|entry| Wish::parse(&entry.what).as_ref() == Some(wish)).peekable();
        if gone.peek().is_none() {
            let all: Vec<&str> = before.iter().map(|entry| entry.what.as_str()).collect();
            return Err(messages::not_said(name, wish, &all));
        }
        for entry in gone {
            writer.remove_entry(entry)?;
        }
        Ok(Done::of(messages::taken_off(wish.said_of(&person))).about(person.id))
    })
}
