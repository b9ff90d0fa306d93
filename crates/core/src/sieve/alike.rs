//! Other spellings of a name: Catherine and Kathrin, Odegaard and Ødegård, Kath and Liam; and its first letters, however
//! they are counted.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::everyday::{JOINS, LEADS, TITLES};
use super::text::{plain, plain_letters};
use crate::naming::nicknames::Nicknames;

/// Given names that are one name in several languages, a name a line.
const ORIGINS: &str = include_str!("origins.txt");

/// Parts of a word that are written in several ways, and one of them; longer ones first.
const WRITTEN: &[(&str, &str)] = &[
    ("tsch", "k"),
    ("sch", "s"),
    ("tch", "k"),
    ("dsch", "s"),
    ("shch", "sk"),
    ("ch", "k"),
    ("ck", "k"),
    ("cz", "k"),
    ("kh", "k"),
    ("qu", "k"),
    ("gh", "g"),
    ("ph", "f"),
    ("th", "t"),
    ("dh", "d"),
    ("dt", "t"),
    ("tz", "s"),
    ("ts", "s"),
    ("sh", "s"),
    ("sz", "s"),
    ("zh", "s"),
    ("dj", "d"),
    ("dzh", "d"),
    ("ce", "si"),
    ("ci", "si"),
    ("cy", "si"),
    ("ai", "i"),
    ("ay", "i"),
    ("ei", "i"),
    ("ey", "i"),
    ("x", "ks"),
    ("c", "k"),
    ("q", "k"),
    ("w", "f"),
    ("v", "f"),
    ("z", "s"),
    ("y", "i"),
    ("j", "i"),
    ("e", "i"),
    ("u", "o"),
];

/// So many letters of a name at its beginning are a short form of it.
const FRONT: usize = 3;
/// So many at its end.
const BACK: usize = 4;
/// So many consonants tell a name, whatever vowels stand between them.
const TELLING: usize = 3;
/// So many letters has a word that is told by its consonants.
const LONG: usize = 5;

/// A name in all its spellings.
#[derive(Clone, Debug)]
pub(super) struct Alike {
    word: String,
    key: String,
    bones: String,
    /// Whether it is called by its beginning or its end, as given names are.
    called: bool,
}

impl Alike {
    /// Of a word of a name, as `plain` writes it.
    pub(super) fn of(word: &str, called: bool) -> Alike {
        let key = key(word);
        Alike { word: word.to_owned(), bones: bones(&key), key, called }
    }

    /// The word that it is.
    pub(super) fn word(&self) -> &str {
        &self.word
    }

    /// Whether a word of a text, as `plain` writes it, is this name in another spelling. A word that is usual is not
    /// asked about.
    pub(super) fn is(&self, said: &str) -> bool {
        let without_s = said.strip_suffix('s').filter(|rest| rest.len() > 2);
        [Some(said), without_s].into_iter().flatten().any(|said| self.is_spelt(said))
    }

    fn is_spelt(&self, said: &str) -> bool {
        if !said.is_ascii() || !self.word.is_ascii() || said.len() < 2 {
            return false;
        }
        let spelt = key(said);
        let near = self.word.len().abs_diff(said.len()) <= 3;
        let long = self.word.len() >= LONG && said.len() >= LONG;
        let short = self.called && self.word.len() >= LONG;
        !spelt.is_empty() && spelt == self.key && (self.key.len() > 1 || said == self.word)
            || near && long && self.bones.len() >= TELLING && bones(&spelt) == self.bones
            || short && said.len() >= FRONT && self.word.starts_with(said)
            || short && said.len() >= BACK && self.word.ends_with(said)
    }
}

/// One spelling for what is written in several ways.
fn key(word: &str) -> String {
    let word = word.strip_suffix('e').filter(|rest| rest.len() > 2).unwrap_or(word);
    let word = if word.starts_with("ye") { &word[1..] } else { word };
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        let (written, length) = match WRITTEN.iter().find(|(from, _)| rest.starts_with(from)) {
            Some((from, to)) => (*to, from.len()),
            None if c == 'h' && !out.is_empty() => ("", 1),
            None => (&rest[..c.len_utf8()], c.len_utf8()),
        };
        for c in written.chars().filter(|_| !written.is_empty()) {
            if !out.ends_with(c) {
                out.push(c);
            }
        }
        rest = &rest[length..];
    }
    out
}

/// Its first letter and its consonants.
fn bones(key: &str) -> String {
    let vowel = |c: &char| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u');
    let mut letters = key.chars();
    let first = letters.next().map(|c| if vowel(&c) { 'a' } else { c });
    first.into_iter().chain(letters.filter(|c| !vowel(c))).collect()
}

/// Given names that are this one, or what those who bear it are called.
pub(super) fn others(word: &str) -> Vec<String> {
    static SPELT: LazyLock<HashMap<String, Vec<&'static str>>> = LazyLock::new(|| {
        let mut spelt: HashMap<String, Vec<&'static str>> = HashMap::new();
        for name in Nicknames::known().names() {
            spelt.entry(key(&plain(name))).or_default().push(name);
        }
        spelt
    });
    static KNOWN: LazyLock<Vec<Vec<(String, String)>>> = LazyLock::new(|| {
        let lines = ORIGINS.lines().filter(|line| !line.starts_with('#'));
        lines
            .map(|line| {
                line.split(' ')
                    .filter(|name| name.len() > 2)
                    .map(|name| (plain(name), key(&plain(name))))
                    .collect()
            })
            .collect()
    });
    let own = key(word);
    let mut out: Vec<String> = Vec::new();
    let mut known: Vec<&str> = SPELT.get(&own).cloned().unwrap_or_default();
    known.push(word);
    for name in known {
        out.extend(Nicknames::known().of(name).filter(|name| name.len() > 2).map(plain));
    }
    for line in KNOWN.iter().filter(|line| line.iter().any(|(name, key)| name == word || *key == own)) {
        out.extend(line.iter().map(|(name, _)| name.clone()));
    }
    out.retain(|name| name != word);
    out.sort_unstable();
    out.dedup();
    out
}

/// The first letters of a name, however its parts are counted: with what is joined by a hyphen or an apostrophe as one
/// part or as several, with and without `van` and `de`.
pub(super) fn firsts(text: &str) -> Vec<String> {
    let by_blanks = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<String>>();
    let by_marks = |text: &str| {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect::<Vec<String>>()
    };
    let mut apart = String::new();
    let mut last = ' ';
    for c in text.chars() {
        if c.is_uppercase() && last.is_lowercase() {
            apart.push(' ');
        }
        apart.push(c);
        last = c;
    }
    let mut out = Vec::new();
    for parts in [by_blanks(text), by_marks(text), by_marks(&apart)] {
        let named: Vec<String> =
            parts.into_iter().filter(|part| !TITLES.contains(&plain(part).as_str())).collect();
        let lead = |part: &&String| {
            part.chars().all(char::is_lowercase) && LEADS.contains(&part.to_lowercase().as_str())
        };
        let own: Vec<&String> = named.iter().filter(|part| !lead(part)).collect();
        for parts in [named.iter().collect::<Vec<_>>(), own] {
            let letters: Vec<char> =
                parts.iter().filter_map(|part| plain_letters(part).chars().next()).collect();
            rows(&letters, &mut out);
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Any letters in a row, forwards and backwards, the family's first, the outer two, each alone.
fn rows(letters: &[char], out: &mut Vec<String>) {
    let mut row = |letters: &[char]| {
        out.push(letters.iter().collect());
        out.push(letters.iter().rev().collect());
    };
    for from in 0..letters.len() {
        for to in from + 1..=letters.len() {
            row(&letters[from..to]);
        }
        let turned: Vec<char> = letters[from..].iter().chain(&letters[..from]).copied().collect();
        row(&turned);
    }
    if let [first, .., last] = letters {
        row(&[*first, *last]);
    }
}

/// The first letters of a firm: with what joins its names in any language, and without.
pub(super) fn firsts_of_firm(text: &str, usual: impl Fn(&str) -> bool) -> Vec<String> {
    let marked = text.replace('&', " & ").replace('+', " + ");
    let mut parts: Vec<Option<(char, bool)>> = Vec::new();
    for part in marked.split(|c: char| !c.is_alphanumeric() && c != '&' && c != '+') {
        let word = plain(part);
        if JOINS.contains(&word.as_str()) {
            parts.push(None);
        } else if let Some(first) = plain_letters(part).chars().next() {
            parts.push(Some((first, usual(&word))));
        }
    }
    let mut out = Vec::new();
    for join in [None, Some('u'), Some('a'), Some('e'), Some('y'), Some('o'), Some('i'), Some('n')] {
        for all in [true, false] {
            let letters = parts.iter().filter_map(|part| match part {
                None => join,
                Some((first, usual)) => Some(*first).filter(|_| all || !usual),
            });
            let letters: String = letters.collect();
            if letters.chars().count() > 1 {
                out.push(letters);
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}
