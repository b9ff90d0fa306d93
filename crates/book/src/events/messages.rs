//! What is said of events and of those who were met at them: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};
use goodturn_store::rows::Entry;
use jiff::civil::Date;

use crate::error::Error;

pub(super) const NO_EVENT: &str = "No event is written down yet.";
pub(super) const EVENT_NOT_SAID: &str = "it is not said which event";
pub(super) const NAME_NOT_SAID: &str = "it is not said how the event is called";

pub(super) fn written(name: &str, on: Date) -> Words {
    sentence!["{name} on {on}", name, on]
}

pub(super) fn written_before(name: &str, on: Date) -> Error {
    let capture = Deed::new("capture").open("event", "EVENT");
    Error::refused(
        format!("{name} on {on} is written down already"),
        sentence!["{capture} adds people to it", capture],
    )
}

pub(super) fn none_fits(text: &str) -> Error {
    let (events, event) = (Deed::new("events"), Deed::new("event").open("name", "NAME"));
    Error::refused(
        format!("no event fits {text:?}"),
        sentence!["{events} lists them; {event} writes one down", events, event],
    )
}

pub(super) fn several_fit(text: &str, fit: &[&Entry]) -> Error {
    let names: Vec<String> =
        fit.iter().take(5).map(|event| format!("{} on {}", event.what, event.day)).collect();
    let (n, names) = (fit.len(), names.join(", "));
    Error::refused(format!("{n} events fit {text:?}: {names}"), "use its code or more of its name")
}

pub(super) fn nobody_named() -> Error {
    let (file, line) = (Field("file"), Field("line"));
    Error::usage(
        "nobody is named",
        sentence!["name a file with {file}, or type them with {line}", file, line],
    )
}

/// What became of those who were captured at an event.
pub(super) fn captured(event: &str, added: usize, updated: usize, unchanged: usize, failed: usize) -> Words {
    sentence![
        "{event}: found {found} = added {added} + updated {updated} + unchanged {unchanged} + failed {failed}",
        event,
        found = added + updated + unchanged + failed,
        added,
        updated,
        unchanged,
        failed
    ]
}

pub(super) fn within(hours: i64) -> Words {
    sentence!["each is to be followed up within {hours|1 hour|# hours}", hours]
}

pub(super) fn of_one_name(n: usize, name: &str) -> Words {
    sentence!["{n} people are called {name}; add the address or the number of the one you met", n, name]
}

/// An event in a list.
pub(super) fn listed(name: &str, on: &str, place: &str) -> Words {
    let place = Some(place).filter(|place| !place.is_empty());
    sentence!["{name} on {on}[, {place}]", name, on, place]
}

pub(super) fn met(people: usize, followed_up: usize) -> Words {
    sentence!["{people} met, {followed_up} followed up", people, followed_up]
}

/// How many are still in touch, for each number of months that is over.
pub(super) fn in_touch(points: &[String]) -> Words {
    sentence!["in touch {points}", points = points.join("; ")]
}

/// How many of those met are in touch after so many months; no share while that is still to come.
pub(super) fn after(months: i64, alive: usize, of: usize, share: Option<f64>) -> Words {
    match share.map(|share| format!("{:.0}", 100.0 * share)) {
        None => sentence!["after {months} months: not yet", months],
        Some(percent) => {
            sentence!["after {months} months: {alive} of {of} ({percent} in 100)", months, alive, of, percent]
        }
    }
}

/// Somebody met, in a list.
pub(super) fn guest(name: &str, said: &str) -> Words {
    let said = Some(said).filter(|said| !said.is_empty());
    sentence!["{name}[: {said}]", name, said]
}

pub(super) fn ended_before(state: &str) -> Error {
    let events = Deed::new("events").open("event", "EVENT");
    Error::refused(
        format!("that follow-up is {state} already"),
        sentence!["{events} shows those that are open", events],
    )
}

pub(super) fn ended(name: impl Fill, is_done: bool) -> Words {
    match is_done {
        true => sentence!["followed up with {name}", name],
        false => sentence!["let go of following up with {name}", name],
    }
}

pub(super) fn wrote(name: impl Fill) -> Words {
    sentence!["wrote what to say to {name}", name]
}

/// The heading of a follow-up.
pub(super) fn follow_up(name: &str, event: &str, state: &str) -> Words {
    sentence!["{name}, met at {event} ({state})", name, event, state]
}

/// What was jotted down of somebody.
pub(super) fn said(text: &str) -> Words {
    sentence!["said: {text}", text]
}

pub(super) fn no_text(why: &str) -> Words {
    sentence!["No text: {why}.", why]
}

pub(super) fn subject(line: &str) -> Words {
    sentence!["Subject: {line}", line]
}

/// A follow-up that is due, and how many more of its event are; empty where nothing is known of the event, its day, or of
/// what was said.
pub(super) fn is_due(event: &str, on: &str, said: &str, more: usize) -> Words {
    let [event, on, said] = [event, on, said].map(|text| Some(text).filter(|text| !text.is_empty()));
    let more = Some(more).filter(|more| *more > 0);
    sentence![
        "Met[ at {event}][ on {on}][ ({said})]: follow up while it is fresh\
         [; {more} more of that event wait]",
        event,
        on,
        said,
        more
    ]
}
