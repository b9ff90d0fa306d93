//! One message's headers to one interaction: who, when, what about.

use std::cell::Cell;
use std::collections::HashSet;
use std::sync::Arc;

use encoding_rs::{Encoding, UTF_8};
use goodturn_core::called::is_directory_name;
use goodturn_core::draft::{Address, Draft, InteractionDraft, InteractionKind, Item, Part, Party};
use goodturn_core::place::{Place, Problem};
use jiff::Timestamp;
use memchr::memmem;
use xxhash_rust::xxh3::xxh3_64;

use super::date::{self, Written};
use super::headers::{Field, Headers};
use super::{address, body, marks, rewritten, skip, words};
use crate::{Asked, text};

/// What is believed to be a subject; the rest is cut.
const TITLE_MOST: usize = 200;

/// Beyond so many parties of one part, equal ones are found by their hashes.
const FEW: usize = 24;

/// A message with its headers found, ready to be understood.
pub(super) struct Letter<'a> {
    /// The message, and in it its headers and body.
    pub(super) bytes: &'a [u8],
    pub(super) headers: &'a Headers,
    pub(super) body: &'a [u8],
    /// When its archive says that it came.
    pub(super) came: Option<Written>,
    /// Addresses are written `who at example.org`.
    pub(super) hidden: bool,
    /// Set where its date names no zone that is known, so that the reader's had to do.
    pub(super) zoneless: Cell<bool>,
}

impl Letter<'_> {
    fn get(&self, field: Field) -> Option<&[u8]> {
        self.headers.get(self.bytes, field)
    }

    /// What becomes of it.
    pub(super) fn understand(&self, file: &Arc<str>, at: u64, asked: &Asked) -> Item {
        let place = Place::byte(file, at);
        if self.headers.known() == 0 {
            let what = "no header of a message stands here".to_owned();
            return Item::Failed(Problem { place, what });
        }
        let head = &self.bytes[..self.bytes.len() - self.body.len().min(self.bytes.len())];
        if std::str::from_utf8(head).is_err() {
            return self.spelled_out(head).read(place, self.key(), asked, &self.zoneless);
        }
        self.read(place, self.key(), asked)
    }

    /// The same message with headers in UTF-8, where they hold bytes of a charset that they do not name.
    fn spelled_out(&self, head: &[u8]) -> Raw {
        let charset = named_charset(head, self.body).unwrap_or_else(|| text::guess(self.bytes));
        let mut bytes = text::lines_to_utf8(head, charset);
        let body = bytes.len();
        bytes.extend_from_slice(self.body);
        let mut headers = Headers::new();
        headers.scan(&bytes, 0);
        Raw { bytes, body, headers, came: self.came, hidden: self.hidden }
    }

    fn read(&self, place: Place, key: u64, asked: &Asked) -> Item {
        if let Some(reason) = skip::reason(self.bytes, self.headers) {
            return Item::Skipped(reason, place);
        }
        let mut parties = self.parties();
        let mut marks = marks::read(self.bytes, self.headers, &parties);
        rewritten::restore(self.bytes, self.headers, &marks.lists, &mut parties);
        if marks.lists.is_empty() && rewritten::is_by_service(&parties) {
            (marks.bulk, marks.reply) = (true, false);
        }
        rewritten::one_of_two(&mut parties);
        let draft = InteractionDraft {
            also: Vec::new(),
            key,
            at: self.at(asked),
            kind: InteractionKind::Mail,
            direction: None,
            parties,
            title: self.get(Field::Subject).map(|raw| words::read(raw, TITLE_MOST)).unwrap_or_default(),
            text: if asked.texts { body::text(self.bytes, self.headers, self.body) } else { String::new() },
            marks,
        };
        Item::Draft(Draft::Interaction(draft), place)
    }

    /// The same for every copy of the message: its id, else what its author set.
    fn key(&self) -> u64 {
        let id = self.get(Field::MessageId).unwrap_or_default();
        let id = match id.strip_prefix(b"<") {
            Some(rest) => rest.split(|&byte| byte == b'>').next().unwrap_or_default(),
            None => id.strip_suffix(b">").unwrap_or(id),
        };
        let hash = if id.is_empty() {
            xxh3_64(&self.stand_in())
        } else if id.iter().any(u8::is_ascii_whitespace) {
            let joined: Vec<u8> = id.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
            xxh3_64(&joined)
        } else {
            xxh3_64(id)
        };
        hash.max(1)
    }

    fn stand_in(&self) -> Vec<u8> {
        let mut all = Vec::new();
        for field in [Field::Date, Field::From, Field::Subject, Field::To] {
            all.extend(self.get(field).unwrap_or_default().iter().filter(|&&byte| byte != b'\r'));
            all.push(0);
        }
        if all.len() == 4 {
            // Nothing of it is there; then all headers tell one such message from another. The body is not always at
            // hand, and a message must be the same with its text and without.
            let headers = &self.bytes[..self.bytes.len().saturating_sub(self.body.len())];
            all.extend(headers.iter().filter(|&&byte| byte != b'\r'));
        }
        all
    }

    /// When it was written; where that cannot be believed, when it came.
    fn at(&self, asked: &Asked) -> Option<Timestamp> {
        let latest = asked.now.as_second() + 2 * 86_400;
        let believed = |written: Written| {
            let seconds = written.seconds(&asked.zone);
            (seconds >= 365 * 86_400 && seconds <= latest).then_some(seconds)
        };
        let date = self.get(Field::Date).and_then(date::read).and_then(|written| {
            self.zoneless.set(written.zone.is_none());
            believed(written)
        });
        let seconds = date
            .or_else(|| {
                // The topmost is the last hand it went through, which is mostly the reader's own host.
                let received = self.get(Field::Received)?;
                let stamp = received.iter().rposition(|&byte| byte == b';')?;
                date::read(received[stamp + 1..].trim_ascii()).and_then(believed)
            })
            .or_else(|| self.came.and_then(believed))?;
        Timestamp::from_second(seconds).ok()
    }

    fn parties(&self) -> Vec<Party> {
        let mut parties = Parties { all: Vec::with_capacity(8), seen: None };
        let add = |parties: &mut Parties, part, raw: &[u8]| {
            if self.hidden {
                address::list(&address::reveal(raw), &mut |name, email| parties.add(part, name, email));
            } else {
                address::list(raw, &mut |name, email| parties.add(part, name, email));
            }
        };
        if let Some(raw) = self.get(Field::From) {
            add(&mut parties, Part::From, raw);
        }
        for (field, raw) in self.headers.recipients(self.bytes) {
            add(&mut parties, if field == Field::Cc { Part::Cc } else { Part::To }, raw);
        }
        let resent = [(Field::ResentTo, Part::Cc), (Field::ResentCc, Part::Cc)];
        let givers = [(Field::Sender, Part::Sender), (Field::ResentFrom, Part::Sender)];
        for (field, part) in resent.into_iter().chain(givers) {
            if let Some(raw) = self.get(field) {
                add(&mut parties, part, raw);
            }
        }
        parties.all
    }
}

/// A message whose headers had to be spelled anew.
struct Raw {
    bytes: Vec<u8>,
    body: usize,
    headers: Headers,
    came: Option<Written>,
    hidden: bool,
}

impl Raw {
    fn read(&self, place: Place, key: u64, asked: &Asked, zoneless: &Cell<bool>) -> Item {
        let body = &self.bytes[self.body..];
        let letter = Letter {
            bytes: &self.bytes,
            headers: &self.headers,
            body,
            came: self.came,
            hidden: self.hidden,
            zoneless: Cell::new(false),
        };
        let found = letter.read(place, key, asked);
        zoneless.set(letter.zoneless.get());
        found
    }
}

/// So far into a body the charset of its first part is looked for.
const PART: usize = 4096;

/// The charset that a message names for its text: the same program wrote its headers. None where it names none, or
/// one that has no letters of its own.
fn named_charset(head: &[u8], body: &[u8]) -> Option<&'static Encoding> {
    [head, &body[..body.len().min(PART)]].into_iter().find_map(|bytes| {
        let lower = bytes.to_ascii_lowercase();
        let at = memmem::find(&lower, b"charset=")? + 8;
        let name = lower[at..].split(|byte| matches!(byte, b'"' | b';' | b'\r' | b'\n' | b' ' | b'>'));
        let encoding = Encoding::for_label(name.into_iter().find(|name| !name.is_empty())?)?;
        let ascii = memmem::find(&lower[at..lower.len().min(at + 10)], b"ascii").is_some();
        (encoding != UTF_8 && !ascii).then_some(encoding)
    })
}

/// The parties so far, no address twice in one part. Few are looked through; thousands are hashed.
struct Parties {
    all: Vec<Party>,
    seen: Option<HashSet<u64>>,
}

impl Parties {
    fn add(&mut self, part: Part, name: String, email: String) {
        if self.known(part, &email) || (part == Part::Sender && self.known(Part::From, &email)) {
            return;
        }
        if let Some(seen) = &mut self.seen {
            seen.insert(hash(part, &email));
        }
        // Nobody can write to a directory's own name for a mailbox; what it stands beside is who is meant.
        let address = match email.starts_with("imcea") && is_directory_name(&email) {
            true if name.trim().is_empty() => return,
            true => Address::Name(name.clone()),
            false => Address::Email(email),
        };
        self.all.push(Party { part, name, address });
        if self.all.len() == FEW {
            let hashes = self.all.iter().filter_map(|party| match &party.address {
                Address::Email(email) => Some(hash(party.part, email)),
                _ => None,
            });
            self.seen = Some(hashes.collect());
        }
    }

    fn known(&self, part: Part, email: &str) -> bool {
        match &self.seen {
            Some(seen) => seen.contains(&hash(part, email)),
            None => self.all.iter().any(|party| {
                party.part == part && matches!(&party.address, Address::Email(known) if known == email)
            }),
        }
    }
}

fn hash(part: Part, email: &str) -> u64 {
    xxh3_64(email.as_bytes()).wrapping_add(part as u64)
}
