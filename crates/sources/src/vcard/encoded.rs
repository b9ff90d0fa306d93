//! What stands behind an encoding: quoted-printable and base64 to bytes, bytes to text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Quoted-printable to bytes (RFC 2045 section 6.7). A broken escape stays as it is written.
pub(super) fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let pair = if bytes[at] == b'=' { bytes.get(at + 1..at + 3) } else { None };
        match pair.and_then(|pair| Some(hex(pair[0])? << 4 | hex(pair[1])?)) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    out
}

/// Bytes to quoted-printable on one line, with line breaks as `=0D=0A`.
pub(super) fn to_quoted_printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.replace('\n', "\r\n").bytes() {
        if byte == b'=' || !(b' '..=b'~').contains(&byte) {
            out.push_str(&format!("={byte:02X}"));
        } else {
            out.push(char::from(byte));
        }
    }
    out
}

/// The value of a hexadecimal digit.
pub(super) fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

/// Base64 to bytes (RFC 4648), blanks and padding ignored. None where another sign stands in it.
pub(super) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut held) = (Vec::with_capacity(text.len() / 4 * 3), 0u32, 0u32);
    for &byte in text {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' | b' ' | b'\t' | b'\r' | b'\n' => continue,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(six)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    Some(out)
}

/// Text in the charset that the line names; else UTF-8 where it is that, and Windows-1252 where not. A line
/// that says UTF-8 and is not gets the same second try.
pub(super) fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.and_then(|name| Encoding::for_label(name.as_bytes())).unwrap_or(UTF_8);
    if named != UTF_8 {
        return named.decode_without_bom_handling(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn charsets() {
        for (bytes, charset, expected) in [
            (&b"Z\xc3\xbcrich"[..], None, "Zürich"),
            (b"Z\xfcrich", None, "Zürich"),
            (b"Z\xfcrich", Some("utf-8"), "Zürich"),
            (b"\xcf\xf0\xe8\xe2\xe5\xf2", Some("windows-1251"), "Привет"),
            (b"plain", Some("no-such-charset"), "plain"),
        ] {
            assert_eq!(text(bytes, charset), expected, "{bytes:?} as {charset:?}");
        }
    }

    #[test]
    fn encodings() {
        assert_eq!(quoted_printable(b"=C3=BC=0D=0Aa=zz="), b"\xc3\xbc\r\na=zz=");
        assert_eq!(quoted_printable(to_quoted_printable("ü=\nx").as_bytes()), "ü=\r\nx".as_bytes());
        assert_eq!(base64(b"aGVs bG8=").as_deref(), Some(&b"hello"[..]));
        assert_eq!(base64(b"http://x"), None);
    }
}
