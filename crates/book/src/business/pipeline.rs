//! The business that is open, each piece beside the support that was given to whom it is with.

use goodturn_core::business::{DealBody, Stage};
use goodturn_core::day::Due;
use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::today::{Line as TodayLine, Why};
use goodturn_core::ledger::{Gave, TurnBody};
use goodturn_core::money::Amount;
use goodturn_core::state::State;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::care::{self, Care};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::party;
use crate::request::party::{Matter, Party};
use crate::request::{Lines, Request, Say, request};

request! {
    View "prospects" Prospects: "Lists the business that may come about, beside the support that you gave" -> lines Line {
        stage: MaybePositional(OneOf(Stage)) "Only this stage: lead, talking, offer, won or lost",
        limit: Number(From(0)) "How many at the most (default 100)",
    }
    examples {
        {} "beside the support you gave",
        { stage: "won" } "",
    }
}

/// An opportunity.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Opportunity")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// With whom.
    pub person: Party,
    /// What about.
    pub what: String,
    /// lead, talking, offer, won or lost.
    pub stage: Stage,
    /// What it is worth; none where that was not said.
    pub value: Option<Amount>,
    /// What comes next; none where that was not said.
    pub next_step: Option<String>,
    /// The day of that.
    pub due: Option<String>,
    /// The day it was written down.
    pub since: String,
    /// The day it was decided; none while it is open.
    pub closed_on: Option<String>,
    /// What was done for them.
    pub support: Support,
    /// Why the next step is not to be taken now, as a sentence; none where it may be, or nothing is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// What I did for somebody, counted: it says whether they are only a prospect.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Support {
    /// Good turns for the person.
    pub personal: usize,
    /// Good turns for their business.
    pub professional: usize,
}

impl Support {
    /// By their good turns.
    pub(crate) fn of(turns: &[Entry], person: PersonId) -> Result<Support> {
        let mut support = Support::default();
        let given =
            |turn: &&Entry| turn.kind == Kind::Turn && turn.state == Gave::Given && turn.person == person;
        for turn in turns.iter().filter(given) {
            if turn.body::<TurnBody>()?.personal == Some(true) {
                support.personal += 1;
            } else {
                support.professional += 1;
            }
        }
        Ok(support)
    }

    /// In words.
    pub fn words(self) -> String {
        messages::support(self.professional, self.personal).to_string()
    }
}

impl Line {
    /// Of an entry of this kind.
    pub(crate) fn of(reader: &mut Reader<'_>, entry: &Entry, ctx: &Context) -> Result<Line> {
        let body: DealBody = entry.body()?;
        let person = reader.person(entry.person)?.filter(|_| entry.is_open());
        let asks = care::of_deal(reader, entry)?;
        let refused = match person {
            Some(person) => Care::of(reader, &person, asks, None, ctx)?.refused.map(|why| format!("{why}.")),
            None => None,
        };
        let turns = reader.entries_of(entry.person, Kind::Turn)?;
        Ok(Line {
            id: entry.id.to_string(),
            code: entry.id.code(),
            person: party(reader, entry.person)?,
            what: entry.what.clone(),
            stage: entry.stands()?,
            value: body.money.map(Amount),
            next_step: Some(body.next).filter(|next| !next.is_empty()),
            due: entry.due_day().map(|day| day.to_string()),
            since: entry.day.to_string(),
            closed_on: body.closed.map(|day| day.to_string()),
            support: Support::of(&turns, entry.person)?,
            refused,
        })
    }

    /// In words, without whom it is with.
    pub fn words(&self) -> String {
        let value = self.value.as_ref().map(Amount::to_string);
        let (next, due) = (self.next_step.as_deref(), self.due.as_deref());
        messages::stands(self.stage.name(), &self.what, value.as_deref(), next, due).to_string()
    }
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![
            format!("  {}  {}, {}", self.code, self.person.name(), self.words()),
            format!("            {}", self.support.words()),
        ];
        lines.extend(self.refused.iter().map(|why| format!("            {why}")));
        lines
    }
}

impl Request for Prospects {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::of(book.prospects(&self, ctx)?, messages::NO_BUSINESS, ctx))
    }
}

impl Book {
    /// The business that is open, what is due first; or that of one stage.
    pub fn prospects(&self, ask: &Prospects, ctx: &Context) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(100).min(500) as usize;
        let stage = ask.stage;
        self.read(|reader| {
            let mut found = match stage {
                Some(stage) if !stage.is_open() => reader.newest(Kind::Opportunity, 10 * most)?,
                _ => reader.due(Kind::Opportunity, Due::SomeDay, 10 * most)?,
            };
            found.retain(|entry| stage.is_none_or(|stage| entry.state == stage));
            found.truncate(most);
            found.iter().map(|entry| Line::of(reader, entry, ctx)).collect()
        })
    }

    /// What the business of each stage is worth together: how many there are, and the sums by currency. What is decided
    /// counts in the year in which it was.
    pub fn stages(&self) -> Result<Vec<Sum>> {
        self.read(|reader| {
            let totals = reader.totals(Kind::Opportunity)?;
            let mut sums: Vec<Sum> = Vec::new();
            for total in totals {
                let State::Opportunity(stage) = total.state else { continue };
                let place = sums.iter().position(|sum| sum.stage == stage && sum.when == total.side);
                let sum = match place.and_then(|at| sums.get_mut(at)) {
                    Some(sum) => sum,
                    None => {
                        sums.push(Sum { stage, when: total.side.clone(), count: 0, worth: Vec::new() });
                        let last = sums.len() - 1;
                        &mut sums[last]
                    }
                };
                sum.count += total.count;
                sum.worth.extend(total.sum.map(|money| money.to_string()));
            }
            sums.sort_by(|a, b| (a.stage, &b.when).cmp(&(b.stage, &a.when)));
            Ok(sums)
        })
    }
}

/// What the business of one stage is worth together.
#[derive(Clone, Debug, PartialEq)]
pub struct Sum {
    /// Which stage.
    pub stage: Stage,
    /// `open`, or the year in which it was decided.
    pub when: String,
    /// How many.
    pub count: i64,
    /// By currency.
    pub worth: Vec<String>,
}

/// So many next steps are looked at.
const DUE: usize = 100;

/// Next steps that are due.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let mut found = Vec::new();
    for entry in reader.due(Kind::Opportunity, today, DUE)? {
        let line = Line::of(reader, &entry, ctx)?;
        let due = entry.due_day().unwrap_or(today);
        let is_unhelped = line.support == Support::default();
        let next = line.next_step.as_deref();
        let reason = messages::is_due(&line.what, next, line.stage.name(), is_unhelped).to_string();
        let deed = Deed::new("stage").entry("id", entry.id).open("next", "…").open("by", "…");
        let score = f64::from((today - due).get_days());
        let asks = care::of_deal(reader, &entry)?;
        let who = line.person;
        let line = TodayLine::matter(Why::Business, who.clone(), reason, due, deed, score);
        found.push(line.waiting_since(parse::written(&entry, ctx)).asking(who, asks));
    }
    Ok(found)
}
