//! Why a tie by itself is a line of today: a birthday, a first step, a silence that is longer than it bears.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::super::cadence::{self, Cadence, day, days_between, first_step, next_birthday};
use super::{CLOSE, Candidate, GENTLY, Line, Looked, Pace, Why, YEARS, ago, messages};
use crate::words::Words;

impl Pace {
    /// The gap to keep, where the tier or the tie's rhythm says `usual`. What the user said holds for everybody; only
    /// whoever is gently dealt with is not asked more often than that.
    fn gap<T>(self, usual: f64, c: &Candidate<T>) -> f64 {
        match self {
            Pace::Kin if c.cadence == Cadence::ByRank => 2.0 * usual,
            Pace::Gentle if c.cadence == Cadence::ByRank => {
                cadence::tier_gap(c.rank).unwrap_or(usual).max(usual).max(GENTLY)
            }
            Pace::Gentle => usual.max(GENTLY),
            Pace::Usual | Pace::Kin => usual,
        }
    }
}

/// The line for one person, if there is a reason for one; the first reason that holds.
pub(super) fn line<T: Clone>(
    c: &Candidate<T>,
    looked: Looked,
    now: Timestamp,
    zone: &TimeZone,
) -> Option<Line<T>> {
    if c.cadence == Cadence::Never {
        return None;
    }
    let found = birthday(c, now, zone)
        .or_else(|| new_contact(c, now, zone))
        .or_else(|| overdue(c, looked, now, zone))
        .or_else(|| fading(c, looked, now, zone))
        .or_else(|| dormant(c, looked, now, zone));
    found.map(|(why, reason, due, score)| {
        let met = c.bond.first().filter(|_| why == Why::New).map(|first| day(first, zone));
        let (reason, asks, since, asked) = (reason.to_string(), Vec::new(), due, None);
        Line { who: c.who.clone(), why, reason, due, deed: None, asks, met, since, asked, score }
    })
}

type Reason = (Why, Words, Date, f64);

fn birthday<T>(c: &Candidate<T>, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let (month, day_of_month) = c.birthday?;
    let today = day(now, zone);
    let next = next_birthday(month, day_of_month, today)?;
    let days = (next - today).get_days();
    if days > 3 {
        return None;
    }
    Some((Why::Birthday, messages::birthday(days), next, 10.0 - f64::from(days)))
}

fn new_contact<T>(c: &Candidate<T>, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let (first, last) = (c.bond.first()?, c.bond.last()?);
    c.bond.last_in()?;
    let step = first_step(first, last, now)?;
    let met = day(first, zone);
    let reason = messages::first_step(step, met, (day(now, zone) - met).get_days());
    let due = Timestamp::from_second(first.as_second() + step * 86_400).map_or(met, |at| day(at, zone));
    Some((Why::New, reason, due, c.bond.strength(now)))
}

fn overdue<T>(c: &Candidate<T>, looked: Looked, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    if c.asked_for() && c.bond.last().is_none() {
        return unheard(c, looked, now, zone);
    }
    let (last, since) = (c.bond.last()?, cadence::in_touch(&c.bond, looked.logged)?);
    if !c.bond.two_way() && !c.asked_for() {
        return None;
    }
    // Whoever is hardly known is none of the closest, also where nobody is known better, unless the user says so.
    let rank = match c.circle {
        Some(circle) => cadence::of_circle(circle),
        None if c.bond.strength(now) < CLOSE => usize::MAX,
        None => c.rank,
    };
    let usual = cadence::gap(c.cadence, rank, &c.bond, now)?;
    let gap = looked.pace.gap(usual, c);
    let (wait, silence) = (days_between(since, now), days_between(last, now));
    if wait < gap {
        return None;
    }
    let own = c.bond.usual_gap(now)?;
    if !c.asked_for() && (silence > 8.0 * own.max(gap / 2.0) || wait > YEARS) {
        return None; // The rhythm is broken: fading or waking says it better.
    }
    let wanted = match c.cadence {
        Cadence::Every(days) => messages::you_wanted(days),
        _ if looked.pace != Pace::Gentle && usual < cadence::tier_gap(rank).unwrap_or(usual) => {
            messages::usually(own)
        }
        _ if c.circle.is_some() => circled(c, gap),
        _ => messages::of_the_closest(tier_size(c.rank), gap),
    };
    let due = Timestamp::from_second(since.as_second() + (gap * 86_400.0) as i64).unwrap_or(since);
    let score = wait / gap * (1.0 + c.bond.peak()).ln();
    // One of the two has spoken since, and it was left at that.
    let word = (wait - silence >= 1.0).then(|| ago(last, now, zone));
    let reason = messages::overdue(wait, word, &wanted);
    Some((Why::Overdue, reason, day(due, zone), score))
}

/// The line for somebody of whom the user asked to be reminded, and with whom nothing is written down yet.
fn unheard<T>(c: &Candidate<T>, looked: Looked, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let added = c.added?;
    let rank = c.circle.map_or(usize::MAX, cadence::of_circle);
    let gap = looked.pace.gap(cadence::gap(c.cadence, rank, &c.bond, now)?, c);
    let wait = days_between(added, now);
    if wait < gap {
        return None;
    }
    let wanted = match c.cadence {
        Cadence::Every(days) => messages::you_wanted(days),
        _ => circled(c, gap),
    };
    let due = Timestamp::from_second(added.as_second() + (gap * 86_400.0) as i64).unwrap_or(added);
    let reason = messages::unheard(wait, &wanted);
    Some((Why::Overdue, reason, day(due, zone), 0.0))
}

/// What the user said of how close somebody is, and what follows from it.
fn circled<T>(c: &Candidate<T>, gap: f64) -> Words {
    messages::in_circle(c.circle.unwrap_or_default(), gap)
}

fn fading<T>(c: &Candidate<T>, looked: Looked, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let last = cadence::in_touch(&c.bond, looked.logged)?;
    let own = c.bond.usual_gap(now)?;
    let silence = days_between(last, now);
    if !c.bond.two_way() || !c.once_close || c.bond.count() < 6 || silence < 8.0 * own || silence > YEARS {
        return None;
    }
    let due = Timestamp::from_second(last.as_second() + (8.0 * own * 86_400.0) as i64).unwrap_or(last);
    Some((Why::Fading, messages::fading(own, silence), day(due, zone), c.bond.peak()))
}

fn dormant<T>(c: &Candidate<T>, looked: Looked, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let last = cadence::in_touch(&c.bond, looked.logged)?;
    let silence = days_between(last, now);
    if !c.bond.two_way() || !c.once_close || silence < YEARS {
        return None;
    }
    let reason = messages::worth_waking(c.bond.count(), silence);
    Some((Why::Dormant, reason, day(now, zone), c.bond.peak()))
}

fn tier_size(rank: usize) -> usize {
    cadence::TIERS.iter().find(|(size, _)| rank < *size).map_or(0, |(size, _)| *size)
}
