//! Rows that another program changed so that they cannot be read: an error with its place, and nothing written.

use goodturn_core::entry::{Kind, PromiseBody};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::{Gave, TurnBody, Weight};
use goodturn_core::state::{Promise, State};
use goodturn_store::rows::Entry;
use goodturn_store::writer::Keep;
use goodturn_store::{Error, Location, Reader, Result, Writer};
use jiff::civil::date;

use crate::world::{World, change, deed};

/// A book with a good turn for Ada in it.
struct Bent {
    world: World,
    location: Location,
    ada: PersonId,
    turn: Entry,
}

impl Bent {
    fn at(location: Location) -> Bent {
        let world = World::at(&location);
        let ada = world.add("Ada").id;
        let turn = a_turn(&world, ada);
        world.act("gave", |w| w.put_entry(&turn));
        Bent { world, location, ada, turn }
    }

    /// Changes the turn behind the program's back.
    fn set(&self, column: &str, value: &str) {
        self.put(column, &format!("'{value}'"));
    }

    /// The same with a value as SQL writes it.
    fn put(&self, column: &str, value: &str) {
        change(&self.location, &format!("UPDATE entry SET {column} = {value} WHERE kind = 'turn'"));
    }

    /// That whoever reads the turn, or would write it or what follows from it, gets an error that says so.
    fn is_never_read(&self, why: &str) {
        let failed = |read: &mut dyn FnMut(&mut Reader<'_>) -> Result<()>| {
            self.names_it(&self.world.store.read(|r| read(r)).unwrap_err(), why);
        };
        failed(&mut |r| r.entry(self.turn.id).map(drop));
        failed(&mut |r| r.entries(self.ada).map(drop));
        failed(&mut |r| r.entries_of(self.ada, Kind::Turn).map(drop));
        let another = a_turn(&self.world, self.ada);
        self.fails(why, |w| w.put_entry(&self.turn));
        self.fails(why, |w| w.put_entry(&another));
        self.fails(why, |w| w.forget(self.ada));
    }

    /// That an error says which entry it is about, and why.
    fn names_it(&self, error: &Error, why: &str) {
        let said = error.to_string();
        assert!(matches!(error, Error::Damaged(_)), "{said}");
        for part in [self.turn.id.to_string().as_str(), "the table entry", why] {
            assert!(said.contains(part), "{part:?} in {said}");
        }
    }

    /// That an act fails with such an error and leaves the book as it is.
    fn fails(&self, why: &str, mut work: impl FnMut(&mut Writer<'_>) -> Result<()>) {
        let before = self.raw();
        let failed = self.world.store.write(&deed("try"), &mut |w| Ok((work(w)?, Keep::Yes))).unwrap_err();
        self.names_it(&failed, why);
        assert_eq!(self.raw(), before);
    }

    fn raw(&self) -> crate::world::Dump {
        self.world.dump()
    }
}

fn a_turn(world: &World, person: PersonId) -> Entry {
    let mut turn = Entry::new(EntryId(world.id()), Kind::Turn, person, date(2026, 3, 5));
    turn.state = Gave::Given.into();
    turn.what = "a lift".to_owned();
    turn.keep(&TurnBody { weight: Weight::Small, ..TurnBody::default() }).unwrap();
    turn
}

pub fn what_an_entry_keeps_is_never_taken_for_nothing(place: &dyn Fn() -> Location) {
    let bent = Bent::at(place());
    let another = a_turn(&bent.world, bent.ada);
    for (value, why) in [
        ("{\"weight\":\"small\",\"personal\":\"perhaps\"}", "invalid type: string \"perhaps\""),
        ("{\"weight\":\"huge\"}", "unknown variant `huge`"),
        ("{\"kind\":\"gif\"}", "unknown variant `gif`"),
        ("{\"weight\":", "EOF while parsing"),
        ("", "no JSON object"),
        ("[]", "no JSON object"),
        ("null", "no JSON object"),
    ] {
        bent.set("more", value);
        let found = bent.world.store.read(|r| r.entries(bent.ada)).unwrap();
        bent.names_it(&found[0].body::<TurnBody>().unwrap_err(), why);
        bent.fails(why, |w| {
            let mut turn = w.entry(bent.turn.id)?.unwrap();
            turn.what = "a lift home".to_owned();
            w.put_entry(&turn)
        });
        // What follows from all of somebody's turns is not worked out without one of them.
        bent.fails(why, |w| w.put_entry(&another));
    }
    bent.set("more", "{}");
    let found = bent.world.store.read(|r| r.entries(bent.ada)).unwrap();
    assert_eq!(found[0].body::<TurnBody>().unwrap(), TurnBody::default());
    bent.names_it(&found[0].body::<PromiseBody>().unwrap_err(), "[Promise]");
    bent.names_it(&found[0].clone().keep(&PromiseBody::default()).unwrap_err(), "[Promise]");
}

pub fn where_an_entry_stands_is_never_taken_for_another_state(place: &dyn Fn() -> Location) {
    let bent = Bent::at(place());
    let tally = || bent.world.store.read(|r| r.tally(Kind::Turn, date(2026, 1, 1), date(2026, 12, 31)));
    let sound = vec![(Gave::Given.into(), 1)];
    assert_eq!(tally().unwrap(), sound);
    for (value, why) in [
        ("'kept'", "has a state that cannot be read (\"kept\")"),
        ("'Given'", "has a state that cannot be read (\"Given\")"),
        ("''", "has a state that cannot be read (\"\")"),
        ("NULL", "has no state"),
    ] {
        bent.put("state", value);
        bent.is_never_read(why);
        bent.names_it(&tally().unwrap_err(), why);
    }
    bent.set("state", "given");
    assert_eq!(tally().unwrap(), sound);
    for state in [Promise::Kept.into(), State::Nowhere] {
        let wrong = Entry { state, ..bent.turn.clone() };
        bent.fails("cannot have the state", |w| w.put_entry(&wrong));
    }
    bent.names_it(&bent.turn.stands::<Promise>().unwrap_err(), "another kind than Turn(Given)");
}

pub fn the_days_of_an_entry_are_never_taken_for_others(place: &dyn Fn() -> Location) {
    let bent = Bent::at(place());
    for (column, value, what) in [
        ("day", "2026-02-30", "day"),
        ("day", "yesterday", "day"),
        ("day", "2026-03", "day"),
        ("day", "", "day"),
        ("due", "soon", "due day"),
        ("due", "", "due day"),
    ] {
        bent.set(column, value);
        bent.is_never_read(&format!("has a {what} that cannot be read ({value:?})"));
        bent.put("due", "NULL");
        bent.set("day", "2026-03-05");
    }
    let sound = bent.world.store.read(|r| r.entry(bent.turn.id)).unwrap().unwrap();
    assert_eq!((sound.day, sound.due), (bent.turn.day, None));
}

pub fn what_is_known_of_somebody_is_never_taken_for_something_else(place: &dyn Fn() -> Location) {
    let bent = Bent::at(place());
    let set = |value: &str| change(&bent.location, &format!("UPDATE person SET {value} WHERE name = 'Ada'"));
    for (value, sound, what) in [
        ("born = 1345", "born = 310", "an unknown birthday in the column born"),
        ("cadence = -3", "cadence = 30", "an unknown cadence in the column cadence"),
    ] {
        set(value);
        let error = bent.world.store.read(|r| r.person(bent.ada)).unwrap_err().to_string();
        let place = format!("{what} of the row {} in the table person", bent.ada);
        assert!(error.contains(&place), "{place} in {error}");
        set(sound);
    }
    assert_eq!(bent.world.person(bent.ada).profile.born, Some((3, 10)));
    change(&bent.location, "UPDATE account SET last = 'long ago'");
    let error = bent.world.store.read(|r| r.account(bent.ada)).unwrap_err().to_string();
    assert!(error.contains("an unknown day in the column last of the row"), "{error}");
}
