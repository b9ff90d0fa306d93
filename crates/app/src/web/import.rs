//! Reading a life in: the form, the progress, the report. One import at a time.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Redirect, Response};
use goodturn_book::import::report::Counts;
use goodturn_book::import::{Import, Progress, Report};
use maud::{Markup, html};
use tempfile::TempDir;

use super::failure::Failure;
use super::layout::{self, Flash, undo};
use super::{Web, assets, words};

/// How far the one import is.
#[derive(Clone, Default)]
pub(crate) enum Stage {
    /// None was started.
    #[default]
    Idle,
    /// Files are coming in.
    Receiving,
    /// It runs.
    Running(Progress),
    /// It has ended.
    Done(Arc<Result<Report, String>>),
}

/// Where the one import is kept.
#[derive(Default)]
pub(crate) struct Desk {
    stage: Mutex<Stage>,
    stop: AtomicBool,
}

/// The right to start the next import; given back where the upload breaks off.
pub(crate) struct Turn {
    desk: Arc<Desk>,
    used: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.used {
            self.desk.set(Stage::Idle);
        }
    }
}

impl Desk {
    fn stage(&self) -> Stage {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, stage: Stage) {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }

    /// Takes the turn, where no other import is under way.
    pub(crate) fn turn(self: &Arc<Desk>) -> Option<Turn> {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*stage, Stage::Receiving | Stage::Running(_)) {
            return None;
        }
        *stage = Stage::Receiving;
        self.stop.store(false, Ordering::Relaxed);
        Some(Turn { desk: Arc::clone(self), used: false })
    }
}

/// Starts the import on its own thread; `folder` goes when it has ended.
pub(crate) fn begin(web: &Web, mut turn: Turn, import: Import, folder: TempDir) {
    turn.used = true;
    let desk = Arc::clone(&web.desk);
    desk.set(Stage::Running(Progress::default()));
    let (book, ctx) = (Arc::clone(&web.book), web.clock.context());
    tokio::task::spawn_blocking(move || {
        let mut watch = |progress: &Progress| {
            desk.set(Stage::Running(progress.clone()));
            if desk.stop.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        };
        let ended = book.import(&import, &ctx, &mut watch);
        drop(folder);
        let said = |error: goodturn_book::Error| match error.hint.as_str() {
            "" => error.message,
            hint => format!("{}; {hint}", error.message),
        };
        desk.set(Stage::Done(Arc::new(ended.map_err(said))));
    });
}

/// The form.
pub(crate) async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let settings = web.ask(|book, _| book.settings()).await?;
    let stage = web.desk.stage();
    let body = html! {
        h1 { "Import" }
        @match stage {
            Stage::Running(_) | Stage::Receiving => p.flash { a href="/import/run" { "An import is running." } },
            Stage::Done(_) => p { a href="/import/run" { "The report of the last import" } },
            Stage::Idle => {}
        }
        p.lead { "Address books, mail archives, calendars, connection exports, chats, or a zip of them: as they are." }
        form.fields.card method="post" action="/import" enctype="multipart/form-data" {
            label #drop { span { "Drop files here, or choose them" } input #files type="file" name="files" multiple; output #chosen {} }
            label { span { "Or a file or folder on this machine, by its path" } input name="path" autocomplete="off"; }
            label { span { "My e-mail addresses (so that mail knows what you wrote)" }
                input name="me" value=(settings.me.join(", ")) autocomplete="off"; }
            label.check { input type="checkbox" name="texts" value="1"; span { "Keep the texts of messages, not only who and when" } }
            button.main { "Import" }
        }
        p.quiet { "Reading the same again changes nothing. An import is undone as one." }
    };
    let head = html! { script type="module" src=(assets::link("import.js")) {} };
    Ok(layout::framed("Import", "/import", &flash, head, body))
}

/// How far it is, or its report.
pub(crate) async fn run(State(web): State<Web>, flash: Flash) -> Response {
    let (mut head, body) = match web.desk.stage() {
        Stage::Idle => return Redirect::to("/import").into_response(),
        Stage::Receiving => (html! {}, progress(&Progress::default())),
        Stage::Running(now) => (html! {}, progress(&now)),
        Stage::Done(ended) => {
            let body = match &*ended {
                Ok(told) => report(told),
                Err(error) => {
                    html! { h1 { "The import broke off" } p.lead.wrap { (error) "." } p { a.button href="/import" { "Back" } } }
                }
            };
            return layout::page("Import", "/import", &flash, body).into_response();
        }
    };
    head = html! { (head) noscript { meta http-equiv="refresh" content="2"; }
    script type="module" src=(assets::link("import.js")) {} };
    layout::framed("Import", "/import", &flash, head, body).into_response()
}

fn progress(now: &Progress) -> Markup {
    html! {
        h1 { "Reading" }
        progress #progress max="1000" value=(permille(now)) aria-label="How much is read" {}
        p #told aria-live="polite" { (told(now)) }
        form method="post" action="/import/stop" { button { "Stop" } }
        p.quiet { "What is read by then stays; reading the same again goes on from there." }
    }
}

fn permille(now: &Progress) -> u64 {
    (now.bytes.saturating_mul(1000)).checked_div(now.total).unwrap_or(0).min(1000)
}

fn told(now: &Progress) -> String {
    let mut said = vec![
        format!("{} of {}", words::bytes(now.bytes), words::bytes(now.total)),
        format!("{} items", now.items),
    ];
    if now.seconds > 0.5 && now.bytes > 0 {
        said.push(format!("{:.0} a second", now.items as f64 / now.seconds));
        said.push(words::left(now.total.saturating_sub(now.bytes) as f64 * now.seconds / now.bytes as f64));
    }
    if !now.file.is_empty() {
        said.push(now.file.rsplit('/').next().unwrap_or_default().to_owned());
    }
    said.join(" · ")
}

/// One event, after half a second; the browser asks for the next by itself. A connection held open for the
/// length of an import would keep the server from ending.
pub(crate) async fn events(State(web): State<Web>) -> Response {
    tokio::time::sleep(Duration::from_millis(400)).await;
    let (done, now) = match web.desk.stage() {
        Stage::Receiving => (false, Progress::default()),
        Stage::Running(now) => (false, now),
        Stage::Idle | Stage::Done(_) => (true, Progress::default()),
    };
    let data = serde_json::json!({ "done": done, "permille": permille(&now), "told": told(&now) });
    ([(CONTENT_TYPE, "text/event-stream")], format!("retry: 100\ndata: {data}\n\n")).into_response()
}

/// Stops it at the next batch.
pub(crate) async fn stop(State(web): State<Web>) -> Redirect {
    web.desk.stop.store(true, Ordering::Relaxed);
    Redirect::to("/import/run")
}

fn report(report: &Report) -> Markup {
    html! {
        h1 { @if report.stopped { "Stopped" } @else { "Read" } }
        p.lead { (report.people) " people and " (report.interactions) " interactions came into the book, in "
            (format!("{:.1}", report.seconds)) " seconds." }
        @if report.stopped { p { "It was stopped before its end; reading the same again completes it." } }
        div.buttons {
            a.button.main href="/" { "See today" }
            a.button href="/people" { "See the people" }
            @if let Some(seq) = report.seq { (undo(seq, "Undo this import")) }
        }
        table {
            caption { "Found = added + updated + unchanged + skipped + failed" }
            thead { tr { @for name in ["Source", "Found", "Added", "Updated", "Unchanged", "Skipped", "Failed"] { th scope="col" { (name) } } } }
            tbody { @for source in &report.sources { (row(&source.name, &source.format, &source.counts)) } }
            tfoot { (row("In all", "", &report.all)) }
        }
        @if !report.all.skipped.is_empty() {
            h2 { "Skipped on purpose" }
            ul { @for skip in &report.all.skipped { li { (skip.count) " × " (skip.reason) } } }
        }
        @if !report.all.failed.is_empty() {
            h2 { "Could not be read" }
            ul { @for failure in report.all.failed.iter().take(200) { li.wrap { (failure.place) ": " (failure.reason) } } }
            @if report.all.failures() > 200 { p.quiet { "and " (report.all.failures() - 200) " more" } }
        }
        @if !report.noticed.is_empty() {
            details { summary { "Noticed (" (report.noticed.len()) ")" }
                ul { @for noticed in report.noticed.iter().take(500) { li.wrap { (noticed) } } } }
        }
        @if !report.me.is_empty() {
            h2 { "Taken to be you" }
            ul { @for me in &report.me { li { (me.email) " " small.quiet { (me.why) } } } }
        }
    }
}

fn row(name: &str, format: &str, counts: &Counts) -> Markup {
    let skipped: u64 = counts.skipped.iter().map(|skip| skip.count).sum();
    html! {
        tr {
            th.wrap scope="row" { (name) @if !format.is_empty() { " " small.quiet { (format) } } }
            @for count in [counts.found, counts.added, counts.updated, counts.unchanged, skipped, counts.failures()] {
                td.number { (count) }
            }
        }
    }
}
