//! How much it tells that a value is the same, by how rare it is.

use super::blocking::each;
use super::level::Field;
use super::record::Records;
use super::row::More;
use super::words::{NONE, Word, Words};
use crate::hash::{hash, mix};

/// What is counted, value by value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Counted {
    Names,
    Hosts,
    Made,
    Texts,
    Places,
    Handles,
    Mailboxes,
    Locals,
    Phones,
    Days,
}

impl Counted {
    /// All of them, in this order.
    pub(super) const ALL: [Counted; 10] = [
        Counted::Names,
        Counted::Hosts,
        Counted::Made,
        Counted::Texts,
        Counted::Places,
        Counted::Handles,
        Counted::Mailboxes,
        Counted::Locals,
        Counted::Phones,
        Counted::Days,
    ];

    /// The words of this kind; none where it is numbers.
    fn words(self, records: &Records) -> Option<&Words> {
        match self {
            Counted::Names => Some(&records.names),
            Counted::Hosts => Some(&records.hosts),
            Counted::Made => Some(&records.made),
            Counted::Texts => Some(&records.texts),
            Counted::Places => Some(&records.places),
            Counted::Handles => Some(&records.handles),
            Counted::Mailboxes | Counted::Locals | Counted::Phones | Counted::Days => None,
        }
    }

    /// The numbers of this kind that people have; a local part's is its hash.
    fn numbers(self, records: &Records) -> Vec<u32> {
        let beside = |more: &More<u32>| more.0.iter().map(|(_, number)| *number).collect::<Vec<_>>();
        let known = |number: &u32| *number != NONE;
        let mailboxes = || {
            let rows = records.rows.iter().map(|row| row.mailbox);
            let more = records.mailbox.0.iter().map(|(_, mailbox)| *mailbox);
            rows.chain(more).filter(|mailbox| mailbox.host != NONE)
        };
        match self {
            Counted::Phones => {
                let first = records.rows.iter().map(|row| row.phone).filter(known);
                first.chain(beside(&records.phone)).collect()
            }
            Counted::Days => {
                let first = records.rows.iter().map(|row| row.born).filter(known);
                first.chain(beside(&records.born)).collect()
            }
            Counted::Mailboxes => mailboxes().map(|mailbox| mailbox.whole).collect(),
            // Local parts that are made of names are counted by how they are made.
            Counted::Locals => mailboxes()
                .filter(|mailbox| mailbox.local != NONE && !mailbox.is_made())
                .map(|mailbox| hash(records.locals.get(mailbox.local)) as u32)
                .collect(),
            _ => Vec::new(),
        }
    }

    /// What is said of this kind, by a number that is always the same, with how often; numbers that are said once are
    /// left out.
    pub(super) fn counts(self, records: &Records, rarity: &Rarity) -> Vec<(u32, u32)> {
        match self.words(records) {
            Some(words) => {
                let each = 0..words.len() as Word;
                each.map(|word| (hash(words.letters(word)) as u32, words.times(word))).collect()
            }
            None => rarity.tally(self).often.iter().copied().filter(|(number, _)| *number != NONE).collect(),
        }
    }
}

/// How rare fields are, before one looks at what is in them.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Usual {
    /// The chance that two people who have a field have the same value in it, by field.
    pub(super) same: [f64; Field::ALL.len()],
    /// How many have it.
    pub(super) having: [f64; Field::ALL.len()],
    /// The chance that two people whose mailboxes are made of their names made them in the same way.
    pub(super) making: f64,
    /// So many mailboxes are made of a name.
    pub(super) makings: f64,
    pub(super) people: f64,
}

/// How rare values are, for the whole of [`Records`].
#[derive(Debug)]
pub struct Rarity {
    pub(super) usual: Usual,
    /// By word, how many bits more than usual it tells that a given and a family name are the same.
    pub(super) names: Vec<[f32; 2]>,
    /// What words of texts tell: the logarithm of how few have them.
    pub(super) telling: Vec<f32>,
    /// How often words are said, by word.
    pub(super) hosts: Vec<u32>,
    pub(super) made: Vec<u32>,
    pub(super) places: Vec<u32>,
    pub(super) handles: Vec<u32>,
    /// How often mailboxes, phone numbers and days of birth are said.
    pub(super) mailboxes: Tally,
    /// And local parts, by their hash.
    pub(super) locals: Tally,
    pub(super) phones: Tally,
    pub(super) days: Tally,
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
    /// Of these numbers; `often` says how often one is said that is here so many times.
    fn of(mut numbers: Vec<u32>, often: impl Fn(u32, u32) -> u32) -> Tally {
        let all = numbers.len();
        numbers.sort_unstable();
        let runs = numbers.chunk_by(|one, next| one == next);
        let counted = runs.filter_map(|run| {
            let number = *run.first()?;
            Some((number, often(number, run.len() as u32)))
        });
        let counted: Vec<(u32, u32)> = counted.filter(|(_, times)| *times > 1).collect();
        let size = (counted.len() * 2 + 1).next_power_of_two();
        let mut tally = Tally { often: vec![(NONE, 1); size], all };
        for (number, times) in counted {
            let at = tally.place(number);
            tally.often[at] = (number, times);
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
    /// Of these people, who are all there are.
    pub fn of(records: &Records) -> Rarity {
        let tally = |counted: Counted| Tally::of(counted.numbers(records), |_, times| times);
        let [mailboxes, locals, phones, days] = NUMBERS;
        let [[mailboxes, locals], [phones, days]] =
            each([[mailboxes, locals], [phones, days]], |both| both.map(tally));
        let mut same = [1e-9; Field::ALL.len()];
        let mut having = [1.0; Field::ALL.len()];
        let mut set = |fields: &[Field], (all, chance): (f64, f64)| {
            for field in fields {
                (same[*field as usize], having[*field as usize]) = (chance, all.max(1.0));
            }
        };
        set(&[Field::Given, Field::Family], collisions(&records.names));
        set(&[Field::Email], mailboxes.collisions());
        set(&[Field::Phone], phones.collisions());
        set(&[Field::Birthday], days.collisions());
        set(&[Field::Place], collisions(&records.places));
        set(&[Field::Handle], collisions(&records.handles));
        // A name has two sides.
        for field in [Field::Given, Field::Family] {
            having[field as usize] = (having[field as usize] / 2.0).max(1.0);
        }
        let (makings, making) = collisions(&records.made);
        let people = f64::from(records.people().max(1));
        let usual = Usual { same, having, making, makings: makings.max(2.0), people };
        Rarity::with(records, usual, [mailboxes, locals, phones, days], |_, _, times| times)
    }

    /// Of a few people of many: how often something is said among all is known from before, by its number; what is
    /// said here so often is at least said so often.
    pub(super) fn among(records: &Records, usual: Usual, often: impl Fn(Counted, u32) -> u32) -> Rarity {
        let often = |counted: Counted, number: u32, times: u32| often(counted, number).max(times);
        let tallies = NUMBERS.map(|counted| {
            Tally::of(counted.numbers(records), |number, times| often(counted, number, times))
        });
        Rarity::with(records, usual, tallies, |counted, letters, times| {
            often(counted, hash(letters) as u32, times)
        })
    }

    fn with(
        records: &Records,
        usual: Usual,
        [mailboxes, locals, phones, days]: [Tally; 4],
        often: impl Fn(Counted, &[u8], u32) -> u32,
    ) -> Rarity {
        let times = |counted: Counted| -> Vec<u32> {
            let words = counted.words(records);
            let each =
                words.into_iter().flat_map(|words| (0..words.len() as Word).map(move |at| (words, at)));
            each.map(|(words, at)| often(counted, words.letters(at), words.times(at))).collect()
        };
        let people = usual.people;
        let telling = times(Counted::Texts)
            .into_iter()
            .map(|times| (1.0 + people / f64::from(times)).ln() as f32)
            .collect();
        let mut rarity = Rarity {
            usual,
            names: Vec::new(),
            telling,
            hosts: times(Counted::Hosts),
            made: times(Counted::Made),
            places: times(Counted::Places),
            handles: times(Counted::Handles),
            mailboxes,
            locals,
            phones,
            days,
        };
        let bits = |times: u32| [Field::Given, Field::Family].map(|field| rarity.bits(field, times));
        rarity.names = times(Counted::Names).into_iter().map(bits).collect();
        rarity
    }

    fn tally(&self, counted: Counted) -> &Tally {
        match counted {
            Counted::Mailboxes => &self.mailboxes,
            Counted::Locals => &self.locals,
            Counted::Phones => &self.phones,
            _ => &self.days,
        }
    }

    /// The chance that a mailbox is at this host.
    pub(super) fn host(&self, host: Word) -> f64 {
        alone(&self.hosts, host) / self.usual.having[Field::Email as usize].max(2.0)
    }

    /// The chance that a mailbox which is made of a name is made in this way.
    pub(super) fn making(&self, made: Word) -> f64 {
        alone(&self.made, made) / self.usual.makings
    }

    /// How many bits more than usual it tells that a value which is said `times` times is the same. The two who agree
    /// are no evidence for its being common.
    pub(super) fn bits(&self, field: Field, times: u32) -> f32 {
        let at = field as usize;
        let elsewhere = if WORLD[at] > 0.0 { ELSEWHERE } else { 0.0 };
        let chance =
            ((f64::from(times) - 1.5).max(0.5) + elsewhere * WORLD[at]) / (self.usual.having[at] + elsewhere);
        (self.usual.same[at] / chance).log2().clamp(-40.0, 40.0) as f32
    }
}

/// What is said as numbers.
const NUMBERS: [Counted; 4] = [Counted::Mailboxes, Counted::Locals, Counted::Phones, Counted::Days];

/// How often a word is said by others.
fn alone(times: &[u32], word: Word) -> f64 {
    (f64::from(times.get(word as usize).copied().unwrap_or(0)) - 1.5).max(0.5)
}
