//! A small book to test with.

use std::cell::RefCell;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use goodturn_core::draft::{Direction, InteractionKind, Value, ValueKind};
use goodturn_core::id::{DetailId, InteractionId, Mint, PersonId, Seq};
use goodturn_core::sender::Kind;
use goodturn_core::{findable, profile};
use goodturn_store::cell::Cell;
use goodturn_store::reader::Order;
use goodturn_store::rows::{Detail, Interaction, Participation, Person};
use goodturn_store::undo::Undone;
use goodturn_store::writer::{Deed, Keep, Load};
use goodturn_store::{Location, Result, Store, Writer};
use jiff::Timestamp;
use uuid::Uuid;

pub fn hour(n: i64) -> Timestamp {
    Timestamp::from_second(1_700_000_000 + n * 3600).unwrap()
}

pub fn deed(act: &'static str) -> Deed {
    static MADE: AtomicU64 = AtomicU64::new(1);
    let id = Uuid::from_u64_pair(7, MADE.fetch_add(1, Ordering::Relaxed));
    Deed { words: act.into(), ..Deed::new(act, hour(0), "ada", id) }
}

/// A file as any other program opens it, which makes it where there is none.
pub fn raw_file(path: impl AsRef<Path>) -> rusqlite::Connection {
    rusqlite::Connection::open(path).unwrap()
}

/// Changes a book as another program does, in whichever engine it lies.
pub fn change(location: &Location, sql: &str) {
    match location {
        Location::File(path) => raw_file(path).execute_batch(sql).unwrap(),
        Location::Server(address) => {
            postgres::Client::connect(address, postgres::NoTls).unwrap().batch_execute(sql).unwrap();
        }
    }
}

/// Writes somebody into a book of an older format, as the program of that format did.
pub fn add_to_older(location: &Location, person: &Person) {
    let id = person.id.0;
    let id = match location {
        Location::File(_) => format!("x'{}'", id.simple()),
        Location::Server(_) => format!("'{id}'"),
    };
    let at = person.strength_at.as_millisecond();
    change(
        location,
        &format!(
            "INSERT INTO person (workspace_id, id, kind, kind_why, name, sort_name, organisation, title, strength, \
             strength_at, peak, last_at, interactions, made, changed) \
             VALUES (1, {id}, 0, '', '', '', '', '', 0, {at}, 0, {}, 0, 1, 1); \
             INSERT INTO journal (workspace_id, seq, at, who, act, summary, run) \
             VALUES (1, 1, {at}, 'ada', 'add', 'added somebody', 1); \
             UPDATE workspace SET seq = 1",
            -62_135_596_800_000_i64
        ),
    );
}

pub struct World {
    pub store: Store,
    mint: RefCell<Mint>,
}

pub type Dump = Vec<(&'static str, Vec<Cell>)>;

impl World {
    pub fn at(location: &Location) -> World {
        World::of(Store::open(location).unwrap())
    }

    pub fn of(store: Store) -> World {
        World { store, mint: RefCell::new(Mint::new(7)) }
    }

    pub fn id(&self) -> uuid::Uuid {
        self.mint.borrow_mut().next(hour(0))
    }

    pub fn act(&self, act: &'static str, mut work: impl FnMut(&mut Writer<'_>) -> Result<()>) -> Seq {
        self.store.write(&deed(act), &mut |w| Ok((work(w)?, Keep::Yes))).unwrap().1.unwrap().seq
    }

    pub fn undo(&self, seq: Option<Seq>) -> Result<Undone> {
        Ok(self.store.write(&deed("undo"), &mut |w| Ok((w.undo(seq)?, Keep::Yes)))?.0)
    }

    pub fn dump(&self) -> Dump {
        self.store.read(|reader| reader.dump()).unwrap()
    }

    pub fn detail(&self, person: PersonId, kind: ValueKind, text: &str) -> Detail {
        Detail {
            id: DetailId(self.id()),
            person,
            value: Value { kind, label: String::new(), text: text.into() },
            normal: profile::normal(kind, text, None),
            origin: None,
            made: Seq(0),
        }
    }

    /// Somebody with a name, as a value of it.
    pub fn somebody(&self, name: &str) -> (Person, Detail) {
        let mut person = Person::new(PersonId(self.id()), hour(0));
        person.profile.name = name.into();
        let detail = self.detail(person.id, ValueKind::Name, name);
        (person, detail)
    }

    pub fn add(&self, name: &str) -> Person {
        let (person, detail) = self.somebody(name);
        self.act("add", |w| {
            w.put_detail(&detail)?;
            w.put_person(&person)?;
            w.reindex(person.id)
        });
        self.person(person.id)
    }

    pub fn person(&self, id: PersonId) -> Person {
        self.store.read(|reader| reader.person(id)).unwrap().unwrap()
    }

    pub fn meeting(&self, person: &mut Person, at: i64) -> (Interaction, Participation) {
        let id = self.id();
        let interaction = Interaction {
            id: InteractionId(id),
            at: Some(hour(at)),
            kind: InteractionKind::Meeting,
            direction: Direction::Both,
            weight: 1.0,
            title: format!("meeting {at}"),
            text: String::new(),
            people: vec![(person.id, 0)],
            key: id.as_u64_pair().1 as i64,
            origin: None,
            made: Seq(0),
        };
        let _ = person.met(interaction.at, Direction::Both, 1.0);
        person.recompute_strength(hour(0));
        let part = Participation::of(person.id, 0, &interaction, 1.0, Direction::Both);
        (interaction, part)
    }

    pub fn log(&self, id: PersonId, at: i64) -> Seq {
        let mut person = self.person(id);
        let (interaction, part) = self.meeting(&mut person, at);
        self.act("log", |w| {
            w.put_interaction(&interaction, &[part])?;
            w.put_person(&person)
        })
    }

    /// New people with a value and three meetings each, and one more meeting of each of `known`, in one act.
    pub fn load(&self, new: usize, known: &[PersonId]) -> Seq {
        self.loaded(None, new, known)
    }

    /// As [`World::load`], as one more act of a run.
    pub fn load_more(&self, run: Seq, new: usize, known: &[PersonId]) -> Seq {
        self.loaded(Some(run), new, known)
    }

    fn loaded(&self, run: Option<Seq>, new: usize, known: &[PersonId]) -> Seq {
        let work = |w: &mut Writer<'_>| {
            let mut load = Load::default();
            for n in 0..new {
                let (mut person, detail) = self.somebody(&format!("Loaded n{n}"));
                for at in 0..3 {
                    let (interaction, part) = self.meeting(&mut person, (n * 3 + at) as i64);
                    load.interactions.push(interaction);
                    load.participations.push(part);
                }
                load.words.push((person.id, findable::words([&detail.value])));
                load.details.push(detail);
                load.new_people.push(person);
            }
            for id in known {
                let mut person = w.person(*id)?.unwrap();
                let (interaction, part) = self.meeting(&mut person, 500);
                load.interactions.push(interaction);
                load.participations.push(part);
                load.people.push(person);
            }
            w.load(load)
        };
        let deed = Deed { run, ..deed("import") };
        self.store.write(&deed, &mut |w| Ok((work(w)?, Keep::Yes))).unwrap().1.unwrap().seq
    }

    pub fn search(&self, words: &[&str]) -> Vec<PersonId> {
        let words: Vec<Vec<String>> = words.iter().map(|word| vec![word.to_string()]).collect();
        let found = self.store.read(|r| r.search(&words, Kind::Person, Order::Name, None, 100)).unwrap();
        let mut found: Vec<PersonId> = found.into_iter().map(|person| person.id).collect();
        found.sort_unstable();
        found
    }
}
