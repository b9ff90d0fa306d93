//! When a message was written: RFC 5322 dates, the older and the broken ones too.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::civil::{civil, local};
use super::months::{foreign_month, month};
use super::zone::{named_zone, number, numeric_zone, offset};

/// A point of time as somebody wrote it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Written {
    /// Seconds from 1970 to the date and time of day, as if they were UTC.
    pub(super) local: i64,
    /// Seconds east of Greenwich, where a zone is named.
    pub(super) zone: Option<i64>,
}

impl Written {
    /// Seconds since 1970, UTC. A time that names no zone is taken to be of this one.
    pub(super) fn seconds(self, zone: &TimeZone) -> i64 {
        if let Some(offset) = self.zone {
            return self.local - offset;
        }
        let (days, rest) = (self.local.div_euclid(86_400), self.local.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let part = |n: i64| i8::try_from(n).unwrap_or_default();
        i16::try_from(year)
            .ok()
            .and_then(|year| {
                DateTime::new(
                    year,
                    part(month),
                    part(day),
                    part(rest / 3600),
                    part(rest / 60 % 60),
                    part(rest % 60),
                    0,
                )
                .ok()
            })
            .and_then(|local| zone.to_timestamp(local).ok())
            .map_or(self.local, |at| at.as_second())
    }
}

/// Reads a date with a time of day.
pub(super) fn read(text: &[u8]) -> Option<Written> {
    usual(text).or_else(|| lenient(text))
}

/// `Sun, 28 Apr 2019 10:02:57 +0200`, as nearly every message has it, by position.
fn usual(text: &[u8]) -> Option<Written> {
    let text = if text.get(3) == Some(&b',') { text.get(5..)? } else { text };
    let (day, rest) = match text {
        [a, b, b' ', rest @ ..] => (pair(*a, *b)?, rest),
        [a, b' ', rest @ ..] => (pair(b'0', *a)?, rest),
        _ => return None,
    };
    let [
        m0,
        m1,
        m2,
        b' ',
        y0,
        y1,
        y2,
        y3,
        b' ',
        h0,
        h1,
        b':',
        n0,
        n1,
        b':',
        s0,
        s1,
        b' ',
        sign,
        z0,
        z1,
        z2,
        z3,
        tail @ ..,
    ] = rest
    else {
        return None;
    };
    if tail.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let month = month(&[*m0, *m1, *m2])?;
    let year = pair(*y0, *y1)? * 100 + pair(*y2, *y3)?;
    let time = (pair(*h0, *h1)?, pair(*n0, *n1)?, pair(*s0, *s1)?);
    let zone = offset(*sign, pair(*z0, *z1)?, pair(*z2, *z3)?)?;
    Some(Written { local: local((year, month, day), time)?, zone: Some(zone) })
}

fn pair(a: u8, b: u8) -> Option<i64> {
    (a.is_ascii_digit() && b.is_ascii_digit()).then(|| i64::from(a - b'0') * 10 + i64::from(b - b'0'))
}

/// What a lenient reading has put together so far.
#[derive(Default)]
struct Pieces {
    day: Option<i64>,
    month: Option<i64>,
    year: Option<i64>,
    time: Option<(i64, i64, i64)>,
    zone: Option<i64>,
    afternoon: Option<bool>,
}

/// Any order of day, month's name, year, time and zone, with whatever else stands between.
fn lenient(text: &[u8]) -> Option<Written> {
    let mut pieces = Pieces::default();
    let mut depth = 0usize;
    let blank = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b',' | b';' | b'"' | b'\0');
    for word in text.get(..text.len().min(200))?.split(blank).filter(|word| !word.is_empty()) {
        // A comment, such as the zone's name in brackets.
        let opened = depth + word.iter().filter(|&&byte| byte == b'(').count();
        depth = opened.saturating_sub(word.iter().filter(|&&byte| byte == b')').count());
        if opened == 0 {
            pieces.take(word);
        }
    }
    let (hour, minute, second) = pieces.time?;
    let hour = match pieces.afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    Some(Written {
        local: local((pieces.year?, pieces.month?, pieces.day?), (hour, minute, second))?,
        zone: pieces.zone,
    })
}

impl Pieces {
    fn take(&mut self, word: &[u8]) {
        if let [sign @ (b'+' | b'-'), digits @ ..] = word
            && self.time.is_some()
            && self.zone.is_none()
            && let Some(zone) = numeric_zone(*sign, digits)
        {
            self.zone = Some(zone);
        } else if word.contains(&b':') {
            self.take_time(word);
        } else if word[0].is_ascii_digit() {
            self.take_number(word);
        } else if self.month.is_none()
            && let Some(found) = month(word).or_else(|| foreign_month(word))
        {
            self.month = Some(found);
        } else if word.eq_ignore_ascii_case(b"pm") || word.eq_ignore_ascii_case(b"am") {
            self.afternoon = Some(word[0] | 0x20 == b'p');
        } else if self.time.is_some() && self.zone.is_none() {
            self.zone = named_zone(word);
        }
    }

    /// `10:02`, `10:02:57.5`, `2019-04-28T10:02:57+02:00`, `10:02:57Z`.
    fn take_time(&mut self, word: &[u8]) {
        let word = match word.iter().position(|&byte| byte == b'T') {
            Some(at) => {
                self.take_number(&word[..at]);
                &word[at + 1..]
            }
            None => word,
        };
        let end = word
            .iter()
            .position(|byte| !(byte.is_ascii_digit() || matches!(byte, b':' | b'.')))
            .unwrap_or(word.len());
        let (clock, zone) = word.split_at(end);
        let mut parts =
            clock.split(|&byte| byte == b':').map(|part| number(part.split(|&b| b == b'.').next()?));
        if let (Some(Some(hour)), Some(Some(minute)), second) = (parts.next(), parts.next(), parts.next()) {
            if self.time.is_some() {
                return;
            }
            self.time = Some((hour, minute, second.flatten().unwrap_or(0)));
        }
        if let [sign @ (b'+' | b'-'), digits @ ..] = zone {
            self.zone = numeric_zone(*sign, digits);
        } else if zone.eq_ignore_ascii_case(b"pm") || zone.eq_ignore_ascii_case(b"am") {
            self.afternoon = Some(zone[0] | 0x20 == b'p');
        } else if !zone.is_empty() {
            self.zone = named_zone(zone);
        }
    }

    /// `28`, `2019`, `99`, `28-Apr-2019`, `2019-04-28`, `28.4.2019`, `10.02.57`.
    fn take_number(&mut self, word: &[u8]) {
        let parts: Vec<&[u8]> =
            word.split(|byte| matches!(byte, b'-' | b'.' | b'/')).filter(|p| !p.is_empty()).collect();
        match parts[..] {
            [year, month_number, day] if year.len() == 4 && self.year.is_none() => {
                self.year = number(year);
                self.month = number(month_number).or_else(|| month(month_number));
                self.day = number(day);
            }
            [day, name, year] if self.day.is_none() => {
                let dotted = word.contains(&b'.');
                self.day = number(day);
                self.month = month(name).or_else(|| number(name).filter(|_| dotted));
                self.year = number(year).map(|n| century(n, year.len()));
            }
            [hour, minute, second] if self.time.is_none() => {
                self.time = number(hour).zip(number(minute)).zip(number(second)).map(|((h, m), s)| (h, m, s));
            }
            [one] => match number(one) {
                Some(n) if one.len() <= 2 && self.day.is_none() => self.day = Some(n),
                Some(n) if self.year.is_none() && one.len() <= 4 => self.year = Some(century(n, one.len())),
                _ => {}
            },
            _ => {}
        }
    }
}

/// RFC 5322 section 4.3: two digits up to 49 are of this century, the others and three digits of the last.
fn century(year: i64, digits: usize) -> i64 {
    match digits {
        0..=2 if year < 50 => year + 2000,
        0..=3 => year + 1900,
        _ => year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_every_kind() {
        let cases = [
            ("Sun, 28 Apr 2019 10:02:57 -0000", "2019-04-28T10:02:57Z"),
            ("Sun, 28 Apr 2019 10:02:57 +0530 (IST)", "2019-04-28T04:32:57Z"),
            ("1 Jan 2020 00:00:00 +0100", "2019-12-31T23:00:00Z"),
            ("Sun,  8 Apr 2019 10:02:57 GMT", "2019-04-08T10:02:57Z"),
            ("28 Apr 99 10:02 EST", "1999-04-28T15:02:00Z"),
            ("28 Apr 49 10:02 PDT", "2049-04-28T17:02:00Z"),
            ("28 Apr 119 10:02 Z", "2019-04-28T10:02:00Z"),
            ("28-Apr-2019 10:02:57 UT", "2019-04-28T10:02:57Z"),
            ("Sun Apr 28 10:02:57 2019", "2019-04-28T10:02:57Z"),
            ("Sun Apr 28 10:02:57 CEST 2019", "2019-04-28T08:02:57Z"),
            ("Mon Jan 01 10:00:00 +0200 2024", "2024-01-01T08:00:00Z"),
            ("2019-04-28 10:02:57 +02:00", "2019-04-28T08:02:57Z"),
            ("2019-04-28T10:02:57.123Z", "2019-04-28T10:02:57Z"),
            ("2019-04-28T10:02:57+02:00", "2019-04-28T08:02:57Z"),
            ("So., 28. Apr. 2019 10:02:57 +0200", "2019-04-28T08:02:57Z"),
            ("dim., 28 févr. 2019 10:02:57 +0100", "2019-02-28T09:02:57Z"),
            ("28.04.2019 10:02:57", "2019-04-28T10:02:57Z"),
            ("Sun, 28 Apr 2019 10.02.57 +0000", "2019-04-28T10:02:57Z"),
            ("Sunday, April 28, 2019 10:02 PM", "2019-04-28T22:02:00Z"),
            ("Sun (a comment), 28 Apr 2019 10:02:57 (so (nested)) +0000", "2019-04-28T10:02:57Z"),
            ("Sun, 28 Apr 2019 10:02:60 +0000", "2019-04-28T10:02:59Z"),
            ("Sun, 28 Apr 2019 10:02:57 GMT+2", "2019-04-28T08:02:57Z"),
            ("Sun, 28 Apr 2019\r\n\t10:02:57 +0000", "2019-04-28T10:02:57Z"),
        ];
        for (text, expected) in cases {
            let expected: jiff::Timestamp = expected.parse().unwrap();
            let found = read(text.as_bytes()).map(|written| written.seconds(&TimeZone::UTC));
            assert_eq!(found, Some(expected.as_second()), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "yesterday",
            "31 Feb 2019 10:00:00 +0000",
            "28 Apr 2019",
            "10:00",
            "40 Apr 2019 10:00",
            "28 Apr 2019 25:00:00 +0000",
        ] {
            assert_eq!(read(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn a_time_without_zone_is_of_the_readers() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        assert_eq!(read(b"2 Jan 1970 02:00:00").unwrap().seconds(&zone), 86_400);
    }
}
