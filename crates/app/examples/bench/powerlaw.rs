//! A made-up network of the size and shape of a large one: few people know very many, most know a few, and who knows
//! whom lies mostly within groups.

use crate::life::Dice;

/// The exponent of the degrees: how many people have so many ties falls with this power.
const EXPONENT: f64 = 2.5;
/// People of one group, on average.
const GROUP: usize = 500;
/// Of ten ties so many lie within a group.
const WITHIN: u64 = 4;

/// Who is in a group, with the sums of their weights, by which one is drawn.
struct Urn {
    people: Vec<u32>,
    sums: Vec<f64>,
}

impl Urn {
    fn of(people: Vec<u32>, weights: &[f64]) -> Urn {
        let mut sum = 0.0;
        let sums = people
            .iter()
            .map(|person| {
                sum += weights[*person as usize];
                sum
            })
            .collect();
        Urn { people, sums }
    }

    fn draw(&self, dice: &mut Dice) -> u32 {
        let all = self.sums.last().copied().unwrap_or(0.0);
        let at = dice.roll(1 << 52) as f64 / (1_u64 << 52) as f64 * all;
        let n = self.sums.partition_point(|sum| *sum <= at).min(self.people.len() - 1);
        self.people[n]
    }
}

/// Ties between so many people, each pair once, the lesser number first, sorted. Whoever knows very many is spread over
/// the numbers.
pub fn ties(people: usize, ties: usize, seed: u64) -> Vec<(u32, u32)> {
    let mut dice = Dice(seed);
    let mut rank: Vec<u32> = (0..people as u32).collect();
    for at in (1..people).rev() {
        rank.swap(at, dice.roll(at as u64 + 1) as usize);
    }
    let weights: Vec<f64> =
        rank.iter().map(|rank| (f64::from(*rank) + 1.0).powf(-1.0 / (EXPONENT - 1.0))).collect();
    let groups = (people / GROUP).max(1);
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); groups];
    for person in 0..people as u32 {
        members[dice.roll(groups as u64) as usize].push(person);
    }
    let mut group_of = vec![0_u32; people];
    for (group, members) in members.iter().enumerate() {
        members.iter().for_each(|person| group_of[*person as usize] = group as u32);
    }
    let urns: Vec<Urn> = members.into_iter().map(|members| Urn::of(members, &weights)).collect();
    let all = Urn::of((0..people as u32).collect(), &weights);
    let mut found: Vec<u64> = Vec::with_capacity(ties + ties / 8);
    while found.len() < ties {
        let missing = ties - found.len();
        for _ in 0..missing + missing / 16 + 16 {
            let a = all.draw(&mut dice);
            let urn = if dice.roll(10) < WITHIN { &urns[group_of[a as usize] as usize] } else { &all };
            let b = urn.draw(&mut dice);
            if a != b {
                found.push(u64::from(a.min(b)) << 32 | u64::from(a.max(b)));
            }
        }
        found.sort_unstable();
        found.dedup();
    }
    while found.len() > ties {
        let at = dice.roll(found.len() as u64) as usize;
        found.swap_remove(at);
    }
    found.sort_unstable();
    found.into_iter().map(|pair| ((pair >> 32) as u32, pair as u32)).collect()
}
