//! Reading a life in: the form and the progress. One import at a time.

use std::ops::ControlFlow;
use std::path::MAIN_SEPARATOR;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Redirect, Response};
use goodturn_book::import::{Import, Phase, Progress, Report};
use maud::{Markup, html};
use tempfile::TempDir;

use super::failure::Failure;
use super::form::bare;
use super::layout::{self, Flash};
use super::owner::{self, Waiting};
use super::{Web, assets, isolate, report, words};

/// How far the one import is.
#[derive(Clone, Default)]
pub(crate) enum Stage {
    /// None was started.
    #[default]
    Idle,
    /// Files are coming in.
    Receiving,
    /// They are here, and whose the mail is must be said.
    Asking(Arc<Waiting>),
    /// It runs.
    Running(Progress),
    /// It has ended.
    Done(Arc<Result<Report, String>>),
}

/// Where the one import is kept.
#[derive(Default)]
pub(crate) struct Imports {
    stage: Mutex<Stage>,
    stop: AtomicBool,
}

/// The right to start the next import; given back where the upload breaks off.
pub(crate) struct Turn {
    imports: Arc<Imports>,
    used: bool,
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.used {
            self.imports.set(Stage::Idle);
        }
    }
}

impl Imports {
    fn stage(&self) -> Stage {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn set(&self, stage: Stage) {
        *self.stage.lock().unwrap_or_else(PoisonError::into_inner) = stage;
    }

    /// Lets an import that runs end with what it has.
    pub(crate) fn end(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Keeps the files until it is said whose mail it is.
    pub(crate) fn ask(&self, mut turn: Turn, waiting: Waiting) {
        turn.used = true;
        self.set(Stage::Asking(Arc::new(waiting)));
    }

    /// What waits for an answer.
    pub(crate) fn waiting(&self) -> Option<Arc<Waiting>> {
        match self.stage() {
            Stage::Asking(waiting) => Some(waiting),
            _ => None,
        }
    }

    /// What waited for an answer, with the turn to go on; none where nothing waits any more.
    pub(crate) fn answered(self: &Arc<Imports>) -> Option<(Turn, Import, TempDir)> {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        let Stage::Asking(waiting) = &*stage else { return None };
        let (import, folder) = waiting.take()?;
        *stage = Stage::Receiving;
        Some((Turn { imports: Arc::clone(self), used: false }, import, folder))
    }

    /// Takes the turn, where no other import is under way; what waited for an answer is given up for it.
    pub(crate) fn turn(self: &Arc<Imports>) -> Option<Turn> {
        let mut stage = self.stage.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(*stage, Stage::Receiving | Stage::Running(_)) {
            return None;
        }
        *stage = Stage::Receiving;
        self.stop.store(false, Ordering::Relaxed);
        Some(Turn { imports: Arc::clone(self), used: false })
    }
}

/// Starts the import on its own thread; `folder` goes when it has ended.
pub(crate) fn begin(web: &Web, mut turn: Turn, import: Import, folder: TempDir) {
    turn.used = true;
    let imports = Arc::clone(&web.imports);
    imports.set(Stage::Running(Progress::default()));
    let (book, ctx) = (Arc::clone(&web.book), web.clock.context());
    tokio::task::spawn_blocking(move || {
        let mut watch = |progress: &Progress| {
            imports.set(Stage::Running(progress.clone()));
            if imports.stop.load(Ordering::Relaxed) {
                ControlFlow::Break(())
            } else {
                ControlFlow::Continue(())
            }
        };
        let mut ended = book.import(&import, &ctx, &mut watch);
        if let Ok(report) = &mut ended {
            plainly(report, &format!("{}{MAIN_SEPARATOR}", folder.path().display()));
        }
        drop(folder);
        let said = |error: goodturn_book::Error| match error.hint.is_empty() {
            true => error.message,
            false => format!("{}; {}", error.message, super::speech::of_words(&error.hint)),
        };
        imports.set(Stage::Done(Arc::new(ended.map_err(said))));
    });
}

/// Names files as they were dropped and not by the folder where they lay meanwhile.
fn plainly(report: &mut Report, folder: &str) {
    for source in &mut report.sources {
        source.name = source.name.replace(folder, "");
    }
    let counts = report.sources.iter_mut().map(|source| &mut source.counts).chain([&mut report.all]);
    for failure in counts.flat_map(|counts| &mut counts.failed) {
        failure.place = failure.place.replace(folder, "");
        failure.reason = failure.reason.replace(folder, "");
    }
    for noticed in &mut report.noticed {
        *noticed = noticed.replace(folder, "");
    }
}

/// What was written into the form.
#[derive(Default)]
pub(crate) struct Typed {
    pub(crate) path: String,
    pub(crate) me: String,
    pub(crate) texts: bool,
    pub(crate) all_of_it: bool,
}

/// Why the form comes back: the field, and what is wrong there.
pub(crate) type Wrong<'w> = (&'w str, &'w str);

/// The form.
pub(crate) async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let me = web.ask(|book, _| book.settings()).await?.me.join(", ");
    let typed = Typed { me: me.clone(), ..Typed::default() };
    Ok(shown(&web, &flash, &typed, &me, None))
}

/// The form once more, as it was filled in, with what is wrong at its field. Files cannot be chosen for somebody.
pub(crate) async fn refused(web: &Web, typed: &Typed, wrong: Wrong<'_>) -> Result<Response, Failure> {
    let me = web.ask(|book, _| book.settings()).await?.me.join(", ");
    let page = shown(web, &Flash::default(), typed, &me, Some(wrong));
    Ok((StatusCode::BAD_REQUEST, page).into_response())
}

fn shown(web: &Web, flash: &Flash, typed: &Typed, known: &str, wrong: Option<Wrong<'_>>) -> Html<String> {
    let at = |field: &str| wrong.filter(|(of, _)| *of == field).map(|(_, said)| said);
    let more = !typed.path.is_empty() || typed.texts || typed.all_of_it || at("me").is_some();
    let body = html! {
        h1 { "Import" }
        @match web.imports.stage() {
            Stage::Running(_) | Stage::Receiving => p.flash { a href="/import/run" { "An import is running." } },
            Stage::Asking(_) => p.flash { a href="/import/run" { "The files are here; one question is open." } },
            Stage::Done(_) => p { a href="/import/run" { "The report of the last import" } },
            Stage::Idle => {}
        }
        p.lead { "Address books, mail archives, calendars, connection exports, chats, or a zip of them: as they are." }
        form #import.fields.card method="post" action="/import" enctype="multipart/form-data" data-unsent[wrong.is_some()] {
            label #drop {
                strong { "Drop files here, or choose them" }
                input #files type="file" name="files" multiple;
                output #chosen.quiet aria-live="polite" {}
            }
            (bare::said_wrong("files", at("files")))
            details open[more] {
                summary { "More" }
                (bare::typed("path", "A file or folder on this machine, by its path", &typed.path, at("path")))
                (bare::was("me", known))
                label { span { "My e-mail addresses, with commas between them" }
                    input name="me" type="email" multiple value=(typed.me) autocomplete="email"
                        aria-invalid=[at("me").map(|_| "true")] aria-describedby=[at("me").map(|_| "wrong-me")];
                }
                (bare::said_wrong("me", at("me")))
                label.check { input type="checkbox" name="texts" value="1" checked[typed.texts]; span { "Keep the texts of messages, not only who and when" } }
                label.check { input type="checkbox" name="all_of_it" value="1" checked[typed.all_of_it]; span { "Read what is larger than anybody's own, too: endless series, huge archives" } }
            }
            button.main { "Import" }
        }
        p.quiet { "Reading the same again changes nothing. An import is undone as one." }
    };
    let head = html! { script type="module" src=(assets::link("import.js")) {} };
    layout::framed("Import", "/import", flash, head, body)
}

/// How far it is, or its report.
pub(crate) async fn run(State(web): State<Web>, flash: Flash) -> Response {
    let (mut head, body) = match web.imports.stage() {
        Stage::Idle => return Redirect::to("/import").into_response(),
        Stage::Receiving => (html! {}, progress(&Progress::default(), false)),
        Stage::Running(now) => (html! {}, progress(&now, web.imports.stop.load(Ordering::Relaxed))),
        Stage::Asking(waiting) => {
            return layout::page("Import", "/import", &flash, owner::question(&waiting, &[], None))
                .into_response();
        }
        Stage::Done(ended) => {
            let body = match &*ended {
                Ok(told) => report::report(told),
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

fn progress(now: &Progress, stopping: bool) -> Markup {
    html! {
        h1 { @if stopping { "Stopping" } @else { "Reading" } }
        progress #progress max="1000" value=[permille(now)] aria-label="How much is read" {}
        p #told { (told(now)) }
        form method="post" action="/import/stop" { button disabled[stopping] { "Stop" } }
        p.quiet { "What is read by then stays; reading the same again goes on from there." }
    }
}

/// How much is read; none while something else is done, which bytes do not measure.
fn permille(now: &Progress) -> Option<u64> {
    (now.phase == Phase::Reading)
        .then(|| (now.bytes.saturating_mul(1000)).checked_div(now.total).unwrap_or(0).min(1000))
}

fn told(now: &Progress) -> String {
    if now.phase != Phase::Reading {
        let words = now.phase.words();
        return words[..1].to_uppercase() + &words[1..];
    }
    let mut said = vec![
        format!("{} of {}", words::bytes(now.bytes), words::bytes(now.total)),
        words::many(now.items, "item", "items"),
    ];
    if now.seconds > 0.5 && now.bytes > 0 {
        said.push(format!("{} a second", words::count((now.items as f64 / now.seconds) as u64)));
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
    let (done, now) = match web.imports.stage() {
        Stage::Receiving => (false, Progress::default()),
        Stage::Running(now) => (false, now),
        Stage::Idle | Stage::Asking(_) | Stage::Done(_) => (true, Progress::default()),
    };
    let data =
        serde_json::json!({ "done": done, "permille": permille(&now), "told": isolate::plain(&told(&now)) });
    ([(CONTENT_TYPE, "text/event-stream")], format!("retry: 100\ndata: {data}\n\n")).into_response()
}

/// Stops it at the next batch; what waits for an answer is given up.
pub(crate) async fn stop(State(web): State<Web>) -> Redirect {
    if web.imports.answered().is_some() {
        return Redirect::to("/import");
    }
    web.imports.stop.store(true, Ordering::Relaxed);
    Redirect::to("/import/run")
}

#[cfg(test)]
mod tests {
    use goodturn_book::import::{Counts, Failure as Unread, SourceReport};

    use super::*;

    #[test]
    fn no_report_names_the_folder_where_the_files_lay_meanwhile() {
        let folder = "/tmp/goodturn-x/";
        let failure = Unread { place: format!("{folder}a.vcf, line 2"), reason: "no card".into() };
        let counts = Counts { failed: vec![failure], ..Counts::default() };
        let source =
            SourceReport { name: format!("{folder}a.vcf"), format: "vcard".into(), counts: counts.clone() };
        let mut report = Report {
            sources: vec![source],
            all: counts,
            noticed: vec![format!("{folder}a.vcf is odd")],
            ..Report::default()
        };
        plainly(&mut report, folder);
        let told = serde_json::to_string(&report).unwrap();
        assert!(told.contains("a.vcf, line 2") && !told.contains("/tmp"), "{told}");
    }
}
