//! Groups that one serves, and the report of one.

use std::fmt::Display;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::groups::list::{Line, Member};
use goodturn_book::groups::report::{Report, Sheet};
use maud::{Markup, html};
use serde::Deserialize;

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, plot, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/groups", get(list))
        .route("/groups/{id}", get(one))
        .route("/groups/{id}/report", get(report))
}

async fn list(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let groups = web.ask(|book, _| book.groups()).await?;
    let body = html! {
        h1 { "Groups you serve" }
        @if groups.is_empty() { p.quiet { "None yet: a club, a chapter, a street, a school." } }
        ul.plain { @for line in &groups {
            li.card { div.line { h2 { a href={ "/groups/" (line.group.id()) } { (line.group.name()) } } span.quiet { (words::many(line.people as u64, "member", "members")) } } }
        } }
        section.card { h2 { "One more" }
            (Form::of(&declared::GROUP).back("/groups").main("I serve it"))
        }
    };
    Ok(layout::tabbed("Groups", "/groups", &flash, body))
}

async fn one(State(web): State<Web>, Path(id): Path<String>, flash: Flash) -> Result<Html<String>, Failure> {
    let line = web.ask(move |book, _| book.group(&id)).await.map_err(Failure::or_missing)?;
    let here = format!("/groups/{}", line.group.id());
    let body = html! {
        h1 { (line.group.name()) }
        p { a.button href={ (here) "/report" } { "Report" } }
        (people(&line, &here))
        section.card { h2 { "Somebody joins" }
            (Form::of(&declared::JOIN).with("group", line.group.id()).back(&here).main("They belong to it"))
            (Form::press("group").with("name", line.group.id()).back("/groups").says("off", "1", "I serve it no more"))
        }
    };
    Ok(layout::page(line.group.name(), "/ledger", &flash, body))
}

fn people(line: &Line, here: &str) -> Markup {
    html! {
        @if line.members.is_empty() { p.quiet { "Nobody belongs to it yet." } }
        ul.plain { @for member in &line.members { (belongs(member, line.group.id(), here)) } }
    }
}

fn belongs(member: &Member, group: impl Display, here: &str) -> Markup {
    html! {
        li.card {
            div.line { h2 { a href={ "/person/" (member.person.id()) } { (member.person.name()) } } small.quiet { "since " (words::day(&member.since)) } }
            @for need in &member.needs { p { span.chip { "needs" } " " a href={ "/wishes/" (need.id) } { (need.words()) } } }
            @for offer in &member.offers { p { span.chip { "can give" } " " a href={ "/wishes/" (offer.id) } { (offer.words()) } } }
            (Form::press("leave").with("who", member.person.id()).with("group", group).back(here).button("Left it"))
        }
    }
}

/// Of which days.
#[derive(Deserialize)]
struct Period {
    from: Option<String>,
    to: Option<String>,
}

async fn report(
    State(web): State<Web>,
    Path(id): Path<String>,
    Query(period): Query<Period>,
    flash: Flash,
) -> Result<Html<String>, Failure> {
    let ask = Report { group: id, from: period.from, to: period.to };
    let sheet = web.ask(move |book, ctx| book.report(&ask, ctx)).await.map_err(Failure::or_missing)?;
    Ok(layout::page(&format!("Report for {}", sheet.group.name()), "/ledger", &flash, printed(&sheet)))
}

fn printed(sheet: &Sheet) -> Markup {
    let bars: Vec<(String, [usize; 2])> = sheet
        .turns
        .iter()
        .map(|done| (done.kind.name().replace('-', " "), [done.by_me, done.by_others]))
        .collect();
    html! {
        article {
            h1 { (sheet.group.name()) }
            p.lead { (words::day(&sheet.since)) " to " (words::day(&sheet.until)) }
            ul { @for line in sheet.sentences() { li { (line) } } }
            h2 { "Good turns for members" }
            @if bars.is_empty() { p.quiet { "None is written down." } } @else { (plot::kinds(&bars)) }
            ul.plain { @for line in &sheet.examples { li { (line) } } }
            form.search.unprinted {
                label { span { "From" } input type="date" name="from" value=(sheet.since); }
                label { span { "To" } input type="date" name="to" value=(sheet.until); }
                button { "Show" }
            }
            p.unprinted { a href={ "/groups/" (sheet.group.id()) } { "The group" } }
        }
    }
}
