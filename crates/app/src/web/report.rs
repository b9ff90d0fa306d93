//! What an import found and what became of it.

use goodturn_book::import::Report;
use goodturn_book::import::report::{Counts, SourceReport};
use maud::{Markup, html};

use super::layout::undo;
use super::{messages, words};

/// With more files than this, their lines are shown on request.
const FEW: usize = 12;

/// The report of an import that has ended.
pub(crate) fn report(report: &Report) -> Markup {
    html! {
        h1 { @if report.stopped { "Stopped" } @else { "All read" } }
        p.lead { (messages::came(report.people, report.interactions, report.seconds)) }
        @if let Some(nobody) = report.nobody_yet() { p { (nobody) "." } }
        @if !report.me.is_empty() {
            p { "Taken to be you: " @for (at, me) in report.me.iter().enumerate() {
                @if at > 0 { ", " } b.wrap { (me.email) } " (" (me.why) ")" } ". "
                a href="/settings" { "Settings" } " keep it." }
        }
        @if !report.merged.is_empty() {
            details { summary { (messages::were_merged(report.merged.len())) }
                ul { @for merged in report.merged.iter().take(500) { li { (merged) } } } }
        }
        @if report.duplicates > 0 {
            p { a href="/duplicates" { (messages::may_be_one(report.duplicates)) } }
        }
        @if report.stopped { p { "It was stopped before its end; reading the same again completes it." } }
        div.buttons {
            a.button.main href="/" { "See today" }
            a.button href="/people" { "See the people" }
            @if let Some(seq) = report.seq { (undo(seq, "Undo this import")) }
        }
        @if report.sources.len() > FEW {
            (table(&[], &report.all))
            details { summary { (messages::each_file(report.sources.len())) } (table(&report.sources, &report.all)) }
        } @else { (table(&report.sources, &report.all)) }
        @if !report.all.skipped.is_empty() {
            h2 { "Skipped on purpose" }
            ul { @for skip in &report.all.skipped { li { (words::count(skip.count)) " × " (&skip.reason) } } }
        }
        @if !report.all.failed.is_empty() {
            h2 { "Could not be read" }
            ul { @for failure in report.all.failed.iter().take(200) { li.wrap { (failure.place) ": " (&failure.reason) } } }
            @if report.all.failures() > 200 { p.quiet { "and " (report.all.failures() - 200) " more" } }
        }
        @if !report.noticed.is_empty() {
            details { summary { "Noticed (" (report.noticed.len()) ")" }
                ul { @for noticed in report.noticed.iter().take(500) { li.wrap { (noticed) } } } }
        }
    }
}

/// The counts of each source and in all. On a phone a row becomes a sentence of those counts that are not zero.
fn table(sources: &[SourceReport], all: &Counts) -> Markup {
    html! {
        table.counts {
            caption { "Found = added + updated + unchanged + skipped + failed" }
            thead { tr { th scope="col" { "Source" } @for name in COUNTS { th scope="col" { (name) } } } }
            tbody { @for source in sources { (row(&source.name, &source.format, &source.counts)) } }
            tfoot { (row("In all", "", all)) }
        }
    }
}

const COUNTS: [&str; 6] = ["found", "added", "updated", "unchanged", "skipped", "failed"];

fn row(name: &str, format: &str, counts: &Counts) -> Markup {
    let skipped: u64 = counts.skipped.iter().map(|skip| skip.count).sum();
    let each = [counts.found, counts.added, counts.updated, counts.unchanged, skipped, counts.failures()];
    html! {
        tr {
            th.wrap scope="row" { (name) @if !format.is_empty() { " " small.quiet { (words::format(format)) } } }
            @for (name, count) in COUNTS.iter().zip(each) {
                td.number.zero[count == 0] data-name=(name) { (words::count(count)) }
            }
        }
    }
}
