//! What a book is made of: its tables, their rows as plain values, and how a value lies in its columns. Nothing here
//! knows a database.
//!
//! - [`schema`]: the tables in SQL, as numbered migrations
//! - [`declared`]: how a table is declared once, for everything that is done with its rows; [`tables`]: all of them
//! - `person`, `detail`, `interaction`, [`entry`], `journal`, `derived`: the declarations; [`rows`]: the same rows, for
//!   whoever uses the store
//! - [`value`]: one value on its way in or out; [`stored`]: which type of ours lies how in a column
//! - [`cell`]: rows as the journal keeps them

pub mod cell;
pub mod declared;
pub(crate) mod derived;
pub(crate) mod detail;
pub mod entry;
pub(crate) mod interaction;
pub(crate) mod journal;
pub(crate) mod person;
pub mod rows;
pub mod schema;
pub mod stored;
pub mod tables;
pub mod value;
