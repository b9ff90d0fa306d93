//! Words as numbers, so that the same word is the same number and is kept once.

use crate::hash::hash;
use crate::naming::similar::Shape;

/// A word's number.
pub type Word = u32;

/// No word.
pub const NONE: Word = u32::MAX;

/// All words, with how often each was said.
#[derive(Debug, Default)]
pub struct Words {
    text: Vec<u8>,
    /// Where each ends, and how often it was said.
    said: Vec<(u32, u32)>,
    shapes: Vec<Shape>,
    /// By hash: half of the hash and the word, so that mostly only the right word is looked at; `FREE` where none is.
    /// Its length is a power of two, or it is empty.
    table: Vec<u64>,
}

const FREE: u64 = u64::MAX;

impl Words {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.said.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.said.is_empty()
    }

    /// The letters of a word.
    pub fn letters(&self, word: Word) -> &[u8] {
        let at = word as usize;
        let end = |at: usize| self.said.get(at).map_or(0, |(end, _)| *end as usize);
        let (begin, end) = (at.checked_sub(1).map_or(0, end), end(at));
        self.text.get(begin..end).unwrap_or_default()
    }

    /// What a word looks like.
    pub(super) fn shape(&self, word: Word) -> Shape {
        self.shapes.get(word as usize).copied().unwrap_or_default()
    }

    /// The word as text.
    pub fn text(&self, word: Word) -> &str {
        std::str::from_utf8(self.letters(word)).unwrap_or_default()
    }

    /// How often it was said.
    pub fn times(&self, word: Word) -> u32 {
        self.said.get(word as usize).map_or(0, |(_, times)| *times)
    }

    /// Where a word of this hash is, or where there is room for it.
    fn place(&self, letters: &[u8], hash: u64) -> (usize, Option<Word>) {
        let mask = self.table.len() - 1;
        let mut at = (hash >> 32) as usize & mask;
        loop {
            let slot = self.table[at];
            if slot == FREE {
                return (at, None);
            }
            if slot >> 32 == hash >> 32 && self.letters(slot as Word) == letters {
                return (at, Some(slot as Word));
            }
            at = (at + 1) & mask;
        }
    }

    /// The number of a word that is said now.
    pub fn say(&mut self, letters: &[u8]) -> Word {
        if self.table.len() < (self.len() + 1) * 2 {
            self.grow();
        }
        let hash = hash(letters);
        let (at, known) = self.place(letters, hash);
        if let Some(word) = known {
            self.said[word as usize].1 += 1;
            return word;
        }
        let word = self.len() as Word;
        self.table[at] = hash >> 32 << 32 | u64::from(word);
        self.text.extend_from_slice(letters);
        self.said.push((self.text.len() as u32, 1));
        self.shapes.push(Shape::of(letters));
        word
    }

    /// Counts a word once more.
    pub fn count(&mut self, word: Word) {
        if let Some((_, times)) = self.said.get_mut(word as usize) {
            *times += 1;
        }
    }

    /// Takes in another's words with how often they were said; answers, by its numbers, their numbers here.
    pub fn take(&mut self, other: &Words) -> Vec<Word> {
        (0..other.len() as Word)
            .map(|theirs| {
                let own = self.say(other.letters(theirs));
                self.said[own as usize].1 += other.times(theirs) - 1;
                own
            })
            .collect()
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1024);
        let mut table = vec![FREE; size];
        for slot in self.table.iter().filter(|slot| **slot != FREE) {
            let mut at = (slot >> 32) as usize & (size - 1);
            while table[at] != FREE {
                at = (at + 1) & (size - 1);
            }
            table[at] = *slot;
        }
        self.table = table;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_word_is_one_number_and_is_counted() {
        let mut words = Words::default();
        let all: Vec<String> = (0..5_000).map(|n| format!("w{n}")).collect();
        let first: Vec<Word> = all.iter().map(|word| words.say(word.as_bytes())).collect();
        let again: Vec<Word> = all.iter().map(|word| words.say(word.as_bytes())).collect();
        assert_eq!(first, again);
        assert_eq!(words.len(), 5_000);
        for (text, word) in all.iter().zip(first) {
            assert_eq!((words.text(word), words.times(word)), (text.as_str(), 2));
        }
    }
}
