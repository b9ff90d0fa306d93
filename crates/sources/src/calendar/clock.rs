//! What a clock shows, as calendars write it (RFC 5545 sections 3.3.4 and 3.3.5).

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use crate::locale::zones;

/// What a clock shows, written `19970902T090000`, with or without time, dashes, colons, parts of a second, `Z` and
/// offset.
pub(super) fn civil(text: &str) -> Option<DateTime> {
    parts(text).map(|(at, _)| at)
}

/// What a clock shows, and how far it is from Greenwich where that stands behind it.
pub(super) fn parts(text: &str) -> Option<(DateTime, Option<Offset>)> {
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
