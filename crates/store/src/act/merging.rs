//! Two people made one, and taken apart again.
//!
//! Merging moves rows: values, cards, parts in interactions and roles in entries of the one who goes become those of the one who
//! stays, under the ids they had. What an interaction says about who was in it stays as the source said it; the table `merged`
//! says who they are now. The before-images of the act tell what was whose, so that `split` can take the two apart at any time
//! later: it moves back what still exists, as it is now, and what came since goes to whom the user says.

use std::collections::{BTreeMap, BTreeSet};

use goodturn_core::draft::ValueKind;
use goodturn_core::id::{InteractionId, PersonId, Seq};
use goodturn_core::profile::{ALSO, HEARD};

use crate::act::writer::Writer;
use crate::error::{Error, Result};
use crate::read::reader::Reader;
use crate::table::cell::{Cell, encode};
use crate::table::declared::Declared;
use crate::table::detail::{Card, Detail};
use crate::table::entry::Entry;
use crate::table::interaction::Participation;
use crate::table::person::Person;
use crate::table::tables::image;
use crate::table::value::Param;

pub use crate::table::derived::Merged;

/// The kinds of which one is shown.
pub const SHOWN: [ValueKind; 6] = [
    ValueKind::Name,
    ValueKind::Given,
    ValueKind::Family,
    ValueKind::Organisation,
    ValueKind::Title,
    ValueKind::Birthday,
];

/// Something that came to a merged person after the merge.
#[derive(Clone, Debug, PartialEq)]
pub enum AddedSinceMerge {
    /// A value.
    Value(Detail),
    /// A part in an interaction.
    Part(Participation),
    /// An entry.
    Entry(Entry),
}

impl AddedSinceMerge {
    /// Its id.
    pub fn id(&self) -> uuid::Uuid {
        match self {
            AddedSinceMerge::Value(detail) => detail.id.0,
            AddedSinceMerge::Part(part) => part.interaction.0,
            AddedSinceMerge::Entry(entry) => entry.id.0,
        }
    }
}

/// The key of a changed row, and how it was before an act; nothing where it was not there.
type Before<T> = (Vec<u8>, Option<T>);

impl Reader<'_> {
    /// How rows of an act were before it, of one table.
    fn images_of<T: Declared>(&mut self, act: Seq) -> Result<Vec<Before<T>>> {
        let table = T::table();
        let params = [self.ws(), Param::Int(act.0), Param::Text(table.name())];
        let changes: Vec<(Vec<u8>, Option<Vec<u8>>)> = self.all(
            "SELECT row_key, before FROM change WHERE workspace_id = ?1 AND seq = ?2 AND entity = ?3",
            &params,
        )?;
        let row = |bytes: Vec<u8>| T::from_cells(&image(table, &bytes)?);
        changes.into_iter().map(|(key, before)| Ok((key, before.map(row).transpose()?))).collect()
    }

    /// The rows of somebody in a table before an act took them, as `whose` tells.
    fn had<T: Declared>(&mut self, act: Seq, person: PersonId, whose: fn(&T) -> PersonId) -> Result<Vec<T>> {
        let images = self.images_of(act)?.into_iter().filter_map(|(_, before)| before);
        Ok(images.filter(|row| whose(row) == person).collect())
    }

    fn had_details(&mut self, act: Seq, person: PersonId) -> Result<Vec<Detail>> {
        self.had(act, person, |detail: &Detail| detail.person)
    }

    fn had_parts(&mut self, act: Seq, person: PersonId) -> Result<Vec<Participation>> {
        self.had(act, person, |part: &Participation| part.person)
    }

    fn was(&mut self, act: Seq, person: PersonId) -> Result<Option<Person>> {
        Ok(self.had(act, person, |row: &Person| row.id)?.pop())
    }

    /// What was added since the merge to the person that `gone` went into, and not by another merge: a split has to ask whose
    /// each of these is.
    pub fn since_merged(&mut self, gone: PersonId) -> Result<Vec<AddedSinceMerge>> {
        let Some(merged) = self.merged(gone)? else { return Ok(Vec::new()) };
        let now = self.who_is(gone)?;
        // What later merges brought has its own owner.
        let mut brought: BTreeSet<[u8; 16]> = BTreeSet::new();
        for other in self.all_merged_into(now)? {
            if other.gone == gone || other.act <= merged.act {
                continue;
            }
            brought.extend(self.had_details(other.act, other.gone)?.iter().map(|own| own.id.bytes()));
            brought.extend(self.had_parts(other.act, other.gone)?.iter().map(|own| own.interaction.bytes()));
        }
        let is_new = |made: Seq, id: [u8; 16]| made > merged.act && !brought.contains(&id);
        let mut found = Vec::new();
        for detail in self.details(now)? {
            if is_new(detail.made, detail.id.bytes()) {
                found.push(AddedSinceMerge::Value(detail));
            }
        }
        for part in self.whole_timeline(now)? {
            if is_new(part.made, part.interaction.bytes()) {
                found.push(AddedSinceMerge::Part(part));
            }
        }
        for entry in self.entries(now)? {
            if is_new(entry.made, entry.id.bytes()) {
                found.push(AddedSinceMerge::Entry(entry));
            }
        }
        Ok(found)
    }
}

impl Writer<'_> {
    /// Makes two people one: what `gone` has becomes `into`'s. Of the kinds in `take` what `gone` has is shown, else
    /// what `into` has; the other stays beside it.
    pub fn merge(&mut self, into: PersonId, gone: PersonId, take: &[ValueKind]) -> Result<()> {
        self.nothing_waits("merge them")?;
        let (Some(mut person), Some(other)) = (self.person(into)?, self.person(gone)?) else {
            return Err(Error::Refused("one of the two is not in the book".into()));
        };
        if into == gone {
            return Err(Error::Refused("that is one person already".into()));
        }
        self.show_one(into, gone, take)?;
        let details = self.details(gone)?;
        self.remove_all(&details)?;
        let moved: Vec<Detail> =
            details.into_iter().map(|detail| Detail { person: into, ..detail }).collect();
        self.put_all(&moved)?;
        let cards = self.cards(gone)?;
        self.remove_all(&cards)?;
        let changed = self.act();
        let moved: Vec<Card> = cards.into_iter().map(|card| Card { person: into, changed, ..card }).collect();
        self.put_all(&moved)?;
        let parts = self.whole_timeline(gone)?;
        self.remember(&parts);
        self.remove_all(&parts)?;
        let mut moved: Vec<Participation> =
            parts.into_iter().map(|part| Participation { person: into, ..part }).collect();
        let keys: Vec<Vec<Cell>> = moved.iter().map(Participation::key).collect();
        self.remember_keys(Participation::table(), &keys)?;
        // Where both were in it, the part that weighs more stands for the one they are.
        let mut heavier = Vec::with_capacity(moved.len());
        for part in moved.drain(..) {
            let known = self.row_now(Participation::table(), &part.key())?;
            let known = known.map(|row| Participation::from_cells(&row)).transpose()?;
            if known.is_none_or(|known| known.weight < part.weight) {
                heavier.push(part);
            }
        }
        self.put_all(&heavier)?;
        let entries = self.entries(gone)?;
        self.remember(&entries);
        let renamed: Vec<Entry> = entries.into_iter().map(|entry| renamed(entry, gone, into)).collect();
        renamed.iter().try_for_each(Entry::can_be_written)?;
        self.put_all(&renamed)?;
        self.index(gone, "")?;
        self.remove(&other)?;
        let act = self.act();
        self.put(&Merged { gone, into, act })?;
        person.circle = person.circle.or(other.circle);
        person.snoozed = person.snoozed.max(other.snoozed);
        if person.cadence == goodturn_core::insight::cadence::Cadence::ByRank {
            person.cadence = other.cadence;
        }
        self.refresh(&mut person)?;
        self.put_person(&person)?;
        self.reindex(into)
    }

    /// Marks which of two values is the one that is not shown.
    fn show_one(&mut self, into: PersonId, gone: PersonId, take: &[ValueKind]) -> Result<()> {
        let (own, theirs) = (self.details(into)?, self.details(gone)?);
        for kind in SHOWN {
            let of = |details: &[Detail]| -> Vec<Detail> {
                details.iter().filter(|detail| detail.value.kind == kind).cloned().collect()
            };
            let (own, theirs) = (of(&own), of(&theirs));
            if own.is_empty() || theirs.is_empty() {
                continue;
            }
            // What others write is not shown beside a better word in any case, and stays known to be theirs.
            let not_shown = if take.contains(&kind) { own } else { theirs };
            for mut detail in not_shown.into_iter().filter(|detail| detail.value.label != HEARD) {
                ALSO.clone_into(&mut detail.value.label);
                self.put_detail(&detail)?;
            }
        }
        Ok(())
    }

    /// Takes `gone` out of whom they were merged into, with all that was theirs, as it is now, and with those of
    /// [`Reader::since_merged`] that are theirs. Answers who they were taken out of.
    pub fn split<'s>(
        &mut self,
        gone: PersonId,
        theirs: impl IntoIterator<Item = &'s AddedSinceMerge>,
    ) -> Result<PersonId> {
        self.nothing_waits("take them apart")?;
        let merged =
            self.merged(gone)?.ok_or_else(|| Error::Refused("they were not merged with anybody".into()))?;
        let now = self.who_is(gone)?;
        let Some(mut person) = self.person(now)? else {
            return Err(Error::Refused("whom they were merged into was forgotten since".into()));
        };
        let mut back = self.was(merged.act, gone)?.ok_or_else(|| {
            Error::Damaged("the journal does not know how they were before they were merged".into())
        })?;
        self.remove(&merged)?;
        self.put_person(&back)?;
        self.move_values_back(merged, now)?;
        self.move_parts_back(merged, now)?;
        for before in self.images_of(merged.act)?.into_iter().filter_map(|(_, before)| before) {
            self.give_back(&before, gone, now)?;
        }
        for one in theirs {
            self.give(one, now, gone)?;
        }
        // What was taken over from them because there was nothing goes with them, unless it was chosen again.
        if let Some(own) = self.was(merged.act, merged.into)?.filter(|_| merged.into == now) {
            if own.circle.is_none() && person.circle == back.circle {
                person.circle = None;
            }
            if person.snoozed == own.snoozed.max(back.snoozed) {
                person.snoozed = own.snoozed;
            }
            if own.cadence == goodturn_core::insight::cadence::Cadence::ByRank
                && person.cadence == back.cadence
            {
                person.cadence = own.cadence;
            }
        }
        for one in [&mut back, &mut person] {
            self.refresh(one)?;
            self.put_person(one)?;
            self.reindex(one.id)?;
        }
        Ok(now)
    }

    fn move_values_back(&mut self, merged: Merged, now: PersonId) -> Result<()> {
        for old in self.had_details(merged.act, merged.gone)? {
            let Some(current): Option<Detail> = self.find(&Detail { person: now, ..old.clone() }.key())?
            else {
                continue;
            };
            self.remove(&current)?;
            // A label that was corrected since stays as it is.
            let mut value = current.value.clone();
            if value.label == ALSO {
                value.label.clone_from(&old.value.label);
            }
            self.put(&Detail { person: merged.gone, value, ..current })?;
        }
        // Of the one who stays what was marked as not shown is shown again.
        for old in self.had_details(merged.act, merged.into)? {
            if let Some(mut current) = self.find::<Detail>(&Detail { person: now, ..old.clone() }.key())?
                && current.value.label == ALSO
            {
                current.value.label = old.value.label;
                self.put(&current)?;
            }
        }
        for old in self.had(merged.act, merged.gone, |card: &Card| card.person)? {
            if let Some(card) = self.find::<Card>(&Card { person: now, ..old }.key())? {
                self.remove(&card)?;
                self.put_card(&Card { person: merged.gone, ..card })?;
            }
        }
        Ok(())
    }

    fn move_parts_back(&mut self, merged: Merged, now: PersonId) -> Result<()> {
        let kept: BTreeMap<Vec<u8>, Option<Participation>> =
            self.images_of(merged.act)?.into_iter().collect();
        let aliases = self.aliases()?;
        for part in self.had_parts(merged.act, merged.gone)? {
            let Some(interaction) = self.interaction(part.interaction)? else { continue };
            // Who was in it is what the source said, by whom these are now.
            let was_in = |who: PersonId| interaction.people.iter().any(|(one, _)| aliases.now(*one) == who);
            if was_in(merged.gone) {
                self.put(&part)?;
            }
            let of_into = Participation { person: merged.into, ..part };
            if !was_in(now) {
                self.remove(&Participation { person: now, ..part })?;
            } else if let Some(Some(own)) = kept.get(&encode(&of_into.key())) {
                // The part that weighed more stood for both; each has their own again.
                self.put(&Participation { person: now, ..*own })?;
            }
        }
        Ok(())
    }

    /// Gives somebody back the roles in an entry that they had.
    fn give_back(&mut self, before: &Entry, gone: PersonId, now: PersonId) -> Result<()> {
        let Some(mut entry) = self.entry(before.id)? else { return Ok(()) };
        if before.person == gone && entry.person == now {
            entry.person = gone;
        }
        if before.other == Some(gone) && entry.other == Some(now) {
            entry.other = Some(gone);
        }
        if before.third == Some(gone) && entry.third == Some(now) {
            entry.third = Some(gone);
        }
        self.put_entry(&entry)
    }

    /// Moves something from one person to another.
    fn give(&mut self, one: &AddedSinceMerge, from: PersonId, to: PersonId) -> Result<()> {
        match one {
            AddedSinceMerge::Value(detail) => {
                self.remove_detail(detail)?;
                self.put_detail(&Detail { person: to, ..detail.clone() })
            }
            AddedSinceMerge::Part(part) => {
                self.remove(part)?;
                self.put(&Participation { person: to, ..*part })?;
                self.rename_in(part.interaction, from, to)
            }
            AddedSinceMerge::Entry(entry) => self.put_entry(&renamed(entry.clone(), from, to)),
        }
    }

    /// Puts another person in the place of one in an interaction.
    fn rename_in(&mut self, id: InteractionId, from: PersonId, to: PersonId) -> Result<()> {
        let Some(mut interaction) = self.interaction(id)? else { return Ok(()) };
        let mut changed = false;
        for (person, _) in &mut interaction.people {
            if *person == from {
                (*person, changed) = (to, true);
            }
        }
        if changed { self.put(&interaction) } else { Ok(()) }
    }
}

/// An entry in which somebody stands for another.
fn renamed(mut entry: Entry, from: PersonId, to: PersonId) -> Entry {
    for role in [Some(&mut entry.person), entry.other.as_mut(), entry.third.as_mut()].into_iter().flatten() {
        if *role == from {
            *role = to;
        }
    }
    entry
}
