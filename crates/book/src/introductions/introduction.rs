//! What the entry of an introduction keeps, and who its two people are.

use goodturn_core::boundary::Purpose;
use goodturn_core::consent::Use;
use goodturn_core::draft::ValueKind;
use goodturn_core::introduction::{State, Turn};
use goodturn_store::Reader;
use goodturn_store::rows::{Entry, Person};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::Context;
use crate::boundaries::consents::Consents;
use crate::care::{self, Care};
use crate::error::Result;

/// What the entry keeps beside its two people and its state.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct IntroductionBody {
    /// Why it helps both, in the user's words.
    pub why: String,
    /// Why it helps `person`.
    pub why_a: String,
    /// Why it helps `other`.
    pub why_b: String,
    /// What the first wrote to be passed on to the second.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub passed_on: String,
    /// `other` is asked first.
    #[serde(skip_serializing_if = "is_false")]
    pub turned: bool,
    /// What was done, oldest first.
    pub steps: Vec<Taken>,
}

goodturn_core::bodies! { IntroductionBody: Introduction; }

fn is_false(flag: &bool) -> bool {
    !flag
}

/// A step that was taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct Taken {
    /// The day.
    pub on: Date,
    /// Where it stood then.
    pub state: State,
    /// What was said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// An introduction with its two people.
#[derive(Clone, Debug)]
pub(crate) struct Introduction {
    /// Its entry.
    pub entry: Entry,
    /// What that keeps.
    pub body: IntroductionBody,
    /// Where it stands.
    pub state: State,
    /// One.
    pub a: Person,
    /// The other.
    pub b: Person,
}

impl Introduction {
    /// The introduction of an entry.
    pub(crate) fn of(reader: &mut Reader<'_>, entry: Entry) -> Result<Introduction> {
        let gone = messages::gone;
        let a = reader.person(entry.person)?.ok_or_else(gone)?;
        let b = match entry.other {
            Some(other) => reader.person(other)?.ok_or_else(gone)?,
            None => return Err(gone()),
        };
        Ok(Introduction { body: entry.body()?, state: entry.stands()?, a, b, entry })
    }

    /// Who is asked in this turn.
    pub(crate) fn side(&self, turn: Turn) -> &Person {
        if (turn == Turn::First) == self.body.turned { &self.b } else { &self.a }
    }

    /// Their names, in the order in which they are asked.
    pub(crate) fn names(&self) -> (&str, &str) {
        (&self.side(Turn::First).profile.name, &self.side(Turn::Second).profile.name)
    }

    /// Why it helps the one of this turn, in the user's words.
    pub(crate) fn why(&self, turn: Turn) -> &str {
        if (turn == Turn::First) == self.body.turned { &self.body.why_b } else { &self.body.why_a }
    }

    /// The day on which they were introduced.
    pub(crate) fn introduced(&self) -> Option<Date> {
        self.body.steps.iter().find(|step| step.state == State::Introduced).map(|step| step.on)
    }

    /// The day of the last step.
    pub(crate) fn since(&self) -> Date {
        self.body.steps.last().map_or(Date::MIN, |step| step.on)
    }
}

/// What to mind about introducing somebody; refused where they, the guard or their consent stand against it.
pub(crate) fn mind(reader: &mut Reader<'_>, person: &Person, ctx: &Context) -> Result<Care> {
    let crossed = care::crossed(reader, person.id, ctx)?;
    let mut care = Care::of(reader, person, Purpose::Introduce, crossed, ctx)?;
    let name = &person.profile.name;
    let named = |value: &&goodturn_store::rows::Detail| value.value.kind == ValueKind::Name;
    let consents = Consents::of(reader, person.id)?;
    if !consents.is_empty() {
        let details = reader.details(person.id)?;
        if details.iter().filter(named).any(|detail| !consents.allow(&detail.value, Use::Introduce)) {
            care.refused.get_or_insert_with(|| messages::unnamed(name).to_string());
        }
    }
    Ok(care)
}
