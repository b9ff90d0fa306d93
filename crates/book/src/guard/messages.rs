//! What is said of whom to be careful with: each a whole sentence.

use goodturn_core::sentence;
use goodturn_core::words::{Fill, Words};
use jiff::civil::Date;

use crate::error::Error;

pub(super) const NOBODY: &str = "There is nobody to be careful with.";
pub(super) const WHY_NOT_SAID: &str = "it is not said why";

pub(super) fn excused(name: impl Fill, why: &str) -> Words {
    sentence!["on file for {name}: {why}", name, why]
}

pub(super) fn no_excuse(name: &str) -> Error {
    Error::refused(format!("no reason is on file for {name}"), "")
}

pub(super) fn excuse_gone(name: impl Fill) -> Words {
    sentence!["took away what was on file for {name}", name]
}

pub(super) fn overruled(name: impl Fill, until: Date) -> Words {
    sentence!["the guard says nothing about {name} until {until}", name, until]
}

pub(super) fn not_overruled(name: &str) -> Error {
    Error::refused(format!("nothing is decided about {name}"), "")
}

pub(super) fn may_speak(name: impl Fill) -> Words {
    sentence!["the guard may speak about {name} again", name]
}

/// A reason on file, in a list.
pub(super) fn on_file(excuse: &str) -> Words {
    sentence!["on file: {excuse}", excuse]
}

pub(super) fn rests(until: &str) -> Words {
    sentence!["You decided otherwise; this rests until {until}.", until]
}

pub(super) fn taker(name: &str, since: &str, people: usize, refused: usize) -> Words {
    sentence![
        "In {since} {name} has taken from {people} people you know of, given back next to nothing, and {refused} of your \
         asks came to nothing. There may be a reason that the book does not know. Until you decide otherwise no \
         introductions to {name} are suggested, and giving is asked about first.",
        since,
        name,
        people,
        refused
    ]
}

pub(super) fn one_sided(name: &str, since: &str) -> Words {
    sentence!["Between you and {name} it has been one-sided for {since}: is it meant so?", name, since]
}

pub(super) fn clear(name: &str) -> Words {
    sentence!["There is nothing to be careful about with {name}.", name]
}

/// Why one is asked before a deed with somebody.
pub(super) fn warning(name: &str, people: usize) -> Words {
    sentence![
        "{name} has taken from {people} people you know of and given back next to nothing",
        name,
        people
    ]
}

pub(super) fn you_gave(what: &str) -> Words {
    sentence!["you gave: {what}", what]
}

pub(super) fn gave(name: &str, what: &str) -> Words {
    sentence!["{name} gave: {what}", name, what]
}

pub(super) fn declined(what: &str) -> Words {
    sentence!["declined: {what}", what]
}

pub(super) fn unanswered(what: &str) -> Words {
    sentence!["did not answer: {what}", what]
}
