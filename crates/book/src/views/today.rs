//! Whom to be useful to today, and why.

use goodturn_core::draft::ValueKind;
use goodturn_core::insight::cadence::{Cadence, FIRST_DAYS, NEW_FOR, TIERS, day};
use goodturn_core::insight::today::{Candidate, MOST, today};
use goodturn_core::sender::Kind;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use serde::Serialize;

use super::people::{Whom, strongest};
use crate::acts::later::{about, left};
use crate::book::{Book, Context};
use crate::boundaries::today::Wishes;
use crate::catalog::{Answer, Request, request};
use crate::error::Result;
use crate::{business, events, introductions, meetings, promises, referrals, shell, wishes, words};

request! {
    View "today" Today: "Says whom to be useful to today, and why" {
    }
}

/// One line of today.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// Why, in a word: meeting, birthday, promise, ask, follow_up, introduction, thanks, new, business, overdue, match, gift, fading
    /// or dormant.
    pub kind: &'static str,
    /// Who.
    pub person: Who,
    /// Why, in words.
    pub reason: String,
    /// The day it was or is due.
    pub due: Date,
    /// The command that answers it.
    pub act: String,
    /// What it is about, by which `later` names it; empty where it is about being in touch.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
}

/// Somebody, named.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Who {
    /// Their id.
    pub id: String,
    /// Their name.
    pub name: String,
}

impl Request for Today {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        Ok(Answer::Today(book.today(ctx)?))
    }
}

/// A line of today about a matter with somebody.
pub(crate) type Matter = goodturn_core::insight::today::Line<Who>;

/// Who may put matters into today's list: each asks the store only for what is due.
const MATTERS: &[Matters] = &[
    meetings::matters,
    promises::promise::matters,
    promises::ask::matters,
    introductions::today::matters,
    referrals::list::matters,
    business::pipeline::matters,
    words::thanks::matters,
    events::follow::matters,
    wishes::today::matches,
    wishes::today::past,
    wishes::today::gifts,
];

/// Asks the book for what is due of one noun.
type Matters = fn(&mut Reader<'_>, &Context) -> Result<Vec<Matter>>;

/// How many ties have a tier.
const RANKED: usize = TIERS[TIERS.len() - 1].0;
/// How many of the once strongest are looked at for fading and waking: the top 15 in 100, up to this.
const CLOSE_AT_MOST: usize = 400;
/// How many with a cadence of their own are looked at, the shortest first.
const OWN_AT_MOST: usize = 500;
/// How many of the new contacts at each step are looked at.
const NEW_AT_MOST: usize = 100;

impl Book {
    /// Today's few. The work follows the number of ties that can be due, not the size of the book.
    pub fn today(&self, ctx: &Context) -> Result<Vec<Line>> {
        self.read(|reader| {
            let candidates = candidates(reader, ctx)?;
            let left = left(reader, day(ctx.now, &ctx.zone))?;
            let mut matters = matters(reader, ctx)?;
            matters.retain(|matter| {
                let about = matter.deed.as_deref().map(about);
                !left.iter().any(|left| Some(left.about.as_str()) == about)
            });
            let lines = today(candidates, matters, &mut Wishes { reader, ctx }, ctx.now, &ctx.zone)?;
            Ok(lines
                .into_iter()
                .map(|line| Line {
                    kind: line.why.name(),
                    about: line.deed.as_deref().map(about).unwrap_or_default().to_owned(),
                    act: line.deed.unwrap_or_else(|| format!("log {} \"…\"", shell::quoted(&line.who.name))),
                    person: line.who,
                    reason: line.reason,
                    due: line.due,
                })
                .collect())
        })
    }
}

/// Everything that is due of all nouns.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let mut found = Vec::new();
    for part in MATTERS {
        found.extend(part(reader, ctx)?);
    }
    Ok(found)
}

/// Everybody who might be due: the strongest ties, new contacts, birthdays, own cadences, the once close.
fn candidates(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Candidate<Who>>> {
    let ranked = strongest(reader, &Whom::PEOPLE, None, RANKED, ctx.now)?;
    let mut found: Vec<(Person, usize, bool)> = Vec::new();
    let mut places = std::collections::HashMap::new();
    let mut take = |person: Person, rank: usize, close: bool| {
        if let Some(at) = places.get(&person.id) {
            let slot: &mut (Person, usize, bool) = &mut found[*at];
            slot.2 |= close;
        } else {
            places.insert(person.id, found.len());
            found.push((person, rank, close));
        }
    };
    for (rank, person) in ranked.into_iter().enumerate() {
        take(person, rank, false);
    }
    // Each step of the schedule for new contacts has its own: those who have just come to it first.
    let before =
        |days: i64| ctx.now.checked_sub(SignedDuration::from_hours(24 * days)).unwrap_or(Timestamp::MIN);
    let steps = FIRST_DAYS.into_iter().zip(FIRST_DAYS.into_iter().skip(1).chain([NEW_FOR]));
    for (step, next) in steps {
        for person in reader.met_between(before(next), before(step), NEW_AT_MOST)? {
            take(person, usize::MAX, false);
        }
    }
    let today = day(ctx.now, &ctx.zone);
    let mut long_ago = std::collections::HashSet::new();
    for ahead in 0..4 {
        if let Ok(date) = today.checked_add(ahead.days()) {
            let mut born = reader.born_on(date.month(), date.day())?;
            // In common years 29 February is kept on the 28th.
            if (date.month(), date.day()) == (2, 28) && !date.in_leap_year() {
                born.extend(reader.born_on(2, 29)?);
            }
            for person in born {
                if is_long_ago(reader, &person, today)? {
                    long_ago.insert(person.id);
                }
                take(person, usize::MAX, false);
            }
        }
    }
    for person in reader.with_cadence(OWN_AT_MOST)? {
        take(person, usize::MAX, false);
    }
    let people = reader.count(Kind::Person, CLOSE_AT_MOST * 100 / 15)?;
    let close = (people * 15 / 100).clamp(MOST, CLOSE_AT_MOST);
    for person in reader.by_peak(close)? {
        take(person, usize::MAX, true);
    }
    found.retain(|(person, ..)| {
        person.kind == Kind::Person && person.snoozed.is_none_or(|until| until <= ctx.now)
    });
    Ok(found
        .into_iter()
        .map(|(person, rank, once_close)| Candidate {
            who: Who { id: person.id.to_string(), name: person.profile.name },
            bond: person.bond,
            rank,
            cadence: person.cadence,
            birthday: person.profile.born.filter(|_| !long_ago.contains(&person.id)),
            once_close,
        })
        .filter(|candidate| candidate.cadence != Cadence::Never)
        .collect())
}

/// Nobody becomes so old: whoever was born before is remembered, and not congratulated.
const OLDEST: i16 = 110;

/// Whether somebody's year of birth is too long ago for a birthday to be kept with them.
fn is_long_ago(reader: &mut Reader<'_>, person: &Person, today: Date) -> Result<bool> {
    let details = reader.details(person.id)?;
    let born = details.iter().find(|detail| detail.value.kind == ValueKind::Birthday);
    let year = born.and_then(|detail| detail.value.text.parse::<Date>().ok()).map(|day| day.year());
    Ok(year.is_some_and(|year| year < today.year() - OLDEST))
}
