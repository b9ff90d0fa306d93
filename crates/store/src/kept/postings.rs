//! The inverted index of needs, offers, skills and titles: in which texts a term stands, and how often.

use goodturn_core::entry::Kind;
use goodturn_core::id::EntryId;

use crate::error::Result;
use crate::kept::derived::{ALL, TITLE};
use crate::read::reader::Reader;
use crate::table::declared::rows_of;
use crate::table::derived::Term;
use crate::table::value::Param;

/// Texts whose words are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Texts {
    /// Open needs.
    Needs,
    /// Open offers.
    Offers,
    /// What was learnt that people can, or whom they know.
    Learnt,
    /// What people do, as their titles say; the id is the person's.
    Titles,
}

impl Texts {
    fn name(self) -> &'static str {
        match self {
            Texts::Needs => Kind::Need.name(),
            Texts::Offers => Kind::Offer.name(),
            Texts::Learnt => Kind::Learnt.name(),
            Texts::Titles => TITLE,
        }
    }
}

/// A text in which a term stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// Which; the person, where it is their title.
    pub entry: EntryId,
    /// How often the term stands in it.
    pub times: i64,
    /// How many terms it has.
    pub length: i64,
}

impl Reader<'_> {
    /// How many texts of a kind there are, and how many terms they have together.
    pub fn corpus(&mut self, of: Texts) -> Result<(usize, i64)> {
        if let Some((count, sum)) = self.count_ahead(of.name(), ALL)? {
            return Ok((usize::try_from(count).unwrap_or(0), sum));
        }
        let found: Vec<(i64, i64)> = self.all(
            "SELECT count(*), CAST(coalesce(sum(length), 0) AS BIGINT) FROM term \
             WHERE workspace_id = ?1 AND kind = ?2 AND term = ?3",
            &[self.ws(), Param::Text(of.name()), Param::Text(ALL)],
        )?;
        Ok(found.first().map_or((0, 0), |(count, sum)| (usize::try_from(*count).unwrap_or(0), *sum)))
    }

    /// In how many texts of a kind a term stands.
    pub fn stands_in(&mut self, of: Texts, term: &str) -> Result<usize> {
        if let Some((count, _)) = self.count_ahead(of.name(), term)? {
            return Ok(usize::try_from(count).unwrap_or(0));
        }
        let found: Vec<i64> = self.all(
            "SELECT count(*) FROM term WHERE workspace_id = ?1 AND kind = ?2 AND term = ?3",
            &[self.ws(), Param::Text(of.name()), Param::Text(term)],
        )?;
        Ok(found.first().map_or(0, |count| usize::try_from(*count).unwrap_or(0)))
    }

    /// The texts of a kind in which a term stands, the latest made first.
    pub fn postings(&mut self, of: Texts, term: &str, most: usize) -> Result<Vec<Posting>> {
        let posting = |row: &Term| Posting {
            entry: EntryId::from_bytes(row.entry),
            times: row.count,
            length: row.length,
        };
        if let Some(rows) = self.postings_ahead(of.name(), term, most)? {
            return Ok(rows.iter().map(posting).collect());
        }
        let rows: Vec<Term> = self.all(
            rows_of!(
                Term,
                "AND kind = ?2 AND term = ?3 ORDER BY kind DESC, term DESC, entry_id DESC LIMIT ?4"
            ),
            &[
                self.ws(),
                Param::Text(of.name()),
                Param::Text(term),
                Param::Int(i64::try_from(most).unwrap_or(i64::MAX)),
            ],
        )?;
        Ok(rows.iter().map(posting).collect())
    }
}
