//! What programs call zones: one table (`zones.txt`), the cities of the IANA database, and offsets.

use std::collections::HashMap;
use std::sync::LazyLock;

use jiff::civil::date;
use jiff::tz::{Offset, TimeZone};

use super::phrase;

/// The table as it is written.
const TABLE: &str = include_str!("zones.txt");

/// How well a name tells its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Certainty {
    /// It names a zone, or nothing but an offset.
    Sure,
    /// It names a place that is not known, and the offset that its clocks have in winter.
    OnlyOffset,
}

#[derive(Debug, Default)]
struct Names {
    /// By name, also that of a city.
    zones: HashMap<String, String>,
    america: Vec<String>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let mut names = Names::default();
    for iana in jiff::tz::db().available() {
        let iana = iana.as_str();
        if let Some((region, city)) = iana.rsplit_once('/')
            && !matches!(region, "Etc" | "SystemV" | "US" | "Canada" | "Brazil" | "Mexico" | "Chile")
        {
            names.zones.entry(phrase(&city.replace('_', " "))).or_insert_with(|| iana.to_owned());
        }
    }
    for (zone, list) in rows() {
        for name in list.split(" | ").map(phrase) {
            if zone == "america" {
                names.america.push(name);
            } else {
                names.zones.insert(name, zone.to_owned());
            }
        }
    }
    names
});

fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(' '))
}

/// The zone that a name means which is none of the IANA database: one of Windows, in whatever language, a city, or
/// an offset with or without a place.
pub(crate) fn zone(name: &str) -> Option<(TimeZone, Certainty)> {
    let name = phrase(name.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '/')));
    let name = name.strip_prefix("tzone://").unwrap_or(&name).trim();
    if let Some(zone) = called(name) {
        return Some((zone, Certainty::Sure));
    }
    let Some((offset, place)) = offset(name) else {
        return place_in(name, None).map(|zone| (zone, Certainty::Sure));
    };
    if place.is_empty() {
        return Some((TimeZone::fixed(offset), Certainty::Sure));
    }
    let there =
        called(&place).or_else(|| place_in(&place, Some(offset))).or_else(|| in_america(&place, offset));
    Some(match there {
        Some(zone) => (zone, Certainty::Sure),
        None => (TimeZone::fixed(offset), Certainty::OnlyOffset),
    })
}

/// The zone of exactly this name. Some programs count equal names (`Eastern Standard Time 1`), and some say which half
/// of the year it is.
fn called(name: &str) -> Option<TimeZone> {
    let known = |name: &str| {
        let zone = NAMES.zones.get(name)?;
        TimeZone::get(zone).ok()
    };
    let uncounted = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
    let winter = ["daylight time", "summer time", "daylight saving time"]
        .iter()
        .find_map(|end| Some(format!("{}standard time", name.strip_suffix(end)?)));
    known(name)
        .or_else(|| (uncounted.len() < name.len() && name.contains(' ')).then(|| known(uncounted))?)
        .or_else(|| known(&winter?))
}

/// The zone of the first city in a list that is known; one with this offset before one without.
fn place_in(list: &str, offset: Option<Offset>) -> Option<TimeZone> {
    let places = || {
        list.split([',', ';', '/', '(', ')', '、', '，', '،']).map(str::trim).filter(|place| place.len() > 1)
    };
    let fits = |zone: &TimeZone| offset.is_none_or(|offset| winter(zone) == Some(offset));
    places().filter_map(called).find(fits).or_else(|| places().find_map(called))
}

/// What the clocks of a zone show in winter.
fn winter(zone: &TimeZone) -> Option<Offset> {
    [date(2024, 1, 15), date(2024, 7, 15)]
        .into_iter()
        .filter_map(|day| zone.to_timestamp(day.at(12, 0, 0, 0)).ok())
        .map(|at| zone.to_offset(at))
        .min()
}

/// `Eastern Time (US & Canada)` in any language: the country is named, and the offset tells the rest.
fn in_america(place: &str, offset: Offset) -> Option<TimeZone> {
    let words =
        || place.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '-'))).filter(|w| !w.is_empty());
    let spaced = format!(" {} ", words().collect::<Vec<_>>().join(" "));
    let names =
        NAMES.america.iter().any(|name| match name.is_ascii() || name.contains(char::is_whitespace) {
            true => spaced.contains(&format!(" {name} ")),
            false => spaced.contains(name.as_str()),
        });
    let zone = match offset.seconds() / 60 {
        -210 => "America/St_Johns",
        -240 => "America/Halifax",
        -300 => "America/New_York",
        -360 => "America/Chicago",
        -420 => "America/Denver",
        -480 => "America/Los_Angeles",
        _ => return None,
    };
    names.then(|| TimeZone::get(zone).ok())?
}

/// An offset in a name, and the place that is named beside it: `(UTC+01:00) Amsterdam, Berlin`, `GMT+0200`, `+02:00`,
/// `UTC`, `GMT -0500 (Standard) / GMT -0400 (Daylight)`.
fn offset(name: &str) -> Option<(Offset, String)> {
    let (inside, place) = match name.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((inside, place)) => (inside.trim(), place.trim()),
        None => (name, ""),
    };
    let digits = ["utc", "gmt", "z"].iter().find_map(|zero| inside.strip_prefix(zero));
    if let Some("") = digits.map(str::trim) {
        return Some((Offset::UTC, place.to_owned()));
    }
    let rest = digits.unwrap_or(inside).trim_start();
    let (sign, rest) = match rest.chars().next()? {
        '+' => (1, &rest[1..]),
        '-' => (-1, &rest[1..]),
        '−' | '–' => (-1, &rest['−'.len_utf8()..]),
        _ => return None,
    };
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !(c.is_ascii_digit() || matches!(c, ':' | '.'))).unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let seconds = seconds(digits)?;
    let after = after.trim();
    let place = match after {
        "" => place,
        // Both halves of the year are said; the first is that of winter.
        _ if after.starts_with('(') || after.starts_with('/') => "",
        _ if place.is_empty() => after,
        _ => place,
    };
    Some((Offset::from_seconds(sign * seconds).ok()?, place.to_owned()))
}

/// `2`, `02`, `0200`, `02:00`, `5.30`, `020000` in seconds.
pub(crate) fn seconds(text: &str) -> Option<i32> {
    if !text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b':' | b'.')) {
        return None;
    }
    let pair = |text: &str| text.parse::<i32>().ok();
    let (hours, minutes) = match text.split_once([':', '.']) {
        Some((hours, minutes)) => (pair(hours)?, pair(minutes.get(..2)?)?),
        None => match text.len() {
            1 | 2 => (pair(text)?, 0),
            3 => (pair(&text[..1])?, pair(&text[1..])?),
            4 | 6 => (pair(&text[..2])?, pair(&text[2..4])?),
            _ => return None,
        },
    };
    (hours <= 14 && minutes < 60).then_some(hours * 3600 + minutes * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_noon_in_june(name: &str) -> Option<(String, Certainty)> {
        let (zone, certainty) = zone(name)?;
        let at = zone.to_timestamp(date(2024, 6, 12).at(12, 0, 0, 0)).ok()?;
        Some((at.to_string()[11..16].to_owned(), certainty))
    }

    #[test]
    fn every_zone_of_the_table_exists() {
        for (iana, names) in rows().filter(|(zone, _)| *zone != "america") {
            assert!(TimeZone::get(iana).is_ok(), "{iana}: {names}");
        }
        assert!(rows().filter(|(_, name)| name.contains(" Standard Time")).count() > 130);
    }

    #[test]
    fn what_is_no_offset_is_none() {
        for text in ["¡0", "0¡", "é00", "¡0é", "-1", "+100", "1 0", "", "२००", "0200Z"] {
            assert_eq!(seconds(text), None, "{text}");
        }
        assert_eq!(seconds("5.30"), Some(19_800));
    }

    #[test]
    fn every_name_of_the_table_stands_once_and_is_read_as_its_zone() {
        let mut of: HashMap<String, &str> = HashMap::new();
        for (iana, names) in rows().filter(|(zone, _)| *zone != "america") {
            for name in names.split(" | ").map(phrase) {
                let read =
                    zone(&name).map(|(zone, certainty)| (zone.iana_name().map(str::to_owned), certainty));
                assert_eq!(read, Some((Some(iana.to_owned()), Certainty::Sure)), "{name}");
                assert_eq!(of.insert(name.clone(), iana), None, "{name} stands twice");
            }
        }
    }

    #[test]
    fn names_of_zones_in_every_program_and_language() {
        let cases = [
            ("W. Europe Standard Time", "10:00"),
            ("w. europe daylight time", "10:00"),
            ("Eastern Standard Time 1", "16:00"),
            ("Mountain Standard Time (Mexico)", "19:00"),
            ("Mexico Standard Time 2", "19:00"),
            ("US Mountain Standard Time", "19:00"),
            ("Vladivostok Standard Time", "02:00"),
            ("Russia Time Zone 11", "00:00"),
            ("UTC-02", "14:00"),
            ("(UTC+01:00) Amsterdam, Berlin, Bern, Rom, Stockholm, Wien", "10:00"),
            ("(UTC+01:00) Ámsterdam, Berlín, Berna, Roma, Estocolmo, Viena", "10:00"),
            ("(UTC+01:00) 阿姆斯特丹，柏林，伯尔尼，罗马，斯德哥尔摩，维也纳", "10:00"),
            ("(GMT+01:00) Sarajevo, Skopje, Warschau, Zagreb", "10:00"),
            ("(UTC+02:00) Athen, Bukarest", "09:00"),
            ("(UTC+00:00) Dublin, Edinburgh, Lissabon, London", "11:00"),
            ("(UTC) Coordinated Universal Time", "12:00"),
            ("(UTC-05:00) Eastern Time (US & Canada)", "16:00"),
            ("(UTC-05:00) Ostküstenzeit (USA und Kanada)", "16:00"),
            ("(UTC-05:00) Est (États-Unis et Canada)", "16:00"),
            ("(UTC-08:00) Hora del Pacífico (EE. UU. y Canadá)", "19:00"),
            ("(UTC-07:00) Arizona", "19:00"),
            ("(UTC-05:00) Indiana (Ost)", "16:00"),
            ("(UTC+05:30) Chennai, Kolkata, Mumbai, Neu-Delhi", "06:30"),
            ("(UTC+09:00) Osaka, Sapporo, Tokio", "03:00"),
            ("Mitteleuropäische Sommerzeit", "10:00"),
            ("heure normale d'Europe centrale", "10:00"),
            ("Berlin", "10:00"),
            ("Pacific Time (US & Canada)", "19:00"),
            ("GMT+0200", "10:00"),
            ("GMT+2", "10:00"),
            ("UTC+02:00", "10:00"),
            ("UTC-5", "17:00"),
            ("+05:30", "06:30"),
            ("GMT -0500 (Standard) / GMT -0400 (Daylight)", "17:00"),
            ("tzone://Microsoft/Utc", "12:00"),
            ("CEST", "10:00"),
        ];
        for (name, wanted) in cases {
            assert_eq!(at_noon_in_june(name), Some((wanted.to_owned(), Certainty::Sure)), "{name}");
        }
        assert_eq!(
            at_noon_in_june("(UTC+03:00) Nowhere at all"),
            Some(("09:00".to_owned(), Certainty::OnlyOffset))
        );
        for name in ["Customized Time Zone", "Ours", "", "+99:00", "tzone://Microsoft/Custom"] {
            assert_eq!(at_noon_in_june(name), None, "{name}");
        }
    }
}
