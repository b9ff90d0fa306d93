//! What no other page has a form for: each act of the catalog gets one of its own, by its name.

use axum::Router;
use axum::extract::{Path, State};
use axum::response::Html;
use axum::routing::get;
use goodturn_book::catalog::{self, Group};
use goodturn_book::request::Entry;
use maud::html;

use super::Web;
use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};

/// The pages.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/do", get(list)).route("/do/{deed}", get(one))
}

/// Whether an act has its page here. What runs on, or where no book is open, is no matter of a form.
fn is_here(entry: &Entry) -> bool {
    entry.is_of_a_form() && !declared::has_form(entry.name)
}

fn called(entry: &Entry) -> String {
    let name = entry.name.replace('-', " ");
    name[..1].to_uppercase() + &name[1..]
}

/// All of them, in the groups of the catalog.
async fn list(State(_): State<Web>, flash: Flash) -> Html<String> {
    let of = |group: &'static Group| -> Vec<&'static Entry> {
        group.entries.iter().filter(|entry| is_here(entry)).collect()
    };
    let groups = catalog::groups().iter().map(|group| (group.title, of(group)));
    let body = html! {
        h1 { "Everything else" }
        p.lead { "What the other pages do by a button beside the thing itself, or do not do at all." }
        @for (title, entries) in groups.filter(|(_, entries)| !entries.is_empty()) {
            h2 { (title) }
            ul { @for entry in entries { li { a href=(format!("/do/{}", entry.name)) { (called(entry)) } " " span.quiet { (entry.help) } } } }
        }
    };
    layout::page("Everything else", "/do", &flash, body)
}

/// The form of one act.
async fn one(State(_): State<Web>, Path(deed): Path<String>, flash: Flash) -> Result<Html<String>, Failure> {
    let Some(entry) = catalog::entry(&deed).filter(|entry| is_here(entry)) else {
        return Err(Failure::missing("there is no such page"));
    };
    let body = html! {
        h1 { (called(entry)) }
        p.lead { (entry.help) "." }
        @if let Some(words) = entry.danger.words() { p { (words) "." } }
        (Form::of_catalog(entry).card().main(called(entry)))
        p { a href="/do" { "Everything else" } }
    };
    Ok(layout::page(&called(entry), "/do", &flash, body))
}
