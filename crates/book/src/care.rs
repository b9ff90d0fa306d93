//! What to mind before one deals with somebody: their boundaries, the guard, cross purposes. Whatever deals with people
//! asks here, and nowhere else: deeds, drafts, and each line of today, whenever a boundary was said.

pub(crate) mod messages;

use goodturn_core::boundary::{self, Boundary, Purpose, Verdict};
use goodturn_core::business::DealBody;
use goodturn_core::consent::{Consent, Use};
use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::days_between;
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Person};
use serde::Serialize;

use crate::book::Context;
use crate::boundaries::consents::Consents;
use crate::boundaries::reach::Reach;
use crate::boundaries::trust;
use crate::error::Result;
use crate::guard;
use crate::stances::cross::sentence;
use crate::stances::held::{held, my_stance};

/// What stands in the way of a deed with one person, and what one should know first.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Care {
    /// Why it may not be done; none where it may.
    pub refused: Option<String>,
    /// What to know or to do first, a sentence each.
    pub cautions: Vec<Caution>,
    /// Whether it is the guard that stands in the way, which one may overrule.
    #[serde(skip)]
    pub is_guarded: bool,
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
        let since = person.bond.last_out().map(|at| days_between(at, ctx.now));
        Care::after(reader, person, purpose, since, crossed, ctx)
    }

    /// What to mind about a deed of a later day: how lately they heard from me does not stand against it now.
    pub(crate) fn of_a_plan(
        reader: &mut Reader<'_>,
        person: &Person,
        purpose: Purpose,
        ctx: &Context,
    ) -> Result<Care> {
        let crossed = crossed(reader, person.id, ctx)?;
        let mut care = Care::after(reader, person, purpose, None, crossed, ctx)?;
        let seldom = parsed(&reader.entries_of(person.id, Kind::Boundary)?)?.into_iter();
        let seldom = seldom.filter(|boundary| matches!(boundary, Boundary::AtMostEvery(_)));
        care.cautions.extend(seldom.map(|boundary| Caution {
            kind: "boundary",
            text: messages::wanted(&boundary.said_of(person).to_string()).to_string(),
        }));
        Ok(care)
    }

    fn after(
        reader: &mut Reader<'_>,
        person: &Person,
        purpose: Purpose,
        since: Option<f64>,
        crossed: Option<String>,
        ctx: &Context,
    ) -> Result<Care> {
        let mut care = Care::default();
        let name = &person.profile.name;
        let entries = reader.entries_of(person.id, Kind::Boundary)?;
        match boundary::may(&parsed(&entries)?, purpose, since) {
            Verdict::Yes => {}
            Verdict::AskFirst(why) => {
                let text = messages::wanted(&why.said_of(name).to_string()).to_string();
                care.cautions.push(Caution { kind: "boundary", text });
            }
            Verdict::No(why) => care.refused = Some(why.said_of(name).to_string()),
        }
        for words in Reach::from(reader, person.id, &entries, ctx)?.said_of(name, ctx) {
            care.cautions.push(Caution { kind: "boundary", text: messages::wanted(&words).to_string() });
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
            match purpose {
                Purpose::Give => {
                    care.cautions.push(Caution { kind: "guard", text: messages::wanted(&text).to_string() });
                }
                _ if care.refused.is_none() => (care.refused, care.is_guarded) = (Some(text), true),
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

    /// Everything as sentences, the refusal first: for what has happened, which is written down all the same.
    pub(crate) fn noted(self) -> Vec<String> {
        let refused = self.refused.map(|why| messages::mind(&why).to_string());
        refused.into_iter().chain(self.cautions.into_iter().map(|caution| caution.text)).collect()
    }

    /// The cautions, or the refusal as an error.
    pub(crate) fn heeded(self) -> Result<Vec<Caution>> {
        match self.refused {
            None => Ok(self.cautions),
            Some(why) if self.is_guarded => Err(messages::guarded(why)),
            Some(why) => Err(messages::not_wanted(why)),
        }
    }
}

/// Where what somebody holds and what I hold pull apart, as a sentence.
pub(crate) fn crossed(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Option<String>> {
    let entries = reader.entries(person)?;
    let held = held(reader, person, &entries, ctx)?;
    Ok(sentence(my_stance(reader)?, held.as_ref()))
}

/// What a step of some business is: a pitch, or only contact where they asked for it themselves and did not say since
/// that nothing is to be sold to them.
pub(crate) fn of_deal(reader: &mut Reader<'_>, deal: &Entry) -> Result<Purpose> {
    if deal.body::<DealBody>()?.asked != Some(true) {
        return Ok(Purpose::Pitch);
    }
    let mut since = reader.entries_of(deal.person, Kind::Boundary)?;
    since.retain(|entry| (&entry.day, made(entry)) >= (&deal.day, made(deal)));
    Ok(if parsed(&since)?.contains(&Boundary::NoPitch) { Purpose::Pitch } else { Purpose::Contact })
}

/// When an entry was written, to the millisecond: its id begins with that.
fn made(entry: &Entry) -> u64 {
    entry.id.0.as_u64_pair().0 >> 16
}

/// What everybody should know who is about to do something for somebody: all that they said, a sentence each.
pub(crate) fn wanted(reader: &mut Reader<'_>, person: &Person) -> Result<Vec<String>> {
    let boundaries = parsed(&reader.entries_of(person.id, Kind::Boundary)?)?;
    let said = |one: &Boundary| messages::wanted(&one.said_of(person).to_string()).to_string();
    Ok(boundaries.iter().map(said).collect())
}

/// Whether somebody may be named in what others read.
pub(crate) fn may_be_named(reader: &mut Reader<'_>, person: PersonId) -> Result<bool> {
    let boundaries = parsed(&reader.entries_of(person, Kind::Boundary)?)?;
    if boundary::may(&boundaries, Purpose::Share, None) != Verdict::Yes {
        return Ok(false);
    }
    let consents = Consents::of(reader, person)?;
    if consents.is_empty() {
        return Ok(true);
    }
    let details = reader.details(person)?;
    let mut names = details.iter().filter(|detail| detail.value.kind == ValueKind::Name).peekable();
    // Who has no name of their own is called by something else, of which the same was said.
    Ok(match names.peek() {
        None => consents.said_of_all(ValueKind::Name, Use::Share) != Consent::No,
        Some(_) => names.all(|name| consents.allow(&name.value, Use::Share)),
    })
}

/// The boundaries that these entries say.
pub(crate) fn parsed(entries: &[Entry]) -> Result<Vec<Boundary>> {
    entries.iter().map(|entry| Ok(entry.says(Boundary::parse)?)).collect()
}
