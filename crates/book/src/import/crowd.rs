//! Those who stand among many recipients. A letter to hundreds is no contact with any of them, so nobody becomes a person
//! by it, and it stands in the timeline of nobody but its writer, whoever is in the book already: so the order of reading
//! decides nothing. They are counted, and who writes or is written to among fewer becomes a person by that.

use std::collections::HashSet;

use goodturn_core::draft::{InteractionDraft, Part, ValueKind};
use goodturn_core::limits::RECIPIENTS;

use crate::book::Book;
use crate::error::Result;

/// So many addresses are told apart; more are only said to be more.
pub(super) const CROWD: usize = 200_000;

/// The addresses that stood among many.
#[derive(Default)]
pub(super) struct Crowd {
    seen: HashSet<Box<str>>,
}

impl Crowd {
    /// Whether so many were written to or invited that it was none of them in particular.
    pub(super) fn is_in(draft: &InteractionDraft) -> bool {
        draft.parties.iter().filter(|party| is_one_of_many(party.part)).count() > RECIPIENTS
    }

    /// Takes in an address.
    pub(super) fn add(&mut self, email: &str) {
        if self.seen.len() < CROWD && !self.seen.contains(email) {
            self.seen.insert(email.into());
        }
    }

    /// How many of them are nobody in the book.
    pub(super) fn count(&self, book: &Book) -> Result<u64> {
        if self.seen.is_empty() {
            return Ok(0);
        }
        book.read(|reader| {
            let mut count = 0;
            for email in &self.seen {
                count += u64::from(reader.holders(ValueKind::Email.name(), email)?.is_empty());
            }
            Ok(count)
        })
    }
}

/// Whether somebody with this part in it may be one of many.
pub(super) fn is_one_of_many(part: Part) -> bool {
    matches!(part, Part::To | Part::Cc | Part::Attendee)
}
