//! Corrects what is written down of a contact: its words, its day, what it was; or takes it out.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::Kind;
use goodturn_core::id::InteractionId;
use goodturn_core::insight::cadence;
use goodturn_core::insight::strength::weight;
use goodturn_store::rows::{Interaction, Participation, Person};
use goodturn_store::{Reader, Writer};
use jiff::Timestamp;
use jiff::civil::Date;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days;
use crate::request::happened::title;
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::told::{Move, when};
use crate::request::was::heed;
use crate::request::{Done, Request, request};

request! {
    Act(Removes) "amend" Amend: "Corrects something that happened with somebody: only what is said anew changes; or takes it out" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        id: MaybePositional(Id) "Which, by its code (default: what you wrote down last with them)",
        text: Optional(Text) "What happened; a day in it changes nothing",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday at 5pm”",
        kind: Optional(OneOf(InteractionKind)) "mail, meeting, call, message, visit, event or note",
        direction: Optional(OneOf(Move)) "both, in or out",
        remove: Switch "It did not happen: take it out",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { who: "Ada", on: "last Friday" } "what you wrote down last was then",
        { who: "Ada", id: "9c41d0e2", text: "lunch with Ben" } "the one with this code in “show”",
        { who: "Ada", id: "9c41d0e2", remove } "it did not happen",
    }
}

/// Among so many of the last with somebody a code is looked for.
const NEWEST: usize = 1000;

impl Request for Amend {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let on = parse::maybe(&self.on).map(|on| days::day(on, book, ctx)).transpose()?;
        let at = on.as_ref().map(|on| when(on, ctx)).transpose()?;
        // A day in the words stays words: `yesterday` was said on the day it was written down.
        book.act(ctx, "amend", |writer| {
            let person = resolve_person(writer, &self.who)?;
            let before = which(writer, &person, parse::maybe(&self.id))?;
            let after = if self.remove {
                writer.remove_interaction(&before)?;
                follow_share(writer, &person, &before, None, ctx)?;
                let summary = messages::took_out(&person, day(&before, ctx), &before.title);
                return Ok(Done::of(summary).about(person.id));
            } else {
                let ask = self.heeding(&before)?;
                let direction = ask.direction.map(Direction::from);
                amended(&before, parse::maybe(&ask.text), at, ask.kind, direction)?
            };
            let own = before.origin.is_none();
            let anew = after.kind != before.kind || after.direction != before.direction;
            if anew && !own {
                return Err(messages::said_by_its_file());
            }
            writer.amend_interaction(&before, &after, |part| {
                let (weight, direction) =
                    if anew { (after.weight, after.direction) } else { (part.weight, part.direction) };
                Participation::of(part.person, part.part, &after, weight, direction)
            })?;
            follow_share(writer, &person, &before, Some(&after), ctx)?;
            let on = day(&after, ctx);
            let summary = messages::corrected(after.kind, &person, on, &after.title);
            Ok(Done::of(summary).about(person.id).made(after.id))
        })
    }
}

impl Amend {
    /// The same without what was left as it was found.
    fn heeding(&self, before: &Interaction) -> Result<Amend> {
        let mut ask = self.clone();
        let text = if before.text.is_empty() { &before.title } else { &before.text };
        heed(&self.was, "text", &mut ask.text, text)?;
        heed(&self.was, "kind", &mut ask.kind, before.kind.name())?;
        heed(&self.was, "direction", &mut ask.direction, before.direction.name())?;
        Ok(ask)
    }
}

fn day(interaction: &Interaction, ctx: &Context) -> Option<Date> {
    interaction.at.map(|at| cadence::day(at, &ctx.zone))
}

/// An interaction as it is then.
fn amended(
    before: &Interaction,
    text: Option<&str>,
    at: Option<Timestamp>,
    kind: Option<InteractionKind>,
    direction: Option<Direction>,
) -> Result<Interaction> {
    let mut after = before.clone();
    if let Some(text) = text {
        (after.title, after.text) = title(text);
    }
    after.at = at.or(after.at);
    after.kind = kind.unwrap_or(after.kind);
    after.direction = direction.unwrap_or(after.direction);
    if after.kind != before.kind || after.direction != before.direction {
        after.weight = weight(after.kind, after.direction, after.people.len().max(1));
    }
    if after == *before {
        return Err(messages::nothing_corrected());
    }
    Ok(after)
}

/// The interaction with somebody that a code names; without one, what was written down last.
fn which(reader: &mut Reader<'_>, person: &Person, code: Option<&str>) -> Result<Interaction> {
    let parts = reader.timeline(person.id, None, NEWEST)?;
    let name = &person.profile.name;
    let Some(code) = code else {
        let mut own: Vec<InteractionId> = parts.iter().map(|part| part.interaction).collect();
        own.sort_unstable_by(|a, b| b.cmp(a));
        for id in own {
            if let Some(found) = reader.interaction(id)?.filter(|found| found.origin.is_none()) {
                return Ok(found);
            }
        }
        return Err(messages::nothing_written(name));
    };
    let code = code.trim().to_lowercase();
    let fits = |id: &InteractionId| {
        let id = id.to_string();
        id == code
            || (code.len() >= 2 && parse::code(&id).starts_with(&code))
            || (code.len() >= 4 && id.ends_with(&code))
    };
    let fit: Vec<InteractionId> = parts.iter().map(|part| part.interaction).filter(fits).collect();
    if fit.len() > 1 {
        return Err(messages::several_codes(fit.len(), name, &code));
    }
    let found = fit.first().map(|id| reader.interaction(*id)).transpose()?.flatten();
    found.ok_or_else(|| messages::no_such_code(name, &code))
}

/// How much of it was about me was written down beside it and goes with it.
fn follow_share(
    writer: &mut Writer<'_>,
    person: &Person,
    before: &Interaction,
    after: Option<&Interaction>,
    ctx: &Context,
) -> Result<()> {
    let shares = writer.entries_of(person.id, Kind::Share)?;
    for mut share in shares.into_iter().filter(|share| share.made == before.made) {
        match after {
            None => writer.remove_entry(&share)?,
            Some(after) => {
                if let Some(at) = after.at {
                    share.day = cadence::day(at, &ctx.zone).into();
                    writer.put_entry(&share)?;
                }
            }
        }
    }
    Ok(())
}
