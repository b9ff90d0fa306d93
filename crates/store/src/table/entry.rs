//! The table `entry`: good turns, promises, needs and the like, all in one shape.

use goodturn_core::day::{Day, Due};
use goodturn_core::entry::{Body, Kind};
use goodturn_core::id::{EntryId, PersonId, Seq};
use goodturn_core::ledger::Gave;
use goodturn_core::state::{Need, State};
use jiff::civil::Date;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::table::cell::Cell;
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
    /// The day it is of; of a tie a month or a year may be all that is known.
    pub day: Day,
    /// What.
    pub what: String,
    /// The rest, as JSON.
    pub more: String,
    /// Where it stands; one of its kind's states.
    pub state: State,
    /// What it waits for; none where it waits for nothing.
    pub due: Option<Due>,
    /// What makes it the same when read again.
    pub key: i64,
    /// The run that brought it.
    pub made: Seq,
}

impl Entry {
    /// A new entry that a member says, of this day.
    pub fn new(id: EntryId, kind: Kind, person: PersonId, day: impl Into<Day>) -> Entry {
        let (high, low) = id.0.as_u64_pair();
        Entry {
            id,
            kind,
            person,
            other: None,
            third: None,
            day: day.into(),
            what: String::new(),
            more: "{}".to_owned(),
            state: State::Nowhere,
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

    /// What its words stand for, where these are chosen and not written.
    pub fn says<T>(&self, read: impl FnOnce(&str) -> Option<T>) -> Result<T> {
        read(&self.what).ok_or_else(|| {
            self.bent(format_args!(
                "says what it cannot say ({:?}); another program must have changed it",
                self.what
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
        bent(self.kind, self.id, how)
    }

    /// Where it stands, as its kind says it.
    pub fn stands<S: TryFrom<State, Error = State>>(&self) -> Result<S> {
        S::try_from(self.state)
            .map_err(|state| self.bent(format_args!("is asked for a state of another kind than {state:?}")))
    }

    /// Refuses to be written with a state that its kind does not have.
    pub(crate) fn can_be_written(&self) -> Result<()> {
        match self.state.is_of(self.kind) {
            true => Ok(()),
            false => Err(self.bent(format_args!("cannot have the state {:?}", self.state))),
        }
    }

    /// The day it is of, where all of it must be known.
    pub fn on(&self) -> Result<Date> {
        self.day.date().ok_or_else(|| self.bent("is of no known day"))
    }

    /// The day it waits for, where it waits for one in particular.
    pub fn due_day(&self) -> Option<Date> {
        self.due.and_then(Due::date)
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

/// An entry is not as this program writes them; says which it is.
fn bent(kind: Kind, id: EntryId, how: impl std::fmt::Display) -> Error {
    let kind = kind.name().replace('_', "-");
    Error::Damaged(format!("the {kind} {id} in the table entry {how}"))
}

/// The day of an entry by what its column says. Only of ties not all of it need be known; when needs and offers were said is
/// not known of those from before books kept states.
fn day(kind: Kind, id: EntryId, column: &str) -> Result<Day> {
    let day = Day::written(column).filter(|day| match kind {
        Kind::Tie => true,
        Kind::Need | Kind::Offer => day.date().is_some() || !day.is_known(),
        _ => day.date().is_some(),
    });
    day.ok_or_else(|| unreadable(kind, id, "day", column))
}

/// What an entry waits for by what its column says.
fn due(kind: Kind, id: EntryId, column: &str) -> Result<Due> {
    Due::written(column).ok_or_else(|| unreadable(kind, id, "due day", column))
}

fn unreadable(kind: Kind, id: EntryId, what: &str, column: &str) -> Error {
    bent(
        kind,
        id,
        format_args!("has a {what} that cannot be read ({column:?}); another program must have changed it"),
    )
}

/// Where an entry stands by what its column says.
fn state(kind: Kind, id: EntryId, column: Option<&str>) -> Result<State> {
    State::kept(kind, column).ok_or_else(|| match column {
        Some(name) => unreadable(kind, id, "state", name),
        None => bent(kind, id, "has no state; another program must have changed it"),
    })
}

/// Gives the row of an entry as it was before books kept states what migration 6 gave those in the book.
pub(crate) fn migrate(row: &mut [Cell]) {
    let [_, Cell::Text(kind), _, _, day, _, Cell::Text(more), _, _, _, state, due] = row else { return };
    let text = |text: &str| Cell::Text(text.to_owned());
    match Kind::named(kind) {
        Some(Kind::Need | Kind::Offer) => {
            let until = std::mem::replace(day, text(""));
            *due = if until == text("") { text(&Due::SomeDay.to_string()) } else { until };
            *state = text(Need::Open.name()); // which an offer is called as well
        }
        Some(Kind::Turn) => {
            let received = more.contains("\"direction\":\"in\"");
            *state = text(if received { Gave::Received } else { Gave::Given }.name());
        }
        _ => {}
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
        day: String = entry.day.to_string(),
        what: String = entry.what,
        more: String = entry.more,
        same: i64 = entry.key,
        made: Seq = entry.made,
        third_id: Option<PersonId> = entry.third,
        state: Option<String> = Some(entry.state.to_string()).filter(|state| !state.is_empty()),
        due: Option<String> = entry.due.map(|due| due.to_string()),
    }
    read Entry {
        id,
        kind,
        person: person_id,
        other: other_id,
        third: third_id,
        day: self::day(kind, id, &day)?,
        what,
        more,
        state: self::state(kind, id, state.as_deref())?,
        due: due.map(|due| self::due(kind, id, &due)).transpose()?,
        key: same,
        made,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::cell::encode;
    use crate::table::declared::Declared;
    use crate::table::tables::image;

    /// As the journal kept it before there were states.
    fn before_states(mut entry: Entry, day: &str) -> Entry {
        entry.day = Day::written(day).unwrap();
        let cells = entry.cells();
        Entry::from_cells(&image(&ENTRY, &encode(&cells[..9])).unwrap()).unwrap()
    }

    #[test]
    fn what_the_journal_kept_before_there_were_states_comes_back_with_one() {
        let entry = |kind, more: &str| {
            let mut entry = Entry::new(EntryId(uuid::Uuid::from_u128(7)), kind, PersonId::ME, Day::UNKNOWN);
            entry.more = more.to_owned();
            entry
        };
        let turn = |more| before_states(entry(Kind::Turn, more), "2020-03-05");
        assert_eq!(turn("{\"direction\":\"in\"}").state, State::from(Gave::Received));
        assert_eq!(turn("{\"direction\":\"out\"}").state, State::from(Gave::Given));
        let need = before_states(entry(Kind::Need, "{}"), "2020-03-05");
        assert_eq!(
            (need.state, need.day, need.due_day()),
            (State::from(Need::Open), Day::UNKNOWN, Some(jiff::civil::date(2020, 3, 5)))
        );
        assert_eq!(before_states(entry(Kind::Offer, "{}"), "").due, Some(Due::SomeDay));
        assert_eq!(before_states(entry(Kind::Tie, "{}"), "2020").state, State::Nowhere);
    }
}
