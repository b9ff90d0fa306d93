//! What one can ask, and that it is all there or not at all.

use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::entry::Kind as EntryKind;
use goodturn_core::findable;
use goodturn_core::id::{EntryId, PersonId, Seq};
use goodturn_core::insight::cadence::Cadence;
use goodturn_core::sender::Kind;
use goodturn_core::state::{Learnt, Need, State};
use goodturn_store::cell::Cell;
use goodturn_store::reader::{After, Order};
use goodturn_store::rows::{Entry, Person};
use goodturn_store::texts::Text;
use goodturn_store::writer::{Keep, Load};
use goodturn_store::{Error, Location};
use jiff::civil::date;

use crate::world::{World, deed, hour};

pub fn people_come_back_as_they_were_put(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (mut person, _) = world.somebody("Zoë Müller");
    (person.kind, person.kind_why) = (Kind::Organisation, "by hand".into());
    (person.profile.organisation, person.profile.title) = ("Brücke".into(), "Chef".into());
    (person.circle, person.cadence) = (Some(2), Cadence::Every(30));
    (person.snoozed, person.profile.born) = (Some(hour(9)), Some((2, 29)));
    world.meeting(&mut person, -5);
    let seq = world.act("add", |w| w.put_person(&person));
    (person.made, person.changed) = (seq, seq);
    assert_eq!(world.person(person.id), person);
    let born = world.store.read(|reader| reader.born_on(&[(2, 29)])).unwrap();
    assert_eq!(born, [person.clone()]);
    assert_eq!(world.store.read(|reader| reader.with_cadence(5)).unwrap(), [person.clone()]);
    assert_eq!(world.store.read(|reader| reader.named("zoe muller")).unwrap(), [person]);
    let nobody = world.store.read(|reader| reader.person(PersonId(world.id()))).unwrap();
    assert_eq!(nobody, None);
}

pub fn people_are_listed_in_order_page_by_page(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    world.act("add", |w| {
        for n in 0..25_i64 {
            // Equal values among them, and some who were never met.
            let (mut person, _) = world.somebody(&format!("Name {}", n % 9));
            person.strength = (n % 5) as f64;
            person.last = (n % 4 > 0).then(|| hour(n % 4));
            w.put_person(&person)?;
        }
        Ok(())
    });
    for order in [Order::Strength, Order::Name, Order::Last] {
        let all = world.store.read(|r| r.people(Kind::Person, order, None, 100)).unwrap();
        assert_eq!(all.len(), 25);
        let mut sorted = all.clone();
        match order {
            Order::Strength => sorted.sort_by(|a, b| b.strength.total_cmp(&a.strength).then(b.id.cmp(&a.id))),
            Order::Name => sorted.sort_by(|a, b| (&a.profile.name, a.id).cmp(&(&b.profile.name, b.id))),
            Order::Last => sorted.sort_by_key(|person| std::cmp::Reverse((person.last, person.id))),
        }
        assert_eq!(all, sorted, "{order:?}");
        let mut pages: Vec<Person> = Vec::new();
        loop {
            let after = pages.last().map(|person| match order {
                Order::Strength => After::Strength(person.strength, person.id),
                Order::Name => After::Name(person.profile.name.to_lowercase(), person.id),
                Order::Last => After::Last(person.last, person.id),
            });
            let page = world.store.read(|r| r.people(Kind::Person, order, after.as_ref(), 7)).unwrap();
            if page.is_empty() {
                break;
            }
            pages.extend(page);
        }
        assert_eq!(pages, all, "{order:?}");
    }
    assert_eq!(world.store.read(|r| r.count(Kind::Person, 99)).unwrap(), 25);
    assert_eq!(world.store.read(|r| r.count(Kind::List, 99)).unwrap(), 0);
}

pub fn who_has_a_word_is_found_by_the_whole_word(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (zoe, zack) = (world.add("Zoë Müller"), world.add("Zack Müller"));
    let having = |word: &str, most: usize| {
        let mut found = world.store.read(|reader| reader.having(word, most)).unwrap();
        found.sort_unstable();
        found
    };
    assert_eq!(having("zoe", 9), [zoe.id]);
    assert_eq!(having("muller", 9), [zoe.id, zack.id]);
    assert_eq!(having("muller", 1).len(), 1);
    // Whatever stands in a name is a word to the engine, or a mark to us.
    for c in ['Ⓐ', '🅰', '\u{19b0}', '\u{1cf2}', '\u{1e900}', '²', 'ª', '字', 'ß', '\u{301}'] {
        for word in findable::parted(&format!("a{c}b")).split_whitespace() {
            assert!(having(word, 9).is_empty(), "{c}");
        }
    }
    assert!(having("zo", 9).is_empty() && having("ʘʘʘzo", 9).is_empty());
    // Their keys are words, too.
    let words =
        findable::words([&Value {
            kind: ValueKind::Name, label: String::new(), text: "Zoë Müller".into()
        }]);
    let key = words.split(' ').find(|word| word.starts_with('ʘ')).unwrap();
    assert_eq!(having(key, 9), [zoe.id]);
}

pub fn those_whom_a_run_brought_are_known(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let zoe = world.add("Zoë Müller");
    let run = world.load(3, &[zoe.id]);
    let more = world.load_more(run, 2, &[]);
    let came = |act: Seq, most: usize| world.store.read(|reader| reader.came_with(act, most)).unwrap();
    assert_eq!((came(run, 9).len(), came(more, 9).len(), came(more, 4).len()), (5, 5, 4));
    assert!(!came(run, 9).contains(&zoe.id), "she was touched and not brought");
    assert!(came(Seq(99), 9).is_empty());
}

pub fn search_finds_words_by_their_beginning(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (zoe, zack) = (world.add("Zoë Müller"), world.add("Zack Moser"));
    assert_eq!(world.search(&["zo"]), [zoe.id]);
    assert_eq!(world.search(&["mull", "zoe"]), [zoe.id]);
    assert_eq!(world.search(&["z", "m"]), [zoe.id, zack.id]);
    assert!(world.search(&["ack"]).is_empty());
    world.act("forget", |w| w.forget(zoe.id));
    assert_eq!(world.search(&["z"]), [zack.id]);
    // What compares whole books compares this too.
    let whose = Cell::Id(zack.id.bytes());
    let words: Vec<_> = world.dump().into_iter().filter(|(table, _)| *table == "words").collect();
    let word = |word: &str| ("words", vec![whose.clone(), Cell::Text(word.into())]);
    assert!(words.contains(&word("zack")) && words.contains(&word("moser")), "{words:?}");
    let rest = words.iter().filter(|found| **found != word("zack") && **found != word("moser"));
    let keys: Vec<_> = rest.map(|(_, cells)| &cells[1]).collect();
    assert!(matches!(keys.as_slice(), [Cell::Text(key)] if key.starts_with('ʘ')), "{words:?}");
}

pub fn holders_are_found_by_channel(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (a, b) = (world.add("A"), world.add("B"));
    let office = [
        world.detail(a.id, ValueKind::Email, "office@example.org"),
        world.detail(b.id, ValueKind::Email, "Office@example.org"),
    ];
    world.act("edit", |w| office.iter().try_for_each(|detail| w.put_detail(detail)));
    let holders = |kind, normal: &str| world.store.read(|r| r.holders(kind, normal)).unwrap();
    assert_eq!(holders("email", "office@example.org"), [a.id, b.id]);
    assert!(holders("phone", "office@example.org").is_empty());
    assert_eq!(world.store.read(|r| r.details(b.id)).unwrap()[1], office[1]);
}

pub fn a_timeline_is_read_page_by_page(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let person = world.add("Ada");
    for at in [3, 1, 2, 2, 2, 5, 4] {
        world.log(person.id, at);
    }
    let whole = world.store.read(|r| r.whole_timeline(person.id)).unwrap();
    let (mut pages, mut before) = (Vec::new(), None);
    loop {
        let page = world.store.read(|r| r.timeline(person.id, before.as_ref(), 2)).unwrap();
        let Some(last) = page.last() else { break };
        before = Some(*last);
        pages.extend(page);
    }
    pages.reverse();
    assert_eq!(pages, whole);
    assert_eq!(whole.len(), 7);
    assert!(whole.is_sorted_by_key(|part| part.when()));
    assert_eq!(world.person(person.id).interactions, 7);
}

pub fn the_journal_has_no_gaps(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let person = world.add("Ada");
    world.log(person.id, 1);
    let nothing = world.store.write(&deed("log"), &mut |_| Ok(((), Keep::No))).unwrap();
    assert_eq!(nothing.1, None);
    world.undo(None).unwrap();
    world.load(3, &[person.id]);
    let acts = world.store.read(|r| r.journal(None, 100)).unwrap();
    let seqs: Vec<i64> = acts.iter().map(|act| act.seq.0).collect();
    assert_eq!(seqs, [4, 3, 2, 1]);
    assert_eq!(acts[1].undoes, Some(Seq(2)));
    assert_eq!(world.store.read(|r| r.seq()).unwrap(), Seq(4));
    let history = world.store.read(|r| r.history(person.id, 10)).unwrap();
    assert_eq!(history, acts);
}

pub fn a_failed_write_leaves_nothing(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    world.add("Ada");
    let before = world.dump();
    let (person, detail) = world.somebody("Bob");
    let failed = world.store.write(&deed("add"), &mut |w| {
        w.put_detail(&detail)?;
        w.put_person(&person)?;
        w.reindex(person.id)?;
        Err::<((), Keep), Error>(Error::Refused("no".into()))
    });
    assert!(matches!(failed, Err(Error::Refused(_))));
    assert_eq!(world.dump(), before);
    assert_eq!(world.store.read(|r| r.seq()).unwrap(), Seq(1));
    assert!(world.search(&["bob"]).is_empty());
    world.add("Bob");
    assert_eq!(world.search(&["bob"]).len(), 1);
}

pub fn readers_do_not_wait_for_a_writer(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (person, _) = world.somebody("Ada");
    world.act("add", |w| {
        w.put_person(&person)?;
        assert_eq!(world.store.read(|r| r.person(person.id))?, None, "half an act was seen");
        Ok(())
    });
    world
        .store
        .read(|reader| {
            assert_eq!(reader.count(Kind::Person, 99)?, 1);
            world.add("Bob");
            assert_eq!(reader.count(Kind::Person, 99)?, 1, "a reader saw two moments");
            Ok(())
        })
        .unwrap();
    assert_eq!(world.store.read(|r| r.count(Kind::Person, 99)).unwrap(), 2);
}

/// Few hits, many, and nearly everybody: three ways to one answer.
pub fn search_answers_in_order_however_many_it_finds(place: &dyn Fn() -> Location) {
    const ALL: usize = 24_000;
    let world = World::at(&place());
    world.act("import", |w| {
        let mut load = Load::default();
        for n in 0..ALL {
            let mut name = format!("Everybody n{n}");
            for (word, share) in [("half", 2), ("tenth", 10), ("some", 200)] {
                if n % share == 0 {
                    name = format!("{name} {word}");
                }
            }
            // Those whom `weak` finds are the weakest of all.
            if n < ALL * 9 / 10 {
                name.push_str(" weak");
            }
            let (mut person, detail) = world.somebody(&name);
            person.strength = n as f64;
            person.last = Some(hour((n * 7 % ALL) as i64));
            load.words.push((person.id, name.to_lowercase()));
            load.details.push(detail);
            load.new_people.push(person);
        }
        w.load(load)
    });
    let everybody = world.store.read(|r| r.people(Kind::Person, Order::Strength, None, ALL)).unwrap();
    for (words, order) in [
        (["some"].as_slice(), Order::Strength),
        (&["some"], Order::Name),
        (&["some"], Order::Last),
        (&["tenth"], Order::Strength),
        (&["half"], Order::Name),
        (&["half", "tenth"], Order::Last),
        (&["everybody"], Order::Strength),
        (&["every"], Order::Last),
        (&["weak"], Order::Strength),
    ] {
        let words: Vec<Vec<String>> =
            words.iter().map(|word| vec![word.to_string(), "nobody".into()]).collect();
        let has = |person: &&Person| {
            let name = person.profile.name.to_lowercase();
            words.iter().all(|word| name.split(' ').any(|found| found.starts_with(&word[0])))
        };
        let mut expected: Vec<&Person> = everybody.iter().filter(has).collect();
        match order {
            Order::Strength => {}
            Order::Name => expected.sort_by_key(|person| (person.profile.name.to_lowercase(), person.id)),
            Order::Last => expected.sort_by_key(|person| std::cmp::Reverse((person.last, person.id))),
        }
        let search = |after: Option<&After>| {
            world.store.read(|r| r.search(&words, Kind::Person, order, after, 30)).unwrap()
        };
        let first = search(None);
        assert_eq!(first.iter().collect::<Vec<_>>(), expected[..30], "{words:?} {order:?}");
        let second = search(Some(&After::of(&first[29], order)));
        assert_eq!(second.iter().collect::<Vec<_>>(), expected[30..60], "{words:?} {order:?}");
    }
    let some = [vec!["some".into()]];
    let nobody = world.store.read(|r| r.search(&some, Kind::List, Order::Name, None, 30)).unwrap();
    assert_eq!(nobody, []);
}

pub fn a_tie_is_found_from_either_side_and_goes_with_either(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let (ada, bob) = (world.add("Ada"), world.add("Bob"));
    let entry = |kind, state, other| Entry {
        other,
        state,
        what: "school".into(),
        made: Seq(1),
        ..Entry::new(EntryId(world.id()), kind, ada.id, date(2024, 1, 1))
    };
    let (tie, need) = (
        entry(EntryKind::Tie, State::Nowhere, Some(bob.id)),
        entry(EntryKind::Need, Need::Open.into(), None),
    );
    world.act("add", |w| {
        w.put_entry(&tie)?;
        w.put_entry(&need)
    });
    let of = |person| world.store.read(|r| r.entries(person)).unwrap();
    assert_eq!(of(ada.id), [tie.clone(), need.clone()]);
    assert_eq!(of(bob.id), [tie]);
    let before = world.dump();
    world.act("forget", |w| w.forget(bob.id));
    assert_eq!(of(ada.id), [need], "nobody is left whom she would know");
    world.undo(None).unwrap();
    assert_eq!(world.dump(), before);
}

pub fn what_was_written_down_is_found_by_its_words(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let person = world.add("Ada");
    let mut entry = Entry::new(EntryId(world.id()), EntryKind::Learnt, person.id, date(2026, 3, 5));
    entry.state = Learnt(None).into();
    entry.what = "grows Dahlias, and dahlias only".into();
    world.act("learn", |w| w.put_entry(&entry));
    let found = |prefix: &str| world.store.read(|r| r.texts_with(prefix, 10)).unwrap();
    assert_eq!(found("dahl"), [Text::Entry(entry.id)]);
    assert_eq!(found("dahlias"), [Text::Entry(entry.id)]);
    assert!(found("dahliasx").is_empty() && found("ahl").is_empty());
    let mut said = entry.clone();
    said.what = "grows roses".into();
    world.act("learn", |w| w.put_entry(&said));
    assert!(found("dahlias").is_empty() && !found("roses").is_empty());
    world.undo(None).unwrap();
    assert!(!found("dahlias").is_empty() && found("roses").is_empty());
    // In scripts without blanks what stands inside is found, too, and goes with the rest.
    said.what = "喜欢园艺和摄影，也喜欢在周末去山里露营".into();
    world.act("learn", |w| w.put_entry(&said));
    for inside in ["园艺", "摄影", "喜欢园艺和摄影", "喜欢在周末去山里露营", "露"] {
        assert_eq!(found(inside), [Text::Entry(entry.id)], "{inside}");
    }
    assert!(found("影摄").is_empty());
    world.undo(None).unwrap();
    assert!(found("园艺").is_empty() && !found("dahlias").is_empty());
    world.act("forget", |w| w.forget(person.id));
    assert!(found("dahlias").is_empty());
}

pub fn a_word_with_a_slip_is_near_those_that_exist(place: &dyn Fn() -> Location) {
    let world = World::at(&place());
    let person = world.add("Maeve Okafor");
    world.add("Zoë Fraser");
    let mut entry = Entry::new(EntryId(world.id()), EntryKind::Need, person.id, date(2026, 3, 5));
    entry.state = Need::Open.into();
    entry.what = "a harpsichord".into();
    world.act("need", |w| w.put_entry(&entry));
    let near = |word: &str| world.store.read(|r| r.words_near(word)).unwrap();
    assert_eq!(near("meave"), ["maeve"]);
    assert_eq!(near("frasr"), ["fraser"]);
    assert_eq!(near("harpsicord"), ["harpsichord"]);
    assert!(near("xyz").is_empty() && near("xylophone").is_empty());
}
