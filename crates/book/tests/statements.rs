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

#[test]
fn each_view_takes_few_statements() {
    let server = Server::start().unwrap();
    let book = Book::open(&Location::Server(server.database().unwrap()), 7).unwrap();
    let ctx = Context::new("2026-03-05T09:00:00Z".parse().unwrap(), TimeZone::UTC);
    entry("demo").unwrap().run(json!({}), &book, &ctx).unwrap();
    for (sent, what) in counted(&book, &ctx) {
        println!("{sent:>6} {what}");
    }
}
