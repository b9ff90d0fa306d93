//! Which people are worth comparing: those who share a key.
//!
//! A key is made from two things that one person's cards have in common even where a third is mistyped, has changed or
//! is missing; there are several, so that what one misses another finds. A key that many share tells little: as people
//! grow more, the keys that are shared by most are passed over, so that the work grows no faster than they do.

use super::record::Records;
use super::words::{NONE, Word};
use crate::hash::{hash, mix};

/// Up to so many people everybody is compared with everybody.
pub const EVERYBODY: u32 = 1_000;
/// A key that more people share than this is passed over in any case.
pub const SHARED: usize = 40;
/// And none that fewer than this share.
const FEW: usize = 5;
/// Keys are passed over until no more than so many pairs come on each person.
const PAIRS: u64 = 3;

/// Hands over every key of a person.
fn keys(records: &Records, person: u32, mut out: impl FnMut(u64)) {
    let mut key = |rule: u64, one: u64, other: u64| out(mix(mix(one.wrapping_add(rule << 56)) ^ other));
    for mailbox in records.mailboxes_of(person) {
        key(1, mailbox.whole.into(), 0);
        if mailbox.local != NONE {
            key(2, hash(records.locals.get(mailbox.local)), 0);
        }
    }
    records.phones_of(person).for_each(|phone| key(3, phone.into(), 0));
    records.handles_of(person).for_each(|handle| key(4, handle.into(), 0));
    let known = |word: Word| records.known.get(word as usize);
    let sound = |word: Word| known(word).map_or(0, |known| u64::from(u32::from_le_bytes(known.sound)));
    let firm = |text| records.rarest(text, NONE);
    for name in records.names_of(person) {
        for one in records.parts(name.given) {
            for other in records.parts(name.family) {
                // In whichever order they were written.
                let (x, y) = (sound(one), sound(other));
                key(5, x.min(y), x.max(y));
                key(6, one.min(other).into(), one.max(other).into());
            }
        }
        for one in records.parts(name.given).chain(records.parts(name.family)) {
            let sound = sound(one);
            records.days_of(person).for_each(|day| key(7, day.into(), sound));
            for place in records.places_of(person) {
                if place.postcode != NONE {
                    key(8, place.postcode.into(), sound);
                }
                if place.town != NONE {
                    key(9, place.town.into(), one.into());
                }
            }
            for street in records.streets_of(person) {
                if let Some(word) = records.rarest(street.text, street.number) {
                    key(10, word.into(), sound);
                }
            }
            for word in records.organisations_of(person).filter_map(firm) {
                key(11, word.into(), sound);
            }
        }
    }
    for street in records.streets_of(person).filter(|street| street.number != NONE) {
        if let Some(word) = records.rarest(street.text, street.number) {
            key(12, word.into(), street.number.into());
        }
    }
    for day in records.days_of(person) {
        for place in records.places_of(person).filter(|place| place.postcode != NONE) {
            key(13, day.into(), place.postcode.into());
        }
        for word in records.organisations_of(person).filter_map(firm) {
            key(14, day.into(), word.into());
        }
    }
    for word in records.called_of(person).flat_map(|text| records.words_of(text).iter()) {
        key(15, (*word).into(), 0);
    }
}

/// Everybody who shares a key with somebody, each pair once and in order, in `PARTS` parts.
pub(super) fn candidates(records: &Records) -> [Vec<u64>; PARTS] {
    let people = records.people();
    // A key and who has it are one number, so that they are put in order at once.
    let width = 32 - people.leading_zeros();
    let who = (1_u64 << width) - 1;
    let made = in_parts(|part| {
        let (from, to) = bounds(people, part);
        let mut out: [Vec<u64>; PARTS] = Default::default();
        out.iter_mut().for_each(|list| list.reserve((to - from) as usize * 6));
        for person in from..to {
            keys(records, person, |key| out[(key >> 63) as usize].push(key << width | u64::from(person)));
        }
        out
    });
    let lists = turned(made);
    let sorted = each(lists, |mut list: Vec<u64>| {
        list.sort_unstable();
        list.dedup();
        let mut sizes = [0_u64; SHARED + 1];
        for block in list.chunk_by(|one, next| one >> width == next >> width) {
            if block.len() <= SHARED {
                sizes[block.len()] += 1;
            }
        }
        (list, sizes)
    });
    let pairs_of = |size: usize| -> u64 {
        let blocks: u64 = sorted.iter().map(|(_, sizes)| sizes[size]).sum();
        blocks * (size * (size - 1) / 2) as u64
    };
    let mut pairs = 0;
    let most = (2..=SHARED)
        .take_while(|size| {
            pairs += pairs_of(*size);
            *size <= FEW || pairs <= PAIRS * u64::from(people)
        })
        .last()
        .unwrap_or(SHARED);
    let made = each(sorted, |(list, _)| {
        let mut out: [Vec<u64>; PARTS] = Default::default();
        for block in list.chunk_by(|one, next| one >> width == next >> width) {
            if block.len() > most {
                continue;
            }
            for (at, one) in block.iter().enumerate() {
                let a = one & who;
                let list = &mut out[(a & 1) as usize];
                list.extend(block[at + 1..].iter().map(|other| a << 32 | (other & who)));
            }
        }
        out
    });
    each(turned(made), |mut pairs: Vec<u64>| {
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    })
}

/// On so many threads it is worked.
pub(super) const PARTS: usize = 2;

/// The first and the last but one of a part of so many.
pub(super) fn bounds(people: u32, part: usize) -> (u32, u32) {
    let half = people / 2;
    if part == 0 { (0, half) } else { (half, people) }
}

/// Works on all parts at once.
pub(super) fn in_parts<T: Send>(work: impl Fn(usize) -> T + Sync) -> [T; PARTS] {
    each(std::array::from_fn(|part| part), work)
}

/// Works on these at once.
pub(super) fn each<S: Send, T: Send>(parts: [S; PARTS], work: impl Fn(S) -> T + Sync) -> [T; PARTS] {
    let work = &work;
    std::thread::scope(|scope| {
        let [one, other] = parts;
        let beside = scope.spawn(move || work(other));
        let one = work(one);
        match beside.join() {
            Ok(other) => [one, other],
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// What both made for one beside what both made for the other, joined.
fn turned([one, other]: [[Vec<u64>; PARTS]; PARTS]) -> [Vec<u64>; PARTS] {
    let [mut x, mut y] = one;
    let [u, v] = other;
    x.extend(u);
    y.extend(v);
    [x, y]
}
