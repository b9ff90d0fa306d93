//! The network as a drawing: where everybody stands, how strong my tie to them is, to which community they belong.

use goodturn_core::insight::layout::places;
use schemars::JsonSchema;
use serde::Serialize;

use super::groups::{Community, LEAST, communities};
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{One, Request, Say, request};

request! {
    View "map" Map: "Gives the drawing of the network as data: who stands where, their ties and communities" -> one Drawing {
    }
}

/// So many people and ties are drawn at the most.
pub const PEOPLE: usize = 5_000;
/// See [`PEOPLE`].
pub const TIES: usize = 50_000;

/// A map.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Drawing {
    /// Everybody on it.
    pub dots: Vec<Dot>,
    /// Ties between them: the places of both in `dots`, and how likely it passes something on, from 0 to 1.
    pub ties: Vec<(u32, u32, f32)>,
    /// The communities, the largest first.
    pub communities: Vec<Community>,
    /// How many people there are in all.
    pub people: usize,
}

/// Somebody on the map.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Dot {
    /// Who.
    pub id: String,
    /// Their name.
    pub name: String,
    /// To the right; neighbours are about 1 from each other.
    pub x: f32,
    /// Downwards.
    pub y: f32,
    /// My tie to them, from 0 to 100; 0 where there is none.
    pub strength: f32,
    /// The number of their community; 0 where they belong to none.
    pub community: usize,
}

impl Say for Drawing {
    fn say(&self, ctx: &Context) -> Vec<String> {
        let drawn = messages::drawn(self.dots.len(), self.people, self.ties.len());
        let mut lines = vec![drawn.to_string()];
        lines.extend(self.communities.iter().flat_map(|community| community.say(ctx)));
        lines
    }
}

impl Request for Map {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.map(ctx)?, ctx))
    }
}

impl Book {
    /// The drawing of the network: those with the strongest ties to me and then with the most ties.
    pub fn map(&self, ctx: &Context) -> Result<Drawing> {
        let network = self.network(ctx)?;
        let me = network.me();
        let found = network.communities();
        let mut mine = vec![0.0_f32; me as usize];
        let (others, chances) = network.graph.of(me);
        others.iter().zip(chances).for_each(|(other, chance)| mine[*other as usize] = *chance);
        let mut drawn: Vec<u32> = (0..me).filter(|person| !network.graph.of(*person).0.is_empty()).collect();
        drawn.sort_by(|a, b| {
            let ties = |person: u32| network.graph.of(person).0.len();
            mine[*b as usize].total_cmp(&mine[*a as usize]).then(ties(*b).cmp(&ties(*a))).then(a.cmp(b))
        });
        drawn.truncate(PEOPLE);
        drawn.sort_unstable();
        let place_of = |person: u32| drawn.binary_search(&person).ok().map(|place| place as u32);
        let mut ties: Vec<(u32, u32, f32)> = Vec::new();
        for (place, person) in drawn.iter().enumerate() {
            let (others, chances) = network.graph.of(*person);
            for (other, chance) in
                others.iter().zip(chances).filter(|(other, _)| *other > person && **other != me)
            {
                ties.extend(place_of(*other).map(|other| (place as u32, other, *chance)));
            }
        }
        ties.sort_by(|a, b| b.2.total_cmp(&a.2).then((a.0, a.1).cmp(&(b.0, b.1))));
        ties.truncate(TIES);
        let count = found.sizes.iter().take_while(|size| **size >= LEAST).count() as u32;
        // Whoever belongs to none stands outside of all.
        let groups: Vec<u32> = drawn.iter().map(|person| found.of[*person as usize].min(count)).collect();
        let stand = places(&groups, &ties);
        let communities = self.read(|reader| communities(reader, &network))?;
        let dots = self.read(|reader| {
            let mut dots = Vec::with_capacity(drawn.len());
            let mut at = 0;
            reader.labels(&mut |label| {
                if let Some(person) = drawn.get(at).filter(|person| network.id(**person) == label.id) {
                    dots.push(Dot {
                        id: label.id.to_string(),
                        name: label.name,
                        x: stand[at].0,
                        y: stand[at].1,
                        strength: (mine[*person as usize] * 1000.0).round() / 10.0,
                        community: if groups[at] < count { groups[at] as usize + 1 } else { 0 },
                    });
                    at += 1;
                }
                Ok(())
            })?;
            Ok(dots)
        })?;
        Ok(Drawing { dots, ties, communities, people: me as usize })
    }
}
