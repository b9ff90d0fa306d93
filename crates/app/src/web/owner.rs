//! Whose mail is it? Asked between the upload and the import, where nobody has said so yet.

use std::sync::{Mutex, PoisonError};

use axum::Form;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use goodturn_book::import::Import;
use goodturn_core::channel;
use maud::{Markup, html};
use tempfile::TempDir;

use super::failure::Failure;
use super::form::bare::typed;
use super::form::sent::{Fields, addresses};
use super::layout::{self, Flash};
use super::upload::BEGUN;
use super::{Web, import, messages, words};
use crate::owner::SURE;

/// Files that wait for the answer; they go where it never comes.
pub(crate) struct Waiting {
    clues: Vec<(String, f64, String)>,
    held: Mutex<Option<(Import, TempDir)>>,
}

impl Waiting {
    pub(crate) fn new(clues: Vec<(String, f64, String)>, import: Import, folder: TempDir) -> Waiting {
        Waiting { clues, held: Mutex::new(Some((import, folder))) }
    }

    /// The files, once.
    pub(crate) fn take(&self) -> Option<(Import, TempDir)> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// So many are offered; who is none of them writes their own.
const OFFERED: usize = 5;

/// The question; where it comes once more, with what was answered and what is wrong about it.
pub(crate) fn question(waiting: &Waiting, ticked: &[String], wrong: Option<(&str, &str)>) -> Markup {
    let likely = waiting.clues.first().filter(|(_, sure, _)| *sure >= SURE).map(|(email, ..)| email);
    let is_ticked =
        |email: &String| if wrong.is_some() { ticked.contains(email) } else { likely == Some(email) };
    html! {
        h1 { @match likely { Some(email) => { "Are you " span { (words::address(email)) } "?" }, None => "Whose mail is this?" } }
        p.lead { "There is mail among the files. By your address Goodturn tells what you wrote from what was written to you." }
        form.fields.card method="post" action="/import/owner" data-unsent[wrong.is_some()] {
            fieldset {
                legend { @if likely.is_some() { "These are mine" } @else { "Tick what is yours" } }
                @for (email, _, why) in waiting.clues.iter().take(OFFERED) {
                    label.check {
                        input type="checkbox" name="me" value=(email) checked[is_ticked(email)];
                        span { b { (words::address(email)) } " " small.quiet { (why) } }
                    }
                }
            }
            (typed("other", "Another address of mine", wrong.map_or("", |(other, _)| other), wrong.map(|(_, said)| said)))
            div.buttons {
                button.main name="answer" value="me" { "That is me: go on" }
                button name="answer" value="none" { "None of these is me" }
            }
        }
        form method="post" action="/import/stop" { button.small { "Do not import" } }
        p.quiet { "Your answer is kept in the settings. Without it the mail counts as others' mail, and no ties of yours come from it." }
    }
}

/// The first of these that is no address.
pub(crate) fn wrong(me: &[String]) -> Option<&String> {
    me.iter().find(|address| channel::email(address).is_none())
}

/// Takes the answer, and the import goes on.
pub(crate) async fn answer(
    State(web): State<Web>,
    Form(fields): Form<Vec<(String, String)>>,
) -> Result<Response, Failure> {
    let fields = Fields(fields);
    let (mut me, other) = (fields.many("me"), fields.text("other"));
    let again = |said: &str| match web.imports.waiting() {
        None => Redirect::to("/import/run").into_response(),
        Some(waiting) => {
            let body = question(&waiting, &fields.many("me"), Some((&other, said)));
            (StatusCode::BAD_REQUEST, layout::page("Import", "/import", &Flash::default(), body))
                .into_response()
        }
    };
    me.extend(addresses(&other));
    if fields.text("answer") == "none" {
        me.clear();
    } else if me.is_empty() {
        return Ok(again("tick an address or write one, or say that none of these is you"));
    } else if let Some(address) = wrong(&me) {
        return Ok(again(&messages::no_address(address, false).to_string()));
    }
    if let Some((turn, mut import, folder)) = web.imports.answered() {
        import.me = me;
        import::begin(&web, turn, import, folder);
    }
    Ok(Redirect::to(BEGUN).into_response())
}
