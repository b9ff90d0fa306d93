//! How one knows of a tie, in words and with days.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::day;
use goodturn_core::insight::today::span;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use goodturn_store::together::recent;

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
        (PersonId::ME, other) | (other, PersonId::ME) => mine(reader, other, ctx),
        _ => theirs(reader, a, b, ctx),
    }
}

fn mine(reader: &mut Reader<'_>, other: PersonId, ctx: &Context) -> Result<Known> {
    let Some(person) = reader.person(other)? else {
        return Ok(Known { chance: 0.0, evidence: "forgotten since".to_owned() });
    };
    if let Some(said) = said_of(reader, other)?.pop() {
        let how = if said.what.is_empty() { String::new() } else { format!(": {}", said.what) };
        let measured = person.bond.strength(ctx.now);
        let evidence = format!("as close as you say{how} ({measured:.0} of 100 by what was counted)");
        return Ok(Known { chance: of_told(&said)?, evidence });
    }
    let chance = of_mine(person.bond.strength(ctx.now), person.interactions).unwrap_or(0.0);
    let evidence = match person.bond.last() {
        Some(last) => {
            let count = person.bond.count();
            let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
            format!("you were in touch {times}, last on {}", on_day(last, ctx))
        }
        None => "in your address book; no contact is known".to_owned(),
    };
    Ok(Known { chance, evidence })
}

fn theirs(reader: &mut Reader<'_>, a: PersonId, b: PersonId, ctx: &Context) -> Result<Known> {
    let mut best = Known { chance: 0.0, evidence: String::new() };
    let mut put = |chance: f64, evidence: String| {
        if chance > best.chance {
            best = Known { chance, evidence };
        }
    };
    for entry in reader.entries(a)? {
        let both = entry.people().any(|one| one == b) && entry.third != Some(b) && entry.third != Some(a);
        if !both {
            continue;
        }
        match entry.kind {
            Kind::Tie => {
                let since =
                    if entry.day.is_empty() { String::new() } else { format!(" since {}", entry.day) };
                let how = if entry.what.is_empty() { String::new() } else { format!(": {}", entry.what) };
                put(of_told(&entry)?, format!("they know each other{since}{how}"));
            }
            Kind::Introduction if have_met(entry.state) => {
                put(TOLD, format!("you introduced them, beginning on {}", entry.day));
            }
            _ => {}
        }
    }
    if let Some((times, heft)) = reader.together_of(a, b)? {
        let count = |person: Option<Person>| person.map_or(0, |person| person.interactions);
        let least = count(reader.person(a)?).min(count(reader.person(b)?));
        let last = reader.occasions(a, b, 1)?.pop();
        let last = last.map_or_else(String::new, |last| {
            let on = last.at.map_or_else(String::new, |at| format!(", last on {}", on_day(at, ctx)));
            let about =
                if last.title.is_empty() { String::new() } else { format!(" ({})", short(&last.title)) };
            format!("{on}{about}")
        });
        let times_words = if times == 1 { "once".to_owned() } else { format!("{times} times") };
        put(of_together(recent(heft, times, ctx.now), least), format!("seen together {times_words}{last}"));
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

/// How long ago somebody was asked for something within the days that tire; none where they were not.
pub(super) fn tired(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Option<String>> {
    let today = parse::today(ctx);
    let asked = reader.entries_of(person, Kind::Ask)?;
    let days = asked.iter().filter_map(|ask| ask.day.parse::<jiff::civil::Date>().ok());
    let last = days.map(|day| i64::from((today - day).get_days())).filter(|days| *days >= 0).min();
    Ok(last
        .filter(|days| *days <= super::ready::TIRED_DAYS)
        .map(|days| if days == 0 { "today".to_owned() } else { format!("{} ago", span(days as f64)) }))
}
