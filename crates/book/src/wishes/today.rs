//! What of needs and offers is for today: a match, a need whose day is past, and whom a good turn would be timely for.

use goodturn_core::boundary::Purpose;
use goodturn_core::day::Due;
use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::balance::Reading;
use goodturn_core::insight::matching::shared_words;
use goodturn_core::insight::today::{Line as TodayLine, Why, span};
use goodturn_core::ledger::Gave;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;

use super::matches::{of_wish, read_ahead};
use super::messages;
use super::pairs::Pairs;
use crate::book::Context;
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Matter;
use crate::request::party::party;

/// Of so many of the latest needs matches are looked for.
const NEEDS: usize = 3;
/// Needs that are no older than this, in days, are new.
const NEW: i64 = 30;
/// A need whose day is no longer past than this, in days, is asked about.
const PAST: i64 = 30;
/// So many of those who gave most beyond what they got are looked at.
const GIVERS: usize = 20;
/// Whom one has done a good turn within this time, in days, is not waiting for one.
const LATELY: f64 = 30.0;

/// New needs that somebody can meet.
pub(crate) fn matches(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let from = today.saturating_sub(NEW.days());
    let mut pairs = Pairs::default();
    let mut found = Vec::new();
    let mut needs = reader.entries_between(Kind::Need, from, today, NEEDS)?;
    needs.retain(Entry::is_open);
    read_ahead(reader, &needs);
    for need in needs {
        let Some(best) = of_wish(reader, &need, &mut pairs, ctx)?.into_iter().next() else { continue };
        let (asker, giver) = (&best.need.person, &best.offer.person);
        let (needed, offered) = (&best.need.text, &best.offer.text);
        let (who, reason) = if asker.is_me() {
            (giver.clone(), messages::i_need(needed, offered))
        } else if giver.is_me() {
            (asker.clone(), messages::i_can_give(needed, offered))
        } else {
            (asker.clone(), messages::another_can_give(needed, giver.name(), offered))
        };
        let due = need.on()?;
        let reason = reason.to_string();
        let line = TodayLine::matter(Why::Match, who.clone(), reason, due, best.deed(), best.score);
        found.push(if asker.is_me() {
            line.asking(who, Purpose::Ask)
        } else if giver.is_me() {
            line.asking(who, Purpose::Contact)
        } else {
            line.asking(who, Why::Match.asks()).asking(giver.clone(), Why::Match.asks())
        });
    }
    Ok(found)
}

/// Needs whose day is past: do they still stand?
pub(crate) fn past(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let yesterday = today.saturating_sub(1.days());
    let from = today.saturating_sub(PAST.days());
    let mut found = Vec::new();
    for need in reader.due(Kind::Need, yesterday, NEEDS * 10)? {
        let Some(due) = need.due_day().filter(|due| *due >= from && need.person != PersonId::ME) else {
            continue;
        };
        let who = party(reader, need.person)?;
        let reason = messages::needed_until(due, &need.what).to_string();
        let deed = Deed::new("met").entry("id", need.id);
        found.push(TodayLine::matter(Why::Gift, who, reason, due, deed, -1.0));
    }
    Ok(found)
}

/// Those who gave me much more than I gave them, and need something that is known: a good turn would be timely.
pub(crate) fn gifts(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let mine: Vec<Entry> =
        reader.entries_of(PersonId::ME, Kind::Offer)?.into_iter().filter(Entry::is_open).collect();
    let mut found = Vec::new();
    for account in reader.accounts_by_net(None, GIVERS)? {
        if account.reading(today) != Reading::MostlyTheyGive {
            break;
        }
        let Some(person) = reader.person(account.person)? else { continue };
        let turns = reader.entries_of(account.person, Kind::Turn)?;
        let last =
            turns.iter().filter(|turn| turn.state == Gave::Given).filter_map(|turn| turn.day.date()).max();
        // Twice the rhythm of the tie, and a month at least, may pass without a good turn.
        let patience = (2.0 * person.bond.usual_gap(ctx.now).unwrap_or(LATELY)).max(LATELY);
        let since = last.map(|last: jiff::civil::Date| f64::from((today - last).get_days()));
        if since.is_some_and(|since| since < patience) {
            continue;
        }
        let needs = reader.entries_of(account.person, Kind::Need)?;
        let Some(need) = needs.iter().rev().find(|need| need.due.is_some_and(|due| due >= Due::On(today)))
        else {
            continue;
        };
        let own = mine.iter().find(|offer| !shared_words(&need.what, &offer.what).is_empty());
        let offered = own.map(|offer| offer.what.as_str());
        let reason = messages::timely(since.map(span), &need.what, offered).to_string();
        let who = party(reader, account.person)?;
        let deed = Deed::new("met").entry("id", need.id).text("by", "me");
        let score = if own.is_some() { 1.0 } else { 0.0 };
        found.push(TodayLine::matter(Why::Gift, who, reason, today, deed, score - account.net() * 1e-9));
    }
    Ok(found)
}
