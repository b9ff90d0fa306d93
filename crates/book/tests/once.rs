//! The journal holds what was asked for; under a key of the caller's it is done once.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod world;

use goodturn_book::catalog::{catalog, entry};
use goodturn_book::journal::history::Line;
use goodturn_book::request::{Answer, Done, Effect, Kind, Run};
use goodturn_book::{Book, Context, ErrorKind, Result};
use goodturn_store::Location;
use goodturn_store::temporary::Server;
use serde_json::{Value, json};
use world::World;

fn ask(book: &Book, ctx: &Context, name: &str, fields: Value) -> Result<Done> {
    match entry(name).unwrap().run(fields, book, ctx)? {
        Answer::Done(done) => Ok(done),
        shown => panic!("{shown:?}"),
    }
}

fn history(book: &Book, ctx: &Context) -> Vec<Line> {
    let shown = entry("history").unwrap().run(json!({ "limit": 1000 }), book, ctx).unwrap();
    shown.view::<Vec<Line>>().unwrap().clone()
}

/// Whether a text is an id, or several of them.
fn is_named_by_id(text: &str) -> bool {
    text == "me" || text.split(' ').all(|id| id.parse::<uuid::Uuid>().is_ok())
}

#[test]
fn each_line_of_the_journal_holds_what_was_asked_for_with_ids() {
    let mut world = World::new();
    let book = world.open("world.db");
    world.populate(&book);
    let mut looked_at = 0;
    for entry in catalog().iter().filter(|entry| entry.effect == Effect::Act) {
        // Who looks for the sample or takes back names nobody; a restore replaces the journal.
        if matches!(entry.run, Run::Alone(_)) || ["demo", "undo", "merge-certain"].contains(&entry.name) {
            continue;
        }
        for example in (entry.examples)() {
            let Ok(Answer::Done(done)) = world.example(&book, entry, &example) else { continue };
            if done.seq == 0 {
                continue;
            }
            let line = history(&book, &world.ctx).into_iter().find(|line| line.seq == done.seq).unwrap();
            let request = line.request.unwrap_or_else(|| panic!("{} keeps no request", entry.name));
            assert_eq!(request["deed"], entry.name);
            for (name, value) in request["fields"].as_object().unwrap() {
                let field = entry.field(name).unwrap();
                let names = matches!(
                    field.kind,
                    Kind::Person | Kind::Party | Kind::Entry(_) | Kind::Group | Kind::Event
                );
                if names {
                    let texts: Vec<&str> = match value {
                        Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
                        one => one.as_str().into_iter().collect(),
                    };
                    for text in texts {
                        looked_at += 1;
                        assert!(is_named_by_id(text), "{} keeps {name} as {text:?}: {request}", entry.name);
                    }
                }
                assert_ne!(field.kind, Kind::Was, "{request}");
            }
        }
    }
    assert!(looked_at > 40, "{looked_at}");
}

#[test]
fn words_name_people_as_they_are_called_now() {
    let world = World::new();
    let (book, ctx) = (world.open("book"), &world.ctx);
    let ada = ask(&book, ctx, "add", json!({ "name": "Ada Brook" })).unwrap();
    let logged = ask(&book, ctx, "log", json!({ "who": "Ada", "text": "lunch" })).unwrap();
    ask(&book, ctx, "edit", json!({ "who": "Ada", "name": "Ada King" })).unwrap();
    let said = |seq: i64| history(&book, ctx).into_iter().find(|line| line.seq == seq).unwrap().summary;
    assert_eq!(said(ada.seq), "added Ada King");
    assert!(said(logged.seq).contains("with Ada King"), "{}", said(logged.seq));
    // Who is gone is called as they were called last.
    let forgot = ask(&book, ctx, "forget", json!({ "who": "Ada" })).unwrap();
    assert_eq!((said(forgot.seq), said(ada.seq)), ("forgot Ada King".into(), "added Ada King".into()));
    ask(&book, ctx, "undo", json!({})).unwrap();
    ask(&book, ctx, "forget", json!({ "who": "Ada", "for_good": true })).unwrap();
    for line in history(&book, ctx) {
        assert!(!format!("{line:?}").contains("Ada"), "{line:?}");
    }
}

/// Does one thing under a key, in a book at each of two places.
fn at_both_places(case: fn(&World, &dyn Fn() -> Book)) {
    let server = Server::start().unwrap();
    for location in [None, Some(Location::Server(server.database().unwrap()))] {
        let world = World::new();
        let location = location.unwrap_or_else(|| Location::File(world.folder.path().join("book")));
        let seed = std::cell::Cell::new(20);
        case(&world, &|| {
            seed.set(seed.get() + 1);
            Book::open(&location, seed.get()).unwrap()
        });
    }
}

#[test]
fn the_same_key_again_does_nothing_and_gives_the_first_answer() {
    at_both_places(|world, open| {
        let (mut book, ctx) = (open(), world.ctx.clone());
        let asked = [
            ("add", json!({ "name": "Ada Brook", "email": ["ada@brook.example"] })),
            ("log", json!({ "who": "Ada", "text": "lunch" })),
            ("promise", json!({ "who": "Ada", "what": "the plans", "by": "next Friday" })),
            ("keep", json!({ "id": "Ada" })),
            ("forget", json!({ "who": "Ada" })),
            ("undo", json!({})),
        ];
        let mut first = Vec::new();
        for (at, (name, fields)) in asked.iter().enumerate() {
            let ctx = ctx.clone().under(format!("key {at}"));
            first.push(ask(&book, &ctx, name, fields.clone()).unwrap());
        }
        let before = (book.dump().unwrap(), history(&book, &ctx).len());
        // Also from another process, later, and when what was asked for could not be done any more.
        for _ in 0..2 {
            for (at, (name, fields)) in asked.iter().enumerate() {
                let mut ctx = Context::new(ctx.now, ctx.zone.clone()).under(format!("key {at}"));
                ctx.now += jiff::SignedDuration::from_hours(5);
                let again = ask(&book, &ctx, name, fields.clone()).unwrap();
                assert_eq!(
                    (&again.seq, &again.id, &again.ids),
                    (&first[at].seq, &first[at].id, &first[at].ids)
                );
                assert_eq!(again.summary.to_string(), first[at].summary.to_string());
                assert_eq!((again.person, again.way_back), (first[at].person, first[at].way_back));
                let notes = |done: &Done| done.notes.iter().map(ToString::to_string).collect::<Vec<_>>();
                assert_eq!(notes(&again), notes(&first[at]));
            }
            assert_eq!((book.dump().unwrap(), history(&book, &ctx).len()), before);
            book = open();
        }
    });
}

#[test]
fn a_key_is_for_one_request() {
    at_both_places(|world, open| {
        let (book, ctx) = (open(), world.ctx.clone());
        ask(&book, &ctx.clone().under("k1"), "add", json!({ "name": "Ada Brook" })).unwrap();
        let other = ask(&book, &ctx.clone().under("k1"), "add", json!({ "name": "Ben Carver" })).unwrap_err();
        assert_eq!(other.kind, ErrorKind::Refused);
        assert_eq!(other.message, "the key k1 was used for another request: act 1 (add)");
        let other =
            ask(&book, &ctx.clone().under("k1"), "log", json!({ "who": "Ada", "text": "x y" })).unwrap_err();
        assert!(other.message.contains("k1"), "{other}");
        assert_eq!(history(&book, &ctx).len(), 1);
        // What was refused was not done, and may be asked for again under its key.
        let ctx2 = ctx.clone().under("k2");
        assert!(ask(&book, &ctx2, "log", json!({ "who": "Ben", "text": "lunch" })).is_err());
        ask(&book, &ctx, "add", json!({ "name": "Ben Carver" })).unwrap();
        assert_eq!(ask(&book, &ctx2, "log", json!({ "who": "Ben", "text": "lunch" })).unwrap().seq, 3);
    });
}

#[test]
fn two_who_ask_under_one_key_at_once_do_one_act() {
    at_both_places(|world, open| {
        let ctx = &world.ctx;
        let books: Vec<Book> = (0..4).map(|_| open()).collect();
        for round in 0..5 {
            let ask = |book: &Book| {
                let ctx = ctx.clone().under(format!("round {round}"));
                ask(book, &ctx, "add", json!({ "name": format!("Person {round}") })).unwrap()
            };
            let done: Vec<Done> = std::thread::scope(|scope| {
                let asking: Vec<_> = books.iter().map(|book| scope.spawn(move || ask(book))).collect();
                asking.into_iter().map(|asking| asking.join().unwrap()).collect()
            });
            assert!(done.iter().all(|one| one.seq == done[0].seq && one.ids == done[0].ids), "{done:?}");
        }
        assert_eq!(history(&books[0], ctx).len(), 5);
    });
}
