//! Where an entry stands: one of the states of its kind.
//!
//! Each kind has its own, as a type of its own, so that no promise is taken for an ask. What a row says is read as one of
//! its kind's; a word that is none of them is an error where it is read, and never the first of them.

use std::fmt;

use crate::business::Stage;
use crate::consent::Consent;
use crate::entry::Kind;
use crate::gains::Part;
use crate::ledger::Gave;
use crate::named;
use crate::{introduction, referral};

named! {
    /// Where a need stands.
    Need {
        /// Nobody has met it yet.
        Open = "open",
        /// It was met.
        Met = "met",
        /// It is no longer needed.
        Withdrawn = "withdrawn",
    }
}

named! {
    /// Where an offer stands.
    Offer {
        /// They can give it.
        Open = "open",
        /// They no longer can.
        Withdrawn = "withdrawn",
    }
}

named! {
    /// Where a promise stands: whose it is while it is open, and what became of it.
    Promise {
        /// I promised it.
        Mine = "mine",
        /// They promised it to me.
        Theirs = "theirs",
        /// It was kept.
        Kept = "kept",
        /// It need not be kept.
        Released = "released",
        /// It was not kept.
        Broken = "broken",
    }
}

named! {
    /// Where something stands that I asked for.
    Ask {
        /// They have not answered yet.
        Open = "open",
        /// They did it.
        Granted = "granted",
        /// They said no.
        Declined = "declined",
        /// They never answered.
        Unanswered = "unanswered",
    }
}

named! {
    /// About whom a good word was.
    Word {
        /// About me.
        Mine = "mine",
        /// About somebody else.
        Other = "other",
    }
}

named! {
    /// What a slip of a referral group is for.
    Slip {
        /// A meeting of two members.
        OneToOne = "one-to-one",
        /// Somebody brought along.
        Visitor = "visitor",
        /// Thanks for business that closed.
        ThankYou = "thank-you",
    }
}

named! {
    /// Where a meeting stands that was not held yet; one that was held becomes a contact.
    Meeting {
        /// It is still to come.
        Open = "open",
    }
}

named! {
    /// Where something stands that is to be done about somebody met at an event.
    FollowUp {
        /// It is still to be done.
        Open = "open",
        /// It was done.
        Done = "done",
        /// It was let go.
        Dropped = "dropped",
    }
}

named! {
    /// What was said of two people who look like one.
    Distinct {
        /// They are two.
        Distinct = "distinct",
        /// It is to be asked later.
        Later = "later",
    }
}

/// Where in somebody's profile belongs what was learnt of them; none where that was not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Learnt(pub Option<Part>);

impl Learnt {
    /// All of them.
    pub const ALL: &[Learnt] = &[
        Learnt(Some(Part::Goals)),
        Learnt(Some(Part::Accomplishments)),
        Learnt(Some(Part::Interests)),
        Learnt(Some(Part::Networks)),
        Learnt(Some(Part::Skills)),
        Learnt(None),
    ];

    /// The name in the store and in JSON.
    pub fn name(self) -> &'static str {
        self.0.map_or("other", Part::name)
    }
}

macro_rules! states {
    ($($kind:ident: $states:ty),+; none: $($none:ident)|+) => {
        /// Where an entry stands.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub enum State {
            /// Nowhere, since entries of its kind have no states.
            #[default]
            Nowhere,
            $(
                #[doc = concat!("That of a [`Kind::", stringify!($kind), "`].")]
                $kind($states),
            )+
        }

        impl State {
            /// The state of this name that an entry of a kind can be in.
            pub fn named(kind: Kind, name: &str) -> Option<State> {
                match kind {
                    $(Kind::$kind => {
                        <$states>::ALL.iter().find(|one| one.name() == name).map(|one| State::$kind(*one))
                    })+
                    $(Kind::$none)|+ => None,
                }
            }

            /// Its name in the store and in JSON; nothing where it is nowhere.
            pub fn name(self) -> &'static str {
                match self {
                    State::Nowhere => "",
                    $(State::$kind(state) => state.name(),)+
                }
            }

            /// Whether an entry of a kind can be in it.
            pub fn is_of(self, kind: Kind) -> bool {
                match self {
                    State::Nowhere => matches!(kind, $(Kind::$none)|+),
                    $(State::$kind(_) => kind == Kind::$kind,)+
                }
            }
        }

        $(
            impl From<$states> for State {
                fn from(state: $states) -> State {
                    State::$kind(state)
                }
            }

            impl PartialEq<$states> for State {
                fn eq(&self, state: &$states) -> bool {
                    *self == State::$kind(*state)
                }
            }

            /// Gives the state back where it is one of another kind.
            impl TryFrom<State> for $states {
                type Error = State;
                fn try_from(state: State) -> Result<$states, State> {
                    match state {
                        State::$kind(state) => Ok(state),
                        other => Err(other),
                    }
                }
            }
        )+
    };
}

states! {
    Turn: Gave,
    Need: Need,
    Offer: Offer,
    Promise: Promise,
    Ask: Ask,
    Introduction: introduction::State,
    Referral: referral::State,
    Word: Word,
    Slip: Slip,
    Opportunity: Stage,
    Consent: Consent,
    Learnt: Learnt,
    Question: Part,
    Meeting: Meeting,
    FollowUp: FollowUp,
    Distinct: Distinct;
    none: Tie | Card | Boundary | Stance | Definition | Share | Event | Group | Member | Excuse | Overrule | Aside
}

impl State {
    /// The state of an entry of a kind by what its column says; none where no such entry can be in it.
    pub fn kept(kind: Kind, column: Option<&str>) -> Option<State> {
        column.map_or(Some(State::Nowhere), |name| State::named(kind, name)).filter(|state| state.is_of(kind))
    }
}

impl fmt::Display for State {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_state_is_known_by_its_name_among_those_of_its_kind() {
        assert_eq!(State::named(Kind::Promise, "kept"), Some(Promise::Kept.into()));
        assert_eq!(State::named(Kind::Ask, "kept"), None);
        assert_eq!(State::named(Kind::Learnt, "other"), Some(Learnt(None).into()));
        assert_eq!(State::named(Kind::Question, "other"), None);
        assert_eq!(State::named(Kind::Opportunity, "Won"), None, "the store is not asked as a member asks");
        assert_eq!(State::named(Kind::Question, "ski"), None);
        assert_eq!(State::kept(Kind::Tie, Some("")), None);
        assert_eq!(State::kept(Kind::Tie, None), Some(State::Nowhere));
        assert_eq!(State::kept(Kind::Promise, None), None);
        assert_eq!(State::from(Slip::ThankYou).name(), "thank-you");
        assert!(
            State::from(Slip::ThankYou).is_of(Kind::Slip) && !State::from(Slip::ThankYou).is_of(Kind::Word)
        );
        assert!(State::Nowhere.is_of(Kind::Tie) && !State::Nowhere.is_of(Kind::Promise));
    }

    #[test]
    fn a_state_is_equal_to_that_of_its_kind_alone() {
        let open = State::from(Need::Open);
        assert!(open == Need::Open && open != Need::Met && open != Offer::Open);
        assert_eq!(Need::try_from(open), Ok(Need::Open));
        assert_eq!(Offer::try_from(open), Err(open));
    }
}
