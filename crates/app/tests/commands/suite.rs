//! What holds of the suite itself: no snapshot lies about unused, and no command goes without.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use crate::snapshot;

/// The names of the snapshots in the folder.
fn kept() -> BTreeSet<String> {
    let entries = fs::read_dir(snapshot::folder()).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The names that tests compare with, as their sources say, in order and with repetitions.
fn compared() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/commands");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "rs") {
            let text = fs::read_to_string(path).unwrap();
            let mut parts = text.split(concat!(".match", "es(\""));
            parts.next();
            names.extend(parts.map(|part| format!("{}.txt", part.split('"').next().unwrap())));
        }
    }
    names
}

#[test]
fn every_snapshot_is_compared_and_every_comparison_has_its_own() {
    if snapshot::are_written() {
        return; // Not all of them are there yet; the next run, which compares, looks.
    }
    let compared = compared();
    let once: BTreeSet<String> = compared.iter().cloned().collect();
    assert_eq!(once.len(), compared.len(), "two tests compare with one snapshot: {compared:?}");
    assert_eq!(kept(), once, "left: snapshots in the folder; right: those that tests compare with");
}

#[test]
fn every_command_has_a_snapshot_in_words_and_one_as_json() {
    if snapshot::are_written() {
        return;
    }
    let mut typed: Vec<String> = Vec::new();
    for name in kept() {
        let text = fs::read_to_string(snapshot::folder().join(name)).unwrap();
        typed.extend(text.lines().filter_map(|line| line.strip_prefix("$ goodturn ")).map(str::to_owned));
    }
    let shown = |name: &str, json: bool| {
        typed.iter().any(|line| {
            let mut words = line.split_whitespace();
            let own = words.next() == Some(name) && !line.contains("--help");
            own && words.any(|word| word == "--json") == json
        })
    };
    for command in goodturn_app::cli::command::command().get_subcommands() {
        let name = command.get_name();
        // These print a text for another program and nothing else.
        let generated = matches!(name, "man" | "completions");
        assert!(generated || shown(name, false), "no snapshot shows `goodturn {name}`");
        assert!(generated || shown(name, true), "no snapshot shows `goodturn {name} --json`");
        assert!(typed.contains(&format!("{name} --help")), "no snapshot shows `goodturn {name} --help`");
    }
}
