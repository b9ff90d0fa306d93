//! A draft of a person, brought into a batch.

use goodturn_core::channel;
use goodturn_core::draft::{PersonDraft, Value, ValueKind};
use goodturn_core::id::{CardId, DetailId, Seq};
use goodturn_core::linkage::apart::{Said, said_of};
use goodturn_core::profile;
use goodturn_core::sender::classify;
use goodturn_store::Writer;
use goodturn_store::rows::{Card, Detail};
use xxhash_rust::xxh3::xxh3_128;

use super::batch::Desk;
use super::report::Fate;
use crate::error::Result;

impl Desk<'_> {
    /// Brings a person in: finds who it is, adds what is new, and takes away what the same card said before
    /// and no longer says.
    pub(super) fn person(
        &mut self,
        w: &mut Writer<'_>,
        mut draft: PersonDraft,
        source: [u8; 16],
    ) -> Result<Fate> {
        if !draft.values.iter().any(|value| value.kind == ValueKind::Uid) {
            draft.values.push(match &draft.card {
                Some(card) => {
                    Value { kind: ValueKind::Uid, label: DERIVED.to_owned(), text: card.uid.clone() }
                }
                None => fingerprint(&draft.values),
            });
        }
        let (at, new) = match self.who(w, &draft)? {
            Some(at) => (at, false),
            None => (self.create(), true),
        };
        let mut changed = new;
        let PersonDraft { values, card } = draft;
        let (mut origin, mut card_changed) = (source, false);
        if let Some(card) = &card {
            let id;
            (id, card_changed) = self.card(w, at, card, new)?;
            origin = id.bytes();
            changed |= card_changed;
        }
        let names_card = |value: &Value| {
            card.as_ref().is_some_and(|card| value.kind == ValueKind::Uid && value.text == card.uid)
        };
        let region = self.region.clone();
        let known: Vec<Detail> = self.details(w, at)?.clone();
        let mut kept = Vec::new();
        for value in values {
            let normal = profile::normal(value.kind, &value.text, region.as_deref());
            match known.iter().find(|detail| detail.says(&value, normal.as_deref())) {
                Some(detail) => {
                    kept.push(detail.id);
                    if card_changed && detail.id.bytes() == origin && detail.origin != Some(source) {
                        self.came_from(w, at, detail, source)?;
                    }
                }
                // The value that names a card has the card's id and knows the file: so a card is followed there.
                None if names_card(&value) => {
                    self.add_as(at, DetailId::from_bytes(origin), value, normal, source);
                    changed = true;
                }
                None => {
                    self.add_spelled(at, value, normal, origin);
                    changed = true;
                }
            }
        }
        if card.is_some() && !new {
            let gone: Vec<Detail> = known
                .into_iter()
                .filter(|detail| detail.origin == Some(origin) && !kept.contains(&detail.id))
                .collect();
            for detail in gone {
                changed = true;
                self.take_away(w, at, &detail)?;
            }
        }
        self.known.slot(at).changed |= changed;
        Ok(if new {
            Fate::Added
        } else if changed {
            Fate::Updated
        } else {
            Fate::Unchanged
        })
    }

    /// Who a draft is, by UID, e-mail, phone or profile page, in this order.
    fn who(&mut self, w: &mut Writer<'_>, draft: &PersonDraft) -> Result<Option<usize>> {
        for wanted in [ValueKind::Uid, ValueKind::Email, ValueKind::Phone, ValueKind::Url] {
            for value in draft.values.iter().filter(|value| value.kind == wanted) {
                let Some(normal) = profile::normal(wanted, &value.text, self.region.as_deref()) else {
                    continue;
                };
                // A firm's home page is everybody's there; a profile page is one person's.
                if wanted == ValueKind::Url && !channel::is_profile(&normal) {
                    continue;
                }
                let Some(first) = self.holder(w, wanted, &normal)? else { continue };
                if wanted == ValueKind::Uid {
                    return Ok(Some(first));
                }
                let found = self.of_holders(w, draft, wanted, &normal, first)?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    /// Who of those who have a channel a draft is: the only one, unless what is said of both makes them two, as of a
    /// family with one mailbox; of several, and behind an office's address, whoever has the same name. Somebody may have
    /// married and kept their mailbox; who has a colleague's given name and number is more likely a colleague.
    fn of_holders(
        &mut self,
        w: &mut Writer<'_>,
        draft: &PersonDraft,
        kind: ValueKind,
        normal: &str,
        first: usize,
    ) -> Result<Option<usize>> {
        let others = self.others(kind, normal);
        let shared = !others.is_empty() || kind == ValueKind::Email && classify(normal).is_some();
        for at in std::iter::once(first).chain(others) {
            let known = self.details(w, at)?;
            let said = said_of(known.iter().map(|detail| &detail.value), draft.values.iter());
            let fits = match said {
                Said::One => true,
                Said::Perhaps => !shared,
                Said::Renamed => !shared && kind != ValueKind::Phone,
                Said::Two => false,
            };
            if fits {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    fn card(
        &mut self,
        w: &mut Writer<'_>,
        at: usize,
        card: &goodturn_core::draft::CardText,
        new: bool,
    ) -> Result<(CardId, bool)> {
        let person = self.known.slot(at).person.id;
        let waiting =
            self.load.cards.iter_mut().find(|other| other.person == person && other.uid == card.uid);
        if let Some(waiting) = waiting {
            let changed = waiting.original != card.original;
            waiting.original.clone_from(&card.original);
            return Ok((waiting.id, changed));
        }
        if !new && self.known.slot(at).stored {
            for mut known in w.cards(person)? {
                if known.uid == card.uid {
                    let changed = known.original != card.original;
                    if changed {
                        known.original.clone_from(&card.original);
                        w.put_card(&known)?;
                    }
                    return Ok((known.id, changed));
                }
            }
        }
        let id = CardId(self.book.id(self.ctx.now));
        self.load.cards.push(Card {
            id,
            person,
            uid: card.uid.clone(),
            original: card.original.clone(),
            made: Seq(0),
            changed: Seq(0),
        });
        Ok((id, true))
    }

    /// Notes another source for a value.
    fn came_from(&mut self, w: &mut Writer<'_>, at: usize, detail: &Detail, source: [u8; 16]) -> Result<()> {
        let moved = Detail { origin: Some(source), ..detail.clone() };
        match self.load.details.iter_mut().find(|other| other.id == moved.id && other.person == moved.person)
        {
            Some(waiting) => *waiting = moved.clone(),
            None => w.put_detail(&moved)?,
        }
        let at_hand = self.known.slot(at).details.iter_mut().flatten();
        at_hand.filter(|other| other.id == moved.id).for_each(|other| *other = moved.clone());
        Ok(())
    }

    fn take_away(&mut self, w: &mut Writer<'_>, at: usize, detail: &Detail) -> Result<()> {
        let waiting = self.load.details.iter().position(|other| other.id == detail.id);
        match waiting {
            Some(place) => {
                self.load.details.swap_remove(place);
            }
            None => w.remove_detail(detail)?,
        }
        let slot = self.known.slot(at);
        (slot.changed, slot.reworded) = (true, true);
        if let Some(details) = &mut slot.details {
            details.retain(|other| other.id != detail.id);
        }
        Ok(())
    }
}

/// The label of a UID that a card does not say itself: it is made from what the card says, so that reading it
/// again finds it.
pub(crate) const DERIVED: &str = "derived";

/// A UID for a row that has none, from all that it says, so that reading it again finds it.
fn fingerprint(values: &[Value]) -> Value {
    let mut all = String::new();
    for value in values {
        all.push_str(value.kind.name());
        all.push('\x1f');
        all.push_str(&value.label);
        all.push('\x1f');
        all.push_str(&value.text);
        all.push('\x1e');
    }
    let text = format!("row:{:032x}", xxh3_128(all.as_bytes()));
    Value { kind: ValueKind::Uid, label: String::new(), text }
}
