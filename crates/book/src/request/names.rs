//! Who may be meant by a few words: by what people are called, by their number, and, where nobody is called so, by words
//! that are spelt nearly so.

use goodturn_core::draft::ValueKind;
use goodturn_core::sender::Kind;
use goodturn_core::{findable, profile};
use goodturn_store::Reader;
use goodturn_store::reader::{Order, Spellings};
use goodturn_store::rows::Person;

use crate::book::settings;
use crate::error::Result;

/// Among so many who may be meant the names are looked for.
const MEANT: usize = 24;

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

/// Words as they stand, each in one spelling.
pub(crate) fn as_typed(words: &[String]) -> Vec<Spellings> {
    words.iter().map(|word| vec![word.clone()]).collect()
}

/// How a search may be meant in which nobody fits as it stands: a word that nobody has is spelt nearly so; where
/// everybody's words are known and no one has them all, each may be. None where no word is near.
pub(crate) fn nearly(
    reader: &mut Reader<'_>,
    kind: Kind,
    words: &[String],
) -> Result<Option<Vec<Spellings>>> {
    let mut unknown = Vec::with_capacity(words.len());
    for word in words {
        unknown.push(!reader.is_begun(word, kind)? && reader.texts_with(word, 1)?.is_empty());
    }
    let any = unknown.contains(&true);
    let mut all = Vec::with_capacity(words.len());
    for (word, unknown) in words.iter().zip(unknown) {
        let mut spellings = if unknown { Vec::new() } else { vec![word.clone()] };
        if unknown || !any {
            spellings.extend(reader.words_near(word)?.into_iter().filter(|near| near != word));
        }
        if spellings.is_empty() {
            return Ok(None);
        }
        all.push(spellings);
    }
    Ok(Some(all).filter(|all| *all != as_typed(words)))
}

/// Up to three names that are spelt nearly as what nobody is called.
pub(crate) fn meant(reader: &mut Reader<'_>, text: &str) -> Result<Vec<String>> {
    let words = prefixes(text);
    let Some(nearly) = nearly(reader, Kind::Person, &words)? else { return Ok(Vec::new()) };
    let mut names = Vec::new();
    for person in reader.search(&nearly, Kind::Person, Order::Strength, None, MEANT)? {
        let name = person.profile.name;
        let stands = |spellings: &Spellings| spellings.iter().any(|word| stands_in(&name, word));
        if nearly.iter().all(stands) && !names.contains(&name) {
            names.push(name);
        }
    }
    names.truncate(3);
    Ok(names)
}
