//! Referrals with their totals, and slips.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::people::page::Page;
use goodturn_book::referrals::list::{Line, Page as All, Referrals, Sums};
use goodturn_book::referrals::slips::{Line as Slip, Slips};
use goodturn_core::ledger::Gave;
use goodturn_core::money::Amount;
use maud::{Markup, html};

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/referrals", get(page)).route("/slips", get(slips))
}

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let all = web.ask(|book, _| book.referrals(&Referrals::default())).await?;
    let body = html! {
        h1 { "Referrals" }
        p.lead { "Opportunities passed on. What they were worth is the receiver's alone to see." }
        (totals(&all))
        @if all.referrals.is_empty() { p.quiet { "No referral is written down yet." } }
        ul.plain { @for line in &all.referrals { (one(line, "/referrals")) } }
        details.card { summary { "Pass something on" } (form("/referrals").propose("from", "me")) }
        p { a href="/slips" { "Slips of a referral group" } }
    };
    Ok(layout::tabbed("Referrals", "/referrals", &flash, body))
}

fn totals(all: &All) -> Markup {
    let worth = [&all.given, &all.received, &all.between].iter().any(|sums| !sums.worth.is_empty());
    let row = |name: &str, sums: &Sums| {
        html! {
            tr { th scope="row" { (name) } td.number data-name="all" { (sums.count) } td.number data-name="open" { (sums.open) }
                td.number data-name="closed" { (sums.closed) } td.number data-name="lost" { (sums.lost) } @if worth { td.number.worth data-name="worth to you" { (Amount::list(&sums.worth)) } } }
        }
    };
    html! {
        table.counts {
            caption { "All of them" }
            thead { tr { th { "" } th { "all" } th { "open" } th { "closed" } th { "lost" } @if worth { th.worth { "worth to you" } } } }
            tbody {
                (row("you gave", &all.given)) (row("you got", &all.received))
                @if all.between.count > 0 { (row("between others", &all.between)) }
            }
        }
    }
}

fn who(who: &goodturn_book::request::Party) -> Markup {
    html! {
        @if who.is_me() { "you" } @else { a href={ "/person/" (who.id()) } { (who.name()) } }
    }
}

fn one(line: &Line, back: &str) -> Markup {
    html! {
        li.card {
            p {
                span.chip { (line.state) } " " (who(&line.from)) " to " (who(&line.to))
                @if let Some(about) = &line.about { ": " (who(about)) }
                @if !line.what.is_empty() { ", " (line.what) }
                " " small.quiet { (words::day(&line.on)) @if let Some(value) = &line.value { ", " (value.to_string()) }
                    @if let Some(day) = &line.thanked_on { ", thanked " (words::day(day)) } }
            }
            @if !line.ways.is_empty() || line.thanks_due {
                (step(line, back))
            }
        }
    }
}

/// Where a referral may go, and the thanks for it.
fn step(line: &Line, back: &str) -> Form {
    let counts = line.direction == Gave::Received && line.ways.contains(&"closed");
    let form = if counts { Form::of(&declared::REFERRAL) } else { Form::press("referral") };
    let form = form.row().with("id", &line.id).back(back);
    let form = line.ways.iter().fold(form, |form, way| form.says("state", way, *way));
    if line.thanks_due { form.says("thanked", "1", "I said thank you").first() } else { form }
}

/// Passes something on.
fn form(back: &str) -> Form {
    Form::of(&declared::REFER).back(back).main("Write it down")
}

async fn slips(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let lines = web.ask(|book, ctx| book.slips(&Slips::default(), ctx)).await?;
    let body = html! {
        h1 { "Slips" }
        p.lead { "As referral groups hand them in." }
        details.card open[lines.is_empty()] { summary { "Write one down" }
            (Form::of(&declared::SLIP).back("/slips").main("Keep"))
        }
        @if !lines.is_empty() { (table(&lines)) }
    };
    Ok(layout::page("Slips", "/ledger", &flash, body))
}

fn table(lines: &[Slip]) -> Markup {
    html! {
        table {
            caption { "The last year" }
            thead { tr { th { "Day" } th { "Slip" } th { "From" } th { "To" } th { "About" } th { "Amount" } } }
            tbody { @for line in lines.iter().rev() {
                tr { td { (words::day(&line.on)) } td { (line.slip) } td { (line.from.name()) } td { (line.receiver()) }
                    td { @if let Some(about) = &line.about { (about.name()) } @if !line.what.is_empty() { " " (line.what) } }
                    td.number { @if let Some(value) = &line.value { (value) } } }
            } }
        }
    }
}

/// What somebody's page shows: a form to pass something on to them.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let back = format!("/person/{id}");
    html! {
        section.card #referrals {
            h2 { "Referrals" }
            @if page.beside.referrals.is_empty() { p.quiet { "None is written down yet." } }
            ul.plain { @for line in &page.beside.referrals { (one(line, &back)) } }
            details { summary { "Pass something on to them" } (form(&back).with("from", "me").with("to", id)) }
            details { summary { "They passed something on to you" } (form(&back).with("from", id).with("to", "me")) }
        }
    }
}
