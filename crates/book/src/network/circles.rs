//! The circles of my life, as its own history shows them, and ties that sleep.

use goodturn_core::boundary::{Purpose, Verdict, may};
use goodturn_core::entry;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::{Cadence, days_between};
use goodturn_core::insight::layers::{DUNBAR, layers};
use goodturn_core::insight::today::YEARS;
use goodturn_core::sender::Kind;
use goodturn_store::rows::Person;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::care::parsed;
use crate::error::Result;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::{Lines, Request, Say, request};

request! {
    View "circles" Circles: "Shows the circles of your life, from the closest outwards, and ties worth waking" -> lines Listed {
        asleep: Switch "The ties worth waking alone, the once strongest first",
    }
    examples {
        {} "who stands how close",
        { asleep } "those who were close, and are silent",
    }
}

/// So many of the strongest ties are parted into circles.
const PARTED: usize = 400;
/// Below this strength, from 0 to 100, a tie is in no circle.
const WEAKEST: f64 = 1.0;
/// So many of the once strongest are looked at, and so many of them shown.
const LOOKED_AT: usize = 500;
const SHOWN: usize = 20;

/// A circle, without those within it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Circle {
    /// How many people are in it and in those within it.
    pub people: usize,
    /// How many Dunbar found there.
    pub dunbar: usize,
    /// Who is in it and in none within it, the strongest tie first.
    pub members: Vec<Party>,
    /// Their strengths, from 0 to 100: the highest and the lowest.
    pub strengths: [f64; 2],
}

/// A tie that sleeps.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Asleep {
    /// Whose.
    pub person: Party,
    /// For how many days.
    pub days: i64,
    /// What they need that one of the offers meets, where there is such a thing: a reason to wake it.
    pub reason: Option<String>,
}

/// The circles of a life.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// From the closest outwards.
    pub circles: Vec<Circle>,
    /// Ties worth waking, the once strongest first.
    pub asleep: Vec<Asleep>,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "CircleOrAsleep")]
pub enum Listed {
    /// A circle.
    Circle(Circle),
    /// A tie that sleeps.
    Asleep(Asleep),
}

impl Say for Asleep {
    fn say(&self, _: &Context) -> Vec<String> {
        let said = messages::asleep(self.person.name(), self.days, self.reason.as_deref());
        vec![format!("      {said}")]
    }
}

impl Say for Page {
    fn say(&self, ctx: &Context) -> Vec<String> {
        if self.circles.is_empty() {
            return vec![messages::NO_CIRCLE.to_owned()];
        }
        let mut lines = Vec::new();
        for circle in &self.circles {
            let names: Vec<&str> = circle.members.iter().take(8).map(|who| who.name()).collect();
            let more = circle.members.len().saturating_sub(names.len());
            let dunbar = messages::dunbar(circle.dunbar);
            let who = messages::circle(circle.strengths, &names, more);
            lines.push(format!("{:>4}  {dunbar}  {who}", circle.people));
        }
        if !self.asleep.is_empty() {
            lines.push(messages::WORTH_WAKING.to_owned());
        }
        lines.extend(self.asleep.iter().flat_map(|asleep| asleep.say(ctx)));
        lines
    }
}

impl Request for Circles {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let page = book.circles(ctx)?;
        if self.asleep {
            let words = match page.asleep.as_slice() {
                [] => vec!["No tie sleeps that is worth waking.".into()],
                asleep => asleep.iter().flat_map(|asleep| asleep.words(ctx)).collect(),
            };
            return Ok(Lines::plain(page.asleep, Listed::Asleep, words));
        }
        let words = page.words(ctx);
        Ok(Lines::plain(page.circles, Listed::Circle, words))
    }
}

/// For how many days a tie has slept, as today's list has it; none where it does not, or is to be left alone.
fn sleeps(person: &Person, ctx: &Context) -> Option<f64> {
    let left_alone = person.cadence == Cadence::Never || person.snoozed.is_some_and(|until| until > ctx.now);
    let silence = days_between(person.bond.last()?, ctx.now);
    (person.kind == Kind::Person && !left_alone && person.bond.two_way() && silence >= YEARS)
        .then_some(silence)
}

impl Book {
    /// The circles of my life, and the ties in it that sleep.
    pub fn circles(&self, ctx: &Context) -> Result<Page> {
        self.read(|reader| {
            let from = (f64::INFINITY, PersonId::from_bytes([0xff; 16]));
            let mut ties: Vec<(f64, f64, PersonId)> = reader
                .bonds(Kind::Person, from, PARTED)?
                .into_iter()
                .map(|(id, _, bond)| (bond.raw_at(ctx.now), bond.strength(ctx.now), id))
                .filter(|(_, strength, _)| *strength >= WEAKEST)
                .collect();
            ties.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.2.cmp(&a.2)));
            let raw: Vec<f64> = ties.iter().map(|(raw, ..)| *raw).collect();
            let mut circles = Vec::new();
            let mut begun = 0;
            for (people, dunbar) in layers(&raw).into_iter().zip(DUNBAR) {
                let own = &ties[begun..people];
                let members =
                    own.iter().map(|(_, _, id)| party(reader, *id)).collect::<Result<Vec<Party>>>()?;
                let strengths =
                    [own.first(), own.last()].map(|tie| tie.map_or(0.0, |(_, strength, _)| *strength));
                circles.push(Circle { people, dunbar, members, strengths });
                begun = people;
            }
            let mut asleep = Vec::new();
            for person in reader.by_peak(LOOKED_AT)? {
                let Some(silence) = sleeps(&person, ctx) else { continue };
                let wanted = parsed(&reader.entries_of(person.id, entry::Kind::Boundary)?)?;
                let heard = person.bond.last_out().map(|at| days_between(at, ctx.now));
                if matches!(may(&wanted, Purpose::Contact, heard), Verdict::No(_)) {
                    continue;
                }
                let days = silence as i64;
                let found = crate::wishes::matches::of_person(reader, person.id, 1, ctx)?;
                let who = Party::from(&person);
                let reason = found.lines.first().map(|line| line.seen_by(&who));
                asleep.push(Asleep { person: who, days, reason });
                if asleep.len() == SHOWN {
                    break;
                }
            }
            // Who has a reason comes first.
            asleep.sort_by_key(|asleep| asleep.reason.is_none());
            Ok(Page { circles, asleep })
        })
    }
}
