//! The request for an import.

use std::path::PathBuf;

use goodturn_sources::Format;
use serde::Deserialize;
use serde_json::Value;

use super::{Import, Report};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{One, Watch, Watched, request};

request! {
    Act "import" ImportOf watched: "Reads address books, mail, calendars, chats and exports into the book" -> one Report {
        paths: Several(File) "Files, folders, archives",
        r#as: Optional(OneOf(FORMATS)) "Read every file as this, whatever it looks like",
        me: Many(Email) "An address of yours, to tell what you sent from what you got",
        texts: Switch "Keep the text of messages too, not only their headers",
        all_of_it: Switch "Read what is larger than anybody's own, too: endless series, huge archives",
    }
    examples {
        { paths: "contacts.vcf", paths: "Mail/", paths: "calendar.ics", me: "you@example.org" } "",
        { paths: "linkedin-export.zip" } "archives are read through",
        { paths: "members.csv", r#as: "people" } "a table of your own",
    }
}

/// As what a file can be read.
const FORMATS: &[&str] = &[
    "vcard",
    "ics",
    "mbox",
    "eml",
    "whatsapp",
    "csv",
    "people",
    "interactions",
    "ties",
    "turns",
    "needs",
    "offers",
];

impl ImportOf {
    /// What its fields ask for; nothing where they are none of its own.
    pub fn read(fields: &Value) -> Import {
        ImportOf::deserialize(fields).map(ImportOf::asked).unwrap_or_default()
    }

    fn asked(self) -> Import {
        Import {
            paths: self.paths.into_iter().map(PathBuf::from).collect(),
            format: self.r#as.as_deref().and_then(Format::named),
            me: self.me,
            texts: self.texts,
            all_of_it: self.all_of_it,
            names: Vec::new(),
        }
    }
}

impl Watched for ImportOf {
    fn run(self, book: &Book, ctx: &Context, watch: Watch<'_>) -> Result<One<Report>> {
        Ok(One::plain(book.import(&self.asked(), ctx, watch)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_those_that_are_read() {
        assert_eq!(FORMATS, Format::ALL.map(Format::name));
    }
}
