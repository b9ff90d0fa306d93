//! Days as a member says them, for every field and every face: read by `goodturn_core::days`, and asked about in words
//! where they are not understood.

use goodturn_core::days::{
    Doubt, Looks, Order, SpokenDay, View, born, due, find, named, read, tells, without,
};
use goodturn_core::deed::Deed;
use goodturn_core::sentence;
use goodturn_core::words::{Field, Words};
use jiff::civil::{Date, Time};

use super::parse::{maybe, today};
use crate::book::{Book, Context};
use crate::error::{Error, Result};

/// What one can write where a day is asked for.
const SAY: &str = "write YYYY-MM-DD, today, yesterday, last Friday, 3 days ago, tomorrow, next Friday, in 2 weeks, \
                   5 March or end of month";
/// What to write where figures leave open which is the month.
const ISO: &str = "write it as YYYY-MM-DD; where your region is set, it is read as is usual there";
/// What one can do where a text leaves open when something happened.
const DAYS: &str = "today, yesterday, last Friday, 2026-03-05";

fn say_the_day() -> Words {
    sentence!["say the day by itself ({on}): {days}", on = Field("on"), days = DAYS]
}

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
    let view = seen(ctx, looks, from);
    match look(&view) {
        Err(Doubt::Which(..)) => {
            let order = book.settings()?.region.as_deref().and_then(Order::of);
            Ok(look(&View { order, ..view }))
        }
        other => Ok(other),
    }
}

/// How a day is seen that is said now, as long as the order of its parts is not asked for.
fn seen(ctx: &Context, looks: Looks, from: Option<Date>) -> View {
    View { now: ctx.zone.to_datetime(ctx.now), looks, order: None, from }
}

/// A doubt about a field that holds a day, with what can be written there.
fn doubted(doubt: Doubt) -> Error {
    let hint = match &doubt {
        Doubt::Which(..) => ISO,
        Doubt::OtherWeekday(..) => "say which of the two is right",
        Doubt::Vague(_) => "say a day of it: 15 April, end of April, next Friday, 2027-04-15",
        _ => SAY,
    };
    Error::usage(doubt.to_string(), hint)
}

/// The day that a field names, as it looks back.
pub(crate) fn day(text: &str, book: &Book, ctx: &Context) -> Result<SpokenDay> {
    looked(book, ctx, Looks::Back, None, &|view| read(text, view))?
        .map_err(|doubt| doubted(doubt).about(text))
}

/// The day of something that has happened; today where none is said.
pub(crate) fn past(text: &Option<String>, book: &Book, ctx: &Context) -> Result<Date> {
    let Some(text) = maybe(text) else { return Ok(today(ctx)) };
    let day = day(text, book, ctx)?.day;
    if day > today(ctx) {
        return Err(Error::usage(
            format!("{day} is still to come"),
            sentence![
                "give a day up to today; what is to come is a promise ({promise})",
                promise = Deed::new("promise")
            ],
        )
        .about(text));
    }
    Ok(day)
}

/// The day, and the time of it where that was said, up to which something waits; none where none is said. It may be
/// past only where it was `made` earlier.
fn coming(
    text: &Option<String>,
    made: Option<Date>,
    book: &Book,
    ctx: &Context,
) -> Result<Option<(Date, Option<Time>)>> {
    let Some(text) = maybe(text) else { return Ok(None) };
    let said = looked(book, ctx, Looks::Ahead, made, &|view| read(text, view))?.map_err(doubted);
    said.and_then(|said| waits(&said, made, ctx)).map(Some).map_err(|error| error.about(text))
}

/// A day up to which something waits, and the time of it. It may be past only where it was `made` earlier.
fn waits(said: &SpokenDay, made: Option<Date>, ctx: &Context) -> Result<(Date, Option<Time>)> {
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
    Ok((day, said.time.filter(|time| time.exact).map(|time| time.time)))
}

/// That a span of days ends before it begins.
pub(crate) fn wrong_way_round(from: Date, to: Date) -> Error {
    Error::usage(format!("{from} is after {to}"), "give the earlier day first").at("from")
}

/// The day that a text of a promise or the like sets for it (`by Friday`), and the words without it.
pub(crate) struct Due {
    /// The words; without the day, where that stands at an end of them.
    pub words: String,
    /// The day, and the time of it where that was said; none where none is set.
    pub by: Option<(Date, Option<Time>)>,
    /// That another day in the words was not taken for it.
    pub notes: Vec<Words>,
}

/// Until when something waits: as `by` says, which is what the `field` holds, else as the words do behind `by` or `bis`. Any
/// other day in the words is part of what is to be done.
pub(crate) fn set(
    field: &'static str,
    by: &Option<String>,
    text: &str,
    made: Option<Date>,
    book: &Book,
    ctx: &Context,
) -> Result<Due> {
    let words = text.trim().to_owned();
    if maybe(by).is_some() {
        return Ok(Due { words, by: coming(by, made, book, ctx)?, notes: Vec::new() });
    }
    let Some(said) =
        looked(book, ctx, Looks::Ahead, made, &|view| due(text.trim(), view))?.map_err(doubted)?
    else {
        let other = named(&words, &seen(ctx, Looks::Ahead, made)).map(|other| {
            sentence![
                "{other} is not taken for the day it is due; that is said by itself ({field}), or as in \"by Friday\"",
                other = format!("{other:?}"),
                field = Field(field)
            ]
        });
        return Ok(Due { words, by: None, notes: other.into_iter().collect() });
    };
    let left = without(&words, &said);
    if left.is_empty() {
        return Err(only_a_day(&words));
    }
    Ok(Due { words: left, by: Some(waits(&said, made, ctx)?), notes: Vec::new() })
}

/// What a text tells of something that happened.
pub(crate) struct Happening {
    /// Its words; without the day, where that stands at an end of them.
    pub words: String,
    /// The day, and the time of it where that was said; none where the text names none.
    pub said: Option<SpokenDay>,
}

/// What a text tells of something that happened, and the day of it; what leaves the day open is asked about. This is the
/// one reader for whatever is written down in free words. It may look a setting up, and so is called before an act.
pub(crate) fn happening(text: &str, book: &Book, ctx: &Context) -> Result<Happening> {
    let text = text.trim();
    let said = looked(book, ctx, Looks::Back, None, &|view| find(text, view))?.map_err(|doubt| {
        let hint = match &doubt {
            Doubt::ToCome(..) => {
                sentence![
                "log what has happened; where the text only speaks of that day, say the day by itself ({on}): {days}",
                on = Field("on"),
                days = DAYS
            ]
            }
            Doubt::Which(..) => Words::from(ISO),
            _ => say_the_day(),
        };
        // It is mended where the day is said by itself, whatever the text says.
        Error::usage(doubt.to_string(), hint).at("on")
    })?;
    let words = said.as_ref().map_or_else(|| text.to_owned(), |said| without(text, said));
    if words.is_empty() && !text.is_empty() { Err(only_a_day(text)) } else { Ok(Happening { words, said }) }
}

/// That nothing but a day was said.
pub(crate) fn only_a_day(text: &str) -> Error {
    let hint = format!("say also what happened, as in \"lunch {text}\"");
    Error::usage(format!("{text:?} is only a day"), hint)
}

/// Something that was made or happened, on its way to an entry.
pub(crate) struct Made {
    /// The words; without the day, where that stands at an end of them.
    pub words: String,
    /// The day.
    pub on: Date,
    /// That day once more where it was said, and not taken to be today.
    pub made: Option<Date>,
    /// That a day in the words was not taken for it.
    pub notes: Vec<Words>,
}

impl Made {
    fn of(words: &str, (on, made): (Date, Option<Date>)) -> Made {
        Made { words: words.trim().to_owned(), on, made, notes: Vec::new() }
    }
}

/// The day of something that happened: as `on` says, else as the words that tell it do, else today.
pub(crate) fn happened(on: &Option<String>, text: &str, book: &Book, ctx: &Context) -> Result<Made> {
    if maybe(on).is_some() {
        return Ok(Made::of(text, made(on, book, ctx)?));
    }
    let told = happening(text, book, ctx)?;
    let day = told.said.as_ref().map(|said| said.day);
    // A time of day before the day may be part of a name, and is not kept beside it.
    let bare = told.said.map(|said| without(text.trim(), &SpokenDay { span: said.bare.clone(), ..said }));
    Ok(Made {
        words: bare.unwrap_or(told.words),
        on: day.unwrap_or_else(|| today(ctx)),
        made: day,
        notes: Vec::new(),
    })
}

/// The day of something that was said of a matter, as `happened`; but a day to come is part of the matter.
pub(crate) fn spoken(on: &Option<String>, text: &str, book: &Book, ctx: &Context) -> Result<Made> {
    let found = looked(book, ctx, Looks::Back, None, &|view| find(text.trim(), view))?;
    match found {
        Err(Doubt::ToCome(..)) => Ok(Made::of(text, made(on, book, ctx)?)),
        _ => happened(on, text, book, ctx),
    }
}

/// The day of what was learnt. What is learnt of somebody is full of days of theirs; one is that of the talk only where
/// the words tell of one (`told me yesterday that …`).
pub(crate) fn learnt(on: &Option<String>, text: &str, book: &Book, ctx: &Context) -> Result<Made> {
    if maybe(on).is_some() || tells(text) {
        return spoken(on, text, book, ctx);
    }
    let mut made = Made::of(text, made(on, book, ctx)?);
    made.notes.extend(named(text, &seen(ctx, Looks::Back, None)).map(|day| {
        let on = made.on;
        sentence![
            "{day} is taken as part of what you learnt; it is written down as of {on} ({field} says another day)",
            day = format!("{day:?}"),
            on,
            field = Field("on")
        ]
    }));
    Ok(made)
}

/// The day of birth that a field names, as cards spell it: `1980-11-24`, or `11-24` without the year.
pub(crate) fn birthday(text: &str, book: &Book, ctx: &Context) -> Result<String> {
    of_birth(text, book, ctx).map_err(|error| error.about(text))
}

fn of_birth(text: &str, book: &Book, ctx: &Context) -> Result<String> {
    let text = text.trim();
    // `11-24` is what a form shows of a birthday without its year.
    let short = text.strip_prefix("--").unwrap_or(text);
    let parts = short.split_once('-').filter(|(month, day)| month.len() == 2 && day.len() == 2);
    let leap =
        parts.map(|(month, day)| format!("2000-{month}-{day}")).and_then(|day| day.parse::<Date>().ok());
    if leap.is_some() {
        return Ok(short.to_owned());
    }
    let hint = "write YYYY-MM-DD, or MM-DD without the year; 24.11.1980, 3 March and 3. März 1980 are understood, too";
    let born =
        looked(book, ctx, Looks::Back, None, &|view| born(text, view))?.map_err(|doubt| match doubt {
            Doubt::Which(..) => doubted(doubt),
            _ => Error::usage(format!("{text} is no birthday"), hint),
        })?;
    match born.date() {
        Some(date) if date > today(ctx) => {
            Err(Error::usage(format!("{date} is still to come, and so is no birthday"), hint))
        }
        Some(date) => Ok(date.to_string()),
        None => Ok(format!("{:02}-{:02}", born.month, born.day)),
    }
}

/// The day on which something was made, today where none is said; and once more where one is.
pub(crate) fn made(text: &Option<String>, book: &Book, ctx: &Context) -> Result<(Date, Option<Date>)> {
    let on = past(text, book, ctx)?;
    Ok((on, maybe(text).map(|_| on)))
}

/// Until when something waits, to be said back.
#[derive(Clone, Debug, Default)]
pub(crate) struct Until {
    /// The day, and the time of it where that was said: `2026-03-05 at 17:00`; none where it waits for no day.
    pub day: Option<String>,
    /// Whether that is past already.
    pub is_past: bool,
}

/// Until when something waits, to be said back.
pub(crate) fn until(due: Option<(Date, Option<Time>)>, ctx: &Context) -> Until {
    let is_past = due.is_some_and(|(day, _)| day < today(ctx));
    Until { day: due.map(|(day, time)| by(day, time)), is_past }
}

/// A time of the clock, as lists show it.
pub(crate) fn clock(time: Time) -> String {
    time.strftime("%H:%M").to_string()
}

/// A day that was said, in words.
pub(crate) fn day_in_words(said: &SpokenDay) -> String {
    by(said.day, said.time.filter(|time| time.exact).map(|time| time.time))
}

/// The day, and the time where it was said, in words.
pub(crate) fn by(day: Date, time: Option<Time>) -> String {
    let at = time.map_or_else(String::new, |time| format!(" at {}", clock(time)));
    format!("{day}{at}")
}
