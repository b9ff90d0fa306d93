//! The names of rows: UUID version 7 (RFC 9562, section 5.7), made here and never by a database.
//!
//! A [`Mint`] makes them in rising order, so the rows that one act creates lie side by side in the store.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// The sixteen bytes that stand in the store.
            pub fn bytes(self) -> [u8; 16] {
                self.0.into_bytes()
            }

            /// From the sixteen bytes in the store.
            pub fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(Uuid::from_bytes(bytes))
            }

            /// When it was made, which a UUID of version 7 tells; none for another.
            pub fn made_at(self) -> Option<Timestamp> {
                let (seconds, nanos) = self.0.get_timestamp()?.to_unix();
                Timestamp::new(i64::try_from(seconds).ok()?, i32::try_from(nanos).ok()?).ok()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    };
}

id! {
    /// A person, or an address that turned out to be a list, a robot or a role.
    PersonId
}
id! {
    /// Something that happened between a member and people at a time.
    InteractionId
}
id! {
    /// One value known of a person: a name, a channel, a fact.
    DetailId
}
id! {
    /// One card as a source gave it.
    CardId
}
id! {
    /// A line of the book beside people and interactions: a tie, a good turn, a need, an offer.
    EntryId
}

impl PersonId {
    /// The member whose book it is: whose own needs, offers and words stand under this id.
    pub const ME: PersonId = PersonId(Uuid::nil());
}

/// The number of a workspace. A number and not a UUID because it leads every key (rule R2): one byte in an
/// embedded book, eight in a shared one, instead of sixteen in each of a dozen indexes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct WorkspaceId(pub i64);

/// The place of an act in its workspace's journal, counted from 1 without gaps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub i64);

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Makes UUIDs of version 7 in strictly rising order.
///
/// The 42 low bits of the counter start at random each millisecond and rise by one for each id, so that a
/// burst stays in order and two mints do not meet.
#[derive(Clone, Debug)]
pub struct Mint {
    millis: u64,
    counter: u64,
    random: u64,
}

impl Mint {
    /// A mint whose random parts follow from `seed`; give each process a seed of its own.
    pub fn new(seed: u64) -> Mint {
        Mint { millis: 0, counter: 0, random: seed }
    }

    /// The next id, for something made at `now`. A clock that steps back does not break the order.
    pub fn next(&mut self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or(0);
        if millis > self.millis {
            self.millis = millis;
            self.counter = self.draw() & 0x1ff_ffff_ffff;
        } else {
            self.counter += 1;
        }
        let (counter, tail) = (self.counter, self.draw());
        let high = (self.millis << 16) | 0x7000 | ((counter >> 30) & 0x0fff);
        let low = (0b10 << 62) | ((counter & 0x3fff_ffff) << 32) | (tail & 0xffff_ffff);
        Uuid::from_u64_pair(high, low)
    }

    /// SplitMix64 (Steele, Lea and Flood 2014).
    fn draw(&mut self) -> u64 {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}

impl EntryId {
    /// The end of it, by which one types it.
    pub fn code(self) -> String {
        code(&self.to_string()).to_owned()
    }
}

/// The end of an id that lists show, as text; enough to name it again.
pub fn code(id: &str) -> &str {
    id.get(id.len().saturating_sub(8)..).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_rise_and_are_version_seven() {
        let mut mint = Mint::new(7);
        let now = Timestamp::from_second(1_700_000_000).unwrap();
        let mut last = mint.next(now);
        assert_eq!(last.get_version_num(), 7);
        for step in 0..10_000 {
            let at = if step % 3 == 0 { now } else { now - jiff::SignedDuration::from_secs(5) };
            let next = mint.next(at);
            assert!(next > last, "{next} after {last}");
            assert_eq!(next.get_variant(), uuid::Variant::RFC4122);
            last = next;
        }
    }
}
