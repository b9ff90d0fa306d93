//! How somebody wants to be reached: by which channel, and in which hours of their day.

use goodturn_core::boundary::Boundary;
use goodturn_core::channel::fold;
use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_store::Reader;
use goodturn_store::rows::Entry;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::messages;
use crate::book::Context;
use crate::error::Result;

/// What the entry of a boundary keeps beside its words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct BoundaryBody {
    /// What they said, in their own words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub said: String,
    /// The zone of their hours, as the tz database names it; empty where not said.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zone: String,
}

goodturn_core::bodies! { BoundaryBody: Boundary; }

/// How somebody wants to be reached.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reach {
    /// The channel they prefer: mail, phone, message or visit.
    pub channel: Option<String>,
    /// The hours of their day, with the zone it is in.
    hours: Option<(u8, u8, TimeZone)>,
}

impl Reach {
    /// As their boundaries say.
    pub(crate) fn of(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<Reach> {
        let entries = reader.entries_of(person, Kind::Boundary)?;
        Reach::from(reader, person, &entries, ctx)
    }

    /// Whether somebody may be written to by mail, as far as the channel goes.
    pub(crate) fn by_mail(reader: &mut Reader<'_>, person: PersonId, ctx: &Context) -> Result<bool> {
        Ok(Reach::of(reader, person, ctx)?.channel.is_none_or(|channel| channel == "mail"))
    }

    /// As these entries of theirs say.
    pub(crate) fn from(
        reader: &mut Reader<'_>,
        person: PersonId,
        entries: &[Entry],
        ctx: &Context,
    ) -> Result<Reach> {
        let mut reach = Reach::default();
        for entry in entries {
            match entry.says(Boundary::parse)? {
                Boundary::Channel(channel) => reach.channel = Some(channel),
                Boundary::Hours(from, to) => {
                    let said = entry.body::<BoundaryBody>()?.zone;
                    let zone = match TimeZone::get(&said) {
                        Ok(zone) if !said.is_empty() => zone,
                        _ => zone(reader, person)?.unwrap_or_else(|| ctx.zone.clone()),
                    };
                    reach.hours = Some((from, to, zone));
                }
                _ => {}
            }
        }
        Ok(reach)
    }

    /// How somebody wants to be reached, a sentence each, without a full stop.
    pub(crate) fn said_of(&self, name: &str, ctx: &Context) -> Vec<String> {
        let mut words = Vec::new();
        if let Some(channel) = &self.channel {
            words.push(Boundary::Channel(channel.clone()).said_of(name).to_string());
        }
        if let Some((from, to, _)) = &self.hours {
            words.push(messages::hours(name, (*from, *to), None, self.outside(ctx)).to_string());
        }
        words
    }

    /// What time it is where they are, where that is outside their hours.
    pub(crate) fn outside(&self, ctx: &Context) -> Option<String> {
        let (from, to, zone) = self.hours.as_ref()?;
        let there = zone.to_datetime(ctx.now);
        let within = (i16::from(*from)..i16::from(*to)).contains(&i16::from(there.hour()));
        (!within).then(|| there.strftime("%H:%M").to_string())
    }
}

/// The zone they live in, where a value of theirs says so.
fn zone(reader: &mut Reader<'_>, person: PersonId) -> Result<Option<TimeZone>> {
    let details = reader.details(person)?;
    let of_zone = details.iter().rev().filter(|detail| {
        let label = fold(&detail.value.label).replace([' ', '-', '_'], "");
        detail.value.kind == ValueKind::Other && matches!(label.as_str(), "tz" | "timezone")
    });
    Ok(of_zone.filter_map(|detail| TimeZone::get(detail.value.text.trim()).ok()).next())
}
