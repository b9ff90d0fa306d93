//! Leaves somebody, or a matter of today, out of today's list for a while.

use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::day;
use goodturn_core::words::Words;
use goodturn_store::Writer;
use goodturn_store::writer::Keep;
use jiff::{SignedDuration, Timestamp};

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};
use crate::today::later::{PutOff, named_lines};
use crate::today::shown;

request! {
    Act "snooze" Snooze: "Leaves somebody out of today's list for a while" -> done {
        who: Rest(Line) "Id, e-mail address, or enough of the name; or the numbers of lines of today's list",
        days: Number(From(0)) "For how many days (default 7); 0 ends it",
    }
    examples {
        { who: "Ada", days: 30 } "",
        { who: "2" } "line 2 of “today”",
    }
}

/// What was done with one: in words, about whom, and whether anything changed.
pub(crate) type Each = (Words, Option<PersonId>, bool);

impl Request for Snooze {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let days = self.days.unwrap_or(7).min(3650);
        let put_off = PutOff::new(book, ctx, Some(days), false, days == 0);
        by_line(book, ctx, "snooze", &self.who, &put_off, &|writer, who| snoozed(writer, who, days, ctx))
    }
}

/// Does something with somebody, or, where numbers of lines are said, with whom each line is about; what is about a
/// matter is put off instead.
pub(crate) fn by_line(
    book: &Book,
    ctx: &Context,
    act: &'static str,
    who: &str,
    put_off: &PutOff,
    with: &dyn Fn(&mut Writer<'_>, &str) -> Result<Each>,
) -> Result<Done> {
    let (numbers, rest) = shown::numbers(who);
    book.act_if_any(ctx, act, |writer| {
        let mut all: Vec<Each> = Vec::new();
        if numbers.is_empty() || !rest.is_empty() {
            all.push(with(writer, who)?);
        } else {
            let (people, matters): (Vec<_>, Vec<_>) =
                shown::numbered(writer, &numbers)?.into_iter().partition(|line| line.about.is_empty());
            for line in people {
                all.push(with(writer, &line.person.to_string())?);
            }
            if !matters.is_empty() {
                let (summary, changed) = {
                    let named = named_lines(writer, &matters)?;
                    put_off.write(writer, named)?
                };
                all.push((summary, None, changed));
            }
        }
        let changed = all.iter().any(|(_, _, changed)| *changed);
        let words = Words::joined(all.iter().map(|(words, ..)| words.clone()), "; ");
        let person = if all.len() == 1 { all.pop().and_then(|(_, person, _)| person) } else { None };
        Ok((Done { person, ..Done::of(words) }, if changed { Keep::Yes } else { Keep::No }))
    })
}

fn snoozed(writer: &mut Writer<'_>, who: &str, days: u32, ctx: &Context) -> Result<Each> {
    let until = ctx.now.checked_add(SignedDuration::from_hours(24 * i64::from(days)));
    // Beyond the end of the calendar nothing is said any more.
    let until = until.unwrap_or(Timestamp::MAX);
    let mut person = resolve_person(writer, who)?;
    let id = Some(person.id);
    let left_out = person.snoozed.filter(|until| *until > ctx.now);
    if left_out.is_some_and(|before| day(before, &ctx.zone) == day(until, &ctx.zone)) {
        let until = day(until, &ctx.zone);
        return Ok((messages::left_out_already(&person, until), id, false));
    }
    if days == 0 && left_out.is_none() {
        return Ok((messages::not_left_out(&person), id, false));
    }
    person.snoozed = Some(until).filter(|until| *until > ctx.now);
    writer.put_person(&person)?;
    Ok((messages::left_out(&person, days), id, true))
}
