//! Connections to a server that are lost in the middle: what was done is done once, and nobody has to do it again.

use std::time::Duration;

use goodturn_book::Book;
use goodturn_store::temporary::{Breaks, Server};
use goodturn_store::{Location, Store};
use serde_json::json;

use crate::world::{World, assert_sound};

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
