//! The words under which people and texts are found, as an index keeps them.

use super::parted;
use super::searches::keys;
use crate::digits;
use crate::draft::{Value, ValueKind};

/// The words under which a person is found: name, organisation, title, channels, notes, tags, folded as
/// [`crate::channel::fold`] does, and the keys by which those are found who may be one with them.
pub fn words<'a>(values: impl IntoIterator<Item = &'a Value, IntoIter: Clone>) -> String {
    let values = values.into_iter();
    let named = values.clone().any(|value| value.kind == ValueKind::Name);
    let mut out = String::new();
    for value in values.clone() {
        let passed_over = match value.kind {
            ValueKind::Uid | ValueKind::Connected => true,
            // The whole name has them.
            ValueKind::Given | ValueKind::Family => named,
            _ => false,
        };
        if passed_over {
            continue;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        let parts = parted(&value.text);
        out.push_str(&parts);
        if matches!(value.kind, ValueKind::Name | ValueKind::Organisation) {
            add_joined(&parts, &mut out);
        }
        if value.kind == ValueKind::Phone {
            let digits: String = value.text.chars().filter_map(digits::european).collect();
            out.push(' ');
            out.push_str(&digits);
        }
    }
    add_parts(&mut out);
    for key in keys(values) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&key);
    }
    out
}

/// Whether a letter is of a script that writes words without blanks between them, so that a given name stands inside.
fn runs_on(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}' | '\u{0e01}'..='\u{0eff}'
        | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// So many letters of a run of them are looked at, and so many bytes of all parts are written for one person.
const RUN: usize = 16;
const PARTS: usize = 2_000;

/// Adds words that stand beside each other in a script without blanks as one word, for many write them so.
fn add_joined(text: &str, out: &mut String) {
    if text.is_ascii() {
        return;
    }
    let mut run = String::new();
    let mut count = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()).chain([""]) {
        if !word.is_empty() && word.chars().all(runs_on) && run.chars().count() < RUN {
            run.push_str(word);
            count += 1;
            continue;
        }
        if count > 1 {
            out.push(' ');
            out.push_str(&run);
        }
        (run, count) = (String::new(), 0);
    }
}

/// Adds the parts of words in scripts without blanks: each end of a word is a word too, so that whatever stands inside
/// begins one.
fn add_parts(out: &mut String) {
    if out.is_ascii() {
        return;
    }
    let mut parts = String::new();
    for word in out.split(' ').filter(|word| word.chars().any(runs_on)) {
        let mut before = None;
        for (at, c) in word.char_indices().take(RUN) {
            if before.is_some_and(runs_on) || (before.is_some() && runs_on(c)) {
                if parts.len() + word.len() > PARTS {
                    break;
                }
                parts.push(' ');
                parts.push_str(&word[at..]);
            }
            before = Some(c);
        }
    }
    out.push_str(&parts);
}

/// So many letters of a part of a run of letters without blanks stand in the index of texts.
const PIECE: usize = 8;

/// The beginning of a word by which it is looked for in texts: as much of it as stands there.
pub fn piece(word: &str) -> &str {
    if !word.chars().any(runs_on) {
        return word;
    }
    word.char_indices().nth(PIECE).map_or(word, |(end, _)| &word[..end])
}

/// The words under which a text is found, each as [`piece`] has it. In scripts without blanks a piece begins with each
/// letter, so that whatever stands inside begins one.
pub fn pieces(text: &str) -> impl Iterator<Item = String> {
    let parted = parted(text);
    let words: Vec<String> = parted
        .split_whitespace()
        .flat_map(|word| {
            let mut before = None;
            let starts = word.char_indices().filter(|(_, c)| {
                let starts = before.is_none_or(runs_on) || runs_on(*c);
                before = Some(*c);
                starts
            });
            starts.map(|(at, _)| piece(&word[at..]).to_owned()).collect::<Vec<_>>()
        })
        .collect();
    words.into_iter()
}

/// Whether a word, or in scripts without blanks a part of one, begins so in a text.
pub fn begins_in(text: &str, word: &str) -> bool {
    let inside = word.chars().any(runs_on);
    parted(text).split_whitespace().any(|one| one.starts_with(word) || (inside && one.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(kind: ValueKind, text: &str) -> Value {
        Value { kind, label: String::new(), text: text.to_owned() }
    }

    #[test]
    fn what_stands_inside_a_text_without_blanks_begins_a_piece() {
        let found = |text: &str, word: &str| {
            let word = parted(word).trim().to_owned();
            let in_index = pieces(text).any(|one| one.starts_with(piece(&word)));
            assert_eq!(in_index, begins_in(text, &word), "{text} {word}");
            in_index
        };
        let text = "喜欢园艺和摄影, plays Go";
        assert!(
            ["园艺", "摄影", "喜欢园", "影", "pla", "喜欢园艺和摄影"].iter().all(|word| found(text, word))
        );
        assert!(!["影摄", "lays"].iter().any(|word| found(text, word)));
        let (thai, korean) = ("ชอบปลูกต้นไม้และถ่ายรูป", "정원가꾸기를좋아함");
        assert!(found(thai, "ต้นไม้") && found(korean, "좋아함"));
        assert!(found("毎週末は長野の山小屋で過ごしています", "長野の山小屋で過ごして"));
        assert!(pieces("plain words").eq(["plain", "words"]));
    }

    #[test]
    fn words_are_folded_and_parted() {
        let values = [value(ValueKind::Name, "Zoë O'Neil"), value(ValueKind::Email, "zoe.o@mail.example")];
        assert!(words(&values).starts_with("zoe o neil zoe o mail example "));
        // Parts of a name without blanks.
        let words =
            words(&[value(ValueKind::Name, "山田太郎"), value(ValueKind::Organisation, "박민수 Ltd")]);
        for part in ["山田太郎", "太郎", "田太郎", "민수"] {
            // Hangul is folded to its parts, and so is what is looked for.
            let part = parted(part);
            assert!(words.split(' ').any(|word| word.starts_with(&part)), "{part}: {words}");
        }
        // Who is written in two words is found by who writes them as one.
        for (name, sought) in [("山田 太郎", "山田太郎"), ("김 민수", "김민수"), ("王 小明", "王小明")]
        {
            let all = super::words(&[value(ValueKind::Name, name)]);
            assert!(all.split(' ').any(|word| word == parted(sought)), "{name}: {all}");
        }
        // Somebody without a whole name is found by its parts.
        assert_eq!(super::words(&[value(ValueKind::Given, "Zoë")]), "zoe");
    }
}
