//! What somebody said about the use of one datum of theirs: an address, a birthday, a name.

use crate::named;

named! {
    /// What a datum is used for.
    #[derive(Default)]
    Use {
        /// Whatever it is.
        #[default]
        Any = "any",
        /// To reach them by it.
        Contact = "contact",
        /// To introduce them to somebody.
        Introduce = "introduce",
        /// To hand it on: in a file for others.
        Share = "share",
    }
}

named! {
    /// Whether they agree to a use of one datum.
    #[derive(Default)]
    Consent {
        /// They agree.
        Yes = "yes",
        /// They do not.
        No = "no",
        /// It is not known.
        #[default]
        Unknown = "unknown",
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
