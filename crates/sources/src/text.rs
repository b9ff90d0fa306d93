//! Bytes to text, whatever the charset.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// The text of a whole file: UTF-8 or UTF-16 with a byte order mark or without one, and else Windows-1252,
/// which reads any bytes (WHATWG Encoding, section 4.2).
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = marked(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The encoding that the head of a file shows, and how long its mark is: a byte order mark, or a zero beside
/// each of the first letters, which only UTF-16 has.
pub(crate) fn marked(bytes: &[u8]) -> Option<(&'static Encoding, usize)> {
    Encoding::for_bom(bytes).or_else(|| {
        let head = bytes.get(..8)?;
        let wide = |zero: usize| {
            head.chunks(2)
                .all(|pair| pair[zero] == 0 && matches!(pair[1 - zero], b'\t' | b'\r' | b'\n' | b' '..=b'~'))
        };
        match () {
            () if wide(1) => Some((UTF_16LE, 0)),
            () if wide(0) => Some((UTF_16BE, 0)),
            () => None,
        }
    })
}

/// No more of a text than so many bytes, and no letter of UTF-8 cut in two.
pub(crate) fn cut(bytes: &[u8], most: usize) -> &[u8] {
    if bytes.len() < most {
        return bytes;
    }
    let bytes = &bytes[..most];
    let last = bytes.iter().rev().take(4).position(|byte| byte & 0xc0 != 0x80).map_or(0, |back| back + 1);
    match std::str::from_utf8(&bytes[most - last..]) {
        Err(error) if error.error_len().is_none() => &bytes[..most - last],
        _ => bytes,
    }
}

/// The first words of a text, no more than so many letters, with single blanks between them.
pub(crate) fn begin(text: &str, most: usize) -> String {
    let mut out = String::new();
    let mut left = most;
    for word in text.split_whitespace() {
        if !out.is_empty() {
            if left == 0 {
                break;
            }
            out.push(' ');
            left -= 1;
        }
        let before = out.len();
        out.extend(word.chars().take(left));
        left -= out[before..].chars().count();
        if left == 0 {
            break;
        }
    }
    out
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

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn what_is_cut_is_cut_between_letters() {
        assert_eq!(super::cut("aé".as_bytes(), 2), b"a");
        assert_eq!(super::cut("aé".as_bytes(), 3), "aé".as_bytes());
        assert_eq!(super::cut(b"a\xe9bc", 3), b"a\xe9b");
        assert_eq!(super::begin(" one  two\nthree", 7), "one two");
        assert_eq!(super::begin("one two", 2), "on");
    }

    #[test]
    fn wide_text_is_known_without_its_mark() {
        let wide = |order: fn(u16) -> [u8; 2]| "BEGIN:é".encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for bytes in [wide(u16::to_le_bytes), wide(u16::to_be_bytes)] {
            assert_eq!(decode(&bytes), "BEGIN:é");
        }
        assert_eq!(decode(b"B\0E\0"), "B\0E\0");
    }
}
