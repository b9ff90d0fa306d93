//! Taking acts back, exactly.
//!
//! Where nothing came after, each row gets its before-image back. Where something did, what came after stays:
//! a person's bond is recomputed from what is left, a setting that a later act changed keeps the later value, and what
//! cannot be separated is refused, with the number of the act that stands in the way.

use std::collections::{HashMap, HashSet};

use goodturn_core::id::{PersonId, Seq};
use goodturn_core::insight::strength::Bond;
use goodturn_core::words::Words;

use crate::act::restored::{RESTORE, kept_by};
use crate::act::writer::Writer;
use crate::error::{Error, Result};
use crate::kept::strengths::without_strength;
use crate::table::cell::{Cell, decode, encode};
use crate::table::declared::{Declared, Entity, Table, rows_of};
use crate::table::interaction::parts;
use crate::table::journal::{ABOUT, Act, Change, DROPPED, SCRUBBED, Source};
use crate::table::person::{PERSON, Person};
use crate::table::tables::{self, named};
use crate::table::value::Param;

/// The act by which a meeting of the calendar that has taken place becomes a contact. Nobody did it: it belongs to the run
/// of the import that brought the meeting, and is not what an `undo` without a number takes back.
pub const ARRIVED: &str = "calendar";

/// What taking back did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The run that was taken back.
    pub run: Seq,
    /// What it had been, in words.
    pub words: Words,
    /// People that it had brought and that stay because something was done with them since.
    pub kept: Vec<String>,
    /// How it comes back.
    pub way_back: WayBack,
}

/// How what an act did is taken back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WayBack {
    /// By undoing the act.
    #[default]
    Undo,
    /// By importing the same again, or bringing the sample again: the journal keeps no copy of what they brought.
    BringAgain,
    /// Not at all: nothing of it was kept.
    Never,
}

/// Held to its index by `sqlite::sizes`.
pub(crate) fn later_rows() -> &'static str {
    rows_of!(Change, "AND row_key = ANY(?2) AND seq > ?3 ORDER BY seq")
}

struct Image {
    table: &'static Table,
    key: Vec<Cell>,
    before: Option<Vec<Cell>>,
    /// The act of the run that touched the row first.
    seq: Seq,
}

impl Writer<'_> {
    /// Takes back the run that begins with or contains `seq`; without one, the last that is not taken back.
    pub fn undo(&mut self, seq: Option<Seq>) -> Result<Undone> {
        let acts = self.acts_to_undo(seq)?;
        let (Some(first), Some(last)) = (acts.first(), last_done(&acts)) else {
            return Err(Error::Refused("there is nothing to undo".into()));
        };
        let run = first.run;
        let own: HashSet<Seq> = acts.iter().map(|act| act.seq).collect();
        let brought = is_brought(&acts);
        if brought {
            self.nothing_waits("undo")?;
        }
        self.undoing(run);
        let images = self.images(&acts)?;
        let later = self.later_changes(&images, &own)?;
        let mut imports = HashMap::new();
        let (mut kept, mut alone, mut back) = (Vec::new(), Vec::new(), Vec::new());
        for act in &acts {
            if let Some((from, to)) = act.brought {
                self.drop_interactions(run, [from.bytes(), to.bytes()])?;
            }
        }
        for image in images.iter().rev() {
            let changed_since = self.changed_since(image, &later)?;
            let entity = image.table.entity;
            if entity == Entity::Person {
                // What follows of people is told from the rows that stand again.
                self.restore_all(std::mem::take(&mut back))?;
                if self.came_with_an_undone_import(image, run, &mut imports)? {
                    return Err(Error::Refused(
                        "who came with an import that was taken back comes back by importing it again".into(),
                    ));
                }
                if let Some(name) = self.undo_person(image, run, brought, changed_since)? {
                    kept.push(name);
                }
            } else if brought && entity == Entity::Source {
                // Nothing but another undo has changed it, to have it read again.
                back.push(image);
            } else if changed_since.is_some_and(|since| !since.same_as_now) {
                if brought && entity == Entity::Setting {
                    continue; // What was set again since keeps the later value.
                }
                return Err(in_the_way(image, &later));
            } else if self.came_with_an_undone_import(image, run, &mut imports)? {
                // An import that brought it was taken back meanwhile: it stays away, and the bond is recomputed.
                if entity == Entity::Participation {
                    alone.extend(image.key.first().cloned());
                }
            } else {
                back.push(image);
            }
        }
        self.restore_all(back)?;
        for key in alone {
            if let Cell::Id(id) = key
                && let Some(mut person) = self.person(PersonId::from_bytes(id))?
            {
                self.recompute_bond(&mut person)?;
                self.put_person(&person)?;
            }
        }
        if first.act == "import" {
            self.reopen_later_sources(run)?;
        }
        let way_back = if brought { WayBack::BringAgain } else { WayBack::Undo };
        let words = last.words();
        let words = self.named_words(words)?;
        Ok(Undone { run, words, kept, way_back })
    }

    fn acts_to_undo(&mut self, seq: Option<Seq>) -> Result<Vec<Act>> {
        let found = match seq {
            Some(seq) => self.journal(Some(Seq(seq.0 + 1)), 1)?.into_iter().find(|act| act.seq == seq),
            None => {
                let mut before = None;
                loop {
                    let page = self.journal(before, 50)?;
                    let Some(end) = page.last() else { break None };
                    before = Some(end.seq);
                    let mut open = None;
                    for act in page {
                        if act.act != ARRIVED && act.undoes.is_none() && !self.is_undone(act.run)? {
                            open = Some(act);
                            break;
                        }
                    }
                    if open.is_some() {
                        break open;
                    }
                }
            }
        };
        let Some(act) = found else {
            return Err(Error::Refused(match seq {
                Some(seq) => format!("there is no act {seq} in the journal; the history lists them"),
                None => "there is nothing to undo".into(),
            }));
        };
        if act.act == RESTORE {
            return Err(Error::Refused(match (seq, kept_by(&act)) {
                (Some(_), _) => {
                    "a restore is taken back by restoring the copy that its line in the journal names".into()
                }
                // What was done before it is another matter, which nobody asked for.
                (None, Some(kept)) => {
                    format!("the last thing done was a restore; restoring {kept} takes it back")
                }
                (None, None) => {
                    "the last thing done was a restore, and there was no book before it to come back".into()
                }
            }));
        }
        if self.is_undone(act.run)? {
            return Err(Error::Refused(format!("act {} is undone already", act.run)));
        }
        if let Some(undone) = act.undoes
            && is_brought(&self.run(undone)?)
        {
            return Err(Error::Refused(
                "what an import or the sample brought, and was taken back, comes back by bringing it again"
                    .into(),
            ));
        }
        self.run(act.run)
    }

    /// The earliest before-image of each row that the run touched.
    fn images(&mut self, acts: &[Act]) -> Result<Vec<Image>> {
        let mut images: Vec<Image> = Vec::new();
        let mut seen: HashSet<(String, Vec<u8>)> = HashSet::new();
        for act in acts {
            let params = [self.workspace_param(), Param::Int(act.seq.0)];
            let changes: Vec<Change> = self.all(rows_of!(Change, "AND seq = ?2"), &params)?;
            for change in changes {
                match change.entity.as_str() {
                    ABOUT | DROPPED => continue,
                    SCRUBBED => {
                        return Err(Error::Refused(format!(
                            "act {} was about somebody who was forgotten for good; it cannot be taken back",
                            act.seq
                        )));
                    }
                    _ => {}
                }
                if seen.insert((change.entity.clone(), change.row_key.clone())) {
                    let table = named(&change.entity)?;
                    let before = change.before.map(|bytes| tables::image(table, &bytes)).transpose()?;
                    images.push(Image { table, key: decode(&change.row_key)?, before, seq: act.seq });
                }
            }
        }
        // Going backwards, what happened comes first and people last, when their values and parts stand again.
        images.sort_by_key(|image| match image.table.entity {
            Entity::Person => 0,
            Entity::Interaction => 2,
            _ => 1,
        });
        Ok(images)
    }

    fn drop_interactions(&mut self, run: Seq, [from, to]: [[u8; 16]; 2]) -> Result<()> {
        let row_key = encode(&[Cell::Id(from), Cell::Id(to)]);
        self.changes.push(Change { seq: self.seq, entity: DROPPED.to_owned(), row_key, before: None });
        self.known.clear();
        let aliases = self.known_aliases()?;
        let params = [self.workspace_param(), Param::Id(from), Param::Id(to), Param::Int(run.0)];
        let counting = &mut self.counting;
        self.reader.each(
            "SELECT at, people FROM interaction \
             WHERE workspace_id = ?1 AND id >= ?2 AND id <= ?3 AND made = ?4",
            &params,
            |(at, people): (i64, Vec<u8>)| {
                counting.interaction(&aliases, at, parts(&people).map(|(person, _)| person), -1);
                Ok(())
            },
        )?;
        self.reader.drop_talks([from, to])?;
        self.reader.connection.execute(
            "DELETE FROM known WHERE workspace_id = ?1 AND same IN (SELECT same FROM interaction \
             WHERE workspace_id = ?1 AND id >= ?2 AND id <= ?3 AND made = ?4)",
            &params,
        )?;
        self.reader.connection.execute(
            "DELETE FROM interaction WHERE workspace_id = ?1 AND id >= ?2 AND id <= ?3 AND made = ?4",
            &params,
        )?;
        Ok(())
    }

    /// What later imports read may have brought nothing new only because this one had brought it: reading them again
    /// must not be cut short.
    fn reopen_later_sources(&mut self, run: Seq) -> Result<()> {
        let params = [self.workspace_param(), Param::Int(run.0)];
        let later: Vec<Source> = self.all(rows_of!(Source, "AND made > ?2 AND complete = 1"), &params)?;
        for mut source in later {
            source.complete = false;
            self.put_source(&source)?;
        }
        Ok(())
    }

    /// Whether the row that would come back was brought by an import (or the sample) that was taken back since, which
    /// no undo brings back.
    fn came_with_an_undone_import(
        &mut self,
        image: &Image,
        run: Seq,
        imports: &mut HashMap<i64, bool>,
    ) -> Result<bool> {
        match image.before.as_ref().and_then(|before| image.table.cell(before, "made")) {
            Some(Cell::Int(made)) if *made != run.0 && *made > 0 => {
                if let Some(known) = imports.get(made) {
                    return Ok(*known);
                }
                let acts = self.run(Seq(*made))?;
                let is_undone = is_brought(&acts) && self.is_undone(Seq(*made))?;
                imports.insert(*made, is_undone);
                Ok(is_undone)
            }
            _ => Ok(false),
        }
    }

    /// What acts that are not of the run did later to the rows that it touched; reads the rows as they are now, too.
    fn later_changes(&mut self, images: &[Image], own: &HashSet<Seq>) -> Result<Later> {
        let mut later = Later::new();
        let Some(first) = images.iter().map(|image| image.seq).min() else { return Ok(later) };
        for some in images.chunks(KEYS) {
            let keys: Vec<Vec<u8>> = some.iter().map(|image| encode(&image.key)).collect();
            let params = [self.workspace_param(), Param::Keys(&keys), Param::Int(first.0)];
            let found: Vec<Change> = self.all(later_rows(), &params)?;
            for change in found.into_iter().filter(|change| !own.contains(&change.seq)) {
                let place = (change.entity, change.row_key);
                later.entry(place).or_default().push((change.seq, change.before));
            }
        }
        let mut keys: Vec<(&'static Table, Vec<Vec<Cell>>)> = Vec::new();
        for image in images {
            match keys.iter_mut().find(|(table, _)| table.entity == image.table.entity) {
                Some((_, keys)) => keys.push(image.key.clone()),
                None => keys.push((image.table, vec![image.key.clone()])),
            }
        }
        // People change while they are taken back, each by itself.
        for (table, keys) in keys.into_iter().filter(|(table, _)| table.entity != Entity::Person) {
            self.remember_keys(table, &keys)?;
        }
        Ok(later)
    }

    /// How the row stood before the first act that is not of the run changed it, where one did: also between two acts
    /// of the run.
    fn changed_since(&mut self, image: &Image, later: &Later) -> Result<Option<Since>> {
        let Some((_, after)) = others_after(image, later).next() else { return Ok(None) };
        let after = after.as_ref().map(|bytes| tables::image(image.table, bytes)).transpose()?;
        let now = self.row_now(image.table, &image.key)?;
        let same_as_now = if image.table.entity == Entity::Person {
            without_strength(after.as_deref()) == without_strength(now.as_deref())
        } else {
            after == now
        };
        Ok(Some(Since { same_as_now, after }))
    }

    /// Gives rows back what they were, table by table.
    fn restore_all(&mut self, images: Vec<&Image>) -> Result<()> {
        let mut tables: Vec<&'static Table> = Vec::new();
        for image in &images {
            if tables.iter().all(|table| table.entity != image.table.entity) {
                tables.push(image.table);
            }
        }
        for table in tables {
            let of_table = images.iter().filter(|image| image.table.entity == table.entity);
            let (back, gone): (Vec<&&Image>, Vec<&&Image>) =
                of_table.partition(|image| image.before.is_some());
            self.remove_all_keys(table, gone.iter().map(|image| image.key.clone()).collect())?;
            self.put_all_cells(table, back.iter().filter_map(|image| image.before.clone()).collect())?;
        }
        Ok(())
    }

    fn restore(&mut self, image: &Image) -> Result<()> {
        match &image.before {
            Some(row) => self.put_cells(image.table, row),
            None => self.remove_key(image.table, &image.key),
        }
    }

    fn undo_person(
        &mut self,
        image: &Image,
        run: Seq,
        brought: bool,
        since: Option<Since>,
    ) -> Result<Option<String>> {
        let Some(Cell::Id(id)) = image.key.first() else {
            return Err(Error::Damaged("a person without an id in the journal".into()));
        };
        let id = PersonId::from_bytes(*id);
        let untouched = since.as_ref().is_none_or(|since| since.same_as_now);
        if brought {
            // Who stays keeps their name and channels, or could not be found again.
            self.drop_rows_of(id, run, image.before.is_none() && !untouched)?;
        }
        if untouched {
            if image.before.is_none() {
                // The index knows people by their row, which is about to go.
                self.reader.connection.index_words(self.reader.workspace, id.bytes(), None)?;
            }
            self.restore(image)?;
            if let Some(before) = &image.before {
                self.reindex(id)?;
                let old = |cell: &Cell| matches!(cell, Cell::Bytes(bytes) if Bond::is_old(bytes));
                if before.iter().any(old)
                    && let Some(mut person) = self.person(id)?
                {
                    self.recompute_bond(&mut person)?;
                    self.put_person(&person)?;
                }
            }
            return Ok(None);
        }
        let Some(mut person) = self.person(id)? else {
            return self.undo_of_merged(id, run, brought);
        };
        if image.before.is_none() && !brought {
            return Err(Error::Refused(format!(
                "{} was used again since; undo the later acts first, which the history lists",
                person.profile.name
            )));
        }
        let kept = image.before.is_none().then(|| person.profile.name.clone());
        if let (Some(before), Some(Since { after: Some(after), .. })) = (&image.before, &since) {
            self.merge_choices(before, after, &mut person)?;
        }
        self.refresh(&mut person)?;
        self.put_person(&person)?;
        self.reindex(id)?;
        Ok(kept)
    }

    /// Of somebody who is in the book no more: forgotten since, nothing is left to take back; merged with another since,
    /// the other loses what the run brought and keeps the values, because something was done with them.
    fn undo_of_merged(&mut self, id: PersonId, run: Seq, brought: bool) -> Result<Option<String>> {
        let Some(merged) = self.merged(id)? else { return Ok(None) };
        let now = self.who_is(id)?;
        let Some(mut person) = self.person(now)? else { return Ok(None) };
        if !brought {
            return Err(Error::Refused(format!(
                "they were merged into {} by act {} since; undo that first, or take them apart",
                person.profile.name, merged.act
            )));
        }
        self.drop_rows_of(now, run, true)?;
        self.refresh(&mut person)?;
        self.put_person(&person)?;
        Ok(Some(person.profile.name))
    }

    /// Gives back what a user had chosen before, unless a later act chose again.
    fn merge_choices(&mut self, before: &[Cell], after: &[Cell], person: &mut Person) -> Result<()> {
        let mut now = person.cells();
        for (at, (column, _)) in PERSON.columns.iter().enumerate() {
            let chosen = matches!(*column, "kind" | "kind_why" | "circle" | "cadence" | "snoozed");
            if chosen
                && now.get(at) == after.get(at)
                && let (Some(slot), Some(old)) = (now.get_mut(at), before.get(at))
            {
                *slot = old.clone();
            }
        }
        self.put_cells(&PERSON, &now)?;
        if let Some(merged) = self.person(person.id)? {
            *person = merged;
        }
        Ok(())
    }

    /// Deletes what a run brought of somebody; of one who stays, only their part in what happened.
    fn drop_rows_of(&mut self, person: PersonId, run: Seq, stays: bool) -> Result<()> {
        self.known.clear();
        let params = [self.workspace_param(), Param::Id(person.bytes()), Param::Int(run.0)];
        self.reader.connection.execute(
            "DELETE FROM participation WHERE workspace_id = ?1 AND person_id = ?2 AND made = ?3",
            &params,
        )?;
        if stays {
            return Ok(());
        }
        for sql in [
            "DELETE FROM detail WHERE workspace_id = ?1 AND person_id = ?2 AND made = ?3",
            "DELETE FROM card WHERE workspace_id = ?1 AND person_id = ?2 AND made = ?3",
        ] {
            self.reader.connection.execute(sql, &params)?;
        }
        Ok(())
    }
}

/// What was done to rows later, by their tables and keys: each act, and how the row was before it.
type Later = HashMap<(String, Vec<u8>), Vec<(Seq, Option<Vec<u8>>)>>;

/// So many rows are asked about at once.
const KEYS: usize = 5000;

/// The acts that changed the row after the run first did, those of the run aside; with how it stood before each.
fn others_after<'l>(
    image: &Image,
    later: &'l Later,
) -> impl Iterator<Item = &'l (Seq, Option<Vec<u8>>)> + use<'l> {
    let seq = image.seq;
    let found = later.get(&(image.table.name().to_owned(), encode(&image.key)));
    found.map_or(&[][..], Vec::as_slice).iter().filter(move |(after, _)| *after > seq)
}

fn in_the_way(image: &Image, later: &Later) -> Error {
    let last = others_after(image, later).last().map_or(image.seq, |(seq, _)| *seq);
    Error::Refused(format!("what it changed was changed again by act {last}; undo act {last} first"))
}

/// The act of a run that says what it came to.
pub fn last_done(acts: &[Act]) -> Option<&Act> {
    acts.iter().rev().find(|act| act.act != ARRIVED).or(acts.last())
}

/// Whether these acts brought what the journal keeps no copy of.
fn is_brought(acts: &[Act]) -> bool {
    acts.iter().any(|act| act.brought.is_some() || act.act == "import")
}

struct Since {
    after: Option<Vec<Cell>>,
    same_as_now: bool,
}
