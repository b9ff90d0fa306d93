//! Many new rows in one act: what an import brings. Nothing of them was there before, so that they need no before-images.

use goodturn_core::id::{PersonId, Seq};

use crate::act::writer::Writer;
use crate::error::Result;
use crate::table::cell::encode;
use crate::table::declared::{Declared, Entity};
use crate::table::detail::{Card, Detail};
use crate::table::interaction::{Interaction, Participation};
use crate::table::journal::{Change, Known};
use crate::table::person::Person;

/// Many new rows at once: what an import brings.
#[derive(Debug, Default)]
pub struct Load {
    /// People that were not there before.
    pub new_people: Vec<Person>,
    /// People that were and of whom something else changed than their bond, as they are now.
    pub people: Vec<Person>,
    /// Their new values.
    pub details: Vec<Detail>,
    /// Their new cards.
    pub cards: Vec<Card>,
    /// What happened. Ids must rise.
    pub interactions: Vec<Interaction>,
    /// Who was in it.
    pub participations: Vec<Participation>,
    /// The words under which people are found.
    pub words: Vec<(PersonId, String)>,
}

impl Writer<'_> {
    /// Brings many new rows. The act knows its interactions by their range and everything else by the people
    /// it touched; there is no line of the journal for each row.
    pub fn load(&mut self, mut load: Load) -> Result<()> {
        let (seq, run) = (self.seq, self.run_of_act());
        for person in &mut load.new_people {
            (person.made, person.changed) = (run, seq);
            self.recompute_strength(person)?;
            let row_key = encode(&person.key());
            if self.touched.insert((Entity::Person, row_key.clone())) {
                let entity = Entity::Person.name().to_owned();
                self.changes.push(Change { seq, entity, row_key, before: None });
            }
        }
        self.load_rows(&load.new_people)?;
        for person in load.new_people.iter().filter(|person| !person.profile.title.is_empty()) {
            self.reader.refresh_title(None, Some(&person.cells()))?;
        }
        for person in &load.people {
            self.put_person(person)?;
        }
        load.details.iter_mut().for_each(|detail| detail.made = run);
        load.details.sort_unstable_by_key(|detail| (detail.person, detail.id));
        self.load_rows(&load.details)?;
        load.cards.iter_mut().for_each(|card| (card.made, card.changed) = (run, seq));
        load.cards.sort_unstable_by_key(|card| (card.person, card.id));
        self.load_rows(&load.cards)?;
        self.load_interactions(load.interactions, load.participations, run)?;
        for (person, words) in &load.words {
            self.index(*person, words)?;
        }
        Ok(())
    }

    fn load_interactions(
        &mut self,
        mut interactions: Vec<Interaction>,
        mut participations: Vec<Participation>,
        run: Seq,
    ) -> Result<()> {
        if let (Some(first), Some(last)) = (interactions.first(), interactions.last()) {
            self.brought = Some((self.brought.map_or(first.id, |(id, _)| id), last.id));
        }
        interactions.iter_mut().for_each(|interaction| interaction.made = run);
        self.load_rows(&interactions)?;
        interactions.iter().try_for_each(|interaction| self.reader.reindex_talk(None, Some(interaction)))?;
        // Sorted, each index is walked once instead of jumped about in.
        let mut keys: Vec<i64> = interactions.iter().map(|interaction| interaction.key).collect();
        keys.sort_unstable();
        let known: Vec<Known> = keys.into_iter().map(|same| Known { same }).collect();
        self.load_rows(&known)?;
        self.put_parts(&mut participations)
    }

    /// Writes parts in interactions, whose interactions this run brought.
    pub(crate) fn put_parts(&mut self, parts: &mut [Participation]) -> Result<()> {
        let run = self.run_of_act();
        parts.iter_mut().for_each(|part| part.made = run);
        // As they come, those of one interaction lie together.
        parts.sort_by_key(|part| part.interaction);
        self.counting.parts(parts);
        parts.sort_unstable_by_key(|part| (part.person, part.at, part.interaction));
        self.load_rows(parts)
    }
}
