//! How well two people agree, field by field.

use super::level::{
    Agreement, Field, InDetail, LEVELS, Level, MISSING, SAME, birthday, company, email, list, name, number,
    order, place, street, text,
};
use super::rarity::Rarity;
use super::record::Records;
use super::row::{Day, Digits, Mailbox, Name, Street, Text};
use super::words::{NONE, Word, Words};
use crate::hash::hash;
use crate::naming::nicknames::Nicknames;
use crate::naming::similar::{jaro_winkler, one_slip};

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

    /// How two people agree, with what each rare value tells.
    pub(super) fn in_detail(&self, a: u32, b: u32) -> InDetail {
        let mut found = InDetail::default();
        self.names(a, b, &mut found);
        self.called(a, b, &mut found);
        self.mailboxes(a, b, &mut found);
        self.phones(a, b, &mut found);
        self.handles(a, b, &mut found);
        self.birthdays(a, b, &mut found);
        self.organisations(a, b, &mut found);
        self.streets(a, b, &mut found);
        self.places(a, b, &mut found);
        self.company(a, b, &mut found);
        self.lists(a, b, &mut found);
        found
    }

    /// The best of two words of names: its level, and the word where it is the same.
    fn word(&self, a: Word, b: Word) -> (Level, Word) {
        if a == b {
            return (SAME, a);
        }
        let known = |word: Word| self.records.known.get(word as usize);
        let (Some(one), Some(other)) = (known(a), known(b)) else { return (name::OTHER, NONE) };
        if one.spelled == other.spelled
            || (one.nickname != u16::MAX
                && other.nickname != u16::MAX
                && Nicknames::known().are_alike(one.nickname, other.nickname))
        {
            return (name::VARIANT, NONE);
        }
        let (shape, beside) = (self.records.names.shape(a), self.records.names.shape(b));
        if shape.len.min(beside.len) > 1 && !shape.near(beside, 0.8) {
            return (name::OTHER, NONE);
        }
        let (x, y) = (self.records.names.letters(a), self.records.names.letters(b));
        let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
        if short.len() == 1 {
            return (if long.starts_with(short) { name::INITIAL } else { name::OTHER }, NONE);
        }
        if short.len() > 2 && one_slip(x, y) {
            return (name::CLOSE, NONE);
        }
        let alike = jaro_winkler(x, y);
        let level = match alike {
            _ if alike >= 0.92 && short.len() > 3 => name::CLOSE,
            _ if alike >= 0.8 => name::ALIKE,
            _ => name::OTHER,
        };
        (level, NONE)
    }

    /// The best of two sides of a name. What is the same only in one of several words counts as a variant.
    fn side(&self, a: Word, b: Word) -> (Level, Word) {
        if a == NONE || b == NONE {
            return (MISSING, NONE);
        }
        let mut best = self.word(a, b);
        let (one, other) = (self.records.written_of(a), self.records.written_of(b));
        if best.0 == SAME || (one[0] == NONE && other[0] == NONE) {
            return best;
        }
        // Of several words the first is the one that is mostly used.
        let first = |whole: Word, parts: [Word; 2]| if parts[0] == NONE { whole } else { parts[0] };
        let firsts = self.word(first(a, one), first(b, other));
        if firsts.0 < best.0 {
            best = firsts;
        }
        for x in [a].into_iter().chain(one).filter(|word| *word != NONE) {
            for y in [b].into_iter().chain(other) {
                if best.0 > name::VARIANT && x == y && self.records.names.letters(x).len() > 1 {
                    best = (name::VARIANT, NONE);
                }
            }
        }
        best
    }

    fn names(&self, a: u32, b: u32, found: &mut InDetail) {
        type Sides = ((Level, Word), (Level, Word), Level);
        let mut best: Option<(i32, Sides)> = None;
        for one in self.records.names_of(a) {
            for other in self.records.names_of(b) {
                for sides in self.ways(&one, &other) {
                    let worth = WORTH[usize::from(sides.0.0)] + WORTH[usize::from(sides.1.0)]
                        - i32::from(sides.2 == order::SWAPPED) * 3;
                    if best.is_none_or(|(known, _)| worth > known) {
                        best = Some((worth, sides));
                    }
                }
            }
        }
        let Some((_, ((given, given_word), (family, family_word), way))) = best else { return };
        found.set(Field::Given, given);
        found.set(Field::Family, family);
        if given != MISSING || family != MISSING {
            found.set(Field::Order, way);
        }
        if given == SAME {
            found.rare(Field::Given, self.name_bits(given_word)[0]);
        }
        if family == SAME {
            found.rare(Field::Family, self.name_bits(family_word)[1]);
        }
    }

    /// As they stand and, where that does not fit, with given and family name exchanged.
    fn ways(&self, a: &Name, b: &Name) -> impl Iterator<Item = ((Level, Word), (Level, Word), Level)> {
        let given = self.side(a.given, b.given);
        let family = self.side(a.family, b.family);
        let fits = |level: Level| level != MISSING && level < name::INITIAL;
        let swapped = if fits(given.0) || fits(family.0) {
            None
        } else {
            let (one, other) = (self.side(a.given, b.family), self.side(a.family, b.given));
            (fits(one.0) || fits(other.0)).then_some((one, other, order::SWAPPED))
        };
        std::iter::once((given, family, SAME)).chain(swapped)
    }

    fn name_bits(&self, word: Word) -> [f32; 2] {
        self.rarity.names.get(word as usize).copied().unwrap_or_default()
    }

    /// How far two texts say the same, from 0 to 1: the cosine of their words, each by how much it tells, where words
    /// that are alike count for what they are alike (Cohen, Ravikumar and Fienberg 2003, "soft TF-IDF").
    fn alike(&self, a: Text, b: Text) -> f32 {
        let (a, b) = (self.records.words_of(a), self.records.words_of(b));
        let tells = |word: &Word| self.rarity.telling.get(*word as usize).copied().unwrap_or(1.0);
        let norm = |words: &[Word]| words.iter().map(|word| tells(word) * tells(word)).sum::<f32>().sqrt();
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
        if sum == 0.0 { 0.0 } else { (sum / (norm(a) * norm(b)).max(1e-6)).min(1.0) }
    }

    fn words_alike(&self, a: Word, b: Word) -> f32 {
        let (shape, beside) = (self.records.texts.shape(a), self.records.texts.shape(b));
        let (short, long) = if shape.len <= beside.len { (shape, beside) } else { (beside, shape) };
        if short.digit || (short.len > 4 && !short.near(long, 0.9)) {
            return 0.0;
        }
        let (x, y) = (self.records.texts.letters(a), self.records.texts.letters(b));
        let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
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

    fn texts<T: Iterator<Item = Text>>(&self, a: T, b: impl Fn() -> T) -> Level {
        let mut best: f32 = -1.0;
        for one in a {
            for other in b() {
                best = best.max(if one == other { 1.0 } else { self.alike(one, other) });
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
        let called = |person: u32| self.records.called_of(person);
        found.set(Field::Called, self.texts(called(a), || called(b)));
    }

    fn organisations(&self, a: u32, b: u32, found: &mut InDetail) {
        let organisations = |person: u32| self.records.organisations_of(person);
        found.set(Field::Organisation, self.texts(organisations(a), || organisations(b)));
    }

    fn mailboxes(&self, a: u32, b: u32, found: &mut InDetail) {
        let mut best = MISSING;
        let mut bits = 0.0;
        for one in self.records.mailboxes_of(a) {
            for other in self.records.mailboxes_of(b) {
                let (level, more) = self.two_mailboxes(&one, &other, found);
                if best == MISSING || level < best || (level == best && more > bits) {
                    (best, bits) = (level, more);
                }
            }
        }
        found.set(Field::Email, best);
        found.rare(Field::Email, bits);
    }

    /// That a mailbox is the same tells less where the names are the same and it is made of them: then it tells no more
    /// than that both made it in the same way, at the same host.
    fn two_mailboxes(&self, a: &Mailbox, b: &Mailbox, found: &InDetail) -> (Level, f32) {
        let locals = &self.records.locals;
        let made = self.made_in_the_same_way(a, b, found);
        let host = |mailbox: &Mailbox| self.rarity.host(mailbox.host);
        let bits = |usual: f64, chance: f64| (usual / chance.max(1e-12)).log2().clamp(-40.0, 40.0) as f32;
        if a == b {
            let alone = self.rarity.bits(Field::Email, self.rarity.mailboxes.times(a.whole));
            let usual = self.rarity.usual.same[Field::Email as usize];
            return (SAME, made.map_or(alone, |chance| bits(usual, chance * host(a)).min(alone)));
        }
        if let Some(chance) = made {
            // Two that are both made of one name are alike in any case.
            let both = a.is_made() && b.is_made();
            let (x, y) = (locals.get(a.local), locals.get(b.local));
            let one_local =
                x == y || (!x.is_empty() && !y.is_empty() && alike(x, y, if both { 2.0 } else { 0.9 }));
            let hosts = &self.records.hosts;
            let one_host = || a.host == b.host || near(hosts, a.host, b.host, 0.9);
            return match () {
                () if one_local && one_host() => {
                    (email::CLOSE, bits(1e-6, chance * host(a).max(host(b))).min(0.0))
                }
                () if a.made == b.made => (email::MADE, bits(self.rarity.usual.making, chance)),
                () => (email::OTHER, 0.0),
            };
        }
        if a.local == NONE || b.local == NONE {
            return (email::OTHER, 0.0);
        }
        let (x, y) = (locals.get(a.local), locals.get(b.local));
        if x == y {
            // Usual is here what two people have in common who have the same mailbox.
            let times = f64::from(self.rarity.locals.times(hash(x) as u32));
            let common = self.rarity.usual.having[Field::Email as usize] / 20_000.0;
            return (email::ELSEWHERE, -((times - 1.5).max(0.5) / common.max(0.5)).log2().max(0.0) as f32);
        }
        let long = x.len().min(y.len()) > 4;
        match () {
            () if long && one_slip(x, y) => (email::CLOSE, 0.0),
            () if long && alike(x, y, 0.9) => (email::ALIKE, 0.0),
            () if a.is_made() && a.made == b.made => {
                (email::MADE, (self.rarity.usual.making / self.rarity.making(a.made)).log2() as f32)
            }
            () => (email::OTHER, 0.0),
        }
    }

    /// The chance that somebody of the same name makes a mailbox of it in this way; none where the names do not agree,
    /// or neither mailbox is made of them.
    fn made_in_the_same_way(&self, a: &Mailbox, b: &Mailbox, found: &InDetail) -> Option<f64> {
        let fits = |field: Field, is: bool| !is || found.level(field) != name::OTHER;
        let agree =
            fits(Field::Given, a.of.given || b.of.given) && fits(Field::Family, a.of.family || b.of.family);
        if !agree || !(a.is_made() || b.is_made()) {
            return None;
        }
        let chance = |mailbox: &Mailbox| {
            if mailbox.is_made() { self.rarity.making(mailbox.made) } else { 0.0 }
        };
        Some(chance(a).max(chance(b)))
    }

    fn phones(&self, a: u32, b: u32, found: &mut InDetail) {
        let level =
            |x: Digits, y: Digits| Some(if digits_slip(x, y) { number::CLOSE } else { number::OTHER });
        let times = |number: Digits| self.rarity.phones.times(number);
        let of = |person: u32| self.records.phones_of(person);
        found.set_best(
            Field::Phone,
            of(a),
            || of(b),
            level,
            |number| self.rarity.bits(Field::Phone, times(number)),
        );
    }

    fn handles(&self, a: u32, b: u32, found: &mut InDetail) {
        let words = &self.records.handles;
        let level = |x: Word, y: Word| {
            let (x, y) = (words.letters(x), words.letters(y));
            match () {
                () if one_slip(x, y) => Some(number::CLOSE),
                // Two networks know somebody by two names.
                () if !same_label(x, y) => None,
                () => Some(number::OTHER),
            }
        };
        let times = |handle: Word| self.rarity.handles.get(handle as usize).copied().unwrap_or(1);
        let of = |person: u32| self.records.handles_of(person);
        found.set_best(
            Field::Handle,
            of(a),
            || of(b),
            level,
            |handle| self.rarity.bits(Field::Handle, times(handle)),
        );
    }

    fn birthdays(&self, a: u32, b: u32, found: &mut InDetail) {
        let mut best = MISSING;
        let mut same = 0;
        for one in self.records.days_of(a) {
            for other in self.records.days_of(b) {
                let level = days(one, other);
                if best == MISSING || level < best {
                    (best, same) = (level, one);
                }
            }
        }
        found.set(Field::Birthday, best);
        if best == SAME {
            found.rare(Field::Birthday, self.rarity.bits(Field::Birthday, self.rarity.days.times(same)));
        }
    }

    fn streets(&self, a: u32, b: u32, found: &mut InDetail) {
        let mut best = MISSING;
        for one in self.records.streets_of(a) {
            for other in self.records.streets_of(b) {
                let level = self.two_streets(&one, &other);
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
        let times = |word: Word| self.rarity.places.get(word as usize).copied().unwrap_or(1);
        for one in self.records.places_of(a) {
            for other in self.records.places_of(b) {
                let town = one.town != NONE && one.town == other.town;
                let code = one.postcode != NONE && one.postcode == other.postcode;
                let (level, more) = if code {
                    let level = if town { SAME } else { place::POSTCODE };
                    (level, self.rarity.bits(Field::Place, times(one.postcode)))
                } else if town {
                    (place::TOWN, self.rarity.bits(Field::Place, times(one.town)))
                } else {
                    let close = |x: Word, y: Word| {
                        if !places.shape(x).near(places.shape(y), 0.92) {
                            return false;
                        }
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
        let (one, other) = (self.records.row(a).list, self.records.row(b).list);
        if one != 0 && other != 0 {
            found.set(Field::List, if one == other { SAME } else { list::OTHER });
        }
    }

    fn company(&self, a: u32, b: u32, found: &mut InDetail) {
        let (a, b) = (self.records.company_of(a), self.records.company_of(b));
        let fewer = a.len().min(b.len());
        if fewer < 2 {
            return;
        }
        let (mut x, mut y, mut both) = (0, 0, 0);
        while let (Some((_, one)), Some((_, other))) = (a.get(x), b.get(y)) {
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

/// Whether two words are a slip apart, or alike by so much after Jaro and Winkler.
fn near(words: &Words, a: Word, b: Word, least: f32) -> bool {
    a != NONE
        && b != NONE
        && words.shape(a).near(words.shape(b), least)
        && alike(words.letters(a), words.letters(b), least)
}

/// The same of their letters.
fn alike(a: &[u8], b: &[u8], least: f32) -> bool {
    one_slip(a, b) || (least <= 1.0 && jaro_winkler(a, b) >= least)
}

/// Whether two numbers are a slip apart; a digit may be lacking in one, so that its ninth last is the other's tenth.
fn digits_slip(a: Digits, b: Digits) -> bool {
    let text = |mut number: Digits| {
        let mut out = [0_u8; 9];
        for digit in out.iter_mut().rev() {
            *digit = (number % 10) as u8;
            number /= 10;
        }
        out
    };
    let (x, y) = (text(a), text(b));
    one_slip(&x, &y) || one_slip(&x, &y[1..]) || one_slip(&x[1..], &y)
}

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
