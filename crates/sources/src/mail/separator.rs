//! The line that begins a message of an mbox file: `From somebody Thu Jan  1 00:00:00 1970`.

use memchr::memchr;

use super::date::{self, Written};
use super::headers;

/// How many bytes from the beginning of a line on are looked at to tell whether it begins a message: the line
/// itself, and the beginning of the next.
pub(super) const LOOK: usize = 1024;

/// What the line that begins a message says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Separator {
    /// How long the line is, with its line break.
    pub(super) length: usize,
    /// When the message came, where that can be read.
    pub(super) came: Option<Written>,
    /// `who at example.org`: an archive of Mailman, which hides addresses in the headers too.
    pub(super) hidden: bool,
    /// `From 0123abc… Mon Sep 17 00:00:00 2001`: written by `git format-patch`.
    pub(super) patch: bool,
}

/// Reads the line at the beginning of these bytes, where it begins a message. Below a `blank` line that is somebody, a
/// date with a time, and a header below it: prose that begins with "From" has no such date, and a quoted line no
/// header. Without the blank line, or without the date, two headers of mail must stand below; and where the line could
/// be prose too, three of them, with one that only a message has.
pub(super) fn read(bytes: &[u8], blank: bool) -> Option<Separator> {
    let (line, length) = line(bytes)?;
    let below = &bytes[length..];
    let dated = match line {
        // Public-inbox writes this one line for every message; there is nothing in it.
        b"mboxrd@z Thu Jan  1 00:00:00 1970" => Some((None, false, false)),
        _ => dated(line),
    };
    let (came, hidden, patch) = match dated {
        Some(dated) if blank => {
            let headed = below.is_empty() || headers::is_header(below) || below.starts_with(b">From ");
            headed.then_some(dated)?
        }
        Some(dated) => headed_by_mail(below).then_some(dated)?,
        None => {
            let headed = if is_bare(line) { headed_by_mail(below) } else { headed_beyond_doubt(below) };
            headed.then_some((None, is_hidden(line), false))?
        }
    };
    Some(Separator { length, came, hidden, patch })
}

/// Whether a line without a date that can be read says no more than who sent: nothing, one word, or an address and
/// something with a number in it.
fn is_bare(line: &[u8]) -> bool {
    let mut words = line.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty());
    match (words.next(), words.next()) {
        (_, None) => true,
        (Some(who), Some(_)) => (who == b"-" || who.contains(&b'@')) && line.iter().any(u8::is_ascii_digit),
        (None, Some(_)) => false,
    }
}

/// Whether a line says who sent as archives do that hide addresses: `ann at hill.example`.
fn is_hidden(line: &[u8]) -> bool {
    let mut words = line.split(|byte| byte.is_ascii_whitespace()).filter(|word| !word.is_empty());
    words.next().is_some()
        && words.next() == Some(b"at")
        && words.next().is_some_and(|host| host.contains(&b'.'))
}

/// Header fields that stand at the top of a message, as far as their names are not `X-…`.
const FIELDS: [&[u8]; 31] = [
    b"from",
    b"to",
    b"cc",
    b"date",
    b"subject",
    b"sender",
    b"message-id",
    b"received",
    b"return-path",
    b"reply-to",
    b"delivered-to",
    b"envelope-to",
    b"mime-version",
    b"content-type",
    b"content-length",
    b"content-transfer-encoding",
    b"status",
    b"in-reply-to",
    b"references",
    b"dkim-signature",
    b"authentication-results",
    b"received-spf",
    b"list-id",
    b"user-agent",
    b"precedence",
    b"thread-topic",
    b"thread-index",
    b"bcc",
    b"organization",
    b"auto-submitted",
    b"content-disposition",
];

/// Those of them that prose and forms do not have, or that every message has.
const TELLING: [&[u8]; 3] = [b"date", b"received", b"message-id"];

/// Whether a message's header begins here: two fields of mail one below the other, nothing else between.
fn headed_by_mail(below: &[u8]) -> bool {
    fields(below, |found, _| found == 2)
}

/// Whether a message's header begins here, whatever the line above it says: three fields of mail, one of them with when
/// or by which way it came.
fn headed_beyond_doubt(below: &[u8]) -> bool {
    fields(below, |found, telling| found >= 3 && telling)
}

/// Whether there are `enough` fields of mail one below the other, going by how many there are and whether a telling one
/// is among them.
fn fields(below: &[u8], enough: impl Fn(usize, bool) -> bool) -> bool {
    let below = &below[..below.len().min(LOOK)];
    let (mut found, mut telling) = (0, false);
    for (at, line) in below.split(|&byte| byte == b'\n').enumerate() {
        let folded = at > 0 && matches!(line.first(), Some(b' ' | b'\t'));
        if folded || (at == 0 && line.starts_with(b">From ")) {
            continue;
        }
        if !headers::is_header(line) {
            return false;
        }
        let name = line.split(|&byte| byte == b':').next().unwrap_or_default().trim_ascii_end();
        let is_one_of = |names: &[&[u8]]| names.iter().any(|field| name.eq_ignore_ascii_case(field));
        let mail = is_one_of(&FIELDS)
            || name.get(..2).is_some_and(|head| head.eq_ignore_ascii_case(b"x-"))
            || name.get(..4).is_some_and(|head| head.eq_ignore_ascii_case(b"arc-"));
        found += usize::from(mail);
        telling |= is_one_of(&TELLING);
        if enough(found, telling) {
            return true;
        }
    }
    false
}

/// Reads the first line of a file, which needs no date to begin a message as long as a header stands below.
pub(super) fn read_first(bytes: &[u8]) -> Option<Separator> {
    read(bytes, true).or_else(|| {
        let (_, length) = line(bytes)?;
        let headed = headers::is_header(bytes.get(length..)?);
        headed.then_some(Separator { length, came: None, hidden: false, patch: false })
    })
}

/// What stands behind `From `, and how long the line is with its line break.
fn line(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let bytes = &bytes[..bytes.len().min(LOOK)];
    let rest = bytes.strip_prefix(b"From")?;
    // Editors take away the blank where nothing follows it.
    if !matches!(rest.first(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
        return None;
    }
    let (end, length) = match memchr(b'\n', rest) {
        Some(end) => (end, end + 5),
        None => (rest.len(), bytes.len()),
    };
    let line = rest[..end].trim_ascii_end();
    Some((line.strip_prefix(b" ").or_else(|| line.strip_prefix(b"\t")).unwrap_or(line), length))
}

fn dated(line: &[u8]) -> Option<(Option<Written>, bool, bool)> {
    // Whoever it is has no blank in it, but for quotes, `at`, and nobody at all.
    let sender_end = match line {
        [b'"', rest @ ..] => 2 + memchr(b'"', rest)?,
        _ => 0,
    };
    let words = line[sender_end..].split(|byte| matches!(byte, b' ' | b'\t')).filter(|word| !word.is_empty());
    let mut sender = [&b""[..]; 3];
    let mut count = 0;
    let mut from = None;
    for word in words {
        let offset = word.as_ptr() as usize - line.as_ptr() as usize;
        if is_weekday(word) || (count > 0 && word[0].is_ascii_digit() && sender[0] != b"-") {
            from = Some(offset);
            break;
        }
        *sender.get_mut(count)? = word;
        count += 1;
    }
    let hidden = count == 3 && sender[1] == b"at";
    if count > 1 && !hidden {
        return None;
    }
    let date = &line[from?..];
    let came = date::read(date)?;
    let patch =
        count == 1 && matches!(sender[0].len(), 40 | 64) && sender[0].iter().all(u8::is_ascii_hexdigit);
    Some((Some(came), hidden, patch))
}

fn is_weekday(word: &[u8]) -> bool {
    let [a, b, c, rest @ ..] = word else { return false };
    let named = matches!(
        &[a | 0x20, b | 0x20, c | 0x20],
        b"mon" | b"tue" | b"wed" | b"thu" | b"fri" | b"sat" | b"sun"
    );
    named && (rest.is_empty() || rest == b",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_that_begin_a_message() {
        for line in [
            "From mboxrd@z Thu Jan  1 00:00:00 1970",
            "From ann@example.org Sun Apr 28 10:02:57 2019",
            "From ann@example.org Sun Apr 28 10:02 2019",
            "From ann@example.org  Sun Apr 28 10:02:57 2019 +0200",
            "From ann@example.org Sun Apr 28 10:02:57 CEST 2019",
            "From ann@example.org Sun, 28 Apr 2019 10:02:57 +0200",
            "From 1234567890@xxx Mon Jan 01 10:00:00 +0000 2024",
            "From - Sun Apr 28 10:02:57 2019",
            "From MAILER-DAEMON Sun Apr 28 10:02:57 2019",
            "From ann at example.org  Sun Apr 28 10:02:57 2019",
            "From \"ann bell\"@example.org Sun Apr 28 10:02:57 2019",
            "From  Sun Apr 28 10:02:57 2019",
            "From ann@example.org 2019-04-28 10:02:57",
        ] {
            assert!(read(format!("{line}\nSubject: x\n").as_bytes(), true).is_some(), "{line}");
            assert!(read(format!("{line}\nSubject: x\nTo: y\n").as_bytes(), false).is_some(), "{line}");
            assert!(read(format!("{line}\nSubject: x\n\n").as_bytes(), false).is_none(), "{line}");
            assert!(read(format!("{line}\r\nSubject: x\r\n").as_bytes(), true).is_some(), "{line}");
            assert!(read(format!("{line}\nnot a header\n").as_bytes(), true).is_none(), "{line}");
        }
    }

    #[test]
    fn prose_begins_no_message() {
        for line in [
            "From here on it was easy",
            "From Monday on: we meet at 10:00",
            "From Mon to Sun 2019",
            "From the notes of Sun Apr 28 10:02:57 2019",
            "From ann@example.org",
            "From",
        ] {
            assert_eq!(read(format!("{line}\nSubject: x\n").as_bytes(), true), None, "{line}");
        }
    }

    #[test]
    fn lines_without_a_date_begin_a_message_above_its_headers() {
        for line in [
            "From ",
            "From",
            "From -",
            "From ann@example.org",
            "From MAILER-DAEMON",
            "From a@b.org 12/06/24 10h",
        ] {
            for blank in [true, false] {
                for headers in
                    ["From: x\nTo: y\n", "Received: by x\n with y\nX-Spam: no\n", "X-A: 1\r\nDate: y\r\n"]
                {
                    assert!(read(format!("{line}\n{headers}").as_bytes(), blank).is_some(), "{line}");
                }
                for prose in ["From: x\n\n", "hello\n", "Note: this\nAlso: that\n", ""] {
                    assert_eq!(read(format!("{line}\n{prose}").as_bytes(), blank), None, "{line} {prose}");
                }
            }
        }
        for line in
            ["From now on: Fridays", "From what I hear", "From the President xyz@hill.example", "Fromage"]
        {
            assert_eq!(read(format!("{line}\nFrom: x\nTo: y\n").as_bytes(), true), None, "{line}");
        }
    }

    #[test]
    fn no_letter_is_swallowed_below_a_line_that_could_be_prose() {
        for line in [
            "From Ann Example",
            "From - x",
            "From x 1718179200",
            "From MAILER-DAEMON 1718179200",
            "From ann at hill.example",
            "From somebody 12/06/2024 10:00",
            "From ann@hill.example mercredi",
            "From nobody Mi 12. Jun 2024",
            "From ann on behalf of x Wed Jun 12 10:00:00 2024",
            "From what I hear",
        ] {
            for blank in [true, false] {
                for headers in [
                    "From: x\nTo: y\nSubject: z\nDate: w\n",
                    "Return-Path: <x@y>\nDelivered-To: z\nReceived: by y\n\twith x\n",
                    "X-Mozilla-Status: 1\r\nMESSAGE-ID: <x>\r\nFrom: y\r\n",
                ] {
                    assert!(read(format!("{line}\n{headers}").as_bytes(), blank).is_some(), "{line}");
                }
                for prose in [
                    "From: x\nTo: y\n",
                    "From: x\nTo: y\nSubject: z\n\nDate: w\n",
                    "From: x\nhello\nTo: y\nDate: z\n",
                    "Date: x\nPlace: y\nBring: cake\n",
                ] {
                    assert_eq!(read(format!("{line}\n{prose}").as_bytes(), blank), None, "{line} {prose}");
                }
            }
        }
    }

    #[test]
    fn hidden_addresses_and_patches_are_told() {
        let hidden = read(b"From ann at example.org  Sun Apr 28 10:02:57 2019\nFrom: x\n", true).unwrap();
        assert!(hidden.hidden && !hidden.patch);
        let id = "0123456789".repeat(4);
        let patch = read(format!("From {id} Mon Sep 17 00:00:00 2001\nFrom: x\n").as_bytes(), true).unwrap();
        assert!(patch.patch && !patch.hidden);
    }
}
