//! The faces of Goodturn: the command line and the web pages. No rule of the book lives here.
//!
//! - [`clock`]: the one place that reads the time of day
//! - [`cli`]: the commands
//! - [`web`]: the pages
//! - [`owner`]: whose mail it may be, which both ask

pub mod cli;
pub mod clock;
pub mod owner;
pub mod web;
