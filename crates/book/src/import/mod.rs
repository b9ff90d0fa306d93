//! Reading a life in: files to drafts on one thread, drafts to rows on another.
//!
//! An import is one run of acts, each a transaction of some thousand items, so that it can be stopped at any
//! point, leaves a sound book, and is taken back as one.
//!
//! - [`report`]: what was found and what became of it; it adds up
//! - `identity`: who is who, by channel and never by name alone
//! - `people`, `moments`, `entries`: a draft of each sort, brought into a batch
//! - `crowd`: those who stand among many recipients
//! - `batch`: one transaction's worth
//! - `run`: the two threads and the accounts
//! - `sample`: the network of `demo`

mod batch;
mod coming;
mod crowd;
mod entries;
mod identity;
mod moments;
pub(crate) mod people;
pub mod report;
mod run;
pub(crate) mod sample;
mod story;
mod thread;

use std::ops::ControlFlow;
use std::path::PathBuf;

use goodturn_sources::Format;

pub use report::{Counts, Failure, Phase, Progress, Report, SourceReport};

/// What to read, and how.
#[derive(Clone, Debug, Default)]
pub struct Import {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Read every file as this.
    pub format: Option<Format>,
    /// My own addresses; added to those that are set.
    pub me: Vec<String>,
    /// Keep the text of messages.
    pub texts: bool,
    /// Read what is beyond the [limits](goodturn_core::limits), too.
    pub all_of_it: bool,
    /// The names to show for the paths, where the paths themselves say nothing (files dropped on a page).
    pub names: Vec<String>,
}

/// Is told how far an import is; answers whether to go on.
pub type Watch<'a> = &'a mut dyn FnMut(&Progress) -> ControlFlow<()>;
