//! Cards of one person, as whole groups, with what each hangs on.

use std::collections::{HashMap, HashSet};

use goodturn_core::linkage::clusters::clusters;
use goodturn_core::linkage::{Comparer, Pair};
use goodturn_store::Reader;
use schemars::JsonSchema;
use serde::Serialize;

use super::list::{GROUPED, Looked, Why, decided, in_words, percent, rounded};
use super::messages;
use crate::book::Context;
use crate::error::Result;
use crate::request::Say;
use crate::request::party::Party;
use crate::request::party::party;

/// Cards of one person.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Cards")]
pub struct Group {
    /// The least chance by which one of them hangs on the others, from 0 to 1.
    pub score: f64,
    /// Whose cards.
    pub members: Vec<Party>,
    /// By what they hang together, the surest first: for each but the first, on whom it hangs, and why.
    pub links: Vec<Link>,
}

/// What one card hangs on.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Link {
    /// One that is in the group.
    pub a: Party,
    /// The one that hangs on it.
    pub b: Party,
    /// The chance that both are one person's, from 0 to 1.
    pub score: f64,
    /// What weighs most first.
    pub why: Vec<Why>,
}

impl Say for Group {
    fn say(&self, _: &Context) -> Vec<String> {
        let cards = messages::cards(self.members.len());
        let mut lines = vec![format!("{:>3} %  {cards}", percent(self.score))];
        for who in &self.members {
            lines.push(format!("       {}  {}", who.id(), who.name()));
            for link in self.links.iter().filter(|link| link.b.id() == who.id()) {
                let hangs = messages::hangs_on(percent(link.score), link.a.name(), &in_words(&link.why));
                lines.push(format!("         {hangs}"));
            }
        }
        lines
    }
}

impl Looked {
    /// The groups; who was said to be two, or is to be asked about later, is in no group together.
    pub(super) fn groups(&self, reader: &mut Reader<'_>, ctx: &Context, most: usize) -> Result<Vec<Group>> {
        let number = |id| self.people.binary_search(&id).ok().map(|at| at as u32);
        let decided = decided(reader, ctx)?;
        let apart: HashSet<(u32, u32)> =
            decided.keys().filter_map(|(one, other)| Some((number(*one)?, number(*other)?))).collect();
        let chances: HashMap<(u32, u32), f64> =
            self.found.pairs.iter().map(|pair| ((pair.a, pair.b), pair.chance)).collect();
        let mut groups = Vec::new();
        for mut members in clusters(&self.records, &self.found, GROUPED, &apart) {
            if groups.len() == most {
                break;
            }
            // Since it was looked, one of them may have gone into another.
            let mut people = Vec::new();
            for member in std::mem::take(&mut members) {
                if reader.person(self.id(member))?.is_some() {
                    people.push(party(reader, self.id(member))?);
                    members.push(member);
                }
            }
            if members.len() > 1 {
                let links = self.links(&members, &people, &chances);
                let score = links.iter().map(|link| link.score).fold(1.0, f64::min);
                groups.push(Group { score, members: people, links });
            }
        }
        Ok(groups)
    }

    /// The surest links by which these hang together.
    fn links(&self, members: &[u32], people: &[Party], chances: &HashMap<(u32, u32), f64>) -> Vec<Link> {
        let called: HashMap<u32, &Party> = members.iter().copied().zip(people).collect();
        let comparer = Comparer::new(&self.records, &self.found.rarity);
        let between = |one: u32, other: u32| {
            let (a, b) = (one.min(other), one.max(other));
            let found = chances.get(&(a, b)).copied();
            found.unwrap_or_else(|| self.found.model.chance(&comparer.compare(a, b)))
        };
        let mut links = Vec::new();
        let Some((first, rest)) = members.split_first() else { return links };
        // For each who is not in yet, on whom of those who are they hang most.
        let mut left: Vec<(u32, u32, f64)> = rest.iter().map(|b| (*first, *b, between(*first, *b))).collect();
        while let Some(at) = (0..left.len()).max_by(|x, y| left[*x].2.total_cmp(&left[*y].2)) {
            let (a, b, chance) = left.swap_remove(at);
            for (on, other, known) in &mut left {
                let found = between(b, *other);
                if found > *known {
                    (*on, *known) = (b, found);
                }
            }
            let (first, second) = (a.min(b), a.max(b));
            let agreement = comparer.compare(first, second);
            let (Some(on), Some(other)) = (called.get(&a), called.get(&b)) else { continue };
            links.push(Link {
                a: (*on).clone(),
                b: (*other).clone(),
                score: rounded(chance),
                why: self.why(&comparer, &Pair { a: first, b: second, agreement, chance }),
            });
        }
        links
    }
}
