//! Who is who: the same card UID is the same person; so is the same e-mail address, phone number or profile page, unless
//! names or birthdays make them two. A name alone never is. Whose word a name is, is kept with it.

use std::sync::Arc;

use goodturn_core::draft::{Address, Value, ValueKind};
use goodturn_core::id::{DetailId, PersonId};
use goodturn_core::linkage::apart::{Called, NameVerdict};
use goodturn_core::profile::{HEARD, SIGNED};
use goodturn_core::sender::{Kind, classify};
use goodturn_core::{channel, profile};
use goodturn_store::Writer;
use goodturn_store::rows::{BY_HAND, Detail, Person};
use xxhash_rust::xxh3::xxh3_64;

use super::batch::Importer;
use super::known::{Resolved, SHARED, Slot, Word};
use super::messages;
use crate::error::Result;

/// So many spellings of their own name are kept of one who is known by mail alone.
const SPELLINGS: usize = 6;
/// And so many that others write.
const HEARSAY: usize = 3;

impl Importer<'_> {
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
            called: None,
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
            called: None,
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
        slot.reword();
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

    /// What they are called.
    pub(super) fn names(&mut self, w: &mut Writer<'_>, at: usize) -> Result<Arc<Called>> {
        if let Some(called) = &self.known.slot(at).called {
            return Ok(Arc::clone(called));
        }
        let called = Arc::new(Called::of(self.details(w, at)?.iter().map(|detail| &detail.value)));
        self.known.slot(at).called = Some(Arc::clone(&called));
        Ok(called)
    }

    /// Whoever an address of an e-mail is; made where nobody is yet.
    pub(super) fn by_email(
        &mut self,
        w: &mut Writer<'_>,
        email: &str,
        (name, word): (&str, Word),
        origin: [u8; 16],
    ) -> Result<usize> {
        let Some(first) = self.holder(w, ValueKind::Email, email)? else {
            return Ok(self.create_with(email, (name, word), origin));
        };
        if name.is_empty() {
            return Ok(first);
        }
        let key = xxh3_64(format!("{email}\x1f{}\x1f{name}", word.label()).as_bytes());
        if let Some(at) = self.known.told.get(&key) {
            return Ok(*at);
        }
        let at = self.whose(w, first, email, (name, word), origin)?;
        self.known.told.insert(key, at);
        Ok(at)
    }

    fn create_with(&mut self, email: &str, (name, word): (&str, Word), origin: [u8; 16]) -> usize {
        let at = self.create();
        let value = Value { kind: ValueKind::Email, label: String::new(), text: email.to_owned() };
        self.add_spelled(at, value, Some(email.to_owned()), origin);
        if !name.is_empty() {
            self.add_spelled(at, named(name, word), None, origin);
        }
        at
    }

    /// Of those who share an address, whoever has the name that stands beside it; the first where none has. Who writes
    /// their own name there, and is plainly another than all of them, is one more; what others write makes nobody.
    fn whose(
        &mut self,
        w: &mut Writer<'_>,
        first: usize,
        email: &str,
        (name, word): (&str, Word),
        origin: [u8; 16],
    ) -> Result<usize> {
        let all: Vec<usize> = std::iter::once(first).chain(self.others(ValueKind::Email, email)).collect();
        let own = Called::of(std::iter::once(&named(name, Word::Own)));
        let (mut best, mut is_another) = (None, word == Word::Own && classify(email).is_none());
        for at in &all {
            is_another &= self.known.slot(*at).person.kind == Kind::Person;
            let called = self.names(w, *at)?;
            let said = called.verdict(&own);
            let heard =
                word == Word::Others
                    && self.details(w, *at)?.iter().map(|detail| &detail.value).any(|value| {
                        value.label == HEARD && channel::fold(&value.text) == channel::fold(name)
                    });
            let order = match said {
                NameVerdict::One => 0,
                _ if heard => 1,
                NameVerdict::Perhaps if called.is_named() => 2,
                NameVerdict::Perhaps => 3,
                NameVerdict::Renamed => 4,
                NameVerdict::Two => 5,
            };
            is_another &= order == 5 && called.is_plainly_another(&own);
            if best.is_none_or(|(known, _)| order < known) {
                best = Some((order, *at));
            }
        }
        if is_another && all.len() < SHARED {
            return Ok(self.create_with(email, (name, word), origin));
        }
        let at = best.map_or(first, |(_, at)| at);
        self.call(w, at, (name, word), origin)?;
        Ok(at)
    }

    /// Keeps what somebody is called, unless it is known or says less than what is.
    fn call(
        &mut self,
        w: &mut Writer<'_>,
        at: usize,
        (name, word): (&str, Word),
        origin: [u8; 16],
    ) -> Result<()> {
        let is_somebody = self.known.slot(at).person.kind == Kind::Person;
        let known = self.details(w, at)?;
        let names = || known.iter().filter(|detail| detail.value.kind == ValueKind::Name);
        let of = |label: &str| names().filter(|detail| detail.value.label == label).count();
        let same = names().find(|detail| detail.value.text == name).cloned();
        match word {
            // What others write is of use until a whole name is known by a better word.
            Word::Others => {
                let is_whole = profile::is_wholly_named(known.iter().map(|detail| &detail.value));
                if is_whole || same.is_some() || of(HEARD) >= HEARSAY {
                    return Ok(());
                }
            }
            Word::Own | Word::List => {
                if let Some(same) = same {
                    let is_better = same.value.label == HEARD;
                    return if is_better { self.relabel(w, at, same, word.label()) } else { Ok(()) };
                }
                if of(SIGNED) >= SPELLINGS || (!is_somebody && names().next().is_some()) {
                    return Ok(());
                }
            }
        }
        self.add_spelled(at, named(name, word), None, origin);
        Ok(())
    }

    /// Notes that a value is known by a better word.
    pub(super) fn relabel(
        &mut self,
        w: &mut Writer<'_>,
        at: usize,
        mut detail: Detail,
        label: &str,
    ) -> Result<()> {
        label.clone_into(&mut detail.value.label);
        self.put_again(w, at, &detail)?;
        let slot = self.known.slot(at);
        slot.reword();
        Ok(())
    }

    /// Writes a value that somebody has anew.
    pub(super) fn put_again(&mut self, w: &mut Writer<'_>, at: usize, detail: &Detail) -> Result<()> {
        let waiting = self.load.details.iter_mut();
        match waiting.into_iter().find(|other| other.id == detail.id && other.person == detail.person) {
            Some(waiting) => *waiting = detail.clone(),
            None => w.put_detail(detail)?,
        }
        let at_hand = self.known.slot(at).details.iter_mut().flatten();
        at_hand.filter(|other| other.id == detail.id).for_each(|other| *other = detail.clone());
        Ok(())
    }

    /// Whoever an address is; made where nobody is yet.
    pub(super) fn party(
        &mut self,
        w: &mut Writer<'_>,
        address: &Address,
        (name, word): (&str, Word),
        origin: [u8; 16],
    ) -> Result<Resolved> {
        let (kind, text) = match address {
            Address::Me => return Ok(Resolved::Me),
            Address::Email(email) if self.me.contains(email) => return Ok(Resolved::Me),
            Address::Email(email) => {
                return self.by_email(w, email, (name, word), origin).map(Resolved::Somebody);
            }
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
            return Ok(Resolved::Somebody(at));
        }
        let at = self.create();
        let shown = if name.is_empty() && kind == ValueKind::Handle { text } else { name };
        if !shown.is_empty() {
            self.add_spelled(at, named(shown, word), None, origin);
        }
        let label = if kind == ValueKind::Handle { "chat" } else { "" };
        let value = Value { kind, label: label.to_owned(), text: text.clone() };
        self.add_spelled(at, value, normal, origin);
        Ok(Resolved::Somebody(at))
    }

    /// Whom the book calls so: by their id, or by a name that only one of them has; made where nobody is called so.
    fn called(&mut self, w: &mut Writer<'_>, name: &str, origin: [u8; 16]) -> Result<Resolved> {
        if let Ok(id) = name.parse::<PersonId>() {
            return Ok(match self.fetch(w, id)? {
                Some(at) => Resolved::Somebody(at),
                None => Resolved::Unclear(messages::nobody_with_id(&id.to_string()).to_string()),
            });
        }
        Ok(match self.all_called(w, name)?.as_slice() {
            [] => {
                let at = self.create();
                let value =
                    Value { kind: ValueKind::Name, label: String::new(), text: name.trim().to_owned() };
                self.add_value(at, value, origin);
                Resolved::Somebody(at)
            }
            [one] => Resolved::Somebody(*one),
            many => Resolved::Unclear(messages::several_called(many.len(), name).to_string()),
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

/// A name by somebody's word.
fn named(name: &str, word: Word) -> Value {
    Value { kind: ValueKind::Name, label: word.label().to_owned(), text: name.to_owned() }
}
