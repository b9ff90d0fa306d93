//! Days and times of properties, and whose clock they are on.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

use super::clock::parts;
use super::line::Line;
use super::zone::{Zone, Zones};

/// A day or a time, and whose clock it is on.
#[derive(Clone, Debug)]
pub(super) enum When {
    /// A whole day, wherever one is.
    Day(Date),
    /// A time on whatever clock is on the wall.
    Floating(DateTime),
    /// A time on the clock of a zone.
    At(DateTime, Zone),
}

impl When {
    /// The times of a property: one for DTSTART, several for RDATE and EXDATE, of a period its start.
    pub fn all(line: &Line, zones: &Zones) -> Vec<Option<When>> {
        let zone = line.param("TZID").and_then(|name| zones.named(name)).or_else(|| zones.usual.clone());
        let whole_days = line.says("VALUE", "DATE");
        let read = |text| match When::read(text, zone.as_ref())? {
            when if whole_days => Some(When::Day(when.civil().date())),
            when => Some(when),
        };
        line.value.split(',').map(read).collect()
    }

    /// The time of a property with one.
    pub fn one(line: &Line, zones: &Zones) -> Option<When> {
        When::all(line, zones).into_iter().next().flatten()
    }

    fn read(text: &str, zone: Option<&Zone>) -> Option<When> {
        let text = text.split('/').next().unwrap_or(text).trim();
        let (at, offset) = parts(text)?;
        if !text.contains(['T', 't', ' ']) {
            return Some(When::Day(at.date()));
        }
        Some(match (offset, zone) {
            (Some(offset), _) => When::At(at, Zone::Known(TimeZone::fixed(offset))),
            (None, Some(zone)) => When::At(at, zone.clone()),
            (None, None) => When::Floating(at),
        })
    }

    /// Whether a time says itself where its clock stands, whatever zone is named beside it.
    pub fn is_fixed(text: &str) -> bool {
        parts(text.split('/').next().unwrap_or(text).trim()).is_none_or(|(_, offset)| offset.is_some())
            || !text.contains(['T', 't', ' '])
    }

    /// This time on the clock of another, where it names none of its own.
    pub fn on_clock_of(self, other: &When) -> When {
        match self {
            When::Floating(at) => other.moved(at),
            when => when,
        }
    }

    /// What the clock shows; midnight for a day.
    pub fn civil(&self) -> DateTime {
        match self {
            When::Day(day) => day.to_datetime(Time::midnight()),
            When::Floating(at) | When::At(at, _) => *at,
        }
    }

    /// The same kind of time when the clock shows this.
    pub fn moved(&self, to: DateTime) -> When {
        match self {
            When::Day(_) => When::Day(to.date()),
            When::Floating(_) => When::Floating(to),
            When::At(_, zone) => When::At(to, zone.clone()),
        }
    }

    /// The instant, with this zone for a clock that names none.
    pub fn instant(&self, wall: &TimeZone) -> Option<Timestamp> {
        match self {
            When::Day(_) | When::Floating(_) => wall.to_timestamp(self.civil()).ok(),
            When::At(at, zone) => zone.instant(*at),
        }
    }

    /// The latest that a rule with this as its UNTIL may reach, against a time of the event.
    pub fn allows(&self, at: &When, wall: &TimeZone) -> bool {
        match self {
            When::Day(day) => at.civil().date() <= *day,
            _ if matches!(at, When::Day(_)) => at.civil().date() <= self.civil().date(),
            When::Floating(until) => at.civil() <= *until,
            When::At(..) => match (at.instant(wall), self.instant(wall)) {
                (Some(at), Some(until)) => at <= until,
                _ => false,
            },
        }
    }

    /// What tells this time from others wherever it is read: not the reader's zone.
    pub fn mark(&self) -> String {
        match self {
            When::Day(day) => day.to_string(),
            When::Floating(at) => at.to_string(),
            When::At(at, zone) => {
                zone.instant(*at).map_or_else(|| at.to_string(), |at| at.as_second().to_string())
            }
        }
    }

    /// A time that stands outside a property, such as in a rule, on the clock of this one.
    pub fn like(&self, text: &str) -> Option<When> {
        let zone = match self {
            When::At(_, zone) => Some(zone),
            _ => None,
        };
        When::read(text, zone)
    }
}
