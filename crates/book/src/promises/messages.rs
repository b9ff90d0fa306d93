//! What is said of promises and asks: each a whole sentence, so that another language needs no other code.

use goodturn_core::sentence;
use goodturn_core::words::{Fill, Words};
use jiff::civil::Date;

use crate::request::days::Until;

pub(super) const NO_PROMISE: &str = "Nothing is owed either way.";
pub(super) const PROMISE_NOT_SAID: &str = "it is not said what was promised";
pub(super) const ASK_NOT_SAID: &str = "it is not said what you ask";
pub(super) const NO_ASK: &str = "Nothing you asked is open.";

pub(super) fn promised(name: impl Fill, what: &str, theirs: bool, on: Option<Date>, by: Until) -> Words {
    let Until { day, is_past } = by;
    match theirs {
        true => sentence![
            "{name} promised[ on {on}]: {what}[, by {day}][{is_past}, which is past]",
            name,
            on,
            what,
            day,
            is_past
        ],
        false => sentence![
            "promised {name}[ on {on}]: {what}[, by {day}][{is_past}, which is past]",
            name,
            on,
            what,
            day,
            is_past
        ],
    }
}

pub(super) fn kept(name: impl Fill, what: &str, theirs: bool, is_turn: bool) -> Words {
    match theirs {
        true => sentence![
            "{name} kept the promise: {what}[{is_turn}; it is a good turn now]",
            name,
            what,
            is_turn
        ],
        false => sentence![
            "kept the promise to {name}: {what}[{is_turn}; it is a good turn now]",
            name,
            what,
            is_turn
        ],
    }
}

/// A promise kept, as something that happened with them.
pub(super) fn kept_title(what: &str) -> Words {
    sentence!["Promise kept: {what}", what]
}

pub(super) fn ended(name: impl Fill, what: &str, is_broken: bool) -> Words {
    match is_broken {
        true => sentence!["the promise with {name} is broken: {what}", name, what],
        false => sentence!["the promise with {name} is released: {what}", name, what],
    }
}

/// A promise in a list.
pub(super) fn listed(name: &str, what: &str, theirs: bool, by: Option<String>) -> Words {
    match theirs {
        true => sentence!["from {name}: {what}[ (by {by})]", name, what, by],
        false => sentence!["to {name}: {what}[ (by {by})]", name, what, by],
    }
}

/// A promise of mine that is due in so many days; fewer than none where it should have been kept.
pub(super) fn mine(what: &str, days: i32) -> Words {
    let n = days.unsigned_abs();
    match days {
        0 => sentence!["You promised: {what} (today)", what],
        1 => sentence!["You promised: {what} (tomorrow)", what],
        -1 => sentence!["You promised: {what} (since yesterday)", what],
        2.. => sentence!["You promised: {what} (in {n} days)", what, n],
        _ => sentence!["You promised: {what} ({n} days ago)", what, n],
    }
}

/// One of theirs that should have been kept.
pub(super) fn theirs(what: &str, due: Date) -> Words {
    sentence!["Promised you by {due}: {what}. Ask how it stands, or let it go", due, what]
}

pub(super) fn asked(name: impl Fill, what: &str, on: Option<Date>, by: Until) -> Words {
    let Until { day, is_past } = by;
    sentence![
        "asked {name}[ on {on}]: {what}[, by {day}][{is_past}, which is past]",
        name,
        on,
        what,
        day,
        is_past
    ]
}

pub(super) fn granted(name: impl Fill, what: &str) -> Words {
    sentence!["{name} granted: {what}; it is a good turn received", name, what]
}

pub(super) fn declined(name: impl Fill, what: &str) -> Words {
    sentence!["{name} declined: {what}", name, what]
}

pub(super) fn unanswered(name: impl Fill, what: &str) -> Words {
    sentence!["{name} did not answer: {what}", name, what]
}

/// An ask in a list.
pub(super) fn still_asked(name: &str, what: &str, on: &str, by: Option<String>) -> Words {
    sentence!["{name}: {what}[ (by {by})], asked {on}", name, what, by, on]
}

/// An ask that nobody answered for long.
pub(super) fn waiting(what: &str, on: &str) -> Words {
    sentence!["You asked on {on}: {what}. Ask once more, or let it go", on, what]
}

/// How good turns stand with somebody whom one wants to ask.
pub(super) fn turns(name: &str, reading: Option<&str>) -> Words {
    match reading {
        Some(reading) => sentence!["Good turns with {name}: {reading}.", name, reading],
        None => sentence!["No good turn with {name} is written down yet; one might come first.", name],
    }
}

pub(super) fn last_ask(what: &str, on: &str, state: &str) -> Words {
    sentence!["The last ask was on {on}: {what} ({state}).", on, what, state]
}

pub(super) fn needs(name: &str, what: &str) -> Words {
    sentence!["{name} needs: {what}.", name, what]
}
