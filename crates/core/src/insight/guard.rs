//! Steering clear of takers: the strict rule of science.md section 5. It needs strong evidence, because a naive rule
//! is wrong about every third, and most of those it flags do give again.

use jiff::civil::Date;

use super::balance::{Account, on_day};

/// The prior of giving and of taking: Beta(2 · 0.4, 2 · 0.6).
const PRIOR: (f64, f64) = (0.8, 1.2);
/// The share of giving must be below this with 95 in 100.
pub const UPPER: f64 = 0.15;
/// So many different counterparts must be known.
pub const COUNTERPARTS: usize = 8;
/// What they took must weigh so much.
pub const TOOK: f64 = 8.0;
/// So many days the tie must be old.
pub const DAYS: i32 = 365;
/// So many explicit asks they must have declined or left unanswered.
pub const REFUSED: usize = 3;

/// The upper end, at 95 in 100, of somebody's share of giving in all their giving and taking: mean + 1.645 sd of a
/// Beta distribution.
pub fn upper_share(gave: f64, took: f64) -> f64 {
    let (a, b) = (gave + PRIOR.0, took + PRIOR.1);
    let sum = a + b;
    let sd = (a * b / (sum * sum * (sum + 1.0))).sqrt();
    a / sum + 1.645 * sd
}

/// What speaks in the guard's judgement of one person beside their account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Explicit asks of mine that they declined or did not answer.
    pub refused: usize,
    /// Reasons on file why the imbalance is right.
    pub excuses: usize,
}

/// Whether the rule may hold for somebody on the day of their last turn or any later one, the tie's age aside:
/// both sums fade alike, which only moves the share towards the prior. Who is no suspect need not be looked at.
pub fn may_be(account: &Account, facts: Facts) -> bool {
    account.last.is_some_and(|last| holds(account, facts, last, i32::MAX))
}

/// Whether the rule holds on this day.
pub fn is_taker(account: &Account, facts: Facts, day: Date) -> bool {
    let age = account.first.map_or(0, |first| (day - first).get_days());
    holds(account, facts, day, age)
}

fn holds(account: &Account, facts: Facts, day: Date, age: i32) -> bool {
    let (gave, took) = (on_day(account.gave, day), on_day(account.took, day));
    account.counterparts >= COUNTERPARTS
        && facts.refused >= REFUSED
        && facts.excuses == 0
        && age >= DAYS
        && took >= TOOK
        && upper_share(gave, took) < UPPER
}

#[cfg(test)]
mod tests {
    use super::super::balance::at_epoch;
    use super::*;
    use jiff::civil::date;

    fn account(gave: f64, took: f64, counterparts: usize) -> Account {
        let (first, last) = (date(2020, 1, 1), date(2023, 1, 1));
        Account {
            gave: at_epoch(gave, last),
            took: at_epoch(took, last),
            counterparts,
            first: Some(first),
            last: Some(last),
            ..Account::default()
        }
    }

    #[test]
    fn each_condition_alone_keeps_somebody_clear() {
        let facts = Facts { refused: 3, excuses: 0 };
        let day = date(2023, 1, 1);
        assert!(is_taker(&account(0.0, 40.0, 8), facts, day));
        assert!(!is_taker(&account(8.0, 40.0, 8), facts, day), "gives something");
        assert!(!is_taker(&account(0.0, 40.0, 7), facts, day), "too few counterparts");
        assert!(!is_taker(&account(0.0, 7.0, 8), facts, day), "took little");
        assert!(!is_taker(&account(0.0, 40.0, 8), Facts { refused: 2, excuses: 0 }, day), "was hardly asked");
        assert!(!is_taker(&account(0.0, 40.0, 8), Facts { refused: 3, excuses: 1 }, day), "has an excuse");
        assert!(!is_taker(&account(0.0, 40.0, 8), facts, date(2020, 6, 1)), "is new");
    }

    #[test]
    fn time_clears_and_never_makes_a_suspect() {
        let facts = Facts { refused: 3, excuses: 0 };
        let account = account(0.0, 40.0, 8);
        assert!(may_be(&account, facts));
        assert!(!is_taker(&account, facts, date(2031, 1, 1)), "it has faded");
        for gave in 0..20 {
            for took in 1..60 {
                let (gave, took) = (f64::from(gave), f64::from(took));
                let share = upper_share(gave, took);
                let faded = upper_share(gave * 0.7, took * 0.7);
                assert!(share >= UPPER || faded >= share, "{gave} {took}: {share} fades to {faded}");
            }
        }
    }
}
