//! What came of somebody: A brought B, B brought C, C became a client. Business is credited to everybody up the
//! chain, once each, and only where each link was there before the business was done.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::hash::Hash;

use crate::day::Day;

/// That one person brought another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<P> {
    /// Who brought.
    pub from: P,
    /// Whom.
    pub to: P,
    /// The day; where it is not known, it was before everything.
    pub on: Day,
    /// How, in a word: referral, word, through.
    pub how: &'static str,
}

/// Somebody in a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node<P> {
    /// Who.
    pub who: P,
    /// How many links away; the first one is 0.
    pub depth: usize,
    /// Who brought them, as a place in the chain; none for the first.
    pub parent: Option<usize>,
    /// How they were brought.
    pub how: &'static str,
    /// From this day on what they do counts for the first one.
    pub since: Day,
}

/// Everybody whom `root` brought, directly or down the chain, nearest first; nobody twice. `links` answers whom
/// somebody brought. At most `most` are looked at.
pub fn down<P: Clone + Eq + Hash, E>(
    root: P,
    most: usize,
    mut links: impl FnMut(&P) -> Result<Vec<Link<P>>, E>,
) -> Result<Vec<Node<P>>, E> {
    let mut nodes = vec![Node { who: root.clone(), depth: 0, parent: None, how: "", since: Day::UNKNOWN }];
    let mut places = HashMap::from([(root, 0)]);
    let mut known: HashMap<usize, Vec<Link<P>>> = HashMap::new();
    let mut open = VecDeque::from([0]);
    while let Some(at) = open.pop_front() {
        let own = match known.entry(at) {
            Entry::Occupied(found) => found.get().clone(),
            Entry::Vacant(place) => place.insert(links(&nodes[at].who)?).clone(),
        };
        for link in own {
            let since = link.on.max(nodes[at].since);
            match places.get(&link.to) {
                None if nodes.len() < most => {
                    places.insert(link.to.clone(), nodes.len());
                    open.push_back(nodes.len());
                    let depth = nodes[at].depth + 1;
                    nodes.push(Node { who: link.to, depth, parent: Some(at), how: link.how, since });
                }
                // An earlier way to somebody known: what they did meanwhile counts too, and further down.
                Some(&other) if other != 0 && since < nodes[other].since => {
                    nodes[other].since = since;
                    open.push_back(other);
                }
                _ => {}
            }
        }
    }
    Ok(nodes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    fn chain(links: &[(&'static str, &'static str, &str)]) -> Vec<Node<&'static str>> {
        let of = |who: &&'static str| {
            Ok::<_, Infallible>(
                links
                    .iter()
                    .filter(|(from, ..)| from == who)
                    .map(|(from, to, on)| Link {
                        from: *from,
                        to: *to,
                        on: Day::written(on).unwrap(),
                        how: "referral",
                    })
                    .collect(),
            )
        };
        let Ok(nodes) = down("a", 100, of);
        nodes
    }

    #[test]
    fn everybody_down_the_chain_is_found_once() {
        let nodes = chain(&[
            ("a", "b", "2024-01-01"),
            ("b", "c", "2024-02-01"),
            ("a", "c", "2024-03-01"),
            ("c", "a", "2024-04-01"),
        ]);
        let depths: Vec<(&str, usize)> = nodes.iter().map(|node| (node.who, node.depth)).collect();
        assert_eq!(depths, [("a", 0), ("b", 1), ("c", 1)]);
        assert_eq!(nodes[2].since.to_string(), "2024-02-01", "the earlier way counts, though it is longer");
    }

    #[test]
    fn what_was_before_a_link_is_no_merit_of_it() {
        let nodes = chain(&[("a", "b", "2024-06-01"), ("b", "c", "2023-01-01")]);
        assert_eq!(nodes[2].since.to_string(), "2024-06-01", "c counts only from when a had brought b");
    }

    #[test]
    fn a_circle_comes_to_an_end() {
        assert_eq!(chain(&[("a", "b", ""), ("b", "c", ""), ("c", "b", "")]).len(), 3);
    }
}
