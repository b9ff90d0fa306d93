//! How much it tells that a value is the same, by how rare it is.

use super::level::Field;
use super::record::Records;
use super::words::{Word, Words};

/// How rare values are, for the whole of [`Records`].
#[derive(Debug)]
pub struct Rarity {
    /// The chance that two people who have a field have the same value in it, by field.
    pub(super) same: [f64; Field::ALL.len()],
    /// How many have it.
    pub(super) having: [f64; Field::ALL.len()],
    /// The chance that two people whose mailboxes are made of their names made them in the same way.
    pub(super) usual_making: f64,
    /// So many mailboxes are made of a name.
    makings: f64,
    /// What words of texts tell: the logarithm of how few have them.
    pub(super) telling: Vec<f32>,
}

/// The chance that two people have the same value, in the world outside a small book; 0 where the world does not help,
/// because a book has its towns.
const WORLD: [f64; Field::ALL.len()] =
    [0.006, 0.001, 0.0, 0.0, 1e-6, 1e-6, 5e-5, 0.0, 0.0, 0.0, 1e-6, 0.0, 0.0];
/// So many people of that world are thought to stand beside those of the book.
const ELSEWHERE: f64 = 300.0;

fn collisions(words: &Words) -> (f64, f64) {
    let (mut all, mut pairs) = (0.0, 0.0);
    for word in 0..words.len() as Word {
        let times = f64::from(words.times(word));
        all += times;
        pairs += times * (times - 1.0);
    }
    (all, (pairs / (all * (all - 1.0)).max(1.0)).max(1e-12))
}

impl Rarity {
    /// Of these people.
    pub fn of(records: &Records) -> Rarity {
        let mut same = [1e-9; Field::ALL.len()];
        let mut having = [1.0; Field::ALL.len()];
        let mut set = |fields: &[Field], words: &Words| {
            let (all, chance) = collisions(words);
            for field in fields {
                (same[*field as usize], having[*field as usize]) = (chance, all.max(1.0));
            }
        };
        set(&[Field::Given, Field::Family], &records.names);
        set(&[Field::Email], &records.mailboxes);
        set(&[Field::Phone], &records.phones);
        set(&[Field::Birthday], &records.days);
        set(&[Field::Place], &records.places);
        set(&[Field::Handle], &records.handles);
        // A name has two sides.
        for field in [Field::Given, Field::Family] {
            having[field as usize] = (having[field as usize] / 2.0).max(1.0);
        }
        let people = f64::from(records.people().max(1));
        let telling = (0..records.texts.len() as Word)
            .map(|word| (1.0 + people / f64::from(records.texts.times(word))).ln() as f32)
            .collect();
        let (makings, usual_making) = collisions(&records.made);
        Rarity { same, having, usual_making, makings: makings.max(2.0), telling }
    }

    /// The chance that a mailbox is at this host.
    pub(super) fn host(&self, records: &Records, host: Word) -> f64 {
        (f64::from(records.hosts.times(host)) - 1.5).max(0.5) / self.having[Field::Email as usize].max(2.0)
    }

    /// The chance that a mailbox which is made of a name is made in this way.
    pub(super) fn making(&self, records: &Records, made: Word) -> f64 {
        (f64::from(records.made.times(made)) - 1.5).max(0.5) / self.makings
    }

    /// How many bits more than usual it tells that a value which is said `times` times is the same. The two who agree
    /// are no evidence for its being common.
    pub(super) fn bits(&self, field: Field, times: u32) -> f32 {
        let at = field as usize;
        let elsewhere = if WORLD[at] > 0.0 { ELSEWHERE } else { 0.0 };
        let chance =
            ((f64::from(times) - 1.5).max(0.5) + elsewhere * WORLD[at]) / (self.having[at] + elsewhere);
        (self.same[at] / chance).log2().clamp(-40.0, 40.0) as f32
    }
}
