//! What was done for a group in a period, to be shown to it.

use goodturn_core::day::Day;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::introduction::{State, Turn as Side};
use goodturn_core::ledger::{Gave, TurnBody, TurnKind};
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::group::named;
use super::list::members;
use super::messages;
use crate::book::{Book, Context};
use crate::care::may_be_named;
use crate::error::Result;
use crate::request::days;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::{One, Request, Say, request};

request! {
    View "report" Report: "Reports what was done for a group that you serve in a period, to be printed" -> one Sheet {
        group: Positional(Group) "The group: enough of its name, or its id",
        from: Optional(Past) "The first day (default a year ago)",
        to: Optional(Past) "The last day (default today)",
    }
    examples {
        { group: "choir", from: "2026-01-01" } "what was done for it since",
    }
}

/// What was done for a group.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Report")]
pub struct Sheet {
    /// Which group.
    pub group: Party,
    /// The first day that counts.
    pub since: String,
    /// The last day that counts.
    pub until: String,
    /// How many belong to it now.
    pub people: usize,
    /// Who joined in the period.
    pub joined: Vec<String>,
    /// How many needs of members were said.
    pub needs: usize,
    /// How many needs of members said in the period were met.
    pub met: usize,
    /// How many needs of members are open at the end.
    pub open: usize,
    /// How many offers of members were said.
    pub offers: usize,
    /// How many members were brought together with somebody.
    pub introductions: usize,
    /// Of these, how many went well.
    pub went_well: usize,
    /// How many promises to members were kept.
    pub kept: usize,
    /// Good turns done for members: by kind, those that were done.
    pub turns: Vec<Done>,
    /// The few that weighed most of those whose words others may read, as lines.
    pub examples: Vec<String>,
}

/// Good turns of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Turns")]
pub struct Done {
    /// The kind.
    pub kind: TurnKind,
    /// How many I did for members.
    pub by_me: usize,
    /// How many others, members among them, did for members.
    pub by_others: usize,
}

/// So many good turns are told as examples.
const EXAMPLES: usize = 8;

impl Request for Report {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.report(&self, ctx)?, ctx))
    }
}

impl Book {
    /// What was done for a group in a period.
    pub fn report(&self, ask: &Report, ctx: &Context) -> Result<Sheet> {
        let today = parse::today(ctx);
        let day = |text: &Option<String>, default: Date| match parse::maybe(text) {
            None => Ok(default),
            Some(text) => days::day(text, self, ctx).map(|said| said.day),
        };
        let from = day(&ask.from, today.saturating_sub(1.year()))?;
        let to = day(&ask.to, today)?;
        if from > to {
            return Err(days::wrong_way_round(from, to));
        }
        self.read(|reader| {
            let group = named(reader, &ask.group)?;
            sheet(reader, group.id, (from, to))
        })
    }
}

fn sheet(reader: &mut Reader<'_>, group: PersonId, (from, to): (Date, Date)) -> Result<Sheet> {
    let within = |day: Day| day >= from && day <= to;
    let memberships = members(reader, group)?;
    let mut sheet = Sheet {
        group: party(reader, group)?,
        people: memberships.len(),
        joined: Vec::new(),
        needs: 0,
        met: 0,
        open: 0,
        offers: 0,
        introductions: 0,
        went_well: 0,
        kept: 0,
        turns: TurnKind::ALL.map(|kind| Done { kind, by_me: 0, by_others: 0 }).to_vec(),
        examples: Vec::new(),
        since: from.to_string(),
        until: to.to_string(),
    };
    let (mut brought, mut told) = (std::collections::HashSet::new(), Vec::new());
    for membership in &memberships {
        let name = shown(reader, membership.person)?;
        if within(membership.day) {
            sheet.joined.push(name.clone());
        }
        for entry in reader.entries(membership.person)? {
            let own = entry.person == membership.person;
            match entry.kind {
                Kind::Need if own && within(entry.day) => {
                    sheet.needs += 1;
                    sheet.met += usize::from(entry.state == state::Need::Met);
                    sheet.open += usize::from(entry.is_open());
                }
                Kind::Need if own => sheet.open += usize::from(entry.is_open()),
                Kind::Offer if own && within(entry.day) => sheet.offers += 1,
                Kind::Promise if own && entry.state == state::Promise::Kept && within(entry.day) => {
                    sheet.kept += 1
                }
                Kind::Introduction if within(entry.day) && brought.insert(entry.id) => {
                    let state: State = entry.stands()?;
                    sheet.introductions += usize::from(state.yes(Side::Second).is_some());
                    sheet.went_well += usize::from(state == State::WentWell);
                }
                // What was done for them: not what they did.
                Kind::Turn if own && entry.state != Gave::Received && within(entry.day) => {
                    let body: TurnBody = entry.body()?;
                    let kind = body.kind;
                    if let Some(done) = sheet.turns.iter_mut().find(|done| done.kind == kind) {
                        if entry.state == Gave::Given { done.by_me += 1 } else { done.by_others += 1 }
                    }
                    if body.tell && may_be_told(reader, &entry)? {
                        let line = messages::example(&name, &entry.what, kind.name());
                        told.push((body.size(), entry.day.to_string(), format!("{}  {line}", entry.day)));
                    }
                }
                _ => {}
            }
        }
    }
    sheet.turns.retain(|done| done.by_me + done.by_others > 0);
    told.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| b.1.cmp(&a.1)).then_with(|| a.2.cmp(&b.2)));
    sheet.examples = told.into_iter().take(EXAMPLES).map(|(_, _, line)| line).collect();
    Ok(sheet)
}

/// Whether the words of a good turn may be read by others: all who stand in it may be named.
fn may_be_told(reader: &mut Reader<'_>, entry: &Entry) -> Result<bool> {
    for person in [Some(entry.person), entry.other, entry.third].into_iter().flatten() {
        if !may_be_named(reader, person)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// How a member is named in what others may read: not at all where they do not want to be passed on.
fn shown(reader: &mut Reader<'_>, person: PersonId) -> Result<String> {
    Ok(if may_be_named(reader, person)? {
        party(reader, person)?.name().to_owned()
    } else {
        messages::A_MEMBER.to_owned()
    })
}

impl Sheet {
    /// The counts, each as a short sentence.
    pub fn sentences(&self) -> Vec<String> {
        let sentences = [
            messages::members_now(self.people, &self.joined),
            messages::needs_said(self.needs, self.met, self.open),
            messages::offers_said(self.offers),
            messages::introductions_made(self.introductions, self.went_well),
            messages::promises_kept(self.kept),
        ];
        sentences.iter().map(ToString::to_string).collect()
    }
}

impl Say for Sheet {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![messages::report(self.group.name(), &self.since, &self.until).to_string()];
        lines.extend(self.sentences().into_iter().map(|line| format!("  {line}")));
        let heading = if self.turns.is_empty() { messages::NO_TURN } else { messages::TURNS };
        lines.push(format!("  {heading}"));
        for done in &self.turns {
            lines.push(format!("    {:<18} {}", done.kind, messages::done(done.by_me, done.by_others)));
        }
        lines.extend(self.examples.iter().map(|line| format!("    {line}")));
        lines
    }
}
