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

    /// In words, as the rest of a sentence that begins with a yes or a no.
    pub fn words(self) -> &'static str {
        match self {
            Use::Any => "to any use",
            Use::Contact => "to being reached by it",
            Use::Introduce => "to its use in introductions",
            Use::Share => "to its being handed on",
        }
    }
}

/// What they said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Said {
    /// They agree.
    Yes,
    /// They do not.
    No,
    /// It is not known.
    Unknown,
}

impl Said {
    /// All of them.
    pub const ALL: [Said; 3] = [Said::Yes, Said::No, Said::Unknown];

    /// The name on the command line and in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Said::Yes => "yes",
            Said::No => "no",
            Said::Unknown => "unknown",
        }
    }

    /// The answer with this name.
    pub fn named(name: &str) -> Option<Said> {
        Said::ALL.into_iter().find(|one| one.name() == name.trim().to_lowercase())
    }
}

/// What was said to a use: what was said of just that use, or else of any.
pub fn said(all: &[(Use, Said)], to: Use) -> Said {
    let of = |one: Use| all.iter().rev().find(|(known, _)| *known == one).map(|(_, said)| *said);
    of(to).or_else(|| of(Use::Any)).unwrap_or(Said::Unknown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_of_one_use_goes_before_what_was_said_of_any() {
        let all = [(Use::Any, Said::No), (Use::Contact, Said::Yes)];
        assert_eq!(said(&all, Use::Contact), Said::Yes);
        assert_eq!(said(&all, Use::Share), Said::No);
        assert_eq!(said(&all[1..], Use::Share), Said::Unknown);
        for one in Use::ALL {
            assert_eq!(Use::named(one.name()), Some(one));
        }
        for one in Said::ALL {
            assert_eq!(Said::named(one.name()), Some(one));
        }
    }
}
