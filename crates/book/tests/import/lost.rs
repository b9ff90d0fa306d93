//! Connections to a server that are lost in the middle: what was done is done once, and nobody has to do it again.

use std::ops::ControlFlow;
use std::time::Duration;

use goodturn_book::Book;
use goodturn_book::import::Import;
use goodturn_store::temporary::{Breaks, Server};
use goodturn_store::{Location, Store};
use serde_json::json;

use crate::world::{ME, World, archive, assert_adds_up, assert_sound, ctx, gist};

const EITHER: [Breaks; 2] = [Breaks::Before, Breaks::After];

fn acts(location: &Location) -> usize {
    Store::open(location).unwrap().read(|reader| reader.journal(None, 100_000)).unwrap().len()
}

#[test]
fn an_act_is_done_once_wherever_the_connection_breaks() {
    let server = Server::start().unwrap();
    let address = server.database().unwrap();
    let (wire, direct) = (server.wire(&address).unwrap(), Location::Server(address));
    let world = World::on(Location::Server(wire.address().to_owned()));
    world.act("add", json!({ "name": "Ada" }));
    for how in EITHER {
        let mut at = 0;
        loop {
            let (people, before) = (world.names("person").len(), acts(&direct));
            wire.break_at(at, how, Duration::ZERO);
            world.act("add", json!({ "name": format!("Friend {at} {how:?}"), "email": [format!("{at}{how:?}@x.example")] }));
            let whole = wire.hold();
            assert_eq!(
                (world.names("person").len(), acts(&direct)),
                (people + 1, before + 1),
                "{at} {how:?}"
            );
            world.act("log", json!({ "who": "Ada", "text": "lunch" }));
            if whole {
                break;
            }
            at += 1;
        }
        assert!(at > 8, "an act is more than {at} statements");
    }
    assert_eq!(world.show("Ada").line.interactions as usize * 2 + 1, acts(&direct));
    drop(world);
    assert_sound(&direct);
}

#[test]
fn an_act_waits_for_a_server_that_is_started_anew() {
    let server = Server::start().unwrap();
    let wire = server.wire(&server.database().unwrap()).unwrap();
    let world = World::on(Location::Server(wire.address().to_owned()));
    wire.break_at(3, Breaks::Before, Duration::from_millis(400));
    world.act("add", json!({ "name": "Ada" }));
    assert!(!wire.hold());
    assert_eq!(world.names("person"), ["Ada"]);
    // Whoever opens a book hears at once that there is none.
    let nowhere = Location::Server("host=/nowhere user=goodturn dbname=t".into());
    assert!(Book::open(&nowhere, 1).err().unwrap().message.contains("does not answer"));
}

/// Somebody else opens the book, finds no import that holds the lease, and completes what looks broken off.
fn an_import_goes_on_where_another_took_it_for_broken_off(world: &World, lose_the_lease: &dyn Fn()) {
    const MESSAGES: usize = 80_000;
    let path = world.file("all.mbox", &archive(MESSAGES));
    let ask = Import { paths: vec![path.clone()], me: vec![ME.into()], ..Import::default() };
    let mut opened = 0;
    let report = world
        .book
        .import(&ask, &ctx(), &mut |progress| {
            if progress.items > 30_000 * (opened + 1) {
                opened += 1;
                lose_the_lease();
                let other = Store::open(&world.location).unwrap();
                assert!(
                    other.read(|reader| reader.runs_without_bonds()).unwrap().is_empty(),
                    "it was completed"
                );
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(opened, 2);
    assert_adds_up(&report);
    assert_eq!(report.interactions, MESSAGES as u64);
    assert_sound(&world.location);
    let whole = World::new();
    whole.import(&[path]);
    assert_eq!(gist(&world.book), gist(&whole.book));
    world.undo(report.seq.unwrap());
    assert!(world.names("person").is_empty(), "it is still one run");
}

#[test]
fn an_import_into_sqlite_goes_on_where_another_took_it_for_broken_off() {
    let world = World::new();
    let lease = world.folder.path().join("book.goodturn-lease");
    an_import_goes_on_where_another_took_it_for_broken_off(&world, &|| std::fs::remove_file(&lease).unwrap());
}

#[test]
fn an_import_into_postgresql_goes_on_where_another_took_it_for_broken_off() {
    let server = Server::start().unwrap();
    let address = server.database().unwrap();
    let world = World::on(Location::Server(address.clone()));
    an_import_goes_on_where_another_took_it_for_broken_off(&world, &|| {
        server.cut_connections(&address).unwrap();
        server.load(&address, "DELETE FROM lease").unwrap();
    });
}

/// Cards and mail and a table, so that every kind of row is written.
#[test]
fn an_import_is_done_once_wherever_the_connection_breaks() {
    let server = Server::start().unwrap();
    let files = World::new();
    let paths = [
        files.file("a.mbox", &archive(5)),
        files.file(
            "b.vcf",
            "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Cy Young\r\nEMAIL:cy@example.org\r\nEND:VCARD\r\n",
        ),
        files.file("needs.csv", "who,need,until\ncy@example.org,an office,\n"),
    ];
    files.import(&paths);
    for (offset, how) in EITHER.into_iter().enumerate() {
        let mut at = offset as u64;
        loop {
            let address = server.database().unwrap();
            let (wire, direct) = (server.wire(&address).unwrap(), Location::Server(address));
            let world = World::on(Location::Server(wire.address().to_owned()));
            wire.break_at(at, how, Duration::ZERO);
            let ask = Import { paths: paths.to_vec(), me: vec![ME.into()], ..Import::default() };
            let first = world.book.read_in(&ask, &ctx(), &mut |_| ControlFlow::Continue(()));
            let whole = wire.hold();
            match first {
                Ok(report) => assert_eq!((report.all.added, report.interactions), (7, 5), "{at} {how:?}"),
                // Before it has written anything it may be given up.
                Err(error) => {
                    assert_eq!(error.kind, goodturn_book::ErrorKind::Busy, "{at} {how:?}: {error:?}");
                    assert_eq!(acts(&direct), 0, "{at} {how:?}");
                    world.import(&paths);
                }
            }
            assert_eq!(gist(&world.book), gist(&files.book), "{at} {how:?}");
            drop(world);
            let store = Store::open(&direct).unwrap();
            assert!(store.read(|reader| reader.runs_without_bonds()).unwrap().is_empty(), "{at} {how:?}");
            if whole {
                break;
            }
            at += 3;
        }
        assert!(at > 30, "an import is more than {at} statements");
    }
}
