//! What the mirror says: each a whole sentence.

use goodturn_core::sentence;
use goodturn_core::words::Words;

/// What I say that networking is.
pub(super) fn claim(line: Option<&str>, stance: &str) -> Words {
    match line {
        Some(line) => sentence!["You say that networking is: {line} ({stance}).", line, stance],
        None => sentence!["You claim: {stance}.", stance],
    }
}

/// What it looks like from outside; none where it looks like nothing in particular.
pub(super) fn looks(since: &str, stance: Option<&str>, claimed: &str) -> Words {
    match stance {
        Some(stance) if stance == claimed => sentence!["Since {since} it looks so from outside, too.", since],
        Some(stance) => sentence!["Since {since} it looks like: {stance}.", since, stance],
        None => {
            sentence!["Since {since} it looks like nothing in particular; little is written down.", since]
        }
    }
}

pub(super) fn would_change(next: &str) -> Words {
    sentence!["What would change it most: {next}.", next]
}
