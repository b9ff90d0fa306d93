//! Somebody spoke well of somebody to somebody.

use goodturn_core::boundary::Purpose;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::state;
use goodturn_store::rows::Entry;
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages::{self, Of};
use super::{card, other};
use crate::book::{Book, Context};
use crate::care::Care;
use crate::contact;
use crate::error::Result;
use crate::request::days::{self, Made};
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::resolve_party;
use crate::request::{Request, request};

request! {
    Act "spread" Spread: "Writes down that somebody spoke well of somebody to somebody" -> done {
        about: Positional(Party) "Of whom: id, address, enough of the name, or “me”",
        to: Positional(Party) "To whom: likewise",
        by: Optional(Party) "Who spoke: likewise (default you)",
        what: Optional(Sentence) "What was said, in a few words",
        result: Optional(Sentence) "What came of it",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
    }
    examples {
        { about: "Ada", to: "Ben", what: "her tables" } "you spoke of Ada to Ben",
        { about: "me", to: "Cleo", by: "Ben" } "Ben spoke of you to Cleo",
    }
}

/// What the entry of a word keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct WordBody {
    /// What came of it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub result: String,
    /// The day on which I said thank you for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thanked: Option<Date>,
}

goodturn_core::bodies! { WordBody: Word; }

impl Request for Spread {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let what = parse::maybe(&self.what).unwrap_or_default();
        let Made { words: what, on, made, .. } = days::spoken(&self.on, what, book, ctx)?;
        let new = EntryId(book.id(ctx.now));
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "spread", |writer| {
            notes.clear();
            let about = resolve_party(writer, &self.about)?;
            let to = resolve_party(writer, &self.to)?;
            let by = resolve_party(writer, parse::maybe(&self.by).unwrap_or("me"))?;
            if about.id() == to.id() {
                return Err(messages::told_of_themself(other(&about)));
            }
            if by.id() == to.id() {
                return Err(messages::told_themself(other(&by)));
            }
            let (about_id, to_id, by_id) = (about.id(), to.id(), by.id());
            if by_id == PersonId::ME
                && let Some(person) = writer.person(about_id)?
            {
                let care = Care::of(writer, &person, Purpose::Spread, None, ctx)?;
                notes.extend(care.heeded()?.into_iter().map(|caution| caution.text));
                let not = card::of(writer, about_id)?.not;
                if !not.is_empty() {
                    notes.push(messages::not_of(about.name(), &not).to_string());
                }
            }
            let mut entry = Entry::new(new, Kind::Word, by_id, on);
            (entry.other, entry.third) = (Some(about_id), Some(to_id));
            entry.state =
                if about_id == PersonId::ME { state::Word::Mine } else { state::Word::Other }.into();
            entry.what.clone_from(&what);
            let result = parse::maybe(&self.result).unwrap_or_default().to_owned();
            entry.keep(&WordBody { result, thanked: None })?;
            if about_id == PersonId::ME && by_id != PersonId::ME {
                // A good word waits for my thanks.
                entry.due = Some(on.saturating_add(1.days()).into());
            }
            writer.put_entry(&entry)?;
            // Who spoke to me was in touch with me, and so was to whom I spoke.
            let way = match (by_id, to_id) {
                (PersonId::ME, to) => Some((to, Direction::Out)),
                (by, PersonId::ME) => Some((by, Direction::In)),
                _ => None,
            };
            if let Some((person, direction)) = way {
                let how = (InteractionKind::Message, direction);
                contact::touch(
                    writer,
                    &entry,
                    person,
                    how,
                    &messages::contact(about.name()).to_string(),
                    ctx,
                )?;
            }
            let of = match about_id == by_id {
                false => Of::Another(about.name()),
                true if by_id == PersonId::ME => Of::Me,
                true => Of::Themself,
            };
            Ok((messages::spread(&by, of, &to, made), entry))
        })?;
        Ok(answer.with_notes(notes))
    }
}
