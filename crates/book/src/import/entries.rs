//! Drafts of ties, good turns, needs and offers, brought into a batch.

use goodturn_core::day::{Day, Due};
use goodturn_core::draft::{Address, Direction, Draft, TieDraft, TurnDraft, WishDraft, WishKind};
use goodturn_core::entry::{Kind, TieBody};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::insight::cadence::day;
use goodturn_core::ledger::{Gave, TurnBody, TurnKind, Weight};
use goodturn_core::money::Money;
use goodturn_core::state::{self, State};
use goodturn_core::words::Words;
use goodturn_store::Writer;
use goodturn_store::rows::Entry;
use jiff::civil::Date;
use serde_json::json;
use xxhash_rust::xxh3::xxh3_64;

use super::batch::Importer;
use super::known::{Resolved, Word};
use super::messages;
use crate::error::Result;

/// What of a good turn nobody would understand later: a kind or a weight that there is none of, an amount without a
/// currency, a day to come.
fn unknown(turn: &TurnDraft, today: Date) -> Option<Words> {
    let TurnDraft { kind, weight, value, on, .. } = turn;
    if !kind.is_empty() && TurnKind::named(kind).is_none() {
        return Some(messages::no_kind_of_turn(kind));
    }
    if !weight.is_empty() && Weight::named(weight).is_none() {
        return Some(messages::no_weight(weight));
    }
    if !value.is_empty()
        && let Err(why) = Money::parse(value)
    {
        return Some(why.said_of(value).into());
    }
    match on.parse::<Date>() {
        Ok(on) if on > today => Some(messages::still_to_come(on)),
        Ok(_) => None,
        Err(_) => Some(messages::no_day(on)),
    }
}

/// An entry, or why it cannot be one.
pub(super) type Drawn = Result<Result<Entry, String>>;

impl Importer<'_> {
    /// The entry that a draft is, with the people it names.
    pub(super) fn entry(&mut self, w: &mut Writer<'_>, draft: &Draft, source: [u8; 16]) -> Drawn {
        let (who, other) = match draft {
            Draft::Tie(tie) => (&tie.a, Some(&tie.b)),
            Draft::Turn(turn) => (&turn.who, None),
            Draft::Wish(wish) => (&wish.who, None),
            Draft::Person(_) | Draft::Interaction(_) | Draft::Coming(..) | Draft::CalledOff(_) => {
                return Ok(Err(messages::NO_ENTRY.into()));
            }
        };
        if let Draft::Turn(turn) = draft
            && let Some(why) = unknown(turn, day(self.ctx.now, &self.ctx.zone))
        {
            return Ok(Err(why.to_string()));
        }
        let person = match self.named(w, who, source)? {
            Ok(person) => person,
            Err(why) => return Ok(Err(why)),
        };
        let other = match other.map(|other| self.named(w, other, source)).transpose()? {
            Some(Ok(other)) => Some(other),
            Some(Err(why)) => return Ok(Err(why)),
            None => None,
        };
        if other == Some(person) {
            return Ok(Err(messages::WITH_THEMSELF.into()));
        }
        let id = EntryId(self.book.id(self.ctx.now));
        let mut entry = match draft {
            Draft::Tie(TieDraft { strength, since, evidence, .. }) => {
                let Some(since) = Day::written(since) else {
                    return Ok(Err(messages::no_day(since).to_string()));
                };
                let mut entry = Entry::new(id, Kind::Tie, person, since);
                entry.keep(&TieBody { strength: *strength })?;
                entry.what.clone_from(evidence);
                entry
            }
            Draft::Turn(TurnDraft { direction, kind, weight, value, on, what, .. }) => {
                let Some(on) = Day::written(on) else { return Ok(Err(messages::no_day(on).to_string())) };
                let mut entry = Entry::new(id, Kind::Turn, person, on);
                let gave = if *direction == Direction::In { Gave::Received } else { Gave::Given };
                entry.state = gave.into();
                entry.keep(&TurnBody {
                    kind: TurnKind::named(kind).unwrap_or_default(),
                    weight: Weight::named(weight).unwrap_or_default(),
                    value: value.clone(),
                    money: Money::parse(value).ok(),
                    ..TurnBody::default()
                })?;
                entry.what.clone_from(what);
                entry
            }
            Draft::Wish(WishDraft { kind, what, until, .. }) => {
                let (kind, open) = match kind {
                    WishKind::Need => (Kind::Need, State::Need(state::Need::Open)),
                    WishKind::Offer => (Kind::Offer, State::Offer(state::Offer::Open)),
                };
                let mut entry = Entry::new(id, kind, person, day(self.ctx.now, &self.ctx.zone));
                entry.state = open;
                entry.due = match until.as_str() {
                    "" => Some(Due::SomeDay),
                    until => match Due::written(until) {
                        Some(due) => Some(due),
                        None => return Ok(Err(messages::no_day(until).to_string())),
                    },
                };
                entry.what.clone_from(what);
                entry
            }
            Draft::Person(_) | Draft::Interaction(_) | Draft::Coming(..) | Draft::CalledOff(_) => {
                return Ok(Err(messages::NO_ENTRY.into()));
            }
        };
        entry.other = other;
        // The key says what the table said, and nothing that depends on the day of reading.
        let (day, more) = match draft {
            Draft::Turn(TurnDraft { direction, kind, weight, value, on, .. }) => (
                on,
                json!({ "direction": direction, "kind": kind, "weight": weight, "value": value }).to_string(),
            ),
            Draft::Wish(wish) => (&wish.until, "{}".to_owned()),
            Draft::Tie(tie) => (&tie.since, entry.more.clone()),
            _ => return Ok(Err(messages::NO_ENTRY.into())),
        };
        let (kind, what) = (entry.kind.name(), &entry.what);
        let all = format!("{kind}\x1f{person}\x1f{other:?}\x1f{day}\x1f{what}\x1f{more}");
        entry.key = xxh3_64(all.as_bytes()) as i64 | 1;
        Ok(Ok(entry))
    }

    /// Whom an entry is about.
    fn named(
        &mut self,
        w: &mut Writer<'_>,
        who: &Address,
        source: [u8; 16],
    ) -> Result<Result<PersonId, String>> {
        Ok(match self.party(w, who, ("", Word::Others), source)? {
            Resolved::Somebody(at) => {
                self.known.slot(at).changed = true;
                Ok(self.known.slot(at).person.id)
            }
            Resolved::Me => Err("it is about yourself; name the other one".into()),
            Resolved::Unclear(why) => Err(why),
        })
    }
}
