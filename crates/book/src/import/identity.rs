//! Who is who: the same card UID is the same person; so is the same e-mail address, phone number or profile page, unless
//! names or birthdays make them two. A name alone never is.

use std::collections::HashMap;

use goodturn_core::draft::{Address, Value, ValueKind};
use goodturn_core::id::{DetailId, PersonId};
use goodturn_core::linkage::apart::{Said, said_of};
use goodturn_core::sender::{Kind, classify};
use goodturn_core::{channel, profile};
use goodturn_store::Writer;
use goodturn_store::rows::{BY_HAND, Detail, Person};
use xxhash_rust::xxh3::Xxh3DefaultBuilder;

use super::batch::Desk;
use crate::error::Result;

/// Somebody at hand while importing.
pub(super) struct Slot {
    pub(super) person: Person,
    /// Whether the book has them already.
    pub(super) stored: bool,
    /// Whether this batch changed what their row says beside their bond.
    pub(super) changed: bool,
    /// Whether their bond here is newer than the one in the book.
    pub(super) met: bool,
    /// Whether their bond here took in something out of order and must be computed anew.
    pub(super) late: bool,
    /// Whether their values changed, so that profile and search words must follow.
    pub(super) reworded: bool,
    /// Whether they have a real name, and not just an address.
    pub(super) named: bool,
    /// Their values, once somebody asked; always there for those not stored yet.
    pub(super) details: Option<Vec<Detail>>,
    /// What this batch added to them before somebody asked.
    pub(super) added: Vec<Detail>,
    /// The day of their last mail, and how many of that day answered nothing.
    pub(super) unanswering: (i64, u32),
}

/// People at hand, by what identifies them.
#[derive(Default)]
pub(super) struct Known {
    pub(super) slots: Vec<Slot>,
    by_email: HashMap<String, usize, Xxh3DefaultBuilder>,
    by_other: HashMap<(ValueKind, String), usize>,
    /// Who else has a channel that one of those above has.
    beside: HashMap<(ValueKind, String), Vec<usize>>,
    by_id: HashMap<PersonId, usize, Xxh3DefaultBuilder>,
    /// Whoever is not in the book yet, by each of their folded names.
    fresh: HashMap<String, Vec<usize>, Xxh3DefaultBuilder>,
}

/// Whom an address means.
pub(super) enum Whom {
    /// The owner of the book.
    Me,
    /// Somebody at hand.
    Somebody(usize),
    /// It cannot be said who, for this reason.
    Unclear(String),
}

/// So many people are kept at hand; beyond, all are settled, let go, and fetched again when they come up, so
/// that memory does not grow with the archive.
const AT_HAND: usize = 40_000;

impl Known {
    /// Whether there are too many.
    pub(super) fn is_full(&self) -> bool {
        self.slots.len() > AT_HAND
    }

    /// After all at hand went into the book, where they are found by name.
    pub(super) fn all_stored(&mut self) {
        self.fresh.clear();
    }

    pub(super) fn slot(&mut self, at: usize) -> &mut Slot {
        &mut self.slots[at]
    }

    fn remember(&mut self, kind: ValueKind, normal: String, at: usize) {
        let first = if kind == ValueKind::Email {
            *self.by_email.entry(normal.clone()).or_insert(at)
        } else {
            *self.by_other.entry((kind, normal.clone())).or_insert(at)
        };
        if first != at {
            let beside = self.beside.entry((kind, normal)).or_default();
            if beside.len() < SHARED && !beside.contains(&at) {
                beside.push(at);
            }
        }
    }
}

/// Of so many who have one channel it is asked who of them somebody is.
const SHARED: usize = 20;

impl Desk<'_> {
    /// Who holds this channel, if anybody.
    pub(super) fn holder(
        &mut self,
        w: &mut Writer<'_>,
        kind: ValueKind,
        normal: &str,
    ) -> Result<Option<usize>> {
        let at_hand = if kind == ValueKind::Email {
            self.known.by_email.get(normal)
        } else {
            self.known.by_other.get(&(kind, normal.to_owned()))
        };
        if let Some(at) = at_hand {
            return Ok(Some(*at));
        }
        let mut first = None;
        for id in w.holders(kind.name(), normal)?.into_iter().take(SHARED + 1) {
            if let Some(at) = self.fetch(w, id)? {
                self.known.remember(kind, normal.to_owned(), at);
                first = first.or(Some(at));
            }
        }
        Ok(first)
    }

    /// Who holds a channel beside the one who was found first.
    pub(super) fn others(&self, kind: ValueKind, normal: &str) -> Vec<usize> {
        if self.known.beside.is_empty() {
            return Vec::new();
        }
        self.known.beside.get(&(kind, normal.to_owned())).cloned().unwrap_or_default()
    }

    /// Somebody of the book.
    pub(super) fn fetch(&mut self, w: &mut Writer<'_>, id: PersonId) -> Result<Option<usize>> {
        if let Some(at) = self.known.by_id.get(&id) {
            return Ok(Some(*at));
        }
        let Some(person) = w.person(id)? else { return Ok(None) };
        let at = self.known.slots.len();
        self.known.by_id.insert(id, at);
        self.known.slots.push(Slot {
            named: !person.profile.name.contains('@'),
            person,
            stored: true,
            changed: false,
            met: false,
            late: false,
            reworded: false,
            details: None,
            added: Vec::new(),
            unanswering: (0, 0),
        });
        Ok(Some(at))
    }

    /// Somebody new.
    pub(super) fn create(&mut self) -> usize {
        let person = Person::new(PersonId(self.book.id(self.ctx.now)), self.ctx.now);
        let at = self.known.slots.len();
        self.known.by_id.insert(person.id, at);
        self.known.slots.push(Slot {
            person,
            stored: false,
            changed: true,
            met: false,
            late: false,
            reworded: true,
            named: false,
            details: Some(Vec::new()),
            added: Vec::new(),
            unanswering: (0, 0),
        });
        at
    }

    /// Adds a value to somebody. The first e-mail address tells what kind of address it is.
    pub(super) fn add_value(&mut self, at: usize, value: Value, origin: [u8; 16]) {
        let normal = profile::normal(value.kind, &value.text, self.region.as_deref());
        self.add_spelled(at, value, normal, origin);
    }

    pub(super) fn add_spelled(&mut self, at: usize, value: Value, normal: Option<String>, origin: [u8; 16]) {
        let id = DetailId(self.book.id(self.ctx.now));
        self.add_as(at, id, value, normal, origin);
    }

    pub(super) fn add_as(
        &mut self,
        at: usize,
        id: DetailId,
        value: Value,
        normal: Option<String>,
        origin: [u8; 16],
    ) {
        if let Some(normal) = &normal
            && value.kind != ValueKind::Tag
        {
            self.known.remember(value.kind, normal.clone(), at);
        }
        if value.kind == ValueKind::Name && !self.known.slot(at).stored {
            self.known.fresh.entry(channel::fold(value.text.trim())).or_default().push(at);
        }
        let slot = self.known.slot(at);
        slot.named |= matches!(value.kind, ValueKind::Name | ValueKind::Given | ValueKind::Family);
        if let (ValueKind::Email, Some(normal), false) = (value.kind, &normal, slot.named)
            && let Some((kind, why)) = classify(normal)
            && slot.person.kind == Kind::Person
            && slot.person.kind_why != BY_HAND
        {
            (slot.person.kind, slot.person.kind_why) = (kind, why.to_owned());
        }
        (slot.changed, slot.reworded) = (true, true);
        let person = slot.person.id;
        let detail =
            Detail { id, person, value, normal, origin: Some(origin), made: goodturn_core::id::Seq(0) };
        slot.details.as_mut().unwrap_or(&mut slot.added).push(detail.clone());
        self.load.details.push(detail);
    }

    /// Their values.
    pub(super) fn details(&mut self, w: &mut Writer<'_>, at: usize) -> Result<&mut Vec<Detail>> {
        let slot = self.known.slot(at);
        if slot.details.is_none() {
            // What this batch has added already is not in the book yet.
            let mut details = w.details(slot.person.id)?;
            details.append(&mut slot.added);
            slot.details = Some(details);
        }
        Ok(self.known.slot(at).details.get_or_insert_with(Vec::new))
    }

    /// Whoever an address of an e-mail is; made where nobody is yet.
    pub(super) fn by_email(
        &mut self,
        w: &mut Writer<'_>,
        email: &str,
        name: &str,
        origin: [u8; 16],
    ) -> Result<usize> {
        let at = match self.holder(w, ValueKind::Email, email)? {
            Some(at) => self.of_this_name(w, at, email, name)?,
            None => {
                let at = self.create();
                let value = Value { kind: ValueKind::Email, label: String::new(), text: email.to_owned() };
                self.add_spelled(at, value, Some(email.to_owned()), origin);
                at
            }
        };
        if !name.is_empty() && !self.known.slot(at).named {
            let value = Value { kind: ValueKind::Name, label: String::new(), text: name.to_owned() };
            self.add_spelled(at, value, None, origin);
        }
        Ok(at)
    }

    /// Of those who share an address, whoever has the name that stands beside it; the first where none has.
    fn of_this_name(&mut self, w: &mut Writer<'_>, first: usize, email: &str, name: &str) -> Result<usize> {
        let others = self.others(ValueKind::Email, email);
        if others.is_empty() || name.is_empty() {
            return Ok(first);
        }
        let value = Value { kind: ValueKind::Name, label: String::new(), text: name.to_owned() };
        for at in std::iter::once(first).chain(others) {
            let known = self.details(w, at)?;
            if said_of(known.iter().map(|detail| &detail.value), std::iter::once(&value)) == Said::One {
                return Ok(at);
            }
        }
        Ok(first)
    }

    /// Whoever an address is; made where nobody is yet.
    pub(super) fn party(
        &mut self,
        w: &mut Writer<'_>,
        address: &Address,
        name: &str,
        origin: [u8; 16],
    ) -> Result<Whom> {
        let (kind, text) = match address {
            Address::Me => return Ok(Whom::Me),
            Address::Email(email) if self.me.contains(email) => return Ok(Whom::Me),
            Address::Email(email) => return self.by_email(w, email, name, origin).map(Whom::Somebody),
            Address::Called(name) => return self.called(w, name, origin),
            Address::Phone(phone) => (ValueKind::Phone, phone),
            Address::Url(url) => (ValueKind::Url, url),
            Address::Name(name) => (ValueKind::Handle, name),
        };
        // A name in a chat is a handle there: the same handle is the same person, and nobody else's name is.
        let normal = match kind {
            ValueKind::Handle => Some(format!("chat {}", channel::fold(text.trim()))),
            _ => profile::normal(kind, text, self.region.as_deref())
                .or_else(|| Some(channel::fold(text.trim()))),
        };
        let holder = match &normal {
            Some(normal) => self.holder(w, kind, normal)?,
            None => None,
        };
        if let Some(at) = holder {
            return Ok(Whom::Somebody(at));
        }
        let at = self.create();
        let shown = if name.is_empty() && kind == ValueKind::Handle { text } else { name };
        if !shown.is_empty() {
            let value = Value { kind: ValueKind::Name, label: String::new(), text: shown.to_owned() };
            self.add_spelled(at, value, None, origin);
        }
        let label = if kind == ValueKind::Handle { "chat" } else { "" };
        let value = Value { kind, label: label.to_owned(), text: text.clone() };
        self.add_spelled(at, value, normal, origin);
        Ok(Whom::Somebody(at))
    }

    /// Whom the book calls so: by their id, or by a name that only one of them has; made where nobody is called so.
    fn called(&mut self, w: &mut Writer<'_>, name: &str, origin: [u8; 16]) -> Result<Whom> {
        if let Ok(id) = name.parse::<PersonId>() {
            return Ok(match self.fetch(w, id)? {
                Some(at) => Whom::Somebody(at),
                None => Whom::Unclear(format!("nobody in the book has the id {id}")),
            });
        }
        Ok(match self.all_called(w, name)?.as_slice() {
            [] => {
                let at = self.create();
                let value =
                    Value { kind: ValueKind::Name, label: String::new(), text: name.trim().to_owned() };
                self.add_value(at, value, origin);
                Whom::Somebody(at)
            }
            [one] => Whom::Somebody(*one),
            many => Whom::Unclear(format!(
                "{} people are called {name}; use an e-mail address or an id",
                many.len()
            )),
        })
    }

    /// Everybody with exactly this name.
    pub(super) fn all_called(&mut self, w: &mut Writer<'_>, name: &str) -> Result<Vec<usize>> {
        let folded = channel::fold(name.trim());
        let mut fit = self.known.fresh.get(&folded).cloned().unwrap_or_default();
        for person in w.named(&folded)? {
            fit.extend(self.fetch(w, person.id)?);
        }
        fit.sort_unstable();
        fit.dedup();
        Ok(fit)
    }
}
