//! Who can introduce me (science.md section 7): the likeliest ways from one person to another.
//!
//! A way is as likely as all its ties together, times 0.7 for each tie beyond the first: whoever is asked must be
//! willing, and so must the next. Somebody in between may be worth less (asked lately) or nothing (must not be asked).
//!
//! ```text
//! score = chance(s, x) · f(x) · chance(x, y) · f(y) · chance(y, t) · 0.7²
//! ```
//!
//! Hubs are where the work is: somebody with a hundred thousand ties lies two steps from nearly everybody. Each
//! person's ties come the likeliest first, so a search stops at the first tie that cannot lead to a better way than
//! those that are found; and it goes from the end on which less lies ahead.

use super::graph::Graph;

/// What each further step costs.
pub const STEP: f32 = 0.7;
/// So many ties a way has at the most, where nobody asks for more.
pub const HOPS: usize = 3;
/// And at the very most.
pub const HOPS_MOST: usize = 4;
/// A way that begins as a better one does is left out, unless it is at least so good as that one.
const AS_GOOD: f32 = 0.8;
/// So many ways may wait to be compared before those that cannot be among the best are let go.
const WAITING_MOST: usize = 4096;

/// A way from one person to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Way {
    /// From 0 to 1: how likely a request gets through.
    pub score: f32,
    /// Everybody on it, from the first to the last.
    pub people: Vec<u32>,
}

/// How ready people are to be in between: 1 where nothing is said of them.
#[derive(Clone, Debug, Default)]
pub struct Ready {
    /// Sorted by person.
    less: Vec<(u32, f32)>,
}

impl Ready {
    /// Of some people how ready they are, from 0 (not to be asked) to 1.
    pub fn new(mut less: Vec<(u32, f32)>) -> Ready {
        less.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(x.1.total_cmp(&y.1)));
        less.dedup_by_key(|entry| entry.0);
        Ready { less }
    }

    /// How ready somebody is.
    pub fn of(&self, person: u32) -> f32 {
        if self.less.is_empty() {
            return 1.0;
        }
        match self.less.binary_search_by_key(&person, |entry| entry.0) {
            Ok(at) => self.less[at].1.clamp(0.0, 1.0),
            Err(_) => 1.0,
        }
    }
}

/// Finds ways in one graph. It keeps its room between questions: some thirty bytes a person.
pub struct Finder<'g> {
    graph: &'g Graph,
    ready: Ready,
    /// Who is one tie from the start.
    start: Marks,
    /// Who is one tie from an end: how likely, and to which.
    end: Marks,
    /// Who is two ties from an end, and through whom best.
    before_end: Marks,
    /// The same, and through whom next best.
    else_before_end: Marks,
}

/// What is known of some people in this question, found by their number.
#[derive(Default)]
struct Marks {
    question: u32,
    asked: Vec<u32>,
    value: Vec<f32>,
    who: Vec<u32>,
}

impl Marks {
    fn begin(&mut self, people: usize) {
        self.asked.resize(people, 0);
        self.value.resize(people, 0.0);
        self.who.resize(people, 0);
        self.question = self.question.wrapping_add(1);
        if self.question == 0 {
            self.asked.fill(0);
            self.question = 1;
        }
    }

    fn set(&mut self, person: u32, value: f32, who: u32) {
        let n = person as usize;
        (self.asked[n], self.value[n], self.who[n]) = (self.question, value, who);
    }

    /// How likely, and whom it is about; 0 where nothing is known.
    fn get(&self, person: u32) -> (f32, u32) {
        let n = person as usize;
        if self.asked[n] == self.question { (self.value[n], self.who[n]) } else { (0.0, 0) }
    }
}

/// The ways found so far that may be among the best.
struct BestWays {
    most: usize,
    ways: Vec<Way>,
    /// The likeliest way through each first person, of the best of these; the best first.
    firsts: Vec<(f32, u32)>,
}

impl BestWays {
    /// A way that is no better than this cannot be among the best: so many others begin otherwise and are better.
    fn bar(&self) -> f32 {
        if self.firsts.len() < self.most { 0.0 } else { self.firsts.last().map_or(0.0, |first| first.0) }
    }

    /// What a way through this first person must be better than.
    fn bar_through(&self, first: u32) -> f32 {
        let own = self.firsts.iter().find(|known| known.1 == first).map_or(0.0, |known| known.0 * AS_GOOD);
        // A hair less, so that what is just as good stays.
        self.bar().max(own * (1.0 - f32::EPSILON))
    }

    fn put(&mut self, score: f32, people: &[u32]) {
        let first = people.get(1).copied().unwrap_or_default();
        if score <= self.bar_through(first) {
            return;
        }
        self.ways.push(Way { score, people: people.to_vec() });
        match self.firsts.iter_mut().find(|known| known.1 == first) {
            Some(known) => known.0 = known.0.max(score),
            None => self.firsts.push((score, first)),
        }
        self.firsts.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        self.firsts.truncate(self.most);
        if self.ways.len() > WAITING_MOST {
            self.ways = self.best();
        }
    }

    /// The best, no two of which begin alike unless they are nearly as good.
    fn best(&mut self) -> Vec<Way> {
        self.ways.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.people.cmp(&b.people)));
        let mut kept: Vec<Way> = Vec::new();
        for way in self.ways.drain(..) {
            let better = kept.iter().find(|known| known.people.get(1) == way.people.get(1));
            if better.is_none_or(|better| way.score >= AS_GOOD * better.score) {
                kept.push(way);
            }
            if kept.len() == self.most {
                break;
            }
        }
        kept
    }
}

impl<'g> Finder<'g> {
    /// A finder in this graph.
    pub fn new(graph: &'g Graph, ready: Ready) -> Finder<'g> {
        let (start, end, before_end, else_before_end) = Default::default();
        Finder { graph, ready, start, end, before_end, else_before_end }
    }

    /// The best `most` ways from one person to any of some others, with at most `hops` ties (up to four), the best
    /// first. Of those that begin with the same person only the best stays, unless another is at least 0.8 times as
    /// good. Of ways that differ only in which of the others they lead to, and of four ties also of those that
    /// differ only in the last in between, the best is looked at.
    pub fn ways(&mut self, from: u32, to: &[u32], most: usize, hops: usize) -> Vec<Way> {
        let people = self.graph.people();
        let mut ends: Vec<u32> =
            to.iter().copied().filter(|end| *end != from && (*end as usize) < people).collect();
        ends.sort_unstable();
        ends.dedup();
        if from as usize >= people || ends.is_empty() || most == 0 || hops == 0 {
            return Vec::new();
        }
        let mut found = BestWays { most, ways: Vec::new(), firsts: Vec::new() };
        self.mark_ends(&ends);
        self.one_or_two(from, &ends, hops, &mut found);
        if hops >= 3 {
            if self.ahead(&[from]) <= self.ahead(&ends) {
                self.three_from_the_start(from, &ends, &mut found);
            } else {
                self.three_from_the_end(from, &ends, &mut found);
            }
        }
        if hops >= HOPS_MOST {
            self.four(from, &ends, &mut found);
        }
        found.best()
    }

    /// How many ties lie two steps from here.
    fn ahead(&self, here: &[u32]) -> usize {
        here.iter().flat_map(|person| self.graph.of(*person).0).map(|other| self.graph.degree(*other)).sum()
    }

    fn mark_ends(&mut self, ends: &[u32]) {
        self.end.begin(self.graph.people());
        for end in ends {
            let (others, chances) = self.graph.of(*end);
            for (other, chance) in others.iter().zip(chances) {
                if *chance > self.end.get(*other).0 {
                    self.end.set(*other, *chance, *end);
                }
            }
        }
    }

    /// Direct ties, and ways through one person. Marks who is near the start, with how likely they would pass it on.
    fn one_or_two(&mut self, from: u32, ends: &[u32], hops: usize, found: &mut BestWays) {
        self.start.begin(self.graph.people());
        let (others, chances) = self.graph.of(from);
        for (x, chance) in others.iter().zip(chances) {
            if is_one(ends, *x) {
                found.put(*chance, &[from, *x]);
                continue;
            }
            let passes = chance * self.ready.of(*x);
            if passes <= 0.0 {
                continue;
            }
            self.start.set(*x, passes, from);
            let (on, end) = self.end.get(*x);
            if hops >= 2 && on > 0.0 {
                found.put(passes * on * STEP, &[from, *x, end]);
            }
        }
    }

    fn three_from_the_start(&self, from: u32, ends: &[u32], found: &mut BestWays) {
        let last =
            ends.iter().filter_map(|end| self.graph.of(*end).1.first()).fold(0.0_f32, |x, y| x.max(*y));
        let ahead = last * STEP * STEP;
        let (friends, ties) = self.graph.of(from);
        for (x, tie) in friends.iter().zip(ties) {
            if tie * ahead <= found.bar() {
                break;
            }
            let passes = self.start.get(*x).0;
            let (others, chances) = self.graph.of(*x);
            for (y, chance) in others.iter().zip(chances) {
                if passes * chance * ahead <= found.bar_through(*x) {
                    break;
                }
                let (on, end) = self.end.get(*y);
                if on > 0.0 && *y != from && !is_one(ends, *y) {
                    let score = passes * chance * self.ready.of(*y) * on * STEP * STEP;
                    found.put(score, &[from, *x, *y, end]);
                }
            }
        }
    }

    fn three_from_the_end(&self, from: u32, ends: &[u32], found: &mut BestWays) {
        let likeliest = self.graph.of(from).1.first().copied().unwrap_or(0.0);
        let ahead = likeliest * STEP * STEP;
        for end in ends {
            let (befores, lasts) = self.graph.of(*end);
            for (y, last) in befores.iter().zip(lasts) {
                if last * ahead <= found.bar() {
                    break;
                }
                let on = last * self.ready.of(*y);
                // Somebody nearer to another of the ends is looked at from there.
                if *y == from || is_one(ends, *y) || self.end.get(*y).1 != *end {
                    continue;
                }
                let (others, chances) = self.graph.of(*y);
                for (x, chance) in others.iter().zip(chances) {
                    if on * chance * ahead <= found.bar() {
                        break;
                    }
                    let passes = self.start.get(*x).0;
                    if passes > 0.0 {
                        found.put(passes * chance * on * STEP * STEP, &[from, *x, *y, *end]);
                    }
                }
            }
        }
    }

    /// Ways through three people. Who is two ties from an end knows their best way on and the next best, which is the
    /// one to take for whoever is on the best already.
    fn four(&mut self, from: u32, ends: &[u32], found: &mut BestWays) {
        let people = self.graph.people();
        self.before_end.begin(people);
        self.else_before_end.begin(people);
        let mut likeliest = 0.0_f32;
        let mut seen = Vec::new();
        for end in ends {
            seen.extend(self.graph.of(*end).0.iter().filter(|z| self.end.get(**z).1 == *end));
        }
        for z in seen {
            let on = self.end.get(z).0 * self.ready.of(z);
            if on <= 0.0 || z == from || is_one(ends, z) {
                continue;
            }
            let (middles, chances) = self.graph.of(z);
            for (y, chance) in middles.iter().zip(chances) {
                let on = on * chance;
                if on <= self.else_before_end.get(*y).0 {
                    continue;
                }
                let best = self.before_end.get(*y);
                if on > best.0 {
                    self.else_before_end.set(*y, best.0, best.1);
                    self.before_end.set(*y, on, z);
                } else {
                    self.else_before_end.set(*y, on, z);
                }
                likeliest = likeliest.max(on);
            }
        }
        let ahead = likeliest * STEP * STEP * STEP;
        let (friends, ties) = self.graph.of(from);
        for (x, tie) in friends.iter().zip(ties) {
            if tie * ahead <= found.bar() {
                break;
            }
            let passes = self.start.get(*x).0;
            let (others, chances) = self.graph.of(*x);
            for (y, chance) in others.iter().zip(chances) {
                if passes * chance * ahead <= found.bar_through(*x) {
                    break;
                }
                if *y == from || is_one(ends, *y) {
                    continue;
                }
                let best = self.before_end.get(*y);
                let (on, z) = if best.1 == *x { self.else_before_end.get(*y) } else { best };
                if on > 0.0 && z != *x {
                    let score = passes * chance * self.ready.of(*y) * on * STEP * STEP * STEP;
                    found.put(score, &[from, *x, *y, z, self.end.get(z).1]);
                }
            }
        }
    }
}

fn is_one(ends: &[u32], person: u32) -> bool {
    if let [only] = ends { *only == person } else { ends.binary_search(&person).is_ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::graph::Tie;
    use proptest::prelude::*;

    fn graph(people: usize, ties: &[(u32, u32, f32)]) -> Graph {
        let ties: Vec<Tie> =
            ties.iter().map(|(a, b, chance)| Tie { a: *a, b: *b, chance: *chance }).collect();
        Graph::new(people, &ties).0
    }

    fn ways(graph: &Graph, from: u32, to: &[u32], most: usize, hops: usize) -> Vec<Way> {
        Finder::new(graph, Ready::default()).ways(from, to, most, hops)
    }

    #[test]
    fn a_strong_way_round_beats_a_weak_direct_tie() {
        let graph = graph(4, &[(0, 3, 0.1), (0, 1, 0.9), (1, 3, 0.8), (0, 2, 0.5), (2, 3, 0.5)]);
        let found = ways(&graph, 0, &[3], 5, 3);
        assert_eq!(
            found.iter().map(|way| way.people.clone()).collect::<Vec<_>>(),
            [vec![0, 1, 3], vec![0, 2, 3], vec![0, 3]]
        );
        assert!((found[0].score - 0.9 * 0.8 * 0.7).abs() < 1e-6);
    }

    #[test]
    fn who_must_not_be_asked_is_on_no_way_and_who_was_asked_lately_on_worse_ones() {
        let graph = graph(4, &[(0, 1, 0.9), (1, 3, 0.9), (0, 2, 0.6), (2, 3, 0.6)]);
        let with = |less: f32| Finder::new(&graph, Ready::new(vec![(1, less)])).ways(0, &[3], 5, 3);
        assert_eq!(with(0.0).iter().map(|way| way.people[1]).collect::<Vec<_>>(), [2]);
        assert_eq!(with(0.3).iter().map(|way| way.people[1]).collect::<Vec<_>>(), [2, 1]);
        assert_eq!(with(1.0).iter().map(|way| way.people[1]).collect::<Vec<_>>(), [1, 2]);
    }

    #[test]
    fn ways_begin_differently_unless_they_are_nearly_as_good() {
        let ties =
            [(0, 1, 0.9), (1, 2, 0.9), (1, 3, 0.85), (1, 4, 0.3), (2, 5, 0.9), (3, 5, 0.9), (4, 5, 0.9)];
        let graph = graph(6, &ties);
        let middles: Vec<u32> = ways(&graph, 0, &[5], 5, 3).iter().map(|way| way.people[2]).collect();
        assert_eq!(middles, [2, 3], "the third is a third as good");
    }

    #[test]
    fn nobody_is_reached_beyond_the_hops_and_the_finder_can_be_asked_again() {
        let line = graph(6, &[(0, 1, 0.9), (1, 2, 0.9), (2, 3, 0.9), (3, 4, 0.9), (4, 5, 0.9)]);
        let mut finder = Finder::new(&line, Ready::default());
        for _ in 0..3 {
            assert!(finder.ways(0, &[4], 1, 3).is_empty());
            assert_eq!(finder.ways(0, &[4], 1, 4)[0].people, [0, 1, 2, 3, 4]);
            assert!(finder.ways(0, &[5], 1, 4).is_empty());
            assert_eq!(finder.ways(0, &[3], 1, 3)[0].people, [0, 1, 2, 3]);
        }
        assert!(finder.ways(0, &[], 1, 3).is_empty());
        assert!(finder.ways(0, &[0, 77], 1, 3).is_empty());
        assert!(finder.ways(77, &[0], 1, 3).is_empty());
        assert!(ways(&Graph::default(), 0, &[1], 1, 3).is_empty());
    }

    #[test]
    fn of_many_ends_the_likeliest_is_reached() {
        let graph = graph(6, &[(0, 1, 0.9), (1, 2, 0.2), (1, 3, 0.8), (0, 4, 0.5), (4, 2, 0.5), (3, 5, 0.9)]);
        let found = ways(&graph, 0, &[2, 3], 5, 3);
        assert_eq!(
            found.iter().map(|way| way.people.clone()).collect::<Vec<_>>(),
            [vec![0, 1, 3], vec![0, 4, 2]]
        );
    }

    /// Every way there is, by looking at all of them.
    struct All<'a> {
        graph: &'a Graph,
        ready: &'a Ready,
        ends: &'a [u32],
        found: Vec<Way>,
    }

    impl All<'_> {
        fn on(&mut self, left: usize, way: &mut Vec<u32>, score: f32) {
            let (others, chances) = self.graph.of(*way.last().unwrap());
            let step = if way.len() == 1 { 1.0 } else { STEP };
            for (other, chance) in others.iter().zip(chances) {
                if way.contains(other) {
                    continue;
                }
                way.push(*other);
                let score = score * chance * step;
                if self.ends.contains(other) {
                    self.found.push(Way { score, people: way.clone() });
                } else if left > 1 && self.ready.of(*other) > 0.0 {
                    self.on(left - 1, way, score * self.ready.of(*other));
                }
                way.pop();
            }
        }
    }

    fn all(graph: &Graph, ready: &Ready, from: u32, ends: &[u32], hops: usize) -> Vec<Way> {
        let mut all = All { graph, ready, ends, found: Vec::new() };
        all.on(hops, &mut vec![from], 1.0);
        all.found.sort_by(|a, b| b.score.total_cmp(&a.score));
        all.found
    }

    proptest! {
        #[test]
        fn the_ways_are_those_that_one_finds_by_looking_at_all(
            ties in prop::collection::vec((0_u32..9, 0_u32..9, 0.05_f32..0.95), 0..40),
            less in prop::collection::vec((0_u32..9, prop::sample::select(vec![0.0_f32, 0.5])), 0..3),
            (from, end) in (0_u32..9, 0_u32..9),
            most in 1_usize..6,
            hops in 1_usize..5,
        ) {
            let graph = graph(9, &ties);
            let ready = Ready::new(less);
            let found = Finder::new(&graph, ready.clone()).ways(from, &[end], most, hops);
            let ends = if from == end { vec![] } else { vec![end] };
            let mut ways = all(&graph, &ready, from, &ends, hops);
            if hops == 4 {
                // Of those that differ only in the last in between, the best.
                let mut seen = std::collections::HashSet::new();
                ways.retain(|way| way.people.len() < 5 || seen.insert(way.people[..3].to_vec()));
            }
            let expected = BestWays { most, ways, firsts: Vec::new() }.best();
            prop_assert_eq!(found.len(), expected.len(), "{:?} and {:?}", found, expected);
            for (way, other) in found.iter().zip(&expected) {
                prop_assert!((way.score - other.score).abs() < 1e-5, "{:?} and {:?}", found, expected);
                let mut once = way.people.clone();
                once.sort_unstable();
                once.dedup();
                prop_assert_eq!(once.len(), way.people.len(), "nobody is on a way twice");
            }
        }

        #[test]
        fn of_many_ends_the_best_way_is_the_best_of_all(
            ties in prop::collection::vec((0_u32..9, 0_u32..9, 0.05_f32..0.95), 0..40),
            ends in prop::collection::vec(1_u32..9, 1..4),
            hops in 1_usize..5,
        ) {
            let graph = graph(9, &ties);
            let found = ways(&graph, 0, &ends, 1, hops);
            let best = all(&graph, &Ready::default(), 0, &ends, hops).first().map_or(0.0, |way| way.score);
            prop_assert!((found.first().map_or(0.0, |way| way.score) - best).abs() < 1e-5);
        }
    }
}
