//! What one can ask of the entries, and of the accounts that follow from them.

use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::state::State;
use jiff::civil::Date;

use crate::error::Result;
use crate::read::reader::Reader;
use crate::table::declared::{Declared, rows_of};
use crate::table::derived::{AccountRow, Standing};
use crate::table::entry::Entry;
use crate::table::value::{Param, unknown};

// What is found by an index that leads with more than the workspace: held to it by `sqlite::sizes`.
pub(crate) fn by_person() -> &'static str {
    rows_of!(Entry, "AND person_id = ?2")
}
pub(crate) fn by_other() -> &'static str {
    rows_of!(Entry, "AND other_id = ?2")
}
pub(crate) fn by_third() -> &'static str {
    rows_of!(Entry, "AND third_id = ?2")
}
pub(crate) fn of_person() -> &'static str {
    rows_of!(Entry, "AND person_id = ?2 AND kind = ?3")
}
pub(crate) fn due() -> &'static str {
    rows_of!(Entry, "AND kind = ?2 AND due IS NOT NULL AND due <= ?3 ORDER BY kind, due, id LIMIT ?4")
}
/// Without a bound: what a day was bent to may stand behind every day, and must be read to be named.
pub(crate) fn waiting() -> &'static str {
    rows_of!(Entry, "AND kind = ?2 AND due IS NOT NULL ORDER BY kind, due, id LIMIT ?3")
}
pub(crate) fn newest() -> &'static str {
    rows_of!(Entry, "AND kind = ?2 ORDER BY kind DESC, day DESC, state DESC, id DESC LIMIT ?3")
}
pub(crate) fn between() -> &'static str {
    rows_of!(
        Entry,
        "AND kind = ?2 AND day >= ?3 AND day <= ?4 ORDER BY kind DESC, day DESC, state DESC, id DESC LIMIT ?5"
    )
}
pub(crate) fn by_net() -> &'static str {
    rows_of!(Standing, "AND (net, person_id) > (?2, ?3) ORDER BY net, person_id LIMIT ?4")
}
pub(crate) const TALLY: &str = "SELECT state, count(*) FROM entry \
     WHERE workspace_id = ?1 AND kind = ?2 AND day >= ?3 AND day <= ?4 GROUP BY state ORDER BY 1";

impl Reader<'_> {
    /// One entry.
    pub fn entry(&mut self, id: EntryId) -> Result<Option<Entry>> {
        if let Some(found) = self.entry_ahead(id)? {
            return Ok(found);
        }
        let params = [self.ws(), Param::Id(id.bytes())];
        Ok(self.all(rows_of!(Entry, "AND id = ?2"), &params)?.pop())
    }

    /// Every entry in which somebody stands, in whatever role; by kind, then as they were made.
    pub fn entries(&mut self, person: PersonId) -> Result<Vec<Entry>> {
        if let Some(found) = self.entries_ahead(person)? {
            return Ok(found);
        }
        let params = [self.ws(), Param::Id(person.bytes())];
        let mut found: Vec<Entry> = self.all(by_person(), &params)?;
        found.extend(self.all(by_other(), &params)?);
        found.extend(self.all(by_third(), &params)?);
        found.sort_unstable_by_key(|entry| (entry.kind, entry.id));
        found.dedup_by_key(|entry| entry.id);
        Ok(found)
    }

    /// Somebody's own entries of one kind, as they were made.
    pub fn entries_of(&mut self, person: PersonId, kind: Kind) -> Result<Vec<Entry>> {
        if let Some(own) = self.own_ahead(person)? {
            return Ok(own.iter().filter(|entry| entry.kind == kind).cloned().collect());
        }
        let params = [self.ws(), Param::Id(person.bytes()), Param::Text(kind.name())];
        let mut found: Vec<Entry> = self.all(of_person(), &params)?;
        found.sort_unstable_by_key(|entry| entry.id);
        Ok(found)
    }

    /// What of a kind waits for a day up to this one, the longest due first; up to some day, all that waits.
    pub fn due(&mut self, kind: Kind, until: impl Into<Due>, most: usize) -> Result<Vec<Entry>> {
        let until = until.into();
        if let Some(found) = self.due_ahead(kind, until, most)? {
            return Ok(found);
        }
        let (kind, most) = (Param::Text(kind.name()), Param::Int(i64::try_from(most).unwrap_or(i64::MAX)));
        let found: Vec<Entry> = match until {
            Due::SomeDay => self.all(waiting(), &[self.ws(), kind, most])?,
            Due::On(day) => self.all(due(), &[self.ws(), kind, Param::Text(&day.to_string()), most])?,
        };
        self.met_in(&found);
        Ok(found)
    }

    /// What there is of a kind, of whatever day, the newest first.
    pub fn newest(&mut self, kind: Kind, most: usize) -> Result<Vec<Entry>> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let found = self.all(newest(), &[self.ws(), Param::Text(kind.name()), most])?;
        self.met_in(&found);
        Ok(found)
    }

    /// What of a kind is of this day or a later one, the newest first.
    pub fn entries_since(&mut self, kind: Kind, from: Date, most: usize) -> Result<Vec<Entry>> {
        self.entries_between(kind, from, Date::MAX, most)
    }

    /// What of a kind is of a day from `from` to `to`, the newest first.
    pub fn entries_between(&mut self, kind: Kind, from: Date, to: Date, most: usize) -> Result<Vec<Entry>> {
        let (from, to) = (from.to_string(), to.to_string());
        if let Some(found) = self.between_ahead(kind, (&from, &to), most)? {
            return Ok(found);
        }
        let found = self.all(
            between(),
            &[
                self.ws(),
                Param::Text(kind.name()),
                Param::Text(&from),
                Param::Text(&to),
                Param::Int(i64::try_from(most).unwrap_or(i64::MAX)),
            ],
        )?;
        self.met_in(&found);
        Ok(found)
    }

    /// How many of a kind are of a day from `from` to `to`, by state.
    pub fn tally(&mut self, kind: Kind, from: Date, to: Date) -> Result<Vec<(State, i64)>> {
        let days = (from.to_string(), to.to_string());
        let params = [self.ws(), Param::Text(kind.name()), Param::Text(&days.0), Param::Text(&days.1)];
        let found: Vec<(Option<String>, i64)> = match self.tally_ahead(kind, (&days.0, &days.1))? {
            Some(found) => found,
            None => self.all(TALLY, &params)?,
        };
        let read = found.iter().map(|(state, count)| Some((State::kept(kind, state.as_deref())?, *count)));
        match read.collect() {
            Some(tally) => Ok(tally),
            // Reading each says which one it is that cannot be read.
            None => Err(self
                .entries_between(kind, from, to, usize::MAX)
                .err()
                .unwrap_or_else(|| unknown("state"))),
        }
    }

    pub(crate) fn all_entries(&mut self) -> Result<Vec<Entry>> {
        self.all(Entry::table().select_all(), &[self.ws()])
    }

    /// Somebody's account; none without any turn.
    pub fn account(&mut self, person: PersonId) -> Result<Option<AccountRow>> {
        Ok(self.standing(person)?.map(|standing| standing.account))
    }

    fn standing(&mut self, person: PersonId) -> Result<Option<Standing>> {
        if let Some(found) = self.standing_ahead(person)? {
            return Ok(found);
        }
        let params = [self.ws(), Param::Id(person.bytes())];
        Ok(self.all(Standing::table().select(), &params)?.pop())
    }

    /// Accounts, where most was given and taken first.
    pub fn accounts(&mut self, most: usize) -> Result<Vec<AccountRow>> {
        let sql = rows_of!(Standing, "ORDER BY workspace_id DESC, total DESC, person_id DESC LIMIT ?2");
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let found: Vec<Standing> = self.all(sql, &[self.ws(), most])?;
        self.met(found.iter().map(|standing| standing.account.person));
        Ok(found.into_iter().map(|standing| standing.account).collect())
    }

    /// Accounts, where they gave me most beyond what I gave them first; those after one of this difference.
    pub fn accounts_by_net(
        &mut self,
        after: Option<(f64, PersonId)>,
        most: usize,
    ) -> Result<Vec<AccountRow>> {
        let (net, id) = after.unwrap_or((f64::NEG_INFINITY, PersonId::from_bytes([0; 16])));
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let found: Vec<Standing> =
            self.all(by_net(), &[self.ws(), Param::Real(net), Param::Id(id.bytes()), most])?;
        self.met(found.iter().map(|standing| standing.account.person));
        Ok(found.into_iter().map(|standing| standing.account).collect())
    }

    /// The people at whom the guard has reason to look.
    pub fn suspects(&mut self) -> Result<Vec<PersonId>> {
        let mut found: Vec<PersonId> = self.all(
            "SELECT person_id FROM account WHERE workspace_id = ?1 AND suspect IS NOT NULL",
            &[self.ws()],
        )?;
        found.sort_unstable();
        self.met(found.iter().copied());
        Ok(found)
    }

    /// Whether the guard has reason to look at somebody.
    pub fn is_suspect(&mut self, person: PersonId) -> Result<bool> {
        Ok(self.standing(person)?.is_some_and(|standing| standing.is_suspect))
    }
}
