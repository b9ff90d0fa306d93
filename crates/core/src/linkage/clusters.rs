//! From pairs to people: who, by all evidence together, is one.

use std::collections::HashMap;

use super::compare::Comparer;
use super::find::Found;
use super::model::Model;
use super::record::Records;

/// Of larger groups than this so many of each side are asked.
const ASKED: usize = 24;
/// No single pair tells more than this, in bits.
const LOUDEST: f64 = 12.0;

/// Groups of people who are one; each in order, the groups by their first.
///
/// Pairs are taken from the surest down. Two groups become one where all pairs between them together, those that are no
/// pair of their own among them, are rather for it than against it: one pair that looks alike does not glue two groups
/// together that otherwise have nothing in common.
pub fn clusters(records: &Records, found: &Found, least: f64) -> Vec<Vec<u32>> {
    let comparer = Comparer::new(records, &found.rarity);
    let mut groups = Groups { comparer, model: &found.model, of: HashMap::new(), members: Vec::new() };
    let least = 2.0 * bits(least);
    // What was refused is asked again, as groups grow.
    let mut left: Vec<(u32, u32)> = found.pairs.iter().map(|pair| (pair.a, pair.b)).collect();
    loop {
        let before = left.len();
        left.retain(|(a, b)| !groups.join(*a, *b, least));
        if left.len() == before || left.is_empty() {
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
    of: HashMap<u32, usize>,
    members: Vec<Vec<u32>>,
}

impl Groups<'_> {
    fn group(&mut self, person: u32) -> usize {
        let next = self.members.len();
        let at = *self.of.entry(person).or_insert(next);
        if at == next {
            self.members.push(vec![person]);
        }
        at
    }

    /// Makes the groups of two people one, where the evidence is for it; answers whether they are one now.
    fn join(&mut self, a: u32, b: u32, least: f64) -> bool {
        let (one, other) = (self.group(a), self.group(b));
        if one == other {
            return true;
        }
        if self.evidence(one, other) < least {
            return false;
        }
        let (one, other) =
            if self.members[one].len() >= self.members[other].len() { (one, other) } else { (other, one) };
        let moved = std::mem::take(&mut self.members[other]);
        for person in &moved {
            self.of.insert(*person, one);
        }
        self.members[one].extend(moved);
        true
    }

    /// What the surest pair between two groups tells, and beside it the mean of all of them, in bits: many who do not
    /// fit weigh against one who does, and nobody alone stands in the way.
    fn evidence(&self, one: usize, other: usize) -> f64 {
        let (mut sum, mut count, mut best) = (0.0, 0.0, -LOUDEST);
        for a in self.members[one].iter().take(ASKED) {
            for b in self.members[other].iter().take(ASKED) {
                let bits = bits(self.model.chance(&self.comparer.compare(*a, *b))).clamp(-LOUDEST, LOUDEST);
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
