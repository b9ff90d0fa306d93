//! One person beside the few who may be one with them, without looking at everybody.

use std::collections::{HashMap, HashSet};

use goodturn_core::draft::ValueKind;
use goodturn_core::findable::searches::Searches;
use goodturn_core::id::{PersonId, Seq};
use goodturn_core::linkage::{Learnt, Records, doubles_of_first};
use goodturn_core::sender::Kind;
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::rows::{Detail, Person};

use super::everybody::{begin, is_compared, say};
use super::list::{FLOOR, GROUPED, Line, Looked, percent};
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;

/// A key that more people share tells nothing of any two of them.
const SHARED: usize = 40;
/// And a word.
const RARE: usize = 12;
/// So many are compared, those first who share most.
const COMPARED: usize = 40;

/// So many are told of at most where one did not ask for them.
const TOLD: usize = 3;
/// So many of those who came with one act are looked up.
const LOOKED_UP: usize = 200;
/// Looking through so many people is done at once.
const SMALL: usize = 500;

impl Book {
    /// Who may be one with somebody, the surest first; none where the book was not looked through yet. What looking
    /// through it taught is used.
    pub fn like(
        &self,
        ctx: &Context,
        person: PersonId,
        least: f64,
        most: usize,
    ) -> Result<Option<Vec<Line>>> {
        self.read(|reader| {
            let Some(learnt) = learnt(reader)? else { return Ok(None) };
            lines(reader, ctx, &learnt, person, least, most).map(Some)
        })
    }

    /// The pairs of some who have just come, each with the one of them who was looked up, and each once.
    pub(super) fn pairs_of(
        &self,
        ctx: &Context,
        new: &[PersonId],
        most: usize,
    ) -> Result<Vec<(PersonId, Line)>> {
        self.read(|reader| {
            let (mut pairs, mut seen) = (Vec::new(), HashSet::new());
            let Some(learnt) = learnt(reader)? else { return Ok(pairs) };
            for person in new {
                let own = lines(reader, ctx, &learnt, *person, GROUPED, most)?.into_iter();
                let fresh = own.filter(|line| seen.insert((line.a.id(), line.b.id())));
                pairs.extend(fresh.map(|line| (*person, line)));
            }
            Ok(pairs)
        })
    }

    /// Who may be one with somebody, for their page; nobody where the book was not looked through yet.
    pub fn twins(&self, ctx: &Context, id: &str) -> Result<Vec<Line>> {
        let Ok(person) = id.parse() else { return Ok(Vec::new()) };
        Ok(self.like(ctx, person, GROUPED, TOLD)?.unwrap_or_default())
    }

    /// What to say of those who came with an act, where they may have been in the book before. They are in it already:
    /// where this cannot be found out, nothing is said, because an error would say that they are not.
    pub(crate) fn perhaps_known(&self, ctx: &Context, act: Seq) -> Vec<Words> {
        self.who_is_known(ctx, act).unwrap_or_default()
    }

    fn who_is_known(&self, ctx: &Context, act: Seq) -> Result<Vec<Words>> {
        let new = self.read(|reader| Ok(reader.came_with(act, LOOKED_UP)?))?;
        if !new.is_empty() {
            self.learn_if_small(ctx)?;
        }
        let pairs = self.pairs_of(ctx, &new, TOLD)?;
        Ok(pairs.iter().map(|(person, line)| note_of(line, *person)).collect())
    }

    /// A small book that learnt nothing of itself, or has doubled since, is looked through.
    fn learn_if_small(&self, ctx: &Context) -> Result<()> {
        let (people, then) = self.read(|reader| {
            let people = reader.count(Kind::Person, SMALL + 1)?;
            Ok((people, learnt(reader)?.map_or(0, |learnt| learnt.people())))
        })?;
        if people <= SMALL && people > 2 * then {
            self.looked(ctx)?;
        }
        Ok(())
    }
}

fn note_of(line: &Line, person: PersonId) -> Words {
    let is_first = line.a.id() == person;
    let (own, other) = if is_first { (&line.a, &line.b) } else { (&line.b, &line.a) };
    messages::perhaps(own, other, percent(line.score))
}

fn learnt(reader: &mut Reader<'_>) -> Result<Option<Learnt>> {
    Ok(reader.linkage()?.and_then(|text| Learnt::read(&text)))
}

/// Who may be one with somebody, by what looking through the book taught.
fn lines(
    reader: &mut Reader<'_>,
    ctx: &Context,
    learnt: &Learnt,
    person: PersonId,
    least: f64,
    most: usize,
) -> Result<Vec<Line>> {
    let Some(person) = reader.person(person)?.filter(|person| is_compared(person.kind)) else {
        return Ok(Vec::new());
    };
    at(reader, ctx, &person, learnt)?.lines(reader, ctx, Some(person.id), least, most)
}

/// Compares one person with all whom the searches find.
fn at(reader: &mut Reader<'_>, ctx: &Context, person: &Person, learnt: &Learnt) -> Result<Looked> {
    let today = parse::today(ctx).to_string();
    let details = reader.details(person.id)?;
    let mut records = Records::default();
    let mut people = vec![person.id];
    write(&mut records, person, &details, &today);
    for id in found_by(reader, person.id, &details)? {
        let Some(other) = reader.person(id)?.filter(|other| is_compared(other.kind)) else { continue };
        let details = reader.details(id)?;
        write(&mut records, &other, &details, &today);
        people.push(id);
    }
    let found = doubles_of_first(&records, learnt, FLOOR);
    Ok(Looked { seq: reader.seq()?, people, records, found })
}

/// Who shares a channel, a key or a rare word with somebody, who shares most first.
fn found_by(reader: &mut Reader<'_>, person: PersonId, details: &[Detail]) -> Result<Vec<PersonId>> {
    let mut hits: HashMap<PersonId, usize> = HashMap::new();
    let mut hit = |found: Vec<PersonId>| {
        found.into_iter().filter(|id| *id != person).for_each(|id| *hits.entry(id).or_default() += 1);
    };
    for detail in details {
        if let (ValueKind::Email | ValueKind::Phone | ValueKind::Url, Some(normal)) =
            (detail.value.kind, &detail.normal)
        {
            hit(reader.holders(detail.value.kind.name(), normal)?);
        }
    }
    let searches = Searches::of(details.iter().map(|detail| &detail.value));
    for (words, most) in [(searches.keys, SHARED), (searches.words, RARE)] {
        for word in words {
            let found = reader.having(&word, most + 1)?;
            if found.len() <= most {
                hit(found);
            }
        }
    }
    let mut found: Vec<(usize, PersonId)> = hits.into_iter().map(|(id, times)| (times, id)).collect();
    found.sort_unstable_by(|(one, x), (other, y)| other.cmp(one).then(x.cmp(y)));
    Ok(found.into_iter().take(COMPARED).map(|(_, id)| id).collect())
}

/// Writes somebody down as they are compared.
fn write(records: &mut Records, person: &Person, details: &[Detail], today: &str) {
    begin(records, person.kind, person.made);
    for Detail { value, normal, .. } in details {
        say(records, value.kind, &value.label, &value.text, normal.as_deref(), today);
    }
    records.end();
}
