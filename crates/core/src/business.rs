//! Business with people who are never only prospects: the stages of a deal, and the roles that a person carries.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::named;

named! {
    /// Where a deal stands in the pipeline.
    #[derive(Default)]
    Stage {
        /// There may be something in it.
        #[default]
        Lead = "lead",
        /// We talk about it.
        Talking = "talking",
        /// An offer lies before them.
        Offer = "offer",
        /// It is agreed.
        Won = "won",
        /// It came to nothing.
        Lost = "lost",
    }
}

impl Stage {
    /// Those of what is not decided yet.
    pub const OPEN: [Stage; 3] = [Stage::Lead, Stage::Talking, Stage::Offer];

    /// Whether it is not decided yet.
    pub fn is_open(self) -> bool {
        !matches!(self, Stage::Won | Stage::Lost)
    }

    /// Whether moving from here to `next` asks something of the other side: only what goes forward does.
    pub fn pitches(self, next: Stage) -> bool {
        next.is_open() && next > self
    }
}

/// What the entry of a deal keeps beside its people, day, state and words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DealBody {
    /// What it is worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// What comes next, in a few words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub next: String,
    /// They asked for it themselves, so that it is no pitch.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asked: Option<bool>,
    /// The day it was decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed: Option<Date>,
}

crate::bodies! { DealBody: Opportunity; }

named! {
    /// What somebody is to me; a person may be several at once.
    Role {
        /// They may buy.
        Prospect = "prospect",
        /// They bought.
        Client = "client",
        /// They speak for me and send me people.
        Ambassador = "ambassador",
        /// We work together.
        Partner = "partner",
        /// One of us teaches the other.
        Mentor = "mentor",
        /// We like each other.
        Friend = "friend",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_and_role_is_found_by_its_name() {
        assert!(Stage::ALL.into_iter().all(|stage| Stage::named(stage.name()) == Some(stage)));
        assert!(Role::ALL.into_iter().all(|role| Role::named(role.name()) == Some(role)));
        assert_eq!((Stage::named("maybe"), Role::named("lead")), (None, None));
    }

    #[test]
    fn only_what_goes_forward_is_a_pitch() {
        assert!(Stage::Lead.pitches(Stage::Offer));
        assert!(!Stage::Offer.pitches(Stage::Lead));
        assert!(!Stage::Offer.pitches(Stage::Won));
        assert!(!Stage::Lead.pitches(Stage::Lost));
    }
}
