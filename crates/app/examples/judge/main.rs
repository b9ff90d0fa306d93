//! The measures of `cargo xtask judge`: each judgement of the product beside its baselines, on real data that lies
//! beside the project (`../shared/data`, or the folder that `GOODTURN_DATA` names) and is never part of it.

mod archive;
mod duplicates;
mod mailmap;
mod matching;
#[path = "../bench/python.rs"]
mod python;
mod strength;

use std::error::Error;
use std::path::PathBuf;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    if wanted == ["trades"] {
        return matching::write_trades(&data()?);
    }
    type Judge = fn(&std::path::Path) -> Result<()>;
    let all: [(&str, Judge); 3] =
        [("strength", strength::judge), ("match", matching::judge), ("duplicates", duplicates::judge)];
    if let Some(unknown) = wanted.iter().find(|want| all.iter().all(|(name, _)| name != want)) {
        return Err(
            format!("there is no measure {unknown:?}; there are strength, match and duplicates").into()
        );
    }
    let data = data()?;
    for (name, judge) in all {
        if wanted.is_empty() || wanted.iter().any(|want| want == name) {
            println!("== {name}");
            judge(&data)?;
        }
    }
    Ok(())
}

/// The folder with the real data.
fn data() -> Result<PathBuf> {
    let folder = std::env::var_os("GOODTURN_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    if folder.is_dir() {
        Ok(folder)
    } else {
        Err(format!("no data to judge on in {}: name its folder in GOODTURN_DATA", folder.display()).into())
    }
}
