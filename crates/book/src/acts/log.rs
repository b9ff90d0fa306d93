//! Quick capture of something that happened with somebody.

use goodturn_core::days::Said;
use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::{Kind, ShareBody};
use goodturn_core::id::EntryId;
use goodturn_store::rows::Entry;
use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};

use crate::book::{Book, Context};
use crate::contact;
use crate::error::{Error, Result};
use crate::events::follow;
use crate::request::days;
use crate::request::deed::done;
use crate::request::happened::{Happened, title};
use crate::request::resolve::whom;
use crate::request::{Answer, Request, request};

request! {
    Act "log" Log: "Writes down what happened with somebody" {
        who: Positional "Id, e-mail address, or enough of the name",
        text: Rest "What happened; it may name the day (`yesterday`, `last Friday at 5pm`)",
        on: Optional "The day: YYYY-MM-DD, `yesterday`, `last Friday`, `3 days ago` (default today)",
        kind: Optional "mail, meeting, call, message, visit, event or note (default: what the text sounds like)",
        direction: Optional "both (default), in or out",
        about_me: Number "How much of it was about you, from 0 to 100",
    }
}

impl Request for Log {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let (text, said) = told(&self.text, self.on.as_deref(), book, ctx)?;
        if text.chars().all(|c| c == '…' || c == '.' || c.is_whitespace()) {
            return Err(Error::usage(
                "nothing is said of what happened",
                "write it in the place of the dots",
            )
            .at("text"));
        }
        let kind = match self.kind.as_deref() {
            None | Some("") => sounds_like(&text),
            Some(name) => self::kind(name)?,
        };
        let direction = match self.direction.as_deref() {
            None | Some("") => Direction::Both,
            Some(name) => direction(name)?,
        };
        let at = said.as_ref().map_or(Ok(ctx.now), |said| when(said, ctx))?;
        if let Some(percent) = self.about_me.filter(|percent| *percent > 100) {
            return Err(Error::usage(
                format!("{percent} in 100 is more than all of it"),
                "give a number from 0 to 100",
            ));
        }
        let (id, share) = (book.id(ctx.now), EntryId(book.id(ctx.now)));
        let ((summary, id), seq) = book.act(ctx, "log", |writer| {
            let day = goodturn_core::insight::cadence::day(at, &ctx.zone);
            let mut person = whom(writer, &self.who)?;
            if kind != InteractionKind::Note {
                contact::give_way(writer, person.id, day, direction, ctx)?;
                person = writer.person(person.id)?.unwrap_or(person);
            }
            let (title, text) = title(&text);
            let happened = Happened { id, at, kind, direction, title, text, among: 1, origin: None };
            happened.write(writer, &mut person, ctx.now)?;
            writer.put_person(&person)?;
            if kind != InteractionKind::Note {
                let on = goodturn_core::insight::cadence::day(at, &ctx.zone).to_string();
                follow::settled(writer, person.id, &on)?;
            }
            let what = if kind == InteractionKind::Note {
                "noted".to_owned()
            } else {
                format!("logged {}", article(kind.name()))
            };
            let day = goodturn_core::insight::cadence::day(at, &ctx.zone);
            if let Some(percent) = self.about_me {
                let mut entry = Entry::new(share, Kind::Share, person.id, day);
                entry.what.clone_from(&self.text);
                entry.keep(&ShareBody { percent: Some(percent) });
                writer.put_entry(&entry)?;
            }
            let time = said.as_ref().and_then(|said| said.time).filter(|time| time.exact);
            let summary = format!(
                "{what} with {} on {}",
                person.profile.name,
                days::by(day, time.map(|time| time.time))
            );
            let summary =
                if kind == InteractionKind::Note { summary.replace(" with ", " about ") } else { summary };
            writer.summarise(summary.clone());
            Ok((summary, person.id.to_string()))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}

/// A kind by name.
pub(crate) fn kind(name: &str) -> Result<InteractionKind> {
    InteractionKind::named(name).ok_or_else(|| {
        Error::usage(
            format!("there is no kind {name}"),
            "use mail, meeting, call, message, visit, event or note",
        )
    })
}

/// Whose move it was, by name.
pub(crate) fn direction(name: &str) -> Result<Direction> {
    match name {
        "both" => Ok(Direction::Both),
        "in" => Ok(Direction::In),
        "out" => Ok(Direction::Out),
        other => Err(Error::usage(format!("there is no direction {other}"), "use both, in or out")),
    }
}

/// What is to be written down of what a text tells, and the day it was, where that is said.
fn told(text: &str, on: Option<&str>, book: &Book, ctx: &Context) -> Result<(String, Option<Said>)> {
    let whole = text.trim();
    if whole.is_empty() {
        let error = Error::usage("there is nothing to write down", "say in a few words what happened");
        return Err(error.at("text"));
    }
    if let Some(on) = on.filter(|on| !on.trim().is_empty()) {
        return Ok((whole.to_owned(), Some(days::day(on, book, ctx)?)));
    }
    if days::day(whole, book, ctx).is_ok() {
        return Err(days::only_a_day(whole));
    }
    let told = days::told(whole, book, ctx)?;
    Ok((told.words, told.said))
}

/// The same, where the text may say nothing, or only a day.
pub(crate) fn told_if_any(text: &str, book: &Book, ctx: &Context) -> Result<(String, Option<Said>)> {
    if text.trim().is_empty() {
        return Ok((String::new(), None));
    }
    match days::day(text, book, ctx) {
        Ok(said) => Ok((String::new(), Some(said))),
        Err(_) => told(text, None, book, ctx),
    }
}

/// The time of a day that was said, which has to have come. A day without an hour is taken at noon: the same day in
/// nearly every zone.
pub(crate) fn when(said: &Said, ctx: &Context) -> Result<Timestamp> {
    let to_come = || Error::usage(format!("{} is still to come", days::said(said)), "log what has happened");
    let here = |time: Time| ctx.zone.to_timestamp(said.day.to_datetime(time)).map_err(|_| to_come());
    let (today, noon) = (crate::request::parse::today(ctx), Time::constant(12, 0, 0, 0));
    let at = match said.time {
        None if said.day == today => ctx.now,
        None => here(noon)?,
        // Before the middle of a part of the day that part has begun.
        Some(time) if !time.exact && said.day == today => {
            let (middle, hours) = (here(time.time)?, SignedDuration::from_hours(2));
            if middle > ctx.now && middle.duration_since(ctx.now) <= hours { ctx.now } else { middle }
        }
        Some(time) => here(time.time)?,
    };
    if at > ctx.now { Err(to_come()) } else { Ok(at) }
}

/// A word with its article.
fn article(word: &str) -> String {
    let an = word.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {word}", if an { "an" } else { "a" })
}

/// What a text sounds like; a note where it names no contact.
pub(crate) fn sounds_like(text: &str) -> InteractionKind {
    let folded = goodturn_core::channel::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric() && c != '-').collect();
    let kinds = include_str!("sounds.txt").lines().filter_map(|line| line.split_once(": "));
    kinds
        .filter_map(|(kind, known)| Some((InteractionKind::named(kind)?, known)))
        .find(|(_, known)| known.split(' ').any(|known| words.contains(&known)))
        .map_or(InteractionKind::Note, |(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_sounds_like_what_it_tells() {
        assert_eq!(sounds_like("Called about the roof"), InteractionKind::Call);
        assert_eq!(sounds_like("Lunch, she moves to Bern"), InteractionKind::Meeting);
        assert_eq!(sounds_like("likes sailing"), InteractionKind::Note);
        assert_eq!(sounds_like("Gestern wegen der Miete angerufen"), InteractionKind::Call);
        assert_eq!(sounds_like("Am Montag getroffen"), InteractionKind::Meeting);
    }

    #[test]
    fn a_long_text_keeps_a_title() {
        assert_eq!(title("short"), ("short".to_owned(), String::new()));
        let (first, rest) = title("first\nsecond");
        assert_eq!((first.as_str(), rest.as_str()), ("first", "first\nsecond"));
    }
}
