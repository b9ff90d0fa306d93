//! The only door to a book: acts that change it and views that show it.
//!
//! - [`book`]: opening one, and what every request carries
//! - [`request`]: what a deed or a view is, how what it says is read and checked, and what it is answered with
//! - [`catalog`]: the list of all deeds and views, from which the faces are made
//! - [`today`]: the few to be useful to; [`people`]: everybody, found, shown and changed
//! - [`duplicates`]: who is in the book twice, made one, and taken apart again
//! - give and take, a folder for each noun with its deeds and views:
//!   - [`ledger`]: good turns: given and received, and how they stand over the years
//!   - [`promises`]: what is owed, by me and by them, and what I asked for
//!   - [`wishes`]: what people need and can give, and who can help whom
//!   - [`groups`]: groups that I serve, and what was done for them
//!   - [`introductions`]: two people brought together, each asked first
//!   - [`referrals`]: opportunities passed on, and the slips of referral groups
//!   - [`business`]: opportunities, and who brings them
//!   - [`words`]: word of mouth, both ways; [`interest`]: what is known of somebody, and what to ask next
//!   - [`events`]: people met at events, followed up, and who of them stays in touch
//!   - [`boundaries`]: what somebody does not want, how they want it, and what they agreed to
//!   - [`guard`]: steering clear of those who only take
//!   - [`stances`]: what networking means to each, to me, and where that is at cross purposes
//!   - [`mirror`]: what my own last months look like from outside
//! - `care`: what to mind before one deals with somebody
//! - [`journal`]: what was done, and the way back; [`settings`]; [`sample`]: a network to look round in
//! - [`reliability`]: how far the chances can be believed
//! - [`import`]: reading a life in; [`export`]: everybody as a file, for oneself or as others may have them
//! - [`copies`]: the whole book as a file, and back
//! - [`error`]: what can go wrong, with what to do about it

pub mod book;
pub mod boundaries;
pub mod business;
mod cache;
pub mod care;
pub mod catalog;
mod contact;
pub mod copies;
pub mod duplicates;
pub mod error;
pub mod events;
pub mod export;
pub mod groups;
pub mod guard;
pub mod import;
pub mod interest;
pub mod introductions;
pub mod journal;
pub mod ledger;
mod meetings;
pub mod mirror;
pub mod network;
pub mod people;
pub mod promises;
pub mod referrals;
pub mod reliability;
pub mod request;
pub mod sample;
pub mod settings;
pub mod stances;
pub mod today;
pub mod wishes;
pub mod words;

pub use book::{Book, Context, Site};
pub use error::{Error, ErrorKind, Result};
