//! The book replaced by a copy.

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context, Site};
use crate::error::Result;
use crate::request::{Alone, One, Say, request};

request! {
    Act(Final) "restore" Restore alone: "Replaces the book by a backup, after the backup was found whole" -> one Replaced {
        file: Positional(File) "The backup",
    }
    examples {
        { file: "book-copy.db" } "",
    }
}

/// A book that was replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Replaced {
    /// Where the book is kept as it was; none where there was none.
    pub kept: Option<String>,
    /// What was done, as a sentence.
    pub summary: String,
    /// Copies that others could read until now.
    #[serde(skip)]
    pub tightened: Vec<PathBuf>,
}

impl Alone for Restore {
    fn run(self, site: &Site, ctx: &Context) -> Result<One<Replaced>> {
        let restored = Book::restore(site, ctx, &self.file)?;
        let kept = restored.aside.map(|aside| aside.display().to_string());
        let summary =
            messages::restored(&self.file.display().to_string(), kept.as_deref(), restored.was_damaged)
                .to_string();
        let replaced = Replaced { kept, summary, tightened: restored.tightened };
        Ok(One::of(replaced, ctx))
    }
}

impl Say for Replaced {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![self.summary.clone()]
    }
}
