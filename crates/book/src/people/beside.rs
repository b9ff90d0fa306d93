//! What stands beside somebody: good turns, promises, needs, offers, introductions and ties.

use goodturn_core::day::Day;
use goodturn_core::entry::{Kind, TieBody};
use goodturn_core::id::PersonId;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::Context;
use crate::boundaries::boundary::Wanted;
use crate::error::Result;
use crate::introductions::open;
use crate::ledger::turn::Turn;
use crate::ledger::years::{self, Year};
use crate::promises::{ask, promise};
use crate::referrals::list;
use crate::request::party::Party;
use crate::request::party::party;
use crate::wishes::list::Line as Wish;

/// What stands beside somebody, each oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Beside {
    /// Good turns given and received.
    pub ledger: Vec<Turn>,
    /// The same year by year, from the first on.
    #[serde(skip)]
    pub years: Vec<Year>,
    /// Promises both ways that are open.
    pub promises: Vec<promise::Line>,
    /// What I asked and is open.
    pub asks: Vec<ask::Line>,
    /// What they need.
    pub needs: Vec<Wish>,
    /// What they can give.
    pub offers: Vec<Wish>,
    /// The groups that I serve to which they belong.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Party>,
    /// Whom they know.
    pub ties: Vec<Tie>,
    /// How close they are to me as I say; none where I said nothing. What was counted stands apart from it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closeness: Option<Closeness>,
    /// Introductions under way that they are in.
    pub introductions: Vec<open::Line>,
    /// Opportunities passed on by them, to them or about them.
    pub referrals: Vec<list::Line>,
    /// What they do not want, and how they want it.
    pub boundaries: Vec<Wanted>,
}

/// How close somebody is to me as I say, beside what was counted.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Closeness {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// From 0 to 100.
    pub strength: f64,
    /// Since when; none where it is not said.
    pub since: Option<String>,
    /// Why.
    pub why: String,
}

impl Closeness {
    fn of(entry: &Entry) -> Result<Closeness> {
        let strength = entry.body::<TieBody>()?.strength.unwrap_or_default();
        Ok(Closeness {
            id: entry.id.to_string(),
            code: entry.id.code(),
            strength,
            since: if_known(entry.day),
            why: entry.what.clone(),
        })
    }

    /// In words.
    pub fn words(&self) -> String {
        messages::closeness(self.strength, self.since.as_deref(), &self.why).to_string()
    }
}

/// Somebody they know.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Tie {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// The other one.
    pub person: Party,
    /// From 0 to 100, where said.
    pub strength: Option<f64>,
    /// Since when: a day, a month or a year; none where it is not said.
    pub since: Option<String>,
    /// How one knows.
    pub evidence: String,
}

impl Beside {
    /// All that stands beside one person, of all entries in which they stand.
    pub(crate) fn of(
        reader: &mut Reader<'_>,
        person: PersonId,
        entries: Vec<Entry>,
        ctx: &Context,
    ) -> Result<Beside> {
        let mut beside = Beside { years: years::with(&entries, ctx)?, ..Beside::default() };
        for entry in entries {
            match entry.kind {
                Kind::Turn => beside.ledger.push(Turn::of(reader, entry)?),
                Kind::Tie | Kind::Introduction if entry.is_of_one() => {}
                Kind::Need if entry.is_open() => beside.needs.push(Wish::of(reader, &entry)?),
                Kind::Offer if entry.is_open() => beside.offers.push(Wish::of(reader, &entry)?),
                Kind::Promise if entry.is_open() => beside.promises.push(promise::line(reader, &entry)?),
                Kind::Ask if entry.is_open() => beside.asks.push(ask::line(reader, &entry)?),
                Kind::Introduction if entry.is_open() => {
                    beside.introductions.extend(open::lines(reader, [entry], ctx)?);
                }
                Kind::Referral => beside.referrals.push(list::line(reader, entry)?),
                Kind::Member if entry.person == person => {
                    beside.groups.extend(entry.other.map(|group| party(reader, group)).transpose()?);
                }
                Kind::Boundary => {
                    let who = party(reader, person)?;
                    beside.boundaries.push(Wanted::of(who.name(), &entry)?);
                }
                Kind::Tie if entry.other.is_none() => beside.closeness = Some(Closeness::of(&entry)?),
                Kind::Tie => beside.ties.extend(Tie::of(reader, person, entry)?),
                _ => {}
            }
        }
        Ok(beside)
    }
}

impl Tie {
    /// A tie to somebody who was forgotten since is none any more.
    fn of(reader: &mut Reader<'_>, person: PersonId, entry: Entry) -> Result<Option<Tie>> {
        // A tie stands on the page of either.
        let other = if entry.person == person { entry.other } else { Some(entry.person) };
        let Some(other) = other else { return Ok(None) };
        let Some(other) = reader.person(other)? else { return Ok(None) };
        Ok(Some(Tie {
            id: entry.id.to_string(),
            code: entry.id.code(),
            person: Party::from(&other),
            strength: entry.body::<TieBody>()?.strength,
            since: if_known(entry.day),
            evidence: entry.what,
        }))
    }
}

fn if_known(day: Day) -> Option<String> {
    Some(day).filter(|day| day.is_known()).map(|day| day.to_string())
}
