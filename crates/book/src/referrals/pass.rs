//! Passes an opportunity from one person to another.

use goodturn_core::boundary::Purpose;
use goodturn_core::day::Due;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::Gave;
use goodturn_core::money::Money;
use goodturn_core::referral::{ReferralBody, State};
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use goodturn_store::totals::side;
use jiff::ToSpan;
use jiff::civil::Date;

use super::messages;
use crate::book::{Book, Context};
use crate::care::{self, Care};
use crate::contact;
use crate::error::Result;
use crate::request::days::{self, Made};
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::party;
use crate::request::resolve::resolve_party;
use crate::request::{Done, Request, request};

request! {
    Act "refer" Refer: "Passes an opportunity from one person to another" -> done {
        from: Positional(Party) "Who passes it on: “me”, or id, e-mail address, enough of the name",
        to: Positional(Party) "Who gets it: “me”, or as above",
        about: Positional(Person) "Whom it is about: somebody in the book",
        what: MaybePositional(Sentence) "What it is about, in a few words",
        value: Optional(Money) "What it may be worth, such as “250 EUR”; kept only where you get it",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
    }
    examples {
        { from: "me", to: "Ben", about: "Ada", what: "a new roof" } "you pass Ada on to Ben",
        { from: "Ben", to: "me", about: "Ada", what: "a table", value: "900 EUR" } "Ben passes Ada on to you",
    }
}

/// A referral as it is asked for.
pub(super) struct Passed<'t> {
    pub(super) from: &'t str,
    pub(super) to: &'t str,
    pub(super) about: Option<&'t str>,
    pub(super) what: &'t str,
    pub(super) money: Option<Money>,
    pub(super) slip: Option<&'static str>,
    pub(super) on: Date,
    /// That day once more, where it was said and not taken to be today.
    pub(super) made: Option<Date>,
}

impl Request for Refer {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let what = parse::maybe(&self.what).unwrap_or_default();
        let Made { words: what, on, made, .. } = days::spoken(&self.on, what, book, ctx)?;
        let passed = Passed {
            from: &self.from,
            to: &self.to,
            about: Some(parse::filled(&self.about, messages::ABOUT_NOT_SAID)?),
            what: &what,
            money: self.value,
            slip: None,
            on,
            made,
        };
        passed.write(book, ctx, "refer")
    }
}

impl Passed<'_> {
    /// Writes it as one act.
    pub(super) fn write(&self, book: &Book, ctx: &Context, act: &'static str) -> Result<Done> {
        let id = EntryId(book.id(ctx.now));
        let mut notes = Vec::new();
        let answer = entered(book, ctx, act, |writer| {
            notes.clear();
            let entry = self.entry(writer, id, ctx, &mut notes)?;
            writer.put_entry(&entry)?;
            // Who passes something on to me is in touch with me, and to whom I pass it on, too.
            let way = match (entry.person, entry.other) {
                (PersonId::ME, Some(to)) => Some((to, Direction::Out)),
                (from, Some(PersonId::ME)) => Some((from, Direction::In)),
                _ => None,
            };
            if let Some((person, direction)) = way {
                let how = (InteractionKind::Message, direction);
                let title = summary(writer, &entry, None)?.to_string();
                contact::touch(writer, &entry, person, how, &title, ctx)?;
            }
            Ok((summary(writer, &entry, self.made)?, entry))
        })?;
        Ok(answer.with_notes(notes))
    }

    fn entry(
        &self,
        reader: &mut Reader<'_>,
        id: EntryId,
        ctx: &Context,
        notes: &mut Vec<String>,
    ) -> Result<Entry> {
        let from = resolve_party(reader, self.from)?.id();
        let to = resolve_party(reader, self.to)?.id();
        let about = match self.about {
            None => None,
            Some(about) => Some(crate::request::resolve::resolve_person(reader, about)?.id),
        };
        if from == to {
            return Err(messages::to_oneself());
        }
        if let Some(about) = about.filter(|about| *about == from || *about == to) {
            return Err(messages::about_oneself(party(reader, about)?.name()));
        }
        // What others passed on has happened; what I pass on is mine to leave.
        if from == PersonId::ME {
            if let Some(about) = about {
                notes.extend(heed(reader, about, Purpose::Refer, ctx)?);
            }
            notes.extend(heed(reader, to, Purpose::Give, ctx)?);
        } else if to == PersonId::ME
            && let Some(about) = about.map(|about| reader.person(about)).transpose()?.flatten()
        {
            let care = Care::of(reader, &about, Purpose::Pitch, None, ctx)?;
            notes.extend(care.refused.map(|why| care::messages::mind(&why).to_string()));
        }
        let mut entry = Entry::new(id, Kind::Referral, from, self.on);
        (entry.other, entry.third) = (Some(to), about);
        entry.what = self.what.to_owned();
        entry.state = State::Given.into();
        let mut body = ReferralBody { slip: self.slip.map(str::to_owned), ..ReferralBody::default() };
        keep_amount(&entry, &mut body, self.money.as_ref(), notes);
        entry.keep(&body)?;
        entry.due = waits(&entry, &body, State::Given, self.on);
        Ok(entry)
    }
}

/// Keeps an amount where it is the member's own to see, and says so where it is not.
pub(super) fn keep_amount(
    entry: &Entry,
    body: &mut ReferralBody,
    money: Option<&Money>,
    notes: &mut Vec<String>,
) {
    let Some(money) = money else { return };
    if entry.other == Some(PersonId::ME) {
        body.money = Some(money.clone());
    } else {
        notes.push(messages::NOT_MINE.to_owned());
    }
}

/// Until when a referral waits: what I got soon, what I passed on for news, a closed one for my thanks.
pub(super) fn waits(entry: &Entry, body: &ReferralBody, state: State, on: Date) -> Option<Due> {
    let days = match (side(entry), state) {
        (Gave::Received, State::Given) => 2,
        (Gave::Received, State::Contacted) => 14,
        (Gave::Received, State::Met) | (Gave::Given, State::Given | State::Contacted | State::Met) => 30,
        (Gave::Received, State::Closed) if body.thanked.is_none() => 0,
        (_, State::Closed | State::Lost) => return None,
        _ => return Some(Due::SomeDay),
    };
    Some(on.saturating_add(i64::from(days).days()).into())
}

/// What to know first, or why it may not be done.
pub(super) fn heed(
    reader: &mut Reader<'_>,
    person: PersonId,
    purpose: Purpose,
    ctx: &Context,
) -> Result<Vec<String>> {
    let Some(person) = reader.person(person)? else { return Ok(Vec::new()) };
    let crossed = care::crossed(reader, person.id, ctx)?;
    let cautions = Care::of(reader, &person, purpose, crossed, ctx)?.heeded()?;
    Ok(cautions.into_iter().map(|caution| caution.text).collect())
}

/// A referral in words, with its day where that was said.
pub(super) fn summary(reader: &mut Reader<'_>, entry: &Entry, made: Option<Date>) -> Result<Words> {
    let from = party(reader, entry.person)?;
    let to = party(reader, entry.other.unwrap_or(PersonId::ME))?;
    let about = entry.third.map(|about| party(reader, about)).transpose()?;
    Ok(messages::passed(&from, about.as_ref(), &to, &entry.what, made))
}
