//! To whom a way leads: somebody, an organisation, or anybody of whom the words are true.

use std::rc::Rc;

use goodturn_core::channel;
use goodturn_core::id::PersonId;
use goodturn_core::sender::Kind;
use goodturn_core::terms;
use goodturn_core::trades::Trades;
use goodturn_store::Reader;
use goodturn_store::derived;
use goodturn_store::postings::Texts;
use goodturn_store::reader::Order;

use super::messages;
use crate::error::Result;
use crate::request::names::{as_typed, prefixes};
use crate::request::resolve::{is_me, named, resolve_person};

/// So many of those of whom the words are true are looked at, those nearest to me first.
const MOST: usize = 500;

/// Whom a text means.
pub(super) enum Target {
    /// One person.
    One(PersonId),
    /// Any of these.
    Any(Vec<PersonId>),
}

/// Whom `text` means: the one it names; whoever belongs to the organisation it names; else anybody of whom all its words
/// are known, or whose trade it names in other words.
pub(super) fn target(reader: &mut Reader<'_>, text: &str) -> Result<Target> {
    let (words, anybody) = anybody(text);
    if !anybody {
        match resolve_person(reader, text) {
            Ok(person) if person.kind == Kind::Person => return Ok(Target::One(person.id)),
            Ok(person) => {
                let of = members(reader, &person.profile.name)?;
                if of.is_empty() {
                    return Err(messages::nobody_belongs(&person.profile.name));
                }
                return Ok(Target::Any(of));
            }
            // Two of a name are told apart by whoever asks.
            Err(error) if is_me(text) || named(reader, text)? > 0 => return Err(error),
            Err(_) => {}
        }
    }
    let of = members(reader, words)?;
    if !of.is_empty() {
        return Ok(Target::Any(of));
    }
    let mut found = all_of(reader, words)?;
    found.extend(of_trade(reader, words)?);
    found.sort_unstable();
    found.dedup();
    if found.is_empty() {
        return Err(messages::nobody_fits(text));
    }
    Ok(Target::Any(found))
}

/// The words after `anybody`, and whether they were asked for so.
fn anybody(text: &str) -> (&str, bool) {
    let text = text.trim();
    let lower = text.to_lowercase();
    for start in ["anybody ", "anyone ", "somebody ", "someone "] {
        if lower.starts_with(start) {
            let rest = text.get(start.len()..).unwrap_or_default().trim_start();
            let rest = rest.strip_prefix("who is ").or_else(|| rest.strip_prefix("at ")).unwrap_or(rest);
            return (rest, true);
        }
    }
    (text, false)
}

/// Who belongs to an organisation of exactly this name.
fn members(reader: &mut Reader<'_>, name: &str) -> Result<Vec<PersonId>> {
    let wanted = channel::fold(name);
    let prefixes = prefixes(name);
    if prefixes.is_empty() {
        return Ok(Vec::new());
    }
    let found = reader.search(&as_typed(&prefixes), Kind::Person, Order::Strength, None, MOST)?;
    Ok(found
        .into_iter()
        .filter(|person| channel::fold(&person.profile.organisation) == wanted)
        .map(|person| person.id)
        .collect())
}

/// Whose title names the trade that the words name, in whichever words, and of whom all other words are known.
fn of_trade(reader: &mut Reader<'_>, text: &str) -> Result<Vec<PersonId>> {
    let trades = Trades::known();
    let words = telling(text);
    // Each word is one term, so that their places are the same.
    let asked: Vec<Rc<str>> = words.iter().flat_map(|word| terms::terms(word)).collect();
    let named = trades.named(&asked);
    if named.is_empty() || asked.len() != words.len() {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    for trade in named {
        let of = reader.postings(Texts::Titles, &derived::of_trade(trade), MOST)?;
        found.extend(of.into_iter().map(|posting| PersonId(posting.entry.0)));
    }
    let others: Vec<&str> = trades.outside_names(&asked).into_iter().map(|at| words[at]).collect();
    if !others.is_empty() {
        let known = all_of(reader, &others.join(" "))?;
        found.retain(|person| known.contains(person));
    }
    Ok(found)
}

/// The words of a text that say something.
fn telling(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !terms::terms(word).is_empty())
        .collect()
}

/// Of whom all the words are known that say something: in their titles, tags, notes, addresses.
fn all_of(reader: &mut Reader<'_>, text: &str) -> Result<Vec<PersonId>> {
    let prefixes = prefixes(&telling(text).join(" "));
    if prefixes.is_empty() {
        return Ok(Vec::new());
    }
    let found = reader.search(&as_typed(&prefixes), Kind::Person, Order::Strength, None, MOST)?;
    Ok(found.into_iter().map(|person| person.id).collect())
}
