//! The same cards read by another's parser (calcard): names, addresses, numbers and birthdays agree.

use calcard::common::PartialDateTime;
use calcard::vcard::{VCard, VCardProperty, VCardValue};
use calcard::{Entry, Parser};
use goodturn_core::channel;
use goodturn_core::draft::{Value, ValueKind};
use proptest::prelude::*;

use super::{people, real};

/// What both are asked of a card, each in order.
#[derive(Debug, Default, PartialEq, Eq)]
struct Read {
    names: Vec<String>,
    emails: Vec<String>,
    phones: Vec<String>,
    birthdays: Vec<String>,
}

impl Read {
    fn sorted(mut self) -> Read {
        for list in [&mut self.names, &mut self.emails, &mut self.phones, &mut self.birthdays] {
            list.retain(|text| !text.is_empty());
            list.sort();
            list.dedup();
        }
        self
    }

    fn ours(values: &[Value]) -> Read {
        let mut read = Read::default();
        for value in values {
            match value.kind {
                ValueKind::Name => read.names.push(name(&value.text)),
                ValueKind::Email => read.emails.push(email(&value.text)),
                ValueKind::Phone => read.phones.push(number(&value.text)),
                ValueKind::Birthday => read.birthdays.push(value.text.clone()),
                _ => {}
            }
        }
        read.sorted()
    }

    fn theirs(card: &VCard) -> Read {
        let mut read = Read::default();
        for entry in &card.entries {
            for value in &entry.values {
                match (&entry.name, value) {
                    (VCardProperty::Fn, VCardValue::Text(text)) => read.names.push(name(text)),
                    (VCardProperty::Email, VCardValue::Text(text)) => read.emails.push(email(text)),
                    (VCardProperty::Tel, VCardValue::Text(text)) => read.phones.push(number(text)),
                    (VCardProperty::Bday, VCardValue::PartialDateTime(day)) => {
                        read.birthdays.extend(birthday(day));
                    }
                    _ => {}
                }
            }
        }
        read.sorted()
    }
}

fn name(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn email(text: &str) -> String {
    channel::email(text).map_or_else(|| text.trim().to_lowercase(), |email| email.into_owned())
}

/// A number's digits, without its scheme and its extension.
fn number(text: &str) -> String {
    let front = text.split([';', 'x', 'e']).find(|part| part.contains(|c: char| c.is_ascii_digit()));
    front.unwrap_or_default().chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()
}

fn birthday(day: &PartialDateTime) -> Option<String> {
    let (month, of_month) = (day.month?, day.day?);
    // Apple writes 1604 for a year that is not known.
    Some(match day.year.filter(|year| *year != 1604) {
        Some(year) => format!("{year:04}-{month:02}-{of_month:02}"),
        None => format!("--{month:02}-{of_month:02}"),
    })
}

/// The cards of a text, as calcard reads them.
fn theirs(text: &str) -> Vec<Read> {
    let mut parser = Parser::new(text);
    let mut all = Vec::new();
    loop {
        match parser.entry() {
            Entry::VCard(card) => all.push(Read::theirs(&card)),
            Entry::Eof => return all,
            _ => {}
        }
    }
}

fn ours(text: &str) -> Vec<Read> {
    people(text.as_bytes()).iter().map(|person| Read::ours(&person.values)).collect()
}

/// Cards as programs write them: of each version, with groups, folds, quotes, escapes and old encodings.
const CARDS: &[&str] = &[
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Miller;Ada;;;\r\nFN:Ada Miller\r\nitem1.EMAIL;type=INTERNET:ada@mill.example\r\n\
     item1.X-ABLabel:Reading room\r\nTEL;type=CELL;type=VOICE;type=pref:+44 20 7946 0102\r\nBDAY:1980-03-10\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo Mill\\, Junior\r\nEMAIL;PREF=1:bo@mill.example\r\nEMAIL;TYPE=work:b.mill@brook.example\r\n\
     TEL;VALUE=uri;TYPE=\"voice,home\":tel:+44-20-7946-0103\r\nBDAY:19800310\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Cleo Mill\r\nBDAY:--0310\r\nEMAIL:cleo@mill.example\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\r\n\
     FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCl=\r\nler\r\nTEL;HOME;VOICE:030 123456\r\n\
     EMAIL;INTERNET:joerg@mueller.example\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:A name that is so long that the program that wrote it had to fold it her\r\n e and once more a\r\n\t little later\r\n\
     EMAIL;TYPE=\"INTERNET\",home:long@mill.ex\r\n ample\r\nBDAY;VALUE=date:1999-12-31\r\nEND:VCARD\r\n",
    "BEGIN:VCARD\nVERSION:3.0\nFN:Two of them\nEMAIL:one@mill.example\nEND:VCARD\nBEGIN:VCARD\nVERSION:3.0\nFN:二郎 山田\n\
     TEL;TYPE=WORK:03-1234-5678\nBDAY:1970-01-02T00:00:00Z\nEND:VCARD\n",
];

#[test]
fn cards_as_programs_write_them_are_read_by_both_alike() {
    for text in CARDS {
        let read = ours(text);
        assert!(!read.is_empty(), "{text}");
        assert_eq!(read, theirs(text), "{text}");
    }
}

/// Where the other reads less or otherwise, and why ours is meant: what of a card is not compared then.
fn comparable(ours: Read, theirs: &Read, text: &str) -> Read {
    // A backslash before a letter that it does not escape stays (RFC 6350 section 3.4 knows four such letters).
    let is_stray = text.match_indices('\\').any(|(at, _)| {
        !text[at + 1..]
            .starts_with(|c: char| matches!(c, ',' | ';' | ':' | '\\' | 'n' | 'N') || c.is_control())
    });
    Read {
        // Who has no FN is called by the rest of the card, and old ways of writing a day are days too.
        names: if theirs.names.is_empty() || is_stray { theirs.names.clone() } else { ours.names },
        birthdays: if theirs.birthdays.is_empty() { Vec::new() } else { ours.birthdays },
        ..ours
    }
}

#[test]
fn real_cards_are_read_by_both_alike() {
    let Some(folder) = real::data("vcard") else { return };
    let (mut compared, mut odd) = (0, Vec::new());
    for path in real::files(&folder) {
        for person in people(&std::fs::read(&path).unwrap()) {
            let Ok(text) = String::from_utf8(person.card.unwrap().original) else { continue };
            let Some(theirs) = theirs(&text).pop() else { continue };
            let ours = comparable(Read::ours(&person.values), &theirs, &text);
            compared += 1;
            if ours != theirs {
                odd.push(format!("{path:?}\n  ours   {ours:?}\n  theirs {theirs:?}"));
            }
        }
    }
    assert!(odd.is_empty(), "{} of {compared}\n{}", odd.len(), odd.join("\n"));
    assert!(compared > 100, "{compared}");
}

/// A card of version 3 or 4 with these, folded at so many bytes where that is between two characters.
fn card(four: bool, fold: usize, read: &Read) -> String {
    let mut lines = vec![format!("VERSION:{}.0", if four { 4 } else { 3 })];
    lines
        .extend(read.names.iter().map(|name| format!("FN:{}", name.replace(',', "\\,").replace(';', "\\;"))));
    lines.extend(read.emails.iter().map(|email| format!("EMAIL;TYPE=work:{email}")));
    lines.extend(read.phones.iter().map(|phone| match four {
        true => format!("TEL;VALUE=uri;TYPE=cell:tel:{phone}"),
        false => format!("TEL;TYPE=CELL,VOICE:{phone}"),
    }));
    lines.extend(read.birthdays.iter().map(|day| match four {
        true => format!(
            "BDAY:{}",
            if day.starts_with('-') {
                format!("--{}", day[2..].replace('-', ""))
            } else {
                day.replace('-', "")
            }
        ),
        false => format!("BDAY:{day}"),
    }));
    let mut text = String::from("BEGIN:VCARD\r\n");
    for line in lines {
        for (at, c) in line.chars().enumerate() {
            if at > 0 && at % fold == 0 {
                text.push_str("\r\n ");
            }
            text.push(c);
        }
        text.push_str("\r\n");
    }
    text + "END:VCARD\r\n"
}

fn read() -> impl Strategy<Value = Read> {
    let names = prop::collection::vec("[A-ZÄ漢][a-zé漢]{1,12}( [a-z]{2,4})? [A-ZŁ][a-zñ,;]{0,30}[a-z]", 1..2);
    let emails = prop::collection::vec("[a-z]{1,9}(\\.[a-z0-9]{1,9})?@[a-z]{2,9}\\.example", 0..4);
    let phones = prop::collection::vec("\\+[1-9][0-9]{7,12}", 0..3);
    let birthdays = prop::collection::vec(
        prop_oneof![
            "(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])",
            "--(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
        ],
        0..2,
    );
    (names, emails, phones, birthdays).prop_map(|(names, emails, phones, birthdays)| Read {
        names,
        emails,
        phones,
        birthdays,
    })
}

proptest! {
    #[test]
    fn any_card_is_read_by_both_alike(four: bool, fold in 12_usize..76, all in prop::collection::vec(read(), 1..4)) {
        let mut all = all;
        // A day without its year came with version 4.
        for day in all.iter_mut().filter(|_| !four).flat_map(|read| &mut read.birthdays) {
            *day = day.replacen("--", "1980-", 1);
        }
        let text: String = all.iter().map(|read| card(four, fold, read)).collect();
        let meant: Vec<Read> = all.into_iter().map(Read::sorted).collect();
        prop_assert_eq!(&ours(&text), &meant);
        prop_assert_eq!(&theirs(&text), &meant);
    }
}
