//! Makes two people one.

use std::fmt::Write as _;

use goodturn_core::deed::Deed;
use goodturn_core::draft::ValueKind;
use goodturn_core::profile::{ALSO, readable};
use goodturn_core::state::Distinct;
use goodturn_core::words;
use goodturn_store::Writer;
use goodturn_store::rows::Person;
use goodturn_store::writer::Keep;

use super::distinct::between;
use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::request::deed::done;
use crate::request::resolve::whom;
use crate::request::{Request, request};

request! {
    Act "merge" Merge: "Makes two people one: everything of both stays, the first is shown" -> done {
        who: Positional(Person) "Who stays: id, e-mail address, or enough of the name",
        other: Positional(Person) "Who is the same person",
        take: Many(OneOf(&["name", "birthday", "organisation", "title"])) "What is right of the second: name, birthday, organisation or title",
    }
    examples {
        { who: "Ada Brook", other: "A. Brook" } "",
        { who: "Ada Brook", other: "A. Brook", take: "title" } "with the title of the second",
    }
}

impl Request for Merge {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let take = self.take.iter().map(|name| kinds(name)).collect::<Result<Vec<_>>>()?.concat();
        let ((summary, id, notes), seq) = book.act_if_any(ctx, "merge", |writer| {
            let (person, other) = (whom(writer, &self.who)?, whom(writer, &self.other)?);
            if person.id == other.id {
                return one_already(&self, &person);
            }
            let (summary, notes) = make_one(writer, &person, &other, &take)?;
            writer.summarise(summary.clone());
            Ok(((summary, person.id.to_string(), notes), Keep::Yes))
        })?;
        Ok(done((summary, Some(id), seq)).with_notes(notes))
    }
}

type Said = ((String, String, Vec<String>), Keep);

/// Two names of one person: of somebody who was merged already, as from a second device, nothing is left to do; of one
/// who never was two it is a mistake.
fn one_already(request: &Merge, person: &Person) -> Result<Said> {
    let own = person.id.to_string();
    let is_other = |text: &str| text.parse::<goodturn_core::id::PersonId>().is_ok() && text.trim() != own;
    if is_other(&request.who) || is_other(&request.other) {
        let said = format!("nothing changed: they are one already, {}", person.profile.name);
        return Ok(((said, own, Vec::new()), Keep::No));
    }
    Err(Error::refused(
        format!("{} and {} are the same card of {}", request.who, request.other, person.profile.name),
        words!["name two people; ", Deed::new("duplicates"), " lists who may be one"],
    ))
}

/// The kinds of value that a word means.
fn kinds(name: &str) -> Result<Vec<ValueKind>> {
    Ok(match name.trim() {
        "name" => vec![ValueKind::Name, ValueKind::Given, ValueKind::Family],
        "birthday" => vec![ValueKind::Birthday],
        "organisation" => vec![ValueKind::Organisation],
        "title" => vec![ValueKind::Title],
        other => {
            return Err(Error::usage(
                format!("{other:?} cannot be taken from one of the two"),
                "use name, birthday, organisation or title; of everything else all is kept and shown",
            ));
        }
    })
}

/// Makes two one in this act; says so, and what they disagreed on.
pub(crate) fn make_one(
    writer: &mut Writer<'_>,
    person: &Person,
    other: &Person,
    take: &[ValueKind],
) -> Result<(String, Vec<String>)> {
    let mut notes = Vec::new();
    for entry in between(writer, person.id, other.id)? {
        if entry.state == Distinct::Distinct {
            notes.push(format!("you had said on {} that they are two; that is taken back", entry.day));
        }
        writer.remove_entry(&entry)?;
    }
    writer.merge(person.id, other.id, take)?;
    let details = writer.details(person.id)?;
    for (kind, word) in [
        (ValueKind::Name, "name"),
        (ValueKind::Birthday, "birthday"),
        (ValueKind::Organisation, "organisation"),
        (ValueKind::Title, "title"),
    ] {
        let of = |also: bool| {
            details.iter().filter(move |d| d.value.kind == kind && (d.value.label == ALSO) == also)
        };
        let Some(shown) = of(false).next() else { continue };
        let mut said = String::new();
        for beside in of(true).filter(|beside| beside.value.text != shown.value.text) {
            let _ = write!(
                said,
                "{}{}",
                if said.is_empty() { "" } else { ", " },
                readable(kind, &beside.value.text)
            );
        }
        if !said.is_empty() {
            notes.push(format!(
                "{word}: {} is shown, {said} is kept beside it",
                readable(kind, &shown.value.text)
            ));
        }
    }
    Ok((format!("merged {} into {}", other.profile.name, person.profile.name), notes))
}

/// Says that two were made one, and by what.
pub(crate) fn taken_to_be_one(other: &str, person: &str, by: Option<&str>) -> String {
    match by {
        Some(by) => format!("taken to be one: {other} and {person}, who both have {by}"),
        None => format!("taken to be one: {other} and {person}"),
    }
}
