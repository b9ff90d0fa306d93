//! Days as one says them, in English and German: one reader for every field that takes a day, and for a day anywhere in
//! a text. What it does not understand it asks about, and never takes for today.
//!
//! `words.txt` holds the words and `grammar.txt` how they are joined; a further language is lines in these two.

mod born;
mod due;
mod feasts;
mod find;
mod meaning;
mod token;
mod words;

use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, DateTime, Time};

pub use born::{Born, born};
pub use due::due;
pub use find::{find, named, tells, without};
pub use meaning::read;

/// From where a day is looked for, and which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The time where the member is.
    pub now: DateTime,
    /// Which way the field looks.
    pub looks: Looks,
    /// Which figure of `12/03/2027` is the day; none where that is not known.
    pub order: Option<Order>,
    /// The day from which on a day to come is looked for, where that is not today.
    pub from: Option<Date>,
}

/// Which way a field looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Looks {
    /// To what has happened: `Friday` is the last one.
    Back,
    /// To what is to come: `Friday` is the next one.
    Ahead,
}

/// Which figure comes first where the day and the month are both figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// `5/3` is 5 March.
    DayFirst,
    /// `5/3` is 3 May.
    MonthFirst,
}

/// Where the month is written before the day.
const MONTH_FIRST: [&str; 9] = ["US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"];
/// Where both are written.
const EITHER: [&str; 2] = ["CA", "PH"];

impl Order {
    /// The order that people of a region (two letters) write; none where both are usual.
    pub fn of(region: &str) -> Option<Order> {
        let region = region.to_ascii_uppercase();
        if MONTH_FIRST.contains(&region.as_str()) {
            Some(Order::MonthFirst)
        } else {
            (!EITHER.contains(&region.as_str())).then_some(Order::DayFirst)
        }
    }
}

/// A day that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpokenDay {
    /// It.
    pub day: Date,
    /// The time of that day, where it was said.
    pub time: Option<At>,
    /// Where in the text it was said.
    pub span: Range<usize>,
    /// The same without a time of day that stands before it, which may be part of a name: `Tea at five yesterday`.
    pub bare: Range<usize>,
}

/// A time of day that was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// It; of a part of the day the hour that stands for it.
    pub time: Time,
    /// Whether it is of the clock, and not a part of the day.
    pub exact: bool,
}

/// Why one has to ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// It is no day.
    NoDay(String),
    /// It names no day in particular.
    Vague(String),
    /// It may be one of two days.
    Which(String, Date, Date),
    /// The day of the week is another.
    OtherWeekday(String, Date),
    /// A text speaks of a day to come, and not of when it happened.
    ToCome(String, Date),
    /// It is not plain that what a text tells happened on that day.
    Unsure(String, Date),
    /// A text names two days.
    Two(String, String),
}

impl fmt::Display for Doubt {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Doubt::NoDay(said) => write!(to, "{said:?} is no day"),
            Doubt::Vague(said) => write!(to, "{said:?} is no day in particular"),
            Doubt::Which(said, one, other) => write!(to, "{said:?} may be {one} or {other}"),
            Doubt::OtherWeekday(said, day) => {
                write!(to, "{said:?} does not fit: {day} is a {}", day.strftime("%A"))
            }
            Doubt::ToCome(said, day) => write!(to, "{said:?} is still to come: {day}"),
            Doubt::Unsure(said, day) => {
                write!(
                    to,
                    "it is not plain whether it happened {said:?} ({day}) or the text only speaks of that day"
                )
            }
            Doubt::Two(one, other) => write!(to, "the text names two days, {one:?} and {other:?}"),
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
