//! Which offer meets a need (science.md section 8):
//!
//! `match(n, o) = share(words, trade) · fit · 2^(-age / 180 days) · reach`
//!
//! `words` is BM25(n, o) / BM25(n, n), with k1 = 1.2 and b = 0.75 over the offers, by the terms of [`crate::terms`]: how
//! much of the need the offer speaks of, from 0 to about 1. `trade` is how near the need is to a trade that the offer
//! names in other words ([`crate::trades`]). A match is as fresh as the later of the two: that is the day on
//! which it became possible. `fit` and `reach` are of the two people, and the caller knows them; see [`fit`] and
//! [`reach`]. What scores below [`SHOWN`] is not shown.

use std::collections::HashMap;

use jiff::civil::Date;

pub use crate::bm25::{Corpus, Term, terms_of};
use crate::terms::{counted, terms};
use crate::trades::{Trade, Trades};

/// Below this a match is not shown.
pub const SHOWN: f64 = 0.15;
/// So many matches of a need are shown at the most.
pub const MOST: usize = 10;
/// So many days the same pair is not suggested again.
pub const REST: i64 = 90;
/// The half-life of a match, in days.
const HALF_LIFE: f64 = 180.0;
/// So much an offer counts that names the trade in other words than the need does.
const BY_TRADE: f64 = 0.8;
/// What words and trade say together is a little more than what one of them says alone.
const BOTH: f64 = 0.2;
/// So many trades that a need may mean are looked at.
pub const TRADES: usize = 10;
/// A list of offers with a term is long from here on: it is gone through only where somebody new could come of it.
const LONG: usize = 200;
/// Looking at all terms of an offer takes as long as going through so much of a list.
const LOOK: usize = 24;
/// What an offer has before anything is added to it that is looked at for its trade.
const SEEN: f32 = f32::MIN_POSITIVE;
/// So many times as many as are wanted are added up to the end before all others.
const AHEAD: usize = 4;
/// How fresh a match is, from 0 to 1, by the days of the need and of the offer.
pub fn fresh(need: Date, offer: Date, today: Date) -> f64 {
    let age = f64::from((today - need.max(offer)).get_days().max(0));
    (-age / HALF_LIFE).exp2()
}

/// How well the giver's trade fits, where a term of the need stands in what they do: 1; else 0.9. Places are not looked
/// at.
pub fn fit(need: &[Term], does: &str) -> f64 {
    let does = terms(does);
    if need.iter().any(|term| does.contains(&term.text)) { 1.0 } else { 0.9 }
}

/// How well both are within reach through me, by the strengths of my ties to them from 0 to 100: the weaker tie
/// decides, and nobody in the book is out of reach. From 0.7 to 1.
pub fn reach(strengths: impl IntoIterator<Item = f64>) -> f64 {
    let weakest = strengths.into_iter().fold(100.0, f64::min).clamp(0.0, 100.0);
    0.7 + 0.3 * weakest / 100.0
}

/// How much of a need an offer meets, by how much of its words it has and how near it is to a trade that the offer
/// names, both from 0 to 1.
pub fn share(words: f64, trade: f64) -> f64 {
    let trade = BY_TRADE * trade;
    words.max(trade) + BOTH * words.min(trade)
}

/// All offers, ready to be asked by many needs.
#[derive(Debug)]
pub struct Offers<'t> {
    trades: &'t Trades,
    corpus: Corpus,
    /// The number of each term.
    numbers: HashMap<Box<str>, u32>,
    /// Of each term the offers in which it stands, in their order, and what it adds to each.
    lists: Vec<List>,
    /// Of each offer its terms and what they add; where those of each begin.
    terms: Vec<(u32, f32)>,
    starts: Vec<u32>,
    /// Of each trade the offers that name it.
    naming: HashMap<Trade, Vec<u32>>,
}

#[derive(Debug)]
struct List {
    telling: f64,
    /// The most it adds to any.
    most: f32,
    offers: Vec<(u32, f32)>,
}

/// An offer that meets a need.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// Which offer, in the order in which they were given.
    pub offer: usize,
    /// How much of the need it meets: see [`share`].
    pub share: f64,
}

impl<'t> Offers<'t> {
    /// Of these texts.
    pub fn of<'a>(trades: &'t Trades, texts: impl IntoIterator<Item = &'a str>) -> Offers<'t> {
        let mut numbers: HashMap<Box<str>, u32> = HashMap::new();
        let mut lists: Vec<Vec<(u32, f32)>> = Vec::new();
        let mut naming: HashMap<Trade, Vec<u32>> = HashMap::new();
        let mut lengths: Vec<u32> = Vec::new();
        for text in texts {
            let (offer, terms) = (lengths.len() as u32, terms(text));
            lengths.push(terms.len() as u32);
            for trade in trades.named(&terms) {
                naming.entry(trade).or_default().push(offer);
            }
            for term in terms {
                let next = lists.len() as u32;
                let number = match numbers.get(&*term) {
                    Some(number) => *number,
                    None => {
                        numbers.insert(Box::from(&*term), next);
                        lists.push(Vec::new());
                        next
                    }
                };
                let Some(list) = lists.get_mut(number as usize) else { continue };
                match list.last_mut() {
                    Some((last, times)) if *last == offer => *times += 1.0,
                    _ => list.push((offer, 1.0)),
                }
            }
        }
        let all: u64 = lengths.iter().map(|length| u64::from(*length)).sum();
        let corpus = Corpus { offers: lengths.len(), mean_length: all as f64 / lengths.len().max(1) as f64 };
        let lists = lists.into_iter().map(|mut offers| {
            let telling = corpus.telling(offers.len());
            for (offer, part) in &mut offers {
                let length = lengths.get(*offer as usize).map_or(0.0, |length| f64::from(*length));
                *part = corpus.part(telling, f64::from(*part), length) as f32;
            }
            let most = offers.iter().map(|(_, part)| *part).fold(0.0, f32::max);
            List { telling, most, offers }
        });
        let lists: Vec<List> = lists.collect();
        let (terms, starts) = turned(&lists, lengths.len());
        Offers { trades, corpus, numbers, lists, terms, starts, naming }
    }

    /// The nearest of each need, on as many threads as there are cores: see [`Offers::nearest`].
    pub fn nearest_of_each(&self, needs: &[&str], most: usize) -> Vec<Vec<Hit>> {
        let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let own = needs.len().div_ceil(threads).max(1);
        std::thread::scope(|scope| {
            let asked: Vec<_> = needs
                .chunks(own)
                .map(|needs| {
                    scope.spawn(move || {
                        let mut room = Room::default();
                        needs.iter().map(|need| self.nearest(need, most, &mut room)).collect::<Vec<_>>()
                    })
                })
                .collect();
            let found = asked.into_iter().map(|asked| asked.join());
            found.flat_map(|found| found.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        })
    }

    /// Those that meet most of a need, the best first; at most `most`, none whose share is below [`SHOWN`].
    /// `room` is kept between calls so that nothing is set aside anew for each need.
    pub fn nearest(&self, need: &str, most: usize, room: &mut Room) -> Vec<Hit> {
        room.words.resize(self.corpus.offers, 0.0);
        room.trades.resize(self.corpus.offers, 0.0);
        let said = terms(need);
        let mut asked: Vec<(u32, &List)> = Vec::new();
        let mut whole = 0.0;
        for (term, times) in counted(&said) {
            let number = self.numbers.get(&**term).copied();
            let found = number.and_then(|number| Some((number, self.lists.get(number as usize)?)));
            let telling = found.map_or_else(|| self.corpus.telling(0), |(_, list)| list.telling);
            whole += self.corpus.part(telling, times, said.len() as f64);
            asked.extend(found);
        }
        if whole <= 0.0 || most == 0 {
            return Vec::new();
        }
        for (trade, near) in self.trades.near(&said, TRADES) {
            for offer in self.naming.get(&trade).into_iter().flatten() {
                let place = &mut room.trades[*offer as usize];
                if *place == 0.0 {
                    room.touched.push(*offer);
                    room.words[*offer as usize] = SEEN;
                }
                *place = place.max(near as f32);
            }
        }
        // The most telling first: what comes later is in many offers, and seldom brings a new one forward.
        asked.sort_by(|a, b| b.1.telling.total_cmp(&a.1.telling));
        let by_words = room.add_up(self, &asked, most, (SHOWN * whole) as f32);
        let mut hits = Vec::new();
        for offer in by_words {
            let words = f64::from(std::mem::take(&mut room.words[offer as usize])) / whole;
            let trade = f64::from(std::mem::take(&mut room.trades[offer as usize]));
            let share = share(words, trade);
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

/// The same by offer: the terms of each and what they add, and where those of each begin.
fn turned(lists: &[List], offers: usize) -> (Vec<(u32, f32)>, Vec<u32>) {
    let mut starts = vec![0_u32; offers + 1];
    for (offer, _) in lists.iter().flat_map(|list| &list.offers) {
        starts[*offer as usize + 1] += 1;
    }
    for offer in 0..offers {
        starts[offer + 1] += starts[offer];
    }
    let (mut next, mut terms) = (starts.clone(), vec![(0, 0.0); starts[offers] as usize]);
    for (number, list) in lists.iter().enumerate() {
        for (offer, part) in &list.offers {
            let place = &mut next[*offer as usize];
            terms[*place as usize] = (number as u32, *part);
            *place += 1;
        }
    }
    (terms, starts)
}

/// Room to add up in.
#[derive(Clone, Debug, Default)]
pub struct Room {
    words: Vec<f32>,
    /// How near a trade is that each offer names.
    trades: Vec<f32>,
    touched: Vec<u32>,
    scores: Vec<f32>,
    partial: Vec<(f32, u32)>,
    /// The terms that are asked for.
    asked: Vec<bool>,
}

impl Room {
    /// Adds up what the terms of a need add to each offer; answers all offers that may be among the `most` best, and
    /// leaves nothing with any other. What scores less than `least` need not be found.
    fn add_up(&mut self, offers: &Offers<'_>, asked: &[(u32, &List)], most: usize, least: f32) -> Vec<u32> {
        let mut touched = std::mem::take(&mut self.touched);
        // What the lists from here on can add to one that is in all of them.
        let mut rest: f32 = asked.iter().map(|(_, list)| list.most).sum();
        for (_, list) in asked {
            if list.offers.len() >= LONG {
                let bar = self.bar(&touched, most).max(least);
                if rest < bar {
                    // Nobody new can come before those that are there, nor anybody of them who is too far behind.
                    touched.retain(|offer| {
                        let place = *offer as usize;
                        let stays = self.words[place] + rest >= bar || self.trades[place] > 0.0;
                        if !stays {
                            self.words[place] = 0.0;
                        }
                        stays
                    });
                    if touched.len() * LOOK < list.offers.len() {
                        return self.finish(offers, asked, touched, (most, rest, bar));
                    }
                    for (offer, part) in &list.offers {
                        let place = &mut self.words[*offer as usize];
                        if *place > 0.0 {
                            *place += part;
                        }
                    }
                    rest -= list.most;
                    continue;
                }
            }
            for (offer, part) in &list.offers {
                let place = &mut self.words[*offer as usize];
                if *place == 0.0 {
                    touched.push(*offer);
                }
                *place += part;
            }
            rest -= list.most;
        }
        touched
    }

    /// Adds up to the end those that can come to more than `bar`, as `rest` can be added to each at the most; forgets
    /// the others.
    fn finish(
        &mut self,
        offers: &Offers<'_>,
        asked: &[(u32, &List)],
        mut touched: Vec<u32>,
        (most, rest, mut bar): (usize, f32, f32),
    ) -> Vec<u32> {
        self.asked.resize(offers.lists.len(), false);
        asked.iter().for_each(|(number, _)| self.asked[*number as usize] = true);
        // Those that are ahead first: they raise the bar for all others.
        self.partial.clear();
        self.partial.extend(touched.drain(..).map(|offer| (self.words[offer as usize], offer)));
        let ahead = (AHEAD * most).min(self.partial.len());
        if ahead < self.partial.len() {
            let _ = self.partial.select_nth_unstable_by(ahead, |a, b| b.0.total_cmp(&a.0));
        }
        self.scores.clear();
        for (partial, offer) in &self.partial {
            let place = *offer as usize;
            if partial + rest < bar && self.trades[place] == 0.0 {
                self.words[place] = 0.0;
                continue;
            }
            let own = offers.starts[place] as usize..offers.starts[place + 1] as usize;
            let parts = offers.terms[own].iter().filter(|(number, _)| self.asked[*number as usize]);
            let score: f32 = parts.map(|(_, part)| *part).sum();
            self.words[place] = score;
            touched.push(*offer);
            // The best so far, the least of them first.
            if self.scores.len() < most || score > self.scores[0] {
                if self.scores.len() == most {
                    self.scores.remove(0);
                }
                let at = self.scores.partition_point(|other| *other < score);
                self.scores.insert(at, score);
                if self.scores.len() == most {
                    bar = bar.max(self.scores[0]);
                }
            }
        }
        asked.iter().for_each(|(number, _)| self.asked[*number as usize] = false);
        touched
    }

    /// What the one at the end of the `most` best has so far.
    fn bar(&mut self, touched: &[u32], most: usize) -> f32 {
        if touched.len() < most {
            return 0.0;
        }
        self.scores.clear();
        self.scores.extend(touched.iter().map(|offer| self.words[*offer as usize]));
        *self.scores.select_nth_unstable_by(most - 1, |a, b| b.total_cmp(a)).1
    }
}

/// Which words of a need an offer speaks of, as they stand in the need.
pub fn shared_words(need: &str, offer: &str) -> Vec<String> {
    let offered = terms(offer);
    let mut shared: Vec<String> = Vec::new();
    for word in need.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let stands = terms(word).iter().any(|term| offered.contains(term));
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

    fn offers(texts: &[&str]) -> Offers<'static> {
        Offers::of(Trades::known(), texts.iter().copied())
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
    fn a_trade_is_met_under_another_name() {
        let texts = ["sailing lessons", "attorney at law, leases and contracts", "house painting"];
        assert_eq!(found("a lawyer", &texts), [1]);
        assert_eq!(share(1.0, 0.0), 1.0);
        assert!(share(0.3, 0.5) > share(0.0, 0.5) && share(0.0, 1.0) < share(1.0, 0.0));
    }

    /// Everything looked at, without what spares work.
    fn plainly(offers: &Offers<'_>, need: &str, most: usize) -> Vec<(usize, f64)> {
        let said = terms(need);
        let near = offers.trades.near(&said, TRADES);
        let (mut whole, mut seen) = (0.0, Vec::new());
        let mut words = vec![0.0; offers.corpus.offers];
        for term in &said {
            if seen.contains(&term) {
                continue;
            }
            seen.push(term);
            let times = said.iter().filter(|other| *other == term).count() as f64;
            let list = offers.numbers.get(&**term).map(|number| &offers.lists[*number as usize]);
            let telling = list.map_or_else(|| offers.corpus.telling(0), |list| list.telling);
            whole += offers.corpus.part(telling, times, said.len() as f64);
            for (offer, part) in list.into_iter().flat_map(|list| &list.offers) {
                words[*offer as usize] += f64::from(*part);
            }
        }
        let mut all: Vec<(usize, f64)> = words
            .iter()
            .enumerate()
            .map(|(offer, words)| {
                let names = |trade: &Trade| {
                    offers.naming.get(trade).is_some_and(|list| list.contains(&(offer as u32)))
                };
                let trade =
                    near.iter().filter(|(trade, _)| names(trade)).map(|(_, how)| *how).fold(0.0, f64::max);
                (offer, share(words / whole, trade))
            })
            .filter(|(_, share)| *share >= SHOWN)
            .collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(most);
        all
    }

    #[test]
    fn what_spares_work_changes_nothing() {
        let mut state = 3_u64;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let x = (state >> 33) as f64 / (1_u64 << 31) as f64;
            // Some words are in very many, most in few.
            (x.powi(3) * sides as f64) as usize
        };
        let words: Vec<String> = (0..600)
            .map(|n| format!("zq{n}xv"))
            .chain(["lawyer", "baker", "plumber"].map(str::to_owned))
            .collect();
        let mut text = |length: usize| -> String {
            (0..length).map(|_| words[roll(words.len())].clone()).collect::<Vec<_>>().join(" ")
        };
        let texts: Vec<String> = (0..5000).map(|n| text(2 + n % 7)).collect();
        let offers = Offers::of(Trades::known(), texts.iter().map(String::as_str));
        let mut room = Room::default();
        for n in 0..60 {
            let need = text(1 + n % 6);
            let found = offers.nearest(&need, 10, &mut room);
            let plain = plainly(&offers, &need, 10);
            let near = |a: &Hit, b: &(usize, f64)| (a.share - b.1).abs() < 1e-5;
            assert_eq!(found.len(), plain.len(), "{need}");
            assert!(found.iter().zip(&plain).all(|(a, b)| near(a, b)), "{need}: {found:?} {plain:?}");
        }
        assert!(room.words.iter().chain(&room.trades).all(|left| *left == 0.0));
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
            ["Tax", "advisers", "Musicians"]
        );
    }
}
