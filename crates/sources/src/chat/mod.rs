//! WhatsApp's exported chats to drafts, one for each message.
//!
//! ```text
//! 13/06/2018, 21:25 - Ann Example: Tea tomorrow?      a Message from Ann, on 13 June 2018
//! With cake?                                          still the same message
//! 13/06/2018, 21:26 - Bob left                        a line of the app: left out
//! ```
//!
//! - `stamp`: day and time in every layout
//! - `layout`: what their numbers and words mean, told from all of them
//! - `said`: what somebody wrote, told from the app's own lines and from what stands for a picture
//! - `people`: who is who, going by the file's name and the number of those who wrote

use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::Arc;

use goodturn_core::draft::{Draft, InteractionDraft, InteractionKind, Item, Marks, Sink};
use goodturn_core::limits::TEXT;
use goodturn_core::place::{Place, Problem};
use jiff::ToSpan;
use jiff::civil::DateTime;
use xxhash_rust::xxh3::xxh3_64;

use crate::locale::Half;
use crate::{Asked, text};
use layout::Layout;
use people::People;
use said::Entry;
use stamp::{Beside, Stamp, is_blank};

mod layout;
mod people;
mod said;
mod stamp;

/// How many lines tell whether a text is a chat.
const PEEK: usize = 20;

const OF_THE_APP: &str = "a line of the app, not of a person";

const ONE_TOO_MANY: &str = "by somebody beyond the first 5,000 who write in one chat";

const BEFORE_ALL: &str = "it stands before the first message";

/// Whether a text looks like an exported chat: its first line bears a stamp, or several of the first do.
pub fn looks_like(text: &str) -> bool {
    let lines = || text.lines().filter(|line| !line.trim_matches(is_blank).is_empty());
    let stamped = |line: &&str| {
        Stamp::read(line).is_some_and(|(stamp, rest)| {
            // A word that nobody knows counts only where somebody speaks behind it.
            let known = !matches!(stamp.half, Beside::Word(_)) || said::author(rest).0.is_some();
            known && !is_log(rest)
        })
    };
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
    let mut lines = said::entries(&text);
    let stamps: Vec<Stamp<'_>> = lines.iter().filter_map(|entry| entry.stamp).collect();
    if stamps.is_empty() {
        let what = "there is no chat in it; export it again from WhatsApp as text".to_owned();
        return sink.take(Item::Failed(Problem { place: Place::whole(file), what }));
    }
    let layout = Layout::of(&stamps, asked);
    drop(stamps);
    notice_guesses(&lines, &layout, file, sink)?;
    said::sort_out(&mut lines);
    let people = People::of(&lines, file);
    let (mut seen, mut seen_before): (HashMap<u64, u64>, HashMap<u64, u64>) = Default::default();
    let latest = asked.now.checked_add(24.hours()).unwrap_or(asked.now);
    for entry in &lines {
        let place = Place::line(file, entry.number);
        let Some(stamp) = &entry.stamp else {
            sink.take(Item::Skipped(BEFORE_ALL, place))?;
            continue;
        };
        let Some(author) = entry.author.filter(|_| !entry.app) else {
            sink.take(Item::Skipped(OF_THE_APP, place))?;
            continue;
        };
        if !people.knows(author) {
            sink.take(Item::Skipped(ONE_TOO_MANY, place))?;
            continue;
        }
        let Some(at) = layout.at(stamp) else {
            let what = "the day of this message makes no sense in the order of the others".to_owned();
            sink.take(Item::Failed(Problem { place, what }))?;
            continue;
        };
        let text = entry.text();
        let words = text.trim_matches(is_blank);
        let told = said::by_which_known(words);
        // Some telephones write no seconds, so that a message is known by its minute. The same author may say "ok" twice
        // in it: the second is another message.
        let minute = at.with().second(0).subsec_nanosecond(0).build().unwrap_or(at);
        let key = key(&mut seen, author, minute, &told);
        let before = self::key(&mut seen_before, author, at, &said::picture_told(words));
        let (parties, direction) = people.parties(author);
        let draft = InteractionDraft {
            key,
            // Books of before know it by its second and with what the app writes behind an edited one.
            also: if before == key { Vec::new() } else { vec![before] },
            at: asked.zone.to_timestamp(at).ok().filter(|at| *at <= latest),
            kind: InteractionKind::Message,
            direction,
            parties,
            title: text::begin(words, 200),
            text: if asked.texts { words.chars().take(TEXT).collect() } else { String::new() },
            marks: Marks::default(),
        };
        sink.take(Item::Draft(Draft::Interaction(draft), place))?;
    }
    ControlFlow::Continue(())
}

/// The key of a message, and of each that says the same at the same time another one.
fn key(seen: &mut HashMap<u64, u64>, author: &str, at: DateTime, told: &str) -> u64 {
    let same = seen.entry(xxh3_64(format!("{author}\0{at}\0{told}").as_bytes())).or_default();
    let key = xxh3_64(format!("chat\0{author}\0{at}\0{told}\0{same}").as_bytes()).max(1);
    *same += 1;
    key
}

/// Says which words were taken for which half of the day, since nobody told.
fn notice_guesses(
    lines: &[Entry<'_>],
    layout: &Layout<'_>,
    file: &Arc<str>,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let mut guesses: Vec<_> = layout
        .guessed()
        .filter_map(|(word, half)| {
            let beside =
                |entry: &&Entry<'_>| entry.stamp.is_some_and(|stamp| stamp.half == Beside::Word(word));
            Some((lines.iter().find(beside)?.number, word, half))
        })
        .collect();
    guesses.sort_unstable_by_key(|(line, ..)| *line);
    for (line, word, half) in guesses {
        let half = if half == Half::Morning { "morning" } else { "afternoon" };
        let what = format!(
            "“{word}” beside the time is not a word known here; by the order of the messages it was read as the \
             {half}"
        );
        sink.take(Item::Noticed(Problem { place: Place::line(file, line), what }))?;
    }
    ControlFlow::Continue(())
}

#[cfg(test)]
mod tests;
