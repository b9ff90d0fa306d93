//! Bonds brought up to date once for many interactions.
//!
//! An import meets the same people over and over. Writing everybody's row and its indexes with each batch would
//! cost more than all that happened, so the interactions go in at once and the bonds when the run ends: until
//! then the run is *unsettled*, and the book says so. Whoever opens a book that an import left unsettled (a power
//! cut, a kill) settles it from the timelines; whoever imports holds the book's [`Lease`], so that nobody takes a
//! running import for one that broke off.

use std::collections::BTreeSet;

use goodturn_core::id::{PersonId, Seq};

use crate::cell::Cell;
use crate::driver::Param;
use crate::error::Result;
use crate::lease::Lease;
use crate::reader::Reader;
use crate::rows::Person;
use crate::schema;
use crate::store::Store;
use crate::writer::{Deed, Keep, Writer};

impl Reader<'_> {
    /// The runs whose bonds wait.
    pub fn unsettled(&mut self) -> Result<Vec<Seq>> {
        let mut runs = Vec::new();
        let ws = Param::Int(self.workspace.0);
        self.connection.query(
            "SELECT run FROM unsettled WHERE workspace_id = ?1 ORDER BY run",
            &[ws],
            &mut |row| {
                runs.push(Seq(row.int(0)?));
                Ok(())
            },
        )?;
        Ok(runs)
    }
}

impl Writer<'_> {
    /// Says that this run's bonds wait for [`Writer::settle`].
    pub fn leave_unsettled(&mut self) -> Result<()> {
        let run = self.run_of_act();
        if !self.unsettled()?.contains(&run) {
            let params = [self.workspace_param(), Param::Int(run.0)];
            self.reader.connection.execute(schema::UNSETTLED.insert, &params)?;
        }
        Ok(())
    }

    /// Writes the bonds of these people, whom this run met, and computes those of `anew` from their timelines;
    /// the run is settled then.
    pub fn settle<'p>(
        &mut self,
        people: impl IntoIterator<Item = &'p Person>,
        anew: &BTreeSet<PersonId>,
    ) -> Result<()> {
        let run = self.run_of_act();
        let mut bonds = Vec::new();
        for person in people {
            if person.made != run {
                self.capture(&schema::PERSON, &[Cell::Id(person.id.bytes())])?;
            }
            bonds.push(person.bond_row());
        }
        for id in anew {
            let Some(mut person) = self.person(*id)? else { continue };
            if person.made != run {
                self.capture(&schema::PERSON, &[Cell::Id(id.bytes())])?;
            }
            self.renew_bond(&mut person)?;
            bonds.push(person.bond_row());
        }
        let workspace = self.reader.workspace;
        self.reader.connection.rewrite_bonds(workspace, &bonds)?;
        let params = [self.workspace_param(), Param::Int(run.0)];
        self.reader.connection.execute(schema::UNSETTLED.delete(), &params)?;
        Ok(())
    }

    /// Everybody whom a run met.
    fn met_by(&mut self, run: Seq) -> Result<BTreeSet<PersonId>> {
        let mut met = BTreeSet::new();
        let ws = self.workspace_param();
        for act in self.run(run)? {
            let Some((first, last)) = act.brought else { continue };
            self.reader.connection.query(
                "SELECT people FROM interaction WHERE workspace_id = ?1 AND id >= ?2 AND id <= ?3 AND made = ?4",
                &[ws, Param::Id(first.bytes()), Param::Id(last.bytes()), Param::Int(run.0)],
                &mut |row| {
                    let people = row.opt_bytes(0)?.unwrap_or_default();
                    met.extend(crate::rows::parts(&people).map(|(person, _)| person));
                    Ok(())
                },
            )?;
        }
        Ok(met)
    }
}

impl Store {
    /// Settles what an import left that broke off; answers whether there was any. The holder of `_lease` knows
    /// that none is running.
    pub fn recover(&self, _lease: &Lease<'_>) -> Result<bool> {
        let (runs, last) = self.read(|reader| Ok((reader.unsettled()?, reader.journal(None, 1)?.pop())))?;
        let Some(last) = last else { return Ok(false) };
        for run in &runs {
            let deed = Deed {
                // A strength is an upper bound from its day on, so the day of the last act is as good as now.
                at: last.at,
                who: last.who.clone(),
                act: "import",
                summary: "completed what an import left that broke off".into(),
                run: Some(*run),
                undoes: None,
            };
            self.write(&deed, &mut |w| {
                let met = w.met_by(*run)?;
                w.settle([], &met)?;
                Ok(((), Keep::Yes))
            })?;
        }
        Ok(!runs.is_empty())
    }
}
