//! How good turns stand between me and somebody, or everybody.

use std::collections::HashSet;

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::balance::{at_epoch, balance, on_day, reading};
use goodturn_core::introduction::Turn as Side;
use goodturn_core::ledger::TurnBody;
use goodturn_core::state::State;
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::entry::AccountRow;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use super::turn::Turn;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    View "balance" Balance: "Shows how good turns stand: with somebody, or with those you give and get most" -> lines Line {
        who: MaybePositional(Person) "Id, e-mail address, or enough of the name",
        limit: Number(From(0)) "How many at the most (default 50)",
    }
    examples {
        {} "those you give and get most",
        { who: "Ada" } "and every good turn with her",
    }
}

/// How good turns stand with one person. A prompt to give, never a bill.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Balance")]
pub struct Line {
    /// With whom.
    pub person: Party,
    /// What I gave, in turns of a small size, faded by half every two years.
    pub given: f64,
    /// What I got, likewise.
    pub received: f64,
    /// From -1 (all from them) to 1 (all from me).
    pub balance: f64,
    /// In words: even, mostly I give, mostly they give.
    pub reading: &'static str,
    /// What they gave to those whom I brought together with them, likewise faded.
    pub through_me: f64,
    /// What they gave to anybody else but me.
    pub passed_on: f64,
    /// How many people but me they did a good turn.
    pub helped: usize,
    /// Every good turn between us and by them, the newest first; only where one person is asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<Turn>,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![format!("  {:<30} {}", self.person.name(), self.account())];
        lines.extend(
            self.history.iter().map(|turn| format!("    {}  {}", parse::code(&turn.id), turn.words())),
        );
        lines
    }
}

impl Line {
    /// How it stands between us, and what else they did.
    pub fn account(&self) -> Words {
        messages::account(self.reading, said_of(self.helped, self.through_me).as_deref())
    }
}

/// What somebody did for others than me, in words. It is only ever to their credit.
fn said_of(helped: usize, through_me: f64) -> Option<String> {
    messages::helped(helped, through_me > 0.0).map(|words| words.to_string())
}

/// The same, of the entries in which they stand.
pub(crate) fn credit(person: PersonId, entries: &[Entry]) -> Result<Option<String>> {
    let (through_me, _, helped) = for_others(person, entries)?;
    Ok(said_of(helped, through_me))
}

impl Request for Balance {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::of(book.balance(&self, ctx)?, messages::NO_TURN, ctx))
    }
}

impl Book {
    /// How good turns stand: with one, or with all, where most was given and taken first.
    pub fn balance(&self, ask: &Balance, ctx: &Context) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(50).min(500) as usize;
        self.read(|reader| {
            let rows = match parse::maybe(&ask.who) {
                Some(who) => {
                    let person = resolve_person(reader, who)?.id;
                    let none = AccountRow { person, given: 0.0, received: 0.0, turns: 0, last: None };
                    let row = reader.account(person)?.unwrap_or(none);
                    let entries = reader.entries(person)?;
                    let mut line = line(reader, &row, &entries, ctx)?;
                    line.history = history(reader, entries)?;
                    return Ok(vec![line]);
                }
                None => reader.accounts(most)?,
            };
            let mut lines = Vec::with_capacity(rows.len());
            for row in rows {
                let entries = reader.entries(row.person)?;
                lines.push(line(reader, &row, &entries, ctx)?);
            }
            Ok(lines)
        })
    }
}

/// Every good turn of these entries, the newest first.
fn history(reader: &mut Reader<'_>, entries: Vec<Entry>) -> Result<Vec<Turn>> {
    let mut turns = Vec::new();
    for entry in entries.into_iter().filter(|entry| entry.kind == Kind::Turn) {
        turns.push(Turn::of(reader, entry)?);
    }
    turns.sort_by(|a, b| b.on.cmp(&a.on).then_with(|| b.id.cmp(&a.id)));
    Ok(turns)
}

/// What somebody did for others than me: for those whom I brought together with them, for anybody else, and for how
/// many. Sums as of [`goodturn_core::insight::balance::EPOCH`].
fn for_others(person: PersonId, entries: &[Entry]) -> Result<(f64, f64, usize)> {
    let met = |other: PersonId| {
        entries.iter().any(|entry| {
            let both = entry.people().any(|one| one == person) && entry.people().any(|one| one == other);
            both && matches!(entry.state, State::Introduction(state) if state.yes(Side::Second).is_some())
        })
    };
    let (mut through_me, mut passed_on, mut helped) = (0.0, 0.0, HashSet::new());
    for turn in entries
        .iter()
        .filter(|entry| entry.kind == Kind::Turn && entry.other == Some(person) && !entry.is_of_one())
    {
        let size = at_epoch(turn.body::<TurnBody>()?.size(), turn.on()?);
        if turn.third == Some(PersonId::ME) || met(turn.person) {
            through_me += size;
        } else {
            passed_on += size;
        }
        helped.insert(turn.person);
    }
    Ok((through_me, passed_on, helped.len()))
}

fn line(reader: &mut Reader<'_>, row: &AccountRow, entries: &[Entry], ctx: &Context) -> Result<Line> {
    let day = parse::today(ctx);
    let (through_me, passed_on, helped) = for_others(row.person, entries)?;
    let (given, received) = (on_day(row.given, day), on_day(row.received, day));
    let balance = balance(given, received);
    let hundredth = |x: f64| (x * 100.0).round() / 100.0;
    Ok(Line {
        person: party(reader, row.person)?,
        given: hundredth(given),
        received: hundredth(received),
        balance: hundredth(balance),
        reading: reading(balance).words(),
        through_me: hundredth(on_day(through_me, day)),
        passed_on: hundredth(on_day(passed_on, day)),
        helped,
        history: Vec::new(),
    })
}
