//! Bytes to text, whatever the charset.

use std::borrow::Cow;

/// The text of a whole file: UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, and else
/// Windows-1252, which reads any bytes (WHATWG Encoding, section 4.2).
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// A text with its escapes undone: what `meant` makes of the character behind each `mark`. Where that is nothing,
/// and at the end, the mark stays as it is written.
pub(crate) fn unescaped(text: &str, mark: char, meant: impl Fn(char) -> Option<char>) -> Cow<'_, str> {
    if !text.contains(mark) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match (c == mark).then(|| chars.next()) {
            None => out.push(c),
            Some(None) => out.push(mark),
            Some(Some(escaped)) => match meant(escaped) {
                Some(meaning) => out.push(meaning),
                None => out.extend([mark, escaped]),
            },
        }
    }
    Cow::Owned(out)
}
