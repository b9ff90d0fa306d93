//! What is said of what was done and taken back: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::Words;

use crate::error::Error;

/// So many of those who are kept are named.
const NAMED: usize = 5;

/// An act taken back; `kept` are those whom it brought and with whom something was done since.
pub(super) fn took_back(act: i64, what: Words, kept: &[String]) -> Words {
    let names = kept.iter().take(NAMED).map(String::as_str).collect::<Vec<_>>().join(", ");
    match kept.len() {
        0 => sentence!["took back act {act}: {what}", act, what],
        n if n <= NAMED => sentence![
            "took back act {act}: {what}; kept {names}, with whom something was done since",
            act,
            what,
            names
        ],
        n => sentence![
            "took back act {act}: {what}; kept {names} and {more} more, with whom something was done since",
            act,
            what,
            names,
            more = n - NAMED
        ],
    }
}

pub(super) fn nothing_since(act: i64) -> Words {
    sentence!["Nothing changed since act {act}.", act]
}

pub(super) fn no_act(text: &str) -> Error {
    let history = Deed::new("history");
    Error::usage(format!("{text:?} is no act"), sentence!["use the number that {history} shows", history])
        .at("seq")
}
