//! Quick capture of something that happened with somebody.

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::entry::{Kind, ShareBody};
use goodturn_core::id::EntryId;
use goodturn_store::rows::Entry;

use super::messages;
use crate::book::{Book, Context};
use crate::contact;
use crate::error::Result;
use crate::events::follow;
use crate::request::days;
use crate::request::happened::{Happened, title};
use crate::request::resolve::resolve_person;
use crate::request::told::{Move, sounds_like, text_and_day, when};
use crate::request::{Done, Request, request};

request! {
    Act "log" Log: "Writes down what happened with somebody" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        text: Rest(Text) "What happened; it may name the day (“yesterday”, “last Friday at 5pm”)",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday”, “3 days ago” (default today)",
        kind: Optional(OneOf(InteractionKind)) "mail, meeting, call, message, visit, event or note (default: what the text sounds like)",
        direction: Optional(OneOf(Move)) "both (default), in or out",
        about_me: Number(Between(0, 100)) "How much of it was about you, from 0 to 100",
    }
    examples {
        { who: "Ada", text: "lunch yesterday" } "a meeting, on its day",
        { who: "Ada", text: "called about the table", on: "last Friday" } "a call",
        { who: "Ada", text: "likes oak", kind: "note" } "no contact, only a note",
        { who: "Ada", text: "lunch", about_me: 80 } "mostly about you",
    }
}

impl Request for Log {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (text, said) = text_and_day(&self.text, self.on.as_deref(), book, ctx)?;
        if text.chars().all(|c| c == '…' || c == '.' || c.is_whitespace()) {
            return Err(messages::nothing_happened());
        }
        let kind = self.kind.unwrap_or_else(|| sounds_like(&text));
        let direction = self.direction.map_or(Direction::Both, Direction::from);
        let at = said.as_ref().map_or(Ok(ctx.now), |said| when(said, ctx))?;
        let (happened, share) = (book.id(ctx.now), EntryId(book.id(ctx.now)));
        book.act(ctx, "log", |writer| {
            let day = goodturn_core::insight::cadence::day(at, &ctx.zone);
            let mut person = resolve_person(writer, &self.who)?;
            if kind != InteractionKind::Note {
                contact::give_way(writer, person.id, day, direction, ctx)?;
                person = writer.person(person.id)?.unwrap_or(person);
            }
            let (title, text) = title(&text);
            let contact = Happened { id: happened, at, kind, direction, title, text, among: 1, origin: None };
            contact.write(writer, &mut person, ctx.now)?;
            writer.put_person(&person)?;
            if kind != InteractionKind::Note {
                follow::settled(writer, person.id, day)?;
            }
            let day = goodturn_core::insight::cadence::day(at, &ctx.zone);
            if let Some(percent) = self.about_me {
                let mut entry = Entry::new(share, Kind::Share, person.id, day);
                entry.what.clone_from(&self.text);
                entry.keep(&ShareBody { percent: Some(percent) })?;
                writer.put_entry(&entry)?;
            }
            let time = said.as_ref().and_then(|said| said.time).filter(|time| time.exact);
            let on = days::by(day, time.map(|time| time.time));
            Ok(Done::of(messages::logged(kind, &person, &on)).about(person.id).made(happened))
        })
    }
}
