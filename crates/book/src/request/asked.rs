//! What was asked for, as the journal keeps it: the deed, and what its fields say, with ids for whoever and whatever they
//! name. By the caller's own key the same is done once and answered the same, however often it is asked for.

use goodturn_store::writer::Keep;
use goodturn_store::{Reader, Writer};
use serde_json::{Map, Value, json};

use super::answer::Done;
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;

impl Book {
    /// Does one act. `work` says what was done; an error of ours takes everything back.
    pub(crate) fn act(
        &self,
        ctx: &Context,
        act: &'static str,
        mut work: impl FnMut(&mut Writer<'_>) -> Result<Done>,
    ) -> Result<Done> {
        self.act_if_any(ctx, act, |writer| Ok((work(writer)?, Keep::Yes)))
    }

    /// Does one act that may turn out to change nothing; then nothing is written, and its place is 0. What was done under
    /// the caller's key already is not done again.
    pub(crate) fn act_if_any(
        &self,
        ctx: &Context,
        act: &'static str,
        mut work: impl FnMut(&mut Writer<'_>) -> Result<(Done, Keep)>,
    ) -> Result<Done> {
        let (mut done, act) =
            self.store.act(
                &ctx.deed(act, &self.store),
                &mut |writer: &mut Writer<'_>| -> Result<(Done, Keep)> {
                    if let Some(done) = done_before(writer, ctx)? {
                        return Ok((done, Keep::No));
                    }
                    let (done, keep) = work(writer)?;
                    writer.summarise(done.summary.clone());
                    let answer = ctx.key.as_ref().map(|_| {
                        done.kept(ctx.asked.as_ref().map_or("", |asked| asked.print.as_str())).to_string()
                    });
                    writer.keep_request(request(writer, ctx), answer);
                    Ok((done, keep))
                },
            )?;
        if let Some(act) = act {
            done.seq = act.seq.0;
        }
        Ok(done)
    }
}

/// What was asked for as JSON, as it was given.
pub(crate) fn given(ctx: &Context) -> Option<String> {
    written(ctx, |value, _| value.clone())
}

/// What was asked for as JSON, once it was found out whom and what it names.
fn request(writer: &Writer<'_>, ctx: &Context) -> Option<String> {
    written(ctx, |value, names| if names { resolved(writer, value) } else { value.clone() })
}

/// What was asked for as JSON, each value as `value` has it.
fn written(ctx: &Context, value: impl Fn(&Value, bool) -> Value) -> Option<String> {
    let asked = ctx.asked.as_ref()?;
    let fields = asked.fields.iter();
    let fields: Map<String, Value> =
        fields.map(|(name, said, names)| ((*name).to_owned(), value(said, *names))).collect();
    Some(json!({ "deed": asked.deed, "fields": fields }).to_string())
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
    if asked.is_some_and(|asked| Some(asked) != ctx.asked.as_ref().map(|asked| asked.print.as_str())) {
        return Err(messages::key_used(key, act.seq.0, &act.act));
    }
    let summary = reader.named_words(act.words())?;
    Ok(Some(Done::of_kept(&answer, act.seq, summary)))
}
