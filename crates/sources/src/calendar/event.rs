//! Events of a whole file set against each other: which state of an event holds, which occurrence has a
//! component of its own, what was called off (RFC 5545 section 3.8.4.4, RFC 5546 sections 2.1.4 and 3.2.5).

use std::collections::HashMap;

use super::component::Component;
use super::series::Without;
use super::when::When;
use super::zone::Zones;
use crate::Asked;

/// One VEVENT with what is needed to set it against the others.
#[derive(Debug)]
pub(super) struct Event<'a> {
    pub part: &'a Component,
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

impl<'a> Event<'a> {
    /// Reads what identifies an event. `method` is that of its calendar, in capitals.
    pub fn read(part: &'a Component, method: &str, in_birthdays: bool, zones: &Zones) -> Event<'a> {
        let instead = part.line("RECURRENCE-ID");
        let stamp = part.line("LAST-MODIFIED").or_else(|| part.line("DTSTAMP"));
        Event {
            part,
            uid: part.text("UID"),
            start: part.line("DTSTART").and_then(|line| When::one(line, zones)),
            instead: instead.and_then(|line| When::one(line, zones)),
            and_later: instead.is_some_and(|line| line.says("RANGE", "THISANDFUTURE")),
            cancels: method == "CANCEL" || part.says("STATUS", "CANCELLED"),
            answers: matches!(method, "REPLY" | "REFRESH" | "COUNTER" | "DECLINECOUNTER"),
            in_birthdays,
            state: (
                part.text("SEQUENCE").parse().unwrap_or(0),
                stamp.map(|line| line.value.trim().to_owned()).unwrap_or_default(),
            ),
        }
    }

    /// Events without a UID stand for themselves.
    fn counts(&self) -> bool {
        !self.uid.is_empty() && !self.answers && !self.part.open
    }

    fn mark(&self) -> String {
        self.instead.as_ref().map(When::mark).unwrap_or_default()
    }
}

/// What the events of a file say about each other.
#[derive(Debug, Default)]
pub(super) struct Affairs {
    /// By UID and occurrence (empty for the event as a whole): the component that holds.
    holds: HashMap<(String, String), usize>,
    /// Likewise: the newest state in which it was called off.
    off: HashMap<(String, String), i64>,
    /// By UID: the components for single occurrences, and those that call one off.
    instead: HashMap<String, Vec<usize>>,
}

impl Affairs {
    /// Sets all events of a file against each other.
    pub fn of(events: &[Event<'_>]) -> Affairs {
        let mut affairs = Affairs::default();
        for (at, event) in events.iter().enumerate().filter(|(_, event)| event.counts()) {
            let key = (event.uid.clone(), event.mark());
            if event.instead.is_some() {
                affairs.instead.entry(event.uid.clone()).or_default().push(at);
            }
            if event.cancels {
                let state = affairs.off.entry(key).or_insert(event.state.0);
                *state = event.state.0.max(*state);
                continue;
            }
            let held = affairs.holds.entry(key).or_insert(at);
            if event.state >= events[*held].state {
                *held = at;
            }
        }
        affairs
    }

    /// Whether the event, or the whole that it belongs to, was called off.
    pub fn is_off(&self, event: &Event<'_>) -> bool {
        let off = |mark: String| {
            self.off.get(&(event.uid.clone(), mark)).is_some_and(|state| *state >= event.state.0)
        };
        event.cancels || (event.counts() && (off(event.mark()) || off(String::new())))
    }

    /// Whether a newer state of the same event stands in the file.
    pub fn is_outdated(&self, at: usize, event: &Event<'_>) -> bool {
        event.counts() && self.holds.get(&(event.uid.clone(), event.mark())).is_some_and(|held| *held != at)
    }

    /// The occurrences of an event that stand in components of their own or were called off.
    pub fn without(&self, event: &Event<'_>, events: &[Event<'_>], asked: &Asked) -> Without {
        let mut without = Without::default();
        if event.instead.is_none() && event.counts() {
            for other in self.instead.get(&event.uid).into_iter().flatten() {
                if let Some(when) = &events[*other].instead {
                    without.add(when, asked);
                }
            }
        }
        without
    }

    /// The component that holds for this occurrence of an event and all later ones, where there is one: the
    /// last that begins before it.
    pub fn taken_over_by<'e, 'a>(
        &self,
        event: &Event<'a>,
        events: &'e [Event<'a>],
        at: &When,
        asked: &Asked,
    ) -> Option<&'e Event<'a>> {
        let at = at.instant(&asked.zone)?;
        self.instead
            .get(&event.uid)?
            .iter()
            .map(|other| &events[*other])
            .filter(|other| other.and_later && event.instead.is_none())
            .filter_map(|other| Some((other.instead.as_ref()?.instant(&asked.zone)?, other)))
            .filter(|(from, _)| *from < at)
            .max_by_key(|(from, _)| *from)
            .map(|(_, other)| other)
    }
}
