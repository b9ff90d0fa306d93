//! The invariants of ARCHITECTURE.md that can be read off the sources.

#![allow(clippy::unwrap_used, reason = "a test may stop where the sources cannot be read")]

mod imports;

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every Rust file below a folder, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
    assert!(!found.is_empty(), "{folder} has sources");
    found
}

fn ours(manifest: &str) -> Vec<String> {
    let text = fs::read_to_string(root().join(manifest).join("Cargo.toml")).unwrap();
    let dependencies = text.split("[dependencies]").nth(1).unwrap().split("\n[").next().unwrap();
    let names = dependencies.lines().filter_map(|line| line.strip_prefix("goodturn-"));
    names.map(|rest| rest.split(['.', ' ']).next().unwrap().to_owned()).collect()
}

#[test]
fn each_layer_knows_only_those_below() {
    assert_eq!(ours("crates/core"), [""; 0]);
    assert_eq!(ours("crates/sources"), ["core"]);
    assert_eq!(ours("crates/store"), ["core"]);
    assert_eq!(ours("crates/book"), ["core", "sources", "store"]);
}

/// Words that stood for many things each. One of a crate may be called so; what sentences are called stands apart.
const VAGUE: [&str; 12] =
    ["said", "beside", "settle", "told", "freshen", "Told", "Desk", "Found", "Seen", "Kept", "Left", "Whom"];

#[test]
fn no_vague_name_stands_for_two_things() {
    for folder in
        ["crates/core/src", "crates/sources/src", "crates/store/src", "crates/book/src", "crates/app/src"]
    {
        let texts = sources(folder);
        let named = texts.iter().filter(|(path, _)| !path.ends_with("messages.rs"));
        let lines: Vec<&str> = named.flat_map(|(_, text)| text.lines().map(str::trim)).collect();
        for name in VAGUE {
            let is_called = |line: &&&str| {
                let open =
                    line.strip_prefix("pub").map(|rest| rest.split_once(") ").map_or(rest, |(_, rest)| rest));
                let mut words = open.unwrap_or_default().split(|c: char| !c.is_alphanumeric() && c != '_');
                let kind = words.find(|word| ["fn", "struct", "enum", "trait", "type", "mod"].contains(word));
                kind.is_some() && words.next() == Some(name)
            };
            let called: Vec<_> = lines.iter().filter(is_called).collect();
            assert!(called.len() < 2, "{folder}: {name} stands for {called:?}");
        }
    }
}

#[test]
fn there_is_no_sql_outside_the_store() {
    for folder in ["crates/core/src", "crates/sources/src", "crates/book/src", "crates/app/src"] {
        for (path, text) in sources(folder) {
            for word in ["SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE"] {
                assert!(!text.contains(word), "{} holds {word}", path.display());
            }
        }
    }
}

#[test]
fn only_the_clock_reads_the_time_and_only_the_app_prints() {
    for folder in
        ["crates/core/src", "crates/sources/src", "crates/store/src", "crates/book/src", "crates/app/src"]
    {
        for (path, text) in sources(folder) {
            if !path.ends_with("clock.rs") {
                for word in ["Timestamp::now", "SystemTime::now", "ZonedDateTime::now"] {
                    assert!(!text.contains(word), "{} holds {word}", path.display());
                }
            }
            if !folder.starts_with("crates/app") {
                let code = text.split("#[cfg(test)]").next().unwrap();
                for word in ["println!", "eprintln!", "print!("] {
                    let tests = path.file_name().is_some_and(|name| name.to_string_lossy().contains("tests"));
                    assert!(tests || !code.contains(word), "{} holds {word}", path.display());
                }
            }
        }
    }
}

#[test]
fn only_the_command_line_speaks_of_commands() {
    for folder in ["crates/core/src", "crates/sources/src", "crates/store/src", "crates/book/src"] {
        for (path, text) in sources(folder) {
            for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
                assert!(!line.contains("`goodturn "), "{}: {line}", path.display());
            }
        }
    }
    // What the book says names deeds and fields as values, so no command and no flag stands in a text of it.
    for (path, text) in sources("crates/book/src") {
        let code = text.split("#[cfg(test)]").next().unwrap();
        for line in code.lines().filter(|line| !line.trim_start().starts_with("//")) {
            for said in line.replace("'\"'", "").replace("'`'", "").split('"').skip(1).step_by(2) {
                let flag = said.split("--").nth(1).is_some_and(|name| name.starts_with(char::is_lowercase));
                assert!(!flag && !said.contains('`'), "{}: {line}", path.display());
            }
        }
    }
}

#[test]
fn the_book_names_only_fields_that_are() {
    let all = goodturn_book::catalog::catalog().iter().flat_map(|entry| entry.fields);
    let known: Vec<&str> = all.map(|field| field.name).collect();
    for (path, text) in sources("crates/book/src") {
        for named in text.split("Field(\"").skip(1) {
            let name = named.split('"').next().unwrap();
            assert!(known.contains(&name), "{} names the field {name}", path.display());
        }
    }
}

#[test]
fn every_path_that_the_documents_name_exists() {
    for document in ["ARCHITECTURE.md", "README.md", "CONTRIBUTING.md", "DESIGN.md"] {
        let text = fs::read_to_string(root().join(document)).unwrap();
        for (at, quoted) in text.split('`').enumerate() {
            if at % 2 == 1 && (quoted.starts_with("crates/") || quoted.starts_with(".ci/")) {
                assert!(root().join(quoted).exists(), "{document} names {quoted}");
            }
        }
    }
}

#[test]
fn the_readme_shows_only_commands_that_are() {
    let command = goodturn_app::cli::command::command();
    let text = fs::read_to_string(root().join("README.md")).unwrap();
    let mut shown = 0;
    for line in text.lines().filter_map(|line| line.strip_prefix("    goodturn ")) {
        let name = line.split_whitespace().next().unwrap();
        if line.starts_with(name) {
            assert!(command.find_subcommand(name).is_some(), "the README shows `goodturn {name}`");
            shown += 1;
        }
    }
    assert!(shown >= 8, "the tour shows commands");
}

#[test]
fn files_stay_small() {
    for folder in ["crates", "xtask"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            assert!(lines <= 600, "{} has {lines} lines; what second idea has moved in?", path.display());
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            assert!(
                !["util", "utils", "common", "helpers", "manager"].contains(&name.as_str()),
                "{}",
                path.display()
            );
        }
    }
}
