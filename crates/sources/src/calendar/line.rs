//! Content lines: unfolded, then taken apart (RFC 5545 section 3.1).
//!
//! Lines are unfolded as bytes, since old programs fold in the middle of a UTF-8 sequence, and only then
//! decoded, each for itself, so that one line in another charset does not spoil the rest.

use std::borrow::Cow;

use goodturn_core::channel;

use super::clock;
use crate::{text, transfer};

/// One content line: a name, parameters and a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Where it begins, counted from 1.
    pub number: u64,
    /// The name, in capitals.
    pub name: String,
    /// The parameters, their names in capitals, their quotes gone.
    pub params: Vec<(String, String)>,
    /// The value as it stands, escapes and all.
    pub value: String,
    /// From where to where in the file it stands.
    pub span: (usize, usize),
}

/// No line is put together beyond this many bytes: the words of an event are far shorter, and what is attached is
/// not read.
const LONGEST: usize = 1 << 20;

/// Beyond this many bytes no line is looked through for a colon that stands in a name.
const CROOKED: usize = 1 << 13;

impl Line {
    /// Takes an unfolded line apart. None where there is no name or no colon.
    fn parse(number: u64, text: &str, span: (usize, usize)) -> Option<Line> {
        let mut rest = text;
        let name = upto(&mut rest, &[';', ':'])?;
        // A group (`home.DTSTART`) is vCard's habit; some programs write it here too.
        let name = name.rsplit('.').next().unwrap_or(name).trim().to_ascii_uppercase();
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
            return None;
        }
        let from = text.len() - rest.len();
        while let Some(after) = rest.strip_prefix(';') {
            rest = after;
            upto(&mut rest, &[';', ':'])?;
        }
        let colon = later_colon(&name, text, text.len() - rest.len());
        let value = text.get(colon..)?.strip_prefix(':')?.to_owned();
        Some(Line { number, name, params: params(text.get(from..colon)?), value, span })
    }

    /// The first value of a parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether a parameter has this value, whatever the case.
    pub fn says(&self, name: &str, value: &str) -> bool {
        self.param(name).is_some_and(|found| found.eq_ignore_ascii_case(value))
    }

    /// The value as text, its escapes undone (RFC 5545 section 3.3.11).
    pub fn text(&self) -> Cow<'_, str> {
        if self.says("ENCODING", "QUOTED-PRINTABLE") {
            // The encoding of vCalendar 1.0.
            let mut bytes = Vec::with_capacity(self.value.len());
            transfer::quoted(self.value.as_bytes(), false, &mut bytes);
            return Cow::Owned(text::decode(&bytes).into_owned());
        }
        unescape(&self.value)
    }
}

/// Properties with a day or a time.
const DATED: [&str; 6] = ["DTSTART", "DTEND", "DUE", "RECURRENCE-ID", "EXDATE", "RDATE"];

/// Properties with somebody's address.
const PEOPLE: [&str; 2] = ["ATTENDEE", "ORGANIZER"];

/// Where the value of a property begins. Programs write names of zones and of people with colons and without the quotes
/// that these need (`TZID=(UTC+01:00) Amsterdam, Berlin:20240612T093000`): where no day or address stands behind the
/// `first` colon, it is the last one behind which one does.
fn later_colon(name: &str, text: &str, first: usize) -> usize {
    let fits: fn(&str) -> bool = match name {
        _ if DATED.contains(&name) => |value| {
            let value = &value[..value.floor_char_boundary(64)];
            clock::civil(value.split([',', '/']).next().unwrap_or(value)).is_some()
        },
        _ if PEOPLE.contains(&name) => |value| {
            let value = value.trim();
            let bare = value.len() < 330 && !value.contains([':', '/']) && channel::email(value).is_some();
            bare || is_mailto(value)
        },
        _ => return first,
    };
    if text.len() > CROOKED || text.get(first + 1..).is_none_or(fits) {
        return first;
    }
    // `mailto:ann@hill.example` is an address, and so is what stands behind its own colon.
    let mut last = first;
    for (at, _) in text.rmatch_indices(':').take_while(|(at, _)| *at > first) {
        let value = &text[at + 1..];
        if is_mailto(value) || (last == first && fits(value)) {
            last = at;
        }
        if last != first && (is_mailto(value) || DATED.contains(&name)) {
            break;
        }
    }
    last
}

fn is_mailto(value: &str) -> bool {
    value.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("mailto:"))
}

/// The parameters between the name and the value.
fn params(text: &str) -> Vec<(String, String)> {
    let mut rest = text;
    let mut params = Vec::new();
    while let Some(after) = rest.strip_prefix(';') {
        rest = after;
        let param = upto(&mut rest, &[';']).unwrap_or_else(|| std::mem::take(&mut rest));
        let (key, value) = param.split_once('=').unwrap_or((param, ""));
        // Some write a comma in a name as they do in a text.
        let value = value.replace('"', "").replace("\\,", ",");
        params.push((key.trim().to_ascii_uppercase(), value.trim().to_owned()));
    }
    params
}

/// Cuts off everything before the first of these characters that stands outside quotes.
fn upto<'a>(rest: &mut &'a str, ends: &[char]) -> Option<&'a str> {
    let mut quoted = false;
    for (at, c) in rest.char_indices() {
        match c {
            '"' => quoted = !quoted,
            c if !quoted && ends.contains(&c) => {
                let (head, tail) = rest.split_at(at);
                *rest = tail;
                return Some(head);
            }
            _ => {}
        }
    }
    // A quote that is never closed: read as if there were none rather than lose the line.
    let at = if quoted { rest.find(ends)? } else { return None };
    let (head, tail) = rest.split_at(at);
    *rest = tail;
    Some(head)
}

fn unescape(value: &str) -> Cow<'_, str> {
    text::unescaped(value, '\\', |c| if matches!(c, 'n' | 'N') { Some('\n') } else { Some(c) })
}

/// The content lines of a file; `Err` holds the number of a line that is none. Blank lines are passed over.
pub(super) fn lines(bytes: &[u8]) -> impl Iterator<Item = Result<Line, u64>> + '_ {
    let mut raw = RawLines { rest: bytes, whole: bytes.len(), number: 0 }.peekable();
    std::iter::from_fn(move || {
        loop {
            let (number, (from, mut to), first) = raw.next()?;
            let mut whole = Cow::Borrowed(&first[..first.len().min(LONGEST)]);
            while let Some((_, span, more)) =
                raw.next_if(|(_, _, line)| matches!(line.first(), Some(b' ' | b'\t')))
            {
                to = span.1;
                add(&mut whole, &more[1..]);
            }
            // Quoted-printable of vCalendar 1.0 goes on after a `=` at the end of the line.
            while is_soft_broken(&whole) {
                let Some((_, span, more)) = raw.next() else { break };
                to = span.1;
                whole.to_mut().pop();
                add(&mut whole, more);
            }
            let text = text::decode(text::cut(&whole, LONGEST));
            if text.trim().is_empty() {
                continue;
            }
            return Some(Line::parse(number, &text, (from, to)).ok_or(number));
        }
    })
}

fn add(whole: &mut Cow<'_, [u8]>, more: &[u8]) {
    let room = LONGEST.saturating_sub(whole.len());
    if room > 0 {
        whole.to_mut().extend_from_slice(&more[..more.len().min(room)]);
    }
}

fn is_soft_broken(line: &[u8]) -> bool {
    // A name and its parameters are short; a line that has none is not looked through for each of its breaks.
    let head = &line[..line.len().min(1000)];
    let Some(colon) = memchr::memchr(b':', head).filter(|_| line.last() == Some(&b'=')) else { return false };
    line[..colon].to_ascii_uppercase().ends_with(b"QUOTED-PRINTABLE")
        || memchr::memmem::find(&line[..colon].to_ascii_uppercase(), b"QUOTED-PRINTABLE;").is_some()
}

struct RawLines<'a> {
    rest: &'a [u8],
    whole: usize,
    number: u64,
}

impl<'a> Iterator for RawLines<'a> {
    type Item = (u64, (usize, usize), &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        self.number += 1;
        let from = self.whole - self.rest.len();
        let line = match memchr::memchr2(b'\n', b'\r', self.rest) {
            None => std::mem::take(&mut self.rest),
            Some(end) => {
                let line = &self.rest[..end];
                let broken = if self.rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
                self.rest = &self.rest[end + broken..];
                line
            }
        };
        Some((self.number, (from, self.whole - self.rest.len()), line))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_folded_inside_a_letter_is_put_together() {
        let bytes = b"SUMMARY:caf\xc3\r\n \xa9 and\n\t tea\r\n\r\nnonsense\r\nX;A=\"b;c:d\":e\\, f\\nG\r\n";
        let read: Vec<_> = lines(bytes).collect();
        assert_eq!(read.len(), 3);
        let first = read[0].as_ref().unwrap();
        assert_eq!((first.name.as_str(), first.value.as_str(), first.number), ("SUMMARY", "café and tea", 1));
        assert_eq!(read[1], Err(5));
        let last = read[2].as_ref().unwrap();
        assert_eq!(last.param("A"), Some("b;c:d"));
        assert_eq!(last.text(), "e, f\nG");
    }

    #[test]
    fn quoted_printable_goes_on_over_lines() {
        let read: Vec<_> = lines(b"SUMMARY;ENCODING=QUOTED-PRINTABLE:J=C3=\n=BCrg\nUID:1").collect();
        assert_eq!(read[0].as_ref().unwrap().text(), "Jürg");
        assert_eq!(read.len(), 2);
    }

    #[test]
    fn a_quote_left_open_does_not_lose_the_line() {
        let read: Vec<_> = lines(b"ATTENDEE;CN=\"Ann:mailto:ann@example.org").collect();
        assert_eq!(read[0].as_ref().unwrap().value, "mailto:ann@example.org");
    }

    #[test]
    fn a_colon_in_the_name_of_a_zone_loses_no_event() {
        for (text, zone, value) in [
            (
                "DTSTART;TZID=(UTC+01:00) Amsterdam, Berlin:20240612T093000",
                "(UTC+01:00) Amsterdam, Berlin",
                "20240612T093000",
            ),
            ("DTEND;VALUE=DATE-TIME;TZID=GMT+02:00:20240612T093000", "GMT+02:00", "20240612T093000"),
            ("DTSTART;TZID=UTC+5:30;X-A=b:2024-06-12T09:30:00", "UTC+5:30", "2024-06-12T09:30:00"),
            (
                "EXDATE;TZID=GMT+02:00:20240613T093000,20240614T093000",
                "GMT+02:00",
                "20240613T093000,20240614T093000",
            ),
            ("RDATE;TZID=x:y:20240613T093000/PT1H", "x:y", "20240613T093000/PT1H"),
            (
                "RECURRENCE-ID;TZID=tzone://Microsoft/Utc:20240612T093000Z",
                "tzone://Microsoft/Utc",
                "20240612T093000Z",
            ),
            ("DTSTART;TZID=\"GMT+02:00\":20240612T093000", "GMT+02:00", "20240612T093000"),
            (
                "DTSTART;TZID=(UTC+01:00) Rome\\, Vienna:20240612T093000",
                "(UTC+01:00) Rome, Vienna",
                "20240612T093000",
            ),
            (
                "DTSTART;TZID=Europe/Berlin:2024-06-12T09:30:00+02:00",
                "Europe/Berlin",
                "2024-06-12T09:30:00+02:00",
            ),
            ("DTSTART;TZID=Europe/Berlin:some: day", "Europe/Berlin", "some: day"),
        ] {
            let line = Line::parse(1, text, (0, 0)).unwrap();
            assert_eq!((line.param("TZID"), line.value.as_str()), (Some(zone), value), "{text}");
        }
    }

    #[test]
    fn a_colon_in_the_name_of_a_guest_loses_no_address() {
        for (text, name, value) in [
            (
                "ATTENDEE;CN=Sales: Ann Example;ROLE=CHAIR:mailto:ann@hill.example",
                "Sales: Ann Example",
                "mailto:ann@hill.example",
            ),
            (
                "ORGANIZER;SENT-BY=mailto:x@y.example;CN=Ann:MAILTO:ann@hill.example",
                "Ann",
                "MAILTO:ann@hill.example",
            ),
            ("ATTENDEE;CN=Sales: Ann:ann@hill.example", "Sales: Ann", "ann@hill.example"),
            ("ATTENDEE;CN=Ann:mailto:ann@hill.example", "Ann", "mailto:ann@hill.example"),
            ("ATTENDEE;CN=Ann:https://hill.example/ann", "Ann", "https://hill.example/ann"),
        ] {
            let line = Line::parse(1, text, (0, 0)).unwrap();
            assert_eq!((line.param("CN"), line.value.as_str()), (Some(name), value), "{text}");
            assert_ne!(line.param("ROLE"), Some(""));
        }
    }
}
