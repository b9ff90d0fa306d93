//! Promises and asks.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::people::page::Page;
use goodturn_book::promises::{ask, promise};
use maud::{Markup, html};

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/promises", get(page))
}

/// So many of each stand on the page.
const MOST: usize = 200;

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (promises, asks) = web.ask(|book, _| Ok((book.promises(MOST)?, book.asks(MOST)?))).await?;
    let body = html! {
        h1 { "Promises and asks" }
        section.card {
            h2 { "Promised" }
            @if promises.is_empty() { p.quiet { "Nothing is owed either way." } }
            ul.plain { @for line in &promises { (promised(line, Named::Yes, "/promises")) } }
        }
        section.card {
            h2 { "Asked" }
            @if asks.is_empty() { p.quiet { "Nothing you asked is open." } }
            ul.plain { @for line in &asks { (asked(line, Named::Yes, "/promises")) } }
        }
        p.quiet { "A new one is written down on the page of whom it is about." }
    };
    Ok(layout::tabbed("Promises and asks", "/promises", &flash, body))
}

/// Whether a line names whom it is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Yes,
    No,
}

fn promised(line: &promise::Line, named: Named, back: &str) -> Markup {
    let of = |deed| Form::press(deed).back(back).with("id", &line.id);
    html! {
        li {
            p {
                span.chip { @if line.whose == "mine" { "mine" } @else { "theirs" } } " "
                @if named == Named::Yes { a href={ "/person/" (line.person.id()) } { (line.person.name()) } ": " }
                (line.what) @if let Some(by) = line.until() { " " small.quiet { "by " (words::day(by)) } }
            }
            div.buttons {
                (of("keep").button("Kept"))
                (of("keep").with("as_turn", "1").button("Kept, and a good turn"))
                (of("release").button("Let it go"))
                (of("release").with("broken", "1").button("Broken"))
            }
        }
    }
}

fn asked(line: &ask::Line, named: Named, back: &str) -> Markup {
    let answer = |answer| Form::press("answer").back(back).with("id", &line.id).with("answer", answer);
    html! {
        li {
            p {
                @if named == Named::Yes { a href={ "/person/" (line.person.id()) } { (line.person.name()) } ": " }
                (line.what) " " small.quiet { "asked " (words::day(&line.on)) @if let Some(by) = line.until() { ", by " (words::day(by)) } }
            }
            div.buttons {
                (answer("granted").button("Granted"))
                (answer("declined").button("Declined"))
                (answer("unanswered").button("No answer"))
            }
        }
    }
}

/// What somebody's page shows: what is open both ways, what to know before an ask, and forms for more.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let back = format!("/person/{id}");
    html! {
        section.card #promises {
            h2 { "Promises and asks" }
            @if page.beside.promises.is_empty() && page.beside.asks.is_empty() { p.quiet { "Nothing is open either way." } }
            ul.plain {
                @for line in &page.beside.promises { (promised(line, Named::No, &back)) }
                @for line in &page.beside.asks { (asked(line, Named::No, &back)) }
            }
            details { summary { "A promise" }
                (Form::of(&declared::PROMISE).with("who", id).back(&back).main("I promised it")
                    .says("theirs", "1", "They promised it"))
            }
            details { summary { "An ask" }
                ul.plain { @for note in &page.before_asking { li { (note) } } }
                (Form::of(&declared::ASK).with("who", id).back(&back).main("Write it down"))
            }
        }
    }
}
