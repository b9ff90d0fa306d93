//! Text to quoted-printable, and bytes of any charset to text.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

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

/// The same for bytes that nobody saw as letters before, and may be of any charset: with a few of them it shows.
pub(super) fn guessed(bytes: &[u8], charset: Option<&str>) -> String {
    let telling = bytes.iter().filter(|byte| !byte.is_ascii()).count() >= 4;
    if charset.is_none() && telling && std::str::from_utf8(bytes).is_err() {
        return crate::text::guess(bytes).decode_without_bom_handling(bytes).0.into_owned();
    }
    text(bytes, charset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transfer;

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
    fn quoted_letters_of_a_charset_that_nobody_named_are_told() {
        let russian = encoding_rs::WINDOWS_1251.encode("Иван Петров").0.into_owned();
        assert_eq!(guessed(&russian, None), "Иван Петров");
        assert_eq!(guessed(b"J\xfcrgen M\xfcller", None), "Jürgen Müller");
    }

    #[test]
    fn quoted_printable_comes_back() {
        let mut back = Vec::new();
        transfer::quoted(to_quoted_printable("ü=\nx").as_bytes(), false, &mut back);
        assert_eq!(back, "ü=\r\nx".as_bytes());
    }
}
