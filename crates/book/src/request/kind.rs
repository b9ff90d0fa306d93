//! What a field of a request holds: what is read, completed, offered as a choice and described by it.

use goodturn_core::entry;
use serde_json::{Map, Value, json};

use super::entry::{Field, Shape};
use super::length;

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
    /// One short value on one line: a name, a title.
    Line,
    /// What one tells, mostly in a few words on one line.
    Sentence,
    /// Tags, separated by commas.
    Tags,
    /// A value that is in the book, exactly as it is shown.
    Known,
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

impl Kind {
    /// What one chooses from; empty where anything may be said.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Kind::OneOf(choices) => choices,
            _ => &[],
        }
    }

    /// Whether its texts name somebody or something in the book.
    pub(super) fn names_something(self) -> bool {
        matches!(self, Kind::Person | Kind::Party | Kind::Entry(_) | Kind::Group | Kind::Event)
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
            Kind::Sentence => "sentence",
            Kind::Tags => "tags",
            Kind::Known => "value on file",
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

    /// How many letters may be typed for one value of it; none where what is typed is not what is kept.
    pub fn longest(&self) -> Option<usize> {
        length::most(self.kind).filter(|_| self.kind != Kind::Tags)
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
}
