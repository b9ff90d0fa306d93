//! Events of a whole file set against each other: which state of an event holds, which occurrence has a
//! component of its own, what was called off (RFC 5545 section 3.8.4.4, RFC 5546 sections 2.1.4 and 3.2.5).

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use jiff::Timestamp;
use xxhash_rust::xxh3::xxh3_64;

use super::component::Component;
use super::off;
use super::series::Without;
use super::when::When;
use super::zone::Zones;
use crate::Asked;

/// One VEVENT with what is needed to set it against the others.
#[derive(Debug)]
pub(super) struct Event {
    pub part: Component,
    pub uid: String,
    pub start: Option<When>,
    /// Which occurrence of the event with its UID it stands for.
    pub instead: Option<When>,
    /// Whether that is so for all later ones too.
    pub and_later: bool,
    /// Whether it calls off.
    pub cancels: bool,
    /// Whether it is somebody's answer.
    pub answers: bool,
    pub in_birthdays: bool,
    /// Which state is the newer: the sequence, then the time stamp.
    state: (i64, String),
}

impl Event {
    /// Reads what identifies an event. `method` is that of its calendar, in capitals.
    pub fn read(part: Component, method: &str, in_birthdays: bool, zones: &Zones) -> Event {
        let instead = part.line("RECURRENCE-ID");
        let stamp = part.line("LAST-MODIFIED").or_else(|| part.line("DTSTAMP"));
        let start = part.line("DTSTART").and_then(|line| When::one(line, zones));
        let on_its_clock = |when: When| match &start {
            Some(start) => when.on_clock_of(start),
            None => when,
        };
        Event {
            uid: part.text("UID"),
            instead: instead.and_then(|line| When::one(line, zones)).map(on_its_clock),
            start,
            and_later: instead.is_some_and(|line| line.says("RANGE", "THISANDFUTURE")),
            cancels: method == "CANCEL"
                || ["CANCELLED", "CANCELED"].iter().any(|word| part.says("STATUS", word))
                || off::is_called_off(&part.text("SUMMARY")),
            answers: matches!(method, "REPLY" | "REFRESH" | "COUNTER" | "DECLINECOUNTER"),
            in_birthdays,
            state: (
                part.text("SEQUENCE").parse().unwrap_or(0),
                stamp.map(|line| line.value.trim().to_owned()).unwrap_or_default(),
            ),
            part,
        }
    }

    /// Events without a UID stand for themselves.
    fn counts(&self) -> bool {
        !self.uid.is_empty() && !self.answers && !self.part.open
    }

    /// Which event it is, and which occurrence of it.
    fn key(&self) -> Key {
        let mark = self.instead.as_ref().map(When::mark).unwrap_or_default();
        (hash(&self.uid), if mark.is_empty() { WHOLE } else { hash(&mark) })
    }
}

/// The hashes of a UID and of an occurrence; [`WHOLE`] for the event as a whole.
type Key = (u64, u64);

const WHOLE: u64 = 0;

fn hash(text: &str) -> u64 {
    xxh3_64(text.as_bytes()).max(1)
}

/// What the events of a file say about each other.
#[derive(Debug, Default)]
pub(super) struct Affairs {
    /// By UID and occurrence: the number of the component that holds, and the hash of its state.
    holds: HashMap<Key, (usize, State)>,
    /// Likewise: the newest state in which it was called off.
    off: HashMap<Key, i64>,
    /// By UID: the components for single occurrences, and those that call one off.
    instead: HashMap<u64, Vec<Instead>>,
}

/// The state of an event, so that a later one is greater.
type State = (i64, Box<str>);

/// A component that stands for one occurrence of an event, or for that and all later ones.
#[derive(Debug)]
struct Instead {
    number: usize,
    when: Option<When>,
    and_later: bool,
}

/// The components that take an event over, each from an instant on, in their order.
pub(super) type Heirs = Vec<(Timestamp, usize)>;

impl Affairs {
    /// Takes in one of the events of a file; `at` is its number.
    pub fn learn(&mut self, at: usize, event: &Event) {
        if !event.counts() {
            return;
        }
        let key = event.key();
        if event.instead.is_some() {
            let instead = Instead { number: at, when: event.instead.clone(), and_later: event.and_later };
            self.instead.entry(key.0).or_default().push(instead);
        }
        if event.cancels {
            let state = self.off.entry(key).or_insert(event.state.0);
            *state = event.state.0.max(*state);
            return;
        }
        let state = (event.state.0, Box::from(event.state.1.as_str()));
        match self.holds.entry(key) {
            Entry::Vacant(free) => {
                free.insert((at, state));
            }
            Entry::Occupied(mut held) if state >= held.get().1 => {
                held.insert((at, state));
            }
            Entry::Occupied(_) => {}
        }
    }

    /// Whether the event, or the whole that it belongs to, was called off.
    pub fn is_off(&self, event: &Event) -> bool {
        let off = |key| self.off.get(&key).is_some_and(|state| *state >= event.state.0);
        let key = event.key();
        event.cancels || (event.counts() && (off(key) || off((key.0, WHOLE))))
    }

    /// Whether a newer state of the same event stands in the file.
    pub fn is_outdated(&self, at: usize, event: &Event) -> bool {
        event.counts() && self.holds.get(&event.key()).is_some_and(|(held, _)| *held != at)
    }

    /// The occurrences of an event that stand in components of their own or were called off.
    pub fn without(&self, event: &Event, asked: &Asked) -> Without {
        let mut without = Without::default();
        if event.instead.is_none() && event.counts() {
            for other in self.instead.get(&hash(&event.uid)).into_iter().flatten() {
                if let Some(when) = &other.when {
                    without.add(when, asked);
                }
            }
        }
        without
    }

    /// The components that hold for an occurrence of an event and all later ones. What takes place is told by the last
    /// that begins before it.
    pub fn heirs(&self, event: &Event, asked: &Asked) -> Heirs {
        if event.instead.is_some() {
            return Heirs::new();
        }
        let all = self.instead.get(&hash(&event.uid)).into_iter().flatten().filter(|other| other.and_later);
        let mut heirs: Heirs = all
            .filter_map(|other| Some((other.when.as_ref()?.instant(&asked.zone)?, other.number)))
            .collect();
        heirs.sort_by_key(|(from, _)| *from);
        heirs
    }
}
