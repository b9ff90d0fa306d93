//! iCalendar to drafts: meetings with others, and birthdays.
//!
//! Every VEVENT becomes one item, or as many as it took place up to now:
//!
//! ```text
//! BEGIN:VEVENT                                       a Meeting on 2 September with Ann,
//! UID:1                                              another on 9 September;
//! DTSTART:19970902T090000Z                           what is still to come is told as such
//! RRULE:FREQ=WEEKLY;COUNT=2
//! SUMMARY:Budget
//! ATTENDEE;CN=Ann Example:mailto:ann@example.org
//! END:VEVENT
//! ```
//!
//! - `line`, `component`: the text, taken apart with its line numbers
//! - `clock`: what a clock shows; `when`, `zone`: days and times, and whose clock they are on
//! - `rule`, `recur`, `series`: repetition
//! - `event`: components of one event set against each other
//! - `off`: what was called off in its title
//! - `party`, `birthday`: who, and whose day

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Direction, Draft, InteractionDraft, InteractionKind, Item, Sink, ValueKind};
use goodturn_core::limits::{PROPERTIES, REPETITIONS, SERIES, TEXT, THING_BYTES};
use goodturn_core::place::{Place, Problem};
use xxhash_rust::xxh3::xxh3_64;

use crate::Asked;
use component::{Component, Outline, Spot, What};
use event::{Affairs, Event};
use party::Company;
use recur::Effort;
use series::Series;
use when::When;
use zone::Zones;

mod birthday;
mod clock;
mod component;
mod event;
mod line;
mod off;
mod party;
mod recur;
mod rule;
mod series;
mod when;
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
    let other = crate::text::marked(bytes).is_some() || std::str::from_utf8(bytes).is_err();
    let wide = other.then(|| crate::text::decode(bytes));
    let bytes = wide.as_ref().map_or(bytes, |text| text.as_bytes());
    let outline = Outline::of(bytes);
    for line in &outline.odd.0 {
        notice(file, *line, "this line is no part of a calendar and was passed over", sink)?;
    }
    if let (more @ 1.., Some(last)) = (outline.odd.1, outline.odd.0.last()) {
        let what = format!("after this line, {more} more are no part of a calendar and were passed over");
        notice(file, *last, &what, sink)?;
    }
    if outline.spots.is_empty() && outline.calendars.is_empty() {
        let what = "there is no calendar in it; export it again as iCalendar (.ics)".to_owned();
        return sink.take(Item::Failed(Problem { place: Place::whole(file), what }));
    }
    let zone_parts = outline.spots.iter().filter(|spot| spot.what == What::Zone).map(|spot| spot.read(bytes));
    let mut zones = Zones::read(zone_parts, asked.now, effort);
    zones.usual = usual_zone(&outline, &zones);
    let repetitions = match asked.all_of_it {
        true => u64::MAX,
        false => REPETITIONS + bytes.len() as u64 / THING_BYTES,
    };
    let mut reading = Reading {
        file,
        asked,
        bytes,
        outline: &outline,
        zones,
        affairs: Affairs::default(),
        effort,
        repetitions,
        born: HashSet::new(),
        doubted: HashSet::new(),
        sink,
    };
    for (at, spot) in outline.spots.iter().enumerate().filter(|(_, spot)| spot.what == What::Event) {
        let event = reading.read(spot);
        reading.affairs.learn(at, &event);
    }
    for (at, spot) in outline.spots.iter().enumerate() {
        let reason = match spot.what {
            What::Event => {
                reading.event(at, spot)?;
                continue;
            }
            What::Zone => continue,
            What::Todo => "a task",
            What::Journal => "a journal entry",
            What::Busy => "free and busy times",
            What::Other => "not an event",
        };
        reading.skip(u64::from(spot.number), reason)?;
    }
    ControlFlow::Continue(())
}

/// The zone of times that name none, where all calendars of the file are of one (`X-WR-TIMEZONE`, and `TZ` of
/// vCalendar 1.0).
fn usual_zone(outline: &Outline, zones: &Zones) -> Option<zone::Zone> {
    let first = outline.zones.first().filter(|name| !name.is_empty())?;
    outline.zones.iter().all(|name| name == first).then(|| zones.named(first))?
}

fn notice(file: &Arc<str>, line: u64, what: &str, sink: &mut dyn Sink) -> ControlFlow<()> {
    sink.take(Item::Noticed(Problem { place: Place::line(file, line), what: what.to_owned() }))
}

struct Reading<'r> {
    file: &'r Arc<str>,
    asked: &'r Asked,
    bytes: &'r [u8],
    outline: &'r Outline,
    zones: Zones,
    affairs: Affairs,
    effort: &'r mut Effort,
    /// How many more repetitions are read.
    repetitions: u64,
    /// Whose birthday was read already: one event a year says it again and again.
    born: HashSet<(String, String)>,
    /// The zones that were said not to be known: once is enough.
    doubted: HashSet<String>,
    sink: &'r mut dyn Sink,
}

impl Reading<'_> {
    fn read(&self, spot: &Spot) -> Event {
        let (method, called) = self.outline.calendar(spot);
        Event::read(spot.read(self.bytes), &method, birthday::is_calendar(called), &self.zones)
    }

    fn skip(&mut self, line: u64, reason: &'static str) -> ControlFlow<()> {
        self.sink.take(Item::Skipped(reason, Place::line(self.file, line)))
    }

    fn fail(&mut self, part: &Component, what: &str) -> ControlFlow<()> {
        let place = Place::line(self.file, part.number);
        self.sink.take(Item::Failed(Problem { place, what: what.to_owned() }))
    }

    /// Says which zone of an event's times cannot be told.
    fn doubts(&mut self, part: &Component) -> ControlFlow<()> {
        let dates = ["DTSTART", "RECURRENCE-ID", "RDATE", "EXDATE"];
        for line in part.lines.iter().filter(|line| dates.contains(&line.name.as_str())) {
            let Some(name) = line.param("TZID").filter(|name| !name.is_empty()) else { continue };
            if line.value.split(',').all(When::is_fixed) || self.doubted.contains(name) {
                continue;
            }
            if let Some(what) = self.zones.doubt(name, &self.asked.zone) {
                self.doubted.insert(name.to_owned());
                notice(self.file, line.number, &what, self.sink)?;
            }
        }
        ControlFlow::Continue(())
    }

    fn event(&mut self, at: usize, spot: &Spot) -> ControlFlow<()> {
        let event = &self.read(spot);
        let part = &event.part;
        if part.open {
            return self.fail(part, "the event has no end; the file may be cut off here");
        }
        if event.answers {
            return self.skip(part.number, "an answer to an invitation");
        }
        if self.affairs.is_off(event) {
            return self.called_off(event);
        }
        let Some(start) = &event.start else {
            return match part.line("DTSTART") {
                Some(_) => self.fail(part, "the start of the event cannot be read"),
                None => self.fail(part, "the event has no start"),
            };
        };
        if self.affairs.is_outdated(at, event) {
            return self.skip(part.number, "an older state of the same event");
        }
        if part.more > 0 {
            let what = format!("the event has {} more properties than are read ({PROPERTIES})", part.more);
            notice(self.file, part.number, &what, self.sink)?;
        }
        if let Some(found) = self.birthday(event, start) {
            return found;
        }
        let company = Company::read(part, self.asked);
        if company.declined {
            return self.skip(part.number, "declined");
        }
        if !company.has_others() {
            return self.skip(part.number, "nobody else in it");
        }
        self.doubts(part)?;
        let without = self.affairs.without(event, self.asked);
        let most = match self.asked.all_of_it {
            true => usize::MAX,
            false => SERIES.min(usize::try_from(self.repetitions).unwrap_or(SERIES)).max(1),
        };
        let series = Series::read(part, (start, most), without, &self.zones, self.asked, self.effort);
        self.repetitions = self.repetitions.saturating_sub((series.past.len() as u64).saturating_sub(1));
        for what in &series.odd {
            notice(self.file, part.number, what, self.sink)?;
        }
        if series.past.is_empty() && series.ahead.is_empty() {
            let reason =
                if series.more { "still to come" } else { "every occurrence was taken out or moved" };
            return self.skip(part.number, reason);
        }
        let heirs = self.affairs.heirs(event, self.asked);
        let mut told: Option<(usize, Event, Company)> = None;
        for (at, when) in series.past.iter().chain(&series.ahead).enumerate() {
            let heir = when.instant(&self.asked.zone).and_then(|at| {
                heirs[..heirs.partition_point(|(from, _)| *from < at)].last().map(|(_, number)| *number)
            });
            if let Some(number) = heir
                && told.as_ref().is_none_or(|(known, ..)| *known != number)
            {
                let other = self.read(&self.outline.spots[number]);
                let company = Company::read(&other.part, self.asked);
                told = Some((number, other, company));
            }
            let heir = heir.and(told.as_ref());
            match heir {
                Some((_, other, theirs)) => self.occurrence(event, when, Some(other), theirs, at == 0)?,
                None => self.occurrence(event, when, None, &company, at == 0)?,
            }
        }
        ControlFlow::Continue(())
    }

    /// One time that the event took place. A component for "this and all later ones" gives the later ones
    /// their title, their people and their new hour; it may also have called them off.
    fn occurrence(
        &mut self,
        event: &Event,
        when: &When,
        later: Option<&Event>,
        company: &Company,
        first: bool,
    ) -> ControlFlow<()> {
        let original = event.instead.as_ref().unwrap_or(when);
        let (teller, when) = match later {
            Some(other) if other.cancels => return self.skip(other.part.number, "cancelled"),
            Some(other) => (other, shifted(other, when)),
            None => (event, when.clone()),
        };
        if company.declined {
            return self.skip(teller.part.number, "declined");
        }
        if !company.has_others() {
            return self.skip(teller.part.number, "nobody else in it");
        }
        let at = when.instant(&self.asked.zone);
        let title = teller.part.text("SUMMARY");
        let text = if self.asked.texts { teller.part.text("DESCRIPTION") } else { String::new() };
        let draft = InteractionDraft {
            also: Vec::new(),
            key: key(event, &title, original),
            at,
            kind: InteractionKind::Meeting,
            direction: Some(Direction::Both),
            parties: if first { company.parties.clone() } else { company.shortened() },
            title: crate::text::begin(&title, 200),
            text: text.chars().take(TEXT).collect(),
            marks: company.marks.clone(),
        };
        let to_come = at.is_some_and(|at| at > self.asked.now);
        let draft =
            if to_come { Draft::Coming(draft, same_event(event, &title)) } else { Draft::Interaction(draft) };
        self.sink.take(Item::Draft(draft, Place::line(self.file, teller.part.number)))
    }

    /// What is called off has not happened; what was to come may wait in the book.
    fn called_off(&mut self, event: &Event) -> ControlFlow<()> {
        let to_come = |when: &&When| when.instant(&self.asked.zone).is_some_and(|at| at > self.asked.now);
        let original = event.instead.as_ref().or(event.start.as_ref());
        match original.filter(to_come).map(|when| key(event, &event.part.text("SUMMARY"), when)) {
            None => self.skip(event.part.number, "cancelled"),
            Some(key) => {
                let place = Place::line(self.file, event.part.number);
                self.sink.take(Item::Draft(Draft::CalledOff(key), place))
            }
        }
    }

    fn birthday(&mut self, event: &Event, start: &When) -> Option<ControlFlow<()>> {
        let today = self.asked.zone.to_datetime(self.asked.now).date();
        let person = birthday::person(&event.part, event.in_birthdays, start.civil().date(), today)?;
        let said =
            |kind| person.values.iter().find(|value| value.kind == kind).map(|value| value.text.clone());
        let day = said(ValueKind::Birthday).unwrap_or_default();
        let day = day.get(day.len().saturating_sub(5)..).unwrap_or_default().to_owned();
        if !self.born.insert((said(ValueKind::Name).unwrap_or_default(), day)) {
            return Some(self.skip(event.part.number, "a birthday that stands in the file twice"));
        }
        let place = Place::line(self.file, event.part.number);
        Some(self.sink.take(Item::Draft(Draft::Person(person), place)))
    }
}

/// An occurrence moved as far as the first one of its component was moved.
fn shifted(other: &Event, when: &When) -> When {
    let moved = other
        .start
        .as_ref()
        .zip(other.instead.as_ref())
        .and_then(|(to, from)| when.civil().checked_add(to.civil().duration_since(from.civil())).ok());
    moved.map_or_else(|| when.clone(), |to| when.moved(to))
}

/// The same event has the same key in every calendar that it stands in, and in whatever zone it is read.
fn key(event: &Event, title: &str, original: &When) -> u64 {
    let uid = if event.uid.is_empty() { title } else { &event.uid };
    xxh3_64(format!("event\0{uid}\0{}", original.mark()).as_bytes()).max(1)
}

/// What all times of an event have in common.
fn same_event(event: &Event, title: &str) -> u64 {
    let uid = if event.uid.is_empty() { title } else { &event.uid };
    xxh3_64(format!("series\0{uid}").as_bytes())
}

#[cfg(test)]
mod tests;
