//! Words that were mistyped: how many slips lie between two words.
//!
//! A slip is one letter too many, one too few, another one, or two neighbours in the other order (the optimal string
//! alignment distance; Damerau, Communications of the ACM 7, 1964: four of five misspelt words have one such slip).

use std::ops::RangeInclusive;

/// Longer words are compared by their beginning.
const LONGEST: usize = 48;

/// How many slips a word of so many letters may have and still be meant: short words are too much alike.
pub fn forgiven(letters: usize) -> usize {
    match letters {
        ..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// How near a written word is to one that exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Near {
    /// Whether only the beginning of the word is near, as while one is still typing.
    pub begun: bool,
    /// How many slips lie between them.
    pub slips: usize,
    /// Whether the first letters differ, where slips are rare.
    pub first: bool,
}

/// The letters that a word may begin with, by script; of other scripts every word is looked at.
const ALPHABETS: [RangeInclusive<char>; 3] = ['a'..='z', 'α'..='ω', 'а'..='я'];

/// A mistyped word, to be compared with many that exist.
pub struct Typed {
    letters: Vec<char>,
    most: usize,
}

impl Typed {
    /// A word as it was written, folded as [`crate::channel::fold`] does.
    pub fn new(word: &str) -> Typed {
        let letters: Vec<char> = word.chars().take(LONGEST).collect();
        let most = forgiven(letters.len());
        Typed { letters, most }
    }

    /// Whether any slip is forgiven in it.
    pub fn may_be_mistyped(&self) -> bool {
        // Digits are no slips: another number is another number.
        self.most > 0 && !self.letters.iter().any(|letter| letter.is_numeric())
    }

    /// What each word begins with that may be near: as the typed one does, but for at most one slip in the first two
    /// letters. So few of all words need be looked at.
    pub fn beginnings(&self) -> Vec<String> {
        let [a, b, c, ..] = self.letters[..] else { return vec![String::new()] };
        let Some(alphabet) = ALPHABETS.iter().find(|alphabet| alphabet.contains(&a)) else {
            return vec![String::new()];
        };
        let pairs = [[a, b], [a, c], [b, a], [b, c]];
        let mut all: Vec<String> = pairs.iter().map(|pair| pair.iter().collect()).collect();
        for other in alphabet.clone() {
            let threes = [[a, other, b], [a, other, c], [other, a, b], [other, b, c]];
            all.extend(threes.iter().map(|three| three.iter().collect::<String>()));
        }
        all.sort_unstable();
        // Each is named once: what begins as another that is shorter stands in it, and behind it.
        all.dedup_by(|one, shorter| one.starts_with(shorter.as_str()));
        all
    }

    /// Whether a word begins as one that may be near does.
    fn may_begin(&self, word: &[char]) -> bool {
        let [a, b, c, ..] = self.letters[..] else { return true };
        match *word {
            [first, second, ..] if first == a && (second == b || second == c) => true,
            [first, second, ..] if first == b && (second == a || second == c) => true,
            [first, _, third, ..] if first == a && (third == b || third == c) => true,
            [_, second, third, ..] => (second == a && third == b) || (second == b && third == c),
            _ => false,
        }
    }

    /// How near it is to a word that exists; none where it is another.
    pub fn near(&self, word: &str) -> Option<Near> {
        let (typed, most) = (&self.letters, self.most);
        let mut letters = [' '; LONGEST + 3];
        let mut count = 0;
        for letter in word.chars().take(typed.len() + most + 1) {
            if letter.is_numeric() {
                return None;
            }
            letters[count] = letter;
            count += 1;
        }
        let letters = &letters[..count];
        if count + most < typed.len() {
            return None;
        }
        if !self.may_begin(letters) {
            return None;
        }
        let first = typed.first() != letters.first();
        let (whole, begun) = slips(typed, letters, most)?;
        if count <= typed.len() + most && whole <= most {
            return Some(Near { begun: false, slips: whole, first });
        }
        (begun <= most && !first).then_some(Near { begun: true, slips: begun, first })
    }
}

/// The slips between the whole typed word and the other, and between it and that beginning of the other which is
/// nearest; none where both are more than `most`.
fn slips(typed: &[char], word: &[char], most: usize) -> Option<(usize, usize)> {
    // Words have few letters, so that a byte counts them.
    let mut two_above = [u8::MAX; LONGEST + 4];
    let mut above = two_above;
    for (slot, count) in above.iter_mut().zip(0..).take(word.len() + 1) {
        *slot = count;
    }
    let mut least_above = 0;
    for (line, letter) in typed.iter().enumerate() {
        let mut row = [u8::MAX; LONGEST + 4];
        let mut left = u8::try_from(line + 1).ok()?;
        let mut least_here = left;
        row[0] = left;
        for (at, other) in word.iter().enumerate() {
            let mut least = (above[at] + u8::from(letter != other)).min(above[at + 1] + 1).min(left + 1);
            if line > 0 && at > 0 && *letter == word[at - 1] && typed[line - 1] == *other {
                least = least.min(two_above[at - 1] + 1);
            }
            row[at + 1] = least;
            left = least;
            least_here = least_here.min(least);
        }
        // Two letters in the other order go back two lines, no further.
        if usize::from(least_here.min(least_above)) > most {
            return None;
        }
        two_above = std::mem::replace(&mut above, row);
        least_above = least_here;
    }
    Some((usize::from(above[word.len()]), usize::from(least_above)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(typed: &str, word: &str) -> Option<(bool, usize)> {
        Typed::new(typed).near(word).map(|near| (near.begun, near.slips))
    }

    #[test]
    fn a_slip_is_forgiven_and_another_word_is_not() {
        for (typed, word) in [
            ("meave", "maeve"),
            ("okafr", "okafor"),
            ("frasr", "fraser"),
            ("kafor", "okafor"),
            ("amry", "mary"),
            ("jonson", "johnson"),
            ("dahlais", "dahlias"),
            ("müller", "muller"),
        ] {
            assert_eq!(near(typed, word), Some((false, 1)), "{typed} {word}");
        }
        assert_eq!(near("schwarzeneger", "schwarzenegger"), Some((false, 1)));
        assert_eq!(near("schwazeneger", "schwarzenegger"), Some((false, 2)));
        assert_eq!(near("shwarz", "schwarzenegger"), Some((true, 1)), "one is still typing");
        for (typed, word) in [("ann", "hanna"), ("maeve", "marge"), ("paul", "saul2"), ("lisbon", "bonnie")] {
            assert_eq!(near(typed, word), None, "{typed} {word}");
        }
        assert!(!Typed::new("1234567").may_be_mistyped());
        assert!(!Typed::new("bo").may_be_mistyped());
        assert!(Typed::new("frasr").may_be_mistyped());
    }

    #[test]
    fn whatever_is_near_begins_in_one_of_the_ways_that_are_looked_through() {
        for word in ["okafor", "schwarzenegger", "παπαδοπουλος", "иванова", "maeve"] {
            let letters: Vec<char> = word.chars().collect();
            for at in 0..letters.len() {
                let (mut fewer, mut more, mut other, mut swapped) =
                    (letters.clone(), letters.clone(), letters.clone(), letters.clone());
                fewer.remove(at);
                more.insert(at, letters[(at + 2) % letters.len()]);
                other[at] = letters[(at + 1) % letters.len()];
                swapped.swap(at, at.saturating_sub(1));
                for typed in [fewer, more, other, swapped] {
                    let typed: String = typed.iter().collect();
                    let known = Typed::new(&typed);
                    assert!(known.near(word).is_some_and(|near| near.slips <= 1), "{typed} {word}");
                    let looked = known.beginnings();
                    assert!(
                        looked.iter().any(|beginning| word.starts_with(beginning.as_str())),
                        "{typed} {word}"
                    );
                    let twice = |one: &String| {
                        looked.iter().filter(|other| one.starts_with(other.as_str())).count() > 1
                    };
                    assert!(!looked.iter().any(twice), "{typed}: {looked:?}");
                }
            }
        }
    }

    #[test]
    fn words_without_end_are_compared_by_their_beginning() {
        let long = "a".repeat(10_000);
        assert_eq!(near(&long, &long), Some((true, 0)));
    }
}
