//! Who was there together follows the interactions, whatever is done and taken back.

use std::collections::BTreeSet;

use goodturn_core::draft::{Direction, InteractionKind};
use goodturn_core::id::{InteractionId, PersonId, Seq};
use goodturn_store::Location;
use goodturn_store::rows::{Interaction, Participation};
use goodturn_store::together::{Step, recent};
use goodturn_store::writer::{Deed, Keep, Load};

use crate::deriving::Chance;
use crate::world::{World, deed, hour, raw_file};

/// Something that some of these people were in.
pub fn meeting(world: &World, people: &[PersonId], at: i64) -> (Interaction, Vec<Participation>) {
    let id = world.id();
    let interaction = Interaction {
        id: InteractionId(id),
        at: Some(hour(at)),
        kind: InteractionKind::Mail,
        direction: Direction::In,
        weight: 1.0,
        title: String::new(),
        text: String::new(),
        people: people.iter().map(|person| (*person, 0)).collect(),
        key: id.as_u64_pair().1 as i64,
        origin: None,
        made: Seq(0),
    };
    let parts =
        people.iter().map(|person| Participation::of(*person, 0, &interaction, 1.0, Direction::In)).collect();
    (interaction, parts)
}

fn rows(world: &World) -> Vec<Step> {
    let mut rows = Vec::new();
    world
        .store
        .read(|r| {
            r.together(&mut |a, b, times, heft| {
                rows.push(Step { a, b, times, heft });
                Ok(())
            })
        })
        .unwrap();
    rows
}

/// That the rows are what one finds by looking at everything that happened.
pub fn is_right(world: &World) {
    assert_eq!(rows(world), world.store.read(|r| r.together_from_scratch()).unwrap());
}

fn imported(world: &World, run: Option<Seq>, many: &[(Interaction, Vec<Participation>)]) -> Seq {
    let deed = Deed { run, ..deed("import") };
    let done = world.store.write(&deed, &mut |w| {
        let mut load = Load::default();
        for (interaction, parts) in many {
            load.interactions.push(interaction.clone());
            load.participations.extend(parts);
        }
        // Whom it met, it touched.
        let met: BTreeSet<PersonId> = load.participations.iter().map(|part| part.person).collect();
        for person in met {
            load.people.extend(w.person(person)?);
        }
        w.load(load)?;
        Ok(((), Keep::Yes))
    });
    done.unwrap().1.unwrap().seq
}

pub fn follows_what_happened(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let people: Vec<PersonId> = (0..7).map(|n| world.add(&format!("Friend {n}")).id).collect();
    let mut chance = Chance(11);
    let mut acts: Vec<(Seq, _)> = Vec::new();
    let (mut gone, mut most) = (BTreeSet::new(), 0);
    for round in 0..90 {
        let some = |chance: &mut Chance, gone: &BTreeSet<PersonId>| {
            let mut there: Vec<PersonId> = people.iter().filter(|id| !gone.contains(*id)).copied().collect();
            for at in (1..there.len()).rev() {
                there.swap(at, chance.below(at + 1));
            }
            there.truncate(1 + chance.below(4));
            let at = chance.below(9_000) as i64;
            meeting(&world, &there, at)
        };
        let before = world.dump();
        let seq = match chance.below(7) {
            0 if gone.len() < 3 => {
                let whom = people[chance.below(people.len())];
                if !gone.insert(whom) {
                    continue;
                }
                world.act("forget", |w| w.forget(whom))
            }
            1 | 2 => {
                let (interaction, parts) = some(&mut chance, &gone);
                world.act("log", |w| w.put_interaction(&interaction, &parts))
            }
            _ => {
                let many: Vec<_> = (0..1 + chance.below(6)).map(|_| some(&mut chance, &gone)).collect();
                imported(&world, None, &many)
            }
        };
        acts.push((seq, before));
        is_right(&world);
        most = most.max(rows(&world).len());
        // The last ones are taken back now and then, and sometimes the taking back.
        if round % 4 == 3 {
            let (seq, before) = acts.pop().unwrap();
            let after = world.dump();
            world.undo(Some(seq)).unwrap();
            assert!(world.dump() == before, "act {seq} taken back");
            is_right(&world);
            let undo = world.store.read(|r| r.journal(None, 1)).unwrap()[0].seq;
            if chance.below(2) == 0 && world.undo(Some(undo)).is_ok() {
                assert!(world.dump() == after, "act {seq} brought back");
                is_right(&world);
                let redone = world.store.read(|r| r.journal(None, 1)).unwrap()[0].seq;
                acts.push((redone, before));
            }
            let there: BTreeSet<PersonId> = people
                .iter()
                .filter(|id| world.store.read(|r| r.person(**id)).unwrap().is_some())
                .copied()
                .collect();
            gone = people.iter().filter(|id| !there.contains(id)).copied().collect();
        }
    }
    assert!(most > 10, "people met: {most}");
    // Out of order: an import in the middle goes, and whoever was forgotten before it was read comes back.
    for (seq, _) in acts {
        if world.undo(Some(seq)).is_ok() {
            is_right(&world);
        }
    }
}

pub fn outlives_a_crash(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    let people: Vec<PersonId> = (0..3).map(|n| world.add(&format!("Friend {n}")).id).collect();
    let before = world.dump();
    let safe = meeting(&world, &people, 100);
    let run = imported(&world, None, std::slice::from_ref(&safe));
    // A second batch was brought, and then the power went.
    let lost = meeting(&world, &people[..2], 200);
    let deed = Deed { run: Some(run), ..deed("import") };
    let bring = |w: &mut goodturn_store::Writer<'_>| {
        let load = Load { interactions: vec![lost.0.clone()], ..Load::default() };
        w.load(load)?;
        w.mark_bonds_unwritten()?;
        Ok(((), Keep::Yes))
    };
    world.store.write(&deed, &mut |w| bring(w)).unwrap();
    assert_eq!(rows(&world).iter().map(|row| row.times).max(), Some(1), "what waits is not counted yet");
    drop(world);
    let world = World::at(&location);
    is_right(&world);
    assert_eq!(rows(&world).iter().map(|row| row.times).collect::<BTreeSet<_>>(), BTreeSet::from([1, 2]));
    let found = world.store.read(|r| r.occasions(people[0], people[1], 5)).unwrap();
    assert_eq!(found.iter().map(|interaction| interaction.id).collect::<Vec<_>>(), [lost.0.id, safe.0.id]);
    let (times, heft) = world.store.read(|r| r.together_of(people[1], people[0])).unwrap().unwrap();
    assert!((recent(heft, times, hour(200)) - 2.0).abs() < 0.02);
    world.undo(Some(run)).unwrap();
    assert_eq!(world.dump(), before);
}

pub fn a_book_from_before_gets_it(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    let people: Vec<PersonId> = (0..2).map(|n| world.add(&format!("Friend {n}")).id).collect();
    imported(&world, None, &[meeting(&world, &people, 5)]);
    let after = world.dump();
    drop(world);
    // As an older program left it.
    let unmade = "DELETE FROM together; UPDATE workspace SET derived = 0;";
    match &location {
        Location::File(path) => {
            let wordless = format!("{unmade} INSERT INTO words (words) VALUES ('delete-all')");
            raw_file(path).execute_batch(&wordless).unwrap();
        }
        Location::Server(address) => {
            let mut server = postgres::Client::connect(address, postgres::NoTls).unwrap();
            server.batch_execute(&format!("{unmade} DELETE FROM words")).unwrap();
        }
    }
    let world = World::at(&location);
    is_right(&world);
    assert_eq!(world.dump(), after);
    assert_eq!(rows(&world).len(), 1);
}
