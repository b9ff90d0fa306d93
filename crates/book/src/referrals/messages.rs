//! What is said of referrals and slips: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::referral::{State, Stuck};
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};
use jiff::civil::Date;

use crate::error::Error;
use crate::request::Party;

pub(super) const ABOUT_NOT_SAID: &str = "it is not said whom it is about";
pub(super) const NO_REFERRAL: &str = "No referral is written down yet.";
pub(super) const NO_SLIP: &str = "No slip is of these days.";

/// Said where an amount is not the member's to see.
pub(super) const NOT_MINE: &str = "what it is worth is the receiver's alone to see; no amount was kept";

/// Stands in a table for somebody who does not want to be passed on.
pub(super) const WITHHELD: &str = "(not passed on)";

/// Where a visitor came, as long as no chapter is named.
pub(super) const A_CHAPTER: &str = "the chapter";

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// That somebody passed something on, in words.
pub(super) fn passed(from: &Party, about: Option<&Party>, to: &Party, what: &str, on: Option<Date>) -> Words {
    let what = some(what);
    match about {
        Some(about) => {
            sentence!["{from} passed {about} on to {to}[: {what}][ on {on}]", from, about, to, what, on]
        }
        None => sentence!["{from} passed something on to {to}[: {what}][ on {on}]", from, to, what, on],
    }
}

/// Where a referral came, which its own words name.
pub(super) fn moved(referral: Words, state: State, on: Option<Date>) -> Words {
    sentence!["{referral}: {state}[ on {on}]", referral, state = state.name(), on]
}

pub(super) fn thanked(referral: Words, on: Option<Date>) -> Words {
    sentence!["{referral}: thanked for[ on {on}]", referral, on]
}

pub(super) fn valued(referral: Words, on: Option<Date>) -> Words {
    sentence!["{referral}: amount written down[ on {on}]", referral, on]
}

pub(super) fn credited(weight: &str, giver: &str) -> Words {
    sentence!["a {weight} good turn is written down for {giver}", weight, giver]
}

/// What was done by a referral that closed, as the ledger calls it.
pub(super) fn turn(about: Option<&str>, what: &str) -> Words {
    sentence!["a referral that closed[: {about}][, {what}]", about, what = some(what)]
}

pub(super) fn to_oneself() -> Error {
    Error::refused(
        "a referral goes from one to another, and these are the same",
        "name two different people; one of them may be “me”",
    )
}

pub(super) fn about_oneself(name: &str) -> Error {
    Error::refused(
        format!("{name} cannot be passed on by or to themself"),
        "name three different people: who passes it on, who gets it, whom it is about",
    )
}

pub(super) fn nothing_became() -> Error {
    let (value, thanked) = (Field("value"), Field("thanked"));
    Error::usage(
        "it is not said what became of it",
        sentence!["say where it came (contacted, met, closed, lost), {value}, or {thanked}", value, thanked],
    )
}

pub(super) fn too_early(on: Date, passed: &str) -> Error {
    Error::usage(
        format!("on {on} there was no such referral yet"),
        sentence!["it was passed on on {passed}; give that day or a later one", passed],
    )
}

pub(super) fn stuck(referral: &str, why: Stuck) -> Error {
    let undo = Deed::new("undo");
    Error::refused(
        format!("{referral}: {why}"),
        sentence![
            "the way is given, contacted, met, closed; lost before that; {undo} takes a slip back",
            undo
        ],
    )
}

pub(super) fn thanked_already(on: Date) -> Error {
    Error::refused(format!("they were thanked on {on} already"), "")
}

pub(super) fn outside_about_nobody() -> Error {
    let (about, add) = (Field("about"), Deed::new("add"));
    Error::usage(
        "it is not said whom the referral is about",
        sentence!["add {about} and somebody in the book; {add} writes them into it", about, add],
    )
    .at("about")
}

pub(super) fn one_to_one(name: impl Fill, on: Date) -> Words {
    sentence!["one-to-one with {name} on {on}", name, on]
}

/// A one-to-one, as something that happened.
pub(super) fn one_to_one_title(what: &str) -> Words {
    sentence!["one-to-one[: {what}]", what = some(what)]
}

pub(super) fn visited(name: impl Fill, chapter: &str, on: Date) -> Words {
    sentence!["{name} visited {chapter} on {on}", name, chapter, on]
}

/// A visit, as something that happened.
pub(super) fn visit_title(chapter: &str) -> Words {
    sentence!["visited {chapter}", chapter]
}

pub(super) fn follow_up(chapter: &str) -> Words {
    sentence!["follow up on the visit to {chapter}", chapter]
}

pub(super) fn not_theirs(code: &str, name: &str) -> Error {
    let referrals = Deed::new("referrals");
    Error::refused(
        format!("{code} is no referral from {name} to you"),
        sentence!["{referrals} lists them", referrals],
    )
}

/// That more than one of somebody's referrals waits: each by its code.
pub(super) fn several_wait(name: &str, codes: &[String]) -> Error {
    let (n, codes, referral) = (codes.len(), codes.join(", "), Field("referral"));
    Error::refused(
        format!("{n} referrals of {name} wait: {codes}"),
        sentence!["say with {referral} which one it was", referral],
    )
}

pub(super) fn thanked_that_day(name: &str, on: Date) -> Error {
    let (refer, referral) = (Deed::new("refer"), Field("referral"));
    Error::refused(
        format!("{name} was thanked on {on} already"),
        sentence![
            "for another referral say which: write it down with {refer}, and thank for it with {referral}",
            refer,
            referral
        ],
    )
}

pub(super) fn several_called(n: usize, name: &str) -> Error {
    let email = Field("email");
    Error::refused(
        format!("{n} people are called {name}"),
        sentence!["say with {email} which one came", email],
    )
}

/// What all referrals of one direction came to.
pub(super) fn sums(open: i64, closed: i64, worth: &str, lost: i64) -> Words {
    sentence![
        "{open} open, {closed} closed[ ({worth})], {lost} lost",
        open,
        closed,
        worth = some(worth),
        lost
    ]
}

/// A referral in a list.
pub(super) fn listed(
    [from, to]: [&str; 2],
    about: Option<&str>,
    what: &str,
    state: &str,
    value: Option<&str>,
    thanks_due: bool,
) -> Words {
    let what = some(what);
    match about {
        Some(about) => sentence![
            "{from} to {to}: {about}[ ({what})], {state}[, {value}][{thanks_due}, to be thanked for]",
            from,
            to,
            about,
            what,
            state,
            value,
            thanks_due
        ],
        None => sentence![
            "{from} to {to}: something[ ({what})], {state}[, {value}][{thanks_due}, to be thanked for]",
            from,
            to,
            what,
            state,
            value,
            thanks_due
        ],
    }
}

/// A slip in a list: who gave it, whom it is for or with, and whom and what it is about, one behind the other.
pub(super) fn slip(from: &str, to: &str, about: &str) -> Words {
    sentence!["{from}[ to {to}][: {about}]", from, to = some(to), about = some(about)]
}

/// My thanks are due.
pub(super) fn thank(about: Option<&str>, what: &str) -> Words {
    let what = some(what);
    match about {
        Some(about) => sentence![
            "Business came of {about}[ ({what})], whom they passed on to you: say thank you",
            about,
            what
        ],
        None => {
            sentence!["Business came of somebody[ ({what})], whom they passed on to you: say thank you", what]
        }
    }
}

/// Somebody whom another passed on to me, so long ago; today where none is said.
pub(super) fn get_in_touch(giver: &str, ago: Option<&str>, what: &str) -> Words {
    let what = some(what);
    match ago {
        Some(ago) => sentence![
            "{giver} passed them on to you {ago} ago[ ({what})]: get in touch while it is warm",
            giver,
            ago,
            what
        ],
        None => sentence![
            "{giver} passed them on to you today[ ({what})]: get in touch while it is warm",
            giver,
            what
        ],
    }
}

pub(super) fn see_what_comes(giver: &str, what: &str) -> Words {
    sentence![
        "{giver} passed them on to you[ ({what})]: see what comes of it, and tell {giver}",
        giver,
        what = some(what)
    ]
}

/// Somebody whom I passed on, so long ago; today where none is said.
pub(super) fn ask_what_came(about: Option<&str>, ago: Option<&str>, what: &str) -> Words {
    let what = some(what);
    match (about, ago) {
        (Some(about), Some(ago)) => sentence![
            "You passed {about} on to them {ago} ago[ ({what})]: ask what came of it",
            about,
            ago,
            what
        ],
        (Some(about), None) => {
            sentence!["You passed {about} on to them today[ ({what})]: ask what came of it", about, what]
        }
        (None, Some(ago)) => {
            sentence!["You passed somebody on to them {ago} ago[ ({what})]: ask what came of it", ago, what]
        }
        (None, None) => {
            sentence!["You passed somebody on to them today[ ({what})]: ask what came of it", what]
        }
    }
}
