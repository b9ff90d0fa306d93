//! Never reminds of somebody again, until told otherwise.

use goodturn_core::insight::cadence::Cadence;

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
        let ((summary, id), seq) = book.act(ctx, "mute", |writer| {
            let mut person = whom(writer, &self.who)?;
            person.cadence = if self.off { Cadence::ByRank } else { Cadence::Never };
            writer.put_person(&person)?;
            let verb = if self.off { "unmuted" } else { "muted" };
            let summary = format!("{verb} {}", person.profile.name);
            writer.summarise(summary.clone());
            Ok((summary, person.id.to_string()))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}
