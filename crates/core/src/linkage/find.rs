//! All pairs that may be one person, with the chance that they are.

use super::blocking::{EVERYBODY, PARTS, candidates, each, in_parts};
use super::compare::Comparer;
use super::learnt::Learnt;
use super::level::{Agreement, Field, Level, SAME, birthday, name};
use super::model::{Counts, Model};
use super::pair::{Doubles, Pair};
use super::rarity::Rarity;
use super::record::Records;
use crate::hash::mix;

/// So many pairs are drawn by lot.
const DRAWN: u64 = 200_000;
/// From about so many pairs it is learnt, where there are more.
const LEARNT: usize = 200_000;
/// What is less likely than this before anything is learnt will not become likely, and need not be kept.
const FLOOR: f64 = 1e-4;

/// So many pairs before somebody is compared, they are asked for from memory.
const AHEAD: usize = 12;

/// Finds all pairs of at least this chance.
pub fn find(records: &Records, least: f64) -> Doubles {
    let people = records.people();
    let rarity = Rarity::of(records);
    let comparer = Comparer::new(records, &rarity);
    let everybody = people <= EVERYBODY;
    let (kept, mut model) = if everybody {
        let kept = in_parts(|part| {
            let mine = (0..people).filter(|a| *a as usize % PARTS == part);
            look(&comparer, None, mine.flat_map(|a| (a + 1..people).map(move |b| (a, b))))
        });
        let all = kept.iter().flat_map(|(pairs, _)| pairs.iter().map(|pair| &pair.agreement));
        let model = Model::before(all, &rarity.usual.same, people);
        (kept, model)
    } else {
        let model = Model::before(drawn(&comparer, people).iter(), &rarity.usual.same, people);
        let kept = each(candidates(records), |pairs| {
            let both = pairs.iter().enumerate().map(|(at, pair)| {
                if let Some(later) = pairs.get(at + AHEAD) {
                    records.touch(*later as u32);
                }
                ((pair >> 32) as u32, *pair as u32)
            });
            look(&comparer, Some(&model), both)
        });
        (kept, model)
    };
    let compared = kept.iter().map(|(_, compared)| compared).sum();
    let [(mut pairs, _), (other, _)] = kept;
    pairs.extend(other);
    let step = if everybody { 1 } else { pairs.len() / LEARNT + 1 };
    let mut counts = Counts::default();
    pairs.iter().step_by(step).for_each(|pair| counts.add(&pair.agreement));
    model.learn(&counts.counted(step as f64), people, everybody);
    for pair in &mut pairs {
        pair.chance = asked(&pair.agreement, model.chance(&pair.agreement));
    }
    pairs.retain(|pair| pair.chance >= least);
    in_order(&mut pairs);
    Doubles { pairs, model, rarity, compared }
}

/// Who of these is the first of them, with at least this chance, by what looking at everybody taught.
pub fn doubles_of_first(records: &Records, learnt: &Learnt, least: f64) -> Doubles {
    let rarity = learnt.rarity(records);
    let comparer = Comparer::new(records, &rarity);
    let model = learnt.model.clone();
    let compared = 1..records.people();
    let pairs = compared.clone().map(|other| {
        let agreement = comparer.compare(0, other);
        Pair { a: 0, b: other, agreement, chance: asked(&agreement, model.chance(&agreement)) }
    });
    let mut pairs: Vec<Pair> = pairs.filter(|pair| pair.chance >= least).collect();
    in_order(&mut pairs);
    Doubles { pairs, model, rarity, compared: compared.len() as u64 }
}

/// A likeness that is asked about, however likely the model thinks it.
const LIKENESS: f64 = 0.5;

/// The chance of a pair, where that of two who share a mailbox or a number, a family name and given names that are
/// alike is a question at least: an import makes nobody one of them, so that one must be able to.
fn asked(agreement: &Agreement, chance: f64) -> f64 {
    let within = |field, worst: Level| (SAME..=worst).contains(&agreement.level(field));
    let share = within(Field::Email, SAME) || within(Field::Phone, SAME);
    let alike = within(Field::Given, name::ALIKE) && within(Field::Family, name::CLOSE);
    let born_apart = agreement.level(Field::Birthday) >= birthday::TWO;
    if share && alike && !born_apart { chance.max(LIKENESS) } else { chance }
}

/// The surest first.
fn in_order(pairs: &mut [Pair]) {
    pairs.sort_unstable_by(|x, y| y.chance.total_cmp(&x.chance).then((x.a, x.b).cmp(&(y.a, y.b))));
}

/// Compares these; keeps those that may be one, or of one household, by this model.
fn look(
    comparer: &Comparer<'_>,
    model: Option<&Model>,
    both: impl Iterator<Item = (u32, u32)>,
) -> (Vec<Pair>, u64) {
    let (mut pairs, mut compared) = (Vec::new(), 0);
    for (a, b) in both {
        let agreement = comparer.compare(a, b);
        compared += 1;
        if model.is_none_or(|model| model.strange(&agreement) < 1.0 - FLOOR || asked(&agreement, 0.0) > 0.0) {
            pairs.push(Pair { a, b, agreement, chance: 0.0 });
        }
    }
    (pairs, compared)
}

/// Pairs drawn by lot, always the same ones.
fn drawn(comparer: &Comparer<'_>, people: u32) -> Vec<Agreement> {
    let all = u64::from(people) * u64::from(people.saturating_sub(1)) / 2;
    let drawn = DRAWN.min(all * 2);
    let parts = in_parts(|part| {
        let mut out = Vec::new();
        for n in (0..drawn).filter(|n| *n as usize % PARTS == part) {
            let (a, b) = (mix(n * 2 + 1) % u64::from(people), mix(n * 2 + 2) % u64::from(people));
            if a != b {
                out.push(comparer.compare(a as u32, b as u32));
            }
        }
        out
    });
    parts.into_iter().flatten().collect()
}
