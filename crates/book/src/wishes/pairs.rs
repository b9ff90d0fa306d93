//! Who may be suggested to whom: neither against a boundary nor past the guard, and no pair again too soon.

use std::collections::HashMap;

use goodturn_core::boundary::{Purpose, Verdict, may};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::matching::REST;
use goodturn_store::Reader;
use jiff::ToSpan;

use crate::book::Context;
use crate::care::parsed;
use crate::error::Result;
use crate::guard::watch;
use crate::request::parse;
use crate::request::party::party;

/// What is known of people while matches are looked through.
#[derive(Default)]
pub(crate) struct Pairs {
    /// Why somebody is suggested to nobody; none where nothing stands against it.
    barred: HashMap<PersonId, Option<String>>,
    /// With whom somebody was put aside or brought together lately.
    known: HashMap<PersonId, Vec<PersonId>>,
}

impl Pairs {
    /// Why somebody is suggested to nobody, as a sentence; none where nothing stands against it.
    pub(crate) fn barred(
        &mut self,
        reader: &mut Reader<'_>,
        person: PersonId,
        ctx: &Context,
    ) -> Result<Option<String>> {
        if person == PersonId::ME {
            return Ok(None);
        }
        if let Some(known) = self.barred.get(&person) {
            return Ok(known.clone());
        }
        let boundaries = parsed(&reader.entries_of(person, Kind::Boundary)?)?;
        let why = match may(&boundaries, Purpose::Introduce, None) {
            Verdict::No(why) => Some(format!("{}.", why.said_of(party(reader, person)?.name()))),
            Verdict::Yes | Verdict::AskFirst(_) => {
                watch::warning(reader, person, ctx)?.map(|why| format!("{why}."))
            }
        };
        self.barred.insert(person, why.clone());
        Ok(why)
    }

    /// Whether two were suggested to each other and put aside, or brought together, within the time that a pair rests.
    pub(crate) fn rests(
        &mut self,
        reader: &mut Reader<'_>,
        one: PersonId,
        other: PersonId,
        ctx: &Context,
    ) -> Result<bool> {
        let since = parse::today(ctx).saturating_sub(REST.days());
        for (from, to) in [(one, other), (other, one)] {
            if let std::collections::hash_map::Entry::Vacant(place) = self.known.entry(from) {
                let mut known = Vec::new();
                for kind in [Kind::Aside, Kind::Introduction] {
                    for entry in reader.entries_of(from, kind)? {
                        let rests = entry.day > since || entry.is_open();
                        known.extend(entry.other.filter(|_| rests));
                    }
                }
                place.insert(known);
            }
            if self.known.get(&from).is_some_and(|known| known.contains(&to)) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
