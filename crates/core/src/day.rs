//! The days of entries: the one they are of, of which not all need be known, and the one they wait for.

use std::fmt;

use jiff::civil::Date;

/// A day of which perhaps only the month or the year is known, or nothing. What is not known comes before what is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day {
    /// 0 where nothing is known.
    year: i16,
    /// 0 where it is not known; so is the day.
    month: i8,
    day: i8,
}

impl Day {
    /// One of which nothing is known.
    pub const UNKNOWN: Day = Day { year: 0, month: 0, day: 0 };

    /// The day that is written so: `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or nothing where it is not known.
    pub fn written(text: &str) -> Option<Day> {
        let whole = match text.len() {
            0 => return Some(Day::UNKNOWN),
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        let date: Date = whole.parse().ok()?;
        // A year alone that is 0 would be the day of which nothing is known.
        if date.to_string() != whole || text == "0000" {
            return None;
        }
        let Day { year, month, day } = date.into();
        Some(match text.len() {
            4 => Day { year, month: 0, day: 0 },
            7 => Day { year, month, day: 0 },
            _ => Day { year, month, day },
        })
    }

    /// The day, where all of it is known.
    pub fn date(self) -> Option<Date> {
        Date::new(self.year, self.month, self.day).ok()
    }

    /// Whether anything of it is known.
    pub fn is_known(self) -> bool {
        self != Day::UNKNOWN
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Day {
        Day { year: date.year(), month: date.month(), day: date.day() }
    }
}

impl PartialEq<Date> for Day {
    fn eq(&self, date: &Date) -> bool {
        *self == Day::from(*date)
    }
}

impl PartialOrd<Date> for Day {
    fn partial_cmp(&self, date: &Date) -> Option<std::cmp::Ordering> {
        self.partial_cmp(&Day::from(*date))
    }
}

/// As it is written.
impl fmt::Display for Day {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (*self, self.date()) {
            (_, Some(date)) => write!(to, "{date}"),
            (Day::UNKNOWN, None) => Ok(()),
            (Day { year, month: 0, .. }, None) => write!(to, "{year:04}"),
            (Day { year, month, .. }, None) => write!(to, "{year:04}-{month:02}"),
        }
    }
}

/// What an entry waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Due {
    /// This day.
    On(Date),
    /// No day in particular; it comes after every other.
    SomeDay,
}

/// How what waits for no day in particular is written: as a day that is far away, so that it is found behind the others.
const SOME_DAY: &str = "9999-12-31";

impl Due {
    /// The one that is written so.
    pub fn written(text: &str) -> Option<Due> {
        match text {
            SOME_DAY => Some(Due::SomeDay),
            text => Day::written(text)?.date().map(Due::On),
        }
    }

    /// The day, where it is one in particular.
    pub fn date(self) -> Option<Date> {
        match self {
            Due::On(date) => Some(date),
            Due::SomeDay => None,
        }
    }
}

impl From<Date> for Due {
    fn from(date: Date) -> Due {
        Due::On(date)
    }
}

/// Without a day it waits for none in particular.
impl From<Option<Date>> for Due {
    fn from(date: Option<Date>) -> Due {
        date.map_or(Due::SomeDay, Due::On)
    }
}

/// As it is written.
impl fmt::Display for Due {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Due::On(date) => write!(to, "{date}"),
            Due::SomeDay => to.write_str(SOME_DAY),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn days_are_written_as_they_are_read_and_stand_in_the_order_of_their_texts() {
        let texts = ["", "0900-01-02", "2024", "2024-03", "2024-03-12", "2024-04", "2025"];
        let days: Vec<Day> = texts.iter().map(|text| Day::written(text).unwrap()).collect();
        assert!(days.is_sorted());
        assert_eq!(days.iter().map(Day::to_string).collect::<Vec<_>>(), texts);
        let whole: Vec<Date> = days.iter().filter_map(|day| day.date()).collect();
        assert_eq!(whole, [date(900, 1, 2), date(2024, 3, 12)]);
        for bent in [
            " ",
            "24",
            "2024-13",
            "2024-02-30",
            "0000",
            "20240312",
            "2024-03-12T10:00",
            "tomorrow",
            "--03-12",
        ] {
            assert_eq!(Day::written(bent), None, "{bent}");
        }
        for early in [date(-9999, 1, 1), date(0, 1, 1), date(7, 12, 31)] {
            assert_eq!(Day::written(&early.to_string()).and_then(Day::date), Some(early));
        }
        assert!(days[4] == date(2024, 3, 12) && days[3] < date(2024, 3, 1) && days[5] > date(2024, 3, 12));
    }

    #[test]
    fn what_waits_for_no_day_comes_last() {
        assert_eq!(Due::written("2024-03-12"), Some(Due::On(date(2024, 3, 12))));
        assert_eq!(Due::written(&Due::SomeDay.to_string()), Some(Due::SomeDay));
        assert_eq!((Due::written(""), Due::written("2024-03")), (None, None));
        assert!(Due::from(date(9999, 12, 30)) < Due::from(None) && Due::from(None).date().is_none());
    }
}
