//! Materialised from the entries: each person's account; the terms of open needs and offers and of what people do, by
//! which they are matched; the headings under which referrals and deals are summed.
//!
//! The journal keeps no before-images of these rows. They are computed again from the entries whenever one of them is written,
//! taken away or put back, so that after an undo they are what they were, to the bit. `refresh_all` computes everything again
//! that is materialised anywhere, where an older program made it in another way.

use std::collections::{BTreeMap, BTreeSet};

use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::gains::Part;
use goodturn_core::id::PersonId;
use goodturn_core::insight::balance::{Account, Flow, Side, Turn};
use goodturn_core::insight::guard::{self, Facts};
use goodturn_core::insight::strength::Bond;
use goodturn_core::ledger::{Gave, TurnBody};
use goodturn_core::profile::normal;
use goodturn_core::state::{Ask, Learnt, Need, Offer, State};
use goodturn_core::terms::terms;
use goodturn_core::trades::{Trade, Trades};
use jiff::civil::Date;

use crate::error::Result;
use crate::kept::strengths::recompute_as_dated;
use crate::kept::totals;
use crate::read::reader::Reader;
use crate::read::settings::Internal;
use crate::table::cell::{Cell, params};
use crate::table::declared::Declared;
pub use crate::table::derived::ALL;
pub(crate) use crate::table::derived::TITLE;
use crate::table::derived::{AccountRow, Standing};
use crate::table::entry::Entry;
use crate::table::person::PERSON;
use crate::table::value::Param;

/// The version of what is materialised: one more whenever a row would come out otherwise, so that older books are computed
/// again.
const DERIVED: i64 = 6;

/// The term under which a text stands that names a trade.
pub fn of_trade(trade: Trade) -> String {
    format!("@{trade}")
}

/// What a row is counted under: its terms with how often each stands in it, and how many there are.
type Counted = (BTreeMap<String, i64>, i64);

fn of_text(text: &str) -> Counted {
    let terms = terms(text);
    let mut counts = BTreeMap::new();
    for term in &terms {
        *counts.entry(term.to_string()).or_insert(0) += 1;
    }
    counts.extend(Trades::known().named(&terms).into_iter().map(|trade| (of_trade(trade), 1)));
    counts.insert(ALL.to_owned(), 1);
    (counts, terms.len() as i64)
}

/// What somebody does, by their row.
fn title_of(row: &[Cell]) -> Option<&str> {
    match PERSON.cell(row, "title") {
        Some(Cell::Text(title)) if !title.is_empty() => Some(title),
        _ => None,
    }
}

/// Somebody's account and what else the guard asks for, from every entry in which they stand.
pub fn account(person: PersonId, entries: &[Entry]) -> Result<(Account, Facts)> {
    let mut turns: Vec<(Date, &Entry)> = Vec::new();
    let mut facts = Facts::default();
    for entry in entries {
        match (entry.kind, entry.state) {
            // What two did for each other who turned out to be one is no turn until they are two again.
            (Kind::Turn, _) if entry.is_of_one() => {}
            (Kind::Turn, _) if entry.person == person || entry.other == Some(person) => {
                turns.push((entry.on()?, entry));
            }
            (_, State::Ask(Ask::Declined | Ask::Unanswered)) if entry.person == person => facts.refused += 1,
            (Kind::Excuse, _) if entry.person == person => facts.excuses += 1,
            _ => {}
        }
    }
    turns.sort_unstable_by_key(|(day, entry)| (*day, entry.id));
    let turns = turns.into_iter().map(|(on, entry)| {
        let size = entry.body::<TurnBody>()?.size();
        let (they_gave, side) = match (entry.stands()?, entry.other) {
            (Gave::Received, _) => (Flow::Gave, Side::Me),
            (Gave::Between, Some(giver)) if giver == person => (Flow::Gave, Side::Other(entry.person)),
            (Gave::Between, Some(giver)) => (Flow::Took, Side::Other(giver)),
            (Gave::Given | Gave::Between, _) => (Flow::Took, Side::Me),
        };
        Ok(Turn { they_gave, side, size, on })
    });
    Ok((Account::of(turns.collect::<Result<Vec<_>>>()?), facts))
}

/// Whose account an entry is part of. The member has none: what is between us stands in the other's.
pub(crate) fn parties(entry: &Entry) -> impl Iterator<Item = PersonId> {
    let those = match entry.kind {
        Kind::Turn => [Some(entry.person), entry.other],
        Kind::Ask | Kind::Excuse => [Some(entry.person), None],
        _ => [None, None],
    };
    those.into_iter().flatten().filter(|person| *person != PersonId::ME)
}

/// What an entry is counted under: the terms of a need or an offer that is open, with how often each stands in it;
/// of what was learnt that somebody can; the heading of a referral or a deal, with the amount in it; none for anything
/// else.
fn terms_of(entry: &Entry) -> Result<Option<Counted>> {
    if let Some((heading, amount)) = totals::heading(entry)? {
        return Ok(Some((BTreeMap::from([(heading, amount)]), 1)));
    }
    let kept = match entry.state {
        State::Need(Need::Open) | State::Offer(Offer::Open) => true,
        // Whom they know and what they can: what they only wish for is no offer.
        State::Learnt(Learnt(part)) => {
            matches!(part, Some(Part::Skills | Part::Networks | Part::Accomplishments))
        }
        _ => false,
    };
    Ok(kept.then(|| of_text(&entry.what)))
}

impl Reader<'_> {
    /// Computes somebody's account again from their entries.
    pub(crate) fn refresh_account(&mut self, person: PersonId) -> Result<()> {
        let (account, facts) = account(person, &self.entries(person)?)?;
        let ws = self.ws();
        self.connection.execute(Standing::table().delete(), &[ws, Param::Id(person.bytes())])?;
        if account.turns == 0 {
            return Ok(());
        }
        let standing = Standing {
            account: AccountRow {
                person,
                given: account.given,
                received: account.received,
                turns: i64::try_from(account.turns).unwrap_or(i64::MAX),
                last: account.last,
            },
            is_suspect: guard::may_be(&account, facts),
        };
        let cells = standing.cells();
        self.connection.execute(Standing::table().insert(), &params(self.workspace, &cells))?;
        Ok(())
    }

    /// Replaces the terms of an entry as it was by those of it as it is.
    pub(crate) fn refresh_terms(&mut self, before: Option<&Entry>, after: Option<&Entry>) -> Result<()> {
        let Some(id) = before.or(after).map(|entry| entry.id.bytes()) else { return Ok(()) };
        let counted = |entry: Option<&Entry>| -> Result<_> {
            let Some(entry) = entry else { return Ok(None) };
            Ok(terms_of(entry)?.map(|terms| (entry.kind.name(), terms)))
        };
        self.refresh_counted(id, counted(before)?, counted(after)?)
    }

    /// Replaces the terms of what somebody does as it was by those of it as it is, both as rows of people.
    pub(crate) fn refresh_title(&mut self, before: Option<&[Cell]>, after: Option<&[Cell]>) -> Result<()> {
        let (old, new) = (before.and_then(title_of), after.and_then(title_of));
        if old == new {
            return Ok(());
        }
        let Some(Cell::Id(id)) = before.or(after).and_then(<[Cell]>::first) else { return Ok(()) };
        let counted = |title: Option<&str>| title.map(|title| (TITLE, of_text(title)));
        self.refresh_counted(*id, counted(old), counted(new))
    }

    fn refresh_counted(
        &mut self,
        id: [u8; 16],
        old: Option<(&'static str, Counted)>,
        new: Option<(&'static str, Counted)>,
    ) -> Result<()> {
        if old == new {
            return Ok(());
        }
        if let Some((kind, (counts, _))) = old {
            self.replace_terms(kind, id, counts.into_keys().collect(), Vec::new())?;
        }
        if let Some((kind, (counts, length))) = new {
            let new = counts.into_iter().map(|(term, count)| (term, count, length)).collect();
            self.replace_terms(kind, id, Vec::new(), new)?;
        }
        Ok(())
    }

    /// Recomputes from their timelines the bonds that an older program wrote.
    fn recompute_old_bonds(&mut self) -> Result<()> {
        let (mut old, ws) = (Vec::new(), self.ws());
        self.each(
            "SELECT id, bond FROM person WHERE workspace_id = ?1 AND bond IS NOT NULL ORDER BY id",
            &[ws],
            |(id, bond): (PersonId, Vec<u8>)| {
                if Bond::is_old(&bond) {
                    old.push(id);
                }
                Ok(())
            },
        )?;
        for some in old.chunks(500) {
            let mut rows = Vec::with_capacity(some.len());
            for id in some {
                let Some(mut person) = self.person(*id)? else { continue };
                let at = person.strength_at;
                self.recompute_bond(&mut person)?;
                person.recompute_strength(at);
                rows.push(person.bond_row());
            }
            self.connection.rewrite_bonds(self.workspace, &rows)?;
        }
        Ok(())
    }

    /// Normalises somebody's channels as this program does: an older one took two spellings of one for two.
    fn respell(&mut self, person: PersonId, region: Option<&str>) -> Result<()> {
        for detail in self.details(person)? {
            let channel = matches!(detail.value.kind, ValueKind::Email | ValueKind::Phone | ValueKind::Url);
            let normal = if channel { normal(detail.value.kind, &detail.value.text, region) } else { None };
            if let Some(normal) = normal.filter(|normal| detail.normal.as_ref() != Some(normal)) {
                let row = [
                    self.ws(),
                    Param::Id(person.bytes()),
                    Param::Id(detail.id.bytes()),
                    Param::Text(&normal),
                ];
                self.connection.execute(
                    "UPDATE detail SET normal = ?4 WHERE workspace_id = ?1 AND person_id = ?2 AND id = ?3",
                    &row,
                )?;
            }
        }
        Ok(())
    }

    /// The ids and the titles of everybody who has one.
    fn titles(&mut self) -> Result<Vec<([u8; 16], String)>> {
        self.all(
            "SELECT id, title FROM person WHERE workspace_id = ?1 AND title <> '' ORDER BY id",
            &[self.ws()],
        )
    }

    /// What one has to know of a book that is opened: whether its workspace is there, whether an import left bonds
    /// unwritten, whether what follows from other rows is outdated, and whether what was deleted is to be swept out.
    pub(crate) fn state_at_opening(&mut self) -> Result<(bool, bool, bool, bool)> {
        let found: Vec<(i64, Option<i64>, i64, i64)> = self.all(
            "SELECT (SELECT count(*) FROM workspace WHERE id = ?1), (SELECT derived FROM workspace WHERE id = ?1), \
             (SELECT count(*) FROM unsettled WHERE workspace_id = ?1), \
             (SELECT count(*) FROM setting WHERE workspace_id = ?1 AND name = ?2)",
            &[self.ws(), Param::Id(Internal::Sweep.name())],
        )?;
        let (known, derived, unsettled, sweep) = found.first().copied().unwrap_or_default();
        Ok((known > 0, unsettled > 0, derived != Some(DERIVED), sweep > 0))
    }

    /// Whether what follows from other rows was made by another version of the program, or not at all.
    pub(crate) fn is_derived_outdated(&mut self) -> Result<bool> {
        let found: Vec<Option<i64>> =
            self.all("SELECT derived FROM workspace WHERE id = ?1", &[self.ws()])?;
        Ok(found.first() != Some(&Some(DERIVED)))
    }
}

/// Computes everything again that follows from other rows.
pub(crate) fn refresh_all(reader: &mut Reader<'_>) -> Result<()> {
    let ws = reader.ws();
    reader.connection.execute("DELETE FROM account WHERE workspace_id = ?1", &[ws])?;
    reader.connection.execute("DELETE FROM term WHERE workspace_id = ?1", &[ws])?;
    let mut people = BTreeSet::new();
    for entry in reader.all_entries()? {
        people.extend(parties(&entry));
        reader.refresh_terms(None, Some(&entry))?;
        reader.reindex_entry(None, Some(&entry))?;
    }
    reader.reindex_all_talks()?;
    for (id, title) in reader.titles()? {
        reader.refresh_counted(id, None, Some((TITLE, of_text(&title))))?;
    }
    for person in people {
        reader.refresh_account(person)?;
    }
    let region = reader.settings()?.into_iter().find(|(key, _)| key == "region").map(|(_, region)| region);
    for (person, ..) in reader.everyone((PersonId::ME, PersonId::from_bytes([u8::MAX; 16])))? {
        reader.respell(person, region.as_deref())?;
        reader.reindex(person)?;
    }
    reader.recount_pairs()?;
    reader.recompute_old_bonds()?;
    recompute_as_dated(reader)?;
    reader
        .connection
        .execute("UPDATE workspace SET derived = ?2 WHERE id = ?1", &[ws, Param::Int(DERIVED)])?;
    Ok(())
}
