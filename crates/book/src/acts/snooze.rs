//! Leaves somebody out of today's list for a while.

use goodturn_core::insight::cadence::day;
use goodturn_store::writer::Keep;
use jiff::{SignedDuration, Timestamp};

use super::done;
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::Result;
use crate::whom::whom;

request! {
    Act "snooze" Snooze: "Leaves somebody out of today's list for a while" {
        who: Positional "Id, e-mail address, or enough of the name",
        days: Number "For how many days (default 7); 0 ends it",
    }
}

impl Request for Snooze {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let days = self.days.unwrap_or(7).min(3650);
        let until = ctx.now.checked_add(SignedDuration::from_hours(24 * i64::from(days)));
        // Beyond the end of the calendar nothing is said any more.
        let until = until.unwrap_or(Timestamp::MAX);
        let ((summary, id), seq) = book.act_if_any(ctx, "snooze", |writer| {
            let mut person = whom(writer, &self.who)?;
            let (name, id) = (person.profile.name.clone(), person.id.to_string());
            let left_out = person.snoozed.filter(|until| *until > ctx.now);
            if left_out.is_some_and(|before| day(before, &ctx.zone) == day(until, &ctx.zone)) {
                let until = day(until, &ctx.zone);
                let summary = format!("nothing changed: {name} is left out of today until {until} already");
                return Ok(((summary, id), Keep::No));
            }
            if days == 0 && left_out.is_none() {
                let summary = format!("nothing changed: {name} is not left out of today");
                return Ok(((summary, id), Keep::No));
            }
            person.snoozed = Some(until).filter(|until| *until > ctx.now);
            writer.put_person(&person)?;
            let summary = if days == 0 {
                format!("{name} may stand in today again")
            } else {
                format!("left {name} out of today for {}", count(days))
            };
            writer.summarise(summary.clone());
            Ok(((summary, id), Keep::Yes))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}

fn count(days: u32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}
