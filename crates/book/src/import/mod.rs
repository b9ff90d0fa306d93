//! Reading a life in: files to drafts on one thread, drafts to rows on another.
//!
//! An import is one run of acts, each a transaction of some thousand items, so that it can be stopped at any
//! point, leaves a sound book, and is taken back as one.
//!
//! - [`report`]: what was found and what became of it; it adds up
//! - `identity`: who is who, by channel and never by name alone; `known`: people at hand; `claims`: which entries of a list are
//!   whose; `uid`: UIDs of entries that say none
//! - `people`, `cards`, `moments`, `coming`, `entries`: a draft of each sort, brought into a batch; `schedule`: meetings to come
//! - `crowd`: those who stand among many recipients
//! - `batch`: one transaction's worth
//! - `run`: the two threads and the accounts; `after`: who is in the book twice since then
//! - [`deed`]: the request for it

mod after;
mod batch;
mod cards;
mod claims;
mod coming;
mod crowd;
pub mod deed;
mod entries;
mod identity;
mod known;
mod messages;
mod moments;
mod people;
pub mod report;
mod run;
mod schedule;
mod thread;
pub(crate) mod uid;

use std::collections::HashSet;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use goodturn_core::channel;
use goodturn_core::draft::{Draft, Item, Sink};
use goodturn_core::place::Place;
use goodturn_sources::{Asked, Format, walk};
use goodturn_store::Writer;

use batch::{Importer, Waiting};

use crate::book::{Book, Context};
use crate::error::Result;

pub use crate::request::{Phase, Progress, Watch};
pub use report::{Counts, Failure, Report, SourceReport};

/// What to read, and how, for a face that has the files at hand.
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

impl Import {
    /// Whether there is anything to bring into a book; reads as far as the first of it. An own address that is none brings
    /// nothing in, either.
    pub fn finds_something(&self, ctx: &Context) -> bool {
        let asked = Asked {
            now: ctx.now,
            zone: ctx.zone.clone(),
            texts: self.texts,
            me: self.me.clone(),
            format: self.format,
            all_of_it: self.all_of_it,
            region: None,
        };
        let are_addresses = self.me.iter().all(|address| channel::email(address).is_some());
        are_addresses && walk::read(&self.paths, &asked, &mut First).is_break()
    }
}

/// Breaks off at the first thing to bring into a book.
struct First;

impl Sink for First {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        if matches!(found, Item::Draft(..)) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl walk::Watch for First {
    fn begin(
        &mut self,
        _: &Arc<str>,
        _: &'static str,
        _: Option<u64>,
        _: Option<walk::Fingerprint>,
    ) -> walk::Begin {
        walk::Begin::Read
    }

    fn end(&mut self, _: &Arc<str>) {}
}

/// Brings drafts of one origin in as part of an act, whatever it is; `name` says where they come from.
pub(crate) fn bring(
    book: &Book,
    ctx: &Context,
    writer: &mut Writer<'_>,
    drafts: impl IntoIterator<Item = Draft>,
    name: &str,
    origin: [u8; 16],
) -> Result<()> {
    let mut importer = Importer::new(book, ctx, HashSet::new(), None);
    let place = Place::whole(&Arc::from(name));
    let waiting = |draft| Waiting { draft, place: place.clone(), source: 0 };
    let batch: Vec<Waiting> = drafts.into_iter().map(waiting).collect();
    importer.bring(writer, &batch, &[origin])?;
    importer.write_waiting(writer)
}
