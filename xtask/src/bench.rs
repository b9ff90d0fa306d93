//! The benches: each prints a ratio against a peer or a floor of the same run. They are made by the bench
//! program of the app, built for release.

use std::process::Command;

use crate::{need, run};

/// Runs all benches, or those named.
pub fn run_all(names: &[String]) -> Result<(), String> {
    need::all(&[need::COMPILER, need::POSTGRES, need::NOTMUCH, need::PYTHON])?;
    // The pages are asked of the program itself.
    run(Command::new("cargo").args(["build", "--release", "--quiet", "--package", "goodturn"]))?;
    run(Command::new("cargo")
        .args(["run", "--release", "--quiet", "--package", "goodturn", "--example", "bench", "--"])
        .args(names))
}
