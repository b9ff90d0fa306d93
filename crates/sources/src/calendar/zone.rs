//! Zones: those that everybody knows by name, and those that a file describes itself.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::clock;
use super::component::Component;
use super::recur::{self, Effort};
use super::rule::Rule;
use crate::locale::zones::{self, Certainty};

/// Where a clock stands.
#[derive(Clone, Debug)]
pub(super) enum Zone {
    /// In a place of the IANA database.
    Known(TimeZone),
    /// Where a VTIMEZONE of the file says (RFC 5545 section 3.6.5).
    Told(Arc<Shifts>),
}

impl Zone {
    /// The instant at which the clock shows this. A time that a change of clocks leaves out or gives twice is
    /// reckoned with the offset before the change (RFC 5545 section 3.3.5).
    pub fn instant(&self, at: DateTime) -> Option<Timestamp> {
        match self {
            Zone::Known(zone) => zone.to_timestamp(at).ok(),
            Zone::Told(shifts) => shifts.instant(at),
        }
    }
}

/// When a clock changes, and to what.
#[derive(Debug, Default)]
pub(super) struct Shifts {
    first: i64,
    /// Seconds since 1970 in UTC, and the offset from then on, in their order.
    changes: Vec<(i64, i64)>,
}

const DAY: i64 = 86_400;

impl Shifts {
    fn offset(&self, utc: i64) -> i64 {
        let after = self.changes.partition_point(|(at, _)| *at <= utc);
        after.checked_sub(1).map_or(self.first, |at| self.changes[at].1)
    }

    fn instant(&self, at: DateTime) -> Option<Timestamp> {
        let shown = seconds(at)?;
        let (before, after) = (self.offset(shown - DAY), self.offset(shown + DAY));
        let utc = [before, after].into_iter().find(|offset| self.offset(shown - offset) == *offset);
        Timestamp::from_second(shown - utc.unwrap_or(before)).ok()
    }

    fn read(part: &Component, until: Timestamp, effort: &mut Effort) -> Option<Shifts> {
        let last = TimeZone::UTC.to_datetime(until).checked_add(2.years()).ok()?;
        let mut shifts = Shifts::default();
        let mut earliest = i64::MAX;
        for period in &part.parts {
            let start = clock::civil(&period.line("DTSTART")?.value)?;
            let from = offset(&period.line("TZOFFSETFROM")?.value)?;
            let to = offset(&period.line("TZOFFSETTO")?.value)?;
            let mut starts = vec![start];
            for rule in period.all("RRULE") {
                let rule = Rule::parse(&rule.value)?;
                let stop = rule
                    .until
                    .as_deref()
                    .and_then(|until| Some((clock::civil(until)?, until.ends_with('Z'))));
                recur::visit(&rule, start, last, effort, &mut |at| {
                    // UNTIL is in UTC here, whatever the clock shows.
                    let past = stop.is_some_and(|(stop, utc)| match (utc, seconds(at), seconds(stop)) {
                        (true, Some(at), Some(stop)) => at - from > stop,
                        _ => at > stop,
                    });
                    if past || rule.count.is_some_and(|count| starts.len() as u64 > count) {
                        return ControlFlow::Break(());
                    }
                    starts.push(at);
                    ControlFlow::Continue(())
                });
            }
            for dates in period.all("RDATE") {
                starts.extend(dates.value.split(',').filter_map(clock::civil));
            }
            for utc in starts.into_iter().filter_map(seconds).map(|at| at - from) {
                if utc < earliest {
                    (earliest, shifts.first) = (utc, from);
                }
                shifts.changes.push((utc, to));
            }
        }
        if shifts.changes.is_empty() {
            return None;
        }
        shifts.changes.sort_unstable();
        shifts.changes.dedup();
        Some(shifts)
    }
}

fn seconds(at: DateTime) -> Option<i64> {
    TimeZone::UTC.to_timestamp(at).ok().map(Timestamp::as_second)
}

/// `+0100`, `-053000`, in seconds (RFC 5545 section 3.3.14).
fn offset(text: &str) -> Option<i64> {
    let text = text.trim();
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, &text[1..]),
        b'+' => (1, &text[1..]),
        _ => (1, text),
    };
    let pair = |at: usize| digits.get(at..at + 2).and_then(|pair| pair.parse::<i64>().ok());
    let (hours, minutes, seconds) = (pair(0)?, pair(2)?, pair(4).unwrap_or(0));
    (hours < 24 && minutes < 60 && seconds < 60).then_some(sign * (hours * 3600 + minutes * 60 + seconds))
}

/// The zones of one file.
#[derive(Debug, Default)]
pub(super) struct Zones {
    told: HashMap<String, Zone>,
    /// The zone of times that name none, where the file says it.
    pub usual: Option<Zone>,
    /// What was found for names that are neither the file's own nor the database's.
    found: RefCell<HashMap<String, Option<(Zone, Certainty)>>>,
}

impl Zones {
    /// Learns the zones that a file describes, up to a time.
    pub fn read(parts: impl Iterator<Item = Component>, until: Timestamp, effort: &mut Effort) -> Zones {
        let mut zones = Zones::default();
        for part in parts {
            let name = part.text("TZID");
            if zones.told.contains_key(&name) || known(&name).is_some() {
                continue;
            }
            let told = known(&part.text("X-LIC-LOCATION"))
                .or_else(|| Shifts::read(&part, until, effort).map(|shifts| Zone::Told(Arc::new(shifts))));
            if let Some(zone) = told {
                zones.told.insert(name, zone);
            }
        }
        zones
    }

    /// The zone of this name: the one everybody knows, the one the file describes, the one that some program
    /// calls so.
    pub fn named(&self, name: &str) -> Option<Zone> {
        known(name)
            .or_else(|| self.told.get(name).or_else(|| self.told.get(name.trim())).cloned())
            .or_else(|| self.looked_up(name).map(|(zone, _)| zone))
    }

    fn looked_up(&self, name: &str) -> Option<(Zone, Certainty)> {
        if let Some(found) = self.found.borrow().get(name) {
            return found.clone();
        }
        let found = zones::zone(name).map(|(zone, certainty)| (Zone::Known(zone), certainty));
        self.found.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }

    /// What is to be said of a zone of this name, where it cannot be told or not wholly. `here` is the reader's.
    pub fn doubt(&self, name: &str, here: &TimeZone) -> Option<String> {
        if known(name).is_some() || self.told.contains_key(name) || self.told.contains_key(name.trim()) {
            return None;
        }
        match self.looked_up(name) {
            Some((_, Certainty::Sure)) => None,
            Some((_, Certainty::OnlyOffset)) => Some(format!(
                "the place of the zone “{name}” is not known here, so its times were read by its offset alone; in \
                 summer they may be an hour late"
            )),
            None => Some(format!(
                "the zone “{name}” is not known here and the file does not describe it; its times were read as those \
                 of {}",
                match &self.usual {
                    Some(Zone::Known(zone)) => zone.iana_name().unwrap_or("the calendar's own zone"),
                    Some(Zone::Told(_)) => "the calendar's own zone",
                    None => here.iana_name().unwrap_or("your own clock"),
                }
            )),
        }
    }
}

/// The zone of the IANA database, also where a path stands before its name
/// (`/freeassociation.sourceforge.net/Tzfile/Europe/Berlin`).
fn known(name: &str) -> Option<Zone> {
    if name.is_empty() {
        return None;
    }
    let zone = |name: &str| TimeZone::get(name).ok().map(Zone::Known);
    zone(name).or_else(|| {
        let path: Vec<&str> = name.split('/').collect();
        let tail =
            |many: usize| path.len().checked_sub(many).filter(|at| *at > 0).map(|at| path[at..].join("/"));
        [3, 2].into_iter().filter_map(tail).find_map(|tail| zone(&tail))
    })
}
