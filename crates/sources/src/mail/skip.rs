//! Which messages of an archive are no contact between people.

use super::headers::{Field, Headers};
use super::labels::{self, Label};

const DRAFT: &str = "a draft that was never sent";
const BIN: &str = "in the bin";
const SPAM: &str = "spam";

/// Why a message is left out, where it is.
pub(super) fn reason(message: &[u8], headers: &Headers) -> Option<&'static str> {
    let get = |field| headers.get(message, field);
    if get(Field::Imap).is_some()
        || get(Field::Subject).is_some_and(|raw| raw.ends_with(b"FOLDER INTERNAL DATA"))
    {
        return Some("the mailbox's own notes");
    }
    if let Some(flags) =
        get(Field::MozillaStatus).and_then(|raw| u16::from_str_radix(std::str::from_utf8(raw).ok()?, 16).ok())
        && flags & 0x0008 != 0
    {
        return Some("deleted in Thunderbird");
    }
    if get(Field::MozillaDraft).is_some() || get(Field::Unsent) == Some(b"1") {
        return Some(DRAFT);
    }
    // UW-IMAP's flags: T is a draft, D is deleted.
    let flags = get(Field::Status).unwrap_or_default();
    if flags.contains(&b'T') {
        return Some(DRAFT);
    }
    if flags.contains(&b'D') {
        return Some(BIN);
    }
    labels::of(get(Field::GmailLabels)?).into_iter().find_map(|label| match label {
        Label::Draft => Some(DRAFT),
        Label::Spam => Some(SPAM),
        Label::Bin => Some(BIN),
        Label::Sent => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out() {
        for (header, expected) in [
            ("X-Gmail-Labels: Inbox,Important", None),
            ("X-Gmail-Labels: Important,Draft", Some(DRAFT)),
            ("X-Gmail-Labels: =?UTF-8?Q?Entw=C3=BCrfe,Wichtig?=", Some(DRAFT)),
            ("X-Gmail-Labels: \"Spam\"", Some(SPAM)),
            ("X-Gmail-Labels: Trash", Some(BIN)),
            ("X-Mozilla-Status: 0009", Some("deleted in Thunderbird")),
            ("X-Mozilla-Status: 0001", None),
            ("X-Mozilla-Draft-Info: internal/draft", Some(DRAFT)),
            ("X-Unsent: 1", Some(DRAFT)),
            ("X-Status: AD", Some(BIN)),
            ("X-Status: A", None),
            ("X-IMAP: 0123 0456", Some("the mailbox's own notes")),
            ("Subject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA", Some("the mailbox's own notes")),
        ] {
            let message = format!("{header}\n\n");
            let mut headers = Headers::new();
            headers.scan(message.as_bytes(), 0);
            assert_eq!(reason(message.as_bytes(), &headers), expected, "{header}");
        }
    }
}
