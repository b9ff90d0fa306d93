//! Broken mail, compared with what another parser made of it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;

use goodturn_core::draft::{Draft, InteractionDraft, Item, Part};
use goodturn_sources::mail;
use jiff::Timestamp;
use serde_json::Value;

mod real;

fn items(bytes: &[u8]) -> Vec<Item> {
    let asked = real::asked("2040-01-01T00:00:00Z");
    let file: Arc<str> = Arc::from("nasty.eml");
    let mut all = Vec::new();
    let mut sink = |found: Item| {
        all.push(found);
        ControlFlow::Continue(())
    };
    let _ = mail::read_message(bytes, &file, &asked, &mut sink);
    all
}

#[test]
fn every_broken_message_is_exactly_one_item() {
    let Some(folder) = real::data("mail-nasty") else { return };
    let all = real::files(&folder);
    let mut drafts = 0;
    for path in &all {
        let mut found = items(&std::fs::read(path).unwrap());
        // What was odd about it is said beside it.
        found.retain(|found| !matches!(found, Item::Noticed(_)));
        assert_eq!(found.len(), 1, "{}", path.display());
        drafts += usize::from(matches!(found[0], Item::Draft(..)));
    }
    println!("{drafts} of {} files are drafts", all.len());
}

/// What the other parser says of one header field.
fn field<'a>(expected: &'a Value, name: &str) -> Option<&'a Value> {
    let headers = expected["parts"][0]["headers"].as_array()?;
    headers.iter().find(|header| header["name"] == name).map(|header| &header["value"])
}

fn emails(value: &Value, all: &mut BTreeSet<String>) {
    match value {
        Value::Object(map) => {
            if let Some(Value::String(address)) = map.get("address") {
                all.extend(goodturn_core::channel::email(address).map(|email| email.into_owned()));
            }
            map.values().for_each(|inner| emails(inner, all));
        }
        Value::Array(list) => list.iter().for_each(|inner| emails(inner, all)),
        _ => {}
    }
}

fn ours(draft: &InteractionDraft, part: Part) -> BTreeSet<&str> {
    real::emails(draft, part).into_iter().collect()
}

fn date(value: &Value) -> Option<Timestamp> {
    let date = &value["DateTime"];
    let number = |name: &str| date[name].as_i64();
    let text = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}{:02}:{:02}",
        number("year")?,
        number("month")?,
        number("day")?,
        number("hour")?,
        number("minute")?,
        number("second")?,
        if date["tz_before_gmt"] == true { '-' } else { '+' },
        number("tz_hour")?,
        number("tz_minute")?
    );
    text.parse().ok()
}

#[test]
fn another_parser_mostly_reads_the_same() {
    let Some(folder) = real::data("mail-nasty") else { return };
    let all = real::files(&folder);
    let (mut same, mut compared) = (0u32, 0u32);
    let mut check = |path: &Path, what: &str, ours: String, theirs: String| {
        compared += 1;
        if ours == theirs {
            same += 1;
        } else {
            println!("{} {what}: {ours:?} and not {theirs:?}", path.display());
        }
    };
    for path in all.iter().filter(|path| path.extension().is_some_and(|end| end == "eml")) {
        let Ok(json) = std::fs::read(path.with_extension("json")) else { continue };
        let expected: Value = serde_json::from_slice(&json).unwrap();
        let found = items(&std::fs::read(path).unwrap());
        let Item::Draft(Draft::Interaction(draft), _) = &found[0] else { continue };
        for (name, part) in [("from", Part::From), ("to", Part::To), ("cc", Part::Cc)] {
            let mut theirs = BTreeSet::new();
            if let Some(value) = field(&expected, name) {
                emails(value, &mut theirs);
                check(path, name, format!("{:?}", ours(draft, part)), format!("{theirs:?}"));
            }
        }
        if let Some(subject) = field(&expected, "subject").and_then(|value| value["Text"].as_str()) {
            let words: Vec<&str> = subject.split_whitespace().collect();
            let theirs: String = words.join(" ").chars().filter(|c| !c.is_control()).take(200).collect();
            check(path, "subject", draft.title.clone(), theirs.trim_end().to_owned());
        }
        if let Some(theirs) = field(&expected, "date").and_then(date) {
            check(path, "date", format!("{:?}", draft.at), format!("{:?}", Some(theirs)));
        }
    }
    let rate = f64::from(same) / f64::from(compared);
    println!("{same} of {compared} fields are read the same: {rate:.4}");
    assert!(rate >= 0.97, "{rate}");
}
