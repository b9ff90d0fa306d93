//! Quick capture of something that happened with somebody.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::{Kind, ShareBody};
use goodturn_core::id::EntryId;
use goodturn_store::rows::Entry;

use super::{Happened, done};
use crate::acts::days;
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::{Error, Result};
use crate::events::follow;
use crate::whom::whom;

request! {
    Act "log" Log: "Writes down what happened with somebody" {
        who: Positional "Id, e-mail address, or enough of the name",
        text: Rest "What happened; begins or ends with the day, if you like (`yesterday`, `last Friday`)",
        on: Optional "The day: YYYY-MM-DD, `yesterday`, `last Friday`, `3 days ago` (default today)",
        kind: Optional "mail, meeting, call, message, visit, event or note (default: what the text sounds like)",
        direction: Optional "both (default), in or out",
        about_me: Number "How much of it was about you, from 0 to 100",
    }
}

impl Request for Log {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let today = goodturn_core::insight::cadence::day(ctx.now, &ctx.zone);
        let (text, said) = match self.on.as_deref().filter(|on| !on.trim().is_empty()) {
            Some(on) => (self.text.trim().to_owned(), Some(days::day(on, today).ok_or_else(|| no_day(on))?)),
            None => days::in_text(&self.text, today),
        };
        if text.is_empty() {
            return Err(Error::usage("there is nothing to write down", "say in a few words what happened"));
        }
        if said.is_none() && days::day(&text, today).is_some() {
            let hint = format!("say also what happened, as in \"lunch {text}\"");
            return Err(Error::usage(format!("{text:?} is only a day"), hint));
        }
        let kind = match self.kind.as_deref() {
            None | Some("") => sounds_like(&text),
            Some(name) => InteractionKind::named(name).ok_or_else(|| {
                Error::usage(
                    format!("there is no kind {name}"),
                    "use mail, meeting, call, message, visit, event or note",
                )
            })?,
        };
        let direction = match self.direction.as_deref() {
            None | Some("" | "both") => Direction::Both,
            Some("in") => Direction::In,
            Some("out") => Direction::Out,
            Some(other) => {
                return Err(Error::usage(format!("there is no direction {other}"), "use both, in or out"));
            }
        };
        let at = match said {
            // A day without an hour is taken at noon: the same day in nearly every zone.
            Some(day) if day != today => {
                ctx.zone.to_timestamp(day.at(12, 0, 0, 0)).map_err(|_| no_day(&day.to_string()))?
            }
            _ => ctx.now,
        };
        if at > ctx.now {
            let hint = if self.on.is_some() {
                "log what has happened"
            } else {
                "log what has happened; where the text only speaks of that day, say with --on when it was"
            };
            return Err(Error::usage("that day is still to come", hint));
        }
        if let Some(percent) = self.about_me.filter(|percent| *percent > 100) {
            return Err(Error::usage(
                format!("{percent} in 100 is more than all of it"),
                "give a number from 0 to 100",
            ));
        }
        let (id, share) = (book.id(ctx.now), EntryId(book.id(ctx.now)));
        let ((summary, id), seq) = book.act(ctx, "log", |writer| {
            let mut person = whom(writer, &self.who)?;
            let (title, text) = title(&text);
            let happened = Happened { id, at, kind, direction, title, text, among: 1 };
            happened.write(writer, &mut person, ctx.now)?;
            writer.put_person(&person)?;
            if kind != InteractionKind::Note {
                let on = goodturn_core::insight::cadence::day(at, &ctx.zone).to_string();
                follow::settled(writer, person.id, &on)?;
            }
            let what = if kind == InteractionKind::Note {
                "noted".to_owned()
            } else {
                format!("logged a {}", kind.name())
            };
            let day = goodturn_core::insight::cadence::day(at, &ctx.zone);
            if let Some(percent) = self.about_me {
                let mut entry = Entry::new(share, Kind::Share, person.id, day);
                entry.what.clone_from(&self.text);
                entry.keep(&ShareBody { percent: Some(percent) });
                writer.put_entry(&entry)?;
            }
            let summary = format!("{what} with {} on {day}", person.profile.name);
            let summary =
                if kind == InteractionKind::Note { summary.replace(" with ", " about ") } else { summary };
            writer.summarise(summary.clone());
            Ok((summary, person.id.to_string()))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}

fn no_day(text: &str) -> Error {
    Error::usage(format!("{text:?} is no day"), "write YYYY-MM-DD, yesterday, last Friday or 3 days ago")
}

/// The first line, at most 200 characters, and the whole text where that is more.
fn title(text: &str) -> (String, String) {
    let first = text.lines().next().unwrap_or("");
    let title: String = first.chars().take(200).collect();
    let rest = if title.len() == text.len() { String::new() } else { text.to_owned() };
    (title, rest)
}

/// What a text sounds like; a note where it names no contact.
fn sounds_like(text: &str) -> InteractionKind {
    let folded = goodturn_core::channel::fold(text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).collect();
    let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if any(&["call", "called", "phone", "phoned", "rang", "spoke", "zoom", "teams", "facetime"]) {
        InteractionKind::Call
    } else if any(&["visit", "visited", "stayed"]) {
        InteractionKind::Visit
    } else if any(&[
        "met",
        "meet",
        "meeting",
        "lunch",
        "coffee",
        "dinner",
        "breakfast",
        "drinks",
        "beer",
        "tea",
        "walk",
    ]) {
        InteractionKind::Meeting
    } else if any(&["mail", "mailed", "email", "emailed", "wrote", "letter"]) {
        InteractionKind::Mail
    } else if any(&["message", "messaged", "texted", "chatted", "chat", "pinged", "dm", "whatsapp", "signal"])
    {
        InteractionKind::Message
    } else if any(&["conference", "event", "party", "wedding", "workshop", "meetup"]) {
        InteractionKind::Event
    } else {
        InteractionKind::Note
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_sounds_like_what_it_tells() {
        assert_eq!(sounds_like("Called about the roof"), InteractionKind::Call);
        assert_eq!(sounds_like("Lunch, she moves to Bern"), InteractionKind::Meeting);
        assert_eq!(sounds_like("likes sailing"), InteractionKind::Note);
    }

    #[test]
    fn a_long_text_keeps_a_title() {
        assert_eq!(title("short"), ("short".to_owned(), String::new()));
        let (first, rest) = title("first\nsecond");
        assert_eq!((first.as_str(), rest.as_str()), ("first", "first\nsecond"));
    }
}
