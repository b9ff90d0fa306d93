//! Questions about merges: who became part of whom, and who somebody is now.

use std::collections::{BTreeMap, BTreeSet};

use goodturn_core::id::PersonId;

use crate::error::{Error, Result};
use crate::read::reader::Reader;
use crate::table::declared::{Declared, rows_of};
use crate::table::derived::Merged;
use crate::table::value::Param;

/// Into whom merged people went.
#[derive(Clone, Debug, Default)]
pub struct Aliases(BTreeMap<PersonId, PersonId>);

impl Aliases {
    /// Who somebody is now.
    pub fn now(&self, person: PersonId) -> PersonId {
        let mut now = person;
        // Nobody is merged into somebody who is gone into them; a damaged book must not hang.
        for _ in 0..=self.0.len() {
            match self.0.get(&now) {
                Some(into) => now = *into,
                None => break,
            }
        }
        now
    }
}

/// Held to its index by `sqlite::sizes`.
pub(crate) fn merged_into() -> &'static str {
    rows_of!(Merged, "AND into_id = ?2")
}

impl Reader<'_> {
    /// How somebody went into another, where they did.
    pub fn merged(&mut self, gone: PersonId) -> Result<Option<Merged>> {
        if let Some(found) = self.merged_ahead(gone)? {
            return Ok(found);
        }
        Ok(self.all(Merged::table().select(), &[self.ws(), Param::Id(gone.bytes())])?.pop())
    }

    /// Who went into somebody, the first first; not those who went into these before.
    pub fn merged_into(&mut self, person: PersonId) -> Result<Vec<Merged>> {
        let params = [self.ws(), Param::Id(person.bytes())];
        let mut found: Vec<Merged> = self.all(merged_into(), &params)?;
        found.sort_unstable_by_key(|merged| (merged.act, merged.gone));
        Ok(found)
    }

    /// Who somebody is now; themselves where they were never merged.
    pub fn who_is(&mut self, person: PersonId) -> Result<PersonId> {
        let (mut now, mut seen) = (person, BTreeSet::new());
        while let Some(merged) = self.merged(now)? {
            if !seen.insert(now) {
                return Err(Error::Damaged(format!("{person} was merged in a circle")));
            }
            now = merged.into;
        }
        Ok(now)
    }

    /// Who all merged people are now.
    pub fn aliases(&mut self) -> Result<Aliases> {
        let rows: Vec<Merged> = self.all(Merged::table().select_all(), &[self.ws()])?;
        Ok(Aliases(rows.into_iter().map(|merged| (merged.gone, merged.into)).collect()))
    }

    /// Everybody who went into somebody, directly or into one who did.
    pub fn all_merged_into(&mut self, person: PersonId) -> Result<Vec<Merged>> {
        let (mut found, mut next) = (Vec::new(), vec![person]);
        while let Some(one) = next.pop() {
            for merged in self.merged_into(one)? {
                next.push(merged.gone);
                found.push(merged);
            }
        }
        found.sort_unstable_by_key(|merged| (merged.act, merged.gone));
        Ok(found)
    }
}
