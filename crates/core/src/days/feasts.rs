//! On which day a feast is in a year.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// The day of a feast in a year, by its number in `words.txt`.
pub(super) fn feast_day(feast: i32, year: i16) -> Option<Date> {
    match feast {
        20_000.. => {
            let first = Date::new(year, ((feast - 20_000) / 100) as i8, 1).ok()?;
            first.nth_weekday_of_month((feast % 100) as i8, Weekday::Thursday).ok()
        }
        10_000.. => easter(year)?.checked_add((feast - 10_100).days()).ok(),
        _ => Date::new(year, (feast / 100) as i8, (feast % 100) as i8).ok(),
    }
}

/// Easter Sunday, as Gauss reckoned it.
fn easter(year: i16) -> Option<Date> {
    let year = i32::from(year);
    let (golden, century) = (year % 19, year / 100);
    let moon = (19 * golden + century - century / 4 - (8 * century + 13) / 25 + 15) % 30;
    let moon = moon - (moon / 28) * (1 - (moon / 28) * (29 / (moon + 1)) * ((21 - golden) / 11));
    let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    let away = moon - weekday;
    let month = 3 + (away + 40) / 44;
    Date::new(year as i16, month as i8, (away + 28 - 31 * (month / 4)) as i8).ok()
}
