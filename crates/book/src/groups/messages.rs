//! What is said of the groups that I serve: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::{Fill, Words};

use crate::error::Error;

pub(super) const NO_GROUP: &str = "You serve no group yet.";
pub(super) const NOT_SAID: &str = "it is not said which group";
pub(super) const NO_TURN: &str = "No good turn for a member is written down.";
pub(super) const TURNS: &str = "Good turns for members:";
/// Somebody who does not want to be named to others.
pub(super) const A_MEMBER: &str = "a member";

pub(super) fn serves(group: impl Fill) -> Words {
    sentence!["you serve {group}", group]
}

pub(super) fn serves_no_more(group: impl Fill) -> Words {
    sentence!["you serve {group} no more", group]
}

pub(super) fn joined(name: impl Fill, group: impl Fill) -> Words {
    sentence!["{name} belongs to {group}", name, group]
}

pub(super) fn left(name: impl Fill, group: impl Fill) -> Words {
    sentence!["{name} no longer belongs to {group}", name, group]
}

pub(super) fn several_fit(text: &str, names: &[&str]) -> Error {
    let (n, names) = (names.len(), names.join(", "));
    Error::refused(format!("{n} groups fit {text:?}: {names}"), "say more of the name")
}

pub(super) fn none_fits(text: &str) -> Error {
    let (groups, group) = (Deed::new("groups"), Deed::new("group").open("name", "NAME"));
    Error::refused(
        format!("you serve no group that fits {text:?}"),
        sentence!["{groups} lists them; {group} adds one", groups, group],
    )
}

pub(super) fn not_served() -> Error {
    let groups = Deed::new("groups");
    Error::refused("you do not serve that group", sentence!["{groups} lists them", groups])
}

pub(super) fn served_already(group: &str) -> Error {
    let join = Deed::new("join").open("who", "WHO").open("group", "GROUP");
    Error::refused(format!("you serve {group} already"), sentence!["{join} adds somebody to it", join])
}

pub(super) fn not_to_itself(group: &str) -> Error {
    Error::refused(format!("{group} cannot belong to itself"), "name somebody else")
}

pub(super) fn belongs_already(name: &str, group: &str) -> Error {
    Error::refused(format!("{name} belongs to {group} already"), "")
}

pub(super) fn does_not_belong(name: &str, group: &str) -> Error {
    Error::refused(format!("{name} does not belong to {group}"), "")
}

/// How many belong to a group, in a list.
pub(super) fn members(n: usize) -> Words {
    sentence!["{n|1 member|# members}", n]
}

pub(super) fn needs(what: &str) -> Words {
    sentence!["needs {what}", what]
}

pub(super) fn can_give(what: &str) -> Words {
    sentence!["can give {what}", what]
}

/// The heading of a report.
pub(super) fn report(group: &str, from: &str, to: &str) -> Words {
    sentence!["{group}, {from} to {to}", group, from, to]
}

/// How many belong to a group, and who joined it.
pub(super) fn members_now(n: usize, joined: &[String]) -> Words {
    let joined = (!joined.is_empty()).then(|| joined.join(", "));
    sentence!["{n|1 member|# members}[; {joined} joined].", n, joined]
}

pub(super) fn needs_said(n: usize, met: usize, open: usize) -> Words {
    sentence!["{n|1 need|# needs} said, {met} met; {open} open.", n, met, open]
}

pub(super) fn offers_said(n: usize) -> Words {
    sentence!["{n|1 offer|# offers} said.", n]
}

pub(super) fn introductions_made(n: usize, went_well: usize) -> Words {
    sentence!["{n|1 introduction|# introductions} made, {went_well} went well.", n, went_well]
}

pub(super) fn promises_kept(n: usize) -> Words {
    sentence!["{n|1 promise|# promises} to members kept.", n]
}

/// By whom good turns of one kind were done.
pub(super) fn done(by_me: usize, by_others: usize) -> Words {
    sentence!["{by_me} by you, {by_others} by others", by_me, by_others]
}

/// A good turn for a member that is told.
pub(super) fn example(name: &str, what: &str, kind: &str) -> Words {
    sentence!["{name}: {what} ({kind})", name, what, kind]
}
