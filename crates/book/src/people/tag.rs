//! Puts tags on somebody, or takes them off.

use goodturn_core::channel::fold;
use goodturn_core::draft::ValueKind;
use goodturn_store::writer::Keep;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::{refresh_profile, typed};
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

request! {
    Act "tag" Tag: "Puts tags on somebody, or takes them off" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        tags: Rest(Tags) "The tags, separated by commas",
        off: Switch "Take them off instead",
    }
    examples {
        { who: "Ada", tags: "choir, mentor" } "puts both on",
        { who: "Ada", tags: "choir", off } "takes one off",
    }
}

impl Request for Tag {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let tags: Vec<&str> = self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect();
        if tags.is_empty() {
            return Err(messages::no_tag());
        }
        book.act_if_any(ctx, "tag", |writer| {
            let mut person = resolve_person(writer, &self.who)?;
            let known = writer.details(person.id)?;
            let mut changed: Vec<&str> = Vec::new();
            for tag in &tags {
                if changed.iter().any(|done| fold(done) == fold(tag)) {
                    continue;
                }
                let found = known.iter().find(|detail| {
                    detail.value.kind == ValueKind::Tag && fold(&detail.value.text) == fold(tag)
                });
                match found {
                    Some(detail) if self.off => writer.remove_detail(detail)?,
                    None if !self.off => {
                        let detail = book.detail(writer, ctx, &person, typed(ValueKind::Tag, tag)?)?;
                        writer.put_detail(&detail)?;
                    }
                    _ => continue,
                }
                changed.push(tag);
            }
            if changed.is_empty() {
                let summary = messages::not_tagged(&person, &tags, self.off);
                return Ok((Done::of(summary).about(person.id), Keep::No));
            }
            refresh_profile(writer, &mut person)?;
            Ok((Done::of(messages::tagged(&person, &changed, self.off)).about(person.id), Keep::Yes))
        })
    }
}
