//! What is said of a request whose texts name nothing, too much, or not what is asked for: each a whole sentence.

use goodturn_core::entry::Kind;

use crate::error::Error;

/// What entries are called: one of them, one with its article, several.
struct Noun {
    one: &'static str,
    a: &'static str,
    several: &'static str,
}

/// What those of these kinds are called: as the first of them, which the others are taken for.
fn noun(kinds: &[Kind]) -> Noun {
    let (one, a, several) = match kinds.first() {
        Some(Kind::Turn) => ("good turn", "a good turn", "good turns"),
        Some(Kind::Need) => ("need", "a need", "needs"),
        Some(Kind::Offer) => ("offer", "an offer", "offers"),
        Some(Kind::Promise) => ("promise", "a promise", "promises"),
        Some(Kind::Ask) => ("ask", "an ask", "asks"),
        Some(Kind::Introduction) => ("introduction", "an introduction", "introductions"),
        Some(Kind::Referral) => ("referral", "a referral", "referrals"),
        Some(Kind::Word) => ("good word", "a good word", "good words"),
        Some(Kind::Opportunity) => ("opportunity", "an opportunity", "opportunities"),
        Some(Kind::FollowUp) => ("follow-up", "a follow-up", "follow-ups"),
        _ => ("entry", "an entry", "entries"),
    };
    Noun { one, a, several }
}

const MORE_OF_THE_CODE: &str = "give more of the code";
const THE_CODE: &str = "give the code of the one you mean";

pub(super) fn nothing_said(lacking: &str) -> Error {
    Error::usage(lacking, "say it in a few words")
}

pub(super) fn no_address(text: &str) -> Error {
    Error::usage(format!("{text} is no e-mail address"), "it looks like name@host")
}

pub(super) fn no_such_entry(kinds: &[Kind], id: &str) -> Error {
    Error::refused(format!("{id} is no {} in this book", noun(kinds).one), "")
}

/// `list` is the lines of those whose codes begin so.
pub(super) fn several_codes(kinds: &[Kind], count: usize, text: &str, list: &str) -> Error {
    let several = noun(kinds).several;
    Error::refused(format!("{count} {several} begin with {text}:{list}"), MORE_OF_THE_CODE)
}

/// `list` is the lines of those that wait with somebody.
pub(super) fn several_with(kinds: &[Kind], count: usize, name: &str, list: &str) -> Error {
    let several = noun(kinds).several;
    Error::refused(format!("{count} {several} stand with {name}:{list}"), THE_CODE)
}

pub(super) fn no_such_code(kinds: &[Kind], text: &str) -> Error {
    let Noun { one, a, .. } = noun(kinds);
    Error::refused(
        format!("no {one} has the code {text}"),
        format!("the lists show {a} with its code; an old one is named by its whole id"),
    )
}

pub(super) fn names_none(kinds: &[Kind], text: &str) -> Error {
    let one = noun(kinds).one;
    Error::usage(
        format!("{text:?} names no {one}"),
        format!(
            "give the short code at the front of a line, such as 9c41d0e2, or a name with whom one {one} is open"
        ),
    )
}

pub(super) fn none_open(kinds: &[Kind], name: &str) -> Error {
    let Noun { one, a, .. } = noun(kinds);
    Error::refused(format!("no {one} is open with {name}"), format!("the lists show {a} with its code"))
}

pub(super) fn nothing_to_write() -> Error {
    Error::usage("there is nothing to write down", "say in a few words what happened")
}

pub(super) fn to_come(day: &str) -> Error {
    Error::usage(format!("{day} is still to come"), "log what has happened")
}

pub(super) fn key_used(key: &str, act: i64, deed: &str) -> Error {
    Error::refused(
        format!("the key {key} was used for another request: act {act} ({deed})"),
        "give each request a key of its own; the same key is for the same request again",
    )
}

pub(super) fn too_long(letters: &str, most: &str) -> Error {
    Error::usage(
        format!("this is too long: it has {letters} letters, and {most} are the most"),
        "say it shorter, or put it into a file and keep where that lies",
    )
}
