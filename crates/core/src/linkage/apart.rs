//! Whether what is said of two speaks for or against their being one, where they have a channel in common.

use crate::channel::fold;
use crate::draft::{Value, ValueKind};
use crate::names::{Parts, are_two_generations, generation, generation_of_suffix, is_east_asian};
use crate::naming::given::{Alike, alike, is_borne};
use crate::naming::latin::latin;
use crate::naming::similar::{jaro_winkler, one_slip};
use crate::naming::sounds::spelled;
use crate::profile::HEARD;

/// What names and birthdays say of two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameVerdict {
    /// Their names agree, on both sides where either has two.
    One,
    /// Nothing that tells them apart: a name is missing, or only alike.
    Perhaps,
    /// One given name and another family name: one may have married, or they are two.
    Renamed,
    /// They have other given names, are of other generations, or were born on other days.
    Two,
}

/// So many names of each are laid beside each other.
const MOST: usize = 8;

/// What somebody is called by their own word, and when they were born, as it is laid beside another's. What others write
/// of them does not count.
#[derive(Clone, Debug, Default)]
pub struct Called {
    names: Vec<Parts>,
    /// Those of them that are not only a shorter way to write another of them: an initial or a short form fits many, and
    /// must not speak for somebody against whom the whole name speaks.
    telling: Vec<Parts>,
    /// Given and family names where they stand apart; several where cards of theirs say so.
    parted: Vec<Parts>,
    /// How they are addressed, where a name says so.
    address: Option<Address>,
    /// Words of theirs that name several at once, such as `Paul & Paula Berg`.
    several: bool,
    /// Year, month and day; the year is 0 where it is not known.
    born: Vec<(u32, i8, i8)>,
    generation: Option<u8>,
}

impl Called {
    /// As these values say.
    pub fn of<'v>(values: impl Iterator<Item = &'v Value>) -> Called {
        let mut called = Called::default();
        let (mut given, mut family): (Vec<&str>, Vec<&str>) = (Vec::new(), Vec::new());
        let (mut full, mut firms): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
        for Value { kind, label, text } in values {
            match kind {
                ValueKind::Name if label != HEARD => full.push(text),
                ValueKind::Given => given.push(text),
                ValueKind::Family => family.push(text),
                ValueKind::Organisation => firms.push(fold(text.trim())),
                ValueKind::Other if label == "suffix" => {
                    called.generation = called.generation.or_else(|| generation_of_suffix(text));
                }
                ValueKind::Title | ValueKind::Other
                    if (*kind == ValueKind::Title || label == "prefix") && !text.trim().contains(' ') =>
                {
                    called.address = called.address.or_else(|| Address::of(&format!("{text} x")));
                }
                ValueKind::Birthday => called.born.extend(day(text)),
                _ => {}
            }
        }
        for at in 0..given.len().max(usize::from(!family.is_empty())).min(MOST) {
            let family = family.get(at).or(family.first()).copied().unwrap_or_default();
            let parts = Parts::of_parts(given.get(at).copied().unwrap_or_default(), family);
            called.parted.extend(Some(parts.clone()).filter(|parts| !parts.given.is_empty()));
            called.add(parts);
        }
        for text in full.into_iter().take(MOST) {
            // Who has no name is called by the firm; that is no name.
            if !firms.contains(&fold(text.trim())) {
                called.generation = called.generation.or_else(|| generation(text));
                called.address = called.address.or_else(|| Address::of(text));
                called.several |= names_several(text);
                called.add(Parts::of_full(text));
            }
        }
        let is_telling = |name: &&Parts| !called.names.iter().any(|other| is_poorer(name, other));
        called.telling = called.names.iter().filter(is_telling).cloned().collect();
        called
    }

    /// What the names and birthdays of two say. A husband and his wife may share a mailbox and are two.
    pub fn verdict(&self, other: &Called) -> NameVerdict {
        if are_born_apart(&self.born, &other.born) || self.is_told_apart(other) {
            return NameVerdict::Two;
        }
        let pairs = self.telling.iter().flat_map(|a| other.telling.iter().map(move |b| (a, b)));
        let all: Vec<NameVerdict> = pairs.map(|(a, b)| of_names(a, b)).collect();
        // A vague name that says nothing outvotes no name that speaks against it.
        if all.contains(&NameVerdict::Two) && !all.contains(&NameVerdict::One) {
            return NameVerdict::Two;
        }
        all.into_iter().min().unwrap_or(NameVerdict::Perhaps)
    }

    /// Whether something beside the full names says that they are two.
    fn is_told_apart(&self, other: &Called) -> bool {
        let mut parted = self.parted.iter().flat_map(|a| other.parted.iter().map(move |b| (a, b))).peekable();
        let parted = parted.peek().is_some() && parted.all(|(a, b)| of_names(a, b) == NameVerdict::Two);
        let addressed = matches!((self.address, other.address), (Some(one), Some(other)) if one != other);
        parted
            || addressed
            || (self.several != other.several && self.is_named() && other.is_named())
            || self.is_of_another_generation(other)
    }

    /// Whether somebody has a name of their own word, so that another can speak against it.
    pub fn is_named(&self) -> bool {
        !self.names.is_empty()
    }

    /// Whether two are called by the same name, in whatever order and with whatever title.
    pub fn is_called_as(&self, other: &Called) -> bool {
        let sorted = |parts: &Parts| {
            let mut all: Vec<String> = parts.family.iter().chain(&parts.given).cloned().collect();
            all.sort_unstable();
            all
        };
        !self.is_told_apart(other)
            && self.generation.is_some() == other.generation.is_some()
            && self.pairs_with(other).any(|(a, b)| sorted(a) == sorted(b) || is_one_text(a, b))
    }

    /// Whether two names that stand at one mailbox are plainly two people's: whole names with other given names, which
    /// are names that people bear or stand before one family name. A machine that writes for many has many names too.
    pub fn is_plainly_another(&self, other: &Called) -> bool {
        if self.is_told_apart(other) {
            return true;
        }
        let is_borne = |parts: &Parts| parts.given.first().is_some_and(|given| is_borne(given));
        let are_two = |a: &Parts, b: &Parts| {
            let first = |parts: &Parts| parts.given.concat().chars().next();
            let kin = !a.family.is_empty() && families_agree(&a.family, &b.family);
            let kin = kin || (is_unparted(a) && is_unparted(b) && first(a) == first(b));
            of_names(a, b) == NameVerdict::Two && (kin || (is_borne(a) && is_borne(b)))
        };
        let mut pairs = self.pairs_with(other).peekable();
        pairs.peek().is_some() && pairs.all(|(a, b)| are_two(a, b))
    }

    /// Each name beside each of the other's.
    fn pairs_with<'c>(&'c self, other: &'c Called) -> impl Iterator<Item = (&'c Parts, &'c Parts)> {
        self.names.iter().flat_map(|a| other.names.iter().map(move |b| (a, b)))
    }

    fn add(&mut self, parts: Parts) {
        let lettered = |word: &String| word.chars().any(char::is_alphabetic);
        if parts.given.iter().chain(&parts.family).any(lettered) && !self.names.contains(&parts) {
            self.names.push(parts);
        }
    }

    /// Whether both say the same of which generation they are, or neither says anything: who is called Jr. may be the son
    /// of whoever is not.
    pub fn is_of_one_generation(&self, other: &Called) -> bool {
        self.generation == other.generation
    }

    fn is_of_another_generation(&self, other: &Called) -> bool {
        matches!((self.generation, other.generation), (Some(one), Some(two)) if are_two_generations(one, two))
    }
}

/// How somebody is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Address {
    He,
    She,
}

impl Address {
    /// What the first word of a name says.
    fn of(text: &str) -> Option<Address> {
        let (first, rest) = text.trim_start().split_once(|c: char| c.is_whitespace())?;
        let first = fold(first.trim_end_matches('.'));
        if rest.trim().is_empty() {
            return None;
        }
        match first.as_str() {
            "mr" | "mister" | "herr" | "herrn" | "hr" | "m" | "mm" | "monsieur" | "sr" | "senor"
            | "senhor" | "sig" | "signor" | "dhr" | "pan" | "г-н" | "господин" => Some(Address::He),
            "mrs" | "ms" | "miss" | "frau" | "fr" | "mme" | "madame" | "mlle" | "sra" | "srta" | "senora"
            | "senhora" | "signora" | "sig.ra" | "mevr" | "mw" | "pani" | "rouva" | "fru" | "г-жа"
            | "госпожа" => Some(Address::She),
            _ => None,
        }
        // `M. Roy` may be an initial.
        .filter(|_| first != "m" || text.trim_start().starts_with("M."))
    }
}

/// Whether a name is that of several at once: `Paul & Paula Berg`, `Anna und Ben`.
fn names_several(text: &str) -> bool {
    const AND: [&str; 11] = ["&", "+", "und", "and", "et", "y", "e", "og", "och", "en", "и"];
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).any(|three| {
        let [before, and, after] = three else { return false };
        let borne = |word: &str| is_borne(&latin(word.trim_matches(|c: char| !c.is_alphanumeric())));
        AND.contains(&and.to_lowercase().as_str()) && borne(before) && borne(after)
    })
}

/// Words for one's own kin, each line for one.
const KIN: [&[&str]; 6] = [
    &[
        "mum", "mom", "mummy", "mommy", "mama", "mamma", "maman", "mutti", "mutter", "mother", "mamochka",
        "äiti", "mor",
    ],
    &["dad", "daddy", "papa", "papi", "vati", "vater", "father", "pappa", "far", "isä", "tata"],
    &[
        "oma",
        "omi",
        "granny",
        "grandma",
        "grandmother",
        "nana",
        "mamie",
        "nonna",
        "abuela",
        "babcia",
        "babushka",
    ],
    &["opa", "opi", "grandpa", "granddad", "grandfather", "papy", "nonno", "abuelo", "dziadek", "dedushka"],
    &["sister", "sis", "schwester", "soeur", "hermana", "sorella"],
    &["brother", "bro", "bruder", "frere", "hermano", "fratello"],
];

/// Of which kin a name is that is such a word and nothing else.
fn kin(parts: &Parts) -> Option<usize> {
    let [word] = parts.given.as_slice() else { return None };
    KIN.iter().position(|words| words.contains(&word.as_str())).filter(|_| parts.family.is_empty())
}

/// Family names that stand first, in Latin letters too, in China, Korea and Vietnam.
const FIRST: [&str; 76] = [
    "kim", "lee", "park", "pak", "choi", "jung", "jeong", "kang", "cho", "yoon", "yun", "jang", "lim", "han",
    "shin", "seo", "kwon", "hwang", "ahn", "song", "hong", "li", "wang", "zhang", "liu", "chen", "yang",
    "huang", "zhao", "wu", "zhou", "xu", "sun", "ma", "zhu", "hu", "guo", "he", "lin", "gao", "luo", "zheng",
    "liang", "xie", "tang", "deng", "feng", "cao", "peng", "xiao", "jiang", "cai", "pan", "tian", "dong",
    "yuan", "nguyen", "tran", "le", "pham", "huynh", "hoang", "phan", "vu", "vo", "dang", "bui", "do", "ho",
    "ngo", "duong", "ly", "dinh", "truong", "mai", "ha",
];

/// Two names that begin with one family name that stands first: the rest are given names. None where they are not.
fn family_first(a: &Parts, b: &Parts) -> Option<NameVerdict> {
    let words = |parts: &Parts| -> Vec<String> { parts.given.iter().chain(&parts.family).cloned().collect() };
    let (one, other) = (words(a), words(b));
    let first =
        one.first().filter(|first| Some(*first) == other.first() && FIRST.contains(&first.as_str()))?;
    let (one, other) = (&one[1..], &other[1..]);
    if one.is_empty() || other.is_empty() || first.is_empty() {
        return None;
    }
    let part = |short: &[String], long: &[String]| short.iter().all(|word| long.contains(word));
    // `Thị` stands in a woman's name.
    let is_hers = |words: &[String]| words.iter().any(|word| word == "thi");
    let is_one = one.concat() == other.concat() || part(one, other) || part(other, one);
    Some(if is_one && is_hers(one) == is_hers(other) { NameVerdict::One } else { NameVerdict::Two })
}

/// Whether a name is only a shorter way to write another, fuller one.
fn is_poorer(name: &Parts, other: &Parts) -> bool {
    let letters =
        |parts: &Parts| parts.given.concat().chars().count() + parts.family.concat().chars().count();
    let shorter = letters(name) < letters(other) && name.given.concat() != other.given.concat();
    let alone = name.family.is_empty() && !other.family.is_empty();
    let word = name.given.first().filter(|_| name.given.len() == 1);
    // One word that stands in the other, the given or the family name alone.
    let within = alone && word.is_some_and(|word| other.family.contains(word) || other.given.contains(word));
    within || (shorter && !alone && of_names(name, other) == NameVerdict::One)
}

fn day(text: &str) -> Option<(u32, i8, i8)> {
    let (month, day) = crate::profile::month_and_day(text)?;
    let year = text.get(..text.len() - 5)?.trim_end_matches('-').parse().unwrap_or(0);
    Some((year, month, day))
}

/// Whether both have a whole day of birth and nothing of any two of them is the same, or only a part of it.
fn are_born_apart(one: &[(u32, i8, i8)], other: &[(u32, i8, i8)]) -> bool {
    let whole = |days: &[(u32, i8, i8)]| days.iter().any(|(year, ..)| *year > 0);
    let digits = |(year, month, day): (u32, i8, i8)| format!("{year:04}{month:02}{day:02}");
    let near = |a: &(u32, i8, i8), b: &(u32, i8, i8)| {
        let same = [a.0 == b.0 || a.0 == 0 || b.0 == 0, a.1 == b.1, a.2 == b.2];
        same.iter().any(|same| *same) || one_slip(digits(*a).as_bytes(), digits(*b).as_bytes())
    };
    whole(one) && whole(other) && !one.iter().any(|a| other.iter().any(|b| near(a, b)))
}

/// Whether a name is written in one piece where given and family name are not parted by a blank.
fn is_unparted(parts: &Parts) -> bool {
    parts.family.is_empty()
        && parts.given.len() == 1
        && parts.given.first().is_some_and(|word| word.chars().count() > 1 && is_east_asian(word))
}

/// Whether two names are the same letters, however they are parted.
fn is_one_text(a: &Parts, b: &Parts) -> bool {
    let joined = |parts: &Parts| parts.family.concat() + &parts.given.concat();
    joined(a) == joined(b) || a.given.concat() + &a.family.concat() == b.given.concat() + &b.family.concat()
}

fn of_names(a: &Parts, b: &Parts) -> NameVerdict {
    if is_one_text(a, b) {
        return NameVerdict::One;
    }
    let whole = |parts: &Parts| !parts.given.is_empty() && !parts.family.is_empty();
    if is_unparted(a) && is_unparted(b) {
        return NameVerdict::Two;
    }
    if let (Some(one), Some(other)) = (kin(a), kin(b)) {
        return if one == other { NameVerdict::One } else { NameVerdict::Two };
    }
    if whole(a)
        && whole(b)
        && let Some(said) = family_first(a, b)
    {
        return said;
    }
    if !whole(a) || !whole(b) {
        return of_short(a, b, whole(a) || whole(b));
    }
    if is_wife_of(a, b) || is_wife_of(b, a) {
        return NameVerdict::Two;
    }
    let (given, kin) = (given_alike(&a.given, &b.given), families_agree(&a.family, &b.family));
    match given {
        Alike::Same | Alike::Initial | Alike::Slip if kin => return NameVerdict::One,
        _ => {}
    }
    // Given and family name may have changed places, and a patronymic stands beside them or not.
    let swapped = |one: &Parts, other: &Parts| {
        agrees(given_alike(&one.given, &other.family)) && families_agree(&one.family, &other.given)
    };
    if swapped(a, b) || is_part(a, b) || is_part(b, a) {
        return NameVerdict::One;
    }
    match given {
        Alike::Two => NameVerdict::Two,
        Alike::Unclear => NameVerdict::Perhaps,
        _ if is_family_first(a, b) => NameVerdict::Two,
        _ => NameVerdict::Renamed,
    }
}

/// Two names of which one is only one word, or a family name alone.
fn of_short(a: &Parts, b: &Parts, one_is_whole: bool) -> NameVerdict {
    let words = |parts: &Parts| -> Vec<String> { parts.given.iter().chain(&parts.family).cloned().collect() };
    let (one, other) = (words(a), words(b));
    let same = one.iter().any(|x| other.iter().any(|y| x == y && x.chars().count() > 1));
    let given = given_alike(&a.given, &b.given);
    match given {
        _ if a.given.is_empty() || b.given.is_empty() => NameVerdict::Perhaps,
        Alike::Same | Alike::Slip if !one_is_whole => NameVerdict::One,
        Alike::Two
            if !same && [a, b].iter().all(|parts| parts.given.first().is_some_and(|word| is_borne(word))) =>
        {
            NameVerdict::Two
        }
        _ => NameVerdict::Perhaps,
    }
}

/// In Hungary, Russia and Vietnam the family name may stand first in Latin letters too: then what looks like one given
/// name is the family's, and the family names that differ are given names.
fn is_family_first(a: &Parts, b: &Parts) -> bool {
    let (Some(one), Some(other)) = (a.family.first(), b.family.first()) else { return false };
    let given = |word: &String| is_borne(word);
    !a.given.iter().chain(&b.given).any(given)
        && given(one)
        && given(other)
        && alike(one, other) == Alike::Two
}

/// Whether one bears the other's whole name as his wife: Kovács Péter and Kovács Péterné, Szabóné.
fn is_wife_of(wife: &Parts, husband: &Parts) -> bool {
    let words = |parts: &Parts| -> Vec<String> { parts.given.iter().chain(&parts.family).cloned().collect() };
    let (hers, his) = (words(wife), words(husband));
    let is_his = |word: &String| {
        let name = word.strip_suffix("ne").filter(|name| name.len() > 2);
        name.is_some_and(|name| his.iter().any(|his| his == name) && alike(word, name) == Alike::Two)
    };
    hers.iter().any(is_his) && !hers.iter().all(|word| his.contains(word))
}

fn agrees(given: Alike) -> bool {
    given <= Alike::Slip
}

/// Whether all words of one name stand in the other, two at least.
fn is_part(one: &Parts, other: &Parts) -> bool {
    let all: Vec<&String> = other.given.iter().chain(&other.family).collect();
    let mut words = one.given.iter().chain(&one.family).peekable();
    let several = one.given.len() + one.family.len() > 1;
    several && words.peek().is_some() && words.all(|word| word.len() > 1 && all.contains(&word))
}

/// How the given names of two stand to each other. Of several names one may be left out; where each has one that the
/// other has not, and people bear both, they are two.
fn given_alike(a: &[String], b: &[String]) -> Alike {
    if a.concat() == b.concat() {
        return Alike::Same;
    }
    let (mut one, mut other): (Vec<&String>, Vec<&String>) = (a.iter().collect(), b.iter().collect());
    let mut best = None;
    for wanted in [Alike::Same, Alike::Slip, Alike::Initial] {
        let mut at = 0;
        while let Some(word) = one.get(at) {
            match other.iter().position(|beside| alike(word, beside) == wanted) {
                Some(place) => {
                    one.remove(at);
                    other.remove(place);
                    best = best.max(Some(wanted));
                }
                None => at += 1,
            }
        }
    }
    match (best, one.first(), other.first()) {
        (Some(best), Some(x), Some(y)) => {
            // `John A.` and `John B.` too.
            let both = (is_borne(x) || x.len() == 1) && (is_borne(y) || y.len() == 1);
            let is_two = alike(x, y) == Alike::Two && (both || best == Alike::Initial || !x.is_ascii());
            if is_two { Alike::Two } else { best }
        }
        (Some(best), ..) => best,
        (None, Some(x), Some(y)) => alike(x, y),
        _ => Alike::Unclear,
    }
}

/// Whether two family names have a word in common, or one that is only written otherwise.
fn families_agree(a: &[String], b: &[String]) -> bool {
    let same = |x: &String, y: &String| {
        let (mut one, mut other) = (Vec::new(), Vec::new());
        spelled(x.as_bytes(), &mut one);
        spelled(y.as_bytes(), &mut other);
        let short = x.len().min(y.len());
        x == y
            || (x.is_ascii() && y.is_ascii() && one == other)
            || (short > 3 && x.is_ascii() && one_slip(x.as_bytes(), y.as_bytes()))
            || (short > 3 && x.is_ascii() && jaro_winkler(x.as_bytes(), y.as_bytes()) >= 0.92)
            || (short == 1 && x.is_ascii() && y.is_ascii() && x.as_bytes().first() == y.as_bytes().first())
    };
    a.iter().any(|x| b.iter().any(|y| same(x, y)))
}

#[cfg(test)]
#[path = "apart_tests.rs"]
mod tests;
