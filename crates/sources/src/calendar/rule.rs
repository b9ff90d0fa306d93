//! Recurrence rules as they are written (RFC 5545 section 3.3.10).

use jiff::civil::Weekday;

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Every {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
}

/// A rule taken apart. Empty lists mean that nothing was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Rule {
    pub every: Every,
    pub interval: i64,
    pub count: Option<u64>,
    /// As written: it is a time of the event's own kind, which the rule does not know.
    pub until: Option<String>,
    pub seconds: Vec<i32>,
    pub minutes: Vec<i32>,
    pub hours: Vec<i32>,
    /// The weekdays, with a number where it is the so-manyth in month or year; else 0.
    pub weekdays: Vec<(i32, Weekday)>,
    pub month_days: Vec<i32>,
    pub year_days: Vec<i32>,
    pub weeks: Vec<i32>,
    pub months: Vec<i32>,
    pub positions: Vec<i32>,
    pub week_start: Weekday,
}

impl Rule {
    /// Takes a rule apart. None where it makes no sense; what is unknown in it is passed over only where it
    /// narrows nothing.
    pub fn parse(text: &str) -> Option<Rule> {
        let mut every = None;
        let mut rule = Rule {
            every: Every::Day,
            interval: 1,
            count: None,
            until: None,
            seconds: vec![],
            minutes: vec![],
            hours: vec![],
            weekdays: vec![],
            month_days: vec![],
            year_days: vec![],
            weeks: vec![],
            months: vec![],
            positions: vec![],
            week_start: Weekday::Monday,
        };
        for part in text.split(';').map(str::trim).filter(|part| !part.is_empty()) {
            let (name, value) = part.split_once('=')?;
            let value = value.trim();
            match name.trim().to_ascii_uppercase().as_str() {
                "FREQ" => every = Some(frequency(value)?),
                "INTERVAL" => rule.interval = value.parse().ok().filter(|n| (1..=1_000_000).contains(n))?,
                "COUNT" => rule.count = Some(value.parse().ok()?),
                "UNTIL" => rule.until = Some(value.to_owned()),
                "BYSECOND" => rule.seconds = numbers(value, 0, 60)?,
                "BYMINUTE" => rule.minutes = numbers(value, 0, 59)?,
                "BYHOUR" => rule.hours = numbers(value, 0, 23)?,
                "BYDAY" => rule.weekdays = value.split(',').map(numbered_weekday).collect::<Option<_>>()?,
                "BYMONTHDAY" => rule.month_days = numbers(value, -31, 31)?,
                "BYYEARDAY" => rule.year_days = numbers(value, -366, 366)?,
                "BYWEEKNO" => rule.weeks = numbers(value, -53, 53)?,
                "BYMONTH" => rule.months = numbers(value, 1, 12)?,
                "BYSETPOS" => rule.positions = numbers(value, -366, 366)?,
                "WKST" => rule.week_start = weekday(value)?,
                // Another calendar (RFC 7529) cannot be reckoned with here.
                "RSCALE" if !value.eq_ignore_ascii_case("GREGORIAN") => return None,
                _ => {}
            }
        }
        rule.every = every?;
        Some(rule)
    }
}

fn frequency(text: &str) -> Option<Every> {
    Some(match text.to_ascii_uppercase().as_str() {
        "SECONDLY" => Every::Second,
        "MINUTELY" => Every::Minute,
        "HOURLY" => Every::Hour,
        "DAILY" => Every::Day,
        "WEEKLY" => Every::Week,
        "MONTHLY" => Every::Month,
        "YEARLY" => Every::Year,
        _ => return None,
    })
}

fn numbers(text: &str, low: i32, high: i32) -> Option<Vec<i32>> {
    let mut found = text
        .split(',')
        .map(|n| n.trim().parse().ok().filter(|n| (low..=high).contains(n) && (*n != 0 || low == 0)))
        .collect::<Option<Vec<i32>>>()?;
    found.sort_unstable();
    found.dedup();
    Some(found)
}

fn numbered_weekday(text: &str) -> Option<(i32, Weekday)> {
    let text = text.trim();
    let split = text.len().checked_sub(2).filter(|at| text.is_char_boundary(*at))?;
    let (number, day) = text.split_at(split);
    let number = match number.trim() {
        "" => 0,
        number => number.parse().ok().filter(|n: &i32| (-53..=53).contains(n))?,
    };
    Some((number, weekday(day)?))
}

fn weekday(text: &str) -> Option<Weekday> {
    Some(match text.to_ascii_uppercase().as_str() {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn senseless_rules_are_refused() {
        for text in [
            "",
            "FREQ",
            "FREQ=SOMETIMES",
            "COUNT=3",
            "FREQ=DAILY;INTERVAL=0",
            "FREQ=DAILY;BYDAY=é",
            "YD1 #0",
            "FREQ=YEARLY;BYMONTHDAY=0",
            "FREQ=YEARLY;RSCALE=CHINESE",
        ] {
            assert_eq!(Rule::parse(text), None, "{text}");
        }
        let rule = Rule::parse("FREQ=MONTHLY;BYDAY=-1fr,MO;WKST=SU;X-NEW=1").unwrap();
        assert_eq!(rule.weekdays, [(-1, Weekday::Friday), (0, Weekday::Monday)]);
    }
}
