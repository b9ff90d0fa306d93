//! How old the stored strengths may be.
//!
//! In silence every strength falls, each at its own pace, so a stored one is true on its day and an upper bound
//! from then on. Lists in the order of today's strength walk down these bounds; the older they are, the further the
//! walk. So the book knows the day its strengths are of: each was weighed on that day, or at its last contact where
//! that was later. Now and then all are weighed anew, apart from any page. It changes nothing that anybody said or
//! did, so the journal knows nothing of it.

use goodturn_core::id::PersonId;
use goodturn_core::insight::strength::Bond;
use jiff::Timestamp;

use crate::engine::driver::Connection;
use crate::error::Result;
use crate::reader::Reader;
use crate::store::Store;
use crate::table::cell::{Cell, Cells};
use crate::table::declared::Declared;
use crate::table::journal::Setting;
use crate::table::person::{PERSON, Person, StrengthRow};
use crate::table::stored::{FromRow, Stored};
use crate::table::value::{Param, instant, millis};
use crate::writer::Writer;

/// The name and the key of the setting that keeps the day, in milliseconds.
const NAME: [u8; 16] = *b"goodturn.weighed";
const KEY: &str = "weighed";
/// The same for how strengths become chances.
const SCALE_NAME: [u8; 16] = *b"goodturn.scaleno";
const SCALE_KEY: &str = "scale";
/// The same for what looking for duplicates taught.
const LINKAGE_NAME: [u8; 16] = *b"goodturn.linkage";
const LINKAGE_KEY: &str = "linkage";
/// The same for the name by which one notices that a book was replaced by another.
const EPOCH_NAME: [u8; 16] = *b"goodturn.epoch..";
const EPOCH_KEY: &str = "epoch";
/// The same for the lines of today as they were last shown.
const SHOWN_NAME: [u8; 16] = *b"goodturn.showing";
const SHOWN_KEY: &str = "shown";
/// What the book keeps of itself among the settings.
pub(crate) const KEPT: [&str; 5] = [KEY, SCALE_KEY, LINKAGE_KEY, EPOCH_KEY, SHOWN_KEY];
/// So many people are weighed at once.
const BATCH: i64 = 5000;

impl Reader<'_> {
    /// The day that the stored strengths are of; none where they are as old as each one's last contact.
    pub fn weighed(&mut self) -> Result<Option<Timestamp>> {
        let found = self.beside(NAME)?;
        found.and_then(|day| day.parse().ok()).map(instant).transpose()
    }

    /// What was last kept of how strengths become chances in this book.
    pub fn scale(&mut self) -> Result<Option<String>> {
        self.beside(SCALE_NAME)
    }

    /// Which of all restores this book came of, by a name of its own; empty where it came of none.
    pub fn epoch(&mut self) -> Result<String> {
        Ok(self.beside(EPOCH_NAME)?.unwrap_or_default())
    }

    /// What was last kept of what looking for duplicates taught.
    pub fn linkage(&mut self) -> Result<Option<String>> {
        self.beside(LINKAGE_NAME)
    }

    /// What today showed when it was last looked at.
    pub fn shown(&mut self) -> Result<Option<String>> {
        self.beside(SHOWN_NAME)
    }

    /// Computes somebody's tie anew from their timeline, but not how strong it is on any day.
    pub(crate) fn meet_anew(&mut self, person: &mut Person) -> Result<()> {
        (person.bond, person.last, person.interactions) = (Bond::default(), None, 0);
        for part in self.whole_timeline(person.id)? {
            // In the order of time nothing comes late.
            let _ = person.met(part.when(), part.direction, part.weight);
        }
        Ok(())
    }

    fn beside(&mut self, name: [u8; 16]) -> Result<Option<String>> {
        let found: Vec<Setting> = self.all(Setting::table().select(), &[self.ws(), Param::Id(name)])?;
        Ok(found.into_iter().next().map(|setting| setting.value))
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
        self.all(
            "SELECT id, strength, bond FROM person WHERE workspace_id = ?1 AND kind = ?2 \
             AND (strength, id) < (?3, ?4) ORDER BY kind DESC, strength DESC, id DESC LIMIT ?5",
            &params,
        )
    }
}

impl Writer<'_> {
    /// Weighs somebody as the others are: as of the book's day, or of their last contact where that is later.
    pub(crate) fn weigh(&mut self, person: &mut Person) -> Result<()> {
        if let Some(day) = self.weighed_on()? {
            person.weigh(person.bond.updated().map_or(day, |last| last.max(day)));
        }
        Ok(())
    }

    /// The same for a row, whichever act it is from.
    pub(crate) fn weigh_row(&mut self, row: &mut [Cell]) -> Result<()> {
        let Some(day) = self.weighed_on()? else { return Ok(()) };
        let place = |column| PERSON.place(column);
        let (Some(bond), Some(strength), Some(at)) = (place("bond"), place("strength"), place("strength_at"))
        else {
            return Ok(());
        };
        let tie = Bond::read(&Cells(row), bond)?;
        let on = tie.updated().map_or(day, |last| last.max(day));
        for (place, cell) in [(strength, tie.strength(on).cell()), (at, on.cell())] {
            if let Some(slot) = row.get_mut(place) {
                *slot = cell;
            }
        }
        Ok(())
    }
}

/// A person's row without what weighing changes, for telling whether an act changed it.
pub(crate) fn said(row: Option<&[Cell]>) -> Option<Vec<&Cell>> {
    let columns = PERSON.columns.iter();
    let weighed = |name: &str| matches!(name, "strength" | "strength_at");
    row.map(|row| {
        row.iter().zip(columns).filter(|(_, (name, _))| !weighed(name)).map(|(cell, _)| cell).collect()
    })
}

impl Store {
    /// Weighs everybody as of `now`; answers how many strengths had changed. The work of the whole book, so it
    /// belongs beside the pages and not before one.
    pub fn weigh(&self, now: Timestamp) -> Result<usize> {
        let workspace = self.workspace();
        self.with_writer(|connection| {
            let done = connection.begin_write(workspace).and_then(|()| {
                let changed = weigh_all(connection, workspace.0, now)?;
                connection.commit()?;
                Ok(changed)
            });
            if done.is_err() {
                connection.rollback();
            }
            done
        })
    }
}

impl Store {
    /// Keeps how strengths become chances in this book.
    pub fn keep_scale(&self, scale: &str) -> Result<()> {
        self.keep_beside(SCALE_NAME, SCALE_KEY, scale)
    }

    /// Keeps what looking for duplicates taught.
    pub fn keep_linkage(&self, learnt: &str) -> Result<()> {
        self.keep_beside(LINKAGE_NAME, LINKAGE_KEY, learnt)
    }

    /// Keeps what today shows, so that one can answer it by number.
    pub fn keep_shown(&self, shown: &str) -> Result<()> {
        self.keep_beside(SHOWN_NAME, SHOWN_KEY, shown)
    }

    /// Keeps what was learnt of the book. It changes nothing that anybody said or did, so the journal knows nothing of
    /// it.
    fn keep_beside(&self, name: [u8; 16], key: &str, value: &str) -> Result<()> {
        let workspace = self.workspace();
        self.with_writer(|connection| {
            let done = connection.begin_write(workspace).and_then(|()| {
                put_beside(connection, workspace.0, name, key, value)?;
                connection.commit()
            });
            if done.is_err() {
                connection.rollback();
            }
            done
        })
    }
}

fn weigh_all(connection: &mut dyn Connection, workspace: i64, now: Timestamp) -> Result<usize> {
    let changed = weigh_each(connection, workspace, |_| Ok(now))?;
    let day = millis(now).to_string();
    put_beside(connection, workspace, NAME, KEY, &day)?;
    Ok(changed)
}

/// Weighs everybody as of the time they were weighed at, where another program weighed them otherwise.
pub(crate) fn weigh_alike(connection: &mut dyn Connection, workspace: i64) -> Result<()> {
    weigh_each(connection, workspace, instant).map(|_| ())
}

/// Begins an epoch: what was known of the book by the number of its last act is of another book.
pub(crate) fn put_epoch(connection: &mut dyn Connection, workspace: i64, epoch: &str) -> Result<()> {
    put_beside(connection, workspace, EPOCH_NAME, EPOCH_KEY, epoch)
}

/// Writes a setting that is no act.
fn put_beside(
    connection: &mut dyn Connection,
    workspace: i64,
    name: [u8; 16],
    key: &str,
    value: &str,
) -> Result<()> {
    let ws = Param::Int(workspace);
    connection.execute(Setting::table().delete(), &[ws, Param::Id(name)])?;
    let setting = [ws, Param::Id(name), Param::Text(key), Param::Text(value)];
    connection.execute(Setting::table().insert(), &setting)?;
    Ok(())
}

/// Weighs everybody as of the time that `when` says for the one they were last weighed at.
fn weigh_each(
    connection: &mut dyn Connection,
    workspace: i64,
    when: impl Fn(i64) -> Result<Timestamp>,
) -> Result<usize> {
    let (ws, mut last, mut changed) = (Param::Int(workspace), [0; 16], 0);
    loop {
        let (mut weighed, mut looked) = (Vec::new(), 0);
        connection.query(
            "SELECT id, bond, strength, strength_at FROM person WHERE workspace_id = ?1 AND id > ?2 \
             ORDER BY id LIMIT ?3",
            &[ws, Param::Id(last), Param::Int(BATCH)],
            &mut |row| {
                let (person, tie, stored, at): ([u8; 16], Bond, f64, i64) = FromRow::from_row(row)?;
                (last, looked) = (person, looked + 1);
                let then = when(at)?;
                let on = tie.updated().map_or(then, |at| at.max(then));
                let strength = tie.strength(on);
                if strength != stored {
                    weighed.push(StrengthRow { person, strength, at: millis(on) });
                }
                Ok(())
            },
        )?;
        connection.rewrite_strengths(goodturn_core::id::WorkspaceId(workspace), &weighed)?;
        changed += weighed.len();
        if looked < BATCH {
            break;
        }
    }
    Ok(changed)
}
