//! Writes down something learnt of somebody, with the meeting it came from.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::Kind;
use goodturn_core::gains::Part;
use goodturn_core::id::{EntryId, InteractionId, PersonId};
use goodturn_core::insight::cadence::day;
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::{Book, Context};
use crate::contact;
use crate::error::Result;
use crate::request::days::{self, Made};
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::{Request, request};

request! {
    Act "learn" Learn: "Writes down something that you learnt of somebody" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: Rest(Sentence) "What you learnt, in a few words",
        r#as: Optional(OneOf(Part)) "Where it belongs: goals, accomplishments, interests, networks or skills (default: as the last question asked)",
        at: Optional(Id) "The interaction it came from, by its id (default: the last meeting within a week)",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
        elsewhere: Switch "You learnt it elsewhere and did not talk with them",
    }
    examples {
        { who: "Ada", what: "plays the harp", r#as: "interests" } "at the meeting you had",
    }
}

/// What the entry of something learnt keeps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct LearntBody {
    /// Where it belongs; none where that was not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub part: Option<Part>,
    /// Where it came from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<InteractionId>,
}

goodturn_core::bodies! { LearntBody: Learnt; }

/// How long ago a meeting may be that something was learnt at, in days.
const LATELY: i32 = 7;
/// So many of the last interactions are looked at for it.
const LOOK_BACK: usize = 10;

/// The last meeting, call, visit or event with somebody within a week before a day.
fn met(reader: &mut Reader<'_>, person: PersonId, on: Date, ctx: &Context) -> Result<Option<InteractionId>> {
    for part in reader.timeline(person, None, LOOK_BACK)? {
        let Some(at) = part.when() else { continue };
        let age = (on - day(at, &ctx.zone)).get_days();
        if !(0..=LATELY).contains(&age) {
            continue;
        }
        let kind = reader.interaction(part.interaction)?.map(|found| found.kind);
        let spoken = matches!(
            kind,
            Some(
                InteractionKind::Meeting
                    | InteractionKind::Call
                    | InteractionKind::Visit
                    | InteractionKind::Event
            )
        );
        if spoken {
            return Ok(Some(part.interaction));
        }
    }
    Ok(None)
}

impl Request for Learn {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        parse::filled(&self.what, messages::NOT_SAID)?;
        let Made { words: what, on, made, notes: days } = days::learnt(&self.on, &self.what, book, ctx)?;
        let id = EntryId(book.id(ctx.now));
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "learn", |writer| {
            let person = resolve_person(writer, &self.who)?;
            let at = match parse::maybe(&self.at) {
                Some(text) => Some(of(writer, person.id, text)?),
                None => met(writer, person.id, on, ctx)?,
            };
            let asked = writer.entries_of(person.id, Kind::Question)?;
            let last = asked.last().filter(|question| question.day == on);
            let part = match (self.r#as, last) {
                (None, Some(question)) => Some(question.stands()?),
                (said, _) => said,
            };
            let mut entry = Entry::new(id, Kind::Learnt, person.id, on);
            entry.what.clone_from(&what);
            entry.state = state::Learnt(part).into();
            entry.keep(&LearntBody { part, at })?;
            writer.put_entry(&entry)?;
            notes.clone_from(&days);
            if at.is_none() && !self.elsewhere {
                // One learns of somebody by talking with them, unless it is said otherwise.
                let how = (InteractionKind::Call, Direction::Both);
                contact::touch(writer, &entry, person.id, how, &messages::contact(&what).to_string(), ctx)?;
                notes.push(messages::learnt_in_a_talk());
            }
            if let Some(found) = at.map(|at| writer.interaction(at)).transpose()?.flatten() {
                notes.push(messages::learnt_at(&found.title));
            }
            if part.is_none() {
                notes.push(messages::in_no_part());
            }
            Ok((messages::learnt(&person, &what, made), entry))
        })?;
        Ok(answer.with_notes(notes))
    }
}

/// The interaction that a text names, where somebody was in it.
fn of(reader: &mut Reader<'_>, person: PersonId, text: &str) -> Result<InteractionId> {
    let wrong = || messages::not_with_them(text);
    let id: InteractionId = text.parse().map_err(|_| wrong())?;
    let found = reader.interaction(id)?.ok_or_else(wrong)?;
    for (other, _) in &found.people {
        if reader.who_is(*other)? == person {
            return Ok(id);
        }
    }
    Err(wrong())
}
