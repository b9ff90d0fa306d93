//! What is to be done next about an introduction, with the deeds that do it.

use goodturn_core::deed::Deed;
use goodturn_core::id::EntryId;
use goodturn_core::introduction::{self, Step};
use goodturn_core::words;
use goodturn_core::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

use super::kept::Kept;

/// What is next.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Next {
    /// In a word: ask-first, await-first, ask-second, await-second, introduce, thank, ask-outcome.
    pub what: &'static str,
    /// As an order.
    pub words: String,
    /// The deeds that say what came of it.
    pub deeds: Vec<Deed>,
    #[serde(skip)]
    next: introduction::Next,
}

impl Next {
    /// Of an introduction as it stands; none where it is closed.
    pub(crate) fn of(kept: &Kept) -> Option<Next> {
        let (first, second) = kept.names();
        let next = kept.state.next()?;
        let deeds = next.steps().iter().map(|step| taking(kept.entry.id, *step)).collect();
        Some(Next { what: next.name(), words: next.words(first, second), deeds, next })
    }

    /// As a sentence without a full stop, with what is to be said then.
    pub fn said(&self) -> Words {
        let order = words![self.words.as_str(), ": "];
        let mut deeds = self.deeds.iter().cloned();
        let mut deed = || deeds.next().unwrap_or_else(|| Deed::new("introductions"));
        match self.next {
            introduction::Next::AwaitFirst | introduction::Next::AwaitSecond => {
                order.and(deed()).and(" when they say yes, ").and(deed()).and(" when not")
            }
            introduction::Next::AskOutcome => order.and(deed()).and(" or ").and(deed()),
            _ => order.and("send the text, then say ").and(deed()),
        }
    }

    /// The same, as what is to be done instead of what was refused.
    pub(crate) fn instead(kept: &Kept) -> Words {
        match Next::of(kept) {
            Some(next) => next.said_after("next: "),
            None => {
                let (first, second) = kept.names();
                words![kept.state.words(first, second), "; draft a new one with ", Deed::new("introduce")]
            }
        }
    }

    /// The same, behind a word.
    pub(crate) fn said_after(&self, word: &str) -> Words {
        self.said().parts().iter().cloned().fold(Words::from(word), Words::and)
    }
}

/// The deed that takes a step.
fn taking(id: EntryId, step: Step) -> Deed {
    let deed = Deed::new("intro").entry("id", id);
    match step {
        Step::Well => deed.text("step", "outcome").text("result", "well"),
        Step::Nothing => deed.text("step", "outcome").text("result", "nothing"),
        step => deed.text("step", step.name()),
    }
}
