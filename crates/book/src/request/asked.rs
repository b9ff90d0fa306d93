//! What was asked for, as the journal keeps it: the deed, and what its fields say, with ids for whoever and whatever they
//! name. By the caller's own key the same is done once and answered the same, however often it is asked for.

use goodturn_store::{Reader, Writer};
use serde_json::{Map, Value, json};
use xxhash_rust::xxh3::xxh3_64;

use super::answer::Done;
use super::entry::{Entry, Field};
use super::kind::Kind;
use super::messages;
use crate::book::Context;
use crate::error::Result;

/// What is asked for.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    name: &'static str,
    fields: &'static [Field],
    /// What the fields say.
    said: Value,
}

impl Asked {
    pub(crate) fn of(entry: &Entry, said: &Value) -> Asked {
        Asked { name: entry.name, fields: entry.fields, said: said.clone() }
    }
}

/// A mark that only the same request has.
pub(crate) fn print(ctx: &Context) -> String {
    let asked = ctx.asked.as_ref().map(|asked| format!("{} {}", asked.name, asked.said));
    format!("{:016x}", xxh3_64(asked.unwrap_or_default().as_bytes()))
}

/// What was asked for as JSON, as it was given.
pub(crate) fn given(ctx: &Context) -> Option<String> {
    written(ctx, |_, value| value.clone())
}

/// What was asked for as JSON, once it was found out whom and what it names.
pub(crate) fn request(writer: &Writer<'_>, ctx: &Context) -> Option<String> {
    written(ctx, |kind, value| match kind.names_something() {
        true => resolved(writer, value),
        false => value.clone(),
    })
}

/// What was asked for as JSON, each value as `value` has it.
fn written(ctx: &Context, value: impl Fn(Kind, &Value) -> Value) -> Option<String> {
    let asked = ctx.asked.as_ref()?;
    let mut fields = Map::new();
    for field in asked.fields {
        let Some(said) = asked.said.get(field.name) else { continue };
        // Of a form, what it said when one began to write is asked for by nobody; a switch that is off says nothing.
        if field.kind != Kind::Was && !matches!(said, Value::Null | Value::Bool(false)) {
            fields.insert(field.name.to_owned(), value(field.kind, said));
        }
    }
    Some(json!({ "deed": asked.name, "fields": fields }).to_string())
}

/// A value with ids for what its texts name.
fn resolved(writer: &Writer<'_>, value: &Value) -> Value {
    match value {
        Value::Array(all) => all.iter().map(|one| resolved(writer, one)).collect(),
        Value::String(text) => match writer.resolved(text.trim()) {
            Some(id) => Value::from(id.to_string()),
            None => Value::from(each_resolved(writer, text)),
        },
        other => other.clone(),
    }
}

/// Where a text names several, each by its id.
fn each_resolved(writer: &Writer<'_>, text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let ids: Option<Vec<String>> = words.map(|word| Some(writer.resolved(word)?.to_string())).collect();
    ids.filter(|ids| !ids.is_empty()).map_or_else(|| text.to_owned(), |ids| ids.join(" "))
}

/// What was done under the caller's key already, as it was answered then; an error where something else was.
pub(crate) fn done_before(reader: &mut Reader<'_>, ctx: &Context) -> Result<Option<Done>> {
    let Some(key) = &ctx.key else { return Ok(None) };
    let Some(act) = reader.act_of_key(key)? else { return Ok(None) };
    let answer = act.answer.as_deref().and_then(|answer| serde_json::from_str::<Value>(answer).ok());
    let answer = answer.unwrap_or_default();
    let asked = answer.get("asked").and_then(Value::as_str);
    if asked.is_some_and(|asked| asked != print(ctx)) {
        return Err(messages::key_used(key, act.seq.0, &act.act));
    }
    let summary = reader.named_words(act.words())?;
    Ok(Some(Done::of_kept(&answer, act.seq, summary)))
}
