//! Imports that end early: stopped, or killed.

use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use goodturn_book::Book;
use goodturn_book::import::Import;
use goodturn_store::temporary::Server;
use goodturn_store::{Location, Store};
use serde_json::json;

use crate::world::{ME, World, archive, assert_adds_up, assert_sound, ctx, gist};

#[test]
fn a_stopped_import_leaves_a_sound_book_and_is_completed_by_the_next() {
    let world = World::new();
    let path = world.file("all.mbox", &archive(20_000));
    let ask = Import { paths: vec![path.clone()], me: vec![ME.into()], ..Import::default() };
    let report = world
        .book
        .import(&ask, &ctx(), &mut |progress| {
            if progress.items > 9000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        })
        .unwrap();
    assert!(report.stopped);
    assert_adds_up(&report);
    assert!((9000..20_000).contains(&report.interactions), "{}", report.interactions);
    assert_sound(&world.location);
    let rest = world.import(std::slice::from_ref(&path));
    assert!(!rest.stopped);
    assert_eq!(rest.interactions + report.interactions, 20_000);
    assert_sound(&world.location);
    let whole = World::new();
    whole.import(&[path]);
    assert_eq!(gist(&world.book), gist(&whole.book));
}

const BOOK: &str = "GOODTURN_TEST_CHILD_BOOK";
const ARCHIVE: &str = "GOODTURN_TEST_CHILD_ARCHIVE";

/// Not a test of its own: what the killed child does.
#[test]
fn child_that_imports() {
    let (Some(book), Some(archive)) = (std::env::var_os(BOOK), std::env::var_os(ARCHIVE)) else { return };
    let book = Book::open(&Location::parse(&book.to_string_lossy()), u64::from(std::process::id())).unwrap();
    let ask = Import { paths: vec![PathBuf::from(archive)], me: vec![ME.into()], ..Import::default() };
    book.import(&ask, &ctx(), &mut |progress| {
        println!("\nitems {}", progress.items);
        ControlFlow::Continue(())
    })
    .unwrap();
}

fn a_killed_import_is_completed_by_the_next(location: &Location, address: &str) {
    const MESSAGES: usize = 60_000;
    let world = World::new();
    let path = world.file("all.mbox", &archive(MESSAGES));
    for at in [4000, 30_000, 55_000] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "broken_off::child_that_imports", "--nocapture", "--test-threads=1"])
            .env(BOOK, address)
            .env(ARCHIVE, &path)
            .stdout(Stdio::piped())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines().map_while(Result::ok);
        let reached =
            said.filter_map(|line| line.strip_prefix("items ")?.parse::<u64>().ok()).any(|items| items >= at);
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(reached, "the child ended before {at}");
        wait_until_free(location);
        assert_sound(location);
    }
    let book = Book::open(location, 12).unwrap();
    let rest = crate::world::import(&book, std::slice::from_ref(&path));
    assert!(rest.interactions < MESSAGES as u64, "nothing was kept of what came before");
    assert_eq!(rest.all.added + rest.all.unchanged, MESSAGES as u64);
    assert_sound(location);
    let whole = World::new();
    whole.import(&[path]);
    assert_eq!(gist(&book), gist(&whole.book));
}

/// A server takes a moment to notice that a client is gone.
pub fn wait_until_free(location: &Location) {
    let store = Store::open(location).unwrap();
    while store.lease().unwrap().is_none() {
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn a_killed_import_into_sqlite_leaves_a_sound_book_and_is_completed_by_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("killed.goodturn");
    a_killed_import_is_completed_by_the_next(&Location::File(file.clone()), &file.to_string_lossy());
}

#[test]
fn a_killed_import_into_postgresql_leaves_a_sound_book_and_is_completed_by_the_next() {
    let server = Server::start().unwrap();
    let address = server.database().unwrap();
    a_killed_import_is_completed_by_the_next(&Location::Server(address.clone()), &address);
}

/// What the user does while an import runs stays, and what the import brings is not lost over it.
#[test]
fn acts_between_the_batches_of_an_import_are_kept() {
    let world = World::new();
    let path = world.file("all.mbox", &archive(60_000));
    let ask = Import { paths: vec![path.clone()], me: vec![ME.into()], ..Import::default() };
    let mut done = false;
    world
        .book
        .import(&ask, &ctx(), &mut |progress| {
            if progress.items > 30_000 && !std::mem::replace(&mut done, true) {
                world.act("log", json!({ "who": "f7@friends.example", "text": "lunch" }));
                world.act("edit", json!({ "who": "f8@friends.example", "name": "Eight" }));
                let refused = world.book.import(&ask, &ctx(), &mut |_| ControlFlow::Continue(()));
                assert!(refused.unwrap_err().message.contains("another import"));
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    assert!(done);
    assert_sound(&world.location);
    assert_eq!(world.show("f8@friends.example").line.name, "Eight");
    let seven = world.show("f7@friends.example");
    assert_eq!(seven.timeline.iter().filter(|moment| moment.title == "lunch").count(), 1);
    let whole = World::new();
    whole.import(&[path]);
    whole.act("log", json!({ "who": "f7@friends.example", "text": "lunch" }));
    assert_eq!(
        format!("{:.6}", seven.line.strength),
        format!("{:.6}", whole.show("f7@friends.example").line.strength)
    );
}

/// A server that is started anew cuts the connection; what was being written is written again.
#[test]
fn an_import_outlives_lost_connections() {
    let server = Server::start().unwrap();
    let address = server.database().unwrap();
    let location = Location::Server(address.clone());
    let world = World::on(location.clone());
    let path = world.file("all.mbox", &archive(60_000));
    let ask = Import { paths: vec![path.clone()], me: vec![ME.into()], ..Import::default() };
    let mut cut = 0;
    let report = world
        .book
        .import(&ask, &ctx(), &mut |progress| {
            if progress.items > 20_000 * (cut + 1) {
                server.cut_connections(&address).unwrap();
                cut += 1;
            }
            ControlFlow::Continue(())
        })
        .unwrap();
    assert_eq!(cut, 2);
    assert_adds_up(&report);
    assert_eq!(report.interactions, 60_000);
    wait_until_free(&location);
    assert_sound(&location);
    let whole = World::new();
    whole.import(&[path]);
    assert_eq!(gist(&world.book), gist(&whole.book));
}
