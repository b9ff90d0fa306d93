//! How well two people agree, field by field.

use super::names::Nicknames;
use super::record::{Day, Name, Records, Street, Text};
use super::similar::{jaro_winkler, one_slip};
use super::words::{NONE, Word, Words};

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The given name.
    Given,
    /// The family name.
    Family,
    /// Whether given and family name stand in the same places.
    Order,
    /// The name of an organisation.
    Called,
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// The day of birth.
    Birthday,
    /// Where they work or belong.
    Organisation,
    /// The street with its number.
    Street,
    /// Town and postcode.
    Place,
    /// Names in networks, numbers given by offices, profile pages.
    Handle,
    /// Whom both were in touch with.
    Company,
    /// Whether one list has both: a list that is kept has nobody twice.
    List,
}

impl Field {
    /// All of them.
    pub const ALL: [Field; 13] = [
        Field::Given,
        Field::Family,
        Field::Order,
        Field::Called,
        Field::Email,
        Field::Phone,
        Field::Birthday,
        Field::Organisation,
        Field::Street,
        Field::Place,
        Field::Handle,
        Field::Company,
        Field::List,
    ];
}

/// So many levels a field has at most, the one of nothing known among them.
pub const LEVELS: usize = 8;

/// How well one field agrees: 0 where one of the two does not have it, then from the same (1) to another.
pub type Level = u8;

/// Nothing can be said: one of the two has no such value.
pub const MISSING: Level = 0;
/// It is the same.
pub const SAME: Level = 1;

/// Levels of a given or a family name.
pub mod name {
    use super::Level;
    /// Another spelling, a short form, a part of a double name.
    pub const VARIANT: Level = 2;
    /// A slip apart.
    pub const CLOSE: Level = 3;
    /// An initial that fits.
    pub const INITIAL: Level = 4;
    /// Alike, a similarity of 0.8 at least.
    pub const ALIKE: Level = 5;
    /// Another name.
    pub const OTHER: Level = 6;
}

/// Levels of the order of names.
pub mod order {
    use super::Level;
    /// Given and family name changed places.
    pub const SWAPPED: Level = 2;
}

/// Levels of the name of an organisation, and of where somebody works.
pub mod text {
    use super::Level;
    /// All but the same words.
    pub const NEARLY: Level = 2;
    /// Most of the telling words.
    pub const MOST: Level = 3;
    /// Some of them.
    pub const SOME: Level = 4;
    /// Few of them.
    pub const FEW: Level = 5;
    /// Other words.
    pub const OTHER: Level = 6;
}

/// Levels of e-mail addresses.
pub mod email {
    use super::Level;
    /// The same name at another host.
    pub const ELSEWHERE: Level = 2;
    /// A slip apart.
    pub const CLOSE: Level = 3;
    /// A name that is alike.
    pub const ALIKE: Level = 4;
    /// Another address.
    pub const OTHER: Level = 5;
}

/// Levels of phone numbers and handles.
pub mod number {
    use super::Level;
    /// A slip apart.
    pub const CLOSE: Level = 2;
    /// Another number.
    pub const OTHER: Level = 3;
}

/// Levels of birthdays.
pub mod birthday {
    use super::Level;
    /// The same month and day, and one of the two has no year.
    pub const NO_YEAR: Level = 2;
    /// One digit differs, or day and month changed places.
    pub const CLOSE: Level = 3;
    /// Two of year, month and day.
    pub const TWO: Level = 4;
    /// One of them.
    pub const ONE: Level = 5;
    /// None of them.
    pub const OTHER: Level = 6;
}

/// Levels of streets.
pub mod street {
    use super::Level;
    /// All but the same words, with the same number.
    pub const NEARLY: Level = 2;
    /// The same number, and something of the street.
    pub const NUMBER: Level = 3;
    /// The same street, another number.
    pub const STREET: Level = 4;
    /// Some of the same words.
    pub const SOME: Level = 5;
    /// Another street.
    pub const OTHER: Level = 6;
}

/// Levels of places.
pub mod place {
    use super::Level;
    /// The same postcode, another town or none.
    pub const POSTCODE: Level = 2;
    /// The same town, another postcode or none.
    pub const TOWN: Level = 3;
    /// A slip apart.
    pub const CLOSE: Level = 4;
    /// Another place.
    pub const OTHER: Level = 5;
}

/// Levels of common correspondents.
pub mod company {
    use super::Level;
    /// A third of those of the one who has fewer.
    pub const MANY: Level = 1;
    /// Some.
    pub const SOME: Level = 2;
    /// None.
    pub const NONE: Level = 3;
}

/// Levels of lists.
pub mod list {
    use super::Level;
    /// Each is from another list.
    pub const OTHER: Level = 2;
}

/// How two people agree: the level of each field, and how much more than usual it tells, in bits, that what is the
/// same is rare.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Agreement {
    /// The levels, four bits a field, in the order of [`Field::ALL`].
    pub levels: u64,
    /// Of what is one person's own: given name, birthday, handle, mailbox.
    pub own: f32,
    /// Of what a household or a firm has in common.
    pub common: f32,
}

impl Agreement {
    /// The level of a field.
    pub fn level(&self, field: Field) -> Level {
        (self.levels >> (4 * field as u32) & 15) as Level
    }
}

/// How two agree, field by field.
#[derive(Clone, Copy, Debug, Default)]
struct InDetail {
    levels: u64,
    bits: [f32; Field::ALL.len()],
}

impl InDetail {
    fn set(&mut self, field: Field, level: Level) {
        self.levels |= u64::from(level) << (4 * field as u32);
    }

    fn rare(&mut self, field: Field, bits: f32) {
        self.bits[field as usize] += bits;
    }

    fn agreement(&self) -> Agreement {
        let sum = |fields: &[Field]| fields.iter().map(|field| self.bits[*field as usize]).sum();
        Agreement {
            levels: self.levels,
            own: sum(&[Field::Given, Field::Birthday, Field::Handle, Field::Email]),
            common: sum(&[Field::Family, Field::Phone, Field::Place]),
        }
    }
}

/// How rare values are, for the whole of [`Records`].
#[derive(Debug)]
pub struct Rarity {
    /// The chance that two people who have a field have the same value in it, by field.
    pub(super) same: [f64; Field::ALL.len()],
    /// How many have it.
    having: [f64; Field::ALL.len()],
    /// What words of texts tell: the logarithm of how few have them.
    telling: Vec<f32>,
}

/// The chance that two people have the same value, in the world outside a small book; 0 where the world does not help,
/// because a book has its towns.
const WORLD: [f64; Field::ALL.len()] =
    [0.006, 0.001, 0.0, 0.0, 1e-6, 1e-6, 5e-5, 0.0, 0.0, 0.0, 1e-6, 0.0, 0.0];
/// So many people of that world are thought to stand beside those of the book.
const ELSEWHERE: f64 = 300.0;

fn collisions(words: &Words) -> (f64, f64) {
    let (mut all, mut pairs) = (0.0, 0.0);
    for word in 0..words.len() as Word {
        let times = f64::from(words.times(word));
        all += times;
        pairs += times * (times - 1.0);
    }
    (all, (pairs / (all * (all - 1.0)).max(1.0)).max(1e-12))
}

impl Rarity {
    /// Of these people.
    pub fn of(records: &Records) -> Rarity {
        let mut same = [1e-9; Field::ALL.len()];
        let mut having = [1.0; Field::ALL.len()];
        let mut set = |fields: &[Field], words: &Words| {
            let (all, chance) = collisions(words);
            for field in fields {
                (same[*field as usize], having[*field as usize]) = (chance, all.max(1.0));
            }
        };
        set(&[Field::Given, Field::Family], &records.names);
        set(&[Field::Email], &records.mailboxes);
        set(&[Field::Phone], &records.phones);
        set(&[Field::Birthday], &records.days);
        set(&[Field::Place], &records.places);
        set(&[Field::Handle], &records.handles);
        // A name has two sides.
        for field in [Field::Given, Field::Family] {
            having[field as usize] = (having[field as usize] / 2.0).max(1.0);
        }
        let people = f64::from(records.people().max(1));
        let telling = (0..records.texts.len() as Word)
            .map(|word| (1.0 + people / f64::from(records.texts.times(word))).ln() as f32)
            .collect();
        Rarity { same, having, telling }
    }

    /// How many bits more than usual it tells that a value which is said `times` times is the same. The two who agree
    /// are no evidence for its being common.
    fn bits(&self, field: Field, times: u32) -> f32 {
        let at = field as usize;
        let elsewhere = if WORLD[at] > 0.0 { ELSEWHERE } else { 0.0 };
        let chance =
            ((f64::from(times) - 1.5).max(0.5) + elsewhere * WORLD[at]) / (self.having[at] + elsewhere);
        (self.same[at] / chance).log2().clamp(-40.0, 40.0) as f32
    }
}

/// Compares people.
#[derive(Clone, Copy, Debug)]
pub struct Comparer<'r> {
    pub(super) records: &'r Records,
    rarity: &'r Rarity,
}

impl<'r> Comparer<'r> {
    /// Of these people.
    pub fn new(records: &'r Records, rarity: &'r Rarity) -> Comparer<'r> {
        Comparer { records, rarity }
    }

    /// How two people agree.
    pub fn compare(&self, a: u32, b: u32) -> Agreement {
        self.in_detail(a, b).agreement()
    }

    /// How many bits more than usual it tells, by field, that what two people have in common is rare.
    pub fn rare(&self, a: u32, b: u32) -> [f32; Field::ALL.len()] {
        self.in_detail(a, b).bits
    }

    fn in_detail(&self, a: u32, b: u32) -> InDetail {
        let mut found = InDetail::default();
        self.names(a, b, &mut found);
        self.called(a, b, &mut found);
        self.mailboxes(a, b, &mut found);
        self.numbers(a, b, &mut found);
        self.birthdays(a, b, &mut found);
        self.organisations(a, b, &mut found);
        self.streets(a, b, &mut found);
        self.places(a, b, &mut found);
        self.company(a, b, &mut found);
        self.lists(a, b, &mut found);
        found
    }

    /// The best of two words of names: its level, and how often the word is said where it is the same.
    fn word(&self, a: Word, b: Word) -> (Level, u32) {
        if a == b {
            return (SAME, self.records.names.times(a));
        }
        let known = |word: Word| self.records.known.get(word as usize);
        let (Some(one), Some(other)) = (known(a), known(b)) else { return (name::OTHER, 0) };
        if one.spelled == other.spelled
            || (one.nickname != u16::MAX
                && other.nickname != u16::MAX
                && Nicknames::known().are_alike(one.nickname, other.nickname))
        {
            return (name::VARIANT, 0);
        }
        let (x, y) = (self.records.names.letters(a), self.records.names.letters(b));
        let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        if short.len() == 1 {
            return (if long.starts_with(short) { name::INITIAL } else { name::OTHER }, 0);
        }
        if short.len() > 2 && one_slip(x, y) {
            return (name::CLOSE, 0);
        }
        let alike = jaro_winkler(x, y);
        let level = match alike {
            _ if alike >= 0.92 && short.len() > 3 => name::CLOSE,
            _ if alike >= 0.8 => name::ALIKE,
            _ => name::OTHER,
        };
        (level, 0)
    }

    /// The best of two sides of a name. What is the same only in one of several words counts as a variant.
    fn side(&self, a: &[Word; 3], b: &[Word; 3]) -> (Level, u32) {
        if a[0] == NONE || b[0] == NONE {
            return (MISSING, 0);
        }
        let mut best = self.word(a[0], b[0]);
        if best.0 == SAME || (a[1] == NONE && b[1] == NONE) {
            return best;
        }
        // Of several words the first is the one that is mostly used.
        let firsts = |side: &[Word; 3]| if side[1] == NONE { side[0] } else { side[1] };
        let first = self.word(firsts(a), firsts(b));
        if first.0 < best.0 {
            best = first;
        }
        for x in a.iter().filter(|word| **word != NONE) {
            for y in b.iter().filter(|word| **word != NONE) {
                if best.0 > name::VARIANT && x == y && self.records.names.letters(*x).len() > 1 {
                    best = (name::VARIANT, 0);
                }
            }
        }
        best
    }

    fn names(&self, a: u32, b: u32, found: &mut InDetail) {
        type Sides = ((Level, u32), (Level, u32), Level);
        let mut best: Option<(i32, Sides)> = None;
        for one in self.records.name.of(a) {
            for other in self.records.name.of(b) {
                for sides in self.ways(one, other) {
                    let worth = WORTH[usize::from(sides.0.0)] + WORTH[usize::from(sides.1.0)]
                        - i32::from(sides.2 == order::SWAPPED) * 3;
                    if best.is_none_or(|(known, _)| worth > known) {
                        best = Some((worth, sides));
                    }
                }
            }
        }
        let Some((_, ((given, given_times), (family, family_times), way))) = best else { return };
        found.set(Field::Given, given);
        found.set(Field::Family, family);
        if given != MISSING || family != MISSING {
            found.set(Field::Order, way);
        }
        if given == SAME {
            found.rare(Field::Given, self.rarity.bits(Field::Given, given_times));
        }
        if family == SAME {
            found.rare(Field::Family, self.rarity.bits(Field::Family, family_times));
        }
    }

    /// As they stand and, where that does not fit, with given and family name exchanged.
    fn ways(&self, a: &Name, b: &Name) -> impl Iterator<Item = ((Level, u32), (Level, u32), Level)> {
        let given = self.side(&a.given, &b.given);
        let family = self.side(&a.family, &b.family);
        let fits = |level: Level| level != MISSING && level < name::INITIAL;
        let swapped = if fits(given.0) || fits(family.0) {
            None
        } else {
            let (one, other) = (self.side(&a.given, &b.family), self.side(&a.family, &b.given));
            (fits(one.0) || fits(other.0)).then_some((one, other, order::SWAPPED))
        };
        std::iter::once((given, family, SAME)).chain(swapped)
    }

    /// How far two texts say the same, from 0 to 1: the cosine of their words, each by how much it tells, where words
    /// that are alike count for what they are alike (Cohen, Ravikumar and Fienberg 2003, "soft TF-IDF").
    fn alike(&self, a: Text, b: Text) -> f32 {
        let (a, b) = (self.records.words_of(a), self.records.words_of(b));
        let tells = |word: &Word| self.rarity.telling.get(*word as usize).copied().unwrap_or(1.0);
        let norm = |words: &[Word]| words.iter().map(|word| tells(word).powi(2)).sum::<f32>().sqrt();
        let mut sum = 0.0;
        let mut used = 0_u32;
        for one in a {
            let mut best = (0.0, 0.0, 0);
            for (at, other) in b.iter().enumerate() {
                if used >> at & 1 == 1 {
                    continue;
                }
                let like = if one == other { 1.0 } else { self.words_alike(*one, *other) };
                if like > best.0 {
                    best = (like, tells(other), at);
                }
            }
            if best.0 > 0.0 {
                used |= 1 << best.2;
                sum += best.0 * tells(one) * best.1;
            }
        }
        (sum / (norm(a) * norm(b)).max(1e-6)).min(1.0)
    }

    fn words_alike(&self, a: Word, b: Word) -> f32 {
        let (x, y) = (self.records.texts.letters(a), self.records.texts.letters(b));
        let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        if short.iter().any(u8::is_ascii_digit) {
            return 0.0;
        }
        // Short forms: `blvd` of `boulevard`, `e` of `east`, `st` of `street`.
        if short.first() == long.first() && short.len() <= 4 && short.len() < long.len() {
            let mut left = long.iter();
            if long.starts_with(short)
                || (short.len() > 1 && short.iter().all(|byte| left.any(|other| other == byte)))
            {
                return 0.8;
            }
        }
        let alike = jaro_winkler(x, y);
        if alike >= 0.9 && short.len() > 2 { alike * 0.95 } else { 0.0 }
    }

    fn texts(&self, a: &[Text], b: &[Text]) -> Level {
        let mut best: f32 = -1.0;
        for one in a {
            for other in b {
                best = best.max(self.alike(*one, *other));
            }
        }
        match best {
            _ if best < 0.0 => MISSING,
            _ if best >= 0.99 => SAME,
            _ if best >= 0.85 => text::NEARLY,
            _ if best >= 0.65 => text::MOST,
            _ if best >= 0.45 => text::SOME,
            _ if best >= 0.25 => text::FEW,
            _ => text::OTHER,
        }
    }

    fn called(&self, a: u32, b: u32, found: &mut InDetail) {
        found.set(Field::Called, self.texts(self.records.called.of(a), self.records.called.of(b)));
    }

    fn organisations(&self, a: u32, b: u32, found: &mut InDetail) {
        let level = self.texts(self.records.organisation.of(a), self.records.organisation.of(b));
        found.set(Field::Organisation, level);
    }

    fn mailboxes(&self, a: u32, b: u32, found: &mut InDetail) {
        let mut best = MISSING;
        let mut bits = 0.0;
        for one in self.records.mailbox.of(a) {
            for other in self.records.mailbox.of(b) {
                let (level, more) = if one.whole == other.whole {
                    (SAME, self.rarity.bits(Field::Email, self.records.mailboxes.times(one.whole)))
                } else if one.local == NONE || other.local == NONE {
                    (email::OTHER, 0.0)
                } else if one.local == other.local {
                    // Usual is here what two people have in common who have the same mailbox.
                    let times = f64::from(self.records.locals.times(one.local));
                    let common = self.rarity.having[Field::Email as usize] / 20_000.0;
                    (email::ELSEWHERE, -((times - 1.5).max(0.5) / common.max(0.5)).log2().max(0.0) as f32)
                } else {
                    let locals = &self.records.locals;
                    let (x, y) = (locals.letters(one.local), locals.letters(other.local));
                    let long = x.len().min(y.len()) > 4;
                    if long && one_slip(x, y) {
                        (email::CLOSE, 0.0)
                    } else if long && jaro_winkler(x, y) >= 0.9 {
                        (email::ALIKE, 0.0)
                    } else {
                        (email::OTHER, 0.0)
                    }
                };
                if best == MISSING || level < best || (level == best && more > bits) {
                    (best, bits) = (level, more);
                }
            }
        }
        found.set(Field::Email, best);
        found.rare(Field::Email, bits);
    }

    fn numbers(&self, a: u32, b: u32, found: &mut InDetail) {
        let records = self.records;
        let lists = [
            (Field::Phone, &records.phones, records.phone.of(a), records.phone.of(b)),
            (Field::Handle, &records.handles, records.handle.of(a), records.handle.of(b)),
        ];
        for (field, words, one, other) in lists {
            let mut best = MISSING;
            let mut bits = 0.0;
            for x in one {
                for y in other {
                    let level = if x == y {
                        bits = self.rarity.bits(field, words.times(*x)).max(bits);
                        SAME
                    } else if one_slip(words.letters(*x), words.letters(*y)) {
                        number::CLOSE
                    } else if field == Field::Handle && !same_label(words.letters(*x), words.letters(*y)) {
                        // Two networks know somebody by two names.
                        MISSING
                    } else {
                        number::OTHER
                    };
                    if level != MISSING && (best == MISSING || level < best) {
                        best = level;
                    }
                }
            }
            found.set(field, best);
            if best == SAME {
                found.rare(field, bits);
            }
        }
    }

    fn birthdays(&self, a: u32, b: u32, found: &mut InDetail) {
        let mut best = MISSING;
        let mut same = 0;
        for one in self.records.born.of(a) {
            for other in self.records.born.of(b) {
                let level = days(*one, *other);
                if best == MISSING || level < best {
                    (best, same) = (level, *one);
                }
            }
        }
        found.set(Field::Birthday, best);
        if best == SAME
            && let Some(word) = self.records.days.find(&same.to_le_bytes())
        {
            found.rare(Field::Birthday, self.rarity.bits(Field::Birthday, self.records.days.times(word)));
        }
    }

    fn streets(&self, a: u32, b: u32, found: &mut InDetail) {
        let mut best = MISSING;
        for one in self.records.street.of(a) {
            for other in self.records.street.of(b) {
                let level = self.two_streets(one, other);
                if best == MISSING || level < best {
                    best = level;
                }
            }
        }
        found.set(Field::Street, best);
    }

    fn two_streets(&self, a: &Street, b: &Street) -> Level {
        let alike = self.alike(a.text, b.text);
        let (same, both) = (a.number == b.number, a.number != NONE && b.number != NONE);
        match alike {
            _ if alike >= 0.99 => SAME,
            _ if alike >= 0.75 && same => street::NEARLY,
            _ if same && both && alike >= 0.3 => street::NUMBER,
            _ if alike >= 0.6 => street::STREET,
            _ if alike >= 0.35 => street::SOME,
            _ => street::OTHER,
        }
    }

    fn places(&self, a: u32, b: u32, found: &mut InDetail) {
        let mut best = MISSING;
        let mut bits = 0.0;
        let places = &self.records.places;
        for one in self.records.place.of(a) {
            for other in self.records.place.of(b) {
                let town = one.town != NONE && one.town == other.town;
                let code = one.postcode != NONE && one.postcode == other.postcode;
                let (level, more) = if code {
                    let level = if town { SAME } else { place::POSTCODE };
                    (level, self.rarity.bits(Field::Place, places.times(one.postcode)))
                } else if town {
                    (place::TOWN, self.rarity.bits(Field::Place, places.times(one.town)))
                } else {
                    let close = |x: Word, y: Word| {
                        let (x, y) = (places.letters(x), places.letters(y));
                        x.len().min(y.len()) > 3 && (one_slip(x, y) || jaro_winkler(x, y) >= 0.92)
                    };
                    let both = |x: Word, y: Word| x != NONE && y != NONE && close(x, y);
                    let near = both(one.town, other.town) || both(one.postcode, other.postcode);
                    (if near { place::CLOSE } else { place::OTHER }, 0.0)
                };
                if best == MISSING || level < best || (level == best && more > bits) {
                    (best, bits) = (level, more);
                }
            }
        }
        found.set(Field::Place, best);
        found.rare(Field::Place, bits);
    }

    fn lists(&self, a: u32, b: u32, found: &mut InDetail) {
        let list = |person: u32| self.records.list.get(person as usize).copied().unwrap_or(0);
        let (one, other) = (list(a), list(b));
        if one != 0 && other != 0 {
            found.set(Field::List, if one == other { SAME } else { list::OTHER });
        }
    }

    fn company(&self, a: u32, b: u32, found: &mut InDetail) {
        let (a, b) = (self.records.company.of(a), self.records.company.of(b));
        let fewer = a.len().min(b.len());
        if fewer < 2 {
            return;
        }
        let (mut x, mut y, mut both) = (0, 0, 0);
        while let (Some(one), Some(other)) = (a.get(x), b.get(y)) {
            both += usize::from(one == other);
            x += usize::from(one <= other);
            y += usize::from(one >= other);
        }
        found.set(
            Field::Company,
            match both {
                0 => company::NONE,
                _ if both * 3 >= fewer && both > 1 => company::MANY,
                _ => company::SOME,
            },
        );
    }
}

/// What a level of a name is worth beside another, to choose between two ways of laying names together.
const WORTH: [i32; LEVELS] = [0, 12, 9, 8, 4, 2, -6, -6];

fn same_label(a: &[u8], b: &[u8]) -> bool {
    let label = |word: &[u8]| word.iter().position(|byte| *byte == b':').unwrap_or(0);
    let (x, y) = (label(a), label(b));
    a[..x] == b[..y]
}

fn days(a: Day, b: Day) -> Level {
    if a == b {
        return SAME;
    }
    let parts = |day: Day| [day / 10_000, day / 100 % 100, day % 100];
    let (x, y) = (parts(a), parts(b));
    let known = x[0] != 0 && y[0] != 0;
    if !known {
        return if x[1..] == y[1..] { birthday::NO_YEAR } else { birthday::OTHER };
    }
    let digits = |day: Day| {
        let mut out = [0; 8];
        let mut rest = day;
        for digit in out.iter_mut().rev() {
            *digit = (rest % 10) as u8;
            rest /= 10;
        }
        out
    };
    if (x[0] == y[0] && x[1] == y[2] && x[2] == y[1]) || one_slip(&digits(a), &digits(b)) {
        return birthday::CLOSE;
    }
    match x.iter().zip(y).filter(|(one, other)| **one == *other).count() {
        2 => birthday::TWO,
        1 => birthday::ONE,
        _ => birthday::OTHER,
    }
}
