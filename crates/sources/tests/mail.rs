//! Mail as it arrives: whole archives, cut anywhere, and broken on purpose.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]

use std::collections::{HashMap, HashSet};
use std::io::{BufRead, Read};
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Draft, InteractionDraft, Item, Part};
use goodturn_core::place::Spot;
use goodturn_sources::{Asked, mail};
use proptest::prelude::*;

mod real;

fn asked(texts: bool) -> Asked {
    Asked { texts, ..real::asked("2026-06-01T00:00:00Z") }
}

/// The items of an archive, without how far the reader was in between.
fn read(input: &mut dyn BufRead, texts: bool) -> Vec<Item> {
    let mut all = Vec::new();
    let file: Arc<str> = Arc::from("test.mbox");
    let mut sink = |found: Item| {
        if !matches!(found, Item::Progress(_)) {
            all.push(found);
        }
        ControlFlow::Continue(())
    };
    let flow = mail::read_mbox(input, &file, &asked(texts), &mut sink).unwrap();
    assert!(flow.is_continue());
    all
}

fn read_one(bytes: &[u8]) -> Vec<Item> {
    let mut all = Vec::new();
    let file: Arc<str> = Arc::from("test.eml");
    let mut sink = |found: Item| {
        all.push(found);
        ControlFlow::Continue(())
    };
    let _ = mail::read_message(bytes, &file, &asked(true), &mut sink);
    all
}

fn drafts(items: &[Item]) -> Vec<&InteractionDraft> {
    items
        .iter()
        .filter_map(|found| match found {
            Item::Draft(Draft::Interaction(draft), _) => Some(draft),
            _ => None,
        })
        .collect()
}

fn titles(text: &str) -> Vec<String> {
    drafts(&read(&mut text.as_bytes(), false)).into_iter().map(|draft| draft.title.clone()).collect()
}

const LINE: &str = "From ann@example.org Sun Apr 28 10:02:57 2019";

#[test]
fn every_message_is_one_item_at_its_first_byte() {
    let text = format!("{LINE}\nSubject: one\n\nbody\n\n{LINE}\nSubject: two\n\nbody\n");
    let items = read(&mut text.as_bytes(), false);
    let places: Vec<_> = items
        .iter()
        .map(|found| match found {
            Item::Draft(_, place) => place.spot,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(places, [Spot::Byte(0), Spot::Byte(text.rfind("From ").unwrap() as u64)]);
}

#[test]
fn prose_and_quoted_lines_do_not_cut_a_message() {
    for body in [
        "From now on\n",
        "text\n\nFrom now on: it goes\nSubject: not one\n",
        "text\n\n>From ann@example.org Sun Apr 28 10:02:57 2019\nSubject: quoted\n",
        "text\nFrom ann@example.org Sun Apr 28 10:02:57 2019\nSubject: no blank line above\n",
        "text\n\nFrom ann@example.org Sun Apr 28 10:02:57 2019\nno header below\n",
        "text\n\nFrom 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001\nFrom: x\n",
    ] {
        let text = format!("{LINE}\nSubject: one\n\n{body}\n{LINE}\nSubject: two\n\nbody\n");
        assert_eq!(titles(&text), ["one", "two"], "{body}");
        let text = text.replace('\n', "\r\n");
        assert_eq!(titles(&text), ["one", "two"], "{body} with CRLF");
    }
}

#[test]
fn letters_follow_each_other_without_blank_lines_or_dates() {
    for line in ["From - Sun Apr 28 10:02:57 2019", "From ", "From", "From ann@example.org"] {
        for blank in ["", "\n"] {
            let letter = |title: &str| {
                format!(
                    "{line}\nFrom: Ann <ann@example.org>\nTo: b@example.org\nSubject: {title}\n\n\
                     From what I hear, the hall is free.\nFrom now on: Fridays\nFrom: prose\n{blank}"
                )
            };
            let text = format!("{}{}{}", letter("one"), letter("two"), letter("three"));
            assert_eq!(titles(&text), ["one", "two", "three"], "{line:?}");
            assert_eq!(titles(&text.replace('\n', "\r\n")), ["one", "two", "three"], "{line:?} with CRLF");
        }
    }
}

#[test]
fn a_date_without_a_zone_is_said_once() {
    let letter = format!("{LINE}\nSubject: one\nDate: Sun Apr 28 10:02:57 2019\n\nx\n\n");
    let items = read(&mut letter.repeat(3).as_bytes(), false);
    assert_eq!(items.iter().filter(|item| matches!(item, Item::Noticed(_))).count(), 1, "{items:?}");
    assert_eq!(drafts(&items).len(), 3);
}

#[test]
fn a_length_is_believed_only_where_it_ends_at_a_message_or_the_end() {
    let inner = format!("text\n\n{LINE}\nSubject: inside\n\nmore\n");
    let with = |length: usize, after: &str| {
        format!("{LINE}\nSubject: one\nContent-Length: {length}\n\n{inner}{after}")
    };
    let next = format!("\n{LINE}\nSubject: two\n\nbody\n");
    assert_eq!(titles(&with(inner.len(), &next)), ["one", "two"]);
    assert_eq!(titles(&with(inner.len(), "")), ["one"]);
    assert_eq!(titles(&with(inner.len() - 3, &next)), ["one", "inside", "two"]);
    assert_eq!(titles(&with(usize::MAX, &next)), ["one", "inside", "two"]);
}

#[test]
fn a_series_of_patches_is_an_archive() {
    let line = "From 0123456789012345678901234567890123456789 Mon Sep 17 00:00:00 2001";
    assert_eq!(titles(&format!("{line}\nSubject: one\n\nx\n\n{line}\nSubject: two\n\nx\n")), ["one", "two"]);
}

#[test]
fn what_stands_before_the_first_message_fails_and_the_rest_goes_on() {
    let items = read(&mut format!("some junk\n\n{LINE}\nSubject: one\n\nx\n").as_bytes(), false);
    assert!(matches!(&items[..], [Item::Failed(_), Item::Draft(..)]), "{items:?}");
    assert!(matches!(&read(&mut &b"only junk"[..], false)[..], [Item::Failed(_)]));
    assert_eq!(read(&mut &b""[..], false), []);
    assert_eq!(read(&mut &b"\n\r\n"[..], false), []);
}

#[test]
fn mailmans_archives_show_their_addresses_again() {
    let text = "From ann at example.org  Sun Apr 28 10:02:57 2019\nFrom: ann at example.org (Ann at Work)\n\
                Date: Sun, 28 Apr 2019 10:02:57 +0000\nSubject: [talk] hello\nMessage-ID: <1@example.org>\n\nFrom me\n";
    let items = read(&mut text.as_bytes(), false);
    let draft = drafts(&items)[0];
    assert_eq!(real::emails(draft, Part::From), ["ann@example.org"]);
    assert_eq!(draft.parties[0].name, "Ann at Work");
}

#[test]
fn four_thousand_recipients_are_all_there_once() {
    let mut to: Vec<String> =
        (0..4000).map(|n| format!("Somebody Number {n} <somebody{n}@example.org>")).collect();
    to.push("again <SOMEBODY7@example.org>".to_owned());
    let text = format!("{LINE}\nFrom: me@example.org\nTo: {}\nSubject: all\n\nx\n", to.join(",\n "));
    let items = read(&mut text.as_bytes(), false);
    assert_eq!(real::emails(drafts(&items)[0], Part::To).len(), 4000);
}

#[test]
fn endless_headers_are_cut_and_noticed() {
    let filler = "X-Filler: ".to_owned() + &"x".repeat(1000) + "\n";
    let text =
        format!("{LINE}\nSubject: one\n{}\n\nbody\n\n{LINE}\nSubject: two\n\nx\n", filler.repeat(2000));
    let items = read(&mut text.as_bytes(), false);
    assert!(matches!(&items[..], [Item::Noticed(_), Item::Draft(..), Item::Draft(..)]), "{items:?}");
}

#[test]
fn an_absurd_date_gives_way_to_when_the_message_came() {
    let at = |headers: &str| {
        let items = read(&mut format!("{LINE}\n{headers}Subject: x\n\nx\n").as_bytes(), false);
        drafts(&items)[0].at.map(|at| at.to_string())
    };
    let received = "Received: from a by b;\n\tMon, 29 Apr 2019 02:14:45 +0200 (CEST)\nReceived: by c; 1 Jan 2018 00:00 GMT\n";
    assert_eq!(at("Date: Tue, 30 Apr 2019 10:00:00 +0200\n").unwrap(), "2019-04-30T08:00:00Z");
    assert_eq!(
        at(&format!("Date: Tue, 30 Apr 2069 10:00:00 +0200\n{received}")).unwrap(),
        "2019-04-29T00:14:45Z"
    );
    assert_eq!(
        at(&format!("Date: Thu, 1 Jan 1970 00:00:00 +0000\n{received}")).unwrap(),
        "2019-04-29T00:14:45Z"
    );
    assert_eq!(at("Date: once\n").unwrap(), "2019-04-28T10:02:57Z");
}

#[test]
fn the_key_is_that_of_the_id_however_it_is_written() {
    let key = |headers: &str| match &read_one(format!("{headers}\n\nx").as_bytes())[..] {
        [Item::Draft(Draft::Interaction(draft), _)] => draft.key,
        other => panic!("{other:?}"),
    };
    assert_eq!(key("Message-ID: <a@b>"), key("message-id:\n <a@b> (comment)"));
    assert_ne!(key("Message-ID: <a@b>"), key("Message-ID: <A@b>"));
    assert_eq!(key("Date: x\nSubject: y"), key("Subject: y\r\nDate: x"));
    assert_ne!(key("Date: x\nSubject: y"), key("Date: x\nSubject: z"));
}

#[test]
fn blind_copies_are_recipients_and_the_sender_is_named_only_if_another() {
    let text =
        b"From: Ann <ann@x.org>\nSender: ANN@x.org\nTo: b@x.org\nBcc: c@x.org, b@x.org\nCc: d@x.org\n\n";
    let items = read_one(text);
    let draft = drafts(&items)[0];
    assert_eq!(real::emails(draft, Part::To), ["b@x.org", "c@x.org"]);
    assert_eq!(real::emails(draft, Part::Cc), ["d@x.org"]);
    assert_eq!(real::emails(draft, Part::Sender), Vec::<&str>::new());
}

#[test]
fn texts_are_kept_only_when_asked_for() {
    let text = format!("{LINE}\nSubject: one\n\nHello.\n\nBye.\n\n{LINE}\nSubject: two\n\nx\n");
    assert_eq!(drafts(&read(&mut text.as_bytes(), false))[0].text, "");
    assert_eq!(drafts(&read(&mut text.as_bytes(), true))[0].text, "Hello.\n\nBye.");
}

/// Gives its bytes in pieces of the sizes it was told, over and over.
struct Pieces<'a> {
    rest: &'a [u8],
    sizes: &'a [usize],
    turn: usize,
}

impl Read for Pieces<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].min(into.len()).min(self.rest.len());
        self.turn += 1;
        into[..size].copy_from_slice(&self.rest[..size]);
        self.rest = &self.rest[size..];
        Ok(size)
    }
}

impl BufRead for Pieces<'_> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        Ok(self.rest)
    }

    fn consume(&mut self, count: usize) {
        self.rest = &self.rest[count..];
    }
}

/// Lines that mail is made of, in any order: most archives of them are broken.
fn archive() -> impl Strategy<Value = Vec<u8>> {
    let line = prop_oneof![
        4 => Just(format!("\n{LINE}\n").into_bytes()),
        2 => Just(b"From - x\n".to_vec()),
        2 => Just(b"\n".to_vec()),
        1 => Just(b"\r\n".to_vec()),
        3 => "(From|To|Cc|Sender|Subject|Date|Message-ID|Content-Type|List-Id|Received): [ -~]{0,40}\n".prop_map(String::into_bytes),
        1 => "To: [\"(<>)@,;:=?a-z \\\\]{0,60}\n".prop_map(String::into_bytes),
        1 => "Subject: (=\\?[a-z0-9-]{0,6}\\?[bBqQ]\\?[a-zA-Z0-9=_]{0,12}(\\?=)? ?){0,4}\n".prop_map(String::into_bytes),
        1 => "Content-Length: [0-9]{1,3}\n".prop_map(String::into_bytes),
        2 => "[ -~]{0,60}\n".prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..40),
    ];
    proptest::collection::vec(line, 0..40).prop_map(|lines| lines.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_to_the_end(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        read(&mut &bytes[..], true);
        prop_assert_eq!(read_one(&bytes).len(), 1);
    }

    #[test]
    fn an_archive_reads_the_same_however_it_arrives(
        bytes in archive(),
        sizes in proptest::collection::vec(1usize..50, 1..6),
        texts in any::<bool>(),
    ) {
        let whole = read(&mut &bytes[..], texts);
        let pieces = read(&mut Pieces { rest: &bytes, sizes: &sizes, turn: 0 }, texts);
        prop_assert_eq!(&whole, &pieces);
    }

    #[test]
    fn items_lie_where_their_lines_are_and_add_up(bytes in archive()) {
        let items = read(&mut &bytes[..], false);
        let with_texts = read(&mut &bytes[..], true);
        prop_assert_eq!(items.len(), with_texts.len());
        let mut before = None;
        for item in &items {
            let place = match item {
                Item::Draft(_, place) | Item::Skipped(_, place) => place,
                Item::Failed(problem) => &problem.place,
                other => return Err(TestCaseError::fail(format!("{other:?}"))),
            };
            let Spot::Byte(at) = place.spot else { return Err(TestCaseError::fail("no byte")) };
            prop_assert!(before.is_none_or(|before| before < at));
            prop_assert!(before.is_none() || bytes[at as usize..].starts_with(b"From "));
            before = Some(at);
        }
    }

    #[test]
    fn one_message_is_one_item_whatever_it_holds(bytes in archive()) {
        prop_assert_eq!(read_one(&bytes), read_one(&bytes));
        prop_assert_eq!(read_one(&bytes).len(), 1);
    }
}

#[test]
fn years_of_a_real_list_are_read_without_a_failure() {
    let Some(data) = real::data("mail") else { return };
    let packed = std::fs::File::open(data.join("linux-man.vger.kernel.org.0.full.mbox.zst")).unwrap();
    let mut unpacked = zstd::stream::read::Decoder::new(packed).unwrap();
    unpacked.window_log_max(27).unwrap();
    let items = read(&mut std::io::BufReader::new(unpacked), false);
    let drafts = drafts(&items);
    assert_eq!((items.len(), drafts.len()), (17_878, 17_878));
    let keys: HashSet<u64> = drafts.iter().map(|draft| draft.key).collect();
    assert_eq!(keys.len(), 17_872);
    let without =
        |lacks: &dyn Fn(&InteractionDraft) -> bool| drafts.iter().filter(|draft| lacks(draft)).count();
    assert_eq!(without(&|draft| draft.at.is_none()), 0);
    assert_eq!(without(&|draft| real::emails(draft, Part::From).len() != 1), 0);
    let mut all: HashMap<&str, u32> = HashMap::new();
    for draft in &drafts {
        for part in [Part::From, Part::To, Part::Cc] {
            real::emails(draft, part).into_iter().for_each(|email| *all.entry(email).or_default() += 1);
        }
    }
    println!("{} addresses", all.len());
    assert!(drafts.iter().filter(|draft| !draft.marks.lists.is_empty()).count() > 17_000);
}

#[test]
fn nobody_owns_the_archive_of_a_list() {
    let Some(data) = real::data("mail") else { return };
    for name in ["sample-500-linux-man.mbox", "sample-200-usrp-users.mbox"] {
        let bytes = std::fs::read(data.join(name)).unwrap();
        let mut clues = mail::OwnerClues::default();
        mail::guess_owner(&mut &bytes[..], name, 1000, &mut clues).unwrap();
        let found = clues.candidates();
        println!(
            "{name}: {} candidates, the first with {:?}",
            found.len(),
            found.first().map(|found| found.1)
        );
        assert!(found.iter().all(|(_, confidence, _)| *confidence <= 0.35), "{name}");
    }
}
