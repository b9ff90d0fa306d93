//! What the stamps of a chat mean, told from all of them: which number is the day, whose years these are, and which
//! half of the day an unknown word means. Messages stand in the order in which they were written; that decides.

use std::collections::HashMap;

use jiff::civil::{Date, DateTime};

use super::stamp::{Beside, Stamp};
use crate::Asked;
use crate::locale::Half;

/// WhatsApp began in 2009; nothing was written in it before.
const FIRST_YEAR: i16 = 2009;

/// So many unknown words are tried in every meaning; a language has two, some have more.
const WORDS_MOST: usize = 5;

/// Which number of a day comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Order {
    Day,
    Month,
    Year,
}

/// How the stamps of one chat are read.
#[derive(Debug)]
pub(super) struct Layout<'a> {
    order: Order,
    /// How many years too far the calendar of this telephone counts (543 in Thailand).
    ahead: i16,
    halves: HashMap<&'a str, Half>,
}

impl<'a> Layout<'a> {
    /// Works out how these stamps, in the order of the file, are to be read.
    pub fn of(stamps: &[Stamp<'a>], asked: &Asked) -> Layout<'a> {
        let today = asked.zone.to_datetime(asked.now).date();
        let latest = today.tomorrow().unwrap_or(today);
        let ahead = if counts_from_buddha(stamps, latest) { 543 } else { 0 };
        let mut layout = Layout { order: Order::Day, ahead, halves: HashMap::new() };
        layout.order = layout.best_order(stamps, latest, asked);
        layout.halves = layout.best_halves(stamps);
        layout
    }

    /// The day and time of a stamp; none where its numbers make no day.
    pub fn at(&self, stamp: &Stamp<'_>) -> Option<DateTime> {
        let guessed = match stamp.half {
            Beside::Word(word) => self.halves.get(word).copied(),
            _ => None,
        };
        Some(self.date(stamp, self.order)?.to_datetime(stamp.time(guessed)?))
    }

    /// The words whose half of the day was worked out, and which it is.
    pub fn guessed(&self) -> impl Iterator<Item = (&'a str, Half)> {
        self.halves.iter().map(|(word, half)| (*word, *half))
    }

    /// The day, in this order unless its numbers can only be read in the other.
    fn date(&self, stamp: &Stamp<'_>, order: Order) -> Option<Date> {
        let [a, b, c] = stamp.day;
        let date = |year: i16, digits: u8, month: i16, day: i16| {
            let year = if digits <= 2 { year + 2000 + i16::from(self.ahead > 0) * 500 } else { year };
            jalali(year, month, day).or_else(|| {
                let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
                Date::new(year - self.ahead, month, day).ok().filter(|date| date.year() >= 1970)
            })
        };
        match order {
            _ if stamp.year_first() => date(a, 4, b, c),
            Order::Day => date(c, stamp.digits[1], b, a).or_else(|| date(c, stamp.digits[1], a, b)),
            Order::Month => date(c, stamp.digits[1], a, b).or_else(|| date(c, stamp.digits[1], b, a)),
            Order::Year => date(a, stamp.digits[0], b, c),
        }
    }

    /// Whether day, month or year comes first: a number beyond 12 tells; else the order in which the days only
    /// go forward; else the one that makes the chat shortest; else where the reader lives.
    fn best_order(&self, stamps: &[Stamp<'_>], latest: Date, asked: &Asked) -> Order {
        let open: Vec<&Stamp<'_>> = stamps.iter().filter(|stamp| !stamp.year_first()).collect();
        let beyond = |at: usize| open.iter().filter(|stamp| stamp.day[at] > 12).count();
        let judged = |order: Order| {
            let days: Vec<Option<Date>> = open.iter().map(|stamp| self.date(stamp, order)).collect();
            let wrong = days.iter().filter(|day| day.is_none_or(|day| day > latest)).count();
            let days: Vec<Date> = days.into_iter().flatten().collect();
            let back = days.windows(2).filter(|pair| pair[1] < pair[0]).count();
            let span = days
                .iter()
                .max()
                .zip(days.iter().min())
                .map_or(0, |(last, first)| (*last - *first).get_days());
            (wrong, back, span)
        };
        let usual = match beyond(0).cmp(&beyond(1)) {
            std::cmp::Ordering::Greater => Order::Day,
            std::cmp::Ordering::Less => Order::Month,
            std::cmp::Ordering::Equal => {
                let (day, month) = (judged(Order::Day), judged(Order::Month));
                match (day.0, day.1).cmp(&(month.0, month.1)) {
                    std::cmp::Ordering::Less => Order::Day,
                    std::cmp::Ordering::Greater => Order::Month,
                    std::cmp::Ordering::Equal
                        if open.iter().all(|stamp| stamp.slashed) && lives_in_america(asked) =>
                    {
                        Order::Month
                    }
                    std::cmp::Ordering::Equal => Order::Day,
                }
            }
        };
        let may_begin_with_years = !open.is_empty()
            && open.iter().all(|stamp| {
                stamp.digits == [2, 2]
                    && stamp.day[0] > 8
                    && (1..=12).contains(&stamp.day[1])
                    && stamp.day[2] > 0
                    || stamp.digits == [2, 1] && stamp.day[0] > 8
            });
        if !may_begin_with_years {
            return usual;
        }
        match judged(Order::Year).cmp(&judged(usual)) {
            std::cmp::Ordering::Less => Order::Year,
            std::cmp::Ordering::Equal if open.iter().all(|stamp| stamp.stopped) => Order::Year,
            _ => usual,
        }
    }

    /// The half of the day that each unknown word means: the meanings in which the fewest messages stand before
    /// one that was written earlier, and of several such those in which the fewest were written at night.
    fn best_halves(&self, stamps: &[Stamp<'a>]) -> HashMap<&'a str, Half> {
        let mut words: Vec<&str> = Vec::new();
        for stamp in stamps {
            if let Beside::Word(word) = stamp.half
                && !words.contains(&word)
                && words.len() < WORDS_MOST
            {
                words.push(word);
            }
        }
        // A word that stands beside the fifteenth hour is no half of a day.
        words.retain(|word| {
            let theirs = |stamp: &&Stamp<'_>| stamp.half == Beside::Word(word);
            stamps.iter().filter(theirs).all(|stamp| (1..=12).contains(&stamp.hour))
        });
        let meaning = |choice: usize| -> HashMap<&'a str, Half> {
            let half = |at: usize| if choice & (1 << at) == 0 { Half::Morning } else { Half::Afternoon };
            words.iter().enumerate().map(|(at, word)| (*word, half(at))).collect()
        };
        let judged = |choice: &usize| {
            let halves = meaning(*choice);
            let time = |stamp: &Stamp<'a>| {
                let guessed = match stamp.half {
                    Beside::Word(word) => halves.get(word).copied(),
                    _ => None,
                };
                Some(self.date(stamp, self.order)?.to_datetime(stamp.time(guessed)?))
            };
            let times: Vec<DateTime> = stamps.iter().filter_map(time).collect();
            let back = times.windows(2).filter(|pair| pair[1] < pair[0]).count();
            let night = times.iter().filter(|time| time.hour() < 6).count();
            (back, night)
        };
        (0..1usize << words.len()).min_by_key(judged).map(meaning).unwrap_or_default()
    }
}

/// Whether the years of a chat are those of Thailand, which are 543 ahead: with four digits they say so, with two
/// all of them lie in years to come.
fn counts_from_buddha(stamps: &[Stamp<'_>], latest: Date) -> bool {
    let year = |stamp: &Stamp<'_>| match stamp.year_first() {
        true => (stamp.day[0], 4),
        false => (stamp.day[2], stamp.digits[1]),
    };
    let buddhist = |stamp: &Stamp<'_>| match year(stamp) {
        (year, 4) => (2552..=2700).contains(&year),
        (year, _) => (FIRST_YEAR + 43..=latest.year() + 43).contains(&(year + 2000)),
    };
    !stamps.is_empty() && stamps.iter().all(buddhist)
}

/// A day of the Persian calendar, for the years in which WhatsApp existed (after the leap rule of 33 years, which
/// holds for all of them).
fn jalali(year: i16, month: i16, day: i16) -> Option<Date> {
    if !(1388..=1428).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    let leaps = |year: i32| (year * 8 + 21) / 33;
    let (year, month) = (i32::from(year), i32::from(month));
    let before = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    // The first of Farvardin 1388 was 21 March 2009.
    let days = (year - 1388) * 365 + leaps(year) - leaps(1388) + before + i32::from(day) - 1;
    Date::new(2009, 3, 21).ok()?.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Zones of the country that writes the month first.
fn lives_in_america(asked: &Asked) -> bool {
    const ZONES: [&str; 9] = [
        "America/New_York",
        "America/Detroit",
        "America/Chicago",
        "America/Denver",
        "America/Boise",
        "America/Phoenix",
        "America/Los_Angeles",
        "America/Anchorage",
        "Pacific/Honolulu",
    ];
    asked.zone.iana_name().is_some_and(|name| ZONES.contains(&name) || name.starts_with("US/"))
}

#[cfg(test)]
mod tests {
    use super::jalali;

    #[test]
    fn persian_days_are_found() {
        for (day, wanted) in [
            ((1388, 1, 1), "2009-03-21"),
            ((1399, 12, 30), "2021-03-20"),
            ((1400, 1, 1), "2021-03-21"),
            ((1402, 12, 22), "2024-03-12"),
            ((1403, 12, 30), "2025-03-20"),
            ((1404, 1, 1), "2025-03-21"),
        ] {
            assert_eq!(jalali(day.0, day.1, day.2).map(|day| day.to_string()).as_deref(), Some(wanted));
        }
        assert_eq!(jalali(1445, 1, 1), None);
    }
}
