//! Names that are written in a script of their own, and that cannot be laid beside what a text in Latin letters says: 李 is
//! Li, Lee, Lei or Rhee. Then only words of every day pass.

use super::everyday::is_usual;
use super::text::{Text, plain};
use crate::naming::given::is_borne;
use crate::naming::latin::latin;

/// Whether a name is written in other letters than Latin ones.
pub(super) fn is_own(name: &str) -> bool {
    let latin = |c: char| matches!(c, '\0'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{2c60}'..='\u{2c7f}' | '\u{a720}'..='\u{a7ff}');
    name.chars().any(|c| c.is_alphabetic() && !latin(c))
}

/// Whether a text holds a word that may be somebody's name in Latin letters.
pub(super) fn may_name(text: &Text) -> bool {
    text.written.iter().any(|(raw, begins)| {
        let word = plain(raw);
        if word.len() < 2 || !word.bytes().all(|byte| byte.is_ascii_alphabetic()) {
            return false;
        }
        let (capital, usual) = (raw.starts_with(char::is_uppercase), is_usual(&latin(raw)));
        match (capital, usual) {
            (true, false) => true,
            // Within a sentence a capital makes a name of a word of every day: Long, Song, Young.
            (true, true) => !begins && is_borne(&word),
            (false, false) => is_borne(&word) || is_syllables(&word),
            (false, true) => false,
        }
    })
}

/// What Chinese, Japanese and Korean syllables begin with in Latin letters.
const FRONTS: [&str; 36] = [
    "zh", "ch", "sh", "ts", "tch", "ky", "gy", "ny", "hy", "by", "py", "my", "ry", "kk", "pp", "tt", "b",
    "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y", "w",
];

/// What they go on with.
const ENDS: [&str; 44] = [
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "yeo", "yae", "yoo",
    "eun", "eul", "eok", "eon", "eom", "ai", "ei", "ao", "ou", "an", "en", "in", "un", "on", "ia", "ie",
    "iu", "ua", "uo", "ui", "eo", "ae", "oo", "ee", "a", "e", "i", "o", "u", "ue",
];

/// Whether a word is made of such syllables, as names of East Asia are.
fn is_syllables(word: &str) -> bool {
    let mut reached = vec![false; word.len() + 1];
    reached[0] = true;
    for at in 0..word.len() {
        if !reached[at] {
            continue;
        }
        let rest = &word[at..];
        for front in FRONTS.into_iter().chain([""]).filter_map(|front| rest.strip_prefix(front)) {
            for after in ENDS.iter().filter_map(|end| front.strip_prefix(end)) {
                let done = word.len() - after.len();
                reached[done] = true;
                // Korean syllables end in more than Chinese ones.
                if let Some(end) = after.chars().next().filter(|c| "nkmlptrs".contains(*c)) {
                    reached[done + end.len_utf8()] = true;
                }
            }
        }
    }
    reached[word.len()]
}
