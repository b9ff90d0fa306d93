//! A text in words, numbers and letters run together.

use std::borrow::Cow;

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

use super::everyday::{JOINS, is_usual};
use crate::digits;
use crate::naming::latin::latin;

/// A text, taken apart.
#[derive(Debug, Default)]
pub(super) struct Text {
    /// As it stands, in plain letters.
    pub whole: String,
    /// Its words, and words that are spelt out letter by letter.
    pub words: Vec<String>,
    /// Its words, one after the other, with the numbers that they are.
    pub numbers: Vec<Figure>,
    /// All its letters and digits.
    pub run: String,
    /// All its digits, those that are said in words among them.
    pub digits: String,
    /// What may be the first letters of a name.
    pub initials: Vec<String>,
    /// Its words that nobody uses every day, among them first letters that are written small.
    pub unusual: Vec<String>,
    /// Its words as they stand, and whether a sentence begins with it.
    pub written: Vec<(String, bool)>,
}

/// A word, and the number that it is.
#[derive(Debug)]
pub(super) struct Figure {
    /// The word.
    pub word: String,
    /// The number that it begins with; none where it begins with a letter.
    pub number: Option<u32>,
    /// Whether it counts: 3rd, 10th.
    pub counts: bool,
}

/// Digits as they are said, in English and German.
const SAID: [(&str, char); 23] = [
    ("zero", '0'),
    ("oh", '0'),
    ("null", '0'),
    ("one", '1'),
    ("eins", '1'),
    ("two", '2'),
    ("zwei", '2'),
    ("zwo", '2'),
    ("three", '3'),
    ("drei", '3'),
    ("four", '4'),
    ("vier", '4'),
    ("five", '5'),
    ("funf", '5'),
    ("six", '6'),
    ("sechs", '6'),
    ("seven", '7'),
    ("sieben", '7'),
    ("eight", '8'),
    ("acht", '8'),
    ("nine", '9'),
    ("neun", '9'),
    ("nought", '0'),
];

/// So many letters are spelt out at the most.
const SPELT: usize = 24;

/// One spelling: letters without width, marks or case, in Latin where they have a usual romanisation, digits as ours.
pub(super) fn plain(text: &str) -> String {
    let shown: String = shown(text);
    // Two ways to write one letter.
    latin(&shown).replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s")
}

/// Without what cannot be seen, each letter in its usual shape.
fn shown(text: &str) -> String {
    let unseen = |c: &char| matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    text.nfkc().filter(|c| !unseen(c)).map(|c| digits::european(c).unwrap_or(c)).collect()
}

/// The digits of a text.
pub(super) fn digits(text: &str) -> String {
    shown(text).chars().filter(char::is_ascii_digit).collect()
}

/// The words of a value, each in one spelling.
pub(super) fn words_of(text: &str) -> Vec<String> {
    let shown = shown(text);
    let words = shown.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(plain).collect()
}

/// With what is percent-encoded as what it stands for.
pub(super) fn decoded(text: &str) -> Cow<'_, str> {
    percent_decode_str(text).decode_utf8_lossy()
}

impl Text {
    /// Of a text.
    pub(super) fn of(text: &str) -> Text {
        let mut shown = joined(&shown(&decoded(text)));
        if let Some(looks) = as_it_looks(&shown) {
            shown.push('\n');
            shown.push_str(&looks);
        }
        let mut out = Text { whole: plain(&shown), ..Text::default() };
        let mut spelt = String::new();
        let mut rest = shown.as_str();
        let mut before = ' ';
        let mut begins = true;
        while let Some(from) = rest.find(char::is_alphanumeric) {
            let gap = &rest[..from];
            if let Some(last) = gap.chars().next_back() {
                before = last;
            }
            // Letters are spelt out with a blank or a mark between them.
            let mark = |c: char| matches!(c, '.' | '-' | '·' | '/' | '_' | '&' | '+' | ' ');
            if gap.is_empty() || gap.contains("  ") || gap.len() > 4 || !gap.chars().all(mark) {
                out.spelt(&mut spelt);
            }
            rest = &rest[from..];
            let until = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
            let (raw, after) = rest.split_at(until);
            let letters = raw.chars().count();
            if letters == 1 && !matches!(before, '\'' | '’' | 'ʼ') {
                spelt.push_str(raw);
                out.first(raw, after);
            } else {
                out.spelt(&mut spelt);
            }
            begins |= gap.contains(['.', '!', '?', ':', '\n', '"', '“', '„', '(', '…']);
            let capitals = raw.chars().filter(|c| c.is_uppercase()).count();
            if (2..=6).contains(&letters) && capitals > 1 {
                out.initials.push(plain_letters(raw));
                out.initials.extend(raw.strip_suffix('s').map(plain_letters));
            }
            out.word(raw);
            out.written.push((raw.to_owned(), std::mem::take(&mut begins)));
            (rest, before) = (after, ' ');
        }
        out.spelt(&mut spelt);
        out.run = out.numbers.iter().map(|figure| figure.word.as_str()).collect();
        out
    }

    fn word(&mut self, raw: &str) {
        let word = plain(raw);
        let figures: String = word.chars().take_while(char::is_ascii_digit).collect();
        let end = &word[figures.len()..];
        let counts =
            !figures.is_empty() && matches!(end, "st" | "nd" | "rd" | "th" | "er" | "o" | "a" | "te" | "ten");
        match SAID.iter().find(|(said, _)| *said == word) {
            Some((_, digit)) => self.digits.push(*digit),
            None => self.digits.extend(word.chars().filter(char::is_ascii_digit)),
        }
        // A name may stand beside figures: ben83.
        for part in word.split(|c: char| c.is_ascii_digit()).filter(|part| part.chars().count() > 1) {
            self.words.push(part.to_owned());
        }
        // And words may stand beside each other: BenCarver.
        let mut from = 0;
        let mut last = ' ';
        for (at, c) in raw.char_indices() {
            if c.is_uppercase() && last.is_lowercase() {
                self.part(&raw[from..at]);
                from = at;
            }
            last = c;
        }
        if from > 0 {
            self.part(&raw[from..]);
        }
        self.numbers.push(Figure { number: figures.parse().ok(), counts, word: word.clone() });
        self.part(raw);
    }

    /// A word or a part of one; `plain` makes one word of `muss` and `mus`, of which one is of every day.
    fn part(&mut self, raw: &str) {
        let word = plain(raw);
        if !is_usual(&latin(raw)) {
            self.unusual.push(word.clone());
        }
        self.words.push(word);
    }

    /// What was spelt out letter by letter: a word, or the first letters of a name.
    fn spelt(&mut self, spelt: &mut String) {
        // A word of one letter may stand beside what is spelt out: "I". So any part of it may be what is meant.
        let letters: Vec<char> = spelt.chars().take(SPELT).collect();
        for from in 0..letters.len() {
            for to in from + 2..=letters.len() {
                let part: String = letters[from..to].iter().collect();
                self.part(&part);
                self.initials.push(plain_letters(&part));
            }
        }
        spelt.clear();
    }

    /// One letter alone: a first letter, where it is no word. `I` and `A` are words unless a full stop follows.
    fn first(&mut self, raw: &str, after: &str) {
        let stopped = after.starts_with('.');
        if stopped || !matches!(raw, "I" | "A" | "O" | "E" | "Y") && raw.chars().all(char::is_uppercase) {
            self.initials.push(plain_letters(raw));
        }
    }
}

/// Letters of other scripts that look like Latin ones, and those.
const LOOKS: &[(&str, &str)] = &[
    ("аАαΑ", "a"),
    ("вВβΒ", "b"),
    ("сС", "c"),
    ("ԁ", "d"),
    ("еЕεΕ", "e"),
    ("һНΗ", "h"),
    ("іІїЇιΙ", "i"),
    ("јЈ", "j"),
    ("кКκΚ", "k"),
    ("ӏ", "l"),
    ("мМΜ", "m"),
    ("пηΝ", "n"),
    ("оОοΟσ", "o"),
    ("рРρΡ", "p"),
    ("ԛ", "q"),
    ("ѕЅ", "s"),
    ("тТτΤ", "t"),
    ("υ", "u"),
    ("ѵν", "v"),
    ("ԝω", "w"),
    ("хХχΧ", "x"),
    ("уУүҮγΥ", "y"),
    ("Ζ", "z"),
];

/// A text in Latin letters with what only looks like one as one: `Мауа` is read as Maya. None where nothing in it does.
fn as_it_looks(text: &str) -> Option<String> {
    let latin = text.chars().filter(char::is_ascii_alphabetic).count();
    let other = text.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).count();
    let looks = |c: char| LOOKS.iter().find(|(letters, _)| letters.contains(c)).map(|(_, looks)| *looks);
    if other == 0 || latin < other || !text.chars().any(|c| looks(c).is_some()) {
        return None;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match looks(c) {
            Some(latin) if c.is_uppercase() => out.push_str(&latin.to_uppercase()),
            Some(latin) => out.push_str(latin),
            None => out.push(c),
        }
    }
    Some(out)
}

/// With the word between two letters as a sign: `M und S`.
fn joined(text: &str) -> String {
    let letter = |word: &str| word.trim_end_matches('.').chars().count() == 1;
    let words: Vec<&str> = text.split(' ').collect();
    let mut out: Vec<&str> = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let beside = at > 0 && words.get(at - 1).is_some_and(|word| letter(word));
        let between = beside && words.get(at + 1).is_some_and(|word| letter(word));
        out.push(if between && JOINS.contains(&word.to_lowercase().as_str()) { "&" } else { word });
    }
    out.join(" ")
}

/// In plain letters, each for itself.
pub(super) fn plain_letters(raw: &str) -> String {
    raw.chars().filter_map(|c| latin(&c.to_string()).chars().next()).collect()
}
