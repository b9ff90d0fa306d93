//! How far a deed is that runs on, told while it does.

use std::ops::ControlFlow;

use serde::Serialize;

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes to read in all.
    pub total: u64,
    /// Items found so far.
    pub items: u64,
    /// What is being done.
    pub phase: Phase,
    /// The file that is being read.
    pub file: String,
    /// Seconds since it began.
    pub seconds: f64,
}

/// What is being done. Only while it reads does the count of bytes say how far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Reading files, and bringing in what is in them.
    #[default]
    Reading,
    /// All is read; the last of it and who was in what are written down.
    Settling,
    /// Looking for people who are in the book twice.
    Comparing,
}

impl Phase {
    /// The phase in words.
    pub fn words(self) -> &'static str {
        match self {
            Phase::Reading => "reading",
            Phase::Settling => "all is read; writing down who was in what",
            Phase::Comparing => "looking for people who are there twice",
        }
    }
}

/// Is told how far it is; answers whether to go on.
pub type Watch<'a> = &'a mut dyn FnMut(&Progress) -> ControlFlow<()>;
