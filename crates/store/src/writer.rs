//! How a book changes: one act, one transaction, one line of the journal with the way back.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::Arc;

use goodturn_core::id::{InteractionId, PersonId, Seq};
use jiff::Timestamp;

use crate::cell::{Cell, Cells, encode, row_cells};
use crate::derived;
use crate::driver::{Connection, More, Param, Table};
use crate::error::{Error, Result};
use crate::merging::Aliases;
use crate::reader::Reader;
use crate::rows::{Act, Card, Detail, Entry, Interaction, Participation, Person, Source};
use crate::schema;
use crate::together::Counting;

/// What the journal says of an act.
#[derive(Clone, Debug)]
pub struct Deed {
    /// When it is done.
    pub at: Timestamp,
    /// Who does it.
    pub who: String,
    /// The deed's name.
    pub act: &'static str,
    /// In words; may be completed while it is done.
    pub summary: String,
    /// The run it belongs to; none where it begins one.
    pub run: Option<Seq>,
    /// The run that it takes back.
    pub undoes: Option<Seq>,
}

/// Whether an act is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// It changed something.
    Yes,
    /// It changed nothing; no line is written.
    No,
}

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

/// Inserts whole rows of a table.
pub(crate) fn put_many(
    connection: &mut dyn Connection,
    table: &'static Table,
    workspace: Param<'_>,
    rows: &[Vec<Cell>],
) -> Result<()> {
    let mut rows = rows.iter();
    connection.bulk(table, &mut |row| {
        let Some(cells) = rows.next() else { return More::End };
        row.push(workspace);
        row.extend(cells.iter().map(Cell::param));
        More::Row
    })
}

/// Among the changed rows of an act, somebody whom it is about and whose own row it left as it was.
pub(crate) const ABOUT: &str = "about";

/// Writes one act into one workspace. It reads as a [`Reader`] does.
pub struct Writer<'a> {
    pub(crate) reader: Reader<'a>,
    deed: Deed,
    seq: Seq,
    touched: HashSet<(&'static str, Vec<u8>)>,
    changes: Vec<[Cell; 4]>,
    brought: Option<(InteractionId, InteractionId)>,
    accounts: BTreeSet<PersonId>,
    /// Whom the act is about.
    about: BTreeSet<PersonId>,
    pub(crate) counting: Counting,
    /// The day of the stored strengths, once it was asked for.
    weighed: Option<Option<Timestamp>>,
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
            touched,
            changes,
            brought: None,
            accounts,
            about,
            counting,
            weighed: None,
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

    /// The day that the stored strengths are of.
    pub(crate) fn weighed_on(&mut self) -> Result<Option<Timestamp>> {
        if self.weighed.is_none() {
            self.weighed = Some(self.reader.weighed()?);
        }
        Ok(self.weighed.flatten())
    }

    /// Says in words what was done, once that is known.
    pub fn summarise(&mut self, summary: String) {
        self.deed.summary = summary;
    }

    pub(crate) fn undoing(&mut self, run: Seq) {
        self.deed.undoes = Some(run);
    }

    pub(crate) fn workspace_param(&self) -> Param<'static> {
        Param::Int(self.reader.workspace.0)
    }

    pub(crate) fn params<'c>(&self, cells: &'c [Cell]) -> Vec<Param<'c>> {
        let mut params = Vec::with_capacity(cells.len() + 1);
        params.push(Param::Int(self.reader.workspace.0));
        params.extend(cells.iter().map(Cell::param));
        params
    }

    pub(crate) fn row(&mut self, table: &'static Table, key: &[Cell]) -> Result<Option<Vec<Cell>>> {
        let params = self.params(key);
        let mut found = None;
        self.reader.connection.query(table.select(), &params, &mut |row| {
            found = Some(row_cells(table, row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// Writes down how a row was before this act, once.
    pub(crate) fn capture(&mut self, table: &'static Table, key: &[Cell]) -> Result<Option<Vec<Cell>>> {
        let before = self.row(table, key)?;
        let row_key = encode(key);
        if self.touched.insert((table.name, row_key.clone())) {
            let image = before.as_ref().map_or(Cell::Null, |row| Cell::Bytes(encode(row)));
            self.changes.push([
                Cell::Int(self.seq.0),
                Cell::Text(table.name.to_owned()),
                Cell::Bytes(row_key),
                image,
            ]);
        }
        Ok(before)
    }

    /// Writes one row, new or not.
    pub(crate) fn put(&mut self, table: &'static Table, row: &[Cell]) -> Result<()> {
        let mut row = Cow::Borrowed(row);
        if table.name == schema::PERSON.name {
            self.weigh_row(row.to_mut())?;
        }
        let row = row.as_ref();
        let before = self.capture(table, &row[..table.key])?;
        self.follow(table, before.as_deref(), Some(row))?;
        let sql = match before {
            Some(before) if before == row => return Ok(()),
            Some(_) if table.key == table.columns.len() => return Ok(()),
            Some(_) => table.update(),
            None => table.insert,
        };
        let params = self.params(row);
        self.reader.connection.execute(sql, &params)?;
        Ok(())
    }

    pub(crate) fn remove(&mut self, table: &'static Table, key: &[Cell]) -> Result<()> {
        let before = self.capture(table, key)?;
        if before.is_some() {
            self.follow(table, before.as_deref(), None)?;
            let params = self.params(key);
            self.reader.connection.execute(table.delete(), &params)?;
        }
        Ok(())
    }

    /// Notes what follows from a changed row: of an entry, terms at once and accounts when the act ends; of an
    /// interaction or a person, who was there together.
    fn follow(&mut self, table: &Table, before: Option<&[Cell]>, after: Option<&[Cell]>) -> Result<()> {
        if before == after {
            return Ok(());
        }
        if table.name == schema::PERSON.name {
            if let (None, Some(Cell::Id(id))) = (before, after.and_then(<[Cell]>::first)) {
                self.counting.came(PersonId::from_bytes(*id));
            }
            self.reader.renew_title(before, after)?;
        }
        if table.name == schema::MERGED.name {
            let ids = [before, after].into_iter().flatten().flatten();
            let people = ids.filter_map(|cell| match cell {
                Cell::Id(id) => Some(PersonId::from_bytes(*id)),
                _ => None,
            });
            self.counting.rejoined(people.collect::<Vec<_>>());
            self.counting.aliases = None;
        }
        if table.name == schema::INTERACTION.name {
            self.reader.renew_talk(before, after)?;
            let aliases = self.known_aliases()?;
            for (row, times) in [(before, -1), (after, 1)] {
                if let Some([_, Cell::Int(at), _, _, _, _, _, Cell::Bytes(people), ..]) = row {
                    self.counting.interaction(&aliases, people, *at, times);
                }
            }
        }
        if [schema::DETAIL.name, schema::PARTICIPATION.name].contains(&table.name)
            && let Some(Cell::Id(id)) = before.or(after).and_then(<[Cell]>::first)
        {
            self.about.insert(PersonId::from_bytes(*id));
        }
        if table.name != schema::ENTRY.name {
            return Ok(());
        }
        let entry = |cells: Option<&[Cell]>| cells.map(|cells| Entry::from_row(&Cells(cells))).transpose();
        let (before, after) = (entry(before)?, entry(after)?);
        for entry in [&before, &after].into_iter().flatten() {
            self.accounts.extend(derived::parties(entry));
            self.about.extend(entry.people());
        }
        self.reader.renew_sentences(before.as_ref(), after.as_ref())?;
        self.reader.renew_terms(before.as_ref(), after.as_ref())
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
        self.put(&schema::PERSON, &person.cells())
    }

    /// Writes one value known of somebody.
    pub fn put_detail(&mut self, detail: &Detail) -> Result<()> {
        self.put(&schema::DETAIL, &detail.cells())
    }

    /// Takes one value away.
    pub fn remove_detail(&mut self, detail: &Detail) -> Result<()> {
        self.remove(&schema::DETAIL, &[Cell::Id(detail.person.bytes()), Cell::Id(detail.id.bytes())])
    }

    /// Writes one card, as changed by this act.
    pub fn put_card(&mut self, card: &Card) -> Result<()> {
        let mut card = card.clone();
        card.changed = self.seq;
        self.put(&schema::CARD, &card.cells())
    }

    /// Writes one interaction with everybody's part in it, so that taking back the act takes it back.
    pub fn put_interaction(&mut self, interaction: &Interaction, parts: &[Participation]) -> Result<()> {
        self.put(&schema::INTERACTION, &interaction.cells())?;
        self.put(&schema::KNOWN, &[Cell::Int(interaction.key)])?;
        for part in parts {
            self.put(&schema::PARTICIPATION, &part.cells())?;
        }
        Ok(())
    }

    /// Writes one entry, new or not.
    pub fn put_entry(&mut self, entry: &Entry) -> Result<()> {
        let mut entry = entry.clone();
        if entry.made == Seq(0) {
            entry.made = self.run_of_act();
        }
        self.put(&schema::ENTRY, &entry.cells())?;
        self.put(&schema::KNOWN, &[Cell::Int(entry.key)])
    }

    /// Takes one entry away.
    pub fn remove_entry(&mut self, entry: &Entry) -> Result<()> {
        self.remove(&schema::ENTRY, &[Cell::Id(entry.id.bytes())])
    }

    /// Writes what is known of a source.
    pub fn put_source(&mut self, source: &Source) -> Result<()> {
        self.put(&schema::SOURCE, &source.cells())
    }

    /// Sets one setting to these values; with none, removes it.
    pub fn set(&mut self, key: &str, values: &[(uuid::Uuid, String)]) -> Result<()> {
        let (ws, mut names) = (self.workspace_param(), Vec::new());
        self.reader.connection.query(
            "SELECT name FROM setting WHERE workspace_id = ?1 AND key = ?2 ORDER BY name",
            &[ws, Param::Text(key)],
            &mut |row| {
                names.push(row.id(0)?);
                Ok(())
            },
        )?;
        for name in names {
            self.remove(&schema::SETTING, &[Cell::Id(name)])?;
        }
        values.iter().try_for_each(|(name, value)| self.add_setting(key, *name, value))
    }

    /// Adds one value to those of a setting, which stay as they are.
    pub fn add_setting(&mut self, key: &str, name: uuid::Uuid, value: &str) -> Result<()> {
        let (name, key) = (Cell::Id(name.into_bytes()), Cell::Text(key.to_owned()));
        self.put(&schema::SETTING, &[name, key, Cell::Text(value.to_owned())])
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
        self.uncount(person)?;
        for detail in self.reader.details(person)? {
            self.remove_detail(&detail)?;
        }
        for card in self.reader.cards(person)? {
            self.remove(&schema::CARD, &[Cell::Id(person.bytes()), Cell::Id(card.id.bytes())])?;
        }
        for entry in self.reader.entries(person)? {
            self.remove(&schema::ENTRY, &[Cell::Id(entry.id.bytes())])?;
        }
        for part in self.reader.whole_timeline(person)? {
            self.remove(&schema::PARTICIPATION, &part.cells()[..schema::PARTICIPATION.key])?;
            if let Some(interaction) = self.reader.interaction(part.interaction)?
                && interaction.people.iter().all(|(other, _)| *other == person)
            {
                // Its key stays known, so that reading the archive again does not bring it back.
                self.remove(&schema::INTERACTION, &[Cell::Id(interaction.id.bytes())])?;
            }
        }
        self.reader.connection.index_words(self.reader.workspace, person.bytes(), None)?;
        self.remove(&schema::PERSON, &[Cell::Id(person.bytes())])
    }

    /// Brings many new rows. The act knows its interactions by their range and everything else by the people
    /// it touched; there is no line of the journal for each row.
    pub fn load(&mut self, mut load: Load) -> Result<()> {
        let (seq, run) = (self.seq, self.run_of_act());
        for person in &mut load.new_people {
            (person.made, person.changed) = (run, seq);
            self.weigh(person)?;
            let key = encode(&[Cell::Id(person.id.bytes())]);
            if self.touched.insert((schema::PERSON.name, key.clone())) {
                let table = Cell::Text(schema::PERSON.name.to_owned());
                self.changes.push([Cell::Int(seq.0), table, Cell::Bytes(key), Cell::Null]);
            }
        }
        self.bulk(&schema::PERSON, load.new_people.iter().map(Person::cells))?;
        for person in load.new_people.iter().filter(|person| !person.profile.title.is_empty()) {
            self.reader.renew_title(None, Some(&person.cells()))?;
        }
        for person in &load.people {
            self.put_person(person)?;
        }
        load.details.iter_mut().for_each(|detail| detail.made = run);
        load.details.sort_unstable_by_key(|detail| (detail.person, detail.id));
        self.bulk(&schema::DETAIL, load.details.iter().map(Detail::cells))?;
        load.cards.iter_mut().for_each(|card| (card.made, card.changed) = (run, seq));
        load.cards.sort_unstable_by_key(|card| (card.person, card.id));
        self.bulk(&schema::CARD, load.cards.iter().map(Card::cells))?;
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
        let ws = self.workspace_param();
        let people: Vec<Vec<u8>> = interactions.iter().map(Interaction::people_bytes).collect();
        let mut rows = interactions.iter().zip(&people);
        self.reader.connection.bulk(&schema::INTERACTION, &mut |row| {
            let Some((interaction, people)) = rows.next() else { return More::End };
            row.extend([
                ws,
                Param::Id(interaction.id.bytes()),
                Param::Int(interaction.at_millis()),
                Param::Int(interaction.kind.code()),
                Param::Int(interaction.direction.code()),
                Param::Real(interaction.weight),
                Param::Text(&interaction.title),
                Param::Text(&interaction.text),
                Param::Bytes(people),
                Param::Int(interaction.key),
                interaction.origin.map_or(Param::Null, Param::Id),
                Param::Int(run.0),
            ]);
            More::Row
        })?;
        interactions.iter().try_for_each(|interaction| self.reader.index_talk(interaction))?;
        // Sorted, each index is walked once instead of jumped about in.
        let mut keys: Vec<i64> = interactions.iter().map(|interaction| interaction.key).collect();
        keys.sort_unstable();
        let mut keys = keys.into_iter();
        self.reader.connection.bulk(&schema::KNOWN, &mut |row| {
            let Some(key) = keys.next() else { return More::End };
            row.extend([ws, Param::Int(key)]);
            More::Row
        })?;
        self.put_parts(&mut participations)
    }

    /// Writes parts in interactions, whose interactions this run brought.
    pub(crate) fn put_parts(&mut self, parts: &mut [Participation]) -> Result<()> {
        let (ws, run) = (self.workspace_param(), self.run_of_act());
        // As they come, those of one interaction lie together.
        parts.sort_by_key(|part| part.interaction);
        self.counting.parts(parts);
        parts.sort_unstable_by_key(|part| (part.person, part.at, part.interaction));
        let mut parts = parts.iter();
        self.reader.connection.bulk(&schema::PARTICIPATION, &mut |row| {
            let Some(part) = parts.next() else { return More::End };
            row.extend([
                ws,
                Param::Id(part.person.bytes()),
                Param::Int(part.at),
                Param::Id(part.interaction.bytes()),
                Param::Int(i64::from(part.part)),
                Param::Real(part.weight),
                Param::Int(part.direction.code()),
                Param::Int(run.0),
            ]);
            More::Row
        })
    }

    fn bulk(&mut self, table: &'static Table, rows: impl Iterator<Item = Vec<Cell>>) -> Result<()> {
        let rows: Vec<Vec<Cell>> = rows.collect();
        let ws = self.workspace_param();
        put_many(self.reader.connection, table, ws, &rows)
    }

    /// Notes in the journal whom the act is about, so that the history of each shows it, where their own row did not
    /// change.
    fn note_about(&mut self) {
        for person in std::mem::take(&mut self.about) {
            let key = encode(&[Cell::Id(person.bytes())]);
            if person != PersonId::ME && !self.touched.contains(&(schema::PERSON.name, key.clone())) {
                let about = Cell::Text(ABOUT.to_owned());
                self.changes.push([Cell::Int(self.seq.0), about, Cell::Bytes(key), Cell::Null]);
            }
        }
    }

    /// Writes the line of the journal; what is left is to commit.
    pub(crate) fn finish(mut self) -> Result<Act> {
        for person in std::mem::take(&mut self.accounts) {
            self.reader.renew_account(person)?;
        }
        self.count_together()?;
        self.note_about();
        let changes: Vec<Vec<Cell>> = std::mem::take(&mut self.changes).into_iter().map(Vec::from).collect();
        self.bulk(&schema::CHANGE, changes.into_iter())?;
        let act = Act {
            seq: self.seq,
            at: self.deed.at,
            who: self.deed.who.clone(),
            act: self.deed.act.to_owned(),
            summary: self.deed.summary.clone(),
            run: self.run_of_act(),
            undoes: self.deed.undoes,
            brought: self.brought,
        };
        let cells = act.cells();
        let params = self.params(&cells);
        self.reader.connection.execute(schema::JOURNAL.insert, &params)?;
        let updated = self.reader.connection.execute(
            "UPDATE workspace SET seq = ?2 WHERE id = ?1 AND seq = ?3",
            &[Param::Int(self.reader.workspace.0), Param::Int(self.seq.0), Param::Int(self.seq.0 - 1)],
        )?;
        if updated != 1 {
            return Err(Error::Busy("somebody else wrote to it at the same moment; try again".into()));
        }
        Ok(act)
    }
}
