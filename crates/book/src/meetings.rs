//! Meetings that are still to come, as a calendar says. Each waits as an entry until its time; from then on it is a
//! contact like every other. That is found out when the book is asked, and needs no program that runs beside it.

mod messages;

use std::collections::BTreeSet;

use goodturn_core::day::Due;
use goodturn_core::deed::Deed;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{InteractionId, PersonId, Seq};
use goodturn_core::insight::cadence::day;
use goodturn_core::insight::strength::{Came, weight};
use goodturn_core::insight::today::{Line, Why};
use goodturn_store::rows::{Entry, Interaction, Participation};
use goodturn_store::undo::ARRIVED;
use goodturn_store::writer::{Deed as Act, Keep};
use goodturn_store::{Reader, Writer};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days;
use crate::request::parse;
use crate::request::party::Matter;
use crate::request::party::party;

/// What a meeting keeps beside its title.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct MeetingBody {
    /// What makes it the same when read again; of the interaction that it becomes.
    pub key: u64,
    /// What all times of the same event have in common.
    pub event: u64,
    /// When it begins.
    pub at: Option<Timestamp>,
    /// Everybody in it, each with their part.
    pub people: Vec<(PersonId, u8)>,
    /// How many were asked to it, me among them.
    pub addressed: usize,
    /// Its text, where kept.
    pub text: String,
    /// The file that says so.
    pub file: String,
    /// The source of that, as the interaction will name it.
    pub source: [u8; 16],
}

goodturn_core::bodies! { MeetingBody: Meeting; }

/// So many are looked at.
const LOOKED_AT: usize = 200;
/// Those who are in it beside the one a line names are named up to so many.
const NAMED: usize = 3;

/// All that are still to come.
pub(crate) fn all(reader: &mut Reader<'_>) -> Result<Vec<Entry>> {
    Ok(reader.due(Kind::Meeting, Due::SomeDay, usize::MAX)?)
}

/// The meetings of today and tomorrow, for today's list.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let tomorrow = today.saturating_add(1.days());
    let mut found = Vec::new();
    for entry in reader.due(Kind::Meeting, tomorrow, LOOKED_AT)? {
        let body: MeetingBody = entry.body()?;
        let Some(at) = body.at.filter(|at| *at > ctx.now) else { continue };
        let on = day(at, &ctx.zone);
        let who = party(reader, entry.person)?;
        let (with, others) = company(reader, entry.person, &body)?;
        let time = clock(at, ctx);
        let reason = messages::you_meet(on == today, Some(&time), &entry.what, &with, others).to_string();
        // The sooner, the earlier in the list.
        let score = -(at.as_second() - ctx.now.as_second()) as f64;
        let deed = Deed::new("brief").person("who", who.id(), who.name());
        found.push(Line::matter(Why::Meeting, who, reason, on, deed, score));
    }
    Ok(found)
}

/// Who is in it beside this person: the first few by name, and whether there are more.
fn company(reader: &mut Reader<'_>, person: PersonId, body: &MeetingBody) -> Result<(Vec<String>, bool)> {
    let mut with = Vec::new();
    for (other, _) in body.people.iter().take(NAMED + 1) {
        let other = reader.who_is(*other)?;
        if other != person {
            with.extend(reader.person(other)?.map(|other| other.profile.name));
        }
    }
    Ok((with, body.people.len() > NAMED + 1))
}

/// A time of the clock where the member is.
fn clock(at: Timestamp, ctx: &Context) -> String {
    days::clock(ctx.zone.to_datetime(at).time())
}

/// What is to come with somebody, in words, the next first.
pub(crate) fn with(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Vec<String>> {
    let mut waiting = Vec::new();
    for entry in reader.entries_of(person, Kind::Meeting)?.into_iter().filter(Entry::is_open) {
        waiting.push((entry.body::<MeetingBody>()?, entry));
    }
    waiting.sort_by_key(|(body, _)| body.at);
    let mut found = Vec::new();
    for (body, entry) in waiting {
        let (with, others) = company(reader, person, &body)?;
        let (day, time) = (entry.day.to_string(), body.at.map(|at| clock(at, ctx)));
        found.push(messages::listed(&day, time.as_deref(), &entry.what, &with, others).to_string());
    }
    Ok(found)
}

/// Those whose time has come.
fn come(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<(Entry, MeetingBody)>> {
    // A day more, since days are those of the zone in which it was read.
    let until = parse::today(ctx).saturating_add(1.days());
    let mut found = Vec::new();
    for entry in reader.due(Kind::Meeting, until, LOOKED_AT)? {
        let body: MeetingBody = entry.body()?;
        if body.at.is_none_or(|at| at <= ctx.now) {
            found.push((entry, body));
        }
    }
    Ok(found)
}

impl Book {
    /// Counts the meetings whose time has come as contacts. That belongs to what the import did that brought them, and
    /// is taken back with it. Where it cannot be written now, it is found out again with the next thing that is asked; and a
    /// meeting that cannot be read is named by whatever shows meetings, while all else goes on.
    pub fn arrive(&self, ctx: &Context) {
        let Ok(come) = self.read(|reader| self::come(reader, ctx)) else { return };
        let runs: BTreeSet<Seq> = come.iter().map(|(entry, _)| entry.made).collect();
        for run in runs {
            let deed = Act { run: Some(run), key: None, ..ctx.deed(ARRIVED, &self.store) };
            let _ = self.store.act(&deed, &mut |writer: &mut Writer<'_>| -> Result<((), Keep)> {
                let mut come = self::come(writer, ctx)?;
                come.retain(|(entry, _)| entry.made == run);
                for (entry, body) in &come {
                    arrived(writer, entry, body, ctx)?;
                }
                let names: Vec<&str> = come.iter().map(|(entry, _)| entry.what.as_str()).take(5).collect();
                writer.summarise(messages::took_place(&names));
                Ok(((), if come.is_empty() { Keep::No } else { Keep::Yes }))
            });
        }
    }
}

/// Makes an interaction of a meeting that has taken place.
fn arrived(writer: &mut Writer<'_>, entry: &Entry, body: &MeetingBody, ctx: &Context) -> Result<()> {
    writer.remove_entry(entry)?;
    if writer.known(&[body.key as i64])?.contains(&true) {
        return Ok(()); // Another file has told of it since.
    }
    let (kind, direction) = (InteractionKind::Meeting, Direction::Both);
    let weight = weight(kind, direction, body.addressed);
    let mut people: Vec<(PersonId, u8)> = Vec::new();
    for (person, part) in &body.people {
        let person = writer.who_is(*person)?;
        if writer.person(person)?.is_some() && people.iter().all(|(known, _)| *known != person) {
            people.push((person, *part));
        }
    }
    let interaction = Interaction {
        id: InteractionId(entry.id.0),
        at: body.at,
        kind,
        direction,
        weight,
        title: entry.what.clone(),
        text: body.text.clone(),
        people,
        key: body.key as i64,
        origin: Some(body.source),
        made: Seq(writer.run_of_act().0),
    };
    let part =
        |(person, part): &(PersonId, u8)| Participation::of(*person, *part, &interaction, weight, direction);
    let parts: Vec<Participation> = interaction.people.iter().map(part).collect();
    writer.put_interaction(&interaction, &parts)?;
    for (person, _) in &interaction.people {
        let Some(mut person) = writer.person(*person)? else { continue };
        if person.met(interaction.at, direction, weight) == Came::Late {
            writer.recompute_bond(&mut person)?;
        }
        person.recompute_strength(ctx.now);
        writer.put_person(&person)?;
    }
    Ok(())
}
