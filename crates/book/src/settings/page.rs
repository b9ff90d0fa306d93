//! Who I am, where, and where the book lies.

use goodturn_core::named;
use goodturn_store::Location;
use schemars::JsonSchema;
use serde::Serialize;

use crate::book::{self, Book, Context};
use crate::error::Result;
use crate::request::{One, Request, request};

request! {
    View "settings" Settings: "Shows who you are and where, and where the book lies" -> one Page {
    }
}

/// What the user has set, and where the book lies.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Settings")]
pub struct Page {
    /// My own e-mail addresses.
    pub me: Vec<String>,
    /// The region of phone numbers that name none; none where it is not said.
    pub region: Option<String>,
    /// What becomes of two who certainly are one after an import: `certain` where they are merged by themselves, `ask`
    /// where one is asked.
    pub merge: &'static str,
    /// The file, or the server's address without its password.
    pub book: String,
}

impl Request for Settings {
    fn run(self, book: &Book, _: &Context) -> Result<Self::Answer> {
        let settings = book.settings()?;
        let lies = match book.location() {
            Location::File(path) => path.display().to_string(),
            Location::Server(address) => without_password(address),
        };
        Ok(One::plain(Page {
            merge: Merging::of(&settings).name(),
            me: settings.me,
            region: settings.region,
            book: lies,
        }))
    }
}

named! {
    /// What becomes of two who certainly are one, after an import.
    Merging {
        /// They are merged by themselves.
        Certain = "certain",
        /// One is asked first.
        Ask = "ask",
    }
}

impl Merging {
    /// As it is set.
    pub(crate) fn of(settings: &book::Settings) -> Merging {
        if settings.merge_certain { Merging::Certain } else { Merging::Ask }
    }
}

/// A server's address as one may show it to others.
fn without_password(address: &str) -> String {
    let hidden = |word: &str| match word.split_once('=') {
        Some((key, _)) if key.ends_with("password") => format!("{key}=…"),
        _ => word.to_owned(),
    };
    let Some((scheme, rest)) = address.split_once("://") else {
        return address.split(' ').map(hidden).collect::<Vec<_>>().join(" ");
    };
    let (place, query) = rest.split_once('?').map_or((rest, None), |(place, query)| (place, Some(query)));
    let place = match place.rsplit_once('@') {
        Some((who, host)) => match who.split_once(':') {
            Some((name, _)) => format!("{name}:…@{host}"),
            None => place.to_owned(),
        },
        None => place.to_owned(),
    };
    let query = query.map(|query| query.split('&').map(hidden).collect::<Vec<_>>().join("&"));
    let query = query.map_or_else(String::new, |query| format!("?{query}"));
    format!("{scheme}://{place}{query}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for (address, shown) in [
            ("postgres://eva:s3:cr@t@db.example/book", "postgres://eva:…@db.example/book"),
            (
                "postgres://eva@db.example/book?password=secret&sslmode=disable",
                "postgres://eva@db.example/book?password=…&sslmode=disable",
            ),
            ("postgres:///book?host=/run", "postgres:///book?host=/run"),
            ("host=db user=eva password=secret dbname=book", "host=db user=eva password=… dbname=book"),
        ] {
            assert_eq!(without_password(address), shown);
        }
    }
}
