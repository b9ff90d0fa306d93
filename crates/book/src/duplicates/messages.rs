//! What is said of cards that may be one person's: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};

use crate::error::Error;
use crate::request::parse::listed;
use crate::request::party::Party;

pub(super) const NOBODY_TWICE: &str = "Nobody seems to be in the book twice.";

/// That somebody who has just come may have been in the book as another.
pub(super) fn perhaps(own: &Party, other: &Party, percent: u8) -> Words {
    let merge = Deed::new("merge").text("who", other.id().to_string()).text("other", own.id().to_string());
    sentence![
        "{own} is perhaps {other}, who is in the book ({percent} %); {merge} makes them one",
        own = own.name(),
        other = other.name(),
        percent = u32::from(percent),
        merge
    ]
}

/// What was merged as certain, each of them in words.
pub(super) fn merged_certain(merged: &[String]) -> Words {
    match merged {
        [] => sentence!["nothing changed: no two cards are certainly one person's"],
        [one] => sentence!["{one}", one],
        all => sentence!["merged {n} pairs, each an act of its own", n = all.len()],
    }
}

pub(super) fn merged(other: impl Fill, into: impl Fill) -> Words {
    sentence!["merged {other} into {into}", other, into]
}

/// Of two who were made one: by what, where that is one thing that both have.
pub(super) fn taken_to_be_one(other: &str, person: &str, by: Option<&str>) -> Words {
    sentence!["taken to be one: {other} and {person}[, who both have {by}]", other, person, by]
}

pub(super) fn one_already(name: impl Fill) -> Words {
    sentence!["nothing changed: they are one already, {name}", name]
}

/// That two names mean one card, to whoever wants to merge them.
pub(super) fn same_card(one: &str, other: &str, name: &str) -> Error {
    let duplicates = Deed::new("duplicates");
    Error::refused(
        format!("{one} and {other} are the same card of {name}"),
        sentence!["name two people; {duplicates} lists who may be one", duplicates],
    )
}

/// The same, to whoever says that they are two.
pub(super) fn one_card(name: &str) -> Error {
    let split = Deed::new("split");
    Error::refused(
        format!("that is one card, {name}'s"),
        sentence!["name two people; {split} takes apart who was merged", split],
    )
}

pub(super) fn distinct_taken_back(on: &str) -> Words {
    sentence!["you had said on {on} that they are two; that is taken back", on]
}

/// What two who were made one disagreed on.
pub(super) fn kept_beside(kind: ValueKind, shown: &str, beside: &[String]) -> Words {
    sentence![
        "{kind}: {shown} is shown, {beside} is kept beside it",
        kind = kind.name(),
        shown,
        beside = beside.join(", ")
    ]
}

pub(super) fn distinct(one: impl Fill, other: impl Fill, later: bool) -> Words {
    match later {
        true => sentence!["asks later about {one} and {other}", one, other],
        false => sentence!["{one} and {other} are two people", one, other],
    }
}

/// Of two of whom it was said that they are two: that both have what only one person has.
pub(super) fn said_to_be_two(on: &str, kind: ValueKind, both: &str) -> Words {
    match kind {
        ValueKind::Email => sentence![
            "you said on {on} that they are two, and both have the address {both}: say it again, or merge them",
            on,
            both
        ],
        ValueKind::Uid => sentence![
            "you said on {on} that they are two, and both have the card {both}: say it again, or merge them",
            on,
            both
        ],
        _ => sentence![
            "you said on {on} that they are two, and both have the page {both}: say it again, or merge them",
            on,
            both
        ],
    }
}

pub(super) fn no_chance() -> Error {
    Error::usage("a chance is from 1 to 100 per cent", "50 is as likely as not")
}

pub(super) fn groups_of_everybody() -> Error {
    let (who, groups) = (Field("who"), Field("groups"));
    Error::usage("groups are of the whole book", sentence!["leave {who} or {groups} out", who, groups])
}

/// How many cards one person has.
pub(super) fn cards(n: usize) -> Words {
    sentence!["{n} cards", n]
}

/// On whom a card hangs, and why.
pub(super) fn hangs_on(percent: u8, on: &str, why: &str) -> Words {
    sentence!["{percent} % with {on}: {why}", percent = u32::from(percent), on, why]
}

pub(super) fn split(gone: impl Fill, from: impl Fill) -> Words {
    sentence!["took {gone} out of {from}", gone, from]
}

pub(super) fn no_id(text: &str) -> Error {
    Error::usage(format!("{text:?} is no id"), "give it as it was listed")
}

pub(super) fn did_not_come_since(id: &str) -> Error {
    let (split, theirs) = (Deed::new("split"), Field("theirs"));
    Error::refused(
        format!("nothing that came since the merge has the id {id}"),
        sentence!["{split} without {theirs} lists what came since", split, theirs],
    )
}

pub(super) fn not_of_two(name: &str) -> Error {
    let history = Deed::new("history").open("who", "WHO");
    Error::refused(
        format!("{name} was not made of two"),
        sentence!["{history} lists what was done with them", history],
    )
}

/// Each by id, with what is said of it.
fn lines<I: std::fmt::Display>(all: &[(I, String)]) -> Vec<String> {
    all.iter().map(|(id, said)| format!("{id}  {said}")).collect()
}

/// That several went into somebody: each by id, with what was done.
pub(super) fn of_several(name: &str, merged: &[(PersonId, String)]) -> Error {
    let n = merged.len();
    let list = listed(&lines(merged), 0);
    Error::refused(format!("{n} people went into {name}:{list}"), "name the one to take out by id")
}

/// That it is not said whose it is what came since a merge: each by id, and how many more there are.
pub(super) fn whose_is_it(gone: PersonId, since: &[(String, String)], more: usize) -> Error {
    let list = listed(&lines(since), more);
    let (split, rest) =
        (Deed::new("split").text("who", gone.to_string()).open("theirs", "ID"), Field("rest"));
    Error::refused(
        format!("since they were merged this came, and it is not said whose it is:{list}"),
        sentence![
            "{split} (once for each) gives it to the one who is taken out; with {rest} the others stay",
            split,
            rest
        ],
    )
}
