//! Header text as one reads it: encoded words (RFC 2047) decoded, folding undone.

use std::borrow::Cow;

use encoding_rs::Encoding;
use memchr::memmem;

use crate::{text, transfer};

/// The text of a header value, on one line, at most `most` characters long.
pub(super) fn read(raw: &[u8], most: usize) -> String {
    if plain(raw) && raw.len() <= most {
        // Printable ASCII with single blanks is already what it will be.
        return String::from_utf8(raw.to_vec()).unwrap_or_default();
    }
    tidy(&decode(raw), most)
}

/// Printable ASCII that neither holds an encoded word nor needs any folding.
pub(super) fn plain(raw: &[u8]) -> bool {
    let mut before = b' ';
    for &byte in raw {
        let odd = !(b' '..=b'~').contains(&byte)
            || (byte == b' ' && before == b' ')
            || (byte == b'?' && before == b'=');
        if odd {
            return false;
        }
        before = byte;
    }
    before != b' '
}

/// One line without control characters or double blanks, and without the marks that turn text around.
pub(super) fn tidy(text: &str, most: usize) -> String {
    let mut line = String::with_capacity(text.len().min(most * 4));
    let mut count = 0;
    let mut blank = false;
    for c in text.chars() {
        if c.is_whitespace() {
            blank = count > 0;
            continue;
        }
        let hidden = matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
        if c.is_control() || hidden {
            continue;
        }
        if count + usize::from(blank) >= most {
            break;
        }
        if blank {
            line.push(' ');
            count += 1;
            blank = false;
        }
        line.push(c);
        count += 1;
    }
    line
}

/// One encoded word: `=?charset?B?payload?=`.
struct Word<'a> {
    charset: &'a [u8],
    base64: bool,
    payload: &'a [u8],
    /// How long it is, with its marks.
    length: usize,
}

/// The encoded word that stands at the beginning of this text.
fn word(raw: &[u8]) -> Option<Word<'_>> {
    let rest = raw.strip_prefix(b"=?")?;
    let first = rest.iter().take(60).position(|&byte| byte == b'?')?;
    let [encoding, b'?', tail @ ..] = &rest[first + 1..] else { return None };
    let base64 = match encoding {
        b'b' | b'B' => true,
        b'q' | b'Q' => false,
        _ => return None,
    };
    // RFC 2047 allows 75 characters; some programs put a whole subject into one.
    let end = memmem::find(&tail[..tail.len().min(4000)], b"?=")?;
    let payload = &tail[..end];
    if first == 0 || memmem::find(payload, b"=?").is_some() {
        return None;
    }
    // RFC 2231 section 5: a language may follow the charset.
    let charset = rest[..first].split(|&byte| byte == b'*').next().unwrap_or_default();
    Some(Word { charset, base64, payload, length: 2 + first + 3 + end + 2 })
}

/// How long the encoded word at the beginning of this text is, where there is one.
pub(super) fn length(raw: &[u8]) -> Option<usize> {
    word(raw).map(|word| word.length)
}

/// Text with its encoded words decoded. Neighbours of one charset are joined before they are decoded,
/// because many programs cut in the middle of a character.
pub(super) fn decode(raw: &[u8]) -> Cow<'_, str> {
    if memmem::find(raw, b"=?").is_none() {
        return text::decode(raw);
    }
    let mut out = String::new();
    let mut pending: Vec<u8> = Vec::new();
    let mut charset: &[u8] = b"";
    let mut at = 0;
    let mut plain_from = 0;
    while let Some(found) = memmem::find(&raw[at..], b"=?") {
        let start = at + found;
        let Some(word) = word(&raw[start..]) else {
            at = start + 2;
            continue;
        };
        let between = &raw[plain_from..start];
        // Blanks between two encoded words are no part of the text (RFC 2047 section 6.2).
        let neighbours = !charset.is_empty() && between.iter().all(u8::is_ascii_whitespace);
        if !neighbours || !charset.eq_ignore_ascii_case(word.charset) {
            flush(&mut out, &mut pending, charset);
        }
        if !neighbours {
            out.push_str(&text::decode(between));
        }
        charset = word.charset;
        if word.base64 {
            transfer::base64(word.payload, &mut pending);
        } else if let Ok(text) = std::str::from_utf8(word.payload) {
            // Letters that nobody encoded stand in UTF-8, whatever charset the encoded ones are of.
            for run in text.as_bytes().chunk_by(|a, b| a.is_ascii() == b.is_ascii()) {
                if run.is_ascii() {
                    transfer::quoted(run, true, &mut pending);
                } else {
                    flush(&mut out, &mut pending, charset);
                    out.push_str(&text::decode(run));
                }
            }
        } else {
            transfer::quoted(word.payload, true, &mut pending);
        }
        at = start + word.length;
        plain_from = at;
    }
    flush(&mut out, &mut pending, charset);
    out.push_str(&text::decode(&raw[plain_from..]));
    Cow::Owned(out)
}

fn flush(out: &mut String, pending: &mut Vec<u8>, charset: &[u8]) {
    if !pending.is_empty() {
        out.push_str(&in_charset(charset, pending));
        pending.clear();
    }
}

/// Bytes of a named charset as text; what has no name that is known is guessed.
pub(super) fn in_charset<'a>(charset: &[u8], bytes: &'a [u8]) -> Cow<'a, str> {
    if charset.eq_ignore_ascii_case(b"utf-7") || charset.eq_ignore_ascii_case(b"unicode-1-1-utf-7") {
        return Cow::Owned(utf7(bytes));
    }
    let ascii = charset.eq_ignore_ascii_case(b"us-ascii") || charset.eq_ignore_ascii_case(b"ascii");
    match Encoding::for_label(charset) {
        Some(encoding) if !ascii => encoding.decode_without_bom_handling(bytes).0,
        // Raw bytes above ASCII under a charset that has none of them are most often UTF-8.
        _ => text::decode(bytes),
    }
}

/// UTF-7 (RFC 2152), which old Outlook wrote and browsers no longer read.
fn utf7(bytes: &[u8]) -> String {
    let mut out = String::new();
    let mut rest = bytes;
    while let Some(plus) = memchr::memchr(b'+', rest) {
        out.push_str(&text::decode(&rest[..plus]));
        rest = &rest[plus + 1..];
        let end = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/')));
        let (shifted, after) = rest.split_at(end.unwrap_or(rest.len()));
        let mut units = Vec::new();
        transfer::base64(shifted, &mut units);
        out.push_str(&encoding_rs::UTF_16BE.decode_without_bom_handling(&units[..units.len() & !1]).0);
        let closed = after.first() == Some(&b'-');
        if closed && shifted.is_empty() {
            out.push('+');
        }
        rest = &after[usize::from(closed)..];
    }
    out.push_str(&text::decode(rest));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encoded_words() {
        let cases: [(&[u8], &str); 22] = [
            (b"=?utf-7?Q?J+APw-rgen_1_+-_1?=", "J\u{fc}rgen 1 + 1"),
            ("=?iso-8859-1?Q?die_Fr\u{f6}sche_=FC?=".as_bytes(), "die Fr\u{f6}sche \u{fc}"),
            (b"=?iso-8859-1?Q?die_Fr\xf6sche?=", "die Fr\u{f6}sche"),
            (b"plain text", "plain text"),
            (b"folded\r\n\ttext", "folded text"),
            (b"=?utf-8?Q?J=C3=BCrgen_Test?=", "J\u{fc}rgen Test"),
            (b"=?UTF-8?b?SsO8cmdlbg==?=", "J\u{fc}rgen"),
            (b"=?ISO-8859-1?Q?J=FCrgen?= Test", "J\u{fc}rgen Test"),
            (b"=?iso-8859-1*de?Q?J=FCrgen?=", "J\u{fc}rgen"),
            (b"=?utf-8?Q?one?= =?utf-8?Q?two?=", "onetwo"),
            (b"=?utf-8?Q?one?=\r\n =?iso-8859-1?Q?_two?=", "one two"),
            (b"=?utf-8?Q?J=C3?= =?utf-8?Q?=BCrgen?=", "J\u{fc}rgen"),
            (b"=?utf-8?B?SsM=?= =?utf-8?B?vHI=?=", "J\u{fc}r"),
            (b"a =?utf-8?Q?b?= c", "a b c"),
            (b"=?koi8-r?B?8NLJ18XU?=", "\u{41f}\u{440}\u{438}\u{432}\u{435}\u{442}"),
            (b"=?iso-2022-jp?B?GyRCRnxLXBsoQg==?=", "\u{65e5}\u{672c}"),
            (b"=?gb2312?B?xOO6ww==?=", "\u{4f60}\u{597d}"),
            (b"=?no-such-charset?Q?J=C3=BCrgen?=", "J\u{fc}rgen"),
            (b"=?utf-8?X?broken?=", "=?utf-8?X?broken?="),
            (b"=?utf-8?Q?unfinished", "=?utf-8?Q?unfinished"),
            (b"J\xfcrgen \x07bell", "J\u{fc}rgen bell"),
            (b"J\xc3\xbcrgen", "J\u{fc}rgen"),
        ];
        for (raw, expected) in cases {
            assert_eq!(read(raw, 200), expected, "{}", raw.escape_ascii());
        }
    }

    #[test]
    fn long_text_is_cut_at_a_character() {
        assert_eq!(read("\u{fc}".repeat(300).as_bytes(), 200).chars().count(), 200);
        assert_eq!(read("x".repeat(300).as_bytes(), 200).len(), 200);
    }
}
