//! What is said of words of mouth and of cards: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::draft::ValueKind;
use goodturn_core::sentence;
use goodturn_core::words::{Fill, Words};
use jiff::civil::Date;

use crate::error::Error;
use crate::request::Party;

/// Of whom a word was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of<'n> {
    /// Somebody who did not say it, by name; myself as `you`.
    Another(&'n str),
    /// Whoever said it.
    Themself,
    /// Myself, who said it.
    Me,
}

pub(super) fn spread(by: impl Fill, of: Of<'_>, to: impl Fill, on: Option<Date>) -> Words {
    match of {
        Of::Another(of) => sentence!["{by} spoke of {of} to {to}[ on {on}]", by, of, to, on],
        Of::Themself => sentence!["{by} spoke of themself to {to}[ on {on}]", by, to, on],
        Of::Me => sentence!["{by} spoke of yourself to {to}[ on {on}]", by, to, on],
    }
}

/// A word in a list; empty where it is not known what was said or what came of it.
pub(super) fn listed(by: &str, of: Of<'_>, to: &str, what: &str, result: &str) -> Words {
    let [what, result] = [what, result].map(|text| Some(text).filter(|text| !text.is_empty()));
    match of {
        Of::Another(of) => {
            sentence!["{by} of {of} to {to}[: {what}][ ({result})]", by, of, to, what, result]
        }
        Of::Themself => sentence!["{by} of themselves to {to}[: {what}][ ({result})]", by, to, what, result],
        Of::Me => sentence!["{by} of yourself to {to}[: {what}][ ({result})]", by, to, what, result],
    }
}

/// The same, and whether it is to be thanked for.
pub(super) fn with_thanks(word: &str, is_due: bool) -> Words {
    sentence!["{word}[{is_due}, to be thanked for]", word, is_due]
}

/// What the contact is called in which one spoke of somebody.
pub(super) fn contact(about: &str) -> Words {
    sentence!["Spoke of {about}", about]
}

pub(super) fn not_of(name: &str, not: &str) -> Words {
    sentence!["Not to be said of {name}: {not}.", name, not]
}

/// That nobody is told of themself; no name where it is me.
pub(super) fn told_of_themself(name: Option<&str>) -> Error {
    let said = match name {
        None => "you hear nothing new of yourself".to_owned(),
        Some(name) => format!("{name} hears nothing new of themself"),
    };
    Error::refused(said, "name two different people: of whom, and to whom")
}

/// That nobody spreads the word to themself; no name where it is me.
pub(super) fn told_themself(name: Option<&str>) -> Error {
    let said = match name {
        None => "you do not spread the word to yourself".to_owned(),
        Some(name) => format!("{name} does not spread the word to themself"),
    };
    Error::refused(said, "name two different people: who spoke, and to whom")
}

/// How much of what I said in a year was about others; that is a share from 0 to 1.
pub(super) fn year(others: usize, mine: usize, share: f64) -> Words {
    let percent = format!("{:.0}", 100.0 * share);
    match (others, mine) {
        (0, 0) => sentence!["In the last year nothing is written down that you said of anybody."],
        (0, mine) => {
            sentence!["In the last year you spoke of yourself {mine|once|# times}, and of nobody else.", mine]
        }
        (others, mine) => sentence![
            "In the last year you spoke of others {others|once|# times} and of yourself {mine|once|# times}: \
             {percent} in 100 were about others.",
            others,
            mine,
            percent
        ],
    }
}

pub(super) fn others_spoke(n: usize) -> Words {
    sentence!["Others spoke of you {n|once|# times}.", n]
}

pub(super) fn thanked(name: impl Fill) -> Words {
    sentence!["thanked {name} for a good word", name]
}

pub(super) fn not_about_me() -> Error {
    let words = Deed::new("words");
    Error::refused("that was no word of somebody else about you", sentence!["{words} lists them", words])
}

pub(super) fn thanked_before(on: &str) -> Error {
    Error::refused(format!("they were thanked on {on} already"), "")
}

/// A good word that waits for thanks; no name where it is not known to whom it was said.
pub(super) fn to_thank_for(to: Option<&str>, on: &str) -> Words {
    match to {
        Some(to) => sentence!["They spoke well of you to {to} on {on}: say thank you", to, on],
        None => sentence!["They spoke well of you to somebody on {on}: say thank you", on],
    }
}

/// A card that was written; no name where it is mine.
pub(super) fn wrote(name: Option<&Party>) -> Words {
    match name {
        None => sentence!["wrote your card"],
        Some(name) => sentence!["wrote the card of {name}", name],
    }
}

/// A card on which nothing stands; no name where it is mine.
pub(super) fn nothing_written(name: Option<&str>) -> Words {
    match name {
        None => sentence!["Nothing is written on your card yet."],
        Some(name) => sentence!["Nothing is written on the card of {name} yet.", name],
    }
}

/// The same, of its picture.
pub(super) fn no_picture(name: Option<&str>) -> Error {
    let said = match name {
        None => "nothing is written on your card yet".to_owned(),
        Some(name) => format!("nothing is written on the card of {name} yet"),
    };
    let write = Deed::new("card").open("who", "WHO").open("line", "…");
    Error::refused(said, sentence!["write it with {write}", write])
}

pub(super) fn too_long() -> Error {
    Error::refused("the card is too long for a picture", "say it in fewer words")
}

/// That somebody's card is not shown, and why.
pub(super) fn no_picture_of(why: &str) -> Error {
    Error::refused(why, "ask them whether that still holds")
}

pub(super) fn nothing_drafted(why: &str) -> Words {
    sentence!["{why}: nothing is drafted to be said of them.", why]
}

pub(super) fn not_to_be_said(not: &str) -> Words {
    sentence!["Not to be said: {not}", not]
}

/// That somebody said no to something of theirs being handed on, which stands on the card.
pub(super) fn said_no(name: &str, to: ValueKind) -> Words {
    match to {
        ValueKind::Name => sentence!["{name} said no to being named to others", name],
        kind => sentence![
            "{name} said no to their {kind} being handed on, and it stands on the card",
            name,
            kind = kind.name()
        ],
    }
}

pub(super) fn name_of_another() -> Error {
    let edit = Deed::new("edit").open("who", "WHO").open("name", "NAME");
    Error::usage("a name is said on your own card only", sentence!["{edit} changes a name", edit])
}

pub(super) fn stands_already() -> Error {
    Error::usage("that stands on the card already", "say what is different")
}
