//! What stands beside somebody: good turns, promises, needs, offers, introductions and ties.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::ledger::{Gave, TurnBody};
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use serde::{Deserialize, Serialize};

use crate::book::Context;
use crate::boundaries::boundary::Wanted;
use crate::error::Result;
use crate::introductions::open;
use crate::ledger::years::{self, Year};
use crate::promises::{ask, promise};
use crate::referrals::list;
use crate::request::parse::who;
use crate::request::who::Who;
use crate::wishes::list::Line as Wish;

/// What stands beside somebody, each oldest first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
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
    pub groups: Vec<Who>,
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

/// A good turn.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Turn {
    /// Its id.
    pub id: String,
    /// `given` by me, `received` from them, or `between` two others.
    pub direction: &'static str,
    /// Whom it was done for, where that is not plain from whose it is; none else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Who>,
    /// Who did it, where it was neither mine nor for me.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub by: Option<Who>,
    /// Through whom it came about; none where that was not said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub through: Option<Who>,
    /// introduction, referral, information and so on.
    pub kind: String,
    /// small, medium or large.
    pub weight: String,
    /// An amount of money as written; empty where none was said.
    pub value: String,
    /// The day.
    pub on: String,
    /// What for.
    pub what: String,
    /// Whether others may read these words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tell: bool,
}

/// How close somebody is to me as I say, beside what was counted.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Closeness {
    /// From 0 to 100.
    pub strength: f64,
    /// Since when; none where it is not said.
    pub since: Option<String>,
    /// Why.
    pub why: String,
}

impl Closeness {
    fn of(entry: &Entry) -> Closeness {
        let strength = entry.body::<TieBody>().strength.unwrap_or_default();
        Closeness { strength, since: said(entry.day.clone()), why: entry.what.clone() }
    }

    /// In words.
    pub fn words(&self) -> String {
        let since = self.since.as_ref().map_or_else(String::new, |since| format!(" since {since}"));
        let why = if self.why.is_empty() { String::new() } else { format!(": {}", self.why) };
        format!("{:.0} of 100 as you say{since}{why}", self.strength)
    }
}

/// Somebody they know.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tie {
    /// The other one.
    pub person: Who,
    /// From 0 to 100, where said.
    pub strength: Option<f64>,
    /// Since when: a day, a month or a year; none where it is not said.
    pub since: Option<String>,
    /// How one knows.
    pub evidence: String,
}

/// What a tie keeps as JSON.
#[derive(Default, Deserialize)]
#[serde(default)]
struct TieBody {
    strength: Option<f64>,
}

impl Beside {
    /// All that stands beside one person, of all entries in which they stand.
    pub(crate) fn of(
        reader: &mut Reader<'_>,
        person: PersonId,
        entries: Vec<Entry>,
        ctx: &Context,
    ) -> Result<Beside> {
        let mut beside = Beside { years: years::with(&entries, ctx), ..Beside::default() };
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
                    beside.groups.extend(entry.other.map(|group| who(reader, group)).transpose()?);
                }
                Kind::Boundary => beside.boundaries.extend(Wanted::of(&entry)),
                Kind::Tie if entry.other.is_none() => beside.closeness = Some(Closeness::of(&entry)),
                Kind::Tie => beside.ties.extend(Tie::of(reader, person, entry)?),
                _ => {}
            }
        }
        Ok(beside)
    }
}

impl Turn {
    /// In words: the day, which way it went, what, and how much it was.
    pub fn words(&self) -> String {
        let way = match (&self.by, &self.to) {
            (Some(by), Some(to)) => format!("{} to {}", by.name, to.name),
            _ => self.direction.to_owned(),
        };
        let through = self.through.as_ref().map_or_else(String::new, |who| format!(", through {}", who.name));
        let value = if self.value.is_empty() { String::new() } else { format!(", {}", self.value) };
        format!("{}  {way}: {} ({}, {}{value}{through})", self.on, self.what, self.kind, self.weight)
    }

    /// Of an entry of this kind.
    pub(crate) fn of(reader: &mut Reader<'_>, entry: Entry) -> Result<Turn> {
        let body: TurnBody = entry.body();
        let by = entry.other.map(|by| who(reader, by)).transpose()?;
        let to = if by.is_some() { Some(who(reader, entry.person)?) } else { None };
        let through = entry.third.map(|through| who(reader, through)).transpose()?;
        Ok(Turn {
            id: entry.id.to_string(),
            to,
            by,
            through,
            direction: Gave::named(&entry.state).unwrap_or(Gave::Given).name(),
            kind: body.kind,
            weight: body.weight,
            value: body.money.map_or(body.value, |money| money.to_string()),
            on: entry.day,
            what: entry.what,
            tell: body.tell,
        })
    }
}

impl Tie {
    /// A tie to somebody who was forgotten since is none any more.
    fn of(reader: &mut Reader<'_>, person: PersonId, entry: Entry) -> Result<Option<Tie>> {
        // A tie stands on the page of either.
        let other = if entry.person == person { entry.other } else { Some(entry.person) };
        let Some(other) = other else { return Ok(None) };
        Ok(reader.person(other)?.map(|other| Tie {
            person: Who { id: other.id.to_string(), name: other.profile.name },
            strength: entry.body::<TieBody>().strength,
            since: said(entry.day),
            evidence: entry.what,
        }))
    }
}

fn said(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}
