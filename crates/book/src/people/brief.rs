//! What to know before one meets somebody, on one page.

use goodturn_core::boundary::Purpose;
use goodturn_core::entry::Kind;
use goodturn_core::gains::Question;
use goodturn_core::id::PersonId;
use goodturn_core::stance::Stance;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
pub use super::messages::{NO_DAY, Part};
use crate::book::{Book, Context};
use crate::care::Care;
use crate::error::{Error, Result};
use crate::guard::watch::Standing;
use crate::interest::profile::Learnt;
use crate::introductions;
use crate::meetings;
use crate::people::page::{Moment, Page, page_of};
use crate::promises::{ask, promise};
use crate::request::party::Party;
use crate::request::resolve::resolve_person;
use crate::request::{One, Request, Say, request};
use crate::stances::held::Held;
use crate::wishes::list::Line as Wish;
use crate::wishes::matches::{Line as Match, of_person};

request! {
    View "brief" Brief: "Says on one page what to know before you meet somebody" -> one Sheet {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
    }
    examples {
        { who: "Ada" } "one page before you meet her",
    }
}

/// What to know before one meets somebody.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Brief")]
pub struct Sheet {
    /// Whom.
    pub person: Party,
    /// What they do, and where; empty where it is not known.
    pub does: String,
    /// What one calls them.
    pub tags: Vec<String>,
    /// When and how one was last in touch; none where one never was.
    pub last: Option<Moment>,
    /// The few contacts before that, the newest first.
    pub before: Vec<Moment>,
    /// When one meets them next, as the calendar says.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<String>,
    /// How the tie stands, in words.
    pub tie: Vec<String>,
    /// How good turns stand; none where none is written down.
    pub balance: Option<String>,
    /// Day and month of their birthday, as it is written; none where it is not known.
    pub birthday: Option<String>,
    /// What they need.
    pub needs: Vec<Wish>,
    /// What they can give.
    pub offers: Vec<Wish>,
    /// What is promised, both ways.
    pub promises: Vec<promise::Line>,
    /// What I asked, and what is still open.
    pub asks: Vec<ask::Line>,
    /// What was learnt of them, the latest first.
    pub learnt: Vec<Learnt>,
    /// The next good question; none where all were asked.
    pub question: Option<Question>,
    /// Which half of them is empty, and how to fill it; none where neither is.
    pub halves: Option<String>,
    /// Whom they could meet through me, and why.
    pub could_meet: Vec<Match>,
    /// How far the tie has come: unseen, visible, credible, profitable.
    pub standing: &'static str,
    /// What they hold networking to be; none where too little is known.
    pub stance: Option<Stance>,
    /// The same, and how one knows; none where too little is known.
    pub stance_explained: Option<Held>,
    /// Where that and what I hold pull apart, and what to do.
    pub cross_purposes: Option<String>,
    /// What they do not want, how they want it, and what to be careful about; a sentence each.
    pub mind: Vec<String>,
    /// Introductions under way with them.
    pub introductions: Vec<introductions::open::Line>,
    /// What was noted of them.
    pub notes: Vec<String>,
}

impl Sheet {
    /// How good turns stand, in a sentence; none where none is written down.
    pub fn turns(&self) -> Option<String> {
        self.balance.as_ref().map(|reading| messages::turns(reading).to_string())
    }
}

/// So much of each stands on the page.
const MOST: usize = 6;
/// So many contacts before the last one.
const BEFORE: usize = 3;
/// So many people they could meet.
const MEET: usize = 3;

impl Request for Brief {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(One::of(book.brief(&self.who, ctx)?, ctx))
    }
}

impl Book {
    /// What to know before one meets somebody.
    pub fn brief(&self, who: &str, ctx: &Context) -> Result<Sheet> {
        self.read(|reader| {
            let person = resolve_person(reader, who)?;
            let entries = reader.entries(person.id)?;
            let page = page_of(reader, person, None, BEFORE + 1, ctx)?;
            sheet(reader, page, &entries, ctx)
        })
    }
}

fn sheet(reader: &mut Reader<'_>, page: Page, entries: &[Entry], ctx: &Context) -> Result<Sheet> {
    let id: PersonId = page.line.id.parse().map_err(|_| Error::internal("a person without an id"))?;
    let mut own: Vec<&Entry> =
        entries.iter().filter(|entry| entry.kind == Kind::Learnt && entry.person == id).collect();
    own.sort_by(|a, b| (&b.day, b.id).cmp(&(&a.day, a.id)));
    let learnt = own.into_iter().take(MOST).map(|entry| Learnt::of(reader, entry)).collect::<Result<_>>()?;
    let mut refused = |purpose| -> Result<bool> {
        let Some(person) = reader.person(id)? else { return Ok(false) };
        Ok(Care::of(reader, &person, purpose, None, ctx)?.refused.is_some())
    };
    // Whom nothing may be said to is asked nothing, and is introduced to nobody.
    let (silent, alone) = (refused(Purpose::Contact)?, refused(Purpose::Introduce)?);
    let could_meet = if alone { Vec::new() } else { of_person(reader, id, MEET, ctx)?.lines };
    let value = |kind: &str| page.facts.iter().rfind(|fact| fact.kind == kind).map(|fact| fact.value.clone());
    let name = page.line.name.clone();
    let mut mind: Vec<String> = page.beside.boundaries.iter().map(|one| format!("{}.", one.words)).collect();
    mind.extend(page.manners);
    if page.guard.standing != Standing::Clear {
        mind.push(page.guard.words);
    }
    let birthday = value("birthday");
    let mut meetings = meetings::with(reader, id, ctx)?;
    meetings.truncate(MEET);
    let notes = page.facts.iter().filter(|fact| fact.kind == "note").rev().take(MOST);
    let notes = notes.map(|fact| fact.value.clone()).collect();
    let mut timeline = page.timeline.into_iter();
    let does: Vec<String> =
        [page.line.title, page.line.organisation].into_iter().filter(|part| !part.is_empty()).collect();
    let mut tie = page.strength_explained.map_or_else(Vec::new, |explained| explained.words);
    tie.truncate(3);
    Ok(Sheet {
        person: Party::Person { id, name },
        does: does.join(", "),
        tags: page.line.tags,
        last: timeline.next(),
        before: timeline.collect(),
        meetings,
        tie,
        balance: page.line.balance,
        birthday,
        needs: page.beside.needs,
        offers: page.beside.offers,
        promises: page.beside.promises,
        asks: page.beside.asks,
        learnt,
        question: page.profile.question,
        halves: page.halves.hint.filter(|_| !silent),
        could_meet,
        standing: page.business.vcp.standing.name(),
        stance: page.stance,
        stance_explained: page.stance_explained,
        cross_purposes: page.cross_purposes,
        mind,
        introductions: page.beside.introductions,
        notes,
    })
}

impl Say for Sheet {
    fn say(&self, ctx: &Context) -> Vec<String> {
        let mut lines = vec![self.person.name().to_owned()];
        let mut put = |part: Part, said: Vec<String>| {
            if !said.is_empty() {
                lines.push(String::new());
                lines.push(part.head().to_owned());
                lines.extend(said.into_iter().map(|line| format!("  {line}")));
            }
        };
        let one = |text: &str| if text.is_empty() { Vec::new() } else { vec![text.to_owned()] };
        put(Part::Who, [one(&self.does), one(&self.tags.join(", ")), self.notes.clone()].concat());
        let moment = |moment: &Moment| {
            let said = messages::moment(&moment.title, moment.kind.name());
            format!("{}  {said}", day(moment.at, ctx))
        };
        put(Part::Meetings, self.meetings.clone());
        put(Part::Last, self.last.iter().chain(&self.before).map(moment).collect());
        put(Part::Tie, self.tie.iter().cloned().chain(self.turns()).collect());
        put(Part::Needs, self.needs.iter().map(Wish::words).collect());
        put(Part::Offers, self.offers.iter().map(Wish::words).collect());
        put(Part::Promises, self.promises.iter().map(promise::Line::words).collect());
        let asks = self.asks.iter().map(|ask| messages::asked(&ask.what, &ask.on).to_string());
        put(Part::Asks, asks.collect());
        put(Part::Learnt, self.learnt.iter().map(Learnt::words).collect());
        let question = self.question.as_ref().map(|question| question.text.clone());
        put(Part::Question, [question, self.halves.clone()].into_iter().flatten().collect());
        put(Part::CouldMeet, self.could_meet.iter().map(|one| one.seen_by(&self.person)).collect());
        let stance = self.stance_explained.iter().map(Held::words);
        put(Part::Stance, stance.chain(self.cross_purposes.clone()).collect());
        put(Part::Mind, self.mind.clone());
        put(Part::Introductions, self.introductions.iter().map(introductions::open::Line::words).collect());
        lines
    }
}

/// The day of something, where it is known.
fn day(at: Option<Timestamp>, ctx: &Context) -> String {
    at.map_or_else(|| messages::NO_DAY.to_owned(), |at| ctx.zone.to_datetime(at).date().to_string())
}
