//! The table `entry`: good turns, promises, needs and the like, all in one shape.

use goodturn_core::entry::{Body, Kind};
use goodturn_core::id::{EntryId, PersonId, Seq};
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::table::declared::{Entity, table};

pub use crate::table::derived::AccountRow;

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

    /// What it keeps as JSON. Only what another program changed cannot be read; that is an error with its place.
    pub fn body<B: Body>(&self) -> Result<B> {
        if !B::KINDS.contains(&self.kind) {
            return Err(self.bent(format_args!("is asked for what only {:?} keep", B::KINDS)));
        }
        self.read()
    }

    /// The same without its type, for what goes through all that any entry says.
    pub(crate) fn json(&self) -> Result<serde_json::Value> {
        self.read()
    }

    fn read<T: DeserializeOwned>(&self) -> Result<T> {
        // A list would be read as its fields in their order.
        let read = match self.more.trim_start().starts_with('{') {
            true => serde_json::from_str(&self.more).map_err(|why| why.to_string()),
            false => Err("it is no JSON object".to_owned()),
        };
        read.map_err(|why| {
            self.bent(format_args!(
                "keeps something that cannot be read ({why}); another program must have changed it"
            ))
        })
    }

    /// Keeps this as JSON.
    pub fn keep<B: Body>(&mut self, body: &B) -> Result<()> {
        if !B::KINDS.contains(&self.kind) {
            return Err(self.bent(format_args!("is given what only {:?} keep", B::KINDS)));
        }
        self.more = serde_json::to_string(body)
            .map_err(|why| self.bent(format_args!("cannot keep what it is given ({why})")))?;
        Ok(())
    }

    /// It is not as this program writes entries; says which it is.
    fn bent(&self, how: impl std::fmt::Display) -> Error {
        let (kind, id) = (self.kind.name().replace('_', "-"), self.id);
        Error::Damaged(format!("the {kind} {id} in the table entry {how}"))
    }

    /// Whether it waits for something.
    pub fn is_open(&self) -> bool {
        self.due.is_some()
    }

    /// Whether it is between somebody and themselves, because the two people in it were merged: it is kept for
    /// when they are taken apart, and leads nowhere until then.
    pub fn is_of_one(&self) -> bool {
        self.other == Some(self.person)
    }

    /// Everybody in it.
    pub fn people(&self) -> impl Iterator<Item = PersonId> {
        [Some(self.person), self.other, self.third].into_iter().flatten()
    }
}

table! {
    /// All entries.
    ENTRY = Entity::Entry, 1;
    Entry as entry {
        id: EntryId = entry.id,
        kind: Kind = entry.kind,
        person_id: PersonId = entry.person,
        other_id: Option<PersonId> = entry.other,
        day: String = entry.day,
        what: String = entry.what,
        more: String = entry.more,
        same: i64 = entry.key,
        made: Seq = entry.made,
        third_id: Option<PersonId> = entry.third,
        state: Option<String> = Some(entry.state.clone()).filter(|state| !state.is_empty()),
        due: Option<String> = entry.due,
    }
    read Entry {
        id,
        kind,
        person: person_id,
        other: other_id,
        third: third_id,
        day,
        what,
        more,
        state: state.unwrap_or_default(),
        due,
        key: same,
        made,
    }
}
