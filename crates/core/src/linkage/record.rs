//! What of everybody is compared: names, channels, birthdays and places as numbers.

use super::mailbox::made_of;
use super::row::{Day, Digits, Kind, Letters, Mailbox, More, Name, Place, Row, Street, Text};
use super::words::{NONE, Word, Words};
use crate::address::Address;
use crate::channel::is_profile;
use crate::draft::ValueKind;
use crate::hash::hash;
use crate::names::Parts;
use crate::naming::latin::latin;
use crate::naming::nicknames::Nicknames;
use crate::naming::sounds::{sound, spelled};
use crate::sender::classify;

/// So many of a person's values of one kind are compared.
const MOST: usize = 6;
/// So many words of a text.
const LONG: usize = 12;

/// What is known of a word of names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The number of its one spelling.
    pub spelled: Word,
    pub sound: [u8; 4],
    /// The first two words where it is several written together.
    pub parts: [Word; 2],
    /// Its number among the nicknames.
    pub nickname: u16,
}

/// Everybody, as they are compared. People are numbered as they come, from 0.
#[derive(Debug, Default)]
pub struct Records {
    pub(super) names: Words,
    pub(super) spellings: Words,
    pub(super) known: Vec<Known>,
    /// Local parts of mailboxes.
    pub(super) locals: Letters,
    pub(super) hosts: Words,
    /// Ways to make a mailbox of a name.
    pub(super) made: Words,
    pub(super) texts: Words,
    pub(super) places: Words,
    pub(super) handles: Words,
    pub(super) words: Vec<Word>,
    pub(super) rows: Vec<Row>,
    pub(super) name: More<Name>,
    pub(super) mailbox: More<Mailbox>,
    pub(super) phone: More<Digits>,
    pub(super) born: More<Day>,
    pub(super) organisation: More<Text>,
    pub(super) street: More<Street>,
    pub(super) place: More<Place>,
    pub(super) called: More<Text>,
    pub(super) handle: More<Word>,
    pub(super) company: More<u32>,
    now: Now,
    seen: TextCache,
}

/// What is said of the person who is being written.
#[derive(Debug)]
struct Now {
    organisation: bool,
    row: Row,
    given: String,
    family: String,
    full: Vec<String>,
    emails: Vec<String>,
    room: Vec<u8>,
    ids: Vec<Word>,
}

impl Default for Now {
    fn default() -> Self {
        let text = String::new;
        Now {
            organisation: false,
            row: Row::EMPTY,
            given: text(),
            family: text(),
            full: Vec::new(),
            emails: Vec::new(),
            room: Vec::new(),
            ids: Vec::new(),
        }
    }
}

/// Texts that were said before, with what was made of them: most given names and firms are many people's.
#[derive(Debug, Default)]
struct TextCache {
    given: Words,
    given_as: Vec<Word>,
    family: Words,
    family_as: Vec<Word>,
    firms: Words,
    firms_as: Vec<Text>,
}

/// Takes one more of a kind of which a row has room for one.
macro_rules! add {
    ($records:ident, $row:ident.$first:ident, $more:ident, $kind:expr, $item:expr, $none:expr) => {{
        let (item, person) = ($item, $records.rows.len() as u32);
        if $records.now.$row.$first == $none {
            $records.now.$row.$first = item;
        } else if $records.now.$row.$first != item {
            let open = $records.$more.open(person);
            if open.len() + 1 < MOST && open.iter().all(|(_, known)| *known != item) {
                $records.now.$row.mark_more($kind);
                $records.$more.0.push((person, item));
            }
        }
    }};
}

impl Records {
    /// How many people there are.
    pub fn people(&self) -> u32 {
        self.rows.len() as u32
    }

    /// Makes room for so many people.
    pub fn with_room(people: usize) -> Records {
        let mut records = Records::default();
        records.rows.reserve(people);
        records.words.reserve(people * 4);
        records
    }

    /// Begins the next person; an organisation's name is no person's.
    pub fn begin(&mut self, organisation: bool) {
        let now = &mut self.now;
        now.organisation = organisation;
        now.row = Row::EMPTY;
        now.given.clear();
        now.family.clear();
        now.full.clear();
        now.emails.clear();
    }

    /// Something known of the person. `normal` is its one spelling, where its kind has one
    /// ([`crate::profile::normal`]).
    pub fn value(&mut self, kind: ValueKind, label: &str, text: &str, normal: Option<&str>) {
        match kind {
            ValueKind::Given if self.now.given.is_empty() => self.now.given.push_str(text),
            ValueKind::Family if self.now.family.is_empty() => self.now.family.push_str(text),
            ValueKind::Name if self.now.full.len() < MOST => self.now.full.push(text.to_owned()),
            ValueKind::Email => {
                // An office's mailbox is nobody's, so it says nothing about who somebody is.
                if let Some(email) = normal.filter(|email| classify(email).is_none())
                    && self.now.emails.len() < MOST
                {
                    self.now.emails.push(email.to_owned());
                }
            }
            ValueKind::Phone => {
                if let Some(digits) = digits(normal.unwrap_or(text)) {
                    add!(self, row.phone, phone, Kind::Phone, digits, NONE);
                }
            }
            ValueKind::Birthday => {
                if let Some(day) = day(text) {
                    add!(self, row.born, born, Kind::Born, day, NONE);
                }
            }
            ValueKind::Organisation => {
                if let Some(found) = self.firm(text) {
                    add!(self, row.organisation, organisation, Kind::Organisation, found, Text::NONE);
                }
            }
            ValueKind::Address => self.address(text),
            ValueKind::Handle => {
                let letters = letters(text);
                if letters.len() > 2 {
                    self.known_as(&format!("{}:{letters}", label.to_lowercase()));
                }
            }
            ValueKind::Url => {
                if let Some(page) = normal.filter(|page| is_profile(page)) {
                    self.known_as(page);
                }
            }
            _ => {}
        }
    }

    /// Somebody with whom the person was in touch: any number that is always the same one's.
    pub fn in_touch_with(&mut self, other: u32) {
        let person = self.people();
        self.now.row.mark_more(Kind::Company);
        let open = self.company.open(person);
        // More than the others' numbers, in order, is not kept.
        if let Err(at) = open.binary_search(&(person, other)) {
            let at = self.company.0.len() - open.len() + at;
            self.company.0.insert(at, (person, other));
        }
    }

    /// The list that the person came with: any number above 0 that is always the same list's.
    pub fn from_list(&mut self, list: u32) {
        self.now.row.list = list;
    }

    /// Ends the person; answers their number.
    pub fn end(&mut self) -> u32 {
        let full = std::mem::take(&mut self.now.full);
        if self.now.organisation {
            for text in full.iter().take(2) {
                if let Some(found) = self.text(text) {
                    self.now.row.mark_more(Kind::Called);
                    self.called.0.push((self.rows.len() as u32, found));
                }
            }
        } else {
            self.sides();
            for text in &full {
                if !is_both(text, &self.now.given, &self.now.family) {
                    self.named(&Parts::of_full(text));
                }
            }
            let first = self.now.emails.first().and_then(|email| email.rsplit_once('@'));
            if self.now.row.name == Row::EMPTY.name
                && let Some((local, _)) = first
            {
                self.named(&Parts::of_local(local));
            }
        }
        self.now.full = full;
        // What an address is made of is known only when the name is.
        let emails = std::mem::take(&mut self.now.emails);
        emails.iter().for_each(|email| self.email(email));
        self.now.emails = emails;
        self.rows.push(self.now.row);
        self.people() - 1
    }

    fn sides(&mut self) {
        let (given, family) = (std::mem::take(&mut self.now.given), std::mem::take(&mut self.now.family));
        let mut name = Row::EMPTY.name;
        if !given.is_empty() {
            let at = self.seen.given.say(given.as_bytes()) as usize;
            if at == self.seen.given_as.len() {
                let word = self.side(&Parts::of_parts(&given, "").given);
                self.seen.given_as.push(word);
            } else {
                self.again(self.seen.given_as[at]);
            }
            name.given = self.seen.given_as[at];
        }
        if !family.is_empty() {
            let at = self.seen.family.say(family.as_bytes()) as usize;
            if at == self.seen.family_as.len() {
                let word = self.side(&Parts::of_parts("", &family).family);
                self.seen.family_as.push(word);
            } else {
                self.again(self.seen.family_as[at]);
            }
            name.family = self.seen.family_as[at];
        }
        self.now.row.name = name;
        (self.now.given, self.now.family) = (given, family);
    }

    /// Counts a word of names once more, with those that it is written together of.
    fn again(&mut self, word: Word) {
        if word != NONE {
            self.names.count(word);
            self.written_of(word).iter().for_each(|part| self.names.count(*part));
        }
    }

    fn named(&mut self, parts: &Parts) {
        if parts.is_empty() {
            return;
        }
        let name = Name { given: self.side(&parts.given), family: self.side(&parts.family) };
        add!(self, row.name, name, Kind::Name, name, Row::EMPTY.name);
    }

    fn side(&mut self, words: &[String]) -> Word {
        match words {
            [] => NONE,
            [one] => self.name_word(one.as_bytes()),
            [first, second, ..] => {
                let whole = self.name_word(words.concat().as_bytes());
                let parts = [self.name_word(first.as_bytes()), self.name_word(second.as_bytes())];
                if let Some(known) = self.known.get_mut(whole as usize).filter(|_| !parts.contains(&whole)) {
                    known.parts = parts;
                }
                whole
            }
        }
    }

    fn name_word(&mut self, letters: &[u8]) -> Word {
        let word = self.names.say(letters);
        if self.known.len() < self.names.len() {
            let room = &mut self.now.room;
            let sound = sound(letters, room);
            spelled(letters, room);
            let spelled = self.spellings.say(room);
            let text = std::str::from_utf8(letters).unwrap_or_default();
            let nickname = Nicknames::known().number_of(text).unwrap_or(u16::MAX);
            self.known.push(Known { spelled, sound, parts: [NONE; 2], nickname });
        }
        word
    }

    fn email(&mut self, email: &str) {
        let Some((local, host)) = email.rsplit_once('@') else { return };
        let plain = local.split('+').next().filter(|plain| !plain.is_empty()).unwrap_or(local);
        let google = matches!(host, "gmail.com" | "googlemail.com");
        let host = if google { "gmail.com" } else { host };
        let mut room = std::mem::take(&mut self.now.room);
        room.clear();
        room.extend(plain.bytes().filter(|byte| !google || *byte != b'.'));
        let len = room.len();
        room.push(b'@');
        room.extend_from_slice(host.as_bytes());
        let whole = hash(&room) as u32;
        room.truncate(len);
        let plain = String::from_utf8(room).unwrap_or_default();
        let letters = letters(&plain);
        // Of a mailbox with a name of one or two letters nothing can be told elsewhere.
        let local = if letters.len() > 2 { self.locals.push(letters.as_bytes()) } else { NONE };
        let person = self.people();
        let names =
            std::iter::once(self.now.row.name).chain(self.name.open(person).iter().map(|(_, name)| *name));
        let (mut given, mut family): (Vec<Word>, Vec<Word>) = (Vec::new(), Vec::new());
        for name in names {
            given.extend([name.given].into_iter().chain(self.parts(name.given)).filter(|word| *word != NONE));
            family.extend(
                [name.family].into_iter().chain(self.parts(name.family)).filter(|word| *word != NONE),
            );
        }
        let mut pattern = Vec::new();
        let of = made_of(&plain, &given, &family, &self.names, &mut pattern);
        let made = if of.given || of.family { self.made.say(&pattern) } else { NONE };
        self.now.room = plain.into_bytes();
        let mailbox = Mailbox { whole, local, host: self.hosts.say(host.as_bytes()), made, of };
        add!(self, row.mailbox, mailbox, Kind::Mailbox, mailbox, Row::EMPTY.mailbox);
    }

    fn known_as(&mut self, text: &str) {
        let (word, person) = (self.handles.say(text.as_bytes()), self.people());
        let open = self.handle.open(person);
        if open.len() < MOST && open.iter().all(|(_, known)| *known != word) {
            self.now.row.mark_more(Kind::Handle);
            self.handle.0.push((person, word));
        }
    }

    fn firm(&mut self, text: &str) -> Option<Text> {
        let at = self.seen.firms.say(text.as_bytes()) as usize;
        if at == self.seen.firms_as.len() {
            let found = self.text(text).unwrap_or(Text::NONE);
            self.seen.firms_as.push(found);
        } else {
            let known = self.words.get(self.seen.firms_as[at].range()).unwrap_or_default();
            known.iter().for_each(|word| self.texts.count(*word));
        }
        Some(self.seen.firms_as[at]).filter(|text| *text != Text::NONE)
    }

    fn text(&mut self, text: &str) -> Option<Text> {
        let cut = text.char_indices().nth(200).map_or(text, |(end, _)| &text[..end]);
        self.now.ids.clear();
        let mut room = std::mem::take(&mut self.now.room);
        room.clear();
        if cut.is_ascii() {
            room.extend(cut.bytes().map(|byte| byte.to_ascii_lowercase()));
        } else {
            room.extend(latin(cut).bytes());
        }
        // Apostrophes part no word.
        room.retain(|byte| *byte != b'\'');
        let letters = std::str::from_utf8(&room).unwrap_or_default();
        for word in letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
            let word = self.texts.say(word.as_bytes());
            if !self.now.ids.contains(&word) && self.now.ids.len() < LONG {
                self.now.ids.push(word);
            }
        }
        self.now.room = room;
        if self.now.ids.is_empty() {
            return None;
        }
        let found = Text::new(self.words.len(), self.now.ids.len());
        self.words.extend_from_slice(&self.now.ids);
        found
    }

    fn address(&mut self, text: &str) {
        let Address { street, town, postcode } = Address::of(text);
        if let Some(found) = self.text(&street) {
            let words = self.words.get(found.range()).unwrap_or_default();
            let numbered =
                words.iter().copied().find(|word| self.texts.letters(*word).iter().any(u8::is_ascii_digit));
            let street = Street { text: found, number: numbered.unwrap_or(NONE) };
            add!(self, row.street, street, Kind::Street, street, Row::EMPTY.street);
        }
        let place = Place { town: self.place_word(town), postcode: self.place_word(postcode) };
        if place != Row::EMPTY.place {
            add!(self, row.place, place, Kind::Place, place, Row::EMPTY.place);
        }
    }

    fn place_word(&mut self, text: &str) -> Word {
        let mut room = std::mem::take(&mut self.now.room);
        room.clear();
        if text.is_ascii() {
            let letters = text.bytes().filter(u8::is_ascii_alphanumeric).take(40);
            room.extend(letters.map(|byte| byte.to_ascii_lowercase()));
        } else {
            room.extend(letters(text).chars().take(40).collect::<String>().bytes());
        }
        let word = if room.is_empty() { NONE } else { self.places.say(&room) };
        self.now.room = room;
        word
    }
}

/// Whether a full name is the given and the family name, and nothing else.
fn is_both(text: &str, given: &str, family: &str) -> bool {
    !given.is_empty()
        && !family.is_empty()
        && text.len() == given.len() + 1 + family.len()
        && text.strip_prefix(given).and_then(|rest| rest.strip_prefix(' ')) == Some(family)
}

/// The letters and digits of a text in their one spelling.
fn letters(text: &str) -> String {
    if text.is_ascii() {
        return text
            .bytes()
            .filter(u8::is_ascii_alphanumeric)
            .map(|byte| char::from(byte.to_ascii_lowercase()))
            .collect();
    }
    latin(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// None where there are fewer than five.
fn digits(text: &str) -> Option<Digits> {
    let mut all = text.bytes().rev().filter(u8::is_ascii_digit);
    let (mut number, mut unit, mut count) = (0, 1, 0);
    for digit in all.by_ref().take(9) {
        number += u32::from(digit - b'0') * unit;
        unit = unit.saturating_mul(10);
        count += 1;
    }
    (count >= 5).then_some(number)
}

/// `YYYY-MM-DD` or `--MM-DD`. A day that cannot be is none.
fn day(text: &str) -> Option<Day> {
    let (month, day) = crate::profile::month_and_day(text)?;
    let front = text.get(..text.len() - 5)?.trim_end_matches('-');
    let year: u32 = if front.is_empty() { 0 } else { front.parse().ok()? };
    (year <= 9_999).then_some(year * 10_000 + month as u32 * 100 + day as u32)
}
