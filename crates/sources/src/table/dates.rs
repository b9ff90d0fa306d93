//! Days and times as the exports write them.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;

use super::sheet::Sheet;

/// What comes first in `03/04/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The order in these columns: one day above 12 shows it for the whole file.
pub(super) fn order(sheet: &Sheet<'_>, keys: &[&str], usual: Order) -> Order {
    let columns: Vec<usize> = keys.iter().filter_map(|key| sheet.column(key)).collect();
    for row in sheet.rows() {
        for &column in &columns {
            let mut parts = row.at(column).split('/').map(|part| part.parse::<u8>().unwrap_or(0));
            match (parts.next(), parts.next()) {
                (Some(13..=31), Some(1..=12)) => return Order::DayFirst,
                (Some(1..=12), Some(13..=31)) => return Order::MonthFirst,
                _ => {}
            }
        }
    }
    usual
}

/// A day; without its year where that is not given (`--03-12`).
pub(super) fn day(text: &str, order: Order) -> Option<(Option<i16>, i8, i8)> {
    let text = text.trim().trim_end_matches(',');
    if let Some(rest) = text.strip_prefix("--") {
        let (month, day) = match rest.split_once('-') {
            Some(parts) => parts,
            None => rest.split_at_checked(2)?,
        };
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // A leap year, so that the 29th of February is a day.
        Date::new(2000, month, day).ok()?;
        return Some((None, month, day));
    }
    if text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit()) {
        return dated(&text[..4], &text[4..6], &text[6..]);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let &[a, b, c] = parts.as_slice() else { return None };
    if a.len() == 4 && a.bytes().all(|d| d.is_ascii_digit()) {
        return dated(a, b, c);
    }
    if b.bytes().any(|c| c.is_ascii_alphabetic()) {
        return dated(c, b, a);
    }
    if a.bytes().any(|c| c.is_ascii_alphabetic()) {
        return dated(c, a, b.trim_end_matches(','));
    }
    if text.contains('/') && order == Order::MonthFirst { dated(c, a, b) } else { dated(c, b, a) }
}

fn dated(year: &str, month: &str, day: &str) -> Option<(Option<i16>, i8, i8)> {
    let written: i16 = year.parse().ok()?;
    let year = match (year.len(), written) {
        (4, 1..) => written,
        (2, 0..70) => 2000 + written,
        (2, 70..) => 1900 + written,
        _ => return None,
    };
    let month = match month.parse::<i8>() {
        Ok(month) => month,
        Err(_) => {
            let short = month.get(..3)?.to_lowercase();
            MONTHS.iter().position(|name| *name == short)? as i8 + 1
        }
    };
    let day = day.parse().ok()?;
    Date::new(year, month, day).ok()?;
    Some((Some(year), month, day))
}

/// A day as values write it: `YYYY-MM-DD` or `--MM-DD`.
pub(super) fn written(text: &str, order: Order) -> Option<String> {
    Some(match day(text, order)? {
        (Some(year), month, day) => format!("{year:04}-{month:02}-{day:02}"),
        (None, month, day) => format!("--{month:02}-{day:02}"),
    })
}

/// A moment: RFC 3339, a day and a time in `zone` (or UTC where it says so), or a day alone at its noon.
pub(super) fn moment(text: &str, zone: &TimeZone, order: Order) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    let (text, zone) = match text.strip_suffix("UTC") {
        Some(text) => (text.trim(), &TimeZone::UTC),
        None => (text, zone),
    };
    let whole = |part: &str| {
        let (year, month, day) = day(part, order)?;
        Date::new(year?, month, day).ok()
    };
    let (date, time) = match whole(text) {
        Some(date) => (date, Time::constant(12, 0, 0, 0)),
        None => text
            .match_indices([' ', 'T'])
            .find_map(|(at, _)| Some((whole(&text[..at])?, clock(&text[at + 1..])?)))?,
    };
    zone.to_timestamp(date.to_datetime(time)).ok()
}

/// A time of day, with or without seconds, on a clock of 12 or of 24 hours.
fn clock(text: &str) -> Option<Time> {
    let text = text.trim().to_ascii_uppercase();
    let (text, half) = match (text.strip_suffix("AM"), text.strip_suffix("PM")) {
        (Some(text), _) => (text, Some(0)),
        (_, Some(text)) => (text, Some(12)),
        _ => (text.as_str(), None),
    };
    let parts: Vec<i8> = text.trim().split(':').map(|part| part.parse().ok()).collect::<Option<Vec<i8>>>()?;
    let (hour, minute, second) = match parts.as_slice() {
        [hour, minute] => (*hour, *minute, 0),
        [hour, minute, second] => (*hour, *minute, *second),
        _ => return None,
    };
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        Some(_) => return None,
        None => hour,
    };
    Time::new(hour, minute, second, 0).ok()
}
