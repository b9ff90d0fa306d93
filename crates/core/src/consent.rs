//! What somebody said about the use of one datum of theirs: an address, a birthday, a name.

use serde::{Deserialize, Serialize};

/// What a datum is used for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Use {
    /// Whatever it is.
    #[default]
    Any,
    /// To reach them by it.
    Contact,
    /// To introduce them to somebody.
    Introduce,
    /// To hand it on: in a file for others.
    Share,
}

impl Use {
    /// All of them.
    pub const ALL: [Use; 4] = [Use::Any, Use::Contact, Use::Introduce, Use::Share];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Use::Any => "any",
            Use::Contact => "contact",
            Use::Introduce => "introduce",
            Use::Share => "share",
        }
    }

    /// The use with this name.
    pub fn named(name: &str) -> Option<Use> {
        Use::ALL.into_iter().find(|one| one.name() == name.trim().to_lowercase())
    }
}

/// Whether they agree to a use of one datum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// They agree.
    Yes,
    /// They do not.
    No,
    /// It is not known.
    Unknown,
}

impl Consent {
    /// All of them.
    pub const ALL: [Consent; 3] = [Consent::Yes, Consent::No, Consent::Unknown];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Consent::Yes => "yes",
            Consent::No => "no",
            Consent::Unknown => "unknown",
        }
    }

    /// The answer with this name.
    pub fn named(name: &str) -> Option<Consent> {
        Consent::ALL.into_iter().find(|one| one.name() == name.trim().to_lowercase())
    }
}

/// The consent for a use: what was said of just that use, or else of any.
pub fn consent_for(all: &[(Use, Consent)], to: Use) -> Consent {
    let of = |one: Use| all.iter().rev().find(|(known, _)| *known == one).map(|(_, said)| *said);
    of(to).or_else(|| of(Use::Any)).unwrap_or(Consent::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_of_one_use_goes_before_what_was_said_of_any() {
        let all = [(Use::Any, Consent::No), (Use::Contact, Consent::Yes)];
        assert_eq!(consent_for(&all, Use::Contact), Consent::Yes);
        assert_eq!(consent_for(&all, Use::Share), Consent::No);
        assert_eq!(consent_for(&all[1..], Use::Share), Consent::Unknown);
        for one in Use::ALL {
            assert_eq!(Use::named(one.name()), Some(one));
        }
        for one in Consent::ALL {
            assert_eq!(Consent::named(one.name()), Some(one));
        }
    }
}
