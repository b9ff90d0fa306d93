//! Sums of referrals and deals, so that a page need not read each. Every one of them is counted under one heading that says
//! whose it is, its state and the currency of its amount; the headings lie among the terms ([`crate::kept::derived`]) and follow
//! the entries as those do.

use goodturn_core::business::{DealBody, Stage};
use goodturn_core::entry::Kind;
use goodturn_core::id::PersonId;
use goodturn_core::ledger::Gave;
use goodturn_core::money::Money;
use goodturn_core::referral::ReferralBody;
use goodturn_core::state::State;

use crate::error::Result;
use crate::read::reader::Reader;
use crate::table::entry::Entry;
use crate::table::value::{Param, unknown};

/// How many there are under one heading, and what they are worth together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// Whose: of a referral the name of its [`Gave`]; of a deal `open`, or the year in which it was decided.
    pub side: String,
    /// Where they stand.
    pub state: State,
    /// How many.
    pub count: i64,
    /// What they are worth together; none where no amount is known.
    pub sum: Option<Money>,
}

/// Which side a referral is on, seen from the member.
pub fn side(entry: &Entry) -> Gave {
    match (entry.person, entry.other) {
        (_, Some(PersonId::ME)) => Gave::Received,
        (PersonId::ME, _) => Gave::Given,
        _ => Gave::Between,
    }
}

/// What a referral or a deal is counted under, and its amount in the smallest unit.
pub(crate) fn heading(entry: &Entry) -> Result<Option<(String, i64)>> {
    let (side, money) = match entry.kind {
        Kind::Referral => (side(entry).name().to_owned(), entry.body::<ReferralBody>()?.money),
        Kind::Opportunity => {
            let body: DealBody = entry.body()?;
            let open = entry.stands::<Stage>()?.is_open();
            let year = body.closed.unwrap_or(entry.on()?).year();
            (if open { "open".to_owned() } else { format!("{year:04}") }, body.money)
        }
        _ => return Ok(None),
    };
    let (currency, amount) = money.map_or((String::new(), 0), |money| (money.currency, money.minor));
    Ok(Some((format!("{side}:{}:{currency}", entry.state), amount)))
}

impl Reader<'_> {
    /// The totals of referrals or deals, by side, state and currency.
    pub fn totals(&mut self, kind: Kind) -> Result<Vec<Total>> {
        let headings: Vec<(String, i64, i64)> = self.all(
            "SELECT term, count(*), CAST(sum(count) AS BIGINT) FROM term \
             WHERE workspace_id = ?1 AND kind = ?2 GROUP BY term",
            &[self.ws(), Param::Text(kind.name())],
        )?;
        let total = |(heading, count, minor): (String, i64, i64)| {
            let mut parts = heading.split(':');
            let (Some(side), Some(state), Some(currency)) = (parts.next(), parts.next(), parts.next()) else {
                return Err(unknown("heading of a sum"));
            };
            let state = State::named(kind, state).ok_or_else(|| unknown("state in the heading of a sum"))?;
            let sum = (!currency.is_empty()).then(|| Money { minor, currency: currency.to_owned() });
            Ok(Total { side: side.to_owned(), state, count, sum })
        };
        let mut found: Vec<Total> = headings.into_iter().map(total).collect::<Result<_>>()?;
        // An engine's own order of texts may differ.
        found.sort_unstable_by(|a, b| {
            (&a.side, a.state.name(), &a.sum).cmp(&(&b.side, b.state.name(), &b.sum))
        });
        Ok(found)
    }
}
