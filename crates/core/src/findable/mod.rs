//! Text as it is found, however it was typed.
//!
//! - [`words()`]: the words under which a person is found; [`pieces`]: those of a text
//! - [`searches`]: by what to find those who may be one with somebody

use crate::channel::fold;
use crate::digits;

pub mod searches;
mod words;

pub use words::{begins_in, piece, pieces, words};

/// A text folded as [`fold`] does and further, so that it is found by who has no such letters at hand: `ł` is
/// `l`, `ß` is `ss`. Every mark is a blank, so that both engines see the same words.
/// Letters in circles and squares and a few vowel signs are marks, as they are to the engines.
pub fn parted(text: &str) -> String {
    let is_sign = |c| {
        matches!(c, '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}')
            || matches!(c, '\u{19b0}'..='\u{19c0}' | '\u{19c8}'..='\u{19c9}' | '\u{1cf2}'..='\u{1cf3}')
    };
    let folded = fold(text);
    if folded.is_ascii() {
        return folded.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    }
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        match alike(c) {
            Some(letters) => out.push_str(letters),
            None => match c {
                // Letters as wide as Chinese ones.
                '\u{ff01}'..='\u{ff5e}' => {
                    let narrow = char::from_u32(u32::from(c) - 0xfee0).filter(char::is_ascii_alphanumeric);
                    out.push(narrow.map_or(' ', |c| c.to_ascii_lowercase()));
                }
                c => match digits::european(c) {
                    Some(digit) => out.push(digit),
                    None => out.push(if c.is_alphanumeric() && !is_sign(c) { c } else { ' ' }),
                },
            },
        }
    }
    out
}

/// What stands for a letter that has no marks to leave out and is yet written otherwise by many (the letters of
/// Unicode's Latin blocks with a stroke, hook or ligature; the spellings of Arabic, Persian and Urdu).
fn alike(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' | 'ǽ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ð' | 'đ' | 'ɖ' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ı' => "i",
        'ĳ' => "ij",
        'ĸ' | 'ƙ' => "k",
        'ł' | 'ŀ' | 'ƚ' => "l",
        'ŉ' | 'ŋ' | 'ɲ' => "n",
        'ŧ' => "t",
        'ſ' => "s",
        'ƀ' | 'ɓ' => "b",
        'ɗ' => "d",
        'ƒ' => "f",
        'ɠ' | 'ǥ' => "g",
        'ɨ' => "i",
        'ɔ' => "o",
        'ə' | 'ǝ' | 'ɛ' => "e",
        'ʉ' => "u",
        'ƴ' => "y",
        'ƶ' => "z",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        'ς' => "σ",
        'ک' => "ك",
        'ی' | 'ى' | 'ئ' => "ي",
        'ہ' | 'ة' | 'ھ' => "ه",
        'ؤ' => "و",
        'ـ' => "",
        // An apostrophe that is a letter.
        'ʻ' | 'ʼ' => " ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_by_who_has_no_such_letters_at_hand() {
        assert_eq!(parted("aⒶb 🅰"), "a b  ");
        // Letters that no decomposition takes apart, and digits of another script.
        assert_eq!(parted("Łukasz Strauß Þór Işık Ægir Đặng"), "lukasz strauss thor isik aegir dang");
        assert_eq!(parted("Ａｎｎ ٣ ﬁ"), "ann 3 fi");
    }
}
