//! What is known of meetings to come while an import runs.

use std::collections::{HashMap, HashSet};

use goodturn_store::rows::Entry;

/// What is known of meetings to come while an import runs.
#[derive(Default)]
pub(super) struct Coming {
    /// By their keys.
    pub(super) known: Option<HashMap<u64, Entry>>,
    /// What each source of this run is called, and which meetings and which events it has told of.
    pub(super) told: HashMap<[u8; 16], SourceTold>,
}

#[derive(Default)]
pub(super) struct SourceTold {
    pub(super) name: String,
    pub(super) keys: HashSet<u64>,
    pub(super) events: HashSet<u64>,
}

impl Coming {
    /// Takes up a source.
    pub(super) fn begin(&mut self, source: [u8; 16], name: &str) {
        self.told.entry(source).or_default().name = name.to_owned();
    }

    /// What was at hand may be out of date.
    pub(super) fn forget(&mut self) {
        self.known = None;
    }
}
