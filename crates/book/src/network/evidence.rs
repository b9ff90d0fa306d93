//! How one knows of a tie, in words and with days.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::day;
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use goodturn_store::together::recent;

use super::messages;
use super::tie::said_of;
use super::whole::{TOLD, have_met, of_mine, of_together, of_told};
use crate::book::Context;
use crate::error::Result;
use crate::request::parse;

/// A tie: how likely it passes something on, and how one knows of it.
pub(super) struct Known {
    /// From 0 to 1.
    pub(super) chance: f64,
    /// In words.
    pub(super) evidence: String,
}

/// What is known of a tie between these two, either of whom may be the member: the likeliest that is known.
pub(super) fn known(reader: &mut Reader<'_>, a: PersonId, b: PersonId, ctx: &Context) -> Result<Known> {
    match (a, b) {
        (PersonId::ME, other) | (other, PersonId::ME) => my_evidence(reader, other, ctx),
        _ => theirs(reader, a, b, ctx),
    }
}

fn my_evidence(reader: &mut Reader<'_>, other: PersonId, ctx: &Context) -> Result<Known> {
    let Some(person) = reader.person(other)? else {
        return Ok(Known { chance: 0.0, evidence: messages::FORGOTTEN.to_owned() });
    };
    if let Some(said) = said_of(reader, other)?.pop() {
        let evidence = messages::as_you_say(&said.what, person.bond.strength(ctx.now)).to_string();
        return Ok(Known { chance: of_told(&said)?, evidence });
    }
    let chance = of_mine(person.bond.strength(ctx.now), person.interactions).unwrap_or(0.0);
    let evidence = match person.bond.last() {
        Some(last) => messages::in_touch(person.bond.count(), &on_day(last, ctx)).to_string(),
        None => messages::NO_CONTACT.to_owned(),
    };
    Ok(Known { chance, evidence })
}

fn theirs(reader: &mut Reader<'_>, a: PersonId, b: PersonId, ctx: &Context) -> Result<Known> {
    let mut best = Known { chance: 0.0, evidence: String::new() };
    let mut put = |chance: f64, evidence: Words| {
        if chance > best.chance {
            best = Known { chance, evidence: evidence.to_string() };
        }
    };
    for entry in reader.entries(a)? {
        let both = entry.people().any(|one| one == b) && entry.third != Some(b) && entry.third != Some(a);
        if !both {
            continue;
        }
        match entry.kind {
            Kind::Tie => {
                put(of_told(&entry)?, messages::know_each_other(&entry.day.to_string(), &entry.what))
            }
            Kind::Introduction if have_met(entry.state) => {
                put(TOLD, messages::introduced(&entry.day.to_string()))
            }
            _ => {}
        }
    }
    if let Some((times, heft)) = reader.together_of(a, b)? {
        let count = |person: Option<Person>| person.map_or(0, |person| person.interactions);
        let least = count(reader.person(a)?).min(count(reader.person(b)?));
        let last = reader.occasions(a, b, 1)?.pop();
        let on = last.as_ref().and_then(|last| last.at).map(|at| on_day(at, ctx));
        let title = last.filter(|last| !last.title.is_empty()).map(|last| short(&last.title));
        let seen = messages::together(times, on.as_deref(), title.as_deref());
        put(of_together(recent(heft, times, ctx.now), least), seen);
    }
    Ok(best)
}

/// A title is there to be recognised, not read.
fn short(title: &str) -> String {
    const MOST: usize = 40;
    if title.chars().count() <= MOST {
        return title.to_owned();
    }
    let start: String = title.chars().take(MOST - 1).collect();
    format!("{}…", start.trim_end())
}

fn on_day(at: jiff::Timestamp, ctx: &Context) -> String {
    day(at, &ctx.zone).to_string()
}

/// How many days ago somebody was asked for something within those that tire; none where they were not.
pub(super) fn tired(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Option<i64>> {
    let today = parse::today(ctx);
    let asked = reader.entries_of(person, Kind::Ask)?;
    let days = asked.iter().filter_map(|ask| ask.day.date());
    let last = days.map(|day| i64::from((today - day).get_days())).filter(|days| *days >= 0).min();
    Ok(last.filter(|days| *days <= super::ready::TIRED_DAYS))
}
