//! Bonds and strengths, the columns of a person that follow from their timeline: for one person after an act, and written
//! once for a whole import.
//!
//! An import meets the same people over and over, all over their tables. Touching everybody's timeline, row and indexes with each
//! batch would cost more than all that happened, and ever more as the book grows. So the interactions go in at once, one behind
//! the other, and timelines and bonds, sorted, when the run ends or much has gathered: until then the run is *unsettled*, and the
//! book says so. When a book is opened that a broken-off import left unsettled (a power cut, a kill), its bonds are written from the
//! interactions. A running import holds the book's lease, so that it is not taken for one that broke off.

use std::collections::BTreeSet;

use goodturn_core::draft::{Direction, Part, Value};
use goodturn_core::id::{InteractionId, PersonId, Seq};
use goodturn_core::profile;
use jiff::Timestamp;

use crate::act::writer::Writer;
use crate::error::Result;
use crate::kept::strengths::{recompute_cells_on, recompute_strength_on};
use crate::table::cell::Cell;
use crate::table::declared::{Declared, rows_of};
use crate::table::interaction::{Interaction, Participation};
use crate::table::journal::Unsettled;
use crate::table::person::Person;
use crate::table::value::Param;

impl Writer<'_> {
    /// Computes again what of a person follows from other rows: profile, bond, counts.
    pub fn refresh(&mut self, person: &mut Person) -> Result<()> {
        let values: Vec<Value> = self.details(person.id)?.into_iter().map(|detail| detail.value).collect();
        if !values.is_empty() {
            person.profile = profile::profile(&values);
        }
        self.recompute_bond(person)
    }

    /// Recomputes the bond and the counts from the whole timeline.
    pub fn recompute_bond(&mut self, person: &mut Person) -> Result<()> {
        self.reader.recompute_bond(person)?;
        person.recompute_strength(self.at());
        Ok(())
    }

    /// Indexes somebody again by the words they are found under.
    pub fn reindex(&mut self, id: PersonId) -> Result<()> {
        self.reader.reindex(id)
    }

    /// The day that the stored strengths are of.
    pub(crate) fn day_of_strengths(&mut self) -> Result<Option<Timestamp>> {
        if self.strengths_day.is_none() {
            self.strengths_day = Some(self.reader.day_of_strengths()?);
        }
        Ok(self.strengths_day.flatten())
    }

    /// Recomputes somebody's strength for the day that all strengths are of, or their last contact where that is later.
    pub(crate) fn recompute_strength(&mut self, person: &mut Person) -> Result<()> {
        if let Some(day) = self.day_of_strengths()? {
            recompute_strength_on(day, person);
        }
        Ok(())
    }

    /// The same for a row, whichever act it is from.
    pub(crate) fn recompute_cells(&mut self, row: &mut [Cell]) -> Result<()> {
        match self.day_of_strengths()? {
            Some(day) => recompute_cells_on(day, row),
            None => Ok(()),
        }
    }

    /// Marks this run as one whose bonds are not written until [`Writer::write_bonds`].
    pub fn mark_bonds_unwritten(&mut self) -> Result<()> {
        let run = self.run_of_act();
        if !self.runs_without_bonds()?.contains(&run) {
            let params = [self.workspace_param(), Param::Int(run.0)];
            self.reader.connection.execute(Unsettled::table().insert(), &params)?;
        }
        Ok(())
    }

    /// Writes the parts in interactions that this run brought, the bonds of `people`, which it kept up to date, and those
    /// of `anew`, recomputed from their timelines. The run is settled then.
    pub fn write_bonds<'p>(
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
            self.recompute_strength(&mut person)?;
            bonds.push(person.bond_row());
        }
        for id in anew {
            let Some(mut person) = self.person(*id)? else { continue };
            if person.made != run {
                self.before_image(Person::table(), &[Cell::Id(id.bytes())])?;
            }
            self.recompute_bond(&mut person)?;
            self.recompute_strength(&mut person)?;
            bonds.push(person.bond_row());
        }
        let workspace = self.reader.workspace;
        self.known.clear();
        self.reader.connection.rewrite_bonds(workspace, &bonds)?;
        let params = [self.workspace_param(), Param::Int(run.0)];
        self.reader.connection.execute(Unsettled::table().delete(), &params)?;
        Ok(())
    }

    /// The same after a crash, from the interactions of the run alone: each of them names who was in it. Parts that were
    /// written before the crash stay as they are.
    pub fn write_bonds_after_crash(&mut self) -> Result<()> {
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
                    new |= self.insert_part_if_new(&part)?;
                }
                if new {
                    // Parts are written and counted together.
                    self.counting.interaction(&aliases, interaction.at_millis(), interaction.everybody(), 1);
                }
            }
        }
        self.write_bonds(&mut [], [], &met)
    }

    /// The interactions of a run with ids in a range.
    fn brought(&mut self, run: Seq, first: InteractionId, last: InteractionId) -> Result<Vec<Interaction>> {
        let params = [self.ws(), Param::Id(first.bytes()), Param::Id(last.bytes()), Param::Int(run.0)];
        self.all(rows_of!(Interaction, "AND id >= ?2 AND id <= ?3 AND made = ?4"), &params)
    }

    /// Writes a part unless it is there already, and answers whether it was written. Nothing is written of people who were
    /// forgotten.
    fn insert_part_if_new(&mut self, part: &Participation) -> Result<bool> {
        let is_known = self.row(Participation::table(), &part.key())?.is_some();
        if is_known || self.row(Person::table(), &[Cell::Id(part.person.bytes())])?.is_none() {
            return Ok(false);
        }
        self.known.clear();
        let cells = part.cells();
        let params = self.params(&cells);
        self.reader.connection.execute(Participation::table().insert(), &params)?;
        Ok(true)
    }
}
