//! Good turns over the years.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::ledger::balance::{Balance, Line};
use goodturn_book::views::beside::Turn;
use goodturn_book::views::person::Page;
use goodturn_core::ledger::{TurnKind, Weight};
use maud::{Markup, html};

use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, forms};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/ledger", get(page))
}

/// Those with whom most was given and taken.
async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let lines = web.ask(|book, ctx| book.balance(&Balance::default(), ctx)).await?;
    let body = html! {
        h1 { "Good turns" }
        p.lead { "Given and received, over years. A prompt to give, never a bill." }
        @if lines.is_empty() { p.quiet { "No good turn is written down yet. Open somebody\u{2019}s page and write the first one." } }
        ul.plain.rows { @for line in &lines { (row(line)) } }
    };
    Ok(layout::tabbed("Good turns", "/ledger", &flash, body))
}

fn row(line: &Line) -> Markup {
    html! {
        li.row { a href={ "/person/" (line.person.id) } { (line.person.name) } " " span.quiet { (line.reading) } }
    }
}

/// What somebody's page shows: how it stands, what was done, and a form for the next one.
pub(crate) fn card(page: &Page) -> Markup {
    let id = &page.line.id;
    html! {
        section.card #turns {
            h2 { "Good turns" }
            @if let Some(balance) = &page.line.balance { p { "Over the years: " (balance) "." } }
            @if page.beside.ledger.is_empty() { p.quiet { "None is written down yet." } }
            ul.plain { @for turn in &page.beside.ledger { (one(turn)) } }
            details { summary { "Write one down" } (form(id)) }
        }
    }
}

fn one(turn: &Turn) -> Markup {
    html! {
        li { span.chip { (turn.direction) } " " (turn.what) " "
            small.quiet { (turn.on) " · " (turn.kind) ", " (turn.weight)
                @if !turn.value.is_empty() { ", " (turn.value) } } }
    }
}

fn form(id: &str) -> Markup {
    html! {
        form.fields method="post" action="/act/gave" {
            input type="hidden" name="who" value=(id);
            input type="hidden" name="back" value={ "/person/" (id) };
            (forms::field("what", "What for", "text", "", true))
            label { span { "Kind" } select name="as" {
                option value="" { "other" }
                @for kind in TurnKind::ALL { option value=(kind.name()) { (kind.name().replace('-', " ")) } }
            } }
            label { span { "How much it was" } select name="weight" {
                @for weight in Weight::ALL { option selected[weight == Weight::Medium] { (weight.name()) } }
            } }
            (forms::field("value", "What it was worth (250 EUR)", "text", "", false))
            (forms::field("on", "Day", "text", "", false))
            div.buttons {
                button.main { "I did it for them" }
                button formaction="/act/got" { "They did it for me" }
            }
        }
    }
}
