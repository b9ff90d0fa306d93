//! Which people are worth comparing: those who share a key.
//!
//! A key is made from what one person's cards have in common even where something is mistyped, has changed or is
//! missing; there are several, so that what one misses another finds. A key that too many share tells nothing and is
//! passed over.

use super::record::Records;
use super::words::{NONE, Word, hash, mix};

/// Up to so many people everybody is compared with everybody.
pub const EVERYBODY: u32 = 2_500;
/// A key that more people share than this is passed over.
pub const SHARED: usize = 40;

/// Hands over every key of a person.
pub fn keys(records: &Records, person: u32, out: &mut Vec<u64>) {
    out.clear();
    let key = |rule: u64, one: u64, other: u64| mix(mix(one.wrapping_add(rule << 56)) ^ other);
    let letters = |text: &[u8]| hash(text);
    for mailbox in records.mailbox.of(person) {
        out.push(key(1, letters(records.mailboxes.letters(mailbox.whole)), 0));
        if mailbox.local != NONE {
            out.push(key(2, letters(records.locals.letters(mailbox.local)), 0));
        }
    }
    for phone in records.phone.of(person) {
        out.push(key(3, letters(records.phones.letters(*phone)), 0));
    }
    for handle in records.handle.of(person) {
        out.push(key(4, letters(records.handles.letters(*handle)), 0));
    }
    let sound = |one: Word| {
        records.known.get(one as usize).map_or(0, |known| u64::from(u32::from_le_bytes(known.sound)))
    };
    let first = |one: Word| u64::from(records.names.letters(one).first().copied().unwrap_or(0));
    let days = records.born.of(person);
    let places = records.place.of(person);
    let numbers = records.street.of(person);
    for name in records.name.of(person) {
        let given: Vec<Word> = sides(&name.given);
        let family: Vec<Word> = sides(&name.family);
        for one in &given {
            for other in &family {
                // In whichever order they were written.
                let (x, y) = (sound(*one), sound(*other));
                out.push(key(5, x.min(y), x.max(y)));
                let (x, y) = (letters(records.names.letters(*one)), letters(records.names.letters(*other)));
                out.push(key(6, x.min(y), x.max(y)));
            }
        }
        for one in given.iter().chain(&family) {
            for day in days {
                out.push(key(7, u64::from(*day), first(*one)));
                if *day >= 10_000 {
                    out.push(key(8, u64::from(day / 100), sound(*one)));
                    out.push(key(9, u64::from(day / 10_000 * 100 + day % 100), sound(*one)));
                }
            }
            for place in places {
                if place.postcode != NONE {
                    out.push(key(10, letters(records.places.letters(place.postcode)), sound(*one)));
                }
                if place.town != NONE {
                    out.push(key(
                        11,
                        letters(records.places.letters(place.town)),
                        letters(records.names.letters(*one)),
                    ));
                }
            }
            for street in numbers {
                for part in records.words_of(street.text).iter().filter(|part| **part != street.number) {
                    out.push(key(12, letters(records.texts.letters(*part)), mix(sound(*one))));
                }
            }
        }
    }
    for street in numbers {
        if street.number != NONE {
            for part in records.words_of(street.text).iter().filter(|part| **part != street.number) {
                let number = letters(records.texts.letters(street.number));
                out.push(key(13, letters(records.texts.letters(*part)), number));
            }
        }
    }
    for text in records.called.of(person) {
        for part in records.words_of(*text) {
            out.push(key(14, letters(records.texts.letters(*part)), 0));
        }
    }
    out.sort_unstable();
    out.dedup();
}

fn sides(side: &[Word; 3]) -> Vec<Word> {
    let parts = if side[1] == NONE { &side[..1] } else { &side[1..] };
    parts.iter().copied().filter(|word| *word != NONE).collect()
}
