//! Books that are made and brought up to date as they are opened.

use std::sync::Barrier;

use goodturn_store::schema::newest;
use goodturn_store::{Location, Store};

use crate::world::World;

/// What of a database its migrations make: tables, columns, indexes, and the locks on rows.
fn made(location: &Location) -> Vec<String> {
    match location {
        Location::File(path) => {
            let file = rusqlite::Connection::open(path).unwrap();
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
