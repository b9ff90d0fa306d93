//! Takes an introduction one step on, or shows it.

use super::messages;
use super::next::Next;
use goodturn_core::boundary::Purpose;
use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_core::introduction::{State, Step, Turn};
use goodturn_core::named;
use goodturn_core::words::Words;
use jiff::civil::Date;

use super::introduction::{Introduction, Taken, mind};
use super::outcome::{self, Helped};
use super::page::Page;
use crate::book::{Book, Context};
use crate::care::Care;
use crate::error::{Error, Result};
use crate::request::days::{self, Made};
use crate::request::parse;
use crate::request::{Done, DoneOr, One, Request, request};

request! {
    Act "intro" Intro: "Takes an introduction a step on; alone it shows how it stands, with the text to send" -> done | one Page {
        id: Positional(Entry(&[entry::Kind::Introduction])) "The introduction, by its code or its id",
        step: MaybePositional(OneOf(Said)) "send (I sent the text), accept or decline (what the one who was asked said), outcome, expire (let it go)",
        result: MaybePositional(Sentence) "For outcome: well or nothing",
        note: Optional(Sentence) "What they said, or what came of it",
        pass_on: Optional(Text) "For the first accept: what they wrote that may be passed on to the other",
        helped: Optional(OneOf(Helped)) "For outcome well: who was helped by the other, a, b or both (default both)",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
        seen: Optional(Id) "The state you saw it in; refused where it has moved on since",
    }
    examples {
        { id: "9c41d0e2" } "how it stands, and the text to send next",
        { id: "9c41d0e2", step: "send" } "you sent that text",
        { id: "9c41d0e2", step: "accept", pass_on: "I would love to see your workshop" } "she said yes",
        { id: "9c41d0e2", step: "decline" } "",
        { id: "9c41d0e2", step: "outcome", result: "well" } "then it is a good turn for all three",
    }
}

named! {
    /// What is said of an introduction.
    Said {
        /// I sent the text that was next.
        Send = "send",
        /// The one who was asked said yes.
        Accept = "accept",
        /// The one who was asked said no.
        Decline = "decline",
        /// What came of it.
        Outcome = "outcome",
        /// I let it go.
        Expire = "expire",
    }
}

impl Request for Intro {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let Some(said) = self.step else {
            return Ok(DoneOr::Shown(One::of(book.introduction(&self.id, ctx)?, ctx)));
        };
        let step = taken(said, parse::maybe(&self.result))?;
        if self.helped.is_some() && step != Step::Well {
            return Err(messages::helped_without_outcome());
        }
        let helped = self.helped.unwrap_or_default();
        let passed_on = parse::maybe(&self.pass_on).map(str::to_owned);
        if passed_on.is_some() && step != Step::Accept {
            return Err(messages::passed_on_without_yes());
        }
        let note = parse::maybe(&self.note).unwrap_or_default();
        let Made { words: note, on, made, .. } = days::spoken(&self.on, note, book, ctx)?;
        let turns: [EntryId; outcome::TURNS] = std::array::from_fn(|_| EntryId(book.id(ctx.now)));
        let done = book.act(ctx, "intro", |writer| {
            let entry = parse::entry(writer, &[Kind::Introduction], &self.id)?;
            let mut kept = Introduction::of(writer, entry)?;
            as_seen(&kept, parse::maybe(&self.seen))?;
            let mut notes: Vec<String> = Vec::new();
            // What has happened is written down; what I am about to do is refused where it must not be.
            if step == Step::Send && kept.state < State::Introduced {
                for turn in [Turn::First, Turn::Second] {
                    let cautions = mind(writer, kept.side(turn), ctx)?.heeded()?;
                    notes.extend(cautions.into_iter().map(|caution| caution.text));
                }
                if let Some(turn) = kept.state.asks() {
                    Care::of(writer, kept.side(turn), Purpose::Contact, None, ctx)?.heeded()?;
                }
            }
            if let Some(text) = &passed_on {
                if kept.state != State::AskedFirst {
                    let (first, second) = kept.names();
                    return Err(messages::passed_on_by_second(first, second));
                }
                kept.body.passed_on.clone_from(text);
            }
            moved(&mut kept, step, on, &note)?;
            writer.put_entry(&kept.entry)?;
            if step == Step::Well {
                for turn in outcome::turns(&kept, helped, &turns, on, &note)? {
                    writer.put_entry(&turn)?;
                }
                notes.push(messages::TURNS.to_owned());
            }
            let (first, second) = kept.names();
            let mut notes: Vec<Words> = notes.into_iter().map(Words::from).collect();
            notes.extend(Next::of(&kept).map(|next| next.is_next()));
            let summary = messages::moved(&kept.a, &kept.b, made, &kept.state.words(first, second));
            Ok(Done::of(summary).about(kept.a.id).made(kept.entry.id).with_notes(notes))
        })?;
        Ok(DoneOr::Done(done))
    }
}

/// The step that is said, with what came of it where it is the last.
fn taken(said: Said, result: Option<&str>) -> Result<Step> {
    match (said, result) {
        (Said::Outcome, Some("well" | "good")) => Ok(Step::Well),
        (Said::Outcome, Some("nothing" | "nowhere")) => Ok(Step::Nothing),
        (Said::Outcome, Some(other)) => Err(messages::no_outcome(other)),
        (Said::Outcome, None) => Err(messages::outcome_unsaid()),
        (_, Some(more)) => Err(messages::too_much(more)),
        (Said::Send, None) => Ok(Step::Send),
        (Said::Accept, None) => Ok(Step::Accept),
        (Said::Decline, None) => Ok(Step::Decline),
        (Said::Expire, None) => Ok(Step::Expire),
    }
}

/// Refuses what was meant for another state: a page that stood open, a button pressed twice.
fn as_seen(kept: &Introduction, seen: Option<&str>) -> Result<()> {
    match seen {
        Some(seen) if seen != kept.state.name() => {
            let (first, second) = kept.names();
            let next = Next::of(kept);
            Err(messages::moved_on(&kept.state.words(first, second), next.map(|next| next.is_next())))
        }
        _ => Ok(()),
    }
}

/// Moves it one step on, or says what is next instead.
fn moved(kept: &mut Introduction, step: Step, on: Date, note: &str) -> Result<()> {
    let (first, second) = kept.names();
    let Some(next) = kept.state.after(step) else {
        let (why, hint) = (kept.state.refusal(step, first, second), Next::instead(kept));
        return Err(Error::refused(why, hint));
    };
    if on < kept.since() {
        return Err(messages::before_last_step(on, kept.since()));
    }
    kept.state = next;
    kept.body.steps.push(Taken { on, state: next, note: note.to_owned() });
    kept.entry.state = next.into();
    kept.entry.due = next.due(on, kept.introduced()).map(Due::On);
    kept.entry.keep(&kept.body.clone())?;
    Ok(())
}
