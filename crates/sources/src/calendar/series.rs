//! All the times at which an event takes place up to now, and the next few: its start, its rules, its added dates, less those
//! taken out (RFC 5545 sections 3.8.5.1 to 3.8.5.3).

use std::collections::{BTreeMap, HashSet, VecDeque};
use std::ops::ControlFlow;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::component::Component;
use super::recur::{self, Effort};
use super::rule::Rule;
use super::when::When;
use super::zone::Zones;
use crate::Asked;

/// So many more than are read are kept while it is worked out which of them were taken out.
const MANY: usize = 5_000;

/// How many that are still to come are kept of one event, and for how many days ahead.
pub(super) const AHEAD: usize = 6;
const AHEAD_DAYS: i64 = 62;

/// How much reckoning one event may cost: enough for every hour of fifty years.
const EFFORT: u64 = 1_000_000;

/// What it may cost in any case, however much the events before it did.
pub(super) const EFFORT_LEAST: u64 = 2_000;

/// The times of an event.
#[derive(Debug, Default)]
pub(super) struct Series {
    /// Those up to now, in their order.
    pub past: Vec<When>,
    /// The next few.
    pub ahead: Vec<When>,
    /// Whether some are still to come.
    pub more: bool,
    /// What was odd about its rules.
    pub odd: Vec<String>,
}

/// Occurrences that stand elsewhere or were called off.
#[derive(Debug, Default)]
pub(super) struct Without {
    instants: HashSet<Timestamp>,
    days: HashSet<Date>,
}

impl Without {
    /// Leaves this one out. A day leaves out whatever takes place on it.
    pub fn add(&mut self, when: &When, asked: &Asked) {
        match when {
            When::Day(day) => {
                self.days.insert(*day);
            }
            _ => self.instants.extend(when.instant(&asked.zone)),
        }
    }

    fn holds(&self, when: &When, at: Timestamp) -> bool {
        self.instants.contains(&at) || self.days.contains(&when.civil().date())
    }
}

impl Series {
    /// Works out when an event takes place, `start` first, up to now, the last `most` times.
    pub fn read(
        part: &Component,
        (start, most): (&When, usize),
        mut without: Without,
        zones: &Zones,
        asked: &Asked,
        effort: &mut Effort,
    ) -> Series {
        let mut series = Series::default();
        let (mut times, mut ahead) = (BTreeMap::new(), BTreeMap::new());
        let mut add = |when: When, series: &mut Series| match when.instant(&asked.zone) {
            Some(at) if at > asked.now => {
                series.more = true;
                ahead.insert(at, when);
                if ahead.len() > MANY {
                    ahead.pop_last();
                }
            }
            Some(at) => {
                times.insert(at, when);
                // Far more than are read, since some of them may be taken out.
                if times.len() > most.saturating_add(MANY) {
                    times.pop_first();
                }
            }
            None => series.note("an occurrence lies outside of all time and was left out"),
        };
        add(start.clone(), &mut series);
        for line in part.all("RDATE") {
            for when in When::all(line, zones) {
                match when {
                    Some(when) => add(when.on_clock_of(start), &mut series),
                    None => series.note("a date added to the event cannot be read and was left out"),
                }
            }
        }
        for line in part.all("RRULE") {
            for when in series.by_rule(&line.value, start, asked, effort, most.saturating_add(MANY)) {
                add(when, &mut series);
            }
        }
        for line in part.all("EXRULE") {
            let mut left_out = Series::default();
            // A rule that takes out does not take out the start, which it only counts from.
            for when in
                left_out.by_rule(&line.value, start, asked, effort, most.saturating_add(MANY)).iter().skip(1)
            {
                without.add(when, asked);
            }
        }
        for line in part.all("EXDATE") {
            for when in When::all(line, zones).into_iter().flatten() {
                without.add(&when.on_clock_of(start), asked);
            }
        }
        times.retain(|at, when| !without.holds(when, *at));
        ahead.retain(|at, when| !without.holds(when, *at));
        series.ahead = ahead.into_values().take(AHEAD).collect();
        let surplus = times.len().saturating_sub(most);
        if surplus > 0 {
            series.odd.push(format!(
                "it takes place more than {most} times; only the last {most} up to today were read, and all \
                 where you ask for all of it"
            ));
        }
        series.past = times.into_values().skip(surplus).collect();
        series
    }

    fn by_rule(
        &mut self,
        text: &str,
        start: &When,
        asked: &Asked,
        effort: &mut Effort,
        most: usize,
    ) -> Vec<When> {
        let Some(rule) = Rule::parse(text) else {
            self.note("its rule of repetition makes no sense; only its first day was read");
            return Vec::new();
        };
        let until = rule.until.as_deref().map(|until| start.like(until));
        if matches!(until, Some(None)) {
            self.note("the end of its repetition makes no sense; only its first day was read");
            return Vec::new();
        }
        let until = until.flatten();
        // A day more than now, since the event's clock may stand elsewhere.
        let today = asked.zone.to_datetime(asked.now);
        let last = today.checked_add(AHEAD_DAYS.days()).unwrap_or(today);
        let mut found: VecDeque<When> = VecDeque::from([start.clone()]);
        let (mut counted, mut ahead) = (1u64, 0);
        let mut own = effort.part(EFFORT_LEAST, EFFORT);
        recur::visit(&rule, start.civil(), last, &mut own, &mut |at| {
            if at == start.civil() {
                return ControlFlow::Continue(());
            }
            let when = start.moved(at);
            counted += 1;
            if rule.count.is_some_and(|count| counted > count)
                || until.as_ref().is_some_and(|until| !until.allows(&when, &asked.zone))
            {
                return ControlFlow::Break(());
            }
            let past = when.instant(&asked.zone).is_none_or(|at| at <= asked.now);
            if found.len() > most {
                found.pop_front();
            }
            found.push_back(when);
            ahead += usize::from(!past);
            if ahead < AHEAD { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        if own.is_spent() {
            self.note("its rule of repetition asks for more than can be worked out; not all of it was read");
        }
        effort.charge(&own);
        found.into()
    }

    fn note(&mut self, what: &'static str) {
        if !self.odd.iter().any(|known| known == what) {
            self.odd.push(what.to_owned());
        }
    }
}
