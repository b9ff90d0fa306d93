//! What those who bear a given name are called.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// Short forms of given names, one name a line: the name, then what those who bear it are called.
const NICKNAMES: &str = include_str!("nicknames.txt");
/// Those of other languages than English, in the same way.
const SHORT_FORMS: &str = include_str!("short_forms.txt");

/// Which given names may stand for each other.
#[derive(Debug, Default)]
pub struct Nicknames {
    numbers: HashMap<&'static str, u16>,
    alike: HashSet<(u16, u16)>,
    /// The name, and what those who bear it are called.
    short: HashSet<(u16, u16)>,
}

impl Nicknames {
    /// Those that Goodturn knows.
    pub fn known() -> &'static Nicknames {
        static KNOWN: LazyLock<Nicknames> = LazyLock::new(|| {
            let mut known = Nicknames::default();
            let lines = NICKNAMES.lines().chain(SHORT_FORMS.lines());
            for line in lines.filter(|line| !line.starts_with('#')) {
                let group: Vec<u16> = line.split(' ').map(|name| known.number(name)).collect();
                if let [name, called @ ..] = group.as_slice() {
                    known.short.extend(called.iter().map(|short| (*name, *short)));
                }
                for one in &group {
                    for other in &group {
                        known.alike.insert((*one, *other));
                    }
                }
            }
            known
        });
        &KNOWN
    }

    fn number(&mut self, name: &'static str) -> u16 {
        let next = self.numbers.len() as u16;
        *self.numbers.entry(name).or_insert(next)
    }

    /// The number of a name for [`Nicknames::are_alike`].
    pub fn number_of(&self, name: &str) -> Option<u16> {
        self.numbers.get(name).copied()
    }

    /// All that are listed.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.numbers.keys().copied()
    }

    /// The names that may stand for this one.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &'static str> {
        let number = self.number_of(name);
        let alike = self.numbers.iter().filter(move |(_, other)| {
            number.is_some_and(|number| number != **other && self.are_alike(number, **other))
        });
        alike.map(|(name, _)| *name)
    }

    /// Whether one of two names is what those who bear the other are called; not two short forms of one.
    pub fn is_short_form(&self, one: &str, other: &str) -> bool {
        match (self.number_of(one), self.number_of(other)) {
            (Some(one), Some(other)) => {
                self.short.contains(&(one, other)) || self.short.contains(&(other, one))
            }
            _ => false,
        }
    }

    /// Whether one may stand for the other.
    pub fn are_alike(&self, one: u16, other: u16) -> bool {
        self.alike.contains(&(one, other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms_are_known() {
        let known = Nicknames::known();
        let number = |name: &str| known.number_of(name).unwrap();
        assert!(known.are_alike(number("william"), number("bill")));
        assert!(!known.are_alike(number("william"), number("peggy")));
        assert!(known.number_of("lovelace").is_none());
    }
}
