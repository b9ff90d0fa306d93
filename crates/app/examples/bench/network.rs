//! Ways through a network of a million people and ten million ties: reading it from the book, and the likeliest ways,
//! beside networkit's bidirectional Dijkstra on the same graph and the same pairs.

use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use goodturn_book::Book;
use goodturn_core::id::{Mint, PersonId};
use goodturn_core::insight::graph::Graph;
use goodturn_core::insight::paths::{Finder, HOPS, Ready, STEP};
use goodturn_store::{Location, Store};
use rusqlite::{Connection, params};

use crate::life::Dice;
use crate::{Result, context, folder, powerlaw, program, python};

const PEOPLE: usize = 1_000_000;
const TIES: usize = 10_000_000;
/// So many pairs are asked of us, and so many of them of networkit.
const PAIRS: usize = 2_000;
const THEIRS: usize = 200;

/// The bench.
pub fn network() -> Result<()> {
    let folder = folder()?;
    let file = folder.path().join("network.db");
    let began = Instant::now();
    write_book(&file)?;
    println!("a book of {PEOPLE} people and {TIES} ties, made in {:.0} s", began.elapsed().as_secs_f64());
    let pairs = folder.path().join("graph.bin");
    let output = Command::new(program()?).arg("--network").arg(&file).arg(&pairs).output()?;
    print!("{}", String::from_utf8_lossy(&output.stdout));
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    let ours = Figures::told(&python::told(&String::from_utf8_lossy(&output.stdout))?)?;
    let Some(python) = python::with(folder.path(), &["networkit"])? else {
        println!("networkit cannot be had here: only the floor is told");
        return Ok(());
    };
    let theirs = Figures::told(&python::figures(&python, PEER, &pairs)?)?;
    println!(
        "networkit's bidirectional Dijkstra, the first {THEIRS} of the pairs: median {:.2} ms, 99th percentile {:.2} ms",
        theirs.median, theirs.p99
    );
    println!(
        "ratio: {:.0} times at the median (asked: 20), {:.0} times at the 99th percentile (asked: 5)",
        theirs.median / ours.median,
        theirs.p99 / ours.p99
    );
    Ok(())
}

/// Times of a question, in milliseconds.
struct Figures {
    median: f64,
    p99: f64,
}

impl Figures {
    fn of(mut times: Vec<f64>) -> Figures {
        times.sort_by(f64::total_cmp);
        let at = |part: f64| times.get((times.len() as f64 * part) as usize).copied().unwrap_or_default();
        Figures { median: at(0.5), p99: at(0.99) }
    }

    /// The median and the 99th percentile.
    fn told(figures: &[f64]) -> Result<Figures> {
        match figures {
            [median, p99] => Ok(Figures { median: *median, p99: *p99 }),
            other => Err(format!("two figures were to be told: {other:?}").into()),
        }
    }
}

/// A process of its own, so that its memory is its own: reads the network and asks it.
pub fn alone(file: &str, graph: &str) -> Result<()> {
    let book = Book::open(&Location::parse(file), 1)?;
    let began = Instant::now();
    let network = book.network(&context())?;
    let seconds = began.elapsed().as_secs_f64();
    println!(
        "read from the book in {seconds:.1} s (asked: under 5) with {:.0} MB (asked: at most 400)",
        crate::mail::most_memory()?
    );
    let mut dice = Dice(5);
    let pairs: Vec<(u32, u32)> =
        (0..PAIRS).map(|_| (dice.roll(PEOPLE as u64) as u32, dice.roll(PEOPLE as u64) as u32)).collect();
    write_graph(&network.graph, |chance| -(chance * STEP).ln(), &pairs, Path::new(graph))?;
    for (most, hops) in [(1, HOPS), (5, HOPS), (1, 4), (5, 4)] {
        let mut finder = Finder::new(&network.graph, Ready::default());
        let mut found = 0;
        let mut times = Vec::new();
        for (from, to) in &pairs {
            let began = Instant::now();
            let ways = finder.ways(*from, &[*to], most, hops);
            times.push(began.elapsed().as_secs_f64() * 1000.0);
            found += usize::from(!ways.is_empty());
        }
        let figures = Figures::of(times);
        println!(
            "the best {most} within {hops}: median {:.3} ms, 99th percentile {:.2} ms; {found} of {PAIRS} have a way",
            figures.median, figures.p99
        );
        if (most, hops) == (1, HOPS) {
            println!("figures {} {}", figures.median, figures.p99);
        }
    }
    Ok(())
}

/// For a peer: how many people and ties, then the ties with what `weight` makes of their chances, then the pairs.
pub fn write_graph(
    graph: &Graph,
    weight: impl Fn(f32) -> f32,
    pairs: &[(u32, u32)],
    to: &Path,
) -> Result<()> {
    let mut out = BufWriter::with_capacity(1 << 20, std::fs::File::create(to)?);
    out.write_all(&(graph.people() as u64).to_le_bytes())?;
    out.write_all(&(graph.ties() as u64).to_le_bytes())?;
    for person in 0..graph.people() as u32 {
        let (others, chances) = graph.of(person);
        for (other, chance) in others.iter().zip(chances).filter(|(other, _)| person < **other) {
            out.write_all(&person.to_le_bytes())?;
            out.write_all(&other.to_le_bytes())?;
            out.write_all(&weight(*chance).to_le_bytes())?;
        }
    }
    for (a, b) in pairs.iter().take(THEIRS) {
        out.write_all(&a.to_le_bytes())?;
        out.write_all(&b.to_le_bytes())?;
    }
    out.flush()?;
    Ok(())
}

const PEER: &str = r#"
import sys, time
import numpy as np
import networkit as nk
nk.setNumberOfThreads(2)
with open(sys.argv[1], "rb") as file:
    people, ties = np.fromfile(file, dtype="<u8", count=2)
    rows = np.fromfile(file, dtype=[("a", "<u4"), ("b", "<u4"), ("cost", "<f4")], count=int(ties))
    pairs = np.fromfile(file, dtype="<u4").reshape(-1, 2)
graph = nk.GraphFromCoo((rows["cost"].astype(float), (rows["a"].astype(np.uint64), rows["b"].astype(np.uint64))),
                        int(people), weighted=True, directed=False)
times = []
for a, b in pairs:
    search = nk.distance.BidirectionalDijkstra(graph, int(a), int(b), True)
    began = time.perf_counter()
    search.run()
    times.append((time.perf_counter() - began) * 1000)
times.sort()
print("figures", times[len(times) // 2], times[int(len(times) * 0.99)])
"#;

/// A book with everybody and who was together with whom, written straight into its tables.
fn write_book(file: &Path) -> Result<()> {
    drop(Store::open(&Location::File(file.to_owned()))?);
    let mut mint = Mint::new(3);
    let now = context().now;
    let ids: Vec<PersonId> = (0..PEOPLE).map(|_| PersonId(mint.next(now))).collect();
    let mut dice = Dice(9);
    let mut book = Connection::open(file)?;
    book.execute_batch("PRAGMA synchronous = OFF; PRAGMA cache_size = -200000")?;
    let act = book.transaction()?;
    {
        let mut put = act.prepare(
            "INSERT INTO person (workspace_id, id, kind, kind_why, name, sort_name, organisation, title, strength, \
             strength_at, peak, last_at, interactions, made, changed) \
             VALUES (1, ?1, 0, '', ?2, ?2, '', '', ?3, 0, 0, 0, 1000, 0, 0)",
        )?;
        for (n, id) in ids.iter().enumerate() {
            // I know some thousands of them.
            let strength = if n % 400 == 0 { dice.roll(90) as f64 } else { 0.0 };
            put.execute(params![id.bytes(), format!("Person {n}"), strength])?;
        }
        let mut put = act.prepare("INSERT INTO together VALUES (1, ?1, ?2, ?3, ?4)")?;
        for (a, b) in powerlaw::ties(PEOPLE, TIES, 7) {
            let times = 1 + dice.roll(1000) as i64;
            // As if all of it had been in March 2026, when the bench plays.
            let heft = times * 141_000_000;
            put.execute(params![ids[a as usize].bytes(), ids[b as usize].bytes(), times, heft])?;
        }
    }
    Ok(act.commit()?)
}

/// A book to look at with other tools.
pub fn kept(file: &str) -> Result<()> {
    write_book(Path::new(file))
}
