//! What is to be done next about an introduction, with the deeds that do it.

use goodturn_core::deed::Deed;
use goodturn_core::id::EntryId;
use goodturn_core::introduction::{self, Step};
use goodturn_core::words::Words;
use schemars::JsonSchema;
use serde::Serialize;

use super::introduction::Introduction;
use super::messages;

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
    pub(crate) fn of(kept: &Introduction) -> Option<Next> {
        let (first, second) = kept.names();
        let next = kept.state.next()?;
        let deeds = next.steps().iter().map(|step| taking(kept.entry.id, *step)).collect();
        Some(Next { what: next.name(), words: next.words(first, second), deeds, next })
    }

    /// As a sentence without a full stop, with what is to be said then.
    pub(crate) fn is_next(&self) -> Words {
        messages::next(self.next, &self.words, &self.deeds)
    }

    /// The same, as what is to be done instead of what was refused.
    pub(crate) fn instead(kept: &Introduction) -> Words {
        match Next::of(kept) {
            Some(next) => next.is_next(),
            None => {
                let (first, second) = kept.names();
                messages::closed(&kept.state.words(first, second))
            }
        }
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
