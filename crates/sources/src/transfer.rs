//! Encodings undone that carry bytes as letters, broken ones too: base64 (RFC 2045 section 6.8) and
//! quoted-printable (6.7).

/// Adds what base64 stands for. What is no base64 is passed over; padding begins anew, because programs
/// glue padded pieces together.
pub(crate) fn base64(raw: &[u8], out: &mut Vec<u8>) {
    let mut bits = 0u32;
    let mut count = 0u32;
    for &byte in raw {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                count = 0;
                continue;
            }
            _ => continue,
        };
        bits = (bits << 6) | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            out.push(((bits >> count) & 0xff) as u8);
        }
    }
}

/// What base64 stands for, blanks and padding passed over. None where another sign stands in it.
pub(crate) fn only_base64(raw: &[u8]) -> Option<Vec<u8>> {
    let allowed = |byte: &u8| {
        byte.is_ascii_alphanumeric()
            || matches!(byte, b'+' | b'-' | b'/' | b'_' | b'=' | b' ' | b'\t' | b'\r' | b'\n')
    };
    raw.iter().all(allowed).then(|| {
        let mut out = Vec::with_capacity(raw.len() / 4 * 3);
        base64(raw, &mut out);
        out
    })
}

/// Adds what quoted-printable stands for; `word` where an underscore is a blank (RFC 2047 section 4.2).
pub(crate) fn quoted(raw: &[u8], word: bool, out: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(&byte) = raw.get(at) {
        at += 1;
        match byte {
            b'_' if word => out.push(b' '),
            b'=' => match raw.get(at..) {
                Some([a, b, ..]) if a.is_ascii_hexdigit() && b.is_ascii_hexdigit() => {
                    out.push(hex(*a) << 4 | hex(*b));
                    at += 2;
                }
                Some(rest) => match soft_break(rest) {
                    Some(length) => at += length,
                    None => out.push(b'='),
                },
                None => {}
            },
            _ => out.push(byte),
        }
    }
}

/// The length of a line break that the `=` before it takes away, with blanks that crept in before it.
fn soft_break(rest: &[u8]) -> Option<usize> {
    let blanks = rest.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).count();
    (rest.get(blanks) == Some(&b'\n')).then_some(blanks + 1).or((blanks == rest.len()).then_some(blanks))
}

/// The value of a hexadecimal digit.
fn hex(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => (digit | 0x20).wrapping_sub(b'a').wrapping_add(10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_with_and_without_its_padding() {
        for (raw, expected) in
            [("aGVsbG8=", "hello"), ("aGVs\r\nbG8", "hello"), ("aGk=aGk=", "hihi"), ("!", "")]
        {
            let mut out = Vec::new();
            base64(raw.as_bytes(), &mut out);
            assert_eq!(out, expected.as_bytes(), "{raw}");
        }
    }

    #[test]
    fn quoted_printable_with_soft_breaks_and_strays() {
        for (raw, expected) in
            [("a=3Db=\nc", "a=bc"), ("a= \r\nb", "ab"), ("1 = 2", "1 = 2"), ("x=", "x"), ("a_b", "a_b")]
        {
            let mut out = Vec::new();
            quoted(raw.as_bytes(), false, &mut out);
            assert_eq!(out, expected.as_bytes(), "{raw}");
        }
    }
    #[test]
    fn what_is_not_only_base64_is_none() {
        assert_eq!(only_base64(b"aGVs bG8=\r\n").as_deref(), Some(&b"hello"[..]));
        assert_eq!(only_base64(b"http://x"), None);
    }
}
