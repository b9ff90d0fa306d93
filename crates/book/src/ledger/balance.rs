//! How good turns stand between me and somebody, or everybody.

use goodturn_core::insight::balance::{balance, on_day, reading};
use goodturn_store::Reader;
use goodturn_store::entry::AccountRow;
use serde::Serialize;

use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, Say, request};
use crate::error::Result;
use crate::said;
use crate::views::today::Who;
use crate::whom::whom;

request! {
    View "balance" Balance: "Shows how good turns stand: with somebody, or with those you give and get most" {
        who: MaybePositional "Id, e-mail address, or enough of the name",
        limit: Number "How many at the most (default 50)",
    }
}

/// How good turns stand with one person. A prompt to give, never a bill.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Line {
    /// With whom.
    pub person: Who,
    /// What I gave, in turns of a small size, faded by half every two years.
    pub given: f64,
    /// What I got, likewise.
    pub received: f64,
    /// From -1 (all from them) to 1 (all from me).
    pub balance: f64,
    /// In words: even, mostly I give, mostly they give.
    pub reading: &'static str,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![format!("  {:<30} {}", self.person.name, self.reading)]
    }
}

impl Request for Balance {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        Ok(Answer::lines(&book.balance(&self, ctx)?, "No good turn is written down yet.", ctx))
    }
}

impl Book {
    /// How good turns stand: with one, or with all, where most was given and taken first.
    pub fn balance(&self, ask: &Balance, ctx: &Context) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(50).min(500) as usize;
        self.read(|reader| {
            let rows = match said::maybe(&ask.who) {
                Some(who) => {
                    let person = whom(reader, who)?.id;
                    let none = AccountRow { person, given: 0.0, received: 0.0, turns: 0, last: None };
                    vec![reader.account(person)?.unwrap_or(none)]
                }
                None => reader.accounts(most)?,
            };
            rows.into_iter().map(|row| line(reader, &row, ctx)).collect()
        })
    }
}

fn line(reader: &mut Reader<'_>, row: &AccountRow, ctx: &Context) -> Result<Line> {
    let day = said::today(ctx);
    let (given, received) = (on_day(row.given, day), on_day(row.received, day));
    let balance = balance(given, received);
    let hundredth = |x: f64| (x * 100.0).round() / 100.0;
    Ok(Line {
        person: said::who(reader, row.person)?,
        given: hundredth(given),
        received: hundredth(received),
        balance: hundredth(balance),
        reading: reading(balance).words(),
    })
}
