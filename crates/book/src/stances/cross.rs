//! Where others and I are at cross purposes.

use goodturn_core::stance::{Stance, cross_purposes};
use schemars::JsonSchema;
use serde::Serialize;

use super::held::{Held, held, my_stance};
use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::parse::maybe;
use crate::request::party::Party;
use crate::request::resolve::resolve_person;
use crate::request::strongest::{Scope, strongest};
use crate::request::{Lines, Request, Say, request};

request! {
    View "cross-purposes" CrossPurposes: "Says where others and you pull apart, and what to do about it" -> lines Line {
        who: MaybePositional(Person) "Id, e-mail address, or enough of the name; without it, your closest ties",
        all: Switch "All 81 pairs of meanings instead",
        limit: Number(From(0)) "How many of the closest ties are looked at (default 50)",
    }
    examples {
        { who: "Ada" } "",
        { all } "all 81 pairs",
    }
}

/// One pair of meanings, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "CrossPurposes")]
pub struct Line {
    /// Who holds theirs; none where it is about the meanings alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub person: Option<Party>,
    /// My stance.
    pub mine: &'static str,
    /// Theirs.
    pub theirs: &'static str,
    /// How sure theirs is, from 0 to 1.
    pub confidence: f64,
    /// What pulls apart, and what to do.
    pub sentence: &'static str,
}

impl Say for Line {
    fn say(&self, _: &Context) -> Vec<String> {
        let name = self.person.as_ref().map(|person| person.name());
        let who = messages::pair(name, self.confidence < 1.0, self.mine, self.theirs);
        vec![who.to_string(), format!("  {}", self.sentence)]
    }
}

impl Request for CrossPurposes {
    fn run(self, book: &Book, ctx: &Context) -> Result<Self::Answer> {
        Ok(Lines::of(book.cross_purposes(&self, ctx)?, messages::NOBODY_CLOSE, ctx))
    }
}

impl Book {
    /// Where others and I are at cross purposes.
    pub fn cross_purposes(&self, ask: &CrossPurposes, ctx: &Context) -> Result<Vec<Line>> {
        if ask.all {
            let pairs = Stance::ALL.into_iter().flat_map(|mine| Stance::ALL.map(|theirs| (mine, theirs)));
            return Ok(pairs.map(|(mine, theirs)| line(None, mine, theirs, 1.0)).collect());
        }
        self.read(|reader| {
            let mine = my_stance(reader)?;
            let people = match maybe(&ask.who) {
                Some(who) => vec![resolve_person(reader, who)?],
                None => {
                    let most = ask.limit.unwrap_or(50).min(150) as usize;
                    strongest(reader, &Scope::PEOPLE, None, most, ctx.now)?
                }
            };
            let alone = people.len() == 1 && ask.who.is_some();
            let mut lines = Vec::new();
            for person in people {
                let who = Party::from(&person);
                let entries = reader.entries(person.id)?;
                let known = held(reader, person.id, &entries, ctx)?;
                match known.as_ref().map(|held| (held.stance, held.confidence)) {
                    Some((theirs, sure)) => lines.push(line(Some(who), mine, theirs, sure)),
                    None if alone => {
                        return Err(messages::unknown(who.name()));
                    }
                    None => {}
                }
            }
            Ok(lines)
        })
    }
}

fn line(person: Option<Party>, mine: Stance, theirs: Stance, confidence: f64) -> Line {
    let sentence = cross_purposes(mine, theirs);
    Line { person, mine: mine.name(), theirs: theirs.name(), confidence, sentence }
}

/// The sentence for somebody who holds this; none where that is not known, or is what I hold.
pub(crate) fn sentence(mine: Stance, theirs: Option<&Held>) -> Option<String> {
    let theirs = theirs.map(|held| held.stance).filter(|theirs| *theirs != mine);
    theirs.map(|theirs| cross_purposes(mine, theirs).to_owned())
}
