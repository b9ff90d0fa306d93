//! In which of the ways to serve good turns were done, lately.

use goodturn_core::entry::Kind;
use goodturn_core::ledger::{Gave, TurnBody, TurnKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::{Lines, Request, Say, request};
use jiff::ToSpan;

request! {
    View "ways" Ways: "Shows in which ways you served others over two years, and they you" -> lines Line {
    }
    examples {
        {} "which of the eight ways you serve in",
    }
}

/// One way, with how often.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "WayToServe")]
pub struct Line {
    /// One of the kinds of good turns.
    pub kind: &'static str,
    /// Whether it is one of the eight ways to serve.
    pub way_to_serve: bool,
    /// How often you did it.
    pub given: usize,
    /// How often it was done for you.
    pub received: usize,
    /// The last time you did it, or it was done for you; none where it never was.
    pub last_on: Option<String>,
}

/// How far back one looks, in days.
const DAYS: i64 = 730;
/// So many of the latest good turns are looked at.
const READ: usize = 2000;
/// The first of all kinds are the ways to serve.
const EIGHT: usize = 8;

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let way = format!("{:<18}", self.kind);
        let last = self.last_on.as_deref();
        vec![format!("  {}", messages::served(&way, self.given, self.received, last))]
    }
}

impl Request for Ways {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::of(book.ways(ctx)?, "", ctx))
    }
}

impl Book {
    /// Each way to serve and each other kind of good turn, with how often it was done in the last two years, of the
    /// latest 2,000 good turns.
    pub fn ways(&self, ctx: &Context) -> Result<Vec<Line>> {
        let from = parse::today(ctx).saturating_sub(DAYS.days());
        let turns = self.read(|reader| Ok(reader.entries_since(Kind::Turn, from, READ)?))?;
        let mut lines: Vec<Line> = TurnKind::ALL
            .iter()
            .enumerate()
            .map(|(at, kind)| Line {
                kind: kind.name(),
                way_to_serve: at < EIGHT,
                given: 0,
                received: 0,
                last_on: None,
            })
            .collect();
        for turn in turns.iter().rev() {
            let kind = turn.body::<TurnBody>()?.kind;
            let Some(line) = lines.iter_mut().find(|line| line.kind == kind.name()) else { continue };
            match turn.stands()? {
                Gave::Given => line.given += 1,
                Gave::Received => line.received += 1,
                Gave::Between => continue,
            }
            line.last_on = Some(turn.day.to_string());
        }
        Ok(lines)
    }
}
