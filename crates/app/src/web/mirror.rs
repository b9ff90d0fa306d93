//! What my last months look like from outside.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::mirror::look::{Look, Page};
use maud::{Markup, html};

use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, plot, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/mirror", get(page))
}

/// The nine meanings, as my last 90 days look, beside the one I claim.
async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let page = web.ask(|book, ctx| book.mirror(ctx)).await?;
    let body = html! {
        h1 { "Mirror" }
        (claim(&page))
        ul.plain.mirror { @for look in &page.nine { (one(look, &page)) } }
        p.quiet { "Counted from what is written down since " (words::day(&page.since)) ", and with your closest ties. Only you see this." }
    };
    Ok(layout::tabbed("Mirror", "/mirror", &flash, body))
}

fn claim(page: &Page) -> Markup {
    html! {
        section.card {
            p.lead {
                "You say that networking is " strong { (page.line.as_deref().unwrap_or(page.claimed.name())) } ". "
                a href="/stances" { "Say it otherwise" } "."
            }
            @match page.looks_like {
                Some(stance) if stance == page.claimed.name() => p { "From outside it looks so, too." },
                Some(stance) => p { "From outside your last 90 days look like " strong { (stance) } "." },
                None => p { "From outside your last 90 days look like nothing in particular: little is written down." },
            }
            @if let Some(next) = page.advice { p { "What would change it most: " (next) "." } }
        }
    }
}

fn one(look: &Look, page: &Page) -> Markup {
    html! {
        li {
            div.line {
                h2 { (look.stance) @if look.stance == page.claimed { " " span.chip { "what you claim" } } }
                span.figure { (format!("{:.0}", look.share * 100.0)) }
            }
            (plot::bar(look.share * 100.0))
            @for figure in &look.figures { p { (figure) "." } }
            @if !look.evidence.is_empty() {
                details { summary { "What that is told from" }
                    ul.plain { @for one in &look.evidence { li { time { (words::day(&one.on)) } " " (one.what) } } }
                }
            }
        }
    }
}
