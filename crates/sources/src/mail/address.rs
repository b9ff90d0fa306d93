//! Lists of mailboxes as RFC 5322 has them, and as programs and people really write them.

use goodturn_core::channel;
use memchr::memchr;

use super::words;
use crate::text;

/// One mailbox as it stands in a header: pieces of it, still encoded.
pub(super) struct Mailbox<'a> {
    /// Where the name may stand: before the angle bracket, or all of it where there is none.
    phrase: &'a [u8],
    /// What follows the angle bracket, where some write the name in round brackets.
    after: &'a [u8],
    address: &'a [u8],
    angle: bool,
}

/// The bytes that mean something in a list of mailboxes.
const MEANT: [bool; 256] = table(b"\"(=<@,;:");

/// Tells each mailbox of a list, those in groups among them.
///
/// Semicolons separate as commas do, for Outlook writes them. A comma between two bare words
/// (`Last, First <a@b>`) is taken to belong to the name.
pub(super) fn each(raw: &[u8], take: &mut dyn FnMut(Mailbox<'_>)) {
    let mut list = List { raw, start: 0, comma: None, angle: None, at: false };
    let mut closed = Closed::default();
    let mut i = 0;
    while let Some(&byte) = raw.get(i) {
        if !MEANT[usize::from(byte)] {
            i += 1;
            continue;
        }
        match byte {
            b'"' => i = closed.quote(raw, i),
            b'(' => i = closed.comment(raw, i),
            b'=' if raw.get(i + 1) == Some(&b'?') => i += words::length(&raw[i..]).unwrap_or(1) - 1,
            b'<' => i = list.open(i, take),
            b'@' => list.at = true,
            b',' => list.comma(i, take),
            b';' => list.end(i, take),
            b':' if list.angle.is_none() && !list.at => list.begin(i + 1),
            _ => {}
        }
        i += 1;
    }
    list.end(raw.len(), take);
}

/// How far the reading of a list has come.
struct List<'a> {
    raw: &'a [u8],
    /// Where the mailbox begins.
    start: usize,
    /// A comma in it that was taken for part of the name.
    comma: Option<usize>,
    /// Its angle brackets.
    angle: Option<(usize, usize)>,
    /// An `@` was seen.
    at: bool,
}

impl List<'_> {
    fn begin(&mut self, start: usize) {
        self.start = start;
        self.comma = None;
        self.angle = None;
        self.at = false;
    }

    /// An angle bracket opens. Answers where it closes.
    fn open(&mut self, open: usize, take: &mut dyn FnMut(Mailbox<'_>)) -> usize {
        let route = self.raw.get(open + 1) == Some(&b'@');
        let mut close = open + 1;
        while let Some(&byte) = self.raw.get(close) {
            match byte {
                b'>' | b'<' => break,
                b',' | b';' if !route => break,
                b'"' => close = memchr(b'"', &self.raw[close + 1..]).map_or(close, |n| close + 1 + n),
                _ => {}
            }
            close += 1;
        }
        if memchr(b'@', &self.raw[open..close]).is_some() {
            // Two in a row without a comma between them.
            if let Some((_, before)) = self.angle {
                // One that is never closed ends where the next opens.
                let next = (before + 1).min(open);
                self.end(next, take);
                self.start = next;
            }
            self.angle = Some((open, close));
        }
        if self.raw.get(close) == Some(&b'>') { close } else { close - 1 }
    }

    fn comma(&mut self, i: usize, take: &mut dyn FnMut(Mailbox<'_>)) {
        if self.angle.is_some() || self.at {
            self.end(i, take);
        } else if self.raw[self.start..i].trim_ascii().is_empty() {
            self.begin(i + 1);
        } else {
            if let Some(comma) = self.comma {
                self.start = comma + 1;
            }
            self.comma = Some(i);
        }
    }

    fn end(&mut self, end: usize, take: &mut dyn FnMut(Mailbox<'_>)) {
        if let Some((open, close)) = self.angle {
            take(Mailbox {
                phrase: &self.raw[self.start..open],
                after: self.raw.get(close + 1..end).unwrap_or_default(),
                address: &self.raw[open + 1..close],
                angle: true,
            });
        } else if self.at {
            bare(self.raw.get(self.start..end).unwrap_or_default(), take);
        }
        self.begin(end + 1);
    }
}

/// Where quotes and comments close. Remembers that none closes any more, lest a header full of opening
/// marks be searched to its end for each.
#[derive(Default)]
struct Closed {
    no_quote: bool,
    no_comment: bool,
}

impl Closed {
    /// The closing quote, or the opening one itself where none closes.
    fn quote(&mut self, raw: &[u8], open: usize) -> usize {
        let mut i = open + 1;
        while !self.no_quote {
            match raw.get(i) {
                Some(b'"') => return i,
                Some(b'\\') => i += 2,
                Some(_) => i += 1,
                None => self.no_quote = true,
            }
        }
        open
    }

    fn comment(&mut self, raw: &[u8], open: usize) -> usize {
        let mut depth = 0;
        let mut i = open;
        while !self.no_comment {
            match raw.get(i) {
                Some(b'(') => depth += 1,
                Some(b')') if depth == 1 => return i,
                Some(b')') => depth -= 1,
                Some(b'\\') => i += 1,
                Some(_) => {}
                None => self.no_comment = true,
            }
            i += 1;
        }
        open
    }
}

/// A mailbox without angle brackets: `a@b`, `a@b (Name)`, and `a@b c@d` of programs that forget commas.
fn bare(item: &[u8], take: &mut dyn FnMut(Mailbox<'_>)) {
    let item = item.trim_ascii();
    if !item.iter().any(|byte| matches!(byte, b'(' | b'"') || byte.is_ascii_whitespace()) {
        take(Mailbox { phrase: b"", after: b"", address: item, angle: false });
        return;
    }
    let mut without = Vec::with_capacity(item.len());
    strip_comments(item, &mut without);
    let joined = close_gaps(&without);
    // The name in round brackets is that of the first.
    let mut phrase = item;
    for word in joined.split(|&byte| byte == b' ').filter(|word| word.contains(&b'@')) {
        take(Mailbox { phrase, after: b"", address: word, angle: false });
        phrase = b"";
    }
}

fn strip_comments(raw: &[u8], out: &mut Vec<u8>) {
    let mut closed = Closed::default();
    let mut i = 0;
    while let Some(&byte) = raw.get(i) {
        let end = match byte {
            b'(' => closed.comment(raw, i),
            b'"' => closed.quote(raw, i),
            _ => i,
        };
        if byte != b'(' || end == i {
            out.extend_from_slice(&raw[i..=end]);
        }
        i = end + 1;
    }
}

/// Takes away the blanks around `@` and `.` that RFC 822 allowed (RFC 5322 section 4.4).
fn close_gaps(text: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(text.len());
    let mut gap = false;
    for &byte in text {
        if byte.is_ascii_whitespace() {
            gap = true;
            continue;
        }
        let joins = matches!(byte, b'@' | b'.') || matches!(out.last(), Some(b'@' | b'.'));
        if gap && !joins && !out.is_empty() {
            out.push(b' ');
        }
        gap = false;
        out.push(byte);
    }
    out
}

impl Mailbox<'_> {
    /// The address in its one spelling.
    pub(super) fn email(&self) -> Option<String> {
        let raw = self.address.trim_ascii();
        if let Some(simple) = simple_email(raw) {
            return Some(simple);
        }
        let mut clean = Vec::with_capacity(raw.len());
        strip_comments(raw, &mut clean);
        if !clean.contains(&b'"') {
            clean.retain(|byte| !byte.is_ascii_whitespace());
        }
        // An obsolete route: <@one,@two:who@where> (RFC 5322 section 4.4).
        let from =
            if clean.starts_with(b"@") { memchr(b':', &clean).map_or(0, |colon| colon + 1) } else { 0 };
        let decoded = words::decode(&clean[from..]);
        let address = decoded.trim_matches(['\'', '[', ']', '<', '>', ' ']);
        let address = address.trim_end_matches(['.', ':', ')']).trim_start_matches('(');
        channel::email(address).map(|address| address.into_owned())
    }

    /// The name as one says it; empty where there is none but the address again.
    pub(super) fn name(&self) -> String {
        let phrase = self.phrase.trim_ascii();
        // A second bracket before the address: `Ann <<a@b>>`.
        let phrase = phrase.strip_suffix(b"<").unwrap_or(phrase).trim_ascii_end();
        let name = if !self.angle {
            comment(phrase)
        } else if phrase.is_empty() {
            comment(self.after)
        } else {
            let easy = match phrase {
                [b'"', inner @ .., b'"'] => simple_name(inner, true),
                _ => simple_name(phrase, false),
            };
            if let Some(name) = easy {
                return name;
            }
            let spoken = unquote(phrase);
            if spoken.trim_ascii().is_empty() { comment(phrase) } else { spoken }
        };
        clean(&words::read(&name, 200))
    }
}

/// What is simply an address needs only its capitals lowered. Agrees with [`channel::email`].
fn simple_email(raw: &[u8]) -> Option<String> {
    const SIMPLE: [bool; 256] =
        table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+=/#~");
    let at = memchr(b'@', raw)?;
    let (local, domain) = (&raw[..at], &raw[at + 1..]);
    let simple = |part: &[u8]| !part.is_empty() && part.iter().all(|&byte| SIMPLE[usize::from(byte)]);
    if !simple(local) || !simple(domain) || domain.ends_with(b".") || raw.len() > 320 {
        return None;
    }
    let mut address = String::from_utf8(raw.to_vec()).ok()?;
    address.make_ascii_lowercase();
    // Letters written in ASCII are for more than lowering.
    (!address[at..].contains("xn--")).then_some(address)
}

/// A name in which there is nothing to undo. In quotes, brackets are no comments.
fn simple_name(raw: &[u8], quoted: bool) -> Option<String> {
    const SIMPLE: [bool; 256] =
        table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_+ ,:/&");
    let simple = |byte: u8| SIMPLE[usize::from(byte)] || (quoted && matches!(byte, b'(' | b')'));
    let lettered = raw.first()?.is_ascii_alphanumeric() && *raw.last()? != b' ' && raw.len() <= 200;
    let single = !raw.windows(2).any(|pair| pair == b"  ");
    (lettered && single && raw.iter().all(|&byte| simple(byte)))
        .then(|| String::from_utf8(raw.to_vec()).ok())?
}

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
}

/// Quotes and escapes taken away, comments left out.
fn unquote(phrase: &[u8]) -> Vec<u8> {
    let mut without = Vec::with_capacity(phrase.len());
    strip_comments(phrase, &mut without);
    let mut out = Vec::with_capacity(without.len());
    let mut bytes = without.into_iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => {}
            b'\\' => out.extend(bytes.next()),
            _ => out.push(byte),
        }
    }
    out
}

/// What stands in the first round brackets.
fn comment(raw: &[u8]) -> Vec<u8> {
    let Some(open) = memchr(b'(', raw) else { return Vec::new() };
    let close = Closed::default().comment(raw, open);
    let inner = raw.get(open + 1..close).unwrap_or_default();
    inner.iter().copied().filter(|&byte| byte != b'\\' && byte != b'"').collect()
}

/// A name without the quotes that programs nest around it, and none at all where it is an address.
fn clean(name: &str) -> String {
    let mut name = name.trim();
    loop {
        let mut chars = name.chars();
        match (chars.next(), chars.next_back()) {
            (Some('\''), Some('\'')) | (Some('"'), Some('"')) | (Some('<'), Some('>')) => {
                name = chars.as_str().trim()
            }
            _ => break,
        }
    }
    name = unnested(name);
    if name.contains('@') && !name.contains(char::is_whitespace) {
        return String::new();
    }
    let empty = !name.chars().any(char::is_alphanumeric);
    if empty { String::new() } else { name.to_owned() }
}

/// `Van Dell, "Van Dell, Joan"`: where what stands in quotation marks says the name again and more, it is the name.
/// `Ann "The" Bell` says something else in them.
fn unnested(name: &str) -> &str {
    let inner = ['"', '\''].into_iter().find_map(|mark| {
        let (before, inner) = name.strip_suffix(mark)?.split_once(mark)?;
        Some((before, inner.trim_matches(['"', '\'', ' '])))
    });
    let Some((before, inner)) = inner.filter(|(before, _)| !before.trim().is_empty()) else { return name };
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let inside = words(inner);
    let again = words(before).iter().all(|word| inside.contains(word));
    if again { inner } else { name }
}

/// Mailman's archives write `who at example.org`; gives back `who@example.org`. Text in round brackets, which
/// is the name, stays.
pub(super) fn reveal(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    let mut depth = 0usize;
    let mut i = 0;
    while let Some(&byte) = raw.get(i) {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && raw[i..].starts_with(b" at ") {
            out.push(b'@');
            i += 4;
            continue;
        }
        out.push(byte);
        i += 1;
    }
    out
}

/// Every mailbox as name and address; what is no list may still be one once it is decoded.
pub(super) fn list(raw: &[u8], take: &mut dyn FnMut(String, String)) {
    let mut found = false;
    each(raw, &mut |mailbox| {
        if let Some(email) = mailbox.email() {
            found = true;
            take(mailbox.name(), email);
        }
    });
    if !found && raw.windows(2).any(|pair| pair == b"=?") {
        let decoded = words::decode(raw);
        each(decoded.as_bytes(), &mut |mailbox| {
            if let Some(email) = mailbox.email() {
                take(text::decode(mailbox.name().as_bytes()).into_owned(), email);
            }
        });
    }
}

#[cfg(test)]
#[path = "address_tests.rs"]
mod tests;
