//! Reading ahead: what is asked of one after the other is read of all of them with the first.
//!
//! A row of a server is a journey there and back, so that a list of fifty people with a look at each would take as many.
//! Whoever is met in an answer (the parties of entries, the people of a list, those in what happened) is likely to be asked
//! about next; so the first question about one of them is put about those who were met with them, too, and the others
//! find their answers here. All of it is of one moment: it lives as long as one reading transaction, and in a writing one
//! until something is written. A file is asked each time, which costs microseconds.

use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, InteractionId, PersonId};

use crate::error::{Error, Result};
use crate::read::reader::Reader;
use crate::table::declared::rows_of;
use crate::table::derived::{ALL, Merged, Standing, Step, TITLE, Term};
use crate::table::detail::Detail;
use crate::table::entry::Entry;
use crate::table::interaction::{Interaction, Participation};
use crate::table::journal::Setting;
use crate::table::person::Person;
use crate::table::stored::FromRow;
use crate::table::value::Param;

/// Of so many people it is read ahead at the most.
const PEOPLE: usize = 200;
/// So much of what happened, and so many entries, are read ahead at the most.
const THINGS: usize = 2000;
/// So many lines of a timeline are read at the least.
const LINES: usize = 60;

/// Those that were met, in this order.
struct Met<K> {
    order: Vec<K>,
    places: HashMap<K, usize>,
}

impl<K> Default for Met<K> {
    fn default() -> Met<K> {
        Met { order: Vec::new(), places: HashMap::new() }
    }
}

impl<K: Copy + Eq + Hash> Met<K> {
    fn note(&mut self, id: K) {
        let place = self.order.len();
        if *self.places.entry(id).or_insert(place) == place {
            self.order.push(id);
        }
    }

    /// One, and up to `most` of those who were met with it or after it and of whom this is not known yet.
    fn from<V>(&self, id: K, most: usize, known: &HashMap<K, V>) -> Vec<K> {
        let after = self.places.get(&id).map_or(0, |place| place + 1);
        let others = self.order.iter().skip(after).chain(self.order.iter().take(after.saturating_sub(1)));
        let others = others.filter(|other| **other != id && !known.contains_key(*other));
        std::iter::once(id).chain(others.copied().take(most - 1)).collect()
    }
}

/// From one day to another.
type Period = (String, String);

/// How many there are, by state.
pub(crate) type Tally = Vec<(Option<String>, i64)>;

/// What was read ahead.
#[derive(Default)]
pub(crate) struct Ahead {
    /// What had been written when it was read.
    written: u64,
    met: Met<PersonId>,
    happened: Met<InteractionId>,
    listed: Met<EntryId>,
    people: HashMap<PersonId, Option<Person>>,
    details: HashMap<PersonId, Vec<Detail>>,
    /// The entries in which they stand as the first.
    own: HashMap<PersonId, Vec<Entry>>,
    /// Those in which they stand at all.
    entries: HashMap<PersonId, Vec<Entry>>,
    standings: HashMap<PersonId, Option<Standing>>,
    merged: HashMap<PersonId, Option<Merged>>,
    /// The newest so many lines of their timelines.
    timelines: HashMap<PersonId, (usize, Vec<Participation>)>,
    interactions: HashMap<InteractionId, Option<Interaction>>,
    by_id: HashMap<EntryId, Option<Entry>>,
    /// Terms that may be looked up next.
    terms: BTreeSet<String>,
    /// In how many texts of a kind a term stands, and how many terms these have together.
    counts: HashMap<(String, String), (i64, i64)>,
    /// The terms of which that is known.
    counted: BTreeSet<String>,
    /// The texts of a kind in which a term stands, the latest made first: so many at the most.
    postings: HashMap<(String, String, usize), Vec<Term>>,
    /// The settings, but for one that is long.
    settings: Option<Vec<Setting>>,
    /// What waits, of each kind: so many at the most, the longest due first.
    due: Option<HashMap<Kind, Vec<Entry>>>,
    /// How often somebody was somewhere together with those who were met, and the heft of that.
    together: HashMap<PersonId, HashMap<PersonId, Step>>,
    /// What is of a period, of each kind: so many at the most, the newest first.
    between: HashMap<Period, (usize, HashMap<Kind, Vec<Entry>>)>,
    /// How many are of a period, by kind and state.
    tallies: HashMap<Period, Vec<(Kind, Option<String>, i64)>>,
}

/// So many entries of each kind are read at the least.
const OF_EACH: usize = 300;

fn by_kind(found: Vec<Entry>) -> HashMap<Kind, Vec<Entry>> {
    let mut kinds: HashMap<Kind, Vec<Entry>> = HashMap::new();
    for entry in found {
        kinds.entry(entry.kind).or_default().push(entry);
    }
    kinds
}

/// The first `most` of what was read of a kind; none where there may be more.
fn first(read: usize, of_kind: Option<&Vec<Entry>>, most: usize) -> Option<Vec<Entry>> {
    let all = of_kind.map_or(&[][..], Vec::as_slice);
    (most <= read || all.len() < read).then(|| all.iter().take(most).cloned().collect())
}

/// The kinds of texts whose terms are looked up.
fn texts() -> [&'static str; 4] {
    [Kind::Need.name(), Kind::Offer.name(), Kind::Learnt.name(), TITLE]
}

/// The statement that reads the first `?3` entries of each kind for which something holds, in an order.
macro_rules! each_kind {
    ($holds:literal, $order:literal, $all:literal) => {{
        static SQL: std::sync::OnceLock<String> = std::sync::OnceLock::new();
        SQL.get_or_init(|| {
            let columns = <Entry as crate::table::declared::Declared>::table().column_list();
            format!(
                "SELECT {columns} FROM (SELECT {columns}, row_number() OVER (PARTITION BY kind ORDER BY {}) AS place \
                 FROM entry WHERE workspace_id = ?1 AND {}) AS each_kind WHERE place <= ?2 ORDER BY {}",
                $order, $holds, $all
            )
        })
        .as_str()
    }};
}

fn bytes<K: Copy>(ids: &[K], of: impl Fn(K) -> [u8; 16]) -> Vec<[u8; 16]> {
    ids.iter().map(|id| of(*id)).collect()
}

impl Reader<'_> {
    /// Whether it is read ahead; what was written meanwhile is forgotten first.
    pub fn reads_ahead(&mut self) -> bool {
        if self.connection.is_embedded() {
            return false;
        }
        let written = self.connection.written();
        if self.ahead.written != written {
            *self.ahead = Ahead { written, ..Ahead::default() };
        }
        true
    }

    /// What was read for many. Where one of them cannot be read, each is asked by itself, so that only that one says so.
    fn of_many<T>(found: Result<Vec<T>>) -> Result<Option<Vec<T>>> {
        match found {
            Err(Error::Damaged(_)) => Ok(None),
            found => found.map(Some),
        }
    }

    /// Notes whom one may be asked about next.
    pub fn met(&mut self, people: impl IntoIterator<Item = PersonId>) {
        if self.reads_ahead() {
            people.into_iter().for_each(|id| self.ahead.met.note(id));
        }
    }

    /// Notes what happened that one may be asked about next.
    pub(crate) fn met_interactions(&mut self, happened: impl IntoIterator<Item = InteractionId>) {
        if self.reads_ahead() {
            happened.into_iter().for_each(|id| self.ahead.happened.note(id));
        }
    }

    /// Notes the entries that one may be asked about next.
    pub fn met_entries(&mut self, entries: impl IntoIterator<Item = EntryId>) {
        if self.reads_ahead() {
            entries.into_iter().for_each(|id| self.ahead.listed.note(id));
        }
    }

    /// The settings, but for what looking for duplicates taught, which is long.
    pub(crate) fn settings_ahead(&mut self) -> Result<Option<&[Setting]>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if self.ahead.settings.is_none() {
            let sql = rows_of!(Setting, "AND key <> 'linkage' ORDER BY key, name");
            self.ahead.settings = Some(self.all(sql, &[self.ws()])?);
        }
        Ok(self.ahead.settings.as_deref())
    }

    /// What of a kind waits for a day up to this one.
    pub(crate) fn due_ahead(&mut self, kind: Kind, until: Due, most: usize) -> Result<Option<Vec<Entry>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if self.ahead.due.is_none() {
            let read = self.all(
                each_kind!("due IS NOT NULL", "due, id", "kind, due, id"),
                &[self.ws(), Param::Int(OF_EACH as i64)],
            );
            let Some(found): Option<Vec<Entry>> = Self::of_many(read)? else { return Ok(None) };
            self.met_in(&found);
            self.ahead.due = Some(by_kind(found));
        }
        let of_kind = self.ahead.due.as_ref().and_then(|kinds| kinds.get(&kind));
        let all = of_kind.map_or(&[][..], Vec::as_slice);
        let due: Vec<Entry> = all
            .iter()
            .filter(|entry| entry.due.is_some_and(|due| due <= until))
            .take(most)
            .cloned()
            .collect();
        // What was read may end before the day or the number that is asked for.
        let is_whole = all.len() < OF_EACH || due.len() == most || due.len() < all.len();
        Ok(is_whole.then_some(due))
    }

    /// How often two people were somewhere together, and the heft of that.
    pub(crate) fn together_ahead(&mut self, one: PersonId, other: PersonId) -> Result<Option<Option<Step>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if self.ahead.together.get(&one).is_none_or(|known| !known.contains_key(&other)) {
            let known = self.ahead.together.remove(&one).unwrap_or_default();
            let batch = self.ahead.met.from(other, PEOPLE, &known);
            let ids = bytes(&batch, PersonId::bytes);
            let found: Vec<Step> = self.all(
                rows_of!(Step, "AND ((a = ?2 AND b = ANY(?3)) OR (b = ?2 AND a = ANY(?3)))"),
                &[self.ws(), Param::Id(one.bytes()), Param::Ids(&ids)],
            )?;
            let none = |other: &PersonId| Step { a: one, b: *other, times: 0, heft: 0 };
            let mut known = known;
            known.extend(batch.iter().map(|other| (*other, none(other))));
            known.extend(found.into_iter().map(|step| (if step.a == one { step.b } else { step.a }, step)));
            self.ahead.together.insert(one, known);
        }
        let found = self.ahead.together.get(&one).and_then(|known| known.get(&other)).copied();
        Ok(Some(found.filter(|step| step.times > 0)))
    }

    /// What of a kind is of a day from one to another.
    pub(crate) fn between_ahead(
        &mut self,
        kind: Kind,
        period: (&str, &str),
        most: usize,
    ) -> Result<Option<Vec<Entry>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        let key = (period.0.to_owned(), period.1.to_owned());
        if !self.ahead.between.contains_key(&key) {
            let read = self.all(
                each_kind!(
                    "day >= ?3 AND day <= ?4",
                    "day DESC, state DESC, id DESC",
                    "kind, day DESC, state DESC, id DESC"
                ),
                &[self.ws(), Param::Int(OF_EACH as i64), Param::Text(period.0), Param::Text(period.1)],
            );
            let Some(found): Option<Vec<Entry>> = Self::of_many(read)? else { return Ok(None) };
            self.met_in(&found);
            self.ahead.between.insert(key.clone(), (OF_EACH, by_kind(found)));
        }
        let found = self.ahead.between.get(&key);
        Ok(found.and_then(|(read, kinds)| first(*read, kinds.get(&kind), most)))
    }

    /// How many of a kind are of a day from one to another, by state.
    pub(crate) fn tally_ahead(&mut self, kind: Kind, period: (&str, &str)) -> Result<Option<Tally>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        let key = (period.0.to_owned(), period.1.to_owned());
        if !self.ahead.tallies.contains_key(&key) {
            let found: Vec<(Kind, Option<String>, i64)> = self.all(
                "SELECT kind, state, count(*) FROM entry WHERE workspace_id = ?1 AND day >= ?2 AND day <= ?3 \
                 GROUP BY kind, state ORDER BY kind, state",
                &[self.ws(), Param::Text(period.0), Param::Text(period.1)],
            )?;
            self.ahead.tallies.insert(key.clone(), found);
        }
        let all = self.ahead.tallies.get(&key).map_or(&[][..], Vec::as_slice);
        let of_kind = all.iter().filter(|(known, ..)| *known == kind);
        Ok(Some(of_kind.map(|(_, state, count)| (state.clone(), *count)).collect()))
    }

    /// Notes the terms that one may look up next.
    pub fn met_terms(&mut self, terms: impl IntoIterator<Item = String>) {
        if self.reads_ahead() {
            self.ahead.terms.extend(terms);
        }
    }

    /// In how many texts of a kind a term stands, and how many terms these have together.
    pub(crate) fn count_ahead(&mut self, kind: &str, term: &str) -> Result<Option<(i64, i64)>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.counted.contains(term) {
            self.ahead.terms.extend([term.to_owned(), ALL.to_owned()]);
            let asked: Vec<String> = self.ahead.terms.difference(&self.ahead.counted).cloned().collect();
            let found: Vec<(String, String, i64, i64)> = self.all(
                "SELECT kind, term, count(*), CAST(coalesce(sum(length), 0) AS BIGINT) FROM term \
                 WHERE workspace_id = ?1 AND term = ANY(?2) GROUP BY kind, term",
                &[self.ws(), Param::Texts(&asked)],
            )?;
            self.ahead.counted.extend(asked);
            let found = found.into_iter().map(|(kind, term, count, sum)| ((kind, term), (count, sum)));
            self.ahead.counts.extend(found);
        }
        let found = self.ahead.counts.get(&(kind.to_owned(), term.to_owned())).copied();
        Ok(Some(found.unwrap_or_default()))
    }

    /// The texts of a kind in which a term stands, the latest made first.
    pub(crate) fn postings_ahead(
        &mut self,
        kind: &'static str,
        term: &str,
        most: usize,
    ) -> Result<Option<&[Term]>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        let key = (kind.to_owned(), term.to_owned(), most);
        if !self.ahead.postings.contains_key(&key) {
            self.ahead.terms.insert(term.to_owned());
            let known = &self.ahead.postings;
            let unknown = |term: &&String| !known.contains_key(&(kind.to_owned(), (*term).clone(), most));
            let asked: Vec<String> = self.ahead.terms.iter().filter(unknown).cloned().collect();
            let mut found: Vec<Term> = Vec::new();
            self.connection.latest_postings(self.workspace, &texts(), &asked, most, &mut |row| {
                found.push(FromRow::from_row(row)?);
                Ok(())
            })?;
            for kind in texts() {
                let none = asked.iter().map(|term| ((kind.to_owned(), term.clone(), most), Vec::new()));
                self.ahead.postings.extend(none);
            }
            self.met_entries(found.iter().map(|term| EntryId::from_bytes(term.entry)).collect::<Vec<_>>());
            let titled = found.iter().filter(|term| term.kind == TITLE);
            self.met(titled.map(|term| PersonId::from_bytes(term.entry)).collect::<Vec<_>>());
            for one in found {
                let key = (one.kind.clone(), one.term.clone(), most);
                self.ahead.postings.entry(key).or_default().push(one);
            }
        }
        Ok(self.ahead.postings.get(&key).map(Vec::as_slice))
    }

    /// Notes who stands in entries.
    pub(crate) fn met_in(&mut self, entries: &[Entry]) {
        if !self.connection.is_embedded() {
            let people = entries
                .iter()
                .flat_map(|entry| std::iter::once(entry.person).chain(entry.other).chain(entry.third));
            self.met(people.collect::<Vec<_>>());
        }
    }

    /// Keeps people who were read, and notes them.
    pub(crate) fn met_people(&mut self, people: &[Person]) {
        if self.reads_ahead() {
            for person in people {
                self.ahead.met.note(person.id);
                self.ahead.people.insert(person.id, Some(person.clone()));
            }
        }
    }

    /// Somebody; none where it is not read ahead.
    pub(crate) fn person_ahead(&mut self, id: PersonId) -> Result<Option<Option<Person>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.people.contains_key(&id) {
            let batch = self.ahead.met.from(id, PEOPLE, &self.ahead.people);
            let ids = bytes(&batch, PersonId::bytes);
            let found: Vec<Person> =
                self.all(rows_of!(Person, "AND id = ANY(?2)"), &[self.ws(), Param::Ids(&ids)])?;
            self.ahead.people.extend(batch.into_iter().map(|id| (id, None)));
            self.ahead.people.extend(found.into_iter().map(|person| (person.id, Some(person))));
        }
        Ok(self.ahead.people.get(&id).cloned())
    }

    /// What is known of somebody.
    pub(crate) fn details_ahead(&mut self, id: PersonId) -> Result<Option<Vec<Detail>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.details.contains_key(&id) {
            let batch = self.ahead.met.from(id, PEOPLE, &self.ahead.details);
            let ids = bytes(&batch, PersonId::bytes);
            let sql = rows_of!(Detail, "AND person_id = ANY(?2) ORDER BY person_id, id");
            let read = self.all(sql, &[self.ws(), Param::Ids(&ids)]);
            let Some(found): Option<Vec<Detail>> = Self::of_many(read)? else { return Ok(None) };
            self.ahead.details.extend(batch.into_iter().map(|id| (id, Vec::new())));
            for detail in found {
                self.ahead.details.entry(detail.person).or_default().push(detail);
            }
        }
        Ok(self.ahead.details.get(&id).cloned())
    }

    /// Somebody's own entries, as they were made.
    pub(crate) fn own_ahead(&mut self, id: PersonId) -> Result<Option<&Vec<Entry>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.own.contains_key(&id) {
            let batch = self.ahead.met.from(id, PEOPLE, &self.ahead.own);
            let ids = bytes(&batch, PersonId::bytes);
            let read = self.all(rows_of!(Entry, "AND person_id = ANY(?2)"), &[self.ws(), Param::Ids(&ids)]);
            let Some(mut found): Option<Vec<Entry>> = Self::of_many(read)? else { return Ok(None) };
            found.sort_unstable_by_key(|entry| entry.id);
            self.met_in(&found);
            self.ahead.own.extend(batch.into_iter().map(|id| (id, Vec::new())));
            for entry in found {
                self.ahead.own.entry(entry.person).or_default().push(entry);
            }
        }
        Ok(self.ahead.own.get(&id))
    }

    /// The entries in which somebody stands, by kind, then as they were made.
    pub(crate) fn entries_ahead(&mut self, id: PersonId) -> Result<Option<Vec<Entry>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.entries.contains_key(&id) {
            let batch = self.ahead.met.from(id, PEOPLE, &self.ahead.entries);
            let ids = bytes(&batch, PersonId::bytes);
            let read = self.all(
                rows_of!(Entry, "AND (person_id = ANY(?2) OR other_id = ANY(?2) OR third_id = ANY(?2))"),
                &[self.ws(), Param::Ids(&ids)],
            );
            let Some(mut found): Option<Vec<Entry>> = Self::of_many(read)? else { return Ok(None) };
            found.sort_unstable_by_key(|entry| (entry.kind, entry.id));
            self.met_in(&found);
            let mut entries: HashMap<PersonId, Vec<Entry>> =
                batch.into_iter().map(|id| (id, Vec::new())).collect();
            for entry in &found {
                let mut people: Vec<PersonId> =
                    std::iter::once(entry.person).chain(entry.other).chain(entry.third).collect();
                people.sort_unstable();
                people.dedup();
                for person in people {
                    if let Some(theirs) = entries.get_mut(&person) {
                        theirs.push(entry.clone());
                    }
                }
            }
            self.ahead.entries.extend(entries);
        }
        Ok(self.ahead.entries.get(&id).cloned())
    }

    /// Somebody's account.
    pub(crate) fn standing_ahead(&mut self, id: PersonId) -> Result<Option<Option<Standing>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.standings.contains_key(&id) {
            let batch = self.ahead.met.from(id, PEOPLE, &self.ahead.standings);
            let ids = bytes(&batch, PersonId::bytes);
            let found: Vec<Standing> =
                self.all(rows_of!(Standing, "AND person_id = ANY(?2)"), &[self.ws(), Param::Ids(&ids)])?;
            self.ahead.standings.extend(batch.into_iter().map(|id| (id, None)));
            let found = found.into_iter().map(|standing| (standing.account.person, Some(standing)));
            self.ahead.standings.extend(found);
        }
        Ok(self.ahead.standings.get(&id).cloned())
    }

    /// How somebody went into another.
    pub(crate) fn merged_ahead(&mut self, id: PersonId) -> Result<Option<Option<Merged>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.merged.contains_key(&id) {
            let batch = self.ahead.met.from(id, THINGS, &self.ahead.merged);
            let ids = bytes(&batch, PersonId::bytes);
            let found: Vec<Merged> =
                self.all(rows_of!(Merged, "AND id = ANY(?2)"), &[self.ws(), Param::Ids(&ids)])?;
            self.ahead.merged.extend(batch.into_iter().map(|id| (id, None)));
            self.ahead.merged.extend(found.into_iter().map(|merged| (merged.gone, Some(merged))));
        }
        Ok(self.ahead.merged.get(&id).copied())
    }

    /// The newest lines of somebody's timeline.
    pub(crate) fn timeline_ahead(&mut self, id: PersonId, most: usize) -> Result<Option<Vec<Participation>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        let enough = self.ahead.timelines.iter().filter(|(_, (many, _))| *many >= most);
        let known: HashMap<PersonId, ()> = enough.map(|(id, _)| (*id, ())).collect();
        if !known.contains_key(&id) {
            // Who asks for little of it mostly asks for more next.
            let most = most.max(LINES);
            let batch = self.ahead.met.from(id, (4 * THINGS / most).clamp(1, PEOPLE), &known);
            let ids = bytes(&batch, PersonId::bytes);
            let mut found: Vec<Participation> = Vec::new();
            self.connection.latest_parts(self.workspace, &ids, most, &mut |row| {
                found.push(FromRow::from_row(row)?);
                Ok(())
            })?;
            self.met_interactions(found.iter().map(|part| part.interaction).collect::<Vec<_>>());
            self.ahead.timelines.extend(batch.into_iter().map(|id| (id, (most, Vec::new()))));
            for part in found {
                self.ahead.timelines.entry(part.person).or_default().1.push(part);
            }
        }
        Ok(self.ahead.timelines.get(&id).map(|(_, lines)| lines.iter().take(most).copied().collect()))
    }

    /// One interaction.
    pub(crate) fn interaction_ahead(&mut self, id: InteractionId) -> Result<Option<Option<Interaction>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.interactions.contains_key(&id) {
            let batch = self.ahead.happened.from(id, THINGS, &self.ahead.interactions);
            let ids = bytes(&batch, InteractionId::bytes);
            let read = self.all(rows_of!(Interaction, "AND id = ANY(?2)"), &[self.ws(), Param::Ids(&ids)]);
            let Some(found): Option<Vec<Interaction>> = Self::of_many(read)? else { return Ok(None) };
            let people: Vec<PersonId> = found.iter().flat_map(Interaction::everybody).take(THINGS).collect();
            self.met(people);
            self.ahead.interactions.extend(batch.into_iter().map(|id| (id, None)));
            self.ahead.interactions.extend(found.into_iter().map(|one| (one.id, Some(one))));
        }
        Ok(self.ahead.interactions.get(&id).cloned())
    }

    /// One entry.
    pub(crate) fn entry_ahead(&mut self, id: EntryId) -> Result<Option<Option<Entry>>> {
        if !self.reads_ahead() {
            return Ok(None);
        }
        if !self.ahead.by_id.contains_key(&id) {
            let batch = self.ahead.listed.from(id, THINGS, &self.ahead.by_id);
            let ids = bytes(&batch, EntryId::bytes);
            let read = self.all(rows_of!(Entry, "AND id = ANY(?2)"), &[self.ws(), Param::Ids(&ids)]);
            let Some(found): Option<Vec<Entry>> = Self::of_many(read)? else { return Ok(None) };
            self.met_in(&found);
            self.ahead.by_id.extend(batch.into_iter().map(|id| (id, None)));
            self.ahead.by_id.extend(found.into_iter().map(|entry| (entry.id, Some(entry))));
        }
        Ok(self.ahead.by_id.get(&id).cloned())
    }
}
