//! One transaction's worth of an import.

use std::collections::HashSet;

use goodturn_core::draft::{Address, Draft, InteractionDraft, InteractionKind};
use goodturn_core::place::{Place, Problem};
use goodturn_core::profile;
use goodturn_store::Writer;
use goodturn_store::writer::Load;

use super::identity::Known;
use super::report::{Counts, Fate};
use crate::book::{Book, Context};
use crate::error::Result;

/// What lies on the importer's desk between batches: who is at hand, and who I am.
pub(super) struct Desk<'a> {
    pub(super) book: &'a Book,
    pub(super) ctx: &'a Context,
    pub(super) me: HashSet<String>,
    pub(super) region: Option<String>,
    pub(super) known: Known,
    pub(super) load: Load,
}

/// A draft that waits, with its place and the number of its source.
pub(super) struct Waiting {
    pub(super) draft: Draft,
    pub(super) place: Place,
    pub(super) source: usize,
}

/// What one batch came to.
#[derive(Default)]
pub(super) struct Outcome {
    /// Counts by number of source.
    pub(super) counts: Vec<(usize, Counts)>,
    pub(super) people: u64,
    pub(super) interactions: u64,
}

impl Desk<'_> {
    /// Brings a batch into the book, in the transaction of `w`. The drafts stay, so that it can be run again.
    pub(super) fn bring(
        &mut self,
        w: &mut Writer<'_>,
        batch: &[Waiting],
        sources: &[[u8; 16]],
    ) -> Result<Outcome> {
        self.load = Load::default();
        let mut outcome = Outcome::default();
        let known = self.known_already(w, batch)?;
        let mut seen: HashSet<u64> = HashSet::new();
        for waiting in batch {
            let source = sources.get(waiting.source).copied().unwrap_or_default();
            let counts = counts(&mut outcome.counts, waiting.source);
            match &waiting.draft {
                Draft::Interaction(draft) => {
                    if known.contains(&draft.key) || !seen.insert(draft.key) {
                        counts.take(Fate::Unchanged);
                        continue;
                    }
                    counts.take(Fate::Added);
                    outcome.interactions += 1;
                    if names_people(draft) {
                        let draft = self.resolve_names(w, draft.clone())?;
                        self.moment(w, &draft, source)?;
                    } else {
                        self.moment(w, draft, source)?;
                    }
                }
                Draft::Person(draft) => counts.take(self.person(w, draft.clone(), source)?),
                entry => match self.entry(w, entry, source)? {
                    Err(what) => counts.fail(&Problem { place: waiting.place.clone(), what }),
                    Ok(entry) => {
                        let key = entry.key as u64;
                        if w.known(&[entry.key])?.contains(&true) || !seen.insert(key) {
                            counts.take(Fate::Unchanged);
                        } else {
                            w.put_entry(&entry)?;
                            counts.take(Fate::Added);
                        }
                    }
                },
            }
        }
        self.settle(w, &mut outcome)?;
        Ok(outcome)
    }

    /// In Goodturn's own tables a name may be an id, or the exact name of the only one who has it.
    fn resolve_names(&mut self, w: &mut Writer<'_>, mut draft: InteractionDraft) -> Result<InteractionDraft> {
        for party in &mut draft.parties {
            let Address::Name(name) = &party.address else { continue };
            let mut fit = w.named(&goodturn_core::channel::fold(name.trim()))?;
            let id = name
                .parse()
                .ok()
                .or_else(|| if fit.len() == 1 { fit.pop().map(|person| person.id) } else { None });
            if let Some(id) = id
                && self.fetch(w, id)?.is_some()
                && let Some(email) = w.details(id)?.iter().find_map(|detail| {
                    (detail.value.kind == goodturn_core::draft::ValueKind::Email)
                        .then(|| detail.normal.clone())?
                })
            {
                party.address = Address::Email(email);
            }
        }
        Ok(draft)
    }

    fn known_already(&mut self, w: &mut Writer<'_>, batch: &[Waiting]) -> Result<HashSet<u64>> {
        let keys: Vec<i64> = batch
            .iter()
            .filter_map(|waiting| match &waiting.draft {
                Draft::Interaction(draft) => Some(draft.key as i64),
                _ => None,
            })
            .collect();
        let known = w.known(&keys)?;
        Ok(keys.into_iter().zip(known).filter(|(_, known)| *known).map(|(key, _)| key as u64).collect())
    }

    /// Hands all that changed to the store.
    fn settle(&mut self, w: &mut Writer<'_>, outcome: &mut Outcome) -> Result<()> {
        for at in 0..self.known.slots.len() {
            if !self.known.slots[at].changed {
                continue;
            }
            if self.known.slots[at].reworded {
                let details = self.details(w, at)?;
                let words = profile::words(details.iter().map(|detail| &detail.value));
                let values: Vec<_> = details.iter().map(|detail| detail.value.clone()).collect();
                let slot = self.known.slot(at);
                slot.person.profile = profile::profile(&values);
                self.load.words.push((slot.person.id, words));
            }
            let slot = self.known.slot(at);
            slot.person.weigh(self.ctx.now);
            if slot.stored {
                self.load.people.push(slot.person.clone());
            } else {
                slot.person.made = w.run_of_act();
                outcome.people += u64::from(slot.person.kind == goodturn_core::sender::Kind::Person);
                self.load.new_people.push(slot.person.clone());
            }
        }
        w.load(std::mem::take(&mut self.load))?;
        Ok(())
    }

    /// After a batch is safe: everybody at hand is in the book.
    pub(super) fn stored(&mut self) {
        for slot in &mut self.known.slots {
            (slot.stored, slot.changed, slot.reworded, slot.details) = (true, false, false, None);
        }
        self.known.trim();
    }

    /// After a batch failed: nobody at hand can be trusted.
    pub(super) fn forget_all(&mut self) {
        self.known = Known::default();
        self.load = Load::default();
    }
}

/// Whether a draft names people as Goodturn's own tables do; a chat's names are handles instead.
fn names_people(draft: &InteractionDraft) -> bool {
    draft.kind != InteractionKind::Message
        && draft.parties.iter().any(|party| matches!(party.address, Address::Name(_)))
}

pub(super) fn counts(all: &mut Vec<(usize, Counts)>, source: usize) -> &mut Counts {
    let at = match all.iter().position(|(known, _)| *known == source) {
        Some(at) => at,
        None => {
            all.push((source, Counts::default()));
            all.len() - 1
        }
    };
    &mut all[at].1
}
