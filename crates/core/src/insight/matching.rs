//! Which offer meets a need (science.md section 8):
//!
//! `match(n, o) = BM25(n, o) / BM25(n, n) · fit · 2^(-age / 180 days) · reach`
//!
//! BM25 with k1 = 1.2 and b = 0.75 over the offers, by the terms of [`crate::terms`]. The quotient says how much of
//! the need the offer speaks of, from 0 to about 1. A match is as fresh as the later of the two: that is the day on
//! which it became possible. `fit` and `reach` are of the two people, and the caller knows them; see [`fit`] and
//! [`reach`]. What scores below [`SHOWN`] is not shown.

use std::collections::HashMap;

use jiff::civil::Date;

/// Below this a match is not shown.
pub const SHOWN: f64 = 0.15;
/// So many matches of a need are shown at the most.
pub const MOST: usize = 10;
/// So many days the same pair is not suggested again.
pub const REST: i64 = 90;
/// The half-life of a match, in days.
const HALF_LIFE: f64 = 180.0;
/// So many offers it takes to tell how common a word is.
const FEW: usize = 1000;
/// How soon more of a word says no more (Robertson and Zaragoza 2009: 1.2 to 2).
const K1: f64 = 1.2;
/// How much a long text counts less (likewise: 0.5 to 0.8).
const B: f64 = 0.75;

/// What all offers together say of words.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Corpus {
    /// How many offers there are.
    pub offers: usize,
    /// How many terms an offer has on average.
    pub mean_length: f64,
}

impl Corpus {
    /// How telling a term is that stands in so many offers. Never negative. A few offers say little about how common
    /// a word is; so it is as if there were at least a thousand.
    pub fn telling(&self, offers_with_it: usize) -> f64 {
        let (all, with) = (self.offers.max(FEW).max(offers_with_it) as f64, offers_with_it as f64);
        (1.0 + (all - with + 0.5) / (with + 0.5)).ln()
    }

    /// What a term adds that is so telling, stands so often in a text, and that text has so many terms.
    pub fn part(&self, telling: f64, times: f64, length: f64) -> f64 {
        let long = 1.0 - B + B * length / self.mean_length.max(1.0);
        telling * times * (K1 + 1.0) / (times + K1 * long)
    }

    /// What a need would score against itself.
    pub fn whole(&self, need: &[Term]) -> f64 {
        let length: f64 = need.iter().map(|term| term.times).sum();
        need.iter().map(|term| self.part(term.telling, term.times, length)).sum()
    }
}

/// A term of a need.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The term.
    pub text: String,
    /// How often it stands in the need.
    pub times: f64,
    /// How telling it is among the offers.
    pub telling: f64,
}

/// The terms of a need, each once. `offers_with` says in how many offers one stands.
pub fn terms_of<E>(
    text: &str,
    corpus: &Corpus,
    mut offers_with: impl FnMut(&str) -> Result<usize, E>,
) -> Result<Vec<Term>, E> {
    let mut found: Vec<Term> = Vec::new();
    for term in crate::terms::terms(text) {
        match found.iter_mut().find(|known| known.text == term) {
            Some(known) => known.times += 1.0,
            None => {
                let telling = corpus.telling(offers_with(&term)?);
                found.push(Term { text: term, times: 1.0, telling });
            }
        }
    }
    Ok(found)
}

/// How fresh a match is, from 0 to 1, by the days of the need and of the offer.
pub fn fresh(need: Date, offer: Date, today: Date) -> f64 {
    let age = f64::from((today - need.max(offer)).get_days().max(0));
    (-age / HALF_LIFE).exp2()
}

/// How well the giver's trade fits, where a term of the need stands in what they do: 1; else 0.9. Places are not looked
/// at.
pub fn fit(need: &[Term], does: &str) -> f64 {
    let does = crate::terms::terms(does);
    if need.iter().any(|term| does.contains(&term.text)) { 1.0 } else { 0.9 }
}

/// How well both are within reach through me, by the strengths of my ties to them from 0 to 100: the weaker tie
/// decides, and nobody in the book is out of reach. From 0.7 to 1.
pub fn reach(strengths: impl IntoIterator<Item = f64>) -> f64 {
    let weakest = strengths.into_iter().fold(100.0, f64::min).clamp(0.0, 100.0);
    0.7 + 0.3 * weakest / 100.0
}

/// All offers, ready to be asked by many needs.
#[derive(Clone, Debug, Default)]
pub struct Offers {
    /// The number of each term.
    numbers: HashMap<String, u32>,
    /// Of each term the offers in which it stands, and how often.
    postings: Vec<Vec<(u32, u16)>>,
    /// How many terms each offer has.
    lengths: Vec<u32>,
}

/// An offer that shares terms with a need.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which offer, in the order in which they were put in.
    pub offer: usize,
    /// BM25(n, o) / BM25(n, n).
    pub share: f64,
}

impl Offers {
    /// Takes in one more offer.
    pub fn push(&mut self, text: &str) {
        let offer = self.lengths.len() as u32;
        let terms = crate::terms::terms(text);
        self.lengths.push(terms.len() as u32);
        for term in terms {
            let next = self.postings.len() as u32;
            let number = *self.numbers.entry(term).or_insert(next);
            if number == next {
                self.postings.push(Vec::new());
            }
            let Some(list) = self.postings.get_mut(number as usize) else { continue };
            match list.last_mut() {
                Some((last, times)) if *last == offer => *times = times.saturating_add(1),
                _ => list.push((offer, 1)),
            }
        }
    }

    /// What they say of words together.
    pub fn corpus(&self) -> Corpus {
        let all: u64 = self.lengths.iter().map(|length| u64::from(*length)).sum();
        let offers = self.lengths.len();
        Corpus { offers, mean_length: all as f64 / offers.max(1) as f64 }
    }

    /// Those that share most with a need, the best first; at most `most`, none whose share is below [`SHOWN`].
    /// `room` is kept between calls so that nothing is set aside anew for each need.
    pub fn nearest(&self, need: &str, most: usize, room: &mut Room) -> Vec<Hit> {
        let corpus = self.corpus();
        let list = |term: &str| self.numbers.get(term).and_then(|number| self.postings.get(*number as usize));
        let Ok(terms) = terms_of(need, &corpus, |term| {
            Ok::<usize, std::convert::Infallible>(list(term).map_or(0, Vec::len))
        });
        let whole = corpus.whole(&terms);
        if whole <= 0.0 {
            return Vec::new();
        }
        room.scores.resize(self.lengths.len(), 0.0);
        for term in &terms {
            for (offer, times) in list(&term.text).into_iter().flatten() {
                let length = self.lengths.get(*offer as usize).map_or(0.0, |length| f64::from(*length));
                let Some(score) = room.scores.get_mut(*offer as usize) else { continue };
                if *score == 0.0 {
                    room.touched.push(*offer);
                }
                *score += corpus.part(term.telling, f64::from(*times), length);
            }
        }
        let mut hits = Vec::new();
        for offer in room.touched.drain(..) {
            let Some(score) = room.scores.get_mut(offer as usize) else { continue };
            let share = std::mem::take(score) / whole;
            if share >= SHOWN {
                hits.push(Hit { offer: offer as usize, share });
            }
        }
        let better = |a: &Hit, b: &Hit| b.share.total_cmp(&a.share).then(a.offer.cmp(&b.offer));
        if hits.len() > most {
            let _ = hits.select_nth_unstable_by(most, better);
            hits.truncate(most);
        }
        hits.sort_by(better);
        hits
    }
}

/// Room to add up in.
#[derive(Clone, Debug, Default)]
pub struct Room {
    scores: Vec<f64>,
    touched: Vec<u32>,
}

/// Which words of a need an offer speaks of, as they stand in the need.
pub fn shared_words(need: &str, offer: &str) -> Vec<String> {
    let offered = crate::terms::terms(offer);
    let mut shared: Vec<String> = Vec::new();
    for word in need.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let stands = crate::terms::terms(word).iter().any(|term| offered.contains(term));
        if stands && !shared.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            shared.push(word.to_owned());
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn offers(texts: &[&str]) -> Offers {
        let mut offers = Offers::default();
        texts.iter().for_each(|text| offers.push(text));
        offers
    }

    fn found(need: &str, texts: &[&str]) -> Vec<usize> {
        let hits = offers(texts).nearest(need, 10, &mut Room::default());
        hits.into_iter().map(|hit| hit.offer).collect()
    }

    #[test]
    fn what_speaks_of_most_of_a_need_comes_first_and_what_speaks_of_nothing_does_not_come() {
        let texts =
            ["tax advice for musicians", "sailing lessons", "tax returns", "music lessons for children"];
        assert_eq!(found("a tax adviser for musicians", &texts)[0], 0);
        assert!(!found("a tax adviser for musicians", &texts).contains(&1));
        assert!(found("a mooring", &texts).is_empty());
        assert!(found("", &texts).is_empty() && found("the of", &texts).is_empty());
        assert!(found("anything", &[]).is_empty());
    }

    #[test]
    fn an_offer_in_the_words_of_the_need_is_all_of_it() {
        let texts = ["old oak tables", "oak", "tables and chairs of pine, ash, beech and elm"];
        let hits = offers(&texts).nearest("old oak tables", 10, &mut Room::default());
        assert_eq!(hits[0].offer, 0);
        assert!((hits[0].share - 1.0).abs() < 0.1, "{hits:?}");
        assert!(hits.iter().all(|hit| hit.share <= hits[0].share));
        // A word that stands everywhere tells less than one that is rare.
        let texts = ["a house in Leeds", "a garden in Leeds", "a harp in Leeds"];
        assert_eq!(found("a harp, in Leeds", &texts)[0], 2);
    }

    #[test]
    fn the_room_is_left_as_it_was_found() {
        let offers = offers(&["oak tables", "pine chairs", "oak chairs"]);
        let mut room = Room::default();
        let first = offers.nearest("oak chairs", 10, &mut room);
        offers.nearest("pine", 10, &mut room);
        assert_eq!(offers.nearest("oak chairs", 10, &mut room), first);
    }

    #[test]
    fn a_match_is_as_fresh_as_the_later_of_the_two() {
        let today = date(2026, 3, 5);
        let half = today.checked_sub(jiff::Span::new().days(180)).unwrap();
        assert!((fresh(half, date(2020, 1, 1), today) - 0.5).abs() < 1e-12);
        assert!((fresh(date(2020, 1, 1), today, today) - 1.0).abs() < 1e-12);
        assert!((fresh(date(2030, 1, 1), half, today) - 1.0).abs() < 1e-12, "a day to come is not old");
    }

    #[test]
    fn nobody_in_the_book_is_out_of_reach_and_the_weaker_tie_decides() {
        assert_eq!(reach([0.0, 80.0]), 0.7);
        assert!((reach([100.0, 60.0]) - 0.88).abs() < 1e-12);
        assert_eq!(reach([f64::from(200)]), 1.0);
    }

    #[test]
    fn the_words_that_meet_are_said_as_the_need_has_them() {
        assert_eq!(
            shared_words("Tax advisers for Musicians", "advising musician on tax"),
            ["Tax", "Musicians"]
        );
    }
}
