//! The map: everybody drawn, and beside it the same in words; and the circles of a life.

use axum::Router;
use axum::extract::State;
use axum::http::header::CONTENT_TYPE;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use goodturn_book::network::circles::Circle;
use goodturn_book::network::groups::Community;
use goodturn_book::request::Party;
use goodturn_core::insight::today::span;
use maud::{Markup, html};

use super::assets;
use super::failure::Failure;
use super::layout::{self, Flash};
use super::{Web, messages, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/map", get(map)).route("/map.json", get(data)).route("/circles", get(circles))
}

async fn map(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let communities = web.ask_slowly(|book, ctx| book.communities(ctx)).await?;
    let head = html! { script type="module" src=(assets::link("map.js")) {} };
    let (unknown, known): (Vec<&Community>, Vec<&Community>) =
        communities.iter().partition(|one| one.known == 0);
    let bridges: Vec<&Community> = known.iter().copied().filter(|one| one.bridge.is_some()).collect();
    let body = html! {
        h1 { "Map" }
        p.lead { "Who stands near each other has to do with each other. The larger a dot, the stronger your tie." }
        div.beside {
        section #map data-from="/map.json" {
            form.fields.row role="search" aria-label="On the map" {
                label { "Find on the map" input type="search" name="q" autocomplete="off"; }
                label { "At least so strong" input type="range" name="least" min="0" max="90" step="5" value="0"; }
                label { "Community" select name="community" { option value="" { "all" }
                    @for one in &communities { option value=(one.number) { (one.number) ". " (one.name) } } } }
                button type="button" name="whole" { "Show all" }
            }
            canvas tabindex="0" role="img" aria-label="The network as a drawing. The lists beside it say the same in words. Arrow keys move it, plus and minus make it larger and smaller." {}
            p.quiet #told role="status" { "The drawing needs a script; the lists beside it say the same in words." }
        }
        div.said {
        @if communities.is_empty() {
            p { "Nobody is known to belong together yet. Ties between others come from mail, meetings and chats, and from what you " a href="/people" { "write down" } " of who knows whom." }
        }
        @if !bridges.is_empty() {
            h2 { "What hangs on one person" }
            ul.plain { @for one in &bridges { @if let Some(bridge) = &one.bridge { li {
                "Through " (link(bridge)) " alone you know " strong { (one.name) } ", " (people(one.people)) "."
            } } } }
        }
        @if !unknown.is_empty() {
            h2 { "Where you know nobody" }
            ul.plain { @for one in &unknown { li { strong { (one.name) } ", " (people(one.people)) ", around " (names(&one.around)) } } }
        }
        @if !known.is_empty() {
            h2 { "Communities" }
            ol.plain { @for one in &known { li {
                strong { (one.number) ". " (one.name) } ", " (people(one.people)) ", of whom you know " (one.known) "; around " (names(&one.around))
            } } }
        }
        } }
    };
    Ok(layout::tabbed_with("Map", "/map", &flash, head, body))
}

fn link(who: &Party) -> Markup {
    html! { a href={ "/person/" (who.id()) } { (who.name()) } }
}

fn people(number: usize) -> String {
    words::many(number as u64, "person", "people")
}

fn names(people: &[Party]) -> Markup {
    html! { @for (at, who) in people.iter().enumerate() { @if at > 0 { ", " } (link(who)) } }
}

/// What the script draws.
async fn data(State(web): State<Web>) -> Result<Response, Failure> {
    let drawing = web.ask_slowly(|book, ctx| book.map(ctx)).await?;
    let text = serde_json::to_string(&drawing).unwrap_or_default();
    Ok(([(CONTENT_TYPE, "application/json")], text).into_response())
}

async fn circles(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let page = web.ask_slowly(|book, ctx| book.circles(ctx)).await?;
    let body = html! {
        h1 { "Circles" }
        p.lead { "Everybody has room for a few who are close, some more who are good friends, and many one is glad to see. How many these are with you, your own history says." }
        @if page.circles.is_empty() { p { "No tie is strong enough yet to be in a circle." } }
        @else { (rings(&page.circles)) }
        @for (at, circle) in page.circles.iter().enumerate() {
            section.card {
                h2 { (["The closest", "Close", "Friends", "Acquaintances"].get(at).unwrap_or(&"Others")) }
                p.quiet { (circle.people) " with those further in (Dunbar found " (circle.dunbar) "); strength "
                    (format!("{:.0} to {:.0}", circle.strengths[0], circle.strengths[1])) }
                p { (names(circle.members.get(..60).unwrap_or(&circle.members)))
                    @if circle.members.len() > 60 { " " (messages::and_more(circle.members.len() - 60)) } }
            }
        }
        @if !page.asleep.is_empty() {
            section.card {
                h2 { "Worth waking" }
                p.quiet { "Ties that were strong and have been silent for more than three years. What is needed or offered on either side is a good reason." }
                ul.plain { @for asleep in &page.asleep { li {
                    (link(&asleep.person)) ", silent for " (span(asleep.days as f64))
                    @if let Some(reason) = &asleep.reason { ". " (reason) }
                } } }
            }
        }
    };
    Ok(layout::tabbed("Circles", "/circles", &flash, body))
}

/// My circles beside Dunbar's, as rings whose areas are as the numbers of people.
fn rings(circles: &[Circle]) -> Markup {
    let most = circles.iter().map(|circle| circle.people.max(circle.dunbar)).max().unwrap_or(1).max(1) as f64;
    let radius = |people: usize| format!("{:.1}", (people as f64 / most).sqrt() * 78.0);
    html! {
        figure {
            svg.plot viewBox="0 0 336 180" role="img" aria-label={ "Your circles hold " @for circle in circles { (circle.people) " " } "people; Dunbar's 5, 15, 50 and 150" } {
                @for circle in circles.iter().rev() {
                    circle.ring cx="82" cy="82" r=(radius(circle.people)) {}
                    circle.ring.far cx="254" cy="82" r=(radius(circle.dunbar)) {}
                }
                text x="82" y="176" text-anchor="middle" { "yours" }
                text x="254" y="176" text-anchor="middle" { "Dunbar’s" }
            }
        }
    }
}
