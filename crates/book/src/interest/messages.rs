//! What is said of what is known of somebody, and of what to ask them: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::gains::Part;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};
use jiff::civil::Date;

use crate::error::Error;

pub(super) const NOT_KNOWN: &str = "not known yet";
pub(super) const NOT_SAID: &str = "it is not said what you learnt";
pub(super) const ALL_ASKED: &str = "Every question that is known was asked.";

pub(super) fn learnt(name: impl Fill, what: &str, on: Option<Date>) -> Words {
    sentence!["learnt of {name}[ on {on}]: {what}", name, on, what]
}

/// What the contact is called at which something was learnt.
pub(super) fn contact(what: &str) -> Words {
    sentence!["Learnt: {what}", what]
}

pub(super) fn learnt_in_a_talk() -> Words {
    sentence![
        "it counts as having talked with them; say {elsewhere} where you learnt it elsewhere",
        elsewhere = Field("elsewhere")
    ]
}

pub(super) fn learnt_at(title: &str) -> Words {
    sentence!["learnt at: {title}", title]
}

pub(super) fn in_no_part() -> Words {
    sentence!["it belongs to no part of the profile; say with {part} where it does", part = Field("as")]
}

pub(super) fn not_with_them(interaction: &str) -> Error {
    let show = Deed::new("show").open("who", "WHO");
    Error::usage(
        format!("{interaction} is no interaction with them"),
        sentence!["{show} as JSON has the ids", show],
    )
}

pub(super) fn asked(name: impl Fill, question: &str, on: Option<Date>) -> Words {
    sentence!["asked {name}[ on {on}]: {question}", name, on, question]
}

pub(super) fn asked_everything(name: &str) -> Error {
    let ask = Deed::new("asked").open("who", "WHO").open("what", "…?");
    Error::refused(
        format!("{name} was asked every question that is known"),
        sentence!["ask one of your own: {ask}", ask],
    )
}

pub(super) fn asked_before(name: &str, on: &str) -> Error {
    let question = Deed::new("question").open("who", "WHO");
    Error::refused(
        format!("{name} was asked that on {on} already"),
        sentence!["{question} shows one that is new", question],
    )
}

/// That somebody is not to be asked anything now, and why.
pub(super) fn nothing_to_ask(why: &str) -> Words {
    sentence!["{why}: there is nothing to ask now.", why]
}

pub(super) fn to_ask_next(part: Part, question: &str) -> Words {
    sentence!["To ask next ({part}): {question}", part = part.name(), question]
}

/// Something learnt, in a list.
pub(super) fn known(what: &str, on: &str, at: Option<&str>) -> Words {
    sentence!["{what} ({on}[, at: {at}])", what, on, at]
}

/// On how many of the days of the last contacts one asked or learnt something.
pub(super) fn asked_lately(asked: usize, contacts: usize) -> Words {
    match (asked, contacts) {
        (0, 1) => sentence!["You asked and learnt nothing in your last contact."],
        (_, 1) => sentence!["You asked or learnt something in your last contact."],
        _ => sentence![
            "You asked or learnt something in {asked} of your last {contacts} contacts.",
            asked,
            contacts
        ],
    }
}

/// How old the last is that was learnt; no age where that was today.
pub(super) fn last_learnt(age: Option<String>) -> Words {
    match age {
        None => sentence!["You learnt something of them today."],
        Some(age) => sentence!["The last that you learnt of them is {age} old.", age],
    }
}

pub(super) fn nothing_learnt() -> Words {
    sentence!["Nothing learnt of them is written down yet."]
}

/// That so many of all last contacts were about what I need.
pub(super) fn about_needs(contacts: usize, all: usize) -> Words {
    match all {
        1 => sentence!["That contact was about what you need, or mostly about you."],
        _ => sentence![
            "{contacts|1 of these contacts was|# of these contacts were} about what you need, or mostly about you.",
            contacts
        ],
    }
}

pub(super) fn birthday(day: &str) -> Words {
    sentence!["birthday {day}", day]
}

pub(super) fn works_at(organisation: &str) -> Words {
    sentence!["at {organisation}", organisation]
}

/// How often one wants to be in touch.
pub(super) fn in_touch(often: &str) -> Words {
    sentence!["you keep in touch {often}", often]
}

pub(super) fn needs(what: &str) -> Words {
    sentence!["needs {what}", what]
}

pub(super) fn can_give(what: &str) -> Words {
    sentence!["can give {what}", what]
}

pub(super) fn good_turn(what: &str, on: &str) -> Words {
    sentence!["{what} ({on})", what, on]
}

pub(super) fn opportunity(stage: &str, what: &str) -> Words {
    sentence!["{stage}: {what}", stage, what]
}

/// That neither the person nor their business is known.
pub(super) fn know_neither(name: &str) -> Words {
    sentence![
        "Nothing is known of {name} as a person or of their business. Ask how they came to do what they do.",
        name
    ]
}

pub(super) fn know_the_business(name: &str) -> Words {
    sentence![
        "You know what {name} does, and little of who they are. Ask what they do when nobody needs them.",
        name
    ]
}

pub(super) fn know_the_person(name: &str) -> Words {
    sentence![
        "You know {name} as a friend, and little of their work. \
         Ask what they work on, what they need, and what they can give.",
        name
    ]
}
