//! Who wrote, where a list put its own address in their place.
//!
//! Since mailbox providers turn away what does not come from the sender's own hosts (DMARC, RFC 7489), lists write
//! `Ann Example via Club <club@lists.example.org>`. Whose letter it is then stands in `X-Original-From`, in `Author`
//! (RFC 9057), in `Reply-To`, among those copied, or in the address itself.

use goodturn_core::channel;
use goodturn_core::draft::{Address, Part, Party};
use goodturn_core::names::is_east_asian;
use goodturn_core::naming::latin::latin;
use goodturn_core::sender::{Kind, classify};

use super::address;
use super::headers::{Field, Headers};
use crate::locale::{phrase, small, words};

/// Puts whoever wrote a message back into their place among its parties. `lists` are those it says it went over.
pub(super) fn restore(message: &[u8], headers: &Headers, lists: &[String], parties: &mut Vec<Party>) {
    let original = [Field::OriginalFrom, Field::OriginalSender, Field::Author];
    let Some(at) = parties.iter().position(|party| party.part == Part::From) else { return };
    // Nearly every letter is none of these.
    let told = !lists.is_empty() || original.iter().any(|field| headers.has(message, *field));
    let looks_so = headers.has(message, Field::ReplyTo) && parties[at].name.contains("via ");
    if !told && !looks_so {
        return;
    }
    let Address::Email(list) = parties[at].address.clone() else { return };
    let named = parted(&parties[at].name);
    // The name alone proves nothing: `Ann via Shop <shop@example.org>` may be the shop's own letter.
    let kind = classify(&list).map(|(kind, _)| kind);
    if kind == Some(Kind::Robot) || !(lists.contains(&list) || kind == Some(Kind::List) || named.is_some()) {
        return;
    }
    let (person, club) = named.unwrap_or_else(|| (String::new(), parties[at].name.clone()));
    let of_list = |email: &String| *email == list || lists.contains(email);
    let among = |field: Field| -> Vec<(String, String)> {
        let mut found = Vec::new();
        if let Some(raw) = headers.get(message, field) {
            address::list(raw, &mut |name, email| found.push((name, email)));
        }
        found.retain(|(_, email)| !of_list(email));
        found
    };
    let same = |name: &str| !person.is_empty() && phrase(name) == phrase(&person);
    let author = original
        .iter()
        .find_map(|field| among(*field).into_iter().next())
        .or_else(|| {
            let mut replies = among(Field::ReplyTo);
            match replies.iter().position(|(name, _)| same(name)) {
                Some(at) => Some(replies.swap_remove(at)),
                // Where only one is to be answered who is not the list, it is whoever wrote.
                None if replies.len() == 1 && (lists.contains(&list) || kind == Some(Kind::List)) => {
                    replies.pop()
                }
                None => None,
            }
        })
        .or_else(|| written_inside(&list).map(|email| (String::new(), email)))
        .or_else(|| {
            parties
                .iter()
                .filter(|party| matches!(party.part, Part::Cc | Part::To) && same(&party.name))
                .find_map(|party| match &party.address {
                    Address::Email(email) if !of_list(email) => Some((party.name.clone(), email.clone())),
                    _ => None,
                })
        });
    let Some((name, email)) = author else {
        // Nobody knows where they are; then at least the list is not called after them.
        if !person.is_empty() && !club.is_empty() && (lists.contains(&list) || kind == Some(Kind::List)) {
            parties[at].name = club;
        }
        return;
    };
    let name = if name.is_empty() { person } else { parted(&name).map_or(name, |(person, _)| person) };
    parties.retain(|party| {
        party.part == Part::From || !matches!(&party.address, Address::Email(known) if *known == email)
    });
    if let Some(from) = parties.iter_mut().find(|party| party.part == Part::From) {
        *from = Party { part: Part::From, name, address: Address::Email(email) };
    }
}

/// Whether a service wrote for somebody from an address of its own, by the name on its letter: `Ann Example via Airbnb
/// <express@airbnb.com>`. Nobody is there to be written to.
pub(super) fn is_by_service(parties: &[Party]) -> bool {
    parties.iter().filter(|party| party.part == Part::From).any(|party| {
        let Address::Email(email) = &party.address else { return false };
        let plain = |text: &str| -> String { phrase(text).chars().filter(|c| c.is_alphanumeric()).collect() };
        let Some(service) = split(&party.name, words().via()).map(|(_, service)| plain(&service)) else {
            return false;
        };
        let host = email.rsplit_once('@').map_or("", |(_, host)| host);
        // What stands last is a country or the like.
        service.chars().count() > 2
            && host.rsplit('.').skip(1).any(|label| label.len() > 3 && plain(label) == service)
    })
}

/// Where one wrote for another (`Ann Example on behalf of Ben Sample`), an address is called after whom it names, or else
/// after whoever stands first.
pub(super) fn one_of_two(parties: &mut [Party]) {
    for party in parties.iter_mut().filter(|party| party.name.matches(' ').count() > 1) {
        // In Chinese letters the word for it is a title as well.
        let marks = words().on_behalf().filter(|mark| !is_east_asian(mark));
        let Some((first, second)) = split(&party.name, marks) else { continue };
        let Address::Email(email) = &party.address else { continue };
        let local = phrase(email.rsplit_once('@').map_or("", |(local, _)| local));
        let names = |name: &str| {
            let name = latin(name);
            let parts = name.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2);
            parts.filter(|word| local.contains(word)).count()
        };
        let is_second = names(&second) > names(&first);
        party.name = if is_second { second } else { first };
    }
}

/// `Ann Example via Club`, `'Ann Example' (via Club)`, `Club on behalf of Ann Example`: the person and the list.
fn parted(name: &str) -> Option<(String, String)> {
    split(name, words().via())
        .or_else(|| split(name, words().on_behalf()).map(|(list, person)| (person, list)))
}

/// What stands before and behind one of these words.
fn split<'w>(name: &str, mut marks: impl Iterator<Item = &'w str>) -> Option<(String, String)> {
    let bare = |text: &str| {
        text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '(' | ')')).to_owned()
    };
    let (chars, small): (Vec<char>, Vec<char>) = (name.chars().collect(), small(name));
    let part = |word: &str| {
        let (at, mark) = [format!(" {word} "), format!(" ({word} ")].into_iter().find_map(|mark| {
            let mark: Vec<char> = mark.chars().collect();
            Some((small.windows(mark.len()).position(|here| here == mark)?, mark))
        })?;
        let text = |chars: &[char]| bare(&chars.iter().collect::<String>());
        let (before, after) = (text(&chars[..at]), text(&chars[at + mark.len()..]));
        (!before.is_empty() && !after.is_empty()).then_some((before, after))
    };
    marks.find_map(part)
}

/// The address that some lists write into their own: `ann=hill.example@lists.example.org`,
/// `ann=40hill.example@dmarc.example.org`.
fn written_inside(list: &str) -> Option<String> {
    let (local, _) = list.rsplit_once('@')?;
    let inside = match local.split_once("=40") {
        Some((who, host)) => format!("{who}@{host}"),
        None => local.rsplit_once('=').map(|(who, host)| format!("{who}@{host}"))?,
    };
    let host = inside.rsplit_once('@')?.1;
    let sensible = host.contains('.') && !host.starts_with('.') && !host.ends_with('.');
    sensible.then(|| channel::email(&inside).map(|email| email.into_owned()))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn from(text: &str) -> (String, String) {
        let message = format!("{text}\nDate: Wed, 12 Jun 2024 10:00:00 +0200\n\nhi\n");
        let mut headers = Headers::new();
        headers.scan(message.as_bytes(), 0);
        let mut parties = Vec::new();
        for (field, part) in [(Field::From, Part::From), (Field::To, Part::To), (Field::Cc, Part::Cc)] {
            if let Some(raw) = headers.get(message.as_bytes(), field) {
                address::list(raw, &mut |name, email| {
                    parties.push(Party { part, name, address: Address::Email(email) });
                });
            }
        }
        let lists = super::super::marks::read(message.as_bytes(), &headers, &parties).lists;
        restore(message.as_bytes(), &headers, &lists, &mut parties);
        assert_eq!(parties.iter().filter(|party| party.part == Part::From).count(), 1);
        let Address::Email(email) = &parties[0].address else { panic!("{parties:?}") };
        (parties[0].name.clone(), email.clone())
    }

    #[test]
    fn who_writes_for_another_keeps_their_own_name() {
        for (name, email, wanted) in [
            ("Ann Example on behalf of Ben Sample", "ann@hill.example", "Ann Example"),
            ("Ann Example im Auftrag von Ben Sample", "ben.sample@hill.example", "Ben Sample"),
            ("Ann Example de la part de Ben Sample", "office@hill.example", "Ann Example"),
            ("Ann Example (on behalf of Ben Sample)", "ann@hill.example", "Ann Example"),
            ("Jörg Bach per conto di Ben Sample", "jorg@hill.example", "Jörg Bach"),
            ("Ann Marie Example", "ann@hill.example", "Ann Marie Example"),
        ] {
            let address = Address::Email(email.to_owned());
            let mut parties = vec![Party { part: Part::From, name: name.to_owned(), address }];
            one_of_two(&mut parties);
            assert_eq!(parties[0].name, wanted, "{name}");
        }
    }

    #[test]
    fn what_a_service_writes_for_somebody_is_no_letter_of_theirs() {
        for (name, email, by) in [
            ("Ann Example via Airbnb", "express@airbnb.com", true),
            ("Ann Example (via DocuSign)", "dse@docusign.net", true),
            ("Ann Example via Doodle", "mailer@mail.doodle.co.uk", true),
            ("Ann Example via Brook", "ann@hill.example", false),
            ("Ann Example", "ann@airbnb.com", false),
        ] {
            let address = Address::Email(email.to_owned());
            let party = Party { part: Part::From, name: name.to_owned(), address };
            assert_eq!(is_by_service(&[party]), by, "{name}");
        }
    }

    #[test]
    fn whoever_wrote_over_a_list_is_found() {
        let ann = ("Ann Example".to_owned(), "ann@hill.example".to_owned());
        let list = "To: club@lists.example.org\nList-Id: Club <club.lists.example.org>";
        for text in [
            "From: Ann Example via Club <club@lists.example.org>\nReply-To: Ann Example <ann@hill.example>",
            "From: \"'Ann Example' via Club\" <club@lists.example.org>\nX-Original-From: Ann Example <ann@hill.example>",
            "From: \"Ann Example (via Club)\" <club@lists.example.org>\nX-Original-Sender: ann@hill.example",
            "From: Ann Example via Club <club@lists.example.org>\nAuthor: Ann Example <ann@hill.example>",
            "From: Ann Example via Club <club@lists.example.org>\nReply-To: Club <club@lists.example.org>, Ann Example <ann@hill.example>",
            "From: Ann Example via Club <club@lists.example.org>\nReply-To: club@lists.example.org\nCc: Ann Example <ann@hill.example>",
            "From: Ann Example via Club <ann=hill.example@lists.example.org>",
            "From: Ann Example via Club <ann=40hill.example@lists.example.org>",
            "From: Club on behalf of Ann Example <club@lists.example.org>\nReply-To: ann@hill.example",
            "From: Club im Auftrag von Ann Example <club@lists.example.org>\nReply-To: ann@hill.example",
            "From: Ann Example через Club <club@lists.example.org>\nReply-To: ann@hill.example",
            "From: Ann Example <ann@hill.example>\nReply-To: Club <club@lists.example.org>",
            "From: Ann Example <ann@hill.example>\nReply-To: other@hill.example",
        ] {
            assert_eq!(from(&format!("{text}\n{list}")), ann, "{text}");
        }
        let nobody = from(&format!("From: Ann Example via Club <club@lists.example.org>\n{list}"));
        assert_eq!(nobody, ("Club".into(), "club@lists.example.org".into()));
        let shop =
            from("From: Ann via Shop <shop@example.org>\nReply-To: help@example.org\nTo: me@example.org");
        assert_eq!(shop, ("Ann via Shop".into(), "shop@example.org".into()));
    }
}
