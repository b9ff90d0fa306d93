//! How often to be in touch, and when that is due.
//!
//! Tiers after Dunbar's layers (5, 15, 50, 150 people; contact weekly, monthly, quarterly, yearly). New
//! contacts follow an expanding schedule of 1, 7, 30 and 90 days (spacing effect, Cepeda 2008).

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan, tz::TimeZone};

use super::strength::Bond;
use crate::sentence;

/// How many people stand in each tier by rank of strength, and its gap in days.
pub const TIERS: [(usize, f64); 4] = [(5, 7.0), (15, 30.0), (50, 90.0), (150, 365.0)];

/// The days after a first meeting on which to be in touch again.
pub const FIRST_DAYS: [i64; 4] = [1, 7, 30, 90];

/// So many days after the first meeting a contact is no longer new.
pub const NEW_FOR: i64 = FIRST_DAYS[3] + 14;

/// How often to be in touch with somebody.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cadence {
    /// As their rank among the ties says.
    ByRank,
    /// Every so many days, by hand.
    Every(u32),
    /// Never remind.
    Never,
}

impl Cadence {
    /// It in words.
    pub fn words(self) -> String {
        match self {
            Cadence::ByRank => "by closeness".to_owned(),
            Cadence::Every(days) => every(days),
            Cadence::Never => "muted".to_owned(),
        }
    }
}

/// A cadence as the user said it: `every day`, `every 30 days`.
pub fn every(days: u32) -> String {
    sentence!["{days|every day|every # days}", days].to_string()
}

/// The gap of the tier for somebody at `rank` (0 is the strongest); none beyond the last tier.
pub fn tier_gap(rank: usize) -> Option<f64> {
    TIERS.iter().find(|(size, _)| rank < *size).map(|(_, gap)| *gap)
}

/// The first rank of the tier that a circle, from 1 to 5, stands for; the last two are those one knows.
pub fn of_circle(circle: i64) -> usize {
    let tier = usize::try_from(circle - 1).unwrap_or(0).min(TIERS.len() - 1);
    tier.checked_sub(1).map_or(0, |before| TIERS[before].0)
}

/// The gap in days after which somebody is due: the tier's or the chosen one, but no more than twice the
/// tie's own rhythm where it is the tier that speaks.
pub fn gap(cadence: Cadence, rank: usize, bond: &Bond, now: Timestamp) -> Option<f64> {
    match cadence {
        Cadence::Never => None,
        Cadence::Every(days) => Some(f64::from(days.max(1))),
        Cadence::ByRank => {
            let tier = tier_gap(rank)?;
            Some(bond.usual_gap(now).map_or(tier, |own| tier.min(2.0 * own)).max(1.0))
        }
    }
}

/// Since when the wait for somebody runs: from the last contact both ways, or from what the user wrote down by
/// hand, whatever its direction. One who only writes, or is only written to, is not in touch; where it was never
/// both ways, the wait runs from the first.
pub fn in_touch(bond: &Bond, logged: Option<Timestamp>) -> Option<Timestamp> {
    bond.exchanged().max(logged).or(bond.first())
}

/// The step of the expanding schedule that is due for a contact first met at `first` and last met at
/// `last`: so many days after the first meeting, unless they have been in touch since that day.
pub fn first_step(first: Timestamp, last: Timestamp, now: Timestamp) -> Option<i64> {
    let age = days_between(first, now);
    let step = FIRST_DAYS.iter().rev().find(|step| age >= **step as f64)?;
    let due = first.as_second() + step * 86_400;
    let still_new = age < NEW_FOR as f64;
    // A contact up to a third of the step early already answers it.
    let answered_from = due - step * 86_400 / 3;
    (still_new && last.as_second() < answered_from.max(first.as_second() + 1)).then_some(*step)
}

/// Days from one instant to another, as a fraction.
pub fn days_between(from: Timestamp, to: Timestamp) -> f64 {
    (to.as_second() - from.as_second()) as f64 / 86_400.0
}

/// The civil day at an instant in a zone.
pub fn day(at: Timestamp, zone: &TimeZone) -> Date {
    zone.to_datetime(at).date()
}

/// The next time a birthday comes round, from `today` on. 29 February is kept on the 28th in common years.
pub fn next_birthday(month: i8, day: i8, today: Date) -> Option<Date> {
    let in_year = |year: i16| {
        Date::new(year, month, day)
            .or_else(|err| if (month, day) == (2, 29) { Date::new(year, 2, 28) } else { Err(err) })
    };
    let this = in_year(today.year()).ok()?;
    if this >= today { Some(this) } else { in_year(today.checked_add(1.year()).ok()?.year()).ok() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Direction;
    use jiff::civil::date;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + day * 86_400).unwrap()
    }

    #[test]
    fn a_new_contact_is_due_after_1_7_30_and_90_days_and_then_no_more() {
        let due = |last: i64, now: i64| first_step(at(0), at(last), at(now));
        assert_eq!(due(0, 0), None);
        assert_eq!(due(0, 1), Some(1));
        assert_eq!(due(1, 2), None, "thanked on the first day");
        assert_eq!(due(1, 7), Some(7));
        assert_eq!(due(6, 8), None, "a day early answers it");
        assert_eq!(due(7, 31), Some(30));
        assert_eq!(due(30, 95), Some(90));
        assert_eq!(due(30, 120), None, "no longer new");
    }

    #[test]
    fn the_tier_falls_with_rank_and_the_own_rhythm_shortens_it() {
        let mut bond = Bond::default();
        for n in 0..20 {
            let _ = bond.add(at(n), Direction::Both, 1.0);
        }
        assert_eq!(tier_gap(4), Some(7.0));
        assert_eq!(tier_gap(5), Some(30.0));
        assert_eq!(tier_gap(150), None);
        let own = gap(Cadence::ByRank, 100, &bond, at(20)).unwrap();
        assert!(own < 10.0, "{own}");
        assert_eq!(gap(Cadence::Every(60), 0, &bond, at(20)), Some(60.0));
        assert_eq!(gap(Cadence::Never, 0, &bond, at(20)), None);
    }

    #[test]
    fn who_only_writes_is_not_in_touch() {
        let mut bond = Bond::default();
        assert_eq!(in_touch(&bond, None), None);
        let _ = bond.add(at(0), Direction::Out, 1.0);
        let _ = bond.add(at(5), Direction::Out, 1.0);
        assert_eq!(in_touch(&bond, None), Some(at(0)));
        let _ = bond.add(at(7), Direction::In, 1.0);
        let _ = bond.add(at(9), Direction::In, 1.0);
        assert_eq!(in_touch(&bond, None), Some(at(5)));
        assert_eq!(in_touch(&bond, Some(at(8))), Some(at(8)), "what is written down counts as it is");
        let _ = bond.add(at(11), Direction::Both, 1.0);
        assert_eq!(in_touch(&bond, Some(at(8))), Some(at(11)));
    }

    #[test]
    fn a_cadence_is_said_back_as_it_was_said() {
        assert_eq!([every(1), every(30), every(365)], ["every day", "every 30 days", "every 365 days"]);
    }

    #[test]
    fn birthdays_come_round() {
        assert_eq!(next_birthday(3, 5, date(2026, 3, 5)), Some(date(2026, 3, 5)));
        assert_eq!(next_birthday(3, 4, date(2026, 3, 5)), Some(date(2027, 3, 4)));
        assert_eq!(next_birthday(2, 29, date(2026, 1, 1)), Some(date(2026, 2, 28)));
        assert_eq!(next_birthday(13, 1, date(2026, 1, 1)), None);
    }
}
