//! Makes two people one.

use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::named;
use goodturn_core::profile::{ALSO, readable};
use goodturn_core::state::Distinct;
use goodturn_core::words::Words;
use goodturn_store::Writer;
use goodturn_store::rows::Person;
use goodturn_store::writer::Keep;

use super::distinct::between;
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

request! {
    Act "merge" Merge: "Makes two people one: everything of both stays, the first is shown" -> done {
        who: Positional(Person) "Who stays: id, e-mail address, or enough of the name",
        other: Positional(Person) "Who is the same person",
        take: Many(OneOf(Taken)) "What is right of the second: name, birthday, organisation or title",
    }
    examples {
        { who: "Ada Brook", other: "A. Brook" } "",
        { who: "Ada Brook", other: "A. Brook", take: "title" } "with the title of the second",
    }
}

impl Request for Merge {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let take = self.take.iter().map(|taken| taken.kinds()).collect::<Vec<_>>().concat();
        book.act_if_any(ctx, "merge", |writer| {
            let (person, other) = (resolve_person(writer, &self.who)?, resolve_person(writer, &self.other)?);
            if person.id == other.id {
                return one_already(&self, &person);
            }
            let (summary, notes) = make_one(writer, &person, &other, &take)?;
            Ok((Done::of(summary).about(person.id).with_notes(notes), Keep::Yes))
        })
    }
}

/// Two names of one person: of somebody who was merged already, as from a second device, nothing is left to do; of one
/// who never was two it is a mistake.
fn one_already(request: &Merge, person: &Person) -> Result<(Done, Keep)> {
    let own = person.id;
    let is_other = |text: &str| text.trim().parse::<PersonId>().is_ok_and(|id| id != own);
    if is_other(&request.who) || is_other(&request.other) {
        return Ok((Done::of(messages::one_already(person)).about(own), Keep::No));
    }
    Err(messages::same_card(&request.who, &request.other, &person.profile.name))
}

named! {
    /// What can be taken of the second of two who are one; of all else everything is kept and shown.
    Taken {
        /// What they are called.
        Name = "name",
        /// When they were born.
        Birthday = "birthday",
        /// Where they work or belong.
        Organisation = "organisation",
        /// What they do there.
        Title = "title",
    }
}

impl Taken {
    /// The kinds of value that it stands for.
    fn kinds(self) -> &'static [ValueKind] {
        match self {
            Taken::Name => &[ValueKind::Name, ValueKind::Given, ValueKind::Family],
            Taken::Birthday => &[ValueKind::Birthday],
            Taken::Organisation => &[ValueKind::Organisation],
            Taken::Title => &[ValueKind::Title],
        }
    }
}

/// Makes two one in this act; says so, and what they disagreed on.
pub(crate) fn make_one(
    writer: &mut Writer<'_>,
    person: &Person,
    other: &Person,
    take: &[ValueKind],
) -> Result<(Words, Vec<Words>)> {
    let mut notes = Vec::new();
    for entry in between(writer, person.id, other.id)? {
        if entry.state == Distinct::Distinct {
            notes.push(messages::distinct_taken_back(&entry.day.to_string()));
        }
        writer.remove_entry(&entry)?;
    }
    writer.merge(person.id, other.id, take)?;
    let details = writer.details(person.id)?;
    for kind in [ValueKind::Name, ValueKind::Birthday, ValueKind::Organisation, ValueKind::Title] {
        let of = |also: bool| {
            details.iter().filter(move |d| d.value.kind == kind && (d.value.label == ALSO) == also)
        };
        let Some(shown) = of(false).next() else { continue };
        let beside = of(true).filter(|beside| beside.value.text != shown.value.text);
        let beside: Vec<String> =
            beside.map(|beside| readable(kind, &beside.value.text).into_owned()).collect();
        if !beside.is_empty() {
            notes.push(messages::kept_beside(kind, &readable(kind, &shown.value.text), &beside));
        }
    }
    Ok((messages::merged(other, person), notes))
}

/// Says that two were made one, and by what.
pub(crate) fn taken_to_be_one(other: &str, person: &str, by: Option<&str>) -> String {
    messages::taken_to_be_one(other, person, by).to_string()
}
