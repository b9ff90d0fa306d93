//! People, searched and sorted.

use axum::extract::{Query, State};
use axum::response::Html;
use goodturn_book::Context;
use goodturn_book::people::list::{Line, People};
use goodturn_core::sender::Kind;
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::json;

use super::failure::Failure;
use super::layout::{self, Flash};
use super::links::link;
use super::{Web, assets, plot, quick, words};

/// What is asked for.
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Ask {
    q: String,
    sort: String,
    kind: String,
    after: String,
}

impl Default for Ask {
    fn default() -> Ask {
        Ask { q: String::new(), sort: "strength".into(), kind: "person".into(), after: String::new() }
    }
}

/// Lines on a page.
const MOST: usize = 50;

/// The page with its search.
pub(crate) async fn page(
    State(web): State<Web>,
    Query(ask): Query<Ask>,
    flash: Flash,
) -> Result<Html<String>, Failure> {
    let found = find(&web, &ask).await?;
    let body = html! {
        (layout::tabs("/people"))
        h1 { "People" }
        form.search #search action="/people" role="search" {
            label { span { "Search" }
                input type="search" name="q" value=(ask.q) placeholder="Name, firm, tag, or what you wrote down…" autocomplete="off"; }
            label { span { "Sort by" }
                select name="sort" { @for (name, label) in [("strength", "strength"), ("name", "name"), ("last", "what was last"), ("balance", "good turns")] {
                    option value=(name) selected[ask.sort == name] { (label) } } } }
            label { span { "Show" }
                select name="kind" { @for (kind, label) in Kind::ALL.iter()
                    .zip(["people", "organisations", "mailing lists", "robots", "offices (info@…)"]) {
                    option value=(kind.name()) selected[ask.kind == kind.name()] { (label) } } } }
            noscript { button { "Search" } }
        }
        div #results { (found) }
        (quick::add())
    };
    let head = html! { script type="module" src=(assets::link("people.js")) {} };
    Ok(layout::framed("People", "/people", &flash, head, body))
}

/// Only what was found, for the script that searches as one types.
pub(crate) async fn rows(State(web): State<Web>, Query(ask): Query<Ask>) -> Result<Html<String>, Failure> {
    Ok(Html(find(&web, &ask).await?.into_string()))
}

async fn find(web: &Web, ask: &Ask) -> Result<Markup, Failure> {
    let given = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let fields = json!({
        "query": given(&ask.q),
        "sort": given(&ask.sort),
        "kind": given(&ask.kind),
        "after": given(&ask.after),
        "limit": MOST + 1,
    });
    let mut lines = web.ask(move |book, ctx| book.people(&People::read(&fields)?, ctx)).await?;
    let more = lines.len() > MOST;
    lines.truncate(MOST);
    let ctx = web.clock.context();
    let last = lines.last().filter(|_| more).map(|line| line.id.as_str());
    Ok(html! {
        @if lines.is_empty() {
            p.lead { @if ask.q.is_empty() { "Nobody here yet." } @else { "Nobody fits “" (ask.q) "”." } }
        } @else {
            @if lines.iter().all(|line| line.found.iter().any(|found| found.nearly)) {
                p.quiet { "Nobody fits “" (ask.q) "” as it is written; these are spelt nearly so." }
            }
            (table(&lines, &ctx))
        }
        @if let Some(last) = last {
            p.more { a.button rel="next" href=(link("/people", &[("q", &ask.q), ("sort", &ask.sort), ("kind", &ask.kind), ("after", last)])) { "Next page" } }
        }
    })
}

fn table(lines: &[Line], ctx: &Context) -> Markup {
    html! {
        table.people {
            thead { tr { th scope="col" { "Name" } th scope="col" { "Where" } th scope="col" { "Strength" }
                th scope="col" { "What was last" } th scope="col" { "Tags" } } }
            tbody { @for line in lines { tr data-line {
                th scope="row" { a href={ "/person/" (line.id) } { (line.name) }
                    @for found in &line.found { div.quiet.small { (found.place) ": " (found.text) } } }
                td { (line.title) @if !line.title.is_empty() && !line.organisation.is_empty() { ", " } (line.organisation) }
                td.number { @if line.strength >= 0.5 { span { (format!("{:.0}", line.strength)) } " "
                    (plot::bar(line.strength)) } }
                td { @if let Some(at) = line.last_interaction {
                    time datetime=(at) title=(words::minute(at, ctx)) { (words::ago(at, ctx)) } } }
                td { @for tag in &line.tags { span.chip { (tag) } " " } }
            } } }
        }
    }
}
