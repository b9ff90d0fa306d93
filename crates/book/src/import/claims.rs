//! Which entries of a list are whose, and who was taken to be one.

use std::cell::OnceCell;
use std::collections::HashMap;

use goodturn_core::draft::{PersonDraft, ValueKind};
use goodturn_core::id::PersonId;
use goodturn_core::linkage::apart::Called;
use goodturn_core::profile::DERIVED;
use xxhash_rust::xxh3::xxh3_64;

use super::uid::fingerprint;

/// Two who were taken to be one: a draft that a channel led to somebody of another name. They are made one when the
/// import ends, as any two are, so that they can be taken apart.
#[derive(Clone, Debug)]
pub(super) struct Pair {
    /// Who was there.
    pub(super) into: PersonId,
    /// Who came.
    pub(super) gone: PersonId,
    /// What both have.
    pub(super) by: String,
}

/// All who were taken to be one, in order.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    all: Vec<Pair>,
    into: HashMap<PersonId, PersonId>,
}

impl Pairs {
    pub(super) fn push(&mut self, pair: Pair) {
        self.into.insert(pair.gone, pair.into);
        self.all.push(pair);
    }

    /// Into whom somebody goes when the import ends; themselves where they stay.
    pub(super) fn now(&self, mut person: PersonId) -> PersonId {
        // Whoever goes into another came after them, so that this ends.
        while let Some(into) = self.into.get(&person) {
            person = *into;
        }
        person
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    /// Keeps only the first.
    pub(super) fn truncate(&mut self, len: usize) {
        for pair in self.all.drain(len.min(self.all.len())..) {
            self.into.remove(&pair.gone);
        }
    }

    /// Hands all of them over.
    pub(super) fn take(&mut self) -> Vec<Pair> {
        self.into.clear();
        std::mem::take(&mut self.all)
    }
}

/// Which entries of the list that is being read are whose. Two entries of one list are two people by its owner's word.
#[derive(Debug, Default)]
pub(super) struct Claims {
    pub(super) source: [u8; 16],
    pub(super) by: HashMap<PersonId, Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) uid: u64,
    /// Whether the list itself tells its entries apart.
    pub(super) told: bool,
}

impl Entry {
    pub(super) fn of(draft: &PersonDraft) -> Entry {
        let told = draft.values.iter().find(|value| value.kind == ValueKind::Uid && value.label != DERIVED);
        match (told, &draft.card) {
            (Some(uid), _) => Entry { uid: xxh3_64(uid.text.trim().as_bytes()), told: true },
            (None, Some(card)) => Entry { uid: xxh3_64(card.uid.trim().as_bytes()), told: false },
            (None, None) => Entry { uid: xxh3_64(fingerprint(&draft.values).text.as_bytes()), told: false },
        }
    }
}

/// An entry of a list, on its way in.
pub(super) struct Listed<'d> {
    pub(super) draft: &'d PersonDraft,
    pub(super) entry: Entry,
    called: OnceCell<Called>,
}

impl Listed<'_> {
    pub(super) fn of(draft: &PersonDraft, entry: Entry) -> Listed<'_> {
        Listed { draft, entry, called: OnceCell::new() }
    }

    /// What they are called, once somebody is there to be laid beside them.
    pub(super) fn called(&self) -> &Called {
        self.called.get_or_init(|| Called::of(self.draft.values.iter()))
    }
}
