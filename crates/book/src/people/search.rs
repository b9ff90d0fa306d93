//! Who is meant by a few words: by what people are called and known by, by what was written down about them, and,
//! where nobody fits, by words that are spelt nearly so.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use goodturn_core::channel;
use goodturn_core::draft::ValueKind;
use goodturn_core::entry;
use goodturn_core::findable;
use goodturn_core::id::PersonId;
use goodturn_core::insight::cadence::day;
use goodturn_core::named;
use goodturn_core::sender::Kind;
use goodturn_store::Reader;
use goodturn_store::reader::{After, Order, Spellings};
use goodturn_store::rows::{Detail, Person};
use goodturn_store::texts::{Text, sentences};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use schemars::JsonSchema;
use serde::Serialize;

use super::messages;
use crate::error::Result;
use crate::groups::group::served;
use crate::groups::list::members;
use crate::request::names::{as_typed, nearly, stands_in, with_number};
use crate::request::strongest::{Scope, strongest};

/// Where a word of a search stands that is not seen in the line itself, or that is spelt otherwise than it was typed.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[schemars(rename = "FoundWord")]
pub struct Match {
    /// The word or the beginning of a word, as it is spelt there.
    pub word: String,
    /// What it stands in: `note`, `tag`, `learnt`, `need`, `call` and so on; `name` where it was typed otherwise.
    #[serde(rename = "where")]
    pub place: String,
    /// The text around it.
    pub text: String,
    /// Whether it was typed with a slip.
    pub nearly: bool,
}

/// Somebody who was found, and by what.
pub(crate) struct Hit {
    pub(crate) person: Person,
    pub(crate) matches: Vec<Match>,
}

named! {
    /// How a list is sorted.
    #[derive(Default)]
    Sort {
        /// By the tie, the strongest first.
        #[default]
        Strength = "strength",
        /// By name.
        Name = "name",
        /// By what was last, the latest first.
        Last = "last",
        /// As good turns stand.
        Balance = "balance",
    }
}

impl Sort {
    /// The order in which the store keeps people; none where it keeps none such.
    fn order(self) -> Option<Order> {
        match self {
            Sort::Strength => Some(Order::Strength),
            Sort::Name => Some(Order::Name),
            Sort::Last => Some(Order::Last),
            Sort::Balance => None,
        }
    }
}

/// A page that is asked for.
pub(crate) struct Asked<'a> {
    pub(crate) kind: Kind,
    pub(crate) sort: Sort,
    pub(crate) after: Option<&'a Person>,
    pub(crate) most: usize,
    pub(crate) now: Timestamp,
    pub(crate) zone: &'a TimeZone,
}

/// A word that stands in more texts than these says little.
const TEXTS: usize = 20_000;
/// So many who fit are put in order by what they are called; of more, the strongest ties come first.
const RANKED: usize = 500;
/// So much of a text is shown around a word, in characters.
const AROUND: usize = 36;

/// A page of those in whom all these words stand; where nobody is, of those in whom words stand that are spelt nearly
/// so. With no words, of everybody.
pub(crate) fn find(reader: &mut Reader<'_>, asked: &Asked<'_>, words: &[String]) -> Result<Vec<Hit>> {
    if words.is_empty() {
        let people = page(reader, asked, &[], Vec::new())?;
        return Ok(people.into_iter().map(|person| Hit { person, matches: Vec::new() }).collect());
    }
    let exact = reading(reader, asked, &as_typed(words), words)?;
    if !exact.is_empty() || asked.after.is_some() && fits(reader, asked, words)? {
        return Ok(exact);
    }
    match nearly(reader, asked.kind, words)? {
        Some(nearly) => reading(reader, asked, &nearly, words),
        None => Ok(Vec::new()),
    }
}

/// Whether anybody fits these words, on whatever page.
fn fits(reader: &mut Reader<'_>, asked: &Asked<'_>, words: &[String]) -> Result<bool> {
    let first = Asked { after: None, most: 1, ..*asked };
    Ok(!reading(reader, &first, &as_typed(words), words)?.is_empty())
}

/// Who fits a search, and where its words stand, in which spelling; `typed` are the words as they were written.
fn reading(
    reader: &mut Reader<'_>,
    asked: &Asked<'_>,
    words: &[Spellings],
    typed: &[String],
) -> Result<Vec<Hit>> {
    let written = Written::of(reader, words)?;
    let mut extra = written.people(reader, asked.kind, words)?;
    extra.extend(with_number(reader, typed)?.into_iter().filter(|person| person.kind == asked.kind));
    let mut hits = Vec::new();
    for person in page(reader, asked, words, extra)? {
        let details = reader.details(person.id)?;
        let mut matches = Vec::new();
        for (at, spellings) in words.iter().enumerate() {
            let found = match spellings.iter().find_map(|word| known_by(&details, word)) {
                Some(found) => Some(found),
                None => written.place(reader, person.id, at, spellings, asked.zone)?,
            };
            let found = found.map(|found| Match { nearly: typed.get(at) != Some(&found.word), ..found });
            matches.extend(found.filter(|found| found.nearly || !is_seen(&found.place)));
        }
        hits.push(Hit { person, matches });
    }
    Ok(hits)
}

/// Whether a line of a list shows it anyway.
fn is_seen(place: &str) -> bool {
    ["name", "organisation", "title", "email", "phone", "tag"].contains(&place)
}

/// A page of those whom the words fit, with those among them who are found by texts alone.
fn page(
    reader: &mut Reader<'_>,
    asked: &Asked<'_>,
    words: &[Spellings],
    extra: Vec<Person>,
) -> Result<Vec<Person>> {
    let scope = Scope { kind: asked.kind, prefixes: words };
    let Some(order) = asked.sort.order() else {
        let extra: Vec<PersonId> = extra.iter().map(|person| person.id).collect();
        return by_balance(reader, &scope, &extra, asked.after.map(|person| person.id), asked.most);
    };
    let all = match order {
        Order::Strength if !words.is_empty() => reader.few(words, asked.kind, RANKED)?,
        _ => None,
    };
    // Who is called so comes before those of whom it is only said.
    let ranked = all.is_some();
    let found = match (order, all) {
        (_, Some(all)) => all,
        (Order::Strength, None) => {
            let last = asked.after.map(|person| (person.bond.strength(asked.now), person.id));
            strongest(reader, &scope, last, asked.most, asked.now)?
        }
        (order, None) => {
            let after = asked.after.map(|person| After::of(person, order));
            if words.is_empty() {
                reader.people(asked.kind, order, after.as_ref(), asked.most)?
            } else {
                reader.search(words, asked.kind, order, after.as_ref(), asked.most)?
            }
        }
    };
    let placed = |person: &Person| if ranked { called(&person.profile.name, words) } else { 0 };
    let compare = |a: (u8, &Person), b: (u8, &Person)| a.0.cmp(&b.0).then_with(|| asked.compare(a.1, b.1));
    let last = asked.after.map(|last| (placed(last), last));
    let later =
        |(place, person): &(u8, Person)| last.is_none_or(|last| compare((*place, person), last).is_gt());
    let with_place = |person: Person| (placed(&person), person);
    // The store begins behind the last one by itself, unless all are put in order here.
    let mut found: Vec<(u8, Person)> =
        found.into_iter().map(with_place).filter(|one| !ranked || later(one)).collect();
    found.extend(extra.into_iter().map(with_place).filter(later));
    found.sort_by(|a, b| compare((a.0, &a.1), (b.0, &b.1)));
    found.dedup_by_key(|(_, person)| person.id);
    found.truncate(asked.most);
    Ok(found.into_iter().map(|(_, person)| person).collect())
}

/// So many accounts are looked at in one go, and so many people whom words fit.
const LOOKED_AT: usize = 300;

/// Those with whom a good turn is written down: whoever gave me most beyond what I gave them first, a prompt to give.
/// `extra` are found by other words than those in the index.
fn by_balance(
    reader: &mut Reader<'_>,
    scope: &Scope<'_>,
    extra: &[PersonId],
    after: Option<PersonId>,
    most: usize,
) -> Result<Vec<Person>> {
    let mut place = match after {
        None => None,
        Some(id) => reader.account(id)?.map(|account| (account.net(), id)),
    };
    // Where words are given, those whom they fit are fewer than all accounts, or are looked at first.
    let fit: Option<HashSet<PersonId>> = if scope.prefixes.is_empty() {
        None
    } else {
        let found = reader.search(scope.prefixes, scope.kind, Order::Strength, None, 10 * LOOKED_AT)?;
        Some(found.into_iter().map(|person| person.id).chain(extra.iter().copied()).collect())
    };
    if let Some(fit) = fit {
        let mut nets = Vec::new();
        for id in fit {
            nets.extend(reader.account(id)?.map(|account| (account.net(), id)));
        }
        nets.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let rest = nets.into_iter().filter(|one| {
            place.is_none_or(|place| one.0.total_cmp(&place.0).then(one.1.cmp(&place.1)).is_gt())
        });
        let mut people = Vec::new();
        for (_, id) in rest.take(most) {
            people.extend(reader.person(id)?);
        }
        return Ok(people);
    }
    let mut people = Vec::new();
    loop {
        let page = reader.accounts_by_net(place, LOOKED_AT)?;
        let Some(last) = page.last() else { break };
        place = Some((last.net(), last.person));
        let full = page.len() == LOOKED_AT;
        for account in page {
            people.extend(reader.person(account.person)?.filter(|person| person.kind == scope.kind));
            if people.len() == most {
                return Ok(people);
            }
        }
        if !full {
            break;
        }
    }
    Ok(people)
}

/// Whether somebody is called so: by each of the words, by their beginnings, or not.
fn called(name: &str, words: &[Spellings]) -> u8 {
    let parted = findable::parted(name);
    let whole = |word: &String| parted.split_whitespace().any(|one| one == word);
    if words.iter().all(|spellings| spellings.iter().any(whole)) {
        0
    } else if words.iter().all(|spellings| spellings.iter().any(|word| stands_in(name, word))) {
        1
    } else {
        2
    }
}

impl Asked<'_> {
    /// Who comes first.
    fn compare(&self, a: &Person, b: &Person) -> Ordering {
        match self.sort {
            Sort::Name => {
                let name = |person: &Person| channel::fold(&person.profile.name);
                name(a).cmp(&name(b)).then(a.id.cmp(&b.id))
            }
            Sort::Last => b.last.cmp(&a.last).then(b.id.cmp(&a.id)),
            Sort::Strength | Sort::Balance => {
                let strength = |person: &Person| person.bond.strength(self.now);
                strength(b).total_cmp(&strength(a)).then(b.id.cmp(&a.id))
            }
        }
    }
}

/// The texts in which each word stands, by whom they are about.
struct Written {
    of: Vec<HashMap<PersonId, Vec<Text>>>,
}

impl Written {
    fn of(reader: &mut Reader<'_>, words: &[Spellings]) -> Result<Written> {
        let mut about: HashMap<Text, Vec<PersonId>> = HashMap::new();
        let groups = served(reader)?;
        let mut of = Vec::with_capacity(words.len());
        for spellings in words {
            let mut people: HashMap<PersonId, Vec<Text>> = HashMap::new();
            let mut texts = Vec::new();
            for word in spellings {
                texts.extend(reader.texts_with(word, TEXTS)?);
            }
            texts.sort_unstable();
            texts.dedup();
            for text in texts {
                let whose = match about.get(&text) {
                    Some(whose) => whose,
                    None => about.entry(text).or_insert(whose(reader, text)?),
                };
                whose.iter().for_each(|person| people.entry(*person).or_default().push(text));
            }
            // Whoever belongs to a group is found by what it is called.
            let stands = |name: &str| spellings.iter().any(|word| stands_in(name, word));
            for group in groups.iter().filter(|group| stands(&group.profile.name)) {
                for member in members(reader, group.id)? {
                    people.entry(member.person).or_default().push(Text::Entry(member.id));
                }
            }
            of.push(people);
        }
        Ok(Written { of })
    }

    /// Those of a kind in whom all words stand, some of them only in texts.
    fn people(&self, reader: &mut Reader<'_>, kind: Kind, words: &[Spellings]) -> Result<Vec<Person>> {
        let mut ids: Vec<PersonId> = self.of.iter().flat_map(HashMap::keys).copied().collect();
        ids.sort_unstable();
        ids.dedup();
        let mut found = Vec::new();
        for id in ids {
            // What stands in a text needs no look at what else is known.
            let missing: Vec<&Spellings> = words
                .iter()
                .zip(&self.of)
                .filter(|(_, of)| !of.contains_key(&id))
                .map(|(word, _)| word)
                .collect();
            let fits = missing.is_empty() || {
                let details = reader.details(id)?;
                let known = |word: &String| known_by(&details, word).is_some();
                missing.iter().all(|spellings| spellings.iter().any(known))
            };
            if fits {
                found.extend(reader.person(id)?.filter(|person| person.kind == kind));
            }
        }
        Ok(found)
    }

    /// Where a word stands that was written about somebody; the newest text first.
    fn place(
        &self,
        reader: &mut Reader<'_>,
        person: PersonId,
        at: usize,
        spellings: &Spellings,
        zone: &TimeZone,
    ) -> Result<Option<Match>> {
        let texts = self.of.get(at).and_then(|of| of.get(&person)).map(Vec::as_slice).unwrap_or_default();
        for text in texts.iter().rev() {
            let (place, all) = match text {
                Text::Entry(id) => match reader.entry(*id)? {
                    Some(entry) => {
                        let mut all = sentences(&entry)?;
                        if let (entry::Kind::Member, Some(group)) = (entry.kind, entry.other) {
                            all.extend(reader.person(group)?.map(|group| group.profile.name));
                        }
                        (place_of(entry.kind).to_owned(), all)
                    }
                    None => continue,
                },
                Text::Talk(id) => match reader.interaction(*id)? {
                    Some(talk) => {
                        let on = talk.at.map(|at| day(at, zone));
                        let place = messages::talk(talk.kind.name(), on);
                        (place.to_string(), vec![talk.text, talk.title])
                    }
                    None => continue,
                },
            };
            let found = |word: &String| {
                let sentence = all.iter().find(|sentence| stands_in(sentence, word))?;
                Some(matched(word, &place, sentence))
            };
            if let Some(found) = spellings.iter().find_map(found) {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }
}

/// Whom a text is about.
fn whose(reader: &mut Reader<'_>, text: Text) -> Result<Vec<PersonId>> {
    let mut people = Vec::new();
    match text {
        Text::Entry(id) => {
            people.extend(reader.entry(id)?.iter().flat_map(|entry| entry.people().collect::<Vec<_>>()))
        }
        Text::Talk(id) => {
            for (person, _) in reader.interaction(id)?.map(|talk| talk.people).unwrap_or_default() {
                // Whoever was merged is who they are now.
                people.push(reader.who_is(person)?);
            }
        }
    }
    people.retain(|person| *person != PersonId::ME);
    people.sort_unstable();
    people.dedup();
    Ok(people)
}

/// Where a word stands among what somebody is called and known by.
fn known_by(details: &[Detail], word: &str) -> Option<Match> {
    let shown = |kind| matches!(kind, ValueKind::Name | ValueKind::Organisation | ValueKind::Title);
    let passed_over = |kind| matches!(kind, ValueKind::Uid | ValueKind::Connected);
    let fit = |detail: &&Detail| {
        let kind = detail.value.kind;
        !passed_over(kind)
            && (stands_in(&detail.value.text, word)
                || kind == ValueKind::Phone && digits(&detail.value.text).starts_with(word))
    };
    let of = |first: bool| details.iter().filter(|detail| shown(detail.value.kind) == first).find(fit);
    let found = of(true).or_else(|| of(false))?;
    Some(matched(word, found.value.kind.name(), &found.value.text))
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn matched(word: &str, place: &str, text: &str) -> Match {
    Match { word: word.to_owned(), place: place.to_owned(), text: around(text, word), nearly: false }
}

/// The part of a text in which a word stands.
fn around(text: &str, word: &str) -> String {
    let text: Vec<&str> = text.split_whitespace().collect();
    let at = text.iter().position(|one| stands_in(one, word)).unwrap_or_default();
    let room = |words: &mut dyn Iterator<Item = &&str>| {
        let mut left = AROUND;
        words
            .take_while(|one| {
                let length = one.chars().count() + 1;
                let fits = length <= left;
                left = left.saturating_sub(length);
                fits
            })
            .count()
    };
    let before = room(&mut text[..at].iter().rev());
    let after = room(&mut text[(at + 1).min(text.len())..].iter());
    let (from, to) = (at - before, (at + 1 + after).min(text.len()));
    let part: String = text[from..to].join(" ").chars().take(3 * AROUND).collect();
    let (lead, tail) = (if from > 0 { "… " } else { "" }, if to < text.len() { " …" } else { "" });
    format!("{lead}{part}{tail}")
}

/// What an entry is, in a word.
fn place_of(kind: entry::Kind) -> &'static str {
    match kind {
        entry::Kind::Turn => "good turn",
        entry::Kind::Word => "word of mouth",
        entry::Kind::Opportunity => "business",
        entry::Kind::FollowUp => "follow-up",
        entry::Kind::Slip => "referral slip",
        other => other.name(),
    }
}
