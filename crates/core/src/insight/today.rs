//! The few people to be useful to today, each with the reason in words and the act that answers it.
//!
//! Order: the meetings of the calendar, beside which all else is counted; what is tied to a day (birthdays, first follow-ups), then who is overdue for their tie, then
//! who is fading, then whom it is worth waking. At most [`MOST`] a day, so that the list can be done; of those
//! whom it is worth waking two a week, one until Wednesday and one from Thursday on. What waits and is left sinks
//! ([`FRESH`]), and a friend has a place each day. Several who were met on one day stand in one line.
//!
//! One is *in touch* with somebody whose word was answered, or whom one wrote down as met ([`super::cadence::in_touch`]).

mod messages;
mod ties;

use jiff::civil::{Date, date};
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;

use crate::boundary::Purpose;
use crate::deed::Deed;

use super::cadence::{Cadence, day};
use super::strength::Bond;
use ties::line;

pub use messages::{ago, silence, span};

/// How many lines a day has at the most.
pub const MOST: usize = 5;
/// How many meetings stand before them at the most.
pub const MEETINGS: usize = 8;
/// A tie that is silent for so many days is dormant (Levin, Walter and Murnighan: three years).
pub const YEARS: f64 = 3.0 * 365.0;
/// So many days a matter that waits stands among the first; then all such matters share one place, in turn.
pub const FRESH: i32 = 14;
/// Once in so many days that place is theirs though others would take it.
pub const COMES_BACK: u32 = 3;
/// After so many days it is asked whether it may be let go; then it waits on its own page and no longer here.
pub const LET_GO: i32 = 60;
/// So many days after it was first asked the question stands, whenever one looks.
pub const ASKED_FOR: i32 = 7;
/// A tie with less strength is none of the closest, however few people a book has: less than one chance in twenty of
/// an exchange within 90 days.
pub const CLOSE: f64 = 5.0;
/// How many lines each reason gets before another reason's first; what is free then goes by the same order.
/// So a week after an event does not hide a fading friend.
fn share(why: Why) -> usize {
    match why {
        Why::Meeting | Why::Birthday => MOST,
        Why::Promise | Why::FollowUp | Why::New | Why::Overdue => 2,
        Why::Ask
        | Why::Introduction
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
    /// A meeting in the calendar, today or tomorrow.
    Meeting,
    /// Their birthday is today or in the next days.
    Birthday,
    /// Something promised, by me or by them, is due.
    Promise,
    /// Something I asked was left without an answer for long.
    Ask,
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
    /// What a line of this kind asks one to do.
    pub fn asks(self) -> Purpose {
        match self {
            Why::Ask => Purpose::Ask,
            Why::Introduction | Why::Match => Purpose::Introduce,
            Why::Business => Purpose::Pitch,
            // To keep one's word is not bound by how often they want to hear from me.
            Why::Promise => Purpose::Give,
            // What is in the calendar is agreed already.
            Why::Meeting => Purpose::Give,
            Why::Birthday
            | Why::FollowUp
            | Why::Thanks
            | Why::New
            | Why::Overdue
            | Why::Gift
            | Why::Fading
            | Why::Dormant => Purpose::Contact,
        }
    }

    /// Whether it is a matter that waits for somebody until it is done.
    pub fn waits(self) -> bool {
        matches!(
            self,
            Why::Promise | Why::Ask | Why::FollowUp | Why::Introduction | Why::Thanks | Why::Business
        )
    }

    /// Whether it is about a tie for its own sake.
    fn is_friend(self) -> bool {
        matches!(self, Why::Overdue | Why::Fading | Why::Dormant)
    }

    /// The name in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Why::Meeting => "meeting",
            Why::Birthday => "birthday",
            Why::Promise => "promise",
            Why::Ask => "ask",
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
    /// How close they are, from 1 to 5, where the user said so.
    pub circle: Option<i64>,
    /// Since when they are in the book: with whom one never was in touch, the wait runs from there.
    pub added: Option<Timestamp>,
}

impl<T> Candidate<T> {
    /// Whether the user asked to be reminded of them.
    fn asked_for(&self) -> bool {
        matches!(self.cadence, Cadence::Every(_))
            || (self.circle.is_some() && self.cadence == Cadence::ByRank)
    }
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
    pub deed: Option<Deed>,
    /// What it asks one to do with whom, where that is not what lines of its kind ask of `who`.
    pub asks: Vec<(T, Purpose)>,
    /// The day on which they were met, where the line is about that: all of one day stand in one line.
    pub met: Option<Date>,
    /// Since when it waits to be answered: since it was due, or written down later, or first shown.
    pub since: Date,
    /// The day on which it was first asked whether it may be let go.
    pub asked: Option<Date>,
    score: f64,
}

impl<T> Line<T> {
    /// A line about a matter with somebody rather than their tie. Of one reason, the lines of the higher `score` come
    /// first.
    pub fn matter(why: Why, who: T, reason: String, due: Date, deed: Deed, score: f64) -> Line<T> {
        let (asks, met, since, asked) = (Vec::new(), None, due, None);
        Line { who, why, reason, due, deed: Some(deed), asks, met, since, asked, score }
    }

    /// The same, where it cannot have waited before this day, such as the one on which it was written down.
    pub fn waiting_since(self, day: Option<Date>) -> Line<T> {
        Line { since: day.map_or(self.since, |day| day.max(self.since)), ..self }
    }

    /// The same, where it asks one to do this with somebody: whoever it is about is asked whether they want it.
    pub fn asking(mut self, who: T, purpose: Purpose) -> Line<T> {
        self.asks.push((who, purpose));
        self
    }

    /// The same, about somebody who was met on this day.
    pub fn met_on(self, day: Option<Date>) -> Line<T> {
        Line { met: day, ..self }
    }
}

/// What the book knows of those who would stand in the list. It is asked only of them, since the answers may have to
/// be looked up.
pub trait Heed<T> {
    /// Why it could not be answered.
    type Error;

    /// How much silence a tie bears, and when it last was not silent. Asked of those who would stand in the list as
    /// overdue.
    fn look(&mut self, who: &T) -> Result<Looked, Self::Error>;

    /// Whether somebody wants to be in the list with this line.
    fn stands(&mut self, line: &Line<T>) -> Result<Stands, Self::Error>;
}

/// What has to be looked up of somebody who would be named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looked {
    /// How much silence they bear.
    pub pace: Pace,
    /// The last contact that the user wrote down by hand.
    pub logged: Option<Timestamp>,
}

/// How much silence a tie bears.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// As much as its tier or rhythm says.
    #[default]
    Usual,
    /// Family: twice the silence.
    Kin,
    /// Somebody whose trust was hurt: never sooner than their tier, nor than [`GENTLY`].
    Gentle,
}

/// What somebody's boundaries say to a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stands {
    /// Nothing.
    Yes,
    /// How they want it, as the rest of the reason.
    So(String),
    /// That it must not be.
    No,
}

/// Whoever is gently dealt with is suggested at most once in so many days.
pub const GENTLY: f64 = 30.0;

/// Today's list: the meetings of the calendar, and at most [`MOST`] lines, nobody twice.
///
/// `matters` are lines that stand for themselves, after [`aged`]. Whoever has one in the list needs no other line but a
/// birthday's or a meeting's; a matter that does not come into the list takes nobody's place.
pub fn today<T: Clone + PartialEq, H: Heed<T>>(
    candidates: Vec<Candidate<T>>,
    matters: Vec<Line<T>>,
    heed: &mut H,
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Vec<Line<T>>, H::Error> {
    let mut asked = vec![false; candidates.len()];
    let mut heeded: Vec<Option<Stands>> = vec![None; candidates.len() + matters.len()];
    let mut lines: Vec<(usize, Line<T>)> = Vec::new();
    for (at, c) in candidates.iter().enumerate() {
        lines.extend(line(c, Looked::default(), now, zone).map(|line| (at, line)));
    }
    let today = day(now, zone);
    lines.extend(matters.into_iter().enumerate().map(|(at, line)| (candidates.len() + at, line)));
    loop {
        let mut chosen = choose(lines.clone(), today);
        let mut gone = Vec::new();
        let mut spared = Vec::new();
        for (at, line) in &mut chosen {
            if line.why == Why::Overdue && !std::mem::replace(&mut asked[*at], true) {
                let looked = heed.look(&line.who)?;
                if looked != Looked::default() {
                    spared.push((*at, looked));
                    continue;
                }
            }
            let stands = match heeded[*at].take() {
                Some(stands) => stands,
                None => heed.stands(line)?,
            };
            match &stands {
                Stands::No => gone.push(*at),
                Stands::So(how) => line.reason = messages::minding(&line.reason, how).to_string(),
                Stands::Yes => {}
            }
            heeded[*at] = Some(stands);
        }
        if gone.is_empty() && spared.is_empty() {
            return Ok(chosen.into_iter().map(|(_, line)| line).collect());
        }
        lines.retain(|(at, _)| !gone.contains(at) && spared.iter().all(|(spared, _)| spared != at));
        for (at, looked) in spared {
            lines.extend(line(&candidates[at], looked, now, zone).map(|line| (at, line)));
        }
    }
}

/// A line with its place among all.
type Placed<T> = (usize, Line<T>);

/// Of all lines those for one day.
fn choose<T: Clone + PartialEq>(mut lines: Vec<Placed<T>>, today: Date) -> Vec<Placed<T>> {
    lines.sort_by(in_order);
    // What is in the calendar takes no place from what one would else forget, nor hides what is to be said there.
    let first = lines.partition_point(|(_, line)| line.why <= Why::Meeting);
    let mut meetings: Vec<Placed<T>> = lines.drain(..first).collect();
    meetings.truncate(MEETINGS);
    // Whom one meets one will be in touch with.
    let met = |who: &T| meetings.iter().any(|(_, meeting)| meeting.who == *who);
    lines.retain(|(_, line)| line.deed.is_some() || line.why == Why::Birthday || !met(&line.who));
    // One of those that were left has its turn each day.
    let sunk = lines.iter().filter(|(_, line)| is_sunk(line, today)).count();
    let number = epoch_day(today);
    // On the days on which it surely has a place they go round, too.
    let turn = if number.is_multiple_of(COMES_BACK) { number / COMES_BACK } else { number } as usize;
    let mut at = 0;
    lines.retain(|(_, line)| {
        let sinks = is_sunk(line, today);
        at += usize::from(sinks);
        !sinks || at - 1 == turn % sunk.max(1)
    });
    let dormant = lines.partition_point(|(_, line)| line.why < Why::Dormant);
    let woken = whose_turn(lines.len() - dormant, today).map(|turn| lines.swap_remove(dormant + turn));
    lines.truncate(dormant);
    lines.extend(woken);
    loop {
        let (chosen, hiding) = chosen(&lines, today);
        if hiding.is_empty() {
            meetings.extend(chosen);
            return meetings;
        }
        // What found no place hides nobody.
        lines.retain(|(at, _)| !hiding.contains(at));
    }
}

/// The order of a day's lines.
fn in_order<T>((a_at, a): &Placed<T>, (b_at, b): &Placed<T>) -> std::cmp::Ordering {
    a.why.cmp(&b.why).then(b.score.total_cmp(&a.score)).then(a_at.cmp(b_at))
}

/// The lines that find a place, of lines in order; and which of the others hid another line of the same person.
fn chosen<T: Clone + PartialEq>(lines: &[Placed<T>], today: Date) -> (Vec<Placed<T>>, Vec<usize>) {
    let (mut chosen, mut rest): (Vec<Placed<T>>, Vec<Placed<T>>) = (Vec::new(), Vec::new());
    let mut of_day: Vec<(Date, usize)> = Vec::new();
    // By which line another of the same person is hidden.
    let mut hiding: Vec<usize> = Vec::new();
    // A question whether it may be let go is asked once, and so finds its place.
    let last = |line: &Line<T>| is_sunk(line, today) && line.asked.is_none();
    for one in lines {
        // A matter says more than the tie, whichever comes first.
        let matter = |other: &&Placed<T>| other.1.deed.is_some() && other.1.who == one.1.who;
        if one.1.deed.is_none()
            && one.1.why != Why::Birthday
            && let Some((at, _)) = lines.iter().find(matter)
        {
            hiding.push(*at);
            continue;
        }
        if let Some(met) = one.1.met {
            match of_day.iter_mut().find(|(day, _)| *day == met) {
                Some((_, more)) => {
                    *more += 1;
                    continue;
                }
                None => of_day.push((met, 0)),
            }
        }
        // Whoever stands in the list for one reason waits with the next; a birthday stands for itself.
        let named = |other: &&Placed<T>| other.1.who == one.1.who && other.1.why != Why::Birthday;
        if let Some((at, _)) = chosen.iter().chain(&rest).find(named) {
            hiding.push(*at);
            continue;
        }
        let taken = chosen.iter().filter(|(_, other)| other.why == one.1.why).count();
        if taken < share(one.1.why) && !last(&one.1) {
            chosen.push(one.clone());
        } else if rest.len() <= MOST {
            rest.push(one.clone());
        }
    }
    // What was left comes after all that is fresh, and now and then has the last place: who never saw it again would
    // think it done.
    rest.sort_by_key(|(_, line)| last(line));
    let left = rest.pop_if(|(_, line)| last(line) && epoch_day(today).is_multiple_of(COMES_BACK));
    let room = MOST - usize::from(left.is_some());
    chosen.truncate(room);
    rest.truncate(room - chosen.len());
    chosen.extend(rest);
    chosen.extend(left);
    chosen.sort_by(in_order);
    let named = |(_, friend): &&Placed<T>| chosen.iter().any(|(_, line)| line.who == friend.who);
    if chosen.len() == MOST
        && chosen.iter().all(|(_, line)| !line.why.is_friend())
        && let Some(friend) =
            lines.iter().filter(|(_, line)| line.why.is_friend()).find(|friend| !named(friend))
        && let Some(last) = chosen.iter().rposition(|(_, line)| line.why != Why::Birthday)
    {
        chosen[last] = friend.clone();
        chosen.sort_by(in_order);
    }
    chosen.sort_by_key(|(_, line)| last(line));
    hiding.retain(|at| chosen.iter().all(|(other, _)| other != at));
    for (_, line) in &mut chosen {
        // A follow-up says itself how many of its event wait.
        let met = line.met.filter(|_| line.why == Why::New);
        let more = met.and_then(|met| of_day.iter().find(|(day, _)| *day == met));
        match more.map(|(_, more)| *more) {
            None | Some(0) => {}
            Some(more) => line.reason = messages::more_were_met(&line.reason, more).to_string(),
        }
    }
    (chosen, hiding)
}

/// The number of a day, counted without end.
fn epoch_day(day: Date) -> u32 {
    (day - date(1970, 1, 1)).get_days().unsigned_abs()
}

/// Whether a matter waits and was left for long.
fn is_sunk<T>(line: &Line<T>, today: Date) -> bool {
    line.why.waits() && (today - line.since).get_days() > FRESH
}

/// A matter as it stands on a day: after so long it asks to be let go, once, for a week from when it was first asked;
/// then it waits on its own page, and is given back as such.
pub fn aged<T>(mut line: Line<T>, today: Date) -> Result<Line<T>, Line<T>> {
    let left = (today - line.since).get_days();
    if !line.why.waits() || (left <= LET_GO && line.asked.is_none()) {
        return Ok(line);
    }
    let asked = *line.asked.get_or_insert(today);
    if (today - asked).get_days() > ASKED_FOR {
        return Err(line);
    }
    line.reason = messages::has_waited(&line.reason, left).to_string();
    Ok(line)
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

#[cfg(test)]
#[path = "today_tests.rs"]
mod tests;
