//! Business: the pipeline beside those who bring it, and what of it stands on a person's page.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::business::ambassadors::{Ambassadors, Line as Ambassador};
use goodturn_book::business::pipeline::{Line as Deal, Prospects, Sum};
use goodturn_book::people::page::Page;
use goodturn_core::business::Stage;
use goodturn_core::money::Amount;
use maud::{Markup, html};

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, plot, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/business", get(page))
}

async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let (deals, sums, ambassadors) = web
        .ask(|book, ctx| {
            let deals = book.prospects(&Prospects::default(), ctx)?;
            Ok((deals, book.stages()?, book.ambassadors(&Ambassadors::default(), ctx)?))
        })
        .await?;
    let body = html! {
        h1 { "Business" }
        p.lead { "What may come of whom, and beside it who brings it: nobody is only a prospect." }
        div.offers {
            section.card { h2 { "Stages" } (stages(&sums)) }
            section.card {
                h2 { "Ambassadors" }
                @if ambassadors.is_empty() { p.quiet { "Nobody is known yet who speaks for you." } }
                ul.plain { @for line in &ambassadors {
                    li { a href={ "/person/" (line.person.id()) "#business" } { (line.person.name()) } ": " (line.why)
                        @if !line.worth().is_empty() { " · business through them: " (line.worth()) } }
                } }
            }
        }
        @for stage in Stage::OPEN {
            @let of_stage: Vec<&Deal> = deals.iter().filter(|deal| deal.stage == stage).collect();
            @if !of_stage.is_empty() {
                section { h2 { (stage.name()) } ul.plain { @for deal in of_stage { (one(deal, Named::Yes, "/business")) } } }
            }
        }
        @if deals.is_empty() { p.quiet { "No business is under way. It is written down on the page of whom it is with." } }
    };
    Ok(layout::tabbed("Business", "/business", &flash, body))
}

fn stages(sums: &[Sum]) -> Markup {
    html! {
        @if sums.is_empty() { p.quiet { "Nothing yet." } } @else {
            table.counts {
                thead { tr { th { "Stage" } th { "" } th { "How many" } th { "Worth" } } }
                tbody { @for sum in sums {
                    tr { th scope="row" { (sum.stage) } td { @if sum.when != "open" { (sum.when) } } td.number data-name="how many" { (sum.count) }
                        td.number data-name="worth" { (sum.worth.join(", ")) } }
                } }
            }
        }
    }
}

/// Whether a line names whom it is with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Yes,
    No,
}

fn one(deal: &Deal, named: Named, back: &str) -> Markup {
    html! {
        li.card {
            p {
                @if named == Named::Yes { a href={ "/person/" (deal.person.id()) } { (deal.person.name()) } ": " } @else { span.chip { (deal.stage) } " " }
                (deal.what) @if let Some(value) = &deal.value { ", " b { (value.to_string()) } }
                " " small.quiet { "since " (words::day(&deal.since)) @if let Some(day) = &deal.closed_on { ", decided " (words::day(day)) } }
            }
            @if let Some(next) = &deal.next_step { p { "Next: " (next) @if let Some(by) = &deal.due { " " small.quiet { "by " (words::day(by)) } } } }
            @if named == Named::Yes { p.quiet { (deal.support.words()) } }
            @if let Some(why) = &deal.refused { p.warn { (why) } }
            @if deal.closed_on.is_none() {
                (stages_to(deal, back))
                details { summary.small { "What comes next" }
                    (Form::of(&declared::NEXT).with("id", &deal.id).back(back)
                        .known("next", deal.next_step.as_deref().unwrap_or("")).known("by", deal.due.as_deref().unwrap_or(""))
                        .known("value", deal.value.as_ref().map_or_else(String::new, ToString::to_string)).main("Keep"))
                }
            }
        }
    }
}

/// The stages to which a deal may go.
fn stages_to(deal: &Deal, back: &str) -> Form {
    let form = Form::press("stage").row().with("id", &deal.id).back(back).was("stage", deal.stage);
    let others = Stage::ALL.into_iter().filter(|stage| *stage != deal.stage).map(Stage::name);
    others.fold(form, |form, stage| form.says("stage", stage, stage))
}

/// What came through somebody, with the picture of the chain.
fn through(line: &Ambassador) -> Markup {
    let nodes: Vec<plot::Place> = line
        .chain
        .iter()
        .map(|place| plot::Place {
            name: place.person.name(),
            depth: place.depth,
            by: place.parent,
            note: Amount::list(&place.business),
        })
        .collect();
    html! {
        h3 { "Through them" }
        p { (line.why) "." @if !line.worth().is_empty() { " Business through them: " (line.worth()) "." } }
        @if nodes.len() > 1 { (plot::chain(&nodes)) }
    }
}

/// What somebody's page shows: roles, how far the tie has come, deals beside the support, and what came through them.
pub(crate) fn card(page: &Page) -> Markup {
    let id = page.line.id.as_str();
    let back = format!("/person/{id}");
    let business = &page.business;
    html! {
        section.card #business {
            h2 { "Business and trust" }
            @for held in &business.roles { p { span.chip { (held.role) } " " small.quiet { (held.why) } } }
            p { "How far it has come: " b { (business.vcp.standing.name()) }
                @if let Some(missing) = &business.vcp.missing { ". For the next step: " (missing) } "." }
            @if !business.vcp.facts.is_empty() { ul { @for fact in &business.vcp.facts { li { small { (fact) } } } } }
            p.quiet { (business.support.words()) }
            ul.plain { @for deal in &business.deals { (one(deal, Named::No, &back)) } }
            @if let Some(line) = &business.through { (through(line)) }
            details { summary { "Write down an opportunity" }
                (Form::of(&declared::OPPORTUNITY).with("who", id).back(&back).main("Keep"))
            }
        }
    }
}
