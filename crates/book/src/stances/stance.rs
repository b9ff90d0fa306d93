//! Says what somebody, or I, hold networking to be.

use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::stance::{Stance as Which, cross_purposes};
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use goodturn_store::writer::Keep;
use schemars::JsonSchema;
use serde::Serialize;

use super::held::{Held, by_hand, held, my_stance};
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse::{maybe, today};
use crate::request::party::Party;
use crate::request::resolve::resolve_party;
use crate::request::was::heed;
use crate::request::{Done, DoneOr, One, Request, Say, request};

request! {
    Act "stance" Stance: "Says or shows what somebody holds networking to be" -> done | one Page {
        who: MaybePositional(Party) "Id, e-mail address, or enough of the name; “me” (default) is you",
        stance: MaybePositional(Line) "sales, friends, give-and-take, marketing, taking, stage, slimy, room or service; “unknown” takes it back",
        was: Many(Was) "What a field said when you began, as “FIELD=VALUE”: what was changed since is not overwritten",
    }
    examples {
        { who: "Ada" } "as said, or as it seems",
        { who: "Ada", stance: "give-and-take" } "",
        { who: "me", stance: "service" } "what you hold",
    }
}

/// What somebody holds, beside what I hold.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "StanceOfSomebody")]
pub struct Page {
    /// Who.
    pub person: Party,
    /// What they hold; none where too little is known.
    pub held: Option<Held>,
    /// What I hold.
    pub mine: &'static str,
    /// Where the two pull apart, and what to do; none for myself or where theirs is not known.
    pub cross_purposes: Option<&'static str>,
}

impl Say for Page {
    fn say(&self, _: &Context) -> Vec<String> {
        let held = self.held.as_ref();
        let said = match self.person.is_me() {
            true => messages::mine(held, self.mine),
            false => messages::theirs(self.person.name(), held),
        };
        let mut lines = vec![said.to_string()];
        let Some(held) = held else { return lines };
        lines.extend(held.evidence.iter().map(|clue| format!("  {clue}")));
        lines.extend(self.cross_purposes.map(str::to_owned));
        lines
    }
}

impl Request for Stance {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let who = maybe(&self.who).unwrap_or("me").to_owned();
        let Some(name) = maybe(&self.stance) else {
            return Ok(DoneOr::Shown(One::of(book.read(|reader| page(reader, &who, ctx))?, ctx)));
        };
        let stance = match name {
            "unknown" | "none" => None,
            name => Some(Which::named(name).ok_or_else(|| messages::no_stance(name))?),
        };
        let id = EntryId(book.id(ctx.now));
        let done = book.act_if_any(ctx, "stance", |writer| {
            let who = resolve_party(writer, &who)?;
            let person: PersonId = who.id();
            let other = (person != PersonId::ME).then_some(&who);
            let known = by_hand(writer, person)?;
            // What was only supposed is no word of anybody that could be overwritten.
            let mut given = self.stance.clone();
            if let Some(known) = known {
                heed(&self.was, "stance", &mut given, known.name())?;
            }
            if known == stance || given.is_none() {
                return Ok((Done::of(messages::unchanged(other)).about(person), Keep::No));
            }
            for entry in writer.entries_of(person, Kind::Stance)? {
                writer.remove_entry(&entry)?;
            }
            if let Some(stance) = stance {
                let mut entry = Entry::new(id, Kind::Stance, person, today(ctx));
                entry.what = stance.name().to_owned();
                writer.put_entry(&entry)?;
            }
            Ok((Done::of(messages::set(other, stance)).about(person), Keep::Yes))
        })?;
        Ok(done.into())
    }
}

/// What somebody holds, beside what I hold.
pub(crate) fn page(reader: &mut Reader<'_>, who: &str, ctx: &Context) -> Result<Page> {
    let person = resolve_party(reader, who)?;
    let id: PersonId = person.id();
    let entries = reader.entries(id)?;
    let held = held(reader, id, &entries, ctx)?;
    let mine = my_stance(reader)?;
    let theirs = held.as_ref().map(|held| held.stance).filter(|_| id != PersonId::ME);
    let cross_purposes = theirs.map(|theirs| cross_purposes(mine, theirs));
    Ok(Page { person, held, mine: mine.name(), cross_purposes })
}

impl Book {
    /// What somebody, or I, hold networking to be.
    pub fn stance(&self, who: &str, ctx: &Context) -> Result<Page> {
        self.read(|reader| page(reader, who, ctx))
    }
}
