//! What of business and trust stands on one person's page: roles, deals, support, what came through them, and how far
//! the tie has come.

use goodturn_core::business::{DealBody, Role, Stage};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::ambassador::{reasons, score};
use goodturn_core::insight::cadence::day;
use goodturn_core::insight::vcp::{Fact, Facts, Vcp, vcp};
use goodturn_core::ledger::Gave;
use goodturn_core::referral;
use goodturn_core::state::{Promise, State};
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Person};
use schemars::JsonSchema;
use serde::Serialize;

use super::ambassadors::{self, line as ambassador};
use super::pipeline::{Line as Deal, Support};
use crate::book::Context;
use crate::error::Result;
use crate::request::parse;

/// Business with one person, and how far the tie has come.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Business")]
pub struct Whole {
    /// What they are to me; several at once.
    pub roles: Vec<Held>,
    /// What was or may be done together, the open first.
    pub deals: Vec<Deal>,
    /// What I did for them.
    pub support: Support,
    /// What came through them; none where nothing did.
    pub through: Option<ambassadors::Line>,
    /// How far the tie has come: unseen, visible, credible, profitable.
    pub vcp: Vcp,
}

/// A role that somebody carries.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "HeldRole")]
pub struct Held {
    /// Which.
    pub role: Role,
    /// How one knows: `as you say`, or a fact.
    pub why: String,
}

impl Whole {
    /// Of somebody, whose entries these are; `tags` are what one calls them.
    pub(crate) fn of(
        reader: &mut Reader<'_>,
        person: &Person,
        entries: &[Entry],
        tags: &[String],
        ctx: &Context,
    ) -> Result<Whole> {
        let own = |entry: &&Entry| entry.kind == Kind::Opportunity && entry.person == person.id;
        let mut deals = Vec::new();
        for entry in entries.iter().filter(own) {
            deals.push(Deal::of(reader, entry, ctx)?);
        }
        deals.sort_by_key(|deal| (deal.closed_on.is_some(), std::cmp::Reverse(deal.since.clone())));
        let through =
            if brings(entries, person.id) { Some(ambassador(reader, person.id, ctx)?) } else { None };
        Ok(Whole {
            roles: roles(person.id, entries, tags, ctx)?,
            support: Support::of(entries, person.id)?,
            vcp: vcp(&facts(person, entries, ctx), parse::today(ctx)),
            deals,
            through,
        })
    }
}

/// Whether something came through somebody.
fn brings(entries: &[Entry], person: PersonId) -> bool {
    entries.iter().any(|entry| {
        let from = entry.person == person && entry.other == Some(PersonId::ME);
        let through = entry.other == Some(person) || entry.third == Some(person);
        match entry.kind {
            Kind::Referral | Kind::Word => from,
            Kind::Opportunity | Kind::Turn => through,
            _ => false,
        }
    })
}

/// What somebody is to me, by what one calls them and by all entries in which they stand.
pub(crate) fn roles(
    person: PersonId,
    entries: &[Entry],
    tags: &[String],
    ctx: &Context,
) -> Result<Vec<Held>> {
    let mut roles: Vec<Held> = Vec::new();
    let mut hold = |role: Role, why: String| {
        if roles.iter().all(|held| held.role != role) {
            roles.push(Held { role, why });
        }
    };
    for role in tags.iter().filter_map(|tag| Role::named(tag)) {
        hold(role, "as you say".to_owned());
    }
    let mut deals = Vec::new();
    for deal in entries.iter().filter(|entry| entry.kind == Kind::Opportunity && entry.person == person) {
        deals.push((deal, deal.body::<DealBody>()?.closed));
    }
    // The open first, and of each the latest.
    deals.sort_by_key(|(deal, closed)| (closed.is_some(), std::cmp::Reverse(&deal.day)));
    for (deal, closed) in &deals {
        let stage = deal.stands::<Stage>()?;
        if stage == Stage::Won {
            let on = closed.map_or_else(|| deal.day.to_string(), |closed| closed.to_string());
            hold(Role::Client, format!("{} ({on})", deal.what));
        } else if stage.is_open() {
            hold(Role::Prospect, format!("{}: {}", stage.name(), deal.what));
        }
    }
    if brings(entries, person) {
        let events = ambassadors::events(entries, person)?;
        if score(&events, parse::today(ctx)).is_some() {
            hold(Role::Ambassador, reasons(&events));
        }
    }
    Ok(roles)
}

/// The facts by which a tie moves.
fn facts(person: &Person, entries: &[Entry], ctx: &Context) -> Facts {
    let mut facts = Facts { strength: person.bond.strength(ctx.now), ..Facts::default() };
    if let Some(last) = person.bond.last_in().or(person.bond.exchanged()) {
        Fact::newest(&mut facts.answered, day(last, &ctx.zone), "they were in touch");
    }
    for entry in entries {
        let Some(on) = entry.day.date() else { continue };
        let what = |said: &str| {
            if entry.what.is_empty() { said.to_owned() } else { format!("{said}: {}", entry.what) }
        };
        match (entry.kind, entry.state) {
            (_, State::Promise(Promise::Kept)) => Fact::newest(&mut facts.kept, on, what("a promise kept")),
            (Kind::Word, _) => Fact::newest(&mut facts.reference, on, what("a good word")),
            (_, State::Referral(referral::State::Closed)) => {
                Fact::newest(&mut facts.reference, on, what("a referral"));
                Fact::newest(&mut facts.closed, on, what("a referral that closed"));
            }
            (Kind::Referral, _) => Fact::newest(&mut facts.reference, on, what("a referral")),
            (_, State::Opportunity(Stage::Won)) => Fact::newest(&mut facts.closed, on, what("business done")),
            (_, State::Turn(Gave::Received)) if entry.person == person.id => {
                Fact::newest(&mut facts.answered, on, what("a good turn of theirs"));
                Fact::newest(&mut facts.closed, on, what("a good turn of theirs"));
            }
            _ => {}
        }
    }
    facts
}
