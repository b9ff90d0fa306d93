//! The two halves of somebody: the person, and their business. Whoever makes friends forgets the one, whoever sells the
//! other.

use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::gains::Part;
use goodturn_core::id::PersonId;
use goodturn_core::ledger::{Gave, TurnBody, TurnKind};
use goodturn_core::profile::readable;
use goodturn_core::state::{self, State};
use goodturn_store::rows::Entry;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::error::Result;

/// Both halves, and what to do where one is empty.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Halves {
    /// What is known of the person.
    pub personal: Vec<String>,
    /// What is known of their business.
    pub business: Vec<String>,
    /// Which half is empty or nearly so, and how to fill it; none where neither is.
    pub hint: Option<String>,
}

/// So little in one half beside the other makes it nearly empty.
const FEW: usize = 1;

/// Of somebody's values (kind and text) and entries; `kept` says how often one wants to be in touch, where that was
/// chosen.
pub(crate) fn halves(
    person: PersonId,
    values: &[(&str, &str)],
    entries: &[Entry],
    kept: Option<&str>,
    name: &str,
) -> Result<Halves> {
    let mut halves = Halves::default();
    for (kind, text) in values {
        match *kind {
            "birthday" => {
                let day = readable(ValueKind::Birthday, text);
                halves.personal.push(messages::birthday(&day).to_string());
            }
            "title" => halves.business.push((*text).to_owned()),
            "organisation" => halves.business.push(messages::works_at(text).to_string()),
            "tag" if matches!(text.to_lowercase().as_str(), "family" | "kin" | "friend") => {
                halves.personal.push((*text).to_owned());
            }
            _ => {}
        }
    }
    halves.personal.extend(kept.map(|kept| messages::in_touch(kept).to_string()));
    for entry in entries.iter().filter(|entry| entry.person == person) {
        match (entry.kind, entry.state) {
            (_, State::Learnt(state::Learnt(Some(Part::Interests) | None))) => {
                halves.personal.push(entry.what.clone());
            }
            (Kind::Learnt, _) => halves.business.push(entry.what.clone()),
            (_, State::Need(state::Need::Open)) => {
                halves.business.push(messages::needs(&entry.what).to_string());
            }
            (_, State::Offer(state::Offer::Open)) => {
                halves.business.push(messages::can_give(&entry.what).to_string());
            }
            (_, State::Turn(Gave::Given | Gave::Received)) => {
                let body: TurnBody = entry.body()?;
                let gift =
                    matches!(body.kind, TurnKind::Gift | TurnKind::Hospitality | TurnKind::FamilyAdviser);
                if gift || body.personal == Some(true) {
                    halves
                        .personal
                        .push(messages::good_turn(&entry.what, &entry.day.to_string()).to_string());
                }
            }
            (Kind::Opportunity, _) => {
                halves.business.push(messages::opportunity(entry.state.name(), &entry.what).to_string());
            }
            _ => {}
        }
    }
    let hint = match (halves.personal.len(), halves.business.len()) {
        (0, 0) => Some(messages::know_neither(name)),
        (personal, business) if personal <= FEW && business > personal => {
            Some(messages::know_the_business(name))
        }
        (personal, business) if business <= FEW && personal > business => {
            Some(messages::know_the_person(name))
        }
        _ => None,
    };
    halves.hint = hint.map(|hint| hint.to_string());
    Ok(halves)
}
