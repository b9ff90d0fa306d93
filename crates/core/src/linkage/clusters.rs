//! From pairs to people: who, by all evidence together, is one.

use std::collections::{HashMap, HashSet};

use super::compare::Comparer;
use super::model::Model;
use super::pair::Doubles;
use super::record::Records;
use super::words::NONE;

/// Of larger groups than this so many of each side are asked.
const ASKED: usize = 24;
/// No single pair tells more than this, in bits.
const LOUDEST: f64 = 12.0;

/// Groups of people who are one; each in order, the groups by their first.
///
/// Pairs are taken from the surest down. Two groups become one where all pairs between them together, those that are no
/// pair of their own among them, are rather for it than against it: one pair that looks alike does not glue two groups
/// together that otherwise have nothing in common. Two who are known to be `apart` are never in one group.
pub fn clusters(
    records: &Records,
    found: &Doubles,
    least: f64,
    apart: &HashSet<(u32, u32)>,
) -> Vec<Vec<u32>> {
    let comparer = Comparer::new(records, &found.rarity);
    // Of two groups the surest pair is rather one than not, where all of them are.
    let taken = found.pairs.iter().take_while(|pair| pair.chance >= least);
    let mut groups = Groups::new(comparer, &found.model, records.people(), apart);
    let mut left: Vec<(u32, u32, usize)> = Vec::new();
    for pair in taken {
        groups.known.insert((pair.a, pair.b), bits(pair.chance));
        left.push((pair.a, pair.b, 0));
    }
    let least = 2.0 * bits(least);
    // What was refused is asked again, as groups grow.
    loop {
        let before = left.len();
        left.retain_mut(|(a, b, asked)| !groups.join(*a, *b, least, asked));
        if left.len() == before {
            break;
        }
    }
    let mut all: Vec<Vec<u32>> = groups.members.into_iter().filter(|group| group.len() > 1).collect();
    all.iter_mut().for_each(|group| group.sort_unstable());
    all.sort_unstable();
    all
}

struct Groups<'r> {
    comparer: Comparer<'r>,
    model: &'r Model,
    apart: &'r HashSet<(u32, u32)>,
    /// What pairs tell, as far as it was asked.
    known: HashMap<(u32, u32), f64>,
    /// The group of each; none before the first question.
    of: Vec<u32>,
    members: Vec<Vec<u32>>,
}

impl<'r> Groups<'r> {
    fn new(
        comparer: Comparer<'r>,
        model: &'r Model,
        people: u32,
        apart: &'r HashSet<(u32, u32)>,
    ) -> Groups<'r> {
        Groups {
            comparer,
            model,
            apart,
            known: HashMap::new(),
            of: vec![NONE; people as usize],
            members: Vec::new(),
        }
    }

    fn group(&mut self, person: u32) -> usize {
        let next = self.members.len();
        let of = &mut self.of[person as usize];
        if *of == NONE {
            *of = next as u32;
            self.members.push(vec![person]);
        }
        *of as usize
    }

    /// Makes the groups of two people one, where the evidence is for it; answers whether they are one now. Nothing is
    /// asked twice of two groups that have not grown since they were `asked`.
    fn join(&mut self, a: u32, b: u32, least: f64, asked: &mut usize) -> bool {
        let (one, other) = (self.group(a), self.group(b));
        if one == other {
            return true;
        }
        let size = self.members[one].len() + self.members[other].len();
        if *asked == size || self.are_apart(one, other) || self.evidence(one, other) < least {
            *asked = size;
            return false;
        }
        let (one, other) =
            if self.members[one].len() >= self.members[other].len() { (one, other) } else { (other, one) };
        let moved = std::mem::take(&mut self.members[other]);
        for person in &moved {
            self.of[*person as usize] = one as u32;
        }
        self.members[one].extend(moved);
        true
    }

    /// Whether two are known to be apart of whom each group has one.
    fn are_apart(&self, one: usize, other: usize) -> bool {
        let of = |person: u32| self.of.get(person as usize).map_or(usize::MAX, |group| *group as usize);
        self.apart.iter().any(|(a, b)| {
            let both = (of(*a), of(*b));
            both == (one, other) || both == (other, one)
        })
    }

    /// What the surest pair between two groups tells, and beside it the mean of all of them, in bits: many who do not
    /// fit weigh against one who does, and nobody alone stands in the way.
    fn evidence(&mut self, one: usize, other: usize) -> f64 {
        let (mut sum, mut count, mut best) = (0.0, 0.0, -LOUDEST);
        for a in self.members[one].iter().take(ASKED) {
            for b in self.members[other].iter().take(ASKED) {
                let (comparer, model) = (&self.comparer, self.model);
                let tell = || bits(model.chance(&comparer.compare(*a, *b)));
                let bits = *self.known.entry((*a.min(b), *a.max(b))).or_insert_with(tell);
                let bits = bits.clamp(-LOUDEST, LOUDEST);
                sum += bits;
                count += 1.0;
                best = best.max(bits);
            }
        }
        sum / count + best
    }
}

/// A chance as the logarithm of its odds.
fn bits(chance: f64) -> f64 {
    (chance.max(1e-9) / (1.0 - chance).max(1e-9)).log2()
}
