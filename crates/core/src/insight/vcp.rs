//! How far a tie has come: visibility, credibility, profitability (after the VCP process of I. Misner; conditions as
//! in science.md section 8). It moves only by facts, and falls back when they grow old.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

/// They must have answered within so many days.
pub const SEEN: i32 = 365;
/// Something good must have come of it within so many days.
pub const PAID: i32 = 730;
/// From this strength on a tie is credible by itself.
pub const STRONG: f64 = 50.0;

/// How far a tie has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// They do not answer, or not any more.
    #[default]
    Unseen,
    /// They know me and answer.
    Visible,
    /// They have reason to trust me.
    Credible,
    /// Good things come of it for both.
    Profitable,
}

impl Standing {
    /// The name in JSON and in words.
    pub fn name(self) -> &'static str {
        match self {
            Standing::Unseen => "unseen",
            Standing::Visible => "visible",
            Standing::Credible => "credible",
            Standing::Profitable => "profitable",
        }
    }
}

/// What is known of one tie: each the latest day of its kind, with what it was.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// They wrote, answered, came, or did something for me.
    pub answered: Option<Fact>,
    /// A promise was kept, by either.
    pub kept: Option<Fact>,
    /// One of us spoke well of the other, or passed the other something.
    pub reference: Option<Fact>,
    /// The strength of the tie today, from 0 to 100.
    pub strength: f64,
    /// A referral closed, business was won, or a good turn was returned.
    pub closed: Option<Fact>,
}

/// A fact with its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Fact {
    /// The day.
    pub on: Date,
    /// What, as the rest of a line behind the day.
    pub what: String,
}

impl Fact {
    /// The later of what is known and another one.
    pub fn newest(known: &mut Option<Fact>, on: Date, what: impl Into<String>) {
        if known.as_ref().is_none_or(|known| known.on < on) {
            *known = Some(Fact { on, what: what.into() });
        }
    }
}

/// How far a tie has come, the facts that say so, and what would move it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Vcp {
    /// How far.
    pub standing: Standing,
    /// Why, a line each.
    pub facts: Vec<String>,
    /// What is missing for the next step; none where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<String>,
}

/// How far a tie has come on this day. Each step stands on the one below.
pub fn vcp(facts: &Facts, day: Date) -> Vcp {
    let within = |fact: &Option<Fact>, days: i32| {
        fact.clone().filter(|fact| fact.on <= day && (day - fact.on).get_days() <= days)
    };
    let line = |fact: &Fact| format!("{} {}", fact.on, fact.what);
    let mut said = Vec::new();
    let Some(answered) = within(&facts.answered, SEEN) else {
        let missing = match &facts.answered {
            None => "no sign from them yet: a first exchange".to_owned(),
            Some(last) => format!("the last sign from them is of {}: be in touch again", last.on),
        };
        return Vcp { standing: Standing::Unseen, facts: said, missing: Some(missing) };
    };
    said.push(line(&answered));
    let strong = facts.strength >= STRONG;
    let reason = [&facts.kept, &facts.reference]
        .into_iter()
        .flatten()
        .filter(|fact| fact.on <= day)
        .max_by_key(|fact| fact.on);
    if reason.is_none() && !strong {
        let missing = "a promise kept, or a good word for them".to_owned();
        return Vcp { standing: Standing::Visible, facts: said, missing: Some(missing) };
    }
    match reason {
        Some(fact) => said.push(line(fact)),
        None => said.push(format!("a tie of strength {:.0}", facts.strength)),
    }
    let Some(closed) = within(&facts.closed, PAID) else {
        let missing = match &facts.closed {
            None => "a referral that closes, or a good turn returned".to_owned(),
            Some(last) => format!("the last that came of it is of {}: pass them something", last.on),
        };
        return Vcp { standing: Standing::Credible, facts: said, missing: Some(missing) };
    };
    said.push(line(&closed));
    Vcp { standing: Standing::Profitable, facts: said, missing: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn fact(on: Date) -> Option<Fact> {
        Some(Fact { on, what: "something".into() })
    }

    #[test]
    fn each_fact_moves_it_one_step_and_none_is_skipped() {
        let day = date(2026, 3, 5);
        let mut facts = Facts::default();
        let standing = |facts: &Facts| vcp(facts, day).standing;
        assert_eq!(standing(&facts), Standing::Unseen);
        facts.closed = fact(date(2026, 1, 1));
        assert_eq!(standing(&facts), Standing::Unseen, "what closed does not help where nobody answers");
        facts.answered = fact(date(2026, 2, 1));
        assert_eq!(standing(&facts), Standing::Visible);
        facts.kept = fact(date(2020, 1, 1));
        assert_eq!(standing(&facts), Standing::Profitable);
        facts.kept = None;
        facts.strength = 49.9;
        assert_eq!(standing(&facts), Standing::Visible);
        facts.strength = 50.0;
        assert_eq!(standing(&facts), Standing::Profitable);
        facts.closed = None;
        assert_eq!(standing(&facts), Standing::Credible);
    }

    #[test]
    fn it_falls_back_when_facts_grow_old() {
        let facts = Facts {
            answered: fact(date(2026, 1, 1)),
            kept: fact(date(2026, 1, 1)),
            closed: fact(date(2024, 6, 1)),
            ..Facts::default()
        };
        assert_eq!(vcp(&facts, date(2026, 5, 1)).standing, Standing::Profitable);
        assert_eq!(vcp(&facts, date(2026, 7, 1)).standing, Standing::Credible);
        let gone = vcp(&facts, date(2027, 2, 1));
        assert_eq!(gone.standing, Standing::Unseen);
        assert!(gone.missing.unwrap().contains("2026-01-01"));
    }
}
