//! How alike two words are.

/// So much of a word is compared: a bit a letter.
const LONGEST: usize = 64;

/// The Jaro similarity with Winkler's bonus for a common beginning, from 0 to 1 (Winkler, Proceedings of the Section
/// on Survey Research Methods, ASA 1990). Bytes are compared; of longer words than 64 bytes the first 64.
pub fn jaro_winkler(a: &[u8], b: &[u8]) -> f32 {
    let (a, b) = (&a[..a.len().min(LONGEST)], &b[..b.len().min(LONGEST)]);
    if a == b {
        return 1.0;
    }
    if a.is_empty() || b.is_empty() {
        return 0.0;
    }
    let reach = (a.len().max(b.len()) / 2).saturating_sub(1);
    let (mut in_a, mut in_b) = (0_u64, 0_u64);
    for (i, byte) in a.iter().enumerate() {
        let (from, to) = (i.saturating_sub(reach), (i + reach + 1).min(b.len()));
        for (j, other) in b.iter().enumerate().take(to).skip(from) {
            if byte == other && in_b >> j & 1 == 0 {
                in_a |= 1 << i;
                in_b |= 1 << j;
                break;
            }
        }
    }
    let same = in_a.count_ones();
    if same == 0 {
        return 0.0;
    }
    let (mut left, mut crossed) = (in_b, 0_u32);
    for (i, byte) in a.iter().enumerate() {
        if in_a >> i & 1 == 1 {
            let j = left.trailing_zeros() as usize;
            left &= left - 1;
            crossed += u32::from(b.get(j) != Some(byte));
        }
    }
    let same = same as f32;
    let jaro = (same / a.len() as f32 + same / b.len() as f32 + (same - (crossed / 2) as f32) / same) / 3.0;
    let begin = a.iter().zip(b).take(4).take_while(|(x, y)| x == y).count() as f32;
    jaro + begin * 0.1 * (1.0 - jaro)
}

/// What a word looks like at a glance: enough to tell most words that are not alike apart.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shape {
    /// Which letters are in it, a bit each; the last bits are for all that are none.
    letters: u32,
    /// How long it is, 255 at most.
    pub len: u8,
    first: u8,
    /// Whether there is a digit in it.
    pub digit: bool,
}

impl Shape {
    pub(crate) fn of(letters: &[u8]) -> Shape {
        let mut shape = Shape {
            letters: 0,
            len: letters.len().min(255) as u8,
            first: letters.first().copied().unwrap_or(0),
            digit: false,
        };
        for byte in letters {
            shape.letters |= match byte {
                b'a'..=b'z' => 1 << (byte - b'a'),
                other => 1 << (26 + other % 6),
            };
            shape.digit |= byte.is_ascii_digit();
        }
        shape
    }

    /// Whether two words may be a single slip apart, or alike by so much after Jaro and Winkler.
    pub(crate) fn near(self, other: Shape, least: f32) -> bool {
        // Of longer words only the beginning is compared.
        self.len.max(other.len) > LONGEST as u8
            || (self.letters ^ other.letters).count_ones() <= 2
            || self.most_alike(other) >= least
    }

    fn most_alike(self, other: Shape) -> f32 {
        let (x, y) = (f32::from(self.len), f32::from(other.len));
        let only = |one: Shape, other: Shape| (one.letters & !other.letters).count_ones() as f32;
        let same = (x - only(self, other)).min(y - only(other, self));
        if same < 1.0 {
            return 0.0;
        }
        let jaro = (same / x + same / y + 1.0) / 3.0;
        if self.first == other.first { jaro + 0.4 * (1.0 - jaro) } else { jaro }
    }
}

/// Whether one becomes the other by a single slip: a letter more, a letter less, another letter, or two neighbours
/// exchanged.
pub fn one_slip(a: &[u8], b: &[u8]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return false;
    }
    let begin = short.iter().zip(long).take_while(|(x, y)| x == y).count();
    let (short, long) = (&short[begin..], &long[begin..]);
    if short.len() < long.len() {
        return short == &long[1..];
    }
    match (short, long) {
        ([], []) => false,
        ([_, rest @ ..], [_, other @ ..]) if rest == other => true,
        ([x, y, rest @ ..], [u, v, other @ ..]) => x == v && y == u && rest == other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_similarities_come_out() {
        for (a, b, wanted) in [
            ("martha", "marhta", 0.961),
            ("dwayne", "duane", 0.840),
            ("dixon", "dicksonx", 0.813),
            ("abroms", "abrams", 0.922),
            ("jeraldine", "geraldine", 0.926),
            ("a", "b", 0.0),
            ("", "x", 0.0),
        ] {
            let found = jaro_winkler(a.as_bytes(), b.as_bytes());
            assert!((found - wanted).abs() < 0.0011, "{a} {b}: {found}");
        }
        let long = [b'a'; 10_000];
        assert_eq!(jaro_winkler(&long, &long[..9_000]), 1.0, "the beginning of long words is compared");
    }

    #[test]
    fn no_two_words_that_are_alike_look_as_if_they_were_not() {
        let mut n = 7_u64;
        let mut word = || -> Vec<u8> {
            n = crate::hash::mix(n + 1);
            (0..1 + n % 7).map(|at| b"abcdefg1"[(n >> (8 + at * 3) & 7) as usize]).collect()
        };
        for _ in 0..200_000 {
            let (a, b) = (word(), word());
            let alike = jaro_winkler(&a, &b);
            let near = Shape::of(&a).near(Shape::of(&b), alike.min(1.0) - 1e-6);
            assert!(near, "{a:?} {b:?} {alike}");
            if one_slip(&a, &b) {
                assert!(Shape::of(&a).near(Shape::of(&b), 2.0));
            }
        }
    }

    #[test]
    fn one_slip_is_one_of_four() {
        for (a, b) in [("anna", "ana"), ("anna", "annas"), ("anna", "anma"), ("anna", "nana"), ("a", "")] {
            assert!(one_slip(a.as_bytes(), b.as_bytes()) && one_slip(b.as_bytes(), a.as_bytes()), "{a} {b}");
        }
        for (a, b) in [("anna", "anna"), ("anna", "nnaa"), ("anna", "anma s"), ("ab", "cd")] {
            assert!(!one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }
}
