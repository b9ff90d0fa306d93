//! What SQLite is told about the sizes of things, so that it takes the right index.
//!
//! Every key and index leads with the workspace (rule R2), and a file holds one: the first column narrows nothing. SQLite
//! does not know that. Left to its own estimate (ten rows for an equality on the first column of any index) it finds a
//! table's own key as good as the index that was made for a question, and walks all rows of the workspace. `ANALYZE`
//! would tell it, but not of a book that is still empty, and each book would then have plans of its own. So every book
//! gets the same figures in the table `sqlite_stat1`, written once with its tables: so many rows in a workspace, and
//! fewer with each further column.

use crate::error::Result;

/// So many rows a workspace is said to have in every table.
const ROWS: u64 = 1_000_000;
/// So many of them share the first two columns of an index; a tenth of that share the first three, and so on.
const ALIKE: u64 = 1_000;

/// Whether a file has no figures yet, because an older program made it.
pub(crate) fn are_missing(file: &rusqlite::Connection) -> Result<bool> {
    let sql = "SELECT count(*) = 0 FROM sqlite_schema WHERE name = 'sqlite_stat1'";
    Ok(file.query_row(sql, [], |row| row.get(0))?)
}

/// Writes the figures for every index that there is, those of the search aside, which is SQLite's own.
pub(crate) fn write(file: &rusqlite::Connection) -> Result<()> {
    // Of the schema alone nothing is counted; the table is made, and read again by this connection.
    file.execute_batch("ANALYZE sqlite_schema; DELETE FROM sqlite_stat1")?;
    let mut indexes = file.prepare(
        "SELECT t.name, CASE WHEN i.origin = 'pk' AND t.wr THEN t.name ELSE i.name END, i.origin <> 'c', \
         (SELECT count(*) FROM pragma_index_info(i.name)) \
         FROM pragma_table_list t JOIN pragma_index_list(t.name) i \
         WHERE t.schema = 'main' AND t.type = 'table' AND t.name <> 'workspace' ORDER BY 1, 2",
    )?;
    let mut write = file.prepare("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?1, ?2, ?3)")?;
    let mut rows = indexes.query([])?;
    while let Some(row) = rows.next()? {
        let (table, index): (String, String) = (row.get(0)?, row.get(1)?);
        write.execute((table, index, figures(row.get(3)?, row.get(2)?)))?;
    }
    drop(rows);
    Ok(file.execute_batch("ANALYZE sqlite_schema")?)
}

/// The figures of one index: its rows, then how many share its first column, its first two, and so on; of a key all
/// columns name one row.
fn figures(columns: u32, is_key: bool) -> String {
    let mut alike = ALIKE;
    let mut all = vec![ROWS, ROWS];
    for _ in 1..columns {
        all.push(alike);
        alike = (alike / 10).max(1);
    }
    if is_key && let Some(last) = all.last_mut() {
        *last = 1;
    }
    let words: Vec<String> = all.iter().map(u64::to_string).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::act::undo;
    use crate::book::location::Location;
    use crate::book::store::Store;
    use crate::engine::sqlite::file::{Mode, open};
    use crate::engine::sqlite::spelt;
    use crate::read::{entries, journal, merged, reader};

    #[test]
    fn figures_fall_with_each_column_and_a_key_names_one_row() {
        assert_eq!(figures(3, false), "1000000 1000000 1000 100");
        assert_eq!(figures(2, true), "1000000 1000000 1");
    }

    /// In a new book, and in one that an older program made.
    #[test]
    fn what_is_asked_of_one_is_found_by_its_own_index() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book");
        drop(Store::open(&Location::File(path.clone())).unwrap());
        let file = open(&path, Mode::Write { cache_kib: 1024 }).unwrap();
        by_their_own_indexes(&file);
        file.execute_batch("DROP TABLE sqlite_stat1").unwrap();
        drop(file);
        drop(Store::open(&Location::File(path.clone())).unwrap());
        by_their_own_indexes(&open(&path, Mode::Look).unwrap());
    }

    fn by_their_own_indexes(file: &rusqlite::Connection) {
        for (sql, index, columns) in [
            (journal::of_run(), "journal_run", "run=?"),
            (journal::undone_by(), "journal_undoes", "undoes=?"),
            (reader::HOLDERS, "detail_normal", "kind=? AND normal=?"),
            (journal::source_like(), "source_print", "print=?"),
            (undo::later_rows(), "change_row", "row_key=? AND seq>?"),
            (entries::by_person(), "entry_person", "person_id=?"),
            (entries::by_other(), "entry_other", "other_id=?"),
            (merged::merged_into(), "merged_into", "into_id=?"),
            (entries::by_third(), "entry_third", "third_id=?"),
            (entries::of_person(), "entry_person", "person_id=? AND kind=?"),
            (entries::due(), "entry_due", "kind=? AND due>? AND due<?"),
            (entries::waiting(), "entry_due", "kind=? AND due>?"),
            (entries::newest(), "entry_day", "kind=?"),
            (entries::between(), "entry_day", "kind=? AND day>? AND day<?"),
            (entries::by_net(), "account_net", "(net,person_id)>(?,?)"),
            (entries::TALLY, "entry_day", "kind=? AND day>? AND day<?"),
        ] {
            let mut plan = file.prepare(&format!("EXPLAIN QUERY PLAN {}", spelt(sql))).unwrap();
            let unbound = vec![rusqlite::types::Null; plan.parameter_count()];
            let steps: Vec<String> = plan
                .query_map(rusqlite::params_from_iter(unbound), |row| row.get("detail"))
                .unwrap()
                .map(Result::unwrap)
                .collect();
            let wanted = format!("INDEX {index} (workspace_id=? AND {columns})");
            assert!(steps[0].ends_with(&wanted), "{sql}\n{steps:?}");
        }
    }
}
