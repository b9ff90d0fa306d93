//! Naming somebody: by id, by e-mail address, or by enough of the name.

use goodturn_core::channel;
use goodturn_core::deed::Deed;
use goodturn_core::id::PersonId;
use goodturn_core::sender::Kind;
use goodturn_core::sentence;
use goodturn_store::Reader;
use goodturn_store::rows::Person;

use super::names::{as_typed, meant, prefixes, with_number};
use super::parse::{LISTED, listed};
use super::party::{Party, party};
use crate::error::{Error, Result};

/// The one person that `text` names. When two fit, the error lists them and nothing is done.
pub(crate) fn resolve_person(reader: &mut Reader<'_>, text: &str) -> Result<Person> {
    let text = text.trim();
    let fit = fitting(reader, text)?;
    let is_exact = text.parse::<PersonId>().is_ok() || channel::email(text).is_some();
    if fit.is_empty() && !is_exact {
        return Err(nobody_but(&meant(reader, text)?, text));
    }
    let person = one_of(text, fit)?;
    reader.note_resolved(text, person.id.0);
    Ok(person)
}

/// Everybody whom `text` may name: empty where it names nobody. Of those whom it names in better and in worse ways, they are
/// the ones whom it names best.
pub(super) fn fitting(reader: &mut Reader<'_>, text: &str) -> Result<Vec<Person>> {
    let text = text.trim();
    if is_me(text) {
        return Err(Error::refused(
            "that is you, and this is about somebody else",
            "name the other one by id, e-mail address, or enough of the name",
        )
        .about(text));
    }
    if let Ok(id) = text.parse::<PersonId>() {
        // Whoever was merged is who they are now.
        let id = reader.who_is(id)?;
        return Ok(reader.person(id)?.into_iter().collect());
    }
    if let Some(email) = channel::email(text) {
        let mut people = Vec::new();
        for id in reader.holders("email", &email)? {
            people.extend(reader.person(id)?);
        }
        return Ok(people);
    }
    let exact = reader.named(&channel::fold(text))?;
    if !exact.is_empty() {
        return Ok(exact);
    }
    let people = known_by(reader, text)?;
    // Words of the name count before words of a note or an organisation, people before lists.
    for narrower in [true, false] {
        let fit: Vec<Person> = people
            .iter()
            .filter(|person| is_named(person, text) && (!narrower || person.kind == Kind::Person))
            .cloned()
            .collect();
        if !fit.is_empty() {
            return Ok(fit);
        }
    }
    Ok(people)
}

/// Into whom the one went whose id `text` is; none where it is no id of somebody who was merged.
pub(crate) fn was_merged(reader: &mut Reader<'_>, text: &str) -> Result<Option<String>> {
    let Ok(id) = text.trim().parse::<PersonId>() else { return Ok(None) };
    let now = reader.who_is(id)?;
    if now == id {
        return Ok(None);
    }
    Ok(Some(party(reader, now)?.name().to_owned()))
}

/// How many have a name of which these are the beginnings of words.
pub(crate) fn named(reader: &mut Reader<'_>, text: &str) -> Result<usize> {
    Ok(known_by(reader, text)?.iter().filter(|person| is_named(person, text)).count())
}

/// Of whom all these words are known, in whatever is known of them.
fn known_by(reader: &mut Reader<'_>, text: &str) -> Result<Vec<Person>> {
    let prefixes = prefixes(text);
    let mut people = Vec::new();
    if !prefixes.is_empty() {
        people.extend(reader.search_all(&as_typed(&prefixes), 200)?);
        for person in with_number(reader, &prefixes)? {
            if people.iter().all(|other: &Person| other.id != person.id) {
                people.push(person);
            }
        }
    }
    Ok(people)
}

fn is_named(person: &Person, text: &str) -> bool {
    let name = channel::fold(&person.profile.name);
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
    prefixes(text).iter().all(|prefix| words.iter().any(|word| word.starts_with(prefix.as_str())))
}

/// The member themself, or the one person that `text` names: with the name to show.
pub(crate) fn resolve_party(reader: &mut Reader<'_>, text: &str) -> Result<Party> {
    if is_me(text) {
        return party(reader, PersonId::ME);
    }
    let person = resolve_person(reader, text)?;
    Ok(Party::from(&person))
}

/// Whether a text names the member themself.
pub(crate) fn is_me(text: &str) -> bool {
    let text = text.trim();
    matches!(text.to_lowercase().as_str(), "me" | "myself" | "i") || text.parse() == Ok(PersonId::ME)
}

/// The one of these that `text` names.
pub(super) fn one_of(text: &str, mut people: Vec<Person>) -> Result<Person> {
    if people.len() > 1 {
        let list: Vec<String> = people
            .iter()
            .take(LISTED)
            .map(|person| {
                let at = &person.profile.organisation;
                let at = if at.is_empty() { String::new() } else { format!(", {at}") };
                format!("{}  {}{at}", person.id, person.profile.name)
            })
            .collect();
        let list = listed(&list, people.len().saturating_sub(LISTED));
        return Err(Error::refused(
            format!("{} fit {text:?}:{list}", people.len()),
            "say more of the name, or use the id or an e-mail address",
        )
        .about(text));
    }
    people.pop().ok_or_else(|| nobody(text))
}

/// That whoever it is about was forgotten since.
pub(crate) fn gone() -> Error {
    Error::refused("they are no longer in the book", "")
}

/// As [`nobody`], with those whose names are spelt nearly so: nothing is done with somebody who was only guessed.
fn nobody_but(meant: &[String], text: &str) -> Error {
    if meant.is_empty() {
        return nobody(text);
    }
    let names: Vec<String> = meant.iter().map(|name| format!("{name:?}")).collect();
    Error::refused(format!("nobody in the book fits {text:?}"), format!("is {} meant?", names.join(" or ")))
        .about(text)
}

fn nobody(text: &str) -> Error {
    Error::refused(
        format!("nobody in the book fits {text:?}"),
        sentence![
            "{people} lists who is there; {add} adds somebody",
            people = Deed::new("people"),
            add = Deed::new("add")
        ],
    )
    .about(text)
}
