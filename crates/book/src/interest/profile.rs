//! What is known of somebody in the five parts of their profile, what is not, and what to ask next.

use goodturn_core::boundary::Purpose;
use goodturn_core::day::Day;
use goodturn_core::entry::{Kind, PromiseBody, ShareBody};
use goodturn_core::gains::{self, Part, Question as Next};
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::day;
use goodturn_core::insight::today::span;
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::learn::LearntBody;
use super::messages;
use crate::book::{Book, Context};
use crate::care::Care;
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, One, Request, Say, request};

request! {
    View "gains" Gains: "Shows what you know of somebody's goals, accomplishments, interests, networks and skills, and what not" -> one Profile {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
    }
    examples {
        { who: "Ada" } "what you know of her, and what not",
    }
}

request! {
    View "question" Question: "Says a good question that you have not asked somebody yet" -> lines Next {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
    }
    examples {
        { who: "Ada" } "one that you have not asked her yet",
    }
}

/// Somebody's profile.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Profile {
    /// Whose.
    pub person: Party,
    /// The five parts.
    pub parts: Vec<Known>,
    /// What was learnt and belongs to none of them, the latest first.
    pub other: Vec<Learnt>,
    /// What to ask next; none where everything was asked.
    pub question: Option<Next>,
    /// How much interest was shown, from 0 to 1 (science.md section 6); none without any contact.
    pub interest: Option<f64>,
    /// The same in words.
    pub words: Vec<String>,
}

/// What is known of one part.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Known {
    /// Which.
    pub part: &'static str,
    /// What was learnt, the latest first; empty where nothing is known yet.
    pub learnt: Vec<Learnt>,
}

/// Something learnt.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Learnt {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// The day.
    pub on: String,
    /// What.
    pub what: String,
    /// The meeting it came from; none where that is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub meeting: Option<String>,
}

impl Learnt {
    /// Of an entry of this kind.
    pub(crate) fn of(reader: &mut Reader<'_>, entry: &Entry) -> Result<Learnt> {
        let at = entry.body::<LearntBody>()?.at.map(|at| reader.interaction(at)).transpose()?.flatten();
        Ok(Learnt {
            id: entry.id.to_string(),
            code: entry.id.code(),
            on: entry.day.to_string(),
            what: entry.what.clone(),
            meeting: at.map(|at| at.title),
        })
    }

    /// In words.
    pub fn words(&self) -> String {
        messages::known(&self.what, &self.on, self.meeting.as_deref()).to_string()
    }
}

impl Say for Profile {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![self.person.name().to_owned()];
        for known in &self.parts {
            match known.learnt.as_slice() {
                [] => lines.push(format!("  {:<16} {}", known.part, messages::NOT_KNOWN)),
                [first, rest @ ..] => {
                    lines.push(format!("  {:<16} {}", known.part, first.words()));
                    lines.extend(rest.iter().map(|one| format!("  {:<16} {}", "", one.words())));
                }
            }
        }
        lines.extend(self.other.iter().map(|one| format!("  {:<16} {}", "also", one.words())));
        lines.extend(self.words.iter().map(|line| format!("  {line}")));
        if let Some(next) = &self.question {
            lines.push(format!("  {}", messages::to_ask_next(next.part, &next.text)));
        }
        lines
    }
}

impl Say for Next {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![format!("{} ({})", self.text, self.part.name())]
    }
}

impl Request for Gains {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.gains(&self.who, ctx)?, ctx))
    }
}

impl Request for Question {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (next, refused) = book.read(|reader| {
            let person = resolve_person(reader, &self.who)?;
            match Care::of(reader, &person, Purpose::Contact, None, ctx)?.refused {
                Some(why) => Ok((None, Some(messages::nothing_to_ask(&why)))),
                None => Ok((next(reader, person.id)?, None)),
            }
        })?;
        let lines: Vec<Next> = next.into_iter().collect();
        let none = refused.unwrap_or_else(|| messages::ALL_ASKED.into());
        Ok(Lines::of(lines, none, ctx))
    }
}

impl Book {
    /// Somebody's profile.
    pub fn gains(&self, who: &str, ctx: &Context) -> Result<Profile> {
        self.read(|reader| {
            let person = resolve_person(reader, who)?;
            let entries = reader.entries(person.id)?;
            profile(reader, person.id, &entries, ctx)
        })
    }
}

/// So many of the latest questions are looked through for those of one's own.
const OWN: usize = 300;

/// What to ask somebody next.
pub(crate) fn next(reader: &mut Reader<'_>, person: PersonId) -> Result<Option<Next>> {
    let learnt = reader.entries_of(person, Kind::Learnt)?;
    let asked = reader.entries_of(person, Kind::Question)?;
    let mut known = [0; 5];
    for entry in &learnt {
        if let state::Learnt(Some(part)) = entry.stands()? {
            known[part as usize] += 1;
        }
    }
    let asked: Vec<String> = asked.into_iter().map(|entry| entry.what).collect();
    // The list grows by what one asked others.
    let own: Vec<Next> = reader
        .newest(Kind::Question, OWN)?
        .into_iter()
        .filter(|entry| gains::part_of(&entry.what).is_none())
        .map(|entry| Ok(Next { part: entry.stands()?, text: entry.what }))
        .collect::<Result<_>>()?;
    Ok(gains::next(known, &asked, &own))
}

/// Somebody's profile, of the entries in which they stand.
pub(crate) fn profile(
    reader: &mut Reader<'_>,
    person: PersonId,
    entries: &[Entry],
    ctx: &Context,
) -> Result<Profile> {
    let mut learnt: Vec<&Entry> =
        entries.iter().filter(|entry| entry.kind == Kind::Learnt && entry.person == person).collect();
    learnt.sort_by(|a, b| (&b.day, b.id).cmp(&(&a.day, a.id)));
    let of = |reader: &mut Reader<'_>, part: Option<Part>| -> Result<Vec<Learnt>> {
        let wanted = learnt.iter().filter(|entry| entry.state == state::Learnt(part));
        wanted.map(|entry| Learnt::of(reader, entry)).collect()
    };
    let mut parts = Vec::new();
    for part in Part::ALL {
        parts.push(Known { part: part.name(), learnt: of(reader, Some(part))? });
    }
    let refused = match reader.person(person)? {
        Some(person) => Care::of(reader, &person, Purpose::Contact, None, ctx)?.refused,
        None => None,
    };
    let next = if refused.is_none() { next(reader, person)? } else { None };
    let shown = interest(reader, person, entries, ctx)?;
    let (interest, words) = shown.map_or_else(|| (None, Vec::new()), |(share, words)| (Some(share), words));
    Ok(Profile {
        person: party(reader, person)?,
        parts,
        other: of(reader, None)?,
        question: next,
        interest,
        words,
    })
}

/// So many of the last contacts count.
const CONTACTS: usize = 5;

/// How much interest was shown in the last five contacts: the mean of four facts (science.md section 6), and in words.
fn interest(
    reader: &mut Reader<'_>,
    person: PersonId,
    entries: &[Entry],
    ctx: &Context,
) -> Result<Option<(f64, Vec<String>)>> {
    let mut days: Vec<Date> = Vec::new();
    for part in reader.timeline(person, None, 4 * CONTACTS)? {
        let Some(at) = part.when().filter(|_| part.weight > 0.0) else { continue };
        let on = day(at, &ctx.zone);
        if !days.contains(&on) && days.len() < CONTACTS {
            days.push(on);
        }
    }
    if days.is_empty() {
        return Ok(None);
    }
    let own = || entries.iter().filter(|entry| entry.person == person);
    let on_day = |entry: &&Entry| entry.day.date().is_some_and(|on| days.contains(&on));
    let of_days = |kinds: &[Kind]| {
        let mut found: Vec<Day> =
            own().filter(|entry| kinds.contains(&entry.kind)).filter(on_day).map(|entry| entry.day).collect();
        found.sort_unstable();
        found.dedup();
        found.len()
    };
    let asked = of_days(&[Kind::Question, Kind::Learnt]);
    let (mut made, mut kept, mut about_me) = (0, 0, 0);
    for entry in own() {
        match entry.kind {
            Kind::Promise if !entry.body::<PromiseBody>()?.theirs => {
                made += usize::from(entry.state != state::Promise::Released);
                kept += usize::from(entry.state == state::Promise::Kept);
            }
            Kind::Share if on_day(&entry) => {
                let percent = entry.body::<ShareBody>()?.percent;
                about_me += usize::from(percent.is_some_and(|percent| percent > 50));
            }
            _ => {}
        }
    }
    let last = own().filter(|entry| entry.kind == Kind::Learnt).filter_map(|entry| entry.day.date()).max();
    let since = last.map(|last| f64::from((parse::today(ctx) - last).get_days().max(0)));
    let needs = (of_days(&[Kind::Ask]) + about_me).min(days.len());
    let n = days.len() as f64;
    let facts = [
        asked as f64 / n,
        if made == 0 { 1.0 } else { kept as f64 / made as f64 },
        since.map_or(0.0, |days| (-days / 180.0).exp2()),
        1.0 - needs as f64 / n,
    ];
    let share = (facts.iter().sum::<f64>() / 4.0 * 100.0).round() / 100.0;
    let mut words = vec![messages::asked_lately(asked, days.len())];
    words.push(match since {
        None => messages::nothing_learnt(),
        Some(days) => messages::last_learnt((days >= 1.0).then(|| span(days))),
    });
    if needs > 0 {
        words.push(messages::about_needs(needs, days.len()));
    }
    Ok(Some((share, words.iter().map(ToString::to_string).collect())))
}
