//! An opportunity passed from one person to another, and how far it has come.
//!
//! It moves forward only: given, contacted, met, closed. Who hears late may skip what must have happened between.
//! It can be lost at any point before it is closed; closed and lost are ends.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::named;

named! {
    /// How far a referral has come.
    State {
        /// It was passed on.
        Given = "given",
        /// The receiver got in touch.
        Contacted = "contacted",
        /// They met.
        Met = "met",
        /// Business came of it.
        Closed = "closed",
        /// Nothing came of it.
        Lost = "lost",
    }
}

/// Why a referral cannot move so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stuck {
    /// It has come to its end.
    Ended(State),
    /// It is there already.
    There(State),
    /// It would go back.
    Back(State, State),
}

impl fmt::Display for Stuck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stuck::Ended(state) => write!(f, "it is {} and stays so", state.name()),
            Stuck::There(state) => write!(f, "it is {} already", state.name()),
            Stuck::Back(from, to) => {
                write!(f, "it is {} and does not go back to {}", from.name(), to.name())
            }
        }
    }
}

impl State {
    /// Whether something is still to come of it.
    pub fn is_open(self) -> bool {
        !matches!(self, State::Closed | State::Lost)
    }

    /// Moves on to `next`, or says why it cannot.
    pub fn to(self, next: State) -> Result<State, Stuck> {
        if self == next {
            Err(Stuck::There(self))
        } else if !self.is_open() {
            Err(Stuck::Ended(self))
        } else if next < self {
            Err(Stuck::Back(self, next))
        } else {
            Ok(next)
        }
    }

    /// Where it can move from here.
    pub fn ways(self) -> impl Iterator<Item = State> {
        State::ALL.into_iter().filter(move |next| self.to(*next).is_ok())
    }
}

/// A step that a referral took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Where it came.
    pub state: State,
    /// The day.
    pub on: Date,
}

/// What the entry of a referral keeps beside its people, day, state and words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReferralBody {
    /// What it is or was worth; kept only where the member receives it, whose amount it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// The day on which the giver was thanked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thanked: Option<Date>,
    /// Where it is a slip of a referral group: `inside` where it is for a member's own need, `outside` else.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slip: Option<String>,
    /// The way it took after it was given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

crate::bodies! { ReferralBody: Referral; }

impl ReferralBody {
    /// The day on which it was closed, where it was.
    pub fn closed(&self) -> Option<Date> {
        self.steps.iter().find(|step| step.state == State::Closed).map(|step| step.on)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn state() -> impl Strategy<Value = State> {
        prop::sample::select(State::ALL.to_vec())
    }

    proptest! {
        /// Whatever is tried, in whatever order: it never goes back, ends once, and can be lost until it ends.
        #[test]
        fn a_referral_moves_only_along_its_way(tried in prop::collection::vec(state(), 0..20)) {
            let mut now = State::Given;
            let mut ends = 0;
            for next in tried {
                let lost = now.to(State::Lost);
                prop_assert_eq!(lost.is_ok(), now.is_open());
                match now.to(next) {
                    Ok(moved) => {
                        prop_assert_eq!(moved, next);
                        prop_assert!(now.is_open() && next > now);
                        ends += usize::from(!next.is_open());
                        now = moved;
                    }
                    Err(_) => prop_assert!(!now.is_open() || next <= now),
                }
            }
            prop_assert!(ends <= 1);
            prop_assert_eq!(ends == 1, !now.is_open());
        }
    }

    #[test]
    fn each_end_says_why_it_stays() {
        assert_eq!(State::Closed.to(State::Lost).unwrap_err().to_string(), "it is closed and stays so");
        assert_eq!(
            State::Met.to(State::Given).unwrap_err().to_string(),
            "it is met and does not go back to given"
        );
        assert_eq!(State::Met.to(State::Met).unwrap_err().to_string(), "it is met already");
        assert_eq!(State::Given.to(State::Closed), Ok(State::Closed), "who hears late may skip");
        assert_eq!(State::Lost.ways().count(), 0);
    }
}
