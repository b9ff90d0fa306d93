//! What is said of what people want and agree to: each a whole sentence.

use goodturn_core::boundary::Boundary;
use goodturn_core::consent::{Consent, Use};
use goodturn_core::deed::Deed;
use goodturn_core::insight::today::GENTLY;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};

use crate::error::Error;

pub(super) const NOBODY: &str = "Nobody has said how they want to be dealt with.";
pub(super) const DATUM_NOT_SAID: &str = "it is not said which datum";

pub(super) fn nothing_said(name: &str) -> Words {
    sentence!["{name} has said nothing about how to deal with them.", name]
}

/// When somebody wants to be reached; `now` is the time where they are, where that is outside.
pub(super) fn hours(name: &str, (from, to): (u8, u8), zone: Option<&str>, now: Option<String>) -> Words {
    let hours = Boundary::Hours(from, to).said_of(name);
    sentence!["{hours}[ in {zone}][ (it is {now} there now)]", hours, zone, now]
}

pub(super) fn outside(name: &str, time: &str) -> Words {
    sentence!["It is {time} where {name} is, outside their hours.", name, time]
}

pub(super) fn said(name: &str, what: &str) -> Words {
    sentence!["{name} said {what}.", name, what]
}

pub(super) fn known(wish: Words) -> Words {
    sentence!["nothing changed: {wish} already", wish]
}

pub(super) fn taken_off(wish: Words) -> Words {
    sentence!["took off: {wish}", wish]
}

pub(super) fn unchanged(what: Words) -> Words {
    sentence!["nothing changed: {what}", what]
}

pub(super) fn not_said(name: &str, wish: &Boundary, all: &[&str]) -> Error {
    let hint = match all {
        [] => "written down: nothing is".to_owned(),
        all => format!("written down: {}", all.join(", ")),
    };
    Error::refused(format!("{wish} is not written down of {name}"), hint)
}

pub(super) fn zone_without_hours() -> Error {
    let zone = Field("zone");
    Error::usage("a time zone goes only with hours", sentence!["leave {zone} out, or say hours:9-17", zone])
        .at("zone")
}

/// All values of a kind.
pub(super) fn any(kind: &str) -> Words {
    sentence!["any {kind}, those to come too", kind]
}

/// A yes or a no to a use: of the value beside which it stands, or of this.
pub(super) fn answer(said: Consent, to: Use, what: Option<&str>) -> Words {
    let said = said.name();
    match to {
        Use::Any => sentence!["{said} to any use[ of {what}]", said, what],
        Use::Contact => sentence!["{said} to being reached by it[ of {what}]", said, what],
        Use::Introduce => sentence!["{said} to its use in introductions[ of {what}]", said, what],
        Use::Share => sentence!["{said} to its being handed on[ of {what}]", said, what],
    }
}

/// What somebody answered, now that it is written down.
pub(super) fn answered(name: impl Fill, said: Consent, to: Use, what: &str) -> Words {
    match (said, to) {
        (Consent::Unknown, Use::Any) => {
            sentence!["{name}: it is not known what they say to any use of {what}", name, what]
        }
        (Consent::Unknown, Use::Contact) => {
            sentence!["{name}: it is not known what they say to being reached by it of {what}", name, what]
        }
        (Consent::Unknown, Use::Introduce) => {
            sentence![
                "{name}: it is not known what they say to its use in introductions of {what}",
                name,
                what
            ]
        }
        (Consent::Unknown, Use::Share) => {
            sentence!["{name}: it is not known what they say to its being handed on of {what}", name, what]
        }
        (said, to) => sentence!["{name}: {answer}", name, answer = answer(said, to, Some(what)).to_string()],
    }
}

/// A value that keeps what was said of it alone, when something is said of its whole kind.
pub(super) fn stays(value: &str, said: Consent) -> Words {
    let said = said.name();
    sentence!["{value} stays {said}, as was said of it alone", value, said]
}

/// What to mind before one asks somebody wary who was done no good turn since the day of the last ask.
pub(super) fn before_ask(name: &str, last: Option<&str>) -> Words {
    match last {
        None => sentence![
            "{name} has felt used by networking before: do them a good turn before you ask. None is written down yet.",
            name
        ],
        Some(last) => sentence![
            "{name} has felt used by networking before: do them a good turn before you ask. None is written down since \
             you last asked, on {last}.",
            name,
            last
        ],
    }
}

/// How to deal with somebody wary, whatever it is about.
pub(super) fn gently(name: &str) -> Words {
    sentence![
        "{name} has felt used by networking before: go gently. Nothing wanted in return, and a word a month at most \
         (today suggests them no more often than every {days} days).",
        name,
        days = GENTLY.to_string()
    ]
}

pub(super) fn not_known(name: &str, text: &str) -> Error {
    let show = Deed::new("show");
    Error::refused(
        format!("nothing known of {name} says {text:?}"),
        sentence!["{show} lists what is known; give a value as it stands there, or its kind", show],
    )
}
