//! People at hand while importing, by what identifies them.

use std::collections::HashMap;
use std::sync::Arc;

use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::linkage::apart::Called;
use goodturn_core::profile::{HEARD, LISTED, SIGNED};
use goodturn_store::rows::{Detail, Person};
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

/// Somebody at hand while importing.
pub(super) struct Slot {
    pub(super) person: Person,
    /// Whether the book has them already.
    pub(super) stored: bool,
    /// Whether this batch changed what their row says beside their bond.
    pub(super) changed: bool,
    /// Whether their bond here is newer than the one in the book.
    pub(super) met: bool,
    /// Whether their bond here took in something out of order and must be computed anew.
    pub(super) late: bool,
    /// Whether their values changed, so that profile and search words must follow.
    pub(super) reworded: bool,
    /// Whether they have a real name, and not just an address.
    pub(super) named: bool,
    /// Their values, once somebody asked; always there for those not stored yet.
    pub(super) details: Option<Vec<Detail>>,
    /// What they are called, once somebody asked.
    pub(super) called: Option<Arc<Called>>,
    /// What this batch added to them before somebody asked.
    pub(super) added: Vec<Detail>,
    /// The day of their last mail, and how many of that day answered nothing.
    pub(super) unanswering: (i64, u32),
}

impl Slot {
    /// Their values change.
    pub(super) fn reword(&mut self) {
        (self.changed, self.reworded, self.called) = (true, true, None);
    }
}

/// People at hand, by what identifies them.
#[derive(Default)]
pub(super) struct Known {
    pub(super) slots: Vec<Slot>,
    pub(super) by_email: HashMap<String, usize, Xxh3DefaultBuilder>,
    pub(super) by_other: HashMap<(ValueKind, String), usize>,
    /// Who else has a channel that one of those above has.
    pub(super) beside: HashMap<(ValueKind, String), Vec<usize>>,
    pub(super) by_id: HashMap<PersonId, usize, Xxh3DefaultBuilder>,
    /// Whom an address with a name beside it was taken to be, by both and by whose word the name was.
    pub(super) told: HashMap<u64, usize, Xxh3DefaultBuilder>,
    /// Whoever is not in the book yet, by each of their folded names.
    pub(super) fresh: HashMap<String, Vec<usize>, Xxh3DefaultBuilder>,
}

/// Whose word a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// Their own: they wrote it above their letter.
    Own,
    /// A list's of people, such as an export.
    List,
    /// That of others, who wrote to them or had them as a guest.
    Others,
}

impl Word {
    pub(super) fn label(self) -> &'static str {
        match self {
            Word::Own => SIGNED,
            Word::List => LISTED,
            Word::Others => HEARD,
        }
    }
}

/// Whom an address means.
pub(super) enum Resolved {
    /// The owner of the book.
    Me,
    /// Somebody at hand.
    Somebody(usize),
    /// It cannot be said who, for this reason.
    Unclear(String),
}

/// So many people are kept at hand; beyond, all are settled, let go, and fetched again when they come up, so
/// that memory does not grow with the archive.
const AT_HAND: usize = 40_000;

impl Known {
    /// Whether there are too many.
    pub(super) fn is_full(&self) -> bool {
        self.slots.len() > AT_HAND
    }

    /// After all at hand went into the book, where they are found by name.
    pub(super) fn all_stored(&mut self) {
        self.fresh.clear();
    }

    pub(super) fn slot(&mut self, at: usize) -> &mut Slot {
        &mut self.slots[at]
    }

    pub(super) fn remember(&mut self, kind: ValueKind, normal: String, at: usize) {
        let first = if kind == ValueKind::Email {
            *self.by_email.entry(normal.clone()).or_insert(at)
        } else {
            *self.by_other.entry((kind, normal.clone())).or_insert(at)
        };
        if first != at {
            let beside = self.beside.entry((kind, normal)).or_default();
            if beside.len() < SHARED && !beside.contains(&at) {
                beside.push(at);
                self.told.clear();
            }
        }
    }
}

/// Of so many who have one channel it is asked who of them somebody is.
pub(super) const SHARED: usize = 20;
