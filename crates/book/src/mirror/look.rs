//! What my own last 90 days look like from outside, beside the meaning that I claim.

use std::collections::HashSet;

use goodturn_core::draft::Direction;
use goodturn_core::entry::{Kind, PromiseBody, ShareBody};
use goodturn_core::id::PersonId;
use goodturn_core::insight::mirror::{Counts, best_deed, looks};
use goodturn_core::ledger::{Gave, TurnBody};
use goodturn_core::stance::Stance;
use goodturn_core::state::{self, State};
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::ToSpan;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse::today;
use crate::request::party::party;
use crate::request::strongest::{Scope, strongest};
use crate::request::{One, Request, Say, request};
use crate::stances::define::definition;
use crate::stances::held::my_stance;

request! {
    View "mirror" Mirror: "Shows which of the nine meanings your last 90 days look like, beside the one you claim" -> one Page {
    }
    examples {
        {} "since 90 days ago, figure by figure",
    }
}

/// How far back the mirror looks, in days.
const DAYS: i64 = 90;
/// Of each kind so many of the latest are read for what a count by state does not tell; parts of more are scaled up.
const READ: usize = 300;
/// Among so many of the closest ties it is counted who began.
const CLOSEST: usize = 50;
/// So many contacts of each of them are looked at.
const CONTACTS: usize = 30;
/// So much evidence is shown of each figure.
const SHOWN: usize = 4;

/// What my last 90 days look like.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Mirror")]
pub struct Page {
    /// The first day that counts.
    pub since: String,
    /// My own definition, in one line.
    pub line: Option<String>,
    /// The meaning that I claim.
    pub claimed: Stance,
    /// What it looks like most; none where hardly anything was done.
    pub looks_like: Option<&'static str>,
    /// What one act would change it most, in words.
    pub advice: Option<&'static str>,
    /// All nine, the most like first.
    pub nine: Vec<Look>,
    /// What was counted.
    pub counts: Counts,
}

/// One of the nine, as it looks from outside.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Look {
    /// Which.
    pub stance: Stance,
    /// From 0 to 1.
    pub share: f64,
    /// Figure by figure, in words.
    pub figures: Vec<String>,
    /// What it was told from, the latest first.
    pub evidence: Vec<Evidence>,
}

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Evidence {
    /// The day.
    pub on: String,
    /// What, with whom.
    pub what: String,
}

/// Below this share it looks like nothing in particular.
const FAINT: f64 = 0.15;

impl Say for Page {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![
            messages::claim(self.line.as_deref(), self.claimed.name()).to_string(),
            messages::looks(&self.since, self.looks_like, self.claimed.name()).to_string(),
        ];
        if let Some(next) = self.advice {
            lines.push(messages::would_change(next).to_string());
        }
        for look in &self.nine {
            lines.push(format!(
                "  {:<14} {:>3.0}  {}",
                look.stance,
                look.share * 100.0,
                look.figures.join("; ")
            ));
            lines
                .extend(look.evidence.iter().take(2).map(|one| format!("{:22}{}  {}", "", one.on, one.what)));
        }
        lines
    }
}

impl Request for Mirror {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.mirror(ctx)?, ctx))
    }
}

impl Book {
    /// What my own last 90 days look like from outside.
    pub fn mirror(&self, ctx: &Context) -> Result<Page> {
        self.read(|reader| page(reader, ctx))
    }
}

fn page(reader: &mut Reader<'_>, ctx: &Context) -> Result<Page> {
    let period = Period::until_today(ctx);
    let mut seen = Counted::default();
    period.turns(reader, &mut seen)?;
    period.matters(reader, &mut seen)?;
    begun(reader, ctx, &mut seen.counts)?;
    let claimed = my_stance(reader)?;
    let nine = looks(&seen.counts);
    let looks_like = nine.first().filter(|look| look.share >= FAINT).map(|look| look.stance.name());
    let mut shown = Vec::new();
    for look in nine {
        let mut evidence = Vec::new();
        for entry in &seen.entries {
            if evidence.len() == SHOWN {
                break;
            }
            if !speaks_for(entry, look.stance)? {
                continue;
            }
            let with = if entry.person == PersonId::ME { entry.other } else { Some(entry.person) };
            let with = with.map(|with| party(reader, with)).transpose()?;
            let with = with.map(|with| format!(" ({})", with.name())).unwrap_or_default();
            let what =
                if entry.what.is_empty() { entry.kind.name().replace('_', " ") } else { entry.what.clone() };
            evidence.push(Evidence { on: entry.day.to_string(), what: format!("{what}{with}") });
        }
        let share = (look.share * 100.0).round() / 100.0;
        shown.push(Look { stance: look.stance, share, figures: look.figures, evidence });
    }
    let definition = definition(reader)?;
    Ok(Page {
        since: period.from.to_string(),
        line: definition.line,
        claimed,
        looks_like,
        advice: best_deed(&seen.counts, claimed).map(goodturn_core::insight::mirror::Deed::words),
        nine: shown,
        counts: seen.counts,
    })
}

/// What was done: counted, and the latest of each kind.
#[derive(Default)]
struct Counted {
    counts: Counts,
    entries: Vec<Entry>,
}

struct Period {
    from: Date,
    to: Date,
}

impl Period {
    fn until_today(ctx: &Context) -> Period {
        let day = today(ctx);
        Period { from: day.saturating_sub(DAYS.days()), to: day }
    }

    /// How many of a kind, by state.
    fn tally(&self, reader: &mut Reader<'_>, kind: Kind) -> Result<Vec<(State, u32)>> {
        let found = reader.tally(kind, self.from, self.to)?;
        Ok(found
            .into_iter()
            .map(|(state, count)| (state, u32::try_from(count).unwrap_or(u32::MAX)))
            .collect())
    }

    fn all(&self, reader: &mut Reader<'_>, kind: Kind) -> Result<u32> {
        Ok(self.tally(reader, kind)?.iter().map(|(_, count)| count).sum())
    }

    fn latest(&self, reader: &mut Reader<'_>, kind: Kind) -> Result<Vec<Entry>> {
        Ok(reader.entries_between(kind, self.from, self.to, READ)?)
    }

    fn turns(&self, reader: &mut Reader<'_>, seen: &mut Counted) -> Result<()> {
        for (state, count) in self.tally(reader, Kind::Turn)? {
            match state {
                State::Turn(Gave::Given) => seen.counts.given = count,
                State::Turn(Gave::Received) => seen.counts.received = count,
                _ => {}
            }
        }
        let latest = self.latest(reader, Kind::Turn)?;
        let given: Vec<&Entry> = latest.iter().filter(|turn| turn.state == Gave::Given).collect();
        let members = members(reader, &given)?;
        let served = given.iter().filter(|turn| members.contains(&turn.person)).count();
        let mut personal = 0;
        for turn in &given {
            personal += usize::from(is_personal(turn)?);
        }
        let scaled = |part: usize| scaled(part, given.len(), seen.counts.given);
        (seen.counts.served, seen.counts.personal) = (scaled(served), scaled(personal));
        seen.entries.extend(latest);
        Ok(())
    }

    fn matters(&self, reader: &mut Reader<'_>, seen: &mut Counted) -> Result<()> {
        seen.counts.asks = self.all(reader, Kind::Ask)?;
        seen.counts.introductions = self.all(reader, Kind::Introduction)?;
        seen.counts.pitches = self.all(reader, Kind::Opportunity)?;
        seen.counts.questions = self.all(reader, Kind::Question)? + self.all(reader, Kind::Learnt)?;
        for (state, count) in self.tally(reader, Kind::FollowUp)? {
            seen.counts.met += count;
            seen.counts.followed_up += if state == state::FollowUp::Done { count } else { 0 };
        }
        for promise in self.latest(reader, Kind::Promise)? {
            seen.counts.kept +=
                u32::from(promise.state == state::Promise::Kept && !promise.body::<PromiseBody>()?.theirs);
            seen.entries.push(promise);
        }
        for word in self.latest(reader, Kind::Word)? {
            let about_me = word.other == Some(PersonId::ME);
            seen.counts.words_about_me += u32::from(about_me);
            seen.counts.words_about_others += u32::from(!about_me && word.person == PersonId::ME);
            seen.entries.push(word);
        }
        for share in self.latest(reader, Kind::Share)? {
            if let Some(percent) = share.body::<ShareBody>()?.percent {
                seen.counts.exchanges += 1;
                seen.counts.about_me += percent.min(100);
            }
            seen.entries.push(share);
        }
        for kind in
            [Kind::Ask, Kind::Introduction, Kind::Opportunity, Kind::Question, Kind::Learnt, Kind::FollowUp]
        {
            seen.entries.extend(reader.entries_between(kind, self.from, self.to, SHOWN)?);
        }
        Ok(())
    }
}

/// Of `all`, of which only `read` were looked at, how many are like the `part` of these.
fn scaled(part: usize, read: usize, all: u32) -> u32 {
    match u32::try_from(part.saturating_mul(all as usize).checked_div(read).unwrap_or(0)) {
        Ok(part) => part.min(all),
        Err(_) => all,
    }
}

/// Who of those I gave to belongs to a group that I serve.
fn members(reader: &mut Reader<'_>, given: &[&Entry]) -> Result<HashSet<PersonId>> {
    let people: HashSet<PersonId> = given.iter().map(|turn| turn.person).collect();
    let mut members = HashSet::new();
    for person in people {
        if !reader.entries_of(person, Kind::Member)?.is_empty() {
            members.insert(person);
        }
    }
    Ok(members)
}

/// Who began the contacts with my closest ties.
fn begun(reader: &mut Reader<'_>, ctx: &Context, counts: &mut Counts) -> Result<()> {
    let from =
        ctx.now.saturating_sub(jiff::SignedDuration::from_hours(24 * DAYS)).unwrap_or(jiff::Timestamp::MIN);
    for person in strongest(reader, &Scope::PEOPLE, None, CLOSEST, ctx.now)? {
        for part in reader.timeline(person.id, None, CONTACTS)? {
            if part.when().is_none_or(|at| at < from) {
                break;
            }
            counts.begun += u32::from(part.direction == Direction::Out);
            counts.answered += u32::from(part.direction == Direction::In);
        }
    }
    Ok(())
}

/// Whether an entry is what a stance's figure was told from.
fn speaks_for(entry: &Entry, stance: Stance) -> Result<bool> {
    let given = entry.kind == Kind::Turn && entry.state == Gave::Given;
    Ok(match stance {
        Stance::Sales => matches!(entry.kind, Kind::Opportunity | Kind::Question),
        Stance::Friends => given && is_personal(entry)?,
        Stance::GiveAndTake => {
            matches!(entry.kind, Kind::Turn | Kind::Introduction)
                || entry.kind == Kind::Promise && entry.state == state::Promise::Kept
        }
        Stance::Marketing => entry.kind == Kind::Word,
        Stance::Taking => {
            entry.kind == Kind::Ask || entry.kind == Kind::Turn && entry.state == Gave::Received
        }
        Stance::Stage => entry.kind == Kind::Share,
        Stance::Slimy => false,
        Stance::Room => entry.kind == Kind::FollowUp,
        Stance::Service => given,
    })
}

/// Whether a good turn was for the person rather than for their business.
fn is_personal(turn: &Entry) -> Result<bool> {
    Ok(turn.body::<TurnBody>()?.personal == Some(true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_what_was_read_stands_for_all() {
        assert_eq!(scaled(3, 10, 10), 3);
        assert_eq!(scaled(30, 300, 1200), 120);
        assert_eq!(scaled(0, 0, 0), 0);
        assert_eq!(scaled(1, 1, 1), 1);
    }
}
