//! Slips, as referral groups hand them in: referrals inside and outside, one-to-ones, thanks for closed business,
//! visitors.

use goodturn_core::channel::fold;
use goodturn_core::draft::{Direction, InteractionKind, ValueKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::Weight;
use goodturn_core::named;
use goodturn_core::referral::{ReferralBody, State};
use goodturn_core::state;
use goodturn_store::Writer;
use goodturn_store::rows::{Detail, Entry, Person};
use jiff::ToSpan;
use jiff::civil::Date;

use super::messages;
use super::pass::Passed;
use super::step::{Move, SlipBody};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days::{self, Made};
use crate::request::deed::{entered, refresh_profile, typed};
use crate::request::happened::{Happened, time_of};
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

request! {
    Act "slip" Slip: "Writes down a slip of a referral group" -> done {
        kind: Positional(OneOf(SlipKind)) "referral-inside, referral-outside, one-to-one, thank-you or visitor",
        who: Positional(Line) "Whom it is for or with; of a visitor the name",
        what: MaybePositional(Sentence) "What it is about, in a few words",
        about: Optional(Person) "Of a referral: whom it is about",
        from: Optional(Party) "Of a referral: who gives it (default you)",
        value: Optional(Money) "Of a thank-you: the business that came of it, such as “250 EUR”",
        referral: Optional(Entry(&[entry::Kind::Referral])) "Of a thank-you: the referral it is for, by its code",
        email: Optional(Email) "Of a visitor: their e-mail address",
        chapter: Optional(Line) "Of a visitor: the chapter or the event that they came to",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
    }
    examples {
        { kind: "referral-outside", who: "Ben", what: "a new roof", about: "Ada" } "",
        { kind: "one-to-one", who: "Ben" } "",
        { kind: "thank-you", who: "Ben", value: "850 EUR" } "for business that closed",
        { kind: "visitor", who: "Cleo Dunn", email: "cleo@dunn.example" } "",
    }
}

named! {
    /// What a slip says.
    #[derive(Default)]
    SlipKind {
        /// A referral for a member's own need.
        #[default]
        ReferralInside = "referral-inside",
        /// A referral about somebody else.
        ReferralOutside = "referral-outside",
        /// Two members met.
        OneToOne = "one-to-one",
        /// Thanks for business that closed.
        ThankYou = "thank-you",
        /// Somebody came along.
        Visitor = "visitor",
    }
}

impl Request for Slip {
    fn run(mut self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let what = parse::maybe(&self.what).unwrap_or_default();
        let Made { words, on, .. } = days::spoken(&self.on, what, book, ctx)?;
        self.what = Some(words);
        match self.kind {
            SlipKind::ReferralInside => self.referral(book, ctx, "inside", on),
            SlipKind::ReferralOutside => self.referral(book, ctx, "outside", on),
            SlipKind::OneToOne => self.one_to_one(book, ctx, on),
            SlipKind::ThankYou => self.thank_you(book, ctx, on),
            SlipKind::Visitor => self.visitor(book, ctx, on),
        }
    }
}

impl Slip {
    fn referral(self, book: &Book, ctx: &Context, slip: &'static str, on: Date) -> Result<Done> {
        let about = parse::maybe(&self.about);
        if slip == "outside" && about.is_none() {
            return Err(messages::outside_about_nobody());
        }
        let passed = Passed {
            from: parse::maybe(&self.from).unwrap_or("me"),
            to: &self.who,
            about,
            what: parse::maybe(&self.what).unwrap_or_default(),
            money: self.value,
            slip: Some(slip),
            on,
            made: (on != parse::today(ctx)).then_some(on),
        };
        passed.write(book, ctx, "slip")
    }

    fn one_to_one(self, book: &Book, ctx: &Context, on: Date) -> Result<Done> {
        let (id, met) = (EntryId(book.id(ctx.now)), book.id(ctx.now));
        let what = parse::maybe(&self.what).unwrap_or_default();
        entered(book, ctx, "slip", |writer| {
            let mut person = resolve_person(writer, &self.who)?;
            let title = messages::one_to_one_title(what).to_string();
            let (kind, direction) = (InteractionKind::Meeting, Direction::Both);
            let (at, text) = (time_of(on, ctx), String::new());
            Happened { id: met, at, kind, direction, title, text, among: 1, origin: None }.write(
                writer,
                &mut person,
                ctx.now,
            )?;
            writer.put_person(&person)?;
            let mut entry = Entry::new(id, Kind::Slip, person.id, on);
            entry.state = state::Slip::OneToOne.into();
            entry.what = what.to_owned();
            writer.put_entry(&entry)?;
            Ok((messages::one_to_one(&person, on), entry))
        })
    }

    /// Thanks for the referral that is named, or for the one of theirs that waits; where none is written down, for
    /// one that is written down now.
    fn thank_you(self, book: &Book, ctx: &Context, on: Date) -> Result<Done> {
        let new = EntryId(book.id(ctx.now));
        let mut step = Move {
            next: Some(State::Closed),
            money: self.value.clone(),
            weight: Weight::Large,
            on,
            made: (on != parse::today(ctx)).then_some(on),
            thanked: true,
            turn: EntryId(book.id(ctx.now)),
            slip: EntryId(book.id(ctx.now)),
        };
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "slip", |writer| {
            notes.clear();
            let person = resolve_person(writer, &self.who)?;
            let referral = match parse::maybe(&self.referral) {
                Some(code) => {
                    let entry = parse::entry(writer, &[Kind::Referral], code)?;
                    if entry.person != person.id || entry.other != Some(PersonId::ME) {
                        return Err(messages::not_theirs(code, &person.profile.name));
                    }
                    entry
                }
                None => self.waiting(writer, &person, new, on)?,
            };
            step.next = Some(State::Closed);
            if referral.state == State::Lost {
                step.next = Some(State::Lost);
            }
            step.go(writer, referral, &mut notes)
        })?;
        Ok(answer.with_notes(notes))
    }

    fn waiting(&self, writer: &mut Writer<'_>, person: &Person, new: EntryId, on: Date) -> Result<Entry> {
        let mut open = writer.entries_of(person.id, Kind::Referral)?;
        open.retain(|entry| entry.other == Some(PersonId::ME) && entry.is_open() && entry.day <= on);
        if open.len() > 1 {
            let codes: Vec<String> = open.iter().map(|entry| entry.id.code()).collect();
            return Err(messages::several_wait(&person.profile.name, &codes));
        }
        if let Some(waiting) = open.pop() {
            return Ok(waiting);
        }
        for entry in writer.entries_of(person.id, Kind::Referral)? {
            if entry.body::<ReferralBody>()?.thanked == Some(on) {
                return Err(messages::thanked_that_day(&person.profile.name, on));
            }
        }
        let mut entry = Entry::new(new, Kind::Referral, person.id, on);
        entry.other = Some(PersonId::ME);
        entry.state = State::Given.into();
        entry.what = parse::maybe(&self.what).unwrap_or_default().to_owned();
        Ok(entry)
    }

    /// Somebody who came to see: in the book from now on, and followed up within two days.
    fn visitor(self, book: &Book, ctx: &Context, on: Date) -> Result<Done> {
        let name = typed(ValueKind::Name, &self.who)?;
        let email = parse::maybe(&self.email).map(|email| typed(ValueKind::Email, email)).transpose()?;
        let (id, follow, met) = (EntryId(book.id(ctx.now)), EntryId(book.id(ctx.now)), book.id(ctx.now));
        let newcomer = PersonId(book.id(ctx.now));
        let chapter = parse::maybe(&self.chapter).unwrap_or(messages::A_CHAPTER);
        entered(book, ctx, "slip", |writer| {
            let mut person = match known(writer, &name.text, email.as_ref().map(|email| email.text.as_str()))?
            {
                Some(person) => person,
                None => {
                    let person = Person::new(newcomer, ctx.now);
                    for value in std::iter::once(&name).chain(&email) {
                        let detail: Detail = book.detail(writer, ctx, &person, value.clone())?;
                        writer.put_detail(&detail)?;
                    }
                    person
                }
            };
            let (kind, direction, text) = (InteractionKind::Event, Direction::Both, String::new());
            let (at, title) = (time_of(on, ctx), messages::visit_title(chapter).to_string());
            Happened { id: met, at, kind, direction, title, text, among: 1, origin: None }.write(
                writer,
                &mut person,
                ctx.now,
            )?;
            refresh_profile(writer, &mut person)?;
            let group = writer.named(&fold(chapter))?.into_iter().next().map(|group| group.id);
            let mut entry = Entry::new(id, Kind::Slip, person.id, on);
            entry.state = state::Slip::Visitor.into();
            entry.other = group.filter(|group| *group != person.id);
            entry.what = parse::maybe(&self.what).unwrap_or_default().to_owned();
            entry.keep(&SlipBody { at: chapter.to_owned(), ..SlipBody::default() })?;
            writer.put_entry(&entry)?;
            let mut after = Entry::new(follow, Kind::FollowUp, person.id, on);
            after.what = messages::follow_up(chapter).to_string();
            after.state = state::FollowUp::Open.into();
            after.due = Some(on.saturating_add(2.days()).into());
            writer.put_entry(&after)?;
            Ok((messages::visited(&person, chapter, on), entry))
        })
    }
}

/// Whoever has this address, or else exactly this name, in the book already.
fn known(writer: &mut Writer<'_>, name: &str, email: Option<&str>) -> Result<Option<Person>> {
    if let Some(email) = email {
        let Some(holder) = writer.holders("email", email)?.first().copied() else { return Ok(None) };
        return Ok(writer.person(holder)?);
    }
    let mut named = writer.named(&fold(name))?;
    if named.len() > 1 {
        return Err(messages::several_called(named.len(), name));
    }
    Ok(named.pop())
}
