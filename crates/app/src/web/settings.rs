//! Who I am and where.

use axum::extract::State;
use axum::response::Html;
use maud::html;

use super::Web;
use super::failure::Failure;
use super::form::{Form, declared};
use super::layout::{self, Flash};

/// The settings.
pub(crate) async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let settings = web.ask(|book, _| book.settings()).await?;
    let (me, region) = (settings.me.join("\n"), settings.region.unwrap_or_default());
    let merge = if settings.merge_certain { "certain" } else { "ask" };
    let body = html! {
        h1 { "Settings" }
        (Form::of(&declared::SETTINGS).at("/settings").card().known("me", &me).known("region", &region).known("merge", merge)
            .main("Save"))
        p.quiet { a href="/do" { "Everything else" } " that can be done has a form of its own, too." }
    };
    Ok(layout::page("Settings", "/settings", &flash, body))
}
