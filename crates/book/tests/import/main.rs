//! Reading a life in: reports that add up, nothing twice, and a sound book whatever happens.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod broken_off;
mod coming;
mod limits;
mod lost;
mod mutated;
mod who;
mod world;

use std::ops::ControlFlow;

use goodturn_book::import::Import;
use goodturn_book::people::whole::{Audience, Written};
use goodturn_store::Location;
use goodturn_store::temporary::Server;
use serde_json::json;

use crate::world::{ME, World, archive, ctx, message, samples};

fn letters() -> String {
    [
        message(1, "Ada Lovelace <ada@example.org>", ME, ""),
        message(
            2,
            &format!("Me <{ME}>"),
            "Ada Lovelace <ada@example.org>",
            "In-Reply-To: <m1@host.example>\n",
        ),
        message(
            3,
            "Bob <bob@example.org>",
            "talk@lists.example",
            "List-Id: <talk.lists.example>\nList-Post: <mailto:talk@lists.example>\n",
        ),
        message(
            4,
            "Shop <news@shop.example>",
            ME,
            "List-Unsubscribe: <mailto:off@shop.example>\nPrecedence: bulk\n",
        ),
        message(5, "no-reply@bank.example", ME, "Auto-Submitted: auto-generated\n"),
    ]
    .concat()
}

const CARDS: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:c1\r\nFN:Ada Lovelace\r\nEMAIL:ada@example.org\r\nTEL:+442079460000\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nUID:c2\r\nFN:Cy Young\r\nEMAIL:cy@example.org\r\nEND:VCARD\r\n";

const CALENDAR: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y\r\nBEGIN:VEVENT\r\nUID:e1\r\n\
    DTSTAMP:20240301T100000Z\r\nDTSTART:20240301T100000Z\r\nDTEND:20240301T110000Z\r\nSUMMARY:Plans\r\n\
    ORGANIZER:mailto:me@home.example\r\nATTENDEE;CN=Ada Lovelace:mailto:ada@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

/// Where each fact of somebody comes from, each file once.
fn origins(world: &World, who: &str) -> Vec<String> {
    let mut origins: Vec<String> = world.show(who).facts.into_iter().map(|fact| fact.origin).collect();
    origins.dedup();
    origins
}

fn what_a_card_says_names_its_file(world: &World) {
    let unnamed = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Only Name\r\nEND:VCARD\r\n";
    let first = world.file("first.vcf", &format!("{CARDS}{unnamed}"));
    world.import(&[first.clone(), world.file("letters.mbox", &letters())]);
    let path = |name: &str| world.folder.path().join(name).to_string_lossy().into_owned();
    assert_eq!(origins(world, "Ada"), [path("first.vcf")]);
    assert_eq!(origins(world, "Only Name"), [path("first.vcf")]);

    // Read again beside somebody new, even a card without a name of its own is the same.
    let dee = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:d\r\nFN:Dee\r\nEMAIL:dee@example.org\r\nEND:VCARD\r\n";
    let report = world.import(&[world.file("again.vcf", &format!("{CARDS}{unnamed}{dee}"))]);
    assert_eq!((report.all.unchanged, report.people), (3, 1), "{report:?}");
    assert_eq!(origins(world, "ada@example.org"), [path("first.vcf")]);

    // What stands on a card is from where it was read last.
    let before = world.content();
    let changed = world.file("changed.vcf", &CARDS.replace("TEL:", "TITLE:Analyst\r\nTEL:"));
    world.import(&[changed]);
    assert_eq!(origins(world, "ada@example.org"), [path("changed.vcf")]);
    assert_eq!(origins(world, "cy@example.org"), [path("first.vcf")], "this card is as it was");
    world.act("undo", json!({}));
    assert_eq!(world.content(), before);

    let id = world.show("Only Name").line.id;
    let Written::Whole(whole) = world.book.whole(&id, Audience::Me).unwrap() else { panic!("nothing") };
    assert_eq!(whole.cards.len(), 1);
    let written =
        goodturn_sources::vcard::write(Some(&whole.cards[0].original), &whole.cards[0].values, None);
    assert_eq!(String::from_utf8(written).unwrap(), unnamed, "no name is made up on the card itself");
}

fn everything(world: &World) -> Vec<std::path::PathBuf> {
    vec![
        world.file("letters.mbox", &letters()),
        world.file("cards.vcf", CARDS),
        world.file("plans.ics", CALENDAR),
    ]
}

fn an_import_adds_up_and_adds_nothing_twice(world: &World) {
    let paths = everything(world);
    let first = world.import(&paths);
    assert_eq!(first.sources.len(), 3);
    assert_eq!((first.all.found, first.all.failures()), (8, 0), "{first:?}");
    assert!(first.seq.is_some() && !first.stopped);
    let ada = world.show("ada@example.org");
    assert_eq!((ada.line.name.as_str(), ada.line.interactions), ("Ada Lovelace", 3));
    assert_eq!(ada.line.phones, ["+442079460000"]);
    let directions: Vec<&str> = ada.timeline.iter().map(|moment| moment.direction.name()).collect();
    assert_eq!(directions, ["both", "out", "in"]);
    assert!(!world.names("person").iter().any(|name| name.contains("lists") || name.contains("bank")));
    assert_eq!(world.names("list"), ["talk@lists.example"]);
    assert!(!world.names("robot").is_empty());
    let before = world.dump();
    let second = world.import(&paths);
    assert_eq!((second.all.added, second.all.updated, second.seq), (0, 0, None), "{second:?}");
    assert_eq!(second.all.found, first.all.found);
    assert_eq!(world.dump(), before);
    let other = world.file("other-name.mbox", &letters());
    let third = world.import(&[other, world.file("again.mbox", &(letters() + "\n"))]);
    assert_eq!((third.all.added, third.all.updated), (0, 0), "{third:?}");
    let before: Vec<_> = before.into_iter().filter(|(table, _)| *table != "source").collect();
    assert_eq!(world.content(), before);
}

#[test]
fn an_import_into_sqlite_adds_up_and_adds_nothing_twice() {
    an_import_adds_up_and_adds_nothing_twice(&World::new());
    what_a_card_says_names_its_file(&World::new());
}

#[test]
fn an_import_into_postgresql_adds_up_and_is_taken_back() {
    let server = Server::start().unwrap();
    let place = || Location::Server(server.database().unwrap());
    an_import_adds_up_and_adds_nothing_twice(&World::on(place()));
    what_a_card_says_names_its_file(&World::on(place()));
    many_messages_are_taken_back_exactly(&World::on(place()), 3000);
}

#[test]
fn one_broken_item_does_not_stop_the_rest() {
    let world = World::new();
    let torn = CARDS.replace(
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:c2",
        "BEGIN:VCARD\r\nVERSION:3.0\r\nEMAIL\r\n\u{1}\r\nUID:c2",
    );
    let paths = [
        world.folder.path().join("missing.mbox"),
        world.file("torn.vcf", &torn),
        world.file("l.mbox", &letters()),
    ];
    let report = world.import(&paths);
    assert_eq!(report.all.failures(), 1, "{:?}", report.all.failed);
    assert!(report.all.failed[0].place.contains("missing.mbox"), "{:?}", report.all.failed);
    assert!(world.names("person").contains(&"Ada Lovelace".to_owned()));
    assert!(world.names("person").contains(&"Cy Young".to_owned()));
}

fn many_messages_are_taken_back_exactly(world: &World, messages: usize) {
    world.act("add", json!({ "name": "Friend of old", "email": ["f1@friends.example"] }));
    world.act("set", json!({ "me": [ME] }));
    let before = world.dump();
    let report = world.import(&[world.file("all.mbox", &archive(messages))]);
    assert_eq!(report.interactions, messages as u64);
    assert!(world.show("f1@friends.example").line.interactions > 0);
    world.undo(report.seq.unwrap());
    assert_eq!(world.dump(), before);
    let again = world.import(&[world.folder.path().join("all.mbox")]);
    assert_eq!(again.interactions, messages as u64, "what was taken back can come again");
}

#[test]
fn twenty_thousand_messages_are_taken_back_exactly() {
    many_messages_are_taken_back_exactly(&World::new(), 20_000);
}

#[test]
fn taking_an_import_back_keeps_whom_one_met_since() {
    let world = World::new();
    let report = world.import(&everything(&world));
    world.act("log", json!({ "who": "ada@example.org", "text": "coffee" }));
    world.undo(report.seq.unwrap());
    assert_eq!(world.names("person"), ["Ada Lovelace"]);
    let ada = world.show("ada@example.org");
    assert_eq!((ada.line.interactions, ada.timeline.len()), (1, 1));
    // The same archive makes nobody a second time.
    world.import(&everything(&world));
    assert_eq!(world.names("person").iter().filter(|name| *name == "Ada Lovelace").count(), 1);
    assert_eq!(world.show("ada@example.org").line.interactions, 4);
}

/// Each import sets the addresses it was given and leaves those that were set before it.
#[test]
fn an_import_is_taken_back_after_another_that_knew_one_more_address_of_mine() {
    let world = World::new();
    let import = |number, from: &str, me: &[&str]| {
        let paths = vec![world.file(&format!("{number}.mbox"), &message(number, from, ME, ""))];
        let me = me.iter().map(ToString::to_string).collect();
        let ask = Import { paths, me, ..Import::default() };
        world.book.import(&ask, &ctx(), &mut |_| ControlFlow::Continue(())).unwrap().seq.unwrap()
    };
    let first = import(1, "Ada <ada@example.org>", &[ME, ME]);
    let second = import(2, "Bob <bob@example.org>", &["me@work.example", ME]);
    assert_eq!(world.book.settings().unwrap().me, [ME, "me@work.example"]);
    world.undo(first);
    assert_eq!(world.book.settings().unwrap().me, ["me@work.example"]);
    world.undo(second);
    assert!(world.book.settings().unwrap().me.is_empty());
}

#[test]
fn real_archives_add_up_and_add_nothing_twice() {
    for folder in ["mail/sample-500-linux-man.mbox", "vcard", "calendar", "chat"] {
        let Some(path) = samples(folder) else { continue };
        let world = World::new();
        let first = world.import(std::slice::from_ref(&path));
        assert!(first.all.found > 0, "{folder}");
        let before = world.content();
        let second = world.import(&[path]);
        assert_eq!((second.all.added, second.all.updated), (0, 0), "{folder}: {:?}", second.all);
        assert_eq!(second.all.found, first.all.found, "{folder}");
        assert_eq!(world.content(), before, "{folder}");
    }
}
