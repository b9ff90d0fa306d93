//! Puts tags on somebody, or takes them off.

use goodturn_core::channel::fold;
use goodturn_core::draft::ValueKind;

use super::{done, settle, typed};
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::{Error, Result};
use crate::whom::whom;

request! {
    Act "tag" Tag: "Puts tags on somebody, or takes them off" {
        who: Positional "Id, e-mail address, or enough of the name",
        tags: Rest "The tags, separated by commas",
        off: Switch "Take them off instead",
    }
}

impl Request for Tag {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let tags: Vec<&str> = self.tags.split(',').map(str::trim).filter(|tag| !tag.is_empty()).collect();
        if tags.is_empty() {
            return Err(Error::usage("there is no tag to put on", "write tags separated by commas"));
        }
        let ((summary, id), seq) = book.act(ctx, "tag", |writer| {
            let mut person = whom(writer, &self.who)?;
            let known = writer.details(person.id)?;
            for tag in &tags {
                let found = known.iter().find(|detail| {
                    detail.value.kind == ValueKind::Tag && fold(&detail.value.text) == fold(tag)
                });
                match found {
                    Some(detail) if self.off => writer.remove_detail(detail)?,
                    None if !self.off => {
                        let detail = book.detail(writer, ctx, &person, typed(ValueKind::Tag, tag)?)?;
                        writer.put_detail(&detail)?;
                    }
                    _ => {}
                }
            }
            settle(writer, &mut person)?;
            let verb = if self.off { "took off" } else { "tagged" };
            let summary = format!("{verb} {}: {}", person.profile.name, tags.join(", "));
            writer.summarise(summary.clone());
            Ok((summary, person.id.to_string()))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}
