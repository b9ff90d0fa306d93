//! Which entry of a list is whose, by its UID; and the cards as they came.

use goodturn_core::draft::{CardText, PersonDraft, ValueKind};
use goodturn_core::id::{CardId, Seq};
use goodturn_core::linkage::apart::NameVerdict;
use goodturn_core::profile;
use goodturn_store::Writer;
use goodturn_store::rows::{Card, Detail};

use super::batch::Importer;
use super::claims::Listed;
use super::uid::{is_made, under};
use crate::error::Result;

/// What a card was before.
#[derive(PartialEq, Eq)]
pub(super) enum Before {
    /// None.
    None,
    /// The same.
    Same,
    /// Another.
    Other(Vec<u8>),
}

/// By what somebody is reached.
const CHANNELS: [ValueKind; 3] = [ValueKind::Email, ValueKind::Phone, ValueKind::Url];

/// What so many people have is no sign of one of them: beyond these, only the same names under it are.
const ALIKE: usize = 4;

impl Importer<'_> {
    /// Whose card a draft is by its UID. Two programs may give the same one, such as a number, to two people: where
    /// their names say that they are two, or the name is another and nothing is in common, it is another card.
    pub(super) fn card_of(
        &mut self,
        w: &mut Writer<'_>,
        listed: &Listed<'_>,
        uid: &str,
    ) -> Result<Option<usize>> {
        let Some(first) = self.holder(w, ValueKind::Uid, uid)? else { return Ok(None) };
        // Made from all that an entry says, it can only be that entry's.
        if listed.draft.values.iter().all(|value| value.kind != ValueKind::Uid || is_made(value)) {
            return Ok(Some(first));
        }
        let own = listed.called();
        let mut fitting = None;
        for at in std::iter::once(first).chain(self.others(ValueKind::Uid, uid)).take(ALIKE) {
            let theirs = self.names(w, at)?;
            if theirs.is_called_as(own) {
                return Ok(Some(at));
            }
            let fits = match theirs.verdict(own) {
                NameVerdict::One | NameVerdict::Perhaps => true,
                NameVerdict::Renamed => self.share(w, at, listed.draft, &CHANNELS)?.unwrap_or(true),
                NameVerdict::Two => false,
            };
            if fits && fitting.is_none() {
                fitting = Some(at);
            }
        }
        // Whoever it was under these names before may be called otherwise by now.
        match self.holder(w, ValueKind::Uid, &under(uid, &listed.draft.values).text)? {
            Some(at) => Ok(Some(at)),
            None => Ok(fitting),
        }
    }

    /// Whether somebody has a channel of these kinds that a draft has, too; none where one of them has none at all.
    pub(super) fn share(
        &mut self,
        w: &mut Writer<'_>,
        at: usize,
        draft: &PersonDraft,
        kinds: &[ValueKind],
    ) -> Result<Option<bool>> {
        let region = self.region.clone();
        let normals = draft
            .values
            .iter()
            .filter(|value| kinds.contains(&value.kind))
            .map(|value| (value.kind, profile::normal(value.kind, &value.text, region.as_deref())));
        let theirs: Vec<_> = normals.collect();
        let known = self.details(w, at)?;
        let mut of_known = known.iter().filter(|detail| kinds.contains(&detail.value.kind)).peekable();
        if theirs.is_empty() || of_known.peek().is_none() {
            return Ok(None);
        }
        Ok(Some(of_known.any(|detail| {
            theirs.iter().any(|(kind, normal)| {
                *kind == detail.value.kind && normal.is_some() && *normal == detail.normal
            })
        })))
    }

    /// Another card of the same person that says what a card no longer says.
    pub(super) fn another_card_that_says(
        &mut self,
        w: &mut Writer<'_>,
        at: usize,
        origin: [u8; 16],
        detail: &Detail,
    ) -> Result<Option<[u8; 16]>> {
        let person = self.known.slot(at).person.id;
        let waiting = self.load.cards.iter().filter(|card| card.person == person).cloned();
        let mut cards: Vec<Card> = waiting.collect();
        if self.known.slot(at).stored {
            cards.extend(w.cards(person)?);
        }
        let others = cards.iter().filter(|card| card.id.bytes() != origin);
        Ok(others
            .filter(|card| {
                let values = goodturn_sources::vcard::values_of(&card.original);
                values.iter().any(|value| {
                    let normal = profile::normal(value.kind, &value.text, self.region.as_deref());
                    detail.says(value, normal.as_deref())
                })
            })
            .map(|card| card.id.bytes())
            .next())
    }

    /// Keeps a card as it came, in the place of what it was before.
    pub(super) fn card(
        &mut self,
        w: &mut Writer<'_>,
        at: usize,
        card: &CardText,
        new: bool,
    ) -> Result<(CardId, Before)> {
        let person = self.known.slot(at).person.id;
        let waiting =
            self.load.cards.iter_mut().find(|other| other.person == person && other.uid == card.uid);
        let put = |known: &mut Card| {
            if known.original == card.original {
                return Before::Same;
            }
            Before::Other(std::mem::replace(&mut known.original, card.original.clone()))
        };
        if let Some(waiting) = waiting {
            return Ok((waiting.id, put(waiting)));
        }
        if !new && self.known.slot(at).stored {
            for mut known in w.cards(person)? {
                if known.uid == card.uid {
                    let before = put(&mut known);
                    if before != Before::Same {
                        w.put_card(&known)?;
                    }
                    return Ok((known.id, before));
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
        Ok((id, Before::None))
    }
}
