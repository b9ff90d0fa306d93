//! Answers lines of today by their numbers: what was promised is kept, whom to be in touch with was.

use goodturn_core::days::SpokenDay;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::{Kind, PromiseBody};
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence;
use goodturn_core::state;
use goodturn_core::words::Words;
use goodturn_store::Writer;
use goodturn_store::rows::Person;
use jiff::Timestamp;
use jiff::civil::Date;

use super::messages;
use crate::book::{Book, Context};
use crate::contact;
use crate::error::Result;
use crate::events::capture::FollowBody;
use crate::events::follow;
use crate::promises::promise::{kept_on, kept_title};
use crate::request::days;
use crate::request::happened::{Happened, title};
use crate::request::parse;
use crate::request::resolve::{gone, resolve_person};
use crate::request::told::{sounds_like, told_if_any, when};
use crate::request::{Request, request};
use crate::today::shown::{self, Shown};
use crate::words::thanks::thanked;

request! {
    Act "done" Done: "Says that lines of today are done, by their numbers: what was promised is kept, whom to write to was written to" -> done {
        lines: Rest(Sentence) "The numbers of lines of today's list; then, if you like, what happened",
    }
    examples {
        { lines: "2" } "line 2 of “today”: kept, thanked, or been in touch",
        { lines: "1 3 called" } "two lines, and how",
    }
}

impl Request for Done {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (numbers, text) = parted(&self.lines, book, ctx);
        if numbers.is_empty() {
            return Err(messages::no_number(self.lines.trim()));
        }
        let (text, said) = told_if_any(&text, book, ctx)?;
        let at = said.as_ref().map(|said| when(said, ctx)).transpose()?;
        let told = Note { text, at };
        book.act(ctx, "done", |writer| {
            let lines = shown::numbered(writer, &numbers)?;
            let mut words = Vec::new();
            for line in &lines {
                words.push(answered(writer, line, &told, book, ctx)?);
            }
            let person = match lines.as_slice() {
                [one] => Some(one.person),
                _ => None,
            };
            Ok(crate::request::Done { person, ..crate::request::Done::of(Words::joined(words, "; ")) })
        })
    }
}

/// The numbers of lines, and the rest of a text. A last number that a day begins with is the day's: `1 3 days ago`.
fn parted(text: &str, book: &Book, ctx: &Context) -> (Vec<usize>, String) {
    let (numbers, rest) = shown::numbers(text);
    let front = text.trim();
    let front = front[..front.len() - rest.len()].trim_end_matches(|c: char| c.is_whitespace() || c == ',');
    if let Some((before, last)) = front.rsplit_once(|c: char| c.is_whitespace() || c == ',') {
        let whole = format!("{last} {rest}");
        let of_day = |said: SpokenDay| said.span.start == 0 && said.span.end > last.len();
        // A figure alone is the number of a line.
        let only_a_day = !rest.is_empty() && days::day(&whole, book, ctx).is_ok();
        if only_a_day || days::happening(&whole, book, ctx).is_ok_and(|told| told.said.is_some_and(of_day)) {
            return (shown::numbers(before).0, whole);
        }
    }
    (numbers, rest.to_owned())
}

/// What is told of a deed beside that it was done.
struct Note {
    /// In words, without the day; empty where nothing is told.
    text: String,
    /// When it was, where that is said.
    at: Option<Timestamp>,
}

impl Note {
    fn day(&self, ctx: &Context) -> Date {
        cadence::day(self.at.unwrap_or(ctx.now), &ctx.zone)
    }
}

/// Does what a line waits for; answers what to say of it.
fn answered(writer: &mut Writer<'_>, line: &Shown, told: &Note, book: &Book, ctx: &Context) -> Result<Words> {
    let code = line.entry.as_deref().unwrap_or_default();
    let (words, entry, direction, of) = match line.deed.name.as_ref() {
        "log" => return touched(writer, line, told, book, ctx),
        // Theirs that is late is offered to be let go; done is kept.
        "keep" | "release" => {
            let entry = parse::entry(writer, &[Kind::Promise], code)?;
            let (words, entry) = kept_on(writer, entry, None, told.day(ctx), book, ctx)?;
            let direction = if entry.body::<PromiseBody>()?.theirs { Direction::In } else { Direction::Out };
            let of = kept_title(&entry.what);
            (words, entry, direction, of)
        }
        "thank" => {
            let entry = parse::entry(writer, &[Kind::Word], code)?;
            let (words, entry) = thanked(writer, entry, told.day(ctx))?;
            (words, entry, Direction::Out, messages::THANKED.to_owned())
        }
        "follow-up" => {
            let entry = parse::entry(writer, &[Kind::FollowUp], code)?;
            let (words, entry) = follow::ended(writer, entry, state::FollowUp::Done, told.day(ctx))?;
            let event = entry.body::<FollowBody>()?.event;
            let event = Some(event.as_str()).filter(|event| !event.is_empty());
            let of = messages::followed_up(event).to_string();
            (words, entry, Direction::Out, of)
        }
        _ => {
            let kind = line.kind.replace('_', " ");
            return Err(messages::has_to_be_said(&kind, &line.name, line.deed.clone()));
        }
    };
    let noted = noted(writer, entry.person, (direction, &of), told, book, ctx)?;
    let on = told.at.map(|_| told.day(ctx));
    Ok(messages::told(words, on, noted.then_some(told.text.as_str())))
}

/// Writes down beside a deed what is told of it, on its day; answers whether anything is.
fn noted(
    writer: &mut Writer<'_>,
    who: PersonId,
    (direction, of): (Direction, &str),
    told: &Note,
    book: &Book,
    ctx: &Context,
) -> Result<bool> {
    if told.text.is_empty() || who == PersonId::ME {
        return Ok(false);
    }
    let kind = sounds_like(&told.text);
    // Who talks is in touch both ways; what is sent goes one way.
    let talk = !matches!(kind, InteractionKind::Note | InteractionKind::Mail | InteractionKind::Message);
    let direction = if talk { Direction::Both } else { direction };
    write(writer, who, (kind, direction, &format!("{of} ({})", told.text)), told, book, ctx)?;
    Ok(true)
}

/// Writes down a contact of the day that is told.
fn write(
    writer: &mut Writer<'_>,
    who: PersonId,
    (kind, direction, text): (InteractionKind, Direction, &str),
    told: &Note,
    book: &Book,
    ctx: &Context,
) -> Result<Person> {
    let kind = Some(kind).filter(|kind| *kind != InteractionKind::Note).unwrap_or(InteractionKind::Message);
    let day = told.day(ctx);
    contact::give_way(writer, who, day, direction, ctx)?;
    let mut person = writer.person(who)?.ok_or_else(gone)?;
    let (id, at) = (book.id(ctx.now), told.at.unwrap_or(ctx.now));
    let (title, text) = title(text);
    let happened = Happened { id, at, kind, direction, title, text, among: 1, origin: None };
    happened.write(writer, &mut person, ctx.now)?;
    writer.put_person(&person)?;
    follow::settled(writer, who, day)?;
    Ok(person)
}

/// Writes down that one was in touch with somebody.
fn touched(writer: &mut Writer<'_>, line: &Shown, told: &Note, book: &Book, ctx: &Context) -> Result<Words> {
    let birthday = line.kind == "birthday";
    let (kind, direction, text) = match (told.text.as_str(), birthday) {
        ("", true) => (InteractionKind::Message, Direction::Out, messages::BIRTHDAY_WISHES),
        ("", false) => (InteractionKind::Message, Direction::Both, messages::IN_TOUCH),
        (text, _) => (sounds_like(text), Direction::Both, text),
    };
    let who = resolve_person(writer, &line.person.to_string())?.id;
    let person = write(writer, who, (kind, direction, text), told, book, ctx)?;
    Ok(messages::logged(person, told.day(ctx), &title(text).0))
}
