//! Who speaks for me and sends me people (science.md section 8).
//!
//! score = (1 - Π (1 - q · 2^(-age / 365 days))) · n / (n + 2), over what they did: an introduction .3, a referral that
//! closed .5, public praise .2, a tenth more where nobody had asked. One thing alone makes nobody an ambassador.

use jiff::civil::Date;
use serde::Serialize;

use crate::sentence;

/// The half-life of what an ambassador did, in days.
const HALF_LIFE: f64 = 365.0;
/// From so many on it is a score.
pub const LEAST: usize = 2;
/// So many referrals must have ended before a score may be called a chance.
pub const OUTCOMES: i64 = 30;

/// What somebody did for me.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Did {
    /// Brought me together with somebody.
    Introduction,
    /// Passed me something of which business came.
    Referral,
    /// Spoke well of me.
    Praise,
}

impl Did {
    /// How much it says by itself.
    fn weight(self) -> f64 {
        match self {
            Did::Introduction => 0.3,
            Did::Referral => 0.5,
            Did::Praise => 0.2,
        }
    }

    /// In words, so many of it.
    pub fn words(self, count: usize) -> String {
        let said = match self {
            Did::Introduction => sentence!["{count|1 introduction made|# introductions made}", count],
            Did::Referral => sentence!["{count|1 referral that closed|# referrals that closed}", count],
            Did::Praise => sentence!["{count|1 good word about you|# good words about you}", count],
        };
        said.to_string()
    }
}

/// Whether somebody had asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    /// It was asked for, or that is not known.
    Asked,
    /// It came of itself.
    Unprompted,
}

/// One thing that somebody did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Event {
    /// What.
    pub did: Did,
    /// Whether it had been asked for.
    pub prompt: Prompt,
    /// The day.
    pub on: Date,
}

/// A score, from 0 to 1; none where too little is known.
pub fn score(events: &[Event], day: Date) -> Option<f64> {
    let seen: Vec<&Event> = events.iter().filter(|event| event.on <= day).collect();
    if seen.len() < LEAST {
        return None;
    }
    let none = seen.iter().fold(1.0, |none, event| {
        let more = if event.prompt == Prompt::Unprompted { 0.1 } else { 0.0 };
        let age = f64::from((day - event.on).get_days());
        none * (1.0 - (event.did.weight() + more) * (-age / HALF_LIFE).exp2())
    });
    let n = seen.len() as f64;
    Some((1.0 - none) * n / (n + 2.0))
}

/// What the score rests on, in words.
pub fn reasons(events: &[Event]) -> String {
    let kinds = [Did::Referral, Did::Introduction, Did::Praise];
    let parts: Vec<String> = kinds
        .into_iter()
        .filter_map(|kind| {
            let count = events.iter().filter(|event| event.did == kind).count();
            (count > 0).then(|| kind.words(count))
        })
        .collect();
    parts.join(", ")
}

/// What to say beside scores while too few referrals have ended to test them.
pub fn label(ended: i64) -> Option<String> {
    (ended < OUTCOMES).then(|| {
        format!("A count rather than a chance: {ended} of {OUTCOMES} outcomes are known that it could be tested with.")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn event(did: Did, prompt: Prompt, on: Date) -> Event {
        Event { did, prompt, on }
    }

    #[test]
    fn the_formula_is_the_one_written_down() {
        let day = date(2026, 3, 5);
        let before = date(2025, 3, 5);
        let events =
            [event(Did::Referral, Prompt::Asked, day), event(Did::Praise, Prompt::Unprompted, before)];
        let wanted = (1.0 - 0.5 * (1.0 - 0.3 * 0.5)) * 2.0 / 4.0;
        assert!((score(&events, day).unwrap() - wanted).abs() < 1e-12);
    }

    #[test]
    fn one_thing_alone_makes_nobody_an_ambassador() {
        let day = date(2026, 3, 5);
        assert_eq!(score(&[event(Did::Referral, Prompt::Unprompted, day)], day), None);
        let to_come =
            [event(Did::Referral, Prompt::Asked, day), event(Did::Praise, Prompt::Asked, date(2027, 1, 1))];
        assert_eq!(score(&to_come, day), None, "what is to come does not count");
    }

    #[test]
    fn more_counts_more_and_time_takes_away() {
        let day = date(2026, 3, 5);
        let two = [event(Did::Praise, Prompt::Asked, day); 2];
        let three = [event(Did::Praise, Prompt::Asked, day); 3];
        assert!(score(&three, day) > score(&two, day));
        assert!(score(&two, date(2028, 3, 5)) < score(&two, day));
        assert_eq!(reasons(&two), "2 good words about you");
        assert!(label(29).is_some() && label(30).is_none());
    }
}
