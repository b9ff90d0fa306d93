//! What is said of today's list and of what one does with its lines: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};
use jiff::civil::Date;

use crate::error::Error;

pub(super) const NOTHING_LEFT: &str = "Nothing is left for later.";
pub(super) const IN_TOUCH: &str = "In touch";
pub(super) const BIRTHDAY_WISHES: &str = "Birthday wishes";
pub(super) const THANKED: &str = "Thanked for a good word";

/// So many matters of a kind.
pub(super) fn many(kind: &str, n: usize) -> Words {
    match kind {
        "promise" => sentence!["{n|1 promise|# promises}", n],
        "ask" => sentence!["{n|1 ask|# asks}", n],
        "follow_up" => sentence!["{n|1 follow-up|# follow-ups}", n],
        "introduction" => sentence!["{n|1 introduction|# introductions}", n],
        "thanks" => sentence!["{n|1 thank-you|# thank-yous}", n],
        _ => sentence!["{n|1 step|# steps} of business", n],
    }
}

/// What waits beside the list, by kind, on as many pages.
pub(super) fn waiting(kinds: &[(&str, usize)]) -> Words {
    let named: Vec<String> = kinds.iter().map(|(kind, n)| many(kind, *n).to_string()).collect();
    match (kinds, named.as_slice()) {
        ([(_, 1)], [one]) => sentence!["{one} waits on its page.", one = one.as_str()],
        (_, [several]) => sentence!["{several} wait on their page.", several = several.as_str()],
        (_, [first @ .., last]) => {
            sentence![
                "{first} and {last} wait on their pages.",
                first = first.join(", "),
                last = last.as_str()
            ]
        }
        (_, []) => sentence!["Nobody is waiting today."],
    }
}

pub(super) fn no_number(lines: &str) -> Error {
    let done = || Deed::new("done");
    let (today, one) = (Deed::new("today"), done().text("lines", "2"));
    let two = done().text("lines", "1").text("lines", "3");
    Error::usage(
        format!("{lines:?} is no number of a line"),
        sentence!["{today} shows the numbers: {one}, {two}", today, one, two],
    )
    .at("lines")
}

/// A follow-up, as something that happened.
pub(super) fn followed_up(event: Option<&str>) -> Words {
    sentence!["Followed up[: {event}]", event]
}

pub(super) fn has_to_be_said(kind: &str, name: &str, deed: Deed) -> Error {
    Error::refused(
        format!("what became of the {kind} with {name} has to be said"),
        sentence!["use {deed}", deed],
    )
}

/// What was done, with the day on which that was and what was told of it, where they were said.
pub(super) fn told(done: Words, on: Option<Date>, text: Option<&str>) -> Words {
    sentence!["{done}[, on {on}][; noted: {text}]", done, on, text]
}

pub(super) fn logged(name: impl Fill, on: Date, title: &str) -> Words {
    sentence!["logged with {name} on {on}: {title}", name, on, title]
}

/// For how long a matter is left; for good where no day is said.
pub(super) fn until(day: Option<Date>) -> Words {
    match day {
        Some(day) => sentence!["until {day}", day],
        None => sentence!["never again"],
    }
}

/// A matter with somebody, as it is called.
pub(super) fn matter(kind: &str, name: &str) -> Words {
    sentence!["{kind} with {name}", kind = kind.replace('_', " "), name]
}

pub(super) fn left(what: &str, until: Option<Date>) -> Words {
    match until {
        Some(day) => sentence!["left for later, until {day}: the {what}", day, what],
        None => sentence!["left for later, never again: the {what}", what],
    }
}

pub(super) fn left_already(what: &str) -> Words {
    sentence!["nothing changed: the {what} is left for later already", what]
}

pub(super) fn not_left(what: &str) -> Words {
    sentence!["nothing changed: the {what} is not left for later", what]
}

pub(super) fn back(what: &str) -> Words {
    sentence!["the {what} may stand in today again", what]
}

pub(super) fn too_many_left(most: usize) -> Error {
    let (later, off) = (Deed::new("later"), Field("off"));
    Error::refused(
        format!("{most} matters are left for later already"),
        sentence!["{later} lists them; take some back with {off}", later, off],
    )
}

pub(super) fn is_answered(what: &str) -> Error {
    Error::refused(
        format!("the {what} is answered already, and waits no more"),
        sentence!["{today} shows what waits now", today = Deed::new("today")],
    )
}

/// That a line is about a tie, which cannot wait by itself.
pub(super) fn is_of_a_tie(name: &str) -> Error {
    let (snooze, mute) = (Deed::new("snooze"), Deed::new("mute"));
    Error::refused(
        format!("the line about {name} is about being in touch with them"),
        sentence!["{snooze} leaves them out for a while, {mute} for good", snooze, mute],
    )
}

pub(super) fn no_such_line(text: &str) -> Error {
    Error::refused(
        format!("no line of today is about {text:?}"),
        "give the number of a line, or the code in its command",
    )
    .at("what")
}

/// That a number is none of the list as it was last shown, which had so many lines.
pub(super) fn no_line(number: usize, lines: usize) -> Error {
    let what = match lines {
        0 => "no list of today was shown yet".to_owned(),
        lines => format!("today had no line {number} when it was last shown; it had {lines}"),
    };
    Error::refused(what, sentence!["{today} shows the list with its numbers", today = Deed::new("today")])
}

pub(super) fn muted(name: impl Fill, off: bool) -> Words {
    match off {
        true => sentence!["unmuted {name}", name],
        false => sentence!["muted {name}", name],
    }
}

pub(super) fn muted_already(name: impl Fill, off: bool) -> Words {
    match off {
        true => sentence!["nothing changed: {name} is not muted", name],
        false => sentence!["nothing changed: {name} is muted already", name],
    }
}

pub(super) fn left_out_already(name: impl Fill, until: Date) -> Words {
    sentence!["nothing changed: {name} is left out of today until {until} already", name, until]
}

pub(super) fn not_left_out(name: impl Fill) -> Words {
    sentence!["nothing changed: {name} is not left out of today", name]
}

/// Somebody left out for so many days; for none where they may stand in it again.
pub(super) fn left_out(name: impl Fill, days: u32) -> Words {
    match days {
        0 => sentence!["{name} may stand in today again", name],
        days => sentence!["left {name} out of today for {days|1 day|# days}", name, days],
    }
}

/// First steps, where nobody waits.
pub(super) fn choose_the_close(most: usize, name: &str) -> Words {
    sentence![
        "Choose the {most} people who matter most to you and say how close each is, beginning with {name}",
        most,
        name
    ]
}

pub(super) const NAME_A_GROUP: &str =
    "Name a group that you serve, such as a club, a team or a street, and see what its members need";

pub(super) fn ask_something_new(name: &str, question: &str) -> Words {
    sentence!["Ask {name} something you never asked: “{question}”", name, question]
}
