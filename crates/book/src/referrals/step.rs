//! Moves a referral on: contacted, met, closed, lost; and says thank you. What closed is credited to its giver.

use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::money::Money;
use goodturn_core::referral::{ReferralBody, State, Step};
use goodturn_core::state;
use goodturn_core::words::Words;
use goodturn_store::Writer;
use goodturn_store::rows::Entry;
use goodturn_store::totals::side;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages;
use super::pass::{keep_amount, summary, waits};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::party::{Party, party};
use crate::request::{Request, request};

request! {
    Act "referral" Referral: "Moves a referral on: contacted, met, closed or lost; or says it was thanked for" -> done {
        id: Positional(Entry(&[entry::Kind::Referral])) "The referral, by its code",
        state: MaybePositional(OneOf(State)) "Where it came: contacted, met, closed or lost",
        value: Optional(Money) "What came of it, such as “250 EUR”; kept only where you got it",
        weight: Optional(OneOf(Weight)) "How much of a good turn it was: small, medium or large (default, where it closed)",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
        thanked: Switch "The giver was thanked",
    }
    examples {
        { id: "9c41d0e2", state: "contacted" } "",
        { id: "9c41d0e2", state: "closed", value: "850 EUR" } "then it is a good turn of whoever gave it",
        { id: "9c41d0e2", thanked } "",
    }
}

/// What the slip of a thank-you keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct SlipBody {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) money: Option<Money>,
    /// The referral that it is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) from: Option<uuid::Uuid>,
    /// The chapter or the occasion, where it is not in the book.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) at: String,
}

goodturn_core::bodies! { SlipBody: Slip; }

/// What moves, and how.
pub(super) struct Move {
    pub(super) next: Option<State>,
    pub(super) money: Option<Money>,
    pub(super) weight: Weight,
    pub(super) on: Date,
    /// That day once more, where it was said and not taken to be today.
    pub(super) made: Option<Date>,
    pub(super) thanked: bool,
    pub(super) turn: EntryId,
    pub(super) slip: EntryId,
}

impl Request for Referral {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (on, made) = days::made(&self.on, book, ctx)?;
        let step = Move {
            next: self.state,
            money: self.value,
            weight: self.weight.unwrap_or(Weight::Large),
            on,
            made,
            thanked: self.thanked,
            turn: EntryId(book.id(ctx.now)),
            slip: EntryId(book.id(ctx.now)),
        };
        if step.next.is_none() && step.money.is_none() && !step.thanked {
            return Err(messages::nothing_became());
        }
        let mut notes = Vec::new();
        let answer = entered(book, ctx, "referral", |writer| {
            notes.clear();
            let entry = parse::entry(writer, &[Kind::Referral], &self.id)?;
            step.go(writer, entry, &mut notes)
        })?;
        Ok(answer.with_notes(notes))
    }
}

impl Move {
    /// Writes the referral as it is then, and what follows from it; answers what was done.
    pub(super) fn go(
        &self,
        writer: &mut Writer<'_>,
        mut entry: Entry,
        notes: &mut Vec<String>,
    ) -> Result<(Words, Entry)> {
        let mut body: ReferralBody = entry.body()?;
        let now: State = entry.stands()?;
        let next = self.next.unwrap_or(now);
        let referral = summary(writer, &entry, None)?;
        if entry.day > self.on {
            return Err(messages::too_early(self.on, &entry.day.to_string()));
        }
        // Said again beside an amount or a thank-you it is no move.
        let moves = next != now || (self.money.is_none() && !self.thanked);
        if moves {
            now.to(next).map_err(|stuck| messages::stuck(&referral.to_string(), stuck))?;
            body.steps.push(Step { state: next, on: self.on });
        }
        keep_amount(&entry, &mut body, self.money.as_ref(), notes);
        if self.thanked {
            self.thank(writer, &entry, &mut body, next)?;
        }
        entry.state = next.into();
        entry.keep(&body)?;
        if moves || self.thanked {
            entry.due = waits(&entry, &body, next, self.on);
        }
        writer.put_entry(&entry)?;
        if next == State::Closed {
            if moves {
                notes.push(self.credit(writer, &entry, &body)?);
            } else {
                amend(writer, &entry, &body)?;
            }
        }
        let done = match (moves, self.thanked) {
            (true, _) => messages::moved(referral, next, self.made),
            (false, true) => messages::thanked(referral, self.made),
            (false, false) => messages::valued(referral, self.made),
        };
        Ok((done, entry))
    }

    fn thank(
        &self,
        writer: &mut Writer<'_>,
        entry: &Entry,
        body: &mut ReferralBody,
        next: State,
    ) -> Result<()> {
        if let Some(day) = &body.thanked {
            return Err(messages::thanked_already(*day));
        }
        body.thanked = Some(self.on);
        if next == State::Closed && entry.other == Some(PersonId::ME) {
            let mut slip = Entry::new(self.slip, Kind::Slip, entry.person, self.on);
            slip.state = state::Slip::ThankYou.into();
            slip.third = entry.third;
            slip.what = entry.what.clone();
            slip.keep(&SlipBody { money: body.money.clone(), from: Some(entry.id.0), at: String::new() })?;
            writer.put_entry(&slip)?;
        }
        Ok(())
    }

    /// Writes the good turn that a closed referral was; says so.
    fn credit(&self, writer: &mut Writer<'_>, entry: &Entry, body: &ReferralBody) -> Result<String> {
        let to = entry.other.unwrap_or(PersonId::ME);
        let way = side(entry);
        let (person, giver) = match way {
            Gave::Received => (entry.person, None),
            Gave::Given => (to, None),
            Gave::Between => (to, Some(entry.person)),
        };
        let mut turn = Entry::new(self.turn, Kind::Turn, person, self.on);
        (turn.other, turn.third) = (giver, entry.third);
        turn.state = way.into();
        let about = entry.third.map(|about| party(writer, about)).transpose()?;
        turn.what = messages::turn(about.as_ref().map(Party::name), &entry.what).to_string();
        turn.keep(&TurnBody {
            kind: TurnKind::Referral,
            weight: self.weight,
            money: body.money.clone(),
            from: Some(entry.id.0),
            ..TurnBody::default()
        })?;
        writer.put_entry(&turn)?;
        let giver = party(writer, entry.person)?;
        Ok(messages::credited(self.weight.name(), giver.name()).to_string())
    }
}

/// Brings an amount said later into the good turn that was written when it closed.
fn amend(writer: &mut Writer<'_>, entry: &Entry, body: &ReferralBody) -> Result<()> {
    if entry.other != Some(PersonId::ME) {
        return Ok(());
    }
    for mut turn in writer.entries_of(entry.person, Kind::Turn)? {
        let mut credit: TurnBody = turn.body()?;
        if credit.from == Some(entry.id.0) && credit.money != body.money {
            credit.money = body.money.clone();
            turn.keep(&credit)?;
            writer.put_entry(&turn)?;
        }
    }
    Ok(())
}
