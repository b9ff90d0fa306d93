//! Who wants what: the boundaries there are, the newest first.

use goodturn_core::boundary::Boundary as Wish;
use goodturn_core::entry::Kind;
use schemars::JsonSchema;
use serde::Serialize;

use super::boundary::Wanted;
use super::messages;
use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::{Lines, Request, Say, request};

request! {
    View "boundaries" Boundaries: "Lists who does not want what, or how they want it, the newest first" -> lines Line {
        what: MaybePositional(Sentence) "Only this one, such as no-pitch or channel",
        limit: Number(From(0)) "How many at the most (default 100)",
    }
    examples {
        {} "who wants what",
        { what: "do-not-contact" } "",
    }
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "BoundaryOfSomebody")]
pub struct Line {
    /// Who.
    pub person: Party,
    /// What they want.
    #[serde(flatten)]
    pub wanted: Wanted,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![format!("  {}", self.wanted.words)]
    }
}

impl Request for Boundaries {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::of(book.boundaries(&self)?, messages::NOBODY, ctx))
    }
}

/// So many of the newest are looked at.
const LOOK_BACK: usize = 1000;

impl Book {
    /// Who wants what.
    pub fn boundaries(&self, ask: &Boundaries) -> Result<Vec<Line>> {
        let most = ask.limit.unwrap_or(100).min(LOOK_BACK as u32) as usize;
        let only = parse::maybe(&ask.what).map(|text| text.to_lowercase());
        if let Some(only) = &only
            && !["channel", "hours", "at-most-every"].contains(&only.as_str())
            && Wish::parse(only).is_none()
        {
            let hint = format!("use one of: {}", goodturn_core::boundary::HELP);
            return Err(Error::usage(format!("there is no boundary {only}"), hint));
        }
        self.read(|reader| {
            let mut lines = Vec::new();
            for entry in reader.newest(Kind::Boundary, LOOK_BACK)? {
                let fits =
                    |wanted: &Wanted| only.as_ref().is_none_or(|only| wanted.what.starts_with(only.as_str()));
                let person = party(reader, entry.person)?;
                let wanted = Wanted::of(person.name(), &entry)?;
                if !fits(&wanted) {
                    continue;
                }
                lines.push(Line { person, wanted });
                if lines.len() == most {
                    break;
                }
            }
            Ok(lines)
        })
    }
}
