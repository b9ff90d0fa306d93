//! Good turns year by year: between me and one person, and in the whole book.

use goodturn_core::entry::Kind;
use goodturn_core::ledger::{Gave, TurnBody};
use goodturn_core::state::State;
use goodturn_store::rows::Entry;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;

/// The good turns of a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// Those that I did: of one person their sizes (1, 3 or 10) together, of the whole book how many.
    pub given: f64,
    /// Those done for me, likewise.
    pub received: f64,
}

/// So many years are shown.
const YEARS: i16 = 8;

/// The years with somebody, from the first good turn on; none where there is no good turn.
pub(crate) fn with(entries: &[Entry], ctx: &Context) -> Result<Vec<Year>> {
    let this = parse::today(ctx).year();
    let mut years: Vec<Year> = Vec::new();
    for turn in entries.iter().filter(|entry| entry.kind == Kind::Turn && entry.state != Gave::Between) {
        let year = turn.on()?.year();
        if year <= this - YEARS || year > this {
            continue;
        }
        let first = years.first().map_or(this, |first: &Year| first.year).min(year);
        let before = years.len();
        for missing in first..=this {
            if years.iter().all(|known| known.year != missing) {
                years.push(Year { year: missing, ..Year::default() });
            }
        }
        if years.len() > before {
            years.sort_by_key(|known| known.year);
        }
        let size = turn.body::<TurnBody>()?.size();
        if let Some(known) = years.iter_mut().find(|known| known.year == year) {
            if turn.state == Gave::Given { known.given += size } else { known.received += size }
        }
    }
    Ok(years)
}

impl Book {
    /// How many good turns I did and were done for me in each of the last years.
    pub fn ledger_years(&self, ctx: &Context) -> Result<Vec<Year>> {
        let this = parse::today(ctx).year();
        self.read(|reader| {
            let mut years = Vec::new();
            for year in this - YEARS + 1..=this {
                let mut found = Year { year, ..Year::default() };
                let Ok(first) = Date::new(year, 1, 1) else { continue };
                for (state, count) in reader.tally(Kind::Turn, first, first.last_of_year())? {
                    match state {
                        State::Turn(Gave::Given) => found.given = count as f64,
                        State::Turn(Gave::Received) => found.received = count as f64,
                        _ => {}
                    }
                }
                years.push(found);
            }
            let first = years.iter().position(|year| year.given + year.received > 0.0);
            Ok(years.split_off(first.unwrap_or(years.len())))
        })
    }
}

#[cfg(test)]
mod tests {
    use goodturn_core::id::{EntryId, PersonId};
    use jiff::civil::date;
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn years_without_a_turn_stand_between_those_with_one() {
        let ctx = Context::new("2026-03-05T10:00:00Z".parse().unwrap(), TimeZone::UTC);
        let turn = |n: u128, day: Date, gave: Gave| {
            let id = EntryId(uuid::Uuid::from_u128(n));
            let mut entry = Entry::new(id, Kind::Turn, PersonId(uuid::Uuid::from_u128(9)), day);
            entry.state = gave.into();
            entry
        };
        let turns = [
            turn(1, date(2026, 1, 2), Gave::Given),
            turn(2, date(2023, 5, 2), Gave::Received),
            turn(3, date(1999, 5, 2), Gave::Given),
        ];
        let years = with(&turns, &ctx).unwrap();
        assert_eq!(years.iter().map(|year| year.year).collect::<Vec<_>>(), [2023, 2024, 2025, 2026]);
        assert_eq!((years[0].given, years[0].received), (0.0, 3.0));
        assert_eq!((years[3].given, years[3].received), (3.0, 0.0));
        assert_eq!(with(&[], &ctx).unwrap(), []);
    }
}
