//! `import`: progress on a terminal, Ctrl-C, the report.

use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use goodturn_book::import::deed::ImportOf;
use goodturn_book::import::report::Counts;
use goodturn_book::import::{Phase, Progress, Report};
use goodturn_book::request::{Answer, Entry};
use goodturn_book::{Book, Context, Error};
use goodturn_core::sentence;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::Value;

use super::{owner, print};

/// Runs an import; whose the mail is, is asked where nobody has said it.
pub(super) fn import(entry: &Entry, mut fields: Value, book: &Book, ctx: &Context) -> Result<Answer, Error> {
    let asked = ImportOf::read(&fields)?.asked();
    if asked.me.is_empty()
        && book.settings()?.me.is_empty()
        && let Some(me) = owner::owner(&asked.paths)
    {
        fields["me"] = Value::from(vec![me]);
    }
    let stop = Arc::new(AtomicBool::new(false));
    let asked_to_stop = Arc::clone(&stop);
    // Without a handler Ctrl-C ends the program at once, which is safe too.
    let _ = ctrlc::set_handler(move || asked_to_stop.store(true, Ordering::Relaxed));
    let bar = bar();
    let answer = entry.run_watched(fields, book, ctx, &mut |progress| {
        show(&bar, progress);
        if stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    bar.finish_and_clear();
    Ok(answer)
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::stderr_with_hz(8));
    if let Ok(style) = ProgressStyle::with_template("{bar:32} {bytes}/{total_bytes}  {msg}  {eta} left") {
        bar.set_style(style);
    }
    bar
}

/// What is done that no count of bytes measures.
fn waiting(bar: &ProgressBar, phase: Phase) {
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}  {elapsed}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar.set_message(phase.words());
}

fn show(bar: &ProgressBar, progress: &Progress) {
    if progress.phase != Phase::Reading {
        return waiting(bar, progress.phase);
    }
    bar.set_length(progress.total.max(progress.bytes));
    bar.set_position(progress.bytes);
    let rate = progress.items as f64 / progress.seconds.max(0.001);
    let (items, rate) = (progress.items, format!("{rate:.0}"));
    let said = sentence!["{items|1 item|# items}, {rate} a second", items, rate].to_string();
    bar.set_message(print::harmless(&said).into_owned());
}

/// What an import came to.
pub(super) fn words(report: &Report) {
    for source in &report.sources {
        let format = if source.format.is_empty() { String::new() } else { format!(" ({})", source.format) };
        print::line(&format!("{}{format}", source.name));
        counts(&source.counts);
    }
    if report.sources.len() != 1 {
        print::line(&format!("All {} sources", report.sources.len()));
        counts(&report.all);
    }
    for noticed in report.noticed.iter().take(20) {
        print::line(&format!("  noticed: {noticed}"));
    }
    if report.noticed.len() > 20 {
        print::line(&format!("  noticed: {} more", report.noticed.len() - 20));
    }
    if let Some(nobody) = report.nobody_yet() {
        print::line(&format!("  {nobody}"));
    }
    print::line(&report.brought().to_string());
    for merged in report.merged.iter().take(20) {
        print::line(&format!("  {merged}"));
    }
    if report.merged.len() > 20 {
        let more = report.merged.len() - 20;
        let said = sentence!["taken to be one: {more|1 more pair|# more pairs}; --json lists them", more];
        print::line(&format!("  {said}"));
    }
    if !report.merged.is_empty() {
        print::line("  `goodturn split WHO` takes apart who was taken to be one");
    }
    if report.duplicates > 0 {
        let pairs = report.duplicates;
        let said = sentence!["{pairs|1 pair|# pairs} may be one person: goodturn duplicates", pairs];
        print::line(&said.to_string());
    }
    if report.stopped {
        print::line("Stopped; import the same again to go on.");
    }
}

fn counts(counts: &Counts) {
    let skipped: u64 = counts.skipped.iter().map(|skip| skip.count).sum();
    print::line(&format!(
        "  found {} = added {} + updated {} + unchanged {} + skipped {skipped} + failed {}",
        counts.found,
        counts.added,
        counts.updated,
        counts.unchanged,
        counts.failures()
    ));
    for skip in &counts.skipped {
        print::line(&format!("    skipped {}: {}", skip.count, skip.reason));
    }
    for failure in counts.failed.iter().take(10) {
        print::line(&format!("    failed {}: {}", failure.place, failure.reason));
    }
    let more = counts.failures().saturating_sub(10);
    if more > 0 {
        print::line(&format!("    failed {more} more; --json lists them"));
    }
}
