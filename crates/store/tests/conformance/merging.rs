//! Two people made one and taken apart, whatever is done between.

use std::collections::BTreeSet;

use goodturn_core::draft::ValueKind;
use goodturn_core::entry::Kind;
use goodturn_core::id::{EntryId, PersonId, Seq};
use goodturn_core::ledger::Gave;
use goodturn_store::cell::Cell;
use goodturn_store::merging::AddedSinceMerge;
use goodturn_store::rows::{Card, Entry};
use goodturn_store::{Error, Location};
use jiff::civil::date;

use crate::deriving::Chance;
use crate::together::{is_right, meeting};
use crate::world::{Dump, World};

/// The book without what only says when something was changed last.
fn said(dump: Dump) -> Dump {
    let unsaid = |table: &str| match table {
        "person" => Some(19),
        "card" => Some(5),
        _ => None,
    };
    dump.into_iter()
        .map(|(table, mut cells)| {
            if let Some(at) = unsaid(table) {
                cells[at] = Cell::Null;
            }
            (table, cells)
        })
        .collect()
}

/// That the book says the same as before; else what it says otherwise.
fn says_the_same(world: &World, before: &Dump, when: &str) {
    let now = said(world.dump());
    let other = now.iter().find(|row| !before.contains(row));
    let missing = before.iter().find(|row| !now.contains(row));
    assert!(other.is_none() && missing.is_none(), "{when}: {other:?} instead of {missing:?}");
    assert_eq!(now.len(), before.len());
}

/// Somebody with a bit of everything.
fn somebody(world: &World, name: &str, email: &str, with: &[PersonId]) -> PersonId {
    let person = world.add(name);
    let card = Card {
        id: goodturn_core::id::CardId(world.id()),
        person: person.id,
        uid: email.into(),
        original: email.into(),
        made: Seq(0),
        changed: Seq(0),
    };
    world.act("edit", |w| {
        w.put_detail(&world.detail(person.id, ValueKind::Email, email))?;
        w.put_detail(&world.detail(person.id, ValueKind::Title, &format!("title of {name}")))?;
        w.put_card(&card)?;
        let mut person = w.person(person.id)?.unwrap();
        w.refresh(&mut person)?;
        w.put_person(&person)?;
        w.reindex(person.id)
    });
    entry(world, person.id, None);
    for other in with {
        entry(world, person.id, Some(*other));
        together(world, &[person.id, *other], 30);
    }
    world.log(person.id, 40);
    person.id
}

fn entry(world: &World, person: PersonId, other: Option<PersonId>) -> EntryId {
    let mut entry = Entry::new(EntryId(world.id()), Kind::Turn, person, date(2023, 11, 1));
    entry.other = other;
    entry.state = if other.is_some() { Gave::Between } else { Gave::Given }.into();
    world.act("gave", |w| w.put_entry(&entry));
    entry.id
}

fn together(world: &World, people: &[PersonId], at: i64) -> Seq {
    let (mut interaction, mut parts) = meeting(world, people, at);
    world.act("log", |w| {
        interaction.made = w.run_of_act();
        parts.iter_mut().for_each(|part| part.made = w.run_of_act());
        w.put_interaction(&interaction, &parts)?;
        for part in &parts {
            if let Some(mut person) = w.person(part.person)? {
                w.recompute_bond(&mut person)?;
                w.put_person(&person)?;
            }
        }
        Ok(())
    })
}

fn merge(world: &World, into: PersonId, gone: PersonId) -> Seq {
    world.act("merge", |w| w.merge(into, gone, &[]))
}

fn split(world: &World, gone: PersonId, theirs: &[uuid::Uuid]) -> Seq {
    world.act("split", |w| {
        let mut since = w.since_merged(gone)?;
        since.retain(|one| theirs.contains(&one.id()));
        w.split(gone, &since).map(|_| ())
    })
}

pub fn a_merge_carries_everything_over_and_is_taken_back_exactly(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let carl = world.add("Carl").id;
    let ada = somebody(&world, "Ada Lovelace", "ada@example.org", &[carl]);
    let other = somebody(&world, "A. Lovelace", "lovelace@example.net", &[carl, ada]);
    let before = world.dump();
    let act = merge(&world, ada, other);
    let person = world.person(ada);
    assert_eq!(
        (person.profile.name.as_str(), person.profile.title.as_str()),
        ("Ada Lovelace", "title of Ada Lovelace")
    );
    let read = |id: PersonId| {
        world.store.read(|r| {
            Ok((r.details(id)?.len(), r.cards(id)?.len(), r.whole_timeline(id)?.len(), r.entries(id)?.len()))
        })
    };
    assert_eq!(read(ada).unwrap(), (6, 2, 5, 5), "the evening on which both were is one");
    assert_eq!(read(other).unwrap(), (0, 0, 0, 0));
    assert_eq!(person.interactions, 5);
    assert_eq!(world.store.read(|r| r.who_is(other)).unwrap(), ada);
    assert_eq!(world.store.read(|r| r.holders("email", "lovelace@example.net")).unwrap(), [ada]);
    assert_eq!(world.search(&["lovelace"]), [ada]);
    is_right(&world);
    let again = world.store.write(&crate::world::deed("merge"), &mut |w| {
        let same = w.merge(ada, ada, &[]);
        assert!(matches!(same, Err(Error::Refused(_))), "{same:?}");
        // The other way round, from a second device: they are one already.
        let circle = w.merge(other, ada, &[]);
        assert!(matches!(circle, Err(Error::Refused(_))), "{circle:?}");
        Ok(((), goodturn_store::writer::Keep::No))
    });
    assert!(again.is_ok());
    let merged = world.dump();
    world.undo(Some(act)).unwrap();
    assert_eq!(world.dump(), before);
    is_right(&world);
    let undo = world.store.read(|r| r.seq()).unwrap();
    world.undo(Some(undo)).unwrap();
    assert_eq!(world.dump(), merged);
    is_right(&world);
    split(&world, other, &[]);
    says_the_same(&world, &said(before), "after a split");
    is_right(&world);
}

pub fn a_split_keeps_what_came_since_with_whom_it_is_told(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let carl = world.add("Carl").id;
    let ada = somebody(&world, "Ada", "ada@example.org", &[]);
    let eve = somebody(&world, "Eve", "eve@example.org", &[carl]);
    let act = merge(&world, ada, eve);
    // What was theirs is said better, and something new comes.
    let mut email = world.store.read(|r| r.details(ada)).unwrap();
    email.retain(|detail| detail.value.text == "eve@example.org");
    email[0].value.label = "work".into();
    world.act("edit", |w| w.put_detail(&email[0]));
    let note = world.detail(ada, ValueKind::Note, "sails");
    let phone = world.detail(ada, ValueKind::Phone, "+442071838750");
    world.act("edit", |w| {
        w.put_detail(&goodturn_store::rows::Detail { made: w.run_of_act(), ..note.clone() })?;
        w.put_detail(&goodturn_store::rows::Detail { made: w.run_of_act(), ..phone.clone() })
    });
    let given = entry(&world, ada, None);
    let evening = together(&world, &[ada, carl], 50);
    let refused = world.undo(Some(act)).unwrap_err().to_string();
    assert!(refused.contains("undo act"), "{refused}");
    let since = world.store.read(|r| r.since_merged(eve)).unwrap();
    assert_eq!(since.len(), 4, "{since:?}");
    let talk = since.iter().find(|one| matches!(one, AddedSinceMerge::Part(_))).unwrap().id();
    let apart = split(&world, eve, &[note.id.0, given.0, talk]);
    let read = |id: PersonId| -> (Vec<String>, usize, usize) {
        world
            .store
            .read(|r| {
                let mut texts: Vec<String> =
                    r.details(id)?.into_iter().map(|d| d.value.label + &d.value.text).collect();
                texts.sort_unstable();
                Ok((texts, r.whole_timeline(id)?.len(), r.entries(id)?.len()))
            })
            .unwrap()
    };
    assert_eq!(read(ada).0, ["+442071838750", "Ada", "ada@example.org", "title of Ada"]);
    assert_eq!(read(eve).0, ["Eve", "sails", "title of Eve", "workeve@example.org"]);
    assert_eq!((read(ada).1, read(ada).2, read(eve).1, read(eve).2), (1, 1, 3, 3));
    assert_eq!(world.person(eve).profile.name, "Eve");
    is_right(&world);
    // The whole of it can be taken back, and then what came before it.
    for act in [apart, evening] {
        world.undo(Some(act)).unwrap();
        is_right(&world);
    }
}

pub fn merges_are_taken_apart_in_any_order(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let people: Vec<PersonId> =
        (0..4).map(|n| somebody(&world, &format!("P{n}"), &format!("p{n}@example.org"), &[])).collect();
    together(&world, &people, 60);
    entry(&world, people[0], Some(people[1]));
    let before = said(world.dump());
    for order in [[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 2, 0]] {
        // 0 goes into 1, 1 into 2, 2 into 3.
        for n in 0..3 {
            merge(&world, people[n + 1], people[n]);
            is_right(&world);
        }
        assert_eq!(world.store.read(|r| r.who_is(people[0])).unwrap(), people[3]);
        assert!(
            world.store.read(|r| r.since_merged(people[0])).unwrap().is_empty(),
            "merges brought it, nobody said it"
        );
        for n in order {
            split(&world, people[n], &[]);
            is_right(&world);
        }
        says_the_same(&world, &before, &format!("{order:?}"));
    }
}

pub fn an_import_is_taken_back_from_whom_its_people_are_now(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let ada = somebody(&world, "Ada", "ada@example.org", &[]);
    let load = world.load(2, &[]);
    let loaded = world.search(&["n1"])[0];
    merge(&world, ada, loaded);
    assert_eq!(world.person(ada).interactions, 4);
    let undone = world.undo(Some(load)).unwrap();
    assert_eq!(undone.kept, ["Ada"]);
    assert_eq!(world.person(ada).interactions, 1, "what it brought is gone");
    assert_eq!(world.search(&["loaded"]), [ada], "what was said of them stays");
    is_right(&world);
    split(&world, loaded, &[]);
    assert_eq!((world.person(ada).interactions, world.person(loaded).interactions), (1, 0));
    is_right(&world);
}

pub fn who_was_merged_is_not_changed_behind_their_back(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (ada, eve) = (world.add("Ada").id, world.add("Eve").id);
    let mut muted = world.person(eve);
    muted.circle = Some(2);
    let mute = world.act("edit", |w| w.put_person(&muted));
    let logged = world.log(eve, 3);
    let act = merge(&world, ada, eve);
    for earlier in [mute, logged] {
        let refused = world.undo(Some(earlier)).unwrap_err().to_string();
        assert!(refused.contains(&format!("act {act}")), "{refused}");
    }
    assert_eq!(world.person(ada).circle, Some(2), "what only one of them had is kept");
    world.undo(Some(act)).unwrap();
    world.undo(Some(logged)).unwrap();
    world.undo(Some(mute)).unwrap();
    assert_eq!(world.person(eve).circle, None);
}

pub fn who_was_there_together_follows_merges(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let people: Vec<PersonId> = (0..8).map(|n| world.add(&format!("Friend {n}")).id).collect();
    let empty = said(world.dump());
    let mut chance = Chance(5);
    let (mut acts, mut gone): (Vec<Seq>, BTreeSet<PersonId>) = (Vec::new(), BTreeSet::new());
    for round in 0..70 {
        let there: Vec<PersonId> = people.iter().copied().filter(|person| !gone.contains(person)).collect();
        let pick = |chance: &mut Chance| there[chance.below(there.len())];
        match chance.below(5) {
            0 | 1 => {
                let mut some: Vec<PersonId> = (0..3).map(|_| pick(&mut chance)).collect();
                some.sort_unstable();
                some.dedup();
                acts.push(together(&world, &some, round));
            }
            2 if there.len() > 2 => {
                let (one, other) = (pick(&mut chance), pick(&mut chance));
                if one != other {
                    acts.push(merge(&world, one, other));
                    gone.insert(other);
                }
            }
            3 => {
                if let Some(one) = gone.pop_first() {
                    acts.push(split(&world, one, &[]));
                }
            }
            _ => {
                if let Some(last) = acts.pop() {
                    world.undo(Some(last)).unwrap();
                    gone = people
                        .iter()
                        .copied()
                        .filter(|p| world.store.read(|r| r.person(*p)).unwrap().is_none())
                        .collect();
                }
            }
        }
        is_right(&world);
    }
    while let Some(last) = acts.pop() {
        world.undo(Some(last)).unwrap();
        is_right(&world);
    }
    says_the_same(&world, &empty, "after all was taken back");
}
