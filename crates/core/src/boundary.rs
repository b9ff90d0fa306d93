//! What somebody does not want, and how they want it: what every draft, suggestion and export keeps to.

use std::fmt;

use crate::sentence;
use crate::words::{Fill, Words};

/// One thing that somebody said about how to deal with them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Boundary {
    /// Nothing is to be sold to them.
    NoPitch,
    /// They want to be asked before anybody is sent to them or they are named to anybody.
    AskFirst,
    /// They do not want to hear from me.
    DoNotContact,
    /// They do not want to be introduced.
    NoIntroductions,
    /// What is known of them stays in this book.
    NoSharing,
    /// They want to be reached so: mail, phone, message, visit.
    Channel(String),
    /// They want to be reached between these hours of their day, from 0 to 24.
    Hours(u8, u8),
    /// They want to hear from me at most once in so many days.
    AtMostEvery(u32),
}

/// What can be said, as one types it.
pub const HELP: &str = "no-pitch, ask-first, do-not-contact, no-introductions, no-sharing, channel:phone (mail, message, \
                        visit), hours:9-17, at-most-every:30 (days)";

/// The channels that a preference may name.
pub const CHANNELS: [&str; 4] = ["mail", "phone", "message", "visit"];

impl Boundary {
    /// Reads a boundary as [`Boundary`] writes itself.
    pub fn parse(text: &str) -> Option<Boundary> {
        let text = text.trim().to_lowercase().replace([' ', '_'], "-");
        Some(match text.as_str() {
            "no-pitch" => Boundary::NoPitch,
            "ask-first" => Boundary::AskFirst,
            "do-not-contact" => Boundary::DoNotContact,
            "no-introductions" => Boundary::NoIntroductions,
            "no-sharing" => Boundary::NoSharing,
            other => {
                let (name, value) = other.split_once([':', '='])?;
                let value = value.trim_matches('-');
                match name.trim_matches('-') {
                    "channel" => Boundary::Channel(CHANNELS.into_iter().find(|c| *c == value)?.to_owned()),
                    "hours" => {
                        let (from, to) = value.split_once('-')?;
                        let (from, to) = (from.parse().ok()?, to.parse().ok()?);
                        if from >= to || to > 24 {
                            return None;
                        }
                        Boundary::Hours(from, to)
                    }
                    "at-most-every" => {
                        let days = value.trim_end_matches("-days").parse().ok()?;
                        if !(1..=3650).contains(&days) {
                            return None;
                        }
                        Boundary::AtMostEvery(days)
                    }
                    _ => return None,
                }
            }
        })
    }

    /// As somebody's, in a sentence without a full stop.
    pub fn said_of(&self, name: impl Fill) -> Words {
        match self {
            Boundary::NoPitch => sentence!["{name} wants nothing sold to them", name],
            Boundary::AskFirst => sentence!["{name} wants to be asked first", name],
            Boundary::DoNotContact => sentence!["{name} does not want to be contacted", name],
            Boundary::NoIntroductions => sentence!["{name} does not want to be introduced", name],
            Boundary::NoSharing => sentence!["{name} does not want to be passed on", name],
            Boundary::Channel(channel) => sentence!["{name} prefers {channel}", name, channel],
            Boundary::Hours(from, to) => {
                let (from, to) = (u32::from(*from), u32::from(*to));
                sentence!["{name} wants to be reached between {from} and {to} o'clock", name, from, to]
            }
            Boundary::AtMostEvery(1) => sentence!["{name} wants to hear from you at most once a day", name],
            Boundary::AtMostEvery(days) => {
                sentence!["{name} wants to hear from you at most once in {days} days", name, days]
            }
        }
    }
}

impl fmt::Display for Boundary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Boundary::NoPitch => f.write_str("no-pitch"),
            Boundary::AskFirst => f.write_str("ask-first"),
            Boundary::DoNotContact => f.write_str("do-not-contact"),
            Boundary::NoIntroductions => f.write_str("no-introductions"),
            Boundary::NoSharing => f.write_str("no-sharing"),
            Boundary::Channel(channel) => write!(f, "channel:{channel}"),
            Boundary::Hours(from, to) => write!(f, "hours:{from}-{to}"),
            Boundary::AtMostEvery(days) => write!(f, "at-most-every:{days}"),
        }
    }
}

/// What one is about to do with somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Write, call, visit: to be reminded of them, to follow up.
    Contact,
    /// Sell them something, move a deal on.
    Pitch,
    /// Ask them for something.
    Ask,
    /// Introduce them to somebody.
    Introduce,
    /// Pass them, or something about them, to somebody.
    Refer,
    /// Speak of them to others.
    Spread,
    /// Write what is known of them to a file for others.
    Share,
    /// Do something good for them.
    Give,
}

/// Whether it may be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing stands against it.
    Yes,
    /// Only after asking them; what asks for that.
    AskFirst(Boundary),
    /// Not at all; what stands against it.
    No(Boundary),
}

/// What these boundaries say to a purpose; `since` is how many days ago I last reached out to them.
pub fn may(boundaries: &[Boundary], purpose: Purpose, since: Option<f64>) -> Verdict {
    use Purpose::{Ask, Contact, Introduce, Pitch, Refer, Share, Spread};
    let mut verdict = Verdict::Yes;
    for boundary in boundaries {
        let stands = match boundary {
            Boundary::DoNotContact => {
                matches!(purpose, Contact | Pitch | Ask | Introduce | Refer | Purpose::Give)
            }
            Boundary::NoPitch => purpose == Pitch,
            Boundary::NoIntroductions => purpose == Introduce,
            Boundary::NoSharing => matches!(purpose, Share | Spread | Refer),
            Boundary::AtMostEvery(days) => {
                matches!(purpose, Contact | Pitch | Ask)
                    && since.is_some_and(|since| since < f64::from(*days))
            }
            Boundary::AskFirst => {
                if verdict == Verdict::Yes
                    && matches!(purpose, Pitch | Ask | Introduce | Refer | Spread | Share)
                {
                    verdict = Verdict::AskFirst(boundary.clone());
                }
                false
            }
            Boundary::Channel(_) | Boundary::Hours(..) => false,
        };
        if stands {
            return Verdict::No(boundary.clone());
        }
    }
    verdict
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boundaries_come_back_from_their_words() {
        for text in [
            "no-pitch",
            "ask-first",
            "do-not-contact",
            "no-introductions",
            "no-sharing",
            "channel:mail",
            "hours:9-17",
            "at-most-every:30",
        ] {
            assert_eq!(Boundary::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Boundary::parse("At most every: 30 days"), Some(Boundary::AtMostEvery(30)));
        for wrong in ["hours:17-9", "hours:9-25", "channel:pigeon", "at-most-every:0", "nothing"] {
            assert_eq!(Boundary::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn each_boundary_stands_against_what_it_names_and_nothing_else() {
        let may = |text: &str, purpose| may(&[Boundary::parse(text).unwrap()], purpose, Some(5.0));
        assert!(matches!(may("no-pitch", Purpose::Pitch), Verdict::No(_)));
        assert_eq!(may("no-pitch", Purpose::Contact), Verdict::Yes);
        assert!(matches!(may("ask-first", Purpose::Introduce), Verdict::AskFirst(_)));
        assert_eq!(may("ask-first", Purpose::Give), Verdict::Yes);
        assert!(matches!(may("do-not-contact", Purpose::Contact), Verdict::No(_)));
        assert_eq!(may("do-not-contact", Purpose::Share), Verdict::Yes);
        assert!(matches!(may("at-most-every:30", Purpose::Contact), Verdict::No(_)));
        assert_eq!(may("at-most-every:3", Purpose::Contact), Verdict::Yes);
        assert!(matches!(may("no-sharing", Purpose::Share), Verdict::No(_)));
    }

    #[test]
    fn the_strictest_wins() {
        let both = [Boundary::AskFirst, Boundary::NoIntroductions];
        assert!(matches!(may(&both, Purpose::Introduce, None), Verdict::No(_)));
        assert!(matches!(may(&both, Purpose::Ask, None), Verdict::AskFirst(_)));
    }
}
