//! What is written down beside people and was a contact, too: a good turn given is one to them, one received is one from
//! them, what was learnt was talked about. It stands in the timeline under the entry's own name, so that it goes where
//! the entry goes; what is logged of the same day takes its place.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::id::{InteractionId, PersonId};
use goodturn_core::insight::cadence::day;
use goodturn_store::rows::{Entry, Interaction, Participation};
use goodturn_store::{Reader, Writer};
use jiff::ToSpan;
use jiff::civil::Date;
use uuid::Uuid;

use crate::book::Context;
use crate::error::Result;
use crate::request::happened::{Happened, time_of};

/// Where such a contact comes from.
pub(crate) const ORIGIN: [u8; 16] = *b"goodturn.contact";

/// Whether something that happened was written down by the member, as such or with an entry.
pub(crate) fn is_said(interaction: &Interaction) -> bool {
    interaction.origin.is_none_or(|origin| origin == ORIGIN)
}

/// So many of a day are looked at.
const OF_A_DAY: usize = 50;

/// Counts an entry as a contact with somebody, unless one of that day counts for it already.
pub(crate) fn touch(
    writer: &mut Writer<'_>,
    entry: &Entry,
    person: PersonId,
    (kind, direction): (InteractionKind, Direction),
    title: &str,
    ctx: &Context,
) -> Result<()> {
    let on = entry.on()?.min(crate::request::parse::today(ctx));
    touch_on(writer, entry, (person, on), (kind, direction), title, ctx)
}

/// The same, on another day than the entry's.
pub(crate) fn touch_on(
    writer: &mut Writer<'_>,
    entry: &Entry,
    (person, on): (PersonId, Date),
    (kind, direction): (InteractionKind, Direction),
    title: &str,
    ctx: &Context,
) -> Result<()> {
    if person == PersonId::ME {
        return Ok(());
    }
    let Some(mut person) = writer.person(person)? else { return Ok(()) };
    let covered = |part: &Participation| part.direction == Direction::Both || part.direction == direction;
    if of_day(writer, person.id, on, ctx)?.iter().any(covered) {
        return Ok(());
    }
    let (title, text) = crate::request::happened::title(title);
    let at = time_of(on, ctx);
    let happened =
        Happened { id: entry.id.0, at, kind, direction, title, text, among: 1, origin: Some(ORIGIN) };
    happened.write(writer, &mut person, ctx.now)?;
    Ok(writer.put_person(&person)?)
}

/// Takes the contact out that an entry counted as; answers whether it did.
pub(crate) fn untouch(writer: &mut Writer<'_>, entry: Uuid) -> Result<bool> {
    let found = writer.interaction(InteractionId(entry))?.filter(|found| found.origin == Some(ORIGIN));
    if let Some(found) = &found {
        writer.remove_interaction(found)?;
    }
    Ok(found.is_some())
}

/// What is logged takes the place of what entries of that day counted as.
pub(crate) fn give_way(
    writer: &mut Writer<'_>,
    person: PersonId,
    on: Date,
    direction: Direction,
    ctx: &Context,
) -> Result<()> {
    for part in of_day(writer, person, on, ctx)? {
        if direction == Direction::Both || part.direction == direction {
            untouch(writer, part.interaction.0)?;
        }
    }
    Ok(())
}

/// The contacts with somebody on a day.
fn of_day(reader: &mut Reader<'_>, person: PersonId, on: Date, ctx: &Context) -> Result<Vec<Participation>> {
    let tomorrow = on.saturating_add(1.days());
    let Ok(end) = ctx.zone.to_timestamp(tomorrow.at(0, 0, 0, 0)) else { return Ok(Vec::new()) };
    let mut found = reader.timeline(person, Some(&Participation::place(person, end)), OF_A_DAY)?;
    found.retain(|part| part.weight > 0.0 && part.when().is_some_and(|at| day(at, &ctx.zone) == on));
    Ok(found)
}
