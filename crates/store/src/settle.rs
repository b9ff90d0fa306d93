//! Timelines and bonds brought up to date once for many interactions.
//!
//! An import meets the same people over and over, all over their tables. Touching everybody's timeline, row and
//! indexes with each batch would cost more than all that happened, and ever more as the book grows. So the
//! interactions go in at once, one behind the other, and timelines and bonds, sorted, when the run ends or much
//! has gathered: until then the run is *unsettled*, and the book says so. Whoever opens a book that an import left
//! unsettled (a power cut, a kill) settles it from the interactions; whoever imports holds the book's [`Lease`],
//! so that nobody takes a running import for one that broke off.

use std::collections::BTreeSet;

use goodturn_core::draft::{Direction, Part};
use goodturn_core::id::{InteractionId, PersonId, Seq};

use crate::cell::Cell;
use crate::driver::Param;
use crate::error::Result;
use crate::lease::Lease;
use crate::reader::Reader;
use crate::rows::{Interaction, Participation, Person};
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

    /// Writes who was in what this run brought, the bonds of these people, whom it met, and those of `anew`,
    /// computed from their timelines; the run is settled then.
    pub fn settle<'p>(
        &mut self,
        parts: &mut [Participation],
        people: impl IntoIterator<Item = &'p Person>,
        anew: &BTreeSet<PersonId>,
    ) -> Result<()> {
        let run = self.run_of_act();
        self.put_parts(parts)?;
        let mut bonds = Vec::new();
        for person in people {
            if person.made != run {
                self.capture(&schema::PERSON, &[Cell::Id(person.id.bytes())])?;
            }
            let mut person = person.clone();
            self.weigh(&mut person)?;
            bonds.push(person.bond_row());
        }
        for id in anew {
            let Some(mut person) = self.person(*id)? else { continue };
            if person.made != run {
                self.capture(&schema::PERSON, &[Cell::Id(id.bytes())])?;
            }
            self.renew_bond(&mut person)?;
            self.weigh(&mut person)?;
            bonds.push(person.bond_row());
        }
        let workspace = self.reader.workspace;
        self.reader.connection.rewrite_bonds(workspace, &bonds)?;
        let params = [self.workspace_param(), Param::Int(run.0)];
        self.reader.connection.execute(schema::UNSETTLED.delete(), &params)?;
        Ok(())
    }

    /// Settles a run from what it brought: who was in what is written in each interaction. Changes nothing that
    /// is settled already.
    pub fn settle_from_interactions(&mut self) -> Result<()> {
        let run = self.run_of_act();
        let aliases = self.known_aliases()?;
        let mut met = BTreeSet::new();
        for act in self.run(run)? {
            let Some((first, last)) = act.brought else { continue };
            for interaction in self.brought(run, first, last)? {
                let mut new = false;
                for (person, part) in &interaction.people {
                    met.insert(*person);
                    let (direction, weight) = Part::from_code(*part).map_or((Direction::Seen, 0.0), |part| {
                        part.share(interaction.direction, interaction.weight)
                    });
                    let part = Participation::of(*person, *part, &interaction, weight, direction);
                    new |= self.put_part_if_new(&part)?;
                }
                if new {
                    // Parts are written and counted together.
                    let people = interaction.people_bytes();
                    self.counting.interaction(&aliases, &people, interaction.at_millis(), 1);
                }
            }
        }
        self.settle(&mut [], [], &met)
    }

    /// The interactions of a run with ids in a range.
    fn brought(&mut self, run: Seq, first: InteractionId, last: InteractionId) -> Result<Vec<Interaction>> {
        let ws = self.workspace_param();
        let mut found = Vec::new();
        self.reader.connection.query(
            "SELECT id, at, kind, direction, weight, '', '', people, same, origin, made FROM interaction \
             WHERE workspace_id = ?1 AND id >= ?2 AND id <= ?3 AND made = ?4",
            &[ws, Param::Id(first.bytes()), Param::Id(last.bytes()), Param::Int(run.0)],
            &mut |row| {
                found.push(Interaction::from_row(row)?);
                Ok(())
            },
        )?;
        Ok(found)
    }

    /// Writes a part that may be there already, and answers whether it was not. Whoever was forgotten stays forgotten.
    fn put_part_if_new(&mut self, part: &Participation) -> Result<bool> {
        let cells = part.cells();
        let key = &cells[..schema::PARTICIPATION.key];
        if self.row(&schema::PARTICIPATION, key)?.is_none()
            && self.row(&schema::PERSON, &cells[..1])?.is_some()
        {
            let params = self.params(&cells);
            self.reader.connection.execute(schema::PARTICIPATION.insert, &params)?;
            return Ok(true);
        }
        Ok(false)
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
                w.settle_from_interactions()?;
                Ok(((), Keep::Yes))
            })?;
        }
        Ok(!runs.is_empty())
    }
}
