//! What all columns of a header say together: whether it heads people, and whom its names are about.

use super::Meaning::{
    Address, Anniversary, BirthYear, Birthday, City, Country, Department, Email, Family, Full, Given,
    JobTitle, Kept, Linkedin, Listed, Mobile, Name, Nickname, Note, Nothing, Organisation, Phone, Postcode,
    Prefix, Signal, Spouse, Street, Tags, Telegram, Title, Url, Whatsapp,
};
use super::{Meaning, column, tokens};

/// Whether some column can tell who a row is about.
pub(in crate::table) fn names_people(names: &[String]) -> bool {
    names.iter().filter_map(|name| column(name)).any(|column| {
        matches!(
            column.meaning,
            Name | Full
                | Listed
                | Given
                | Family
                | Nickname
                | Email
                | Phone
                | Mobile
                | Whatsapp
                | Organisation
        )
    })
}

/// Whether a column tells something of a person under another name than these.
pub(in crate::table) fn is_named_otherwise(names: &[String], known: &[&str]) -> bool {
    names.iter().any(|name| {
        let told = column(name).is_some_and(|column| !matches!(column.meaning, Kept | Nothing));
        told && !known.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// How many columns of a header are known at all.
pub(in crate::table) fn known(names: &[String]) -> usize {
    names.iter().filter(|name| column(name).is_some()).count()
}

/// How many columns of a header are known, where it heads a table of people; none where it heads another, or
/// none at all.
pub(in crate::table) fn people(names: &[String]) -> Option<usize> {
    if names.iter().any(|name| name.contains('@')) {
        return None;
    }
    let known: Vec<Meaning> =
        names.iter().filter_map(|name| column(name)).map(|column| column.meaning).collect();
    let has = |wanted: &[Meaning]| known.iter().any(|meaning| wanted.contains(meaning));
    let named = has(&[Full, Listed, Given, Family, Nickname]);
    let reached = has(&[Email, Phone, Mobile, Whatsapp, Linkedin, Telegram, Signal]);
    let about = has(&[
        Organisation,
        JobTitle,
        Title,
        Birthday,
        BirthYear,
        Anniversary,
        Address,
        Street,
        City,
        Postcode,
        Country,
        Tags,
        Note,
        Url,
        Department,
        Spouse,
        Prefix,
    ]);
    let whole = has(&[Name]);
    let halves = [Given, Family].iter().filter(|half| known.contains(half)).count();
    let fits = halves == 2
        || (named && (reached || about || whole))
        || (whole && (reached || has(&[Birthday, BirthYear, JobTitle]) && about))
        || (has(&[Email]) && (about || has(&[Phone, Mobile])));
    fits.then(|| known.iter().filter(|meaning| !matches!(meaning, Kept | Nothing)).count())
}

/// The names without the words that several of those which nobody knows begin with, where that makes a table of people:
/// in `Buyer name;Buyer email`, the buyer is whom a row is about, as nobody else is.
pub(in crate::table) fn shortened(names: &[String]) -> Option<Vec<String>> {
    let unknown: Vec<Option<Vec<String>>> =
        names.iter().map(|name| (column(name).is_none() && !name.is_empty()).then(|| tokens(name))).collect();
    let mut tried: Vec<&[String]> = Vec::new();
    for tokens in unknown.iter().flatten() {
        for front in (1..=3.min(tokens.len().saturating_sub(1))).map(|len| &tokens[..len]) {
            if tried.contains(&front) || tried.len() > 100 {
                continue;
            }
            tried.push(front);
            let mut shared = 0;
            let without: Vec<String> = names
                .iter()
                .zip(&unknown)
                .map(|(name, tokens)| {
                    let rest = tokens.as_ref().and_then(|tokens| tokens.strip_prefix(front));
                    let rest = rest.map(|rest| rest.join(" ")).filter(|rest| column(rest).is_some());
                    shared += usize::from(rest.is_some());
                    rest.unwrap_or_else(|| name.clone())
                })
                .collect();
            if shared > 1 && people(&without).is_some() {
                return Some(without);
            }
        }
    }
    None
}

/// Where the column of addresses stands.
pub(in crate::table) fn addresses(names: &[String]) -> Option<usize> {
    names.iter().position(|name| column(name).is_some_and(|column| column.meaning == Email))
}
