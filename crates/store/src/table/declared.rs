//! How a table is declared: once, for all that is done with its rows.
//!
//! A declaration names the columns in their order. Each line says the column's name, the type that lies in it (how,
//! [`Stored`] knows) and what is written there; below stands what is made of the columns when a row is read. The columns'
//! types, every statement, the cells of a before-image and the way back from them follow from it:
//!
//! ```text
//! table! {
//!     /// People with a colour.
//!     COLOURED = Entity::Coloured, 1;
//!     Coloured as it {
//!         id: PersonId = it.person,
//!         colour: String = it.colour,
//!     }
//!     read Coloured { person: id, colour }
//! }
//! ```
//!
//! `1` is how many of the columns, from the first on, are the key. That the tables in the database are as declared here is
//! held by a test (`shape` in the conformance suite). Why their order is frozen says [`crate::table::schema`].

use std::sync::OnceLock;

use crate::error::Result;
use crate::table::cell::{Cell, Cells};
use crate::table::stored::FromRow;
#[cfg(doc)]
use crate::table::stored::Stored;
use crate::table::value::Type;

/// Which table, as the journal names it. Code that treats tables differently matches on this, so that the compiler asks about
/// a new one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entity {
    /// One value of a setting.
    Setting,
    /// Somebody.
    Person,
    /// A value known of somebody.
    Detail,
    /// A card as a source gave it.
    Card,
    /// Something that happened.
    Interaction,
    /// Somebody's part in it.
    Participation,
    /// A key of sameness.
    Known,
    /// An entry.
    Entry,
    /// Somebody's account.
    Account,
    /// A word of a text.
    Term,
    /// Two people and how often they were somewhere together.
    Together,
    /// Who went into whom.
    Merged,
    /// Something that was read.
    Source,
    /// A run whose bonds wait.
    Unsettled,
    /// An act.
    Journal,
    /// How a row was before an act.
    Change,
}

impl Entity {
    /// The table's name.
    pub const fn name(self) -> &'static str {
        match self {
            Entity::Setting => "setting",
            Entity::Person => "person",
            Entity::Detail => "detail",
            Entity::Card => "card",
            Entity::Interaction => "interaction",
            Entity::Participation => "participation",
            Entity::Known => "known",
            Entity::Entry => "entry",
            Entity::Account => "account",
            Entity::Term => "term",
            Entity::Together => "together",
            Entity::Merged => "merged",
            Entity::Source => "source",
            Entity::Unsettled => "unsettled",
            Entity::Journal => "journal",
            Entity::Change => "change",
        }
    }
}

/// A table as it was declared.
#[derive(Debug)]
pub struct Table {
    /// Which.
    pub entity: Entity,
    /// The columns after `workspace_id`, the key's first.
    pub columns: &'static [(&'static str, Type)],
    /// How many of them make the key.
    pub key: usize,
    statements: OnceLock<Statements>,
}

/// The statements on whole rows. Each takes the workspace as `?1` and the columns in their order, from `?2` on.
#[derive(Debug)]
struct Statements {
    insert: String,
    update: String,
    delete: String,
    select: String,
    select_all: String,
}

impl Table {
    pub(crate) const fn new(entity: Entity, columns: &'static [(&'static str, Type)], key: usize) -> Table {
        Table { entity, columns, key, statements: OnceLock::new() }
    }

    /// The name.
    pub fn name(&self) -> &'static str {
        self.entity.name()
    }

    /// The columns after `workspace_id`, with commas between them.
    pub(crate) fn column_list(&self) -> String {
        let names: Vec<&str> = self.columns.iter().map(|(name, _)| *name).collect();
        names.join(", ")
    }

    /// Where a column stands in a row.
    pub(crate) fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|(name, _)| *name == column)
    }

    /// What stands in a column of a row.
    pub(crate) fn cell<'r>(&self, row: &'r [Cell], column: &str) -> Option<&'r Cell> {
        row.get(self.place(column)?)
    }

    fn statements(&self) -> &Statements {
        self.statements.get_or_init(|| {
            let (name, all) = (self.name(), self.column_list());
            let each = |(at, (column, _)): (usize, &(&str, Type))| format!("{column} = ?{}", at + 2);
            let equal: Vec<String> = self.columns.iter().enumerate().map(each).collect();
            let (key, rest) = equal.split_at(self.key);
            let whose = format!("WHERE workspace_id = ?1 AND {}", key.join(" AND "));
            let values: Vec<String> = (1..=self.columns.len() + 1).map(|at| format!("?{at}")).collect();
            Statements {
                insert: format!("INSERT INTO {name} (workspace_id, {all}) VALUES ({})", values.join(", ")),
                update: format!("UPDATE {name} SET {} {whose}", rest.join(", ")),
                delete: format!("DELETE FROM {name} {whose}"),
                select: format!("SELECT {all} FROM {name} {whose}"),
                select_all: format!("SELECT {all} FROM {name} WHERE workspace_id = ?1"),
            }
        })
    }

    /// Writes a new row.
    pub fn insert(&'static self) -> &'static str {
        &self.statements().insert
    }

    /// Overwrites the row with this key.
    pub fn update(&'static self) -> &'static str {
        &self.statements().update
    }

    /// Deletes the row with this key.
    pub fn delete(&'static self) -> &'static str {
        &self.statements().delete
    }

    /// Reads the row with this key.
    pub fn select(&'static self) -> &'static str {
        &self.statements().select
    }

    /// Reads every row of the workspace.
    pub fn select_all(&'static self) -> &'static str {
        &self.statements().select_all
    }
}

/// The row of a declared table.
pub trait Declared: FromRow {
    /// Its table.
    fn table() -> &'static Table;
    /// What lies in its columns, as a before-image keeps it.
    fn cells(&self) -> Vec<Cell>;
    /// Those of its key.
    fn key(&self) -> Vec<Cell> {
        let mut cells = self.cells();
        cells.truncate(Self::table().key);
        cells
    }
    /// The row that these cells are of.
    fn from_cells(cells: &[Cell]) -> Result<Self> {
        Self::from_row(&Cells(cells))
    }
}

/// Declares a table; see the module.
macro_rules! table {
    (
        $(#[$doc:meta])*
        $constant:ident = $entity:expr, $key:literal;
        $row:ident as $it:ident {
            $($column:ident: $kind:ty = $written:expr,)+
        }
        read $made:expr
    ) => {
        $(#[$doc])*
        pub(crate) static $constant: $crate::table::declared::Table = $crate::table::declared::Table::new(
            $entity,
            &[$((stringify!($column), <$kind as $crate::table::stored::Stored>::TYPE)),+],
            $key,
        );

        impl $crate::table::stored::FromRow for $row {
            #[allow(unused_variables, reason = "some columns only repeat what stands in others")]
            fn from_row(row: &dyn $crate::table::value::Row) -> $crate::error::Result<$row> {
                let mut columns = $crate::table::stored::Columns::of_table(row, $constant.name(), $constant.columns);
                $(let $column: $kind = columns.next()?;)+
                Ok($made)
            }
        }

        impl $crate::table::declared::Declared for $row {
            fn table() -> &'static $crate::table::declared::Table {
                &$constant
            }
            fn cells(&self) -> Vec<$crate::table::cell::Cell> {
                let $it = self;
                vec![$(<$kind as $crate::table::stored::Stored>::cell(&$written)),+]
            }
        }
    };
}

/// The statement that reads whole rows of a table (`?1` is the workspace) and goes on as it says; made once.
macro_rules! rows_of {
    ($row:ty, $rest:literal) => {{
        static SQL: std::sync::OnceLock<String> = std::sync::OnceLock::new();
        SQL.get_or_init(|| {
            let all = <$row as $crate::table::declared::Declared>::table().select_all();
            format!("{all} {}", $rest)
        })
        .as_str()
    }};
}

pub(crate) use {rows_of, table};
