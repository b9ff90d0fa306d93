//! A day of birth, with its year or without.

use jiff::civil::Date;

use super::meaning::{Matched, matched};
use super::token::{Figures, Kind, Token, tokens};
use super::words::{Words, grammar};
use super::{Doubt, Order, View};

/// A day of birth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Born {
    /// The year, where it was said.
    pub year: Option<i16>,
    /// The month.
    pub month: i8,
    /// The day of it.
    pub day: i8,
}

impl Born {
    /// Where there is such a day; without a year where there is one in some year.
    fn valid(year: Option<i16>, month: i8, day: i8) -> Option<Born> {
        Date::new(year.unwrap_or(2000), month, day).ok().map(|_| Born { year, month, day })
    }

    /// The whole day, where its year was said.
    pub fn date(&self) -> Option<Date> {
        Date::new(self.year?, self.month, self.day).ok()
    }
}

/// The day of birth that a field names: `1980-11-24`, `24.11.1980`, `3. März`, `3 March 1980`.
pub fn born(text: &str, view: &View) -> Result<Born, Doubt> {
    let whole = text.trim();
    let mut tokens = tokens(whole);
    while tokens.last().is_some_and(|last| last.kind == Kind::Sign) {
        tokens.pop();
    }
    let leads = tokens.iter().take_while(|token| Words::known().is("lead", &token.text)).count();
    let no_day = || Doubt::NoDay(whole.to_owned());
    for start in 0..=leads.min(2) {
        for pattern in grammar().iter().filter(|pattern| is_dated(pattern.meaning)) {
            let said = tokens.get(start..).unwrap_or_default();
            let Some((len, found)) = matched(pattern, said) else { continue };
            if len == said.len() && found.get("turn").is_none() && found.get("weekday").is_none() {
                let born = meant(pattern.meaning, &found, view.order).ok_or_else(no_day)?;
                let born = match born {
                    [Some(one), Some(other)] if one != other => {
                        let day = |born: Born| {
                            born.year
                                .or(Some(view.now.year()))
                                .and_then(|year| Date::new(year, born.month, born.day).ok())
                        };
                        let (Some(one), Some(other)) = (day(one), day(other)) else { return Err(no_day()) };
                        return Err(Doubt::Which(whole.to_owned(), one, other));
                    }
                    [one, other] => one.or(other).ok_or_else(no_day)?,
                };
                return Ok(in_its_century(born, said, view));
            }
        }
    }
    Err(no_day())
}

fn is_dated(meaning: &str) -> bool {
    matches!(meaning, "date" | "dmy" | "dm" | "monthday")
}

/// The day that a phrase means; both where it may be either.
fn meant(meaning: &str, found: &Matched, order: Option<Order>) -> Option<[Option<Born>; 2]> {
    let year = found.get("year").or_else(|| found.get("yy")).map(|year| year as i16);
    let number = found.get("ord").or_else(|| found.get("day")).map(|day| day as i8);
    let one = |year, month, day| Some([Born::valid(year, month, day), None]);
    match (found.figures(), meaning) {
        (Some(Figures::Whole(day)), _) => one(Some(day.year()), day.month(), day.day()),
        (Some(Figures::DayMonth(day, month)), _) => one(None, month, day),
        (Some(Figures::Pair(first, second, year)), _) => {
            let (day_first, month_first) =
                (Born::valid(year, second, first), Born::valid(year, first, second));
            Some(match order {
                None => [day_first, month_first],
                Some(Order::MonthFirst) => [month_first.or(day_first), None],
                Some(Order::DayFirst) => [day_first.or(month_first), None],
            })
        }
        (Some(Figures::None), _) => None,
        (None, "dmy" | "dm") => one(year, found.second("ord")? as i8, number?),
        (None, _) => one(year, found.get("month")? as i8, number?),
    }
}

/// Of a year of two digits the last that has come: nobody was born in 2080.
fn in_its_century(born: Born, said: &[Token], view: &View) -> Born {
    let long = |token: &Token| token.text.split(|c: char| !c.is_ascii_digit()).any(|part| part.len() == 4);
    match born.date() {
        Some(date) if date > view.now.date() && !said.iter().any(long) => {
            let year = born.year.map(|year| year - 100);
            Born::valid(year, born.month, born.day).unwrap_or(born)
        }
        _ => born,
    }
}
