//! Whole commands: the real program in a sealed home, its whole output beside a snapshot of it.
//!
//! A test of this crate reads like what one types at a terminal. Each command is run as its own process with nothing
//! from outside but a fixed time; `tell` keeps what was typed, the exit code and both outputs, and `matches`
//! compares all of it with `snapshots/NAME.txt`. What differs from run to run (ids, seconds, paths) is given a
//! name first. A test never rewrites a snapshot; `GOODTURN_SNAPSHOTS=write cargo test -p goodturn --test commands`
//! does, and the change is then read in `git diff`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where the program or its folder cannot be had"
)]

mod described;
mod snapshot;
mod things;
mod world;

mod busy;
mod completions;
mod contract;
mod deeds;
mod door;
mod duplicates;
mod files;
mod import;
mod manual;
mod pages;
mod stopping;
mod suite;
mod trouble;
mod views;

mod boundaries;
mod brief;
mod business;
mod calendar;
mod events;
mod finding;
mod guard;
mod heard;
mod hostile;
mod interest;
mod introductions;
mod ledger;
mod mirror;
mod mornings;
mod network;
mod promises;
mod referrals;
mod schema;
mod stances;
mod wishes;
mod words;
