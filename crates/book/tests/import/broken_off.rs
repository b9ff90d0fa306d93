//! Imports that end early: stopped, or killed.

use std::io::{BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use goodturn_book::Book;
use goodturn_book::import::Import;
use goodturn_store::Location;

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
    let book = Book::open(&Location::File(PathBuf::from(book)), u64::from(std::process::id())).unwrap();
    let ask = Import { paths: vec![PathBuf::from(archive)], me: vec![ME.into()], ..Import::default() };
    book.import(&ask, &ctx(), &mut |progress| {
        println!("\nitems {}", progress.items);
        ControlFlow::Continue(())
    })
    .unwrap();
}

#[test]
fn a_killed_import_leaves_a_sound_book_and_is_completed_by_the_next() {
    const MESSAGES: usize = 50_000;
    let world = World::new();
    let path = world.file("all.mbox", &archive(MESSAGES));
    let file = world.folder.path().join("killed.goodturn");
    let location = Location::File(file.clone());
    for at in [4000, 30_000, 45_000] {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "broken_off::child_that_imports", "--nocapture", "--test-threads=1"])
            .env(BOOK, &file)
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
        assert_sound(&location);
    }
    let book = Book::open(&location, 12).unwrap();
    let rest = crate::world::import(&book, std::slice::from_ref(&path));
    assert!(rest.interactions < MESSAGES as u64, "nothing was kept of what came before");
    assert_eq!(rest.all.added + rest.all.unchanged, MESSAGES as u64);
    assert_sound(&location);
    let whole = World::new();
    whole.import(&[path]);
    assert_eq!(gist(&book), gist(&whole.book));
}
