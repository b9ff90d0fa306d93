//! Days and times as other programs write them, in any language.

use std::borrow::Cow;

use goodturn_core::channel::fold;
use jiff::Timestamp;
use jiff::civil::{Date, ISOWeekDate, Time, Weekday};
use jiff::tz::TimeZone;

/// What comes first in `03/04/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    DayFirst,
    MonthFirst,
}

/// How days that are written alike are to be read: those of some columns of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Days {
    order: Order,
    /// The last day that a year of two digits may mean.
    latest: Date,
    /// A day among them that could be read both ways, where nothing in them told which.
    pub(crate) doubtful: bool,
}

/// A day: without its year where that is not given.
type Day = (Option<i16>, i8, i8);

/// Names of months, folded: a word means the month whose name it is or begins, with three letters at the least.
/// The same beginnings in two languages mean the same month.
const MONTHS: [&str; 12] = [
    "january janeiro januar janvier januari enero gennaio tammikuu styczen stycznia leden ledna januar ianuarie ocak января январь",
    "february februar fevrier februari febrero febbraio fevereiro helmikuu luty lutego unor unora subat февраля февраль",
    "march marz mars marzo maart marco maaliskuu marzec marca brezen brezna mart марта март mrz",
    "april avril abril aprile huhtikuu kwiecien kwietnia duben dubna nisan апреля апрель",
    "may mai mayo maggio mei maio maj toukokuu maja kveten kvetna mayis мая май",
    "june juni juin junio giugno junho kesakuu czerwiec czerwca cerven cervna haziran июня июнь",
    "july juli juillet julio luglio julho heinakuu lipiec lipca cervenec cervence temmuz июля июль",
    "august aout agosto augustus elokuu sierpien sierpnia srpen srpna agustos августа август",
    "september septembre septiembre settembre setembro syyskuu wrzesien wrzesnia zari eylul сентября сентябрь setiembre",
    "october oktober octobre octubre ottobre outubro lokakuu pazdziernik pazdziernika rijen rijna ekim октября октябрь",
    "november novembre noviembre novembro marraskuu listopad listopada listopadu kasim ноября ноябрь",
    "december dezember decembre diciembre dicembre dezembro joulukuu grudzien grudnia prosinec prosince aralik декабря декабрь",
];

/// The month that a word names.
fn month(word: &str) -> Option<i8> {
    let word = fold(word);
    // As Finnish writes it behind a day.
    let word = if word.ends_with("kuuta") { word.trim_end_matches("ta").to_owned() } else { word };
    let letters = word.chars().count();
    // `mei` and `mai` are whole; nothing shorter names a month.
    if letters < 3 {
        return None;
    }
    let named = |whole: bool| {
        MONTHS.iter().position(|names| {
            names.split(' ').any(|name| if whole { name == word } else { name.starts_with(&word) })
        })
    };
    named(true).or_else(|| named(false)).and_then(|at| i8::try_from(at + 1).ok())
}

/// What days that are written alike tell of their order.
#[derive(Default)]
pub(crate) struct Clues {
    day_first: usize,
    month_first: usize,
    both: bool,
}

impl Clues {
    /// Takes in one of them.
    pub(crate) fn see(&mut self, text: &str) {
        match first_two(text) {
            Some((13..=31, 1..=12)) => self.day_first += 1,
            Some((1..=12, 13..=31)) => self.month_first += 1,
            Some((a @ 1..=12, b @ 1..=12)) => self.both |= a != b,
            _ => {}
        }
    }

    /// How they are read. `usual` is for those that tell nothing themselves.
    pub(crate) fn days(&self, usual: Order, latest: Date) -> Days {
        let order = match self.day_first.cmp(&self.month_first) {
            std::cmp::Ordering::Greater => Order::DayFirst,
            std::cmp::Ordering::Less => Order::MonthFirst,
            std::cmp::Ordering::Equal => usual,
        };
        // Where some say so and others say the opposite, nothing is told either.
        let told = (self.day_first == 0) != (self.month_first == 0);
        Days { order, latest, doubtful: self.both && !told }
    }
}

impl Days {
    /// Days of a column that is not looked through.
    pub(crate) fn plain(order: Order, latest: Date) -> Days {
        Days { order, latest, doubtful: false }
    }

    /// What to say where days could be read in two ways.
    pub(crate) fn doubt(self) -> String {
        let how = match self.order {
            Order::DayFirst => "the day first",
            Order::MonthFirst => "the month first",
        };
        format!(
            "days such as 03/04/1990 can be read in two ways; they were read with {how}; if that is wrong, undo the \
             import, write the days as 1990-03-04, and import again"
        )
    }

    /// A day, whatever it is written like.
    pub(crate) fn day(self, text: &str) -> Option<Day> {
        let text = plain(text);
        let text = text.trim().trim_end_matches(',');
        if let Some(rest) = text.strip_prefix("--") {
            let (month, day) = match rest.split_once('-') {
                Some(parts) => parts,
                None => rest.split_at_checked(2)?,
            };
            return yearless(month.parse().ok()?, day.parse().ok()?);
        }
        let text = without_time(text);
        let text = text.as_ref();
        if let Some(day) = week(text) {
            return Some(day);
        }
        let words = words(text)?;
        match words.as_slice() {
            [Part::Number(n)] if n.len() == 8 => {
                dated(&n[..4], number(&n[4..6])?, number(&n[6..])?, self.latest)
                    .or_else(|| dated(&n[4..], number(&n[2..4])?, number(&n[..2])?, self.latest))
            }
            // What a sheet counts from the last day of 1899.
            [Part::Number(n)] if n.len() == 5 => {
                let count = n.parse::<i32>().ok().filter(|count| (10_000..80_000).contains(count))?;
                let day = Date::new(1899, 12, 30).ok()?.checked_add(jiff::Span::new().days(count)).ok()?;
                (day <= self.latest).then(|| (Some(day.year()), day.month(), day.day()))
            }
            [Part::Month(m), Part::Number(d)] | [Part::Number(d), Part::Month(m)] if d.len() <= 2 => {
                yearless(*m, number(d)?)
            }
            [Part::Number(a), Part::Number(b)] if a.len() <= 2 && b.len() <= 2 => {
                let (a, b) = (number(a)?, number(b)?);
                // `12.03.` has the day first everywhere.
                let day_first = text.contains('.') || self.order == Order::DayFirst;
                let (month, day) = if day_first { (b, a) } else { (a, b) };
                yearless(month, day).or_else(|| yearless(day, month))
            }
            [Part::Number(y), Part::Number(m), Part::Number(d)] if y.len() == 4 => {
                dated(y, number(m)?, number(d)?, self.latest)
                    .or_else(|| dated(y, number(d)?, number(m)?, self.latest))
            }
            // `80-06-15`.
            [Part::Number(y), Part::Number(m), Part::Number(d)] if y.len() == 2 && number(y)? > 31 => {
                dated(y, number(m)?, number(d)?, self.latest)
            }
            [Part::Number(a), Part::Number(b), Part::Number(y)] => {
                let (a, b) = (number(a)?, number(b)?);
                let day_first = text.contains('.') || self.order == Order::DayFirst;
                let (month, day) = if day_first { (b, a) } else { (a, b) };
                dated(y, month, day, self.latest).or_else(|| dated(y, day, month, self.latest))
            }
            [Part::Number(y), Part::Month(m), Part::Number(d)] if y.len() == 4 => {
                dated(y, *m, number(d)?, self.latest)
            }
            [Part::Number(d), Part::Month(m), Part::Number(y)]
            | [Part::Month(m), Part::Number(d), Part::Number(y)] => dated(y, *m, number(d)?, self.latest),
            _ => None,
        }
    }

    /// A day as values write it: `YYYY-MM-DD` or `--MM-DD`.
    pub(crate) fn written(self, text: &str) -> Option<String> {
        Some(match self.day(text)? {
            (Some(year), month, day) => format!("{year:04}-{month:02}-{day:02}"),
            (None, month, day) => format!("--{month:02}-{day:02}"),
        })
    }

    /// A moment: RFC 3339, a day and a time in `zone` (or UTC where it says so), or a day alone at its noon.
    pub(crate) fn moment(self, text: &str, zone: &TimeZone) -> Option<Timestamp> {
        let text = plain(text);
        let text = text.trim();
        if let Ok(at) = text.parse::<Timestamp>() {
            return Some(at);
        }
        let (text, zone) = match text.strip_suffix("UTC") {
            Some(text) => (text.trim(), &TimeZone::UTC),
            None => (text, zone),
        };
        let whole = |part: &str| {
            let (year, month, day) = self.day(part)?;
            Date::new(year?, month, day).ok()
        };
        let (date, time) = match without_time(text) == text {
            true => (whole(text)?, Time::constant(12, 0, 0, 0)),
            false => text
                .match_indices([' ', 'T'])
                .find_map(|(at, _)| Some((whole(&text[..at])?, clock(&text[at + 1..])?)))?,
        };
        zone.to_timestamp(date.to_datetime(time)).ok()
    }
}

/// Nobody who has a card was born in the last years before this one and writes two digits for it; until then `80` can only
/// be 1980, while `12` may be either.
const CENTURY: Date = Date::constant(2049, 12, 31);

/// A day that stands alone, as values write it: none where its order or its century would be a guess.
pub(crate) fn alone(text: &str) -> Option<String> {
    if first_two(text).is_some_and(|(a, b)| a <= 12 && b <= 12 && a != b) {
        return None;
    }
    let text_day = without_time(text.trim());
    let digits = text_day.split(|c: char| !c.is_numeric()).map(|run| run.chars().count()).max().unwrap_or(0);
    let short = digits < 4;
    let latest = if short { CENTURY } else { Date::constant(9999, 12, 31) };
    let days = Days::plain(Order::DayFirst, latest);
    match days.day(text)? {
        (Some(year), ..) if short && year >= 2000 => None,
        (Some(_), ..) if !matches!(digits, 2 | 4 | 8) => None,
        _ => days.written(text),
    }
}

/// Whether a cell says in its own way that there is no day.
pub(crate) fn is_none(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit);
    let only_zeros = digits.clone().count() > 0 && digits.clone().all(|c| c == '0');
    let silent = |text: &str| {
        matches!(
            fold(text).as_str(),
            "" | "n/a" | "na" | "none" | "null" | "nil" | "-" | "--" | "---" | "nan"
        )
    };
    (only_zeros && !text.chars().any(char::is_alphabetic)) || silent(text.trim())
}

enum Part<'t> {
    Number(&'t str),
    Month(i8),
}

/// Numbers and names of months; words that belong to days in some language are passed over, and none where
/// another stands among them.
fn words(text: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let of = |fits: fn(char) -> bool| rest.find(|c: char| !fits(c)).unwrap_or(rest.len());
        if c.is_ascii_digit() {
            let len = of(|c| c.is_ascii_digit());
            parts.push(Part::Number(&rest[..len]));
            rest = &rest[len..];
        } else if c.is_alphabetic() {
            let len = of(char::is_alphabetic);
            let word = &rest[..len];
            rest = &rest[len..];
            let weekday = rest.trim_start().starts_with([',', '.']) || parts.is_empty();
            match month(word) {
                // `Mar.` and `mar` are a month; `mar,` before a day is Tuesday in three languages, with the month behind.
                Some(_)
                    if weekday
                        && parts.is_empty()
                        && rest.chars().any(char::is_alphabetic)
                        && names_a_month(rest) => {}
                Some(month) => parts.push(Part::Month(month)),
                None if is_small(word) => {}
                None if parts.is_empty() && rest.trim_start_matches(['.', ',', ' ']).len() < rest.len() => {}
                None => return None,
            }
        } else {
            rest = &rest[c.len_utf8()..];
        }
        if parts.len() > 4 {
            return None;
        }
    }
    (!parts.is_empty()).then_some(parts)
}

fn names_a_month(text: &str) -> bool {
    text.split(|c: char| !c.is_alphabetic()).any(|word| month(word).is_some())
}

/// Endings of numbers and small words between the parts of a day.
fn is_small(word: &str) -> bool {
    matches!(
        fold(word).as_str(),
        "st" | "nd"
            | "rd"
            | "th"
            | "er"
            | "e"
            | "o"
            | "a"
            | "ta"
            | "de"
            | "del"
            | "of"
            | "the"
            | "den"
            | "der"
            | "le"
            | "el"
            | "am"
            | "di"
            | "do"
            | "da"
            | "kuuta"
            | "ten"
            | "年"
            | "月"
            | "日"
            | "년"
            | "월"
            | "일"
            | "г"
            | "года"
    )
}

/// A text without marks of writing direction, odd blanks and digits of other scripts.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
        .map(|c| match c {
            '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
            c => goodturn_core::digits::european(c).unwrap_or(c),
        })
        .collect()
}

/// A day without the time of day. Some programs write the year behind it: `Sun Jun 15 00:00:00 CEST 1980`.
fn without_time(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let Some(colon) = bytes.iter().position(|b| *b == b':') else { return text.into() };
    let hour = bytes[..colon].iter().rev().take_while(|b| b.is_ascii_digit()).count();
    if !(1..=2).contains(&hour) || !bytes.get(colon + 1).is_some_and(u8::is_ascii_digit) {
        return text.into();
    }
    let front = &text[..colon - hour];
    if front.trim().is_empty() {
        return text.into();
    }
    let front = front.trim_end_matches([' ', 'T', 't', ',', '-']);
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let in_front = front.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() >= 4);
    match text[colon..].split_whitespace().rfind(is_year).filter(|_| !in_front) {
        // `1. März, 10:00 1980`
        Some(year) if front.contains(char::is_alphabetic) => format!("{front} {year}").into(),
        _ => front.into(),
    }
}

/// `2024-W11-2` (ISO 8601); its Monday where no day of the week stands.
fn week(text: &str) -> Option<Day> {
    let (year, rest) = text.split_at_checked(4)?;
    let rest = rest.trim_start_matches('-');
    let rest = rest.strip_prefix(['W', 'w'])?;
    let (week, day) = rest.split_at_checked(2)?;
    let day = match day.trim_start_matches('-') {
        "" => 1,
        day => day.parse().ok()?,
    };
    let weekday = Weekday::from_monday_one_offset(day).ok()?;
    let date = ISOWeekDate::new(year.parse().ok()?, week.parse().ok()?, weekday).ok()?.date();
    Some((Some(date.year()), date.month(), date.day()))
}

/// The first two numbers of a day whose order is in doubt: neither written with dots, nor with the year first, nor
/// with the name of a month.
fn first_two(text: &str) -> Option<(i8, i8)> {
    let text = plain(text);
    let text = without_time(text.trim());
    let text = text.as_ref();
    if text.contains('.') || text.starts_with("--") {
        return None;
    }
    match words(text)?.as_slice() {
        [Part::Number(a), Part::Number(b)] | [Part::Number(a), Part::Number(b), Part::Number(_)]
            if a.len() <= 2 && b.len() <= 2 =>
        {
            Some((number(a)?, number(b)?))
        }
        _ => None,
    }
}

fn number(text: &str) -> Option<i8> {
    if text.len() <= 2 { text.parse().ok() } else { None }
}

/// A leap year, so that the 29th of February is a day.
fn yearless(month: i8, day: i8) -> Option<Day> {
    Date::new(2000, month, day).ok()?;
    Some((None, month, day))
}

fn dated(year: &str, month: i8, day: i8, latest: Date) -> Option<Day> {
    let written: i16 = year.parse().ok()?;
    match (year.len(), written) {
        // No year, and the one that Apple writes for none.
        (4, 0 | 1 | 1604) => return yearless(month, day),
        (4, _) => {
            Date::new(written, month, day).ok()?;
            return Some((Some(written), month, day));
        }
        (2, _) => {}
        _ => return None,
    }
    // The last such year that is not after the latest day.
    let century = latest.year() / 100 * 100;
    let near = [century + 100 + written, century + written, century - 100 + written];
    let year = near.into_iter().find(|year| Date::new(*year, month, day).is_ok_and(|date| date <= latest))?;
    Some((Some(year), month, day))
}

/// A time of day, with or without seconds, on a clock of 12 or of 24 hours.
fn clock(text: &str) -> Option<Time> {
    let text = text.trim().to_ascii_uppercase();
    let (text, half) = match (text.strip_suffix("AM"), text.strip_suffix("PM")) {
        (Some(text), _) => (text, Some(0)),
        (_, Some(text)) => (text, Some(12)),
        _ => (text.as_str(), None),
    };
    let parts: Vec<i8> = text
        .trim()
        .split(':')
        .map(|part| part.split('.').next().unwrap_or(part).parse().ok())
        .collect::<Option<Vec<i8>>>()?;
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
