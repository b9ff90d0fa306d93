//! How much it tells that a value is the same, by how rare it is.

use super::level::Field;
use super::record::Records;
use super::row::More;
use super::words::{NONE, Word, Words, hash, mix};

/// How rare values are, for the whole of [`Records`].
#[derive(Debug)]
pub struct Rarity {
    /// The chance that two people who have a field have the same value in it, by field.
    pub(super) same: [f64; Field::ALL.len()],
    /// How many have it.
    pub(super) having: [f64; Field::ALL.len()],
    /// The chance that two people whose mailboxes are made of their names made them in the same way.
    pub(super) usual_making: f64,
    /// By word, how many bits more than usual it tells that a given and a family name are the same.
    pub(super) names: Vec<[f32; 2]>,
    /// How often mailboxes, phone numbers and days of birth are said.
    pub(super) mailboxes: Tally,
    /// And local parts, by their hash.
    pub(super) locals: Tally,
    pub(super) phones: Tally,
    pub(super) days: Tally,
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
    let times = || (0..words.len() as Word).map(|word| words.times(word));
    collide(times().map(f64::from).sum(), times())
}

/// How many there are, and the chance that two of them are the same.
fn collide(all: f64, times: impl Iterator<Item = u32>) -> (f64, f64) {
    let pairs: f64 = times.map(|times| f64::from(times) * (f64::from(times) - 1.0)).sum();
    (all, (pairs / (all * (all - 1.0)).max(1.0)).max(1e-12))
}

/// How often numbers are said: those that are said more than once.
#[derive(Debug)]
pub(super) struct Tally {
    /// By hash; its length is a power of two.
    often: Vec<(u32, u32)>,
    all: usize,
}

impl Tally {
    fn of(numbers: impl Iterator<Item = u32>) -> Tally {
        let mut numbers: Vec<u32> = numbers.collect();
        numbers.sort_unstable();
        let runs = || numbers.chunk_by(|one, next| one == next).filter(|run| run.len() > 1);
        let size = (runs().count() * 2 + 1).next_power_of_two();
        let mut tally = Tally { often: vec![(NONE, 1); size], all: numbers.len() };
        for run in runs() {
            if let Some(number) = run.first() {
                let at = tally.place(*number);
                tally.often[at] = (*number, run.len() as u32);
            }
        }
        tally
    }

    /// Where a number is, or where there is room for it.
    fn place(&self, number: u32) -> usize {
        let mask = self.often.len() - 1;
        let mut at = mix(number.into()) as usize & mask;
        while self.often[at].0 != number && self.often[at].0 != NONE {
            at = (at + 1) & mask;
        }
        at
    }

    pub(super) fn times(&self, number: u32) -> u32 {
        self.often[self.place(number)].1
    }

    fn collisions(&self) -> (f64, f64) {
        collide(self.all as f64, self.often.iter().map(|(_, times)| *times))
    }
}

impl Rarity {
    /// Of these people.
    pub fn of(records: &Records) -> Rarity {
        let mut same = [1e-9; Field::ALL.len()];
        let mut having = [1.0; Field::ALL.len()];
        let mut set = |fields: &[Field], (all, chance): (f64, f64)| {
            for field in fields {
                (same[*field as usize], having[*field as usize]) = (chance, all.max(1.0));
            }
        };
        set(&[Field::Given, Field::Family], collisions(&records.names));
        let beside = |more: &More<u32>| more.0.iter().map(|(_, number)| *number).collect::<Vec<_>>();
        let known = |number: &u32| *number != NONE;
        let phones = records.rows.iter().map(|row| row.phone).filter(known).chain(beside(&records.phone));
        let days = records.rows.iter().map(|row| row.born).filter(known).chain(beside(&records.born));
        let mailboxes = || {
            let rows = records.rows.iter().map(|row| row.mailbox);
            let more = records.mailbox.0.iter().map(|(_, mailbox)| *mailbox);
            rows.chain(more).filter(|mailbox| mailbox.host != NONE)
        };
        // Local parts that are made of names are counted by how they are made.
        let locals = mailboxes().filter(|mailbox| mailbox.local != NONE && !mailbox.is_made());
        let locals = Tally::of(locals.map(|mailbox| hash(records.locals.get(mailbox.local)) as u32));
        let mailboxes = Tally::of(mailboxes().map(|mailbox| mailbox.whole));
        let (phones, days) = (Tally::of(phones), Tally::of(days));
        set(&[Field::Email], mailboxes.collisions());
        set(&[Field::Phone], phones.collisions());
        set(&[Field::Birthday], days.collisions());
        set(&[Field::Place], collisions(&records.places));
        set(&[Field::Handle], collisions(&records.handles));
        // A name has two sides.
        for field in [Field::Given, Field::Family] {
            having[field as usize] = (having[field as usize] / 2.0).max(1.0);
        }
        let people = f64::from(records.people().max(1));
        let telling = (0..records.texts.len() as Word)
            .map(|word| (1.0 + people / f64::from(records.texts.times(word))).ln() as f32)
            .collect();
        let (makings, usual_making) = collisions(&records.made);
        let mut rarity = Rarity {
            same,
            having,
            names: Vec::new(),
            mailboxes,
            locals,
            phones,
            days,
            usual_making,
            makings: makings.max(2.0),
            telling,
        };
        let times = (0..records.names.len() as Word).map(|word| records.names.times(word));
        let bits = |times: u32| [Field::Given, Field::Family].map(|field| rarity.bits(field, times));
        let names = times.map(bits).collect();
        rarity.names = names;
        rarity
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
