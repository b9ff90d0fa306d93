//! The parts of a name, whatever order and script it was written in.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::called::{called, is_directory_name};
use crate::naming::latin::latin;
use crate::naming::particles::LEADS;

/// More of a name than this tells nothing.
const LONGEST: usize = 200;

/// What stands before or after a name and is no part of it.
const BESIDE: &[&str] = &[
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "sir",
    "dame",
    "rev",
    "herr",
    "frau",
    "hr",
    "fr",
    "mme",
    "mlle",
    "monsieur",
    "madame",
    "sr",
    "sra",
    "srta",
    "sig",
    "dott",
    "ing",
    "dipl",
    "mag",
    "jr",
    "jnr",
    "snr",
    "junior",
    "senior",
    "ii",
    "iii",
    "iv",
    "phd",
    "md",
    "mba",
    "esq",
    "ba",
    "bsc",
    "msc",
    "ma",
    "cpa",
];

/// What tells the elder and the younger of one name apart: of which generation they are. Those that may be part of a
/// name count only at the end of a longer one.
const GENERATIONS: &[(&str, u8, bool)] = &[
    ("sr", 1, false),
    ("snr", 1, false),
    ("senior", 1, false),
    ("sen", 1, true),
    ("sénior", 1, false),
    ("seniore", 1, false),
    ("the elder", 1, false),
    ("père", 1, true),
    ("pere", 1, true),
    ("l ancien", 1, false),
    ("padre", 1, true),
    ("el viejo", 1, false),
    ("el mayor", 1, false),
    ("pai", 1, true),
    ("o velho", 1, false),
    ("il vecchio", 1, false),
    ("der ältere", 1, false),
    ("der aeltere", 1, false),
    ("die ältere", 1, false),
    ("d ä", 1, true),
    ("d ae", 1, true),
    ("d æ", 1, true),
    ("den ældre", 1, false),
    ("den äldre", 1, false),
    ("den eldre", 1, false),
    ("vanhempi", 1, false),
    ("vanh", 1, true),
    ("st", 1, true),
    ("starszy", 1, false),
    ("starší", 1, false),
    ("id", 1, true),
    ("idős", 1, true),
    ("idősb", 1, false),
    ("старший", 1, false),
    ("ст", 1, true),
    ("jr", 2, false),
    ("jnr", 2, false),
    ("júnior", 2, false),
    ("junior", 2, false),
    ("juniore", 2, false),
    ("jun", 2, true),
    ("the younger", 2, false),
    ("fils", 2, true),
    ("filho", 2, true),
    ("hijo", 2, true),
    ("el joven", 2, false),
    ("el menor", 2, false),
    ("o moço", 2, false),
    ("il giovane", 2, false),
    ("der jüngere", 2, false),
    ("der juengere", 2, false),
    ("die jüngere", 2, false),
    ("d j", 2, true),
    ("d y", 2, true),
    ("den yngre", 2, false),
    ("nuorempi", 2, false),
    ("nuor", 2, true),
    ("ml", 2, true),
    ("młodszy", 2, false),
    ("mladší", 2, false),
    ("ifj", 2, false),
    ("ifjabb", 2, false),
    ("младший", 2, false),
    ("мл", 2, true),
    ("ii", 3, false),
    ("2nd", 3, false),
    ("iii", 4, false),
    ("3rd", 4, false),
    ("neto", 4, true),
    ("sobrinho", 9, true),
    ("iv", 5, false),
    ("4th", 5, false),
    // A number that may be an initial is laid beside other numbers alone.
    ("i", 11, true),
    ("v", 15, true),
    ("5th", 15, true),
    ("vi", 16, true),
    ("vii", 17, true),
    ("viii", 18, true),
];

/// Those that stand before a name, with their full stop where they may be a name.
const BEFORE: &[(&str, u8)] =
    &[("id.", 1), ("idős ", 1), ("idősb ", 1), ("idősb.", 1), ("ifj.", 2), ("ifj ", 2), ("ifjabb ", 2)];

/// The generation that a name says its bearer is of: `Sr.`, `Jr.`, `III`, `the Elder`.
pub fn generation(text: &str) -> Option<u8> {
    let text: String = beginning(text).nfc().flat_map(char::to_lowercase).collect();
    // `Hale Jr., Robert` has it at the end of the family name.
    let words = |text: &str| -> Vec<String> {
        let parts = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
        text.split(parts).filter(|word| !word.is_empty()).map(str::to_owned).collect()
    };
    let whole = words(&text);
    if whole.len() > 2
        && let Some((_, number)) = BEFORE.iter().find(|(front, _)| text.trim_start().starts_with(front))
    {
        return Some(*number);
    }
    let front = text.split(',').next().map(words).unwrap_or_default();
    [&whole, &front].into_iter().find_map(|all| {
        let known = GENERATIONS.iter().find(|(said, _, is_name)| {
            let count = said.split(' ').count();
            let least = if *is_name { count + 1 } else { count };
            all.len() > count
                && whole.len() > least
                && all[all.len() - count..].iter().map(String::as_str).eq(said.split(' '))
        });
        known.map(|(_, number, _)| *number)
    })
}

/// Whether two generations are two people's.
pub fn are_two_generations(one: u8, other: u8) -> bool {
    let is_number = |generation: u8| (3..=5).contains(&generation) || generation > 10;
    let may_be_initial = one > 10 || other > 10;
    one != other && (!may_be_initial || (is_number(one) && is_number(other)))
}

/// The generation that a suffix alone says.
pub fn generation_of_suffix(text: &str) -> Option<u8> {
    generation(&format!("x x {text}"))
}

/// A name in its parts: lower case, in Latin letters, without marks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    /// Given names.
    pub given: Vec<String>,
    /// Family names.
    pub family: Vec<String>,
}

impl Parts {
    /// Of a full name: `Given Family`, `Family, Given`, or family name first where the script says so.
    pub fn of_full(text: &str) -> Parts {
        let text = beginning(text);
        // What a program wrote beside the name is no part of it.
        let has_more = |text: &str| text.contains('@') || is_directory_name(text);
        if has_more(text) {
            let plain = called(text);
            return if has_more(&plain) { Parts::default() } else { Parts::of_full(&plain) };
        }
        // What stands in brackets or quotes is another name beside this one.
        let plain: String = outside(text);
        if let Some((family, given)) = plain.split_once(',') {
            let given = own_words(given, BESIDE);
            if !given.is_empty() {
                return Parts { given, family: family_of(words(family, BESIDE)) };
            }
        }
        let mut all = words(
            plain.split(',').next().filter(|front| !own_words(front, BESIDE).is_empty()).unwrap_or(&plain),
            BESIDE,
        );
        // A name may end in initials; then the last whole word is the family's.
        let Some(last) = all.iter().rposition(|word| word.len() > 1).or(all.len().checked_sub(1)) else {
            return Parts::default();
        };
        if all.len() == 1 {
            return Parts { given: all, family: Vec::new() };
        }
        if is_east_asian(&plain) {
            let family = vec![all.remove(0)];
            return Parts { given: all, family };
        }
        let last = if last == 0 { all.len() - 1 } else { last };
        let ends_so = VIETNAMESE.contains(&all[all.len() - 1].as_str());
        let last = if !ends_so && is_vietnamese(&all[0], &plain) { 0 } else { last };
        let family = all.remove(last);
        all.retain(|word| !LEADS.contains(&word.as_str()));
        Parts { given: all, family: vec![family] }
    }

    /// Of a given and a family name that stand apart.
    pub fn of_parts(given: &str, family: &str) -> Parts {
        Parts {
            given: words(&outside(beginning(given)), BESIDE),
            family: family_of(words(&outside(beginning(family)), BESIDE)),
        }
    }

    /// Of the local part of an e-mail address where that is made like a name.
    pub fn of_local(local: &str) -> Parts {
        let local = local.split('+').next().unwrap_or_default();
        let mut all: Vec<String> = local
            .split(['.', '_', '-'])
            .map(|part| latin(part.trim_matches(|c: char| c.is_ascii_digit())))
            .filter(|part| !part.is_empty() && part.chars().all(char::is_alphabetic))
            .collect();
        if !(2..=3).contains(&all.len()) {
            return Parts::default();
        }
        let family = all.pop().into_iter().collect();
        Parts { given: all, family }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.given.is_empty() && self.family.is_empty()
    }
}

fn beginning(text: &str) -> &str {
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => &text[..end],
        None => text,
    }
}

fn outside(text: &str) -> String {
    let mut depth = 0_i32;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '(' | '[' | '<' => depth += 1,
            ')' | ']' | '>' => depth -= 1,
            '"' | '“' | '”' => depth = i32::from(depth == 0),
            _ if depth <= 0 => out.push(c),
            _ => {}
        }
    }
    // All of it in brackets is no name beside a name.
    if out.trim().is_empty() { text.replace(['(', ')', '[', ']', '<', '>', '"'], " ") } else { out }
}

fn family_of(mut all: Vec<String>) -> Vec<String> {
    if all.iter().any(|word| !LEADS.contains(&word.as_str())) {
        all.retain(|word| !LEADS.contains(&word.as_str()));
    }
    all
}

/// The words of a name in Latin letters, without those that stand beside it.
fn words(text: &str, beside: &[&str]) -> Vec<String> {
    let out = own_words(text, beside);
    // Whoever is called no more than that is called that.
    if out.is_empty() { own_words(text, &[]) } else { out }
}

fn own_words(text: &str, beside: &[&str]) -> Vec<String> {
    let latin = latin(text);
    let mut out: Vec<String> = Vec::new();
    // In some scripts vowels are marks, and no word ends at one.
    let parts = |c: char| !c.is_alphanumeric() && c != '\'' && !is_combining_mark(c);
    for word in latin.split(parts).filter(|word| !word.is_empty()) {
        let word: String = word.chars().filter(|c| *c != '\'').collect();
        if !word.is_empty() && !beside.contains(&word.as_str()) {
            out.push(word);
        }
    }
    out
}

/// Whether a name is written in Chinese, Japanese or Korean letters, where the family name stands first. What is
/// written in Katakana alone is mostly a foreign name.
pub fn is_east_asian(name: &str) -> bool {
    let mut letters = name.chars().filter(|c| c.is_alphanumeric()).peekable();
    letters.peek().is_some()
        && name.chars().any(|c| is_ideograph(c) || matches!(c, '\u{3041}'..='\u{309f}'))
        && letters.all(|c| is_ideograph(c) || matches!(c, '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30ff}'))
}

/// A Chinese character or a Korean syllable.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{323af}')
}

/// A full name out of its parts, in the order that its script has.
pub fn full_name(given: &str, additional: &str, family: &str) -> String {
    let parts = [given, additional, family].map(str::trim);
    let whole = parts.concat();
    if !parts[2].is_empty() && is_east_asian(&whole) {
        return [parts[2], parts[1], parts[0]].concat();
    }
    let order = if is_vietnamese(parts[2], &whole) { [parts[2], parts[1], parts[0]] } else { parts };
    let said: Vec<&str> = order.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(" ")
}

/// The commonest family names of Vietnam, in Latin letters without marks.
const VIETNAMESE: [&str; 27] = [
    "nguyen", "tran", "le", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho", "ngo",
    "duong", "dinh", "truong", "trinh", "dao", "doan", "luong", "luu", "vuong", "quach", "mac", "ly", "ton",
];

/// Whether a name is written in Vietnamese, where the family name stands first: such a family name, and letters that
/// stand in no other language. Kevin Nguyen goes by the order of where he lives.
fn is_vietnamese(family: &str, whole: &str) -> bool {
    let marked =
        |c: char| matches!(c, 'ă' | 'Ă' | 'đ' | 'Đ' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | '\u{1ea0}'..='\u{1ef9}');
    VIETNAMESE.contains(&latin(family).as_str()) && whole.nfc().any(marked)
}

#[cfg(test)]
#[path = "names_tests.rs"]
mod tests;
