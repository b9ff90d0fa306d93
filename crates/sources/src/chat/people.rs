//! Who is who in a chat.

use std::collections::BTreeSet;

use goodturn_core::draft::{Address, Direction, Part, Party};

use super::stamp::is_mark;

/// What comes before the other's name in the name of an exported file, in the languages that are common.
const BEFORE: [&str; 10] = [
    "whatsapp chat with ",
    "whatsapp chat - ",
    "whatsapp-chat mit ",
    "whatsapp chat mit ",
    "chat de whatsapp con ",
    "chat whatsapp con ",
    "discussion whatsapp avec ",
    "conversa do whatsapp com ",
    "whatsapp-chat met ",
    "whatsapp-chatt med ",
];

/// Who wrote in a chat, and which of them is the reader.
#[derive(Debug)]
pub(super) struct People<'a> {
    authors: BTreeSet<&'a str>,
    /// The one that the file is named after, as they are called in the chat.
    other: Option<&'a str>,
    group: bool,
}

impl<'a> People<'a> {
    /// Works out who is who from all entries (author, or none for the app, and words) and the file's name.
    pub fn of<'e>(entries: impl Iterator<Item = (Option<&'a str>, &'e str)>, file: &str) -> People<'a> {
        let mut authors = BTreeSet::new();
        let mut group = false;
        for (author, words) in entries {
            match author {
                Some(author) => {
                    authors.insert(author);
                }
                None => group |= made_group(words),
            }
        }
        group |= authors.len() > 2;
        let chat = chat_name(file);
        let other = chat.and_then(|chat| authors.iter().copied().find(|author| same(author, chat)));
        People { authors, other: other.filter(|_| !group), group }
    }

    /// The parties of a message by this author, and whose move it was.
    pub fn parties(&self, author: &str) -> (Vec<Party>, Option<Direction>) {
        let from = self.address(author);
        let direction = (from == Address::Me).then_some(Direction::Out);
        let mut parties = vec![party(Part::From, author, from.clone())];
        if self.group {
            return (parties, direction);
        }
        match self.authors.iter().copied().find(|other| *other != author) {
            Some(other) => parties.push(party(Part::To, other, self.address(other))),
            // The chat is named after the only one who wrote: they wrote to me.
            None if self.other == Some(author) => parties.push(party(Part::To, "", Address::Me)),
            None => {}
        }
        let to_me = parties.iter().any(|party| party.part == Part::To && party.address == Address::Me);
        (parties, direction.or_else(|| to_me.then_some(Direction::In)))
    }

    fn address(&self, author: &str) -> Address {
        let not_the_other = self.other.is_some_and(|other| other != author);
        if author == "You" || not_the_other {
            return Address::Me;
        }
        if is_number(author) {
            return Address::Phone(plain(author));
        }
        Address::Name(plain(author))
    }
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
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let allowed = |c: char| {
        c.is_ascii_digit()
            || c.is_whitespace()
            || is_mark(c)
            || matches!(c, '+' | '-' | '(' | ')' | '.' | '/' | '\u{2010}'..='\u{2013}')
    };
    (6..=18).contains(&digits) && name.chars().all(allowed)
}

fn same(author: &str, chat: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (author, chat) = (letters(author), letters(chat));
    !author.is_empty() && author == chat
}

/// The name of the chat that a file's name holds: `WhatsApp Chat with NAME.txt`, and of an archive
/// `WhatsApp Chat - NAME.zip!_chat.txt`.
fn chat_name(file: &str) -> Option<&str> {
    file.rsplit('!').find_map(|part| {
        let name = part.rsplit(['/', '\\']).next()?;
        let stem = name.strip_suffix(".txt").or_else(|| name.strip_suffix(".zip")).unwrap_or(name);
        let before = BEFORE
            .iter()
            .find(|before| stem.get(..before.len()).is_some_and(|head| head.eq_ignore_ascii_case(before)))?;
        let chat = stem[before.len()..].trim();
        // A second download is called `NAME (1)`.
        let counted = chat.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
        match counted {
            Some((chat, count)) if count.bytes().all(|b| b.is_ascii_digit()) => Some(chat),
            _ => Some(chat),
        }
    })
}

fn made_group(words: &str) -> bool {
    [
        "created group",
        "created this group",
        "Gruppe erstellt",
        "hat die Gruppe",
        "a créé le groupe",
        "creó el grupo",
        "added you",
    ]
    .iter()
    .any(|phrase| words.contains(phrase))
}
