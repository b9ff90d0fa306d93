//! Tables, against anything and against exports as the programs write them.

// Outside the test functions themselves too, a test may stop at what cannot be.
#![allow(clippy::unwrap_used)]

use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Draft, Item, ValueKind};
use goodturn_sources::{Asked, Format, table};
use proptest::prelude::*;

mod real;

fn read(bytes: &[u8], format: Option<Format>) -> Vec<Item> {
    let asked = Asked { format, ..real::asked("2026-11-01T00:00:00Z") };
    let mut all = Vec::new();
    let _ = table::read(bytes, &Arc::from("table.csv"), &asked, &mut |found| {
        all.push(found);
        ControlFlow::Continue(())
    });
    all
}

fn shared(path: &str) -> Option<Vec<u8>> {
    real::data(&format!("csv/{path}")).map(|path| std::fs::read(path).unwrap())
}

fn values(all: &[Item], kind: ValueKind) -> Vec<String> {
    let mut out = Vec::new();
    for found in all {
        if let Item::Draft(Draft::Person(person), _) = found {
            out.extend(person.values.iter().filter(|v| v.kind == kind).map(|v| v.text.clone()));
        }
    }
    out
}

proptest! {
    #[test]
    fn any_bytes_are_read_twice_the_same(
        header in prop_oneof![
            Just(""), Just("First Name,Last Name,Connected On\n"), Just("who;what;until\n"),
            Just("CONVERSATION ID,FROM,TO,DATE,CONTENT\n"), Just("Name,E-mail 1 - Value\n"),
            Just("E-mail Address,Birthday\n"), Just("Subject,Start Date\n"), Just("name\temail\n"),
        ],
        body in prop_oneof![
            proptest::collection::vec(any::<u8>(), 0..300),
            "([a-z<>&é0-9/.:\\- ]{0,12}[,;\t\"\n\r]){0,40}".prop_map(String::into_bytes),
        ],
        format in 0..Format::ALL.len(),
    ) {
        let bytes = [header.as_bytes(), &body].concat();
        let _ = table::recognise(&bytes, "table.csv");
        for format in [None, Some(Format::ALL[format])] {
            prop_assert_eq!(read(&bytes, format), read(&bytes, format));
        }
    }
}

#[test]
fn linkedin_connections() {
    let Some(bytes) = shared("linkedin/Connections.fixture-bom-crlf.csv") else { return };
    assert_eq!(table::recognise(&bytes, "table.csv"), Some("linkedin connections"));
    let all = read(&bytes, None);
    assert_eq!(all.len(), 5);
    assert!(matches!(&all[3], Item::Skipped("a connection who hid their name", _)));
    let days = values(&all, ValueKind::Connected);
    assert_eq!(days, ["2024-03-12", "2023-01-03", "2022-02-07", "2021-08-01"]);
}

#[test]
fn linkedin_headers() {
    let Some(bytes) = shared("linkedin/headers.txt") else { return };
    let text = String::from_utf8(bytes).unwrap();
    let mut known = 0;
    for header in text.lines().filter(|l| l.contains(',') && !l.contains('(') || *l == "Name") {
        let label = table::recognise(header.as_bytes(), "table.csv");
        assert!(label.is_some_and(|label| label.starts_with("linkedin")), "{header}: {label:?}");
        known += 1;
    }
    assert_eq!(known, 17);
}

#[test]
fn google_and_outlook() {
    for (path, label, emails) in [
        ("google/old-2010-2024.csv", "google contacts", 1),
        ("google/new-2024.csv", "google contacts", 5),
        ("outlook/desktop-header.csv", "outlook contacts", 0),
        ("outlook/outlook.com-and-google-outlook-format.csv", "outlook contacts", 1),
    ] {
        let Some(bytes) = shared(path) else { continue };
        assert_eq!(table::recognise(&bytes, "table.csv"), Some(label), "{path}");
        assert_eq!(values(&read(&bytes, None), ValueKind::Email).len(), emails, "{path}");
    }
    let Some(bytes) = shared("outlook/calendar.csv") else { return };
    assert!(matches!(read(&bytes, None).as_slice(), [Item::Skipped("nobody else in it", _)]));
}

#[test]
fn each_table_says_what_its_cards_say() {
    for name in ["all", "email", "gmail", "outlook", "tb_plain"] {
        let Some(bytes) = shared(&format!("roundcube/{name}.csv")) else { continue };
        let Some(cards) = shared(&format!("roundcube/{name}.vcf")) else { continue };
        let said = |field: &str| -> Vec<String> {
            let cards = String::from_utf8_lossy(&cards).into_owned();
            let lines = cards.lines().filter_map(|line| line.split_once(':'));
            let mine = lines.filter(|(head, _)| head.split(';').next() == Some(field));
            mine.map(|(_, text)| text.trim().to_owned()).collect()
        };
        let all = read(&bytes, None);
        assert_eq!(values(&all, ValueKind::Email), said("EMAIL"), "{name}");
        assert_eq!(values(&all, ValueKind::Name), said("FN"), "{name}");
    }
}
