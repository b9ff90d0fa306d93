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

use crate::error::Result;
use crate::lease::Lease;
use crate::reader::Reader;
use crate::store::Store;
use crate::table::cell::Cell;
use crate::table::declared::{Declared, rows_of};
use crate::table::interaction::{Interaction, Participation};
use crate::table::journal::Unsettled;
use crate::table::person::Person;
use crate::table::value::Param;
use crate::writer::{Deed, Keep, Writer};

impl Reader<'_> {
    /// The runs whose bonds wait.
    pub fn unsettled(&mut self) -> Result<Vec<Seq>> {
        let waiting: Vec<Unsettled> = self.all(rows_of!(Unsettled, "ORDER BY run"), &[self.ws()])?;
        Ok(waiting.into_iter().map(|unsettled| unsettled.run).collect())
    }
}

impl Writer<'_> {
    /// Says that this run's bonds wait for [`Writer::settle`].
    pub fn leave_unsettled(&mut self) -> Result<()> {
        let run = self.run_of_act();
        if !self.unsettled()?.contains(&run) {
            let params = [self.workspace_param(), Param::Int(run.0)];
            self.reader.connection.execute(Unsettled::table().insert(), &params)?;
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
                self.before_image(Person::table(), &[Cell::Id(person.id.bytes())])?;
            }
            let mut person = person.clone();
            self.weigh(&mut person)?;
            bonds.push(person.bond_row());
        }
        for id in anew {
            let Some(mut person) = self.person(*id)? else { continue };
            if person.made != run {
                self.before_image(Person::table(), &[Cell::Id(id.bytes())])?;
            }
            self.renew_bond(&mut person)?;
            self.weigh(&mut person)?;
            bonds.push(person.bond_row());
        }
        let workspace = self.reader.workspace;
        self.reader.connection.rewrite_bonds(workspace, &bonds)?;
        let params = [self.workspace_param(), Param::Int(run.0)];
        self.reader.connection.execute(Unsettled::table().delete(), &params)?;
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
                    self.counting.interaction(&aliases, interaction.at_millis(), interaction.everybody(), 1);
                }
            }
        }
        self.settle(&mut [], [], &met)
    }

    /// The interactions of a run with ids in a range.
    fn brought(&mut self, run: Seq, first: InteractionId, last: InteractionId) -> Result<Vec<Interaction>> {
        let params = [self.ws(), Param::Id(first.bytes()), Param::Id(last.bytes()), Param::Int(run.0)];
        self.all(rows_of!(Interaction, "AND id >= ?2 AND id <= ?3 AND made = ?4"), &params)
    }

    /// Writes a part that may be there already, and answers whether it was not. Whoever was forgotten stays forgotten.
    fn put_part_if_new(&mut self, part: &Participation) -> Result<bool> {
        let is_known = self.row(Participation::table(), &part.key())?.is_some();
        if is_known || self.row(Person::table(), &[Cell::Id(part.person.bytes())])?.is_none() {
            return Ok(false);
        }
        let cells = part.cells();
        let params = self.params(&cells);
        self.reader.connection.execute(Participation::table().insert(), &params)?;
        Ok(true)
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
