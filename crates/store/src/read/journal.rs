//! Questions about what was done: acts, the runs that they belong to, and the files that were read.

use std::collections::HashMap;

use goodturn_core::id::{InteractionId, PersonId, Seq};
use goodturn_core::words::Words;
use jiff::Timestamp;
use uuid::Uuid;

use crate::error::{Error, Result};
use crate::read::reader::Reader;
use crate::table::cell::{Cell, decode, encode};
use crate::table::declared::{Declared, rows_of};
use crate::table::journal::{Act, Source, Unsettled};
use crate::table::person::PERSON;
use crate::table::tables;
use crate::table::value::Param;

// What is found by an index that leads with more than the workspace: held to it by `sqlite::sizes`.
pub(crate) fn of_run() -> &'static str {
    rows_of!(Act, "AND run = ?2 ORDER BY seq")
}
pub(crate) fn undone_by() -> &'static str {
    rows_of!(Act, "AND undoes = ?2 ORDER BY seq DESC LIMIT 1")
}
pub(crate) fn source_like() -> &'static str {
    rows_of!(Source, "AND print = ?2 AND complete = 1 ORDER BY id DESC LIMIT 1")
}

/// What somebody is called of whom nothing is kept.
const FORGOTTEN: &str = "somebody forgotten";

/// What tells an act from all others.
#[derive(PartialEq, Eq)]
pub(crate) struct Trace {
    at: Timestamp,
    act: String,
    run: Seq,
    brought: Option<(InteractionId, InteractionId)>,
    /// The keys of what was made.
    made: Vec<Vec<u8>>,
}

impl Reader<'_> {
    /// The first and the last act in the journal; none where nothing was done.
    pub(crate) fn span(&mut self) -> Result<Option<(Seq, Seq)>> {
        let found: Vec<(Option<Seq>, Option<Seq>)> =
            self.all("SELECT min(seq), max(seq) FROM journal WHERE workspace_id = ?1", &[self.ws()])?;
        Ok(found.first().and_then(|(first, last)| first.zip(*last)))
    }

    /// What tells an act from all others, of whatever book; none where there is no act of that number.
    pub(crate) fn trace(&mut self, seq: Seq) -> Result<Option<Trace>> {
        let params = [self.ws(), Param::Int(seq.0)];
        let found: Vec<Act> = self.all(Act::table().select(), &params)?;
        let Some(act) = found.into_iter().next() else { return Ok(None) };
        // Numbers and times may be alike in two books; what an act made has a name of its own.
        let made = self.all(
            "SELECT row_key FROM change WHERE workspace_id = ?1 AND seq = ?2 ORDER BY entity, row_key LIMIT 9",
            &params,
        )?;
        Ok(Some(Trace { at: act.at, act: act.act, run: act.run, brought: act.brought, made }))
    }

    /// Lets the next act come behind this one, so that no number is given twice to what was done in two books.
    pub(crate) fn go_on_behind(&mut self, seq: Seq) -> Result<()> {
        let sql = "UPDATE workspace SET seq = ?2 WHERE id = ?1";
        self.connection.execute(sql, &[self.ws(), Param::Int(seq.0)]).map(|_| ())
    }

    /// Up to `most` of those whom the run of an act brought.
    pub fn came_with(&mut self, act: Seq, most: usize) -> Result<Vec<PersonId>> {
        let most = Param::Int(i64::try_from(most).unwrap_or(i64::MAX));
        let keys: Vec<Vec<u8>> = self.all(
            "SELECT change.row_key FROM journal JOIN change \
             ON change.workspace_id = journal.workspace_id AND change.seq = journal.seq \
             WHERE journal.workspace_id = ?1 AND change.entity = 'person' AND change.before IS NULL \
             AND journal.run = (SELECT run FROM journal WHERE workspace_id = ?1 AND seq = ?2) ORDER BY change.row_key LIMIT ?3",
            &[self.ws(), Param::Int(act.0), most],
        )?;
        let mut people = Vec::with_capacity(keys.len());
        for key in keys {
            if let [Cell::Id(id)] = decode(&key)?.as_slice() {
                people.push(PersonId::from_bytes(*id));
            }
        }
        Ok(people)
    }

    /// Up to `most` of the people, of what happened and of the entries that an act made, in this order.
    pub fn made(&mut self, act: Seq, most: usize) -> Result<Vec<Uuid>> {
        let keys: Vec<Vec<u8>> = self.all(
            "SELECT row_key FROM change WHERE workspace_id = ?1 AND seq = ?2 AND before IS NULL \
             AND entity IN ('person', 'interaction', 'entry') ORDER BY entity DESC, row_key LIMIT ?3",
            &[self.ws(), Param::Int(act.0), Param::Int(i64::try_from(most).unwrap_or(i64::MAX))],
        )?;
        let mut made = Vec::with_capacity(keys.len());
        for key in keys {
            if let [Cell::Id(id)] = decode(&key)?.as_slice() {
                made.push(Uuid::from_bytes(*id));
            }
        }
        Ok(made)
    }

    /// The journal, newest first, before an act.
    pub fn journal(&mut self, before: Option<Seq>, most: usize) -> Result<Vec<Act>> {
        self.all(
            rows_of!(Act, "AND seq < ?2 ORDER BY seq DESC LIMIT ?3"),
            &[self.ws(), Param::Int(before.map_or(i64::MAX, |seq| seq.0)), Param::Int(most as i64)],
        )
    }

    /// What was done, with everybody in it called as they are called now; whoever is gone as they were called last, or
    /// nothing is kept of them.
    pub fn named_words(&mut self, words: Words) -> Result<Words> {
        Ok(self.all_named(vec![words])?.pop().unwrap_or_default())
    }

    /// The same of many.
    pub fn all_named(&mut self, words: Vec<Words>) -> Result<Vec<Words>> {
        let mut ids: Vec<PersonId> = words.iter().flat_map(Words::people).collect();
        ids.sort_unstable();
        ids.dedup();
        let people = self.people_of(&ids)?;
        let mut names: HashMap<PersonId, String> =
            people.into_iter().map(|person| (person.id, person.profile.name)).collect();
        ids.retain(|id| !names.contains_key(id));
        names.extend(self.names_of_gone(&ids)?);
        let name = |id: PersonId| names.get(&id).map_or(FORGOTTEN, String::as_str).to_owned();
        Ok(words.into_iter().map(|words| words.called(name)).collect())
    }

    /// What people who are gone were called last.
    fn names_of_gone(&mut self, ids: &[PersonId]) -> Result<Vec<(PersonId, String)>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let keys: Vec<Vec<u8>> = ids.iter().map(|id| encode(&[Cell::Id(id.bytes())])).collect();
        let images: Vec<Vec<u8>> = self.all(
            "SELECT before FROM change WHERE workspace_id = ?1 AND row_key = ANY(?2) AND entity = 'person' \
             AND before IS NOT NULL ORDER BY seq",
            &[self.ws(), Param::Keys(&keys)],
        )?;
        let mut names = Vec::new();
        for image in images {
            let row = tables::image(&PERSON, &image)?;
            if let (Some(Cell::Id(id)), Some(Cell::Text(name))) = (row.first(), PERSON.cell(&row, "name")) {
                names.push((PersonId::from_bytes(*id), name.clone()));
            }
        }
        Ok(names)
    }

    /// The act that was done under a caller's key.
    pub fn act_of_key(&mut self, key: &str) -> Result<Option<Act>> {
        let found = self.all(rows_of!(Act, "AND key = ?2"), &[self.ws(), Param::Text(key)])?;
        Ok(found.into_iter().next())
    }

    /// The acts of a run, oldest first.
    pub fn run(&mut self, run: Seq) -> Result<Vec<Act>> {
        self.all(of_run(), &[self.ws(), Param::Int(run.0)])
    }

    /// The act that took a run back, if any did; the last one.
    pub fn undone_by(&mut self, run: Seq) -> Result<Option<Act>> {
        let found = self.all(undone_by(), &[self.ws(), Param::Int(run.0)])?;
        Ok(found.into_iter().next())
    }

    /// The acts that changed somebody, newest first.
    pub fn history(&mut self, person: PersonId, most: usize) -> Result<Vec<Act>> {
        let key = encode(&[Cell::Id(person.bytes())]);
        self.all(
            rows_of!(Act, "AND seq IN \
             (SELECT seq FROM change WHERE workspace_id = ?1 AND row_key = ?2 AND entity IN ('person', 'about')) \
             ORDER BY seq DESC LIMIT ?3"
            ),
            &[self.ws(), Param::Bytes(&key), Param::Int(most as i64)])
    }

    /// The source with this print that was read to its end.
    pub fn source_like(&mut self, print: &[u8]) -> Result<Option<Source>> {
        let found = self.all(source_like(), &[self.ws(), Param::Bytes(print)])?;
        Ok(found.into_iter().next())
    }

    /// One source by its id.
    pub fn source(&mut self, id: [u8; 16]) -> Result<Option<Source>> {
        let found = self.all(Source::table().select(), &[self.ws(), Param::Id(id)])?;
        Ok(found.into_iter().next())
    }

    /// The runs whose bonds wait.
    pub fn runs_without_bonds(&mut self) -> Result<Vec<Seq>> {
        let waiting: Vec<Unsettled> = self.all(rows_of!(Unsettled, "ORDER BY run"), &[self.ws()])?;
        Ok(waiting.into_iter().map(|unsettled| unsettled.run).collect())
    }

    /// While an import runs, the bonds and timelines of what it brought are not all in the book yet: what would have
    /// to look at them waits.
    pub(crate) fn nothing_waits(&mut self, deed: &str) -> Result<()> {
        match self.runs_without_bonds()?.first() {
            None => Ok(()),
            Some(run) => Err(Error::Refused(format!(
                "act {run} is an import that is still running; stop it or let it end, then {deed}"
            ))),
        }
    }

    /// Whether a run is taken back now; taking back its undo brings it back.
    pub fn is_undone(&mut self, run: Seq) -> Result<bool> {
        match self.undone_by(run)? {
            None => Ok(false),
            Some(undo) => Ok(!self.is_undone(undo.run)?),
        }
    }
}
