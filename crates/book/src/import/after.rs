//! What follows an import: those who are in the book twice since then.

use std::time::Instant;

use goodturn_core::id::Seq;

use super::messages;
use super::report::Report;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{Phase, Progress, Watch};

impl Book {
    /// What is to be done after an import that brought something: certain pairs are merged where that is allowed, and the
    /// report says so and how many pairs are left to decide on. What was imported stays, whatever becomes of this.
    pub(super) fn after_import(&self, report: &mut Report, ctx: &Context, watch: Watch<'_>) {
        if report.all.added + report.all.updated == 0 || report.stopped {
            return;
        }
        let comparing = Progress { phase: Phase::Comparing, seconds: report.seconds, ..Progress::default() };
        if watch(&comparing).is_break() {
            return;
        }
        let began = Instant::now();
        if let Err(error) = self.look_after_import(report, ctx) {
            report.noticed.push(messages::not_looked(&error.message).to_string());
        }
        report.seconds += began.elapsed().as_secs_f64();
    }

    fn look_after_import(&self, report: &mut Report, ctx: &Context) -> Result<()> {
        if self.settings()?.merge_certain {
            report.merged.extend(self.merge_certain(ctx)?.0.into_iter().map(|(_, said)| said));
        } else if self.is_large()? {
            report.duplicates = self.pairs_of_new(Seq(report.seq.unwrap_or(0)), ctx)?;
            return Ok(());
        }
        report.duplicates = self.pairs_to_ask(ctx)?;
        Ok(())
    }
}
