//! My own definition, in one line.

use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::stance::Stance;
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use goodturn_store::writer::Keep;
use schemars::JsonSchema;
use serde::Serialize;

use super::held::my_stance;
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse::{maybe, today};
use crate::request::was::heed;
use crate::request::{Done, DoneOr, One, Request, Say, request};

request! {
    Act "define" Define: "Says in one line what networking is to you, or shows it" -> done | one Definition {
        line: MaybePositional(Sentence) "The line, such as \"being useful to each other, for years\"",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { line: "being useful to each other, for years" } "",
    }
}

/// The longest line that one still reads at a glance, in characters.
const LONGEST: usize = 200;

/// What networking is to me.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Definition {
    /// In one line; none where not said.
    pub line: Option<String>,
    /// The stance that I claim.
    pub stance: Stance,
}

impl Say for Definition {
    fn say(&self, _: &Context) -> Vec<String> {
        vec![messages::line(self.line.as_deref()).to_string(), format!("  stance: {}", self.stance)]
    }

    fn words(&self, ctx: &Context) -> Vec<Words> {
        let lines = self.say(ctx).into_iter().map(Words::from);
        let how = self.line.is_none().then(|| messages::say_it().indented("  "));
        lines.chain(how).collect()
    }
}

/// My own line and stance.
pub(crate) fn definition(reader: &mut Reader<'_>) -> Result<Definition> {
    let line = reader.entries_of(PersonId::ME, Kind::Definition)?.pop().map(|entry| entry.what);
    Ok(Definition { line, stance: my_stance(reader)? })
}

impl Book {
    /// What networking is to me.
    pub fn definition(&self) -> Result<Definition> {
        self.read(definition)
    }
}

impl Request for Define {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let Some(line) = maybe(&self.line) else {
            return Ok(DoneOr::Shown(One::of(book.definition()?, ctx)));
        };
        if line.chars().count() > LONGEST || line.contains('\n') {
            return Err(messages::too_long(LONGEST));
        }
        let id = EntryId(book.id(ctx.now));
        let done = book.act_if_any(ctx, "define", |writer| {
            let known = writer.entries_of(PersonId::ME, Kind::Definition)?;
            let mut given = Some(line.to_owned());
            heed(&self.was, "line", &mut given, known.last().map_or("", |entry| &entry.what))?;
            if given.is_none() || known.last().is_some_and(|entry| entry.what == line) {
                return Ok((Done::of(messages::KNOWN_LINE), Keep::No));
            }
            for entry in known {
                writer.remove_entry(&entry)?;
            }
            let mut entry = Entry::new(id, Kind::Definition, PersonId::ME, today(ctx));
            entry.what = line.to_owned();
            writer.put_entry(&entry)?;
            Ok((Done::of(messages::defined(line)), Keep::Yes))
        })?;
        Ok(done.into())
    }
}
