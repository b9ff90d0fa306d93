//! Whose mail is it? Asked between the upload and the import, where nobody has said so yet.

use std::sync::{Mutex, PoisonError};

use axum::Form;
use axum::extract::State;
use axum::response::Redirect;
use goodturn_book::import::Import;
use goodturn_core::channel;
use maud::{Markup, html};
use tempfile::TempDir;

use super::failure::Failure;
use super::forms::{Fields, addresses};
use super::{Web, import, links, words};
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

/// The question.
pub(crate) fn question(waiting: &Waiting) -> Markup {
    let likely = waiting.clues.first().filter(|(_, sure, _)| *sure >= SURE).map(|(email, ..)| email);
    html! {
        h1 { @match likely { Some(email) => { "Are you " span { (words::address(email)) } "?" }, None => "Whose mail is this?" } }
        p.lead { "There is mail among the files. By your address Goodturn tells what you wrote from what was written to you." }
        form.fields.card method="post" action="/import/owner" {
            fieldset {
                legend { @if likely.is_some() { "These are mine" } @else { "Tick what is yours" } }
                @for (email, _, why) in waiting.clues.iter().take(OFFERED) {
                    label.check {
                        input type="checkbox" name="me" value=(email) checked[likely == Some(email)];
                        span { b { (words::address(email)) } " " small.quiet { (why) } }
                    }
                }
            }
            label { span { "Another address of mine" } input name="other" inputmode="email" autocomplete="email"; }
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
) -> Result<Redirect, Failure> {
    let fields = Fields(fields);
    let mut me = fields.many("me");
    me.extend(addresses(&fields.text("other")));
    let again = |said: &str| {
        let name = web.memory.word(said, web.clock.context().now);
        Ok(Redirect::to(&links::saying("/import/run", name)))
    };
    if fields.text("answer") == "none" {
        me.clear();
    } else if me.is_empty() {
        return again("Tick an address or write one, or say that none of these is you.");
    } else if let Some(address) = wrong(&me) {
        return again(&format!("{address} is no e-mail address; it looks like name@host."));
    }
    if let Some((turn, mut import, folder)) = web.desk.answered() {
        import.me = me;
        import::begin(&web, turn, import, folder);
    }
    Ok(Redirect::to("/import/run"))
}
