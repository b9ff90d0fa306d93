//! Who belongs together: groups with more ties within than chance would give, by the Leiden algorithm (Traag, Waltman
//! and van Eck 2019) over modularity (Newman 2006): the share of ties within groups less the share one would expect if
//! everybody kept as many ties and they were drawn by lot; from -0.5 to 1, and above 0.3 where there are groups at all.
//!
//! People move to whichever neighbouring group gains most, whoever is next to somebody who moved being asked again;
//! each group is then refined from single people up, so that none falls apart within; what came of it is one person
//! each in a smaller graph, and so on until nothing moves. Nothing is left to chance: the same ties give the same groups.

use super::graph::Graph;

/// The groups of a graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// The number of each person's group, the largest group first.
    pub of: Vec<u32>,
    /// How many people are in each group.
    pub sizes: Vec<u32>,
    /// How much more lies within the groups than chance would give.
    pub modularity: f64,
}

/// Rounds over all levels; the second begins with what the first found.
const ROUNDS: usize = 2;

/// A graph of people, or of groups of them.
struct Level {
    starts: Vec<u32>,
    others: Vec<u32>,
    weights: Vec<f32>,
    /// What ties each has within itself, counted once.
    within: Vec<f64>,
    /// What ties each has in all: those within count twice.
    degree: Vec<f64>,
}

impl Level {
    fn of(graph: &Graph, left_out: Option<u32>) -> Level {
        let people = graph.people();
        let (mut starts, mut others, mut weights) = (Vec::with_capacity(people + 1), Vec::new(), Vec::new());
        others.reserve(graph.ties() * 2);
        weights.reserve(graph.ties() * 2);
        starts.push(0);
        for person in 0..people as u32 {
            let (own, chances) = graph.of(person);
            if Some(person) != left_out {
                for (other, chance) in own.iter().zip(chances).filter(|(other, _)| Some(**other) != left_out)
                {
                    others.push(*other);
                    weights.push(*chance);
                }
            }
            starts.push(others.len() as u32);
        }
        let mut level = Level { starts, others, weights, within: vec![0.0; people], degree: Vec::new() };
        level.add_up();
        level
    }

    fn add_up(&mut self) {
        self.degree = (0..self.within.len())
            .map(|node| self.ties(node).map(|(_, weight)| weight).sum::<f64>() + 2.0 * self.within[node])
            .collect();
    }

    fn len(&self) -> usize {
        self.within.len()
    }

    fn ties(&self, node: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let own = self.starts[node] as usize..self.starts[node + 1] as usize;
        self.others[own.clone()]
            .iter()
            .zip(&self.weights[own])
            .map(|(other, weight)| (*other as usize, f64::from(*weight)))
    }

    /// The groups as one node each.
    fn folded(&self, of: &[u32], groups: usize) -> Level {
        let (order, bounds) = sorted(of, groups);
        let mut level = Level {
            starts: Vec::with_capacity(groups + 1),
            others: Vec::new(),
            weights: Vec::new(),
            within: vec![0.0; groups],
            degree: Vec::new(),
        };
        level.starts.push(0);
        let mut near = Near::of(groups);
        for group in 0..groups {
            let mut twice = 0.0;
            for node in &order[bounds[group] as usize..bounds[group + 1] as usize] {
                level.within[group] += self.within[*node as usize];
                for (other, weight) in self.ties(*node as usize) {
                    let to = of[other] as usize;
                    if to == group {
                        twice += weight;
                    } else {
                        near.add(to, weight);
                    }
                }
            }
            level.within[group] += twice / 2.0;
            near.drain(|to, weight| {
                level.others.push(to as u32);
                level.weights.push(weight as f32);
            });
            level.starts.push(level.others.len() as u32);
        }
        level.add_up();
        level
    }
}

/// Nodes by their groups: those of each beside each other, and where they begin.
fn sorted(of: &[u32], groups: usize) -> (Vec<u32>, Vec<u32>) {
    let mut bounds = vec![0_u32; groups + 1];
    of.iter().for_each(|group| bounds[*group as usize + 1] += 1);
    (0..groups).for_each(|group| bounds[group + 1] += bounds[group]);
    let (mut next, mut order) = (bounds.clone(), vec![0; of.len()]);
    for (node, group) in of.iter().enumerate() {
        let place = &mut next[*group as usize];
        order[*place as usize] = node as u32;
        *place += 1;
    }
    (order, bounds)
}

/// Sums by group, without a map.
struct Near {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl Near {
    fn of(groups: usize) -> Near {
        Near { sums: vec![0.0; groups], touched: Vec::new() }
    }

    fn add(&mut self, group: usize, weight: f64) {
        if self.sums[group] == 0.0 {
            self.touched.push(group as u32);
        }
        self.sums[group] += weight;
    }

    fn drain(&mut self, mut each: impl FnMut(usize, f64)) {
        for group in self.touched.drain(..) {
            each(group as usize, std::mem::take(&mut self.sums[group as usize]));
        }
    }
}

/// Numbers as good as chance, always the same ones.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % most.max(1) as u64) as usize
    }

    fn shuffled(&mut self, count: usize) -> Vec<u32> {
        let mut order: Vec<u32> = (0..count as u32).collect();
        for at in (1..count).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}

/// Moves each to the neighbouring group that gains most, until nobody moves; answers whether anybody did.
fn move_all(level: &Level, of: &mut [u32], twice_all: f64, dice: &mut Dice) -> bool {
    let mut sums = vec![0.0; level.len()];
    let mut sizes = vec![0_u32; level.len()];
    for (node, group) in of.iter().enumerate() {
        sums[*group as usize] += level.degree[node];
        sizes[*group as usize] += 1;
    }
    let mut free: Vec<u32> = (0..level.len() as u32).filter(|group| sizes[*group as usize] == 0).collect();
    let mut queue: std::collections::VecDeque<u32> = dice.shuffled(level.len()).into();
    let mut waits = vec![true; level.len()];
    let mut near = Near::of(level.len());
    let mut moved = false;
    while let Some(node) = queue.pop_front() {
        let node = node as usize;
        waits[node] = false;
        let (own, degree) = (of[node] as usize, level.degree[node]);
        sums[own] -= degree;
        sizes[own] -= 1;
        level.ties(node).for_each(|(other, weight)| near.add(of[other] as usize, weight));
        let stays = near.sums[own] - degree * sums[own] / twice_all;
        let (mut best, mut gain) = (own, stays);
        let alone = if sizes[own] == 0 { Some(own) } else { free.last().map(|group| *group as usize) };
        near.drain(|group, weight| {
            let here = weight - degree * sums[group] / twice_all;
            if here > gain + 1e-12 {
                (best, gain) = (group, here);
            }
        });
        // Better alone than where one only loses.
        if gain < 0.0
            && let Some(alone) = alone
        {
            best = alone;
        }
        if best != own {
            moved = true;
            if sizes[own] == 0 {
                free.push(own as u32);
            }
            if free.last() == Some(&(best as u32)) {
                free.pop();
            }
            of[node] = best as u32;
            for (other, _) in level.ties(node) {
                if of[other] as usize != best && !waits[other] {
                    waits[other] = true;
                    queue.push_back(other as u32);
                }
            }
        }
        sums[best] += degree;
        sizes[best] += 1;
    }
    moved
}

/// Parts each group into what hangs together within it, from single nodes up.
fn refined(level: &Level, of: &[u32], twice_all: f64, dice: &mut Dice) -> Vec<u32> {
    let mut sums = vec![0.0; level.len()];
    of.iter().enumerate().for_each(|(node, group)| sums[*group as usize] += level.degree[node]);
    let mut part: Vec<u32> = (0..level.len() as u32).collect();
    let mut part_sums = level.degree.clone();
    let mut part_sizes = vec![1_u32; level.len()];
    // What each part has of ties to the rest of its group.
    let outer = |node: usize| -> f64 {
        level.ties(node).filter(|(other, _)| of[*other] == of[node]).map(|(_, weight)| weight).sum()
    };
    let mut out: Vec<f64> = (0..level.len()).map(outer).collect();
    let well = |out: f64, sum: f64, group_sum: f64| out >= sum * (group_sum - sum) / twice_all - 1e-12;
    let mut near = Near::of(level.len());
    for node in dice.shuffled(level.len()) {
        let node = node as usize;
        let (group, degree) = (of[node], level.degree[node]);
        let group_sum = sums[group as usize];
        if part_sizes[part[node] as usize] != 1 || !well(out[node], degree, group_sum) {
            continue;
        }
        for (other, weight) in level.ties(node).filter(|(other, _)| of[*other] == group) {
            near.add(part[other] as usize, weight);
        }
        let (own, mut best, mut gain, mut tie) = (part[node] as usize, part[node] as usize, 0.0, 0.0);
        near.drain(|to, weight| {
            let here = weight - degree * part_sums[to] / twice_all;
            if to != own && here > gain + 1e-12 && well(out[to], part_sums[to], group_sum) {
                (best, gain, tie) = (to, here, weight);
            }
        });
        if best != own {
            part_sums[own] = 0.0;
            part_sizes[own] = 0;
            part_sums[best] += degree;
            part_sizes[best] += 1;
            out[best] += out[node] - 2.0 * tie;
            part[node] = best as u32;
        }
    }
    part
}

/// Groups numbered without gaps; answers how many there are.
fn numbered(of: &mut [u32], most: usize) -> usize {
    let mut numbers = vec![u32::MAX; most];
    let mut next = 0;
    for group in of {
        let number = &mut numbers[*group as usize];
        if *number == u32::MAX {
            *number = next;
            next += 1;
        }
        *group = *number;
    }
    next as usize
}

impl Communities {
    /// Of all people of a graph but one, whom everybody knows: the member themself. Whoever has no tie is alone.
    pub fn of(graph: &Graph, left_out: Option<u32>) -> Communities {
        let base = Level::of(graph, left_out);
        let twice_all: f64 = base.degree.iter().sum();
        let mut of: Vec<u32> = (0..base.len() as u32).collect();
        if twice_all > 0.0 {
            let mut dice = Dice(1);
            for _ in 0..ROUNDS {
                if !round(&base, &mut of, twice_all, &mut dice) {
                    break;
                }
            }
        }
        let groups = numbered(&mut of, base.len());
        let mut sizes = vec![0_u32; groups];
        of.iter().for_each(|group| sizes[*group as usize] += 1);
        let mut order: Vec<u32> = (0..groups as u32).collect();
        order.sort_by_key(|group| (std::cmp::Reverse(sizes[*group as usize]), *group));
        let mut rank = vec![0_u32; groups];
        order.iter().enumerate().for_each(|(at, group)| rank[*group as usize] = at as u32);
        of.iter_mut().for_each(|group| *group = rank[*group as usize]);
        let sizes = order.iter().map(|group| sizes[*group as usize]).collect();
        let modularity = modularity(&base, &of, groups, twice_all);
        Communities { of, sizes, modularity }
    }
}

/// One round over all levels; answers whether anything moved.
fn round(base: &Level, of: &mut [u32], twice_all: f64, dice: &mut Dice) -> bool {
    let mut moved = move_all(base, of, twice_all, dice);
    let mut level: Option<Level> = None;
    // Which node of the present level each person is in, and the group of each node.
    let mut node_of: Vec<u32> = (0..base.len() as u32).collect();
    let mut groups_of: Vec<u32> = of.to_vec();
    loop {
        let now = level.as_ref().unwrap_or(base);
        let mut part = refined(now, &groups_of, twice_all, dice);
        let parts = numbered(&mut part, now.len());
        if parts == now.len() {
            // Nothing can be folded by parts; by groups it can, unless each is alone.
            part.clone_from(&groups_of);
            let groups = numbered(&mut part, now.len());
            if groups == now.len() {
                break;
            }
            fold(&mut node_of, &part);
            let next = now.folded(&part, groups);
            groups_of = (0..groups as u32).collect();
            level = Some(next);
        } else {
            let next = now.folded(&part, parts);
            let mut group_of = vec![0; parts];
            part.iter().enumerate().for_each(|(node, part)| group_of[*part as usize] = groups_of[node]);
            numbered(&mut group_of, now.len());
            fold(&mut node_of, &part);
            groups_of = group_of;
            level = Some(next);
        }
        let Some(now) = &level else { break };
        moved |= move_all(now, &mut groups_of, twice_all, dice);
    }
    for (person, group) in of.iter_mut().enumerate() {
        *group = groups_of[node_of[person] as usize];
    }
    moved
}

fn fold(node_of: &mut [u32], part: &[u32]) {
    node_of.iter_mut().for_each(|node| *node = part[*node as usize]);
}

fn modularity(level: &Level, of: &[u32], groups: usize, twice_all: f64) -> f64 {
    if twice_all <= 0.0 {
        return 0.0;
    }
    let (mut inner, mut sums) = (0.0, vec![0.0; groups]);
    for node in 0..level.len() {
        sums[of[node] as usize] += level.degree[node];
        let own = level.ties(node).filter(|(other, _)| of[*other] == of[node]);
        inner += own.map(|(_, weight)| weight).sum::<f64>() + 2.0 * level.within[node];
    }
    inner / twice_all - sums.iter().map(|sum| (sum / twice_all).powi(2)).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::super::graph::Tie;
    use super::*;

    fn graph(people: usize, ties: &[(u32, u32)]) -> Graph {
        let ties: Vec<Tie> = ties.iter().map(|(a, b)| Tie { a: *a, b: *b, chance: 0.5 }).collect();
        Graph::new(people, &ties).0
    }

    /// Rings of cliques, each tied to the next by one tie.
    fn cliques(count: u32, size: u32) -> Vec<(u32, u32)> {
        let mut ties = Vec::new();
        for clique in 0..count {
            for a in 0..size {
                for b in a + 1..size {
                    ties.push((clique * size + a, clique * size + b));
                }
            }
            ties.push((clique * size, (clique + 1) % count * size + 1));
        }
        ties
    }

    #[test]
    fn cliques_are_found_whatever_their_number() {
        for (count, size) in [(2, 4), (5, 5), (30, 6)] {
            let found = Communities::of(&graph((count * size) as usize, &cliques(count, size)), None);
            assert_eq!(found.sizes, vec![size; count as usize], "{count} of {size}");
            for clique in 0..count {
                let own = &found.of[(clique * size) as usize..((clique + 1) * size) as usize];
                assert!(own.iter().all(|group| *group == own[0]));
            }
            assert!(found.modularity > 0.3);
        }
    }

    #[test]
    fn whoever_knows_everybody_is_left_out_and_whoever_knows_nobody_is_alone() {
        let mut ties = cliques(2, 4);
        ties.extend((0..8).map(|person| (9, person)));
        let found = Communities::of(&graph(10, &ties), Some(9));
        assert_eq!(found.sizes, [4, 4, 1, 1]);
        let empty = Communities::of(&graph(0, &[]), None);
        assert!(empty.of.is_empty() && empty.modularity == 0.0);
        let strangers = Communities::of(&graph(3, &[]), None);
        assert_eq!((strangers.sizes, strangers.modularity), (vec![1, 1, 1], 0.0));
    }

    #[test]
    fn the_same_ties_give_the_same_groups_and_none_falls_apart() {
        let mut dice = Dice(5);
        let ties: Vec<(u32, u32)> = (0..3000)
            .map(|_| {
                let a = dice.below(600);
                let far = if dice.below(5) == 0 { 600 } else { 20 };
                (a as u32, (a / 20 * 20 + dice.below(far)) as u32 % 600)
            })
            .filter(|(a, b)| a != b)
            .collect();
        let graph = graph(600, &ties);
        let found = Communities::of(&graph, None);
        assert_eq!(Communities::of(&graph, None), found);
        // From anybody of a group one reaches all of it within it.
        for (group, size) in found.sizes.iter().enumerate() {
            let first = found.of.iter().position(|of| *of == group as u32).unwrap();
            let (mut seen, mut next) = (vec![false; 600], vec![first as u32]);
            seen[first] = true;
            let mut count = 0;
            while let Some(person) = next.pop() {
                count += 1;
                for other in graph.of(person).0 {
                    if found.of[*other as usize] == group as u32
                        && !std::mem::replace(&mut seen[*other as usize], true)
                    {
                        next.push(*other);
                    }
                }
            }
            assert_eq!(count, *size);
        }
        // Moving any one person elsewhere gains nothing.
        let level = Level::of(&graph, None);
        let all: f64 = level.degree.iter().sum();
        let best = modularity(&level, &found.of, found.sizes.len(), all);
        for person in (0..600).step_by(7) {
            for group in 0..found.sizes.len().min(12) as u32 {
                let mut other = found.of.clone();
                other[person] = group;
                assert!(modularity(&level, &other, found.sizes.len(), all) <= best + 1e-9);
            }
        }
    }
}
