//! Referrals with their totals, and those that wait for something today.

use std::collections::BTreeMap;

use goodturn_core::boundary::Purpose;
use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::today::{Why, span};
use goodturn_core::ledger::Gave;
use goodturn_core::money::{Amount, Money};
use goodturn_core::referral::{ReferralBody, State};
use goodturn_core::state;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use goodturn_store::totals::{Total, side};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::party;
use crate::request::party::{Matter, Party};
use crate::request::resolve::resolve_person;
use crate::request::{Lines, Request, Say, request};

request! {
    View "referrals" Referrals: "Shows referrals and what became of them, with totals" -> lines Listed {
        who: MaybePositional(Person) "Only those with or about somebody: id, e-mail address, or enough of the name",
        limit: Number(From(0)) "How many at the most (default 50)",
        totals: Switch "Only the totals: a line each for those you gave, those you got and those between others",
    }
    examples {
        {} "with totals",
        { who: "Ben" } "",
    }
}

/// Referrals, and what they came to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// With whom; none for all.
    pub person: Option<Party>,
    /// Those I gave. What they were worth is not mine to know.
    pub given: Sums,
    /// Those I got.
    pub received: Sums,
    /// Those that others gave each other.
    pub between: Sums,
    /// The newest first.
    pub referrals: Vec<Line>,
}

/// A line of the list, or a total.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "ReferralOrTotal")]
#[expect(clippy::large_enum_variant, reason = "each is made once, and is on its way out")]
pub enum Listed {
    /// One referral.
    Referral(Line),
    /// What all of one direction came to.
    Total(Sum),
}

/// What all referrals of one direction came to.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "ReferralTotal")]
pub struct Sum {
    /// given, received or between.
    pub direction: Gave,
    /// How many, and what they were worth.
    #[serde(flatten)]
    pub sums: Sums,
}

/// How many there are, and what those that closed were worth.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Sums {
    /// All.
    pub count: i64,
    /// Of which something is still to come.
    pub open: i64,
    /// Of which business came.
    pub closed: i64,
    /// Of which nothing came.
    pub lost: i64,
    /// What those that closed were worth, by currency; only of those I got.
    pub worth: Vec<Amount>,
    #[serde(skip)]
    worths: BTreeMap<String, i64>,
}

/// One referral.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Referral")]
pub struct Line {
    /// Its id.
    pub id: String,
    /// The end of the id, by which one types it.
    pub code: String,
    /// given, received or between.
    pub direction: Gave,
    /// Who passed it on.
    pub from: Party,
    /// Who got it.
    pub to: Party,
    /// Whom it is about.
    pub about: Option<Party>,
    /// What it is about.
    pub what: String,
    /// given, contacted, met, closed or lost.
    pub state: State,
    /// The day it was passed on.
    pub on: String,
    /// The day it was closed.
    pub closed_on: Option<String>,
    /// What it is worth; only where I got it.
    pub value: Option<Amount>,
    /// The day the giver was thanked.
    pub thanked_on: Option<String>,
    /// Whether my thanks are due.
    pub thanks_due: bool,
    /// Where it can move from here.
    pub ways: Vec<&'static str>,
}

impl Sums {
    fn add(&mut self, state: State, count: i64, worth: Option<&Money>) {
        self.count += count;
        *match state {
            State::Closed => &mut self.closed,
            State::Lost => &mut self.lost,
            _ => &mut self.open,
        } += count;
        if let (State::Closed, Some(worth)) = (state, worth) {
            *self.worths.entry(worth.currency.clone()).or_default() += worth.minor;
            self.worth = self
                .worths
                .iter()
                .map(|(currency, minor)| Amount(Money { minor: *minor, currency: currency.clone() }))
                .collect();
        }
    }

    fn words(&self, name: &str) -> String {
        let came = messages::sums(self.open, self.closed, &Amount::list(&self.worth), self.lost);
        format!("  {name:<9} {:>4}: {came}", self.count)
    }
}

impl Page {
    /// What all came to, by direction; those between others only where there are any.
    fn totals(&self) -> Vec<Sum> {
        [(Gave::Given, &self.given), (Gave::Received, &self.received), (Gave::Between, &self.between)]
            .into_iter()
            .filter(|(direction, sums)| *direction != Gave::Between || sums.count > 0)
            .map(|(direction, sums)| Sum { direction, sums: sums.clone() })
            .collect()
    }
}

impl Say for Sum {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![self.sums.words(self.direction.name())]
    }
}

impl Say for Page {
    fn say(&self, ctx: &Context) -> Vec<String> {
        let mut words: Vec<String> = self.totals().iter().flat_map(|sum| sum.say(ctx)).collect();
        if self.referrals.is_empty() {
            words.push(messages::NO_REFERRAL.to_owned());
        }
        words.extend(self.referrals.iter().map(Line::words));
        words
    }
}

impl Line {
    /// It in a line.
    pub fn words(&self) -> String {
        let (from, to) = (self.from.name(), self.to.name());
        let about = self.about.as_ref().map(Party::name);
        let value = self.value.as_ref().map(Amount::to_string);
        let said = messages::listed(
            [from, to],
            about,
            &self.what,
            self.state.name(),
            value.as_deref(),
            self.thanks_due,
        );
        format!("  {}  {}  {said}", self.code, self.on)
    }
}

impl Request for Referrals {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let page = book.referrals(&self)?;
        if self.totals {
            let totals = page.totals();
            let words = totals.iter().flat_map(|total| total.words(ctx)).collect();
            return Ok(Lines::plain(totals, Listed::Total, words));
        }
        let words = page.words(ctx);
        Ok(Lines::plain(page.referrals, Listed::Referral, words))
    }
}

impl Book {
    /// Referrals, the newest first, with the totals of all.
    pub fn referrals(&self, ask: &Referrals) -> Result<Page> {
        let most = ask.limit.unwrap_or(50).min(500) as usize;
        self.read(|reader| match parse::maybe(&ask.who) {
            Some(who) => {
                let person = resolve_person(reader, who)?;
                of_person(reader, person.id, most)
            }
            None => {
                let mut page = Page::default();
                for total in reader.totals(Kind::Referral)? {
                    page.count(&total);
                }
                let mut newest = reader.newest(Kind::Referral, most)?;
                newest.sort_by(|a, b| (&b.day, b.id).cmp(&(&a.day, a.id)));
                page.referrals = lines(reader, newest)?;
                Ok(page)
            }
        })
    }
}

impl Page {
    fn side(&mut self, side: Gave) -> &mut Sums {
        match side {
            Gave::Given => &mut self.given,
            Gave::Received => &mut self.received,
            Gave::Between => &mut self.between,
        }
    }

    fn count(&mut self, total: &Total) {
        if let (state::State::Referral(state), Some(side)) = (total.state, Gave::named(&total.side)) {
            self.side(side).add(state, total.count, total.sum.as_ref());
        }
    }
}

/// Those in which somebody stands.
pub(crate) fn of_person(reader: &mut Reader<'_>, person: PersonId, most: usize) -> Result<Page> {
    let mut page = Page { person: Some(party(reader, person)?), ..Page::default() };
    let mut all: Vec<Entry> = reader.entries(person)?;
    all.retain(|entry| entry.kind == Kind::Referral);
    for entry in &all {
        let state = entry.stands()?;
        let money = entry.body::<ReferralBody>()?.money;
        page.side(side(entry)).add(state, 1, money.as_ref());
    }
    all.sort_by(|a, b| (&b.day, b.id).cmp(&(&a.day, a.id)));
    all.truncate(most);
    page.referrals = lines(reader, all)?;
    Ok(page)
}

fn lines(reader: &mut Reader<'_>, entries: Vec<Entry>) -> Result<Vec<Line>> {
    entries.into_iter().map(|entry| line(reader, entry)).collect()
}

/// A referral, as a list shows it.
pub(crate) fn line(reader: &mut Reader<'_>, entry: Entry) -> Result<Line> {
    let body: ReferralBody = entry.body()?;
    let state: State = entry.stands()?;
    Ok(Line {
        id: entry.id.to_string(),
        code: entry.id.code(),
        direction: side(&entry),
        from: party(reader, entry.person)?,
        to: party(reader, entry.other.unwrap_or(PersonId::ME))?,
        about: entry.third.map(|about| party(reader, about)).transpose()?,
        state,
        closed_on: body.closed().map(|day| day.to_string()),
        value: body.money.map(Amount),
        thanks_due: state == State::Closed && entry.is_open(),
        thanked_on: body.thanked.map(|day| day.to_string()),
        ways: state.ways().map(State::name).collect(),
        what: entry.what,
        on: entry.day.to_string(),
    })
}

/// How many referrals that are due are looked at for today.
const DUE: usize = 100;

/// What is due: my thanks, my first step with somebody passed on to me, the question what came of what I passed on.
pub(crate) fn matters(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Matter>> {
    let today = parse::today(ctx);
    let mut matters = Vec::new();
    for entry in reader.due(Kind::Referral, today, DUE)? {
        let found = matter(reader, &entry, today)?;
        matters.extend(found.map(|line| line.waiting_since(parse::written(&entry, ctx))));
    }
    Ok(matters)
}

fn matter(reader: &mut Reader<'_>, entry: &Entry, today: Date) -> Result<Option<Matter>> {
    let step = |state: State| Deed::new("referral").entry("id", entry.id).text("state", state.name());
    let due = entry.due_day().unwrap_or(today);
    let on = entry.on()?;
    let ago = (on != today).then(|| span(f64::from((today - on).get_days())));
    let about = entry.third.map(|about| party(reader, about)).transpose()?;
    let (about, ago, what) = (about.as_ref().map(Party::name), ago.as_deref(), &entry.what);
    let state: State = entry.stands()?;
    let received = side(entry) == Gave::Received;
    let giver = party(reader, entry.person)?;
    let giver = giver.name();
    let (why, whose, reason, deed) = match (received, state) {
        (true, State::Closed) => (
            Why::Thanks,
            entry.person,
            messages::thank(about, what),
            Deed::new("referral").entry("id", entry.id).on("thanked"),
        ),
        (true, State::Given) => (
            Why::Business,
            entry.third.unwrap_or(entry.person),
            messages::get_in_touch(giver, ago, what),
            step(State::Contacted),
        ),
        (true, _) => (
            Why::Business,
            entry.third.unwrap_or(entry.person),
            messages::see_what_comes(giver, what),
            step(if state == State::Contacted { State::Met } else { State::Closed }),
        ),
        (false, _) => (
            Why::Business,
            entry.other.unwrap_or(entry.person),
            messages::ask_what_came(about, ago, what),
            step(State::Contacted),
        ),
    };
    let score = f64::from((today - due).get_days());
    let who = party(reader, whose)?;
    let line = Matter::matter(why, who.clone(), reason.to_string(), due, deed, score);
    // What came of it is asked; nobody is sold anything.
    Ok(Some(if received { line } else { line.asking(who, Purpose::Ask) }))
}
