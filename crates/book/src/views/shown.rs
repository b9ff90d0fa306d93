//! Today's lines as they were last shown, so that a number means what it stood beside, whatever has changed since.

use goodturn_store::Reader;
use serde::{Deserialize, Serialize};

use super::today::Line;
use crate::book::Book;
use crate::error::{Error, Result};

/// A line of today that was shown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Shown {
    /// Why, in a word.
    pub kind: String,
    /// Whom it is about: id and name.
    pub person: String,
    pub name: String,
    /// The command that answers it.
    pub act: String,
    /// The matter that it is about; empty where it is about being in touch.
    pub about: String,
}

impl Book {
    /// Remembers which line was shown with which number. It is for a face that numbers them, behind showing them. Where
    /// it cannot be kept (a book that can only be read), numbers mean nothing, and nothing else is lost.
    pub fn remember(&self, lines: &[Line]) {
        let shown: Vec<Shown> = lines
            .iter()
            .map(|line| Shown {
                kind: line.kind.to_owned(),
                person: line.person.id.clone(),
                name: line.person.name.clone(),
                act: line.act.clone(),
                about: line.about.clone(),
            })
            .collect();
        if let Ok(text) = serde_json::to_string(&shown)
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
    }
}

/// The lines that had these numbers when today was last shown.
pub(crate) fn numbered(reader: &mut Reader<'_>, numbers: &[usize]) -> Result<Vec<Shown>> {
    let kept =
        reader.shown()?.and_then(|kept| serde_json::from_str::<Vec<Shown>>(&kept).ok()).unwrap_or_default();
    let line = |number: &usize| {
        let found = number.checked_sub(1).and_then(|at| kept.get(at)).cloned();
        found.ok_or_else(|| {
            let what = match kept.len() {
                0 => "no list of today was shown yet".to_owned(),
                count => format!("today had no line {number} when it was last shown; it had {count}"),
            };
            Error::refused(what, "`goodturn today` shows the list with its numbers")
        })
    };
    numbers.iter().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_from_the_front_and_the_rest_stays_a_text() {
        assert_eq!(numbers("1 3"), (vec![1, 3], ""));
        assert_eq!(numbers("2, 4 called about 3 boats"), (vec![2, 4], "called about 3 boats"));
        assert_eq!(numbers("Ada"), (vec![], "Ada"));
        assert_eq!(numbers("9c41d0e2 1"), (vec![], "9c41d0e2 1"));
        assert_eq!(numbers("+1"), (vec![], "+1"));
    }
}
