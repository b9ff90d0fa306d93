//! Today's lines as they were last shown, so that a number means what it stood beside, whatever has changed since.

use goodturn_core::deed::Deed;
use goodturn_core::id::PersonId;
use std::collections::BTreeMap;

use goodturn_store::Reader;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::Book;
use crate::error::Result;
use crate::request::party::Matter;
use crate::today::day::Day;

/// A line of today that was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// Why, in a word.
    pub kind: String,
    /// Whom it is about: id and name.
    pub person: PersonId,
    pub name: String,
    /// The deed that answers it.
    pub deed: Deed,
    /// The entry that this is about, by its id; none where it is about none. Lines that do not say it cannot be read.
    #[serde(deserialize_with = "Option::deserialize")]
    pub entry: Option<String>,
    /// The matter that it is about; empty where it is about being in touch.
    pub about: String,
}

/// Since when a matter stands in today's list, and since when it asks to be let go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Stood {
    /// Since when it has waited to be answered.
    pub since: Date,
    /// When it first asked to be let go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Date>,
}

impl Stood {
    /// Tells a matter since when it has stood in the list `before`; what was left for later stands there `again` since
    /// that day. A later due day, or a later reminder, makes it a new matter.
    pub fn tell(before: Option<&Stood>, again: Option<Date>, matter: &mut Matter) {
        if let Some(before) = before {
            matter.since = matter.due.max(before.since);
            matter.asked = before.asked.filter(|asked| *asked >= matter.due);
        }
        if let Some(again) = again {
            matter.since = matter.since.max(again);
            matter.asked = matter.asked.filter(|asked| *asked >= again);
        }
    }

    /// What is remembered of a line that is shown today.
    pub fn shown(line: &Matter, before: Option<&Stood>, today: Date) -> Stood {
        // What is shown for the first time waits from then on; what asks at once has waited before.
        let since = if before.is_some() || line.asked.is_some() { line.since } else { today };
        Stood { since: since.min(today), asked: line.asked }
    }
}

/// What was last shown: the lines by their numbers, and since when matters stand among them.
#[derive(Debug, Default, Serialize, Deserialize)]
struct LastShown {
    lines: Vec<Shown>,
    #[serde(default)]
    stood: BTreeMap<String, Stood>,
}

impl LastShown {
    fn read(reader: &mut Reader<'_>) -> Result<LastShown> {
        let Some(text) = reader.shown()? else { return Ok(LastShown::default()) };
        // The lines of a book of before name no deed; numbers mean something again when today is next shown. What cannot be
        // read at all is as if today had not been shown yet: nobody said it, and showing today writes it anew.
        let of_old = || {
            let mut kept: serde_json::Value = serde_json::from_str(&text)?;
            kept["lines"] = serde_json::json!([]);
            serde_json::from_value(kept)
        };
        Ok(serde_json::from_str(&text).or_else(|_| of_old()).unwrap_or_default())
    }
}

/// Since when matters stand in today's list, by what they are about.
pub(crate) fn stood(reader: &mut Reader<'_>) -> Result<BTreeMap<String, Stood>> {
    Ok(LastShown::read(reader)?.stood)
}

impl Book {
    /// Remembers which line was shown with which number. It is for a face that numbers them, behind showing them. Where
    /// it cannot be kept (a book that can only be read), numbers mean nothing, and nothing else is lost.
    pub fn remember(&self, day: &Day) {
        let lines: Vec<Shown> = day
            .lines
            .iter()
            .map(|line| Shown {
                kind: line.kind.to_owned(),
                person: line.person.id(),
                name: line.person.name().to_owned(),
                deed: line.deed.clone(),
                entry: line.deed.entry_id().map(|id| id.to_string()),
                about: line.matter.clone(),
            })
            .collect();
        self.keep_shown(Some(lines), day);
    }

    /// Remembers what was shown by a face that numbers nothing: since when it stands there.
    pub fn remember_unnumbered(&self, day: &Day) {
        self.keep_shown(None, day);
    }

    fn keep_shown(&self, lines: Option<Vec<Shown>>, day: &Day) {
        let lines = match lines {
            Some(lines) => Ok(lines),
            None => self.read(|reader| Ok(LastShown::read(reader)?.lines)),
        };
        let Ok(lines) = lines else { return };
        let kept = LastShown { lines, stood: day.stood.clone() };
        if let Ok(text) = serde_json::to_string(&kept)
            && self
                .read(|reader| Ok(reader.shown()?))
                .is_ok_and(|known| known.as_deref() != Some(text.as_str()))
        {
            let _ = self.store.keep_shown(&text);
        }
    }
}

/// The numbers that a text begins with, and the rest of it.
pub(crate) fn numbers(text: &str) -> (Vec<usize>, &str) {
    let (mut found, mut rest) = (Vec::new(), text.trim());
    loop {
        let end = rest.find(|c: char| c.is_whitespace() || c == ',').unwrap_or(rest.len());
        let number = rest[..end].parse().ok().filter(|number| (1..=99).contains(number));
        let Some(number) = number.filter(|_| rest[..end].bytes().all(|byte| byte.is_ascii_digit())) else {
            return (found, rest);
        };
        if !found.contains(&number) {
            found.push(number);
        }
        rest = rest[end..].trim_start_matches(|c: char| c.is_whitespace() || c == ',');
        rest = joined(rest).unwrap_or(rest);
    }
}

/// What stands behind an `and` that joins one number to the next: `1 and 2`.
fn joined(text: &str) -> Option<&str> {
    let (word, rest) = text.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let joins = ["and", "und", "&", "+"].iter().any(|joint| word.eq_ignore_ascii_case(joint));
    let number = rest.split(|c: char| c.is_whitespace() || c == ',').next()?;
    let number = number.len() <= 2 && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.is_empty();
    (joins && number).then_some(rest)
}

/// The lines that had these numbers when today was last shown.
pub(crate) fn numbered(reader: &mut Reader<'_>, numbers: &[usize]) -> Result<Vec<Shown>> {
    let kept = LastShown::read(reader)?.lines;
    let line = |number: &usize| {
        let found = number.checked_sub(1).and_then(|at| kept.get(at)).cloned();
        found.ok_or_else(|| messages::no_line(*number, kept.len()))
    };
    numbers.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_from_the_front_and_the_rest_stays_a_text() {
        assert_eq!(numbers("1 3"), (vec![1, 3], ""));
        assert_eq!(numbers("1 and 3"), (vec![1, 3], ""));
        assert_eq!(numbers("1, 2 und 3 angerufen"), (vec![1, 2, 3], "angerufen"));
        assert_eq!(numbers("1 & 2"), (vec![1, 2], ""));
        assert_eq!(numbers("1 and spoke of 2"), (vec![1], "and spoke of 2"));
        assert_eq!(numbers("2, 4 called about 3 boats"), (vec![2, 4], "called about 3 boats"));
        assert_eq!(numbers("Ada"), (vec![], "Ada"));
        assert_eq!(numbers("9c41d0e2 1"), (vec![], "9c41d0e2 1"));
        assert_eq!(numbers("+1"), (vec![], "+1"));
    }
}
