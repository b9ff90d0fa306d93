//! What every program that reads the output may rely on.

use serde_json::Value;

use crate::things::{TABLES, eva};
use crate::world::Home;

fn has(thing: &Value, keys: &[&str]) {
    for key in keys {
        assert!(thing.get(key).is_some(), "{key} is missing from {thing}");
    }
}

/// Every key is in snake case, every id a text, every `at` and `…_interaction` a time of RFC 3339.
fn is_sound(thing: &Value) {
    match thing {
        Value::Object(fields) => {
            for (key, value) in fields {
                let snake = key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
                assert!(snake, "{key} is not in snake case");
                if key == "id" {
                    assert!(value.is_string(), "an id that is no text: {value}");
                }
                if matches!(key.as_str(), "at" | "last_interaction" | "snoozed")
                    && let Some(time) = value.as_str()
                {
                    assert!(time.parse::<jiff::Timestamp>().is_ok() && time.contains('T'), "{key}: {time}");
                }
                is_sound(value);
            }
        }
        Value::Array(things) => things.iter().for_each(is_sound),
        _ => {}
    }
}

#[test]
fn the_keys_of_the_contract_are_there() {
    let home = Home::new();
    home.given("demo");
    for line in home.json("today") {
        has(&line, &["kind", "person", "reason", "due", "deed"]);
        has(&line["person"], &["id", "name"]);
        is_sound(&line);
    }
    let person = [
        "id",
        "name",
        "emails",
        "phones",
        "organisation",
        "title",
        "strength",
        "balance",
        "last_interaction",
        "interactions",
        "roles",
        "tags",
        "circle",
        "stance",
    ];
    for line in home.json("people --limit 100") {
        has(&line, &person);
        is_sound(&line);
    }
    let shown = home.json("show Amara").remove(0);
    has(&shown, &person);
    has(&shown, &["facts", "timeline", "strength_explained", "cadence", "kind"]);
    has(&shown, &["ledger", "promises", "needs", "offers", "ties", "stance", "boundaries"]);
    is_sound(&shown);
    for line in home.json("history") {
        has(&line, &["seq", "at", "who", "act", "summary", "acts", "undone", "undoes"]);
        is_sound(&line);
    }
    has(&home.json("settings").remove(0), &["me", "region", "book"]);
}

#[test]
fn a_report_adds_up_and_has_its_keys() {
    let home = eva();
    for (name, text) in TABLES {
        home.write(&format!("{name}.csv"), text);
        adds_up(&home, &format!("import {name}.csv --as {name}"));
    }
    adds_up(&home, "import people.vcf mail.mbox calendar.ics Connections.csv");
}

fn adds_up(home: &Home, line: &str) {
    let report = home.json(line).remove(0);
    has(&report, &["people", "interactions", "seconds", "sources", "stopped", "seq", "me"]);
    is_sound(&report);
    for counts in report["sources"].as_array().unwrap().iter().chain([&report]) {
        has(counts, &["found", "added", "updated", "unchanged", "skipped", "failed"]);
        let number = |key: &str| counts[key].as_u64().unwrap();
        let skipped: u64 =
            counts["skipped"].as_array().unwrap().iter().map(|s| s["count"].as_u64().unwrap()).sum();
        for skip in counts["skipped"].as_array().unwrap() {
            has(skip, &["reason", "count"]);
        }
        for failure in counts["failed"].as_array().unwrap() {
            has(failure, &["where", "reason"]);
        }
        let failed = counts["failed"].as_array().unwrap().len() as u64;
        let sum = number("added") + number("updated") + number("unchanged") + skipped + failed;
        assert_eq!(number("found"), sum, "{counts}");
    }
}

#[test]
fn with_json_every_act_prints_one_object_and_nothing_else() {
    let home = eva();
    for act in [
        "add Kim Vale",
        "edit Kim --title Printer",
        "log Kim lunch",
        "tag Kim friend",
        "snooze Kim",
        "mute Kim",
        "set --region GB",
        "forget Kim",
        "undo",
        "export cards",
        "backup march.db",
        "restore march.db",
    ] {
        let ran = home.run(&format!("{act} --json"));
        assert_eq!(ran.code, 0, "{act}: {}", ran.stderr);
        let lines: Vec<&str> = ran.stdout.lines().collect();
        assert_eq!(lines.len(), 1, "{act}: {}", ran.stdout);
        let object: Value = serde_json::from_str(lines[0]).unwrap();
        has(&object, &["summary"]);
        is_sound(&object);
        assert_eq!(ran.stderr, "", "{act}");
    }
}

#[test]
fn a_failure_leaves_nothing_on_stdout() {
    let home = eva();
    for (line, code) in
        [("show zoe", 1), ("people --sort height", 2), ("frob", 2), ("people --book mail.mbox", 3)]
    {
        for style in ["", " --json"] {
            let ran = home.run(&format!("{line}{style}"));
            assert_eq!((ran.code, ran.stdout.as_str()), (code, ""), "goodturn {line}{style}");
            assert!(!ran.stderr.is_empty(), "goodturn {line}{style} says why");
        }
    }
}
