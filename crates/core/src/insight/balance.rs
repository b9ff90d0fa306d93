//! How good turns stand over the years: long-term give and take, not tit for tat (science.md section 4).
//!
//! What was given counts G = Σ s · 2^(-age / 730 days), what was received T likewise; the balance is
//! b = (G - T) / (G + T + 4), and only its words are shown. Because all turns fade at one pace, their sums can be
//! kept as of one day, [`EPOCH`], and compared with each other on any day without being touched again.

use std::collections::HashSet;
use std::hash::Hash;

use jiff::civil::{Date, date};
use serde::Serialize;

/// The half-life of a good turn, in days.
pub const HALF_LIFE: f64 = 730.0;
/// The day as of which sums are kept.
pub const EPOCH: Date = date(2020, 1, 1);
/// What a balance is damped by, so that one turn is no imbalance.
const DAMPING: f64 = 4.0;
/// From here on one side gives mostly.
const EVEN: f64 = 0.35;

/// How a balance reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Reading {
    /// Neither gives mostly.
    #[serde(rename = "even")]
    Even,
    /// I do.
    #[serde(rename = "mostly I give")]
    MostlyIGive,
    /// They do.
    #[serde(rename = "mostly they give")]
    MostlyTheyGive,
}

impl Reading {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Reading::Even => "even",
            Reading::MostlyIGive => "mostly I give",
            Reading::MostlyTheyGive => "mostly they give",
        }
    }
}

/// What a turn of this size on this day counts as of [`EPOCH`].
pub fn at_epoch(size: f64, on: Date) -> f64 {
    size * halves(on).exp2()
}

/// What a sum as of [`EPOCH`] counts on this day.
pub fn on_day(sum: f64, day: Date) -> f64 {
    sum * (-halves(day)).exp2()
}

/// How many half-lives a day is after [`EPOCH`]; bounded, so that sums stay numbers at the ends of the calendar too.
fn halves(day: Date) -> f64 {
    (f64::from((day - EPOCH).get_days()) / HALF_LIFE).clamp(-900.0, 900.0)
}

/// A balance, from -1 (they gave everything) to 1 (I did), of what was given and received as of the same day.
pub fn balance(given: f64, received: f64) -> f64 {
    (given - received) / (given + received + DAMPING)
}

/// How it reads.
pub fn reading(balance: f64) -> Reading {
    if balance.abs() < EVEN {
        Reading::Even
    } else if balance > 0.0 {
        Reading::MostlyIGive
    } else {
        Reading::MostlyTheyGive
    }
}

/// Who the other side of a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side<P> {
    /// The member.
    Me,
    /// Somebody in the book.
    Other(P),
}

/// A turn as one person's account sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Turn<P> {
    /// They gave it; else they took it.
    pub they_gave: Flow,
    /// To whom or from whom.
    pub side: Side<P>,
    /// Its size: 1, 3 or 10.
    pub size: f64,
    /// The day.
    pub on: Date,
}

/// Which way a turn went, seen from the person of the account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Flow {
    /// They gave.
    Gave,
    /// They took.
    Took,
}

/// One person's account: sums as of [`EPOCH`].
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Account {
    /// From me to them.
    pub given: f64,
    /// From them to me.
    pub received: f64,
    /// From them to anybody, me too.
    pub gave: f64,
    /// From anybody to them, me too.
    pub took: f64,
    /// How many turns, mine and those between others.
    pub turns: usize,
    /// How many different people they gave to or took from, me too.
    pub counterparts: usize,
    /// The first turn's day.
    pub first: Option<Date>,
    /// The last turn's day.
    pub last: Option<Date>,
}

impl Account {
    /// The account of these turns. Their order is the order of adding up: give the same for the same bits.
    pub fn of<P: Copy + Eq + Hash>(turns: impl IntoIterator<Item = Turn<P>>) -> Account {
        let mut account = Account::default();
        let mut sides = HashSet::new();
        for turn in turns {
            let size = at_epoch(turn.size, turn.on);
            let mine = turn.side == Side::Me;
            match turn.they_gave {
                Flow::Gave => {
                    account.gave += size;
                    account.received += if mine { size } else { 0.0 };
                }
                Flow::Took => {
                    account.took += size;
                    account.given += if mine { size } else { 0.0 };
                }
            }
            sides.insert(turn.side);
            account.turns += 1;
            account.first = Some(account.first.map_or(turn.on, |first| first.min(turn.on)));
            account.last = account.last.max(Some(turn.on));
        }
        account.counterparts = sides.len();
        account
    }

    /// The balance between us on this day.
    pub fn balance(&self, day: Date) -> f64 {
        balance(on_day(self.given, day), on_day(self.received, day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turn(they_gave: Flow, side: Side<u8>, size: f64, on: Date) -> Turn<u8> {
        Turn { they_gave, side, size, on }
    }

    #[test]
    fn a_turn_counts_half_after_two_years() {
        let on = date(2024, 3, 1);
        let after = on.checked_add(jiff::Span::new().days(730)).unwrap();
        assert!((on_day(at_epoch(3.0, on), on) - 3.0).abs() < 1e-12);
        assert!((on_day(at_epoch(3.0, on), after) - 1.5).abs() < 1e-12);
    }

    #[test]
    fn sums_stay_numbers_at_the_ends_of_the_calendar() {
        for day in [Date::MIN, Date::MAX] {
            let turns = [turn(Flow::Took, Side::Me, 10.0, day), turn(Flow::Gave, Side::Me, 10.0, day)];
            let account = Account::of(turns);
            assert!((account.given - account.received).is_finite());
            assert_eq!(reading(account.balance(day)), Reading::Even);
        }
    }

    #[test]
    fn one_small_turn_is_no_imbalance_and_one_large_one_is() {
        let day = date(2024, 3, 1);
        let small = Account::of([turn(Flow::Took, Side::Me, 1.0, day)]);
        assert_eq!(reading(small.balance(day)), Reading::Even);
        let large = Account::of([turn(Flow::Took, Side::Me, 10.0, day)]);
        assert_eq!(reading(large.balance(day)), Reading::MostlyIGive);
        let got = Account::of([turn(Flow::Gave, Side::Me, 10.0, day)]);
        assert_eq!(reading(got.balance(day)), Reading::MostlyTheyGive);
        // Over the years it fades to even.
        assert_eq!(reading(large.balance(date(2030, 3, 1))), Reading::Even);
    }

    #[test]
    fn turns_between_others_count_for_them_but_not_between_us() {
        let day = date(2024, 3, 1);
        let account = Account::of([
            turn(Flow::Gave, Side::Other(1), 3.0, day),
            turn(Flow::Gave, Side::Other(2), 3.0, day),
            turn(Flow::Took, Side::Me, 1.0, day),
        ]);
        assert_eq!(account.counterparts, 3);
        assert_eq!(account.received, 0.0);
        assert!((on_day(account.gave, day) - 6.0).abs() < 1e-12);
        assert!((on_day(account.given, day) - 1.0).abs() < 1e-12);
    }
}
