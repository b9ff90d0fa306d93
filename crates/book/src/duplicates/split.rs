//! Takes two people apart who were made one.

use std::collections::BTreeSet;

use goodturn_core::id::PersonId;
use goodturn_core::words::Words;
use goodturn_store::Reader;
use goodturn_store::merging::{AddedSinceMerge, Merged};

use super::distinct::said_of;
use super::messages;
use super::parts::{LISTED, described};
use crate::book::{Book, Context};
use crate::error::{Error, Result};
use crate::request::party::party;
use crate::request::resolve::resolve_person;
use crate::request::{Done, Request, request};

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
            theirs.insert(id.map_err(|_| messages::no_id(text))?);
        }
        book.act(ctx, "split", |writer| {
            let merged = who_was_merged(writer, &self.who)?;
            let since = writer.since_merged(merged.gone)?;
            if let Some(unknown) = theirs.iter().find(|id| since.iter().all(|one| one.id() != **id)) {
                return Err(messages::did_not_come_since(&unknown.to_string()));
            }
            if !since.is_empty() && theirs.is_empty() && !self.rest {
                return Err(ask(writer, merged, &since)?);
            }
            let from = writer.split(merged.gone, since.iter().filter(|one| theirs.contains(&one.id())))?;
            writer.put_entry(&said_of(book, ctx, None, merged.gone, from, false))?;
            let (out, of) = (party(writer, merged.gone)?, party(writer, from)?);
            Ok(Done::of(messages::split(&out, &of)).about(merged.gone))
        })
    }
}

/// Who is to be taken out: named by the id they had, or as the one person who went into somebody.
fn who_was_merged(reader: &mut Reader<'_>, text: &str) -> Result<Merged> {
    if let Ok(id) = text.trim().parse::<PersonId>()
        && let Some(merged) = reader.merged(id)?
    {
        return Ok(merged);
    }
    let person = resolve_person(reader, text)?;
    let all = reader.all_merged_into(person.id)?;
    match all.as_slice() {
        [] => Err(messages::not_of_two(&person.profile.name)),
        [one] => Ok(*one),
        many => {
            let mut list = Vec::new();
            for merged in many {
                let act = reader.journal(Some(goodturn_core::id::Seq(merged.act.0 + 1)), 1)?.pop();
                let words = reader.named_words(act.map_or_else(Words::default, |act| act.words()))?;
                list.push((merged.gone, words.to_string()));
            }
            Err(messages::of_several(&person.profile.name, &list))
        }
    }
}

/// What came since, to be told apart.
fn ask(reader: &mut Reader<'_>, merged: Merged, since: &[AddedSinceMerge]) -> Result<Error> {
    let mut list = Vec::new();
    for one in since.iter().take(LISTED) {
        list.push((one.id().to_string(), described(reader, one)?));
    }
    Ok(messages::whose_is_it(merged.gone, &list, since.len().saturating_sub(LISTED)))
}
