//! One transaction's worth of an import.

use std::collections::{BTreeSet, HashSet};

use goodturn_core::draft::{Address, Draft, InteractionKind};
use goodturn_core::id::{PersonId, Seq};
use goodturn_core::place::{Place, Problem};
use goodturn_core::{findable, profile};
use goodturn_store::Writer;
use goodturn_store::rows::{Act, Participation};
use goodturn_store::writer::{Deed, Keep, Load};

use super::claims::{Claims, Pairs};
use super::crowd::Crowd;
use super::known::{Known, Slot};
use super::messages;
use super::report::{Counts, Fate};
use super::schedule::Coming;
use crate::book::{Book, Context};
use crate::error::Result;

/// What lies on the importer's importer between batches: who is at hand, and who I am.
pub(super) struct Importer<'a> {
    pub(super) book: &'a Book,
    pub(super) ctx: &'a Context,
    pub(super) me: HashSet<String>,
    pub(super) region: Option<String>,
    pub(super) known: Known,
    pub(super) load: Load,
    /// Who stood among many recipients.
    pub(super) crowd: Crowd,
    /// Who was in what, not in the book yet.
    pub(super) parts: Vec<Participation>,
    /// How many of them are of batches that are safe.
    safe: usize,
    /// Who was taken to be one, to be made one when the import ends.
    pub(super) pairs: Pairs,
    /// How many of these are of batches that are safe.
    safe_pairs: usize,
    /// Which entries of the list that is being read are whose.
    pub(super) claims: Claims,
    /// People whose bonds must be computed from their timelines when the run is settled.
    pub(super) anew: BTreeSet<PersonId>,
    /// The last act of this import; none before the first.
    pub(super) last: Option<Seq>,
    /// Whether somebody else wrote to the book since the last time all was settled.
    others: bool,
    /// Meetings that are still to come.
    pub(super) coming: Coming,
}

/// So many parts in interactions wait at the most. They go in sorted by person, which touches each stretch of the
/// table once; the more wait, the less is touched for each, and so many take some 40 MB.
const WAITING_MOST: usize = 600_000;

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

impl<'a> Importer<'a> {
    pub(super) fn new(
        book: &'a Book,
        ctx: &'a Context,
        me: HashSet<String>,
        region: Option<String>,
    ) -> Importer<'a> {
        let (known, load, parts, crowd, safe, anew, last, others) = Default::default();
        let (pairs, safe_pairs, claims) = Default::default();
        Importer {
            book,
            ctx,
            me,
            region,
            known,
            load,
            parts,
            crowd,
            safe,
            pairs,
            safe_pairs,
            claims,
            anew,
            last,
            others,
            coming: Coming::default(),
        }
    }

    /// Does one act of the import. What a try left at hand that was not kept is let go, so that nothing is counted
    /// twice.
    pub(super) fn act<T>(
        &mut self,
        deed: &Deed,
        mut work: impl FnMut(&mut Importer<'a>, &mut Writer<'_>) -> Result<(T, Keep)>,
    ) -> Result<(T, Option<Act>)> {
        let (store, mut tried) = (&self.book.store, false);
        let done = store.act(deed, &mut |w| {
            if std::mem::replace(&mut tried, true) {
                self.forget_all();
            }
            self.mind_others(w)?;
            work(self, w)
        });
        if !matches!(done, Ok((_, Some(_)))) {
            self.forget_all();
        }
        done
    }

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
        let mut claimed = None;
        for (at, waiting) in batch.iter().enumerate() {
            let source = sources.get(waiting.source).copied().unwrap_or_default();
            if matches!(waiting.draft, Draft::Person(_))
                && claimed.replace(waiting.source) != Some(waiting.source)
            {
                let of_list = batch[at..].iter().take_while(|other| other.source == waiting.source);
                let mut drafts = of_list.filter_map(|other| match &other.draft {
                    Draft::Person(draft) => Some(draft),
                    _ => None,
                });
                self.claim(w, &mut drafts, source)?;
            }
            let counts = counts(&mut outcome.counts, waiting.source);
            match &waiting.draft {
                Draft::Interaction(draft) => {
                    let known = [draft.key].iter().chain(&draft.also).any(|key| known.contains(key));
                    if known || !seen.insert(draft.key) {
                        counts.take(Fate::Unchanged);
                        continue;
                    }
                    match self.moment(w, draft, source)? {
                        Ok(()) => {
                            counts.take(Fate::Added);
                            outcome.interactions += 1;
                        }
                        Err(what) => counts.fail(&Problem { place: waiting.place.clone(), what }),
                    }
                }
                Draft::Person(draft) => match self.person(w, draft.clone(), source)? {
                    Fate::Full => {
                        let what = messages::too_much_known().to_string();
                        counts.fail(&Problem { place: waiting.place.clone(), what });
                    }
                    fate => counts.take(fate),
                },
                Draft::Coming(draft, event) => match self.coming(w, draft, *event, source)? {
                    Ok(Some(fate)) => counts.take(fate),
                    Ok(None) if Crowd::is_in(draft) => {
                        counts.skip(messages::WITH_A_CROWD);
                    }
                    Ok(None) => counts.skip(messages::WITH_NOBODY),
                    Err(what) => counts.fail(&Problem { place: waiting.place.clone(), what }),
                },
                Draft::CalledOff(key) => match self.called_off(w, *key)? {
                    true => counts.take(Fate::Updated),
                    false => counts.skip(messages::CANCELLED),
                },
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
        self.hand_over(w, &mut outcome)?;
        Ok(outcome)
    }

    fn known_already(&mut self, w: &mut Writer<'_>, batch: &[Waiting]) -> Result<HashSet<u64>> {
        let interactions = batch.iter().filter_map(|waiting| match &waiting.draft {
            Draft::Interaction(draft) => Some(draft),
            _ => None,
        });
        let keys: Vec<i64> = interactions
            .flat_map(|draft| [draft.key].into_iter().chain(draft.also.iter().copied()))
            .map(|key| key as i64)
            .collect();
        let known = w.known(&keys)?;
        Ok(keys.into_iter().zip(known).filter(|(_, known)| *known).map(|(key, _)| key as u64).collect())
    }

    /// Hands all that changed to the store.
    fn hand_over(&mut self, w: &mut Writer<'_>, outcome: &mut Outcome) -> Result<()> {
        for at in 0..self.known.slots.len() {
            let slot = &self.known.slots[at];
            if slot.stored && !slot.changed {
                continue;
            }
            if self.known.slots[at].reworded {
                let details = self.details(w, at)?;
                let words = findable::words(details.iter().map(|detail| &detail.value));
                let values: Vec<_> = details.iter().map(|detail| detail.value.clone()).collect();
                let slot = self.known.slot(at);
                slot.person.profile = profile::profile(&values);
                self.load.words.push((slot.person.id, words));
            }
            let slot = self.known.slot(at);
            slot.person.recompute_strength(self.ctx.now);
            if slot.stored {
                self.load.people.push(slot.person.clone());
            } else {
                slot.person.made = w.run_of_act();
                let person = slot.person.clone();
                let is_new = self.pairs.now(person.id) == person.id;
                outcome.people += u64::from(is_new && person.kind == goodturn_core::sender::Kind::Person);
                self.load.new_people.push(person);
            }
        }
        w.load(std::mem::take(&mut self.load))?;
        if self.is_waiting() {
            w.mark_bonds_unwritten()?;
        }
        Ok(())
    }

    /// After a batch is safe, as act `seq`: everybody at hand is in the book.
    pub(super) fn stored(&mut self, seq: Seq) {
        self.last = Some(seq);
        self.safe = self.parts.len();
        self.safe_pairs = self.pairs.len();
        self.known.all_stored();
        for slot in &mut self.known.slots {
            slot.met &= slot.late || slot.stored && !slot.changed;
            (slot.stored, slot.changed, slot.reworded, slot.details) = (true, false, false, None);
            slot.added.clear();
        }
    }

    /// Whether something waits to be settled.
    pub(super) fn is_waiting(&self) -> bool {
        !self.parts.is_empty() || !self.anew.is_empty() || self.known.slots.iter().any(|slot| slot.met)
    }

    /// Whether so much waits, or so many are at hand, that it is time to settle.
    pub(super) fn is_full(&self) -> bool {
        self.parts.len() > WAITING_MOST || self.known.is_full()
    }

    /// Writes who was in what, and the bonds that waited.
    pub(super) fn write_waiting(&mut self, w: &mut Writer<'_>) -> Result<()> {
        if self.others {
            // Whoever was forgotten meanwhile stays forgotten.
            let everybody: BTreeSet<PersonId> = self.parts.iter().map(|part| part.person).collect();
            let mut gone = HashSet::new();
            for id in everybody {
                if w.person(id)?.is_none() {
                    gone.insert(id);
                }
            }
            self.parts.retain(|part| !gone.contains(&part.person));
            self.safe = self.parts.len();
        }
        let now = self.ctx.now;
        let late = self.known.slots.iter().filter(|slot| slot.late && slot.stored);
        self.anew.extend(late.map(|slot| slot.person.id));
        let mut met: Vec<&mut Slot> =
            self.known.slots.iter_mut().filter(|slot| slot.met && !slot.late).collect();
        met.sort_unstable_by_key(|slot| slot.person.id);
        met.iter_mut().for_each(|slot| slot.person.recompute_strength(now));
        Ok(w.write_bonds(&mut self.parts, met.iter().map(|slot| &slot.person), &self.anew)?)
    }

    /// After [`Importer::write_waiting`] is safe, as act `seq`.
    pub(super) fn settled(&mut self, seq: Seq) {
        self.last = Some(seq);
        self.anew.clear();
        self.parts.clear();
        (self.safe, self.others) = (0, false);
        self.known = Known::default();
    }

    /// Where somebody else wrote to the book since the last act, what is at hand may be out of date; and where they
    /// took this import for one that broke off, as when the lease was lost with a server, what waited is settled.
    fn mind_others(&mut self, w: &mut Writer<'_>) -> Result<()> {
        if self.last.is_none_or(|last| w.act().0 == last.0 + 1) {
            return Ok(());
        }
        self.others = true;
        self.forget_all();
        let run = w.run_of_act();
        if w.is_undone(run)? {
            return Err(messages::taken_back());
        }
        if !w.runs_without_bonds()?.contains(&run) {
            self.parts.clear();
            self.anew.clear();
            self.safe = 0;
        }
        Ok(())
    }

    /// Nobody at hand can be trusted any more, as after a batch that failed. Whose bond waited gets it from the
    /// timeline.
    pub(super) fn forget_all(&mut self) {
        let waiting = self.known.slots.iter().filter(|slot| slot.met && slot.stored);
        self.anew.extend(waiting.map(|slot| slot.person.id));
        self.known = Known::default();
        self.load = Load::default();
        self.coming.forget();
        self.parts.truncate(self.safe);
        self.pairs.truncate(self.safe_pairs);
    }
}

/// Whether a draft says by name whom it means, so that it is best brought in when all who may be meant are there.
pub(super) fn names_people(draft: &Draft) -> bool {
    let called = |address: &Address| matches!(address, Address::Called(_));
    match draft {
        Draft::Person(_) | Draft::CalledOff(_) => false,
        Draft::Interaction(draft) | Draft::Coming(draft, _) => {
            draft.parties.iter().any(|party| match &party.address {
                // A chat's names are handles.
                Address::Name(_) => draft.kind != InteractionKind::Message,
                address => called(address),
            })
        }
        Draft::Tie(draft) => called(&draft.a) || called(&draft.b),
        Draft::Turn(draft) => called(&draft.who),
        Draft::Wish(draft) => called(&draft.who),
    }
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
