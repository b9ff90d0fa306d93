//! What is said of business and of who brings it: each a whole sentence.

use goodturn_core::business::Stage;
use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Fill, Words};

use goodturn_store::rows::Person;

use crate::error::Error;
use crate::request::days::Until;

pub(super) const NO_BUSINESS: &str = "No business is under way.";
pub(super) const NOT_SAID: &str = "it is not said what it is about";
pub(super) const NOBODY_SPEAKS: &str = "Nobody is known yet who speaks for you.";

/// An opportunity that was written down.
pub(super) fn begun(stage: Stage, name: impl Fill, what: &str, by: Until) -> Words {
    let (stage, Until { day, is_past }) = (stage.name(), by);
    sentence![
        "{stage} with {name}: {what}[, by {day}][{is_past}, which is past]",
        stage,
        name,
        what,
        day,
        is_past
    ]
}

/// An opportunity that was moved on.
pub(super) fn moved(stage: Stage, name: Option<&Person>, what: &str, by: Until) -> Words {
    let (stage, Until { day, is_past }) = (stage.name(), by);
    match name {
        Some(name) => sentence![
            "{what}: {stage} with {name}[, by {day}][{is_past}, which is past]",
            what,
            stage,
            name,
            day,
            is_past
        ],
        None => sentence![
            "{what}: {stage} with somebody forgotten[, by {day}][{is_past}, which is past]",
            what,
            stage,
            day,
            is_past
        ],
    }
}

pub(super) fn begins_late(stage: Stage) -> Error {
    let (name, on) = (stage.name(), Deed::new("stage"));
    Error::usage(
        format!("an opportunity does not begin {name}"),
        sentence!["write it down as lead, talking or offer, and move it on with {on}", on],
    )
    .at("stage")
}

pub(super) fn brought_themself(name: &str) -> Error {
    let hint = sentence!["leave {through} out where they came by themselves", through = Field("through")];
    Error::refused(format!("{name} did not bring themself"), hint).at("through")
}

pub(super) fn nothing_changes() -> Error {
    let (value, next, by) = (Field("value"), Field("next"), Field("by"));
    Error::usage(
        "it is not said what changes",
        sentence!["say the stage, {value}, {next} or {by}", value, next, by],
    )
}

pub(super) fn is_decided(stage: Stage) -> Error {
    let (again, undo) = (Deed::new("opportunity"), Deed::new("undo"));
    Error::refused(
        format!("that opportunity is {} and stays so", stage.name()),
        sentence!["write down a new one with {again}; {undo} takes a slip back", again, undo],
    )
}

/// How far some business is, without whom it is with.
pub(super) fn stands(
    stage: &str,
    what: &str,
    value: Option<&str>,
    next: Option<&str>,
    by: Option<&str>,
) -> Words {
    match by.filter(|_| next.is_some()) {
        Some(by) => {
            sentence!["{stage}: {what}[, {value}][; next: {next}] (by {by})", stage, what, value, next, by]
        }
        None => sentence!["{stage}: {what}[, {value}][; next: {next}]", stage, what, value, next],
    }
}

/// What was done for somebody with whom there is business: how often for the business, how often for the person.
pub(super) fn support(business: usize, personal: usize) -> Words {
    match (business, personal) {
        (0, 0) => sentence!["no support given yet"],
        _ => sentence![
            "support given: {business} for the business, {personal} for the person",
            business,
            personal
        ],
    }
}

/// A next step that is due.
pub(super) fn is_due(what: &str, next: Option<&str>, stage: &str, is_unhelped: bool) -> Words {
    match next {
        Some(next) => sentence![
            "{what}: {next} ({stage})[{is_unhelped}. You have not helped them with anything yet]",
            what,
            next,
            stage,
            is_unhelped
        ],
        None => sentence![
            "{what}: see where it stands ({stage})[{is_unhelped}. You have not helped them with anything yet]",
            what,
            stage,
            is_unhelped
        ],
    }
}

/// What came through an ambassador, directly and down the chain.
pub(super) fn worth(direct: &str, down: &str) -> Words {
    match (direct.is_empty(), down.is_empty()) {
        (false, true) => sentence!["{direct} directly", direct],
        (true, false) => sentence!["{down} down the chain", down],
        (false, false) => sentence!["{direct} directly; {down} down the chain", direct, down],
        (true, true) => Words::default(),
    }
}

pub(super) fn through_them(worth: &str) -> Words {
    sentence!["business through them: {worth}", worth]
}

/// Why somebody of whom no deed is known stands among the ambassadors.
pub(super) fn no_deed(passed_on: bool) -> Words {
    match passed_on {
        true => sentence!["passed people on to you"],
        false => sentence!["nothing is known that they did for you"],
    }
}
