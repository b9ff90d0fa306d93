//! Never reminds of somebody, or of a matter of today, again, until told otherwise.

use goodturn_core::insight::cadence::Cadence;
use goodturn_store::Writer;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::resolve::resolve_person;
use crate::request::{Request, request};
use crate::today::later::PutOff;
use crate::today::snooze::{Each, by_line};

request! {
    Act "mute" Mute: "Never reminds of somebody again, until told otherwise" -> done {
        who: Rest(Line) "Id, e-mail address, or enough of the name; or the numbers of lines of today's list",
        off: Switch "Remind of them again, as their closeness says",
    }
    examples {
        { who: "Ada" } "",
        { who: "Ada", off } "",
    }
}

impl Request for Mute {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let put_off = PutOff::new(book, ctx, None, true, self.off);
        by_line(book, ctx, "mute", &self.who, &put_off, &|writer, who| muted(writer, who, self.off))
    }
}

fn muted(writer: &mut Writer<'_>, who: &str, off: bool) -> Result<Each> {
    let mut person = resolve_person(writer, who)?;
    let id = Some(person.id);
    // Who has a rhythm of their own and is not muted keeps it.
    if (person.cadence == Cadence::Never) != off {
        return Ok((messages::muted_already(&person, off), id, false));
    }
    person.cadence = if off { Cadence::ByRank } else { Cadence::Never };
    writer.put_person(&person)?;
    Ok((messages::muted(&person, off), id, true))
}
