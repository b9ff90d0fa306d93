//! A copy of the whole book while it is in use.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{One, Request, Say, request};

request! {
    View(HandsOut) "backup" Backup: "Writes a consistent copy of the whole book while it is in use" -> one Copy {
        file: Positional(File) "The file; a backup that has that name gets the date of its making into its own",
        keep: Number(From(1)) "Keep so many backups of that name in all; the oldest beyond them go",
    }
    examples {
        { file: "book-copy.db" } "",
        { file: "book-copy.db", keep: 7 } "the last seven, each with its date",
    }
}

/// A copy that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Copy {
    /// Older copies that went because only so many are kept.
    pub removed: Vec<String>,
    /// What the file that had the name is called now.
    pub replaced: Option<String>,
    /// What was done, as a sentence.
    pub summary: String,
    /// Copies that others could read until now.
    #[serde(skip)]
    pub tightened: Vec<PathBuf>,
}

impl Request for Backup {
    fn run(self, book: &Book, ctx: &Context) -> Result<One<Copy>> {
        let copied = book.backup(&self.file, self.keep.map(|keep| keep as usize))?;
        let shown = |path: &PathBuf| path.display().to_string();
        let (replaced, removed): (_, Vec<String>) =
            (copied.replaced.as_ref().map(shown), copied.removed.iter().map(shown).collect());
        let summary = messages::wrote(&shown(&self.file), replaced.as_deref(), &removed).to_string();
        Ok(One::of(Copy { removed, replaced, summary, tightened: copied.tightened }, ctx))
    }
}

impl Say for Copy {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![self.summary.clone()]
    }
}
