//! What is done about somebody on whichever page they stand: what happened is written down, how often to be in touch is
//! said, somebody new is added.

use std::fmt::Display;

use maud::{Markup, html};

use super::form::choices::CADENCES;
use super::form::{Form, declared};

/// Writes down what happened; the words say what kind it was, where nobody does.
pub(crate) fn log(id: impl Display, name: &str) -> Form {
    Form::of(&declared::LOG).on(id).log().called("text", format!("What happened with {name}")).main("Log")
}

/// Leaves somebody out for a week, for ever, or asks for another rhythm.
pub(crate) fn pace(id: impl Display + Copy, cadence: Option<&str>) -> Markup {
    let mut often = Form::press("edit").on(id).row();
    if let Some(cadence) = cadence {
        often = often.was("cadence", cadence);
    }
    for (days, words) in CADENCES {
        often = often.says("cadence", days, words);
    }
    let mute = Form::press("mute").on(id);
    html! {
        div.buttons.pace {
            @if cadence == Some("muted") { (mute.with("off", "1").button("Remind me again").key("m")) } @else {
                (Form::press("snooze").on(id).with("days", "7").button("Not this week").key("z"))
                (mute.button("Never remind me").key("m"))
            }
            details.often { summary.small data-do="c" { "How often" } (often) }
        }
    }
}

/// Somebody new.
pub(crate) fn add() -> Markup {
    html! {
        details.card {
            summary { "Add somebody" }
            (Form::of(&declared::ADD).at("/people/add").main("Add"))
        }
    }
}
