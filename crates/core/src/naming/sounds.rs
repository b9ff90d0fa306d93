//! Words by how they sound: what languages spell in several ways, in one.

/// A word with what languages spell in several ways spelled in one: `Mueller` and `Müller`, `Stephen` and `Stefen`,
/// `Yuri` and `Iuri`.
pub fn spelled(word: &[u8], out: &mut Vec<u8>) {
    out.clear();
    let mut at = 0;
    while let Some(&byte) = word.get(at) {
        let next = word.get(at + 1).copied();
        let (letter, taken): (&[u8], usize) = match (byte, next) {
            (b'a', Some(b'e')) | (b'o', Some(b'e')) | (b'u', Some(b'e')) => (&word[at..=at], 2),
            (b'p', Some(b'h')) => (b"f", 2),
            (b'c', Some(b'k')) | (b'k', Some(b'h')) => (b"k", 2),
            (b'd', Some(b't')) | (b't', Some(b'h')) => (b"t", 2),
            (b'c', Some(b'h')) => (b"x", 2),
            (b'c' | b'q', _) => (b"k", 1),
            (b'y' | b'j', _) => (b"i", 1),
            (b'w', _) => (b"v", 1),
            (b'z', _) => (b"s", 1),
            _ => (&word[at..=at], 1),
        };
        if !out.ends_with(letter) {
            out.extend_from_slice(letter);
        }
        at += taken;
    }
}

/// How a word begins to sound: its first letter and the next three consonants of its one spelling.
pub fn sound(word: &[u8], room: &mut Vec<u8>) -> [u8; 4] {
    spelled(word, room);
    let mut out = [0; 4];
    let letters = room
        .iter()
        .enumerate()
        .filter(|(at, byte)| *at == 0 || !matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u' | b'h'));
    let mut last = 0;
    let mut filled = 0;
    for (_, byte) in letters {
        if *byte != last && filled < out.len() {
            out[filled] = *byte;
            filled += 1;
            last = *byte;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_spellings_are_one() {
        let one = |word: &str| {
            let mut out = Vec::new();
            spelled(word.as_bytes(), &mut out);
            String::from_utf8(out).unwrap()
        };
        for (a, b) in [("mueller", "muller"), ("stephen", "stefen"), ("schmidt", "schmitt"), ("yuri", "iuri")]
        {
            assert_eq!(one(a), one(b));
        }
        let mut room = Vec::new();
        assert_eq!(sound(b"schmidt", &mut room), sound(b"schmit", &mut room));
    }
}
