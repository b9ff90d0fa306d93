//! What is said before one deals with somebody: each a whole sentence.

use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::Words;

use crate::error::Error;

/// What somebody wants, with its full stop.
pub(super) fn wanted(what: &str) -> Words {
    sentence!["{what}.", what]
}

/// What to mind where it was done all the same.
pub(crate) fn mind(why: &str) -> Words {
    sentence!["Mind that {why}.", why]
}

pub(super) fn not_wanted(why: String) -> Error {
    Error::refused(why, "ask them whether that still holds")
}

pub(super) fn guarded(why: String) -> Error {
    let (guard, overrule) = (Deed::new("guard"), Deed::new("overrule").open("who", "WHO"));
    Error::refused(
        why,
        sentence![
            "{guard} says why; once you have decided otherwise ({overrule}) nothing stands in the way",
            guard,
            overrule
        ],
    )
}
