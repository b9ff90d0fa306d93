//! All rows of a book, for copying it and for comparing two.

use crate::error::Result;
use crate::read::reader::Reader;
use crate::read::settings::Internal;
use crate::table::cell::{Cell, encode, row_cells};
use crate::table::declared::{Entity, Table};
use crate::table::tables::TABLES;

impl Reader<'_> {
    /// Every row of the workspace but the journal's own and what the book keeps of itself, table by table, and the words
    /// by which people are found: for comparing whole books.
    pub fn dump(&mut self) -> Result<Vec<(&'static str, Vec<Cell>)>> {
        let mut out = Vec::new();
        let journal = [Entity::Journal, Entity::Change];
        for table in TABLES.iter().filter(|table| !journal.contains(&table.entity)) {
            self.rows(table, &mut |cells| {
                let is_kept = table.entity == Entity::Setting
                    && matches!(table.cell(&cells, "key"), Some(Cell::Text(key)) if Internal::has(key));
                if !is_kept {
                    out.push((table.name(), cells));
                }
                Ok(())
            })?;
        }
        self.connection.all_words(self.workspace, &mut |person, word| {
            let whose = person.map_or(Cell::Null, Cell::Id);
            out.push(("words", vec![whose, Cell::Text(word.to_owned())]));
            Ok(())
        })?;
        out.sort_by_cached_key(|(table, cells)| (*table, encode(cells)));
        Ok(out)
    }

    /// Hands over every row of one table.
    pub(crate) fn rows(
        &mut self,
        table: &'static Table,
        each: &mut dyn FnMut(Vec<Cell>) -> Result<()>,
    ) -> Result<()> {
        let ws = self.ws();
        self.connection.query(table.select_all(), &[ws], &mut |row| each(row_cells(table.columns, row)?))
    }
}
