//! Writes down who knows whom.

use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;
use goodturn_store::rows::Entry;
use serde_json::json;

use crate::acts::entered;
use crate::book::{Book, Context};
use crate::catalog::{Answer, Request, request};
use crate::error::{Error, Result};
use crate::said;
use crate::whom::whom;

request! {
    Act "tie" Tie: "Writes down that two people know each other, so that ways lead through them" {
        a: Positional "Id, e-mail address, or enough of the name",
        b: Positional "The other one, likewise",
        strength: Optional "How well, from 0 to 100 (default: as well as people know each other whom one brings together)",
        since: Optional "Since when: YYYY-MM-DD, `last Friday`",
        evidence: Optional "How you know, in a few words",
    }
}

impl Request for Tie {
    fn run(self, book: &Book, ctx: &Context) -> Result<Answer> {
        let strength = said::maybe(&self.strength).map(strength).transpose()?;
        let since = match said::maybe(&self.since) {
            Some(_) => said::past_day(&self.since, ctx)?.to_string(),
            None => String::new(),
        };
        let id = EntryId(book.id(ctx.now));
        entered(book, ctx, "tie", |writer| {
            let (a, b) = (whom(writer, &self.a)?, whom(writer, &self.b)?);
            if a.id == b.id {
                return Err(Error::refused(
                    format!("{} has no tie with themself", a.profile.name),
                    "name two different people",
                ));
            }
            let mut entry = Entry::new(id, Kind::Tie, a.id, &since);
            entry.other = Some(b.id);
            entry.what = said::maybe(&self.evidence).unwrap_or_default().to_owned();
            entry.keep(&json!({ "strength": strength }));
            writer.put_entry(&entry)?;
            Ok((format!("{} and {} know each other", a.profile.name, b.profile.name), entry))
        })
    }
}

/// A strength as one says it.
fn strength(text: &str) -> Result<f64> {
    match text.trim_end_matches('%').trim().replace(',', ".").parse::<f64>() {
        Ok(number) if number.is_finite() && (0.0..=100.0).contains(&number) => Ok(number),
        _ => Err(Error::usage(
            format!("{text:?} is no strength"),
            "give a number from 0 (they met once) to 100 (they are in touch every week)",
        )),
    }
}
