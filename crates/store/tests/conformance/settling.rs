//! Bonds that wait for the end of a run.

use std::collections::BTreeSet;

use goodturn_core::id::{PersonId, Seq};
use goodturn_store::writer::{Keep, Load};
use goodturn_store::{Error, Location, Store};

use crate::world::{World, deed};

/// An import that met `person` three times and broke off before it wrote that down.
fn break_off(world: &World, person: PersonId) -> Seq {
    let seq = world.act("import", |w| {
        let mut load = Load::default();
        let mut met = w.person(person)?.unwrap();
        for at in 0..3 {
            let (interaction, part) = world.meeting(&mut met, at * 100);
            load.interactions.push(interaction);
            // The first part was written before it broke off, the others were not.
            if at == 0 {
                load.participations.push(part);
            }
        }
        w.load(load)?;
        w.mark_bonds_unwritten()
    });
    assert_eq!(world.person(person).interactions, 0);
    seq
}

pub fn whoever_opens_a_book_settles_what_broke_off(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    let ada = world.add("Ada");
    let before = world.dump();
    let run = break_off(&world, ada.id);
    drop(world);
    let world = World::at(&location);
    let met = world.person(ada.id);
    assert_eq!((met.interactions, met.bond.count()), (3, 3));
    assert_eq!(world.store.read(|r| r.whole_timeline(ada.id)).unwrap().len(), 3);
    assert!(met.strength > 0.0);
    assert!(world.store.read(|r| r.runs_without_bonds()).unwrap().is_empty());
    // It belongs to the run, and goes back with it.
    assert_eq!(world.store.read(|r| r.run(run)).unwrap().len(), 2);
    world.undo(Some(run)).unwrap();
    assert_eq!(world.dump(), before);
}

pub fn nobody_settles_or_undoes_what_still_runs(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    let ada = world.add("Ada");
    let lease = world.store.lease().unwrap().unwrap();
    let run = break_off(&world, ada.id);
    let other = Store::open(&location).unwrap();
    assert_eq!(other.read(|r| r.person(ada.id)).unwrap().unwrap().interactions, 0);
    assert_eq!(other.read(|r| r.runs_without_bonds()).unwrap(), [run]);
    assert!(other.lease().unwrap().is_none());
    let refused = world.undo(Some(run)).unwrap_err();
    assert!(matches!(refused, Error::Refused(_)) && refused.to_string().contains("running"), "{refused}");
    world.store.recover(&lease).unwrap();
    assert_eq!(world.person(ada.id).interactions, 3);
    drop(lease);
    assert!(other.lease().unwrap().is_some());
}

pub fn settling_writes_many_bonds_and_is_taken_back(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let people: Vec<_> = (0..40).map(|n| world.add(&format!("Friend {n}"))).collect();
    let before = world.dump();
    let mut first = None;
    let mut met = people.clone();
    for _ in 0..2 {
        let deed = goodturn_store::writer::Deed { run: first, ..deed("import") };
        let (_, act) = world
            .store
            .write(&deed, &mut |w| {
                let mut load = Load::default();
                for person in &mut met {
                    let (interaction, part) = world.meeting(person, 5);
                    load.interactions.push(interaction);
                    load.participations.push(part);
                }
                w.load(load)?;
                w.mark_bonds_unwritten()?;
                Ok(((), Keep::Yes))
            })
            .unwrap();
        first = act.map(|act| act.run);
    }
    let deed = goodturn_store::writer::Deed { run: first, ..deed("import") };
    let anew = BTreeSet::from([met[0].id]);
    world.store.write(&deed, &mut |w| Ok((w.write_bonds(&mut [], &met[1..], &anew)?, Keep::Yes))).unwrap();
    for person in &people {
        let now = world.person(person.id);
        assert_eq!((now.interactions, now.changed), (2, person.changed), "phones need not hear of a bond");
    }
    world.undo(first).unwrap();
    assert_eq!(world.dump(), before);
}
