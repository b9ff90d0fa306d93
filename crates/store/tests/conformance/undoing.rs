//! Taking back: exactly, or not at all.

use goodturn_core::draft::ValueKind;
use goodturn_core::id::Seq;
use goodturn_store::rows::Source;
use goodturn_store::{Error, Location};

use crate::world::{World, hour};

pub fn undo_gives_back_what_an_edit_changed(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let mut person = world.add("Ada");
    let before = world.dump();
    let mut name = world.store.read(|r| r.details(person.id)).unwrap().remove(0);
    name.value.text = "Ada Lovelace".into();
    let more = world.detail(person.id, ValueKind::Email, "ada@example.org");
    person.profile.name = "Ada Lovelace".into();
    person.circle = Some(1);
    world.act("edit", |w| {
        w.put_detail(&name)?;
        w.put_detail(&more)?;
        w.put_person(&person)?;
        w.reindex(person.id)
    });
    assert_eq!(world.search(&["lovelace"]), [person.id]);
    let undone = world.undo(None).unwrap();
    assert_eq!((undone.run, undone.kept), (Seq(2), Vec::new()));
    assert_eq!(world.dump(), before);
    assert!(world.search(&["lovelace"]).is_empty());
    assert_eq!(world.search(&["ada"]), [person.id]);
}

pub fn undo_takes_back_a_load_of_many_rows(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let person = world.add("Ada");
    world.log(person.id, 2);
    let before = world.dump();
    let load = world.load(400, &[person.id]);
    assert_eq!(world.person(person.id).interactions, 2);
    assert_eq!(world.search(&["n399"]).len(), 1);
    world.undo(Some(load)).unwrap();
    assert_eq!(world.dump(), before);
    assert!(world.search(&["loaded"]).is_empty());
    assert!(matches!(world.undo(Some(load)), Err(Error::Refused(_))));
    // The same rows can come again.
    world.load(400, &[person.id]);
    assert_eq!(world.search(&["n399"]).len(), 1);
}

pub fn undo_brings_back_a_forgotten_person(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let person = world.add("Ada");
    world.log(person.id, 1);
    let before = world.dump();
    world.act("forget", |w| w.forget(person.id));
    let left = world.dump();
    assert!(left.iter().all(|(table, _)| *table == "known"), "{left:?}");
    world.undo(None).unwrap();
    assert_eq!(world.dump(), before);
    assert_eq!(world.search(&["ada"]), [person.id]);
}

pub fn undo_of_undo_is_exact(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let empty = world.dump();
    let person = world.add("Ada");
    let log = world.log(person.id, 1);
    let after = world.dump();
    world.undo(Some(log)).unwrap();
    let undo = world.store.read(|r| r.seq()).unwrap();
    world.undo(Some(undo)).unwrap();
    assert_eq!(world.dump(), after);
    assert!(!world.store.read(|r| r.is_undone(log)).unwrap());
    // Once back, it can be taken back again, and what came before it after that.
    world.undo(None).unwrap();
    world.undo(None).unwrap();
    assert_eq!(world.dump(), empty);
    assert!(matches!(world.undo(None), Err(Error::Refused(_))));
}

pub fn undo_refuses_what_was_changed_later(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let person = world.add("Ada");
    let note = world.detail(person.id, ValueKind::Note, "sails");
    let first = world.act("edit", |w| w.put_detail(&note));
    let mut better = note.clone();
    better.value.text = "sails at Kiel".into();
    let second = world.act("edit", |w| w.put_detail(&better));
    let before = world.dump();
    let refused = world.undo(Some(first)).unwrap_err().to_string();
    assert!(refused.contains(&format!("undo act {second} first")), "{refused}");
    assert_eq!(world.dump(), before);
    let unknown = world.undo(Some(Seq(99))).unwrap_err().to_string();
    assert!(unknown.contains("no act 99"), "{unknown}");
    world.undo(Some(second)).unwrap();
    world.undo(Some(first)).unwrap();
    assert_eq!(world.store.read(|r| r.details(person.id)).unwrap().len(), 1);
}

pub fn undo_of_a_load_keeps_whom_one_used_since(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = world.add("Ada");
    let load = world.load(5, &[ada.id]);
    let used = world.search(&["n2"])[0];
    world.log(used, 900);
    let undone = world.undo(Some(load)).unwrap();
    assert_eq!(undone.kept, ["Loaded n2"]);
    let kept = world.person(used);
    assert_eq!((kept.profile.name.as_str(), kept.interactions), ("Loaded n2", 1));
    assert_eq!(kept.bond.count(), 1);
    assert_eq!(world.search(&["loaded"]), [used], "whoever stays can be found");
    assert_eq!(world.person(ada.id), ada);
    let timeline = world.store.read(|r| r.whole_timeline(used)).unwrap();
    assert_eq!(timeline.len(), 1);
}

/// An import is a run of several acts, and somebody may work on the book between two of them.
pub fn what_was_done_between_two_acts_of_a_run_stays(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = world.add("Ada");
    let first = world.load(3, &[ada.id]);
    world.log(ada.id, 900);
    let mut chosen = world.person(ada.id);
    chosen.circle = Some(2);
    world.act("edit", |w| w.put_person(&chosen));
    world.load_more(first, 3, &[ada.id]);
    let undone = world.undo(Some(first)).unwrap();
    assert!(undone.kept.is_empty(), "nobody whom the run brought was used since: {undone:?}");
    let left = world.person(ada.id);
    assert_eq!((left.interactions, left.circle), (1, Some(2)), "what was logged and chosen meanwhile stays");
    assert!(world.search(&["loaded"]).is_empty());
    let rows = world.dump();
    let count = |wanted: &str| rows.iter().filter(|(table, _)| *table == wanted).count();
    assert_eq!((count("interaction"), count("participation"), count("person")), (1, 1, 1));
}

pub fn a_part_whose_import_is_gone_does_not_come_back_alone(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = world.add("Ada");
    let load = world.load(2, &[ada.id]);
    let forget = world.act("forget", |w| w.forget(ada.id));
    world.undo(Some(load)).unwrap();
    world.undo(Some(forget)).unwrap();
    let left = world.person(ada.id);
    assert_eq!(left.interactions, 0, "what the import brought is gone");
    assert!(world.dump().iter().all(|(table, _)| *table != "participation"));
}

pub fn an_undone_import_lets_later_ones_be_read_again(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let source = |n: u8| Source {
        id: [n; 16],
        name: format!("{n}.vcf"),
        format: "vcard".into(),
        print: Some(vec![n]),
        at: hour(0),
        complete: true,
        counts: "{}".into(),
        made: Seq(i64::from(n)),
    };
    let first = world.act("import", |w| w.put_source(&source(1)));
    world.act("import", |w| w.put_source(&source(2)));
    let before = world.dump();
    let undo = world.undo(Some(first)).map(|_| world.store.read(|r| r.seq()).unwrap()).unwrap();
    let read_to_its_end = |n: u8| world.store.read(|r| r.source_like(&[n])).unwrap().is_some();
    assert!(
        !read_to_its_end(1) && !read_to_its_end(2),
        "it would be skipped although its people may be gone"
    );
    assert!(world.undo(Some(undo)).is_err(), "an import comes back by reading it again");
    assert_ne!(world.dump(), before);
}
