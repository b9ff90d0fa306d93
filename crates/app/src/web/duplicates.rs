//! One person, one card: both cards beside each other, and a key for each answer.

use std::fmt::Display;

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::duplicates::list::{Both, Card, Line, percent};
use maud::{Markup, html};

use super::failure::Failure;
use super::form::Form;
use super::layout::{self, Flash};
use super::{Web, words};

/// The page.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route(PATH, get(page))
}

const PATH: &str = "/duplicates";
/// So many pairs stand on it; those behind move up.
const MOST: usize = 20;

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let pairs = web.ask_slowly(|book, ctx| book.duplicates(ctx, MOST)).await?;
    let body = html! {
        h1 { "In the book twice?" }
        @if pairs.is_empty() {
            p.card { "Nobody seems to be in the book twice." }
        } @else {
            p.lead { "The surest first. " kbd { "↓" } " goes to the next pair; " kbd { "s" } " the same person, " kbd { "r" } " the same and the right card is shown, " kbd { "d" } " different people, " kbd { "w" } " ask again in a month, " kbd { "u" } " undo." }
            p.quiet { "Nothing is lost: everything of both cards is kept, and who was merged can be taken apart at any time. Behind each reason stands how many times it makes it twice as likely, or half as likely where it is negative." }
        }
        ul.plain { @for (at, pair) in pairs.iter().enumerate() { (one(pair, at == 0)) } }
    };
    Ok(layout::tabbed("In the book twice?", PATH, &flash, body))
}

/// The first has the focus when the page comes, so that a key decides on it at once.
fn one(pair: &Both, first: bool) -> Markup {
    let [a, b] = &pair.cards;
    let (left, right) = (a.who.id(), b.who.id());
    html! {
        li.card.pair data-line aria-label={ (a.who.name()) " and " (b.who.name()) } {
            (card(a, first))
            div.why {
                p { strong { (percent(pair.line.score)) " %" } " sure" }
                @if let Some(said) = &pair.line.said { p.warn { (said) } }
                ul.plain { @for why in &pair.line.why {
                    li.against[why.weight < 0.0] { (why.what) " " span.quiet { (format!("{:+.1}", why.weight)) } }
                } }
                div.row {
                    (both("merge", left, right, PATH).button("Same").shown_key("s"))
                    (both("merge", right, left, PATH).button("Same, right one").shown_key("r"))
                    (both("distinct", left, right, PATH).button("Different").shown_key("d"))
                    (both("distinct", left, right, PATH).with("later", "yes").button("Later").shown_key("w"))
                }
            }
            (card(b, false))
        }
    }
}

/// Who may be one with the person whose page it is.
pub(super) fn twins(of: &str, lines: &[Line]) -> Markup {
    let home = format!("/person/{of}");
    html! {
        @if !lines.is_empty() {
            section.card {
                h2 { "In the book twice?" }
                @for line in lines {
                    @let other = if line.a.id().to_string() == of { &line.b } else { &line.a };
                    p { a href={ "/person/" (other.id()) } { (other.name()) } " "
                        small.quiet { (percent(line.score)) " % sure" } }
                    p.quiet { (line.why.iter().take(3).map(|why| why.what).collect::<Vec<_>>().join(", ")) "." }
                    div.buttons {
                        (both("merge", of, other.id(), &home).button("Same"))
                        (both("distinct", of, other.id(), &home).button("Different"))
                        (both("distinct", of, other.id(), &home).with("later", "yes").button("Later"))
                    }
                }
            }
        }
    }
}

fn card(card: &Card, focus: bool) -> Markup {
    html! {
        div {
            h2 { a href={ "/person/" (card.who.id()) } autofocus[focus] { (card.who.name()) } }
            dl { @for (kind, text, same) in &card.values {
                dt { (kind) }
                dd.same[*same] { (text) }
            } }
            p.quiet { (words::many(card.interactions.unsigned_abs(), "interaction", "interactions")) }
        }
    }
}

fn both(deed: &'static str, who: impl Display, other: impl Display, back: &str) -> Form {
    Form::press(deed).back(back).with("who", who).with("other", other)
}
