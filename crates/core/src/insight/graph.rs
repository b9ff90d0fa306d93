//! Who knows whom, as arrays: for paths, circles and the map.
//!
//! A tie goes both ways. Each person's ties lie together, the likeliest first, so that a search can stop at the first
//! that is too weak. Eight bytes for each tie and direction.

/// A tie between two people, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// One of the two.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How likely the one would pass something on to the other, from 0 to 1.
    pub chance: f32,
}

/// No tie is surer than this (science.md section 7).
pub const SUREST: f32 = 0.95;

/// People as numbers from 0, and their ties.
#[derive(Clone, Debug, Default)]
pub struct Graph {
    /// Where each person's ties begin; one more than there are people.
    starts: Vec<u32>,
    /// To whom.
    others: Vec<u32>,
    /// How likely.
    chances: Vec<f32>,
}

/// What could not be taken into a graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Ties of somebody with themselves.
    pub selves: usize,
    /// Ties whose chance is no number above zero.
    pub broken: usize,
    /// Ties to people who are not there.
    pub strangers: usize,
}

impl Graph {
    /// The graph of so many people and these ties. Of two ties between the same two the likelier counts; a chance
    /// above [`SUREST`] counts as that; what cannot be a tie is left out and counted.
    pub fn new(people: usize, ties: &[Tie]) -> (Graph, LeftOut) {
        let mut left = LeftOut::default();
        let good = |tie: &Tie| {
            tie.a != tie.b
                && tie.chance.is_finite()
                && tie.chance > 0.0
                && (tie.a as usize) < people
                && (tie.b as usize) < people
        };
        let mut starts = vec![0_u32; people + 1];
        for tie in ties {
            if good(tie) {
                starts[tie.a as usize + 1] += 1;
                starts[tie.b as usize + 1] += 1;
            } else if (tie.a as usize) >= people || (tie.b as usize) >= people {
                left.strangers += 1;
            } else if tie.a == tie.b {
                left.selves += 1;
            } else {
                left.broken += 1;
            }
        }
        for n in 0..people {
            starts[n + 1] += starts[n];
        }
        let mut next = starts.clone();
        let mut others = vec![0_u32; starts[people] as usize];
        let mut chances = vec![0_f32; others.len()];
        for tie in ties.iter().filter(|tie| good(tie)) {
            for (from, to) in [(tie.a, tie.b), (tie.b, tie.a)] {
                let at = next[from as usize] as usize;
                (others[at], chances[at]) = (to, tie.chance.min(SUREST));
                next[from as usize] += 1;
            }
        }
        drop(next);
        // Each person's ties in order, the likelier of two to the same kept, and all moved together.
        let (mut kept, mut from) = (0, 0);
        let mut own: Vec<(u32, f32)> = Vec::new();
        for n in 0..people {
            let to = starts[n + 1] as usize;
            own.clear();
            own.extend(others[from..to].iter().copied().zip(chances[from..to].iter().copied()));
            own.sort_unstable_by(|x, y| x.0.cmp(&y.0).then(y.1.total_cmp(&x.1)));
            own.dedup_by_key(|tie| tie.0);
            own.sort_unstable_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
            starts[n] = kept as u32;
            for (other, chance) in &own {
                (others[kept], chances[kept]) = (*other, *chance);
                kept += 1;
            }
            from = to;
        }
        starts[people] = kept as u32;
        others.truncate(kept);
        chances.truncate(kept);
        (Graph { starts, others, chances }, left)
    }

    /// How many people.
    pub fn people(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// How many ties, each counted once.
    pub fn ties(&self) -> usize {
        self.others.len() / 2
    }

    /// Somebody's ties, the likeliest first: to whom, and how likely.
    pub fn of(&self, person: u32) -> (&[u32], &[f32]) {
        let n = person as usize;
        let (Some(from), Some(to)) = (self.starts.get(n), self.starts.get(n + 1)) else { return (&[], &[]) };
        let range = *from as usize..*to as usize;
        (&self.others[range.clone()], &self.chances[range])
    }

    /// How many ties somebody has.
    pub fn degree(&self, person: u32) -> usize {
        self.of(person).0.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(a: u32, b: u32, chance: f32) -> Tie {
        Tie { a, b, chance }
    }

    #[test]
    fn ties_go_both_ways_the_likeliest_first_and_the_likelier_of_two_counts() {
        let ties = [tie(0, 1, 0.2), tie(2, 0, 0.9), tie(1, 0, 0.5), tie(1, 2, 0.97)];
        let (graph, left) = Graph::new(4, &ties);
        assert_eq!(left, LeftOut::default());
        assert_eq!(graph.of(0), (&[2, 1][..], &[0.9, 0.5][..]));
        assert_eq!(graph.of(1), (&[2, 0][..], &[SUREST, 0.5][..]));
        assert_eq!(graph.of(3).0.len(), 0);
        assert_eq!(graph.of(9).0.len(), 0);
        assert_eq!((graph.people(), graph.ties(), graph.degree(2)), (4, 3, 2));
    }

    #[test]
    fn what_cannot_be_a_tie_is_left_out_and_counted() {
        let ties = [
            tie(1, 1, 0.5),
            tie(0, 1, f32::NAN),
            tie(0, 1, -0.5),
            tie(0, 1, 0.0),
            tie(0, 1, f32::INFINITY),
            tie(0, 7, 0.5),
            tie(0, 1, 0.4),
        ];
        let (graph, left) = Graph::new(2, &ties);
        assert_eq!(left, LeftOut { selves: 1, broken: 4, strangers: 1 });
        assert_eq!(graph.of(0), (&[1][..], &[0.4][..]));
        let (empty, _) = Graph::new(0, &[]);
        assert_eq!((empty.people(), empty.ties()), (0, 0));
    }
}
