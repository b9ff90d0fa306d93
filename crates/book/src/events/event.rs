//! Writes down an event.

use goodturn_core::channel::fold;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days::{self, Made};
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::{Request, request};

request! {
    Act "event" Event: "Writes down an event at which people were met" -> done {
        name: Rest(Line) "Its name; the day may stand behind it (“Fair last Friday”)",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
        place: Optional(Line) "Where it was",
    }
    examples {
        { name: "Timber fair", on: "last Friday", place: "Leeds" } "",
    }
}

/// What the entry of an event keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct EventBody {
    /// Where it was; empty where that was not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
}

goodturn_core::bodies! { EventBody: Event; }

/// Among so many of the latest events one is found by its name.
const LATEST: usize = 1000;

/// The event's id as it stands in the entries of those who were met there.
pub(crate) fn mark(event: EntryId) -> PersonId {
    PersonId(event.0)
}

/// The one event that a text names: by its id, the end of that, or enough of its name.
pub(crate) fn named(reader: &mut Reader<'_>, text: &str) -> Result<Entry> {
    let found = fitting(reader, text)?;
    reader.note_resolved(text.trim(), found.id.0);
    Ok(found)
}

fn fitting(reader: &mut Reader<'_>, text: &str) -> Result<Entry> {
    let text = parse::filled(text, messages::EVENT_NOT_SAID)?;
    let wanted = fold(text);
    let all = reader.newest(Kind::Event, LATEST)?;
    let exact = |entry: &&Entry| entry.id.to_string() == wanted || fold(&entry.what) == wanted;
    if let Some(found) = all.iter().find(exact) {
        return Ok(found.clone());
    }
    let by_code = |entry: &Entry| wanted.len() >= 4 && entry.id.to_string().ends_with(&wanted);
    let begins = |entry: &Entry| {
        let name = fold(&entry.what);
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
        let mut parts = wanted.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.all(|part| words.iter().any(|word| word.starts_with(part)))
    };
    let mut fit: Vec<&Entry> = all.iter().filter(|entry| by_code(entry)).collect();
    if fit.is_empty() {
        fit = all.iter().filter(|entry| begins(entry)).collect();
    }
    match fit.as_slice() {
        [one] => Ok((*one).clone()),
        [] => Err(messages::none_fits(text)),
        several => Err(messages::several_fit(text, several)),
    }
}

impl Request for Event {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        parse::filled(&self.name, messages::NAME_NOT_SAID)?;
        let Made { words: name, on, .. } = days::happened(&self.on, &self.name, book, ctx)?;
        let place = parse::maybe(&self.place).unwrap_or_default().to_owned();
        let id = EntryId(book.id(ctx.now));
        entered(book, ctx, "event", |writer| {
            let same = |entry: &Entry| entry.day == on && fold(&entry.what) == fold(&name);
            if writer.entries_between(Kind::Event, on, on, LATEST)?.iter().any(same) {
                return Err(messages::written_before(&name, on));
            }
            let mut entry = Entry::new(id, Kind::Event, PersonId::ME, on);
            entry.what.clone_from(&name);
            entry.keep(&EventBody { place: place.clone() })?;
            writer.put_entry(&entry)?;
            Ok((messages::written(&name, on), entry))
        })
    }
}
