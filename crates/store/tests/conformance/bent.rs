//! Rows that another program changed so that they cannot be read: an error with its place, and nothing written.

use goodturn_core::entry::{Kind, PromiseBody};
use goodturn_core::id::{EntryId, PersonId};
use goodturn_core::ledger::TurnBody;
use goodturn_store::rows::Entry;
use goodturn_store::writer::Keep;
use goodturn_store::{Error, Location, Result, Writer};

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
        change(&self.location, &format!("UPDATE entry SET {column} = '{value}' WHERE kind = 'turn'"));
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
    let mut turn = Entry::new(EntryId(world.id()), Kind::Turn, person, "2026-03-05");
    turn.state = "given".to_owned();
    turn.what = "a lift".to_owned();
    turn.keep(&TurnBody { weight: "small".to_owned(), ..TurnBody::default() }).unwrap();
    turn
}

pub fn what_an_entry_keeps_is_never_taken_for_nothing(place: &dyn Fn() -> Location) {
    let bent = Bent::at(place());
    let another = a_turn(&bent.world, bent.ada);
    for (value, why) in [
        ("{\"weight\":\"small\",\"personal\":\"perhaps\"}", "invalid type: string \"perhaps\""),
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
