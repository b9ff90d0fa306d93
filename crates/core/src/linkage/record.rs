//! What of everybody is compared: names, channels, birthdays and places as numbers.

use super::names::{Nicknames, Parts, latin, sound, spelled};
use super::words::{NONE, Word, Words};
use crate::draft::ValueKind;
use crate::sender::classify;

/// So many of a person's values of one kind are compared.
const MOST: usize = 6;
/// So many words of a text.
const LONG: usize = 12;

/// Several things for each person.
#[derive(Debug)]
pub(super) struct Lists<T> {
    items: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Default for Lists<T> {
    fn default() -> Self {
        Lists { items: Vec::new(), ends: Vec::new() }
    }
}

impl<T> Lists<T> {
    pub(super) fn of(&self, person: u32) -> &[T] {
        let at = person as usize;
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        let begin = at.checked_sub(1).and_then(|at| self.ends.get(at)).copied().unwrap_or(0) as usize;
        self.items.get(begin..end).unwrap_or_default()
    }

    fn open(&self) -> &[T] {
        &self.items[self.ends.last().map_or(0, |end| *end as usize)..]
    }

    fn push(&mut self, item: T)
    where
        T: PartialEq,
    {
        if self.open().len() < MOST && !self.open().contains(&item) {
            self.items.push(item);
        }
    }

    fn close(&mut self) {
        self.ends.push(self.items.len() as u32);
    }
}

/// A name: of each side the whole, written together, then its words where there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub given: [Word; 3],
    pub family: [Word; 3],
}

/// An e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mailbox {
    /// The mailbox that it leads to.
    pub whole: Word,
    /// Its local part; none where that tells nothing.
    pub local: Word,
    /// What stands after the `@`.
    pub host: Word,
    /// How it is made of the person's own name: the local part with that left out.
    pub made: Word,
    /// Of which sides of the name it is made.
    pub of: Sides,
}

/// Sides of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides {
    pub given: bool,
    pub family: bool,
}

impl Sides {
    pub(super) fn any(self) -> bool {
        self.given || self.family
    }
}

/// A day: year times 10,000, month times 100, day; the year is 0 where not known.
pub(super) type Day = u32;

/// Words of a text; where they lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text {
    begin: u32,
    len: u8,
}

/// A street with its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Street {
    pub text: Text,
    /// The first word with a digit in it.
    pub number: Word,
}

/// A town and a postcode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub town: Word,
    pub postcode: Word,
}

/// What is known of a word of names.
#[derive(Clone, Copy, Debug)]
pub(super) struct Known {
    /// The number of its one spelling.
    pub spelled: Word,
    pub sound: [u8; 4],
    /// Its number among the nicknames.
    pub nickname: u16,
}

/// Everybody, as they are compared. People are numbered as they come, from 0.
#[derive(Debug, Default)]
pub struct Records {
    pub(super) names: Words,
    spellings: Words,
    pub(super) known: Vec<Known>,
    pub(super) mailboxes: Words,
    pub(super) locals: Words,
    pub(super) hosts: Words,
    /// Ways to make a mailbox of a name.
    pub(super) made: Words,
    pub(super) phones: Words,
    pub(super) days: Words,
    pub(super) texts: Words,
    pub(super) places: Words,
    pub(super) handles: Words,
    words: Vec<Word>,
    pub(super) name: Lists<Name>,
    pub(super) called: Lists<Text>,
    pub(super) mailbox: Lists<Mailbox>,
    pub(super) phone: Lists<Word>,
    pub(super) born: Lists<Day>,
    pub(super) organisation: Lists<Text>,
    pub(super) street: Lists<Street>,
    pub(super) place: Lists<Place>,
    pub(super) handle: Lists<Word>,
    pub(super) company: Lists<u32>,
    pub(super) list: Vec<u32>,
    people: u32,
    now: Now,
}

/// What is said of the person who is being written.
#[derive(Debug, Default)]
struct Now {
    organisation: bool,
    list: u32,
    given: String,
    family: String,
    full: Vec<String>,
    emails: Vec<String>,
    room: Vec<u8>,
    ids: Vec<Word>,
}

impl Records {
    /// How many people there are.
    pub fn people(&self) -> u32 {
        self.people
    }

    /// Begins the next person; an organisation's name is no person's.
    pub fn begin(&mut self, organisation: bool) {
        let now = &mut self.now;
        now.organisation = organisation;
        now.list = 0;
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
            ValueKind::Phone => self.phone_number(normal.unwrap_or(text)),
            ValueKind::Birthday => {
                if let Some(day) = day(text) {
                    self.days.say(&day.to_le_bytes());
                    self.born.push(day);
                }
            }
            ValueKind::Organisation => {
                if let Some(found) = self.text(text) {
                    self.organisation.push(found);
                }
            }
            ValueKind::Address => self.address(text),
            ValueKind::Handle => self.called_as(label, text),
            ValueKind::Url => {
                if let Some(page) = normal.filter(|page| is_profile(page)) {
                    let word = self.handles.say(page.as_bytes());
                    self.handle.push(word);
                }
            }
            _ => {}
        }
    }

    /// Somebody with whom the person was in touch: any number that is always the same one's.
    pub fn in_touch_with(&mut self, other: u32) {
        let begin = self.company.ends.last().map_or(0, |end| *end as usize);
        // More than the others' numbers, in order, is not kept.
        match self.company.items[begin..].binary_search(&other) {
            Ok(_) => {}
            Err(at) => self.company.items.insert(begin + at, other),
        }
    }

    /// The list that the person came with: any number above 0 that is always the same list's.
    pub fn from_list(&mut self, list: u32) {
        self.now.list = list;
    }

    /// Ends the person; answers their number.
    pub fn end(&mut self) -> u32 {
        let full = std::mem::take(&mut self.now.full);
        if self.now.organisation {
            for text in full.iter().take(2) {
                if let Some(found) = self.text(text) {
                    self.called.push(found);
                }
            }
        } else {
            if !self.now.given.is_empty() || !self.now.family.is_empty() {
                self.named(&Parts::of_parts(&self.now.given, &self.now.family));
            }
            for text in &full {
                self.named(&Parts::of_full(text));
            }
            let first = self.now.emails.first().and_then(|email| email.rsplit_once('@'));
            if self.name.open().is_empty()
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
        self.name.close();
        self.called.close();
        self.mailbox.close();
        self.phone.close();
        self.born.close();
        self.organisation.close();
        self.street.close();
        self.place.close();
        self.handle.close();
        self.company.close();
        self.list.push(self.now.list);
        self.people += 1;
        self.people - 1
    }

    fn named(&mut self, parts: &Parts) {
        if parts.is_empty() {
            return;
        }
        let name = Name { given: self.side(&parts.given), family: self.side(&parts.family) };
        self.name.push(name);
    }

    fn side(&mut self, words: &[String]) -> [Word; 3] {
        let mut side = [NONE; 3];
        match words {
            [] => {}
            [one] => side[0] = self.name_word(one.as_bytes()),
            [first, second, ..] => {
                let whole = words.concat();
                side[0] = self.name_word(whole.as_bytes());
                side[1] = self.name_word(first.as_bytes());
                side[2] = self.name_word(second.as_bytes());
            }
        }
        side
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
            self.known.push(Known { spelled, sound, nickname });
        }
        word
    }

    fn email(&mut self, email: &str) {
        let Some((local, host)) = email.rsplit_once('@') else { return };
        let plain = local.split('+').next().filter(|plain| !plain.is_empty()).unwrap_or(local);
        let google = matches!(host, "gmail.com" | "googlemail.com");
        let (plain, host) =
            if google { (plain.replace('.', ""), "gmail.com") } else { (plain.to_owned(), host) };
        let letters = letters(&plain);
        let whole = self.mailboxes.say(format!("{plain}@{host}").as_bytes());
        // Of a mailbox with a name of one or two letters nothing can be told elsewhere.
        let local = if letters.len() > 2 { self.locals.say(letters.as_bytes()) } else { NONE };
        let mut pattern = std::mem::take(&mut self.now.room);
        let of = made_of(&plain, self.name.open(), &self.names, &mut pattern);
        let made = if of.any() { self.made.say(&pattern) } else { NONE };
        self.now.room = pattern;
        self.mailbox.push(Mailbox { whole, local, host: self.hosts.say(host.as_bytes()), made, of });
    }

    fn phone_number(&mut self, text: &str) {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        if digits.len() >= 5 {
            // The last nine tell numbers apart, whether or not the country was said.
            let word = self.phones.say(&digits[digits.len().saturating_sub(9)..]);
            self.phone.push(word);
        }
    }

    fn called_as(&mut self, label: &str, text: &str) {
        let letters = letters(text);
        if letters.len() > 2 {
            let word = self.handles.say(format!("{}:{letters}", label.to_lowercase()).as_bytes());
            self.handle.push(word);
        }
    }

    fn text(&mut self, text: &str) -> Option<Text> {
        let cut = text.char_indices().nth(200).map_or(text, |(end, _)| &text[..end]);
        let latin = latin(cut);
        self.now.ids.clear();
        for word in latin.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()) {
            let word = self.texts.say(word.replace('\'', "").as_bytes());
            if !self.now.ids.contains(&word) && self.now.ids.len() < LONG {
                self.now.ids.push(word);
            }
        }
        if self.now.ids.is_empty() {
            return None;
        }
        let begin = self.words.len() as u32;
        self.words.extend_from_slice(&self.now.ids);
        Some(Text { begin, len: self.now.ids.len() as u8 })
    }

    /// Street, town, region, postcode, country, a line each; or as many of them as there are.
    fn address(&mut self, text: &str) {
        let lines: Vec<&str> = text.split('\n').map(str::trim).collect();
        let (street, town, postcode) = match lines.as_slice() {
            [street @ .., town, _region, postcode, _country] if !street.is_empty() => {
                (street.join(" "), *town, *postcode)
            }
            lines => {
                let code = lines.iter().skip(1).position(|line| is_postcode(line)).map(|at| at + 1);
                let town = (1..lines.len()).find(|at| Some(*at) != code && !lines[*at].is_empty());
                (
                    lines.first().copied().unwrap_or_default().to_owned(),
                    town.map_or("", |at| lines[at]),
                    code.map_or("", |at| lines[at]),
                )
            }
        };
        if let Some(found) = self.text(&street) {
            let numbered = self
                .words_of(found)
                .iter()
                .copied()
                .find(|word| self.texts.letters(*word).iter().any(u8::is_ascii_digit));
            self.street.push(Street { text: found, number: numbered.unwrap_or(NONE) });
        }
        let letters = |text: &str| -> String { letters(text).chars().take(40).collect() };
        let (town, postcode) = (letters(town), letters(postcode));
        if !town.is_empty() || !postcode.is_empty() {
            let mut say = |letters: &str| {
                if letters.is_empty() { NONE } else { self.places.say(letters.as_bytes()) }
            };
            let place = Place { town: say(&town), postcode: say(&postcode) };
            self.place.push(place);
        }
    }

    pub(super) fn words_of(&self, text: Text) -> &[Word] {
        let begin = text.begin as usize;
        self.words.get(begin..begin + usize::from(text.len)).unwrap_or_default()
    }
}

/// How a local part is made of these names: `jsmith83` as an initial, the family name and 83. The pattern is left in
/// `out`, with a mark below the letters where a side of the name stood.
fn made_of(local: &str, names: &[Name], words: &Words, out: &mut Vec<u8>) -> Sides {
    out.clear();
    out.extend(local.bytes().map(|byte| byte.to_ascii_lowercase()));
    let mut of = Sides::default();
    let family = |name: &Name| name.family;
    let given = |name: &Name| name.given;
    of.family = within(names, words, out, family, 1);
    of.given = within(names, words, out, given, 2);
    of.family = of.family || alone(names, words, out, family, 1);
    of.given = of.given || alone(names, words, out, given, 2);
    of
}

/// Marks the longest of the words that stands anywhere.
fn within(
    names: &[Name],
    words: &Words,
    out: &mut Vec<u8>,
    side: impl Fn(&Name) -> [Word; 3],
    mark: u8,
) -> bool {
    let all = names.iter().flat_map(side).filter(|word| *word != NONE).map(|word| words.letters(word));
    let places = all.filter(|letters| letters.len() > 2).filter_map(|letters| {
        Some((letters.len(), out.windows(letters.len()).position(|at| at == letters)?))
    });
    let Some((len, at)) = places.max() else { return false };
    out.splice(at..at + len, [mark]);
    true
}

/// Marks letters that stand alone and are an initial, a short form or a short name.
fn alone(
    names: &[Name],
    words: &Words,
    out: &mut Vec<u8>,
    side: impl Fn(&Name) -> [Word; 3],
    mark: u8,
) -> bool {
    const INITIAL: u8 = 4;
    let all: Vec<Word> = names.iter().flat_map(side).filter(|word| *word != NONE).collect();
    let mut at = 0;
    while at < out.len() {
        let len = out[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let run = &out[at..at + len];
        let fits = |word: &Word| {
            let letters = words.letters(*word);
            if run.len() == 1 {
                letters.first() == run.first()
            } else {
                run == letters || short_for(run, letters)
            }
        };
        if len > 0 && all.iter().any(fits) {
            let mark = if len == 1 { mark | INITIAL } else { mark };
            out.splice(at..at + len, [mark]);
            return true;
        }
        at += len.max(1);
    }
    false
}

fn short_for(one: &[u8], other: &[u8]) -> bool {
    let known = Nicknames::known();
    let number = |letters: &[u8]| known.number_of(std::str::from_utf8(letters).ok()?);
    matches!((number(one), number(other)), (Some(one), Some(other)) if known.are_alike(one, other))
}

/// The letters and digits of a text in their one spelling.
fn letters(text: &str) -> String {
    latin(text).chars().filter(|c| c.is_alphanumeric()).collect()
}

fn is_postcode(line: &str) -> bool {
    line.len() <= 12
        && line.bytes().any(|b| b.is_ascii_digit())
        && !line.split(' ').any(|word| word.len() > 4 && word.chars().all(char::is_alphabetic))
}

/// A page that is one person's.
fn is_profile(page: &str) -> bool {
    ["linkedin.com/in/", "github.com/", "twitter.com/", "x.com/", "facebook.com/", "xing.com/profile/"]
        .iter()
        .any(|front| page.strip_prefix(front).is_some_and(|rest| !rest.is_empty() && !rest.contains('/')))
}

/// `YYYY-MM-DD` or `--MM-DD`. A day that cannot be is none.
fn day(text: &str) -> Option<Day> {
    let (month, day) = crate::profile::month_and_day(text)?;
    let front = text.get(..text.len() - 5)?.trim_end_matches('-');
    let year: u32 = if front.is_empty() { 0 } else { front.parse().ok()? };
    (year <= 9_999).then_some(year * 10_000 + month as u32 * 100 + day as u32)
}
