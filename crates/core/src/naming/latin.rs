//! Names in Latin letters without marks, from whatever alphabet they were written in.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case in Latin letters without marks. Greek and Cyrillic letters are written as their usual romanisations
/// (ISO 843 and the passport tables of ICAO Doc 9303, loosely); what has none stays as it is, with its marks: there
/// they are vowels.
pub fn latin(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let composed: String = text.nfc().flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(composed.len());
    for c in composed.chars() {
        if c.is_ascii() {
            out.push(c);
            continue;
        }
        let is_own_script =
            matches!(c, '\u{80}'..='\u{52f}' | '\u{1c80}'..='\u{1c8f}' | '\u{1d00}'..='\u{1fff}');
        if !is_own_script {
            match c {
                '’' | '‘' => out.push('\''),
                // The small vowels of Arabic and Hebrew are left out as often as not.
                '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{670}' => {}
                c => out.push(c),
            }
            continue;
        }
        for c in std::iter::once(c).nfd().filter(|c| !is_combining_mark(*c)) {
            match LETTERS.binary_search_by_key(&c, |(letter, _)| *letter) {
                Ok(at) => out.push_str(LETTERS[at].1),
                Err(_) if matches!(c, 'ʼ' | '´') => out.push('\''),
                Err(_) => out.push(c),
            }
        }
    }
    out.replace('`', "'")
}

/// Letters that are no other letter with a mark, in the order of their codes.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('œ', "oe"),
    ('α', "a"),
    ('β', "v"),
    ('γ', "g"),
    ('δ', "d"),
    ('ε', "e"),
    ('ζ', "z"),
    ('η', "i"),
    ('θ', "th"),
    ('ι', "i"),
    ('κ', "k"),
    ('λ', "l"),
    ('μ', "m"),
    ('ν', "n"),
    ('ξ', "x"),
    ('ο', "o"),
    ('π', "p"),
    ('ρ', "r"),
    ('ς', "s"),
    ('σ', "s"),
    ('τ', "t"),
    ('υ', "y"),
    ('φ', "f"),
    ('χ', "ch"),
    ('ψ', "ps"),
    ('ω', "o"),
    ('а', "a"),
    ('б', "b"),
    ('в', "v"),
    ('г', "g"),
    ('д', "d"),
    ('е', "e"),
    ('ж', "zh"),
    ('з', "z"),
    ('и', "i"),
    ('й', "i"),
    ('к', "k"),
    ('л', "l"),
    ('м', "m"),
    ('н', "n"),
    ('о', "o"),
    ('п', "p"),
    ('р', "r"),
    ('с', "s"),
    ('т', "t"),
    ('у', "u"),
    ('ф', "f"),
    ('х', "kh"),
    ('ц', "ts"),
    ('ч', "ch"),
    ('ш', "sh"),
    ('щ', "shch"),
    ('ъ', ""),
    ('ы', "y"),
    ('ь', ""),
    ('э', "e"),
    ('ю', "iu"),
    ('я', "ia"),
    ('є', "ie"),
    ('і', "i"),
    ('ї', "i"),
    ('ґ', "g"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_letters_are_in_order_to_be_found() {
        assert!(LETTERS.windows(2).all(|two| two[0].0 < two[1].0));
    }
}
