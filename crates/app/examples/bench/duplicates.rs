//! Who is in a book of a million cards twice: reading it, comparing, groups.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use goodturn_book::Book;
use goodturn_core::draft::{Value, ValueKind};
use goodturn_core::id::{Mint, PersonId};
use goodturn_core::profile;
use goodturn_store::rows::Person;
use goodturn_store::writer::Load;
use goodturn_store::{Location, Store};

use crate::register::{Card, FIELDS, register};
use crate::{Result, context, folder, program, python, written};

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
    let number: HashMap<PersonId, u32> = ids.into_iter().zip(0..).collect();
    let (mut groups, mut looked_up) = (Vec::new(), Vec::new());
    let mut seconds = 0.0;
    for line in String::from_utf8(output.stdout)?.lines() {
        let people = |ids: &str| -> Result<Vec<u32>> {
            ids.split(' ').map(|id| Ok(number[&id.parse::<PersonId>()?])).collect()
        };
        match line.split_once(' ') {
            Some(("group", ids)) => groups.push(people(ids)?),
            Some(("like", ids)) => looked_up.push(people(ids)?),
            _ => {
                println!("{line}");
                seconds = line.split(' ').nth(3).and_then(|word| word.parse().ok()).unwrap_or(seconds);
            }
        }
    }
    println!("{}", beside(&cards, &groups, &looked_up));
    let groups: Vec<Vec<u32>> =
        groups.iter().map(|group| group.iter().map(|at| cards[*at as usize].truth).collect()).collect();
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

/// What looking somebody up found beside what looking through the whole book found of the same people. Each list begins
/// with whom was looked for.
fn beside(cards: &[Card], groups: &[Vec<u32>], looked_up: &[Vec<u32>]) -> String {
    let of: HashMap<u32, &[u32]> =
        groups.iter().flat_map(|group| group.iter().map(|one| (*one, group.as_slice()))).collect();
    let same = |one: u32, other: u32| cards[one as usize].truth == cards[other as usize].truth;
    let mut known: HashMap<u32, usize> = HashMap::new();
    cards.iter().for_each(|card| *known.entry(card.truth).or_default() += 1);
    let (mut all, mut by_whole, mut right, mut found) = (0, 0, 0, 0);
    for list in looked_up {
        let [who, others @ ..] = list.as_slice() else { continue };
        all += known[&cards[*who as usize].truth] - 1;
        let group = of.get(who).copied().unwrap_or_default();
        by_whole += group.iter().filter(|other| *other != who && same(*who, **other)).count();
        right += others.iter().filter(|other| same(*who, **other)).count();
        found += others.len();
    }
    let share = |part: usize, all: usize| part as f64 / all.max(1) as f64;
    format!(
        "of them recall {:.4}, precision {:.4}; of the same people the full run: recall {:.4}",
        share(right, all),
        share(right, found),
        share(by_whole, all)
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
pub fn write(path: &Path, cards: &[Card]) -> Result<Vec<PersonId>> {
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
            ids.push(person.id);
            written::somebody(&mut load, &mut mint, ctx.now, person, values);
        }
        run = written::put(&store, run, load)?;
    }
    // What is measured next is not to wait for the disk.
    drop(store);
    std::fs::File::open(path)?.sync_all()?;
    let some = ids.iter().step_by(ids.len() / LOOKED_UP + 1);
    std::fs::write(sample(path), some.map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
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
    for group in &groups {
        println!("group {}", joined(group));
    }
    one_by_one(&book, path)
}

/// So many people are looked up.
const LOOKED_UP: usize = 2_000;

/// Where the book's bench writes down whom to look up.
fn sample(path: &Path) -> PathBuf {
    path.with_extension("sample")
}

/// People looked up one by one.
fn one_by_one(book: &Book, path: &Path) -> Result<()> {
    let people = std::fs::read_to_string(sample(path))?;
    let people: Vec<PersonId> = people.lines().map(str::parse).collect::<Result<_, _>>()?;
    let ctx = context();
    let mut took = Vec::new();
    for who in people {
        let began = Instant::now();
        let lines = book.like(&ctx, who, 0.5, 50)?.ok_or("nothing was learnt")?;
        took.push(began.elapsed().as_secs_f64() * 1e3);
        let mut found = vec![who];
        for line in &lines {
            let (a, b) = (line.a.id(), line.b.id());
            found.push(if a == who { b } else { a });
        }
        println!("like {}", joined(&found));
    }
    took.sort_by(f64::total_cmp);
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!(
        "{} people looked up one by one: {:.2} ms, 99 of 100 under {:.2} ms, at most {:.2} ms",
        took.len(),
        at(0.5),
        at(0.99),
        at(1.0)
    );
    Ok(())
}

fn joined(ids: &[PersonId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}
