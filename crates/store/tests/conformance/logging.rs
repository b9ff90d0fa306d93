//! The journal as a log of events: what changed since an act, who hears of it, and what is left of whom was forgotten for
//! good.

use std::time::{Duration, Instant};

use goodturn_core::draft::ValueKind;
use goodturn_core::id::{PersonId, Seq};
use goodturn_store::changes::Changed;
use goodturn_store::{Error, Location, Store};

use crate::SERVER;
use crate::world::World;

/// What changed after an act: the noun, its id, whether it is gone.
fn since(world: &World, act: Seq) -> Vec<Changed> {
    world.store.read(|reader| reader.changes(act, 10_000)).unwrap().changed
}

fn of_people(changed: &[Changed]) -> Vec<(PersonId, bool)> {
    let people = changed.iter().filter(|one| one.noun == "person");
    people.map(|one| (PersonId(one.id), one.gone)).collect()
}

pub fn what_changed_since_an_act_is_told_also_when_it_was_taken_back(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = world.add("Ada");
    let added = world.store.read(|reader| reader.seq()).unwrap();
    assert_eq!(since(&world, added), []);
    let mut edited = ada.clone();
    edited.circle = Some(1);
    let edit = world.act("edit", |w| w.put_person(&edited));
    assert_eq!(of_people(&since(&world, added)), [(ada.id, false)]);
    assert_eq!(since(&world, edit), []);
    // Who is as before has changed once more.
    world.undo(Some(edit)).unwrap();
    assert_eq!(of_people(&since(&world, edit)), [(ada.id, false)]);
    let logged = world.log(ada.id, 3);
    let changed = since(&world, Seq(logged.0 - 1));
    assert_eq!(of_people(&changed), [(ada.id, false)]);
    assert!(changed.iter().any(|one| one.noun == "interaction" && !one.gone), "{changed:?}");
    world.undo(Some(logged)).unwrap();
    assert!(since(&world, logged).iter().any(|one| one.noun == "interaction" && one.gone));
    let forgot = world.act("forget", |w| w.forget(ada.id));
    assert_eq!(of_people(&since(&world, Seq(forgot.0 - 1))), [(ada.id, true)]);
    world.undo(Some(forgot)).unwrap();
    // Each thing once, as it is now, however often it changed.
    assert_eq!(of_people(&since(&world, Seq(0))), [(ada.id, false)]);
}

pub fn what_an_import_brought_and_took_along_is_told_by_its_range(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = world.add("Ada");
    let before = world.store.read(|reader| reader.seq()).unwrap();
    let import = world.load(30, &[ada.id]);
    let brought = since(&world, before);
    assert_eq!(of_people(&brought).len(), 31);
    let range = |changed: &[Changed]| -> Vec<(uuid::Uuid, Option<uuid::Uuid>, bool)> {
        let those = changed.iter().filter(|one| one.noun == "interaction");
        those.map(|one| (one.id, one.to, one.gone)).collect()
    };
    let [(first, Some(last), false)] = range(&brought)[..] else { panic!("{:?}", range(&brought)) };
    world.undo(Some(import)).unwrap();
    let undone = since(&world, import);
    assert_eq!(range(&undone), [(first, Some(last), true)]);
    let gone = of_people(&undone).into_iter().filter(|(id, gone)| *id != ada.id && *gone).count();
    assert_eq!((gone, of_people(&undone).contains(&(ada.id, false))), (30, true));
}

pub fn a_long_list_of_changes_comes_in_parts_and_nothing_is_left_out(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let people: Vec<PersonId> = (0..7).map(|n| world.add(&format!("Person {n}")).id).collect();
    let (mut seen, mut from, mut parts) = (Vec::new(), Seq(0), 0);
    loop {
        let part = world.store.read(|reader| reader.changes(from, 4)).unwrap();
        if part.upto == from {
            break;
        }
        seen.extend(of_people(&part.changed).into_iter().map(|(id, _)| id));
        (from, parts) = (part.upto, parts + 1);
    }
    assert_eq!(seen, people);
    assert!(parts > 2, "{parts}");
}

pub fn whoever_waits_hears_of_an_act_at_once_and_of_nothing_else(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    world.add("Ada");
    let last = world.store.read(|reader| reader.seq()).unwrap();
    // As another process has it: another store, with connections of its own.
    let other = Store::open(&location).unwrap();
    std::thread::scope(|scope| {
        let wait = |store: &Store| {
            let mut watch = store.watch(last).unwrap();
            assert_eq!(watch.wait(Duration::from_millis(120)).unwrap(), None, "nothing has happened");
            let heard = watch.wait(Duration::from_secs(20)).unwrap();
            (heard, Instant::now())
        };
        let (other, own) = (&other, &world.store);
        let waiting = [scope.spawn(move || wait(other)), scope.spawn(move || wait(own))];
        std::thread::sleep(Duration::from_millis(600));
        let store = Store::open(&location).unwrap();
        let writer = World::of(store);
        writer.add("Ben");
        let done = Instant::now();
        for waited in waiting {
            let (heard, at) = waited.join().unwrap();
            assert_eq!(heard, Some(Seq(last.0 + 1)));
            // Asked for is a tenth of a second; a busy machine is not what this is about.
            assert!(at.saturating_duration_since(done) < Duration::from_secs(2));
        }
    });
    // What came before one begins to wait is heard of, too.
    assert_eq!(other.watch(last).unwrap().wait(Duration::ZERO).unwrap(), Some(Seq(last.0 + 1)));
}

/// Everything that lies in the database, with what has been written beside it.
fn everything(location: &Location) -> Vec<u8> {
    match location {
        Location::File(path) => {
            let mut all = std::fs::read(path).unwrap();
            for log in ["-wal", "-shm"] {
                let mut name = path.clone().into_os_string();
                name.push(log);
                all.extend(std::fs::read(name).unwrap_or_default());
            }
            all
        }
        Location::Server(address) => SERVER.dump(address).unwrap(),
    }
}

fn holds(all: &[u8], text: &str) -> bool {
    // A dump writes bytes by their figures.
    let figures = |text: &str| text.bytes().map(|byte| format!("{byte:02x}")).collect::<String>();
    let all = String::from_utf8_lossy(all).to_lowercase();
    let capital = format!("{}{}", text[..1].to_uppercase(), &text[1..]);
    all.contains(&text.to_lowercase()) || [text, &capital].iter().any(|text| all.contains(&figures(text)))
}

pub fn nothing_is_left_of_whom_was_forgotten_for_good(place: &dyn Fn() -> Location) {
    let location = place();
    let world = World::at(&location);
    let (secret, address) = ("Zephyrine Quux", "zq@quux.example");
    let zoe = world.add(secret);
    let ben = world.add("Ben");
    let (mail, note) = (
        world.detail(zoe.id, ValueKind::Email, address),
        world.detail(zoe.id, ValueKind::Note, "allergic to walnuts"),
    );
    world.act("edit", |w| {
        w.put_detail(&mail)?;
        w.put_detail(&note)?;
        w.reindex(zoe.id)
    });
    world.log(zoe.id, 1);
    let bens = world.log(ben.id, 2);
    let gone = world.act("edit", |w| w.remove_detail(&note));
    // Words of a later act and of a name that they had once lie in the journal, too.
    let other = world.add("Zephyrine Quibble");
    world.act("merge", |w| w.merge(zoe.id, other.id, &[]));
    let left_of = |text: &str| holds(&everything(&location), text);
    for text in [secret, address, "walnuts", "quibble"] {
        assert!(left_of(text), "{text} lies in it before");
    }
    let refused = world.store.write(&crate::world::deed("forget"), &mut |w| {
        Ok((w.forget_for_good(other.id)?, goodturn_store::writer::Keep::Yes))
    });
    assert!(matches!(refused, Err(Error::Refused(_))), "who is a part of another is not meant");
    let forgot = world.act("forget", |w| w.forget_for_good(zoe.id).map(|_| ()));
    world.store.sweep().unwrap();
    for text in [secret, address, "walnuts", "quux", "quibble", "zephyrine"] {
        assert!(!left_of(text), "{text} is left");
    }
    if let Location::File(path) = &location {
        let copy = path.with_extension("copy");
        world.store.backup(&copy, None).unwrap();
        assert!(!holds(&std::fs::read(copy).unwrap(), "zephyrine"));
    }
    // That somebody was forgotten, and when and by whom, stays; it cannot be taken back, and nothing before it that was
    // about them. What was done with others can.
    let line = world.store.read(|reader| reader.journal(Some(Seq(forgot.0 + 1)), 1)).unwrap().remove(0);
    assert_eq!((line.act.as_str(), line.who.as_str()), ("forget", "ada"));
    for act in [forgot, gone] {
        let error = world.undo(Some(act)).unwrap_err().to_string();
        assert!(error.contains("forgotten for good"), "{error}");
    }
    world.undo(Some(bens)).unwrap();
    assert!(world.search(&["zephyrine"]).is_empty());
    assert_eq!(world.search(&["ben"]), [ben.id]);
}

pub fn nobody_is_forgotten_for_good_while_an_import_runs(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = world.add("Ada");
    world.act("import", |w| w.mark_bonds_unwritten());
    let refused = world.store.write(&crate::world::deed("forget"), &mut |w| {
        Ok((w.forget_for_good(ada.id)?, goodturn_store::writer::Keep::Yes))
    });
    assert!(matches!(refused, Err(Error::Refused(why)) if why.contains("still running")));
    assert_eq!(world.search(&["ada"]), [ada.id]);
}
