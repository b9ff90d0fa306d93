//! What to begin with: the first steps of a book in which nothing waits yet.

use goodturn_core::entry::Kind;
use goodturn_core::gains::Part;
use goodturn_core::id::PersonId;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use jiff::civil::Date;

use super::people::{Whom, strongest};
use super::today::{Line, Who};
use crate::book::Context;
use crate::error::Result;
use crate::said::today;
use crate::shell;

/// So many people can be close (Dunbar's second layer).
const CIRCLE: usize = 15;
/// Among so many of the strongest it is looked for a circle.
const LOOKED_AT: usize = 150;

/// The first steps that were not taken yet, a circle, a group, a question; none in a book without anybody.
pub(crate) fn first_steps(reader: &mut Reader<'_>, ctx: &Context) -> Result<Vec<Line>> {
    let strongest = strongest(reader, &Whom::PEOPLE, None, LOOKED_AT, ctx.now)?;
    let Some(first) = strongest.first() else { return Ok(Vec::new()) };
    let due = today(ctx);
    let mut steps = Vec::new();
    if strongest.iter().all(|person| person.circle.is_none()) {
        let reason = format!(
            "First steps: choose the {CIRCLE} people who matter most to you and say how close each is, beginning with {}",
            first.profile.name
        );
        steps.push(step("circle", who(first), reason, due, format!("edit {} --circle 1", quoted(first))));
    }
    if is_unsaid(reader, Kind::Group)? {
        let me = Who { id: PersonId::ME.to_string(), name: "you".to_owned() };
        let reason =
            "First steps: name a group that you serve, such as a club, a team or a street, and what its \
                      members need can be seen"
                .to_owned();
        steps.push(step("group", me, reason, due, "groups".to_owned()));
    }
    if is_unsaid(reader, Kind::Question)? && is_unsaid(reader, Kind::Learnt)? {
        let question =
            Part::ALL.first().and_then(|part| part.questions().first()).copied().unwrap_or_default();
        let reason =
            format!("First steps: ask {} something you never asked: “{question}”", first.profile.name);
        steps.push(step("question", who(first), reason, due, format!("question {}", quoted(first))));
    }
    Ok(steps)
}

fn step(kind: &'static str, person: Who, reason: String, due: Date, act: String) -> Line {
    Line { kind, person, reason, due, act, about: String::new() }
}

fn who(person: &Person) -> Who {
    Who { id: person.id.to_string(), name: person.profile.name.clone() }
}

fn quoted(person: &Person) -> String {
    shell::quoted(&person.profile.name)
}

fn is_unsaid(reader: &mut Reader<'_>, kind: Kind) -> Result<bool> {
    Ok(reader.said(kind, "", "9999-12-31", 1)?.is_empty())
}
