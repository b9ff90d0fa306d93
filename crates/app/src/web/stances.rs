//! What networking means to each, and cross purposes.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::people::page::Page;
use goodturn_book::stances::cross::{CrossPurposes, Line};
use goodturn_core::stance::{Stance, cross_purposes};
use maud::{Markup, html};

use super::Web;
use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/stances", get(page))
}

/// What I hold, what those close to me hold, and what to do where that pulls apart.
async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (mine, lines) = web
        .ask(|book, ctx| Ok((book.definition()?, book.cross_purposes(&CrossPurposes::default(), ctx)?)))
        .await?;
    let body = html! {
        h1 { "What networking means" }
        p.lead { "Nobody agrees what it is. Whoever knows what the other means by it is seldom at cross purposes." }
        section.card {
            h2 { "To you" }
            (Form::of(&declared::DEFINE).known("line", mine.line.as_deref().unwrap_or("")).main("Keep"))
            (choose("me", "/stances", Some(mine.stance)).called("stance", "The nearest of the nine").button("Keep"))
            p { a href="/mirror" { "What your last months look like from outside" } }
        }
        section {
            h2 { "To those close to you" }
            @if lines.is_empty() {
                p.quiet { "Of nobody close it is known yet. It is told from what they do, or said on their page." }
            }
            ul.plain { @for line in &lines { (one(line)) } }
        }
        details.card {
            summary { "The nine meanings" }
            dl.facts {
                @for stance in Stance::ALL { div { dt { (stance.name()) } dd { "Networking is " (stance.belief()) "." } } }
            }
        }
        details.card {
            summary { "All 81 pairs" }
            @for mine in Stance::ALL {
                h3 { "You: " (mine.name()) }
                dl.facts {
                    @for theirs in Stance::ALL { div { dt { (theirs.name()) } dd { (cross_purposes(mine, theirs)) } } }
                }
            }
        }
    };
    Ok(layout::tabbed("What networking means", "/stances", &flash, body))
}

fn one(line: &Line) -> Markup {
    html! {
        li.card {
            div.line {
                @if let Some(person) = &line.person { h3 { a href={ "/person/" (person.id()) } { (person.name()) } } }
                span.chip { (line.theirs) @if line.confidence < 1.0 { ", it seems" } }
            }
            p { (line.sentence) }
        }
    }
}

/// Says what networking is to somebody, with what is known of that.
fn choose(who: &str, back: &str, held: Option<Stance>) -> Form {
    let form = Form::of(&declared::STANCE).with("who", who).back(back);
    match held {
        Some(stance) => form.known("stance", stance),
        None => form,
    }
}

/// What somebody's page shows: what they hold, how one knows, and what to do about it.
pub(crate) fn card(page: &Page) -> Markup {
    let id = &page.line.id;
    html! {
        section.card #stance {
            h2 { "What networking means to them" }
            @match &page.stance_explained {
                None => p.quiet { "Not known yet." },
                Some(held) => {
                    p { span.chip { (held.stance) } " " (held.belief) "." }
                    @if held.guessed {
                        details {
                            summary { "It seems so from what they did: " (format!("{:.0}", held.confidence * 100.0)) " in 100 sure" }
                            ul.plain { @for clue in &held.evidence { li { (clue) } } }
                        }
                    }
                }
            }
            @if let Some(sentence) = &page.cross_purposes { p.cross { (sentence) } }
            details {
                summary { "Say it yourself" }
                (choose(id, &format!("/person/{id}"), page.stance_explained.as_ref().map(|held| held.stance)).main("Keep"))
            }
        }
    }
}
