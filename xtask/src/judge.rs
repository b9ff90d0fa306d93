//! How good the judgements are, on real data held apart: made by the judge program of the app, built for release.

use std::process::Command;

use crate::{need, run};

/// Judges all, or those named.
pub fn run_all(names: &[String]) -> Result<(), String> {
    need::all(&[need::COMPILER])?;
    run(Command::new("cargo")
        .args(["run", "--release", "--quiet", "--package", "goodturn", "--example", "judge", "--"])
        .args(names))
}
