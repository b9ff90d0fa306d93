//! Takes somebody out of the book with everything that is only theirs; for good, out of the journal as well.

use super::messages;
pub use super::messages::KEPT;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::resolve::{resolve_person, was_merged};
use crate::request::{Done, Request, WayBack, request};

request! {
    Act(Removes) "forget" Forget: "Takes somebody out of the book with everything that is only theirs" -> done {
        who: Positional(Person) "Id, e-mail address, or enough of the name",
        for_good: Switch "Out of the journal too, so that nothing of them is left in the file and no undo brings them back",
    }
    examples {
        { who: "Ada" } "",
        { who: "Ben", for_good } "nothing brings him back",
    }
}

impl Request for Forget {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        if self.for_good {
            return for_good(&self.who, book, ctx);
        }
        book.act(ctx, "forget", |writer| {
            let person = resolve_person(writer, &self.who)?;
            writer.forget(person.id)?;
            Ok(Done::of(messages::forgot(&person)).with_notes(vec![messages::KEPT]))
        })
    }
}

/// Forgets somebody, and has what is left of them in the database overwritten.
fn for_good(who: &str, book: &Book, ctx: &Context) -> Result<Done> {
    let done = book.act(ctx, "forget", |writer| {
        // Who was merged is a part of another, who is not meant.
        if let Some(other) = was_merged(writer, who)? {
            return Err(messages::is_part_of(&other));
        }
        let person = resolve_person(writer, who)?;
        let scrubbed = writer.forget_for_good(person.id)?;
        let done = Done::of(messages::FORGOT_FOR_GOOD).with_notes(messages::left_of_them(scrubbed));
        Ok(Done { way_back: WayBack::Never, ..done })
    })?;
    book.sweep()?;
    Ok(done)
}
