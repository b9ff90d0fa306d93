//! Chats in every layout that is known, where they lie beside the project; else nothing is tested.

#![allow(clippy::unwrap_used, reason = "a test may fail by it")]

use std::ops::ControlFlow;

use goodturn_core::draft::{Draft, Item};
use goodturn_sources::chat;

mod real;

/// The times of the messages, and how many items there were.
fn read(bytes: &[u8]) -> (Vec<String>, usize) {
    let asked = real::asked("2026-11-01T00:00:00Z");
    let (mut times, mut items) = (Vec::new(), 0);
    let _ = chat::read(bytes, &"chat.txt".into(), &asked, &mut |found: Item| {
        items += 1;
        if let Item::Draft(Draft::Interaction(it), _) = found {
            times.push(it.at.unwrap().to_string());
        }
        ControlFlow::Continue(())
    });
    (times, items)
}

#[test]
fn every_known_layout_tells_its_time() {
    let Some(folder) = real::data("chat/whatsapp-chat-parser") else { return };
    let text = std::fs::read_to_string(folder.join("lines.txt")).unwrap();
    for line in text.lines() {
        // Lines without an author are not of a person; those without a stamp no messages at all.
        let days = ["2018-06-13", "2018-06-03", "2018-06-23", "2020-12-30", "2017-02-03"];
        let hours = ["13:55:00", "01:55:00", "21:25:15", "13:00:00", "18:42:00"];
        let (times, _) = read(line.as_bytes());
        let is_message = line.contains(": ") && !line.starts_with("20");
        assert_eq!(times.len(), usize::from(is_message), "{line}");
        for time in times {
            assert!(days.iter().any(|day| time.starts_with(day)), "{line}: {time}");
            assert!(hours.iter().any(|hour| time.contains(hour)), "{line}: {time}");
        }
    }
}

#[test]
fn whole_chats_add_up() {
    let Some(folder) = real::data("chat/chatistics/whatsapp") else { return };
    for path in real::files(&folder) {
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(chat::looks_like(&text), "{}", path.display());
        let (times, items) = read(&bytes);
        assert!(!times.is_empty() && times.len() <= items, "{}", path.display());
        println!("{}: {} of {items}, {times:?}", path.display(), times.len());
    }
}
