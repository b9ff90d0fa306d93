//! iCalendar to drafts: meetings with others, and birthdays.
//!
//! Every VEVENT becomes one item, or as many as it took place up to now:
//!
//! ```text
//! BEGIN:VEVENT                                       a Meeting on 2 September with Ann,
//! UID:1                                              another on 9 September;
//! DTSTART:19970902T090000Z                           what is still to come is left out
//! RRULE:FREQ=WEEKLY;COUNT=2
//! SUMMARY:Budget
//! ATTENDEE;CN=Ann Example:mailto:ann@example.org
//! END:VEVENT
//! ```
//!
//! - `line`, `component`: the text, taken apart with its line numbers
//! - `when`, `zone`, `windows`: days and times, and whose clock they are on
//! - `rule`, `recur`, `series`: repetition
//! - `event`: components of one event set against each other
//! - `party`, `birthday`: who, and whose day

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Direction, Draft, Found, InteractionDraft, InteractionKind, Sink, ValueKind};
use goodturn_core::place::{Place, Problem};
use xxhash_rust::xxh3::xxh3_64;

use crate::Asked;
use component::Component;
use event::{Affairs, Event};
use party::Company;
use recur::Effort;
use series::Series;
use when::When;
use zone::Zones;

mod birthday;
mod component;
mod event;
mod line;
mod party;
mod recur;
mod rule;
mod series;
mod when;
mod windows;
mod zone;

/// How much reckoning one file may cost, in days and times looked at; well under a second of it.
const EFFORT: u64 = 8_000_000;

/// Reads a file of calendars into `sink`. Breaks off only where the sink asks for it.
///
/// Times without a zone are in `asked.zone`; what lies after `asked.now` is skipped.
pub fn read(bytes: &[u8], file: &Arc<str>, asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    read_within(&mut Effort::of(EFFORT), bytes, file, asked, sink)
}

fn read_within(
    effort: &mut Effort,
    bytes: &[u8],
    file: &Arc<str>,
    asked: &Asked,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let wide = crate::text::marked(bytes).map(|_| crate::text::decode(bytes));
    let (top, odd) = component::components(wide.as_ref().map_or(bytes, |text| text.as_bytes()));
    let parts = flat(&top);
    for line in &odd {
        notice(file, *line, "this line is no part of a calendar and was passed over", sink)?;
    }
    if parts.is_empty() && !top.iter().any(|part| part.name == "VCALENDAR") {
        let what = "there is no calendar in it; export it again as iCalendar (.ics)".to_owned();
        return sink.take(Found::Failed(Problem { place: Place::whole(file), what }));
    }
    let zone_parts = parts.iter().filter(|(part, ..)| part.name == "VTIMEZONE").map(|(part, ..)| *part);
    let zones = Zones::read(zone_parts, asked.now, effort);
    let events: Vec<Event<'_>> = parts
        .iter()
        .filter(|(part, ..)| part.name == "VEVENT")
        .map(|(part, method, birthdays)| Event::read(part, method, *birthdays, &zones))
        .collect();
    let affairs = Affairs::of(&events);
    let mut reading =
        Reading { file, asked, zones, events: &events, affairs, effort, born: HashSet::new(), sink };
    let mut at = 0;
    for (part, ..) in &parts {
        let reason = match part.name.as_str() {
            "VEVENT" => {
                reading.event(at)?;
                at += 1;
                continue;
            }
            "VTIMEZONE" => continue,
            "VTODO" => "a task",
            "VJOURNAL" => "a journal entry",
            "VFREEBUSY" | "VAVAILABILITY" => "free and busy times",
            _ => "not an event",
        };
        reading.skip(part, reason)?;
    }
    ControlFlow::Continue(())
}

/// All components that stand in a calendar or, as some programs write them, in none, each with the method of
/// its calendar and whether that is one of birthdays.
fn flat(top: &[Component]) -> Vec<(&Component, String, bool)> {
    let mut found = Vec::new();
    let mut open: Vec<(&Component, String, bool)> =
        top.iter().rev().map(|part| (part, String::new(), false)).collect();
    while let Some((part, method, birthdays)) = open.pop() {
        if part.name == "VCALENDAR" {
            let (method, birthdays) = (part.text("METHOD").to_ascii_uppercase(), birthday::is_calendar(part));
            open.extend(part.parts.iter().rev().map(|inner| (inner, method.clone(), birthdays)));
        } else if part.name.starts_with('V') && part.name != "VALARM" {
            found.push((part, method, birthdays));
        }
    }
    found
}

fn notice(file: &Arc<str>, line: u64, what: &str, sink: &mut dyn Sink) -> ControlFlow<()> {
    sink.take(Found::Noticed(Problem { place: Place::line(file, line), what: what.to_owned() }))
}

struct Reading<'r, 'a> {
    file: &'r Arc<str>,
    asked: &'r Asked,
    zones: Zones,
    events: &'r [Event<'a>],
    affairs: Affairs,
    effort: &'r mut Effort,
    /// Whose birthday was read already: one event a year says it again and again.
    born: HashSet<(String, String)>,
    sink: &'r mut dyn Sink,
}

impl Reading<'_, '_> {
    fn skip(&mut self, part: &Component, reason: &'static str) -> ControlFlow<()> {
        self.sink.take(Found::Skipped(reason, Place::line(self.file, part.number)))
    }

    fn fail(&mut self, part: &Component, what: &str) -> ControlFlow<()> {
        let place = Place::line(self.file, part.number);
        self.sink.take(Found::Failed(Problem { place, what: what.to_owned() }))
    }

    fn event(&mut self, at: usize) -> ControlFlow<()> {
        let events = self.events;
        let event = &events[at];
        let part = event.part;
        if part.open {
            return self.fail(part, "the event has no end; the file may be cut off here");
        }
        if event.answers {
            return self.skip(part, "an answer to an invitation");
        }
        if self.affairs.is_off(event) {
            return self.skip(part, "cancelled");
        }
        let Some(start) = &event.start else {
            return match part.line("DTSTART") {
                Some(_) => self.fail(part, "the start of the event cannot be read"),
                None => self.fail(part, "the event has no start"),
            };
        };
        if self.affairs.is_outdated(at, event) {
            return self.skip(part, "an older state of the same event");
        }
        if let Some(found) = self.birthday(event, start) {
            return found;
        }
        let company = Company::read(part, self.asked);
        if company.declined {
            return self.skip(part, "declined");
        }
        if !company.has_others() {
            return self.skip(part, "nobody else in it");
        }
        let without = self.affairs.without(event, events, self.asked);
        let series = Series::read(part, start, without, &self.zones, self.asked, self.effort);
        for what in &series.odd {
            notice(self.file, part.number, what, self.sink)?;
        }
        if series.past.is_empty() {
            let reason =
                if series.more { "still to come" } else { "every occurrence was taken out or moved" };
            return self.skip(part, reason);
        }
        for when in &series.past {
            self.occurrence(event, when, &company)?;
        }
        ControlFlow::Continue(())
    }

    /// One time that the event took place. A component for "this and all later ones" gives the later ones
    /// their title, their people and their new hour; it may also have called them off.
    fn occurrence(&mut self, event: &Event<'_>, when: &When, company: &Company) -> ControlFlow<()> {
        let original = event.instead.as_ref().unwrap_or(when);
        let events = self.events;
        let later = self.affairs.taken_over_by(event, events, when, self.asked);
        let (teller, when, theirs) = match later {
            Some(other) if other.cancels => return self.skip(other.part, "cancelled"),
            Some(other) => (other, shifted(other, when), Company::read(other.part, self.asked)),
            None => (event, when.clone(), Company::default()),
        };
        let company = if later.is_some() { &theirs } else { company };
        if company.declined {
            return self.skip(teller.part, "declined");
        }
        if !company.has_others() {
            return self.skip(teller.part, "nobody else in it");
        }
        let at = when.instant(&self.asked.zone);
        if at.is_some_and(|at| at > self.asked.now) {
            return self.skip(teller.part, "still to come");
        }
        let title = teller.part.text("SUMMARY");
        let draft = InteractionDraft {
            key: key(event, &title, original),
            at,
            kind: InteractionKind::Meeting,
            direction: Some(Direction::Both),
            parties: company.parties.clone(),
            title: title.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect(),
            text: if self.asked.texts { teller.part.text("DESCRIPTION") } else { String::new() },
            marks: company.marks.clone(),
        };
        self.sink.take(Found::Draft(Draft::Interaction(draft), Place::line(self.file, teller.part.number)))
    }

    fn birthday(&mut self, event: &Event<'_>, start: &When) -> Option<ControlFlow<()>> {
        let today = self.asked.zone.to_datetime(self.asked.now).date();
        let person = birthday::person(event.part, event.in_birthdays, start.civil().date(), today)?;
        let said =
            |kind| person.values.iter().find(|value| value.kind == kind).map(|value| value.text.clone());
        let day = said(ValueKind::Birthday).unwrap_or_default();
        let day = day.get(day.len().saturating_sub(5)..).unwrap_or_default().to_owned();
        if !self.born.insert((said(ValueKind::Name).unwrap_or_default(), day)) {
            return Some(self.skip(event.part, "a birthday that stands in the file twice"));
        }
        let place = Place::line(self.file, event.part.number);
        Some(self.sink.take(Found::Draft(Draft::Person(person), place)))
    }
}

/// An occurrence moved as far as the first one of its component was moved.
fn shifted(other: &Event<'_>, when: &When) -> When {
    let moved = other
        .start
        .as_ref()
        .zip(other.instead.as_ref())
        .and_then(|(to, from)| when.civil().checked_add(to.civil().duration_since(from.civil())).ok());
    moved.map_or_else(|| when.clone(), |to| when.moved(to))
}

/// The same event has the same key in every calendar that it stands in, and in whatever zone it is read.
fn key(event: &Event<'_>, title: &str, original: &When) -> u64 {
    let uid = if event.uid.is_empty() { title } else { &event.uid };
    xxh3_64(format!("event\0{uid}\0{}", original.mark()).as_bytes()).max(1)
}

#[cfg(test)]
mod tests;
