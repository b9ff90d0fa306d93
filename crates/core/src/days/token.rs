//! A text as the pieces that days are made of: words, numbers, numeric dates, times of the clock.

use std::ops::Range;

use jiff::civil::{Date, Time};

use super::words::{Class, Words};
use crate::channel::fold;

/// A piece of a text.
#[derive(Clone, Debug)]
pub(super) struct Token {
    /// Where it stands.
    pub span: Range<usize>,
    /// It, folded; for a number its digits.
    pub text: String,
    /// What it is.
    pub kind: Kind,
    /// Whether it is written with a capital letter.
    pub capital: bool,
    /// What it stands for where it is a word that is known.
    pub known: &'static [Class],
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Kind {
    /// Letters.
    Word,
    /// Digits.
    Number(i32),
    /// Digits with `th` or a full stop behind them.
    Ordinal(i32),
    /// A date in figures.
    Date(Figures),
    /// A time of the clock, and how plainly it says which half of the day it is of.
    Clock(Time, Half),
    /// Two numbers with a full stop or a comma between them: `5.11`, `1,5`; as day and month where they are that.
    Dotted(Figures),
    /// Anything else, a sign each.
    Sign,
}

/// Whether a time of the clock says which half of the day it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Half {
    /// It does: `5pm`, `17:00`.
    Said,
    /// It does not, and stands as it is where nothing else says so: `8:30`, `8 Uhr`.
    Open,
    /// It does not, and is guessed: `8 o'clock`.
    Guessed,
}

/// A date in figures, as far as it says itself which figure is what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Figures {
    /// Year, month and day.
    Whole(Date),
    /// Two that may be day and month or month and day, and a year where there is one.
    Pair(i8, i8, Option<i16>),
    /// Day and month.
    DayMonth(i8, i8),
    /// Figures that are no day.
    None,
}

/// The pieces of a text.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    let bytes = text.as_bytes();
    let (mut found, mut at): (Vec<Token>, usize) = (Vec::new(), 0);
    while let Some(first) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if first.is_whitespace() {
            at += first.len_utf8();
        } else if first.is_ascii_digit() {
            let (kind, end) = figures(text, at);
            found.push(Token {
                span: at..end,
                text: text[at..end].to_lowercase(),
                kind,
                capital: false,
                known: &[],
            });
            at = end;
            // An exact time follows its date behind a T.
            if matches!(kind, Kind::Date(_))
                && matches!(bytes.get(at), Some(b'T' | b't'))
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
            {
                at += 1;
            }
        } else if first.is_alphanumeric() {
            let end = at + word(&text[at..]);
            at = push_word(&mut found, text, at..end);
        } else {
            let end = at + first.len_utf8();
            let span = at..end;
            found.push(Token {
                text: text[span.clone()].to_owned(),
                span,
                kind: Kind::Sign,
                capital: false,
                known: &[],
            });
            at = end;
        }
    }
    for token in &mut found {
        token.known = Words::known().of(&token.text);
    }
    found
}

/// How long the word is that a text begins with; an apostrophe between letters belongs to it.
fn word(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let within = matches!(c, '\'' | '’') && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !c.is_alphanumeric() && !within && !unicode_normalization::char::is_combining_mark(c) {
            return at;
        }
    }
    text.len()
}

/// No word that says when is longer than this, in bytes: `Donnerstagnachmittag` has twenty.
const LONG: usize = 40;

/// The beginning of a text, as far as it may say of a number that it is a time: longer is looked at nowhere, or a text of
/// numbers would be read as often as it has numbers.
fn beginning(text: &str) -> &str {
    &text[..text.floor_char_boundary(LONG)]
}

/// A word, and where it ends; `Freitagabend` is two.
fn push_word(found: &mut Vec<Token>, text: &str, span: Range<usize>) -> usize {
    let (raw, words) = (&text[span.clone()], Words::known());
    let capital = raw.chars().next().is_some_and(char::is_uppercase);
    let folded = fold(raw).replace('’', "'");
    let ascii = folded.len() == raw.len();
    if ascii && (8..=LONG).contains(&folded.len()) && words.value("weekday", &folded).is_none() {
        let joint = (4..folded.len()).filter(|at| folded.is_char_boundary(*at)).find(|at| {
            words.value("weekday", &folded[..*at]).is_some() && words.value("part", &folded[*at..]).is_some()
        });
        if let Some(joint) = joint {
            let middle = span.start + joint;
            for (part, span) in [(&folded[..joint], span.start..middle), (&folded[joint..], middle..span.end)]
            {
                found.push(Token { span, text: part.to_owned(), kind: Kind::Word, capital, known: &[] });
            }
            return span.end;
        }
    }
    if let Some((kind, end)) = tens(text, &folded, span.end) {
        let text = folded + &text[span.end..end].to_lowercase();
        found.push(Token { span: span.start..end, text, kind, capital, known: &[] });
        return end;
    }
    let mut end = span.end;
    // `Sept. 5`, `Fr. 5 Uhr`: the full stop of a word cut short is part of it.
    let short = folded.len() <= 4
        && (words.value("weekday", &folded).is_some() || words.value("month", &folded).is_some());
    if short
        && text[end..].starts_with('.')
        && text[end + 1..].trim_start().starts_with(|c: char| c.is_ascii_digit())
    {
        end += 1;
    }
    found.push(Token { span: span.start..end, text: folded, kind: Kind::Word, capital, known: &[] });
    end
}

/// `Twenty-first`, `twenty one`: what such a word and the one behind it are together, and where that ends.
fn tens(text: &str, folded: &str, end: usize) -> Option<(Kind, usize)> {
    let words = Words::known();
    let tens = words.value("tens", folded)?;
    let rest = text[end..].strip_prefix(['-', ' ', '‑'])?;
    let from = text.len() - rest.len();
    let next = fold(&rest[..word(rest)]);
    let end = from + word(rest);
    let small = |class: &str| words.value(class, &next).filter(|value| (1..=9).contains(value));
    match (small("ord"), small("n")) {
        (Some(one), _) => Some((Kind::Ordinal(tens + one), end)),
        (None, Some(one)) if next != "a" && next != "an" => Some((Kind::Number(tens + one), end)),
        _ => None,
    }
}

/// Digits from `at` on, how many bytes and their value; beyond four of them no day is meant.
fn digits(text: &str, at: usize) -> (usize, i32) {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let value = if count <= 5 { text[at..at + count].parse().unwrap_or(-1) } else { -1 };
    (count, value)
}

/// What begins with digits: a date, a time, an ordinal or a number, and where it ends.
fn figures(text: &str, at: usize) -> (Kind, usize) {
    let bytes = text.as_bytes();
    let (count, first) = digits(text, at);
    let end = at + count;
    let sign = bytes.get(end).copied();
    if let Some(end) = chain(text, at) {
        return (Kind::Word, end);
    }
    if brief(text, end) {
        return (Kind::Number(first), end);
    }
    if let Some(sign @ (b'-' | b'.' | b'/')) = sign {
        let (second_count, second) = digits(text, end + 1);
        let second_end = end + 1 + second_count;
        if (1..=2).contains(&second_count) && second_count > 0 {
            let (third_count, third) =
                if bytes.get(second_end) == Some(&sign) { digits(text, second_end + 1) } else { (0, 0) };
            let third_end = second_end + 1 + third_count;
            if count == 4 && (1..=2).contains(&third_count) {
                return (Kind::Date(whole(first, second, third)), third_end);
            }
            if count <= 2 && matches!(third_count, 2 | 4) {
                let year = if third_count == 2 { 2000 + third } else { third };
                let kind = match sign {
                    b'.' => whole(year, second, first),
                    _ => pair(first, second, i16::try_from(year).ok()),
                };
                return (Kind::Date(kind), third_end);
            }
            if count <= 2 && third_count == 0 {
                // `5.3.`: day and month; `5/3`: either.
                if sign == b'.' && bytes.get(second_end) == Some(&b'.') {
                    return (Kind::Date(day_month(first, second)), second_end + 1);
                }
                if sign == b'/' && bytes.get(second_end) != Some(&b'/') {
                    return (Kind::Date(pair(first, second, None)), second_end);
                }
            }
        }
    }
    if count <= 2
        && let Some((time, half, end)) = clock(text, first, end)
    {
        return (Kind::Clock(time, half), end);
    }
    if count <= 3 && matches!(sign, Some(b'.' | b',')) {
        let (second_count, second) = digits(text, end + 1);
        let second_end = end + 1 + second_count;
        let goes_on = text[second_end..].starts_with(|c: char| c.is_alphanumeric());
        let half = second_count == 1 && second == 5;
        if (1..=2).contains(&second_count) && !goes_on && (sign == Some(b'.') || half) {
            let figures = if sign == Some(b'.') { day_month(first, second) } else { Figures::None };
            return (Kind::Dotted(figures), second_end);
        }
    }
    let rest = beginning(&text[end..]).to_ascii_lowercase();
    for suffix in ["st", "nd", "rd", "th"] {
        if count <= 2
            && rest.strip_prefix(suffix).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        {
            return (Kind::Ordinal(first), end + suffix.len());
        }
    }
    if count <= 2 && sign == Some(b'.') && !bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        return (Kind::Ordinal(first), end + 1);
    }
    if sign.is_some_and(|byte| byte.is_ascii_alphabetic()) {
        // `3D`, `2x`
        return (Kind::Word, end + word(&text[end..]));
    }
    (Kind::Number(first), end)
}

/// Four or more numbers with one sign between them are the address of a machine, a number of a telephone or of a version
/// and no day; where they end.
fn chain(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut end = at + digits(text, at).0;
    let sign = bytes.get(end).copied().filter(|sign| matches!(sign, b'.' | b'-' | b'/'))?;
    let mut parts = 1;
    while bytes.get(end) == Some(&sign) && digits(text, end + 1).0 > 0 {
        end += 1 + digits(text, end + 1).0;
        parts += 1;
    }
    (parts > 3).then_some(end)
}

/// Whether a time that is cut short is written at a number, as in `10d ago`.
fn brief(text: &str, end: usize) -> bool {
    let rest = &text[end..];
    let letters = word(rest);
    if letters == 0 || letters > 3 || !Words::known().is("brief", &fold(&rest[..letters])) {
        return false;
    }
    let next = rest[letters..].trim_start();
    let next = &next[..word(next)];
    ["ago", "back"].iter().any(|ago| next.eq_ignore_ascii_case(ago))
}

fn whole(year: i32, month: i32, day: i32) -> Figures {
    let small = |value: i32| i8::try_from(value).unwrap_or(0);
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, small(month), small(day)).ok());
    date.map_or(Figures::None, Figures::Whole)
}

fn pair(first: i32, second: i32, year: Option<i16>) -> Figures {
    match (i8::try_from(first), i8::try_from(second)) {
        (Ok(first @ 1..=31), Ok(second @ 1..=31)) => Figures::Pair(first, second, year),
        _ => Figures::None,
    }
}

fn day_month(day: i32, month: i32) -> Figures {
    match (i8::try_from(day), i8::try_from(month)) {
        (Ok(day @ 1..=31), Ok(month @ 1..=12)) => Figures::DayMonth(day, month),
        _ => Figures::None,
    }
}

/// A time of the clock whose hour ends at `end`: `5pm`, `17:00`, `5.30 p.m.`, `17 Uhr 30`, `17h`, `5 o'clock`.
fn clock(text: &str, hour: i32, end: usize) -> Option<(Time, Half, usize)> {
    let rest = &text[end..];
    let (minute, after) = match rest.as_bytes().first() {
        Some(b':' | b'.') => match digits(text, end + 1) {
            (2, minute) => (Some(minute), end + 3),
            _ => (None, end),
        },
        _ => (None, end),
    };
    let colon = rest.starts_with(':') && minute.is_some();
    let seconds =
        if colon && text[after..].starts_with(':') && digits(text, after + 1).0 == 2 { 3 } else { 0 };
    let after = after + seconds;
    let tail = beginning(&text[after..]).to_lowercase();
    let blank = tail.len() - tail.trim_start_matches([' ', '\u{a0}', '\u{202f}']).len();
    let tail = &tail[blank..];
    let halves = [("am", 0), ("a.m.", 0), ("a.m", 0), ("pm", 12), ("p.m.", 12), ("p.m", 12)];
    let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric());
    for (half, plus) in halves {
        // `at 5 am Montag`: the German `am` is no half of the day.
        let german = half == "am" && blank > 0 && {
            let next = tail.get(2..).unwrap_or_default().trim_start();
            let next = &next[..word(next)];
            Words::known().value("weekday", &fold(next)).is_some()
                || next.starts_with(|c: char| c.is_ascii_digit())
        };
        if !german && tail.strip_prefix(half).is_some_and(ends) && (1..=12).contains(&hour) {
            return time(hour % 12 + plus, minute).map(|time| (time, Half::Said, after + blank + half.len()));
        }
    }
    for word in ["uhr", "o'clock", "o’clock", "h"] {
        let Some(rest) = tail.strip_prefix(word) else { continue };
        let mut end = after + blank + word.len();
        let more = rest.len() - rest.trim_start_matches(' ').len();
        let (count, late) = digits(text, end + more);
        let minute = match (minute, count) {
            (None, 2) if (word == "uhr" || (word == "h" && more == 0)) && late < 60 => {
                end += more + count;
                Some(late)
            }
            _ if !ends(rest) => continue,
            (minute, _) => minute,
        };
        let half = if word.starts_with('o') { Half::Guessed } else { Half::Open };
        return time(hour, minute).map(|time| (time, half, end));
    }
    if colon { time(hour, minute).map(|time| (time, Half::Open, after)) } else { None }
}

fn time(hour: i32, minute: Option<i32>) -> Option<Time> {
    let hour = if hour == 24 { 0 } else { hour };
    Time::new(i8::try_from(hour).ok()?, i8::try_from(minute.unwrap_or(0)).ok()?, 0, 0).ok()
}

/// An hour of which nobody said which half of the day it belongs to: until six it is the afternoon's.
pub(super) fn likely(hour: i32) -> i32 {
    if (1..=6).contains(&hour) { hour + 12 } else { hour }
}
