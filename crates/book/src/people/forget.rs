//! Takes somebody out of the book with everything that is only theirs.

use super::messages;
pub use super::messages::KEPT;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::deed::done;
use crate::request::resolve::resolve_person;
use crate::request::{Request, request};

request! {
    Act(Removes) "forget" Forget: "Takes somebody out of the book with everything that is only theirs" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
    }
    examples {
        { who: "Ada" } "",
    }
}

impl Request for Forget {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let (summary, seq) = book.act(ctx, "forget", |writer| {
            let person = resolve_person(writer, &self.who)?;
            writer.forget(person.id)?;
            let summary = messages::forgot(&person.profile.name).to_string();
            writer.summarise(summary.clone());
            Ok(summary)
        })?;
        Ok(done((summary, None, seq)).with_notes(vec![KEPT.to_owned()]))
    }
}
