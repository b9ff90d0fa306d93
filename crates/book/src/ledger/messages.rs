//! What is said of good turns: each a whole sentence.

use goodturn_core::ledger::{TurnKind, Weight};
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};
use jiff::civil::Date;

use crate::error::Error;

pub(super) const NO_TURN: &str = "No good turn is written down yet.";
pub(super) const NOT_SAID: &str = "it is not said what for";

pub(super) fn gave(name: impl Fill, what: &str, on: Option<Date>) -> Words {
    sentence!["gave {name}[ on {on}]: {what}", name, on, what]
}

pub(super) fn got(name: impl Fill, what: &str, on: Option<Date>) -> Words {
    sentence!["got from {name}[ on {on}]: {what}", name, on, what]
}

/// A good turn between two others.
pub(super) fn between(giver: impl Fill, name: impl Fill, what: &str, on: Option<Date>) -> Words {
    sentence!["{giver} gave {name}[ on {on}]: {what}", giver, name, on, what]
}

/// What I gave, as something that happened with them.
pub(super) fn given_title(what: &str) -> Words {
    sentence!["Gave: {what}", what]
}

/// What I got, as something that happened with them.
pub(super) fn got_title(what: &str) -> Words {
    sentence!["Got: {what}", what]
}

pub(super) fn to_themself(name: &str) -> Error {
    Error::refused(format!("{name} cannot do themself a good turn"), "name two different people").at("by")
}

pub(super) fn corrected(name: impl Fill, what: &str, on: Option<Date>) -> Words {
    sentence!["corrected a good turn with {name}[ on {on}]: {what}", name, on, what]
}

pub(super) fn took_out(name: impl Fill, what: &str) -> Words {
    sentence!["took out a good turn with {name}: {what}", name, what]
}

pub(super) fn between_two_others() -> Error {
    let remove = Field("remove");
    let hint = sentence!["take it out with {remove} and write it down anew", remove];
    Error::refused("that good turn is one between two others", hint).at("way")
}

pub(super) fn nothing_corrected() -> Error {
    let (what, kind, weight, value) = (Field("what"), Field("as"), Field("weight"), Field("value"));
    let (on, through, way, tell) = (Field("on"), Field("through"), Field("way"), Field("tell"));
    let hint = sentence![
        "say what is different: {what}, {kind}, {weight}, {value}, {on}, {through}, {way}, {tell}",
        what,
        kind,
        weight,
        value,
        on,
        through,
        way,
        tell
    ];
    Error::usage("nothing is corrected by that", hint)
}

/// How good turns stand with somebody, and what they did for others.
pub(super) fn account(reading: &str, credit: Option<&str>) -> Words {
    sentence!["{reading}[; {credit}]", reading, credit]
}

/// How often somebody helped others whom I know.
pub(super) fn helped(others: usize, through_me: bool) -> Option<Words> {
    Some(match (others, through_me) {
        (0, _) => return None,
        (1, false) => sentence!["helped somebody else you know"],
        (1, true) => sentence!["helped somebody whom they know through you"],
        (n, false) => sentence!["helped {n} others you know", n],
        (n, true) => sentence!["helped {n} others you know, some of them through you", n],
    })
}

/// How often one served in a way, and was served.
pub(super) fn served(way: &str, given: usize, received: usize, last: Option<&str>) -> Words {
    sentence!["{way} {given} given, {received} received[, last {last}]", way, given, received, last]
}

/// A good turn in a list. `way` says which way it went.
pub(super) struct Listed<'t> {
    pub on: &'t str,
    pub way: &'t str,
    pub what: &'t str,
    pub kind: TurnKind,
    pub weight: Weight,
    pub value: Option<&'t str>,
    pub through: Option<&'t str>,
}

impl Listed<'_> {
    pub fn words(self) -> Words {
        let Listed { on, way, what, kind, weight, value, through } = self;
        sentence![
            "{on}  {way}: {what} ({kind}, {weight}[, {value}][, through {through}])",
            on,
            way,
            what,
            kind = kind.name(),
            weight = weight.name(),
            value,
            through
        ]
    }
}

/// Which way a good turn between two others went.
pub(super) fn from_to(by: &str, to: &str) -> Words {
    sentence!["{by} to {to}", by, to]
}
