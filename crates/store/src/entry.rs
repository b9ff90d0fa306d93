//! A line beside people and interactions, and what one can ask of them.

use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId, Seq};
use goodturn_core::insight::balance::{self, Reading};
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cell::Cell;
use crate::driver::{Param, Row};
use crate::error::Result;
use crate::reader::Reader;
use crate::rows::unknown;

/// A line beside people and interactions; what its people, state and days are, its kind says.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its name.
    pub id: EntryId,
    /// What it is.
    pub kind: Kind,
    /// Whose.
    pub person: PersonId,
    /// The other one.
    pub other: Option<PersonId>,
    /// The third.
    pub third: Option<PersonId>,
    /// The day it is of, `YYYY-MM-DD`; of a tie a month or a year may be all that is known.
    pub day: String,
    /// What.
    pub what: String,
    /// The rest, as JSON.
    pub more: String,
    /// Where it stands; one of its kind's states.
    pub state: String,
    /// The day it waits for, `YYYY-MM-DD`; none where it waits for nothing.
    pub due: Option<String>,
    /// What makes it the same when read again.
    pub key: i64,
    /// The run that brought it.
    pub made: Seq,
}

impl Entry {
    /// A new entry that a member says, of this day.
    pub fn new(id: EntryId, kind: Kind, person: PersonId, day: impl ToString) -> Entry {
        let (high, low) = id.0.as_u64_pair();
        Entry {
            id,
            kind,
            person,
            other: None,
            third: None,
            day: day.to_string(),
            what: String::new(),
            more: "{}".to_owned(),
            state: String::new(),
            due: None,
            key: (high ^ low) as i64 | 1,
            made: Seq(0),
        }
    }

    /// What it keeps as JSON; the default where that says something else.
    pub fn body<T: DeserializeOwned + Default>(&self) -> T {
        serde_json::from_str(&self.more).unwrap_or_default()
    }

    /// Keeps this as JSON.
    pub fn keep(&mut self, body: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(body) {
            self.more = text;
        }
    }

    /// Whether it waits for something.
    pub fn is_open(&self) -> bool {
        self.due.is_some()
    }

    /// Whether it lies between somebody and themselves, because two of whom it was said were made one: it is kept for
    /// when they are taken apart, and leads nowhere until then.
    pub fn is_of_one(&self) -> bool {
        self.other == Some(self.person)
    }

    /// Everybody in it.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        [Some(self.person), self.other, self.third].into_iter().flatten()
    }

    pub(crate) fn cells(&self) -> Vec<Cell> {
        let id = |id: Option<PersonId>| id.map_or(Cell::Null, |id| Cell::Id(id.bytes()));
        vec![
            Cell::Id(self.id.bytes()),
            Cell::Text(self.kind.name().to_owned()),
            Cell::Id(self.person.bytes()),
            id(self.other),
            Cell::Text(self.day.clone()),
            Cell::Text(self.what.clone()),
            Cell::Text(self.more.clone()),
            Cell::Int(self.key),
            Cell::Int(self.made.0),
            id(self.third),
            if self.state.is_empty() { Cell::Null } else { Cell::Text(self.state.clone()) },
            self.due.clone().map_or(Cell::Null, Cell::Text),
        ]
    }

    pub(crate) fn from_row(row: &dyn Row) -> Result<Entry> {
        Ok(Entry {
            id: EntryId::from_bytes(row.id(0)?),
            kind: Kind::named(&row.text(1)?).ok_or_else(|| unknown("kind of entry"))?,
            person: PersonId::from_bytes(row.id(2)?),
            other: row.opt_id(3)?.map(PersonId::from_bytes),
            day: row.text(4)?,
            what: row.text(5)?,
            more: row.text(6)?,
            key: row.int(7)?,
            made: Seq(row.int(8)?),
            third: row.opt_id(9)?.map(PersonId::from_bytes),
            state: row.opt_text(10)?.unwrap_or_default(),
            due: row.opt_text(11)?,
        })
    }
}

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
    pub last: Option<String>,
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

macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT id, kind, person_id, other_id, day, what, more, same, made, third_id, state, due FROM entry \
             WHERE workspace_id = ?1 AND ",
            $rest
        )
    };
}

// What is found by an index that leads with more than the workspace: held to it by `sqlite::sizes`.
pub(crate) const BY_PERSON: &str = entries!("person_id = ?2");
pub(crate) const BY_OTHER: &str = entries!("other_id = ?2");
pub(crate) const BY_THIRD: &str = entries!("third_id = ?2");
pub(crate) const OF_PERSON: &str = entries!("person_id = ?2 AND kind = ?3");
pub(crate) const DUE: &str =
    entries!("kind = ?2 AND due IS NOT NULL AND due <= ?3 ORDER BY kind, due LIMIT ?4");
pub(crate) const SAID: &str =
    entries!("kind = ?2 AND day >= ?3 AND day <= ?4 ORDER BY kind DESC, day DESC, state DESC LIMIT ?5");
pub(crate) const BY_NET: &str = "SELECT person_id, given, received, turns, last FROM account \
     WHERE workspace_id = ?1 AND (net, person_id) > (?2, ?3) ORDER BY net, person_id LIMIT ?4";
pub(crate) const TALLY: &str = "SELECT coalesce(state, ''), count(*) FROM entry \
     WHERE workspace_id = ?1 AND kind = ?2 AND day >= ?3 AND day <= ?4 GROUP BY state ORDER BY 1";

impl Reader<'_> {
    /// One entry.
    pub fn entry(&mut self, id: EntryId) -> Result<Option<Entry>> {
        let params = [self.ws(), Param::Id(id.bytes())];
        Ok(self.all(entries!("id = ?2"), &params, Entry::from_row)?.pop())
    }

    /// Every entry in which somebody stands, in whatever role; by kind, then as they were made.
    pub fn entries(&mut self, person: PersonId) -> Result<Vec<Entry>> {
        let params = [self.ws(), Param::Id(person.bytes())];
        let mut found = self.all(BY_PERSON, &params, Entry::from_row)?;
        found.extend(self.all(BY_OTHER, &params, Entry::from_row)?);
        found.extend(self.all(BY_THIRD, &params, Entry::from_row)?);
        found.sort_unstable_by_key(|entry| (entry.kind, entry.id));
        found.dedup_by_key(|entry| entry.id);
        Ok(found)
    }

    /// Somebody's own entries of one kind, as they were made.
    pub fn entries_of(&mut self, person: PersonId, kind: Kind) -> Result<Vec<Entry>> {
        let mut found = self.all(
            OF_PERSON,
            &[self.ws(), Param::Id(person.bytes()), Param::Text(kind.name())],
            Entry::from_row,
        )?;
        found.sort_unstable_by_key(|entry| entry.id);
        Ok(found)
    }

    /// What of a kind waits for a day up to this one, the longest due first.
    pub fn due(&mut self, kind: Kind, until: &str, most: usize) -> Result<Vec<Entry>> {
        self.all(
            DUE,
            &[
                self.ws(),
                Param::Text(kind.name()),
                Param::Text(until),
                Param::Int(i64::try_from(most).unwrap_or(i64::MAX)),
            ],
            Entry::from_row,
        )
    }

    /// What of a kind is of a day from `from` to `to`, the newest first.
    pub fn said(&mut self, kind: Kind, from: &str, to: &str, most: usize) -> Result<Vec<Entry>> {
        self.all(
            SAID,
            &[
                self.ws(),
                Param::Text(kind.name()),
                Param::Text(from),
                Param::Text(to),
                Param::Int(i64::try_from(most).unwrap_or(i64::MAX)),
            ],
            Entry::from_row,
        )
    }

    /// How many of a kind are of a day from `from` to `to`, by state.
    pub fn tally(&mut self, kind: Kind, from: &str, to: &str) -> Result<Vec<(String, i64)>> {
        self.all(TALLY, &[self.ws(), Param::Text(kind.name()), Param::Text(from), Param::Text(to)], |row| {
            Ok((row.text(0)?, row.int(1)?))
        })
    }

    pub(crate) fn all_entries(&mut self) -> Result<Vec<Entry>> {
        self.all(entries!("id IS NOT NULL"), &[self.ws()], Entry::from_row)
    }

    /// Somebody's account; none without any turn.
    pub fn account(&mut self, person: PersonId) -> Result<Option<AccountRow>> {
        let found = self.all(
            "SELECT person_id, given, received, turns, last FROM account WHERE workspace_id = ?1 AND person_id = ?2",
            &[self.ws(), Param::Id(person.bytes())],
            account_row,
        )?;
        Ok(found.into_iter().next())
    }

    /// Accounts, where most was given and taken first.
    pub fn accounts(&mut self, most: usize) -> Result<Vec<AccountRow>> {
        self.all(
            "SELECT person_id, given, received, turns, last FROM account WHERE workspace_id = ?1 \
             ORDER BY workspace_id DESC, total DESC, person_id DESC LIMIT ?2",
            &[self.ws(), Param::Int(i64::try_from(most).unwrap_or(i64::MAX))],
            account_row,
        )
    }

    /// Accounts, where they gave me most beyond what I gave them first; those after one of this difference.
    pub fn accounts_by_net(
        &mut self,
        after: Option<(f64, PersonId)>,
        most: usize,
    ) -> Result<Vec<AccountRow>> {
        let (net, id) = after.unwrap_or((f64::NEG_INFINITY, PersonId::from_bytes([0; 16])));
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        self.all(BY_NET, &[self.ws(), Param::Real(net), Param::Id(id.bytes()), most], account_row)
    }

    /// Whom the guard has reason to look at.
    pub fn suspects(&mut self) -> Result<Vec<PersonId>> {
        let mut found = self.all(
            "SELECT person_id FROM account WHERE workspace_id = ?1 AND suspect IS NOT NULL",
            &[self.ws()],
            |row| Ok(PersonId::from_bytes(row.id(0)?)),
        )?;
        found.sort_unstable();
        Ok(found)
    }

    /// Whether the guard has reason to look at somebody.
    pub fn is_suspect(&mut self, person: PersonId) -> Result<bool> {
        let found = self.all(
            "SELECT 1 FROM account WHERE workspace_id = ?1 AND person_id = ?2 AND suspect IS NOT NULL",
            &[self.ws(), Param::Id(person.bytes())],
            |_| Ok(()),
        )?;
        Ok(!found.is_empty())
    }
}

fn account_row(row: &dyn Row) -> Result<AccountRow> {
    Ok(AccountRow {
        person: PersonId::from_bytes(row.id(0)?),
        given: row.real(1)?,
        received: row.real(2)?,
        turns: row.int(3)?,
        last: row.opt_text(4)?,
    })
}
