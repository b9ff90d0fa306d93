//! How alike two words are.

/// The Jaro similarity with Winkler's bonus for a common beginning, from 0 to 1 (Winkler, Proceedings of the Section
/// on Survey Research Methods, ASA 1990). Bytes are compared; of longer words than 64 bytes the first 64.
pub fn jaro_winkler(a: &[u8], b: &[u8]) -> f32 {
    let (a, b) = (&a[..a.len().min(64)], &b[..b.len().min(64)]);
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
    fn one_slip_is_one_of_four() {
        for (a, b) in [("anna", "ana"), ("anna", "annas"), ("anna", "anma"), ("anna", "nana"), ("a", "")] {
            assert!(one_slip(a.as_bytes(), b.as_bytes()) && one_slip(b.as_bytes(), a.as_bytes()), "{a} {b}");
        }
        for (a, b) in [("anna", "anna"), ("anna", "nnaa"), ("anna", "anma s"), ("ab", "cd")] {
            assert!(!one_slip(a.as_bytes(), b.as_bytes()), "{a} {b}");
        }
    }
}
