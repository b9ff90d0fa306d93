//! What a file is, by its first bytes; its name only tells where those leave a doubt.

use crate::{Format, chat, table};

/// How many bytes are looked at.
pub(super) const PEEK: u64 = 1 << 16;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something to read as it is.
    Plain(Format),
    /// A table, with the label of the program that it comes from.
    Table(&'static str),
    /// Compressed.
    Gzip,
    /// Compressed.
    Zstd,
    /// Many files in one.
    Zip,
    /// Many files in one.
    Tar,
}

impl Kind {
    /// Whether something is packed in it.
    pub fn is_packed(self) -> bool {
        matches!(self, Kind::Gzip | Kind::Zstd | Kind::Zip | Kind::Tar)
    }
}

/// Recognises a file by its head. None where it is nothing that is read.
pub(super) fn recognise(head: &[u8], name: &str) -> Option<Kind> {
    if let Some(kind) = packed(head, name) {
        return Some(kind);
    }
    let text = text(head);
    let first = text.lines().find(|line| !line.trim().is_empty())?.trim_start();
    if begins(first, "BEGIN:VCARD") {
        return Some(Kind::Plain(Format::Vcard));
    }
    if begins(first, "BEGIN:VCALENDAR") {
        return Some(Kind::Plain(Format::Calendar));
    }
    if is_mbox(&text) {
        return Some(Kind::Plain(Format::Mbox));
    }
    // Before what is no text is sorted out, since a body may hold any bytes.
    if headers(&text) >= 2 {
        return Some(Kind::Plain(Format::Message));
    }
    if text.contains('\0') {
        return None;
    }
    if chat::looks_like(&text) {
        return Some(Kind::Plain(Format::Whatsapp));
    }
    if let Some(label) = table::recognise(head, name) {
        return Some(Kind::Table(label));
    }
    // Something stands before what the name promises: a comment, an event without its calendar.
    let name = name.to_ascii_lowercase();
    let ends = |ending: &str| name.ends_with(ending);
    let holds = |word: &str| text.lines().any(|line| begins(line.trim_start(), word));
    match () {
        () if ends(".vcf") && holds("BEGIN:VCARD") => Some(Kind::Plain(Format::Vcard)),
        () if ends(".ics") && holds("BEGIN:V") => Some(Kind::Plain(Format::Calendar)),
        () if ends(".eml") && headers(&text) == 1 => Some(Kind::Plain(Format::Message)),
        () => None,
    }
}

fn packed(head: &[u8], name: &str) -> Option<Kind> {
    if head.starts_with(&[0x1f, 0x8b]) {
        return Some(Kind::Gzip);
    }
    if head.starts_with(&[0x28, 0xb5, 0x2f, 0xfd]) {
        return Some(Kind::Zstd);
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        // Documents of office programs are zip files too, but nothing in them is for us.
        let first = head.get(30..).unwrap_or_default();
        let is_document = [&b"[Content_Types].xml"[..], b"mimetype", b"_rels/", b"META-INF/"]
            .iter()
            .any(|entry| first.starts_with(entry));
        return (!is_document).then_some(Kind::Zip);
    }
    let old_tar = || name.to_ascii_lowercase().ends_with(".tar") && sums_up(head);
    (head.get(257..262) == Some(b"ustar") || old_tar()).then_some(Kind::Tar)
}

/// Whether the first block of a tar holds its own sum, as it does in archives older than the `ustar` mark.
fn sums_up(head: &[u8]) -> bool {
    let Some(block) = head.get(..512) else { return false };
    let said = std::str::from_utf8(&block[148..156]).ok().map(|text| text.trim_matches(['\0', ' ']));
    let said = said.and_then(|text| u64::from_str_radix(text, 8).ok());
    let sum = |(at, byte): (usize, &u8)| if (148..156).contains(&at) { 32 } else { u64::from(*byte) };
    said == Some(block.iter().enumerate().map(sum).sum())
}

/// The head as text. A letter that the cut went through is left out.
fn text(head: &[u8]) -> String {
    let whole = match std::str::from_utf8(head) {
        Err(error) if error.error_len().is_none() => &head[..error.valid_up_to()],
        _ => head,
    };
    crate::text::decode(whole).trim_start_matches('\u{feff}').to_owned()
}

fn begins(text: &str, word: &str) -> bool {
    text.as_bytes().get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word.as_bytes()))
}

/// `From ` with a time in the line, and a header line next: a letter may begin with "From" too.
fn is_mbox(text: &str) -> bool {
    let mut lines = text.lines().skip_while(|line| line.trim().is_empty());
    let Some(first) = lines.next().filter(|line| line.starts_with("From ") || *line == "From") else {
        return false;
    };
    let timed = first.as_bytes().windows(5).any(|at| {
        at[2] == b':' && [0, 1, 3, 4].iter().all(|digit| at[*digit].is_ascii_digit() || at[*digit] == b' ')
    });
    let next =
        lines.next().is_none_or(|line| header(line).is_some() || line.starts_with('>') || line.is_empty());
    next && (timed
        || lines.next().is_some_and(|line| header(line).is_some() || line.starts_with([' ', '\t'])))
}

/// How many header lines of names that mail knows stand at the head; 0 where something else stands there.
fn headers(text: &str) -> usize {
    const NAMES: [&str; 24] = [
        "received",
        "return-path",
        "delivered-to",
        "from",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "message-id",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
        "reply-to",
        "sender",
        "in-reply-to",
        "references",
        "dkim-signature",
        "x-mailer",
        "user-agent",
        "list-id",
        "envelope-to",
        "authentication-results",
        "received-spf",
    ];
    let mut known: Vec<&str> = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match header(line) {
            Some(name) => known.extend(NAMES.iter().filter(|known| known.eq_ignore_ascii_case(name))),
            None if line.is_empty() => break,
            None if at > 0 && line.starts_with([' ', '\t']) => {}
            // An old `From ` line may stand before a single message, and what is broken only ends the head.
            None if at == 0 && line.starts_with("From ") => {}
            None => break,
        }
    }
    known.sort_unstable();
    known.dedup();
    known.len()
}

/// The name in a header line (RFC 5322 section 2.2).
fn header(line: &str) -> Option<&str> {
    let (name, _) = line.split_once(':')?;
    let name = name.trim_end();
    let allowed = |b: u8| b.is_ascii_graphic() && b != b':';
    (!name.is_empty() && name.len() < 80 && name.bytes().all(allowed)).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_tells_whatever_the_name_says() {
        let cases: &[(&[u8], &str, Option<&str>)] = &[
            (b"\xef\xbb\xbfbegin:vcard\r\nVERSION:3.0", "x.txt", Some("vcard")),
            (b"\xff\xfeB\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0", "x", Some("vcard")),
            (b"\0B\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n", "x", Some("vcard")),
            (b"Content-Type: text/plain; charset=utf-16le\nMIME-Version: 1.0\n\nT\0e\0", "x", Some("eml")),
            (b"\n\nBEGIN:VCALENDAR\n", "x.csv", Some("ics")),
            (b"BEGIN:VEVENT\n", "x.ics", Some("ics")),
            (b"BEGIN:VEVENT\n", "x", None),
            (b"From ann@example.org Mon Jan  1 10:00:00 2024\nSubject: x\n", "x.txt", Some("mbox")),
            (
                b"From ann at example.org  Mon Jan  1 10:00:00 2024\nFrom: ann at example.org\n",
                "x",
                Some("mbox"),
            ),
            (b"From the desk of Ann\n\nDear Bob\n", "x.txt", None),
            (b"From\nFrom: Ann <ann@example.org>\nTo: x@example.org\n", "INBOX", Some("mbox")),
            (b"Received: by x\n with y\nSubject: hi\n\nbody", "x", Some("eml")),
            (b"Subject: hi\n\nbody", "x.EML", Some("eml")),
            (b"Note: this\nAlso: that\n", "x.txt", None),
            (b"13/06/2018, 21:25 - Ann: hi\n", "x.txt", Some("whatsapp")),
            (
                b"First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
                "x.csv",
                Some("table"),
            ),
            (b"{\"a\":1}", "x.json", None),
            (b"<!doctype html>", "x.html", None),
            (b"\x89PNG\r\n\x1a\n\0\0", "x.vcf", None),
            (b"\x1f\x8b\x08", "x", Some("gzip")),
            (b"PK\x03\x04", "x", Some("zip")),
            ("é".as_bytes(), "é", None),
            (b"   ", "x", None),
        ];
        for (bytes, name, wanted) in cases {
            let found = recognise(bytes, name).map(|kind| match kind {
                Kind::Table(_) => "table",
                kind => super::super::label(kind),
            });
            assert_eq!(found, *wanted, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
