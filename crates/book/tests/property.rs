//! What holds whatever is done in whichever order.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;

use goodturn_book::catalog::catalog;
use goodturn_book::introductions::open::Introductions;
use goodturn_book::ledger::balance::Balance;
use goodturn_book::referrals::list::Referrals;
use goodturn_book::request::Answer;
use goodturn_book::words::list::Words;
use goodturn_book::{Book, Context};
use goodturn_store::Location;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use serde_json::{Value, json};

struct World {
    _folder: Option<tempfile::TempDir>,
    book: Book,
    ctx: Context,
}

const PEOPLE: [&str; 3] = ["Ada Brook", "Ben Carver", "Cleo Dunn"];

/// Three people of whom something is known, in a file.
fn world() -> World {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("book"));
    world_at(&location, Some(folder))
}

/// The same, wherever the book lies.
fn world_at(location: &Location, folder: Option<tempfile::TempDir>) -> World {
    let book = Book::open(location, 7).unwrap();
    let now: Timestamp = "2024-05-15T10:00:00Z".parse().unwrap();
    let world = World { _folder: folder, book, ctx: Context::new(now, TimeZone::UTC) };
    for (at, name) in PEOPLE.iter().enumerate() {
        let word = name.split(' ').next().unwrap().to_lowercase();
        world.ask(
            "add",
            json!({ "name": name, "email": [format!("{word}@{word}-works.example")],
                "phone": [format!("+44 20 7946 010{at}")], "organisation": format!("{word} works"),
                "birthday": format!("198{at}-03-10"), "note": format!("likes {word} stones") }),
        );
    }
    world
}

impl World {
    /// Asks for a deed; whether it was done, and its number.
    fn ask(&self, name: &str, fields: Value) -> Option<i64> {
        let entry = catalog().iter().find(|entry| entry.name == name).expect(name);
        match entry.run(fields, &self.book, &self.ctx) {
            Ok(Answer::Done(done)) => Some(done.seq).filter(|seq| *seq > 0),
            Ok(_) => None,
            Err(error) => {
                assert_ne!(error.kind, goodturn_book::ErrorKind::Internal, "{name}: {error}");
                None
            }
        }
    }

    /// The ids of what is open of all kinds that a deed names by its id.
    fn open(&self) -> Vec<(&'static str, String)> {
        let mut ids: Vec<(&'static str, String)> = Vec::new();
        for list in ["promises", "asks", "introductions", "needs", "offers", "prospects"] {
            let entry = catalog().iter().find(|entry| entry.name == list).expect(list);
            let Ok(Answer::Shown(shown)) = entry.run(json!({}), &self.book, &self.ctx) else { continue };
            let lines: Vec<Value> = serde_json::from_value(serde_json::to_value(&shown).unwrap()).unwrap();
            ids.extend(lines.iter().filter_map(|line| Some((list, line["id"].as_str()?.to_owned()))));
        }
        for event in self.book.events(None, &self.ctx).unwrap() {
            let event = self.book.event(&event.id, None, &self.ctx).unwrap();
            ids.extend(event.guests.into_iter().map(|guest| ("follow-ups", guest.id)));
        }
        let referrals = self.book.referrals(&Referrals::default()).unwrap();
        ids.extend(referrals.referrals.into_iter().map(|line| ("referrals", line.id)));
        let words = self.book.words(&Words::default(), &self.ctx).unwrap();
        ids.extend(words.words.into_iter().map(|word| ("words", word.id)));
        let turns = self.book.balance(&Balance { who: Some("Ada Brook".into()), limit: None }, &self.ctx);
        ids.extend(turns.into_iter().flatten().flat_map(|line| line.history).map(|turn| ("turns", turn.id)));
        ids
    }
}

/// A deed with fields that may fit or may not: `at` chooses among people, entries and words.
fn deed(which: usize, at: usize, open: &[(&str, String)]) -> (&'static str, Value) {
    let (who, other) = (PEOPLE[at % 3], PEOPLE[(at / 3) % 3]);
    let of = |list: &str| {
        let ids: Vec<&String> = open.iter().filter(|(known, _)| *known == list).map(|(_, id)| id).collect();
        ids.get(at % ids.len().max(1)).map_or_else(|| "00000000".to_owned(), |id| (*id).clone())
    };
    let among = |all: &[&'static str]| all[at % all.len()];
    match which {
        0 => (
            "gave",
            json!({ "who": who, "what": "an hour", "weight": among(&["small", "large"]), "value": among(&["", "30 EUR"]) }),
        ),
        1 => ("got", json!({ "who": who, "what": "advice", "as": among(&["mentor", "time"]) })),
        2 => ("promise", json!({ "who": who, "what": "the plans", "theirs": at.is_multiple_of(2) })),
        3 => ("keep", json!({ "id": of("promises"), "as_turn": at.is_multiple_of(2) })),
        4 => ("release", json!({ "id": of("promises"), "broken": at.is_multiple_of(2) })),
        5 => ("ask", json!({ "who": who, "what": "a word" })),
        6 => ("answer", json!({ "id": of("asks"), "answer": among(&["granted", "declined", "unanswered"]) })),
        7 => (
            "introduce",
            json!({ "a": who, "b": other, "why": among(&["both like oak", "Ben makes tables", ""]) }),
        ),
        8 => {
            let step = among(&["send", "accept", "send", "accept", "send", "decline", "expire", "outcome"]);
            let result = if step == "outcome" { Some(among(&["well", "nothing", "well"])) } else { None };
            ("intro", json!({ "id": of("introductions"), "step": step, "result": result }))
        }
        9 => (
            "boundary",
            json!({ "who": who, "what": among(&["no-pitch", "ask-first", "no-introductions", "channel:phone"]), "remove": at.is_multiple_of(3) }),
        ),
        10 => (
            "consent",
            json!({ "who": who, "value": among(&["email", "phone", "birthday"]), "answer": among(&["yes", "no", "unknown"]) }),
        ),
        11 => (
            "stance",
            json!({ "who": among(&["Ada Brook", "me"]), "stance": among(&["service", "slimy", "unknown"]) }),
        ),
        12 => ("define", json!({ "line": among(&["being useful", "help"]) })),
        13 => (
            "excuse",
            json!({ "who": who, "why": among(&["ill", "mentor"]), "remove": at.is_multiple_of(3) }),
        ),
        14 => ("overrule", json!({ "who": who, "why": "known well", "off": at.is_multiple_of(3) })),
        15 => ("log", json!({ "who": who, "text": "lunch" })),
        16 => (
            "need",
            json!({ "who": among(&["Ada Brook", "me"]), "what": among(&["oak boards", "a tax adviser"]) }),
        ),
        17 => (
            "offer",
            json!({ "who": who, "what": among(&["boards of oak", "advice on tax"]), "until": among(&["", "in 3 weeks"]) }),
        ),
        18 => ("met", json!({ "id": of("needs"), "by": among(&["me", "Ben Carver", ""]) })),
        19 => ("withdraw", json!({ "id": of("offers") })),
        20 => ("aside", json!({ "need": of("needs"), "offer": of("offers") })),
        21 => ("group", json!({ "name": among(&["Choir", "Club"]), "off": at.is_multiple_of(3) })),
        22 => ("join", json!({ "who": who, "group": among(&["Choir", "Club"]) })),
        23 => ("leave", json!({ "who": who, "group": among(&["Choir", "Club"]) })),
        24 => (
            "refer",
            json!({ "from": among(&["me", "Ada Brook"]), "to": among(&["Ben Carver", "me"]), "about": "Cleo Dunn", "value": "50 EUR" }),
        ),
        25 => (
            "referral",
            json!({ "id": of("referrals"), "state": among(&["contacted", "met", "closed", "lost", ""]), "thanked": at.is_multiple_of(3), "value": among(&["", "70 EUR"]) }),
        ),
        26 => (
            "slip",
            json!({ "kind": among(&["one-to-one", "thank-you", "visitor", "referral-inside"]), "who": who, "value": among(&["", "70 EUR"]) }),
        ),
        27 => (
            "opportunity",
            json!({ "who": who, "what": "a roof", "value": "900 EUR", "next": "measure", "by": "in 3 days" }),
        ),
        28 => (
            "stage",
            json!({ "id": of("prospects"), "stage": among(&["talking", "offer", "won", "lost"]), "value": among(&["", "800 EUR"]) }),
        ),
        30 => (
            "card",
            json!({ "who": among(&["me", "Ada Brook"]), "line": among(&["makes tables", "mends roofs"]), "not": "her age" }),
        ),
        31 => (
            "spread",
            json!({ "about": among(&["me", "Ada Brook"]), "to": "Ben Carver", "by": among(&["Cleo Dunn", "me"]) }),
        ),
        32 => ("thank", json!({ "id": of("words") })),
        33 => {
            ("learn", json!({ "who": who, "what": "plays the harp", "as": among(&["interests", "skills"]) }))
        }
        34 => ("asked", json!({ "who": who, "what": among(&["", "Do you sing?"]) })),
        35 => ("log", json!({ "who": who, "text": "lunch", "about_me": 80 })),
        36 => ("event", json!({ "name": among(&["Fair", "Show"]) })),
        37 => (
            "capture",
            json!({ "event": among(&["Fair", "Show"]), "line": [who, "New Guest, guest@fair.example | rope", ",,"] }),
        ),
        38 => ("follow-up", json!({ "id": of("follow-ups"), "state": among(&["done", "drop"]) })),
        29 => ("correct", json!({ "id": of("turns"), "weight": "large", "remove": at.is_multiple_of(3) })),
        _ => ("forget", json!({ "who": who })),
    }
}

/// What they are called.
const NAMES: [&str; 21] = [
    "answer",
    "aside",
    "ask",
    "asked",
    "correct",
    "define",
    "event",
    "follow-up",
    "forget",
    "got",
    "group",
    "join",
    "keep",
    "leave",
    "log",
    "met",
    "overrule",
    "promise",
    "release",
    "thank",
    "withdraw",
];
/// How many deeds there are to choose from.
const DEEDS: usize = 40;

fn deeds() -> impl Strategy<Value = Vec<(usize, usize)>> {
    proptest::collection::vec((0..DEEDS, 0_usize..72), 1..24)
}

/// Does all that can be done of these, and takes it back, the last first: each time the book is as it was.
/// Answers what was done.
fn there_and_back(
    mut world: World,
    deeds: Vec<(usize, usize)>,
) -> Result<BTreeSet<&'static str>, TestCaseError> {
    let mut done = Vec::new();
    let mut names = BTreeSet::new();
    for (which, at) in deeds {
        world.ctx.now += SignedDuration::from_hours(30);
        let before = world.book.dump().unwrap();
        let (name, fields) = deed(which, at, &world.open());
        match world.ask(name, fields.clone()) {
            Some(seq) => {
                names.insert(name);
                done.push((seq, before, name));
            }
            None => {
                let now = world.book.dump().unwrap();
                prop_assert_eq!(now, before, "{} {} was not done and changed something", name, fields);
            }
        }
    }
    while let Some((seq, before, name)) = done.pop() {
        let undone = world.ask("undo", json!({ "seq": seq.to_string() }));
        prop_assert!(undone.is_some(), "undo of {}", name);
        prop_assert_eq!(world.book.dump().unwrap(), before, "undo of {}", name);
    }
    Ok(names)
}

/// On a server the same holds; each deed that there is is done there at least once.
#[test]
fn whatever_was_done_on_a_server_is_undone_exactly() {
    let server = goodturn_store::temporary::Server::start().unwrap();
    let mut done = BTreeSet::new();
    for first in 0..6 {
        let location = Location::Server(server.database().unwrap());
        // In order, so that what one needs another has made; every other time without those that end what others need.
        let ends = |which: usize| matches!(deed(which, 0, &[]).0, "keep" | "met" | "withdraw");
        let rounds = (0..4).flat_map(|round| (0..DEEDS).map(move |which| (which, round)));
        let deeds = rounds
            .filter(|(which, round)| round % 2 == 1 || !ends(*which))
            .map(|(which, round)| (which, round * 5 + first))
            .collect();
        done.extend(there_and_back(world_at(&location, None), deeds).unwrap());
    }
    let never: Vec<&str> = NAMES.into_iter().filter(|name| !done.contains(name)).collect();
    assert_eq!(never, [""; 0], "of all deeds these were never done");
    // And the sample network, which has something of each.
    let location = Location::Server(server.database().unwrap());
    let world = World {
        _folder: None,
        book: Book::open(&location, 7).unwrap(),
        ctx: Context::new("2024-05-15T10:00:00Z".parse().unwrap(), TimeZone::UTC),
    };
    let empty = world.book.dump().unwrap();
    world.ask("demo", json!({})).unwrap();
    for view in [
        "today",
        "balance",
        "match",
        "guard",
        "mirror",
        "referrals",
        "prospects",
        "ambassadors",
        "words",
        "events",
        "groups",
    ] {
        let entry = catalog().iter().find(|entry| entry.name == view).expect(view);
        let shown =
            entry.run(json!({}), &world.book, &world.ctx).unwrap_or_else(|error| panic!("{view}: {error}"));
        assert!(serde_json::to_string(&shown).unwrap().len() > 40, "{view}");
    }
    assert_eq!(world.book.brief("Amara", &world.ctx).unwrap().could_meet.len(), 1);
    world.ask("demo", json!({ "remove": true })).unwrap();
    assert_eq!(world.book.dump().unwrap(), empty);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_done_is_undone_exactly_the_last_first(deeds in deeds()) {
        there_and_back(world(), deeds)?;
    }

    #[test]
    fn no_path_of_deeds_introduces_anybody_without_both_yes(
        why in proptest::sample::select(&["both like oak", "Ben makes tables", "call +44 20 7946 0101", "ask ben works", ""][..]),
        steps in proptest::collection::vec(0usize..14, 1..16),
        undone in proptest::collection::vec(0u8..8, 16),
    ) {
        let mut world = world();
        let drafted = world.ask("introduce", json!({ "a": "Ada Brook", "b": "Ben Carver", "why_a": why, "why": why }));
        prop_assert!(drafted.is_some());
        let all = || Introductions { all: true, ..Introductions::default() };
        let id = world.book.introductions(&all(), &world.ctx).unwrap()[0].id.clone();
        // What was said, as a list that undo shortens again.
        let mut said: Vec<(&str, i64)> = Vec::new();
        for (step, undo) in steps.into_iter().zip(undone) {
            world.ctx.now += SignedDuration::from_hours(30);
            let state = world.book.introduction(&id, &world.ctx).unwrap().state.name();
            // Whatever one may type; and most often what is next, so that many come to the end.
            let step = match ["send", "accept", "decline", "expire", "outcome"].get(step) {
                Some(step) => step,
                None if state.starts_with("asked") => "accept",
                None if state == "thanked" => "outcome",
                None => "send",
            };
            let result = (step == "outcome").then_some("well");
            if let Some(seq) = world.ask("intro", json!({ "id": id, "step": step, "result": result })) {
                said.push((step, seq));
            }
            if undo == 0 && let Some((_, seq)) = said.pop() {
                let undone = world.ask("undo", json!({ "seq": seq.to_string() }));
                prop_assert!(undone.is_some());
            }
            let told = world.book.introduction(&id, &world.ctx).unwrap();
            let yes = said.iter().filter(|(step, _)| *step == "accept").count();
            if told.introduced_on.is_some() || ["introduced", "thanked", "went-well", "led-nowhere"].contains(&told.state.name()) {
                prop_assert_eq!(yes, 2, "{:?}", said);
            }
            for text in &told.texts {
                let body = text.body.to_lowercase();
                let secret = |of: &str, digits: &str| body.contains(of) || body.contains(digits);
                // Ada is asked first, and hears nothing of Ben before his yes; of neither anything before their own.
                if yes < 2 && text.to.iter().any(|to| to.name() == "Ada Brook") {
                    prop_assert!(!secret("ben", "7946 0101"), "{}", text.body);
                }
                if yes < 1 {
                    prop_assert!(text.to.iter().all(|to| to.name() == "Ada Brook"), "{:?}", text.to);
                }
                let mailto = text.mailto.clone().unwrap_or_default();
                prop_assert!(yes == 2 || mailto.matches('@').count() <= 1, "{}", mailto);
            }
        }
    }
}
