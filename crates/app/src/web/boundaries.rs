//! What people do not want, and how they want it.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::boundaries::boundary::Wanted;
use goodturn_book::boundaries::wanted::{Boundaries, Line};
use goodturn_book::people::page::Page;
use maud::{Markup, html};

use super::choices::{self, options, select};
use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, forms, words};

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
        li { a href={ "/person/" (line.person.id) } { (line.person.name) } " " (line.wanted.words)
            (said(&line.wanted)) }
    }
}

fn said(wanted: &Wanted) -> Markup {
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
    let form = |more: Markup, label: &str| {
        html! {
            form.fields method="post" action="/act/boundary" {
                input type="hidden" name="who" value=(id);
                input type="hidden" name="back" value=(back);
                (more)
                div.buttons { button { (label) } }
            }
        }
    };
    html! {
        section.card #boundaries {
            h2 { "Boundaries" }
            @if wants.is_empty() { p.quiet { "They have said nothing about how to deal with them." } }
            ul.plain { @for wanted in wants {
                li {
                    (wanted.words) (said(wanted))
                    form method="post" action="/act/boundary" {
                        input type="hidden" name="who" value=(id);
                        input type="hidden" name="back" value=(back);
                        input type="hidden" name="what" value=(wanted.what);
                        button.small name="remove" value="1" aria-label={ "They no longer want: " (wanted.words) } { "No longer" }
                    }
                }
            } }
            @for note in &page.manners { p { (super::speech::for_page(note)) } }
            details { summary { "Write down what they want" }
                (form(html! {
                    label { span { "What" } select name="what" { (options(&choices::wishes(), None)) } }
                    (forms::field("said", "What they said", "text", "", false))
                }, "Keep"))
                (form(html! {
                    label { span { "Their hours" } select name="what" { (options(&choices::hours(), None)) } }
                    (forms::field("zone", "In the time zone (Europe/Zurich)", "text", "", false))
                }, "Keep the hours"))
            }
            details { summary { "What may be done with one datum" }
                form.fields method="post" action="/act/consent" {
                    input type="hidden" name="who" value=(id);
                    input type="hidden" name="back" value=(back);
                    label { span { "Datum" } select name="value" {
                        @for (kind, words) in KINDS { option value=(kind) { (words) } }
                        @for fact in &page.facts { option value=(fact.value) { (fact.kind) ": " (fact.read().replace('\n', ", ")) } }
                    } }
                    (select("consent", "purpose", "For", None))
                    div.buttons {
                        button name="answer" value="yes" { "They agree" }
                        button name="answer" value="no" { "They do not" }
                        button name="answer" value="unknown" { "Not known" }
                    }
                }
            }
        }
    }
}
