//! The time of day that stands beside a day.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::super::token::{Half, Kind, Token, likely};
use super::super::words::Words;
use super::super::{At, Looks, View};
use super::{Clock, Meant};

/// The parts of the day from which on an hour up to eleven is of its second half.
const NOON: i32 = 12;
const EVENING: i32 = 19;
const NIGHT: i32 = 22;

impl Clock {
    /// What a token of the clock says.
    pub fn of(time: Time, half: Half) -> Clock {
        Clock { part: None, hour: Some((i32::from(time.hour()), i32::from(time.minute()), half)) }
    }

    pub fn or(self, other: Clock) -> Clock {
        Clock { part: self.part.or(other.part), hour: self.hour.or(other.hour) }
    }

    /// The time, and how many days later it is: the clock's where it was said, else the hour that stands for the part of
    /// the day.
    fn time(self) -> Option<(At, i32)> {
        let of = |hour: i32, minute: i32, exact: bool| {
            let time = Time::new(i8::try_from(hour).ok()?, i8::try_from(minute).ok()?, 0, 0).ok()?;
            Some(At { time, exact })
        };
        let Some((hour, minute, half)) = self.hour else { return of(self.part?, 0, false).map(|at| (at, 0)) };
        let (hour, later) = match (half, self.part) {
            (Half::Said, _) => (hour, 0),
            // Twelve at night, or two, is of the day that follows.
            (_, Some(part)) if part >= EVENING && (hour == 12 || hour == 0) => (0, 1),
            (_, Some(part)) if part >= EVENING && (1..=3 + i32::from(part == NIGHT)).contains(&hour) => {
                (hour, 1)
            }
            (_, Some(part)) if part > NOON && (1..12).contains(&hour) => (hour + 12, 0),
            (_, Some(NOON)) if (0..=4).contains(&hour) => (hour + 12, 0),
            // `Halb eins` is after noon, where nothing else is said.
            (Half::Guessed, part) if hour == 0 && minute > 0 && part.is_none_or(|part| part > NOON) => {
                (12, 0)
            }
            (Half::Guessed, None) => (likely(hour), 0),
            _ => (hour, 0),
        };
        of(hour, minute, true).map(|at| (at, later))
    }
}

impl Meant {
    /// At the time that was said beside it; the part of the day may have been said with the day.
    pub fn at(self, clock: Clock, view: &View) -> Meant {
        let part = self.time.filter(|time| !time.exact).map(|time| i32::from(time.time.hour()));
        let Some((time, later)) = (Clock { part: clock.part.or(part), ..clock }).time() else { return self };
        // The night that one looks back to from the same day began the day before.
        let later = if view.looks == Looks::Back && self.day == view.now.date() { 0 } else { later };
        let shifted = |day: Date| day.checked_add(later.days()).unwrap_or(day);
        Meant { day: shifted(self.day), other: self.other.map(shifted), time: Some(time), ..self }
    }
}

/// The times said from a place on, one behind another, and where they end.
pub(in crate::days) fn times(tokens: &[Token], from: usize) -> (usize, Clock) {
    let (mut at, mut said) = (from, Clock::default());
    loop {
        let comma = usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
        let Some((len, more)) = time(&tokens[(at + comma).min(tokens.len())..]) else { return (at, said) };
        (at, said) = (at + comma + len, more.or(said));
    }
}

/// A time of day that the tokens begin with.
pub(super) fn time(tokens: &[Token]) -> Option<(usize, Clock)> {
    let words = Words::known();
    let text = |at: usize| tokens.get(at).map_or("", |token| token.text.as_str());
    let hour = |at: usize| match tokens.get(at)?.kind {
        Kind::Number(n) => (0..=24).contains(&n).then_some(n),
        Kind::Word if matches!(text(at), "one" | "eins" | "ein") => {
            let told = matches!(text(at + 1), "o'clock" | "uhr");
            let ends = tokens.get(at + 1).is_none_or(|next| next.kind == Kind::Sign);
            (told || ends && text(at) != "ein").then_some(1)
        }
        Kind::Word => words.value("n", text(at)).filter(|n| (2..=12).contains(n)),
        _ => None,
    };
    let at = usize::from(words.is("at", text(0)) || text(0) == "@");
    if let Some(Token { kind: Kind::Clock(time, half), .. }) = tokens.get(at) {
        return Some((at + 1, Clock::of(*time, *half)));
    }
    let said = |len: usize, hour: i32, minute: i32| {
        // `Um acht Uhr`, `at five o'clock`
        let len = len + usize::from(matches!(text(len), "o'clock" | "uhr"));
        Some((len, Clock { part: None, hour: Some((hour, minute, Half::Guessed)) }))
    };
    if at > 0
        && let Some(Token { kind: Kind::Dotted(_), text, .. }) = tokens.get(at)
        && let Some((hour, minute)) = text.split_once('.').filter(|(_, minute)| minute.len() == 2)
        && let (Ok(hour @ 0..=23), Ok(minute @ 0..=59)) = (hour.parse(), minute.parse())
    {
        return said(at + 1, hour, minute);
    }
    match (text(at), text(at + 1)) {
        ("half", "past") => return said(at + 3, hour(at + 2)?, 30),
        ("quarter", "past") | ("viertel", "nach") => return said(at + 3, hour(at + 2)?, 15),
        ("quarter", "to") | ("viertel", "vor") => return said(at + 3, hour(at + 2)? - 1, 45),
        ("halb", _) => return said(at + 2, hour(at + 1)? - 1, 30),
        _ => {}
    }
    if at > 0
        && let Some(hour) = hour(at)
        && !words.is("unit", text(at + 1))
    {
        return said(at + 1, hour, 0);
    }
    let lead = match (text(0), text(1)) {
        ("in" | "at", "the") | ("in", "der") => 2,
        ("am" | "at" | "in" | "zu", _) => 1,
        _ => 0,
    };
    if text(lead) == "midnight" || text(lead) == "mitternacht" {
        return Some((lead + 1, Clock { part: None, hour: Some((0, 0, Half::Open)) }));
    }
    let part = words.value("part", text(lead))?;
    Some((lead + 1, Clock { part: Some(part), ..Clock::default() }))
}
