//! Told stories: a small named world each, through the command line and through the pages over one and the same
//! book. Each fails where what it tells of is taken out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where the program or its folder cannot be had"
)]
#![allow(
    dead_code,
    reason = "the home is the one of the whole-command tests, and a story needs only some of it"
)]

#[path = "../commands/described.rs"]
mod described;
#[path = "../commands/snapshot.rs"]
mod snapshot;
mod told;
#[path = "../commands/world.rs"]
mod world;

mod friends;
mod give_and_take;
mod marketing;
mod network;
mod room;
mod sales;
mod service;
mod slimy;
mod stage;
mod taking;
mod twice;
