//! Who is who in a chat.

use std::collections::BTreeSet;

use goodturn_core::digits;
use goodturn_core::draft::{Address, Direction, Part, Party};
use goodturn_core::limits::WRITERS;

use unicode_normalization::UnicodeNormalization;

use super::said::Entry;
use super::stamp::is_mark;
use crate::locale::{joins, words};

/// How the app calls itself in the names of the files that it exports, in whatever language the rest is.
const BRANDS: [&str; 6] = ["whatsapp", "واتساب", "واتس اب", "ватсап", "ווטסאפ", "व्हाट्सऐप"];

/// Who wrote in a chat, and which of them is the reader.
#[derive(Debug)]
pub(super) struct People<'a> {
    authors: BTreeSet<&'a str>,
    /// Those who wrote, and those under whose name only the app did.
    named: BTreeSet<&'a str>,
    /// The one that the file is named after, as they are called in the chat.
    other: Option<&'a str>,
    /// The one that the file is named after, where they wrote nothing: whoever wrote is the reader.
    silent: Option<String>,
    group: bool,
}

impl<'a> People<'a> {
    /// Works out who is who from all entries and the file's name.
    pub fn of(entries: &'a [Entry<'_>], file: &str) -> People<'a> {
        let (mut authors, mut named) = (BTreeSet::new(), BTreeSet::new());
        let mut group = false;
        for entry in entries {
            if let Some(author) = entry.author {
                if named.len() < WRITERS {
                    named.insert(author);
                }
                if !entry.app && authors.len() < WRITERS {
                    authors.insert(author);
                }
            }
            if entry.author.is_none() || entry.app {
                group |= made_group(entry.said, entry.author.is_none());
            }
        }
        group |= named.len() > 2;
        let other = if group { None } else { in_file_name(&named, file).or_else(|| of_first_line(entries)) };
        let alone = !group && other.is_none() && named.len() == 1;
        let silent = if alone { told_by_file_name(file) } else { None };
        People { authors, named, other, silent, group }
    }

    /// Whether this author is one of those who are read.
    pub fn knows(&self, author: &str) -> bool {
        self.authors.contains(author)
    }

    /// The parties of a message by this author, and whose move it was.
    pub fn parties(&self, author: &str) -> (Vec<Party>, Option<Direction>) {
        let from = self.address(author);
        let direction = (from == Address::Me).then_some(Direction::Out);
        let mut parties = vec![party(Part::From, author, from.clone())];
        if self.group {
            return (parties, direction);
        }
        match self.authors.iter().chain(&self.named).copied().find(|other| *other != author) {
            Some(other) => parties.push(party(Part::To, other, self.address(other))),
            // The chat is named after the only one who wrote: they wrote to me.
            None if self.silent.is_some() => {
                parties.extend(self.silent.iter().map(|name| party(Part::To, name, of_name(name))));
            }
            None if self.other == Some(author) => parties.push(party(Part::To, "", Address::Me)),
            None => {}
        }
        let to_me = parties.iter().any(|party| party.part == Part::To && party.address == Address::Me);
        (parties, direction.or_else(|| to_me.then_some(Direction::In)))
    }

    fn address(&self, author: &str) -> Address {
        let not_the_other = self.other.is_some_and(|other| other != author);
        if author == "You" || not_the_other || self.silent.is_some() {
            return Address::Me;
        }
        of_name(author)
    }
}

/// Whom a name in a chat, or a number in its place, names.
fn of_name(name: &str) -> Address {
    if is_number(name) { Address::Phone(number(name)) } else { Address::Name(plain(name)) }
}

fn party(part: Part, name: &str, address: Address) -> Party {
    // A number is no name, and what the reader is called is known.
    let name = if matches!(address, Address::Name(_)) { plain(name) } else { String::new() };
    Party { part, name, address }
}

/// Without the marks that tell which way to write, and with plain blanks.
fn plain(name: &str) -> String {
    name.split(|c: char| is_mark(c) || c.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

fn is_number(name: &str) -> bool {
    let digits = name.chars().filter(|c| digits::value(*c).is_some()).count();
    let allowed = |c: char| {
        digits::value(c).is_some()
            || c.is_whitespace()
            || is_mark(c)
            || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | '\u{2010}'..='\u{2013}')
    };
    (6..=18).contains(&digits) && name.chars().all(allowed)
}

/// A number with the digits of Europe.
fn number(name: &str) -> String {
    let european = |c: char| digits::european(c).unwrap_or(c);
    plain(name).chars().map(european).collect()
}

/// The one of those named whom the file is named after: `WhatsApp Chat with NAME.txt` in every language, before the
/// name or behind it, and of an archive `WhatsApp Chat - NAME.zip!_chat.txt`. None where it names nobody of them, as
/// in groups.
fn in_file_name<'a>(named: &BTreeSet<&'a str>, file: &str) -> Option<&'a str> {
    stems(file).find_map(|stem| {
        let stem = letters(stem);
        if !BRANDS.iter().any(|brand| stem.contains(&letters(brand))) {
            return None;
        }
        let mut fits: Vec<(usize, &str)> = named
            .iter()
            .filter_map(|name| {
                let letters = letters(name);
                (!letters.is_empty() && holds(&stem, &letters)).then_some((letters.len(), *name))
            })
            .collect();
        // Of Ann and Ann Example the longer; of two of one length neither.
        fits.sort_unstable_by_key(|(length, _)| std::cmp::Reverse(*length));
        match fits[..] {
            [(first, _), (second, _), ..] if first == second => None,
            [(_, name), ..] => Some(name),
            [] => None,
        }
    })
}

/// What a chat may be called by its file: by itself, and where an archive was unpacked by the folder around `_chat.txt`.
fn stems(file: &str) -> impl Iterator<Item = &str> {
    let parts: Vec<&str> = file.rsplit(['!', '/', '\\']).take(3).collect();
    let in_folder = parts.first().is_some_and(|name| name.starts_with("_chat"));
    let named = if in_folder { parts.len() } else { 1 };
    let stem = |part: &'_ str| {
        part.len() - [".txt", ".zip"].iter().find(|end| part.ends_with(**end)).map_or(0, |end| end.len())
    };
    parts.into_iter().take(named).map(move |part| &part[..stem(part)])
}

/// The name of the other, as the app put it into the name of the file.
fn told_by_file_name(file: &str) -> Option<String> {
    stems(file).find_map(|stem| {
        // `… (2)` is another download of the same file.
        let again = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
        let copied =
            again.filter(|(_, count)| !count.is_empty() && count.bytes().all(|b| b.is_ascii_digit()));
        let name = words().chat_with(copied.map_or(stem, |(front, _)| front))?;
        Some(name.to_owned())
    })
}

/// On iPhones the first line, which says that the chat is sealed, stands under the chat's name.
fn of_first_line<'a>(entries: &'a [Entry<'_>]) -> Option<&'a str> {
    let first = entries.iter().find(|entry| entry.stamp.is_some())?;
    first.author.filter(|_| first.app && first.said.starts_with('\u{200e}'))
}

/// Letters and digits in one spelling, all else as single blanks.
fn letters(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfkc().flat_map(char::to_lowercase) {
        match c {
            c if is_mark(c) || matches!(c, '\u{200c}' | '\u{200d}') => {}
            c if digits::european(c).is_some() => out.extend(digits::european(c)),
            c if c.is_alphanumeric() || u32::from(c) >= 0x300 && !c.is_whitespace() => out.push(c),
            _ if out.ends_with(' ') || out.is_empty() => {}
            _ => out.push(' '),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// How many letters a language may hang on a name (`Deniz Yilmazin kanssa`).
const ENDING_MOST: usize = 4;

/// Whether a name stands in a text as words of its own; a name of several words also with an ending.
fn holds(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let after = &text[at + name.len()..];
        let ending = after.chars().take_while(|c| c.is_alphabetic()).count();
        !joins(text[..at].chars().next_back(), name.chars().next())
            && (!joins(name.chars().next_back(), after.chars().next())
                || (name.contains(' ') && ending <= ENDING_MOST))
    })
}

/// Whether a line of the app is one of a group.
fn made_group(text: &str, nameless: bool) -> bool {
    const WORDS: [&str; 26] = [
        "group",
        "gruppe",
        "grupo",
        "groupe",
        "gruppo",
        "groep",
        "групп",
        "груп",
        "grup",
        "ryhmä",
        "skupin",
        "csoport",
        "ομάδα",
        "kumpulan",
        "nhóm",
        "กลุ่ม",
        "グループ",
        "그룹",
        "群组",
        "群組",
        "المجموعة",
        "گروه",
        "הקבוצה",
        "ग्रुप",
        "গ্রুপ",
        "kundi",
    ];
    let line = text.lines().next().unwrap_or_default();
    if words().is_sealed(line) {
        return false;
    }
    let text = line.to_lowercase();
    let quoted = line.contains(['"', '“', '„', '«', '「']);
    WORDS.iter().any(|word| text.contains(word)) && (quoted || !nameless || words().is_of_the_app(line))
        || [
            "added you",
            "created this group",
            "gruppe erstellt",
            "hat die gruppe",
            "a créé le groupe",
            "creó el grupo",
        ]
        .iter()
        .any(|phrase| text.contains(phrase))
}
