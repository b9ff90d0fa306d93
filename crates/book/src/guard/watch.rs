//! Who only takes, as the strict rule says, with dated evidence; and who does between us alone.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::balance::{Account, Reading, on_day, reading};
use goodturn_core::insight::guard::{DAYS, Facts, is_taker, upper_share};
use goodturn_core::insight::today::span;
use goodturn_core::ledger::Gave;
use goodturn_core::state::{Ask, State};
use goodturn_store::Reader;
use goodturn_store::derived;
use goodturn_store::rows::Entry;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse::{maybe, today};
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    View "guard" Guard: "Says with whom to be careful: who takes from many and gives to none, with the evidence" -> lines Watched {
        who: MaybePositional(Person) "Id, e-mail address, or enough of the name; without it, everybody of whom it is to be said",
    }
    examples {
        {} "with whom to be careful, and why",
        { who: "Ada" } "",
    }
}

/// What is to be said of somebody. It is for the member alone: no export and no text for others has it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Watched {
    /// Who.
    pub person: Party,
    /// `taker` where the strict rule holds, `one-sided` where only what is between us is, `clear` else.
    pub standing: Standing,
    /// In words.
    pub words: String,
    /// What speaks for it, with days, the latest first.
    pub evidence: Vec<Evidence>,
    /// Why the imbalance is right, where that is on file.
    pub excuses: Vec<OnFile>,
    /// Until when I decided otherwise.
    pub overruled_until: Option<String>,
    /// The upper end, at 95 in 100, of their share of giving in all their giving and taking.
    pub giving_at_most: f64,
    /// How many different people that is told from.
    pub counterparts: usize,
}

/// Why it is right that somebody takes more than they give.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct OnFile {
    /// Its id.
    pub id: String,
    /// The end of its id, by which one names it.
    pub code: String,
    /// Since when it is on file.
    pub on: String,
    /// The reason.
    pub why: String,
}

/// How somebody stands with the guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// The strict rule holds.
    Taker,
    /// What is between us has been one-sided for two years.
    OneSided,
    /// Nothing is to be said.
    Clear,
}

/// One thing that speaks for it.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Evidence {
    /// The day.
    pub on: String,
    /// What happened.
    pub what: String,
}

/// So much evidence is shown.
const SHOWN: usize = 12;
/// From so many days on a one-sided tie is asked about (science.md section 5).
const ONE_SIDED_DAYS: i32 = 730;

impl Say for Watched {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![self.person.name().to_owned(), format!("  {}", self.words)];
        lines.extend(self.evidence.iter().map(|one| format!("    {}  {}", one.on, one.what)));
        lines.extend(self.excuses.iter().map(|excuse| format!("  {}", messages::on_file(&excuse.why))));
        if let Some(until) = &self.overruled_until {
            lines.push(format!("  {}", messages::rests(until)));
        }
        lines
    }
}

impl Request for Guard {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let found = book.guard(&self, ctx)?;
        Ok(Lines::of(found, messages::NOBODY, ctx))
    }
}

impl Book {
    /// Whom to be careful with; or how one person stands.
    pub fn guard(&self, ask: &Guard, ctx: &Context) -> Result<Vec<Watched>> {
        self.read(|reader| {
            if let Some(who) = maybe(&ask.who) {
                let person = resolve_person(reader, who)?;
                let entries = reader.entries(person.id)?;
                return Ok(vec![watched(reader, person.id, &entries, ctx)?]);
            }
            let mut found = Vec::new();
            for person in reader.suspects()? {
                let entries = reader.entries(person)?;
                found.push(watched(reader, person, &entries, ctx)?);
            }
            found.retain(|one| one.standing == Standing::Taker || one.overruled_until.is_some());
            Ok(found)
        })
    }
}

/// How somebody stands. `entries` are all in which they do.
pub(crate) fn watched(
    reader: &mut Reader<'_>,
    person: PersonId,
    entries: &[Entry],
    ctx: &Context,
) -> Result<Watched> {
    let (account, facts) = derived::account(person, entries)?;
    let day = today(ctx);
    let ours: Vec<Entry> = entries.iter().filter(|entry| entry.state != Gave::Between).cloned().collect();
    let (between_us, _) = derived::account(person, &ours)?;
    let standing = standing(&account, &between_us, facts, day);
    let person_named = party(reader, person)?;
    let words = words(person_named.name(), standing, [&account, &between_us], facts, day);
    let evidence = if standing == Standing::Clear { Vec::new() } else { evidence(reader, person, entries)? };
    let excuses = entries.iter().filter(|entry| entry.kind == Kind::Excuse && entry.person == person);
    let overruled = entries.iter().rfind(|entry| entry.kind == Kind::Overrule && entry.person == person);
    let upper = upper_share(on_day(account.gave, day), on_day(account.took, day));
    Ok(Watched {
        person: person_named,
        standing,
        words,
        evidence,
        excuses: excuses
            .map(|entry| OnFile {
                id: entry.id.to_string(),
                code: entry.id.code(),
                on: entry.day.to_string(),
                why: entry.what.clone(),
            })
            .collect(),
        overruled_until: overruled
            .and_then(Entry::due_day)
            .filter(|until| *until >= day)
            .map(|until| until.to_string()),
        giving_at_most: (upper * 100.0).round() / 100.0,
        counterparts: account.counterparts,
    })
}

fn standing(account: &Account, between_us: &Account, facts: Facts, day: Date) -> Standing {
    if is_taker(account, facts, day) {
        return Standing::Taker;
    }
    let age = between_us.first.map_or(0, |first| (day - first).get_days());
    let one_sided = facts.excuses == 0
        && age >= ONE_SIDED_DAYS
        && between_us.received == 0.0
        && between_us.turns >= 3
        && reading(between_us.balance(day)) == Reading::MostlyIGive;
    if one_sided { Standing::OneSided } else { Standing::Clear }
}

fn words(name: &str, standing: Standing, accounts: [&Account; 2], facts: Facts, day: Date) -> String {
    let [all, between_us] = accounts;
    let since =
        |account: &Account| span(f64::from(account.first.map_or(DAYS, |first| (day - first).get_days())));
    match standing {
        Standing::Taker => messages::taker(name, &since(all), all.counterparts, facts.refused),
        Standing::OneSided => messages::one_sided(name, &since(between_us)),
        Standing::Clear => messages::clear(name),
    }
    .to_string()
}

fn evidence(reader: &mut Reader<'_>, person: PersonId, entries: &[Entry]) -> Result<Vec<Evidence>> {
    let mut found = Vec::new();
    for entry in entries {
        let what = match entry.state {
            State::Turn(Gave::Given) if entry.person == person => messages::you_gave(&entry.what),
            State::Turn(Gave::Between) if entry.person == person => {
                let giver = party(reader, entry.other.unwrap_or(person))?;
                messages::gave(giver.name(), &entry.what)
            }
            State::Ask(Ask::Declined) if entry.person == person => messages::declined(&entry.what),
            State::Ask(Ask::Unanswered) if entry.person == person => messages::unanswered(&entry.what),
            _ => continue,
        };
        found.push(Evidence { on: entry.day.to_string(), what: what.to_string() });
    }
    found.sort_by(|a, b| b.on.cmp(&a.on));
    found.truncate(SHOWN);
    Ok(found)
}

/// Whether the guard has something to say before a deed with somebody, in a sentence: not where I decided otherwise.
pub(crate) fn warning(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Option<String>> {
    // Whoever is no suspect by their account need not be looked at.
    if !reader.is_suspect(person)? {
        return Ok(None);
    }
    let entries = reader.entries(person)?;
    let watched = watched(reader, person, &entries, ctx)?;
    let stands = watched.standing == Standing::Taker && watched.overruled_until.is_none();
    Ok(stands.then(|| messages::warning(watched.person.name(), watched.counterparts).to_string()))
}
