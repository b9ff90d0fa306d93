//! What the sample network has beside people and mail: six years of giving and taking, so that every page has something
//! to show.

mod told;

use std::collections::HashMap;

use goodturn_core::business::{DealBody, Stage};
use goodturn_core::card::Card;
use goodturn_core::channel::fold;
use goodturn_core::consent::Consent;
use goodturn_core::day::Due;
use goodturn_core::draft::{Direction, InteractionKind, ValueKind};
use goodturn_core::entry::{Body, Kind, PromiseBody, ShareBody, TieBody};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::introduction::State as Stands;
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::money::Money;
use goodturn_core::referral::{ReferralBody, State, Step};
use goodturn_core::sender;
use goodturn_core::state::State::Nowhere;
use goodturn_core::state::{self, Ask, FollowUp, Promise};
use goodturn_store::Writer;
use goodturn_store::rows::{BY_HAND, Detail, Entry, Person};
use jiff::ToSpan;
use jiff::civil::Date;

use self::told::{
    ASKS, BETWEEN, BOUNDARIES, CARDS, DEALS, EVENTS, GROUP, INTRODUCTIONS, LEARNT, MEMBERS, PROMISES,
    QUESTIONS, REFERRALS, SHARES, STANCES, TIES, TURNS, WISHES, WORDS,
};
use crate::book::{Book, Context};
use crate::boundaries::consents::ConsentBody;
use crate::boundaries::reach::BoundaryBody;
use crate::error::{Error, Result};
use crate::events::capture::FollowBody;
use crate::events::event::{EventBody, mark};
use crate::interest::learn::LearntBody;
use crate::introductions::introduction::{IntroductionBody, Taken};
use crate::request::deed::{refresh_profile, typed};
use crate::request::happened::{Happened, time_of};
use crate::request::parse;
use crate::words::spread::WordBody;

/// Brings all of it; `today` is the day on which the sample is brought.
pub(super) fn bring(book: &Book, ctx: &Context, writer: &mut Writer<'_>, names: &[&str]) -> Result<()> {
    let mut desk = Storyteller { book, ctx, today: parse::today(ctx), people: HashMap::new() };
    for name in names {
        let found = writer
            .named(&fold(name))?
            .into_iter()
            .next()
            .ok_or_else(|| Error::internal("a sample without its people"))?;
        let first = name.split(' ').next().unwrap_or(name);
        desk.people.insert(first.to_owned(), found.id);
    }
    desk.give_and_take(writer)?;
    desk.ties(writer)?;
    desk.word(writer)?;
    desk.wishes(writer)?;
    desk.introductions(writer)?;
    desk.business(writer)?;
    desk.mouth_and_interest(writer)?;
    desk.care(writer)?;
    desk.groups(writer)?;
    desk.events(writer)
}

struct Storyteller<'d> {
    book: &'d Book,
    ctx: &'d Context,
    today: Date,
    people: HashMap<String, PersonId>,
}

impl Storyteller<'_> {
    fn day(&self, ago: i64) -> Date {
        self.today.checked_sub(ago.days()).unwrap_or(Date::MIN)
    }

    /// Somebody by their first name; nobody's name is me.
    fn who(&self, name: &str) -> Result<PersonId> {
        if name.is_empty() {
            return Ok(PersonId::ME);
        }
        let found = self.people.get(name).copied();
        found.ok_or_else(|| Error::internal(format!("the sample knows no {name}")))
    }

    fn entry(
        &self,
        kind: Kind,
        person: PersonId,
        ago: i64,
        state: impl Into<state::State>,
        what: &str,
    ) -> Entry {
        let mut entry = Entry::new(EntryId(self.book.id(self.ctx.now)), kind, person, self.day(ago));
        entry.state = state.into();
        what.clone_into(&mut entry.what);
        entry
    }

    fn put(&self, writer: &mut Writer<'_>, mut entry: Entry, body: &impl Body) -> Result<()> {
        entry.keep(body)?;
        Ok(writer.put_entry(&entry)?)
    }

    fn due(&self, days: Option<i64>) -> Option<Due> {
        Some(days.map(|days| self.today.saturating_add(days.days())).into())
    }

    fn money(&self, text: &str) -> Option<Money> {
        Money::parse(text).ok()
    }

    fn give_and_take(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (ago, who, way, kind, weight, personal, what) in TURNS {
            let body = TurnBody {
                kind,
                weight,
                personal: personal.then_some(true),
                // What was done for business is spoken of; what was done for the person is nobody else's.
                tell: !personal && way == Gave::Given,
                ..TurnBody::default()
            };
            self.put(writer, self.entry(Kind::Turn, self.who(who)?, ago, way, what), &body)?;
        }
        for (ago, giver, to, what) in BETWEEN {
            let mut entry = self.entry(Kind::Turn, self.who(to)?, ago, Gave::Between, what);
            entry.other = Some(self.who(giver)?);
            let weight = if to == "Umar" { Weight::Large } else { Weight::Medium };
            let body = TurnBody { kind: TurnKind::Time, weight, ..TurnBody::default() };
            self.put(writer, entry, &body)?;
        }
        Ok(())
    }

    fn ties(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (a, b, strength, ago, how) in TIES {
            let mut entry = self.entry(Kind::Tie, self.who(a)?, ago, Nowhere, how);
            entry.other = Some(self.who(b)?);
            self.put(writer, entry, &TieBody { strength: Some(f64::from(strength)) })?;
        }
        Ok(())
    }

    fn word(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (ago, due, who, theirs, state, what) in PROMISES {
            let mut entry = self.entry(Kind::Promise, self.who(who)?, ago, state, what);
            entry.due = if matches!(state, Promise::Mine | Promise::Theirs) { self.due(due) } else { None };
            self.put(writer, entry, &PromiseBody { theirs, at: None })?;
        }
        for (ago, who, state, what) in ASKS {
            let mut entry = self.entry(Kind::Ask, self.who(who)?, ago, state, what);
            entry.due = if state == Ask::Open { self.due(None) } else { None };
            writer.put_entry(&entry)?;
        }
        Ok(())
    }

    fn wishes(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (ago, until, who, kind, what) in WISHES {
            let open: state::State = match kind {
                Kind::Need => state::Need::Open.into(),
                _ => state::Offer::Open.into(),
            };
            let mut entry = self.entry(kind, self.who(who)?, ago, open, what);
            entry.due = self.due(until);
            writer.put_entry(&entry)?;
        }
        Ok(())
    }

    fn introductions(&self, writer: &mut Writer<'_>) -> Result<()> {
        const WAY: [Stands; 8] = [
            Stands::Drafted,
            Stands::AskedFirst,
            Stands::FirstYes,
            Stands::AskedSecond,
            Stands::BothYes,
            Stands::Introduced,
            Stands::Thanked,
            Stands::WentWell,
        ];
        for (ago, a, b, state, why) in INTRODUCTIONS {
            let mut entry = self.entry(Kind::Introduction, self.who(a)?, ago, state, why);
            entry.other = Some(self.who(b)?);
            let mut states: Vec<Stands> = WAY.into_iter().filter(|one| *one <= state).collect();
            if state == Stands::Declined {
                states = vec![Stands::Drafted, Stands::AskedFirst, Stands::Declined];
            }
            let steps: Vec<Taken> = states
                .iter()
                .enumerate()
                .map(|(at, state)| Taken {
                    on: self.day((ago - at as i64).max(1)),
                    state: *state,
                    note: String::new(),
                })
                .collect();
            let introduced = steps.iter().find(|step| step.state == Stands::Introduced).map(|step| step.on);
            let last = steps.last().map_or(self.today, |step| step.on);
            entry.due = state.due(last, introduced).map(Due::On);
            self.put(
                writer,
                entry,
                &IntroductionBody { why: why.to_owned(), steps, ..IntroductionBody::default() },
            )?;
        }
        Ok(())
    }

    fn business(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (ago, from, to, about, state, worth, what) in REFERRALS {
            let mut entry = self.entry(Kind::Referral, self.who(from)?, ago, state, what);
            (entry.other, entry.third) = (Some(self.who(to)?), Some(self.who(about)?));
            let steps = State::ALL
                .into_iter()
                .filter(|one| *one > State::Given && *one <= state && *one != State::Lost)
                .enumerate()
                .map(|(at, state)| Step { state, on: self.day(ago - 6 * (at as i64 + 1)) })
                .collect();
            let thanked = (state == State::Closed && to.is_empty()).then(|| self.day(ago - 30));
            let body = ReferralBody { money: self.money(worth), thanked, slip: None, steps };
            entry.due = state.is_open().then(|| self.day(ago - 30).into());
            self.put(writer, entry, &body)?;
        }
        for (ago, who, through, stage, worth, next, days, what) in DEALS {
            let mut entry = self.entry(Kind::Opportunity, self.who(who)?, ago, stage, what);
            entry.other = if through.is_empty() { None } else { Some(self.who(through)?) };
            let won = stage == Stage::Won;
            let body = DealBody {
                money: self.money(worth),
                next: next.to_owned(),
                asked: None,
                closed: won.then(|| self.day(days)),
            };
            entry.due = if won { None } else { self.due(Some(days)) };
            self.put(writer, entry, &body)?;
        }
        for (ago, who, what) in [(30, "Wanda", "her plans for the year"), (58, "Quinn", "the summer meeting")]
        {
            writer.put_entry(&self.entry(Kind::Slip, self.who(who)?, ago, state::Slip::OneToOne, what))?;
        }
        Ok(())
    }

    fn mouth_and_interest(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (ago, by, about, to, what) in WORDS {
            let state = if about.is_empty() { state::Word::Mine } else { state::Word::Other };
            let mut entry = self.entry(Kind::Word, self.who(by)?, ago, state, what);
            (entry.other, entry.third) = (Some(self.who(about)?), Some(self.who(to)?));
            let mine = about.is_empty() && !by.is_empty();
            let thanked = (mine && ago > 30).then(|| self.day(ago - 2));
            entry.due = if mine && thanked.is_none() { self.due(Some(1 - ago)) } else { None };
            self.put(writer, entry, &WordBody { result: String::new(), thanked })?;
        }
        for (who, line, ideal, proof, not) in CARDS {
            let text = str::to_owned;
            let name = if who.is_empty() { text("You") } else { String::new() };
            let card =
                Card { line: text(line), ideal: text(ideal), proof: text(proof), not: text(not), name };
            self.put(writer, self.entry(Kind::Card, self.who(who)?, 60, Nowhere, line), &card)?;
        }
        for (ago, who, part, at) in QUESTIONS {
            let text = part.questions().get(at).copied().unwrap_or_default();
            writer.put_entry(&self.entry(Kind::Question, self.who(who)?, ago, part, text))?;
        }
        for (ago, who, part, what) in LEARNT {
            let entry = self.entry(Kind::Learnt, self.who(who)?, ago, state::Learnt(Some(part)), what);
            self.put(writer, entry, &LearntBody { part: Some(part), at: None })?;
        }
        for (ago, who, percent) in SHARES {
            let entry = self.entry(Kind::Share, self.who(who)?, ago, Nowhere, "an hour together");
            self.put(writer, entry, &ShareBody { percent: Some(percent) })?;
        }
        Ok(())
    }

    fn care(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (who, wish, said) in BOUNDARIES {
            let entry = self.entry(Kind::Boundary, self.who(who)?, 300, Nowhere, wish);
            self.put(writer, entry, &BoundaryBody { said: said.to_owned(), zone: String::new() })?;
        }
        for (who, stance) in STANCES {
            writer.put_entry(&self.entry(Kind::Stance, self.who(who)?, 200, Nowhere, stance))?;
        }
        let line = "being useful to each other, for years";
        writer.put_entry(&self.entry(Kind::Definition, PersonId::ME, 200, Nowhere, line))?;
        writer.put_entry(&self.entry(Kind::Excuse, self.who("Esra")?, 350, Nowhere, "mentee"))?;
        let fiona = self.who("Fiona")?;
        let address = writer.details(fiona)?.into_iter().find(|detail| detail.value.kind == ValueKind::Email);
        if let Some(Detail { id, value, .. }) = address {
            let body = ConsentBody {
                detail: Some(id),
                kind: value.kind.name().to_owned(),
                ..ConsentBody::default()
            };
            self.put(writer, self.entry(Kind::Consent, fiona, 250, Consent::No, &value.text), &body)?;
        }
        Ok(())
    }

    fn groups(&mut self, writer: &mut Writer<'_>) -> Result<()> {
        let mut group = Person::new(PersonId(self.book.id(self.ctx.now)), self.ctx.now);
        (group.kind, group.kind_why) = (sender::Kind::Organisation, BY_HAND.to_owned());
        let detail = self.book.detail(writer, self.ctx, &group, typed(ValueKind::Name, GROUP)?)?;
        writer.put_detail(&Detail { origin: Some(crate::sample::network::ORIGIN), ..detail })?;
        refresh_profile(writer, &mut group)?;
        writer.put_entry(&self.entry(Kind::Group, group.id, 700, Nowhere, ""))?;
        for (at, who) in MEMBERS.iter().enumerate() {
            let mut entry = self.entry(Kind::Member, self.who(who)?, 690 - 60 * at as i64, Nowhere, "");
            entry.other = Some(group.id);
            writer.put_entry(&entry)?;
        }
        Ok(())
    }

    fn events(&self, writer: &mut Writer<'_>) -> Result<()> {
        for (ago, name, place, met) in EVENTS {
            let event = self.entry(Kind::Event, PersonId::ME, ago, Nowhere, name);
            let mark = mark(event.id);
            self.put(writer, event, &EventBody { place: place.to_owned() })?;
            for (who, said, state) in met {
                let id = self.who(who)?;
                let Some(mut person) = writer.person(id)? else { continue };
                let happened = Happened {
                    id: self.book.id(self.ctx.now),
                    at: time_of(self.day(ago), self.ctx),
                    kind: InteractionKind::Event,
                    direction: Direction::Both,
                    title: name.to_owned(),
                    text: (*said).to_owned(),
                    among: met.len(),
                    origin: None,
                };
                happened.write(writer, &mut person, self.ctx.now)?;
                writer.put_person(&person)?;
                let mut entry = self.entry(Kind::FollowUp, id, ago, *state, said);
                entry.third = Some(mark);
                entry.due = if *state == FollowUp::Open { self.due(Some(2 - ago)) } else { None };
                let done = (*state == FollowUp::Done).then(|| self.day(ago - 1));
                self.put(writer, entry, &FollowBody { event: name.to_owned(), done, say: String::new() })?;
            }
        }
        Ok(())
    }
}
