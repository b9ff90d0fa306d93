//! Who belongs together: the communities of everybody's ties but mine, what their members share, whom I know of each,
//! and what hangs on one person.

use std::collections::{BTreeMap, HashMap};

use goodturn_core::channel::fold;
use goodturn_core::draft::ValueKind;
use goodturn_core::id::PersonId;
use goodturn_core::terms::terms;
use goodturn_core::trades::Trades;
use goodturn_store::Reader;
use goodturn_store::labels::Label;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use super::whole::Network;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::party::Party;
use crate::request::{Lines, Request, Say, request};

request! {
    View "communities" Communities: "Shows who belongs together, what they share, and whom you know of each" -> lines Community {
        limit: Number(From(0)) "How many communities at the most (default 20)",
    }
    examples {
        { limit: 5 } "the largest",
    }
}

/// A community has at least so many people, or it is none.
pub(super) const LEAST: u32 = 3;
/// I know whom a request of mine would reach with at least this chance.
const KNOWN: f32 = 0.05;
/// What so many of a community's people share at the least, names it.
const SHARED: f64 = 0.2;
/// So many people are named of each.
const NAMED: usize = 3;
/// Domains at which everybody may have an address say nothing of their people.
const EVERYBODYS: [&str; 24] = [
    "aol.com",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "libero.it",
    "live.com",
    "mac.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "orange.fr",
    "outlook.com",
    "posteo.de",
    "proton.me",
    "protonmail.com",
    "t-online.de",
    "web.de",
    "yahoo.com",
    "yandex.ru",
];

/// A community.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Community {
    /// Its number: the largest is 1.
    pub number: usize,
    /// What most of its members share, or whom it is around.
    pub name: String,
    /// How many people belong to it.
    pub people: usize,
    /// How many of them I know.
    pub known: usize,
    /// Who has most ties within it.
    pub around: Vec<Party>,
    /// Through whom alone I know it, where it is one: without them I would know nobody there.
    pub bridge: Option<Party>,
}

impl Say for Community {
    fn say(&self, _: &Context) -> Vec<String> {
        let bridge = self.bridge.as_ref().map(|bridge| bridge.name());
        let known = messages::community(&self.name, self.people, self.known, bridge);
        let around: Vec<&str> = self.around.iter().map(|who| who.name()).collect();
        vec![format!("{:>4}  {known}", self.number), format!("      {}", messages::around(&around))]
    }
}

impl Request for Communities {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let most = self.limit.unwrap_or(20) as usize;
        let mut found = book.communities(ctx)?;
        found.truncate(most);
        Ok(Lines::of(found, messages::NO_COMMUNITY, ctx))
    }
}

impl Book {
    /// All communities of at least three people, the largest first.
    pub fn communities(&self, ctx: &Context) -> Result<Vec<Community>> {
        let network = self.network(ctx)?;
        self.read(|reader| communities(reader, &network))
    }
}

/// All communities of at least three people, the largest first.
pub(super) fn communities(reader: &mut Reader<'_>, network: &Network) -> Result<Vec<Community>> {
    let found = network.communities();
    let count = found.sizes.iter().take_while(|size| **size >= LEAST).count();
    let mut groups: Vec<Group> = (0..count).map(|_| Group::default()).collect();
    let (mine, chances) = network.graph.of(network.me());
    for (person, chance) in mine.iter().zip(chances) {
        if let Some(group) = groups.get_mut(found.of[*person as usize] as usize).filter(|_| *chance >= KNOWN)
        {
            group.known.push(*person);
        }
    }
    for person in 0..network.me() {
        let own = found.of[person as usize];
        if let Some(group) = groups.get_mut(own as usize) {
            let (others, _) = network.graph.of(person);
            let within =
                others.iter().filter(|other| **other != network.me() && found.of[**other as usize] == own);
            group.members.push((within.count() as u32, person));
        }
    }
    let mut common = Common::default();
    let in_a_group = |id: PersonId| {
        let number = network.number(id)?;
        let group = found.of[number as usize] as usize;
        (group < count).then_some(group)
    };
    let mut names: HashMap<PersonId, String> = HashMap::new();
    reader.labels(&mut |label: Label| {
        let group = in_a_group(label.id);
        common.take(group, &label);
        if group.is_some() {
            names.insert(label.id, label.name);
        }
        Ok(())
    })?;
    for kind in [ValueKind::Tag, ValueKind::Email] {
        reader.values(kind, &mut |person, value| {
            let shared = match value.rsplit_once('@').filter(|_| kind == ValueKind::Email) {
                Some((_, domain)) if EVERYBODYS.contains(&fold(domain).as_str()) => return Ok(()),
                Some((_, domain)) => domain.to_owned(),
                None => value,
            };
            common.count(in_a_group(person), &shared);
            Ok(())
        })?;
    }
    let who = |number: u32| {
        let id = network.id(number);
        Party::Person { id, name: names.get(&id).cloned().unwrap_or_default() }
    };
    let communities = groups.into_iter().enumerate().map(|(at, mut group)| {
        group.members.sort_by_key(|(within, person)| (std::cmp::Reverse(*within), *person));
        let around: Vec<Party> = group.members.iter().take(NAMED).map(|(_, person)| who(*person)).collect();
        let name = common.name(at, group.members.len());
        Community {
            number: at + 1,
            name: name.unwrap_or_else(|| match around.as_slice() {
                [one, other, ..] => messages::around_two(one.name(), other.name()).to_string(),
                _ => messages::A_COMMUNITY.to_owned(),
            }),
            people: group.members.len(),
            known: group.known.len(),
            bridge: if let [one] = group.known.as_slice() { Some(who(*one)) } else { None },
            around,
        }
    });
    Ok(communities.collect())
}

#[derive(Default)]
struct Group {
    known: Vec<u32>,
    /// With how many each has ties within it.
    members: Vec<(u32, u32)>,
}

/// What people have in common, counted in each group and in all.
#[derive(Default)]
struct Common {
    people: usize,
    all: HashMap<String, usize>,
    /// How one writes it.
    spelt: HashMap<String, String>,
    groups: BTreeMap<usize, HashMap<String, usize>>,
}

impl Common {
    fn take(&mut self, group: Option<usize>, label: &Label) {
        self.people += 1;
        if !label.organisation.is_empty() {
            self.count(group, &label.organisation);
        }
        if !label.title.is_empty() {
            for trade in Trades::known().named(&terms(&label.title)) {
                self.count(group, Trades::known().name(trade));
            }
        }
    }

    fn count(&mut self, group: Option<usize>, shared: &str) {
        let key = fold(shared);
        *self.all.entry(key.clone()).or_default() += 1;
        if let Some(group) = group {
            self.spelt.entry(key.clone()).or_insert_with(|| shared.to_owned());
            *self.groups.entry(group).or_default().entry(key).or_default() += 1;
        }
    }

    /// What names a group of this size: what many there share and few elsewhere do.
    fn name(&self, group: usize, size: usize) -> Option<String> {
        let shared = self.groups.get(&group)?;
        let mut told: Vec<(f64, &String)> = shared
            .iter()
            .filter(|(_, count)| **count >= 2 && **count as f64 >= SHARED * size as f64)
            .filter(|(key, _)| self.all.get(*key).is_none_or(|all| 2 * all <= self.people))
            .map(|(key, count)| {
                let here = *count as f64 / size as f64;
                let everywhere = self.all.get(key).copied().unwrap_or(1) as f64 / self.people.max(1) as f64;
                (*count as f64 * (1.0 + here / everywhere).ln(), key)
            })
            .collect();
        told.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        let best = told.first()?;
        // A second one is named where it says nearly as much, and something else.
        let second = told.get(1).filter(|second| second.0 > 0.6 * best.0 && !alike(best.1, second.1));
        let spelt = |key: &String| self.spelt.get(key).unwrap_or(key).clone();
        Some(match second {
            Some(second) => messages::sharing(&spelt(best.1), &spelt(second.1)).to_string(),
            None => spelt(best.1),
        })
    }
}

/// Whether an organisation and a domain say the same, such as "Brook Boats" and "brookboats.example".
fn alike(one: &str, other: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let domain = |text: &str| letters(text.split('.').next().unwrap_or_default());
    let (a, b) = (domain(one), domain(other));
    a.starts_with(&b) || b.starts_with(&a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_called_by_what_few_others_share() {
        // What more than half of all share names nobody.
        let mut common = Common { people: 100, ..Common::default() };
        for person in 0..100 {
            let group = (person < 10).then_some(0);
            common.count(group, "everywhere.example");
            if person < 6 {
                common.count(group, "Brook Boats");
                common.count(group, "brookboats.example");
            }
            if person == 7 {
                common.count(group, "Lonely Ltd");
            }
        }
        assert_eq!(common.name(0, 10).as_deref(), Some("Brook Boats"));
        assert_eq!(common.name(1, 5), None);
        assert!(EVERYBODYS.is_sorted());
    }
}
