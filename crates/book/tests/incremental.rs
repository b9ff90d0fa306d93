//! What is kept up to date as things come and go is what one finds by looking at everything.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::fmt::Write;
use std::ops::ControlFlow;

use goodturn_book::catalog::catalog;
use goodturn_book::import::Import;
use goodturn_book::{Book, Context};
use goodturn_core::insight::strength::Bond;
use goodturn_store::together::Step;
use goodturn_store::{Location, Store};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

struct World {
    folder: tempfile::TempDir,
    book: Book,
    store: Store,
    ctx: Context,
    dice: u64,
}

impl World {
    fn new() -> World {
        let folder = tempfile::tempdir().unwrap();
        let location = Location::File(folder.path().join("book"));
        let book = Book::open(&location, 7).unwrap();
        let store = Store::open(&location).unwrap();
        let now: Timestamp = "2024-05-15T10:00:00Z".parse().unwrap();
        World { folder, book, store, ctx: Context::new(now, TimeZone::UTC), dice: 3 }
    }

    fn roll(&mut self, sides: u64) -> u64 {
        self.dice = self.dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.dice >> 33) % sides
    }

    /// So many letters of ten years among me and forty others, in no order; some with clocks that are wrong.
    fn archive(&mut self, name: &str, letters: u64) {
        let mut mail = String::new();
        for n in 0..letters {
            let at = match self.roll(40) {
                0 => "1 Jan 1970 00:00:00 +0000".to_owned(),
                1 => "1 Jan 2107 00:00:00 +0000".to_owned(),
                _ => {
                    let back = SignedDuration::from_hours(self.roll(10 * 365 * 24) as i64);
                    let at = self.ctx.now.checked_sub(back).unwrap().to_zoned_datetime(TimeZone::UTC);
                    at.strftime("%d %b %Y %H:%M:%S +0000").to_string()
                }
            };
            let mut people: Vec<String> =
                (0..1 + self.roll(4)).map(|_| format!("p{}@far.example", self.roll(40))).collect();
            let me = "eva@home.example".to_owned();
            let from = if self.roll(2) == 0 { me } else { std::mem::replace(&mut people[0], me) };
            write!(
                mail,
                "From x Mon Feb  2 09:00:00 2026\nFrom: {from}\nTo: {}\nDate: {at}\nMessage-ID: <{name}{n}@home.example>\n\nHello\n\n",
                people.join(", ")
            )
            .unwrap();
        }
        let path = self.folder.path().join(format!("{name}.mbox"));
        std::fs::write(&path, mail).unwrap();
        let import = Import { paths: vec![path], me: vec!["eva@home.example".into()], ..Import::default() };
        self.book.read_in(&import, &self.ctx, &mut |_| ControlFlow::Continue(())).unwrap();
    }

    fn does(&self, name: &str, fields: Value) {
        let entry = catalog().iter().find(|entry| entry.name == name).expect(name);
        entry.run(fields, &self.book, &self.ctx).unwrap_or_else(|error| panic!("{name}: {error}"));
    }

    /// That each tie and each pair is what one finds by looking at everything.
    fn is_right(&self, after: &str) {
        let mut people = Vec::new();
        let mut pairs = Vec::new();
        let (bonds, scratch) = self
            .store
            .read(|reader| {
                reader.everybody(&mut |id, _, _| {
                    people.push(id);
                    Ok(())
                })?;
                reader.together(&mut |a, b, times, heft| {
                    pairs.push(Step { a, b, times, heft });
                    Ok(())
                })?;
                let mut bonds = Vec::new();
                for id in &people {
                    let person = reader.person(*id)?.unwrap();
                    let mut bond = Bond::default();
                    for part in reader.whole_timeline(*id)? {
                        if let Some(at) = part.when() {
                            let _ = bond.add(at, part.direction, part.weight);
                        }
                    }
                    bonds.push((person, bond));
                }
                Ok((bonds, reader.together_from_scratch()?))
            })
            .unwrap();
        assert!(
            people.len() >= 39 && pairs.len() > 100,
            "{after}: {} people, {} pairs",
            people.len(),
            pairs.len()
        );
        assert_eq!(pairs, scratch, "{after}");
        for (person, bond) in bonds {
            let name = &person.profile.name;
            assert_eq!(person.bond.count(), bond.count(), "{after}: {name}");
            assert_eq!(
                (person.bond.first(), person.bond.last()),
                (bond.first(), bond.last()),
                "{after}: {name}"
            );
            for days in [0, 90, 1000] {
                let day = self.ctx.now.checked_add(SignedDuration::from_hours(24 * days)).unwrap();
                let (kept, found) = (person.bond.strength(day), bond.strength(day));
                assert!((kept - found).abs() <= 1e-9, "{after}: {name}: {kept} kept, {found} found");
            }
            assert!((person.bond.peak() - bond.peak()).abs() <= 1e-9, "{after}: {name}");
            assert!((person.strength - bond.strength(person.strength_at)).abs() <= 1e-9, "{after}: {name}");
        }
    }
}

#[test]
fn ties_and_pairs_are_what_one_finds_by_looking_at_everything() {
    let mut world = World::new();
    world.archive("first", 400);
    world.is_right("the first archive");
    world.archive("second", 300);
    world.is_right("a second one, in between the first");
    world.does("undo", json!({}));
    world.is_right("taking it back");
    world.archive("third", 100);
    for n in 0..10 {
        world.does("log", json!({ "who": format!("p{n}@far.example"), "text": "lunch last Friday" }));
    }
    world.is_right("ten lunches");
    world.does("forget", json!({ "who": "p3@far.example" }));
    world.is_right("forgetting somebody");
    world.does("undo", json!({}));
    world.does("undo", json!({}));
    world.is_right("remembering them, and one lunch less");
    world.book.refresh_strengths(&world.ctx, SignedDuration::ZERO).unwrap();
    world.is_right("weighing all anew");
}
