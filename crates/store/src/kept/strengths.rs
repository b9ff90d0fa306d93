//! Stored strengths, and recomputing them for a later day.
//!
//! While nothing happens every strength falls, each at its own pace, so a stored one is exact on its day and an upper bound from
//! then on. Lists in the order of today's strength walk down these bounds; the older they are, the further the walk. So the book
//! knows the day of its strengths: each was computed for that day, or for the last contact where that was later. Now and then all
//! are recomputed, apart from any page. It changes nothing that anybody said or did, so the journal knows nothing of it.

use goodturn_core::id::PersonId;
use goodturn_core::insight::strength::Bond;
use jiff::Timestamp;

use crate::error::Result;
use crate::read::reader::Reader;
use crate::read::settings::Internal;
use crate::table::cell::{Cell, Cells};
use crate::table::person::{PERSON, Person, StrengthRow};
use crate::table::stored::Stored;
use crate::table::value::{Param, instant, millis};

/// So many people are read and written at once.
const BATCH: i64 = 5000;

impl Reader<'_> {
    /// Recomputes somebody's bond and counts from their whole timeline, but not the strength.
    pub(crate) fn recompute_bond(&mut self, person: &mut Person) -> Result<()> {
        (person.bond, person.last, person.interactions) = (Bond::default(), None, 0);
        for part in self.whole_timeline(person.id)? {
            // In the order of time nothing comes late.
            let _ = person.met(part.when(), part.direction, part.weight);
        }
        Ok(())
    }

    /// The ids of about `most` people of a kind, spread over all of them and the same ones each time.
    pub fn some_people(&mut self, kind: goodturn_core::sender::Kind, most: usize) -> Result<Vec<PersonId>> {
        let mut all: Vec<PersonId> = self.all(
            "SELECT id FROM person WHERE workspace_id = ?1 AND kind = ?2 AND interactions > 0 ORDER BY id",
            &[self.ws(), Param::Int(kind.code())],
        )?;
        let step = all.len().div_ceil(most.max(1)).max(1);
        let mut at = 0;
        all.retain(|_| {
            at += 1;
            at % step == 0
        });
        Ok(all)
    }

    /// The bonds of a kind in the order of their stored strengths, from a strength on downwards: whose, the stored
    /// strength, the bond.
    pub fn bonds(
        &mut self,
        kind: goodturn_core::sender::Kind,
        from: (f64, PersonId),
        most: usize,
    ) -> Result<Vec<(PersonId, f64, Bond)>> {
        let params = [
            self.ws(),
            Param::Int(kind.code()),
            Param::Real(from.0),
            Param::Id(from.1.bytes()),
            Param::Int(i64::try_from(most).unwrap_or(i64::MAX)),
        ];
        let found: Vec<(PersonId, f64, Bond)> = self.all(
            "SELECT id, strength, bond FROM person WHERE workspace_id = ?1 AND kind = ?2 \
             AND (strength, id) < (?3, ?4) ORDER BY kind DESC, strength DESC, id DESC LIMIT ?5",
            &params,
        )?;
        self.met(found.iter().map(|(id, ..)| *id));
        Ok(found)
    }
}

/// The day that a strength is of where all are of `day`: that of the last contact, where it is later.
fn day_of(bond: &Bond, day: Timestamp) -> Timestamp {
    bond.updated().map_or(day, |last| last.max(day))
}

/// Computes somebody's strength as the others' are, as of `day`.
pub(crate) fn recompute_strength_on(day: Timestamp, person: &mut Person) {
    person.recompute_strength(day_of(&person.bond, day));
}

/// The same for the cells of a row, whatever act wrote them.
pub(crate) fn recompute_cells_on(day: Timestamp, row: &mut [Cell]) -> Result<()> {
    let place = |column| PERSON.place(column);
    let (Some(bond), Some(strength), Some(at)) = (place("bond"), place("strength"), place("strength_at"))
    else {
        return Ok(());
    };
    let bond = Bond::read(&Cells(row), bond)?;
    let on = day_of(&bond, day);
    for (place, cell) in [(strength, bond.strength(on).cell()), (at, on.cell())] {
        if let Some(slot) = row.get_mut(place) {
            *slot = cell;
        }
    }
    Ok(())
}

/// A person's row without the columns of the strength, for telling whether an act changed it.
pub(crate) fn without_strength(row: Option<&[Cell]>) -> Option<Vec<&Cell>> {
    let columns = PERSON.columns.iter();
    let weighed = |name: &str| matches!(name, "strength" | "strength_at");
    row.map(|row| {
        row.iter().zip(columns).filter(|(_, (name, _))| !weighed(name)).map(|(cell, _)| cell).collect()
    })
}

/// Computes everybody's strength for `now`; answers how many had changed.
pub(crate) fn recompute_all(reader: &mut Reader<'_>, now: Timestamp) -> Result<usize> {
    let changed = recompute_each(reader, |_| Ok(now))?;
    reader.keep_internal(Internal::Weighed, &millis(now).to_string())?;
    Ok(changed)
}

/// Weighs everybody as of the time they were weighed at, where another program weighed them otherwise.
pub(crate) fn recompute_as_dated(reader: &mut Reader<'_>) -> Result<()> {
    recompute_each(reader, instant).map(|_| ())
}

/// Weighs everybody as of the time that `when` says for the one they were last weighed at.
fn recompute_each(reader: &mut Reader<'_>, when: impl Fn(i64) -> Result<Timestamp>) -> Result<usize> {
    let (ws, mut last, mut changed) = (reader.ws(), [0; 16], 0);
    loop {
        let (mut weighed, mut looked) = (Vec::new(), 0);
        reader.each(
            "SELECT id, bond, strength, strength_at FROM person WHERE workspace_id = ?1 AND id > ?2 \
             ORDER BY id LIMIT ?3",
            &[ws, Param::Id(last), Param::Int(BATCH)],
            |(person, tie, stored, at): ([u8; 16], Bond, f64, i64)| {
                (last, looked) = (person, looked + 1);
                let on = day_of(&tie, when(at)?);
                let strength = tie.strength(on);
                if strength != stored {
                    weighed.push(StrengthRow { person, strength, at: millis(on) });
                }
                Ok(())
            },
        )?;
        reader.connection.rewrite_strengths(reader.workspace, &weighed)?;
        changed += weighed.len();
        if looked < BATCH {
            break;
        }
    }
    Ok(changed)
}
