//! A draft of a person, brought into a batch.

use std::collections::HashMap;

use goodturn_core::channel;
use goodturn_core::draft::{PersonDraft, Value, ValueKind};
use goodturn_core::firm::is_firm;
use goodturn_core::id::DetailId;
use goodturn_core::limits::KNOWN;
use goodturn_core::linkage::apart::{Called, NameVerdict};
use goodturn_core::profile::{self, DERIVED, HEARD, LISTED, SIGNED, rank};
use goodturn_core::sender::{Kind, classify};
use goodturn_store::Writer;
use goodturn_store::rows::Detail;

use super::batch::Importer;
use super::cards::Before;
use super::claims::{Claims, Entry, Listed, Pair};
use super::messages;
use super::report::Fate;
use super::uid::{fingerprint, is_made, under};
use crate::error::Result;

/// Who a draft is.
enum Identified {
    /// Whose card it is.
    Card(usize),
    /// Who has a channel of theirs, and which.
    Channel(usize, String),
}

impl Importer<'_> {
    /// Before the entries of a list are brought in: whose those are that the book knows by their UID, in whatever
    /// order they come.
    pub(super) fn claim(
        &mut self,
        w: &mut Writer<'_>,
        drafts: &mut dyn Iterator<Item = &PersonDraft>,
        source: [u8; 16],
    ) -> Result<()> {
        if self.claims.source != source {
            self.claims = Claims { source, by: HashMap::new() };
        }
        for draft in drafts {
            let derived = draft.card.as_ref().map(|card| card.uid.as_str());
            let own = draft.values.iter().find(|value| value.kind == ValueKind::Uid);
            let uid = match (own, derived) {
                (Some(uid), _) => uid.text.trim().to_owned(),
                (None, Some(uid)) => uid.to_owned(),
                (None, None) => fingerprint(&draft.values).text,
            };
            let listed = Listed::of(draft, Entry::of(draft));
            if let Some(at) = self.card_of(w, &listed, &uid)? {
                let id = self.known.slot(at).person.id;
                self.claims.by.insert(id, listed.entry);
            }
        }
        Ok(())
    }

    /// Brings a person in: finds who it is, adds what is new, and takes away what the same card said before
    /// and no longer says.
    pub(super) fn person(
        &mut self,
        w: &mut Writer<'_>,
        mut draft: PersonDraft,
        source: [u8; 16],
    ) -> Result<Fate> {
        let entry = Entry::of(&draft);
        if !draft.values.iter().any(|value| value.kind == ValueKind::Uid) {
            draft.values.push(match &draft.card {
                Some(card) => {
                    Value { kind: ValueKind::Uid, label: DERIVED.to_owned(), text: card.uid.clone() }
                }
                None => fingerprint(&draft.values),
            });
        }
        if draft.card.is_none() {
            let names = draft.values.iter_mut().filter(|value| value.kind == ValueKind::Name);
            names.filter(|name| name.label.is_empty()).for_each(|name| LISTED.clone_into(&mut name.label));
        }
        let listed = Listed::of(&draft, entry);
        let (at, new, joined) = match self.who(w, &listed)? {
            Some(Identified::Card(at)) => (at, false, false),
            Some(Identified::Channel(there, by)) if self.is_other_name(w, there, &listed)? => {
                let at = self.create();
                let (into, gone) = (self.known.slot(there).person.id, self.known.slot(at).person.id);
                self.claims.by.insert(into, entry);
                self.pairs.push(Pair { into, gone, by });
                (at, true, true)
            }
            Some(Identified::Channel(at, _)) => (at, false, false),
            None => (self.create(), true, false),
        };
        if !new && self.is_full_of(w, at, &draft)? {
            return Ok(Fate::Full);
        }
        self.claims.by.insert(self.known.slot(at).person.id, entry);
        if new && is_firm(&draft.values) {
            let person = &mut self.known.slot(at).person;
            (person.kind, person.kind_why) = (Kind::Organisation, messages::IS_A_FIRM.to_owned());
        }
        let mut changed = new;
        let PersonDraft { values, card } = draft;
        let (mut origin, mut card_changed) = (source, false);
        let mut names = Vec::new();
        if let Some(uid) = values.iter().find(|value| value.kind == ValueKind::Uid && !is_made(value))
            && self.holder(w, ValueKind::Uid, uid.text.trim())?.is_some_and(|first| first != at)
        {
            names.push(under(&uid.text, &values));
        }
        if let Some(card) = &card {
            let (id, before) = self.card(w, at, card, new)?;
            (origin, card_changed) = (id.bytes(), before != Before::Same);
            changed |= card_changed;
            if let Before::Other(original) = before {
                let said = under(&card.uid, &goodturn_sources::vcard::values_of(&original));
                let says = under(&card.uid, &values);
                if said != says {
                    names.extend([said, says]);
                }
            }
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
                    if value.kind == ValueKind::Name && rank(&value.label) < rank(&detail.value.label) {
                        self.relabel(w, at, detail.clone(), &value.label)?;
                        changed = true;
                    }
                    if card_changed && detail.id.bytes() == origin && detail.origin != Some(source) {
                        let moved = Detail { origin: Some(source), ..detail.clone() };
                        self.put_again(w, at, &moved)?;
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
        for name in names {
            if !known.iter().any(|detail| detail.says(&name, None)) {
                self.add_value(at, name, source);
            }
        }
        if card.is_some() && !new {
            let gone: Vec<Detail> = known
                .into_iter()
                .filter(|detail| detail.origin == Some(origin) && !kept.contains(&detail.id))
                .collect();
            for detail in gone {
                changed = true;
                match self.another_card_that_says(w, at, origin, &detail)? {
                    Some(card) => self.put_again(w, at, &Detail { origin: Some(card), ..detail })?,
                    None => self.take_away(w, at, &detail)?,
                }
            }
        }
        self.known.slot(at).changed |= changed;
        Ok(if new && !joined {
            Fate::Added
        } else if changed {
            Fate::Updated
        } else {
            Fate::Unchanged
        })
    }

    /// Who a draft is, by UID, e-mail, phone or profile page, in this order.
    fn who(&mut self, w: &mut Writer<'_>, listed: &Listed<'_>) -> Result<Option<Identified>> {
        let draft = listed.draft;
        for wanted in [ValueKind::Uid, ValueKind::Email, ValueKind::Phone, ValueKind::Url] {
            for value in draft.values.iter().filter(|value| value.kind == wanted) {
                let Some(normal) = profile::normal(wanted, &value.text, self.region.as_deref()) else {
                    continue;
                };
                // A firm's home page is everybody's there; a profile page is one person's.
                if wanted == ValueKind::Url && !channel::is_profile(&normal) {
                    continue;
                }
                if wanted == ValueKind::Uid {
                    match self.card_of(w, listed, &normal)? {
                        Some(at) => return Ok(Some(Identified::Card(at))),
                        None => continue,
                    }
                }
                let Some(first) = self.holder(w, wanted, &normal)? else { continue };
                if let Some(at) = self.of_holders(w, listed, wanted, &normal, first)? {
                    return Ok(Some(Identified::Channel(at, normal)));
                }
            }
        }
        Ok(None)
    }

    /// Who of those who have a channel a draft is: the only one, unless what is said of both makes them two, as of a
    /// family with one mailbox; of several, and behind an office's address, whoever has the same name. Somebody may have
    /// married and kept their mailbox; who has a colleague's given name and number is more likely a colleague. Who has
    /// another entry in the same list is somebody else.
    fn of_holders(
        &mut self,
        w: &mut Writer<'_>,
        listed: &Listed<'_>,
        kind: ValueKind,
        normal: &str,
        first: usize,
    ) -> Result<Option<usize>> {
        let whole =
            |importer: &Importer<'_>, at: usize| importer.pairs.now(importer.known.slots[at].person.id);
        let root = whole(self, first);
        let mut others = self.others(kind, normal);
        // Two who were taken to be one just now are no two.
        others.retain(|at| whole(self, *at) != root);
        let shared = !others.is_empty() || kind == ValueKind::Email && classify(normal).is_some();
        let (draft, entry, own) = (listed.draft, listed.entry, listed.called());
        let is_firm = is_firm(&draft.values);
        let mut fitting: Vec<(usize, bool)> = Vec::new();
        for at in std::iter::once(first).chain(others) {
            let claimed = self.claims.by.get(&self.known.slots[at].person.id).copied();
            let is_organisation = self.known.slots[at].person.kind == Kind::Organisation;
            let another = claimed.filter(|other| other.uid != entry.uid);
            // A list that does not tell its entries apart may have one of them twice.
            let may_be_twice = |other: Entry| {
                !other.told && !entry.told && kind == ValueKind::Email && classify(normal).is_none()
            };
            if another.is_some_and(|other| !may_be_twice(other)) {
                continue;
            }
            let theirs = self.names(w, at)?;
            let said = theirs.verdict(own);
            let same = || theirs.is_called_as(own);
            if another.is_some()
                && !(said == NameVerdict::One && same() && !contradict(self.details(w, at)?, draft))
            {
                continue;
            }
            // A landline is a household's: who is called otherwise there, and has mailboxes of their own, is asked about.
            if kind == ValueKind::Phone
                && !same()
                && self.share(w, at, draft, &[ValueKind::Email])? == Some(false)
            {
                continue;
            }
            // A firm is not who works there, though a row without a name may be whose mailbox it gives.
            if (is_organisation != is_firm) && !same() && (is_organisation || kind != ValueKind::Email) {
                continue;
            }
            let fits = match said {
                NameVerdict::One => true,
                // What mail alone has told of somebody is no list's word that they are two, as it is none when the mail
                // comes after the list.
                NameVerdict::Two if !shared && kind == ValueKind::Email && !is_firm && !is_organisation => {
                    is_by_mail_alone(self.details(w, at)?) && !theirs.is_plainly_another(own)
                }
                NameVerdict::Perhaps => !shared,
                NameVerdict::Renamed => !shared && kind != ValueKind::Phone,
                NameVerdict::Two => false,
            };
            if fits {
                fitting.push((at, same()));
            }
        }
        // What fits two, such as `Alex` beside Alexander and Alexandra, is neither without their very name.
        Ok(match fitting.as_slice() {
            [(one, _)] => Some(*one),
            several => several.iter().find(|(_, same)| *same).map(|(at, _)| *at),
        })
    }

    /// Whether a draft calls somebody otherwise than they are called, so that taking both to be one is a judgement.
    fn is_other_name(&mut self, w: &mut Writer<'_>, at: usize, listed: &Listed<'_>) -> Result<bool> {
        let own = listed.called();
        if !own.is_named() {
            return Ok(false);
        }
        let theirs = self.names(w, at)?;
        if theirs.is_named() {
            return Ok(!theirs.is_called_as(own));
        }
        let values = self.details(w, at)?.iter().map(|detail| &detail.value);
        let heard: Vec<Value> = values.map(|value| Value { label: String::new(), ..value.clone() }).collect();
        Ok(Called::of(heard.iter()).verdict(own) == NameVerdict::Two)
    }

    /// Whether so much is known of somebody that a draft, which says something new, is one too many.
    fn is_full_of(&mut self, w: &mut Writer<'_>, at: usize, draft: &PersonDraft) -> Result<bool> {
        let region = self.region.clone();
        let known = self.details(w, at)?;
        let is_new = |value: &Value| {
            let normal = profile::normal(value.kind, &value.text, region.as_deref());
            !known.iter().any(|detail| detail.says(value, normal.as_deref()))
        };
        Ok(known.len() >= KNOWN && draft.values.iter().any(is_new))
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
        slot.reword();
        if let Some(details) = &mut slot.details {
            details.retain(|other| other.id != detail.id);
        }
        Ok(())
    }
}

/// Whether nothing but mail has told of somebody.
fn is_by_mail_alone(known: &[Detail]) -> bool {
    !known.iter().map(|detail| &detail.value).any(|value| match value.kind {
        ValueKind::Uid => true,
        ValueKind::Name => value.label != SIGNED && value.label != HEARD,
        _ => false,
    })
}

/// Whether two entries of one list say other things of one kind: then they are not one entry that stands there twice.
fn contradict(known: &[Detail], draft: &PersonDraft) -> bool {
    use ValueKind::{Address, Birthday, Email, Organisation, Phone, Title};
    [Phone, Email, Address, Birthday, Organisation, Title].into_iter().any(|kind| {
        let own = || draft.values.iter().filter(move |value| value.kind == kind);
        let mut theirs =
            known.iter().map(|detail| &detail.value).filter(|value| value.kind == kind).peekable();
        let both = theirs.peek().is_some() && own().next().is_some();
        both && !theirs
            .any(|value| own().any(|other| channel::fold(&other.text) == channel::fold(&value.text)))
    })
}
