//! What is written to whom to bring two people together, and the link by which the user's own mail program takes it.
//!
//! What one side is told of the other follows from types: before somebody's yes a text takes nothing of theirs at all,
//! and [`Open`] can only be had for a [`Yes`]. Free words, the user's own and the needs that
//! the book keeps, pass through [`Words`], which keeps back those that give away what the other has not agreed to.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::draft::{Value, ValueKind};
use crate::introduction::Yes;
use crate::profile::best_name;
use crate::sieve::Secrets;

/// Whatever means something in an address: all but what RFC 3986 (section 2.3) calls unreserved.
pub const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// The same in a mailbox.
const ADDRESS: &AsciiSet = &ESCAPED.remove(b'@');

/// A text on its way into a mail program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The line above it.
    pub subject: String,
    /// The text, lines parted by `\n`.
    pub body: String,
}

impl Letter {
    /// A link that opens it in a mail program, addressed to these (RFC 6068).
    pub fn mailto(&self, to: &[&str]) -> String {
        let to: Vec<String> =
            to.iter().map(|address| utf8_percent_encode(address, ADDRESS).to_string()).collect();
        // Line breaks in a body are CRLF (RFC 6068, section 5).
        let body = self.body.replace("\r\n", "\n").replace('\n', "\r\n");
        format!(
            "mailto:{}?subject={}&body={}",
            to.join(","),
            utf8_percent_encode(&self.subject, ESCAPED),
            utf8_percent_encode(&body, ESCAPED)
        )
    }
}

/// A link to a mailbox that opens an empty letter to it and to nobody else, whatever the mailbox holds (RFC 6068).
pub fn mailbox(address: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(address, ADDRESS))
}

/// A link to a telephone number (RFC 3966): its digits, without an extension or orders to the telephone.
pub fn telephone(number: &str) -> String {
    let number = number.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '+');
    let end = number.find(|c: char| c.is_alphabetic() || ";,#".contains(c)).unwrap_or(number.len());
    let digits = number[..end].chars().filter(|c| c.is_ascii_digit() || *c == '+');
    format!("tel:{}", digits.collect::<String>())
}

/// Whom a text is for: nothing of theirs is a secret to them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader<'a> {
    /// How they are greeted.
    pub greeting: &'a str,
}

/// What may be told of somebody who has said yes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open {
    name: String,
    field: String,
    organisation: String,
}

impl Open {
    /// What may be told of somebody who said yes. `values` are those of them that may be used so.
    pub fn of(title: &str, values: &[Value], _: Yes) -> Open {
        let newest =
            |kind| values.iter().rev().find(|value| value.kind == kind).map(|value| value.text.clone());
        let name = best_name(values).map(|value| value.text.clone());
        let known =
            |title: &str| values.iter().any(|value| value.kind == ValueKind::Title && value.text == title);
        Open {
            name: name.unwrap_or_default(),
            field: if known(title) { title.to_owned() } else { String::new() },
            organisation: newest(ValueKind::Organisation).unwrap_or_default(),
        }
    }

    /// `Ben Carver (Owner, Carver Tables)`.
    fn words(&self) -> String {
        let parts: Vec<&str> = [self.field.as_str(), self.organisation.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        let name = if self.name.is_empty() { "somebody I know" } else { &self.name };
        if parts.is_empty() { name.to_owned() } else { format!("{name} ({})", parts.join(", ")) }
    }
}

/// The user's own words to one side, where they keep what the other has not agreed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(String);

impl Words {
    /// These words, or what of the other they would give away.
    pub fn kept(text: &str, secrets: &Secrets) -> Result<Words, &'static str> {
        match secrets.in_text(text) {
            Some(what) => Err(what),
            None => Ok(Words(text.trim().to_owned())),
        }
    }
}

/// What a reader's own need is met by: their own words, which tell them nothing of the other.
fn help(need: &Words) -> String {
    if need.0.is_empty() {
        return String::new();
    }
    format!("I remember that you are looking for: {}. They may be able to help.\n\n", sentence(&need.0))
}

fn sentence(text: &str) -> &str {
    text.trim().trim_end_matches('.')
}

fn own(words: &Words) -> String {
    if words.0.is_empty() { String::new() } else { format!("{}\n\n", ended(&words.0)) }
}

/// With a mark at the end, as a sentence has one.
fn ended(text: &str) -> String {
    let text = text.trim();
    let mark = if text.ends_with(['.', '!', '?', '…', ':']) { "" } else { "." };
    format!("{text}{mark}")
}

/// Asks the first, who is told nothing of the other. `need` is the reader's own.
pub fn ask_first(to: &Reader<'_>, words: &Words, need: &Words) -> Letter {
    let body = format!(
        "Hello {},\n\nI know somebody whom I think you would be glad to meet.\n\n{}{}Shall I ask them whether they \
         would like that too? If so, two or three lines of yours that I may pass on to them would help. Only when you \
         have both said yes will I write to you together. And a no is quite all right: it stays between us.\n",
        to.greeting,
        own(words),
        help(need)
    );
    Letter { subject: "May I introduce you to somebody?".to_owned(), body }
}

/// What the second is told of the first, who said yes.
#[derive(Clone, Debug)]
pub struct Disclosure<'a> {
    /// Who they are.
    pub open: &'a Open,
    /// What they are looking for that the reader can give.
    pub need: Words,
    /// What they wrote to be passed on.
    pub said: Words,
}

/// Asks the second, now that the first said yes. `need` is the reader's own.
pub fn ask_second(to: &Reader<'_>, first: &Disclosure<'_>, words: &Words, need: &Words) -> Letter {
    let theirs = match sentence(&first.need.0) {
        "" => String::new(),
        need => format!("They are looking for: {need}.\n\n"),
    };
    let said = match first.said.0.as_str() {
        "" => String::new(),
        said => format!("They write:\n\n> {}\n\n", said.replace('\n', "\n> ")),
    };
    let body = format!(
        "Hello {},\n\nmay I introduce you to {}? I asked, and they would be glad to meet you.\n\n{}{}{theirs}{said}If \
         you like, I will write to you both together. And a no is quite all right: it stays between us.\n",
        to.greeting,
        first.open.words(),
        own(words),
        help(need)
    );
    Letter { subject: "May I introduce you to somebody?".to_owned(), body }
}

/// One side of an introduction: how they are greeted, what may be told, why it helps them.
#[derive(Clone, Debug)]
pub struct Side<'a> {
    /// How they are greeted.
    pub greeting: &'a str,
    /// What the other is told.
    pub open: Open,
    /// Why it helps them, in the user's words or from their needs; empty where nothing is said.
    pub why: String,
}

/// Introduces both to each other.
pub fn introduce(first: &Side<'_>, second: &Side<'_>, why: &str) -> Letter {
    let meet = |to: &Side<'_>, other: &Side<'_>| {
        let why = if to.why.is_empty() { String::new() } else { format!(" {}", ended(&to.why)) };
        format!("{}, this is {}.{why}\n\n", to.greeting, other.open.words())
    };
    let why = if why.is_empty() { String::new() } else { format!("{}\n\n", ended(why)) };
    let name = |side: &Side<'_>| {
        if side.open.name.is_empty() { side.greeting.to_owned() } else { side.open.name.clone() }
    };
    let body = format!(
        "Hello {}, hello {},\n\nyou both said that you would like to meet, and I am glad of it.\n\n{}{}{why}I leave \
         it to you from here. It would be a pleasure to hear what comes of it.\n",
        first.greeting,
        second.greeting,
        meet(first, second),
        meet(second, first)
    );
    Letter { subject: format!("{}, meet {}", name(first), name(second)), body }
}

/// Thanks both for having met.
pub fn thanks(first: &Reader<'_>, second: &Reader<'_>) -> Letter {
    let body = format!(
        "Hello {}, hello {},\n\nthank you both for being so open to meeting. If there is anything that I can do to \
         help it along, tell me.\n",
        first.greeting, second.greeting
    );
    Letter { subject: "Thank you".to_owned(), body }
}

/// Asks one of them what came of it.
pub fn outcome(to: &Reader<'_>, other: &Open) -> Letter {
    let name = if other.name.is_empty() { "them" } else { &other.name };
    let body = format!(
        "Hello {},\n\nsome weeks ago I introduced you to {name}. Did anything come of it? I would be glad to hear, \
         and it helps me to know whom to bring together.\n",
        to.greeting
    );
    Letter { subject: "How did it go?".to_owned(), body }
}

#[cfg(test)]
#[path = "letter_tests.rs"]
mod tests;
