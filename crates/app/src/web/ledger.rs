//! Good turns over the years.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::ledger::balance::{Balance, Line};
use goodturn_book::ledger::turn::Turn;
use goodturn_book::ledger::ways::Line as Way;
use goodturn_book::ledger::years::Year;
use goodturn_book::people::page::Page;
use goodturn_core::ledger::Weight;
use maud::{Markup, html};

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, plot, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/ledger", get(page))
}

/// Those with whom most was given and taken.
async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (lines, years, ways) = web
        .ask(|book, ctx| {
            Ok((book.balance(&Balance::default(), ctx)?, book.ledger_years(ctx)?, book.ways(ctx)?))
        })
        .await?;
    let body = html! {
        h1 { "Good turns" }
        p.lead { "Given and received, over years. A prompt to give, never a bill." }
        @if lines.is_empty() { p.quiet { "No good turn is written down yet. Open somebody\u{2019}s page and write the first one." } }
        @if !years.is_empty() {
            div.offers {
                section.card { h2 { "Year by year" } (plot::years(&pairs(&years), "in the whole book")) }
                section.card { h2 { "Ways to serve, in two years" } (served(&ways)) }
            }
        }
        @if !lines.is_empty() { h2 { "With whom" } }
        ul.plain.rows { @for line in &lines { (row(line)) } }
    };
    Ok(layout::tabbed("Good turns", "/ledger", &flash, body))
}

fn row(line: &Line) -> Markup {
    html! {
        li.row { a href={ "/person/" (line.person.id()) } { (line.person.name()) } " " span.quiet { (line.account()) } }
    }
}

fn pairs(years: &[Year]) -> Vec<(i16, [f64; 2])> {
    years.iter().map(|year| (year.year, [year.given, year.received])).collect()
}

/// The eight ways to serve, and what else was done.
fn served(ways: &[Way]) -> Markup {
    let never: Vec<String> = ways
        .iter()
        .filter(|way| way.way_to_serve && way.given == 0)
        .map(|way| way.kind.replace('-', " "))
        .collect();
    html! {
        table.counts {
            thead { tr { th { "Way" } th { "You" } th { "For you" } } }
            tbody { @for way in ways.iter().filter(|way| way.given + way.received > 0) {
                tr { th scope="row" { (way.kind.replace('-', " ")) } td.number data-name="you" { (way.given) } td.number data-name="for you" { (way.received) } }
            } }
        }
        @if !never.is_empty() { p.quiet { "Not yet served as " (never.join(", ")) "." } }
    }
}

/// What somebody's page shows: how it stands, what was done, and a form for the next one.
pub(crate) fn card(page: &Page) -> Markup {
    let id = &page.line.id;
    html! {
        section.card #turns {
            h2 { "Good turns" }
            @if let Some(balance) = &page.line.balance { p { "Over the years: " (balance) "." } }
            @if let Some(credit) = &page.credit { p.quiet { "They " (credit) "." } }
            @if page.beside.ledger.is_empty() { p.quiet { "None is written down yet." } }
            @if page.beside.years.len() > 1 {
                (plot::years(&pairs(&page.beside.years), &format!("with {}", page.line.name)))
            }
            ul.plain { @for turn in &page.beside.ledger { (one(turn, &format!("/person/{id}"))) } }
            details { summary { "Write one down" }
                (Form::of(&declared::TURN).with("who", id).back(&format!("/person/{id}")).propose("weight", Weight::Medium.name())
                    .main("I did it for them").instead("got", "They did it for me"))
            }
        }
    }
}

fn one(turn: &Turn, back: &str) -> Markup {
    html! {
        li {
            span.chip { (turn.direction) } " "
            @if let (Some(by), Some(to)) = (&turn.by, &turn.to) { (by.name()) " to " (to.name()) ": " }
            (turn.what) " "
            small.quiet { (words::day(&turn.on)) " · " (turn.kind.name().replace('-', " ")) ", " (turn.weight)
                @if let Some(worth) = turn.worth() { ", " (worth) }
                @if let Some(through) = &turn.through { ", through " (through.name()) } }
            details { summary.small { "Correct" } (correction(turn, back)) }
        }
    }
}

fn correction(turn: &Turn, back: &str) -> Form {
    Form::of(&declared::CORRECT)
        .with("id", &turn.id)
        .back(back)
        .known("what", &turn.what)
        .known("as", turn.kind)
        .known("weight", turn.weight)
        .known("value", turn.worth().unwrap_or_default())
        .known("on", &turn.on)
        .known("tell", if turn.tell { "yes" } else { "no" })
        .main("Correct")
        .says("remove", "1", "It did not happen")
}
