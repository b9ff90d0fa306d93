//! Backups, what is refused, and books of older formats.

use std::path::Path;

use goodturn_store::{Error, Location, Store};

use crate::world::{World, deed};
use goodturn_store::writer::Keep;

fn raw(file: &Path, sql: &str) {
    rusqlite::Connection::open(file).unwrap().execute_batch(sql).unwrap();
}

pub fn a_backup_restores_the_whole_book(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&place());
    let person = world.add("Zoë Müller");
    let log = world.log(person.id, 1);
    world.load(50, &[person.id]);
    let before = world.dump();
    let file = folder.path().join("copy");
    world.store.backup(&file).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    // The copy is a book of its own.
    let copy = folder.path().join("opened");
    std::fs::copy(&file, &copy).unwrap();
    assert_eq!(World::at(&Location::File(copy)).dump(), before);
    world.add("Too late");
    world.store.restore(&file).unwrap();
    assert_eq!(world.dump(), before);
    assert_eq!(world.search(&["zoe"]), [person.id]);
    assert!(world.search(&["late"]).is_empty());
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "the backup was changed");
    // The way back is in it too.
    world.undo(None).unwrap();
    world.undo(Some(log)).unwrap();
    assert_eq!(world.person(person.id).interactions, 0);
}

pub fn a_backup_that_cannot_be_written_leaves_nothing(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&place());
    std::fs::create_dir(folder.path().join("taken")).unwrap();
    for name in ["nowhere/copy", "taken"] {
        let failed = world.store.backup(&folder.path().join(name)).unwrap_err();
        assert!(matches!(failed, Error::File { .. }), "{failed:?}");
        assert!(failed.to_string().contains(&format!("{name} cannot be written")), "{failed}");
    }
    let left: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left, ["taken"]);
}

#[test]
fn a_restore_that_cannot_keep_the_old_book_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let world = World::at(&Location::File(path.clone()));
    world.store.backup(&folder.path().join("copy")).unwrap();
    std::fs::create_dir(folder.path().join("book.before-restore")).unwrap();
    assert!(matches!(world.store.restore(&folder.path().join("copy")).unwrap_err(), Error::File { .. }));
    assert!(path.exists() && !folder.path().join("book.part").exists());
}

#[test]
fn a_backup_overwrites_only_a_backup_and_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("book")));
    world.add("Ada");
    std::fs::write(file("letter.txt"), "Dear Ada").unwrap();
    let refused = world.store.backup(&file("letter.txt")).unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
    assert_eq!(std::fs::read_to_string(file("letter.txt")).unwrap(), "Dear Ada");
    std::fs::write(file("copy.part"), "mine").unwrap();
    // A log that a database of that name left behind would be taken for the new one's.
    std::fs::write(file("copy-wal"), b"old log").unwrap();
    world.store.backup(&file("copy")).unwrap();
    world.store.backup(&file("copy")).unwrap();
    assert!(!file("copy-wal").exists());
    assert_eq!(std::fs::read_to_string(file("copy.part")).unwrap(), "mine");
    assert_eq!(World::at(&Location::File(file("copy"))).search(&["ada"]).len(), 1);
}

#[test]
fn a_restore_reaches_whoever_has_the_book_open_and_loses_nothing_they_write_then() {
    let folder = tempfile::tempdir().unwrap();
    let location = Location::File(folder.path().join("book"));
    let (served, world) = (World::at(&location), World::at(&location));
    world.add("Ada");
    let copy = folder.path().join("copy");
    world.store.backup(&copy).unwrap();
    served.add("Bob");
    assert_eq!(served.search(&["bob"]).len(), 1);
    world.store.restore(&copy).unwrap();
    assert!(served.search(&["bob"]).is_empty(), "whoever has it open sees the book that was restored");
    served.add("Cy");
    drop(served);
    assert_eq!(world.search(&["cy"]).len(), 1);
    assert_eq!(World::at(&location).search(&["cy"]).len(), 1, "what was written after the restore is kept");
}

pub fn restore_refuses_what_is_no_sound_book(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&place());
    world.load(300, &[]);
    let before = world.dump();
    world.store.backup(&file("whole")).unwrap();
    let whole = std::fs::read(file("whole")).unwrap();
    std::fs::write(file("cut"), &whole[..whole.len() / 2]).unwrap();
    std::fs::write(file("garbage"), b"Dear diary, this is no book at all.".repeat(99)).unwrap();
    std::fs::write(file("empty"), b"").unwrap();
    raw(&file("other"), "CREATE TABLE t (a)");
    std::fs::copy(file("whole"), file("newer")).unwrap();
    raw(&file("newer"), "PRAGMA user_version = 99");
    for name in ["cut", "garbage", "empty", "other", "missing"] {
        let refused = world.store.restore(&file(name)).unwrap_err();
        assert!(matches!(refused, Error::NotABook(_)), "{name}: {refused:?}");
        assert!(refused.to_string().contains(name), "{refused}");
    }
    let refused = world.store.restore(&file("newer")).unwrap_err();
    assert!(matches!(refused, Error::Newer { found: 99, .. }), "{refused:?}");
    assert!(refused.to_string().contains("use a newer Goodturn"), "{refused}");
    assert_eq!(world.dump(), before);
}

pub fn an_older_book_is_brought_up_to_date(place: &dyn Fn() -> Location) {
    let location = place();
    let old = Store::open_up_to(&location, 1).unwrap();
    let person = goodturn_store::rows::Person::new(
        goodturn_core::id::PersonId(uuid::Uuid::from_u128(7)),
        crate::world::hour(0),
    );
    old.write(&deed("add"), &mut |w| Ok((w.put_person(&person)?, Keep::Yes))).unwrap();
    let rows = old.read(|r| r.person(person.id)).unwrap();
    drop(old);
    let new = World::at(&location);
    assert_eq!(new.store.read(|r| r.person(person.id)).unwrap(), rows);
    assert!(rows.is_some());
    assert!(new.store.read(|r| r.entries(person.id)).unwrap().is_empty());
    if let Location::File(path) = &location {
        let mut aside = path.clone().into_os_string();
        aside.push(".format-1");
        let aside = Store::open_up_to(&Location::File(aside.into()), 1).unwrap();
        assert_eq!(aside.read(|r| r.person(person.id)).unwrap(), rows);
        assert!(aside.read(|r| r.entries(person.id)).is_err(), "the copy was made too late");
    }
}
