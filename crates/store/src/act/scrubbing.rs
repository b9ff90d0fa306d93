//! Forgetting somebody for good: nothing of them stays in the journal either, so that no undo brings them back.

use std::collections::BTreeSet;

use goodturn_core::id::PersonId;

use crate::act::writer::Writer;
use crate::error::{Error, Result};
use crate::read::settings::Internal;
use crate::table::cell::encode;
use crate::table::derived::Merged;
use crate::table::journal::{Change, SCRUBBED};
use crate::table::value::Param;

/// What stands in the journal in place of what was done with somebody who was forgotten for good.
const WORDS: &str = "\"done with somebody who was forgotten for good\"";

/// What forgetting somebody for good came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scrubbed {
    /// How many acts say no more what was done.
    pub acts: usize,
    /// How much of what was written about others names them, and stays.
    pub named: usize,
}

impl Writer<'_> {
    /// Takes somebody out of the book and of everything that the journal keeps, with all who were merged into them. The
    /// lines of what was done with them stay without what they said, and cannot be taken back.
    pub fn forget_for_good(&mut self, person: PersonId) -> Result<Scrubbed> {
        self.nothing_waits("forget them")?;
        if let Some(merged) = self.merged(person)? {
            return Err(Error::Refused(format!(
                "they were merged into another by act {}; take them apart first, or forget that one for good",
                merged.act
            )));
        }
        let name = self.person(person)?.map(|person| person.profile.name).unwrap_or_default();
        let mut ids = vec![person];
        for merged in self.all_merged_into(person)? {
            ids.push(merged.gone);
            self.remove_merged(&merged)?;
        }
        self.forget(person)?;
        let mut acts = BTreeSet::new();
        for id in &ids {
            acts.extend(self.acts_with(*id)?);
        }
        acts.remove(&self.seq.0);
        self.take_out_of_journal(&ids, &acts)?;
        if !name.is_empty() {
            self.take_name_out_of_journal(&name)?;
        }
        let of_them = |change: &Change| {
            let holds = |bytes: &[u8]| ids.iter().any(|id| bytes.windows(16).any(|part| part == id.bytes()));
            holds(&change.row_key) || change.before.as_deref().is_some_and(holds)
        };
        self.changes.retain(|change| !of_them(change));
        self.about.retain(|about| !ids.contains(about));
        self.changes.push(self.scrubbed(self.seq.0));
        self.forget_what_was_learnt(&name)?;
        Ok(Scrubbed { acts: acts.len(), named: self.still_named(&name)? })
    }

    fn remove_merged(&mut self, merged: &Merged) -> Result<()> {
        self.remove(merged)
    }

    /// The acts in whose rows somebody stands.
    fn acts_with(&mut self, id: PersonId) -> Result<Vec<i64>> {
        let (bytes, text) = (id.bytes(), id.to_string());
        let params = [self.ws(), Param::Bytes(&bytes)];
        let mut acts: Vec<i64> = self.all(
            "SELECT DISTINCT seq FROM change WHERE workspace_id = ?1 AND (contains(row_key, ?2) OR contains(before, ?2))",
            &params,
        )?;
        let params = [self.ws(), Param::Text(&text)];
        let named: Vec<i64> = self.all(
            "SELECT seq FROM journal WHERE workspace_id = ?1 AND (contains(request, ?2) OR contains(words, ?2) \
             OR contains(answer, ?2))",
            &params,
        )?;
        acts.extend(named);
        Ok(acts)
    }

    /// Takes their name out of the lines of acts that were about others. These can be taken back as before.
    fn take_name_out_of_journal(&mut self, name: &str) -> Result<()> {
        // As JSON writes it, without the quotation marks around it.
        let quoted = serde_json::Value::from(name).to_string();
        let params = [self.ws(), Param::Text(quoted.trim_matches('"'))];
        self.reader.connection.execute(
            "UPDATE journal SET request = NULL, answer = NULL \
             WHERE workspace_id = ?1 AND (contains(request, ?2) OR contains(answer, ?2))",
            &params,
        )?;
        let params = [params[0], params[1], Param::Text(name), Param::Text(WORDS)];
        self.reader.connection.execute(
            "UPDATE journal SET summary = '', words = ?4 \
             WHERE workspace_id = ?1 AND (contains(words, ?2) OR contains(summary, ?3))",
            &params,
        )?;
        Ok(())
    }

    fn take_out_of_journal(&mut self, ids: &[PersonId], acts: &BTreeSet<i64>) -> Result<()> {
        let acts: Vec<i64> = acts.iter().copied().collect();
        for id in ids {
            let bytes = id.bytes();
            let params = [self.ws(), Param::Bytes(&bytes)];
            self.reader.connection.execute(
                "DELETE FROM change WHERE workspace_id = ?1 AND (contains(row_key, ?2) OR contains(before, ?2))",
                &params,
            )?;
        }
        let params = [self.ws(), Param::Ints(&acts), Param::Text(WORDS)];
        self.reader.connection.execute(
            "UPDATE journal SET summary = '', words = ?3, request = NULL, answer = NULL \
             WHERE workspace_id = ?1 AND seq = ANY(?2)",
            &params,
        )?;
        // One that was marked before stays so.
        let params = [self.ws(), Param::Ints(&acts), Param::Text(SCRUBBED)];
        self.reader.connection.execute(
            "DELETE FROM change WHERE workspace_id = ?1 AND seq = ANY(?2) AND entity = ?3",
            &params,
        )?;
        let marks: Vec<Change> = acts.iter().map(|seq| self.scrubbed(*seq)).collect();
        self.load_rows(&marks)
    }

    fn scrubbed(&self, seq: i64) -> Change {
        let seq = goodturn_core::id::Seq(seq);
        Change { seq, entity: SCRUBBED.to_owned(), row_key: encode(&[]), before: None }
    }

    /// What the book learnt of names, and what it showed last, may hold theirs; the names of files that were read, too.
    fn forget_what_was_learnt(&mut self, name: &str) -> Result<()> {
        for internal in [Internal::Shown, Internal::Linkage] {
            self.reader.drop_internal(internal)?;
        }
        self.reader.keep_internal(Internal::Sweep, "due")?;
        if !name.is_empty() {
            let params = [self.ws(), Param::Text(name)];
            self.reader.connection.execute(
                "UPDATE source SET name = '' WHERE workspace_id = ?1 AND contains(name, ?2)",
                &params,
            )?;
        }
        Ok(())
    }

    /// How much of what was written about others names them.
    fn still_named(&mut self, name: &str) -> Result<usize> {
        if name.is_empty() {
            return Ok(0);
        }
        let mut named = 0;
        for sql in [
            "SELECT count(*) FROM entry WHERE workspace_id = ?1 AND (contains(what, ?2) OR contains(more, ?2))",
            "SELECT count(*) FROM interaction WHERE workspace_id = ?1 AND (contains(title, ?2) OR contains(body, ?2))",
            "SELECT count(*) FROM detail WHERE workspace_id = ?1 AND contains(value, ?2)",
        ] {
            let params = [self.ws(), Param::Text(name)];
            let found: Vec<i64> = self.all(sql, &params)?;
            named += found.first().map_or(0, |count| usize::try_from(*count).unwrap_or(0));
        }
        Ok(named)
    }
}
