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
