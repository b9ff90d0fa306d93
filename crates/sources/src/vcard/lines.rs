//! Content lines. They are put together on bytes, because old programs fold in the middle of a character, and
//! each one knows the bytes it came from, so that it can be kept as it is or replaced alone.

use std::ops::Range;

use goodturn_core::limits::PROPERTIES;

use super::encoded;
use super::params::{self, Param};
use crate::transfer;

/// One logical line of a card.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// The bytes of the card that it takes, line breaks among them.
    pub span: Range<usize>,
    /// What stands before the dot (`item1`), empty without one.
    pub group: String,
    /// The name in upper case; empty for a line that is none (blank, without a colon).
    pub name: String,
    /// Its parameters.
    pub params: Vec<Param>,
    /// The name and the parameters as written, put together.
    pub head: String,
    /// The value as written, put together but not decoded.
    pub value: Vec<u8>,
    /// It belongs to a card within the card (AGENT of version 2.1).
    pub nested: bool,
}

impl Line {
    /// A line that says nothing.
    fn nameless(span: Range<usize>) -> Line {
        Line {
            span,
            group: String::new(),
            name: String::new(),
            params: Vec::new(),
            head: String::new(),
            value: Vec::new(),
            nested: false,
        }
    }

    /// All values of the parameters of this name.
    pub fn param(&self, name: &str) -> impl Iterator<Item = &str> {
        self.params.iter().filter(move |p| p.name == name).flat_map(|p| p.values.iter().map(String::as_str))
    }

    /// The value as text, with its backslashes.
    pub fn text(&self) -> String {
        let charset = self.param("CHARSET").next();
        if is_quoted_printable(&self.params) {
            let mut bytes = Vec::with_capacity(self.value.len());
            transfer::quoted(&self.value, false, &mut bytes);
            encoded::guessed(&bytes, charset)
        } else {
            encoded::text(&self.value, charset)
        }
    }

    /// Whether the value is base64.
    pub fn is_base64(&self) -> bool {
        is_base64(&self.params)
    }
}

fn is_quoted_printable(params: &[Param]) -> bool {
    encoding(params, &["QUOTED-PRINTABLE", "Q"])
}

fn is_base64(params: &[Param]) -> bool {
    encoding(params, &["BASE64", "B"])
}

fn encoding(params: &[Param], names: &[&str]) -> bool {
    let mut given = params.iter().filter(|p| p.name == "ENCODING").flat_map(|p| &p.values);
    given.any(|value| names.iter().any(|name| value.eq_ignore_ascii_case(name)))
}

/// The physical lines of some bytes: where each begins and ends, with its break. A carriage return alone
/// breaks lines only where there is no line feed at all (old Macintosh files).
pub(super) fn physical(bytes: &[u8]) -> impl Iterator<Item = Range<usize>> + '_ {
    let sign = sign_of(bytes);
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(sign, rest).map_or(bytes.len(), |at| start + at + 1);
        Some(std::mem::replace(&mut start, end)..end)
    })
}

/// The sign that breaks lines.
pub(super) fn sign_of(bytes: &[u8]) -> u8 {
    let old = memchr::memchr(b'\n', bytes).is_none() && memchr::memchr(b'\r', bytes).is_some();
    if old { b'\r' } else { b'\n' }
}

/// A physical line without its break.
pub(super) fn without_break(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
    &line[..end]
}

/// Whether a physical line is `BEGIN:VCARD` or `END:VCARD` (`what` is lower case), whatever the case.
pub(super) fn is_mark(line: &[u8], what: &[u8]) -> bool {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    line.first().is_some_and(|byte| !byte.is_ascii_whitespace())
        && line
            .iter()
            .filter(|byte| !byte.is_ascii_whitespace())
            .map(u8::to_ascii_lowercase)
            .eq(what.iter().copied())
}

/// The mark that opens a card.
pub(super) const BEGIN: &[u8] = b"begin:vcard";
/// The mark that closes a card.
pub(super) const END: &[u8] = b"end:vcard";

/// Cuts a card into its logical lines. Every byte belongs to exactly one line. Of a card with too many properties those
/// beyond the limit are one line without a name, which says nothing and stays as it is.
pub(super) fn lines(card: &[u8]) -> Vec<Line> {
    let mut physical = physical(card).peekable();
    let old = is_old(card);
    let indented = is_indented(card);
    let mut out: Vec<Line> = Vec::new();
    let mut depth = 0usize;
    while let Some(first) = physical.next() {
        if out.len() >= PROPERTIES {
            out.extend(beyond(card, first.start));
            break;
        }
        let (start, mut end) = (first.start, first.end);
        let mut joined = without_break(&card[first]).to_vec();
        let mut head = Head::of(&joined);
        while let Some(next) = physical.peek() {
            let to = next.end;
            let next = without_break(&card[next.clone()]);
            let more = if head.quoted_printable && joined.last() == Some(&b'=') && !is_mark(next, END) {
                joined.pop();
                if indented { next.trim_ascii_start() } else { next }
            } else if head.quoted_printable && is_coded(next) {
                // The sign at the end of the line was forgotten; no line of its own begins so.
                next
            } else if next.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
                // Version 2.1 folds where a blank stands and the blank is kept (section 2.1.3); later versions
                // put one in.
                if old && !head.base64 { next } else { &next[1..] }
            } else if head.base64 && !next.is_empty() && next.iter().all(is_base64_sign) {
                next
            } else {
                break;
            };
            let is_short = joined.len() < HEAD_MOST;
            joined.extend_from_slice(more);
            end = to;
            physical.next();
            if head.colon.is_none() && is_short && memchr::memchr(b':', more).is_some() {
                head = Head::of(&joined);
            }
        }
        let mut line = head.line(&joined, start..end);
        if is_mark(&joined, BEGIN) {
            depth += 1;
        }
        line.nested = depth > 1;
        if line.name == "AGENT" && opens_card(&line) && depth > 0 {
            depth += 1;
        }
        if is_mark(&joined, END) {
            depth = depth.saturating_sub(1);
        }
        out.push(line);
    }
    out
}

/// Whether a text begins with a byte as quoted-printable writes it.
fn is_coded(text: &[u8]) -> bool {
    matches!(text, [b'=', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
}

/// Whether the card sets in what goes on from a line of quoted-printable, which no version allows: then the blank
/// before it is no part of the text.
fn is_indented(card: &[u8]) -> bool {
    let (mut all, mut set_in, mut coded) = (0usize, 0usize, false);
    if memchr::memmem::find(card, b"=\n").is_none() && memchr::memmem::find(card, b"=\r").is_none() {
        return false;
    }
    for (line, next) in physical(card).zip(physical(card).skip(1)) {
        let (line, next) = (without_break(&card[line]), without_break(&card[next]));
        if line.last() != Some(&b'=')
            || next.is_empty()
            || is_mark(next, END)
            || !line.windows(3).any(is_coded)
        {
            continue;
        }
        all += 1;
        if next.first().is_some_and(|byte| matches!(byte, b' ' | b'\t')) {
            set_in += 1;
            coded |= next.trim_ascii_start().first() == Some(&b'=');
        }
    }
    all > 0 && all == set_in && (all > 1 || coded)
}

/// What stands from here on up to the end of the card, and that end.
fn beyond(card: &[u8], start: usize) -> impl Iterator<Item = Line> {
    let rest = &card[start..];
    let sign = sign_of(card);
    let text = without_break(rest).len();
    let last = memchr::memrchr(sign, &rest[..text]).map_or(0, |at| at + 1);
    let last = if is_mark(without_break(&rest[last..]), END) { last } else { rest.len() };
    let line = |from: usize, to: usize| {
        let joined = without_break(&rest[from..to]);
        // What is beyond is not even looked at.
        if from == 0 && last > 0 {
            Line::nameless(start + from..start + to)
        } else {
            Head::of(joined).line(joined, start + from..start + to)
        }
    };
    [(0, last), (last, rest.len())]
        .into_iter()
        .filter(|(from, to)| from < to)
        .map(|(from, to)| line(from, to))
        .collect::<Vec<_>>()
        .into_iter()
}

/// The name of a property and its parameters take no more bytes than this.
const HEAD_MOST: usize = 1 << 16;

/// Whether an AGENT line has the beginning of a card as its whole value.
fn opens_card(line: &Line) -> bool {
    is_mark(line.value.trim_ascii(), BEGIN)
}

fn is_base64_sign(byte: &u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Whether the card says that it is version 2.1.
pub(super) fn is_old(card: &[u8]) -> bool {
    physical(card).take(40).any(|line| {
        let line = without_break(&card[line]);
        line.len() >= 11 && line[..8].eq_ignore_ascii_case(b"VERSION:") && line[8..].trim_ascii() == b"2.1"
    })
}

/// What can be told from the head of a line while it is put together.
struct Head {
    colon: Option<usize>,
    quoted_printable: bool,
    base64: bool,
}

impl Head {
    fn of(line: &[u8]) -> Head {
        let colon = colon(&line[..line.len().min(HEAD_MOST)]);
        let head = &line[..colon.unwrap_or(0)];
        // Most lines have no encoding, and looking for the word is cheaper than reading the parameters.
        let encoded = head.contains(&b';');
        let params = if encoded { params_of(&encoded::text(head, None)) } else { Vec::new() };
        Head { colon, quoted_printable: is_quoted_printable(&params), base64: is_base64(&params) }
    }

    fn line(&self, joined: &[u8], span: Range<usize>) -> Line {
        let empty = Line::nameless(span);
        let Some(colon) = self.colon else { return Line { value: joined.to_vec(), ..empty } };
        let head =
            encoded::text(joined[..colon].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&joined[..colon]), None);
        let full = head.split(';').next().unwrap_or_default().trim();
        let (group, name) = full.rsplit_once('.').unwrap_or(("", full));
        Line {
            group: group.to_ascii_lowercase(),
            name: name.to_ascii_uppercase(),
            params: params_of(&head),
            value: joined[colon + 1..].to_vec(),
            head,
            ..empty
        }
    }
}

fn params_of(head: &str) -> Vec<Param> {
    head.split_once(';').map(|(_, rest)| params::parse(rest)).unwrap_or_default()
}

/// Where the colon stands that ends the head: the first one outside quotes, or the first one at all where a
/// quote is never closed.
fn colon(line: &[u8]) -> Option<usize> {
    let mut quoted = false;
    for (at, byte) in line.iter().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b':' if !quoted => return Some(at),
            _ => {}
        }
    }
    memchr::memchr(b':', line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(card: &[u8]) -> Vec<String> {
        lines(card).iter().filter(|l| !l.name.is_empty()).map(Line::text).collect()
    }

    #[test]
    fn a_fold_inside_a_character_is_undone_before_decoding() {
        assert_eq!(values(b"NOTE:Z\xc3\r\n \xbcrich\r\n"), ["Zürich"]);
    }

    #[test]
    fn soft_line_breaks_and_bare_encodings() {
        assert_eq!(values(b"VERSION:2.1\nNOTE;QUOTED-PRINTABLE:a=C3=\n=BCb=\n c\n"), ["2.1", "aüb c"]);
    }

    #[test]
    fn base64_goes_on_until_a_blank_line() {
        let card = b"PHOTO;BASE64:AAAA\nBBBB\nCC==\n\nFN:Ada\n";
        assert_eq!(values(card), ["AAAABBBBCC==", "Ada"]);
    }

    #[test]
    fn every_byte_belongs_to_one_line() {
        let card = b"BEGIN:VCARD\r\nitem1.EMAIL;TYPE=\"a:b\":x@y.example\r\n z\r\n\r\njunk\r\nEND:VCARD";
        let all = lines(card);
        let spans: Vec<u8> = all.iter().flat_map(|l| card[l.span.clone()].to_vec()).collect();
        assert_eq!(spans, card);
        assert_eq!((all[1].group.as_str(), all[1].name.as_str()), ("item1", "EMAIL"));
        assert_eq!(all[1].param("TYPE").collect::<Vec<_>>(), ["a:b"]);
        assert_eq!(all[1].text(), "x@y.examplez");
    }

    #[test]
    fn old_macintosh_line_ends() {
        assert_eq!(values(b"FN:Ada\rNOTE:x\r"), ["Ada", "x"]);
    }

    #[test]
    fn a_card_within_is_marked() {
        let card = b"BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:Inner\nEND:VCARD\nFN:Outer\nEND:VCARD\n";
        let outer: Vec<_> = lines(card).into_iter().filter(|l| !l.nested && l.name == "FN").collect();
        assert_eq!(outer.len(), 1);
        assert_eq!(outer[0].text(), "Outer");
    }
}
