//! Peers that live in Python, in an environment of the bench's own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Result;

/// A Python with these packages; none where they cannot be had.
pub fn with(folder: &Path, packages: &[&str]) -> Result<Option<PathBuf>> {
    let home = folder.join("python");
    let made = Command::new("python3").args(["-m", "venv"]).arg(&home).output();
    if !made.is_ok_and(|made| made.status.success()) {
        return Ok(None);
    }
    let python = home.join("bin/python");
    let got = Command::new(&python).args(["-m", "pip", "install", "--quiet"]).args(packages).output()?;
    Ok(got.status.success().then_some(python))
}

/// What a script prints in its line `figures …`, asked with one file or folder.
pub fn figures(python: &Path, script: &str, asked: &Path) -> Result<Vec<f64>> {
    let output = Command::new(python).args(["-c", script]).arg(asked).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned().into());
    }
    told(&String::from_utf8_lossy(&output.stdout))
}

/// Splink, as of when it was last compared with.
pub const SPLINK: &[&str] = &["splink==5.0.0", "duckdb"];

/// What Splink makes of a table with columns `id`, `truth` and fields: seconds, megabytes, pairs, and the best pairwise
/// F1 of all thresholds, of pairs as they are and of groups.
pub fn splink(python: &Path, table: &Path) -> Result<[f64; 5]> {
    let told = figures(python, include_str!("../peers/with_splink.py"), table)?;
    told.try_into().map_err(|told| format!("Splink told other figures: {told:?}").into())
}

/// The numbers of the line `figures …`.
pub fn told(text: &str) -> Result<Vec<f64>> {
    let line = text.lines().find_map(|line| line.strip_prefix("figures ")).ok_or("no figures were told")?;
    line.split(' ').map(|number| Ok(number.trim().parse()?)).collect()
}
