//! Made-up lives to measure on: a mail archive, and a large book.

use std::io::{BufWriter, Write};
use std::path::Path;

use goodturn_core::draft::{Direction, InteractionKind, Value, ValueKind};
use goodturn_core::id::{InteractionId, Mint, PersonId, Seq};
use goodturn_core::insight::strength::weight;
use goodturn_core::trades::Trades;
use goodturn_store::rows::{Interaction, Participation, Person};
use goodturn_store::writer::Load;
use goodturn_store::{Location, Store};
use jiff::{SignedDuration, Timestamp};

use crate::{Result, context, written};

/// SplitMix64, so that every run measures the same.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % sides
    }

    /// Small numbers often, large ones seldom, as people are met.
    pub fn skewed(&mut self, sides: u64) -> u64 {
        let a = self.roll(sides);
        let b = self.roll(sides);
        a.min(b).min(self.roll(sides))
    }
}

pub const ME: &str = "me@home.example";

/// Writes an archive of `count` messages between me and others: about 70 lines of header and 3.4 kB of body
/// each, as public archives have.
pub fn archive(path: &Path, count: u64) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, std::fs::File::create(path)?);
    let mut dice = Dice(7);
    let people = (count / 8).clamp(50, 50_000);
    let body: String = (0..48)
        .map(|n| format!("Line {n} of a letter that says nothing in particular, at some length.\n"))
        .collect();
    let trace: String = (0..14)
        .map(|n| format!("Received: from relay{n}.example (relay{n}.example [192.0.2.{n}])\n\tby mx{n}.example (Postfix) with ESMTPS id 4Xk{n}\n\tfor <{ME}>; Thu, 05 Mar 2026 08:00:00 +0000 (UTC)\nX-Trace-{n}: {n}abcdefghijklmnopqrstuvwxyz0123456789\n"))
        .collect();
    for n in 0..count {
        let who = dice.skewed(people);
        let other = dice.skewed(people);
        let mine = dice.roll(3) == 0;
        let at = Timestamp::from_second(1_400_000_000 + (n * 360_000_000 / count) as i64)?;
        let date =
            at.to_zoned_datetime(jiff::tz::TimeZone::UTC).strftime("%a, %d %b %Y %H:%M:%S +0000").to_string();
        let person = format!("Person Number{who} <p{who}@host{}.example>", who % 900);
        let (from, to) = if mine { (format!("Me <{ME}>"), person) } else { (person, format!("Me <{ME}>")) };
        write!(
            out,
            "From mboxrd@z Thu Jan  1 00:00:00 1970\nReturn-Path: <bounce@host.example>\n{trace}From: {from}\nTo: {to}\nCc: \"Other, Number{other}\" <p{other}@host{}.example>\nSubject: =?utf-8?q?About_the_matter_n=C2=B0_{n}?=\nDate: {date}\nMessage-ID: <{n}.{who}@host.example>\nIn-Reply-To: <{}.x@host.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{body}\n",
            other % 900,
            n / 2
        )?;
    }
    out.flush()?;
    Ok(())
}

/// Writes a book of `people` and `interactions` straight through the store.
pub fn book(location: &Location, people: usize, interactions: usize) -> Result<()> {
    let store = Store::open(location)?;
    let ctx = context();
    let mut mint = Mint::new(11);
    let mut dice = Dice(3);
    // One in ten is new in the last hundred days, one in ten was lost sight of four years ago.
    let knows = |who: usize, age: i64| match who % 10 {
        3 => age < 100 * 86_400,
        7 => age > 4 * 365 * 86_400,
        _ => true,
    };
    let mut all: Vec<Person> = (0..people)
        .map(|n| {
            let mut person = Person::new(PersonId(mint.next(ctx.now)), ctx.now);
            person.profile.name = name(n);
            person.profile.organisation =
                format!("{} {}", SECOND[n % SECOND.len()], ["Ltd", "GmbH", "AB"][n % 3]);
            if n % 2 == 0 {
                person.profile.title = Trades::known().name((n * 37 % 3000) as u16).to_owned();
            }
            person.profile.born =
                (dice.roll(70) == 0).then(|| (dice.roll(12) as i8 + 1, dice.roll(28) as i8 + 1));
            person
        })
        .collect();
    // Interactions first in the accounts, so that people are written once, with their ties as they come out.
    let mut run = None;
    let mut made = 0;
    while made < interactions {
        let count = 50_000.min(interactions - made);
        let mut load = Load::default();
        for _ in 0..count {
            let age = (interactions - made) as i64 * 400_000_000 / interactions as i64;
            // A few hundred are met all the time, most now and then.
            let who = loop {
                let who = match dice.roll(3) {
                    0 => dice.roll(300) as usize % people,
                    _ => dice.roll(people as u64) as usize,
                };
                if knows(who, age) {
                    break who;
                }
            };
            let at =
                ctx.now - SignedDuration::from_secs(age) - SignedDuration::from_secs(dice.roll(3600) as i64);
            let direction = if dice.roll(2) == 0 { Direction::In } else { Direction::Out };
            let weight = weight(InteractionKind::Mail, direction, 1);
            let interaction = Interaction {
                id: InteractionId(mint.next(ctx.now)),
                at: Some(at),
                kind: InteractionKind::Mail,
                direction,
                weight,
                title: format!("About the matter of {}", SECOND[who % SECOND.len()]),
                text: String::new(),
                people: vec![(all[who].id, 0)],
                key: (made as i64) + 1,
                origin: None,
                made: Seq(0),
            };
            load.participations.push(Participation::of(all[who].id, 0, &interaction, weight, direction));
            let _ = all[who].met(Some(at), direction, weight);
            load.interactions.push(interaction);
            made += 1;
        }
        run = written::put(&store, run, load)?;
    }
    for chunk in all.chunks_mut(20_000) {
        let mut load = Load::default();
        for person in chunk {
            person.recompute_strength(ctx.now);
            let email = format!(
                "{}@{}.example",
                person.profile.name.to_lowercase().replace(' ', "."),
                person.profile.organisation.split(' ').next().unwrap_or("x").to_lowercase()
            );
            let values = [
                (ValueKind::Name, person.profile.name.clone()),
                (ValueKind::Email, email),
                (ValueKind::Organisation, person.profile.organisation.clone()),
            ];
            let values: Vec<Value> =
                values.into_iter().map(|(kind, text)| Value { kind, label: String::new(), text }).collect();
            written::somebody(&mut load, &mut mint, ctx.now, person.clone(), values);
        }
        written::put(&store, run, load)?;
    }
    Ok(())
}

const FIRST: [&str; 20] = [
    "Ada", "Bo", "Cleo", "Dora", "Emil", "Fay", "Gus", "Hal", "Ida", "Jo", "Kai", "Lea", "Max", "Nia", "Oto",
    "Pia", "Rex", "Sue", "Tom", "Una",
];
const SECOND: [&str; 25] = [
    "Abel", "Brook", "Crane", "Dale", "Ember", "Frost", "Glen", "Heath", "Iver", "Jarvis", "Knoll", "Lake",
    "Moss", "North", "Oakes", "Pond", "Quill", "Reed", "Stone", "Thorn", "Usher", "Vale", "Wood", "Yew",
    "Zell",
];

fn name(n: usize) -> String {
    format!("{} {}{}", FIRST[n % FIRST.len()], SECOND[n / 20 % SECOND.len()], n / 500)
}
