//! What was done, newest first, each with its way back.

use axum::extract::{Query, State};
use axum::response::Html;
use goodturn_book::journal::history::History;
use maud::html;
use serde::Deserialize;

use super::failure::Failure;
use super::layout::{self, Flash, undo};
use super::{Web, words};

/// Whose, and how far down.
#[derive(Deserialize)]
pub(crate) struct Ask {
    who: Option<String>,
    before: Option<u32>,
}

const MOST: usize = 50;

/// The journal.
pub(crate) async fn page(
    State(web): State<Web>,
    Query(ask): Query<Ask>,
    flash: Flash,
) -> Result<Html<String>, Failure> {
    let who = ask.who.filter(|who| !who.is_empty());
    let history = History { who: who.clone(), limit: Some(MOST as u32 + 1), before: ask.before };
    let mut lines =
        web.ask(move |book, ctx| book.history(&history, ctx)).await.map_err(Failure::or_missing)?;
    let more = lines.len() > MOST && who.is_none();
    lines.truncate(MOST);
    let last = lines.last().map(|line| line.seq).filter(|_| more);
    let ctx = web.clock.context();
    let body = html! {
        h1 { "Journal" }
        @match &who {
            Some(who) => p { "Only what changed " a href={ "/person/" (who) } { "this person" } ". " a href="/journal" { "All of it" } },
            None => p.quiet { "Everything that was done to the book. Whatever it was, it can be taken back." },
        }
        @if lines.is_empty() { p.lead { "Nothing yet." } } @else {
            table.journal {
                thead { tr { th scope="col" { "When" } th scope="col" { "What" } th scope="col" { "Undo" } } }
                tbody { @for line in &lines {
                    tr.undone[line.undone] {
                        td { time datetime=(line.at) { (words::minute(line.at, &ctx)) } }
                        td.wrap { span.chip { (line.act) } " " (super::words::without_commands(&line.summary)) }
                        td { @if line.undone { span.quiet { "undone" } } @else if line.undoes.is_none() && line.act != "restore" { (undo(line.seq, "Undo")) } }
                    }
                } }
            }
        }
        @if let Some(last) = last { p { a.button href={ "/journal?before=" (last) } { "Older" } } }
    };
    Ok(layout::page("Journal", "/journal", &flash, body))
}
