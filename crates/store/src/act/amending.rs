//! An interaction corrected or taken out, with everybody's part in it, and their bonds recomputed.

use goodturn_core::id::PersonId;

use crate::act::writer::Writer;
use crate::error::Result;
use crate::read::reader::Reader;
use crate::table::declared::Declared;
use crate::table::interaction::{Interaction, Participation};
use crate::table::value::Param;

impl Reader<'_> {
    /// Everybody's part in an interaction, under whom it stands now.
    pub fn parts_of(&mut self, interaction: &Interaction) -> Result<Vec<Participation>> {
        let mut found: Vec<Participation> = Vec::new();
        for (person, _) in &interaction.people {
            let person = self.who_is(*person)?;
            if found.iter().all(|part| part.person != person) {
                found.extend(self.part(person, interaction)?);
            }
        }
        Ok(found)
    }

    /// Somebody's part in an interaction.
    fn part(&mut self, person: PersonId, interaction: &Interaction) -> Result<Option<Participation>> {
        let params = [
            self.ws(),
            Param::Id(person.bytes()),
            Param::Int(interaction.at_millis()),
            Param::Id(interaction.id.bytes()),
        ];
        Ok(self.all(Participation::table().select(), &params)?.pop())
    }
}

impl Writer<'_> {
    /// Takes an interaction out, with everybody's part in it. It stays known, so that reading its file again does not
    /// bring it back.
    pub fn remove_interaction(&mut self, interaction: &Interaction) -> Result<()> {
        let parts = self.reader.parts_of(interaction)?;
        self.take_out(interaction, &parts)?;
        self.recompute_bonds_of(&parts)
    }

    /// Puts an interaction in the place of what it was. `share` says of each part, as it was, what it is now.
    pub fn amend_interaction(
        &mut self,
        before: &Interaction,
        after: &Interaction,
        share: impl Fn(&Participation) -> Participation,
    ) -> Result<()> {
        let parts = self.reader.parts_of(before)?;
        self.take_out(before, &parts)?;
        let parts: Vec<Participation> = parts.iter().map(share).collect();
        self.put_interaction(after, &parts)?;
        self.recompute_bonds_of(&parts)
    }

    fn take_out(&mut self, interaction: &Interaction, parts: &[Participation]) -> Result<()> {
        self.reader.nothing_waits("correct what happened")?;
        for part in parts {
            self.remove(part)?;
        }
        self.remove(interaction)
    }

    /// Recomputes the bonds of all who are in it.
    fn recompute_bonds_of(&mut self, parts: &[Participation]) -> Result<()> {
        for part in parts {
            if let Some(mut person) = self.reader.person(part.person)? {
                self.recompute_bond(&mut person)?;
                self.put_person(&person)?;
            }
        }
        Ok(())
    }
}
