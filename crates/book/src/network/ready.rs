//! How ready people are to stand in between: not at all where a boundary or the guard says so, half as ready where they
//! were asked for something in the last 90 days.

use std::collections::BTreeMap;

use goodturn_core::boundary::{Boundary, Purpose, Verdict, may};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::days_between;
use goodturn_core::insight::paths::Ready;
use goodturn_store::Reader;
use jiff::ToSpan;

use super::whole::Network;
use crate::book::Context;
use crate::error::Result;
use crate::guard::watch::warning;
use crate::request::parse;

/// Whoever was asked within so many days is asked less readily (science.md section 7).
pub(super) const TIRED_DAYS: i64 = 90;
/// How much less.
const TIRED: f32 = 0.5;

/// Who is less ready than others.
pub(super) fn ready(reader: &mut Reader<'_>, network: &Network, ctx: &Context) -> Result<Ready> {
    let mut less: BTreeMap<PersonId, f32> = BTreeMap::new();
    let today = parse::today(ctx);
    let since = today.saturating_sub(TIRED_DAYS.days());
    for kind in [Kind::Ask, Kind::Introduction] {
        for entry in reader.entries_since(kind, since, usize::MAX)? {
            for person in [Some(entry.person), entry.other].into_iter().flatten() {
                less.insert(person, TIRED);
            }
        }
    }
    let mut wanted: BTreeMap<PersonId, Vec<Boundary>> = BTreeMap::new();
    for entry in reader.newest(Kind::Boundary, usize::MAX)? {
        wanted.entry(entry.person).or_default().push(entry.says(Boundary::parse)?);
    }
    for (person, wanted) in wanted {
        let Some(found) = reader.person(person)? else { continue };
        let since = found.bond.last_out().map(|at| days_between(at, ctx.now));
        if matches!(may(&wanted, Purpose::Ask, since), Verdict::No(_)) {
            less.insert(person, 0.0);
        }
    }
    for person in reader.suspects()? {
        if warning(reader, person, ctx)?.is_some() {
            less.insert(person, 0.0);
        }
    }
    let less = less.into_iter().filter_map(|(person, how)| Some((network.number(person)?, how)));
    Ok(Ready::new(less.collect()))
}
