//! The few people to be useful to today, each with the reason in words and the act that answers it.
//!
//! Order: what is tied to a day first (birthdays, first follow-ups), then who is overdue for their tie, then
//! who is fading, then whom it is worth waking. At most [`MOST`] a day, so that the list can be done; of those
//! whom it is worth waking two a week, one until Wednesday and one from Thursday on.

use jiff::civil::{Date, date};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use super::cadence::{self, Cadence, day, days_between, first_step, next_birthday};
use super::strength::Bond;

/// How many lines a day has at the most.
pub const MOST: usize = 5;
/// A tie that is silent for so many days is dormant (Levin, Walter and Murnighan: three years).
const YEARS: f64 = 3.0 * 365.0;
/// How many lines each reason gets before another reason's first; what is free then goes by the same order.
/// So a week after an event does not hide a fading friend.
fn share(why: Why) -> usize {
    match why {
        Why::Birthday => MOST,
        Why::Promise | Why::FollowUp | Why::New | Why::Overdue => 2,
        Why::Introduction
        | Why::Thanks
        | Why::Business
        | Why::Match
        | Why::Gift
        | Why::Fading
        | Why::Dormant => 1,
    }
}

/// Why somebody stands in today's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Their birthday is today or in the next days.
    Birthday,
    /// Something promised, by me or by them, is due.
    Promise,
    /// Met at an event, and not followed up yet.
    FollowUp,
    /// An introduction waits for an answer, or for its outcome to be asked.
    Introduction,
    /// Something was done for me that I have not said thank you for.
    Thanks,
    /// First met lately; a step of the expanding schedule is due.
    New,
    /// The next step of some business is due.
    Business,
    /// Longer silent than their tier or rhythm asks.
    Overdue,
    /// What one needs another can give.
    Match,
    /// I could do them a good turn.
    Gift,
    /// A rhythm has broken off.
    Fading,
    /// Once close, silent for years.
    Dormant,
}

impl Why {
    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Why::Birthday => "birthday",
            Why::Promise => "promise",
            Why::FollowUp => "follow_up",
            Why::Introduction => "introduction",
            Why::Thanks => "thanks",
            Why::Business => "business",
            Why::Match => "match",
            Why::Gift => "gift",
            Why::New => "new",
            Why::Overdue => "overdue",
            Why::Fading => "fading",
            Why::Dormant => "dormant",
        }
    }
}

/// Somebody who might stand in today's list.
#[derive(Clone, Debug)]
pub struct Candidate<T> {
    /// Who.
    pub who: T,
    /// The tie.
    pub bond: Bond,
    /// The place among all ties by strength, 0 for the strongest.
    pub rank: usize,
    /// How often to be in touch.
    pub cadence: Cadence,
    /// Month and day.
    pub birthday: Option<(i8, i8)>,
    /// Whether the tie once belonged to the strongest: 15 in 100, and no more than anybody can be close to.
    pub once_close: bool,
}

/// One line of today.
#[derive(Clone, Debug, PartialEq)]
pub struct Line<T> {
    /// Who.
    pub who: T,
    /// Why.
    pub why: Why,
    /// The reason in words.
    pub reason: String,
    /// The day it was or is due.
    pub due: Date,
    /// The deed that answers it, where that is another than to be in touch.
    pub deed: Option<String>,
    score: f64,
}

impl<T> Line<T> {
    /// A line about a matter with somebody rather than their tie. Of one reason, the lines of the higher `score` come
    /// first.
    pub fn matter(why: Why, who: T, reason: String, due: Date, deed: String, score: f64) -> Line<T> {
        Line { who, why, reason, due, deed: Some(deed), score }
    }
}

/// Today's list: at most [`MOST`] lines, nobody twice.
///
/// `matters` are lines that stand for themselves; whoever has one needs no other line but a birthday's. `look` says who
/// is family, whose tie bears twice the silence, and when the user last wrote down a contact by hand. It is asked only
/// of those who would stand in the list as overdue, since the answer may have to be looked up.
pub fn today<T: Clone + PartialEq, E>(
    candidates: Vec<Candidate<T>>,
    matters: Vec<Line<T>>,
    mut look: impl FnMut(&T) -> Result<Looked, E>,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Vec<Line<T>>, E> {
    let mut asked = vec![false; candidates.len()];
    let mut lines: Vec<(usize, Line<T>)> = Vec::new();
    for (at, c) in candidates.iter().enumerate() {
        lines.extend(line(c, Looked::default(), now, zone).map(|line| (at, line)));
    }
    lines
        .retain(|(_, line)| line.why == Why::Birthday || matters.iter().all(|matter| matter.who != line.who));
    lines.extend(matters.into_iter().enumerate().map(|(at, line)| (candidates.len() + at, line)));
    loop {
        let chosen = choose(lines.clone(), day(now, zone));
        let mut spared = Vec::new();
        for (at, line) in chosen.iter().filter(|(_, line)| line.why == Why::Overdue) {
            if !std::mem::replace(&mut asked[*at], true) {
                let looked = look(&line.who)?;
                if looked != Looked::default() {
                    spared.push((*at, looked));
                }
            }
        }
        if spared.is_empty() {
            return Ok(chosen.into_iter().map(|(_, line)| line).collect());
        }
        lines.retain(|(at, _)| spared.iter().all(|(spared, _)| spared != at));
        for (at, looked) in spared {
            lines.extend(line(&candidates[at], looked, now, zone).map(|line| (at, line)));
        }
    }
}

/// Of all lines those for one day.
fn choose<T>(mut lines: Vec<(usize, Line<T>)>, today: Date) -> Vec<(usize, Line<T>)> {
    let in_order = |(a_at, a): &(usize, Line<T>), (b_at, b): &(usize, Line<T>)| {
        a.why.cmp(&b.why).then(b.score.total_cmp(&a.score)).then(a_at.cmp(b_at))
    };
    lines.sort_by(in_order);
    let dormant = lines.partition_point(|(_, line)| line.why < Why::Dormant);
    let woken = whose_turn(lines.len() - dormant, today).map(|turn| lines.swap_remove(dormant + turn));
    lines.truncate(dormant);
    lines.extend(woken);
    let (mut chosen, mut rest) = (Vec::new(), Vec::new());
    for one in lines {
        let taken = chosen.iter().filter(|(_, other): &&(usize, Line<T>)| other.why == one.1.why).count();
        if taken < share(one.1.why) { chosen.push(one) } else { rest.push(one) }
    }
    chosen.truncate(MOST);
    rest.truncate(MOST - chosen.len());
    chosen.extend(rest);
    chosen.sort_by(in_order);
    chosen
}

/// Which of `count` dormant ties has its turn: two in each ISO week, one Monday to Wednesday and one Thursday
/// to Sunday, going round week by week. It follows from the day alone, so that whoever is named stays for some
/// days and then makes room; somebody alone has the days from Thursday on off.
fn whose_turn(count: usize, today: Date) -> Option<usize> {
    // A Monday.
    let days = i64::from((today - date(1970, 1, 5)).get_days());
    let late = days.rem_euclid(7) >= 3;
    let turn = 2 * days.div_euclid(7) + i64::from(late);
    match i64::try_from(count).ok()? {
        0 => None,
        1 => (!late).then_some(0),
        count => usize::try_from(turn.rem_euclid(count)).ok(),
    }
}

/// What has to be looked up of somebody who would be named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// Whether they are family.
    pub kin: Kin,
    /// The last contact that the user wrote down by hand.
    pub logged: Option<Timestamp>,
}

/// Whether somebody is family.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kin {
    /// Not known to be.
    #[default]
    No,
    /// They are.
    Yes,
}

impl Kin {
    /// How many times the usual gap a tie bears.
    fn patience(self) -> f64 {
        if self == Kin::Yes { 2.0 } else { 1.0 }
    }
}

/// The line for one person, if there is a reason for one; the first reason that holds.
fn line<T: Clone>(c: &Candidate<T>, looked: Looked, now: Timestamp, zone: &TimeZone) -> Option<Line<T>> {
    if c.cadence == Cadence::Never {
        return None;
    }
    let found = birthday(c, now, zone)
        .or_else(|| new_contact(c, now, zone))
        .or_else(|| overdue(c, looked, now, zone))
        .or_else(|| fading(c, now, zone))
        .or_else(|| dormant(c, now, zone));
    found.map(|(why, reason, due, score)| Line { who: c.who.clone(), why, reason, due, deed: None, score })
}

type Reason = (Why, String, Date, f64);

fn birthday<T>(c: &Candidate<T>, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let (month, day_of_month) = c.birthday?;
    let today = day(now, zone);
    let next = next_birthday(month, day_of_month, today)?;
    let days = (next - today).get_days();
    let reason = match days {
        0 => "Birthday today".to_owned(),
        1 => "Birthday tomorrow".to_owned(),
        2..=3 => format!("Birthday in {days} days"),
        _ => return None,
    };
    Some((Why::Birthday, reason, next, 10.0 - f64::from(days)))
}

fn new_contact<T>(c: &Candidate<T>, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let (first, last) = (c.bond.first()?, c.bond.last()?);
    c.bond.last_in()?;
    let step = first_step(first, last, now)?;
    let met = day(first, zone);
    let ago = span(f64::from((day(now, zone) - met).get_days()));
    let reason = match step {
        1 => format!("New since {met}: say thank you while the meeting is fresh"),
        7 => format!("New since {met}, {ago} ago: follow up before it is forgotten"),
        30 => format!("New since {met}, {ago} ago, and quiet since: share something useful"),
        _ => format!("New since {met}, {ago} ago: see how they are"),
    };
    let due = Timestamp::from_second(first.as_second() + step * 86_400).map_or(met, |at| day(at, zone));
    Some((Why::New, reason, due, c.bond.strength(now)))
}

fn overdue<T>(c: &Candidate<T>, looked: Looked, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let (last, since) = (c.bond.last()?, cadence::in_touch(&c.bond, looked.logged)?);
    if !c.bond.two_way() && c.cadence == Cadence::ByRank {
        return None;
    }
    // What the user said holds for family too.
    let patience = if c.cadence == Cadence::ByRank { looked.kin.patience() } else { 1.0 };
    let gap = cadence::gap(c.cadence, c.rank, &c.bond, now)? * patience;
    let (wait, silence) = (days_between(since, now), days_between(last, now));
    if wait < gap {
        return None;
    }
    let own = c.bond.usual_gap(now)?;
    if c.cadence == Cadence::ByRank && (silence > 8.0 * own.max(gap / 2.0) || silence > YEARS) {
        return None; // The rhythm is broken: fading or waking says it better.
    }
    let wanted = match c.cadence {
        Cadence::Every(days) => format!("you wanted {}", cadence::every(days)),
        _ if gap < patience * cadence::tier_gap(c.rank).unwrap_or(gap) => {
            format!("usually every {}", span(own))
        }
        _ => format!("one of your closest {}, every {} is good", tier_size(c.rank), span(gap)),
    };
    let due = Timestamp::from_second(since.as_second() + (gap * 86_400.0) as i64).unwrap_or(since);
    let score = wait / gap * (1.0 + c.bond.peak()).ln();
    // One of the two has spoken since, and it was left at that.
    let ways = if silence < gap { " both ways" } else { "" };
    let reason = format!("{} since you were in touch{ways}; {wanted}", span(wait));
    Some((Why::Overdue, reason, day(due, zone), score))
}

fn fading<T>(c: &Candidate<T>, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let last = c.bond.last()?;
    let own = c.bond.usual_gap(now)?;
    let silence = days_between(last, now);
    if !c.bond.two_way() || !c.once_close || c.bond.count() < 6 || silence < 8.0 * own || silence > YEARS {
        return None;
    }
    let due = Timestamp::from_second(last.as_second() + (8.0 * own * 86_400.0) as i64).unwrap_or(last);
    let reason =
        format!("Fading: you were in touch every {}, and now {} have passed", span(own), span(silence));
    Some((Why::Fading, reason, day(due, zone), c.bond.peak()))
}

fn dormant<T>(c: &Candidate<T>, now: Timestamp, zone: &TimeZone) -> Option<Reason> {
    let last = c.bond.last()?;
    let silence = days_between(last, now);
    if !c.bond.two_way() || !c.once_close || silence < YEARS {
        return None;
    }
    let reason = format!(
        "Worth waking: once close ({} exchanges), silent for {}; old ties give the freshest advice",
        c.bond.count(),
        span(silence)
    );
    Some((Why::Dormant, reason, day(now, zone), c.bond.peak()))
}

fn tier_size(rank: usize) -> usize {
    cadence::TIERS.iter().find(|(size, _)| rank < *size).map_or(0, |(size, _)| *size)
}

/// So many days, in words: `12 days`, `3 weeks`, `5 months`, `2 years`.
pub fn span(days: f64) -> String {
    let (n, unit) = match days.round() as i64 {
        ..=13 => (days.round().max(1.0) as i64, "day"),
        14..=59 => ((days / 7.0).round() as i64, "week"),
        60..=729 => ((days / 30.44).round() as i64, "month"),
        _ => ((days / 365.25).round() as i64, "year"),
    };
    if n == 1 { format!("1 {unit}") } else { format!("{n} {unit}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Direction;

    fn at(day: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 + day * 86_400).unwrap()
    }

    fn candidate(who: &'static str, contacts: impl IntoIterator<Item = i64>) -> Candidate<&'static str> {
        let mut bond = Bond::default();
        for day in contacts {
            let _ = bond.add(at(day), Direction::Both, 1.0);
        }
        Candidate { who, bond, rank: 0, cadence: Cadence::ByRank, birthday: None, once_close: false }
    }

    fn whys(candidates: Vec<Candidate<&'static str>>, now: i64) -> Vec<(&'static str, Why)> {
        named(candidates, &[], now).into_iter().map(|line| (line.who, line.why)).collect()
    }

    fn named(candidates: Vec<Candidate<&'static str>>, kin: &[&str], now: i64) -> Vec<Line<&'static str>> {
        let look = |who: &&'static str| {
            let kin = if kin.contains(who) { Kin::Yes } else { Kin::No };
            Ok::<Looked, std::convert::Infallible>(Looked { kin, logged: None })
        };
        let Ok(lines) = today(candidates, Vec::new(), look, at(now), &TimeZone::UTC);
        lines
    }

    #[test]
    fn a_matter_comes_before_a_tie_and_instead_of_it() {
        let overdue = candidate("eva", (1000..1910).step_by(30));
        let look = |_: &&'static str| Ok::<Looked, std::convert::Infallible>(Looked::default());
        let today = |matters| {
            let Ok(lines) = today(vec![overdue.clone()], matters, look, at(2002), &TimeZone::UTC);
            lines.into_iter().map(|line: Line<&str>| (line.who, line.why)).collect::<Vec<_>>()
        };
        assert_eq!(today(Vec::new()), [("eva", Why::Overdue)]);
        let promise =
            |who| Line::matter(Why::Promise, who, "due".into(), date(2023, 1, 1), "keep 1".into(), 1.0);
        assert_eq!(today(vec![promise("eva")]), [("eva", Why::Promise)]);
        assert_eq!(today(vec![promise("bob")]), [("bob", Why::Promise), ("eva", Why::Overdue)]);
        let many = vec![promise("a"), promise("b"), promise("c")];
        assert_eq!(today(many).len(), 4, "what is free goes to whatever waits");
    }

    #[test]
    fn each_reason_finds_its_person() {
        let mut born = candidate("born", []);
        // A Tuesday.
        let now = day(at(2002), &TimeZone::UTC);
        born.birthday = Some((now.month(), now.day()));
        let met = candidate("met", [1993]);
        let mut close = candidate("close", (1000..1910).step_by(30));
        close.rank = 8;
        let mut fading = candidate("fading", (1000..1700).step_by(7));
        fading.rank = 140;
        fading.once_close = true;
        let mut old = candidate("old", (0..300).step_by(7));
        old.rank = 9000;
        old.once_close = true;
        let mut stranger = candidate("stranger", [0]);
        stranger.rank = 9001;
        assert_eq!(
            whys(vec![stranger, old, fading, close, met, born], 2002),
            [
                ("born", Why::Birthday),
                ("met", Why::New),
                ("close", Why::Overdue),
                ("fading", Why::Fading),
                ("old", Why::Dormant)
            ]
        );
    }

    #[test]
    fn any_two_way_contact_resets_the_cadence() {
        let mut friend = candidate("friend", (0..300).step_by(10));
        assert_eq!(whys(vec![friend.clone()], 330), [("friend", Why::Overdue)]);
        let _ = friend.bond.add(at(329), Direction::Both, 1.0);
        assert_eq!(whys(vec![friend], 330), []);
    }

    #[test]
    fn one_way_contact_does_not_reset_the_cadence_but_what_is_logged_does() {
        for one_way in [Direction::In, Direction::Out] {
            let mut friend = candidate("friend", (0..300).step_by(10));
            let _ = friend.bond.add(at(328), one_way, 1.0);
            let lines = named(vec![friend.clone()], &[], 330);
            assert_eq!(lines.len(), 1, "{one_way:?}");
            assert!(lines[0].reason.starts_with("6 weeks since you were in touch both ways;"), "{lines:?}");
            let look = |_: &&'static str| {
                Ok::<Looked, std::convert::Infallible>(Looked { kin: Kin::No, logged: Some(at(328)) })
            };
            let Ok(lines) = today(vec![friend], Vec::new(), look, at(330), &TimeZone::UTC);
            assert_eq!(lines, [], "{one_way:?}");
        }
    }

    #[test]
    fn muted_people_and_chosen_gaps_are_kept() {
        let mut friend = candidate("friend", (0..300).step_by(10));
        friend.cadence = Cadence::Never;
        assert_eq!(whys(vec![friend.clone()], 330), []);
        friend.cadence = Cadence::Every(90);
        assert_eq!(whys(vec![friend.clone()], 330), []);
        assert_eq!(whys(vec![friend], 390), [("friend", Why::Overdue)]);
    }

    #[test]
    fn a_new_contact_is_as_old_as_it_is() {
        let reason = |now| named(vec![candidate("met", [0])], &[], now).remove(0).reason;
        assert!(reason(8).contains(", 8 days ago: follow up"), "{}", reason(8));
        assert!(reason(26).contains(", 4 weeks ago: follow up"), "{}", reason(26));
        assert!(reason(75).contains(", 2 months ago, and quiet since"), "{}", reason(75));
    }

    #[test]
    fn what_was_wanted_is_said_as_it_was_said() {
        let mut friend = candidate("friend", [0, 10]);
        friend.cadence = Cadence::Every(30);
        let reason = named(vec![friend], &[], 110).remove(0).reason;
        assert_eq!(reason, "3 months since you were in touch; you wanted every 30 days");
    }

    #[test]
    fn family_bears_twice_the_silence() {
        let brother = candidate("brother", (0..300).step_by(10));
        let due = |kin: &[&str], now| !named(vec![brother.clone()], kin, now).is_empty();
        assert!(due(&[], 300) && !due(&["brother"], 300), "10 days of silence");
        assert!(due(&["brother"], 305), "15 days of silence");
        let mut wanted = brother.clone();
        wanted.cadence = Cadence::Every(8);
        assert_eq!(named(vec![wanted], &["brother"], 300).len(), 1, "a number of days is kept");
    }

    #[test]
    fn only_those_who_would_be_named_are_asked_about() {
        let many: Vec<_> = (0..40).map(|_| candidate("friend", (0..300).step_by(10))).collect();
        let mut asked = 0;
        let look = |_: &&'static str| {
            asked += 1;
            let kin = if asked <= 3 { Kin::Yes } else { Kin::No };
            Ok::<Looked, std::convert::Infallible>(Looked { kin, logged: None })
        };
        let Ok(lines) = today(many, Vec::new(), look, at(300), &TimeZone::UTC);
        assert_eq!((lines.len(), asked), (MOST, MOST + 3), "three make room for three others");
    }

    /// Who is named as dormant on each of the 56 days of eight weeks from a Monday on, of so many.
    fn woken(count: usize) -> Vec<Option<&'static str>> {
        const NAMES: [&str; 9] = ["a", "b", "c", "d", "e", "f", "g", "h", "i"];
        let old: Vec<_> = NAMES[..count]
            .iter()
            .enumerate()
            .map(|(n, who)| {
                let mut old = candidate(who, (0..300 - 10 * n as i64).step_by(7));
                (old.rank, old.once_close) = (9000, true);
                old
            })
            .collect();
        let monday = 2001;
        assert_eq!(day(at(monday), &TimeZone::UTC).weekday(), jiff::civil::Weekday::Monday);
        (monday..monday + 56)
            .map(|now| match whys(old.clone(), now).as_slice() {
                [] => None,
                [(who, Why::Dormant)] => Some(*who),
                more => panic!("{more:?}"),
            })
            .collect()
    }

    #[test]
    fn two_dormant_ties_a_week_are_named_and_all_in_turn() {
        for count in [2, 3, 5, 9] {
            let days = woken(count);
            let mut seen = Vec::new();
            for week in days.chunks(7) {
                let (early, late) = week.split_at(3);
                assert!(early.iter().all(|who| who.is_some() && *who == early[0]), "{week:?}");
                assert!(late.iter().all(|who| who.is_some() && *who == late[0]), "{week:?}");
                assert_ne!(early[0], late[0], "of {count}");
                seen.extend([early[0], late[0]]);
            }
            let times = |who| seen.iter().filter(|other| **other == who).count();
            let counts: Vec<usize> = woken(count).into_iter().map(times).collect();
            let (few, many) = (counts.iter().min().unwrap(), counts.iter().max().unwrap());
            assert!(many - few <= 1, "everybody in turn: {counts:?}");
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.len(), count);
        }
    }

    #[test]
    fn a_dormant_tie_alone_is_not_named_every_day() {
        for week in woken(1).chunks(7) {
            assert_eq!(week, [Some("a"), Some("a"), Some("a"), None, None, None, None]);
        }
        assert!(woken(0).iter().all(Option::is_none));
    }

    #[test]
    fn the_list_is_a_handful() {
        let many = (0..40).map(|_| candidate("friend", (0..300).step_by(10))).collect();
        assert_eq!(whys(many, 330).len(), MOST);
    }

    #[test]
    fn spans_are_words() {
        assert_eq!(span(1.2), "1 day");
        assert_eq!(span(20.0), "3 weeks");
        assert_eq!(span(100.0), "3 months");
        assert_eq!(span(1200.0), "3 years");
    }
}
