//! Co-presence: for each two people in how many interactions both were, and how much of that is recent. These are the ties
//! between others that mail headers, meetings and chats tell of.
//!
//! The rows follow the interactions, and the journal keeps no before-images of them. What is counted is whole numbers, so that
//! what is taken back is as if it had never been, in whatever order things come and go. Where somebody is forgotten their rows
//! go; when they come back they are counted again from their timeline.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use goodturn_core::id::PersonId;
use goodturn_core::sender::Kind;
use jiff::Timestamp;

use crate::error::Result;
use crate::read::merged::Aliases;
use crate::read::reader::Reader;
use crate::table::cell::Cell;
use crate::table::declared::{Declared, rows_of};
use crate::table::interaction::{Interaction, Participation, parts};
use crate::table::person::Person;
use crate::table::stored::UNDATED;
use crate::table::value::{Param, millis};

pub use crate::table::derived::Step;

/// With more people than this in it, an interaction makes no two of them acquainted.
pub const CROWD: usize = 20;
/// The half-life of an interaction that two people were in, in days.
pub const HALF_LIFE: f64 = 730.0;
/// What an interaction of [`EPOCH`] counts for.
const ONE: f64 = (1_u64 << 24) as f64;
/// 2020-01-01, in milliseconds.
const EPOCH: i64 = 1_577_836_800_000;
/// What came 30 years later or more counts as then, so that the sum of a million of them fits.
const LATEST: f64 = 30.0 * 365.25;
const DAY: f64 = 86_400_000.0;

/// What one interaction at `at` counts for, in fixed point; an undated one for nothing.
fn heft(at: i64) -> i64 {
    if at == UNDATED {
        return 0;
    }
    let days = ((at - EPOCH) as f64 / DAY).min(LATEST);
    (ONE * (days / HALF_LIFE).exp2()).round() as i64
}

/// How many interactions of today the hefts of two people are worth at `now`. What lies in the future counts as if it
/// were today, as far as that can be told from a sum.
pub fn recent(heft: i64, times: i64, now: Timestamp) -> f64 {
    recent_at(now)(heft, times)
}

/// The same for many at one `now`.
pub fn recent_at(now: Timestamp) -> impl Fn(i64, i64) -> f64 {
    let days = ((millis(now) - EPOCH) as f64 / DAY).min(LATEST);
    let today = (-days / HALF_LIFE).exp2() / ONE;
    move |heft, times| (heft as f64 * today).min(times as f64)
}

/// Two people, the lesser id first.
type Pair = (PersonId, PersonId);

/// The changes to co-presence that an act gathers, and that are written when it ends.
#[derive(Default)]
pub(crate) struct Counting {
    /// Of people who are in the book for certain.
    sure: Vec<Step>,
    /// Of people who may have left the book.
    unsure: Vec<Step>,
    /// Who came back.
    back: BTreeSet<PersonId>,
    /// Who were merged or split: their pairs are counted again, and those that they no longer have are deleted.
    rejoined: BTreeSet<PersonId>,
    /// Who merged people are now, once that was asked.
    pub(crate) aliases: Option<Arc<Aliases>>,
}

/// Everybody in it, in pairs.
fn pairs(people: &[PersonId], times: i64, at: i64, out: &mut Vec<Step>) {
    if people.len() < 2 || people.len() > CROWD {
        return;
    }
    let heft = heft(at) * times;
    for (n, one) in people.iter().enumerate() {
        for other in &people[n + 1..] {
            if one != other && *one != PersonId::ME && *other != PersonId::ME {
                let (a, b) = (*one.min(other), *one.max(other));
                out.push(Step { a, b, times, heft });
            }
        }
    }
}

/// Sorted, each pair once.
fn summed(mut steps: Vec<Step>) -> Vec<Step> {
    steps.sort_unstable_by_key(|step| (step.a, step.b));
    steps.dedup_by(|next, kept| {
        let same = (next.a, next.b) == (kept.a, kept.b);
        if same {
            kept.times += next.times;
            kept.heft += next.heft;
        }
        same
    });
    steps
}

fn distinct(people: impl Iterator<Item = PersonId>) -> Vec<PersonId> {
    let mut people: Vec<PersonId> = people.collect();
    people.sort_unstable();
    people.dedup();
    people
}

impl Counting {
    /// Parts that are written now, those of one interaction beside each other.
    pub(crate) fn parts(&mut self, written: &[Participation]) {
        let mut people = Vec::new();
        for own in written.chunk_by(|one, next| one.interaction == next.interaction) {
            if let [first, _, ..] = own {
                people.clear();
                people.extend(own.iter().map(|part| part.person));
                pairs(&people, 1, first.at, &mut self.sure);
            }
        }
    }

    /// An interaction that comes (1) or goes (-1).
    pub(crate) fn interaction(
        &mut self,
        aliases: &Aliases,
        at: i64,
        people: impl Iterator<Item = PersonId>,
        times: i64,
    ) {
        let people = distinct(people.map(|person| aliases.now(person)));
        pairs(&people, times, at, &mut self.unsure);
    }

    /// Two who were made one or taken apart.
    pub(crate) fn rejoined(&mut self, people: impl IntoIterator<Item = PersonId>) {
        for person in people {
            self.rejoined.insert(person);
            self.back.insert(person);
        }
    }

    /// The pairs of somebody who is about to go.
    pub(crate) fn goes(&mut self, pairs: Vec<Step>) {
        self.unsure.extend(pairs.into_iter().map(|step| Step { times: 0, heft: 0, ..step }));
    }

    /// Somebody who was not there before this act.
    pub(crate) fn came(&mut self, person: PersonId) {
        self.back.insert(person);
    }
}

impl Reader<'_> {
    /// Writes the changes to co-presence, once all else is written.
    pub(crate) fn count_together(&mut self, counting: Counting) -> Result<()> {
        let Counting { sure, unsure, mut back, mut rejoined, .. } = counting;
        if !rejoined.is_empty() {
            // Those into whom one of them went since, by another merge.
            let aliases = self.aliases()?;
            let now: Vec<PersonId> = rejoined.iter().map(|person| aliases.now(*person)).collect();
            back.extend(&now);
            rejoined.extend(now);
        }
        let mut there: HashMap<PersonId, bool> = HashMap::new();
        let mut steps = sure;
        let mut gone = Vec::new();
        for step in summed(unsure) {
            if self.is_there(step.a, &mut there)? && self.is_there(step.b, &mut there)? {
                steps.push(step);
            } else {
                gone.push(step);
            }
        }
        let mut anew: BTreeMap<Pair, Step> = BTreeMap::new();
        let mut others = BTreeSet::new();
        for person in &back {
            for step in self.acquaintances(*person)? {
                others.extend([step.a, step.b]);
                if self.is_there(step.a, &mut there)? && self.is_there(step.b, &mut there)? {
                    anew.insert((step.a, step.b), step);
                }
            }
        }
        steps.retain(|step| !back.contains(&step.a) && !back.contains(&step.b));
        let workspace = self.workspace;
        others.extend(rejoined.iter().copied());
        for one in &rejoined {
            for other in &others {
                let (a, b) = (*one.min(other), *one.max(other));
                gone.push(Step { a, b, times: 0, heft: 0 });
            }
        }
        for step in gone.iter().chain(anew.values()) {
            let key = [self.ws(), Param::Id(step.a.bytes()), Param::Id(step.b.bytes())];
            self.connection.execute(Step::table().delete(), &key)?;
        }
        steps.extend(anew.into_values());
        let mut steps = summed(steps);
        steps.retain(|step| step.times != 0);
        if steps.is_empty() { Ok(()) } else { self.connection.count_together(workspace, &steps) }
    }

    fn is_there(&mut self, person: PersonId, known: &mut HashMap<PersonId, bool>) -> Result<bool> {
        if let Some(there) = known.get(&person) {
            return Ok(*there);
        }
        let there = self.row(Person::table(), &[Cell::Id(person.bytes())])?.is_some();
        known.insert(person, there);
        Ok(there)
    }

    /// Somebody's pairs, counted from their timeline; those of them who are in the book no more among them.
    pub(crate) fn acquaintances(&mut self, person: PersonId) -> Result<Vec<Step>> {
        let timeline = self.whole_timeline(person)?;
        if timeline.is_empty() {
            return Ok(Vec::new());
        }
        let (mut steps, aliases) = (Vec::new(), self.aliases()?);
        for part in timeline {
            let Some(interaction) = self.interaction(part.interaction)? else { continue };
            let all = distinct(interaction.people.iter().map(|(other, _)| aliases.now(*other)));
            let mut own = Vec::new();
            pairs(&all, 1, interaction.at_millis(), &mut own);
            steps.extend(own.into_iter().filter(|step| step.a == person || step.b == person));
        }
        Ok(summed(steps))
    }

    /// Hands over every two people who were somewhere together: how often, and the heft for [`recent`].
    pub fn together(
        &mut self,
        each: &mut dyn FnMut(PersonId, PersonId, i64, i64) -> Result<()>,
    ) -> Result<()> {
        let ws = self.ws();
        self.each(rows_of!(Step, "ORDER BY a, b"), &[ws], |step: Step| {
            each(step.a, step.b, step.times, step.heft)
        })
    }

    /// Hands over every person in the book, by their id: the stored strength of my tie to them, from 0 to 100, and how
    /// many interactions they were in.
    pub fn everybody(&mut self, each: &mut dyn FnMut(PersonId, f64, i64) -> Result<()>) -> Result<()> {
        let params = [self.ws(), Param::Int(Kind::Person.code())];
        self.each(
            "SELECT id, strength, interactions FROM person WHERE workspace_id = ?1 AND kind = ?2 ORDER BY id",
            &params,
            |(id, strength, interactions)| each(id, strength, interactions),
        )
    }

    /// How often two people were somewhere together, and the heft of that.
    pub fn together_of(&mut self, one: PersonId, other: PersonId) -> Result<Option<(i64, i64)>> {
        if let Some(found) = self.together_ahead(one, other)? {
            return Ok(found.map(|step| (step.times, step.heft)));
        }
        let (a, b) = (one.min(other), one.max(other));
        let params = [self.ws(), Param::Id(a.bytes()), Param::Id(b.bytes())];
        let found: Vec<Step> = self.all(Step::table().select(), &params)?;
        Ok(found.first().map(|step| (step.times, step.heft)))
    }

    /// The last interactions in which both were, the latest first, looked for in the later part of the shorter of
    /// their timelines.
    pub fn occasions(&mut self, one: PersonId, other: PersonId, most: usize) -> Result<Vec<Interaction>> {
        const LOOKED_AT: usize = 2_000;
        let count = |person: Option<Person>| person.map_or(0, |person| person.interactions);
        let (of_one, of_other) = (count(self.person(one)?), count(self.person(other)?));
        let (whose, with) = if of_one <= of_other { (one, other) } else { (other, one) };
        let (mut found, aliases) = (Vec::new(), self.aliases()?);
        for part in self.timeline(whose, None, LOOKED_AT)? {
            if let Some(interaction) = self.interaction(part.interaction)?
                && interaction.people.len() <= CROWD
                && interaction.people.iter().any(|(person, _)| aliases.now(*person) == with)
            {
                found.push(interaction);
                if found.len() == most {
                    break;
                }
            }
        }
        Ok(found)
    }

    /// Counts all pairs again from the interactions.
    pub fn together_from_scratch(&mut self) -> Result<Vec<Step>> {
        let (ws, aliases) = (self.ws(), self.aliases()?);
        let everybody: Vec<PersonId> = self.all("SELECT id FROM person WHERE workspace_id = ?1", &[ws])?;
        let there: BTreeSet<PersonId> = everybody.into_iter().collect();
        // Summed now and then, so that a book of any size finds room.
        let (mut steps, mut room) = (Vec::new(), 2_000_000);
        self.each(
            "SELECT people, at FROM interaction WHERE workspace_id = ?1",
            &[ws],
            |(people, at): (Vec<u8>, i64)| {
                let people = distinct(parts(&people).map(|(person, _)| aliases.now(person)));
                let from = steps.len();
                pairs(&people, 1, at, &mut steps);
                let mut next = from;
                while next < steps.len() {
                    if there.contains(&steps[next].a) && there.contains(&steps[next].b) {
                        next += 1;
                    } else {
                        steps.swap_remove(next);
                    }
                }
                if steps.len() > room {
                    steps = summed(std::mem::take(&mut steps));
                    room = 2_000_000.max(steps.len() * 2);
                }
                Ok(())
            },
        )?;
        Ok(summed(steps))
    }

    /// Counts all pairs again and replaces what is stored.
    pub(crate) fn recount_pairs(&mut self) -> Result<()> {
        let steps = self.together_from_scratch()?;
        self.connection.execute("DELETE FROM together WHERE workspace_id = ?1", &[self.ws()])?;
        self.connection.count_together(self.workspace, &steps)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_recent_counts_and_fades_and_whole_numbers_take_it_back() {
        let now = Timestamp::from_millisecond(EPOCH + 730 * 86_400_000).unwrap();
        assert!((recent(heft(EPOCH), 1, now) - 0.5).abs() < 1e-6);
        assert!((recent(heft(EPOCH + 730 * 86_400_000), 1, now) - 1.0).abs() < 1e-6);
        assert_eq!(recent(heft(i64::MAX / 2), 1, now), 1.0, "a clock in the far future is no more than one");
        assert_eq!(heft(UNDATED), 0);
        assert_eq!(heft(0), 0, "what a broken clock puts into 1970 was long ago");
        let sum: i64 = (0..1_000_000).map(|_| heft(i64::MAX / 2)).sum();
        assert!(sum > 0 && sum < i64::MAX / 4);
    }

    #[test]
    fn a_crowd_makes_nobody_acquainted_and_nobody_is_acquainted_with_themselves() {
        let person = |n: u128| PersonId(uuid::Uuid::from_u128(n + 10));
        let crowd: Vec<PersonId> = (0..21).map(person).collect();
        let mut steps = Vec::new();
        pairs(&crowd, 1, EPOCH, &mut steps);
        assert!(steps.is_empty());
        pairs(&crowd[..3], 1, EPOCH, &mut steps);
        assert_eq!(summed(steps).len(), 3);
        let mut steps = Vec::new();
        pairs(&[person(1), person(1), PersonId::ME], 1, EPOCH, &mut steps);
        assert!(steps.is_empty());
    }
}
