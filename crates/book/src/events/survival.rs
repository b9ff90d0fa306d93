//! The honest figure: how many of the people met at an event are still in a living relationship after three, six and
//! twelve months.
//!
//! A relationship lives at a day where in the three months before it, and after the event, something went both ways: an
//! exchange, a meeting, a call, or a contact written down by hand. The window is the one by which the strength of a tie
//! is judged ("a two-way exchange in the next 90 days").

use goodturn_core::draft::Direction;
use goodturn_core::insight::cadence::day;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::Context;
use crate::error::Result;
use crate::request::parse;

/// After so many months one looks.
pub const MONTHS: [i64; 3] = [3, 6, 12];
/// A relationship lives where something went both ways within so many months.
const WINDOW: i64 = 3;
/// So many people of one event are looked at.
const PEOPLE: usize = 300;
/// So much of a timeline is looked at.
const LOOK_BACK: usize = 200;

/// How many are still in touch after so many months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Point {
    /// After so many months.
    pub months: i64,
    /// How many were looked at; 0 while that day is still to come.
    pub of: usize,
    /// How many of these are in touch then.
    pub alive: usize,
}

impl Point {
    /// The part that is in touch, from 0 to 1; none while the day is still to come.
    pub fn share(&self) -> Option<f64> {
        (self.of > 0).then(|| self.alive as f64 / self.of as f64)
    }

    /// In words.
    pub fn words(&self) -> String {
        messages::after(self.months, self.alive, self.of, self.share()).to_string()
    }
}

/// Of the people of one event, whose follow-ups these are.
pub(crate) fn of_event(
    reader: &mut Reader<'_>,
    event: Date,
    follow_ups: &[Entry],
    ctx: &Context,
) -> Result<[Point; 3]> {
    let today = parse::today(ctx);
    let mut points = MONTHS.map(|months| Point { months, of: 0, alive: 0 });
    if event.saturating_add(MONTHS[0].months()) > today {
        return Ok(points);
    }
    for entry in follow_ups.iter().take(PEOPLE) {
        let mut both = Vec::new();
        let (mut out, mut back) = (Vec::new(), Vec::new());
        for part in reader.timeline(entry.person, None, LOOK_BACK)? {
            let Some(at) = part.when() else { continue };
            let on = day(at, &ctx.zone);
            if on <= event {
                break;
            }
            match part.direction {
                Direction::Both if part.weight > 0.0 => both.push(on),
                Direction::Out => out.push(on),
                Direction::In => back.push(on),
                _ => {}
            }
        }
        for point in &mut points {
            let end = event.saturating_add(point.months.months());
            if end > today {
                continue;
            }
            let from = end.saturating_sub(WINDOW.months()).max(event);
            let within = |days: &[Date]| days.iter().any(|on| *on > from && *on <= end);
            point.of += 1;
            point.alive += usize::from(within(&both) || within(&out) && within(&back));
        }
    }
    Ok(points)
}

/// Of several events together.
pub(crate) fn sum(all: &[[Point; 3]]) -> [Point; 3] {
    let mut points = MONTHS.map(|months| Point { months, of: 0, alive: 0 });
    for (at, point) in points.iter_mut().enumerate() {
        for one in all {
            point.of += one[at].of;
            point.alive += one[at].alive;
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_still_to_come_is_no_figure() {
        let point = Point { months: 6, of: 0, alive: 0 };
        assert_eq!((point.share(), point.words().as_str()), (None, "after 6 months: not yet"));
        let point = Point { months: 3, of: 8, alive: 2 };
        assert_eq!(point.words(), "after 3 months: 2 of 8 (25 in 100)");
        let all = sum(&[MONTHS.map(|months| Point { months, of: 4, alive: 1 }); 2]);
        assert_eq!((all[2].months, all[2].of, all[2].alive), (12, 8, 2));
    }
}
