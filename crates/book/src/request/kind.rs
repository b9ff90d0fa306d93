//! What a field of a request holds: what is checked, completed, offered as a choice and described by it.

use goodturn_core::entry;
use serde_json::{Map, Value, json};

use super::entry::{Field, Shape};
use super::length;
use crate::error::{Error, Result};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Somebody in the book: an id, an e-mail address, enough of the name.
    Person,
    /// Somebody in the book, or `me`.
    Party,
    /// An entry of one of these kinds: its code, its id, or by whom it is.
    Entry(&'static [entry::Kind]),
    /// A group that one serves, by enough of its name.
    Group,
    /// An event, by enough of its name.
    Event,
    /// A day that has been.
    Past,
    /// A day to come.
    Coming,
    /// A day of birth, also without a year.
    Birthday,
    /// One of a few words.
    OneOf(&'static [&'static str]),
    /// An amount with its currency.
    Money,
    /// An e-mail address.
    Email,
    /// A telephone number.
    Phone,
    /// A page.
    Url,
    /// The path of a file.
    File,
    /// What something is called by: an id, a number of an act.
    Id,
    /// A few words on one line.
    Line,
    /// As long a text as one likes.
    Text,
    /// A whole number from this one on.
    From(u32),
    /// A whole number between these two, both included.
    Between(u32, u32),
    /// Given or not.
    Switch,
    /// What a form said when one began to write.
    Was,
}

/// How much a good turn is.
pub(crate) const WEIGHTS: &[&str] = &["small", "medium", "large"];
/// Kinds of good turns.
pub(crate) const TURNS: &[&str] = &[
    "talent-scout",
    "revenue-enhancer",
    "advocate",
    "mentor",
    "publicist",
    "family-adviser",
    "purchasing-agent",
    "loan-broker",
    "introduction",
    "referral",
    "information",
    "time",
    "gift",
    "hospitality",
    "other",
];
/// What can happen with somebody.
pub(crate) const CONTACTS: &[&str] = &["mail", "meeting", "call", "message", "visit", "event", "note"];
/// Whose move it was.
pub(crate) const DIRECTIONS: &[&str] = &["both", "in", "out"];
/// How far some business is.
pub(crate) const STAGES: &[&str] = &["lead", "talking", "offer", "won", "lost"];
/// What one may learn of somebody.
pub(crate) const PARTS: &[&str] = &["goals", "accomplishments", "interests", "networks", "skills"];
/// What an address may belong to.
pub(crate) const SENDERS: &[&str] = &["person", "organisation", "list", "robot", "role"];

impl Kind {
    /// What one chooses from; empty where anything may be said.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Kind::OneOf(choices) => choices,
            _ => &[],
        }
    }

    /// As JSON Schema (2020-12) describes a value of it.
    fn schema(self) -> Map<String, Value> {
        let value = match self {
            Kind::OneOf(choices) => json!({ "type": "string", "enum": choices }),
            Kind::From(least) => json!({ "type": "integer", "minimum": least }),
            Kind::Between(least, most) => json!({ "type": "integer", "minimum": least, "maximum": most }),
            Kind::Switch => json!({ "type": "boolean", "default": false }),
            Kind::Email => json!({ "type": "string", "format": "email" }),
            Kind::Url => json!({ "type": "string", "format": "uri-reference" }),
            _ => json!({ "type": "string" }),
        };
        match value {
            Value::Object(map) => map,
            _ => Map::new(),
        }
    }

    /// What it is called, for whoever reads a description: `person`, `day to come`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Party => "person or me",
            Kind::Entry(_) => "entry",
            Kind::Group => "group",
            Kind::Event => "event",
            Kind::Past => "day past",
            Kind::Coming => "day to come",
            Kind::Birthday => "birthday",
            Kind::OneOf(_) => "choice",
            Kind::Money => "money",
            Kind::Email => "email",
            Kind::Phone => "phone",
            Kind::Url => "page",
            Kind::File => "file",
            Kind::Id => "id",
            Kind::Line => "line",
            Kind::Text => "text",
            Kind::From(_) | Kind::Between(..) => "number",
            Kind::Switch => "switch",
            Kind::Was => "earlier value",
        }
    }
}

impl Field {
    /// Whether it must say something.
    pub fn is_required(&self) -> bool {
        matches!(self.shape, Shape::Positional | Shape::Rest | Shape::Several)
    }

    /// How many letters one value of it may have; none where it holds no text, or several values in one.
    pub fn longest(&self) -> Option<usize> {
        let text = !matches!(
            self.kind,
            Kind::OneOf(_) | Kind::From(_) | Kind::Between(..) | Kind::Switch | Kind::File | Kind::Was
        );
        text.then(|| length::most(self.name)).flatten()
    }

    /// As JSON Schema (2020-12) describes what it holds.
    pub(super) fn schema(&self) -> Value {
        let mut one = self.kind.schema();
        one.insert("x-kind".to_owned(), Value::from(self.kind.name()));
        if matches!(self.shape, Shape::Many | Shape::Several) {
            return json!({ "type": "array", "items": one, "description": self.help });
        }
        one.insert("description".to_owned(), Value::from(self.help));
        Value::Object(one)
    }

    /// Checks what a field says against what it holds; the sentence names the field and says what fits.
    pub(crate) fn check(&self, value: &Value) -> Result<()> {
        let wrong = |message: String, hint: String| Err(Error::usage(message, hint).at(self.name));
        match (self.kind, value) {
            (Kind::OneOf(choices), Value::String(text)) => {
                let text = text.trim();
                // However its words are joined, and in either spelling of adviser.
                let plain = text.to_lowercase().replace([' ', '_'], "-").replace("advisor", "adviser");
                if text.is_empty() || choices.contains(&plain.as_str()) {
                    return Ok(());
                }
                wrong(format!("{} cannot be {text:?}", self.called()), format!("use {}", listed(choices)))
            }
            (Kind::From(least), Value::Number(number)) if number.as_u64() < Some(u64::from(least)) => wrong(
                format!("{} cannot be {number}", self.called()),
                format!("give a number from {least} on"),
            ),
            (Kind::Between(least, most), Value::Number(number))
                if !number
                    .as_u64()
                    .is_some_and(|number| (u64::from(least)..=u64::from(most)).contains(&number)) =>
            {
                let hint = format!("give a number from {least} to {most}");
                wrong(format!("{} cannot be {number}", self.called()), hint)
            }
            _ => Ok(()),
        }
    }

    /// What it is called in a sentence.
    fn called(&self) -> String {
        if self.name == "as" { "kind".to_owned() } else { self.name.replace('_', " ") }
    }
}

/// `a, b or c`.
fn listed(choices: &[&str]) -> String {
    match choices.split_last() {
        None => String::new(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, before)) => format!("{} or {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use goodturn_core::draft::InteractionKind;
    use goodturn_core::gains::Part;
    use goodturn_core::ledger::{TurnKind, Weight};
    use goodturn_core::sender::Kind as Sender;

    use super::*;

    #[test]
    fn choices_are_those_of_the_engine() {
        assert_eq!(WEIGHTS, Weight::ALL.map(Weight::name));
        assert_eq!(TURNS, TurnKind::ALL.map(TurnKind::name));
        assert_eq!(PARTS, Part::ALL.map(Part::name));
        assert_eq!(SENDERS, Sender::ALL.map(Sender::name));
        assert!(CONTACTS.iter().all(|name| InteractionKind::named(name).is_some()));
    }

    #[test]
    fn a_field_says_what_fits() {
        let field = |kind, name| Field { name, shape: Shape::Optional, kind, help: "how much" };
        let weight = field(Kind::OneOf(WEIGHTS), "weight");
        assert!(weight.check(&json!("large")).is_ok() && weight.check(&json!("")).is_ok());
        let wrong = weight.check(&json!("huge")).unwrap_err();
        assert_eq!(wrong.message, r#"weight cannot be "huge""#);
        assert_eq!(
            (wrong.hint.to_string().as_str(), wrong.field.as_deref()),
            ("use small, medium or large", Some("weight"))
        );
        let share = field(Kind::Between(0, 100), "about_me");
        assert!(share.check(&json!(100)).is_ok());
        assert_eq!(share.check(&json!(101)).unwrap_err().hint.to_string(), "give a number from 0 to 100");
        assert!(field(Kind::From(1), "limit").check(&json!(0)).is_err());
    }
}
