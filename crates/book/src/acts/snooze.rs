//! Leaves somebody out of today's list for a while.

use jiff::{SignedDuration, Timestamp};

use super::done;
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::Result;
use crate::whom::whom;

request! {
    Act "snooze" Snooze: "Leaves somebody out of today's list for a while" {
        who: Positional "Id, e-mail address, or enough of the name",
        days: Number "For how many days (default 7)",
    }
}

impl Request for Snooze {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let days = self.days.unwrap_or(7).min(3650);
        let ((summary, id), seq) = book.act(ctx, "snooze", |writer| {
            let mut person = whom(writer, &self.who)?;
            let until = ctx.now.checked_add(SignedDuration::from_hours(24 * i64::from(days)));
            // Beyond the end of the calendar nothing is said any more.
            person.snoozed = Some(until.unwrap_or(Timestamp::MAX));
            writer.put_person(&person)?;
            let summary = format!("left {} out of today for {days} days", person.profile.name);
            writer.summarise(summary.clone());
            Ok((summary, person.id.to_string()))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}
