//! What is said of an import: each a whole sentence. Why an entry could not be brought in is one without its full stop.

use goodturn_core::ledger::TurnKind;
use goodturn_core::limits::{KNOWN, RECIPIENTS};
use goodturn_core::sentence;
use goodturn_core::words::Words;
use jiff::civil::Date;

use super::crowd::CROWD;
use crate::error::Error;

// Why an address is taken to be mine.
pub(super) const GIVEN: &str = "given";
pub(super) const IN_THE_BOOK: &str = "set in the book";

// Why an address is no person.
pub(super) const IS_A_LIST: &str = "its mail names it as a mailing list";
pub(super) const SENDS_TO_MANY: &str = "its mail says that it goes to many at once";
pub(super) const SENDS_ALL_DAY: &str = "it sent a hundred messages on one day, answering none";
pub(super) const IS_A_FIRM: &str = "a firm is named, and no person";

// Why a meeting is left out.
pub(super) const WITH_A_CROWD: &str = "still to come, with so many that it is with nobody in particular";
pub(super) const WITH_NOBODY: &str = "nobody else in it";
pub(super) const CANCELLED: &str = "cancelled";

pub(super) const NO_TIME: &str = "its time is not known";
pub(super) const NO_ENTRY: &str = "this is no entry";
pub(super) const WITH_THEMSELF: &str = "nobody has a tie with themself; name two different people";

pub(super) fn too_much_known() -> Words {
    sentence![
        "{most} values are known of this person already, which is more than anybody has; it was left out",
        most = KNOWN
    ]
}

pub(super) fn no_kind_of_turn(kind: &str) -> Words {
    sentence![
        "there is no kind of good turn called {kind}; use one of: {all}",
        kind = format!("{kind:?}"),
        all = TurnKind::ALL.map(TurnKind::name).join(", ")
    ]
}

pub(super) fn no_weight(weight: &str) -> Words {
    sentence!["there is no weight {weight}; use small, medium or large", weight = format!("{weight:?}")]
}

pub(super) fn still_to_come(on: Date) -> Words {
    sentence!["{on} is still to come; a good turn has happened", on]
}

pub(super) fn no_day(text: &str) -> Words {
    sentence!["{text} is not a day", text = format!("{text:?}")]
}

pub(super) fn nobody_with_id(id: &str) -> Words {
    sentence!["nobody in the book has the id {id}", id]
}

pub(super) fn several_called(n: usize, name: &str) -> Words {
    sentence!["{n} people are called {name}; use an e-mail address or an id", n, name]
}

pub(super) fn is_running() -> Error {
    Error::busy(
        "another import into this book is running",
        "wait until it is done, or stop it; then try again",
    )
}

pub(super) fn taken_back() -> Error {
    Error::refused("this import was taken back while it ran", "import it again")
}

pub(super) fn reading(file: &str) -> Words {
    sentence!["reading {file}", file]
}

/// What was read: one file by its name, else how many.
pub(super) fn read(file: Option<&str>, files: usize, people: u64, interactions: u64, items: u64) -> Words {
    match file {
        Some(file) => sentence![
            "read {file}: {people|1 person|# people} and {interactions|1 interaction|# interactions} new, \
             of {items|1 item|# items}",
            file,
            people,
            interactions,
            items
        ],
        None => sentence![
            "read {files|1 file|# files}: {people|1 person|# people} and \
             {interactions|1 interaction|# interactions} new, of {items|1 item|# items}",
            files,
            people,
            interactions,
            items
        ],
    }
}

/// That so many stood only among many recipients.
pub(super) fn nobody_yet(addresses: u64) -> Words {
    let at_least = addresses >= CROWD as u64;
    sentence![
        "{addresses|1 address|# addresses}[{at_least} or more] stood only among more than {most} recipients or guests \
         and {addresses|is|are} nobody in the book yet; who writes, or is written to among fewer, comes into it",
        addresses,
        at_least,
        most = RECIPIENTS
    ]
}

pub(super) fn not_looked(why: &str) -> Words {
    sentence!["nobody was looked for twice: {why}; ask for duplicates to have them looked for again", why]
}

/// What an import brought, and how long it took.
pub(super) fn brought(people: u64, interactions: u64, seconds: f64) -> Words {
    sentence![
        "{people|1 person|# people} and {interactions|1 interaction|# interactions} new, in {seconds} seconds",
        people,
        interactions,
        seconds = format!("{seconds:.1}")
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_each_is_said_as_one() {
        let said = read(Some("ada.vcf"), 1, 1, 1, 1).to_string();
        assert_eq!(said, "read ada.vcf: 1 person and 1 interaction new, of 1 item");
        let said = read(None, 2, 0, 2, 3).to_string();
        assert_eq!(said, "read 2 files: 0 people and 2 interactions new, of 3 items");
        assert_eq!(brought(1, 0, 0.5).to_string(), "1 person and 0 interactions new, in 0.5 seconds");
        assert!(nobody_yet(1).to_string().contains("1 address stood only among more than 50"));
        assert!(nobody_yet(1).to_string().contains("is nobody in the book yet"));
        assert!(nobody_yet(CROWD as u64).to_string().contains("addresses or more stood only"));
    }
}
