//! The guard's page.

use axum::Router;
use axum::extract::State;
use axum::response::Html;
use axum::routing::get;
use goodturn_book::guard::watch::{Guard, Standing, Watched};
use maud::{Markup, html};

use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};
use super::{Web, words};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/guard", get(page))
}

/// Whom to be careful with.
async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let found = web.ask(|book, ctx| book.guard(&Guard::default(), ctx)).await?;
    let body = html! {
        h1 { "Guard" }
        p.lead { "Who takes from many and gives to none. It takes years of evidence to stand here, it is for your eyes only, "
            "and you may know better." }
        @if found.is_empty() { p { "There is nobody to be careful with." } }
        @for one in &found { (watched(one, "/guard")) }
        p.quiet { "Somebody stands here who took from at least eight people you know of, gave next to nothing back in all, "
            "and let at least three of your asks go by, over a year and more. A reason on file clears them." }
    };
    Ok(layout::tabbed("Guard", "/guard", &flash, body))
}

/// What is to be said of one person, where anything is; `back` is the page to return to.
pub(crate) fn watched(one: &Watched, back: &str) -> Markup {
    let id = one.person.id();
    let decide = |deed| Form::press(deed).with("who", id).back(back);
    html! {
        @if one.standing != Standing::Clear || !one.excuses.is_empty() || one.overruled_until.is_some() {
            section.card.guard #guard {
                h2 { "Guard: " a href={ "/person/" (id) } { (one.person.name()) } }
                p { (&one.words) }
                @if !one.evidence.is_empty() {
                    details { summary { "What that is told from" }
                        ul.plain { @for evidence in &one.evidence { li { time { (words::day(&evidence.on)) } " " (evidence.what) } } }
                    }
                }
                @for excuse in &one.excuses { p { "On file: " (excuse.why) "." } }
                @if let Some(until) = &one.overruled_until { p.quiet { "You decided otherwise; this rests until " (words::day(until)) "." } }
                div.buttons {
                    @if one.overruled_until.is_some() { (decide("overrule").with("off", "1").button("Let the guard speak again")) }
                    @else if one.standing != Standing::Clear { (decide("overrule").button("I know better")) }
                    @if !one.excuses.is_empty() { (decide("excuse").with("remove", "1").button("Take the reason away")) }
                }
                @if one.excuses.is_empty() {
                    (Form::of(&declared::EXCUSE).with("who", id).back(back).button("Put it on file"))
                }
            }
        }
    }
}
