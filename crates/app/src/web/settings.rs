//! Who I am and where.

use axum::extract::State;
use axum::response::Html;
use maud::html;

use super::Web;
use super::choices::{choices, options};
use super::failure::Failure;
use super::forms;
use super::layout::{self, Flash};

/// The settings.
pub(crate) async fn page(State(web): State<Web>, flash: Flash) -> Result<Html<String>, Failure> {
    let settings = web.ask(|book, _| book.settings()).await?;
    let (me, region) = (settings.me.join("\n"), settings.region.unwrap_or_default());
    let merge = if settings.merge_certain { "certain" } else { "ask" };
    let body = html! {
        h1 { "Settings" }
        form.fields.card method="post" action="/settings" {
            (forms::was("me", &me)) (forms::was("region", &region))
            (forms::was("merge", merge))
            label { span { "My e-mail addresses, one on each line" }
                textarea name="me" rows="4" { "\n" (me) } }
            p.quiet { "By these, mail knows what you wrote from what was written to you." }
            label { span { "Phone numbers without a country belong to (two letters, such as GB)" }
                input name="region" maxlength="2" size="4" value=(region); }
            label { span { "Two cards that certainly are one person's (one mailbox, one card, one profile page)" }
                select name="merge" { (options(&choices("set", "merge"), Some(merge))) } }
            button.main { "Save" }
        }
    };
    Ok(layout::page("Settings", "/settings", &flash, body))
}
