//! Several workspaces, in one database and in several.

use std::time::Duration;

use goodturn_core::id::WorkspaceId;
use goodturn_core::sender::Kind;
use goodturn_store::reader::Order;
use goodturn_store::temporary::Server;
use goodturn_store::{Location, Resolver, Store};

use crate::world::World;

const MINE: WorkspaceId = WorkspaceId(1);
const THEIRS: WorkspaceId = WorkspaceId(2);

fn names(store: &Store, word: &str) -> Vec<String> {
    let listed = store.read(|r| r.people(Kind::Person, Order::Name, None, 100)).unwrap();
    let found = store.read(|r| r.search(&[vec![word.into()]], Kind::Person, Order::Name, None, 100)).unwrap();
    assert_eq!(listed, found, "a list and a search see the same people");
    listed.into_iter().map(|person| person.profile.name).collect()
}

pub fn workspaces_of_one_database_do_not_see_each_other(place: &dyn Fn() -> Location) {
    let resolver = Resolver::new(place());
    let open = |workspace| World::of(Store::open_workspace(&resolver, workspace).unwrap());
    let (mine, theirs) = (open(MINE), open(THEIRS));
    // The same ids in both: nothing tells the rows apart but the workspace.
    let ada = mine.add("Same Ada");
    let bob = theirs.add("Same Bob");
    assert_eq!(ada.id, bob.id);
    mine.log(ada.id, 1);
    assert_eq!(names(&mine.store, "same"), ["Same Ada"]);
    assert_eq!(names(&theirs.store, "same"), ["Same Bob"]);
    assert_eq!(theirs.person(bob.id).interactions, 0);
    let before = mine.dump();
    theirs.load(5, &[bob.id]);
    theirs.act("forget", |w| w.forget(bob.id));
    theirs.undo(None).unwrap();
    assert_eq!(mine.dump(), before);
    assert_eq!(mine.store.read(|r| r.journal(None, 10)).unwrap().len(), 2);
}

pub fn a_workspace_can_lie_in_a_database_of_its_own(place: &dyn Fn() -> Location) {
    let (usual, other) = (place(), place());
    let resolver = Resolver::new(usual.clone()).with(THEIRS, other.clone());
    assert_eq!((resolver.resolve(MINE), resolver.resolve(THEIRS)), (&usual, &other));
    let theirs = World::of(Store::open_workspace(&resolver, THEIRS).unwrap());
    theirs.add("Bob");
    assert_eq!(theirs.store.location(), &other);
    let empty = Store::open_workspace(&Resolver::new(usual), THEIRS).unwrap();
    assert!(empty.read(|r| r.people(Kind::Person, Order::Name, None, 9)).unwrap().is_empty());
}

/// The second lock, which only a server has: whoever is not the owner of the tables sees one workspace, even by a
/// query that asks for all.
pub fn a_member_role_sees_only_its_workspace(address: &str) {
    let resolver = Resolver::new(Location::Server(address.to_owned()));
    World::of(Store::open_workspace(&resolver, MINE).unwrap()).add("Ada");
    World::of(Store::open_workspace(&resolver, THEIRS).unwrap()).add("Bob");
    let mut owner = postgres::Client::connect(address, postgres::NoTls).unwrap();
    owner
        .batch_execute(
            "CREATE ROLE member LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO member",
        )
        .unwrap();
    let as_member = address.replace("user=goodturn", "user=member");
    assert_ne!(as_member, address);
    let mut raw = postgres::Client::connect(&as_member, postgres::NoTls).unwrap();
    let seen = |raw: &mut postgres::Client| -> Vec<String> {
        raw.query("SELECT name FROM person", &[]).unwrap().iter().map(|row| row.get(0)).collect()
    };
    assert!(seen(&mut raw).is_empty());
    raw.batch_execute("SET goodturn.workspace = '2'").unwrap();
    assert_eq!(seen(&mut raw), ["Bob"]);
    assert!(raw.execute("UPDATE person SET workspace_id = 1", &[]).is_err(), "rows cannot be moved over");
    // And a book is fully usable by such a role.
    let resolver = Resolver::new(Location::Server(as_member));
    let theirs = World::of(Store::open_workspace(&resolver, THEIRS).unwrap());
    for _ in 0..9 {
        theirs.id(); // Bob has the first ones.
    }
    let before = theirs.dump();
    let load = theirs.load(30, &[]);
    assert_eq!(theirs.search(&["loaded"]).len(), 30);
    theirs.undo(Some(load)).unwrap();
    assert_eq!(theirs.dump(), before);
    // What broke off is completed by such a role, too.
    owner.batch_execute("INSERT INTO unsettled VALUES (2, 1)").unwrap();
    let again = Store::open_workspace(&resolver, THEIRS).unwrap();
    assert!(again.read(|r| r.runs_without_bonds()).unwrap().is_empty());
}

/// Two connections for four books of which each is written to at once, by a role that sees what its transaction names and
/// nothing else: what one left on a connection would be the next one's.
pub fn a_pool_of_connections_may_stand_between(server: &Server) {
    let address = server.database().unwrap();
    let workspaces = [1, 2, 3, 4].map(WorkspaceId);
    let direct = Resolver::new(Location::Server(address.clone()));
    for workspace in workspaces {
        Store::open_workspace(&direct, workspace).unwrap();
    }
    let mut owner = postgres::Client::connect(&address, postgres::NoTls).unwrap();
    owner
        .batch_execute(
            "CREATE ROLE pooled LOGIN; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO pooled",
        )
        .unwrap();
    let pool = server.pool("pooled", 2).unwrap();
    let pooled = Resolver::new(Location::Server(pool.through(&address)));
    std::thread::scope(|scope| {
        for workspace in workspaces {
            let pooled = &pooled;
            scope.spawn(move || {
                let world = World::of(Store::open_workspace(pooled, workspace).unwrap());
                let name = format!("Same {}", workspace.0);
                let own = world.add(&name);
                let before = world.dump();
                let other = Store::open_workspace(pooled, workspace).unwrap();
                let mut watch = other.watch(other.read(|r| r.seq()).unwrap()).unwrap();
                for round in 0..6 {
                    let lease = world.store.lease().unwrap().expect("nobody else imports into this one");
                    assert!(world.store.lease().unwrap().is_none(), "one at a time");
                    drop(lease);
                    world.log(own.id, round);
                    let load = world.load(20, &[own.id]);
                    assert_eq!(world.search(&["loaded"]).len(), 20);
                    world.undo(Some(load)).unwrap();
                    assert_eq!(names(&world.store, "same"), [name.as_str()]);
                    world.undo(None).unwrap();
                    assert_eq!(world.dump(), before);
                }
                let last = world.store.read(|r| r.seq()).unwrap();
                assert_eq!(watch.wait(Duration::from_secs(9)).unwrap(), Some(last));
            });
        }
    });
    // On the connections that are left nobody is named, and nobody seen.
    let mut left = postgres::Client::connect(&pool.through(&address), postgres::NoTls).unwrap();
    let seen = left.simple_query("SELECT name FROM person; SELECT name FROM workspace").unwrap();
    let rows = seen.iter().filter(|line| matches!(line, postgres::SimpleQueryMessage::Row(_)));
    assert_eq!(rows.count(), 0);
}
