//! All pairs that may be one person, with the chance that they are.

use super::blocking::{EVERYBODY, SHARED, keys};
use super::compare::Comparer;
use super::level::Agreement;
use super::model::{Counts, Model};
use super::rarity::Rarity;
use super::record::Records;
use super::words::mix;

/// Two who may be one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The lesser number.
    pub a: u32,
    /// The greater.
    pub b: u32,
    /// How they agree.
    pub agreement: Agreement,
    /// The chance that they are the same, from 0 to 1.
    pub chance: f64,
}

/// What was found.
#[derive(Debug)]
pub struct Found {
    /// Pairs of at least the chance that was asked for, the surest first.
    pub pairs: Vec<Pair>,
    /// What was learnt.
    pub model: Model,
    /// How rare values are.
    pub rarity: Rarity,
    /// So many pairs were compared.
    pub compared: u64,
}

/// So many pairs are drawn by lot.
const DRAWN: u64 = 400_000;
/// On so many threads it is compared.
const THREADS: u32 = 2;

/// Finds all pairs of at least this chance.
pub fn find(records: &Records, least: f64) -> Found {
    let people = records.people();
    let rarity = Rarity::of(records);
    let comparer = Comparer::new(records, &rarity);
    let candidates = if people <= EVERYBODY { None } else { Some(candidates(records)) };
    let drawn = drawn(&comparer, people);
    let mut model = Model::before(&drawn, &rarity.same, people);
    // Who is very unlikely before anything is learnt will not become likely, and need not be kept.
    let floor = 1e-4;
    let parts: Vec<(Vec<Pair>, Counts, u64)> = std::thread::scope(|scope| {
        let (comparer, model, candidates) = (&comparer, &model, &candidates);
        let threads: Vec<_> = (0..THREADS)
            .map(|part| {
                scope.spawn(move || {
                    let (mut pairs, mut counts, mut compared) = (Vec::new(), Counts::default(), 0_u64);
                    let mut look = |a: u32, b: u32| {
                        let agreement = comparer.compare(a, b);
                        compared += 1;
                        counts.add(&agreement);
                        let chance = model.chance(&agreement);
                        if chance >= floor || people <= EVERYBODY {
                            pairs.push(Pair { a, b, agreement, chance });
                        }
                    };
                    match candidates {
                        None => {
                            for a in (0..people).filter(|a| a % THREADS == part) {
                                (a + 1..people).for_each(|b| look(a, b));
                            }
                        }
                        Some(all) => {
                            let half = all.len() / THREADS as usize;
                            let (from, to) = (
                                part as usize * half,
                                if part + 1 == THREADS { all.len() } else { (part as usize + 1) * half },
                            );
                            for pair in &all[from..to] {
                                look((pair >> 32) as u32, *pair as u32);
                            }
                        }
                    }
                    (pairs, counts, compared)
                })
            })
            .collect();
        threads.into_iter().filter_map(|thread| thread.join().ok()).collect()
    });
    drop(candidates);
    let (mut pairs, mut counts, mut compared) = (Vec::new(), Counts::default(), 0);
    for (own, counted, looked) in parts {
        pairs.extend(own);
        counts.sum(counted);
        compared += looked;
    }
    model.learn(&counts.counted(), people);
    for pair in &mut pairs {
        pair.chance = model.chance(&pair.agreement);
    }
    pairs.retain(|pair| pair.chance >= least);
    pairs.sort_unstable_by(|x, y| y.chance.total_cmp(&x.chance).then((x.a, x.b).cmp(&(y.a, y.b))));
    Found { pairs, model, rarity, compared }
}

/// Everybody who shares a key with somebody, each pair once and in order.
fn candidates(records: &Records) -> Vec<u64> {
    let people = records.people();
    let mut all: Vec<(u64, u32)> = Vec::with_capacity(people as usize * 12);
    let mut own = Vec::new();
    for person in 0..people {
        keys(records, person, &mut own);
        all.extend(own.iter().map(|key| (*key, person)));
    }
    all.sort_unstable();
    let mut pairs: Vec<u64> = Vec::new();
    for block in all.chunk_by(|one, next| one.0 == next.0) {
        if block.len() > SHARED {
            continue;
        }
        for (at, (_, a)) in block.iter().enumerate() {
            pairs.extend(block[at + 1..].iter().map(|(_, b)| u64::from(*a) << 32 | u64::from(*b)));
        }
    }
    drop(all);
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Pairs drawn by lot, always the same ones.
fn drawn(comparer: &Comparer<'_>, people: u32) -> Vec<Agreement> {
    let all = u64::from(people) * u64::from(people.saturating_sub(1)) / 2;
    let mut out = Vec::new();
    for n in 0..DRAWN.min(all * 2) {
        let (a, b) = (mix(n * 2 + 1) % u64::from(people), mix(n * 2 + 2) % u64::from(people));
        if a != b {
            out.push(comparer.compare(a as u32, b as u32));
        }
    }
    out
}
