//! By what to find those who may be one with somebody, where it would take too long to look at everybody.
//!
//! Beside the words under which a person is found stand a few keys, words that nobody writes, each made of two things
//! that the cards of one person have in common even where a third is mistyped, has changed or is missing: it is what
//! [`crate::linkage::blocking`] does for everybody at once. Who has a key of somebody's, or a word that few have, is
//! compared.

use super::parted;
use crate::address::Address;
use crate::draft::{Value, ValueKind};
use crate::hash::{hash, mix};
use crate::names::Parts;
use crate::naming::latin::latin;
use crate::naming::nicknames::Nicknames;
use crate::naming::sounds::sound;

/// How keys begin: three letters, so that all are alike to an index of the first letters of words.
pub const KEY_LEAD: &str = "ʘʘʘ";
/// In the order of bytes, what comes after all keys.
pub const AFTER_KEYS: &str = "ʘʘʙ";
/// So many names of one person are looked at, and so many words of each side.
const NAMES: usize = 3;
const WORDS: usize = 2;
/// So many words of a text are looked for, and no more keys or words of anybody than these.
const LONG: usize = 6;
const MOST: usize = 60;

/// What keys are made of.
#[derive(Default)]
struct Known {
    names: Vec<Parts>,
    day: Option<String>,
    places: Vec<Place>,
}

struct Place {
    /// Its postcode's letters and digits; empty where there is none.
    code: String,
    /// The number and the sound of the street; none where one is missing.
    house: Option<(String, u64)>,
}

impl Known {
    fn of<'v>(values: impl Iterator<Item = &'v Value>) -> Known {
        let mut known = Known::default();
        let (mut given, mut family, mut local) = ("", "", "");
        for value in values {
            let text = value.text.as_str();
            match value.kind {
                ValueKind::Given if given.is_empty() => given = text,
                ValueKind::Family if family.is_empty() => family = text,
                ValueKind::Name if known.names.len() < NAMES => known.names.push(Parts::of_full(text)),
                // A day without its year tells little.
                ValueKind::Birthday if known.day.is_none() && !text.starts_with("--") => {
                    known.day = Some(text.to_owned());
                }
                ValueKind::Email if local.is_empty() => local = text.split('@').next().unwrap_or_default(),
                ValueKind::Address if known.places.len() < WORDS => known.places.extend(Place::of(text)),
                _ => {}
            }
        }
        let both = Parts::of_parts(given, family);
        if !both.is_empty() && !known.names.contains(&both) {
            known.names.push(both);
        }
        // Whoever has no name may have one in their address.
        if known.names.is_empty() {
            known.names.push(Parts::of_local(local));
        }
        known
    }

    /// Hands over all keys; given names also as what `called` makes of them.
    fn keys(&self, called: impl Fn(&str) -> Vec<String>, mut out: impl FnMut(u64)) {
        let mut key = |rule: u64, one: u64, other: u64| out(mix(mix(one.wrapping_add(rule << 56)) ^ other));
        let text = |text: &str| hash(text.as_bytes());
        for name in &self.names {
            let sides = [&name.given, &name.family].map(|side| &side[..side.len().min(WORDS)]);
            for given in sides[0].iter().flat_map(|given| called(given)) {
                for family in sides[1] {
                    // In whichever order they were written.
                    let (x, y) = (heard(&given), heard(family));
                    key(1, x.min(y), x.max(y));
                }
            }
            for word in sides.into_iter().flatten() {
                self.day.iter().for_each(|day| key(2, text(day), heard(word)));
                for place in self.places.iter().filter(|place| !place.code.is_empty()) {
                    key(3, text(&place.code), heard(word));
                }
            }
        }
        for place in &self.places {
            if let Some((number, street)) = &place.house {
                key(4, text(number), *street);
            }
            if let Some(day) = self.day.as_ref().filter(|_| !place.code.is_empty()) {
                key(5, text(day), text(&place.code));
            }
        }
    }
}

impl Place {
    fn of(text: &str) -> Option<Place> {
        let Address { street, postcode, .. } = Address::of(text);
        let code: String = latin(postcode).chars().filter(|c| c.is_alphanumeric()).collect();
        let street = latin(&street);
        let words = || street.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let number = words().find(|word| word.bytes().any(|byte| byte.is_ascii_digit()));
        let of_it = words().filter(|word| Some(*word) != number && !WAYS.contains(word));
        let house = number.zip(of_it.max_by_key(|word| word.len()));
        let house = house.map(|(number, word)| (number.to_owned(), heard(word)));
        (house.is_some() || !code.is_empty()).then_some(Place { code, house })
    }
}

/// What many streets are called.
const WAYS: &[&str] = &[
    "street",
    "avenue",
    "road",
    "lane",
    "drive",
    "boulevard",
    "court",
    "place",
    "square",
    "close",
    "crescent",
    "terrace",
    "highway",
    "strasse",
    "platz",
    "allee",
    "gasse",
    "route",
    "chemin",
    "impasse",
    "piazza",
    "viale",
    "corso",
    "calle",
    "avenida",
    "plaza",
    "paseo",
    "travessa",
    "straat",
    "apartment",
    "suite",
];

/// How a word sounds, as a number.
fn heard(word: &str) -> u64 {
    u64::from(u32::from_le_bytes(sound(word.as_bytes(), &mut Vec::new())))
}

/// A key as a word.
fn written(key: u64) -> String {
    const LETTERS: &[u8; 32] = b"0123456789abcdefghijklmnopqrstuv";
    let mut word = KEY_LEAD.to_owned();
    word.extend((0..6).map(|at| char::from(LETTERS[(key >> (5 * at) & 31) as usize])));
    word
}

/// The keys of somebody, as words.
pub(crate) fn keys<'v>(values: impl Iterator<Item = &'v Value>) -> Vec<String> {
    let mut keys = Vec::new();
    Known::of(values).keys(|given| vec![given.to_owned()], |key| keys.push(written(key)));
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// What those have who may be one with somebody: their keys, also with whatever else one of their name is called, and
/// their own words where few have them.
#[derive(Debug, PartialEq, Eq)]
pub struct Searches {
    /// Words that tell much.
    pub keys: Vec<String>,
    /// Words that tell something where few have them.
    pub words: Vec<String>,
}

impl Searches {
    /// From what is known of somebody.
    pub fn of<'v>(values: impl Iterator<Item = &'v Value> + Clone) -> Searches {
        let called = |given: &str| {
            let others = Nicknames::known().of(given).map(str::to_owned);
            std::iter::once(given.to_owned()).chain(others).collect()
        };
        let mut keys = Vec::new();
        Known::of(values.clone()).keys(called, |key| keys.push(written(key)));
        let words: Vec<String> = values.flat_map(own_words).collect();
        let [keys, words] = [keys, words].map(|mut list| {
            list.retain(|word| word.chars().count() > 2);
            list.truncate(MOST);
            list.sort_unstable();
            list.dedup();
            list
        });
        Searches { keys, words }
    }
}

/// The words of a value that few may have.
fn own_words(value: &Value) -> Vec<String> {
    let text = match value.kind {
        ValueKind::Name
        | ValueKind::Given
        | ValueKind::Family
        | ValueKind::Nickname
        | ValueKind::Organisation
        | ValueKind::Handle => value.text.as_str(),
        ValueKind::Email => value.text.split(['@', '+']).next().unwrap_or_default(),
        ValueKind::Phone => return vec![value.text.chars().filter(char::is_ascii_digit).collect()],
        _ => return Vec::new(),
    };
    parted(text).split_whitespace().take(LONG).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(lines: &[(ValueKind, &str)]) -> Vec<Value> {
        let value = |(kind, text): &(ValueKind, &str)| Value {
            kind: *kind,
            label: String::new(),
            text: (*text).to_owned(),
        };
        lines.iter().map(value).collect()
    }

    fn finds(one: &[Value], other: &[Value]) -> bool {
        let theirs = keys(other.iter());
        Searches::of(one.iter()).keys.iter().any(|key| theirs.contains(key))
    }

    #[test]
    fn two_cards_of_one_person_share_a_key_and_those_of_others_do_not() {
        use ValueKind::{Address, Birthday, Email, Family, Given, Name};
        let margaret = card(&[
            (Name, "Margaret Thornbury"),
            (Birthday, "1961-04-12"),
            (Address, "4 Mill Lane\nLeeds\n\nLS1 4AP\n"),
        ]);
        for other in [
            &[(Name, "Thornbery, Margret")][..],
            &[(Name, "Peggy Thornbury")],
            &[(Given, "Thornbury"), (Family, "Margaret")],
            &[(Email, "margaret.thornbury@firm.example")],
            &[(Name, "Margaret Hill"), (Birthday, "1961-04-12")],
            &[(Name, "M. Thornbury"), (Address, "9 High St\nLeeds\n\nls14ap\n")],
            &[(Name, "Mme T"), (Address, "4 Mil Lane\nLeeds\n\n\n")],
            &[(Birthday, "1961-04-12"), (Address, "\nLeeds\n\nLS1 4AP\n")],
        ] {
            assert!(finds(&margaret, &card(other)), "{other:?}");
        }
        for other in [
            &[][..],
            &[(Name, "Margaret Hill")],
            &[(Name, "Henry Oldacre"), (Birthday, "1961-04-12")],
            &[(Birthday, "--04-12")],
            &[(Name, "Margaret Hill"), (Address, "5 Mill Lane\nLeeds\n\n\n")],
        ] {
            assert!(!finds(&margaret, &card(other)), "{other:?}");
        }
    }

    #[test]
    fn names_without_end_have_few_keys() {
        let long = "x y ".repeat(5_000);
        let all =
            card(&[(ValueKind::Name, &long), (ValueKind::Address, &long), (ValueKind::Birthday, &long)]);
        assert!(keys(all.iter()).len() < 50);
        let Searches { keys, words } = Searches::of(all.iter());
        assert!(keys.len() + words.len() < 100);
    }
}
