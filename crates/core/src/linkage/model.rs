//! How much agreement tells, learnt from the people themselves.
//!
//! Fellegi and Sunter (Journal of the American Statistical Association 64, 1969): of each field, how often a level of
//! agreement is found in two cards of one person (m) and in two of different people (u); the logarithm of their
//! quotient is what that level weighs. m is learnt by expectation and maximisation (Dempster, Laird and Rubin 1977) from
//! the pairs that are looked at, u from pairs drawn by lot. What is the same and rare weighs more than what is the same
//! and common. Beside the same person and strangers there is a third kind of pair: those of one household or firm, who
//! share a family name, a street or a number and are not the same.

use super::level::{Agreement, Field, LEVELS, MISSING, SAME};

const FIELDS: usize = Field::ALL.len();

/// Chances of each level of each field; the first, of nothing known, is not used.
type Chances = [[f64; LEVELS]; FIELDS];

/// What two cards of one person look like before anything is learnt, as is known from linked registers; each row sums
/// to one.
const SAME_PERSON: Chances = [
    [0.0, 0.78, 0.07, 0.07, 0.03, 0.02, 0.03, 0.0],
    [0.0, 0.82, 0.03, 0.08, 0.005, 0.015, 0.05, 0.0],
    [0.0, 0.97, 0.03, 0.0, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.6, 0.16, 0.12, 0.06, 0.03, 0.03, 0.0],
    [0.0, 0.55, 0.08, 0.07, 0.04, 0.08, 0.18, 0.0],
    [0.0, 0.65, 0.1, 0.25, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.84, 0.01, 0.09, 0.04, 0.01, 0.01, 0.0],
    [0.0, 0.5, 0.1, 0.08, 0.06, 0.06, 0.2, 0.0],
    [0.0, 0.55, 0.15, 0.05, 0.04, 0.03, 0.18, 0.0],
    [0.0, 0.5, 0.1, 0.16, 0.08, 0.16, 0.0, 0.0],
    [0.0, 0.85, 0.1, 0.05, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.3, 0.4, 0.3, 0.0, 0.0, 0.0, 0.0],
    [0.0, 0.5, 0.5, 0.0, 0.0, 0.0, 0.0, 0.0],
];

/// What of it holds for two of one household or firm: 1 where they have it in common as one person has it with
/// themselves, 0 where no more than strangers.
const IN_COMMON: [f64; FIELDS] = [0.0, 0.8, 0.5, 0.0, 0.1, 0.5, 0.0, 0.5, 0.9, 0.95, 0.0, 0.5, 0.0];

/// What is learnt counts for nothing before so many pairs tell it.
const PRIOR: f64 = 30.0;
/// Of lists less is known beforehand: each is kept in its own way.
const LIST_PRIOR: f64 = 3.0;
/// One step of what rare values tell, in bits, where pairs are counted together.
const STEP: f32 = 2.0;
/// Strangers mostly agree in nothing: of so many pairs that is known before any is drawn, and of so many that they
/// agree on a level.
const USUAL: f64 = 30.0;
const UNUSUAL: f64 = 0.3;
/// So many rounds of learning at most.
const ROUNDS: usize = 40;

/// How much agreement tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The chance of each level in two cards of one person.
    pub m: Chances,
    /// And in those of two strangers.
    pub u: Chances,
    /// The chance that two people drawn by lot are the same.
    pub prior: f64,
    /// So many pairs of a household come on one of the same person.
    pub households: f64,
    /// What each level weighs for the same person, and for one household, in bits.
    weights: [[[f64; 2]; LEVELS]; FIELDS],
}

/// Pairs that agree alike, and how many.
type Counted = (Agreement, f64);

impl Model {
    /// Before anything is learnt: u from pairs drawn by lot, or from all, of `people` people.
    pub fn before<'a>(
        drawn: impl Iterator<Item = &'a Agreement>,
        same: &[f64; FIELDS],
        people: u32,
    ) -> Model {
        let mut u = [[0.0; LEVELS]; FIELDS];
        let mut counts = [[0.0; LEVELS]; FIELDS];
        for pair in drawn {
            for (at, counts) in counts.iter_mut().enumerate() {
                counts[(pair.levels >> (4 * at) & 7) as usize] += 1.0;
            }
        }
        for (at, field) in Field::ALL.iter().enumerate() {
            u[at] = among_strangers(*field, &counts[at]);
            if rarity_matters(*field) {
                u[at][usize::from(SAME)] = same[at].clamp(1e-12, 1.0);
            }
        }
        let people = f64::from(people.max(2));
        Model::known(SAME_PERSON, u, 0.1 / people, 0.3)
    }

    /// As it was learnt before.
    pub(super) fn known(m: Chances, u: Chances, prior: f64, households: f64) -> Model {
        let mut model = Model { m, u, prior, households, weights: [[[0.0; 2]; LEVELS]; FIELDS] };
        model.weigh();
        model
    }

    /// What a level of a field weighs, in bits, before what is rare is counted.
    pub fn weight(&self, field: Field, level: u8) -> f64 {
        self.weights[field as usize][usize::from(level)][0]
    }

    /// Works out what levels weigh.
    fn weigh(&mut self) {
        for (at, weights) in self.weights.iter_mut().enumerate() {
            for (level, weights) in
                weights.iter_mut().enumerate().filter(|(at, _)| *at != usize::from(MISSING))
            {
                let (m, u) = (self.m[at][level], self.u[at][level].max(1e-12));
                let common = IN_COMMON[at] * m + (1.0 - IN_COMMON[at]) * self.u[at][level];
                let household = if IN_COMMON[at] == 0.0 { 0.0 } else { (common.max(1e-9) / u).log2() };
                *weights = [(m.max(1e-6) / u).log2(), household];
            }
        }
    }

    /// The bits by which two are rather the same person than strangers, and rather of one household.
    fn evidence(&self, pair: &Agreement) -> (f64, f64) {
        let (mut same, mut common) = (f64::from(pair.own + pair.common), f64::from(pair.common));
        for (at, weights) in self.weights.iter().enumerate() {
            let [one, other] = weights[(pair.levels >> (4 * at) & 7) as usize];
            same += one;
            common += other;
        }
        (same, common)
    }

    /// How many times likelier than strangers two are the same person, and how many times likelier of one household.
    fn odds(&self, pair: &Agreement) -> (f64, f64) {
        let (same, common) = self.evidence(pair);
        (self.prior * same.exp2(), self.prior * self.households * common.exp2())
    }

    /// The chance that two are the same person.
    pub fn chance(&self, pair: &Agreement) -> f64 {
        let (same, common) = self.odds(pair);
        same / (same + common + 1.0)
    }

    /// The chance that two are strangers, neither the same person nor of one household.
    pub(super) fn strange(&self, pair: &Agreement) -> f64 {
        let (same, common) = self.odds(pair);
        1.0 / (same + common + 1.0)
    }

    /// Learns m and the prior from all pairs that may be something else than strangers. Where these are all pairs there
    /// are, of everybody, u is learnt, too: among few people those drawn by lot hold many who are the same.
    pub fn learn(&mut self, pairs: &[Counted], people: u32, everybody: bool) {
        let people = f64::from(people.max(2));
        let all = people * (people - 1.0) / 2.0;
        for _ in 0..ROUNDS {
            let before = self.prior;
            let (mut sums, mut strangers) = ([[0.0; LEVELS]; FIELDS], [[0.0; LEVELS]; FIELDS]);
            let (mut same, mut common) = (0.0, 0.0);
            for (pair, times) in pairs {
                let (one, other) = self.odds(pair);
                let total = one + other + 1.0;
                let share = times * one / total;
                same += share;
                common += times * other / total;
                if everybody {
                    for (at, field) in Field::ALL.iter().enumerate() {
                        strangers[at][usize::from(pair.level(*field))] += times / total;
                    }
                }
                if share > 1e-9 {
                    for (at, field) in Field::ALL.iter().enumerate() {
                        sums[at][usize::from(pair.level(*field))] += share;
                    }
                }
            }
            for (at, sums) in sums.iter().enumerate() {
                let known: f64 = sums.iter().skip(1).sum();
                let prior = if at == Field::List as usize { LIST_PRIOR } else { PRIOR };
                for (level, chance) in self.m[at].iter_mut().enumerate().skip(1) {
                    *chance = (sums[level] + prior * SAME_PERSON[at][level]) / (known + prior);
                }
            }
            if everybody {
                // What is rare is counted value by value, and names are told apart by those drawn by lot.
                for field in Field::ALL.into_iter().filter(|field| {
                    !matches!(
                        field,
                        Field::Given | Field::Family | Field::Order | Field::Company | Field::List
                    )
                }) {
                    let same = self.u[field as usize][usize::from(SAME)];
                    self.u[field as usize] = among_strangers(field, &strangers[field as usize]);
                    if rarity_matters(field) {
                        self.u[field as usize][usize::from(SAME)] = same;
                    }
                }
            }
            self.weigh();
            self.prior = ((same + 0.5) / all).clamp(1e-14, 0.5);
            self.households = ((common + 3.0) / (same + 10.0)).clamp(0.02, 5.0);
            if (self.prior / before - 1.0).abs() < 1e-4 {
                break;
            }
        }
    }
}

/// The chance of each level among strangers, where so many pairs of them agree on each.
fn among_strangers(field: Field, counts: &[f64; LEVELS]) -> [f64; LEVELS] {
    let known = SAME_PERSON[field as usize];
    let levels = known.iter().filter(|chance| **chance > 0.0).count();
    let mut chances = [0.0; LEVELS];
    for level in (1..LEVELS).filter(|level| known[*level] > 0.0) {
        let usual = if level == usual_level(field, levels) { USUAL } else { UNUSUAL };
        chances[level] = counts[level] + usual;
    }
    let all: f64 = chances.iter().sum();
    chances.map(|chance| chance / all)
}

/// The level on which strangers mostly agree: the most distant, but that most write their names in the same order.
fn usual_level(field: Field, levels: usize) -> usize {
    match field {
        Field::Order => usize::from(SAME),
        // As many lists as there are, nobody knows how they were kept.
        Field::List => LEVELS,
        _ => levels,
    }
}

/// Whether the same value weighs by how rare it is.
fn rarity_matters(field: Field) -> bool {
    matches!(
        field,
        Field::Given | Field::Family | Field::Email | Field::Phone | Field::Birthday | Field::Handle
    )
}

/// Pairs that agree alike counted together; what rare values tell in steps of two bits.
#[derive(Debug, Default)]
pub struct Counts {
    keys: Vec<u64>,
}

impl Counts {
    /// Takes a pair.
    pub fn add(&mut self, pair: &Agreement) {
        let step = |bits: f32| ((bits / STEP).round() as i32 + 32).clamp(0, 63) as u64;
        self.keys.push(pair.levels | step(pair.own) << 52 | step(pair.common) << 58);
    }

    /// Each way to agree, and how many do where each counts so often.
    pub fn counted(mut self, each: f64) -> Vec<Counted> {
        self.keys.sort_unstable();
        let bits = |key: u64| (key as i32 - 32) as f32 * STEP;
        let alike = self.keys.chunk_by(|one, next| one == next);
        let counted = alike.filter_map(|run| Some((*run.first()?, run.len()))).map(|(key, times)| {
            let pair = Agreement {
                levels: key & ((1 << 52) - 1),
                own: bits(key >> 52 & 63),
                common: bits(key >> 58),
            };
            (pair, times as f64 * each)
        });
        counted.collect()
    }
}
