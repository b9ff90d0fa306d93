//! What of an e-mail address its owner's name explains.

use super::row::Sides;
use super::words::{NONE, Word, Words};
use crate::naming::nicknames::Nicknames;

/// Marks in a pattern, below all letters.
const FAMILY: u8 = 1;
const GIVEN: u8 = 2;
/// Beside one of the two.
const INITIAL: u8 = 4;

/// How a local part is made of these words of a name: `jsmith83` as an initial, the family name and 83. The pattern is
/// left in `out`, with a mark where a side of the name stood.
pub(super) fn made_of(
    local: &str,
    given: &[Word],
    family: &[Word],
    words: &Words,
    out: &mut Vec<u8>,
) -> Sides {
    out.clear();
    out.extend(local.bytes().map(|byte| byte.to_ascii_lowercase()));
    let mut of =
        Sides { family: within(family, words, out, FAMILY), given: within(given, words, out, GIVEN) };
    of.family = of.family || alone(family, words, out, FAMILY);
    of.given = of.given || alone(given, words, out, GIVEN);
    of
}

/// Marks the longest of the words that stands anywhere.
fn within(side: &[Word], words: &Words, out: &mut Vec<u8>, mark: u8) -> bool {
    let all = side.iter().filter(|word| **word != NONE).map(|word| words.letters(*word));
    let places = all
        .filter(|letters| letters.len() > 2)
        .filter_map(|letters| Some((letters.len(), find(out, letters)?)));
    let Some((len, at)) = places.max() else { return false };
    out[at] = mark;
    out.drain(at + 1..at + len);
    true
}

fn find(text: &[u8], letters: &[u8]) -> Option<usize> {
    let first = *letters.first()?;
    let last = text.len().checked_sub(letters.len())?;
    (0..=last).find(|at| text[*at] == first && text[*at..].starts_with(letters))
}

/// Marks letters that stand alone and are an initial, a short form or a short name.
fn alone(side: &[Word], words: &Words, out: &mut Vec<u8>, mark: u8) -> bool {
    let mut at = 0;
    while at < out.len() {
        let len = out[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let run = &out[at..at + len];
        let fits = |word: &Word| {
            let letters = words.letters(*word);
            match run {
                [] => false,
                [one] => letters.first() == Some(one),
                run => run == letters || is_short_for(run, letters),
            }
        };
        if side.iter().any(fits) {
            out[at] = if len == 1 { mark | INITIAL } else { mark };
            out.drain(at + 1..at + len);
            return true;
        }
        at += len.max(1);
    }
    false
}

fn is_short_for(one: &[u8], other: &[u8]) -> bool {
    if one.first().is_none_or(|byte| !byte.is_ascii_alphabetic()) {
        return false;
    }
    let known = Nicknames::known();
    let number = |letters: &[u8]| known.number_of(std::str::from_utf8(letters).ok()?);
    matches!((number(one), number(other)), (Some(one), Some(other)) if known.are_alike(one, other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_its_address() {
        let mut words = Words::default();
        let mut say = |text: &str| words.say(text.as_bytes());
        let (william, smith, li) = (say("william"), say("smith"), say("li"));
        let pattern = |local: &str, given: Word, family: Word| {
            let mut out = Vec::new();
            let of = made_of(local, &[given], &[family], &words, &mut out);
            (out, of.given, of.family)
        };
        assert_eq!(pattern("wsmith83", william, smith), (vec![6, 1, b'8', b'3'], true, true));
        assert_eq!(pattern("smith.william", william, smith), (vec![1, b'.', 2], true, true));
        assert_eq!(pattern("bill_smith", william, smith), (vec![2, b'_', 1], true, true));
        assert_eq!(pattern("william.li", william, li), (vec![2, b'.', 1], true, true));
        assert_eq!(pattern("dragonfly", william, smith), (b"dragonfly".to_vec(), false, false));
        assert_eq!(pattern("william", william, NONE), (vec![2], true, false));
    }
}
