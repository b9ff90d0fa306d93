//! Who speaks for me and sends me people, and the business that came through them, directly and down the chain.

use std::collections::{BTreeMap, BTreeSet};

use goodturn_core::business::{DealBody, Stage};
use goodturn_core::day::Day;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::ambassador::{Did, Event, Prompt, label, reasons, score};
use goodturn_core::insight::chain::{Link, Node, down};
use goodturn_core::ledger::{Gave, TurnBody, TurnKind};
use goodturn_core::money::{Amount, Money};
use goodturn_core::referral::{ReferralBody, State};
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    View "ambassadors" Ambassadors: "Shows who speaks for you and sends you people, and the business that came of it" -> lines Line {
        who: MaybePositional(Person) "Only this one, with the whole chain: id, e-mail address, or enough of the name",
        limit: Number(From(0)) "How many at the most (default 20)",
    }
    examples {
        {} "",
        { who: "Ben" } "with the whole chain",
    }
}

/// Somebody who speaks for me.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Ambassador")]
pub struct Line {
    /// Who.
    pub person: Party,
    /// From 0 to 1; none where one thing alone is known.
    pub score: Option<f64>,
    /// What it rests on, in words.
    pub why: String,
    /// How many people they brought directly.
    pub brought: usize,
    /// How many those brought in turn, and so on.
    pub further: usize,
    /// Business with those they brought directly, by currency.
    pub direct: Vec<Amount>,
    /// Business with those further down the chain, by currency.
    pub down_the_chain: Vec<Amount>,
    /// Everybody in the chain, nearest first; only where one person is asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub chain: Vec<Place>,
    /// What to think of the score while little is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// Somebody in a chain.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Place {
    /// Who.
    pub person: Party,
    /// How many links away; the first is 0.
    pub depth: usize,
    /// Who brought them, as a place in the chain; none for the first.
    pub parent: Option<usize>,
    /// How: referral, word or through.
    pub how: &'static str,
    /// The business done with them since, by currency.
    pub business: Vec<Amount>,
}

impl Line {
    /// What came through them, in words; empty where nothing did.
    pub fn worth(&self) -> String {
        messages::worth(&Amount::list(&self.direct), &Amount::list(&self.down_the_chain)).to_string()
    }
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let score = self.score.map_or_else(|| "   ".to_owned(), |score| format!("{:3.0}", 100.0 * score));
        let mut lines = vec![format!("  {score}  {:<28} {}", self.person.name(), self.why)];
        let worth = self.worth();
        if !worth.is_empty() {
            lines.push(format!("       {}", messages::through_them(&worth)));
        }
        for place in &self.chain {
            let business = if place.business.is_empty() {
                String::new()
            } else {
                format!(": {}", Amount::list(&place.business))
            };
            let how = if place.how.is_empty() { String::new() } else { format!(" ({})", place.how) };
            lines.push(format!("       {}{}{how}{business}", "  ".repeat(place.depth), place.person.name()));
        }
        lines.extend(self.label.iter().map(|label| format!("       {label}")));
        lines
    }
}

impl Request for Ambassadors {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = book.ambassadors(&self, ctx)?;
        Ok(Lines::of(lines, messages::NOBODY_SPEAKS, ctx))
    }
}

/// So many of the latest referrals, words and good turns are looked through for people who speak for me.
const READ: usize = 500;
/// So far back, in days.
const DAYS: i64 = 3 * 365;
/// So many people of a chain are looked at.
const LONGEST: usize = 60;
/// An ask within so many days before it makes a thing asked for.
const ASKED_BEFORE: i64 = 90;

impl Book {
    /// Who speaks for me, the most first; or one person with the whole chain.
    pub fn ambassadors(&self, ask: &Ambassadors, ctx: &Context) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(20).min(100) as usize;
        self.read(|reader| {
            if let Some(who) = parse::maybe(&ask.who) {
                let person = resolve_person(reader, who)?;
                let mut one = line(reader, person.id, ctx)?;
                let ended = ended(reader)?;
                one.label = one.score.and_then(|_| label(ended));
                return Ok(vec![one]);
            }
            let mut lines = Vec::new();
            for person in speakers(reader, ctx)? {
                lines.push(line(reader, person, ctx)?);
            }
            lines.sort_by(|a, b| {
                let rank = |line: &Line| line.score.unwrap_or(0.0);
                rank(b)
                    .total_cmp(&rank(a))
                    .then(b.brought.cmp(&a.brought))
                    .then(a.person.name().cmp(b.person.name()))
            });
            lines.truncate(most);
            lines.iter_mut().for_each(|line| line.chain.clear());
            Ok(lines)
        })
    }
}

/// How many referrals have come to an end.
fn ended(reader: &mut Reader<'_>) -> Result<i64> {
    let totals = reader.totals(Kind::Referral)?;
    let ended = totals
        .iter()
        .filter(|total| matches!(total.state, state::State::Referral(state) if !state.is_open()));
    Ok(ended.map(|total| total.count).sum())
}

/// Those of whom something is known that they did for me.
fn speakers(reader: &mut Reader<'_>, ctx: &Context) -> Result<BTreeSet<PersonId>> {
    let from = parse::today(ctx).saturating_sub(DAYS.days());
    let mut found = BTreeSet::new();
    for kind in [Kind::Referral, Kind::Word, Kind::Turn] {
        for entry in reader.entries_since(kind, from, READ)? {
            if event(&entry, entry.person, &[])?.is_some() || brings(&entry, entry.person) {
                found.insert(entry.person);
            }
        }
    }
    found.remove(&PersonId::ME);
    Ok(found)
}

/// Whether somebody passed me an opportunity by this entry, whatever came of it.
fn brings(entry: &Entry, person: PersonId) -> bool {
    entry.kind == Kind::Referral && entry.person == person && entry.other == Some(PersonId::ME)
}

/// What somebody did for me by an entry; `asks` are mine of them.
fn event(entry: &Entry, person: PersonId, asks: &[&Entry]) -> Result<Option<Event>> {
    if entry.person != person {
        return Ok(None);
    }
    let did = match entry.kind {
        Kind::Referral if brings(entry, person) && entry.state == State::Closed => Did::Referral,
        Kind::Word if entry.other == Some(PersonId::ME) => Did::Praise,
        Kind::Turn if entry.state == Gave::Received => {
            if entry.body::<TurnBody>()?.kind != TurnKind::Introduction {
                return Ok(None);
            }
            Did::Introduction
        }
        _ => return Ok(None),
    };
    let on = entry.on()?;
    let before = on.saturating_sub(ASKED_BEFORE.days());
    // That nobody had asked is known only of somebody whose asks are written down.
    let asked = |ask: &&Entry| ask.day <= entry.day && ask.day >= before;
    let unprompted = !asks.is_empty() && !asks.iter().any(asked);
    Ok(Some(Event { did, prompt: if unprompted { Prompt::Unprompted } else { Prompt::Asked }, on }))
}

/// All that somebody did for me, by their entries.
pub(crate) fn events(entries: &[Entry], person: PersonId) -> Result<Vec<Event>> {
    let asks: Vec<&Entry> =
        entries.iter().filter(|entry| entry.kind == Kind::Ask && entry.person == person).collect();
    entries.iter().filter_map(|entry| event(entry, person, &asks).transpose()).collect()
}

/// Whom somebody brought, by their entries.
fn links(entries: &[Entry], person: PersonId) -> Vec<Link<PersonId>> {
    let mut found = Vec::new();
    for entry in entries {
        let to = match entry.kind {
            Kind::Referral if brings(entry, person) => entry.third.map(|to| (to, "referral")),
            Kind::Word if entry.person == person && entry.other == Some(PersonId::ME) => {
                entry.third.map(|to| (to, "word"))
            }
            Kind::Opportunity if entry.other == Some(person) => Some((entry.person, "through")),
            Kind::Turn if entry.third == Some(person) && entry.other.is_none() => {
                Some((entry.person, "through"))
            }
            _ => None,
        };
        let to = to.filter(|(to, _)| *to != person && *to != PersonId::ME);
        found.extend(to.map(|(to, how)| Link { from: person, to, on: entry.day, how }));
    }
    found
}

/// The business done with somebody since a day, in the smallest unit by currency: what was won; where nothing is
/// written down as won, what came of referrals about them.
fn business(entries: &[Entry], person: PersonId, since: Day) -> Result<BTreeMap<String, i64>> {
    let mut won = BTreeMap::new();
    let mut referred = BTreeMap::new();
    let add = |sums: &mut BTreeMap<String, i64>, money: Option<Money>| {
        if let Some(money) = money {
            *sums.entry(money.currency).or_default() += money.minor;
        }
    };
    for entry in entries {
        match entry.kind {
            Kind::Opportunity if entry.person == person && entry.state == Stage::Won => {
                let body: DealBody = entry.body()?;
                if body.closed.map_or(entry.day, Day::from) >= since {
                    add(&mut won, body.money);
                }
            }
            Kind::Referral if entry.third == Some(person) && entry.other == Some(PersonId::ME) => {
                let body: ReferralBody = entry.body()?;
                if body.closed().is_some_and(|day| Day::from(day) >= since) {
                    add(&mut referred, body.money);
                }
            }
            _ => {}
        }
    }
    Ok(if won.is_empty() { referred } else { won })
}

fn amounts(sums: &BTreeMap<String, i64>) -> Vec<Amount> {
    let amount =
        |(currency, minor): (&String, &i64)| Amount(Money { minor: *minor, currency: currency.clone() });
    sums.iter().map(amount).collect()
}

/// Somebody as one who speaks for me.
pub(crate) fn line(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Line> {
    let mut known: BTreeMap<PersonId, Vec<Entry>> = BTreeMap::new();
    let nodes: Vec<Node<PersonId>> = down(person, LONGEST, |who| -> Result<Vec<Link<PersonId>>> {
        let entries = reader.entries(*who)?;
        let links = links(&entries, *who);
        known.insert(*who, entries);
        Ok(links)
    })?;
    let own = known.get(&person).ok_or_else(|| Error::internal("a chain without its first"))?;
    let events = events(own, person)?;
    let (mut direct, mut further) = (BTreeMap::new(), BTreeMap::new());
    let mut chain = Vec::with_capacity(nodes.len());
    for node in &nodes {
        let entries = known.get(&node.who).map_or(&[][..], Vec::as_slice);
        let done = if node.depth == 0 { BTreeMap::new() } else { business(entries, node.who, node.since)? };
        let sums = if node.depth == 1 { &mut direct } else { &mut further };
        for (currency, minor) in &done {
            *sums.entry(currency.clone()).or_default() += minor;
        }
        chain.push(Place {
            person: party(reader, node.who)?,
            depth: node.depth,
            parent: node.parent,
            how: node.how,
            business: amounts(&done),
        });
    }
    let score = score(&events, parse::today(ctx)).map(|score| (score * 1000.0).round() / 1000.0);
    let why = match (events.is_empty(), nodes.len()) {
        (false, _) => reasons(&events),
        (true, many) => messages::no_deed(many > 1).to_string(),
    };
    if chain.len() == 1 {
        chain.clear();
    }
    Ok(Line {
        person: party(reader, person)?,
        score,
        why,
        brought: nodes.iter().filter(|node| node.depth == 1).count(),
        further: nodes.iter().filter(|node| node.depth > 1).count(),
        direct: amounts(&direct),
        down_the_chain: amounts(&further),
        chain,
        label: None,
    })
}
