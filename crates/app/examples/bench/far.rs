//! A book on a server far away: how long each view and some deeds take where every journey there and back takes 5 ms.

use std::time::{Duration, Instant};

use goodturn_book::catalog::{catalog, entry};
use goodturn_book::request::{Danger, Effect, Run};
use goodturn_book::{Book, Context};
use goodturn_store::temporary::Server;
use goodturn_store::{Location, counting};
use serde_json::{Value, json};

use crate::{Result, context};

const JOURNEY: Duration = Duration::from_millis(5);
/// So long anything may take.
const ASKED: Duration = Duration::from_millis(250);

/// What is asked that asks for something, in the sample.
const OTHERS: &[(&str, &str)] = &[
    ("show", r#"{ "who": "Esra" }"#),
    ("brief", r#"{ "who": "Esra" }"#),
    ("path", r#"{ "who": "Amara" }"#),
    ("question", r#"{ "who": "Amara" }"#),
    ("people", r#"{ "query": "a" }"#),
    ("log", r#"{ "who": "Esra", "text": "lunch" }"#),
    ("promise", r#"{ "who": "Esra", "what": "the plans" }"#),
    ("add", r#"{ "name": "Somebody New" }"#),
    ("merge", r#"{ "who": "Esra", "other": "Somebody New" }"#),
    ("undo", "{}"),
    ("forget", r#"{ "who": "Amara" }"#),
];

/// Each as a command does it, which opens the book first, and as a page does, which has it open.
pub fn far() -> Result<()> {
    let server = Server::start()?;
    let address = server.database()?;
    let wire = server.wire(&address)?;
    let ctx: Context = context();
    let near = Book::open(&Location::Server(address), 7)?;
    let demo = entry("demo").ok_or("no demo")?;
    demo.run(json!({}), &near, &ctx)?;
    near.refresh_strengths(&ctx, jiff::SignedDuration::ZERO)?;
    wire.takes(JOURNEY);
    let location = Location::Server(wire.address().to_owned());
    let page = Book::open(&location, 8)?;
    let mut asked: Vec<(&str, Value)> = catalog()
        .iter()
        .filter(|entry| entry.effect == Effect::View && entry.danger == Danger::None)
        .filter(|entry| !matches!(entry.run, Run::Alone(_)))
        .filter(|entry| entry.fields.iter().all(|field| !field.is_required()))
        .map(|entry| (entry.name, json!({})))
        .collect();
    for (name, fields) in OTHERS {
        asked.push((name, serde_json::from_str(fields)?));
    }
    let mut slow = 0;
    for (name, fields) in asked {
        let one = entry(name).ok_or("no such entry")?;
        let (begun, sent) = (Instant::now(), counting::sent());
        let book = Book::open(&location, 9)?;
        let opened = (begun.elapsed(), counting::sent() - sent);
        let acts = one.effect == Effect::Act;
        let before = counting::sent();
        one.run(fields.clone(), &book, &ctx)?;
        let (command, statements) = (begun.elapsed(), counting::sent() - before);
        let begun = Instant::now();
        if !acts {
            one.run(fields, &page, &ctx)?;
        }
        let warm = if acts { "-".to_owned() } else { format!("{} ms", begun.elapsed().as_millis()) };
        slow += u32::from(command > ASKED);
        println!(
            "{name}: as a command {} ms ({} of it opening, {} statements), {statements} statements; as a page {warm}",
            command.as_millis(),
            opened.0.as_millis(),
            opened.1,
        );
    }
    println!("over {} ms: {slow} of them (asked: none)", ASKED.as_millis());
    Ok(())
}
