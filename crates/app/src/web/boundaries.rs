//! What people do not want, and how they want it.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::boundaries::boundary::Wanted;
use goodturn_book::boundaries::wanted::{Boundaries, Line};
use goodturn_book::people::page::Page;
use maud::{Markup, html};

use super::failure::Failure;
use super::form::choices::pairs;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/boundaries", get(page))
}

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let lines = web.ask(|book, _| book.boundaries(&Boundaries::default())).await?;
    let body = html! {
        h1 { "Boundaries" }
        p.lead { "What people have said about how they want to be dealt with. Goodturn drafts, suggests and writes to files "
            "for others nothing that goes against it." }
        @if lines.is_empty() { p.quiet { "Nobody has said anything yet. What somebody says is written down on their page." } }
        ul.plain { @for line in &lines { (one(line)) } }
    };
    Ok(layout::tabbed("Boundaries", "/boundaries", &flash, body))
}

fn one(line: &Line) -> Markup {
    html! {
        li { a href={ "/person/" (line.person.id()) } { (line.wanted.words) }
            (want(&line.wanted)) }
    }
}

fn want(wanted: &Wanted) -> Markup {
    html! {
        @if !wanted.said.is_empty() { " · “" (wanted.said) "”" }
        " " small.quiet { "since " (words::day(&wanted.since)) }
    }
}

/// Data of which something is said as a whole.
const KINDS: [(&str, &str); 6] = [
    ("email", "every e-mail address, those to come too"),
    ("phone", "every phone number, those to come too"),
    ("address", "every postal address, those to come too"),
    ("url", "every page, those to come too"),
    ("birthday", "the birthday"),
    ("name", "the name"),
];

/// What somebody's page shows: what they want, and forms for more.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let back = format!("/person/{id}");
    let wants = &page.beside.boundaries;
    let data = page
        .facts
        .iter()
        .map(|fact| (fact.value.clone(), format!("{}: {}", fact.kind, fact.read().replace('\n', ", "))));
    let data = pairs(&KINDS).into_iter().chain(data).collect();
    html! {
        section.card #boundaries {
            h2 { "Boundaries" }
            @if wants.is_empty() { p.quiet { "They have said nothing about how to deal with them." } }
            ul.plain { @for wanted in wants {
                li {
                    (wanted.words) (want(wanted))
                    (Form::press("boundary").with("who", id).back(&back).with("what", &wanted.what)
                        .says("remove", "1", "No longer").aria(format!("No longer: {}", wanted.words)))
                }
            } }
            @for note in &page.manners { p { (note) } }
            details { summary { "Write down what they want" }
                (Form::of(&declared::WANTED).with("who", id).back(&back).button("Keep"))
                (Form::of(&declared::HOURS).with("who", id).back(&back).button("Keep the hours"))
            }
            details { summary { "What may be done with one datum" }
                (Form::of(&declared::CONSENT).with("who", id).back(&back).among("value", data)
                    .says("answer", "yes", "They agree").says("answer", "no", "They do not")
                    .says("answer", "unknown", "Not known"))
            }
        }
    }
}
