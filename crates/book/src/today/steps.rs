//! What to begin with: the first steps of a book in which nothing waits yet.

use goodturn_core::deed::Deed;
use goodturn_core::entry::Kind;
use goodturn_core::gains::Part;
use goodturn_core::insight::cadence::Cadence;
use goodturn_store::Reader;
use serde::Serialize;

use super::messages;
use crate::book::{Book, Context};
use crate::error::Result;
use crate::request::party::Party;
use crate::request::strongest::{Scope, strongest};

/// So many people can be close (Dunbar's second layer).
const CIRCLE: usize = 15;
/// Among so many of the strongest it is looked for a circle.
const LOOKED_AT: usize = 150;

/// Something to begin with.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// What it is about: circle, group or question.
    pub kind: &'static str,
    /// What to do, as a sentence.
    pub what: String,
    /// Whom it is about; nobody where it is about a group.
    pub person: Option<Party>,
    /// What does it.
    pub deed: Deed,
}

impl Book {
    /// The first steps that were not taken yet, a circle, a group, a question; none in a book without anybody.
    pub fn first_steps(&self, ctx: &Context) -> Result<Vec<Step>> {
        self.read(|reader| {
            let strongest = strongest(reader, &Scope::PEOPLE, None, LOOKED_AT, ctx.now)?;
            let mut first = None;
            for person in &strongest {
                // Whoever has wishes of their own, or is to be left alone, is no first step.
                if person.cadence != Cadence::Never
                    && reader.entries_of(person.id, Kind::Boundary)?.is_empty()
                {
                    first = Some(Party::from(person));
                    break;
                }
            }
            let Some(first) = first else { return Ok(Vec::new()) };
            let name = first.name().to_owned();
            let with_first = |deed: Deed| deed.person("who", first.id(), first.name());
            let mut steps = Vec::new();
            if strongest.iter().all(|person| person.circle.is_none()) {
                steps.push(Step {
                    kind: "circle",
                    what: messages::choose_the_close(CIRCLE, &name).to_string(),
                    person: Some(first.clone()),
                    deed: with_first(Deed::new("edit")).text("circle", "1"),
                });
            }
            if is_unsaid(reader, Kind::Group)? {
                steps.push(Step {
                    kind: "group",
                    what: messages::NAME_A_GROUP.to_owned(),
                    person: None,
                    deed: Deed::new("groups"),
                });
            }
            if is_unsaid(reader, Kind::Question)? && is_unsaid(reader, Kind::Learnt)? {
                let question = Part::ALL.first().and_then(|part| part.questions().first());
                steps.push(Step {
                    kind: "question",
                    what: messages::ask_something_new(&name, question.copied().unwrap_or_default())
                        .to_string(),
                    person: Some(first.clone()),
                    deed: with_first(Deed::new("question")),
                });
            }
            Ok(steps)
        })
    }
}

fn is_unsaid(reader: &mut Reader<'_>, kind: Kind) -> Result<bool> {
    Ok(reader.newest(kind, 1)?.is_empty())
}
