//! Recurrence rules worked out: every day and time that a rule names, in order.
//!
//! All of it is reckoned in the event's own clock, without a zone, as RFC 5545 section 3.3.10 wants: a
//! meeting at nine stays at nine when summer time begins. Each period of the rule (a year, a month, a week,
//! a day, an hour …) gives a set of days and a set of times; every `BY…` part narrows or widens that set as
//! the table in that section says.

use std::ops::ControlFlow;

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, Time, Weekday};

use super::rule::{Every, Rule};

/// How much reckoning is allowed, in days and times looked at. A rule that asks for more is absurd.
#[derive(Debug)]
pub(super) struct Effort {
    left: u64,
    done: u64,
}

impl Effort {
    /// So much.
    pub fn of(units: u64) -> Effort {
        Effort { left: units, done: 0 }
    }

    /// Allows so much more reckoning, or none where it is more than is left.
    fn spend(&mut self, units: usize) -> ControlFlow<()> {
        let units = units as u64;
        let Some(left) = self.left.checked_sub(units) else {
            self.left = 0;
            return ControlFlow::Break(());
        };
        self.left = left;
        self.done += units;
        ControlFlow::Continue(())
    }

    /// A part of it for one rule, which shrinks as the whole does, though never below `least`.
    pub fn part(&self, least: u64, most: u64) -> Effort {
        Effort::of((self.left / 8).clamp(least, most))
    }

    /// Takes what a part cost off the whole.
    pub fn charge(&mut self, part: &Effort) {
        self.left = self.left.saturating_sub(part.done);
        self.done += part.done;
    }

    /// Whether it is used up.
    pub fn is_spent(&self) -> bool {
        self.left == 0
    }

    /// What was reckoned.
    #[cfg(test)]
    pub fn done(&self) -> u64 {
        self.done
    }
}

/// Calls `visit` with every time of the rule from `start` on, in order, until it breaks, or `last` has
/// passed, or the effort is spent. `COUNT` and `UNTIL` are the caller's: they know the event's zone.
pub(super) fn visit(
    rule: &Rule,
    start: DateTime,
    last: DateTime,
    effort: &mut Effort,
    visit: &mut dyn FnMut(DateTime) -> ControlFlow<()>,
) {
    let rule = &completed(rule, start);
    let mut walk = Walk { rule, start, last, effort, visit };
    let _ = match rule.every {
        Every::Second | Every::Minute | Every::Hour => walk.by_clock(),
        _ => walk.by_days(),
    };
}

/// A rule on its way from its start to its end.
struct Walk<'w> {
    rule: &'w Rule,
    start: DateTime,
    last: DateTime,
    effort: &'w mut Effort,
    visit: &'w mut dyn FnMut(DateTime) -> ControlFlow<()>,
}

/// The rule with what it leaves to the start of the event written out.
fn completed(rule: &Rule, start: DateTime) -> Rule {
    let mut rule = rule.clone();
    let days_named = !(rule.weeks.is_empty()
        && rule.year_days.is_empty()
        && rule.month_days.is_empty()
        && rule.weekdays.is_empty());
    if !days_named {
        match rule.every {
            Every::Year => {
                if rule.months.is_empty() {
                    rule.months = vec![i32::from(start.month())];
                }
                rule.month_days = vec![i32::from(start.day())];
            }
            Every::Month => rule.month_days = vec![i32::from(start.day())],
            Every::Week => rule.weekdays = vec![(0, start.weekday())],
            _ => {}
        }
    } else if rule.every == Every::Year && !rule.weeks.is_empty() && rule.weekdays.is_empty() {
        rule.weekdays = vec![(0, start.weekday())];
    }
    if rule.hours.is_empty() && rule.every > Every::Hour {
        rule.hours = vec![i32::from(start.hour())];
    }
    if rule.minutes.is_empty() && rule.every > Every::Minute {
        rule.minutes = vec![i32::from(start.minute())];
    }
    if rule.seconds.is_empty() && rule.every > Every::Second {
        rule.seconds = vec![i32::from(start.second())];
    }
    rule
}

impl Walk<'_> {
    fn by_days(&mut self) -> ControlFlow<()> {
        let Walk { rule, start, last, .. } = *self;
        self.effort.spend(rule.hours.len() * rule.minutes.len() * rule.seconds.len())?;
        let times = times(&rule.hours, &rule.minutes, &rule.seconds);
        for step in 0i64.. {
            let Some((first, count)) =
                step.checked_mul(rule.interval).and_then(|n| period(rule, start.date(), n))
            else {
                break;
            };
            if first > last.date() {
                break;
            }
            let spans: Vec<(Date, usize)> = match (rule.every, rule.months.as_slice()) {
                // Most yearly rules name their month: the rest of the year need not be looked at.
                (Every::Year, [_, ..]) => {
                    rule.months.iter().filter_map(|month| month_of(first, *month)).collect()
                }
                _ => vec![(first, count)],
            };
            self.effort.spend(spans.iter().map(|(_, count)| count + 1).sum())?;
            let days: Vec<Date> = spans
                .into_iter()
                .flat_map(|(first, count)| run(first, count))
                .filter(|day| fits(rule, *day))
                .collect();
            self.effort.spend(days.len().saturating_mul(times.len()))?;
            self.emit(&days, &times)?;
        }
        ControlFlow::Continue(())
    }

    fn by_clock(&mut self) -> ControlFlow<()> {
        let Walk { rule, start, last, .. } = *self;
        let (unit, base) = match rule.every {
            Every::Hour => (3600, Time::new(start.hour(), 0, 0, 0)),
            Every::Minute => (60, Time::new(start.hour(), start.minute(), 0, 0)),
            _ => (1, Time::new(start.hour(), start.minute(), start.second(), 0)),
        };
        let Ok(base) = base.map(|time| start.date().to_datetime(time)) else { return ControlFlow::Break(()) };
        let stride = unit * rule.interval;
        let mut known_day: Option<(Date, bool)> = None;
        let mut step = 0i64;
        while let Some(now) = step
            .checked_mul(stride)
            .and_then(|seconds| base.checked_add(SignedDuration::from_secs(seconds)).ok())
            .filter(|now| *now <= last)
        {
            self.effort.spend(1)?;
            let good = match known_day {
                Some((day, good)) if day == now.date() => good,
                _ => fits(rule, now.date()),
            };
            known_day = Some((now.date(), good));
            if !good {
                // Straight to the next day: a rule such as "every second in leap years" must not be walked.
                let Ok(next) = now.date().tomorrow() else { break };
                let seconds = next.to_datetime(Time::midnight()).duration_since(base).as_secs();
                step =
                    (seconds.div_euclid(stride) + i64::from(seconds.rem_euclid(stride) != 0)).max(step + 1);
                continue;
            }
            step += 1;
            let allows = |list: &[i32], n: i8| list.is_empty() || list.contains(&i32::from(n));
            if !allows(&rule.hours, now.hour())
                || (rule.every < Every::Hour && !allows(&rule.minutes, now.minute()))
                || (rule.every < Every::Minute && !allows(&rule.seconds, now.second()))
            {
                continue;
            }
            let hours = [i32::from(now.hour())];
            let times = match rule.every {
                Every::Hour => times(&hours, &rule.minutes, &rule.seconds),
                Every::Minute => times(&hours, &[i32::from(now.minute())], &rule.seconds),
                _ => vec![now.time()],
            };
            self.effort.spend(times.len())?;
            self.emit(&[now.date()], &times)?;
        }
        ControlFlow::Continue(())
    }

    /// Gives out one period's times, only those at the asked-for positions where the rule has some.
    fn emit(&mut self, days: &[Date], times: &[Time]) -> ControlFlow<()> {
        let Walk { rule, start, last, .. } = *self;
        let mut give = |day: Date, time: Time| {
            let at = day.to_datetime(time);
            match at {
                at if at < start => ControlFlow::Continue(()),
                at if at > last => ControlFlow::Break(()),
                at => (self.visit)(at),
            }
        };
        if rule.positions.is_empty() {
            for day in days {
                for time in times {
                    give(*day, *time)?;
                }
            }
            return ControlFlow::Continue(());
        }
        let all = i64::try_from(days.len().saturating_mul(times.len())).unwrap_or(i64::MAX);
        let mut wanted: Vec<i64> = rule
            .positions
            .iter()
            .map(|p| if *p > 0 { i64::from(*p) - 1 } else { all + i64::from(*p) })
            .filter(|at| (0..all).contains(at))
            .collect();
        wanted.sort_unstable();
        wanted.dedup();
        for at in wanted.into_iter().filter_map(|at| usize::try_from(at).ok()) {
            give(days[at / times.len()], times[at % times.len()])?;
        }
        ControlFlow::Continue(())
    }
}

fn month_of(year: Date, month: i32) -> Option<(Date, usize)> {
    let first = Date::new(year.year(), i8::try_from(month).ok()?, 1).ok()?;
    Some((first, first.days_in_month() as usize))
}

fn run(first: Date, count: usize) -> impl Iterator<Item = Date> {
    std::iter::successors(Some(first), |day| day.tomorrow().ok()).take(count)
}

/// The first day of the nth period after the one with `start` in it, and how many days it has.
fn period(rule: &Rule, start: Date, n: i64) -> Option<(Date, usize)> {
    match rule.every {
        Every::Year => {
            let year = i16::try_from(i64::from(start.year()).checked_add(n)?).ok()?;
            let first = Date::new(year, 1, 1).ok()?;
            Some((first, first.days_in_year() as usize))
        }
        Every::Month => {
            let month = (i64::from(start.year()) * 12 + i64::from(start.month()) - 1).checked_add(n)?;
            let year = i16::try_from(month.div_euclid(12)).ok()?;
            let first = Date::new(year, i8::try_from(month.rem_euclid(12) + 1).ok()?, 1).ok()?;
            Some((first, first.days_in_month() as usize))
        }
        Every::Week => {
            let first = days_after(start, -i64::from(start.weekday().since(rule.week_start)))?;
            Some((days_after(first, n.checked_mul(7)?)?, 7))
        }
        _ => Some((days_after(start, n)?, 1)),
    }
}

fn days_after(day: Date, n: i64) -> Option<Date> {
    day.checked_add(SignedDuration::from_secs(n.checked_mul(86_400)?)).ok()
}

fn times(hours: &[i32], minutes: &[i32], seconds: &[i32]) -> Vec<Time> {
    let clock = |n: i32| i8::try_from(n).unwrap_or(0);
    let mut all = Vec::new();
    for hour in hours {
        for minute in minutes {
            for second in seconds {
                // A leap second is the second before it: jiff's clock, like most, has none.
                if let Ok(time) = Time::new(clock(*hour), clock(*minute), clock(*second).min(59), 0) {
                    all.push(time);
                }
            }
        }
    }
    all.dedup();
    all
}

/// Whether the rule allows this day.
fn fits(rule: &Rule, day: Date) -> bool {
    let (month, of_month) = (i32::from(day.month()), i32::from(day.days_in_month()));
    let (in_month, in_year) = (i32::from(day.day()), i32::from(day.day_of_year()));
    let of_year = i32::from(day.days_in_year());
    let has = |list: &[i32], n: i32, backwards: i32| {
        list.is_empty() || list.contains(&n) || list.contains(&backwards)
    };
    if !(rule.months.is_empty() || rule.months.contains(&month))
        || !has(&rule.month_days, in_month, in_month - of_month - 1)
        || !has(&rule.year_days, in_year, in_year - of_year - 1)
    {
        return false;
    }
    if rule.every == Every::Year && !rule.weeks.is_empty() {
        let (week, of_weeks) = week(day, rule.week_start);
        if !has(&rule.weeks, week, week - of_weeks - 1) {
            return false;
        }
    }
    if rule.weekdays.is_empty() {
        return true;
    }
    // "The second Monday" is counted in the month, or in the year where the rule names no month; elsewhere a
    // number means nothing (RFC 5545 section 3.3.10, BYDAY).
    let count_in = match rule.every {
        Every::Month => Some((in_month, of_month)),
        Every::Year if !rule.weeks.is_empty() => None,
        Every::Year if rule.months.is_empty() => Some((in_year, of_year)),
        Every::Year => Some((in_month, of_month)),
        _ => None,
    };
    rule.weekdays.iter().any(|(number, weekday)| {
        *weekday == day.weekday()
            && match (count_in, *number) {
                (None, _) | (_, 0) => true,
                (Some((n, _)), number) if number > 0 => (n - 1) / 7 + 1 == number,
                (Some((n, of)), number) => (of - n) / 7 + 1 == -number,
            }
    })
}

/// The number of the day's week and how many weeks that week's year has: the first week is the first with
/// four days in the year (RFC 5545 section 3.3.10, after ISO 8601, with another first weekday).
fn week(day: Date, first: Weekday) -> (i32, i32) {
    let number = |day: Date| {
        let middle = days_after(day, 3 - i64::from(day.weekday().since(first))).unwrap_or(day);
        (i32::from(middle.day_of_year() - 1) / 7 + 1, middle.year())
    };
    let (week, year) = number(day);
    // The 28th of December is always in the last week.
    let weeks = Date::new(year, 12, 28).map_or(52, |late| number(late).0);
    (week, weeks)
}

#[cfg(test)]
mod oracle;
#[cfg(test)]
mod tests;
