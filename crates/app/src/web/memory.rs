//! What was just said, for the page that follows: an address names it by a number and never by its words, which would
//! stay in the history of the browser, and be too long for an address.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use goodturn_book::request::{Done, WayBack};
use jiff::Timestamp;

use super::words;

/// So much is kept; a page that is asked for later finds its act in the journal.
const KEPT: usize = 64;

/// The last things said.
#[derive(Default)]
pub(crate) struct Memory(Mutex<Remembered>);

#[derive(Default)]
struct Remembered {
    said: VecDeque<(Name, Said)>,
    last: i64,
}

/// How an address names what was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Name {
    /// An act, by its place in the journal.
    Act(i64),
    /// What is in no journal.
    Word(i64),
}

/// Something said once, on top of the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said {
    /// The sentence.
    pub text: String,
    /// Whether a button takes the act back.
    pub undoable: bool,
}

impl Memory {
    /// Keeps what an act did, or why it did nothing.
    pub(crate) fn done(&self, done: &Done, now: Timestamp) -> Name {
        let mut text = words::summary(&done.summary.to_string());
        for note in &done.notes {
            text.push(' ');
            text.push_str(&words::sentence(note));
        }
        // Where undoing does not bring it back, no button says so.
        self.keep((done.seq > 0).then_some(done.seq), text, done.way_back == WayBack::Undo, now)
    }

    fn keep(&self, seq: Option<i64>, text: String, undoable: bool, now: Timestamp) -> Name {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let name = match seq {
            Some(seq) => Name::Act(seq),
            None => {
                // The time, so that an old address means nothing to a server that was started anew.
                kept.last = now.as_millisecond().max(kept.last + 1);
                Name::Word(kept.last)
            }
        };
        kept.said.retain(|(known, _)| *known != name);
        kept.said.push_back((name, Said { text, undoable }));
        if kept.said.len() > KEPT {
            kept.said.pop_front();
        }
        name
    }

    /// What was said under this name; none where that is forgotten.
    pub(crate) fn said(&self, name: Name) -> Option<Said> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.said.iter().find(|(known, _)| *known == name).map(|(_, said)| said.clone())
    }
}
