//! How long what somebody writes may be: a name, a tag, a title one short value, what happened or a note a text. What is
//! read in from files has limits of its own.

use goodturn_core::digits::grouped;
use goodturn_core::limits::{SHORT, WRITTEN};
use serde_json::Value;

use crate::error::{Error, Result};

/// The fields in which one tells something; all others hold one short value.
const TEXTS: [&str; 18] = [
    "text", "note", "what", "why", "why_a", "why_b", "say", "said", "pass_on", "line", "lines", "ideal",
    "proof", "not", "result", "evidence", "next", "answer",
];
/// The fields that say what stood there before, or name files: nothing of it is kept.
const ASIDE: [&str; 5] = ["was", "remove", "file", "folder", "paths"];

/// How many letters one value of a field may have; none of a field that holds several in one, or of which nothing is kept.
pub(crate) fn most(field: &str) -> Option<usize> {
    let several = ["tags", "lines"].contains(&field);
    (!several && !ASIDE.contains(&field)).then(|| limit(field))
}

fn limit(field: &str) -> usize {
    if TEXTS.contains(&field) { WRITTEN } else { SHORT }
}

/// Refuses what is too long to be what a field asks for. What was left as it was found is not looked at: it may have been
/// read in.
pub(crate) fn fits(fields: &Value) -> Result<()> {
    let Some(fields) = fields.as_object() else { return Ok(()) };
    let texts = |value: &Value| -> Vec<String> {
        let of = |value: &Value| value.as_str().map(str::to_owned);
        value
            .as_array()
            .map_or_else(|| of(value).into_iter().collect(), |all| all.iter().filter_map(of).collect())
    };
    let plain = |text: &str| text.trim().replace("\r\n", "\n");
    for (name, value) in fields.iter().filter(|(name, _)| !ASIDE.contains(&name.as_str())) {
        let most = limit(name);
        for text in texts(value) {
            // Bytes are counted at once, and there are as many letters at the most.
            let too_long = |text: &str| text.len() > most && text.chars().nth(most).is_some();
            let long = match name.as_str() {
                "tags" => text.split(',').any(too_long),
                "lines" => text.lines().any(too_long),
                _ => too_long(&text),
            };
            let left = || {
                let was = fields.get("was").map(texts).unwrap_or_default();
                let of_it = was.iter().filter_map(|was| was.strip_prefix(name.as_str())?.strip_prefix('='));
                of_it.map(plain).any(|was| was == plain(&text))
            };
            if long && !left() {
                return Err(too_much(name, text.chars().count(), most));
            }
        }
    }
    Ok(())
}

fn too_much(name: &str, letters: usize, most: usize) -> Error {
    let (letters, most) = (grouped(letters as u64), grouped(most as u64));
    let said = format!("this is too long: it has {letters} letters, and {most} are the most");
    Error::usage(said, "say it shorter, or put it into a file and keep where that lies").at(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_name_is_short_and_a_text_may_be_long_and_what_was_read_in_stays() {
        let long = "x".repeat(SHORT + 1);
        assert!(fits(&json!({ "name": "x".repeat(SHORT), "text": long, "was": ["note=y"] })).is_ok());
        let error = fits(&json!({ "title": long })).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("title"));
        assert_eq!(error.message, "this is too long: it has 1,001 letters, and 1,000 are the most");
        assert!(fits(&json!({ "text": "é".repeat(WRITTEN) })).is_ok(), "letters are counted, and not bytes");
        assert!(fits(&json!({ "text": "é".repeat(WRITTEN + 1) })).is_err());
        assert!(
            fits(&json!({ "title": long, "was": [format!("title={long}")] })).is_ok(),
            "it was left alone"
        );
        assert!(
            fits(&json!({ "tags": format!("{0},{0},{0}", "x".repeat(600)) })).is_ok(),
            "each of them is short"
        );
        assert!(fits(&json!({ "email": ["a@b.example", long] })).is_err());
    }
}
