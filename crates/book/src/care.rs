//! What to mind before one deals with somebody: their boundaries, the guard, cross purposes. Whatever deals with people
//! asks here, and nowhere else.

use goodturn_core::boundary::{self, Boundary, Purpose, Verdict};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::days_between;
use goodturn_store::Reader;
use goodturn_store::rows::Person;
use serde::Serialize;

use crate::book::Context;
use crate::error::{Error, Result};
use crate::guard;

/// What stands in the way of a deed with one person, and what one should know first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Care {
    /// Why it may not be done; none where it may.
    pub refused: Option<String>,
    /// What to know or to do first, a sentence each.
    pub cautions: Vec<Caution>,
}

/// Something to know first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Caution {
    /// `boundary`, `guard` or `cross-purposes`.
    pub kind: &'static str,
    /// A sentence.
    pub text: String,
}

impl Care {
    /// What to mind about a deed with somebody. `crossed` says where what they hold and what I hold pull apart.
    pub(crate) fn of(
        reader: &mut Reader<'_>,
        person: &Person,
        purpose: Purpose,
        crossed: Option<String>,
        ctx: &Context,
    ) -> Result<Care> {
        let mut care = Care::default();
        let name = &person.profile.name;
        let boundaries = boundaries(reader, person.id)?;
        let since = person.bond.last_out().map(|at| days_between(at, ctx.now));
        match boundary::may(&boundaries, purpose, since) {
            Verdict::Yes => {}
            Verdict::AskFirst(why) => {
                care.cautions.push(Caution { kind: "boundary", text: format!("{name} {why}.") });
            }
            Verdict::No(why) => care.refused = Some(format!("{name} {why}")),
        }
        for wish in &boundaries {
            if matches!(wish, Boundary::Channel(_) | Boundary::Hours(..)) {
                care.cautions.push(Caution { kind: "boundary", text: format!("{name} {}.", wish.words()) });
            }
        }
        if matches!(purpose, Purpose::Introduce | Purpose::Refer | Purpose::Give)
            && let Some(text) = guard::watch::warning(reader, person.id, ctx)?
        {
            // What has been decided otherwise is remembered, so that one is asked once.
            let decided =
                "once you have decided otherwise (`goodturn overrule WHO`) nothing stands in the way";
            match purpose {
                Purpose::Give => care.cautions.push(Caution { kind: "guard", text: format!("{text}.") }),
                _ if care.refused.is_none() => care.refused = Some(format!("{text}; {decided}")),
                _ => {}
            }
        }
        if matches!(purpose, Purpose::Ask | Purpose::Refer | Purpose::Introduce | Purpose::Pitch)
            && let Some(text) = crossed
        {
            care.cautions.push(Caution { kind: "cross-purposes", text });
        }
        Ok(care)
    }

    /// The cautions, or the refusal as an error.
    pub(crate) fn heeded(self) -> Result<Vec<Caution>> {
        match self.refused {
            None => Ok(self.cautions),
            Some(why) => Err(Error::refused(why, "ask them whether that still holds")),
        }
    }
}

/// What somebody does not want, oldest first.
pub(crate) fn boundaries(reader: &mut Reader<'_>, person: PersonId) -> Result<Vec<Boundary>> {
    let entries = reader.entries_of(person, Kind::Boundary)?;
    Ok(entries.iter().filter_map(|entry| Boundary::parse(&entry.what)).collect())
}
