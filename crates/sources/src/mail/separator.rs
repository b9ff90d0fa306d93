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

/// Reads the line at the beginning of these bytes, where it begins a message: somebody, a date with a time,
/// and a header below it. Prose that begins with "From" has no such date, and a quoted line no header.
pub(super) fn read(bytes: &[u8]) -> Option<Separator> {
    let (line, length) = line(bytes)?;
    let (came, hidden, patch) = match line {
        // Public-inbox writes this one line for every message; there is nothing in it.
        b"mboxrd@z Thu Jan  1 00:00:00 1970" => (None, false, false),
        _ => dated(line)?,
    };
    let below = &bytes[length..];
    let headed = below.is_empty() || headers::is_header(below) || below.starts_with(b">From ");
    headed.then_some(Separator { length, came, hidden, patch })
}

/// Reads the first line of a file, which needs no date to begin a message as long as a header stands below.
pub(super) fn read_first(bytes: &[u8]) -> Option<Separator> {
    read(bytes).or_else(|| {
        let (_, length) = line(bytes)?;
        let headed = headers::is_header(bytes.get(length..)?);
        headed.then_some(Separator { length, came: None, hidden: false, patch: false })
    })
}

/// What stands behind `From `, and how long the line is with its line break.
fn line(bytes: &[u8]) -> Option<(&[u8], usize)> {
    let bytes = &bytes[..bytes.len().min(LOOK)];
    let rest = bytes.strip_prefix(b"From ")?;
    let (end, length) = match memchr(b'\n', rest) {
        Some(end) => (end, end + 6),
        None => (rest.len(), bytes.len()),
    };
    Some((rest[..end].trim_ascii_end(), length))
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
            assert!(read(format!("{line}\nSubject: x\n").as_bytes()).is_some(), "{line}");
            assert!(read(format!("{line}\r\nSubject: x\r\n").as_bytes()).is_some(), "{line}");
            assert!(read(format!("{line}\nnot a header\n").as_bytes()).is_none(), "{line}");
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
            assert_eq!(read(format!("{line}\nSubject: x\n").as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn hidden_addresses_and_patches_are_told() {
        let hidden = read(b"From ann at example.org  Sun Apr 28 10:02:57 2019\nFrom: x\n").unwrap();
        assert!(hidden.hidden && !hidden.patch);
        let id = "0123456789".repeat(4);
        let patch = read(format!("From {id} Mon Sep 17 00:00:00 2001\nFrom: x\n").as_bytes()).unwrap();
        assert!(patch.patch && !patch.hidden);
    }
}
