//! The communities of a million people with ten million ties, beside python-igraph's Leiden on the same graph.

use std::time::Instant;

use goodturn_core::insight::communities::Communities;
use goodturn_core::insight::graph::{Graph, Tie};

use crate::life::Dice;
use crate::{Result, folder, network, powerlaw, python};

const PEOPLE: usize = 1_000_000;
const TIES: usize = 10_000_000;

/// The bench.
pub fn communities() -> Result<()> {
    let mut dice = Dice(9);
    let ties: Vec<Tie> = powerlaw::ties(PEOPLE, TIES, 7)
        .into_iter()
        .map(|(a, b)| Tie { a, b, chance: 0.1 + 0.3 * (dice.roll(1000) as f32 / 1000.0) })
        .collect();
    let (graph, _) = Graph::new(PEOPLE, &ties);
    drop(ties);
    let began = Instant::now();
    let found = Communities::of(&graph, None);
    let ours = began.elapsed().as_secs_f64();
    println!(
        "{PEOPLE} people, {} ties: {} communities in {ours:.1} s (asked: under 60), modularity {:.4}",
        graph.ties(),
        found.sizes.len(),
        found.modularity
    );
    let folder = folder()?;
    let Some(python) = python::with(folder.path(), &["igraph", "numpy"])? else {
        println!("python-igraph cannot be had here: only the floor is told");
        return Ok(());
    };
    let file = folder.path().join("graph.bin");
    network::write_graph(&graph, |chance| chance, &[], &file)?;
    let [seconds, modularity] = python::figures(&python, PEER, &file)?[..] else {
        return Err("two figures were to be told".into());
    };
    println!("python-igraph's Leiden: {seconds:.1} s, modularity {modularity:.4}");
    println!(
        "ratio: {:.1} times; modularity {:+.4} (asked: no worse than -0.01)",
        seconds / ours,
        found.modularity - modularity
    );
    Ok(())
}

const PEER: &str = r#"
import sys, time
import numpy as np
import igraph
with open(sys.argv[1], "rb") as file:
    people, ties = np.fromfile(file, dtype="<u8", count=2)
    rows = np.fromfile(file, dtype=[("a", "<u4"), ("b", "<u4"), ("weight", "<f4")], count=int(ties))
graph = igraph.Graph(n=int(people), edges=np.stack([rows["a"], rows["b"]], axis=1))
weights = rows["weight"].astype(float).tolist()
began = time.perf_counter()
found = graph.community_leiden(objective_function="modularity", weights=weights, n_iterations=2)
spent = time.perf_counter() - began
print("figures", spent, graph.modularity(found.membership, weights=weights))
"#;
