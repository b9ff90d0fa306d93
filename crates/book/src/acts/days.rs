//! Days as one says them: `yesterday`, `last Friday`, `3 days ago`, `2026-03-05`, `5.3.2026`, `5 March`.

use goodturn_core::channel::fold;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// The day that a phrase means, seen from `today`; always today or before, but for full dates and tomorrow.
pub(crate) fn day(text: &str, today: Date) -> Option<Date> {
    let text = fold(text.trim());
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| *word != "on").collect();
    match words.as_slice() {
        ["today" | "now"] => Some(today),
        ["tomorrow"] => today.tomorrow().ok(),
        ["yesterday"] => today.yesterday().ok(),
        ["the", "day", "before", "yesterday"] => today.checked_sub(2.days()).ok(),
        ["last", "week"] => today.checked_sub(7.days()).ok(),
        ["last", name] | [name] if weekday(name).is_some() => before(weekday(name)?, today),
        [count, "day" | "days", "ago"] => today.checked_sub(number(count)?.days()).ok(),
        [count, "week" | "weeks", "ago"] => today.checked_sub(number(count)?.weeks()).ok(),
        [count, "month" | "months", "ago"] => today.checked_sub(number(count)?.months()).ok(),
        [day, name] if month(name).is_some() => {
            past(month(name)?, day.trim_end_matches(['.', ',']).parse().ok()?, today)
        }
        [name, day] if month(name).is_some() => {
            past(month(name)?, day.trim_end_matches(['.', ',']).parse().ok()?, today)
        }
        [dotted] => {
            let parts: Vec<&str> = dotted.split('.').collect();
            match parts.as_slice() {
                [day, month, year] if year.len() == 4 => {
                    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The day that a phrase means when it speaks of what is to come: `Friday`, `next Friday`, `in 2 weeks`, `5 March`.
pub(crate) fn coming(text: &str, today: Date) -> Option<Date> {
    let text = fold(text.trim());
    if let Ok(date) = text.parse::<Date>() {
        return Some(date);
    }
    let words: Vec<&str> = text.split_whitespace().filter(|word| !matches!(*word, "on" | "by")).collect();
    match words.as_slice() {
        ["next", "week"] => today.checked_add(7.days()).ok(),
        ["next", "month"] => today.checked_add(1.months()).ok(),
        ["next", name] | [name] if weekday(name).is_some() => after(weekday(name)?, today),
        ["in", count, "day" | "days"] => today.checked_add(number(count)?.days()).ok(),
        ["in", count, "week" | "weeks"] => today.checked_add(number(count)?.weeks()).ok(),
        ["in", count, "month" | "months"] => today.checked_add(number(count)?.months()).ok(),
        ["in", count, "year" | "years"] => today.checked_add(number(count)?.years()).ok(),
        [day, name] | [name, day] if month(name).is_some() => {
            future(month(name)?, day.trim_end_matches(['.', ',']).parse().ok()?, today)
        }
        _ => day(&text, today),
    }
}

/// A day said at the beginning or at the end of a text, and the text without it.
pub(crate) fn in_text(text: &str, today: Date) -> (String, Option<Date>) {
    let words: Vec<&str> = text.split_whitespace().collect();
    let trim = |word: &str| word.trim_end_matches(['.', ',', ':', ';', '!']).to_owned();
    for count in (1..=4.min(words.len().saturating_sub(1))).rev() {
        let (front, after) = words.split_at(count);
        let (before, end) = words.split_at(words.len() - count);
        for (phrase, rest) in [(front, after), (end, before)] {
            let said: Vec<String> = phrase.iter().map(|word| trim(word)).collect();
            let said = said.join(" ");
            // `Sunday` or `on Sunday` in a sentence may well be the next one; `last Sunday` may not.
            let bare = fold(&said);
            if weekday(bare.strip_prefix("on ").unwrap_or(&bare)).is_some() {
                continue;
            }
            if let Some(day) = day(&said, today) {
                return (rest.join(" "), Some(day));
            }
        }
    }
    (text.trim().to_owned(), None)
}

fn weekday(name: &str) -> Option<Weekday> {
    let all = [
        ("monday", Weekday::Monday),
        ("tuesday", Weekday::Tuesday),
        ("wednesday", Weekday::Wednesday),
        ("thursday", Weekday::Thursday),
        ("friday", Weekday::Friday),
        ("saturday", Weekday::Saturday),
        ("sunday", Weekday::Sunday),
    ];
    all.into_iter()
        .find(|(full, _)| *full == name || (name.len() == 3 && full.starts_with(name)))
        .map(|(_, day)| day)
}

fn month(name: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|full| *full == name || (name.len() == 3 && full.starts_with(name)))?;
    i8::try_from(at + 1).ok()
}

fn number(word: &str) -> Option<i64> {
    match word {
        "a" | "an" | "one" => Some(1),
        "two" => Some(2),
        "three" => Some(3),
        "four" => Some(4),
        "five" => Some(5),
        digits => digits.parse().ok().filter(|n| (0..=3650).contains(n)),
    }
}

/// The last such weekday before today.
fn before(weekday: Weekday, today: Date) -> Option<Date> {
    (1..=7).filter_map(|days| today.checked_sub(days.days()).ok()).find(|date| date.weekday() == weekday)
}

/// The next such weekday after today.
fn after(weekday: Weekday, today: Date) -> Option<Date> {
    (1..=7).filter_map(|days| today.checked_add(days.days()).ok()).find(|date| date.weekday() == weekday)
}

/// The next such day of the year that is not before today.
fn future(month: i8, day: i8, today: Date) -> Option<Date> {
    (0..=4)
        .filter_map(|years| Date::new(today.year().checked_add(years)?, month, day).ok())
        .find(|date| *date >= today)
}

/// The last such day of the year that is not after today.
fn past(month: i8, day: i8, today: Date) -> Option<Date> {
    [today.year(), today.year() - 1]
        .into_iter()
        .filter_map(|year| Date::new(year, month, day).ok())
        .find(|d| *d <= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_are_understood_as_one_says_them() {
        let today = date(2026, 11, 24); // a Tuesday
        for (said, meant) in [
            ("yesterday", Some(date(2026, 11, 23))),
            ("last Friday", Some(date(2026, 11, 20))),
            ("last tuesday", Some(date(2026, 11, 17))),
            ("on Monday", Some(date(2026, 11, 23))),
            ("3 days ago", Some(date(2026, 11, 21))),
            ("two weeks ago", Some(date(2026, 11, 10))),
            ("5 March", Some(date(2026, 3, 5))),
            ("Dec 24", Some(date(2025, 12, 24))),
            ("2026-01-02", Some(date(2026, 1, 2))),
            ("2.1.2026", Some(date(2026, 1, 2))),
            ("someday", None),
            ("31 February", None),
        ] {
            assert_eq!(day(said, today), meant, "{said}");
        }
    }

    #[test]
    fn days_to_come_are_understood_too() {
        let today = date(2026, 11, 24); // a Tuesday
        for (said, meant) in [
            ("Friday", Some(date(2026, 11, 27))),
            ("next tuesday", Some(date(2026, 12, 1))),
            ("in two weeks", Some(date(2026, 12, 8))),
            ("in a month", Some(date(2026, 12, 24))),
            ("5 March", Some(date(2027, 3, 5))),
            ("29 February", Some(date(2028, 2, 29))),
            ("tomorrow", Some(date(2026, 11, 25))),
            ("2027-01-02", Some(date(2027, 1, 2))),
            ("whenever", None),
        ] {
            assert_eq!(coming(said, today), meant, "{said}");
        }
    }

    #[test]
    fn a_day_is_found_at_either_end_of_a_text() {
        let today = date(2026, 11, 24);
        let split = |text| in_text(text, today);
        assert_eq!(split("coffee yesterday"), ("coffee".into(), Some(date(2026, 11, 23))));
        assert_eq!(split("Last Friday: called her"), ("called her".into(), Some(date(2026, 11, 20))));
        assert_eq!(split("she moves on Sunday"), ("she moves on Sunday".into(), None));
        assert_eq!(split("tomorrow lunch"), ("lunch".into(), Some(date(2026, 11, 25))));
        assert_eq!(split("met"), ("met".into(), None));
        assert_eq!(split("likes the day"), ("likes the day".into(), None));
    }
}
