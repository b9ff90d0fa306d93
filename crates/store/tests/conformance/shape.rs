//! The tables themselves.

use std::collections::BTreeMap;

use goodturn_store::schema::MIGRATIONS;
use goodturn_store::table::tables::TABLES;
use goodturn_store::table::value::Type;
use goodturn_store::{Location, Store};

use crate::world::raw_file;

/// A table as it is in a database: its columns with their types in their order, and the names of those in its key.
#[derive(Debug, Default, PartialEq)]
struct Made {
    columns: Vec<(String, String)>,
    key: Vec<String>,
}

/// Every table that holds a workspace's data. What an engine has for itself is left out.
fn made(location: &Location) -> BTreeMap<String, Made> {
    let mut found: BTreeMap<String, Made> = BTreeMap::new();
    match location {
        Location::File(path) => {
            let file = raw_file(path);
            let tables = "FROM sqlite_master m JOIN {} c WHERE m.type = 'table' AND m.name <> 'workspace' \
                 AND m.name NOT LIKE 'words%' AND m.name NOT LIKE 'sqlite%'";
            let columns = tables.replace("{}", "pragma_table_info(m.name)");
            let mut all = file
                .prepare(&format!(
                    "SELECT m.name, c.name, c.type {columns} AND c.name <> 'row' ORDER BY m.name, c.cid"
                ))
                .unwrap();
            let mut rows = all.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                let column = (row.get(1).unwrap(), row.get(2).unwrap());
                found.entry(row.get(0).unwrap()).or_default().columns.push(column);
            }
            let indexes = tables.replace("{}", "pragma_index_list(m.name)");
            let mut keys = file
                .prepare(&format!(
                    "SELECT name, part FROM (SELECT m.name, i.name AS part, i.seqno {} AND c.\"unique\" AND c.origin <> 'c') \
                     ORDER BY name, seqno",
                    indexes.replace(" WHERE", " JOIN pragma_index_info(c.name) i WHERE")
                ))
                .unwrap();
            let mut rows = keys.query([]).unwrap();
            while let Some(row) = rows.next().unwrap() {
                found.entry(row.get(0).unwrap()).or_default().key.push(row.get(1).unwrap());
            }
        }
        Location::Server(address) => {
            let mut server = postgres::Client::connect(address, postgres::NoTls).unwrap();
            let columns = "SELECT table_name::text, column_name::text, data_type::text \
                 FROM information_schema.columns WHERE table_schema = 'public' \
                 AND table_name NOT IN ('words', 'lease', 'format', 'workspace') ORDER BY ordinal_position";
            for row in server.query(columns, &[]).unwrap() {
                found.entry(row.get(0)).or_default().columns.push((row.get(1), row.get(2)));
            }
            let keys = "SELECT table_name::text, column_name::text FROM information_schema.key_column_usage \
                 WHERE table_schema = 'public' AND table_name NOT IN ('words', 'lease', 'format', 'workspace') \
                 ORDER BY ordinal_position";
            for row in server.query(keys, &[]).unwrap() {
                found.entry(row.get(0)).or_default().key.push(row.get(1));
            }
        }
    }
    found
}

/// What the migrations make is what the declarations say: the same columns of the same types in the same order, as
/// before-images need them, and the same keys.
pub fn the_tables_are_as_they_are_declared(place: &dyn Fn() -> Location) {
    let location = place();
    drop(Store::open(&location).unwrap());
    let type_name = |kind: Type| match kind {
        Type::Int => ["BIGINT", "bigint"],
        Type::Real => ["REAL", "double precision"],
        Type::Text => ["TEXT", "text"],
        Type::Bytes => ["BLOB", "bytea"],
        Type::Id => ["BLOB", "uuid"],
    };
    let engine = usize::from(matches!(location, Location::Server(_)));
    let mut declared = BTreeMap::new();
    for table in TABLES {
        let workspace = ("workspace_id", Type::Int);
        let columns: Vec<(&str, Type)> =
            std::iter::once(workspace).chain(table.columns.iter().copied()).collect();
        let made = Made {
            key: columns.iter().take(table.key + 1).map(|(name, _)| (*name).to_owned()).collect(),
            columns: columns
                .into_iter()
                .map(|(name, kind)| (name.to_owned(), type_name(kind)[engine].to_owned()))
                .collect(),
        };
        declared.insert(table.name().to_owned(), made);
    }
    assert_eq!(made(&location), declared);
}

/// Tables and columns in order, but those that only one engine needs.
pub fn both_engines_have_the_same_columns(address: &str) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("book");
    drop(Store::open(&Location::File(file.clone())).unwrap());
    drop(Store::open(&Location::Server(address.to_owned())).unwrap());
    let sqlite = raw_file(file);
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
             WHERE table_schema = 'public' AND table_name NOT IN ('words', 'lease', 'format') \
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
        let moves = ["ALTER TABLE entry ADD COLUMN ", "ALTER TABLE journal ADD COLUMN ", "UPDATE entry SET "]
            .iter()
            .any(|begin| step.starts_with(begin));
        if step.contains(" TABLE workspace ") || moves && !step.contains("NOT NULL") {
            continue;
        }
        let key = if step.starts_with("CREATE TABLE") {
            let key = step.split("PRIMARY KEY ").nth(1).or_else(|| step.split("{row_key} ").nth(1));
            key.unwrap_or_else(|| panic!("no key: {step}"))
        } else {
            let makes = step.starts_with("CREATE INDEX") || step.starts_with("CREATE UNIQUE INDEX");
            assert!(makes, "neither table nor index: {step}");
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
