//! Who is in a book of a million cards twice: reading it, comparing, groups.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use goodturn_book::Book;
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::id::{DetailId, Mint, PersonId, Seq};
use goodturn_core::profile;
use goodturn_store::rows::{Detail, Person};
use goodturn_store::writer::{Deed, Keep, Load};
use goodturn_store::{Location, Store};

use crate::register::{Card, FIELDS, register};
use crate::{Result, context, folder, program, python};

/// So many cards, or as many as `GOODTURN_CARDS` says.
const CARDS: usize = 1_000_000;

fn cards() -> Result<usize> {
    std::env::var("GOODTURN_CARDS").map_or(Ok(CARDS), |cards| Ok(cards.parse()?))
}

/// The bench.
pub fn duplicates() -> Result<()> {
    let folder = folder()?;
    let path = folder.path().join("book.db");
    let cards = register(cards()?);
    let began = Instant::now();
    let ids = write(&path, &cards)?;
    println!("a book of {} cards, made in {:.0} s", cards.len(), began.elapsed().as_secs_f64());
    // A process of its own, so that nothing else is in its memory.
    let output = Command::new(program()?).arg("--duplicates").arg(&path).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let truth: HashMap<PersonId, u32> = ids.into_iter().zip(cards.iter().map(|card| card.truth)).collect();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    let mut seconds = 0.0;
    for line in String::from_utf8(output.stdout)?.lines() {
        match line.strip_prefix("group ") {
            Some(group) => {
                let ids = group.split(' ').map(|id| Ok(truth[&id.parse::<PersonId>()?]));
                groups.push(ids.collect::<Result<_>>()?);
            }
            None => {
                println!("{line}");
                seconds = line.split(' ').nth(3).and_then(|word| word.parse().ok()).unwrap_or(seconds);
            }
        }
    }
    println!("{}", quality(&cards, &groups));
    std::fs::remove_file(&path)?;
    let Some(python) = python::with(folder.path(), python::SPLINK)? else {
        println!("Splink cannot be had here: not compared");
        return Ok(());
    };
    let table = folder.path().join("register.csv");
    write_table(&table, &cards)?;
    let [peer, memory, pairs, alone, grouped] = python::splink(&python, &table)?;
    println!(
        "Splink 5 on DuckDB: {peer:.2} s, at most {memory:.0} MB, {pairs} pairs kept, best F1 {alone:.4} of pairs, {grouped:.4} of groups: {:.1} times as long",
        peer / seconds
    );
    Ok(())
}

/// The cards as a table, with an id and whose they are.
fn write_table(path: &Path, cards: &[Card]) -> Result<()> {
    let mut table = csv::Writer::from_path(path)?;
    table.write_record(["id", "truth"].into_iter().chain(FIELDS))?;
    for (at, card) in cards.iter().enumerate() {
        let front = [at.to_string(), card.truth.to_string()];
        table.write_record(front.iter().chain(&card.fields))?;
    }
    table.flush()?;
    Ok(())
}

/// Writes the book that the bench looks at, or where the name ends in `.csv` the table that others look at.
pub fn book(path: &Path) -> Result<()> {
    let cards = register(cards()?);
    match path.extension() {
        Some(end) if end == "csv" => write_table(path, &cards),
        _ => write(path, &cards).map(drop),
    }
}

/// The pairwise quality of groups, each a list of whose cards they are.
fn quality(cards: &[Card], groups: &[Vec<u32>]) -> String {
    let mut of: HashMap<u32, u64> = HashMap::new();
    for card in cards {
        *of.entry(card.truth).or_default() += 1;
    }
    let pairs = |n: u64| n * n.saturating_sub(1) / 2;
    let all: u64 = of.values().map(|n| pairs(*n)).sum();
    let (mut taken, mut right) = (0, 0);
    for group in groups {
        taken += pairs(group.len() as u64);
        let mut own: HashMap<u32, u64> = HashMap::new();
        group.iter().for_each(|truth| *own.entry(*truth).or_default() += 1);
        right += own.values().map(|n| pairs(*n)).sum::<u64>();
    }
    format!(
        "pairwise F1 {:.4}, precision {:.4}, recall {:.4}",
        2.0 * right as f64 / (taken + all) as f64,
        right as f64 / taken as f64,
        right as f64 / all as f64
    )
}

/// What a card says, as a book keeps it.
fn values(card: &Card) -> Vec<Value> {
    let [given, family, birthday, email, phone, street, town, postcode, organisation] = &card.fields;
    let mut values = Vec::new();
    let mut say = |kind: ValueKind, text: &str| {
        if !text.is_empty() {
            values.push(Value { kind, label: String::new(), text: text.to_owned() });
        }
    };
    say(ValueKind::Given, given);
    say(ValueKind::Family, family);
    say(ValueKind::Birthday, birthday);
    say(ValueKind::Email, email);
    say(ValueKind::Phone, phone);
    say(ValueKind::Organisation, organisation);
    if !(street.is_empty() && town.is_empty() && postcode.is_empty()) {
        say(ValueKind::Address, &format!("{street}\n{town}\n\n{postcode}\n"));
    }
    values
}

/// Writes the cards straight through the store; answers their ids.
fn write(path: &Path, cards: &[Card]) -> Result<Vec<PersonId>> {
    let store = Store::open(&Location::File(path.to_owned()))?;
    let ctx = context();
    let mut mint = Mint::new(17);
    let mut ids = Vec::with_capacity(cards.len());
    let mut run = None;
    for chunk in cards.chunks(20_000) {
        let mut load = Load::default();
        for card in chunk {
            let mut person = Person::new(PersonId(mint.next(ctx.now)), ctx.now);
            let values = values(card);
            person.profile = profile::profile(&values);
            load.words.push((person.id, profile::words(&values)));
            for value in values {
                let normal = profile::normal(value.kind, &value.text, None);
                let id = DetailId(mint.next(ctx.now));
                load.details.push(Detail {
                    id,
                    person: person.id,
                    value,
                    normal,
                    origin: None,
                    made: Seq(0),
                });
            }
            ids.push(person.id);
            load.new_people.push(person);
        }
        let deed = Deed {
            at: ctx.now,
            who: "bench".into(),
            act: "import",
            summary: "a made-up register".into(),
            run,
            undoes: None,
        };
        let mut load = Some(load);
        let (_, act) = store.write(&deed, &mut |w| {
            w.load(load.take().unwrap_or_default())?;
            Ok(((), Keep::Yes))
        })?;
        run = act.map(|act| act.run);
    }
    Ok(ids)
}

/// A full run over the book at this path, alone in its process.
pub fn alone(path: &Path) -> Result<()> {
    let book = Book::open(&Location::File(path.to_owned()), 1)?;
    let began = Instant::now();
    let groups = book.doubles(&context())?;
    let took = began.elapsed();
    let status = std::fs::read_to_string("/proc/self/status")?;
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("unknown").trim();
    println!("a full run: {:.2} s, at most {peak} of memory", took.as_secs_f64());
    for group in groups {
        let ids: Vec<String> = group.iter().map(ToString::to_string).collect();
        println!("group {}", ids.join(" "));
    }
    Ok(())
}
