//! Takes two people apart who were made one.

use std::collections::BTreeSet;

use goodturn_core::deed::Deed;
use goodturn_core::id::PersonId;
use goodturn_core::words;
use goodturn_core::words::Field;
use goodturn_store::Reader;
use goodturn_store::merging::{AddedSinceMerge, Merged};

use super::distinct::said_of;
use super::parts::{LISTED, said};
use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::request::deed::done;
use crate::request::resolve::whom;
use crate::request::{Request, request};

request! {
    Act "split" Split: "Takes apart who was merged, however long ago; what came since is asked about" -> done {
        who: Positional(Person) "Whoever was merged into another, by id; or the one they are now, where that was once",
        theirs: Many(Id) "The id of something that came since and belongs to the one who is taken out",
        rest: Switch "What came since and is not named stays with the other",
    }
    examples {
        { who: "Dora" } "whoever was merged into her is somebody else",
    }
}

impl Request for Split {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let mut theirs = BTreeSet::new();
        for text in &self.theirs {
            let id = text.trim().parse::<uuid::Uuid>();
            theirs.insert(
                id.map_err(|_| Error::usage(format!("{text:?} is no id"), "give it as it was listed"))?,
            );
        }
        let ((summary, id), seq) = book.act(ctx, "split", |writer| {
            let merged = who_was_merged(writer, &self.who)?;
            let since = writer.since_merged(merged.gone)?;
            if let Some(unknown) = theirs.iter().find(|id| since.iter().all(|one| one.id() != **id)) {
                return Err(Error::refused(
                    format!("nothing that came since the merge has the id {unknown}"),
                    words![Deed::new("split"), " without ", Field("theirs"), " lists what came since"],
                ));
            }
            if !since.is_empty() && theirs.is_empty() && !self.rest {
                return Err(ask(writer, merged, &since)?);
            }
            let from = writer.split(merged.gone, since.iter().filter(|one| theirs.contains(&one.id())))?;
            writer.put_entry(&said_of(book, ctx, None, merged.gone, from, false))?;
            let mut name = |id: PersonId| -> Result<String> {
                Ok(writer.person(id)?.map_or_else(String::new, |person| person.profile.name))
            };
            let summary = format!("took {} out of {}", name(merged.gone)?, name(from)?);
            writer.summarise(summary.clone());
            Ok((summary, merged.gone.to_string()))
        })?;
        Ok(done((summary, Some(id), seq)))
    }
}

/// Who is to be taken out: named by the id they had, or as the one person who went into somebody.
fn who_was_merged(reader: &mut Reader<'_>, text: &str) -> Result<Merged> {
    if let Ok(id) = text.trim().parse::<PersonId>()
        && let Some(merged) = reader.merged(id)?
    {
        return Ok(merged);
    }
    let person = whom(reader, text)?;
    let all = reader.all_merged_into(person.id)?;
    match all.as_slice() {
        [] => Err(Error::refused(
            format!("{} was not made of two", person.profile.name),
            words![Deed::new("history").open("who", "WHO"), " lists what was done with them"],
        )),
        [one] => Ok(*one),
        many => {
            let mut list = String::new();
            for merged in many {
                let act = reader.journal(Some(goodturn_core::id::Seq(merged.act.0 + 1)), 1)?.pop();
                list.push_str(&format!(
                    "\n  {}  {}",
                    merged.gone,
                    act.map_or_else(String::new, |act| act.summary)
                ));
            }
            Err(Error::refused(
                format!("{} people went into {}:{list}", many.len(), person.profile.name),
                "name the one to take out by id",
            ))
        }
    }
}

/// What came since, to be told apart.
fn ask(reader: &mut Reader<'_>, merged: Merged, since: &[AddedSinceMerge]) -> Result<Error> {
    let mut list = String::new();
    for one in since.iter().take(LISTED) {
        list.push_str(&format!("\n  {}  {}", one.id(), said(reader, one)?));
    }
    if since.len() > LISTED {
        list.push_str(&format!("\n  and {} more", since.len() - LISTED));
    }
    Ok(Error::refused(
        format!("since they were merged this came, and it is not said whose it is:{list}"),
        words![
            Deed::new("split").text("who", merged.gone.to_string()).open("theirs", "ID"),
            " (once for each) gives it to the one who is taken out; with ",
            Field("rest"),
            " the others stay"
        ],
    ))
}
