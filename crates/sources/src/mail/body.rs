//! The words of a message, for those who ask for them.

use std::borrow::Cow;

use goodturn_core::limits::TEXT;
use memchr::memmem;

use super::headers::{Field, Headers, Scan};
use super::words;
use crate::{html, transfer};

/// Parts within parts beyond this depth are no letter.
const DEPTH_MOST: usize = 12;

/// The first plain text of a message, else its HTML as text; empty where there is neither.
pub(super) fn text(message: &[u8], headers: &Headers, body: &[u8]) -> String {
    let mut best = None;
    search(&part(message, headers, body), DEPTH_MOST, &mut best);
    let Some(best) = best else { return String::new() };
    let text = match best {
        Best::Plain(text) => text,
        Best::Html(text) => html::to_text(&text),
    };
    let text = text.replace("\r\n", "\n");
    let kept: String =
        text.chars().filter(|&c| !c.is_control() || matches!(c, '\n' | '\t')).take(TEXT).collect();
    kept.trim().to_owned()
}

enum Best {
    Plain(String),
    Html(String),
}

/// A message or a part of one.
struct Entity<'a> {
    kind: Cow<'a, [u8]>,
    encoding: &'a [u8],
    attached: bool,
    body: &'a [u8],
}

fn part<'a>(message: &'a [u8], headers: &Headers, body: &'a [u8]) -> Entity<'a> {
    let get = |field| headers.get(message, field);
    let kind = get(Field::ContentType).unwrap_or(b"text/plain");
    Entity {
        kind: Cow::Borrowed(kind),
        encoding: get(Field::TransferEncoding).unwrap_or_default(),
        attached: get(Field::Disposition).is_some_and(|raw| starts(raw, b"attachment")),
        body,
    }
}

fn starts(raw: &[u8], word: &[u8]) -> bool {
    raw.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

fn search(entity: &Entity<'_>, depth: usize, best: &mut Option<Best>) {
    if entity.attached || matches!(best, Some(Best::Plain(_))) {
        return;
    }
    if starts(&entity.kind, b"multipart/") {
        let Some(boundary) = parameter(&entity.kind, b"boundary").filter(|_| depth > 0) else { return };
        let mut headers = Headers::new();
        for piece in pieces(entity.body, &boundary) {
            let start = match headers.scan(piece, 0) {
                Scan::Body(start) => start,
                Scan::Cut => piece.len(),
            };
            search(&part(piece, &headers, &piece[start..]), depth - 1, best);
        }
    } else if starts(&entity.kind, b"text/html") {
        if best.is_none() {
            *best = Some(Best::Html(decoded(entity)));
        }
    } else if starts(&entity.kind, b"text/plain") || !entity.kind.contains(&b'/') {
        let text = decoded(entity);
        if !text.trim().is_empty() {
            *best = Some(Best::Plain(text));
        }
    }
}

/// The text of one part, its transfer encoding and its charset undone.
fn decoded(entity: &Entity<'_>) -> String {
    let mut bytes = Vec::new();
    // Much more than is kept, for HTML has far more marks than words.
    let body = &entity.body[..entity.body.len().min(TEXT * 40)];
    if starts(entity.encoding, b"base64") {
        transfer::base64(body, &mut bytes);
    } else if starts(entity.encoding, b"quoted-printable") {
        transfer::quoted(body, false, &mut bytes);
    } else {
        bytes.extend_from_slice(body);
    }
    let charset = parameter(&entity.kind, b"charset").unwrap_or_default();
    words::in_charset(&charset, &bytes).into_owned()
}

/// A parameter of a Content-Type, without its quotes.
fn parameter(kind: &[u8], name: &[u8]) -> Option<Vec<u8>> {
    let mut rest = kind;
    loop {
        let at = rest.iter().position(|&byte| byte == b';')?;
        rest = rest[at + 1..].trim_ascii_start();
        if !starts(rest, name) {
            continue;
        }
        let Some(value) = rest[name.len()..].trim_ascii_start().strip_prefix(b"=") else { continue };
        let value = match value.trim_ascii_start() {
            [b'"', quoted @ ..] => quoted.split(|&byte| byte == b'"').next(),
            bare => bare.split(|byte| matches!(byte, b';' | b' ' | b'\t' | b'\r' | b'\n' | b'(')).next(),
        };
        return value.filter(|value| !value.is_empty()).map(<[u8]>::to_vec);
    }
}

/// The parts between the boundary lines of a body (RFC 2046 section 5.1.1).
fn pieces<'a>(body: &'a [u8], boundary: &[u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut mark = b"--".to_vec();
    mark.extend_from_slice(boundary);
    let mut starts: Vec<(usize, usize)> = Vec::new();
    for at in memmem::find_iter(body, &mark) {
        let own_line = at == 0 || body[at - 1] == b'\n';
        let after = &body[at + mark.len()..];
        let ends = matches!(after.first(), None | Some(b'\r' | b'\n' | b' ' | b'\t' | b'-'));
        if !own_line || !ends {
            continue;
        }
        let line = memchr::memchr(b'\n', after).map_or(after.len(), |n| n + 1);
        starts.push((at, at + mark.len() + line));
        if after.starts_with(b"--") || starts.len() > 1000 {
            break;
        }
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|&(at, _)| at).chain([body.len()]).collect();
    let last = starts.last().is_some_and(|&(at, _)| body[at + mark.len()..].starts_with(b"--"));
    let count = starts.len() - usize::from(last);
    starts.into_iter().zip(ends).take(count).map(|((_, from), to)| body.get(from..to).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(message: &str) -> String {
        let mut headers = Headers::new();
        let Scan::Body(body) = headers.scan(message.as_bytes(), 0) else { panic!("no body in {message}") };
        text(message.as_bytes(), &headers, &message.as_bytes()[body..])
    }

    #[test]
    fn the_first_plain_text_is_taken() {
        let cases = [
            ("\nplain\n", "plain"),
            (
                "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nSsO8cmdlbg==\n",
                "J\u{fc}rgen",
            ),
            (
                "Content-Type: text/plain; charset=\"iso-8859-1\"\nContent-Transfer-Encoding: quoted-printable\n\nJ=FC=\nrgen\n",
                "J\u{fc}rgen",
            ),
            (
                "Content-Type: multipart/alternative; boundary=\"b\"\n\nfront\n--b\nContent-Type: text/html\n\n<p>no\n--b\n\nyes\n--b--\nend",
                "yes",
            ),
            (
                "Content-Type: multipart/mixed;\n boundary=b\n\n--b\nContent-Type: text/html\n\n<p>A &amp; B<br>C</p>\n--b--\n",
                "A & B\nC",
            ),
            (
                "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Disposition: attachment\n\nno\n--b\n\nyes\n",
                "yes",
            ),
            ("Content-Type: image/png\n\nno\n", ""),
        ];
        for (message, expected) in cases {
            assert_eq!(read(message), expected, "{message}");
        }
    }
}
