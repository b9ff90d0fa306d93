//! The request for an import.

use goodturn_sources::Format;

use super::{Import, Report};
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::{One, Watch, Watched, request};

request! {
    Act "import" ImportOf watched: "Reads address books, mail, calendars, chats and exports into the book" -> one Report {
        paths: Several(File) "Files, folders, archives",
        r#as: Optional(OneOf(Format)) "Read every file as this, whatever it looks like",
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

impl ImportOf {
    /// What is to be read, and how.
    pub fn asked(self) -> Import {
        Import {
            paths: self.paths,
            format: self.r#as,
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
