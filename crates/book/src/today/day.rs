//! Whom to be useful to today, and why.

use std::collections::BTreeMap;

use goodturn_core::deed::Deed;
use goodturn_core::draft::ValueKind;
use goodturn_core::insight::cadence::{Cadence, FIRST_DAYS, NEW_FOR, TIERS, day};
use goodturn_core::insight::today::{self as few, Candidate, MOST, aged};
use goodturn_core::sender::Kind;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::party::{Matter, Party};
use crate::request::strongest::{Scope, strongest};
use crate::request::{Lines, Request, request};
use crate::today::heed::Wishes;
use crate::today::later::{about, everything};
use crate::today::shown::{Stood, stood};
use crate::{business, events, introductions, meetings, promises, referrals, wishes, words};

request! {
    View "today" Today: "Says whom to be useful to today, and why" -> lines Line {
    }
}

/// One line of today.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Matter")]
pub struct Line {
    /// Why, in a word: meeting, birthday, promise, ask, follow_up, introduction, thanks, new, business, overdue, match, gift, fading
    /// or dormant.
    pub kind: &'static str,
    /// Who.
    pub person: Party,
    /// Why, in words.
    pub reason: String,
    /// The day it was or is due.
    #[schemars(with = "String")]
    pub due: Date,
    /// The deed that answers it.
    pub deed: Deed,
    /// What it is about, by which `later` names it; empty where it is about being in touch.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub matter: String,
}

/// Today as a face shows it; as data its lines.
#[derive(Clone, Debug, Default)]
pub struct Day {
    /// The few.
    pub lines: Vec<Line>,
    /// What was asked about once and waits on its own page since: of each kind how many.
    pub waiting: Vec<(&'static str, usize)>,
    /// Since when what stands in the lines, or stood in them before, does so.
    pub(crate) stood: BTreeMap<String, Stood>,
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        self.lines.serialize(serializer)
    }
}

impl Day {
    /// What a day without a line says.
    pub fn words(&self) -> String {
        messages::waiting(&self.waiting).to_string()
    }
}

impl Request for Today {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::in_view(book.day(ctx)?, |day| &day.lines))
    }
}

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
    /// Today's few.
    pub fn today(&self, ctx: &Context) -> Result<Vec<Line>> {
        Ok(self.day(ctx)?.lines)
    }

    /// Today's few, and what waits beside them. The work follows the number of ties that can be due, not the size of
    /// the book.
    pub fn day(&self, ctx: &Context) -> Result<Day> {
        self.read(|reader| {
            let candidates = candidates(reader, ctx)?;
            let today = day(ctx.now, &ctx.zone);
            let (left, known) = (everything(reader)?, stood(reader)?);
            let mut found = Day::default();
            let mut standing = Vec::new();
            for mut matter in matters(reader, ctx)? {
                let about = matter.deed.as_ref().map(about).unwrap_or_default();
                let put_off = left.iter().find(|left| left.matter == about);
                let before = known.get(&about).filter(|stood| stood.since <= today);
                if let Some(before) = before {
                    found.stood.insert(about, before.clone());
                }
                if put_off.is_some_and(|left| left.holds(today)) {
                    continue;
                }
                let again = put_off.and_then(|left| left.until);
                Stood::tell(before, again, &mut matter);
                match aged(matter, today) {
                    Ok(matter) => standing.push(matter),
                    Err(matter) => {
                        let kind = matter.why.name();
                        match found.waiting.iter_mut().find(|(known, _)| *known == kind) {
                            Some((_, count)) => *count += 1,
                            None => found.waiting.push((kind, 1)),
                        }
                    }
                }
            }
            let lines = few::today(candidates, standing, &mut Wishes { reader, ctx }, ctx.now, &ctx.zone)?;
            for line in &lines {
                if let Some(about) = line.deed.as_ref().filter(|_| line.why.waits()).map(about) {
                    let shown = Stood::shown(line, found.stood.get(&about), today);
                    found.stood.insert(about, shown);
                }
            }
            found.lines = lines
                .into_iter()
                .map(|line| Line {
                    kind: line.why.name(),
                    matter: line.deed.as_ref().map(about).unwrap_or_default(),
                    deed: line.deed.unwrap_or_else(|| in_touch(&line.who)),
                    person: line.who,
                    reason: line.reason,
                    due: line.due,
                })
                .collect();
            Ok(found)
        })
    }
}

/// The deed that answers a line that is only about being in touch.
fn in_touch(who: &Party) -> Deed {
    Deed::new("log").person("who", who.id(), who.name()).open("text", "…")
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
fn candidates(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Candidate<Party>>> {
    let ranked = strongest(reader, &Scope::PEOPLE, None, RANKED, ctx.now)?;
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
    let mut days = Vec::new();
    for date in (0..4).filter_map(|ahead| today.checked_add(ahead.days()).ok()) {
        days.push((date.month(), date.day()));
        // In common years 29 February is kept on the 28th.
        if (date.month(), date.day()) == (2, 28) && !date.in_leap_year() {
            days.push((2, 29));
        }
    }
    let born = reader.born_on(&days)?;
    // Those of the next day come first.
    for day in days {
        for person in born.iter().filter(|person| person.profile.born == Some(day)) {
            if is_long_ago(reader, person, today)? {
                long_ago.insert(person.id);
            }
            take(person.clone(), usize::MAX, false);
        }
    }
    for person in reader.with_cadence(OWN_AT_MOST)? {
        take(person, usize::MAX, false);
    }
    for person in reader.with_circle(OWN_AT_MOST)? {
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
            who: Party::from(&person),
            bond: person.bond,
            rank,
            cadence: person.cadence,
            birthday: person.profile.born.filter(|_| !long_ago.contains(&person.id)),
            once_close,
            circle: person.circle,
            added: person.id.made_at(),
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
