//! Bytes to text, whatever the charset.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// So many bytes are looked at to tell a charset.
const LOOKED_AT: usize = 1 << 18;

/// The text of a whole file: UTF-8 or UTF-16 with a byte order mark or without one, and else what its letters look
/// like.
pub fn decode(bytes: &[u8]) -> Cow<'_, str> {
    if let Some((encoding, mark)) = marked(bytes) {
        return encoding.decode_without_bom_handling(&bytes[mark..]).0;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) if is_mostly_utf8(bytes) => Cow::Owned(patched(bytes)),
        Err(_) => guess(bytes).decode_without_bom_handling(bytes).0,
    }
}

/// The same for a word or two, which tell too little: Windows-1252, which reads any bytes (WHATWG Encoding,
/// section 4.2).
pub(crate) fn western(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    }
}

/// The charset of bytes that are no UTF-8 and name none, by which letters stand beside which.
pub(crate) fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    // Lines of ASCII alone tell nothing, and a long file may begin with many.
    let (mut looked, mut last) = (0, false);
    for line in bytes.split_inclusive(|byte| *byte == b'\n').filter(|line| !line.is_ascii()) {
        looked += line.len();
        last = looked >= LOOKED_AT;
        detector.feed(line, last);
        if last {
            break;
        }
    }
    if !last {
        detector.feed(b"", true);
    }
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether nearly all that is not ASCII is UTF-8: then a few bytes are broken, and the charset is not another.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// UTF-8 with what is broken in it read as single letters.
fn patched(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    out
}

/// Bytes whose lines that are no UTF-8 are turned into it from this charset; lines that are stay as they are.
pub(crate) fn lines_to_utf8(bytes: &[u8], charset: &'static Encoding) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() * 2);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(_) => out.extend_from_slice(line),
            Err(_) => out.extend_from_slice(charset.decode_without_bom_handling(line).0.as_bytes()),
        }
    }
    out
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

    #[test]
    fn a_charset_that_nobody_named_is_told_by_its_letters() {
        for (label, text) in [
            ("windows-1251", "Имя;Фамилия\nИван;Петров\nОльга;Соколова\n"),
            ("koi8-r", "Иван Петров, Городская библиотека, Москва"),
            ("windows-1250", "Paweł Wróbel, Źródło Łąki; Małgorzata Świątek, Piekarnia pod Dębem"),
            ("windows-1252", "Jörg Müller, Straße 1; Élise Durand"),
            ("shift_jis", "山田太郎さん、小川株式会社。みずうみ商店の佐藤花子"),
            ("gbk", "王小明，北京市图书馆的工作人员，电话号码"),
            ("euc-kr", "박민수 서울특별시 도서관 직원입니다"),
            ("windows-1253", "Γιώργος Παπαδόπουλος, Αθήνα, Βιβλιοθήκη της πόλης"),
            ("windows-1255", "דוד כהן, ספריית העיר תל אביב"),
        ] {
            let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
            assert_eq!(decode(&encoding.encode(text).0), text, "{label}");
        }
        // One broken letter does not turn all others into another charset.
        assert_eq!(
            decode(b"J\xc3\xb6rg, \xc3\x89lise, Zo\xc3\xab, Ren\xc3\xa9, M\xfcller, \xc3\x85sa"),
            "Jörg, Élise, Zoë, René, Müller, Åsa"
        );
    }
}
