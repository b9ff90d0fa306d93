//! How many statements a request sends: over a network each is a journey there and back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use goodturn_book::catalog::{catalog, entry};
use goodturn_book::request::{Danger, Effect, Entry, Run};
use goodturn_book::{Book, Context};
use goodturn_store::temporary::Server;
use goodturn_store::{Location, counting};
use jiff::tz::TimeZone;
use serde_json::{Value, json};

/// What each view is asked that asks for something, in the sample.
const ASKED: &[(&str, &str)] = &[
    ("show", r#"{ "who": "Esra" }"#),
    ("brief", r#"{ "who": "Esra" }"#),
    ("path", r#"{ "who": "Amara" }"#),
    ("code", r#"{ "who": "Amara" }"#),
    ("question", r#"{ "who": "Amara" }"#),
    ("people", r#"{ "query": "a" }"#),
    ("balance", r#"{ "who": "Esra" }"#),
    ("history", r#"{ "who": "Esra" }"#),
];

fn is_view(entry: &Entry) -> bool {
    entry.effect == Effect::View && entry.danger == Danger::None && !matches!(entry.run, Run::Alone(_))
}

/// How many statements each view takes, the most first.
fn counted(book: &Book, ctx: &Context) -> Vec<(u64, String)> {
    let mut all = Vec::new();
    let mut ask = |entry: &Entry, fields: Value| {
        println!("VIEW {} {fields}", entry.name);
        let before = counting::sent();
        let answer = entry.run(fields.clone(), book, ctx);
        let sent = counting::sent() - before;
        all.push((
            sent,
            format!("{} {fields}{}", entry.name, if answer.is_err() { " (refused)" } else { "" }),
        ));
    };
    for entry in catalog().iter().filter(|entry| is_view(entry)) {
        if entry.fields.iter().all(|field| !field.is_required()) {
            ask(entry, json!({}));
        }
    }
    for (name, fields) in ASKED {
        ask(entry(name).unwrap(), serde_json::from_str(fields).unwrap());
    }
    all.sort_by(|a, b| b.cmp(a));
    all
}

/// So many statements a view takes at the most, those that begin and end its transaction among them.
const MOST: u64 = 15;

/// Those that take more, and how many. None may be added, and none may rise.
const MORE: &[(&str, u64)] = &[("today", 25), ("path", 25), ("brief", 19), ("people", 18), ("show", 16)];

#[test]
fn each_view_takes_few_statements() {
    let server = Server::start().unwrap();
    let book = Book::open(&Location::Server(server.database().unwrap()), 7).unwrap();
    let ctx = Context::new("2026-03-05T09:00:00Z".parse().unwrap(), TimeZone::UTC);
    entry("demo").unwrap().run(json!({}), &book, &ctx).unwrap();
    // What is learnt of the whole book is worked out once.
    counted(&book, &ctx);
    let most = |what: &str| {
        let named = MORE.iter().find(|(name, _)| what.split(' ').next() == Some(*name));
        named.map_or(MOST, |(_, most)| *most)
    };
    let all = counted(&book, &ctx);
    let many: Vec<String> = all
        .iter()
        .filter(|(sent, what)| *sent > most(what))
        .map(|(sent, what)| format!("{sent} {what}"))
        .collect();
    assert!(many.is_empty(), "too many statements: {}", many.join(", "));
    assert!(all.len() > 30, "{all:?}");
}
