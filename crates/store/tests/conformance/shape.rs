//! The tables themselves.

use goodturn_store::schema::MIGRATIONS;
use goodturn_store::{Location, Store};

/// Tables and columns in order, but those that only one engine needs.
pub fn both_engines_have_the_same_columns(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book");
    drop(Store::open(&Location::File(file.clone())).unwrap());
    drop(Store::open(&Location::Server(address.to_owned())).unwrap());
    let sqlite = rusqlite::Connection::open(file).unwrap();
    let mut of_sqlite: Vec<(String, String)> = sqlite
        .prepare(
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' \
             AND m.name NOT LIKE 'words%' AND m.name NOT LIKE 'sqlite%' AND c.name <> 'row' ORDER BY m.name, c.cid",
        )
        .unwrap()
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    let mut server = postgres::Client::connect(address, postgres::NoTls).unwrap();
    let mut of_postgres: Vec<(String, String)> = server
        .query(
            "SELECT table_name::text, column_name::text FROM information_schema.columns \
             WHERE table_schema = 'public' AND table_name NOT IN ('words', 'format') \
             ORDER BY table_name, ordinal_position",
            &[],
        )
        .unwrap()
        .iter()
        .map(|row| (row.get(0), row.get(1)))
        .collect();
    // Engines sort names otherwise; the columns of a table keep their order.
    of_sqlite.sort_by(|a, b| a.0.cmp(&b.0));
    of_postgres.sort_by(|a, b| a.0.cmp(&b.0));
    assert!(of_sqlite.len() > 80, "{of_sqlite:?}");
    assert_eq!(of_sqlite, of_postgres);
}

#[test]
fn every_key_and_index_begins_with_the_workspace() {
    for step in MIGRATIONS.iter().flat_map(|migration| migration.steps) {
        // A column that is added may be empty, so that no row need be written again; the rest only moves what is there.
        let moves =
            step.starts_with("ALTER TABLE entry ADD COLUMN ") || step.starts_with("UPDATE entry SET ");
        if step.contains(" TABLE workspace ") || moves && !step.contains("NOT NULL") {
            continue;
        }
        let key = if step.starts_with("CREATE TABLE") {
            let key = step.split("PRIMARY KEY ").nth(1).or_else(|| step.split("{row_key} ").nth(1));
            key.unwrap_or_else(|| panic!("no key: {step}"))
        } else {
            assert!(step.starts_with("CREATE INDEX"), "neither table nor index: {step}");
            &step[step.find('(').unwrap()..]
        };
        assert!(key.starts_with("(workspace_id, "), "{step}");
    }
}

#[test]
fn every_table_of_a_workspace_is_locked_to_it_by_some_migration() {
    let locked: Vec<&str> = MIGRATIONS.iter().flat_map(|migration| migration.locks).copied().collect();
    for step in MIGRATIONS.iter().flat_map(|migration| migration.steps) {
        if let Some(name) = step.strip_prefix("CREATE TABLE ").and_then(|rest| rest.split(' ').next())
            && step.contains("workspace_id")
        {
            assert_eq!(locked.iter().filter(|locked| **locked == name).count(), 1, "{name}");
        }
    }
}

#[test]
fn no_rule_hides_in_the_database() {
    for step in MIGRATIONS.iter().flat_map(|migration| migration.steps) {
        for word in ["TRIGGER", "SEQUENCE", "SERIAL", "AUTOINCREMENT", "IDENTITY", "DEFAULT", "CASCADE"] {
            assert!(!step.to_uppercase().contains(word), "{word}: {step}");
        }
    }
}

#[test]
fn migrations_are_numbered_without_gaps() {
    for (at, migration) in MIGRATIONS.iter().enumerate() {
        assert_eq!(migration.number, at as i64 + 1, "{}", migration.name);
    }
}
