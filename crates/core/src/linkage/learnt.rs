//! What looking at everybody taught, in short: enough to compare one person with a few others as if all had been looked
//! at again.

use super::level::{Field, LEVELS};
use super::model::Model;
use super::pair::Doubles;
use super::rarity::{Counted, Rarity, Usual};
use super::record::Records;

/// As what it is written, so that what another program wrote is not misread.
const FORM: &str = "1";
/// So many of what is said most are kept value by value, and of names more: they tell most.
const KEPT: usize = 1_024;
const NAMES: usize = 16_384;
/// So long is one of them: a number and how often it is said, both in hexadecimal.
const LONG: usize = 16;

/// What was learnt of a book.
#[derive(Debug)]
pub struct Learnt {
    pub(super) model: Model,
    usual: Usual,
    /// By kind, what is said most, in order of its numbers, and how often the others are said on average.
    often: Vec<(String, u32)>,
}

impl Learnt {
    /// Of how many people it was learnt.
    pub fn people(&self) -> usize {
        self.usual.people as usize
    }

    /// What was found out while everybody was looked at, as text for [`Learnt::read`].
    pub fn written(records: &Records, found: &Doubles) -> String {
        let Usual { same, having, making, makings, people } = &found.rarity.usual;
        let model = &found.model;
        let numbers = same.iter().chain(having).chain([making, makings, people]);
        let numbers = numbers.chain(model.m.iter().chain(&model.u).flatten());
        let numbers = numbers.chain([&model.prior, &model.households]);
        let mut lines = vec![FORM.to_owned(), numbers.map(f64::to_string).collect::<Vec<_>>().join(" ")];
        lines.extend(Counted::ALL.map(|counted| {
            let most = if counted == Counted::Names { NAMES } else { KEPT };
            shortened(counted.counts(records, &found.rarity), most)
        }));
        lines.join("\n")
    }

    /// What was written; none where it was written in another form.
    pub fn read(text: &str) -> Option<Learnt> {
        let mut lines = text.lines();
        lines.next().filter(|form| *form == FORM)?;
        let numbers: Vec<f64> = lines.next()?.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
        let mut numbers = numbers.into_iter();
        let mut row = || numbers.by_ref().next();
        let mut fields = || -> Option<[f64; Field::ALL.len()]> {
            let mut out = [0.0; Field::ALL.len()];
            for one in &mut out {
                *one = row()?;
            }
            Some(out)
        };
        let (same, having) = (fields()?, fields()?);
        let usual = Usual { same, having, making: row()?, makings: row()?, people: row()? };
        let mut chances = || -> Option<[[f64; LEVELS]; Field::ALL.len()]> {
            let mut out = [[0.0; LEVELS]; Field::ALL.len()];
            for one in out.iter_mut().flatten() {
                *one = row()?;
            }
            Some(out)
        };
        let (m, u) = (chances()?, chances()?);
        let model = Model::known(m, u, row()?, row()?);
        let mut often = Vec::new();
        for line in lines {
            let (rest, kept) = line.split_once(' ')?;
            often.push((kept.to_owned(), rest.parse().ok()?));
        }
        (often.len() == Counted::ALL.len()).then_some(Learnt { model, usual, often })
    }

    /// How rare the values of these few are among all.
    pub(super) fn rarity(&self, records: &Records) -> Rarity {
        Rarity::among(records, self.usual.clone(), |counted, number| {
            let Some((kept, rest)) = self.often.get(counted as usize) else { return 1 };
            times(kept, number).unwrap_or(*rest)
        })
    }
}

/// A line of those that are said most, behind how often the others are said on average.
fn shortened(mut counts: Vec<(u32, u32)>, most: usize) -> String {
    if counts.len() > most {
        counts.select_nth_unstable_by_key(most, |(number, times)| (std::cmp::Reverse(*times), *number));
    }
    let rest = counts.split_off(most.min(counts.len()));
    let sum: u64 = rest.iter().map(|(_, times)| u64::from(*times)).sum();
    let average = (sum as f64 / rest.len().max(1) as f64).round().max(1.0);
    counts.sort_unstable();
    counts.dedup_by_key(|(number, _)| *number);
    let kept: String = counts.iter().map(|(number, times)| format!("{number:08x}{times:08x}")).collect();
    format!("{average} {kept}")
}

/// How often a number is said, where it is kept.
fn times(kept: &str, number: u32) -> Option<u32> {
    let (all, wanted) = (kept.as_bytes(), format!("{number:08x}"));
    let one = |at: usize| all.get(at * LONG..(at + 1) * LONG).map(|both| both.split_at(LONG / 2));
    let (mut from, mut to) = (0, all.len() / LONG);
    while from < to {
        let middle = usize::midpoint(from, to);
        let (number, times) = one(middle)?;
        match number.cmp(wanted.as_bytes()) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => {
                return u32::from_str_radix(std::str::from_utf8(times).ok()?, 16).ok();
            }
        }
    }
    None
}
