//! Events, their people, and who of them stays in touch.

use axum::Router;
use axum::extract::{DefaultBodyLimit, Multipart, Path, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use goodturn_book::events::capture::Capture;
use goodturn_book::events::follow::Draft;
use goodturn_book::events::list::{Guest, Line, together};
use goodturn_book::events::survival::Point;
use goodturn_book::request::{Answer, Done};
use goodturn_book::{Book, Context};
use maud::{Markup, html};
use serde_json::json;

use super::failure::Failure;
use super::form::bare::{said_wrong, typed, written};
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, messages, plot, upload, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/events", get(list))
        .route("/events/{id}", get(one).post(capture).layer(DefaultBodyLimit::max(96 << 20)))
        .route("/follow-ups/{id}", get(follow_up))
}

async fn list(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let events = web.ask(|book, ctx| book.events(None, ctx)).await?;
    let all = together(&events);
    let body = html! {
        h1 { "Events" }
        p.lead { "Whom you met, whom you followed up, and who of them is still in touch." }
        @if all.iter().any(|point| point.of > 0) {
            section.card { h2 { "Still in touch" } (survival(&all)) }
        }
        @if events.is_empty() { p.quiet { "No event is written down yet." } }
        ul.plain { @for event in &events {
            li.card {
                div.line { h2 { a href={ "/events/" (event.id) } { (event.name) } } small.quiet { (words::day(&event.on)) @if !event.place.is_empty() { ", " (event.place) } } }
                p { (event.people) " met, " (event.followed_up) " followed up" }
            }
        } }
        section.card { h2 { "One more" }
            (Form::of(&declared::EVENT).back("/events/{id}").main("Write it down"))
        }
    };
    Ok(layout::tabbed("Events", "/events", &flash, body))
}

/// The figure and its picture.
fn survival(points: &[Point; 3]) -> Markup {
    let shares: Vec<(i64, Option<f64>)> = points.iter().map(|point| (point.months, point.share())).collect();
    html! {
        ul { @for point in points { li { (point.words()) } } }
        (plot::survival(&shares))
    }
}

async fn one(State(web): State<Web>, Path(id): Path<String>, flash: Flash) -> Result<Html<String>, Failure> {
    let event = web.ask(move |book, ctx| book.event(&id, None, ctx)).await.map_err(Failure::or_missing)?;
    Ok(layout::page(&event.name, "/ledger", &flash, page(&event, None, None)))
}

/// What was written and not taken: the lines, what was said with all of them, and why.
type Refused<'r> = (&'r [String], &'r str, &'r str);

fn page(event: &Line, done: Option<&Done>, refused: Option<Refused<'_>>) -> Markup {
    let here = format!("/events/{}", event.id);
    let left = done.map_or(&[][..], |done| &done.left);
    let (lines, note, wrong) = match refused {
        Some((lines, note, why)) => (lines.join("\n"), note, Some(why)),
        None => (left.iter().map(|left| format!("{}\n", left.text)).collect(), "", None),
    };
    html! {
        h1 { (event.name) }
        p.lead { (messages::event(&words::day(&event.on), &event.place, event.people, event.followed_up)) }
        @if let Some(done) = done { (became(done)) }
        section.card { h2 { "Whom you met" }
            form.fields method="post" action=(here) enctype="multipart/form-data" data-unsent[!lines.is_empty() || wrong.is_some()] {
                label { span { "One a line: name, where they work, address, number, what was said" }
                    textarea name="lines" rows="5" placeholder="Ada Brook, Brook & Sons, ada@brook.example, wants old oak"
                        aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "wrong-lines")] autofocus[wrong.is_some()] {
                        "\n" (lines)
                    }
                }
                (said_wrong("lines", wrong))
                label { span { "Files: cards, a table, a picture of a code or of a card" }
                    input type="file" name="files" multiple accept=".vcf,.csv,.txt,.png,.jpg,.jpeg,text/vcard,text/csv,image/*"; }
                (typed("note", "What was said with all of them", note, None))
                div.buttons { button.main { "Keep them" } }
            }
        }
        @if event.survival.iter().any(|point| point.of > 0) {
            section.card { h2 { "Still in touch" } (survival(&event.survival)) }
        }
        @if !event.guests.is_empty() { section { h2 { "People" } ul.plain { @for guest in &event.guests { (met(guest, &here)) } } } }
        @if event.people > event.guests.len() { p.quiet { "and " (event.people - event.guests.len()) " more" } }
    }
}

/// What became of what was captured.
fn became(done: &Done) -> Markup {
    html! {
        div.flash { p { (done.summary) }
            @for note in &done.notes { p.quiet { (words::sentence(note)) } }
            @if done.seq > 0 { (layout::undo(done.seq, "Undo")) } }
        @if !done.left.is_empty() {
            section.card { h2 { "Left out" }
                p { "They stand below again, to be mended and kept." }
                ul.plain { @for left in &done.left { li { small.quiet { (left.place) } " " (&left.reason) @if !left.text.is_empty() { ": " code { (left.text) } } } } }
            }
        }
    }
}

fn met(guest: &Guest, back: &str) -> Markup {
    html! {
        li {
            span.chip { (guest.state) } " " a href={ "/person/" (guest.person.id()) } { (guest.person.name()) }
            @if !guest.said.is_empty() { ": " (guest.said) }
            @if let Some(due) = &guest.due {
                " " small.quiet { "by " (words::day(due)) }
                (Form::press("follow-up").row().with("id", &guest.id).back(back)
                    .and(html! { a.button.small href={ "/follow-ups/" (guest.id) } { "Write to them" } })
                    .says("state", "done", "Done").says("state", "drop", "Let go"))
            }
        }
    }
}

/// Takes lines and files, and shows what became of them.
async fn capture(
    State(web): State<Web>,
    Path(id): Path<String>,
    form: Multipart,
) -> Result<Response, Failure> {
    let here = format!("/events/{id}");
    captured(&web, id, form).await.map_err(|failure| failure.back_to(Some(here)))
}

async fn captured(web: &Web, id: String, mut form: Multipart) -> Result<Response, Failure> {
    let folder = tempfile::Builder::new().prefix("goodturn-").tempdir()?;
    let mut ask = Capture { event: id.clone(), ..Capture::default() };
    let mut counted = upload::Counted::default();
    while let Some(mut field) = form.next_field().await? {
        counted.one()?;
        match field.name().unwrap_or_default() {
            "lines" => ask.line.extend(upload::text(&mut field).await?.lines().map(str::to_owned)),
            "note" => ask.note = Some(upload::text(&mut field).await?),
            "files" => {
                let taken = ask.file.clone();
                if let Some(path) = upload::keep(&mut field, folder.path(), &taken).await? {
                    ask.file.push(path);
                }
            }
            _ => {}
        }
    }
    let (lines, note) = (ask.line.clone(), ask.note.clone().unwrap_or_default());
    if ask.line.iter().all(|line| line.trim().is_empty()) {
        ask.line.clear();
    }
    let empty = ask.line.is_empty() && ask.file.is_empty();
    let of_event = id.clone();
    let kept = match empty {
        true => Err(Failure::new(
            StatusCode::BAD_REQUEST,
            "nobody is named: write a line for each, or choose a file",
            "",
        )),
        false => {
            let asked = json!({ "event": ask.event, "file": ask.file, "line": ask.line, "note": ask.note });
            let run = move |book: &Book, ctx: &Context| match Capture::ENTRY.run(asked, book, ctx)? {
                Answer::Done(done) => Ok(done),
                _ => Err(goodturn_book::Error::internal("an act without an answer")),
            };
            web.ask_slowly(run).await
        }
    };
    drop(folder);
    let event =
        web.ask(move |book, ctx| book.event(&of_event, None, ctx)).await.map_err(Failure::or_missing)?;
    let head = html! { meta name="done" content="1"; };
    Ok(match kept {
        Ok(done) => {
            let body = page(&event, Some(&done), None);
            layout::framed(&event.name, "/ledger", &Flash::default(), head, body).into_response()
        }
        Err(failure) => {
            let (status, why) = failure.of_field()?;
            let body = page(&event, None, Some((&lines, &note, &why)));
            (status, layout::page(&event.name, "/ledger", &Flash::default(), body)).into_response()
        }
    })
}

/// A follow-up with its text.
async fn follow_up(
    State(web): State<Web>,
    Path(id): Path<String>,
    flash: Flash,
) -> Result<Html<String>, Failure> {
    let draft = web.ask(move |book, ctx| book.follow_up(&id, ctx)).await.map_err(Failure::or_missing)?;
    Ok(layout::page(&format!("After {}", draft.event), "/ledger", &flash, drafted(&draft)))
}

fn drafted(draft: &Draft) -> Markup {
    let back = format!("/follow-ups/{}", draft.id);
    html! {
        h1 { a href={ "/person/" (draft.person.id()) } { (draft.person.name()) } }
        p.lead { (messages::met_at(&draft.event, &draft.state)) }
        @if let Some(why) = &draft.refused { section.card { h2 { "No text is drafted" } p { (why) "." } } } @else {
            section.card {
                p { span.quiet { "Subject: " } (draft.subject) }
                (written(&draft.body))
                @for note in &draft.notes { p.quiet { (note) } }
                div.buttons {
                    @if let Some(link) = &draft.mailto { a.button.main href=(link) { "Write it in your mail program" } }
                    button type="button" data-copy hidden { "Copy the text" }
                }
            }
        }
        @if !draft.said.is_empty() { p.quiet { "You noted, for yourself: " (draft.said) } }
        @if draft.refused.is_none() && draft.state == "open" {
            (Form::of(&declared::FOLLOW_UP).with("id", &draft.id).back(&back).known("say", &draft.say)
                .button("Put it into the text"))
        }
        @if draft.state == "open" {
            (Form::press("follow-up").row().large().with("id", &draft.id).back(&back)
                .says("state", "done", "Done").says("state", "drop", "Let go"))
        }
    }
}
