//! Every answer that a test prints as JSON is what its schema says, down to its last field.

use std::collections::{BTreeMap, BTreeSet};

use boon::{Compiler, SchemaIndex, Schemas};
use goodturn_book::catalog;
use goodturn_book::request::Entry;
use jiff::Timestamp;
use jiff::civil::Date;
use serde_json::Value;

/// Fails where what a command printed with `--json` is not what the schema of its answer says.
pub fn is_as_described(name: &str, stdout: &str) {
    let Some(entry) = catalog::entry(name) else { return };
    let schema = entry.schema()["answer"].take();
    let printed: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).expect(line)).collect();
    for value in &printed {
        is_said_what_it_holds(value, &formats(&schema), name);
    }
    // A list is printed as its lines; what an act did, and a single thing, as one object.
    let mut shapes = Vec::new();
    if let [one] = printed.as_slice() {
        shapes.push(one.clone());
    }
    shapes.push(Value::Array(printed));
    let (schemas, index) = compiled(entry, schema);
    let wrong: Vec<String> = shapes
        .iter()
        .map_while(|shape| schemas.validate(shape, index).err())
        .map(|error| format!("{error:#}"))
        .collect();
    assert!(
        wrong.len() < shapes.len(),
        "goodturn {name} --json is not what its schema says\n{stdout}\n{}",
        wrong.join("\n")
    );
}

fn compiled(entry: &Entry, schema: Value) -> (Schemas, SchemaIndex) {
    let place = format!("https://goodturn.example/{}", entry.name);
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource(&place, schema).unwrap();
    let index = compiler.compile(&place, &mut schemas).unwrap();
    (schemas, index)
}

/// By the name of each property, how its schema says what a text of it holds.
fn formats(schema: &Value) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut left = vec![schema];
    while let Some(schema) = left.pop() {
        match schema {
            Value::Object(parts) => {
                if let Some(Value::Object(properties)) = parts.get("properties") {
                    for (name, property) in properties {
                        let format = property["format"].as_str().or(property["pattern"].as_str());
                        let format = format.unwrap_or_default();
                        found.entry(name.clone()).or_default().insert(format.to_owned());
                    }
                }
                left.extend(parts.values());
            }
            Value::Array(parts) => left.extend(parts),
            _ => {}
        }
    }
    found
}

/// A text that is an id, a day or a time is called so by its schema.
fn is_said_what_it_holds(value: &Value, formats: &BTreeMap<String, BTreeSet<String>>, command: &str) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                // The fields of a deed are described by the schema of its request; what a fact holds, and a birthday, stands as
                // it was written.
                let as_written = name == "birthday" || (name == "value" && fields.contains_key("kind"));
                if name == "fields" || as_written {
                    continue;
                }
                if let (Some(text), Some(said)) = (value.as_str(), formats.get(name))
                    && let Some(format) = holds(text)
                {
                    let is_said = said.iter().any(|said| said == format || said.starts_with('^'));
                    assert!(is_said, "{command}: {name} holds {text}, and is described as {said:?}");
                }
                is_said_what_it_holds(value, formats, command);
            }
        }
        Value::Array(values) => {
            values.iter().for_each(|value| is_said_what_it_holds(value, formats, command));
        }
        _ => {}
    }
}

fn holds(text: &str) -> Option<&'static str> {
    let is_id = text.len() == 36 && text.parse::<goodturn_core::id::EntryId>().is_ok();
    let day = text.len() == 10 && text.parse::<Date>().is_ok();
    let time = text.contains('T') && text.parse::<Timestamp>().is_ok();
    [(is_id, "uuid"), (day, "date"), (time, "date-time")]
        .into_iter()
        .find_map(|(is, what)| is.then_some(what))
}

#[test]
fn an_answer_that_is_not_as_described_is_found() {
    let wrong = |name: &'static str, stdout: &'static str| {
        std::panic::catch_unwind(|| is_as_described(name, stdout)).is_err()
    };
    let question = r#"{"part":"goals","text":"What next?"}"#;
    assert!(!wrong("question", question) && !wrong("question", ""));
    assert!(wrong("question", r#"{"part":"goals"}"#), "a field is missing");
    assert!(wrong("question", r#"{"part":"dreams","text":"What next?"}"#), "there is no such part");
    assert!(wrong("question", r#"{"part":"goals","text":"","more":1}"#), "a field is too much");
    assert!(wrong("log", r#"{"seq":1,"summary":"x","id":"12"}"#), "that is no id");
    assert!(wrong("question", r#"{"part":"goals","text":"2026-03-05"}"#), "a day is described as any text");
    assert!(wrong("show", ""), "a single thing is one object");
}
