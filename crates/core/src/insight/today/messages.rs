//! What today says of a tie, and of how long something has been: each a whole sentence, or the words of a time in one.

use jiff::civil::Date;
use jiff::{Timestamp, tz::TimeZone};

use super::super::cadence::day;
use crate::sentence;
use crate::words::Words;

/// How long ago something was, by the days of the calendar: `today`, `yesterday`, `3 weeks ago`.
pub fn ago(at: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let days = (day(now, zone) - day(at, zone)).get_days();
    let span = span(f64::from(days.abs()));
    let said = match days {
        0 => sentence!["today"],
        1 => sentence!["yesterday"],
        ..0 => sentence!["in {span}", span],
        _ => sentence!["{span} ago", span],
    };
    said.to_string()
}

/// How long a tie has been silent, by the days of the calendar, and as a clause: `in touch today`, `silent for 3 weeks
/// now`.
pub fn silence(last: Timestamp, now: Timestamp, zone: &TimeZone) -> String {
    let said = match (day(now, zone) - day(last, zone)).get_days() {
        ..=0 => sentence!["in touch today"],
        days => sentence!["silent for {span} now", span = span(f64::from(days))],
    };
    said.to_string()
}

/// So many days, in words: `12 days`, `3 weeks`, `5 months`, `2 years`.
pub fn span(days: f64) -> String {
    let n = |of: f64| (days / of).round().max(1.0) as i64;
    let said = match days.round() as i64 {
        ..=13 => sentence!["{n|1 day|# days}", n = n(1.0)],
        14..=59 => sentence!["{n|1 week|# weeks}", n = n(7.0)],
        60..=729 => sentence!["{n|1 month|# months}", n = n(30.44)],
        _ => sentence!["{n|1 year|# years}", n = n(365.25)],
    };
    said.to_string()
}

/// A birthday in so many days.
pub(super) fn birthday(days: i32) -> Words {
    match days {
        0 => sentence!["Birthday today"],
        1 => sentence!["Birthday tomorrow"],
        days => sentence!["Birthday in {days} days", days = i64::from(days)],
    }
}

/// The first steps with somebody met so many days ago, by the day on which each is due.
pub(super) fn first_step(step: i64, met: Date, days: i32) -> Words {
    let ago = span(f64::from(days));
    match step {
        1 => sentence!["New since {met}: say thank you while the meeting is fresh", met],
        7 => sentence!["New since {met}, {ago} ago: follow up before it is forgotten", met, ago],
        30 => sentence!["New since {met}, {ago} ago, and quiet since: share something useful", met, ago],
        _ => sentence!["New since {met}, {ago} ago: see how they are", met, ago],
    }
}

/// A silence that is longer than a tie bears. Where only one of the two has spoken since, `word` says how long ago.
pub(super) fn overdue(wait: f64, word: Option<String>, wanted: &Words) -> Words {
    let (wait, wanted) = (span(wait), wanted.to_string());
    match word {
        None => sentence!["{wait} since you were in touch; {wanted}", wait, wanted],
        Some(word) => sentence![
            "{wait} since you were in touch both ways, the last word {word}; {wanted}",
            wait,
            word,
            wanted
        ],
    }
}

/// Somebody of whom one wanted to be reminded, and with whom nothing is written down.
pub(super) fn unheard(wait: f64, wanted: &Words) -> Words {
    sentence![
        "In your book for {wait} and not in touch yet; {wanted}",
        wait = span(wait),
        wanted = wanted.to_string()
    ]
}

/// What is wanted of a tie, by the days that I said.
pub(super) fn you_wanted(days: u32) -> Words {
    sentence!["you wanted {days|every day|every # days}", days]
}

/// The same, by its rhythm.
pub(super) fn usually(gap: f64) -> Words {
    sentence!["usually every {gap}", gap = span(gap)]
}

/// The same, by the circle that I put somebody in.
pub(super) fn in_circle(circle: i64, gap: f64) -> Words {
    sentence!["in circle {circle} of 5, every {gap} is good", circle, gap = span(gap)]
}

/// The same, by how close somebody is.
pub(super) fn of_the_closest(size: usize, gap: f64) -> Words {
    sentence!["one of your closest {size}, every {gap} is good", size, gap = span(gap)]
}

pub(super) fn fading(gap: f64, silence: f64) -> Words {
    sentence![
        "Fading: you were in touch every {gap}, and now {silence} have passed",
        gap = span(gap),
        silence = span(silence)
    ]
}

pub(super) fn worth_waking(exchanges: u32, silence: f64) -> Words {
    sentence![
        "Worth waking: once close ({exchanges|1 exchange|# exchanges}), silent for {silence}; old ties give the \
         freshest advice",
        exchanges,
        silence = span(silence)
    ]
}

/// A reason, and how somebody wants to be dealt with.
pub(super) fn minding(reason: &str, how: &str) -> Words {
    sentence!["{reason}; {how}", reason, how]
}

/// The reason for one of several who were met on a day.
pub(super) fn more_were_met(reason: &str, more: usize) -> Words {
    sentence!["{reason}; {more|one more was|# more were} met that day", reason, more]
}

/// The reason of a matter that was left for so many days.
pub(super) fn has_waited(reason: &str, days: i32) -> Words {
    let span = span(f64::from(days));
    sentence!["{reason}; it has waited {span}: is it still wanted, or may it be let go?", reason, span]
}
