//! What a request takes and what it is answered with, as JSON Schema (2020-12).
//!
//! The request's is made from its fields, the answer's from the types of the views. What a text holds follows from the
//! name that it has in a view: a name means one thing wherever it stands.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use super::answer::{DoneOr, Lines, One};
use super::entry::Entry;

/// The dialect in which everything is described.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// What a text holds that has one of these names in a view: the format or the pattern, and the names.
const HELD: &[(&str, &str, &[&str])] = &[
    ("format", "uuid", &["id", "more"]),
    ("format", "date-time", &["at", "last_interaction", "in_touch", "last_word", "snoozed"]),
    (
        "format",
        "date",
        &["on", "due", "until", "closed_on", "thanked_on", "introduced_on", "last_on", "overruled_until"],
    ),
    ("pattern", "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", &["since"]),
    ("pattern", "^[0-9a-f]{8}$", &["code"]),
];

impl Entry {
    /// What it is and does, what its request looks like and what its answer, as one object. A list is an array of its lines.
    pub fn schema(&self) -> Value {
        json!({
            "name": self.name,
            "description": self.help,
            "effect": self.effect.name(),
            "danger": self.danger.name(),
            "request": self.request_schema(),
            "answer": (self.answer)(),
        })
    }

    fn request_schema(&self) -> Value {
        let properties: Map<String, Value> =
            self.fields.iter().map(|field| (field.name.to_owned(), field.schema())).collect();
        let required: Vec<&str> =
            self.fields.iter().filter(|field| field.is_required()).map(|field| field.name).collect();
        json!({
            "$schema": DIALECT,
            "title": self.name,
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
            "examples": (self.examples)().iter().map(|example| self.request(&example.deed)).collect::<Vec<_>>(),
        })
    }
}

/// What an answer of this type looks like.
pub(crate) fn answer<A: JsonSchema>() -> Value {
    SchemaSettings::draft2020_12()
        .for_serialize()
        .with_transform(RecursiveTransform(exact))
        .into_generator()
        .into_root_schema_for::<A>()
        .to_value()
}

/// Says of a schema what its type does not: that an object has no other fields, and what a text of this name holds.
fn exact(schema: &mut Schema) {
    if !schema.get("type").is_some_and(is_text) {
        // The widths of Rust's numbers are no formats of JSON Schema.
        schema.remove("format");
    }
    let Some(Value::Object(properties)) = schema.get_mut("properties") else { return };
    for (name, property) in properties.iter_mut() {
        let held = HELD.iter().find(|(_, _, names)| names.contains(&name.as_str()));
        if let (Some((key, held, _)), Value::Object(property)) = (held, property)
            && property.get("type").is_some_and(is_text)
        {
            property.insert((*key).to_owned(), Value::from(*held));
        }
    }
    schema.insert("additionalProperties".to_owned(), Value::Bool(false));
}

/// Whether a type is a text, or a text or nothing.
fn is_text(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind == "string",
        Value::Array(kinds) => kinds.iter().all(|kind| kind == "string" || kind == "null"),
        _ => false,
    }
}

impl<V: JsonSchema> JsonSchema for One<V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        V::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        V::json_schema(generator)
    }
}

impl<L: JsonSchema> JsonSchema for Lines<L> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}s", L::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "array", "items": generator.subschema_for::<L>() })
    }
}

impl<S: JsonSchema> JsonSchema for DoneOr<S> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("DoneOr{}", S::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [generator.subschema_for::<super::Done>(), generator.subschema_for::<S>()],
        })
    }
}
