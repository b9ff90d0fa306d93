//! Good turns: what kinds there are and what they weigh.

use serde::{Deserialize, Serialize};

use crate::money::Money;
use crate::named::named;

/// What somebody did for somebody. The first eight are the ways to serve of T. J. Stanley ("Networking with the
/// Affluent", 1993).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TurnKind {
    /// Found them people.
    TalentScout,
    /// Brought them business.
    RevenueEnhancer,
    /// Stood up for them.
    Advocate,
    /// Taught them.
    Mentor,
    /// Made them known.
    Publicist,
    /// Helped their family.
    FamilyAdviser,
    /// Found them what they buy.
    PurchasingAgent,
    /// Found them money.
    LoanBroker,
    /// Brought them together with somebody.
    Introduction,
    /// Passed them an opportunity.
    Referral,
    /// Told them something.
    Information,
    /// Gave them time.
    Time,
    /// Gave them something.
    Gift,
    /// Had them as a guest.
    Hospitality,
    /// Anything else.
    #[default]
    Other,
}

impl TurnKind {
    /// All of them; the eight ways to serve first.
    pub const ALL: [TurnKind; 15] = [
        TurnKind::TalentScout,
        TurnKind::RevenueEnhancer,
        TurnKind::Advocate,
        TurnKind::Mentor,
        TurnKind::Publicist,
        TurnKind::FamilyAdviser,
        TurnKind::PurchasingAgent,
        TurnKind::LoanBroker,
        TurnKind::Introduction,
        TurnKind::Referral,
        TurnKind::Information,
        TurnKind::Time,
        TurnKind::Gift,
        TurnKind::Hospitality,
        TurnKind::Other,
    ];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            TurnKind::TalentScout => "talent-scout",
            TurnKind::RevenueEnhancer => "revenue-enhancer",
            TurnKind::Advocate => "advocate",
            TurnKind::Mentor => "mentor",
            TurnKind::Publicist => "publicist",
            TurnKind::FamilyAdviser => "family-adviser",
            TurnKind::PurchasingAgent => "purchasing-agent",
            TurnKind::LoanBroker => "loan-broker",
            TurnKind::Introduction => "introduction",
            TurnKind::Referral => "referral",
            TurnKind::Information => "information",
            TurnKind::Time => "time",
            TurnKind::Gift => "gift",
            TurnKind::Hospitality => "hospitality",
            TurnKind::Other => "other",
        }
    }

    /// The kind with this name, however its words are joined.
    pub fn named(name: &str) -> Option<TurnKind> {
        let name = name.trim().to_lowercase().replace([' ', '_'], "-");
        let name = if name == "family-advisor" { "family-adviser" } else { &name };
        TurnKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// How much a good turn was. Sizes as in science.md section 4: 1, 3, 10.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    /// A moment's work.
    Small,
    /// An hour's, or something that cost some thought.
    #[default]
    Medium,
    /// Something one remembers for years.
    Large,
}

impl Weight {
    /// All of them.
    pub const ALL: [Weight; 3] = [Weight::Small, Weight::Medium, Weight::Large];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Weight::Small => "small",
            Weight::Medium => "medium",
            Weight::Large => "large",
        }
    }

    /// The weight with this name.
    pub fn named(name: &str) -> Option<Weight> {
        Weight::ALL.into_iter().find(|weight| weight.name() == name.trim().to_lowercase())
    }

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
    /// As one of [`TurnKind::ALL`] by name, or the word that a table had.
    pub kind: String,
    /// small, medium or large.
    pub weight: String,
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
        Weight::named(&self.weight).unwrap_or_default().size()
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
