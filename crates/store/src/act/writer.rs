//! A [`Writer`]: one act, in one transaction. It writes rows, keeps the before-image of each that it changes, updates what
//! follows from them, and ends with the act's line in the journal.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use goodturn_core::id::{InteractionId, PersonId, Seq};
use goodturn_core::words::Words;
use jiff::Timestamp;

pub use crate::act::load::Load;
use crate::error::{Error, Result};
use crate::kept::derived;
use crate::kept::together::Counting;
use crate::read::merged::Aliases;
use crate::read::reader::Reader;
use crate::table::cell::{self, Cell, encode};
use crate::table::declared::{Declared, Entity, Table, rows_of};
use crate::table::derived::Merged;
use crate::table::detail::{Card, Detail};
use crate::table::entry::Entry;
use crate::table::interaction::{Interaction, Participation};
pub use crate::table::journal::Deed;
use crate::table::journal::{ABOUT, Act, Change, Known, Setting, Source};
use crate::table::person::Person;
use crate::table::value::Param;

/// Whether an act is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It changed something.
    Yes,
    /// It changed nothing; no line is written.
    No,
}

/// Writes one act into one workspace. It reads as a [`Reader`] does.
pub struct Writer<'a> {
    pub(crate) reader: Reader<'a>,
    pub(super) deed: Deed,
    pub(super) seq: Seq,
    /// Rows as they are now, by their tables and keys, as far as they were read.
    pub(super) known: HashMap<(Entity, Vec<u8>), Option<Vec<Cell>>>,
    /// The rows whose before-image is in `changes`.
    pub(super) touched: HashSet<(Entity, Vec<u8>)>,
    pub(super) changes: Vec<Change>,
    /// The first and the last interaction that it brings, where it brings many.
    pub(super) brought: Option<(InteractionId, InteractionId)>,
    /// Whose account is to be computed again when it ends.
    accounts: BTreeSet<PersonId>,
    /// The people whose history shows the act.
    pub(super) about: BTreeSet<PersonId>,
    /// What changes of co-presence when it ends.
    pub(crate) counting: Counting,
    /// The day of the stored strengths, once it was asked for.
    pub(super) strengths_day: Option<Option<Timestamp>>,
}

impl<'a> std::ops::Deref for Writer<'a> {
    type Target = Reader<'a>;
    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl std::ops::DerefMut for Writer<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.reader
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn begin(mut reader: Reader<'a>, deed: Deed) -> Result<Writer<'a>> {
        let seq = Seq(reader.seq()?.0 + 1);
        let (touched, changes) = (HashSet::new(), Vec::new());
        let (accounts, counting) = (BTreeSet::new(), Counting::default());
        let about = BTreeSet::new();
        Ok(Writer {
            reader,
            deed,
            seq,
            known: HashMap::new(),
            touched,
            changes,
            brought: None,
            accounts,
            about,
            counting,
            strengths_day: None,
        })
    }

    /// This act's place in the journal.
    pub fn act(&self) -> Seq {
        self.seq
    }

    /// The run it belongs to: what new rows are marked with.
    pub fn run_of_act(&self) -> Seq {
        self.deed.run.unwrap_or(self.seq)
    }

    /// When it is done.
    pub fn at(&self) -> Timestamp {
        self.deed.at
    }

    /// Says in words what was done, once that is known.
    pub fn summarise(&mut self, words: impl Into<Words>) {
        self.deed.words = words.into();
    }

    /// Keeps what was asked for and what is answered to it, each as JSON.
    pub fn keep_request(&mut self, request: Option<String>, answer: Option<String>) {
        (self.deed.request, self.deed.answer) = (request, answer);
    }

    pub(crate) fn undoing(&mut self, run: Seq) {
        self.deed.undoes = Some(run);
    }

    pub(crate) fn workspace_param(&self) -> Param<'static> {
        Param::Int(self.reader.workspace.0)
    }

    pub(crate) fn params<'c>(&self, cells: &'c [Cell]) -> Vec<Param<'c>> {
        cell::params(self.reader.workspace, cells)
    }

    /// Writes the before-image of a row down, once in this act; answers how the row is now.
    pub(crate) fn before_image(&mut self, table: &'static Table, key: &[Cell]) -> Result<Option<Vec<Cell>>> {
        let before = self.row_now(table, key)?;
        let row_key = encode(key);
        if self.touched.insert((table.entity, row_key.clone())) {
            let before = before.as_deref().map(encode);
            self.changes.push(Change { seq: self.seq, entity: table.name().to_owned(), row_key, before });
        }
        Ok(before)
    }

    /// Writes one row, new or not.
    pub(crate) fn put<T: Declared>(&mut self, row: &T) -> Result<()> {
        self.put_cells(T::table(), &row.cells())
    }

    /// The same, as cells.
    pub(crate) fn put_cells(&mut self, table: &'static Table, row: &[Cell]) -> Result<()> {
        let mut row = Cow::Borrowed(row);
        if table.entity == Entity::Person {
            self.recompute_cells(row.to_mut())?;
        }
        let row = row.as_ref();
        let before = self.before_image(table, &row[..table.key])?;
        self.follow(table, before.as_deref(), Some(row))?;
        self.has_become(table, &row[..table.key], Some(row));
        let sql = match before {
            Some(before) if before == row => return Ok(()),
            Some(_) if table.key == table.columns.len() => return Ok(()),
            Some(_) => table.update(),
            None => table.insert(),
        };
        let params = self.params(row);
        self.reader.connection.execute(sql, &params)?;
        Ok(())
    }

    /// Takes one row away.
    pub(crate) fn remove<T: Declared>(&mut self, row: &T) -> Result<()> {
        self.remove_key(T::table(), &row.key())
    }

    /// The same, by its key.
    pub(crate) fn remove_key(&mut self, table: &'static Table, key: &[Cell]) -> Result<()> {
        let before = self.before_image(table, key)?;
        if before.is_some() {
            self.follow(table, before.as_deref(), None)?;
            self.has_become(table, key, None);
            let params = self.params(key);
            self.reader.connection.execute(table.delete(), &params)?;
        }
        Ok(())
    }

    /// Updates what follows from a changed row: of an entry, the terms at once and the accounts when the act ends; of an
    /// interaction or a person, co-presence when the act ends.
    pub(super) fn follow(
        &mut self,
        table: &Table,
        before: Option<&[Cell]>,
        after: Option<&[Cell]>,
    ) -> Result<()> {
        if before == after {
            return Ok(());
        }
        match table.entity {
            Entity::Person => {
                if let (None, Some(Cell::Id(id))) = (before, after.and_then(<[Cell]>::first)) {
                    self.counting.came(PersonId::from_bytes(*id));
                }
                self.reader.refresh_title(before, after)
            }
            Entity::Detail | Entity::Participation => {
                if let Some(Cell::Id(id)) = before.or(after).and_then(<[Cell]>::first) {
                    self.about.insert(PersonId::from_bytes(*id));
                }
                Ok(())
            }
            Entity::Interaction => {
                let (before, after) = (read(before)?, read(after)?);
                self.follow_interaction(before.as_ref(), after.as_ref())
            }
            Entity::Entry => {
                let (before, after) = (read(before)?, read(after)?);
                self.follow_entry(before.as_ref(), after.as_ref())
            }
            Entity::Merged => {
                for cells in [before, after].into_iter().flatten() {
                    let merged = Merged::from_cells(cells)?;
                    self.counting.rejoined([merged.gone, merged.into]);
                }
                self.counting.aliases = None;
                Ok(())
            }
            Entity::Setting
            | Entity::Card
            | Entity::Known
            | Entity::Account
            | Entity::Term
            | Entity::Together
            | Entity::Source
            | Entity::Unsettled
            | Entity::Journal
            | Entity::Change => Ok(()),
        }
    }

    fn follow_interaction(
        &mut self,
        before: Option<&Interaction>,
        after: Option<&Interaction>,
    ) -> Result<()> {
        self.reader.reindex_talk(before, after)?;
        let aliases = self.known_aliases()?;
        for (interaction, times) in [(before, -1), (after, 1)] {
            if let Some(interaction) = interaction {
                self.counting.interaction(&aliases, interaction.at_millis(), interaction.everybody(), times);
            }
        }
        Ok(())
    }

    fn follow_entry(&mut self, before: Option<&Entry>, after: Option<&Entry>) -> Result<()> {
        for entry in [before, after].into_iter().flatten() {
            self.accounts.extend(derived::parties(entry));
            self.about.extend(entry.people());
        }
        self.reader.reindex_entry(before, after)?;
        self.reader.refresh_terms(before, after)
    }

    /// Who those are that were merged, asked once until that changes.
    pub(crate) fn known_aliases(&mut self) -> Result<Arc<Aliases>> {
        let known = match self.counting.aliases.take() {
            Some(known) => known,
            None => Arc::new(self.reader.aliases()?),
        };
        Ok(Arc::clone(self.counting.aliases.insert(known)))
    }

    /// Writes somebody, new or not, as changed by this act.
    pub fn put_person(&mut self, person: &Person) -> Result<()> {
        let mut person = person.clone();
        person.changed = self.seq;
        if person.made == Seq(0) {
            person.made = self.run_of_act();
        }
        self.put(&person)
    }

    /// Writes one value known of somebody.
    pub fn put_detail(&mut self, detail: &Detail) -> Result<()> {
        self.put(detail)
    }

    /// Takes one value away.
    pub fn remove_detail(&mut self, detail: &Detail) -> Result<()> {
        self.remove(detail)
    }

    /// Writes one card, as changed by this act.
    pub fn put_card(&mut self, card: &Card) -> Result<()> {
        let mut card = card.clone();
        card.changed = self.seq;
        self.put(&card)
    }

    /// Writes one interaction with everybody's part in it, so that taking back the act takes it back.
    pub fn put_interaction(&mut self, interaction: &Interaction, parts: &[Participation]) -> Result<()> {
        self.put(interaction)?;
        self.put(&Known { same: interaction.key })?;
        for part in parts {
            self.put(part)?;
        }
        Ok(())
    }

    /// Writes one entry, new or not.
    pub fn put_entry(&mut self, entry: &Entry) -> Result<()> {
        entry.can_be_written()?;
        let mut entry = entry.clone();
        if entry.made == Seq(0) {
            entry.made = self.run_of_act();
        }
        self.put(&entry)?;
        self.put(&Known { same: entry.key })
    }

    /// Takes one entry away.
    pub fn remove_entry(&mut self, entry: &Entry) -> Result<()> {
        self.remove(entry)
    }

    /// Writes what is known of a source.
    pub fn put_source(&mut self, source: &Source) -> Result<()> {
        self.put(source)
    }

    /// Sets one setting to these values; with none, removes it.
    pub fn set(&mut self, key: &str, values: &[(uuid::Uuid, String)]) -> Result<()> {
        let params = [self.workspace_param(), Param::Text(key)];
        let set: Vec<Setting> = self.all(rows_of!(Setting, "AND key = ?2 ORDER BY name"), &params)?;
        set.iter().try_for_each(|value| self.remove(value))?;
        values.iter().try_for_each(|(name, value)| self.add_setting(key, *name, value))
    }

    /// Adds one value to those of a setting, which stay as they are.
    pub fn add_setting(&mut self, key: &str, name: uuid::Uuid, value: &str) -> Result<()> {
        self.put(&Setting { name: name.into_bytes(), key: key.to_owned(), value: value.to_owned() })
    }

    /// Replaces the words under which somebody is found.
    pub fn index(&mut self, person: PersonId, words: &str) -> Result<()> {
        let words = Some(words).filter(|words| !words.is_empty());
        self.reader.connection.index_words(self.reader.workspace, person.bytes(), words)
    }

    /// Takes somebody out of the book with everything that is only theirs. What they were in together with
    /// others stays with the others.
    pub fn forget(&mut self, person: PersonId) -> Result<()> {
        self.nothing_waits("forget them")?;
        let pairs = self.reader.acquaintances(person)?;
        self.counting.goes(pairs);
        let (details, cards) = (self.reader.details(person)?, self.reader.cards(person)?);
        let (entries, parts) = (self.reader.entries(person)?, self.reader.whole_timeline(person)?);
        let ids: Vec<[u8; 16]> = parts.iter().map(|part| part.interaction.bytes()).collect();
        let mut alone = self.reader.interactions_of(&ids)?;
        alone.retain(|interaction| interaction.people.iter().all(|(other, _)| *other == person));
        self.remember(&details);
        self.remember(&cards);
        self.remember(&entries);
        self.remember(&parts);
        self.remember(&alone);
        self.remove_all(&details)?;
        self.remove_all(&cards)?;
        self.remove_all(&entries)?;
        self.remove_all(&parts)?;
        // Their keys stay known, so that reading the archive again does not bring them back.
        self.remove_all(&alone)?;
        self.reader.connection.index_words(self.reader.workspace, person.bytes(), None)?;
        self.remove_key(Person::table(), &[Cell::Id(person.bytes())])
    }

    /// Inserts many new rows of a table.
    pub(super) fn load_rows<T: Declared>(&mut self, rows: &[T]) -> Result<()> {
        self.known.clear();
        self.reader.connection.bulk(T::table(), self.reader.workspace, &mut rows.iter().map(T::cells))
    }

    /// Notes in the journal whom the act is about, so that the history of each shows it, where their own row did not
    /// change.
    fn note_about(&mut self) {
        for person in std::mem::take(&mut self.about) {
            let row_key = encode(&[Cell::Id(person.bytes())]);
            if person != PersonId::ME && !self.touched.contains(&(Entity::Person, row_key.clone())) {
                self.changes.push(Change { seq: self.seq, entity: ABOUT.to_owned(), row_key, before: None });
            }
        }
    }

    /// Writes the line of the journal; what is left is to commit.
    pub(crate) fn finish(mut self) -> Result<Act> {
        for person in std::mem::take(&mut self.accounts) {
            self.reader.refresh_account(person)?;
        }
        let counting = std::mem::take(&mut self.counting);
        self.reader.count_together(counting)?;
        self.note_about();
        let changes = std::mem::take(&mut self.changes);
        self.load_rows(&changes)?;
        let act = Act::of(self.seq, &self.deed, self.brought);
        let cells = act.cells();
        let params = self.params(&cells);
        self.reader.connection.execute(Act::table().insert(), &params)?;
        if !self.reader.connection.advance(self.reader.workspace, self.seq.0)? {
            return Err(Error::Busy("somebody else wrote to it at the same moment; try again".into()));
        }
        Ok(act)
    }
}

fn read<T: Declared>(cells: Option<&[Cell]>) -> Result<Option<T>> {
    cells.map(T::from_cells).transpose()
}
