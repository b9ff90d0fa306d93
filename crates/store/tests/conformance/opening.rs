//! Books that are made and brought up to date as they are opened.

use std::sync::Barrier;

use goodturn_core::sender::Kind;
use goodturn_store::reader::Order;
use goodturn_store::schema::newest;
use goodturn_store::temporary::Server;
use goodturn_store::writer::Keep;
use goodturn_store::{Error, Location, Store};

use crate::world::{World, deed, raw_file};

/// What of a database its migrations make: tables, columns, indexes, and the locks on rows.
fn made(location: &Location) -> Vec<String> {
    match location {
        Location::File(path) => {
            let file = raw_file(path);
            let mut all = file
                .prepare(
                    "SELECT type || ' ' || name || ': ' || coalesce(sql, '') FROM sqlite_master ORDER BY 1",
                )
                .unwrap();
            all.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        }
        Location::Server(address) => {
            let mut server = postgres::Client::connect(address, postgres::NoTls).unwrap();
            let all = "SELECT * FROM ( \
                 SELECT 'column ' || table_name || ' ' || ordinal_position || ' ' || column_name || ' ' || data_type \
                 || ' ' || is_nullable FROM information_schema.columns WHERE table_schema = 'public' \
                 UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = 'public' \
                 UNION ALL SELECT 'lock ' || relname || ' ' || relrowsecurity FROM pg_class \
                 WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
                 UNION ALL SELECT 'policy ' || tablename || ' ' || policyname || ' ' || qual FROM pg_policies \
                 ) made (what) ORDER BY what";
            server.query(all, &[]).unwrap().iter().map(|row| row.get(0)).collect()
        }
    }
}

pub fn a_new_book_and_one_brought_up_to_date_are_made_alike(place: &dyn Fn() -> Location) {
    let fresh = place();
    drop(Store::open(&fresh).unwrap());
    let fresh = made(&fresh);
    assert!(fresh.len() > 20, "{fresh:?}");
    for format in 1..newest() {
        let location = place();
        drop(Store::open_up_to(&location, format).unwrap());
        assert_ne!(made(&location), fresh, "format {format}");
        drop(Store::open(&location).unwrap());
        assert_eq!(made(&location), fresh, "from format {format}");
    }
}

pub fn many_may_make_a_book_at_once(place: &dyn Fn() -> Location) {
    for _ in 0..5 {
        let location = place();
        at_once(&location);
        World::at(&location).add("Ada");
    }
}

pub fn many_may_bring_a_book_up_to_date_at_once(place: &dyn Fn() -> Location) {
    let location = place();
    drop(Store::open_up_to(&location, 1).unwrap());
    at_once(&location);
    World::at(&location).add("Ada");
}

/// Opens a book from several threads in the same moment.
fn at_once(location: &Location) {
    const MANY: usize = 6;
    let ready = Barrier::new(MANY);
    std::thread::scope(|scope| {
        for _ in 0..MANY {
            scope.spawn(|| {
                ready.wait();
                Store::open(location).unwrap();
            });
        }
    });
}

pub fn who_only_looks_makes_no_book(place: &dyn Fn() -> Location) {
    let location = place();
    for _ in 0..2 {
        match Store::find(&location) {
            Err(Error::NoBook(said)) => assert!(said.contains("there is no book"), "{said}"),
            Err(other) => panic!("{other:?}"),
            Ok(_) => panic!("it was made"),
        }
        match &location {
            Location::File(path) => assert!(!path.exists()),
            Location::Server(_) => assert_eq!(made(&location), [""; 0]),
        }
    }
    assert!(Store::open(&location).unwrap().is_new());
    assert!(!Store::find(&location).unwrap().is_new());
}

#[test]
fn what_is_no_place_for_a_book_is_said_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str| folder.path().join(name);
    let foreign = raw_file(file("other.db"));
    foreign.execute_batch("CREATE TABLE thing (id INTEGER)").unwrap();
    drop(foreign);
    std::fs::write(file("letter"), "Dear Ada").unwrap();
    std::os::unix::fs::symlink(file("gone"), file("link")).unwrap();
    let before: Vec<Vec<u8>> = ["other.db", "letter"].map(|name| std::fs::read(file(name)).unwrap()).to_vec();
    for name in ["other.db", "letter", "link", ".", "letter/book", "missing/book"] {
        match Store::open(&Location::File(file(name))) {
            Err(Error::NotABook(said)) => assert!(said.len() > 20, "{said}"),
            Err(error) => panic!("{name}: {error:?}"),
            Ok(_) => panic!("{name} was opened"),
        }
    }
    match Store::open(&Location::parse(":memory:")) {
        Err(Error::Refused(said)) => assert!(said.contains("gone"), "{said}"),
        other => panic!("{:?}", other.err()),
    }
    let after: Vec<Vec<u8>> = ["other.db", "letter"].map(|name| std::fs::read(file(name)).unwrap()).to_vec();
    assert_eq!(after, before);
    let mut names: Vec<_> =
        std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["letter", "link", "other.db"]);
}

/// Somebody else's database that is in use, with all of it in its log.
#[test]
fn a_database_of_somebody_else_in_use_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.db");
    let foreign = raw_file(&path);
    foreign.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE thing (id INTEGER)").unwrap();
    assert!(Store::open(&Location::File(path.clone())).is_err());
    let tables: i64 = foreign.query_row("SELECT count(*) FROM sqlite_master", [], |row| row.get(0)).unwrap();
    assert_eq!(tables, 1);
}

#[test]
fn a_book_opened_by_two_names_is_imported_into_by_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let store = Store::open(&Location::File(path.clone())).unwrap();
    let link = folder.path().join("link");
    std::os::unix::fs::symlink(&path, &link).unwrap();
    let _lease = store.lease().unwrap().unwrap();
    assert!(Store::open(&Location::File(link)).unwrap().lease().unwrap().is_none());
}

#[test]
fn the_file_of_a_book_is_whole_by_itself_when_it_was_put_away() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book");
    let world = World::at(&Location::File(path.clone()));
    world.add("Ada");
    world.store.put_away().unwrap();
    let copy = folder.path().join("copy");
    std::fs::copy(path, &copy).unwrap();
    assert_eq!(World::at(&Location::File(copy)).search(&["ada"]).len(), 1);
}

pub fn waits_for_a_server_that_starts_up(server: &Server) {
    let address = server.database().unwrap();
    World::at(&Location::Server(address.clone())).add("Ada");
    let wire = server.wire(&address).unwrap();
    wire.start_up(3);
    let world = World::at(&Location::Server(wire.address().to_owned()));
    assert_eq!(world.search(&["ada"]).len(), 1);
    for (address, word) in [
        (address.replace("dbname=", "dbname=no"), "does not exist"),
        ("host=no.such.machine.invalid dbname=book".to_owned(), ""),
    ] {
        match Store::open(&Location::Server(address)) {
            Err(Error::Wrong(said) | Error::Refused(said)) => assert!(said.contains(word), "{said}"),
            Err(error) => panic!("{error:?}"),
            Ok(_) => panic!("it was opened"),
        }
    }
}

/// A server that asks others may fail in itself when it keeps an act: it is asked whether it did. What it says else is
/// passed on with its number.
pub fn a_commit_at_which_the_server_fails_in_itself_is_asked_after(server: &Server) {
    let address = server.database().unwrap();
    let world = World::at(&Location::Server(address.clone()));
    let fail = |state: &str, how_often: u32| {
        let refuse = format!(
            "CREATE OR REPLACE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             IF nextval('failed') <= {how_often} THEN RAISE EXCEPTION 'a node went its own way' \
             USING ERRCODE = '{state}'; END IF; RETURN NULL; END $$; SELECT setval('failed', 1, false)"
        );
        server.load(&address, &refuse).unwrap();
    };
    server.load(&address, "CREATE SEQUENCE failed").unwrap();
    fail("XX000", 2);
    server
        .load(
            &address,
            "CREATE CONSTRAINT TRIGGER fail AFTER INSERT ON person DEFERRABLE INITIALLY DEFERRED \
             FOR EACH ROW EXECUTE FUNCTION fail()",
        )
        .unwrap();
    world.add("Ada");
    let found = world.store.read(|r| r.people(Kind::Person, Order::Name, None, 9)).unwrap();
    assert_eq!(found.len(), 1, "once, and not once for each try");
    assert_eq!(world.store.read(|r| r.journal(None, 9)).unwrap().len(), 1);
    fail("P0001", 1);
    let (somebody, _) = world.somebody("Bob");
    let refused = world.store.write(&deed("add"), &mut |w| w.put_person(&somebody).map(|()| ((), Keep::Yes)));
    let error = refused.unwrap_err();
    let said = error.to_string();
    assert!(
        said.contains("a node went its own way (SQLSTATE P0001)") && !said.contains("db error"),
        "{said}"
    );
    assert_eq!(world.store.read(|r| r.journal(None, 9)).unwrap().len(), 1);
}
