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

use crate::cell::Cell;
use crate::driver::{Connection, Param, instant, millis};
use crate::error::Result;
use crate::reader::Reader;
use crate::rows::{Person, bond};
use crate::schema;
use crate::store::Store;
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

/// A strength as it is stored.
#[derive(Clone, Copy, Debug)]
pub struct Weighed {
    /// Whose.
    pub person: [u8; 16],
    /// From 0 to 100.
    pub strength: f64,
    /// When it was computed, in milliseconds.
    pub at: i64,
}

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
        let found = self.all(
            "SELECT value FROM setting WHERE workspace_id = ?1 AND name = ?2",
            &[self.ws(), Param::Id(name)],
            |row| row.text(0),
        )?;
        Ok(found.into_iter().next())
    }

    /// The ids of about `most` people of a kind, spread over all of them and the same ones each time.
    pub fn some_people(&mut self, kind: goodturn_core::sender::Kind, most: usize) -> Result<Vec<PersonId>> {
        let mut all = self.all(
            "SELECT id FROM person WHERE workspace_id = ?1 AND kind = ?2 AND interactions > 0 ORDER BY id",
            &[self.ws(), Param::Int(kind.code())],
            |row| row.id(0),
        )?;
        let step = all.len().div_ceil(most.max(1)).max(1);
        let mut at = 0;
        all.retain(|_| {
            at += 1;
            at % step == 0
        });
        Ok(all.into_iter().map(PersonId::from_bytes).collect())
    }

    /// The bonds of a kind in the order of their stored strengths, from a strength on downwards: whose, the stored
    /// strength, the bond.
    pub fn bonds(
        &mut self,
        kind: goodturn_core::sender::Kind,
        from: (f64, PersonId),
        most: usize,
    ) -> Result<Vec<(PersonId, f64, Bond)>> {
        let mut found = Vec::new();
        let params = [
            Param::Int(self.workspace.0),
            Param::Int(kind.code()),
            Param::Real(from.0),
            Param::Id(from.1.bytes()),
            Param::Int(i64::try_from(most).unwrap_or(i64::MAX)),
        ];
        self.connection.query(
            "SELECT id, strength, bond FROM person WHERE workspace_id = ?1 AND kind = ?2 \
             AND (strength, id) < (?3, ?4) ORDER BY kind DESC, strength DESC, id DESC LIMIT ?5",
            &params,
            &mut |row| {
                found.push((PersonId::from_bytes(row.id(0)?), row.real(1)?, bond(row.opt_bytes(2)?)?));
                Ok(())
            },
        )?;
        Ok(found)
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
        let place = |name| schema::PERSON.columns.iter().position(|(column, _)| *column == name);
        let (Some(bond_at), Some(strength), Some(at)) =
            (place("bond"), place("strength"), place("strength_at"))
        else {
            return Ok(());
        };
        let tie = match row.get(bond_at) {
            Some(Cell::Bytes(bytes)) => bond(Some(bytes.clone()))?,
            _ => Bond::default(),
        };
        let on = tie.updated().map_or(day, |last| last.max(day));
        for (place, cell) in [(strength, Cell::Real(tie.strength(on))), (at, Cell::Int(millis(on)))] {
            if let Some(slot) = row.get_mut(place) {
                *slot = cell;
            }
        }
        Ok(())
    }
}

/// A person's row without what weighing changes, for telling whether an act changed it.
pub(crate) fn said(row: Option<&[Cell]>) -> Option<Vec<&Cell>> {
    let columns = schema::PERSON.columns.iter();
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
    connection
        .execute("DELETE FROM setting WHERE workspace_id = ?1 AND name = ?2", &[ws, Param::Id(name)])?;
    connection
        .execute(schema::SETTING.insert, &[ws, Param::Id(name), Param::Text(key), Param::Text(value)])?;
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
                (last, looked) = (row.id(0)?, looked + 1);
                let tie = bond(row.opt_bytes(1)?)?;
                let then = when(row.int(3)?)?;
                let on = tie.updated().map_or(then, |at| at.max(then));
                let strength = tie.strength(on);
                if strength != row.real(2)? {
                    weighed.push(Weighed { person: last, strength, at: millis(on) });
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
