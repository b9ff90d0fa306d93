//! Days as a member says them, for every field and every face: read by `goodturn_core::days`, and asked about in words
//! where they are not understood.

use goodturn_core::days::{Doubt, Looks, Order, Said, View, find, read};
use jiff::civil::{Date, Time};

use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::said::{maybe, today};

/// What one can write where a day is asked for.
const SAY: &str = "write YYYY-MM-DD, today, yesterday, last Friday, 3 days ago, tomorrow, next Friday, in 2 weeks, \
                   5 March or end of month";
/// What one can do where a text leaves open when something happened.
const BESIDE: &str = "say the day by itself (`--on`): today, yesterday, last Friday, 2026-03-05";

/// What looks for a day, seen so.
type Look<'l, T> = &'l dyn Fn(&View) -> Result<T, Doubt>;

/// Looks for a day; which figure is the month is looked up only where that makes a difference.
fn looked<T>(
    book: &Book,
    ctx: &Context,
    looks: Looks,
    from: Option<Date>,
    look: Look<'_, T>,
) -> Result<Result<T, Doubt>> {
    let view = View { now: ctx.zone.to_datetime(ctx.now), looks, order: None, from };
    match look(&view) {
        Err(Doubt::Which(..)) => {
            let order = book.settings()?.region.as_deref().and_then(Order::of);
            Ok(look(&View { order, ..view }))
        }
        other => Ok(other),
    }
}

/// A doubt about a field that holds a day, with what can be written there.
fn doubted(doubt: Doubt) -> Error {
    let hint = match &doubt {
        Doubt::Which(..) => "write it as YYYY-MM-DD; where your region is set, it is read as is usual there",
        Doubt::OtherWeekday(..) => "say which of the two is right",
        Doubt::Vague(_) => "say a day of it: 15 April, end of April, next Friday, 2027-04-15",
        _ => SAY,
    };
    Error::usage(doubt.to_string(), hint)
}

/// The day that a field names, as it looks back.
pub(crate) fn day(text: &str, book: &Book, ctx: &Context) -> Result<Said> {
    looked(book, ctx, Looks::Back, None, &|view| read(text, view))?.map_err(doubted)
}

/// The day of something that has happened; today where none is said.
pub(crate) fn past(text: &Option<String>, book: &Book, ctx: &Context) -> Result<Date> {
    let Some(text) = maybe(text) else { return Ok(today(ctx)) };
    let day = day(text, book, ctx)?.day;
    if day > today(ctx) {
        return Err(Error::usage(
            format!("{day} is still to come"),
            "give a day up to today; what is to come is a promise (`goodturn promise`)",
        ));
    }
    Ok(day)
}

/// The day, and the time of it where that was said, up to which something waits; none where none is said. It may be
/// past only where it was `made` earlier.
pub(crate) fn coming(
    text: &Option<String>,
    made: Option<Date>,
    book: &Book,
    ctx: &Context,
) -> Result<Option<(Date, Option<Time>)>> {
    let Some(text) = maybe(text) else { return Ok(None) };
    let said = looked(book, ctx, Looks::Ahead, made, &|view| read(text, view))?.map_err(doubted)?;
    let day = said.day;
    if let Some(made) = made.filter(|made| day < *made) {
        return Err(Error::usage(
            format!("{day} is before {made}, the day it was made"),
            "give a day from then on",
        ));
    }
    if day < today(ctx) && made.is_none() {
        return Err(Error::usage(format!("{day} is past"), "give today or a day to come"));
    }
    // A part of a day is no time of the clock.
    Ok(Some((day, said.time.filter(|time| time.exact).map(|time| time.time))))
}

/// The day on which happened what a text tells; none where it names none.
pub(crate) fn told(text: &str, book: &Book, ctx: &Context) -> Result<Option<Said>> {
    looked(book, ctx, Looks::Back, None, &|view| find(text, view))?.map_err(|doubt| {
        let hint = match &doubt {
            Doubt::ToCome(..) => {
                format!("log what has happened; where the text only speaks of that day, {BESIDE}")
            }
            Doubt::Which(..) => {
                "write it as YYYY-MM-DD; where your region is set, it is read as is usual there".to_owned()
            }
            _ => BESIDE.to_owned(),
        };
        Error::usage(doubt.to_string(), hint)
    })
}

/// The day on which something was made, today where none is said; and once more where one is.
pub(crate) fn made(text: &Option<String>, book: &Book, ctx: &Context) -> Result<(Date, Option<Date>)> {
    let on = past(text, book, ctx)?;
    Ok((on, maybe(text).map(|_| on)))
}

/// The day on which something was made, said back: ` on 2026-03-05`.
pub(crate) fn on(made: Option<Date>) -> String {
    made.map_or_else(String::new, |made| format!(" on {made}"))
}

/// Until when something waits, said back: `, by 2026-03-05 at 17:00`.
pub(crate) fn until(due: Option<(Date, Option<Time>)>, ctx: &Context) -> String {
    let late = |day: Date| if day < today(ctx) { ", which is past" } else { "" };
    due.map_or_else(String::new, |(day, time)| format!(", by {}{}", by(day, time), late(day)))
}

/// A time of the clock, as lists show it.
pub(crate) fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// A day that was said, in words.
pub(crate) fn said(said: &Said) -> String {
    by(said.day, said.time.filter(|time| time.exact).map(|time| time.time))
}

/// The day, and the time where it was said, in words.
pub(crate) fn by(day: Date, time: Option<Time>) -> String {
    let at = time.map_or_else(String::new, |time| format!(" at {}", clock(time)));
    format!("{day}{at}")
}
