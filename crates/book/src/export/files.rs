//! Everybody in a file of a folder.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::Path;

use goodturn_core::words::Words;
use goodturn_store::private;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Format, messages};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::people::whole::Audience;
use crate::request::{One, Request, Say, request};

request! {
    View(HandsOut) "export" Export: "Writes everybody to a file for others: cards, a table, or JSON; or everything for yourself, as it came" -> one Wrote {
        folder: Positional(File) "The folder; made where there is none",
        r#as: Optional(OneOf(Format)) "vcard (default), csv or json",
        for_myself: Switch "Everything, for nobody but you: notes, tags, cards as they came, what may not be handed on",
    }
    examples {
        { folder: "cards/" } "cards that you may hand on",
        { folder: "mine/", for_myself } "cards as they came, for nobody but you",
        { folder: "tables/", r#as: "csv" } "a table",
    }
}

/// So many of those who were left out are named.
const NAMED: usize = 5;

/// A file with people in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Wrote {
    /// What was done, as a sentence.
    #[schemars(with = "String")]
    pub summary: Words,
}

impl Say for Wrote {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![self.summary.to_string()]
    }

    fn words(&self, _: &Context) -> Vec<Words> {
        vec![self.summary.clone()]
    }
}

impl Request for Export {
    fn run(self, book: &Book, ctx: &Context) -> Result<One<Wrote>> {
        let format = self.r#as.unwrap_or_default();
        let audience = if self.for_myself { Audience::Me } else { Audience::Others };
        let summary = write(book, ctx, &self.folder, format, audience)?;
        Ok(One::of(Wrote { summary }, ctx))
    }
}

/// Writes everybody to `folder`, as this audience may have it; answers what was written.
fn write(book: &Book, ctx: &Context, folder: &Path, format: Format, audience: Audience) -> Result<Words> {
    private::folder(folder).map_err(|cause| messages::unwritable(folder, &cause))?;
    let name = format.file();
    let path = folder.join(name);
    let part = folder.join(format!("{name}.part"));
    let file = private::create(&part).map_err(|cause| messages::unwritable(&part, &cause))?;
    let mut out = BufWriter::new(file);
    let done = book.export(ctx, format, audience, &mut |bytes| {
        out.write_all(bytes).map_err(|cause| messages::unwritable(&part, &cause))
    })?;
    out.flush().map_err(|cause| messages::unwritable(&part, &cause))?;
    fs::rename(&part, &path).map_err(|cause| messages::unwritable(&path, &cause))?;
    let named = &done.left_out[..done.left_out.len().min(NAMED)];
    Ok(match audience {
        Audience::Me => messages::for_myself(done.count, &path),
        Audience::Others => messages::for_others(done.count, &path, done.left_out.len(), named),
    })
}
