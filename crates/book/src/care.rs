//! What to mind before one deals with somebody: their boundaries, the guard, cross purposes. Whatever deals with people
//! asks here, and nowhere else.

use goodturn_core::boundary::{self, Boundary, Purpose, Verdict};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::days_between;
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Person};
use serde::Serialize;

use crate::book::Context;
use crate::boundaries::reach::Reach;
use crate::boundaries::trust;
use crate::error::{Error, Result};
use crate::guard;
use crate::stances::cross::sentence;
use crate::stances::held::{held, mine};

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
    /// `boundary`, `trust`, `guard` or `cross-purposes`.
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
        let entries = reader.entries_of(person.id, Kind::Boundary)?;
        let since = person.bond.last_out().map(|at| days_between(at, ctx.now));
        match boundary::may(&parsed(&entries), purpose, since) {
            Verdict::Yes => {}
            Verdict::AskFirst(why) => {
                care.cautions.push(Caution { kind: "boundary", text: format!("{name} {why}.") });
            }
            Verdict::No(why) => care.refused = Some(format!("{name} {why}")),
        }
        for words in Reach::from(reader, person.id, &entries, ctx)?.words(ctx) {
            care.cautions.push(Caution { kind: "boundary", text: format!("{name} {words}.") });
        }
        if trust::is_wary(reader, person.id)? {
            let text = match purpose {
                Purpose::Ask | Purpose::Pitch => trust::before_ask(reader, person.id, name)?,
                Purpose::Share => None,
                _ => Some(trust::gently(name)),
            };
            care.cautions.extend(text.map(|text| Caution { kind: "trust", text }));
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

/// Where what somebody holds and what I hold pull apart, as a sentence.
pub(crate) fn crossed(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Option<String>> {
    let entries = reader.entries(person)?;
    let held = held(reader, person, &entries, ctx)?;
    Ok(sentence(mine(reader)?, held.as_ref()))
}

/// The boundaries that these entries say.
pub(crate) fn parsed(entries: &[Entry]) -> Vec<Boundary> {
    entries.iter().filter_map(|entry| Boundary::parse(&entry.what)).collect()
}
