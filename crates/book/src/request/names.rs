//! Who may be meant by a few words: by what people are called, by their number, and, where nobody is called so, by words
//! that are spelt nearly so.

use goodturn_core::draft::ValueKind;
use goodturn_core::sender::Kind;
use goodturn_core::{findable, profile};
use goodturn_store::Reader;
use goodturn_store::reader::Order;
use goodturn_store::rows::Person;

use crate::book::settings;
use crate::error::Result;

/// So many ways to read a mistyped search are followed.
const READINGS: usize = 16;
/// The words of a query as the index spells them.
pub(crate) fn prefixes(query: &str) -> Vec<String> {
    findable::parted(query).split_whitespace().map(str::to_owned).collect()
}

/// Whether a word begins a word of a text.
pub(crate) fn stands_in(text: &str, word: &str) -> bool {
    findable::begins_in(text, word)
}

/// A number has so many digits; with fewer it is any number.
const DIGITS: usize = 6;

/// Who has this telephone number, however it was written down and however it is asked for.
pub(crate) fn with_number(reader: &mut Reader<'_>, words: &[String]) -> Result<Vec<Person>> {
    let digits = words.concat();
    if digits.len() < DIGITS || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(Vec::new());
    }
    let region = settings(reader)?.region;
    // What stands before the first digit is no part of a word, so that it may have been a plus.
    let mut normals: Vec<String> = [format!("+{digits}"), digits]
        .iter()
        .filter_map(|number| profile::normal(ValueKind::Phone, number, region.as_deref()))
        .collect();
    normals.dedup();
    let mut people = Vec::new();
    for normal in normals {
        for id in reader.holders(ValueKind::Phone.name(), &normal)? {
            people.extend(reader.person(id)?);
        }
    }
    Ok(people)
}

/// How a search can be read in which nobody fits as it stands: each word that nobody has is one that is spelt nearly
/// so; where everybody's words are known and no one has them all, each may be.
pub(crate) fn readings(reader: &mut Reader<'_>, kind: Kind, words: &[String]) -> Result<Vec<Vec<String>>> {
    let mut unknown = Vec::with_capacity(words.len());
    for word in words {
        let one = std::slice::from_ref(word);
        let is_known = !reader.search(one, kind, Order::Strength, None, 1)?.is_empty()
            || !reader.texts_with(word, 1)?.is_empty();
        unknown.push(!is_known);
    }
    let any = unknown.contains(&true);
    let mut all: Vec<Vec<String>> = vec![Vec::new()];
    for (word, unknown) in words.iter().zip(unknown) {
        let mut options = if unknown { Vec::new() } else { vec![word.clone()] };
        if unknown || !any {
            options.extend(reader.words_near(word)?.into_iter().filter(|near| near != word));
        }
        all = all
            .iter()
            .flat_map(|read| {
                options.iter().map(move |word| [read.as_slice(), std::slice::from_ref(word)].concat())
            })
            .collect();
        all.truncate(READINGS);
    }
    all.retain(|read| read != words);
    Ok(all)
}

/// Up to three names that are spelt nearly as what nobody is called.
pub(crate) fn meant(reader: &mut Reader<'_>, text: &str) -> Result<Vec<String>> {
    let words = prefixes(text);
    let mut names = Vec::new();
    for read in readings(reader, Kind::Person, &words)? {
        for person in reader.search(&read, Kind::Person, Order::Strength, None, 3)? {
            let name = person.profile.name;
            if read.iter().all(|word| stands_in(&name, word)) && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names.truncate(3);
    Ok(names)
}
