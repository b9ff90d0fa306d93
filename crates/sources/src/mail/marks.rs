//! What a message says about itself that tells people from lists, newsletters and machines.

use goodturn_core::draft::{Address, Marks, Part, Party};
use memchr::{memchr, memmem};

use super::address;
use super::headers::{Field, Headers};

/// Reads the marks of a message.
pub(super) fn read(message: &[u8], headers: &Headers, parties: &[Party]) -> Marks {
    let get = |field| headers.get(message, field);
    let mut lists = Vec::new();
    if let Some(raw) = get(Field::ListPost)
        && let Some(at) = memmem::find(raw, b"mailto:")
    {
        let end = raw[at..]
            .iter()
            .position(|byte| matches!(byte, b'>' | b'?' | b' '))
            .map_or(raw.len(), |n| at + n);
        keep_addresses(&raw[at + 7..end], &mut lists);
    }
    if let Some(raw) = get(Field::MailingList) {
        let end = memchr(b';', raw).unwrap_or(raw.len());
        keep_addresses(&raw[..end], &mut lists);
    }
    let named = get(Field::ListId).and_then(list_id);
    // A newsletter has an id too, but nobody writes to it.
    let written_to = named.as_ref().is_some_and(|list| {
        parties.iter().any(|party| {
            party.part != Part::From && matches!(&party.address, Address::Email(email) if email == list)
        })
    });
    let discussed = !lists.is_empty() || written_to;
    if let Some(list) = named.filter(|list| !lists.contains(list)) {
        lists.push(list);
    }
    let reply = headers.has(message, Field::InReplyTo) || headers.has(message, Field::References);
    let precedence = get(Field::Precedence).unwrap_or_default();
    let is = |value: &[u8]| precedence.eq_ignore_ascii_case(value);
    let mass = is(b"bulk") || is(b"list") || is(b"junk");
    let bulk = !discussed && (mass && !reply || headers.has(message, Field::ListUnsubscribe));
    let auto = get(Field::AutoSubmitted).is_some_and(|raw| !starts(raw, b"no") && !raw.is_empty())
        || headers.has(message, Field::AutoSuppress)
        || get(Field::ReturnPath) == Some(b"<>")
        || is(b"auto_reply")
        || get(Field::ContentType).is_some_and(|raw| starts(raw, b"multipart/report"));
    Marks { lists, bulk, auto, reply }
}

fn starts(raw: &[u8], word: &[u8]) -> bool {
    raw.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
}

fn keep_addresses(raw: &[u8], lists: &mut Vec<String>) {
    address::each(raw, &mut |mailbox| {
        if let Some(email) = mailbox.email().filter(|email| !lists.contains(email)) {
            lists.push(email);
        }
    });
}

/// The address behind `Name <list.example.org>` (RFC 2919): its first label is mostly the list's name.
fn list_id(raw: &[u8]) -> Option<String> {
    let inner = match memchr::memrchr(b'<', raw) {
        Some(open) => raw[open + 1..].split(|&byte| byte == b'>').next().unwrap_or_default(),
        None => raw,
    };
    let id = std::str::from_utf8(inner.trim_ascii()).ok()?.to_ascii_lowercase();
    let (name, host) = id.split_once('.')?;
    let word =
        |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'@');
    (word(name) && word(host) && host.contains('.')).then(|| format!("{name}@{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str) -> Marks {
        let message = format!("{text}\n\n");
        let mut headers = Headers::new();
        headers.scan(message.as_bytes(), 0);
        let mut parties = Vec::new();
        for (_, raw) in headers.recipients(message.as_bytes()) {
            address::list(raw, &mut |name, email| {
                parties.push(Party { part: Part::To, name, address: Address::Email(email) });
            });
        }
        read(message.as_bytes(), &headers, &parties)
    }

    #[test]
    fn lists_are_told_by_every_header_that_names_them() {
        for text in [
            "List-Post: <mailto:talk@lists.example.org>",
            "List-Post: <mailto:talk@lists.example.org?subject=x>, <https://example.org>",
            "List-Id: Talk about it <talk.lists.example.org>",
            "List-ID: <talk.lists.example.org>\nList-Post: <mailto:talk@lists.example.org>",
            "X-Mailing-List: talk@lists.example.org",
        ] {
            assert_eq!(marks(text).lists, ["talk@lists.example.org"], "{text}");
        }
        assert_eq!(marks("List-Post: NO\nList-Id: \"just words\"").lists, Vec::<String>::new());
    }

    #[test]
    fn newsletters_are_bulk_and_discussions_are_not() {
        for (text, bulk) in [
            ("Precedence: bulk", true),
            ("Precedence: list\nIn-Reply-To: <x@y>", false),
            ("Precedence: bulk\nList-Post: <mailto:a@b.org>", false),
            ("List-Unsubscribe: <https://example.org>", true),
            ("List-Unsubscribe: <https://example.org>\nList-Id: <news.example.org>", true),
            (
                "List-Unsubscribe: <https://example.org>\nList-Id: <news.example.org>\nTo: news@example.org",
                false,
            ),
            ("Subject: hello", false),
        ] {
            assert_eq!(marks(text).bulk, bulk, "{text}");
        }
    }

    #[test]
    fn machines_say_so() {
        for (text, auto) in [
            ("Auto-Submitted: auto-replied", true),
            ("Auto-Submitted: no", false),
            ("Return-Path: <>", true),
            ("Return-Path: <a@b.org>", false),
            ("X-Auto-Response-Suppress: All", true),
            ("Precedence: auto_reply", true),
            ("Content-Type: multipart/report; report-type=delivery-status", true),
        ] {
            assert_eq!(marks(text).auto, auto, "{text}");
        }
        assert!(marks("References: <a@b>").reply);
    }
}
