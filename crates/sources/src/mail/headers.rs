//! Finds the header fields that say who, when and what, in one pass and without copying them.

use memchr::memchr;

macro_rules! fields {
    ($($field:ident $name:literal,)*) => {
        /// A header field that means something here.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Field { $($field,)* }

        const COUNT: usize = [$(Field::$field,)*].len();

        /// Their names, lower case.
        const NAMES: [&[u8]; COUNT] = [$($name,)*];
    };
}

fields! {
    From b"from",
    Sender b"sender",
    ReplyTo b"reply-to",
    Author b"author",
    OriginalFrom b"x-original-from",
    OriginalSender b"x-original-sender",
    To b"to",
    Cc b"cc",
    Bcc b"bcc",
    ResentFrom b"resent-from",
    ResentTo b"resent-to",
    ResentCc b"resent-cc",
    Date b"date",
    MessageId b"message-id",
    Subject b"subject",
    InReplyTo b"in-reply-to",
    References b"references",
    Received b"received",
    ReturnPath b"return-path",
    DeliveredTo b"delivered-to",
    OriginalTo b"x-original-to",
    EnvelopeTo b"envelope-to",
    ListId b"list-id",
    ListPost b"list-post",
    ListUnsubscribe b"list-unsubscribe",
    MailingList b"x-mailing-list",
    Precedence b"precedence",
    AutoSubmitted b"auto-submitted",
    AutoSuppress b"x-auto-response-suppress",
    ContentType b"content-type",
    TransferEncoding b"content-transfer-encoding",
    Disposition b"content-disposition",
    ContentLength b"content-length",
    GmailLabels b"x-gmail-labels",
    MozillaStatus b"x-mozilla-status",
    MozillaDraft b"x-mozilla-draft-info",
    Unsent b"x-unsent",
    Status b"x-status",
    Imap b"x-imap",
}

/// From where to where in the message a value stands. No field begins a message, so 0 is "nowhere".
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    end: u32,
}

/// Where in a message the values of its fields stand. Reused from message to message.
#[derive(Debug)]
pub(super) struct Headers {
    first: [Span; COUNT],
    /// Every To, Cc and Bcc, for these may stand several times.
    recipients: Vec<(Field, Span)>,
    known: usize,
}

/// How far a scan came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scan {
    /// The headers are over and the body begins here.
    Body(usize),
    /// The bytes ended first.
    Cut,
}

impl Headers {
    pub(super) fn new() -> Headers {
        Headers { first: [Span::default(); COUNT], recipients: Vec::new(), known: 0 }
    }

    /// How many fields were found that mean something.
    pub(super) fn known(&self) -> usize {
        self.known
    }

    /// The value of a field where it first stands, still folded and encoded, without blanks around it.
    pub(super) fn get<'a>(&self, message: &'a [u8], field: Field) -> Option<&'a [u8]> {
        let span = self.first[field as usize];
        (span.end != 0).then(|| slice(message, span))
    }

    /// Whether a field stands there with something in it.
    pub(super) fn has(&self, message: &[u8], field: Field) -> bool {
        self.get(message, field).is_some_and(|value| !value.is_empty())
    }

    /// Every To, Cc and Bcc, in the message's order.
    pub(super) fn recipients<'a>(&self, message: &'a [u8]) -> impl Iterator<Item = (Field, &'a [u8])> {
        self.recipients.iter().map(move |&(field, span)| (field, slice(message, span)))
    }

    /// Reads the fields of a message, whose first line begins at `from`. On [`Scan::Cut`] what was found so
    /// far is there, its last line as far as it goes.
    pub(super) fn scan(&mut self, message: &[u8], from: usize) -> Scan {
        self.first = [Span::default(); COUNT];
        self.recipients.clear();
        self.known = 0;
        let mut open: Option<(Field, usize)> = None;
        let mut at = from;
        while let Some(&byte) = message.get(at) {
            if byte != b' ' && byte != b'\t' {
                if let Some((field, start)) = open.take() {
                    self.keep(field, start, at);
                }
                if byte == b'\n' {
                    return Scan::Body(at + 1);
                }
                if byte == b'\r' && message.get(at + 1) == Some(&b'\n') {
                    return Scan::Body(at + 2);
                }
                open = field(&message[at..]).map(|(field, length)| (field, at + length));
                // There are a dozen Received lines, and only the topmost is of use.
                if let Some((Field::Received, _)) = open
                    && self.first[Field::Received as usize].end != 0
                {
                    open = None;
                }
            }
            match memchr(b'\n', &message[at..]) {
                Some(length) => at += length + 1,
                None => break,
            }
        }
        if let Some((field, start)) = open {
            self.keep(field, start.min(message.len()), message.len());
        }
        Scan::Cut
    }

    fn keep(&mut self, field: Field, start: usize, end: usize) {
        // Headers are far shorter than 4 GiB: their reader cuts them.
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
        self.known += 1;
        let span = Span { start, end };
        if matches!(field, Field::To | Field::Cc | Field::Bcc) {
            self.recipients.push((field, span));
        }
        let first = &mut self.first[field as usize];
        if first.end == 0 {
            *first = span;
        }
    }
}

fn slice(message: &[u8], span: Span) -> &[u8] {
    message.get(span.start as usize..span.end as usize).unwrap_or_default().trim_ascii()
}

/// The field that a line begins, and how long its name is with the colon.
///
/// Nine lines in ten are of no interest, and which these are nobody can foresee, the processor neither: so
/// four letters are looked up in a table, with one branch instead of a tree of them.
fn field(line: &[u8]) -> Option<(Field, usize)> {
    let head: [u8; 4] = line.get(..4)?.try_into().ok()?;
    let head = u32::from_le_bytes(head) | 0x2020_2020;
    let (known, entry) = TABLE[slot(head)];
    let candidates: &[Field] = if known == head {
        ENTRIES[entry as usize].1
    } else {
        match head & 0xffff {
            TO => &[Field::To],
            CC => &[Field::Cc],
            BC => &[Field::Bcc],
            _ => return None,
        }
    };
    candidates.iter().find_map(|&field| {
        let name = NAMES[field as usize];
        if !line.get(..name.len())?.eq_ignore_ascii_case(name) {
            return None;
        }
        // RFC 5322 section 4.5 lets blanks stand before the colon.
        let blanks = line[name.len()..].iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let colon = name.len() + blanks;
        (line.get(colon) == Some(&b':')).then_some((field, colon + 1))
    })
}

const TO: u32 = u16::from_le_bytes(*b"to") as u32;
const CC: u32 = u16::from_le_bytes(*b"cc") as u32;
const BC: u32 = u16::from_le_bytes(*b"bc") as u32;

/// The fields whose names begin with these four letters.
const ENTRIES: [(&[u8; 4], &[Field]); 26] = [
    (b"rece", &[Field::Received]),
    (b"from", &[Field::From]),
    (b"send", &[Field::Sender]),
    (b"date", &[Field::Date]),
    (b"mess", &[Field::MessageId]),
    (b"subj", &[Field::Subject]),
    (b"in-r", &[Field::InReplyTo]),
    (b"refe", &[Field::References]),
    (b"retu", &[Field::ReturnPath]),
    (b"deli", &[Field::DeliveredTo]),
    (b"list", &[Field::ListId, Field::ListPost, Field::ListUnsubscribe]),
    (b"prec", &[Field::Precedence]),
    (b"cont", &[Field::ContentType, Field::TransferEncoding, Field::ContentLength, Field::Disposition]),
    (b"auto", &[Field::AutoSubmitted]),
    (b"rese", &[Field::ResentFrom, Field::ResentTo, Field::ResentCc]),
    (b"enve", &[Field::EnvelopeTo]),
    (b"x-or", &[Field::OriginalTo, Field::OriginalFrom, Field::OriginalSender]),
    (b"x-ma", &[Field::MailingList]),
    (b"x-au", &[Field::AutoSuppress]),
    (b"x-gm", &[Field::GmailLabels]),
    (b"x-mo", &[Field::MozillaStatus, Field::MozillaDraft]),
    (b"x-un", &[Field::Unsent]),
    (b"x-st", &[Field::Status]),
    (b"x-im", &[Field::Imap]),
    (b"repl", &[Field::ReplyTo]),
    (b"auth", &[Field::Author]),
];

const SLOTS: usize = 256;

/// Where in the table four letters stand (multiplicative hashing; the multiplier was searched for, and
/// the compiler checks that no two of the entries meet).
const fn slot(head: u32) -> usize {
    (head.wrapping_mul(0xd66b_829f) >> 24) as usize
}

static TABLE: [(u32, u8); SLOTS] = {
    let mut table = [(0, 0); SLOTS];
    let mut entry = 0;
    while entry < ENTRIES.len() {
        let head = u32::from_le_bytes(*ENTRIES[entry].0);
        assert!(table[slot(head)].0 == 0, "two entries meet in one slot");
        table[slot(head)] = (head, entry as u8);
        entry += 1;
    }
    table
};

/// Whether a line begins like a header field: a name of printable characters, then a colon.
pub(super) fn is_header(line: &[u8]) -> bool {
    let end = line.iter().position(|byte| !(b'!'..=b'~').contains(byte) || *byte == b':');
    let Some(end) = end.filter(|&end| end > 0) else { return false };
    line[end] == b':'
        || (matches!(line[end], b' ' | b'\t') && line[end..].trim_ascii_start().starts_with(b":"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Headers, Scan) {
        let mut headers = Headers::new();
        let scan = headers.scan(text.as_bytes(), 0);
        (headers, scan)
    }

    #[test]
    fn the_first_line_of_a_field_wins_and_recipients_are_all_kept() {
        let text = "FROM : a@x\nfrom: b@x\nTo: c@x,\n\td@x\nX-Mailer: none\nCc:e@x\nto: f@x\n\nTo: g@x\n";
        let (headers, scan) = read(text);
        assert_eq!(headers.get(text.as_bytes(), Field::From), Some(&b"a@x"[..]));
        let all: Vec<_> = headers.recipients(text.as_bytes()).collect();
        assert_eq!(all, [(Field::To, &b"c@x,\n\td@x"[..]), (Field::Cc, b"e@x"), (Field::To, b"f@x")]);
        assert_eq!(scan, Scan::Body(text.find("To: g@x").unwrap()));
    }

    #[test]
    fn line_breaks_of_two_bytes_end_headers_too() {
        let text = "Subject: one\r\n two\r\n\r\nbody";
        let (headers, scan) = read(text);
        assert_eq!(headers.get(text.as_bytes(), Field::Subject), Some(&b"one\r\n two"[..]));
        assert_eq!(scan, Scan::Body(text.len() - 4));
    }

    #[test]
    fn a_cut_message_keeps_what_was_there() {
        let text = "Subject: one\nDate: tod";
        let (headers, scan) = read(text);
        assert_eq!(scan, Scan::Cut);
        assert_eq!(headers.get(text.as_bytes(), Field::Date), Some(&b"tod"[..]));
    }

    #[test]
    fn header_lines_are_told_from_prose() {
        for (line, is) in
            [("Subject: x", true), ("X-A :", true), ("no colon\n", false), (": x", false), ("", false)]
        {
            assert_eq!(is_header(line.as_bytes()), is, "{line:?}");
        }
    }
}
