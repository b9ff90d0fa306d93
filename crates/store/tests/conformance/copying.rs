//! Backups, what is refused, and books of older formats.

use std::path::Path;

use goodturn_store::copies::{Restore, Restored};
use goodturn_store::{Error, Location, Result, Store};

use crate::world::{World, add_to_older, deed, raw_file};

/// Restores, and keeps what a server held beside the backup.
fn restore(world: &World, file: &Path) -> Result<Restored> {
    let folders = [file.parent().unwrap().to_owned()];
    let epoch = world.id().to_string();
    let deed = deed("restore");
    world.store.restore(&Restore { file, deed: &deed, epoch: &epoch, folders: &folders, is_own_place: false })
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm") && !name.ends_with("-lease"))
        .collect();
    names.sort();
    names
}

fn raw(file: &Path, sql: &str) {
    raw_file(file).execute_batch(sql).unwrap();
}

pub fn a_backup_restores_the_whole_book(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&place());
    let person = world.add("Zoë Müller");
    let log = world.log(person.id, 1);
    let loaded = world.load(50, &[person.id]);
    let before = world.dump();
    let file = folder.path().join("copy");
    world.store.backup(&file, None).unwrap();
    let bytes = std::fs::read(&file).unwrap();
    // The copy is a book of its own.
    let copy = folder.path().join("opened");
    std::fs::copy(&file, &copy).unwrap();
    assert_eq!(World::at(&Location::File(copy)).dump(), before);
    world.add("Too late");
    restore(&world, &file).unwrap();
    assert_eq!(world.dump(), before);
    assert_eq!(world.search(&["zoe"]), [person.id]);
    assert!(world.search(&["late"]).is_empty());
    assert_eq!(std::fs::read(&file).unwrap(), bytes, "the backup was changed");
    // The way back is in it too.
    world.undo(Some(loaded)).unwrap();
    world.undo(Some(log)).unwrap();
    assert_eq!(world.person(person.id).interactions, 0);
}

pub fn a_backup_that_cannot_be_written_leaves_nothing(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&place());
    std::fs::create_dir(folder.path().join("taken")).unwrap();
    for name in ["nowhere/copy", "taken"] {
        let failed = world.store.backup(&folder.path().join(name), None).unwrap_err();
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
    // A name so long that there is room for a part beside it, and none for the date of the copy.
    let path = folder.path().join("b".repeat(230));
    let world = World::at(&Location::File(path));
    world.store.backup(&folder.path().join("copy"), None).unwrap();
    world.add("Ada");
    let before = world.dump();
    assert!(matches!(restore(&world, &folder.path().join("copy")).unwrap_err(), Error::File { .. }));
    assert_eq!(world.dump(), before);
    assert_eq!(names(folder.path()).len(), 2, "{:?}", names(folder.path()));
}

/// Whom a file has whose name begins so.
fn has(file: &Path, word: &str) -> bool {
    !World::at(&Location::File(file.to_owned())).search(&[word]).is_empty()
}

pub fn two_restores_in_a_row_lose_nothing(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&place());
    world.add("Ada");
    let copy = folder.path().join("copy");
    world.store.backup(&copy, None).unwrap();
    world.add("Bob");
    let first = restore(&world, &copy).unwrap().aside.unwrap();
    world.add("Cy");
    let second = restore(&world, &copy).unwrap().aside.unwrap();
    assert_ne!(first, second);
    assert!(has(&first, "ada") && has(&first, "bob") && !has(&first, "cy"));
    assert!(has(&second, "ada") && has(&second, "cy") && !has(&second, "bob"));
    assert!(world.search(&["bob"]).is_empty() && world.search(&["cy"]).is_empty());
    // What was kept is a backup too: the way back.
    restore(&world, &first).unwrap();
    assert_eq!(world.search(&["bob"]).len(), 1);
}

pub fn a_restore_stands_in_the_journal_behind_all_that_was(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&place());
    let add = world.act("add", |_| Ok(()));
    let copy = folder.path().join("copy");
    world.store.backup(&copy, None).unwrap();
    for _ in 0..5 {
        world.act("add", |_| Ok(()));
    }
    let known = |world: &World| world.store.read(|reader| Ok((reader.epoch()?, reader.seq()?))).unwrap();
    let before = known(&world);
    let aside = restore(&world, &copy).unwrap().aside.unwrap();
    let after = known(&world);
    assert!(after.1 > before.1, "no number is given twice: {before:?} {after:?}");
    assert_ne!(after.0, before.0, "it is of another epoch");
    let journal = world.store.read(|reader| reader.journal(None, 10)).unwrap();
    assert_eq!(journal.len(), 2, "{journal:?}");
    assert_eq!(journal[0].act, "restore");
    let words = journal[0].words().to_string();
    assert!(words.contains(&aside.display().to_string()), "{words}");
    // It has a way back of its own, and is not in the way of undoing what was done before, where that is asked for.
    let refused = world.undo(Some(journal[0].seq)).unwrap_err();
    assert!(refused.to_string().contains("restoring the copy"), "{refused}");
    assert_eq!(world.undo(Some(add)).unwrap().run, add);
    restore(&world, &copy).unwrap();
    assert_ne!(known(&world).0, after.0);
}

pub fn an_undo_straight_after_a_restore_takes_back_nothing_else(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let world = World::at(&place());
    world.add("Ada");
    let copy = folder.path().join("copy");
    world.store.backup(&copy, None).unwrap();
    world.add("Bob");
    let aside = restore(&world, &copy).unwrap().aside.unwrap();
    let restored = world.dump();
    for _ in 0..2 {
        let refused = world.undo(None).unwrap_err();
        assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
        assert!(refused.to_string().contains(&aside.display().to_string()), "the way back: {refused}");
        assert_eq!(world.dump(), restored);
    }
    // What is done afterwards is taken back as ever, and then the restore is the last again.
    let (cy, arrived) = (world.act("note", |_| Ok(())), world.act(goodturn_store::undo::ARRIVED, |_| Ok(())));
    assert!(arrived > cy);
    assert_eq!(world.undo(None).unwrap().run, cy);
    assert!(world.undo(None).unwrap_err().to_string().contains("a restore"));
    assert_eq!(world.search(&["ada"]).len(), 1);
    restore(&world, &aside).unwrap();
    assert_eq!(world.search(&["bob"]).len(), 1, "the way back that was said is one");
}

#[test]
fn a_backup_never_takes_the_place_of_another_book() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("personal")));
    world.add("Pers");
    let work = World::at(&Location::File(file("work")));
    let _ = work.id(); // Each book has ids of its own.
    work.add("Work");
    std::os::unix::fs::symlink(file("work"), file("link")).unwrap();
    std::fs::hard_link(file("personal"), file("same")).unwrap();
    let in_use = |name: &str, keep| {
        let refused = world.store.backup(&file(name), keep).unwrap_err();
        assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
        assert!(refused.to_string().contains("is a book in use, not a backup"), "{refused}");
    };
    // While it is open, and after it was put away.
    in_use("work", Some(1));
    in_use("link", None);
    drop(work);
    in_use("work", Some(1));
    in_use("same", None);
    assert!(!file("work-wal").exists(), "nobody has it open");
    assert!(has(&file("work"), "work") && world.search(&["pers"]).len() == 1);
    // A copy that was opened is a book too, when it holds what is nowhere else.
    world.store.backup(&file("copy"), None).unwrap();
    assert!(has(&file("copy"), "pers"));
    world.store.backup(&file("copy"), None).unwrap();
    World::at(&Location::File(file("copy"))).add("Only here");
    in_use("copy", Some(1));
    assert!(has(&file("copy"), "here"));
    // A served book whose file looks like a copy has its key beside it.
    world.store.backup(&file("served"), None).unwrap();
    std::fs::write(file("served-door"), "goodturn door 1\n").unwrap();
    in_use("served", None);
    // What a restore kept is no name for a backup, either.
    let kept = restore(&world, &file("served")).unwrap().aside.unwrap();
    let refused = world.store.backup(&kept, Some(1)).unwrap_err();
    assert!(refused.to_string().contains("belongs to a book"), "{refused}");
}

pub fn a_nightly_backup_removes_no_book_and_no_copy_of_another(place: &dyn Fn() -> Location) {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&place());
    world.add("Ada");
    // A book that somebody works with, a copy of another book, and an older copy of this one, all of that name.
    let in_use = World::at(&Location::File(file("night-2020-01-01T000000Z")));
    let other = World::at(&Location::File(file("other")));
    let _ = (in_use.id(), other.id()); // Each book has ids of its own.
    in_use.add("Kim");
    drop(in_use);
    other.add("Ola");
    other.store.backup(&file("night-2020-01-02T000000Z"), None).unwrap();
    world.store.backup(&file("night-2020-01-03T000000Z"), None).unwrap();
    world.add("Bob");
    world.store.backup(&file("night"), Some(2)).unwrap();
    let copied = world.store.backup(&file("night"), Some(2)).unwrap();
    assert_eq!(copied.removed, [file("night-2020-01-03T000000Z")]);
    assert!(has(&file("night-2020-01-01T000000Z"), "kim"));
    assert!(has(&file("night-2020-01-02T000000Z"), "ola"));
    assert!(copied.replaced.unwrap().exists() && has(&file("night"), "bob"));
}

#[cfg(unix)]
#[test]
fn backups_that_others_could_read_are_closed_with_a_word() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
    let open = |path: &Path| std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o644)).unwrap();
    let world = World::at(&Location::File(file("book")));
    world.add("Ada");
    world.store.backup(&file("copy"), None).unwrap();
    let older = world.store.backup(&file("copy"), None).unwrap();
    assert!(older.tightened.is_empty());
    let older = older.replaced.unwrap();
    open(&older);
    open(&file("copy"));
    std::fs::write(file("copy-2020-01-01T000000Z"), "Dear Ada").unwrap();
    open(&file("copy-2020-01-01T000000Z"));
    let copied = world.store.backup(&file("copy"), None).unwrap();
    let replaced = copied.replaced.unwrap();
    assert_eq!((mode(&older), mode(&replaced), mode(&file("copy"))), (0o600, 0o600, 0o600));
    assert_eq!(copied.tightened.len(), 2, "{:?}", copied.tightened);
    assert!(copied.tightened.contains(&older) && copied.tightened.contains(&replaced));
    assert_eq!(mode(&file("copy-2020-01-01T000000Z")), 0o644, "no backup, and none of ours to close");
    // The one that is restored, by a link too.
    open(&file("copy"));
    std::os::unix::fs::symlink(file("copy"), file("latest")).unwrap();
    let (location, deed) = (Location::File(file("book")), deed("restore"));
    let latest = file("latest");
    let ask = Restore { file: &latest, deed: &deed, epoch: "e", folders: &[], is_own_place: false };
    let restored = goodturn_store::copies::restore(&location, &ask).unwrap();
    assert_eq!(restored.tightened, [file("copy").canonicalize().unwrap()]);
    assert_eq!(mode(&file("copy")), 0o600);
}

#[test]
fn a_restore_moves_nothing_away_that_never_was_a_book() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("book")));
    world.add("Ada");
    world.store.backup(&file("copy"), None).unwrap();
    drop(world);
    let copy = file("copy");
    let restore = |name: &str, is_own_place| {
        let deed = deed("restore");
        let ask = Restore { file: &copy, deed: &deed, epoch: "e", folders: &[], is_own_place };
        goodturn_store::copies::restore(&Location::File(file(name)), &ask)
    };
    std::fs::write(file("diary.txt"), "Dear diary").unwrap();
    let refused = restore("diary.txt", false).unwrap_err();
    assert!(matches!(refused, Error::NotABook(_)), "{refused:?}");
    assert!(refused.to_string().contains("move that file away"), "{refused}");
    assert_eq!(std::fs::read_to_string(file("diary.txt")).unwrap(), "Dear diary");
    assert!(names(folder.path()).iter().all(|name| !name.contains(".broken")));
    // Where a book was, whatever an accident left of it gives up its place, and is kept.
    std::fs::write(file("book"), "overwritten by an accident").unwrap();
    std::fs::write(file("book-wal"), "").unwrap();
    for (name, is_own_place) in [("book", false), ("diary.txt", true)] {
        let aside = restore(name, is_own_place).unwrap().aside.unwrap();
        assert!(aside.exists() && has(&file(name), "ada"));
    }
}

#[test]
fn a_damaged_book_does_not_take_the_place_of_the_last_good_backup() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("book")));
    world.load(300, &[]);
    world.store.backup(&file("copy"), None).unwrap();
    let good = std::fs::read(file("copy")).unwrap();
    world.store.put_away().unwrap();
    let mut bytes = std::fs::read(file("book")).unwrap();
    let page = 4096;
    for at in (3..bytes.len() / page).step_by(3) {
        bytes[at * page..at * page + 64].fill(0x5a);
    }
    std::fs::write(file("book"), bytes).unwrap();
    let refused = world.store.backup(&file("copy"), None).unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
    assert!(refused.to_string().contains("the book is damaged"), "{refused}");
    assert_eq!(std::fs::read(file("copy")).unwrap(), good);
    assert_eq!(names(folder.path()), ["book", "copy"]);
    // It is put right from there, and even what was damaged is kept.
    let restored = restore(&world, &file("copy")).unwrap();
    assert!(restored.was_damaged && restored.aside.unwrap().exists());
    assert_eq!(world.search(&["loaded"]).len(), 100);
}

#[test]
fn killed_backups_do_not_pile_up_until_none_can_be_made() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("book")));
    for number in 0..101 {
        let ending = if number == 0 { ".part".to_owned() } else { format!(".part-{number}") };
        std::fs::write(file(&format!("copy{ending}")), [0; 4096]).unwrap();
    }
    world.store.backup(&file("copy"), None).unwrap();
    assert_eq!(names(folder.path()), ["book", "copy"]);
}

#[test]
fn a_nightly_backup_keeps_so_many_and_no_more() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("book")));
    std::fs::write(file("copy-2020-01-01T000000Z"), "Dear Ada").unwrap();
    for (number, name) in ["Ada", "Bob", "Cy", "Dee"].iter().enumerate() {
        world.add(name);
        world.store.backup(&file("copy"), Some(3)).unwrap();
        assert_eq!(names(folder.path()).len(), 2 + (number + 1).min(3), "{:?}", names(folder.path()));
    }
    assert!(has(&file("copy"), "dee"), "the newest has the name");
    let dated: Vec<String> = names(folder.path())
        .into_iter()
        .filter(|name| name.starts_with("copy-2") && !name.contains("2020"))
        .collect();
    assert_eq!(dated.len(), 2);
    assert!(dated.iter().all(|name| has(&file(name), "bob")), "the oldest is gone");
    assert!(file("copy-2020-01-01T000000Z").exists(), "what is no backup is left alone");
    // Where no number is said, none goes.
    let copied = world.store.backup(&file("copy"), None).unwrap();
    assert!(copied.removed.is_empty() && copied.replaced.unwrap().exists());
}

#[test]
fn a_backup_by_a_link_goes_to_where_the_link_leads() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("book")));
    world.store.backup(&file("copy"), None).unwrap();
    std::os::unix::fs::symlink(file("copy"), file("latest")).unwrap();
    world.add("Ada");
    world.store.backup(&file("latest"), None).unwrap();
    assert!(file("latest").symlink_metadata().unwrap().is_symlink());
    assert!(has(&file("copy"), "ada"));
    let refused = world.store.backup(&file("book-wal"), None).unwrap_err();
    assert!(refused.to_string().contains("belongs to a book"), "{refused}");
}

#[test]
fn a_backup_overwrites_only_a_backup_and_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let world = World::at(&Location::File(file("book")));
    world.add("Ada");
    std::fs::write(file("letter.txt"), "Dear Ada").unwrap();
    let refused = world.store.backup(&file("letter.txt"), None).unwrap_err();
    assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
    assert_eq!(std::fs::read_to_string(file("letter.txt")).unwrap(), "Dear Ada");
    std::fs::write(file("copy.part"), "mine").unwrap();
    // A log that a database of that name left behind would be taken for the new one's.
    std::fs::write(file("copy-wal"), b"old log").unwrap();
    world.store.backup(&file("copy"), None).unwrap();
    world.store.backup(&file("copy"), None).unwrap();
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
    world.store.backup(&copy, None).unwrap();
    served.add("Bob");
    assert_eq!(served.search(&["bob"]).len(), 1);
    restore(&world, &copy).unwrap();
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
    world.store.backup(&file("whole"), None).unwrap();
    let whole = std::fs::read(file("whole")).unwrap();
    std::fs::write(file("cut"), &whole[..whole.len() / 2]).unwrap();
    std::fs::write(file("garbage"), b"Dear diary, this is no book at all.".repeat(99)).unwrap();
    std::fs::write(file("empty"), b"").unwrap();
    raw(&file("other"), "CREATE TABLE t (a)");
    std::fs::copy(file("whole"), file("newer")).unwrap();
    raw(&file("newer"), "PRAGMA user_version = 99");
    for name in ["cut", "garbage", "empty", "other", "missing"] {
        let refused = restore(&world, &file(name)).unwrap_err();
        assert!(matches!(refused, Error::NotABook(_)), "{name}: {refused:?}");
        assert!(refused.to_string().contains(name), "{refused}");
    }
    let refused = restore(&world, &file("newer")).unwrap_err();
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
    add_to_older(&location, &person);
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
