//! Many rows of a table written or taken away at once: what an act does to one row after the other, in a few statements.
//!
//! Each row still has its before-image, and what follows from it follows. Rows that were read in the act are remembered as
//! they are ([`Writer::remember`]), so that their before-images need no second look.

use std::borrow::Cow;

use crate::act::writer::Writer;
use crate::error::Result;
use crate::table::cell::{Cell, encode, row_cells};
use crate::table::declared::{Declared, Entity, Table};

impl Writer<'_> {
    /// Remembers rows that were just read.
    pub(super) fn remember<T: Declared>(&mut self, rows: &[T]) {
        for row in rows {
            let place = (T::table().entity, encode(&row.key()));
            self.known.insert(place, Some(row.cells()));
        }
    }

    /// Reads the rows with these keys, where they are not remembered already.
    pub(super) fn remember_keys(&mut self, table: &'static Table, keys: &[Vec<Cell>]) -> Result<()> {
        let unknown = |key: &&Vec<Cell>| !self.known.contains_key(&(table.entity, encode(key)));
        let keys: Vec<Vec<Cell>> = keys.iter().filter(unknown).cloned().collect();
        let mut found = Vec::new();
        let workspace = self.reader.workspace;
        self.reader.connection.rows_with_keys(table, workspace, &keys, &mut |row| {
            found.push(row_cells(table.columns, row)?);
            Ok(())
        })?;
        self.known.extend(keys.iter().map(|key| ((table.entity, encode(key)), None)));
        for row in found {
            let key = row.get(..table.key).map(encode).unwrap_or_default();
            self.known.insert((table.entity, key), Some(row));
        }
        Ok(())
    }

    /// How the row with a key is now.
    pub(super) fn row_now(&mut self, table: &'static Table, key: &[Cell]) -> Result<Option<Vec<Cell>>> {
        match self.known.get(&(table.entity, encode(key))) {
            Some(known) => Ok(known.clone()),
            None => self.reader.row(table, key),
        }
    }

    /// Notes what a remembered row has become.
    pub(super) fn has_become(&mut self, table: &'static Table, key: &[Cell], row: Option<&[Cell]>) {
        if let Some(known) = self.known.get_mut(&(table.entity, encode(key))) {
            *known = row.map(<[Cell]>::to_vec);
        }
    }

    /// Writes rows of a table, new or not; no two with the same key.
    pub(super) fn put_all<T: Declared>(&mut self, rows: &[T]) -> Result<()> {
        self.put_all_cells(T::table(), rows.iter().map(T::cells).collect())
    }

    /// The same, as cells.
    pub(super) fn put_all_cells(&mut self, table: &'static Table, rows: Vec<Vec<Cell>>) -> Result<()> {
        let keys: Vec<Vec<Cell>> = rows.iter().map(|row| key_of(table, row)).collect();
        self.remember_keys(table, &keys)?;
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for (row, key) in rows.into_iter().zip(&keys) {
            let mut row = Cow::<[Cell]>::Owned(row);
            if table.entity == Entity::Person {
                self.recompute_cells(row.to_mut())?;
            }
            let row = row.into_owned();
            let before = self.before_image(table, key)?;
            self.follow(table, before.as_deref(), Some(&row))?;
            self.has_become(table, key, Some(&row));
            match before {
                Some(before) if before == row => {}
                Some(_) if table.key == table.columns.len() => {}
                Some(_) => changed.push(row),
                None => new.push(row),
            }
        }
        let workspace = self.reader.workspace;
        self.reader.connection.bulk(table, workspace, &mut new.into_iter())?;
        self.reader.connection.update_rows(table, workspace, &changed)
    }

    /// Takes rows of a table away.
    pub(super) fn remove_all<T: Declared>(&mut self, rows: &[T]) -> Result<()> {
        self.remove_all_keys(T::table(), rows.iter().map(T::key).collect())
    }

    /// The same, by their keys.
    pub(super) fn remove_all_keys(&mut self, table: &'static Table, keys: Vec<Vec<Cell>>) -> Result<()> {
        self.remember_keys(table, &keys)?;
        let mut gone = Vec::new();
        for key in keys {
            let before = self.before_image(table, &key)?;
            if before.is_some() {
                self.follow(table, before.as_deref(), None)?;
                self.has_become(table, &key, None);
                gone.push(key);
            }
        }
        self.reader.connection.delete_rows(table, self.reader.workspace, &gone)
    }
}

fn key_of(table: &Table, row: &[Cell]) -> Vec<Cell> {
    row.get(..table.key).map(<[Cell]>::to_vec).unwrap_or_default()
}
