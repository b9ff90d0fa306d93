//! WhatsApp's exported chats to drafts, one for each message.
//!
//! ```text
//! 13/06/2018, 21:25 - Ann Example: Tea tomorrow?      a Message from Ann, on 13 June 2018
//! With cake?                                          still the same message
//! 13/06/2018, 21:26 - Bob left                        a line of the app: left out
//! ```
//!
//! - `stamp`: day and time in every layout
//! - `people`: who is who, going by the file's name and the number of those who wrote

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Draft, Found, InteractionDraft, InteractionKind, Marks, Sink};
use goodturn_core::place::{Place, Problem};
use jiff::ToSpan;
use xxhash_rust::xxh3::xxh3_64;

use crate::{Asked, text};
use people::People;
use stamp::{Order, Stamp, is_blank, is_mark};

mod people;
mod stamp;

/// How many lines tell whether a text is a chat.
const PEEK: usize = 20;

const OF_THE_APP: &str = "a line of the app, not of a person";

/// Whether a text looks like an exported chat: its first line bears a stamp, or several of the first do.
pub fn looks_like(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim_matches(is_blank).is_empty());
    let stamped = |line: &&str| Stamp::read(line).is_some_and(|(_, rest)| !is_log(rest));
    let many = lines().take(PEEK).filter(stamped).count();
    many >= 2 || (many == 1 && lines().next().is_some_and(|line| stamped(&line)))
}

/// Programs write logs in a layout that some telephones use for chats.
fn is_log(rest: &str) -> bool {
    let word = rest.split([':', ' ', '-', ']']).find(|word| !word.is_empty()).unwrap_or_default();
    ["TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "FATAL", "CRITICAL"].contains(&word)
}

/// Reads an exported chat into `sink`. Breaks off only where the sink asks for it.
///
/// Times are in `asked.zone`. Which of the two is "me" follows from the file's name, which names the other.
pub fn read(bytes: &[u8], file: &Arc<str>, asked: &Asked, sink: &mut dyn Sink) -> ControlFlow<()> {
    let text = text::decode(bytes);
    let lines = entries(&text);
    if !lines.iter().any(|entry| entry.stamp.is_some()) {
        let what = "there is no chat in it; export it again from WhatsApp as text".to_owned();
        return sink.take(Found::Failed(Problem { place: Place::whole(file), what }));
    }
    let order = order(&lines, asked);
    let people = People::of(lines.iter().map(|entry| (entry.author, entry.text.as_str())), file);
    let mut seen: HashMap<u64, u64> = HashMap::new();
    let latest = asked.now.checked_add(24.hours()).unwrap_or(asked.now);
    for entry in &lines {
        let place = Place::line(file, entry.number);
        let (Some(author), Some(at)) = (entry.author, entry.stamp.and_then(|stamp| stamp.at(order))) else {
            sink.take(Found::Skipped(OF_THE_APP, place))?;
            continue;
        };
        let words = entry.text.trim_matches(is_blank);
        // The same author may say "ok" twice in a minute: the second is another message.
        let same = seen.entry(xxh3_64(format!("{author}\0{at}\0{words}").as_bytes())).or_default();
        let key = xxh3_64(format!("chat\0{author}\0{at}\0{words}\0{same}").as_bytes()).max(1);
        *same += 1;
        let (parties, direction) = people.parties(author);
        let draft = InteractionDraft {
            key,
            at: asked.zone.to_timestamp(at).ok().filter(|at| *at <= latest),
            kind: InteractionKind::Message,
            direction,
            parties,
            title: words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(200).collect(),
            text: if asked.texts { words.to_owned() } else { String::new() },
            marks: Marks::default(),
        };
        sink.take(Found::Draft(Draft::Interaction(draft), place))?;
    }
    ControlFlow::Continue(())
}

/// One message or one line of the app, with the lines that go on from it.
struct Entry<'a> {
    number: u64,
    stamp: Option<Stamp>,
    /// Who wrote it; none for the app.
    author: Option<&'a str>,
    text: String,
}

fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut found: Vec<Entry<'_>> = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        match (Stamp::read(line), found.last_mut()) {
            (Some((stamp, rest)), _) => {
                let (author, text) = author(rest);
                found.push(Entry { number, stamp: Some(stamp), author, text: text.to_owned() });
            }
            (None, Some(entry)) => {
                entry.text.push('\n');
                entry.text.push_str(line);
            }
            (None, None) if line.trim_matches(is_blank).is_empty() => {}
            (None, None) => {
                found.push(Entry { number, stamp: None, author: None, text: line.to_owned() });
            }
        }
    }
    found
}

/// Parts what follows a stamp into author and words. A line without an author is the app's, and so is one that
/// quotes before its colon: `Ann changed the subject to "Tea: when?"`.
fn author(rest: &str) -> (Option<&str>, &str) {
    let parted =
        rest.split_once(": ").or_else(|| Some((rest.trim_end_matches(is_blank).strip_suffix(':')?, "")));
    let Some((name, words)) = parted else { return (None, rest) };
    let name = name.trim_matches(|c| is_blank(c) || c == '~');
    let quotes = name.contains(['"', '“', '„', '«']);
    if name.is_empty() || quotes || name.chars().count() > 100 || is_sealed(words) {
        return (None, rest);
    }
    (Some(name), words)
}

/// The app's own words on encryption stand under a name on iPhones, though nobody wrote them.
fn is_sealed(words: &str) -> bool {
    let words = words.trim_start_matches(is_mark);
    words.len() < 600
        && [
            "end-to-end encrypt",
            "Ende-zu-Ende-verschlüssel",
            "chiffrés de bout en bout",
            "de extremo a extremo",
            "crittografat",
        ]
        .iter()
        .any(|phrase| words.contains(phrase))
        && ["essages", "achrichten", "ensajes", "essaggi"].iter().any(|word| words.contains(word))
}

/// Whether day or month comes first: a number beyond 12 tells; else the order in which the days only go
/// forward; else where the reader lives.
fn order(entries: &[Entry<'_>], asked: &Asked) -> Order {
    let stamps: Vec<Stamp> =
        entries.iter().filter_map(|entry| entry.stamp).filter(|s| !s.year_first()).collect();
    let beyond = |at: usize| stamps.iter().filter(|stamp| stamp.day[at] > 12).count();
    match beyond(0).cmp(&beyond(1)) {
        std::cmp::Ordering::Greater => return Order::Day,
        std::cmp::Ordering::Less => return Order::Month,
        std::cmp::Ordering::Equal => {}
    }
    let back = |order| {
        let days: Vec<_> = stamps.iter().filter_map(|stamp| stamp.at(order)).collect();
        days.windows(2).filter(|pair| pair[1] < pair[0]).count()
    };
    match back(Order::Day).cmp(&back(Order::Month)) {
        std::cmp::Ordering::Less => Order::Day,
        std::cmp::Ordering::Greater => Order::Month,
        std::cmp::Ordering::Equal if stamps.iter().all(|stamp| stamp.slashed) && lives_in_america(asked) => {
            Order::Month
        }
        std::cmp::Ordering::Equal => Order::Day,
    }
}

/// Zones of the country that writes the month first.
fn lives_in_america(asked: &Asked) -> bool {
    const ZONES: [&str; 9] = [
        "America/New_York",
        "America/Detroit",
        "America/Chicago",
        "America/Denver",
        "America/Boise",
        "America/Phoenix",
        "America/Los_Angeles",
        "America/Anchorage",
        "Pacific/Honolulu",
    ];
    asked.zone.iana_name().is_some_and(|name| ZONES.contains(&name) || name.starts_with("US/"))
}

#[cfg(test)]
mod tests;
