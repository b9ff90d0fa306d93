//! Occupations and what else they are called, so that who looks for an attorney finds the lawyer.
//!
//! The names are those of ESCO, the European classification of skills and occupations (3,007 occupations, 33,000 names,
//! in English). A text names a trade where one of its names stands in it, in whichever forms its words have; it is near
//! a trade by how much of it the names of that trade speak of (BM25, as in [`crate::bm25`]).

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::LazyLock;

use crate::bm25::Corpus;
use crate::terms::{counted, terms};

/// A name that more trades than this have names none of them.
const VAGUE: usize = 3;
/// So much of a text a trade has to speak of to be near it, from 0 to 1.
const NEAR: f64 = 0.3;

/// The number of a trade.
pub type Trade = u16;

/// Trades by their names.
#[derive(Debug, Default)]
pub struct Trades {
    names: Vec<String>,
    /// The number of each term.
    numbers: HashMap<Box<str>, u32>,
    /// By the terms of a name: the first [`VAGUE`] trades that have it, and how many more have it.
    named: HashMap<Box<[u32]>, Named>,
    /// The most terms that a name has.
    longest: usize,
    /// Of each term the trades in whose names it stands, and how often.
    postings: Vec<Vec<(Trade, u16)>>,
    lengths: Vec<f64>,
    corpus: Option<Corpus>,
}

#[derive(Debug, Default)]
struct Named {
    trades: [Trade; VAGUE],
    count: usize,
}

static KNOWN: LazyLock<Trades> = LazyLock::new(|| Trades::read(include_str!("trades.txt")));

impl Trades {
    /// All that Goodturn knows.
    pub fn known() -> &'static Trades {
        &KNOWN
    }

    /// A trade as [`Trades::read`] reads it: what it is called, and the terms of all its names, `|` between them.
    pub fn line(name: &str, others: &[String]) -> String {
        let mut line = name.replace(['|', '\n'], " ");
        let mut known: Vec<String> = Vec::new();
        for name in std::iter::once(name).chain(others.iter().map(String::as_str)) {
            let terms = terms(name).join(" ");
            if !terms.is_empty() && !known.contains(&terms) {
                line = format!("{line}|{terms}");
                known.push(terms);
            }
        }
        line
    }

    /// From lines as [`Trades::line`] makes them; lines with `#` say something else. That the terms are written down
    /// spares finding them anew at every start.
    pub fn read(text: &str) -> Trades {
        let mut trades = Trades::default();
        let mut name_terms: Vec<u32> = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let Ok(trade) = Trade::try_from(trades.names.len()) else { break };
            let mut length = 0;
            for name in line.split('|').skip(1) {
                name_terms.clear();
                for term in name.split(' ') {
                    name_terms.push(trades.number_of(term));
                }
                length += name_terms.len();
                trades.longest = trades.longest.max(name_terms.len());
                trades.put_name(&name_terms, trade);
                for term in &name_terms {
                    let Some(list) = trades.postings.get_mut(*term as usize) else { continue };
                    match list.last_mut() {
                        Some((last, times)) if *last == trade => *times += 1,
                        _ => list.push((trade, 1)),
                    }
                }
            }
            trades.lengths.push(length as f64);
            trades.names.push(line.split('|').next().unwrap_or_default().to_owned());
        }
        let all: f64 = trades.lengths.iter().sum();
        let offers = trades.names.len();
        trades.corpus = Some(Corpus { offers, mean_length: all / offers.max(1) as f64 });
        trades
    }

    fn number_of(&mut self, term: &str) -> u32 {
        if let Some(number) = self.numbers.get(term) {
            return *number;
        }
        let next = self.postings.len() as u32;
        self.numbers.insert(Box::from(term), next);
        self.postings.push(Vec::new());
        next
    }

    fn put_name(&mut self, name: &[u32], trade: Trade) {
        if name.is_empty() {
            return;
        }
        if !self.named.contains_key(name) {
            self.named.insert(Box::from(name), Named::default());
        }
        let Some(named) = self.named.get_mut(name) else { return };
        let known = named.trades[..named.count.min(VAGUE)].contains(&trade);
        if !known {
            if let Some(free) = named.trades.get_mut(named.count) {
                *free = trade;
            }
            named.count += 1;
        }
    }

    /// What a trade is called.
    pub fn name(&self, trade: Trade) -> &str {
        self.names.get(usize::from(trade)).map_or("", String::as_str)
    }

    /// The trades whose names stand in a text of these terms, each once, in the order of their numbers. Of names within
    /// each other the longest counts.
    pub fn named(&self, terms: &[Rc<str>]) -> Vec<Trade> {
        let mut found: Vec<Trade> = self.names_in(terms).flat_map(|(_, of)| of).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The places of the terms that belong to no name that stands in a text of these terms.
    pub fn outside_names(&self, terms: &[Rc<str>]) -> Vec<usize> {
        let named: Vec<std::ops::Range<usize>> = self.names_in(terms).map(|(place, _)| place).collect();
        (0..terms.len()).filter(|at| named.iter().all(|place| !place.contains(at))).collect()
    }

    /// The names that stand in a text of these terms: where, and of which trades.
    fn names_in<'s>(
        &'s self,
        terms: &'s [Rc<str>],
    ) -> impl Iterator<Item = (std::ops::Range<usize>, &'s [Trade])> + 's {
        // A word that is in no name has a number that no name has.
        let numbers: Vec<u32> =
            terms.iter().map(|term| self.numbers.get(&**term).copied().unwrap_or(u32::MAX)).collect();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < numbers.len() {
                let most = self.longest.min(numbers.len() - at);
                let name = (1..=most).rev().find_map(|length| {
                    let named = self.named.get(&numbers[at..at + length])?;
                    (named.count <= VAGUE).then(|| (at..at + length, &named.trades[..named.count]))
                });
                at = name.as_ref().map_or(at + 1, |(place, _)| place.end);
                if name.is_some() {
                    return name;
                }
            }
            None
        })
    }

    /// The trades in whose names a term stands, and how often.
    fn with(&self, term: &str) -> &[(Trade, u16)] {
        let number = self.numbers.get(term);
        number.and_then(|number| self.postings.get(*number as usize)).map_or(&[], Vec::as_slice)
    }

    /// The trades nearest to a text of these terms, the nearest first: how much of it their names speak of, from
    /// 0.3 to 1. Of a name that stands in the text all of its words count.
    pub fn near(&self, terms: &[Rc<str>], most: usize) -> Vec<(Trade, f64)> {
        let Some(corpus) = &self.corpus else { return Vec::new() };
        let (mut whole, mut scores) = (0.0, vec![0.0; self.names.len()]);
        for (term, times) in counted(terms) {
            let list = self.with(term);
            let telling = corpus.telling(list.len());
            whole += corpus.part(telling, times, terms.len() as f64);
            for (trade, often) in list {
                let at = usize::from(*trade);
                scores[at] += times * corpus.part(telling, f64::from(*often), self.lengths[at]);
            }
        }
        for (place, of) in self.names_in(terms) {
            let said = place
                .map(|at| corpus.part(corpus.telling(self.with(&terms[at]).len()), 1.0, terms.len() as f64));
            let said: f64 = said.sum();
            for trade in of {
                let score = &mut scores[usize::from(*trade)];
                *score = score.max(said);
            }
        }
        let least = NEAR * whole;
        let mut near: Vec<(Trade, f64)> = scores
            .iter()
            .enumerate()
            .filter(|(_, score)| **score >= least && **score > 0.0)
            .map(|(trade, score)| (trade as Trade, (score / whole).min(1.0)))
            .collect();
        let nearer = |a: &(Trade, f64), b: &(Trade, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if near.len() > most {
            let _ = near.select_nth_unstable_by(most, nearer);
            near.truncate(most);
        }
        near.sort_by(nearer);
        near
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(trades: &[Trade]) -> Vec<&str> {
        trades.iter().map(|trade| Trades::known().name(*trade)).collect()
    }

    #[test]
    fn a_trade_is_named_by_any_of_its_names_in_any_form() {
        let known = Trades::known();
        let lawyer = known.named(&terms("a good lawyer for my brother"));
        assert!(names(&lawyer).contains(&"lawyer"), "{:?}", names(&lawyer));
        let attorney = known.named(&terms("two attorneys at law"));
        assert!(attorney.iter().any(|trade| lawyer.contains(trade)), "{:?}", names(&attorney));
        assert!(known.named(&terms("an hour of her time")).is_empty());
        let asked = terms("tax adviser in Lyon");
        assert_eq!(known.outside_names(&asked), [2], "{asked:?}");
        assert!(known.named(&[]).is_empty() && known.near(&[], 5).is_empty());
    }

    /// The file keeps terms; they have to be those that texts have today.
    #[test]
    fn the_terms_in_the_file_are_those_of_the_names() {
        let lines = include_str!("trades.txt").lines().filter(|line| !line.starts_with('#'));
        for line in lines.step_by(7) {
            let (name, rest) = line.split_once('|').unwrap();
            let first = rest.split('|').next().unwrap();
            assert_eq!(terms(name).join(" "), first, "write the file anew: `cargo xtask judge trades`");
        }
        assert_eq!(Trades::known().names.len(), 3007);
    }

    #[test]
    fn what_is_called_nearly_so_is_near() {
        let near = Trades::known().near(&terms("tax advising consultant"), 10);
        assert!(near.iter().any(|(trade, _)| Trades::known().name(*trade) == "tax advisor"), "{near:?}");
        assert!(near.iter().all(|(_, how)| (NEAR..=1.0).contains(how)) && near.len() <= 10);
        assert!(near.is_sorted_by(|a, b| a.1 >= b.1));
    }

    #[test]
    fn a_name_that_many_have_names_nobody() {
        let lines = [("a", ""), ("b", ""), ("c", ""), ("d", "deckhand")];
        let lines = lines.map(|(name, other)| Trades::line(name, &["boss".into(), other.into()]));
        let trades = Trades::read(&format!("# said of\n{}\n", lines.join("\n")));
        assert!(trades.named(&terms("boss")).is_empty());
        assert_eq!(trades.named(&terms("a deckhand")), [3]);
        assert_eq!(trades.name(3), "d");
    }
}
