//! Accounts and terms follow the entries, whatever is done and taken back.

use goodturn_core::day::Due;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::Gave;
use goodturn_core::referral;
use goodturn_core::state::State;
use goodturn_core::terms::terms;
use goodturn_core::trades::Trades;
use goodturn_store::derived;
use goodturn_store::postings::Texts;
use goodturn_store::rows::Entry;
use goodturn_store::{Location, Store};
use jiff::civil::date;

use crate::world::{Dump, World, add_to_older, raw_file};

/// Numbers as good as chance, always the same ones.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % most
    }
}

fn derived_rows(world: &World) -> Dump {
    world.dump().into_iter().filter(|(table, _)| matches!(*table, "account" | "term")).collect()
}

/// The state of this name; nowhere for nothing.
fn named(kind: Kind, state: &str) -> State {
    State::kept(kind, Some(state).filter(|state| !state.is_empty())).unwrap()
}

/// An entry of some kind about some of these people.
fn some_entry(world: &World, people: &[PersonId], chance: &mut Chance) -> Entry {
    let mut one = |all: &[&'static str]| all[chance.below(all.len())];
    let kind = one(&["turn", "turn", "turn", "need", "offer", "ask", "excuse", "promise"]);
    let what = one(&["a good tax adviser", "old oak tables", "tax", "an hour of advice", ""]);
    let weight = one(&["small", "medium", "large"]);
    let state = match kind {
        "turn" => one(&["given", "received", "between"]),
        "ask" => one(&["open", "declined", "unanswered", "granted"]),
        "need" | "offer" => one(&["open", "open", "withdrawn"]),
        "promise" => one(&["mine", "kept"]),
        _ => "",
    };
    let (person, other) = (people[chance.below(people.len())], people[chance.below(people.len())]);
    let (year, month, day) = (15 + chance.below(11), 1 + chance.below(9), 10 + chance.below(9));
    let day = date(2000 + year as i16, month as i8, day as i8);
    let mut entry = Entry::new(EntryId(world.id()), Kind::named(kind).unwrap(), person, day);
    entry.state = named(entry.kind, state);
    entry.other = (state == "between" && other != person).then_some(other);
    entry.due = (state == "open").then_some(Due::SomeDay);
    entry.what = what.to_owned();
    entry.more = format!("{{\"weight\":\"{weight}\",\"kind\":\"time\"}}");
    entry
}

/// That what was derived is what one finds by looking at every entry.
fn follows(world: &World, people: &[PersonId]) {
    for person in people {
        let (entries, row) = world.store.read(|r| Ok((r.entries(*person)?, r.account(*person)?))).unwrap();
        let (account, _) = derived::account(*person, &entries).unwrap();
        match row {
            None => assert_eq!(account.turns, 0),
            Some(row) => {
                assert_eq!((row.given, row.received), (account.given, account.received));
                assert_eq!(usize::try_from(row.turns).unwrap(), account.turns);
                assert_eq!(row.last, account.last);
            }
        }
    }
}

pub fn accounts_and_terms_follow_the_entries(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let people: Vec<PersonId> = ["Ada", "Ben", "Cleo", "Dan"].iter().map(|name| world.add(name).id).collect();
    let mut chance = Chance(7);
    let mut known: Vec<Entry> = Vec::new();
    let mut acts = Vec::new();
    for round in 0..120 {
        let before = world.dump();
        let seq = match chance.below(6) {
            0 if !known.is_empty() => {
                let gone = known.remove(chance.below(known.len()));
                world.act("remove", |w| w.remove_entry(&gone))
            }
            1 if !known.is_empty() => {
                let at = chance.below(known.len());
                let mut changed = some_entry(&world, &people, &mut chance);
                changed.id = known[at].id;
                known[at] = changed.clone();
                world.act("change", |w| w.put_entry(&changed))
            }
            _ => {
                let new: Vec<Entry> =
                    (0..1 + chance.below(3)).map(|_| some_entry(&world, &people, &mut chance)).collect();
                known.extend(new.iter().cloned());
                world.act("put", |w| new.iter().try_for_each(|entry| w.put_entry(entry)))
            }
        };
        acts.push((seq, before, known.clone()));
        follows(&world, &people);
        if round % 5 == 4 {
            // The last few are taken back, the last first.
            for _ in 0..=chance.below(2) {
                let (seq, before, _) = acts.pop().unwrap();
                world.undo(Some(seq)).unwrap();
                assert_eq!(world.dump(), before);
                follows(&world, &people);
            }
            known = acts.last().map(|(_, _, known)| known.clone()).unwrap_or_default();
        }
    }
    // A book that got the same entries at once has the same beside them, to the bit.
    let fresh = World::at(&place());
    fresh.act("put", |w| known.iter().try_for_each(|entry| w.put_entry(entry)));
    assert_eq!(derived_rows(&fresh), derived_rows(&world));
    assert!(derived_rows(&world).len() > 20, "something was derived");
    // Whoever is forgotten takes what was derived along, and brings it back.
    let before = world.dump();
    world.act("forget", |w| w.forget(people[0]));
    follows(&world, &people);
    world.undo(None).unwrap();
    assert_eq!(world.dump(), before);
}

pub fn words_find_what_is_open_and_sums_their_heading(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = world.add("Ada").id;
    let put = |kind: Kind, what: &str, state: &str, more: &str| {
        let mut entry = Entry::new(EntryId(world.id()), kind, ada, date(2026, 3, 5));
        (entry.what, entry.state, entry.more) = (what.to_owned(), named(kind, state), more.to_owned());
        entry.other = (kind == Kind::Referral).then_some(PersonId::ME);
        world.act("put", |w| w.put_entry(&entry));
        entry
    };
    let oak = put(Kind::Offer, "old oak and more oak", "open", "{}");
    let boards = put(Kind::Offer, "oak boards", "open", "{}");
    put(Kind::Offer, "oak chairs", "withdrawn", "{}");
    put(Kind::Need, "oak", "open", "{}");
    let found = |term: &str| world.store.read(|r| r.postings(Texts::Offers, term, 10)).unwrap();
    let ids: Vec<EntryId> = found("oak").iter().map(|posting| posting.entry).collect();
    assert_eq!(ids, [boards.id, oak.id], "the latest made first");
    assert_eq!(found("oak").iter().map(|posting| posting.times).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(world.store.read(|r| r.postings(Texts::Offers, "oak", 1)).unwrap().len(), 1);
    assert_eq!(world.store.read(|r| r.stands_in(Texts::Offers, "oak")).unwrap(), 2);
    assert_eq!(world.store.read(|r| r.stands_in(Texts::Needs, "boards")).unwrap(), 0);
    let (count, length) = world.store.read(|r| r.corpus(Texts::Offers)).unwrap();
    assert_eq!((count, length), (2, found("oak").iter().map(|posting| posting.length).sum()));
    put(Kind::Referral, "a roof", "closed", "{\"money\":{\"minor\":500,\"currency\":\"EUR\"}}");
    let late = put(Kind::Referral, "a shed", "closed", "{\"money\":{\"minor\":250,\"currency\":\"EUR\"}}");
    put(Kind::Referral, "a wall", "given", "{}");
    let totals = || {
        let totals = world.store.read(|r| r.totals(Kind::Referral)).unwrap();
        let said = |total: goodturn_store::totals::Total| {
            (total.side, total.state, total.count, total.sum.map(|sum| sum.to_string()))
        };
        totals.into_iter().map(said).collect::<Vec<_>>()
    };
    let closed = |count, sum: &str| {
        ("received".to_owned(), referral::State::Closed.into(), count, Some(sum.to_owned()))
    };
    let given = ("received".to_owned(), referral::State::Given.into(), 1, None);
    assert_eq!(totals(), [closed(2, "7.50 EUR"), given.clone()]);
    world.act("remove", |w| w.remove_entry(&late));
    assert_eq!(totals(), [closed(1, "5 EUR"), given]);
    // What somebody does and can is found as well, by its words and by its trade, and taken back.
    let titled = |of: Texts, term: &str| world.store.read(|r| r.stands_in(of, term)).unwrap();
    let (lawyer, cello) = (terms("lawyers"), terms("cello").remove(0));
    let trade = derived::of_trade(Trades::known().named(&lawyer)[0]);
    let before = world.dump();
    let mut person = world.person(ada);
    person.profile.title = "Lawyer".into();
    world.act("edit", |w| w.put_person(&person));
    put(Kind::Learnt, "plays the cello", "skills", "{}");
    put(Kind::Learnt, "wants a cello", "goals", "{}");
    assert_eq!((titled(Texts::Titles, &lawyer[0]), titled(Texts::Titles, &trade)), (1, 1));
    assert_eq!(titled(Texts::Learnt, &cello), 1, "who wishes for one does not offer it");
    for _ in 0..3 {
        world.undo(None).unwrap();
    }
    assert_eq!(world.dump(), before);
    assert_eq!((titled(Texts::Titles, &trade), titled(Texts::Learnt, &cello)), (0, 0));
}

pub fn accounts_stand_in_order(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let people: Vec<PersonId> =
        ["Ada", "Ben", "Cleo", "Dan", "Eve"].iter().map(|name| world.add(name).id).collect();
    for (at, person) in people.iter().enumerate() {
        for n in 0..=at {
            let mut entry = Entry::new(EntryId(world.id()), Kind::Turn, *person, date(2026, 3, 5));
            entry.state = if n % 3 == 2 { Gave::Received } else { Gave::Given }.into();
            world.act("put", |w| w.put_entry(&entry));
        }
    }
    let mut seen = Vec::new();
    let mut after = None;
    loop {
        let page = world.store.read(|r| r.accounts_by_net(after, 2)).unwrap();
        let Some(last) = page.last() else { break };
        after = Some((last.net(), last.person));
        seen.extend(page);
    }
    assert_eq!(seen.len(), people.len());
    assert!(
        seen.windows(2).all(|two| (two[0].net(), two[0].person) < (two[1].net(), two[1].person)),
        "{seen:?}"
    );
}

/// Entries as the format before give and take kept them.
const OLD: [(&str, &str, &str, &str); 4] = [
    ("turn", "2024-03-01", "a lift", "{\"direction\":\"in\",\"kind\":\"time\",\"weight\":\"small\"}"),
    (
        "turn",
        "2025-03-01",
        "a tenant",
        "{\"direction\":\"out\",\"kind\":\"introduction\",\"weight\":\"large\"}",
    ),
    ("need", "2026-06-01", "a mooring", "{}"),
    ("offer", "", "sailing lessons", "{}"),
];

pub fn a_book_from_before_give_and_take_gets_its_accounts_and_terms(place: &dyn Fn() -> Location) {
    let location = place();
    let old = Store::open_up_to(&location, 5).unwrap();
    let person = goodturn_store::rows::Person::new(PersonId(uuid::Uuid::from_u128(7)), crate::world::hour(0));
    drop(old);
    add_to_older(&location, &person);
    let workspace = 1_i64;
    for (at, (kind, day, what, more)) in OLD.iter().enumerate() {
        let id = uuid::Uuid::from_u128(100 + at as u128);
        match &location {
            Location::File(path) => {
                let file = raw_file(path);
                let row = rusqlite::params![
                    workspace,
                    id.as_bytes(),
                    kind,
                    person.id.bytes(),
                    day,
                    what,
                    more,
                    1000 + at as i64
                ];
                let put = "INSERT INTO entry VALUES (?1, ?2, ?3, ?4, NULL, ?5, ?6, ?7, ?8, 0)";
                file.execute(put, row).unwrap();
            }
            Location::Server(address) => {
                let mut server = postgres::Client::connect(address, postgres::NoTls).unwrap();
                let put = format!(
                    "INSERT INTO entry VALUES ({workspace}, '{id}', '{kind}', '{}', NULL, '{day}', '{what}', '{more}', {}, 0)",
                    person.id,
                    1000 + at
                );
                server.batch_execute(&put).unwrap();
            }
        }
    }
    let world = World::at(&location);
    let entries = world.store.read(|r| r.entries(person.id)).unwrap();
    let states: Vec<&str> = entries.iter().map(|entry| entry.state.name()).collect();
    let mut sorted = states.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, ["given", "open", "open", "received"], "{entries:?}");
    let due: Vec<Option<Due>> =
        entries.iter().filter(|entry| entry.state.name() == "open").map(|entry| entry.due).collect();
    assert!(due.contains(&Some(date(2026, 6, 1).into())) && due.contains(&Some(Due::SomeDay)), "{due:?}");
    follows(&world, &[person.id]);
    let account = world.store.read(|r| r.account(person.id)).unwrap().unwrap();
    assert!(account.given > account.received && account.received > 0.0, "{account:?}");
    let terms = derived_rows(&world).iter().filter(|(table, _)| *table == "term").count();
    assert_eq!(
        terms,
        5 + 8,
        "two words, a word and the term that each has; and every word of what the four say"
    );
}
