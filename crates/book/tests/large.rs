//! A book that is too large to be looked through after each import.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::ops::ControlFlow;

use goodturn_book::catalog::catalog;
use goodturn_book::import::{Import, Report};
use goodturn_book::{Book, Context};
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::id::{DetailId, Mint, PersonId, Seq};
use goodturn_core::{findable, profile};
use goodturn_store::rows::{Detail, Person};
use goodturn_store::writer::{Deed, Keep, Load};
use goodturn_store::{Location, Store};
use jiff::tz::TimeZone;

fn ctx() -> Context {
    Context::new("2026-05-15T10:00:00Z".parse().unwrap(), TimeZone::UTC)
}

/// So many strangers, in one load.
fn strangers(location: &Location, count: u32) {
    let store = Store::open(location).unwrap();
    let mut mint = Mint::new(3);
    let mut load = Load::default();
    for n in 0..count {
        let mut person = Person::new(PersonId(mint.next(ctx().now)), ctx().now);
        let text = format!("{} {}", letters(n / 300), letters(n % 300 + 5_000));
        let value = Value { kind: ValueKind::Name, label: String::new(), text };
        person.profile = profile::profile([&value]);
        load.words.push((person.id, findable::words([&value])));
        let id = DetailId(mint.next(ctx().now));
        load.details.push(Detail { id, person: person.id, value, normal: None, origin: None, made: Seq(0) });
        load.new_people.push(person);
    }
    let deed = Deed::new("import", ctx().now, "test", store.id(ctx().now));
    let mut load = Some(load);
    store
        .write(&deed, &mut |writer| {
            writer.load(load.take().unwrap_or_default())?;
            Ok(((), Keep::Yes))
        })
        .unwrap();
}

fn letters(mut n: u32) -> String {
    let mut out = String::new();
    for _ in 0..3 {
        out.push(char::from(b"bdfgklmnprst"[(n % 12) as usize]));
        out.push(char::from(b"aeiou"[(n / 12 % 5) as usize]));
        n /= 60;
    }
    out
}

fn import(book: &Book, folder: &tempfile::TempDir, cards: &str) -> Report {
    let path = folder.path().join("cards.vcf");
    std::fs::write(&path, cards).unwrap();
    let ask = Import { paths: vec![path], ..Import::default() };
    book.import(&ask, &ctx(), &mut |_| ControlFlow::Continue(())).unwrap()
}

fn card(uid: &str, name: &str, more: &str) -> String {
    format!("BEGIN:VCARD\r\nVERSION:4.0\r\nUID:{uid}\r\nFN:{name}\r\n{more}END:VCARD\r\n")
}

#[test]
fn those_who_come_into_a_large_book_are_looked_up_one_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("book.goodturn"));
    let book = Book::open(&location, 7).unwrap();
    let born = "BDAY:1815-12-10\r\n";
    let first = card("1", "Ada Lovelace", born) + &card("2", "Charles Babbage", "BDAY:1791-12-26\r\n");
    assert_eq!(import(&book, &folder, &first).duplicates, 0);
    strangers(&location, 50_100);
    let more = card("3", "Ada Lovelase", born) + &card("4", "Mary Somerville", "BDAY:1780-12-26\r\n");
    let report = import(&book, &folder, &more);
    assert_eq!((report.people, report.duplicates), (2, 1), "{:?}", report.noticed);
    let ask = serde_json::json!({ "who": "Ada Lovelase" });
    let entry = catalog().iter().find(|entry| entry.name == "duplicates").unwrap();
    let answer = format!("{:?}", entry.run(ask, &book, &ctx()).unwrap());
    assert!(answer.contains("Ada Lovelace") && answer.contains("the same day of birth"), "{answer}");
}
