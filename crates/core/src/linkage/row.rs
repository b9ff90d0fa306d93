//! One person as they are compared: what is mostly known once lies together, so that looking at somebody is one look
//! into memory; what is known more than once lies beside it.

use super::words::{NONE, Word};

/// A name: the word of each side, several written together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub given: Word,
    pub family: Word,
}

/// An e-mail address.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mailbox {
    /// A number of the mailbox that it leads to; another at the same host has another.
    pub whole: u32,
    /// Where its local part lies, letters and digits only; none where that tells nothing.
    pub local: u32,
    /// What stands after the `@`.
    pub host: Word,
    /// How it is made of the person's own name: the local part with that left out; none where it is not.
    pub made: Word,
    /// Of which sides of the name it is made.
    pub of: Sides,
}

/// The same mailbox, wherever its letters lie.
impl PartialEq for Mailbox {
    fn eq(&self, other: &Mailbox) -> bool {
        self.whole == other.whole && self.host == other.host
    }
}

impl Mailbox {
    /// Whether it is made of its owner's name.
    pub(super) fn is_made(&self) -> bool {
        self.made != NONE
    }
}

/// Sides of a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sides {
    pub given: bool,
    pub family: bool,
}

/// A day: year times 10,000, month times 100, day; the year is 0 where not known.
pub(super) type Day = u32;

/// The last nine digits of a phone number, as a number: they tell numbers apart, whether or not the country was said.
pub(super) type Digits = u32;

/// Words of a text: where they lie, and in the last four bits how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Text(pub u32);

impl Text {
    pub(super) const NONE: Text = Text(u32::MAX);

    /// None where there is no room for so many words.
    pub(super) fn new(begin: usize, len: usize) -> Option<Text> {
        let begin = u32::try_from(begin).ok().filter(|begin| *begin < u32::MAX >> 4)?;
        Some(Text(begin << 4 | len as u32))
    }

    pub(super) fn range(self) -> std::ops::Range<usize> {
        let begin = (self.0 >> 4) as usize;
        begin..begin + (self.0 & 15) as usize
    }

    /// The same text, where all words lie so much further on.
    pub(super) fn moved(self, by: usize) -> Option<Text> {
        Text::new(self.range().start + by, self.range().len())
    }
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

/// The first of everything that is known of one person.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Row {
    pub name: Name,
    pub mailbox: Mailbox,
    pub phone: Digits,
    pub born: Day,
    pub organisation: Text,
    pub street: Street,
    pub place: Place,
    pub list: u32,
    /// What there is more of, a bit a kind.
    pub more: u16,
}

/// What may be known more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Name,
    Mailbox,
    Phone,
    Born,
    Organisation,
    Street,
    Place,
    Called,
    Handle,
    Company,
}

impl Row {
    pub(super) const EMPTY: Row = Row {
        name: Name { given: NONE, family: NONE },
        mailbox: Mailbox {
            whole: NONE,
            local: NONE,
            host: NONE,
            made: NONE,
            of: Sides { given: false, family: false },
        },
        phone: NONE,
        born: NONE,
        organisation: Text::NONE,
        street: Street { text: Text::NONE, number: NONE },
        place: Place { town: NONE, postcode: NONE },
        list: 0,
        more: 0,
    };

    pub(super) fn has_more(&self, kind: Kind) -> bool {
        self.more >> kind as u16 & 1 == 1
    }

    pub(super) fn mark_more(&mut self, kind: Kind) {
        self.more |= 1 << kind as u16;
    }
}

/// Short texts one after another, each looked up by where it begins.
#[derive(Debug, Default)]
pub(super) struct Letters(Vec<u8>);

impl Letters {
    /// Takes one; of longer ones the first 255 bytes.
    pub(super) fn push(&mut self, letters: &[u8]) -> u32 {
        let at = self.0.len() as u32;
        let letters = &letters[..letters.len().min(255)];
        self.0.push(letters.len() as u8);
        self.0.extend_from_slice(letters);
        at
    }

    pub(super) fn get(&self, at: u32) -> &[u8] {
        let rest = self.0.get(at as usize..).unwrap_or_default();
        rest.split_first().and_then(|(len, rest)| rest.get(..usize::from(*len))).unwrap_or_default()
    }

    /// Takes in another's; answers by how much they have moved.
    pub(super) fn append(&mut self, other: &Letters) -> u32 {
        let moved = self.0.len() as u32;
        self.0.extend_from_slice(&other.0);
        moved
    }
}

/// What is known beside a [`Row`], in the order of people.
#[derive(Debug)]
pub(super) struct More<T>(pub Vec<(u32, T)>);

impl<T> Default for More<T> {
    fn default() -> Self {
        More(Vec::new())
    }
}

impl<T> More<T> {
    pub(super) fn of(&self, person: u32) -> &[(u32, T)] {
        let begin = self.0.partition_point(|(of, _)| *of < person);
        let rest = self.0.get(begin..).unwrap_or_default();
        rest.get(..rest.partition_point(|(of, _)| *of == person)).unwrap_or_default()
    }

    /// What was said of the last person.
    pub(super) fn open(&self, person: u32) -> &[(u32, T)] {
        let begin = self.0.iter().rposition(|(of, _)| *of != person).map_or(0, |at| at + 1);
        self.0.get(begin..).unwrap_or_default()
    }
}
