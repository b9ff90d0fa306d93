//! Events, and one with its people.

use goodturn_core::entry::Kind;
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::event::{EventBody, mark, named};
use super::follow::in_touch_since;
use super::messages;
use super::survival::{Point, of_event, sum};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::{Lines, Request, Say, request};

request! {
    View "events" Events: "Lists the events at which you met people, or one with its people, and who is still in touch" -> lines Line {
        event: MaybePositional(Event) "Enough of its name, or its code: its people too",
        limit: Number(From(0)) "How many at the most (default 20; of one event 200 people)",
    }
    examples {
        {} "and who is still in touch",
        { event: "timber" } "with its people",
    }
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Event")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The day.
    pub on: String,
    /// Where; empty where that was not said.
    pub place: String,
    /// How many were met.
    pub people: usize,
    /// How many of these were followed up.
    pub followed_up: usize,
    /// How many are still in touch after months.
    pub survival: [Point; 3],
    /// Who was met; only where one event is asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub guests: Vec<Guest>,
}

/// Somebody met.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Guest {
    /// The id of the follow-up.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// Who.
    pub person: Party,
    /// What was said; empty where nothing was written down.
    pub said: String,
    /// open, done or dropped.
    pub state: String,
    /// The day by which to follow up; none where that is done.
    pub due: Option<String>,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let event = messages::listed(&self.name, &self.on, &self.place);
        let mut lines = vec![
            format!("  {}  {event}", self.code),
            format!("            {}", messages::met(self.people, self.followed_up)),
        ];
        let known: Vec<String> =
            self.survival.iter().filter(|point| point.of > 0).map(Point::words).collect();
        if !known.is_empty() {
            lines.push(format!("            {}", messages::in_touch(&known)));
        }
        for guest in &self.guests {
            let met = messages::guest(guest.person.name(), &guest.said);
            lines.push(format!("    {}  {:<8} {met}", guest.code, guest.state));
        }
        lines
    }
}

impl Request for Events {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = match parse::maybe(&self.event) {
            Some(event) => vec![book.event(event, self.limit, ctx)?],
            None => book.events(self.limit, ctx)?,
        };
        Ok(Lines::of(lines, messages::NO_EVENT, ctx))
    }
}

/// Those who were met at an event, by their follow-ups.
fn follow_ups(reader: &mut Reader<'_>, event: &Entry) -> Result<Vec<Entry>> {
    let mut found = reader.entries(mark(event.id))?;
    found.retain(|entry| entry.kind == Kind::FollowUp);
    Ok(found)
}

fn line(reader: &mut Reader<'_>, event: &Entry, ctx: &Context) -> Result<(Line, Vec<Entry>)> {
    let met = follow_ups(reader, event)?;
    let day = event.on()?;
    let line = Line {
        id: event.id.to_string(),
        code: event.id.code(),
        name: event.what.clone(),
        on: event.day.to_string(),
        place: event.body::<EventBody>()?.place,
        people: met.len(),
        followed_up: met.iter().filter(|entry| entry.state == state::FollowUp::Done).count(),
        survival: of_event(reader, day, &met, ctx)?,
        guests: Vec::new(),
    };
    Ok((line, met))
}

impl Book {
    /// The events, the latest first.
    pub fn events(&self, limit: Option<u32>, ctx: &Context) -> Result<Vec<Line>> {
        let most = limit.unwrap_or(20).min(100) as usize;
        self.read(|reader| {
            let events = reader.newest(Kind::Event, most)?;
            events.iter().map(|event| Ok(line(reader, event, ctx)?.0)).collect()
        })
    }

    /// One event with its people, by enough of its name, its code or its id.
    pub fn event(&self, event: &str, limit: Option<u32>, ctx: &Context) -> Result<Line> {
        let most = limit.unwrap_or(200).min(6000) as usize;
        self.read(|reader| {
            let event = named(reader, event)?;
            let (mut line, met) = line(reader, &event, ctx)?;
            for entry in met.iter().take(most) {
                let Some(person) = reader.person(entry.person)? else { continue };
                let done = entry.is_open() && in_touch_since(&person, entry.day, ctx);
                line.followed_up += usize::from(done);
                line.guests.push(Guest {
                    id: entry.id.to_string(),
                    code: entry.id.code(),
                    person: Party::from(&person),
                    said: entry.what.clone(),
                    state: if done { state::FollowUp::Done } else { entry.stands()? }.name().to_owned(),
                    due: entry.due_day().filter(|_| !done).map(|day| day.to_string()),
                });
            }
            Ok(line)
        })
    }
}

/// How many of those met at these events together are still in touch.
pub fn together(lines: &[Line]) -> [Point; 3] {
    let all: Vec<[Point; 3]> = lines.iter().map(|line| line.survival).collect();
    sum(&all)
}
