//! The folders of the store are floors: each knows only itself and those below. Read off the sources, by their `use` lines
//! and paths; what a test in a module needs is left out.

#![allow(clippy::unwrap_used, reason = "a test may stop where the sources cannot be read")]

use std::fs;
use std::path::{Path, PathBuf};

/// From the ground up. Two are files and no folders.
const FLOORS: [&str; 8] = ["error", "files", "table", "engine", "read", "kept", "act", "book"];

fn height(floor: &str) -> Option<usize> {
    FLOORS.iter().position(|known| *known == floor)
}

fn sources() -> Vec<PathBuf> {
    let mut open = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found
}

#[test]
fn no_floor_of_the_store_knows_one_above_it() {
    let mut looked_at = 0;
    for path in sources() {
        let inside = path.strip_prefix(Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap();
        let floor = inside.iter().next().unwrap().to_string_lossy().replace(".rs", "");
        if floor == "lib" {
            continue;
        }
        let own = height(&floor).unwrap_or_else(|| panic!("{} is on no floor", inside.display()));
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for rest in line.split("crate::").skip(1) {
                let name: String = rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                let other = height(&name);
                let other = other.unwrap_or_else(|| panic!("{}: {line}: name the floor", inside.display()));
                assert!(other <= own, "{} reaches up: {line}", inside.display());
                looked_at += 1;
            }
        }
    }
    assert!(looked_at > 200, "{looked_at} paths were looked at");
}
