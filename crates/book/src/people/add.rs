//! Writes somebody into the book.

use goodturn_core::draft::ValueKind;
use goodturn_core::id::{PersonId, Seq};
use goodturn_store::rows::Person;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::days;
use crate::request::deed::{nobody_elses, refresh_profile, typed};
use crate::request::parse;
use crate::request::{Done, Request, request};

request! {
    Act "add" Add: "Writes somebody into the book" -> done {
        name: Rest(Line) "Their name",
        email: Many(Email) "An e-mail address",
        phone: Many(Phone) "A phone number",
        organisation: Optional(Line) "Where they work or belong",
        title: Optional(Line) "What they do there",
        birthday: Optional(Birthday) "YYYY-MM-DD, “24.11.1980”, “3 March 1980”; or MM-DD, “3 March” without the year",
        note: Optional(Text) "Anything worth remembering",
        tag: Many(Line) "A tag",
    }
    examples {
        { name: "Ada Brook", email: "ada@brook.example", tag: "choir" } "",
        { name: "Ben Carver", birthday: "03-10" } "",
    }
}

impl Request for Add {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let birthday =
            parse::maybe(&self.birthday).map(|text| days::birthday(text, book, ctx)).transpose()?;
        let mut values = vec![typed(ValueKind::Name, &self.name)?];
        for (kind, texts) in
            [(ValueKind::Email, &self.email), (ValueKind::Phone, &self.phone), (ValueKind::Tag, &self.tag)]
        {
            for text in texts {
                values.push(typed(kind, text)?);
            }
        }
        for (kind, text) in [
            (ValueKind::Organisation, &self.organisation),
            (ValueKind::Title, &self.title),
            (ValueKind::Birthday, &birthday),
            (ValueKind::Note, &self.note),
        ] {
            if let Some(text) = text.as_ref().filter(|text| !text.trim().is_empty()) {
                values.push(typed(kind, text)?);
            }
        }
        let done = book.act(ctx, "add", |writer| {
            let mut person = Person::new(PersonId(book.id(ctx.now)), ctx.now);
            for value in &values {
                let detail = book.detail(writer, ctx, &person, value.clone())?;
                nobody_elses(writer, &detail)?;
                writer.put_detail(&detail)?;
            }
            refresh_profile(writer, &mut person)?;
            Ok(Done::of(messages::added(&person)).about(person.id))
        })?;
        let notes = book.perhaps_known(ctx, Seq(done.seq));
        Ok(done.with_notes(notes))
    }
}
