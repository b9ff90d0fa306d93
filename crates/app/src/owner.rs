//! Whose mail is it? What the files themselves show of it, for a face that asks.

use std::path::PathBuf;

use goodturn_sources::mail::OwnerClues;
use goodturn_sources::walk::{self, Most};

/// So sure one must be of whose an archive is to take it as said.
pub const SURE: f64 = 0.6;

/// What the mail among these files, folders and archives says about who keeps it.
pub fn clues(paths: &[PathBuf]) -> OwnerClues {
    walk::owner(paths, Most::default())
}
