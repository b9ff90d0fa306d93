//! Days and times as calendars write them (RFC 5545 sections 3.3.4 and 3.3.5).

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{Offset, TimeZone};

use super::line::Line;
use super::zone::{Zone, Zones};
use crate::locale::zones;

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

/// What a clock shows, written `19970902T090000`, with or without time, dashes, colons, parts of a second, `Z` and
/// offset.
pub(super) fn civil(text: &str) -> Option<DateTime> {
    parts(text).map(|(at, _)| at)
}

/// What a clock shows, and how far it is from Greenwich where that stands behind it.
fn parts(text: &str) -> Option<(DateTime, Option<Offset>)> {
    let text = text.trim();
    let (day, time) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    let (time, offset) = match time.find(['+', '-', '\u{2212}', 'Z', 'z']) {
        None if time.is_empty() => ("", None),
        None => (time, None),
        Some(at) => {
            let (time, rest) = time.split_at(at);
            let mut rest = rest.chars();
            let sign = if rest.next() == Some('+') { 1 } else { -1 };
            let offset = match rest.as_str() {
                "" if text.ends_with(['Z', 'z']) => Offset::UTC,
                digits => Offset::from_seconds(sign * zones::seconds(digits)?).ok()?,
            };
            (time.trim_end(), Some(offset))
        }
    };
    let (day, offset) = match day.strip_suffix(['Z', 'z']) {
        Some(day) => (day, Some(Offset::UTC)),
        None => (day, offset),
    };
    let time = match time.find(['.', ',']) {
        Some(at) if time[at + 1..].bytes().all(|b| b.is_ascii_digit()) => &time[..at],
        _ => time,
    };
    Some((clock(day, time)?, offset))
}

fn clock(day: &str, time: &str) -> Option<DateTime> {
    let digits = |text: &str, mark: char| -> Option<String> {
        let plain: String = text.chars().filter(|c| *c != mark).collect();
        plain.bytes().all(|b| b.is_ascii_digit()).then_some(plain)
    };
    let (day, time) = (digits(day, '-')?, digits(time, ':')?);
    if day.len() != 8 || !matches!(time.len(), 0 | 4 | 6) {
        return None;
    }
    let number =
        |text: &str, from: usize| text.get(from..from + 2).map_or(Some(0), |two| two.parse::<i8>().ok());
    let date = Date::new(day[..4].parse().ok()?, number(&day, 4)?, number(&day, 6)?).ok()?;
    // A leap second is the second before it, as RFC 5545 section 3.3.12 allows.
    let time = Time::new(number(&time, 0)?, number(&time, 2)?, number(&time, 4)?.min(59), 0).ok()?;
    Some(date.to_datetime(time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_in_every_spelling() {
        let cases = [
            ("19970902T090000", Some("1997-09-02T09:00:00")),
            ("19970902t090000z", Some("1997-09-02T09:00:00")),
            ("1997-09-02 09:00", Some("1997-09-02T09:00:00")),
            ("19970902", Some("1997-09-02T00:00:00")),
            ("20161231T235960Z", Some("2016-12-31T23:59:59")),
            ("19970230", None),
            ("19970902T250000", None),
            ("", None),
            ("né", None),
            ("1997090é", None),
            ("20240612T073000.000Z", Some("2024-06-12T07:30:00")),
            ("2024-06-12T09:30:00.5+02:00", Some("2024-06-12T09:30:00")),
            ("20240612T093000+0200", Some("2024-06-12T09:30:00")),
            ("20240612T093000-05", Some("2024-06-12T09:30:00")),
            ("20240612T093000+blurb", None),
            ("20240612T09.x", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(civil(text).map(|at| at.to_string()).as_deref(), wanted, "{text}");
        }
    }
}
