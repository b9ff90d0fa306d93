//! Stored strengths are brought up to date, and nothing that was done takes note of it.

use goodturn_core::draft::ValueKind;
use goodturn_core::sender::Kind;
use goodturn_store::Location;

use crate::world::{World, hour, raw_file};

pub fn everybody_is_weighed_as_of_one_day(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (ada, bo) = (world.add("Ada"), world.add("Bo"));
    world.log(ada.id, -9);
    assert_eq!(world.store.read(|reader| reader.day_of_strengths()).unwrap(), None);
    let day = hour(24 * 365);
    assert_eq!(world.store.recompute_strengths(day).unwrap(), 1, "Bo has no tie that could fall");
    assert_eq!(world.store.recompute_strengths(day).unwrap(), 0, "nothing has fallen since");
    assert_eq!(world.store.read(|reader| reader.day_of_strengths()).unwrap(), Some(day));
    let weighed = world.person(ada.id);
    assert_eq!((weighed.strength, weighed.strength_at), (weighed.bond.strength(day), day));
    // Whatever is written from then on is of that day too, or of the last contact.
    world.log(bo.id, -9);
    assert_eq!(world.person(bo.id).strength_at, day);
    world.log(bo.id, 24 * 400);
    assert_eq!(world.person(bo.id).strength_at, hour(24 * 400));
    world.store.recompute_strengths(hour(0)).unwrap();
    let stored = world.store.read(|reader| reader.bonds(Kind::Person, (f64::INFINITY, bo.id), 9)).unwrap();
    assert!(stored.iter().all(|(_, strength, bond)| *strength == bond.strength(hour(0))), "{stored:?}");
}

pub fn weighing_is_nothing_that_undo_would_see(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let empty = world.dump();
    let ada = world.add("Ada");
    let log = world.log(ada.id, -9);
    let another = world.log(ada.id, -5);
    world.undo(Some(another)).unwrap();
    world.store.recompute_strengths(hour(24 * 365)).unwrap();
    world.undo(Some(log)).unwrap();
    assert_eq!(world.person(ada.id).interactions, 0);
    world.undo(Some(ada.made)).unwrap();
    let left: Vec<_> = world.dump().into_iter().filter(|(table, _)| *table != "setting").collect();
    assert_eq!(left, empty);
}

pub fn bonds_of_an_older_program_are_made_anew(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    let ada = world.add("Ada").id;
    let before = world.dump();
    world.log(ada, 5);
    world.log(ada, 90);
    let after = world.dump();
    drop(world);
    // An older program counted no days, and weighed otherwise; so it left images in the journal, too.
    let bond = |cut: &str| {
        format!(
            "UPDATE person SET bond = {cut}, strength = 1 WHERE bond IS NOT NULL; UPDATE workspace SET derived = 1"
        )
    };
    match &location {
        Location::File(path) => {
            let file = raw_file(path);
            file.execute_batch(&bond("substr(bond, 1, 116)")).unwrap();
        }
        Location::Server(address) => {
            let mut server = postgres::Client::connect(address, postgres::NoTls).unwrap();
            server.batch_execute(&bond("substring(bond FROM 1 FOR 116)")).unwrap();
        }
    }
    let world = World::at(&location);
    assert_eq!(world.dump(), after);
    world.undo(None).unwrap();
    world.undo(None).unwrap();
    assert_eq!(world.dump(), before);
}

pub fn words_of_an_older_program_are_made_anew(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    let (lukasz, taro) = (world.add("Łukasz Strauß").id, world.add("山田太郎").id);
    let mut page = world.detail(taro, ValueKind::Url, "https://m.linkedin.com/in/taro");
    // As an older program wrote them.
    page.normal = Some("m.linkedin.com/in/taro".into());
    world.act("older", |w| {
        w.put_detail(&page)?;
        w.index(lukasz, "łukasz strauß")?;
        w.index(taro, "山田太郎")
    });
    let having = |world: &World, word: &str| world.store.read(|reader| reader.having(word, 9)).unwrap();
    assert_eq!(having(&world, "strauss"), []);
    drop(world);
    let older = "UPDATE workspace SET derived = 3";
    match &location {
        Location::File(path) => raw_file(path).execute_batch(older).unwrap(),
        Location::Server(address) => {
            postgres::Client::connect(address, postgres::NoTls).unwrap().batch_execute(older).unwrap();
        }
    }
    let world = World::at(&location);
    assert_eq!((having(&world, "lukasz"), having(&world, "strauss")), (vec![lukasz], vec![lukasz]));
    assert_eq!(having(&world, "太郎"), [taro]);
    let holders = |page: &str| world.store.read(|reader| reader.holders("url", page)).unwrap();
    assert_eq!((holders("linkedin.com/in/taro"), holders("m.linkedin.com/in/taro")), (vec![taro], vec![]));
}
