//! The groups that I serve, and one with its members.

use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::group::{named, served};
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse;
use crate::request::party::Party;
use crate::request::party::party;
use crate::request::{Lines, Request, Say, request};
use crate::wishes::list::Line as Wish;

request! {
    View "groups" Groups: "Lists the groups that you serve, or one of them with what its members need and offer" -> lines Line {
        group: MaybePositional(Group) "Enough of its name, or its id: its members too",
    }
    examples {
        {} "",
        { group: "choir" } "with what its members need and offer",
    }
}

/// A group that I serve.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "Group")]
pub struct Line {
    /// Which.
    pub group: Party,
    /// How many belong to it.
    pub people: usize,
    /// Who they are, with what they need and offer; only where one group is asked about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

/// Somebody who belongs to a group.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Member {
    /// Who.
    pub person: Party,
    /// Since when that is known.
    pub since: String,
    /// What they need.
    pub needs: Vec<Wish>,
    /// What they can give.
    pub offers: Vec<Wish>,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let mut lines = vec![format!("  {:<30} {}", self.group.name(), messages::members(self.people))];
        for member in &self.members {
            lines.push(format!("    {}", member.person.name()));
            let needs = member.needs.iter().map(|need| messages::needs(&need.words()));
            let offers = member.offers.iter().map(|offer| messages::can_give(&offer.words()));
            lines.extend(needs.chain(offers).map(|wish| format!("      {wish}")));
        }
        lines
    }
}

impl Request for Groups {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        let lines = match parse::maybe(&self.group) {
            Some(group) => vec![book.group(group)?],
            None => book.groups()?,
        };
        Ok(Lines::of(lines, messages::NO_GROUP, ctx))
    }
}

/// By which entries people belong to a group.
pub(crate) fn members(reader: &mut Reader<'_>, group: PersonId) -> Result<Vec<Entry>> {
    let mut found = reader.entries(group)?;
    found.retain(|entry| entry.kind == Kind::Member && entry.other == Some(group));
    Ok(found)
}

fn line(reader: &mut Reader<'_>, group: PersonId) -> Result<Line> {
    Ok(Line { people: members(reader, group)?.len(), group: party(reader, group)?, members: Vec::new() })
}

impl Book {
    /// The groups that I serve, by name.
    pub fn groups(&self) -> Result<Vec<Line>> {
        self.read(|reader| served(reader)?.into_iter().map(|group| line(reader, group.id)).collect())
    }

    /// One group with its members, by enough of its name or by its id.
    pub fn group(&self, group: &str) -> Result<Line> {
        self.read(|reader| {
            let group = named(reader, group)?;
            let mut line = line(reader, group.id)?;
            for entry in members(reader, group.id)? {
                let open = |reader: &mut Reader<'_>, kind| -> Result<Vec<Wish>> {
                    let found = reader.entries_of(entry.person, kind)?;
                    found.iter().filter(|wish| wish.is_open()).map(|wish| Wish::of(reader, wish)).collect()
                };
                line.members.push(Member {
                    person: party(reader, entry.person)?,
                    since: entry.day.to_string(),
                    needs: open(reader, Kind::Need)?,
                    offers: open(reader, Kind::Offer)?,
                });
            }
            line.members.sort_by(|a, b| a.person.name().cmp(b.person.name()));
            Ok(line)
        })
    }
}
