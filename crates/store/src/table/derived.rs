//! The tables that follow from others and are no part of the journal: `account`, `term` and `together`; and `merged`, which
//! is.

use goodturn_core::id::{PersonId, Seq};
use goodturn_core::insight::balance::{self, Reading};
use jiff::civil::Date;

use crate::table::declared::{Entity, table};

/// One person's account as the store keeps it: sums as of [`goodturn_core::insight::balance::EPOCH`].
#[derive(Clone, Debug, PartialEq)]
pub struct AccountRow {
    /// Whose.
    pub person: PersonId,
    /// From me to them.
    pub given: f64,
    /// From them to me.
    pub received: f64,
    /// How many turns, mine and those between others.
    pub turns: i64,
    /// The last turn's day.
    pub last: Option<Date>,
}

impl AccountRow {
    /// What I gave them beyond what they gave me.
    pub fn net(&self) -> f64 {
        self.given - self.received
    }

    /// The balance between us on this day, from -1 (all from them) to 1 (all from me).
    pub fn balance(&self, day: Date) -> f64 {
        balance::balance(balance::on_day(self.given, day), balance::on_day(self.received, day))
    }

    /// How it reads.
    pub fn reading(&self, day: Date) -> Reading {
        balance::reading(self.balance(day))
    }
}

/// An account with what only the store asks of it.
#[derive(Clone)]
pub(crate) struct Standing {
    /// The account.
    pub(crate) account: AccountRow,
    /// Whether the guard has reason to look at them.
    pub(crate) is_suspect: bool,
}

table! {
    /// Everybody's account.
    ACCOUNT = Entity::Account, 1;
    Standing as of {
        person_id: PersonId = of.account.person,
        given: f64 = of.account.given,
        received: f64 = of.account.received,
        net: f64 = of.account.given - of.account.received,
        total: f64 = of.account.given + of.account.received,
        turns: i64 = of.account.turns,
        last: Option<Date> = of.account.last,
        suspect: Option<i64> = of.is_suspect.then_some(1),
    }
    read Standing {
        account: AccountRow { person: person_id, given, received, turns, last },
        is_suspect: suspect.is_some(),
    }
}

/// The term that every text has whose terms are kept.
pub const ALL: &str = "";

/// What somebody does, as their title says, is kept under this as if it were a kind of entry.
pub(crate) const TITLE: &str = "title";

/// A word, or a heading, under which a text is found or an amount counted.
pub(crate) struct Term {
    /// Of which texts.
    pub(crate) kind: String,
    /// The word.
    pub(crate) term: String,
    /// In which text; an entry, or whatever the kind says.
    pub(crate) entry: [u8; 16],
    /// How often it stands there.
    pub(crate) count: i64,
    /// How many words that text has.
    pub(crate) length: i64,
}

table! {
    /// The words of texts.
    TERM = Entity::Term, 3;
    Term as it {
        kind: String = it.kind,
        term: String = it.term,
        entry_id: [u8; 16] = it.entry,
        count: i64 = it.count,
        length: i64 = it.length,
    }
    read Term { kind, term, entry: entry_id, count, length }
}

/// Two people and how often both were in an interaction; or by how much that changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The lesser id.
    pub a: PersonId,
    /// The greater.
    pub b: PersonId,
    /// In so many interactions.
    pub times: i64,
    /// The sum of what each of them counts for.
    pub heft: i64,
}

table! {
    /// How often people were somewhere together.
    TOGETHER = Entity::Together, 2;
    Step as step {
        a: PersonId = step.a,
        b: PersonId = step.b,
        times: i64 = step.times,
        heft: i64 = step.heft,
    }
    read Step { a, b, times, heft }
}

/// Who went into whom, and by which act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// Who went.
    pub gone: PersonId,
    /// Into whom.
    pub into: PersonId,
    /// By which act.
    pub act: Seq,
}

table! {
    /// Who was merged into whom.
    MERGED = Entity::Merged, 1;
    Merged as merged {
        id: PersonId = merged.gone,
        into_id: PersonId = merged.into,
        act: Seq = merged.act,
    }
    read Merged { gone: id, into: into_id, act }
}
