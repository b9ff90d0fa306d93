//! The words that stand in dates: months and zones.

use super::date::numeric_zone;

/// The month that a word of at least three letters begins with.
pub(super) fn month(word: &[u8]) -> Option<i64> {
    let [a, b, c, ..] = word else { return None };
    Some(match &[a | 0x20, b | 0x20, c | 0x20] {
        b"jan" => 1,
        b"feb" => 2,
        b"mar" => 3,
        b"apr" => 4,
        b"may" => 5,
        b"jun" => 6,
        b"jul" => 7,
        b"aug" => 8,
        b"sep" => 9,
        b"oct" => 10,
        b"nov" => 11,
        b"dec" => 12,
        _ => return None,
    })
}

/// German, French, Spanish, Italian and Portuguese months, which some programs put into headers.
pub(super) fn foreign_month(word: &[u8]) -> Option<i64> {
    let text = crate::text::western(word).to_lowercase();
    const MONTHS: [(&str, i64); 30] = [
        ("gen", 1),
        ("ene", 1),
        ("fév", 2),
        ("fev", 2),
        ("mär", 3),
        ("mrz", 3),
        ("avr", 4),
        ("abr", 4),
        ("mai", 5),
        ("mag", 5),
        ("juin", 6),
        ("giu", 6),
        ("juil", 7),
        ("lug", 7),
        ("aoû", 8),
        ("aou", 8),
        ("ago", 8),
        ("set", 9),
        ("okt", 10),
        ("ott", 10),
        ("out", 10),
        ("dez", 12),
        ("déc", 12),
        ("dic", 12),
        ("janv", 1),
        ("févr", 2),
        ("avril", 4),
        ("mars", 3),
        ("août", 8),
        ("märz", 3),
    ];
    MONTHS.iter().find(|(name, _)| text.starts_with(name)).map(|&(_, month)| month)
}

/// RFC 5322 section 4.3 and the zones that people's programs write all the same. Single letters were used
/// both ways round, so they say nothing but UTC.
pub(super) fn named_zone(word: &[u8]) -> Option<i64> {
    let upper = word.to_ascii_uppercase();
    let bare = upper.strip_suffix(b".").unwrap_or(&upper);
    for prefix in [&b"GMT"[..], b"UTC"] {
        if let Some([sign @ (b'+' | b'-'), digits @ ..]) = bare.strip_prefix(prefix) {
            return numeric_zone(*sign, digits);
        }
    }
    let hours = match bare {
        b"UT" | b"GMT" | b"UTC" | b"WET" => 0.0,
        b"EST" => -5.0,
        b"EDT" => -4.0,
        b"CST" => -6.0,
        b"CDT" => -5.0,
        b"MST" => -7.0,
        b"MDT" => -6.0,
        b"PST" => -8.0,
        b"PDT" => -7.0,
        b"CET" | b"MET" | b"MEZ" | b"BST" | b"WEST" => 1.0,
        b"CEST" | b"MEST" | b"MESZ" | b"EET" | b"SAST" => 2.0,
        b"EEST" | b"MSK" => 3.0,
        b"IST" => 5.5,
        b"HKT" | b"SGT" | b"AWST" => 8.0,
        b"JST" | b"KST" => 9.0,
        b"AEST" => 10.0,
        b"AEDT" => 11.0,
        b"NZST" => 12.0,
        b"NZDT" => 13.0,
        [letter] if letter.is_ascii_alphabetic() => 0.0,
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "half hours are whole seconds")]
    Some((hours * 3600.0) as i64)
}
