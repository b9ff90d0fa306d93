//! The months that stand in dates.

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
