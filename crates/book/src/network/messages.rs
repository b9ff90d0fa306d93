//! What is said of who knows whom, and of the ways to somebody: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::insight::today::span;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};

use crate::error::Error;
use crate::request::party::Party;

pub(super) const NO_CIRCLE: &str = "No tie is strong enough yet to be in a circle.";
pub(super) const TARGET_NOT_SAID: &str = "it is not said whom you want to meet";
pub(super) const WORTH_WAKING: &str = "Worth waking:";
pub(super) const NO_COMMUNITY: &str =
    "Nobody is known to belong together yet: ties come from mail, meetings and what you say.";
pub(super) const A_COMMUNITY: &str = "a community";
pub(super) const FORGOTTEN: &str = "forgotten since";
pub(super) const NO_CONTACT: &str = "in your address book; no contact is known";

/// How many Dunbar found in a circle.
pub(super) fn dunbar(people: usize) -> Words {
    sentence!["(Dunbar: {people})", people]
}

/// Who is in a circle: the highest and the lowest strength there, some names, and how many more there are.
pub(super) fn circle([highest, lowest]: [f64; 2], names: &[&str], more: usize) -> Words {
    let [highest, lowest] = [highest, lowest].map(|strength| format!("{strength:.0}"));
    let more = Some(more).filter(|more| *more > 0);
    let names = names.join(", ");
    sentence!["strength {highest} to {lowest}: {names}[ and {more} more]", highest, lowest, names, more]
}

pub(super) fn asleep(name: &str, days: i64, reason: Option<&str>) -> Words {
    let long = span(days as f64);
    sentence!["{name}, silent for {long}[; {reason}]", name, long, reason]
}

/// A community: whom I know of it, and through whom where that is one.
pub(super) fn community(name: &str, people: usize, known: usize, bridge: Option<&str>) -> Words {
    match (known, bridge) {
        (0, _) => sentence!["{name}: {people} people, you know nobody there", name, people],
        (_, Some(bridge)) => {
            sentence!["{name}: {people} people, you know it through {bridge} alone", name, people, bridge]
        }
        (known, None) => sentence!["{name}: {people} people, you know {known} of them", name, people, known],
    }
}

/// Who has most ties within a community.
pub(super) fn around(names: &[&str]) -> Words {
    sentence!["around {names}", names = names.join(", ")]
}

/// What a community is called whose people share nothing.
pub(super) fn around_two(one: &str, other: &str) -> Words {
    sentence!["around {one} and {other}", one, other]
}

/// What a community is called whose people share these two.
pub(super) fn sharing(one: &str, other: &str) -> Words {
    sentence!["{one} and {other}", one, other]
}

pub(super) fn drawn(people: usize, everybody: usize, ties: usize) -> Words {
    sentence![
        "{people} of {everybody|1 person|# people} and {ties|1 tie|# ties} between them; \
         a page draws them, and as JSON their places are given.",
        people,
        everybody,
        ties
    ]
}

/// What I said of my own tie, beside its strength as measured.
pub(super) fn as_you_say(how: &str, measured: f64) -> Words {
    let (how, measured) = (if_any(how), format!("{measured:.0}"));
    sentence!["as close as you say[: {how}] ({measured} of 100 by what was counted)", how, measured]
}

pub(super) fn in_touch(times: u32, last: &str) -> Words {
    sentence!["you were in touch {times|once|# times}, last on {last}", times, last]
}

pub(super) fn know_each_other(since: &str, how: &str) -> Words {
    sentence!["they know each other[ since {since}][: {how}]", since = if_any(since), how = if_any(how)]
}

pub(super) fn introduced(on: &str) -> Words {
    sentence!["you introduced them, beginning on {on}", on]
}

/// How often two were seen together, when last, and at what.
pub(super) fn together(times: i64, last: Option<&str>, title: Option<&str>) -> Words {
    sentence!["seen together {times|once|# times}[, last on {last}][ ({title})]", times, last, title]
}

/// One step of a way.
pub(super) fn step(from: &str, to: &str, strength: f64, evidence: &str) -> Words {
    let strength = format!("{strength:.0}");
    sentence!["{from} and {to}, {strength}: {evidence}", from, to, strength, evidence]
}

pub(super) fn weakest(from: &str, to: &str, strength: f64) -> Words {
    sentence!["weakest: {from} and {to} ({strength})", from, to, strength = format!("{strength:.0}")]
}

pub(super) fn instead(first: &str, other: &str) -> Words {
    sentence!["if {first} cannot: {other}", first, other]
}

pub(super) fn no_way(introductions: u32, is_longest: bool) -> Words {
    let tie = Deed::new("tie").open("a", "A").open("b", "B");
    match is_longest {
        true => sentence![
            "No way of at most {introductions|1 introduction|# introductions} is known. Write down who knows whom: {tie}.",
            introductions,
            tie
        ],
        false => sentence![
            "No way of at most {introductions|1 introduction|# introductions} is known. Write down who knows whom: {tie}, \
             or look further: {hops} 4.",
            introductions,
            tie,
            hops = Field("hops")
        ],
    }
}

pub(super) fn no_ways_wanted() -> Error {
    Error::usage("a list of 0 ways shows none", "give a number from 1 on")
}

pub(super) fn too_many_steps(introductions: usize) -> Error {
    Error::usage(
        format!("a way of {introductions} introductions is not looked for"),
        "give a number from 1 to 4",
    )
}

pub(super) fn way_to_themself() -> Error {
    Error::refused("they need no way to themself", "name two different people")
}

/// What one asks for: an introduction to the next on a way, and to whom it leads.
pub(super) fn an_introduction(next: &Party, last: &Party) -> Words {
    match next.id() == last.id() {
        true => sentence!["an introduction to {last}", last = last.name()],
        false => {
            sentence![
                "an introduction to {next}, on the way to {last}",
                next = next.name(),
                last = last.name()
            ]
        }
    }
}

/// That somebody was asked so many days ago, and within how many a way through them counts less.
pub(super) fn asked_lately(name: &str, days: i64, within: i64) -> Words {
    match days {
        0 => sentence![
            "You asked {name} for something today; within {within} days a way counts half.",
            name,
            within
        ],
        days => sentence![
            "You asked {name} for something {ago} ago; within {within} days a way counts half.",
            name,
            ago = span(days as f64),
            within
        ],
    }
}

pub(super) fn nobody_belongs(organisation: &str) -> Error {
    Error::refused(
        format!("nobody in the book belongs to {organisation}"),
        "name a person, or say what they do, such as “anybody in tax in Lyon”",
    )
}

pub(super) fn nobody_fits(text: &str) -> Error {
    Error::refused(
        format!("nobody in the book fits {text:?}"),
        "name a person or an organisation, or say in fewer words what they do and where",
    )
}

/// How close somebody is to me, as I say.
pub(super) fn close(name: impl Fill, strength: f64) -> Words {
    let strength = strength.to_string();
    sentence!["you say {name} is {strength} of 100 close to you", name, strength]
}

pub(super) fn tied(a: impl Fill, b: impl Fill, since: &str) -> Words {
    sentence!["{a} and {b} know each other[ since {since}]", a, b, since = if_any(since)]
}

pub(super) fn known_already() -> Error {
    let strength = Field("strength");
    Error::usage(
        "that you know them is in the book already",
        sentence!["say how close they are: {strength} from 0 to 100", strength],
    )
}

pub(super) fn tie_with_themself(name: &str) -> Error {
    Error::refused(format!("{name} has no tie with themself"), "name two different people")
}

pub(super) fn no_strength(text: &str) -> Error {
    Error::usage(
        format!("{text:?} is no strength"),
        "give a number from 0 (they met once) to 100 (they are in touch every week)",
    )
}

fn if_any(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}
