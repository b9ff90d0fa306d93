//! A [`Reader`]: one workspace at one moment. Here are its questions about people, what is known of them, and what happened;
//! the rest of this folder and [`crate::kept`] add the others.

use std::collections::HashMap;

use goodturn_core::draft::ValueKind;
use goodturn_core::id::{InteractionId, PersonId, Seq, WorkspaceId};
use goodturn_core::sender::Kind;
use goodturn_core::{channel, findable};
use jiff::Timestamp;
use uuid::Uuid;

use crate::engine::driver::{Connection, Search};
use crate::error::Result;
use crate::read::ahead::Ahead;
use crate::table::cell::{self, Cell, row_cells};
use crate::table::declared::{Declared, Table, rows_of};
use crate::table::detail::{Card, Detail};
use crate::table::interaction::{Interaction, Participation};
use crate::table::person::Person;
use crate::table::stored::{FromRow, Sorted, Stored};
use crate::table::value::{Param, Row, millis};

// What is found by an index that leads with more than the workspace: held to it by `sqlite::sizes`.
pub(crate) const HOLDERS: &str = "SELECT DISTINCT person_id FROM detail \
     WHERE workspace_id = ?1 AND kind = ?2 AND normal = ?3 ORDER BY person_id LIMIT 20";

/// Reads one workspace at one moment.
pub struct Reader<'a> {
    pub(crate) connection: &'a mut dyn Connection,
    pub(crate) workspace: WorkspaceId,
    /// What texts were found to name.
    resolved: Vec<(String, Uuid)>,
    /// What was read ahead.
    pub(crate) ahead: Box<Ahead>,
}

/// From one id to another, both among them.
pub type Between = (PersonId, PersonId);

pub use crate::engine::driver::{Order, Spellings};

/// So many people a search looks at in order before it asks the index of words.
const WALKED: usize = 200;

/// Where a list goes on.
#[derive(Clone, Debug, PartialEq)]
pub enum After {
    /// After this strength.
    Strength(f64, PersonId),
    /// After this folded name.
    Name(String, PersonId),
    /// After this time of the last interaction.
    Last(Option<Timestamp>, PersonId),
}

impl After {
    /// After this person, in this order.
    pub fn of(person: &Person, order: Order) -> After {
        match order {
            Order::Strength => After::Strength(person.strength, person.id),
            Order::Name => After::Name(channel::fold(&person.profile.name), person.id),
            Order::Last => After::Last(person.last, person.id),
        }
    }
}

/// Something known of somebody, where it lies; what is not asked for is not read.
pub struct Value<'r> {
    /// Whose.
    pub person: PersonId,
    /// Of which kind.
    pub kind: ValueKind,
    row: &'r dyn Row,
}

impl<'r> Value<'r> {
    /// As it was written.
    pub fn text(&self) -> Result<&'r str> {
        self.row.str(3)
    }

    /// Which of several it is.
    pub fn label(&self) -> Result<&'r str> {
        self.row.str(2)
    }

    /// The spelling that makes it the same as another.
    pub fn normal(&self) -> Result<Option<&'r str>> {
        self.row.opt_str(4)
    }
}

fn of_bytes(ids: Vec<[u8; 16]>) -> Vec<PersonId> {
    ids.into_iter().map(PersonId::from_bytes).collect()
}

/// Is handed one value after another.
pub type EachValue<'e> = &'e mut dyn FnMut(Value<'_>) -> Result<()>;

impl<'a> Reader<'a> {
    pub(crate) fn new(connection: &'a mut dyn Connection, workspace: WorkspaceId) -> Reader<'a> {
        Reader { connection, workspace, resolved: Vec::new(), ahead: Box::default() }
    }
}

impl Reader<'_> {
    /// Notes whom or what a text was found to name, for the journal.
    pub fn note_resolved(&mut self, text: &str, id: Uuid) {
        self.resolved.push((text.to_owned(), id));
    }

    /// Whom or what a text was found to name, the last time that was looked up.
    pub fn resolved(&self, text: &str) -> Option<Uuid> {
        self.resolved.iter().rev().find(|(known, _)| known == text).map(|(_, id)| *id)
    }

    /// All rows of an answer: rows of a table, or the columns of a query in their order.
    pub(crate) fn all<T: FromRow>(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.each(sql, params, |row| {
            out.push(row);
            Ok(())
        })?;
        Ok(out)
    }

    /// The same, one row after the other.
    pub(crate) fn each<T: FromRow>(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
        mut each: impl FnMut(T) -> Result<()>,
    ) -> Result<()> {
        self.connection.query(sql, params, &mut |row| each(T::from_row(row)?))
    }

    /// One row of a table, by its key.
    pub(crate) fn row(&mut self, table: &'static Table, key: &[Cell]) -> Result<Option<Vec<Cell>>> {
        let params = cell::params(self.workspace, key);
        let mut found = None;
        self.connection.query(table.select(), &params, &mut |row| {
            found = Some(row_cells(table.columns, row)?);
            Ok(())
        })?;
        Ok(found)
    }

    /// The same, as what it is.
    pub(crate) fn find<T: Declared>(&mut self, key: &[Cell]) -> Result<Option<T>> {
        self.row(T::table(), key)?.map(|row| T::from_cells(&row)).transpose()
    }

    pub(crate) fn ws(&self) -> Param<'static> {
        Param::Int(self.workspace.0)
    }

    /// The last act's place; 0 in an empty book.
    pub fn seq(&mut self) -> Result<Seq> {
        let found = self.all("SELECT seq FROM workspace WHERE id = ?1", &[self.ws()])?;
        Ok(found.first().copied().unwrap_or(Seq(0)))
    }

    /// Somebody by id.
    pub fn person(&mut self, id: PersonId) -> Result<Option<Person>> {
        if let Some(found) = self.person_ahead(id)? {
            return Ok(found);
        }
        let params = [self.ws(), Param::Id(id.bytes())];
        Ok(self.all(Person::table().select(), &params)?.pop())
    }

    /// A page of people of one kind, in order.
    pub fn people(
        &mut self,
        kind: Kind,
        order: Order,
        after: Option<&After>,
        most: usize,
    ) -> Result<Vec<Person>> {
        let (ws, kind, most) = (self.ws(), Param::Int(kind.code()), Param::Int(most as i64));
        let found: Vec<Person> = match (order, after) {
            (Order::Strength, Some(After::Strength(strength, id))) => self.all(
                rows_of!(Person, "AND kind = ?2 AND (strength, id) < (?3, ?4) ORDER BY kind DESC, strength DESC, id DESC LIMIT ?5"
                ),
                &[ws, kind, Param::Real(*strength), Param::Id(id.bytes()), most]),
            (Order::Name, Some(After::Name(name, id))) => self.all(
                rows_of!(Person, "AND kind = ?2 AND (sort_name, id) > (?3, ?4) ORDER BY kind, sort_name, id LIMIT ?5"),
                &[ws, kind, Param::Text(name), Param::Id(id.bytes()), most]),
            (Order::Last, Some(After::Last(last, id))) => self.all(
                rows_of!(Person, "AND kind = ?2 AND (last_at, id) < (?3, ?4) ORDER BY kind DESC, last_at DESC, id DESC LIMIT ?5"
                ),
                &[ws, kind, Param::Int(Sorted(*last).millis()), Param::Id(id.bytes()), most]),
            (Order::Strength, _) => self.all(
                rows_of!(Person, "AND kind = ?2 ORDER BY kind DESC, strength DESC, id DESC LIMIT ?3"),
                &[ws, kind, most]),
            (Order::Name, _) => self.all(
                rows_of!(Person, "AND kind = ?2 ORDER BY kind, sort_name, id LIMIT ?3"),
                &[ws, kind, most]),
            (Order::Last, _) => self.all(
                rows_of!(Person, "AND kind = ?2 ORDER BY kind DESC, last_at DESC, id DESC LIMIT ?3"),
                &[ws, kind, most]),
        }?;
        self.met_people(&found);
        Ok(found)
    }

    /// How many of a kind there are; no further than `most`, where that is enough to know.
    pub fn count(&mut self, kind: Kind, most: usize) -> Result<usize> {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        let found: Vec<i64> = self.all(
            "SELECT count(*) FROM (SELECT 1 FROM person WHERE workspace_id = ?1 AND kind = ?2 LIMIT ?3) AS those",
            &[self.ws(), Param::Int(kind.code()), Param::Int(most)],
        )?;
        Ok(found.first().map_or(0, |n| usize::try_from(*n).unwrap_or(0)))
    }

    /// Whether anybody of a kind has a word that begins so.
    pub fn is_begun(&mut self, prefix: &str, kind: Kind) -> Result<bool> {
        let prefixes = [vec![prefix.to_owned()]];
        let kinds = [kind.code()];
        let order = Order::Strength;
        let wanted = Search { prefixes: &prefixes, kinds: &kinds, order, after: None, most: 1 };
        Ok(!self.connection.search(self.workspace, &wanted)?.is_empty())
    }

    /// All people of a kind with words that begin with each of these in one of its spellings, in no order; none where
    /// they are more than `most`.
    pub fn few(&mut self, prefixes: &[Spellings], kind: Kind, most: usize) -> Result<Option<Vec<Person>>> {
        let (kinds, order) = ([kind.code()], Order::Strength);
        let wanted = Search { prefixes, kinds: &kinds, order, after: None, most: most + 1 };
        let ids = self.connection.search(self.workspace, &wanted)?;
        if ids.len() > most { Ok(None) } else { self.people_of(&of_bytes(ids)).map(Some) }
    }

    /// These people in their order, without those who are not in the book.
    pub fn people_of(&mut self, ids: &[PersonId]) -> Result<Vec<Person>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let asked: Vec<[u8; 16]> = ids.iter().map(|id| id.bytes()).collect();
        let found: Vec<Person> =
            self.all(rows_of!(Person, "AND id = ANY(?2)"), &[self.ws(), Param::Ids(&asked)])?;
        self.met(ids.iter().copied());
        self.met_people(&found);
        let mut found: HashMap<PersonId, Person> =
            found.into_iter().map(|person| (person.id, person)).collect();
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }

    /// People of a kind with words that begin with each of these in one of its spellings, in order.
    pub fn search(
        &mut self,
        prefixes: &[Spellings],
        kind: Kind,
        order: Order,
        after: Option<&After>,
        most: usize,
    ) -> Result<Vec<Person>> {
        let key = after.and_then(|after| match (order, after) {
            (Order::Strength, After::Strength(strength, id)) => Some((Param::Real(*strength), id.bytes())),
            (Order::Name, After::Name(name, id)) => Some((Param::Text(name), id.bytes())),
            (Order::Last, After::Last(last, id)) => Some((Param::Int(Sorted(*last).millis()), id.bytes())),
            _ => None,
        });
        // What a good part of the people have fills a page after a short walk, and costs the index most.
        if self.connection.is_embedded()
            && let Some(people) = self.walk(prefixes, kind, order, after, most)?
        {
            return Ok(people);
        }
        let kinds = [kind.code()];
        let wanted = Search { prefixes, kinds: &kinds, order, after: key, most };
        let ids = self.connection.search(self.workspace, &wanted)?;
        self.people_of(&of_bytes(ids))
    }

    /// The strongest people of any kind with words that begin with each of these, up to `most` of each kind.
    pub fn search_all(&mut self, prefixes: &[Spellings], most: usize) -> Result<Vec<Person>> {
        if !self.reads_ahead() {
            let mut found = Vec::new();
            for kind in Kind::ALL {
                found.extend(self.search(prefixes, kind, Order::Strength, None, most)?);
            }
            return Ok(found);
        }
        let (kinds, order) = (Kind::ALL.map(Kind::code), Order::Strength);
        let wanted = Search { prefixes, kinds: &kinds, order, after: None, most: kinds.len() * most };
        let ids = self.connection.search(self.workspace, &wanted)?;
        let mut found = self.people_of(&of_bytes(ids))?;
        // People before lists, as they are looked for one kind after the other.
        let place = |kind: Kind| Kind::ALL.iter().position(|known| *known == kind);
        found.sort_by_key(|person| place(person.kind));
        let mut of_kind = HashMap::new();
        found.retain(|person| {
            let many = of_kind.entry(person.kind.code()).or_insert(0);
            *many += 1;
            *many <= most
        });
        Ok(found)
    }

    /// Indexes somebody again by the words they are found under.
    pub(crate) fn reindex(&mut self, person: PersonId) -> Result<()> {
        let details = self.details(person)?;
        let words = findable::words(details.iter().map(|detail| &detail.value));
        let words = Some(words.as_str()).filter(|words| !words.is_empty());
        self.connection.index_words(self.workspace, person.bytes(), words)
    }

    /// Up to `most` people who have this word, in no order. Words are as [`findable::words`] writes them.
    pub fn having(&mut self, word: &str, most: usize) -> Result<Vec<PersonId>> {
        let found = self.connection.having(self.workspace, word, most)?;
        Ok(found.into_iter().map(PersonId::from_bytes).collect())
    }

    /// As [`Reader::search`], by looking at a few people in order; none where too few of them fit.
    fn walk(
        &mut self,
        prefixes: &[Spellings],
        kind: Kind,
        order: Order,
        after: Option<&After>,
        most: usize,
    ) -> Result<Option<Vec<Person>>> {
        let mut found = Vec::new();
        for (at, person) in self.people(kind, order, after, WALKED)?.into_iter().enumerate() {
            if at == WALKED / 3 && found.len() < most / 8 {
                return Ok(None);
            }
            let details = self.details(person.id)?;
            let words = findable::words(details.iter().map(|detail| &detail.value));
            let begins = |prefix: &String| words.split(' ').any(|word| word.starts_with(prefix.as_str()));
            if prefixes.iter().all(|spellings| spellings.iter().any(begins)) {
                found.push(person);
                if found.len() == most {
                    return Ok(Some(found));
                }
            }
        }
        Ok(None)
    }

    /// People whose folded name is exactly this.
    pub fn named(&mut self, folded: &str) -> Result<Vec<Person>> {
        let kinds = Kind::ALL.map(Kind::code);
        let sql = rows_of!(Person, "AND kind = ANY(?2) AND sort_name = ?3 ORDER BY kind, id LIMIT 100");
        let found: Vec<Person> = self.all(sql, &[self.ws(), Param::Ints(&kinds), Param::Text(folded)])?;
        self.met_people(&found);
        Ok(found)
    }

    /// Who has this channel or UID, oldest first.
    pub fn holders(&mut self, kind: &'static str, normal: &str) -> Result<Vec<PersonId>> {
        self.all(HOLDERS, &[self.ws(), Param::Text(kind), Param::Text(normal)])
    }

    /// Everything known of somebody, oldest first.
    pub fn details(&mut self, person: PersonId) -> Result<Vec<Detail>> {
        if let Some(found) = self.details_ahead(person)? {
            return Ok(found);
        }
        self.all(rows_of!(Detail, "AND person_id = ?2 ORDER BY id"), &[self.ws(), Param::Id(person.bytes())])
    }

    /// Somebody's cards.
    pub fn cards(&mut self, person: PersonId) -> Result<Vec<Card>> {
        self.all(rows_of!(Card, "AND person_id = ?2 ORDER BY id"), &[self.ws(), Param::Id(person.bytes())])
    }

    /// Somebody's timeline, newest first, from `before` on (its time and interaction), at most `most` lines.
    pub fn timeline(
        &mut self,
        person: PersonId,
        before: Option<&Participation>,
        most: usize,
    ) -> Result<Vec<Participation>> {
        if before.is_none()
            && let Some(found) = self.timeline_ahead(person, most)?
        {
            return Ok(found);
        }
        let (ws, id, most) = (self.ws(), Param::Id(person.bytes()), Param::Int(most as i64));
        match before {
            None => self.all(
                rows_of!(Participation, "AND person_id = ?2 ORDER BY at DESC, interaction_id DESC LIMIT ?3"),
                &[ws, id, most],
            ),
            Some(before) => self.all(
                rows_of!(
                    Participation,
                    "AND person_id = ?2 AND (at, interaction_id) < (?4, ?5) \
                 ORDER BY at DESC, interaction_id DESC LIMIT ?3"
                ),
                &[ws, id, most, Param::Int(before.at), Param::Id(before.interaction.bytes())],
            ),
        }
    }

    /// All of somebody's timeline, oldest first: what a bond is recomputed from.
    pub fn whole_timeline(&mut self, person: PersonId) -> Result<Vec<Participation>> {
        let found: Vec<Participation> = self.all(
            rows_of!(Participation, "AND person_id = ?2 ORDER BY at, interaction_id"),
            &[self.ws(), Param::Id(person.bytes())],
        )?;
        self.met_interactions(found.iter().map(|part| part.interaction));
        Ok(found)
    }

    /// Hands over all lines of the timelines of these people, person by person, each one's oldest first.
    pub fn each_line(
        &mut self,
        people: &[PersonId],
        each: impl FnMut(Participation) -> Result<()>,
    ) -> Result<()> {
        let ids: Vec<[u8; 16]> = people.iter().map(|id| id.bytes()).collect();
        let sql = rows_of!(Participation, "AND person_id = ANY(?2) ORDER BY person_id, at, interaction_id");
        self.each(sql, &[self.ws(), Param::Ids(&ids)], each)
    }

    /// One interaction.
    pub fn interaction(&mut self, id: InteractionId) -> Result<Option<Interaction>> {
        if let Some(found) = self.interaction_ahead(id)? {
            return Ok(found);
        }
        Ok(self.all(Interaction::table().select(), &[self.ws(), Param::Id(id.bytes())])?.pop())
    }

    /// The interactions with these ids.
    pub(crate) fn interactions_of(&mut self, ids: &[[u8; 16]]) -> Result<Vec<Interaction>> {
        self.all(rows_of!(Interaction, "AND id = ANY(?2) ORDER BY id"), &[self.ws(), Param::Ids(ids)])
    }

    /// What somebody's timeline tells of, the newest `most` of it, in no order.
    pub fn latest_interactions(&mut self, person: PersonId, most: usize) -> Result<Vec<Interaction>> {
        if let Some(parts) = self.timeline_ahead(person, most)? {
            let mut found = Vec::with_capacity(parts.len());
            for part in parts {
                found.extend(self.interaction(part.interaction)?);
            }
            return Ok(found);
        }
        self.all(
            rows_of!(
                Interaction,
                "AND id IN (SELECT interaction_id FROM participation WHERE workspace_id = ?1 AND person_id = ?2 \
                 ORDER BY at DESC, interaction_id DESC LIMIT ?3)"
            ),
            &[self.ws(), Param::Id(person.bytes()), Param::Int(most as i64)],
        )
    }

    /// Which of these keys of sameness are in the book.
    pub fn known(&mut self, keys: &[i64]) -> Result<Vec<bool>> {
        self.connection.known(self.workspace, keys)
    }

    /// People first met after `from` and not after `to`, the newest first.
    pub fn met_between(&mut self, from: Timestamp, to: Timestamp, most: usize) -> Result<Vec<Person>> {
        let (from, to, most) = (Param::Int(millis(from)), Param::Int(millis(to)), Param::Int(most as i64));
        self.all(
            rows_of!(Person, "AND kind = ?2 AND first_at > ?3 AND first_at <= ?4 ORDER BY kind DESC, first_at DESC, id DESC LIMIT ?5"
            ),
            &[self.ws(), Param::Int(Kind::Person.code()), from, to, most])
    }

    /// People born on one of these months and days, whatever the year.
    pub fn born_on(&mut self, days: &[(i8, i8)]) -> Result<Vec<Person>> {
        let born: Vec<i64> =
            days.iter().map(|(month, day)| i64::from(*month) * 100 + i64::from(*day)).collect();
        // An order by id would make the engine walk everybody in it instead of the index of birthdays.
        let mut found: Vec<Person> =
            self.all(rows_of!(Person, "AND born = ANY(?2)"), &[self.ws(), Param::Ints(&born)])?;
        found.sort_unstable_by_key(|person| person.id);
        self.met_people(&found);
        Ok(found)
    }

    /// People with a cadence of their own.
    pub fn with_cadence(&mut self, most: usize) -> Result<Vec<Person>> {
        self.all(
            rows_of!(Person, "AND cadence > 0 ORDER BY cadence, id LIMIT ?2"),
            &[self.ws(), Param::Int(most as i64)],
        )
    }

    /// People with a circle, which says how close they are; the closest first.
    pub fn with_circle(&mut self, most: usize) -> Result<Vec<Person>> {
        self.all(
            rows_of!(Person, "AND circle > 0 ORDER BY circle, id LIMIT ?2"),
            &[self.ws(), Param::Int(most as i64)],
        )
    }

    /// People by the highest strength they ever had, highest first.
    pub fn by_peak(&mut self, most: usize) -> Result<Vec<Person>> {
        self.all(
            rows_of!(Person, "AND kind = ?2 AND peak > 0 ORDER BY kind DESC, peak DESC, id DESC LIMIT ?3"),
            &[self.ws(), Param::Int(Kind::Person.code()), Param::Int(most as i64)],
        )
    }

    /// Hands over the values of all of these, person by person.
    pub fn every_value(&mut self, (from, to): Between, each: EachValue<'_>) -> Result<()> {
        let params = [self.ws(), Param::Id(from.bytes()), Param::Id(to.bytes())];
        self.connection.query(
            "SELECT person_id, kind, label, value, normal FROM detail \
             WHERE workspace_id = ?1 AND person_id >= ?2 AND person_id <= ?3 ORDER BY person_id, id",
            &params,
            &mut |row| {
                let Some(kind) = ValueKind::named(row.str(1)?) else { return Ok(()) };
                each(Value { person: Stored::read(row, 0)?, kind, row })
            },
        )
    }

    /// Everybody of whatever kind among these, by their id: what they are, and the run that brought them.
    pub fn everyone(&mut self, (from, to): Between) -> Result<Vec<(PersonId, Kind, Seq)>> {
        self.all(
            "SELECT id, kind, made FROM person WHERE workspace_id = ?1 AND id >= ?2 AND id <= ?3 ORDER BY id",
            &[self.ws(), Param::Id(from.bytes()), Param::Id(to.bytes())],
        )
    }

    /// The one of whom half of everybody comes before; none in an empty book.
    pub fn middle(&mut self) -> Result<Option<PersonId>> {
        let count = self.all::<i64>("SELECT COUNT(*) FROM person WHERE workspace_id = ?1", &[self.ws()])?;
        let half = count.first().copied().unwrap_or(0) / 2;
        let found = self.all(
            "SELECT id FROM person WHERE workspace_id = ?1 ORDER BY id LIMIT 1 OFFSET ?2",
            &[self.ws(), Param::Int(half)],
        )?;
        Ok(found.first().copied())
    }
}
