//! What is said of meetings that are to come: each a whole sentence.

use goodturn_core::sentence;
use goodturn_core::words::Words;

/// That one meets somebody today, or else tomorrow: when, about what, and with whom beside them, as far as they are named.
pub(super) fn you_meet(is_today: bool, at: Option<&str>, what: &str, with: &[String], others: bool) -> Words {
    let (what, with, others) = company(what, with, others);
    match is_today {
        true => sentence![
            "You meet today[ at {at}][: {what}][, with {with}][{others} and others]",
            at,
            what,
            with,
            others
        ],
        false => sentence![
            "You meet tomorrow[ at {at}][: {what}][, with {with}][{others} and others]",
            at,
            what,
            with,
            others
        ],
    }
}

/// The same of any day, in a list.
pub(super) fn listed(day: &str, at: Option<&str>, what: &str, with: &[String], others: bool) -> Words {
    let (what, with, others) = company(what, with, others);
    sentence!["{day}[ at {at}][: {what}][, with {with}][{others} and others]", day, at, what, with, others]
}

/// What of that is said at all.
fn company<'w>(what: &'w str, with: &[String], others: bool) -> (Option<&'w str>, Option<String>, bool) {
    let named = !with.is_empty();
    (Some(what).filter(|what| !what.is_empty()), named.then(|| with.join(", ")), named && others)
}

pub(super) fn took_place(names: &[&str]) -> Words {
    sentence!["took place by the calendar: {names}", names = names.join(", ")]
}
