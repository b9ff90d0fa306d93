//! Good turns: what kinds there are and what they weigh.

use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::named;

named! {
    /// What somebody did for somebody. The first eight are the ways to serve of T. J. Stanley ("Networking with the
    /// Affluent", 1993).
    #[derive(Default)]
    TurnKind {
        /// Found them people.
        TalentScout = "talent-scout",
        /// Brought them business.
        RevenueEnhancer = "revenue-enhancer",
        /// Stood up for them.
        Advocate = "advocate",
        /// Taught them.
        Mentor = "mentor",
        /// Made them known.
        Publicist = "publicist",
        /// Helped their family.
        FamilyAdviser = "family-adviser",
        /// Found them what they buy.
        PurchasingAgent = "purchasing-agent",
        /// Found them money.
        LoanBroker = "loan-broker",
        /// Brought them together with somebody.
        Introduction = "introduction",
        /// Passed them an opportunity.
        Referral = "referral",
        /// Told them something.
        Information = "information",
        /// Gave them time.
        Time = "time",
        /// Gave them something.
        Gift = "gift",
        /// Had them as a guest.
        Hospitality = "hospitality",
        /// Anything else.
        #[default]
        Other = "other",
    }
}

named! {
    /// How much a good turn was. Sizes as in science.md section 4: 1, 3, 10.
    #[derive(Default)]
    Weight {
        /// A moment's work.
        Small = "small",
        /// An hour's, or something that cost some thought.
        #[default]
        Medium = "medium",
        /// Something one remembers for years.
        Large = "large",
    }
}

impl Weight {
    /// What it counts in a balance.
    pub fn size(self) -> f64 {
        match self {
            Weight::Small => 1.0,
            Weight::Medium => 3.0,
            Weight::Large => 10.0,
        }
    }
}

named! {
    /// Who gave.
    Gave {
        /// I did, to them.
        Given = "given",
        /// They did, to me.
        Received = "received",
        /// Somebody else did, to them.
        Between = "between",
    }
}

/// What the entry of a good turn keeps beside its people, day and words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TurnBody {
    /// Which help it was.
    #[serde(deserialize_with = "crate::named::from_table")]
    pub kind: TurnKind,
    /// How much it was.
    #[serde(deserialize_with = "crate::named::from_table")]
    pub weight: Weight,
    /// What it was worth, as a table wrote it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// What it was worth.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub money: Option<Money>,
    /// The entry that it came from: a promise kept, a referral closed, an introduction that went well.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<uuid::Uuid>,
    /// Support of the person rather than of their business.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub personal: Option<bool>,
    /// Others may read its words.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tell: bool,
}

crate::bodies! { TurnBody: Turn; }

impl TurnBody {
    /// What it counts in a balance.
    pub fn size(&self) -> f64 {
        self.weight.size()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_and_weight_is_found_by_its_name() {
        for kind in TurnKind::ALL {
            assert_eq!(TurnKind::named(kind.name()), Some(kind));
        }
        assert_eq!(TurnKind::named("Family advisor"), Some(TurnKind::FamilyAdviser));
        assert_eq!(TurnKind::named("bribe"), None);
        for weight in Weight::ALL {
            assert_eq!(Weight::named(weight.name()), Some(weight));
        }
    }
}
