//! A question that somebody was asked, so that it is not asked twice.

use goodturn_core::entry::Kind;
use goodturn_core::gains::{Part, part_of};
use goodturn_core::id::EntryId;
use goodturn_store::rows::Entry;

use super::{messages, profile};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days;
use crate::request::deed::entered;
use crate::request::parse;
use crate::request::resolve::resolve_person;
use crate::request::{Request, request};

request! {
    Act "asked" Asked: "Says that you asked somebody a question; one of your own joins the list for everybody" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        what: MaybePositional(Sentence) "The question (default: the one that is next for them)",
        r#as: Optional(OneOf(Part)) "Of a question of your own, where its answer belongs: goals, accomplishments, interests, networks or skills",
        on: Optional(Past) "The day: YYYY-MM-DD, “yesterday”, “last Friday” (default today)",
    }
    examples {
        { who: "Ada" } "the one that “question” shows",
        { who: "Ada", what: "What do you sing?", r#as: "interests" } "",
    }
}

impl Request for Asked {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (on, made) = days::made(&self.on, book, ctx)?;
        let id = EntryId(book.id(ctx.now));
        entered(book, ctx, "asked", |writer| {
            let person = resolve_person(writer, &self.who)?;
            let (text, part) = match parse::maybe(&self.what) {
                Some(text) => {
                    (text.to_owned(), self.r#as.or_else(|| part_of(text)).unwrap_or(Part::Interests))
                }
                None => {
                    let next = profile::next(writer, person.id)?
                        .ok_or_else(|| messages::asked_everything(&person.profile.name))?;
                    (next.text, next.part)
                }
            };
            let before = writer.entries_of(person.id, Kind::Question)?;
            if let Some(old) = before.iter().find(|old| old.what.eq_ignore_ascii_case(&text)) {
                return Err(messages::asked_before(&person.profile.name, &old.day.to_string()));
            }
            let mut entry = Entry::new(id, Kind::Question, person.id, on);
            entry.state = part.into();
            entry.what.clone_from(&text);
            writer.put_entry(&entry)?;
            Ok((messages::asked(&person, &text, made), entry))
        })
    }
}
