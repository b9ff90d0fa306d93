//! What stands in the book beside people and interactions: one kind of line for each thing that a member and
//! the people of the book give, owe, need and agree on.
//!
//! Every entry has the same shape, so that one index answers "what is of this person", one "what is due", and one
//! "what was said when". Up to three people stand in it, in roles that its kind names; where it stands, its state says,
//! which is one of its kind's ([`crate::state`]). An entry waits exactly as
//! long as it has a due day; what waits without a day waits for
//! [some day](crate::day::Due::SomeDay).

use jiff::civil::Time;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal,)*) => {
        /// What an entry is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind {
            $($(#[$doc])* $kind,)*
        }

        impl Kind {
            /// All of them.
            pub const ALL: &[Kind] = &[$(Kind::$kind,)*];

            /// Its name in the store.
            pub fn name(self) -> &'static str {
                match self {
                    $(Kind::$kind => $name,)*
                }
            }
        }
    };
}

kinds! {
    /// Who knows whom: `person` knows `other`.
    Tie = "tie",
    /// A good turn for or from `person`; `other` gave it, where it was neither mine nor for me; `third` is through
    /// whom.
    Turn = "turn",
    /// What `person` needs.
    Need = "need",
    /// What `person` can give.
    Offer = "offer",
    /// Something owed to or by `person`.
    Promise = "promise",
    /// Something I asked of `person`.
    Ask = "ask",
    /// `person` meets `other` through me.
    Introduction = "introduction",
    /// `person` passes `other` an opportunity about `third`.
    Referral = "referral",
    /// `person` spoke well of `other` to `third`.
    Word = "word",
    /// A slip of a referral group: a one-to-one, a visitor.
    Slip = "slip",
    /// Business with `person`.
    Opportunity = "opportunity",
    /// What one may say of `person` to others: their spread-the-word card.
    Card = "card",
    /// What `person` does not want, or how they want it; `what` as [`crate::boundary::Boundary`] writes itself.
    Boundary = "boundary",
    /// What `person` said about the use of one datum, which is `what`.
    Consent = "consent",
    /// What `person` holds networking to be.
    Stance = "stance",
    /// What I hold it to be, in one line.
    Definition = "definition",
    /// Something learnt about `person`, with where it belongs in their profile.
    Learnt = "learnt",
    /// A question that `person` was asked.
    Question = "question",
    /// How much of an exchange with `person` was about me.
    Share = "share",
    /// An event at which I met people; `person` is the member.
    Event = "event",
    /// A meeting with `person` (and with `other` and `third`) that is still to come.
    Meeting = "meeting",
    /// Something to do about `person`, met at the event whose id `third` has.
    FollowUp = "follow_up",
    /// The organisation `person` is a group that I serve.
    Group = "group",
    /// `person` belongs to the group `other`.
    Member = "member",
    /// Why it is right that `person` takes more than they give.
    Excuse = "excuse",
    /// I know what the guard says about `person` and decided otherwise.
    Overrule = "overrule",
    /// A match of `person`'s need with `other`'s offer that was suggested and put aside.
    Aside = "aside",
    /// `person` and `other` look like one person and are two, or it is not said yet.
    Distinct = "distinct",
}

impl Kind {
    /// The kind with this name.
    pub fn named(name: &str) -> Option<Kind> {
        Kind::ALL.iter().copied().find(|kind| kind.name() == name)
    }
}

/// What an entry keeps as JSON beside its people, words, state and days. The type says of which kinds it is, so that no
/// entry is read as one of another kind. A body that only one noun knows lies with that noun.
pub trait Body: Serialize + DeserializeOwned {
    /// The kinds whose entries keep this.
    const KINDS: &'static [Kind];
}

/// Ties bodies to their kinds, a line each.
#[macro_export]
macro_rules! bodies {
    ($($body:ty: $($kind:ident),+;)+) => {$(
        impl $crate::entry::Body for $body {
            const KINDS: &'static [$crate::entry::Kind] = &[$($crate::entry::Kind::$kind),+];
        }
    )+};
}

bodies! {
    TieBody: Tie;
    PromiseBody: Promise;
    AskBody: Ask;
    ShareBody: Share;
}

/// What a tie keeps beside its people, its day and how one knows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TieBody {
    /// How well they know each other, from 0 to 100; none where it was not said.
    pub strength: Option<f64>,
}

/// What a promise keeps beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PromiseBody {
    /// They promised it to me.
    pub theirs: bool,
    /// The time of the day on which it is due, where one was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
}

/// What an ask keeps beside its words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AskBody {
    /// The time of the day until which it waits, where one was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<Time>,
}

/// What is kept of how much of an exchange was about me.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShareBody {
    /// From 0 to 100; none where it was not said.
    pub percent: Option<u32>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_found_by_its_name_and_no_name_stands_for_two() {
        for kind in Kind::ALL {
            assert_eq!(Kind::named(kind.name()), Some(*kind));
        }
        assert_eq!(Kind::named("nothing"), None);
    }
}
