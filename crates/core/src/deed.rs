//! Something that can be done, as a value: which deed, and what its fields say. A line of today carries the deed that
//! answers it, an error those that help. Each face shows it in its own way: as a line to type, as a button, as data.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error as _};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::id::{EntryId, PersonId};

/// A deed of the catalog, or a view, with what is known of its fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Its name in the catalog.
    pub name: Cow<'static, str>,
    /// What its fields say, in the order in which they are given.
    pub fields: Vec<(Cow<'static, str>, Filled)>,
}

/// What a field of a deed says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filled {
    /// A text, a number, a choice, as a request takes it.
    Text(String),
    /// Somebody.
    Person {
        /// Their id.
        id: PersonId,
        /// Their name, to be shown.
        name: String,
    },
    /// An entry, by its id.
    Entry(EntryId),
    /// A switch that is on.
    On,
    /// What only whoever does it can say.
    Open(&'static str),
}

impl Filled {
    /// As a request takes it; none where it is still to be filled in.
    pub fn value(&self) -> Option<Value> {
        match self {
            Filled::Text(text) => Some(Value::from(text.as_str())),
            Filled::Person { id, .. } => Some(Value::from(id.to_string())),
            Filled::Entry(id) => Some(Value::from(id.to_string())),
            Filled::On => Some(Value::from(true)),
            Filled::Open(_) => None,
        }
    }
}

impl Deed {
    /// A deed of which nothing is said yet.
    pub fn new(name: &'static str) -> Deed {
        Deed { name: Cow::Borrowed(name), fields: Vec::new() }
    }

    /// The view that lists entries of this kind: promises, asks, needs.
    pub fn listing(kind: &str) -> Deed {
        Deed { name: Cow::Owned(format!("{kind}s")), fields: Vec::new() }
    }

    /// The same, with a field that says this. A field that takes several values may be said several times.
    pub fn filled(mut self, field: &'static str, filled: Filled) -> Deed {
        self.fields.push((Cow::Borrowed(field), filled));
        self
    }

    /// The same, with a field that says this.
    pub fn text(self, field: &'static str, text: impl Into<String>) -> Deed {
        self.filled(field, Filled::Text(text.into()))
    }

    /// The same, with a field that names somebody.
    pub fn person(self, field: &'static str, id: PersonId, name: impl Into<String>) -> Deed {
        self.filled(field, Filled::Person { id, name: name.into() })
    }

    /// The same, with a field that names an entry.
    pub fn entry(self, field: &'static str, id: EntryId) -> Deed {
        self.filled(field, Filled::Entry(id))
    }

    /// The same, with a switch on.
    pub fn on(self, field: &'static str) -> Deed {
        self.filled(field, Filled::On)
    }

    /// The same, with a field that is still to be filled in; `what` says with what (`WHO`), and is shown in its place.
    pub fn open(self, field: &'static str, what: &'static str) -> Deed {
        self.filled(field, Filled::Open(what))
    }

    /// What a field says, where it says something.
    pub fn field(&self, name: &str) -> Option<&Filled> {
        self.fields.iter().find(|(field, _)| field == name).map(|(_, filled)| filled)
    }

    /// The entry that it is about; none where it is about none.
    pub fn entry_id(&self) -> Option<EntryId> {
        self.fields.iter().find_map(|(_, filled)| match filled {
            Filled::Entry(id) => Some(*id),
            _ => None,
        })
    }

    /// Its fields as a request takes them. What is still to be filled in is not among them.
    pub fn request(&self) -> Map<String, Value> {
        let fields = self.fields.iter();
        fields.filter_map(|(field, filled)| Some((field.to_string(), filled.value()?))).collect()
    }
}

/// A text as one word of a line, in quotation marks that do not stand in it: so a POSIX shell reads it (Shell Command
/// Language, section 2.2), and so books keep what a line of today is about.
pub fn quoted(text: &str) -> String {
    // Between double quotes these mean something, `!` only to a person's own shell.
    match text.contains(['"', '$', '`', '\\', '!']) {
        true => format!("'{}'", text.replace('\'', r"'\''")),
        false => format!("\"{text}\""),
    }
}

impl Serialize for Deed {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(Some(2))?;
        map.serialize_entry("name", &self.name)?;
        map.serialize_entry("fields", &self.request())?;
        map.end()
    }
}

impl JsonSchema for Deed {
    fn schema_name() -> Cow<'static, str> {
        "Deed".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A deed of the catalog, or a view, with what is known of its fields.",
            "type": "object",
            "properties": {
                "name": { "type": "string", "description": "Its name in the catalog." },
                "fields": {
                    "type": "object",
                    "description": "What its fields say, as its request takes them.",
                    "additionalProperties": { "type": ["string", "boolean"] },
                },
            },
            "required": ["name", "fields"],
        })
    }
}

/// What a field says comes back as its text alone: whether that names somebody or an entry, the field's kind tells.
impl<'de> Deserialize<'de> for Deed {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Deed, D::Error> {
        #[derive(Deserialize)]
        struct Read {
            name: String,
            #[serde(default)]
            fields: Map<String, Value>,
        }
        let Read { name, fields } = Read::deserialize(from)?;
        let filled = |value: Value| match value {
            Value::String(text) => Ok(Filled::Text(text)),
            Value::Bool(true) => Ok(Filled::On),
            other => Err(D::Error::custom(format!("a field of a deed holds {other}"))),
        };
        let fields = fields.into_iter().map(|(field, value)| Ok((Cow::Owned(field), filled(value)?)));
        Ok(Deed { name: Cow::Owned(name), fields: fields.collect::<Result<_, D::Error>>()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deed_is_data_and_comes_back() {
        let id = EntryId::from_bytes([7; 16]);
        let deed = Deed::new("keep").entry("id", id).on("as_turn").open("kind", "KIND");
        let json = serde_json::to_value(&deed).unwrap();
        assert_eq!(
            json,
            serde_json::json!({ "name": "keep", "fields": { "id": id.to_string(), "as_turn": true } })
        );
        let read: Deed = serde_json::from_value(json).unwrap();
        assert_eq!((read.name.as_ref(), read.field("id")), ("keep", Some(&Filled::Text(id.to_string()))));
        assert_eq!(read.field("as_turn"), Some(&Filled::On));
        assert!(serde_json::from_str::<Deed>(r#"{"name":"x","fields":{"a":[1]}}"#).is_err());
        let who = PersonId::from_bytes([7; 16]);
        let ask = Deed::new("ask").person("who", who, "ACME: Lab, Ltd");
        assert_eq!(ask.request()["who"], who.to_string());
    }
}
