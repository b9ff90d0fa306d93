//! Never reminds of somebody again, until told otherwise.

use goodturn_core::insight::cadence::Cadence;
use goodturn_store::writer::Keep;

use super::done;
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::Result;
use crate::whom::whom;

request! {
    Act "mute" Mute: "Never reminds of somebody again, until told otherwise" {
        who: Positional "Id, e-mail address, or enough of the name",
        off: Switch "Remind of them again, as their closeness says",
    }
}

impl Request for Mute {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let ((summary, id), seq) = book.act_if_any(ctx, "mute", |writer| {
            let mut person = whom(writer, &self.who)?;
            let (name, id) = (person.profile.name.clone(), person.id.to_string());
            // Who has a rhythm of their own and is not muted keeps it.
            if (person.cadence == Cadence::Never) != self.off {
                let is = if self.off { "is not muted" } else { "is muted already" };
                return Ok(((format!("nothing changed: {name} {is}"), id), Keep::No));
            }
            person.cadence = if self.off { Cadence::ByRank } else { Cadence::Never };
            writer.put_person(&person)?;
            let verb = if self.off { "unmuted" } else { "muted" };
            let summary = format!("{verb} {name}");
            writer.summarise(summary.clone());
            Ok(((summary, id), Keep::Yes))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}
