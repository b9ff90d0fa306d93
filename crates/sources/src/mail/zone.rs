//! Where the clock of a date stands, by its offset or by the name of a zone.

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

/// `+0530`, `-5`, `+05:30` in seconds.
pub(super) fn numeric_zone(sign: u8, digits: &[u8]) -> Option<i64> {
    let digits: Vec<u8> = digits.iter().copied().filter(|&byte| byte != b':').collect();
    let n = number(&digits)?;
    match digits.len() {
        1 | 2 => offset(sign, n, 0),
        3 | 4 => offset(sign, n / 100, n % 100),
        _ => None,
    }
}

/// Hours and minutes east of Greenwich in seconds; nothing can be said where no clock stands so far from it.
pub(super) fn offset(sign: u8, hours: i64, minutes: i64) -> Option<i64> {
    let east = hours * 3600 + minutes * 60;
    match sign {
        _ if hours > 23 || minutes > 59 => Some(0),
        b'+' => Some(east),
        b'-' => Some(-east),
        _ => None,
    }
}

/// What a few digits say.
pub(super) fn number(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() || digits.len() > 9 {
        return None;
    }
    digits.iter().try_fold(0, |n, byte| byte.is_ascii_digit().then(|| n * 10 + i64::from(byte - b'0')))
}
