//! What is known of one of [`Records`].

use super::record::Records;
use super::row::{Day, Digits, Kind, Mailbox, More, Name, Place, Row, Street, Text};
use super::words::{NONE, Word};

impl Records {
    /// Asks for somebody from memory, so that they are there when they are compared.
    pub(super) fn touch(&self, person: u32) {
        std::hint::black_box(self.row(person).list);
    }

    /// The row of somebody.
    pub(super) fn row(&self, person: u32) -> &Row {
        self.rows.get(person as usize).unwrap_or(&Row::EMPTY)
    }

    pub(super) fn names_of(&self, person: u32) -> impl Iterator<Item = Name> {
        all(self.row(person), |row| row.name, &self.name, Kind::Name, person)
    }

    pub(super) fn mailboxes_of(&self, person: u32) -> impl Iterator<Item = Mailbox> {
        all(self.row(person), |row| row.mailbox, &self.mailbox, Kind::Mailbox, person)
    }

    pub(super) fn phones_of(&self, person: u32) -> impl Iterator<Item = Digits> {
        all(self.row(person), |row| row.phone, &self.phone, Kind::Phone, person)
    }

    pub(super) fn days_of(&self, person: u32) -> impl Iterator<Item = Day> {
        all(self.row(person), |row| row.born, &self.born, Kind::Born, person)
    }

    pub(super) fn organisations_of(&self, person: u32) -> impl Iterator<Item = Text> {
        all(self.row(person), |row| row.organisation, &self.organisation, Kind::Organisation, person)
    }

    pub(super) fn streets_of(&self, person: u32) -> impl Iterator<Item = Street> {
        all(self.row(person), |row| row.street, &self.street, Kind::Street, person)
    }

    pub(super) fn places_of(&self, person: u32) -> impl Iterator<Item = Place> {
        all(self.row(person), |row| row.place, &self.place, Kind::Place, person)
    }

    pub(super) fn called_of(&self, person: u32) -> impl Iterator<Item = Text> {
        neighbours(self.row(person), &self.called, Kind::Called, person)
    }

    pub(super) fn handles_of(&self, person: u32) -> impl Iterator<Item = Word> {
        neighbours(self.row(person), &self.handle, Kind::Handle, person)
    }

    pub(super) fn company_of(&self, person: u32) -> &[(u32, u32)] {
        if self.row(person).has_more(Kind::Company) { self.company.of(person) } else { &[] }
    }

    /// The words that a word of names is written together of; none where it is one.
    pub(super) fn written_of(&self, word: Word) -> [Word; 2] {
        self.known.get(word as usize).map_or([NONE; 2], |known| known.parts)
    }

    /// The words of a side of a name: itself, or those it is written together of.
    pub(super) fn parts(&self, word: Word) -> impl Iterator<Item = Word> {
        let parts = self.written_of(word);
        let parts = if parts[0] == NONE { [word, NONE] } else { parts };
        parts.into_iter().filter(|word| *word != NONE)
    }

    pub(super) fn words_of(&self, text: Text) -> &[Word] {
        if text == Text::NONE {
            return &[];
        }
        self.words.get(text.range()).unwrap_or_default()
    }

    /// The word of a text that fewest have, beside one that is left out.
    pub(super) fn rarest(&self, text: Text, beside: Word) -> Option<Word> {
        let words = self.words_of(text).iter().copied().filter(|word| *word != beside);
        words.min_by_key(|word| self.texts.times(*word))
    }
}

/// What lies beside a row.
fn neighbours<'r, T: Copy>(
    row: &Row,
    more: &'r More<T>,
    kind: Kind,
    person: u32,
) -> impl Iterator<Item = T> + use<'r, T> {
    let rest = if row.has_more(kind) { more.of(person) } else { &[] };
    rest.iter().map(|(_, item)| *item)
}

/// What is in a row, and what lies beside it.
fn all<'r, T: Copy + PartialEq, F: Fn(&Row) -> T>(
    row: &Row,
    first: F,
    more: &'r More<T>,
    kind: Kind,
    person: u32,
) -> impl Iterator<Item = T> + use<'r, T, F> {
    let item = first(row);
    Some(item)
        .filter(|item| *item != first(&Row::EMPTY))
        .into_iter()
        .chain(neighbours(row, more, kind, person))
}
