//! How long what somebody writes may be: a name, a tag, a title one short value, what happened or a note a text. What is
//! read in from files has limits of its own.

use goodturn_core::digits::grouped;
use goodturn_core::limits::{SHORT, WRITTEN};
use serde_json::Value;

use super::entry::Field;
use super::kind::Kind;
use super::messages;
use crate::error::{Error, Result};

/// How many letters one value of this kind may have; none where nothing of it is kept: it says what stood there before,
/// names a file, or is a choice.
pub(crate) fn most(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Sentence | Kind::Text => Some(WRITTEN),
        Kind::Person
        | Kind::Party
        | Kind::Entry(_)
        | Kind::Group
        | Kind::Event
        | Kind::Past
        | Kind::Coming
        | Kind::Birthday
        | Kind::Money
        | Kind::Email
        | Kind::Phone
        | Kind::Url
        | Kind::Id
        | Kind::Line
        | Kind::Tags => Some(SHORT),
        Kind::OneOf(_)
        | Kind::File
        | Kind::Known
        | Kind::From(_)
        | Kind::Between(..)
        | Kind::Switch
        | Kind::Was => None,
    }
}

/// Refuses what is too long to be what a field asks for. What was left as it was found is not looked at: it may have been
/// read in.
pub(crate) fn fits(asked: &[Field], fields: &Value) -> Result<()> {
    let texts = |name: &str| -> Vec<&str> {
        match fields.get(name) {
            Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
            Some(value) => value.as_str().into_iter().collect(),
            None => Vec::new(),
        }
    };
    let plain = |text: &str| text.trim().replace("\r\n", "\n");
    for field in asked {
        let Some(most) = most(field.kind) else { continue };
        // Bytes are counted at once, and there are as many letters at the most.
        let too_long = |text: &str| text.len() > most && text.chars().nth(most).is_some();
        for text in texts(field.name) {
            let long = match field.kind {
                Kind::Tags => text.split(',').any(too_long),
                _ => too_long(text),
            };
            let left = || {
                let was = texts("was").into_iter();
                let mut of_it = was.filter_map(|was| was.strip_prefix(field.name)?.strip_prefix('='));
                of_it.any(|was| plain(was) == plain(text))
            };
            if long && !left() {
                return Err(too_much(field.name, text.chars().count(), most));
            }
        }
    }
    Ok(())
}

fn too_much(name: &str, letters: usize, most: usize) -> Error {
    messages::too_long(&grouped(letters as u64), &grouped(most as u64)).at(name)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::request::entry::Shape;

    const fn field(name: &'static str, kind: Kind) -> Field {
        Field { name, shape: Shape::Optional, kind, help: "" }
    }

    const FIELDS: [Field; 6] = [
        field("name", Kind::Line),
        field("title", Kind::Line),
        field("text", Kind::Text),
        field("tags", Kind::Tags),
        field("email", Kind::Email),
        field("was", Kind::Was),
    ];

    #[test]
    fn a_name_is_short_and_a_text_may_be_long_and_what_was_read_in_stays() {
        let fits = |fields: Value| super::fits(&FIELDS, &fields);
        let long = "x".repeat(SHORT + 1);
        assert!(fits(json!({ "name": "x".repeat(SHORT), "text": long, "was": ["note=y"] })).is_ok());
        let error = fits(json!({ "title": long })).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("title"));
        assert_eq!(error.message, "this is too long: it has 1,001 letters, and 1,000 are the most");
        assert!(fits(json!({ "text": "é".repeat(WRITTEN) })).is_ok(), "letters are counted, and not bytes");
        assert!(fits(json!({ "text": "é".repeat(WRITTEN + 1) })).is_err());
        assert!(
            fits(json!({ "title": long, "was": [format!("title={long}")] })).is_ok(),
            "it was left alone"
        );
        assert!(
            fits(json!({ "tags": format!("{0},{0},{0}", "x".repeat(600)) })).is_ok(),
            "each of them is short"
        );
        assert!(fits(json!({ "email": ["a@b.example", long] })).is_err());
    }
}
