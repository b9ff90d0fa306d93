//! The strengths of a million people from fifty million interactions, from scratch; and one interaction more.

use std::hint::black_box;
use std::time::Instant;

use goodturn_core::draft::Direction;
use goodturn_core::insight::strength::Bond;
use jiff::Timestamp;

use crate::life::Dice;
use crate::{Result, context};

const PEOPLE: usize = 1_000_000;
const INTERACTIONS: usize = 50_000_000;

/// Columns, those of a person beside each other in the order of time.
struct Columns {
    starts: Vec<u32>,
    at: Vec<i64>,
    direction: Vec<Direction>,
    weight: Vec<f32>,
}

/// The bench.
pub fn strengths() -> Result<()> {
    let now = context().now;
    let columns = make(now);
    let began = Instant::now();
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let own = PEOPLE.div_ceil(threads);
    let strengths: Vec<f32> = std::thread::scope(|scope| {
        let columns = &columns;
        let parts: Vec<_> = (0..threads)
            .map(|part| {
                scope.spawn(move || {
                    let people = part * own..((part + 1) * own).min(PEOPLE);
                    people.map(|person| columns.bond(person).strength(now) as f32).collect::<Vec<_>>()
                })
            })
            .collect();
        parts.into_iter().flat_map(|part| part.join().unwrap_or_default()).collect()
    });
    let spent = began.elapsed().as_secs_f64();
    let mean = strengths.iter().map(|strength| f64::from(*strength)).sum::<f64>() / strengths.len() as f64;
    println!(
        "strengths of {} people from {INTERACTIONS} interactions: {spent:.1} s (asked: under 10); {mean:.1} on average",
        strengths.len()
    );
    // The floor: all columns read once and added up.
    let began = Instant::now();
    let sum: f64 =
        columns.at.iter().zip(&columns.weight).map(|(at, weight)| *at as f64 * f64::from(*weight)).sum();
    black_box(sum);
    let floor = began.elapsed().as_secs_f64();
    println!("reading the columns alone: {floor:.2} s; ratio {:.0} times", spent / floor);
    let mut bonds: Vec<Bond> = (0..100_000).map(|person| columns.bond(person)).collect();
    let began = Instant::now();
    for bond in &mut bonds {
        let _ = bond.add(now, Direction::In, 1.0);
        black_box(bond.strength(now));
    }
    let each = began.elapsed().as_secs_f64() / bonds.len() as f64;
    println!("one interaction more: {:.2} microseconds (asked: under 50)", each * 1e6);
    Ok(())
}

impl Columns {
    fn bond(&self, person: usize) -> Bond {
        let mut bond = Bond::default();
        for at in self.starts[person] as usize..self.starts[person + 1] as usize {
            if let Ok(instant) = Timestamp::from_second(self.at[at]) {
                let _ = bond.add(instant, self.direction[at], f64::from(self.weight[at]));
            }
        }
        bond
    }
}

/// A few people are met all the time, most now and then; one has half a million interactions.
fn make(now: Timestamp) -> Columns {
    let mut dice = Dice(33);
    let mut counts: Vec<u32> = vec![0; PEOPLE];
    counts[0] = 500_000;
    for _ in 500_000..INTERACTIONS {
        counts[dice.skewed(PEOPLE as u64) as usize] += 1;
    }
    let mut columns = Columns {
        starts: vec![0],
        at: Vec::with_capacity(INTERACTIONS),
        direction: Vec::with_capacity(INTERACTIONS),
        weight: Vec::with_capacity(INTERACTIONS),
    };
    for count in counts {
        let span = 10 * 365 * 86_400_i64;
        for n in 0..i64::from(count) {
            let step = span / i64::from(count);
            columns.at.push(now.as_second() - span + n * step + dice.roll(step.max(1) as u64) as i64);
            columns.direction.push([Direction::Out, Direction::In, Direction::Both][dice.roll(3) as usize]);
            columns.weight.push([1.0, 1.0, 0.5, 3.0][dice.roll(4) as usize]);
        }
        columns.starts.push(columns.at.len() as u32);
    }
    columns
}
