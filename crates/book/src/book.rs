//! An open book, and what every request carries.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use goodturn_core::id::{Mint, Seq};
use goodturn_store::copies::{self, Copied, RESTORE, Restore, Restored};
use goodturn_store::writer::{Deed, Keep};
use goodturn_store::{Location, Reader, Store, Writer};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use crate::cache::Cache;
use crate::error::Result;

/// An open book.
pub struct Book {
    pub(crate) store: Store,
    /// Where it would lie, where it is none yet.
    place: Option<Location>,
    mint: Mutex<Mint>,
    /// What was worked out of all of it.
    pub(crate) cache: Cache,
}

/// What every request carries: the time, the zone, who asks.
#[derive(Clone, Debug)]
pub struct Context {
    /// The time of the request.
    pub now: Timestamp,
    /// The zone in which days are days.
    pub zone: TimeZone,
    /// Who asks, for the journal.
    pub who: String,
}

/// Where a book lies or is to lie, for what is done with none open there.
#[derive(Clone, Debug)]
pub struct Site {
    /// The file or the server.
    pub location: Location,
    /// What makes the ids of this process its own.
    pub seed: u64,
    /// Folders in which a book of a server is kept as it was, the first that can be written to.
    pub folders: Vec<PathBuf>,
    /// Whether nobody but Goodturn puts anything there, so that whatever lies there was the book.
    pub is_own: bool,
}

/// What the user has set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// My own e-mail addresses.
    pub me: Vec<String>,
    /// The region of phone numbers that name none, as two letters (ISO 3166-1).
    pub region: Option<String>,
    /// Whether two who certainly are one are merged by themselves after an import.
    pub merge_certain: bool,
}

impl Book {
    /// Opens a book, and makes it where there is none; `seed` makes the ids of this process its own.
    pub fn open(location: &Location, seed: u64) -> Result<Book> {
        Ok(Book::of(Store::open(location)?, seed))
    }

    /// Opens a book that is there; makes none.
    pub fn find(location: &Location, seed: u64) -> Result<Book> {
        Ok(Book::of(Store::find(location)?, seed))
    }

    /// Whether there is surely no book at a place.
    pub fn is_missing(location: &Location) -> bool {
        matches!(Store::find(location), Err(goodturn_store::Error::NoBook(_)))
    }

    /// Whether a book lies at a place that this program would not have to make or bring to a newer format.
    pub fn is_current(location: &Location) -> bool {
        Store::is_current(location)
    }

    /// An empty book for a while, for whoever has none at that place and looks.
    pub fn nowhere(location: &Location, seed: u64) -> Result<Book> {
        Ok(Book { place: Some(location.clone()), ..Book::of(Store::nowhere()?, seed) })
    }

    fn of(store: Store, seed: u64) -> Book {
        let mint = Mutex::new(Mint::new(seed));
        Book { store, place: None, mint, cache: Cache::default() }
    }

    /// Whether it was made when it was opened.
    pub fn is_new(&self) -> bool {
        self.store.is_new()
    }

    /// Where it lies.
    pub fn location(&self) -> &Location {
        self.place.as_ref().unwrap_or_else(|| self.store.location())
    }

    /// The next id.
    pub(crate) fn id(&self, now: Timestamp) -> Uuid {
        self.mint.lock().unwrap_or_else(PoisonError::into_inner).next(now)
    }

    pub(crate) fn read<T>(&self, ask: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        // The store's errors and ours differ; ours goes around the store's closure in the answer.
        self.store.read(|reader| Ok(ask(reader)))?
    }

    /// Does one act. `work` answers what to show; an error of ours takes everything back.
    pub(crate) fn act<T>(
        &self,
        ctx: &Context,
        act: &'static str,
        mut work: impl FnMut(&mut Writer<'_>) -> Result<T>,
    ) -> Result<(T, Seq)> {
        self.act_if_any(ctx, act, |writer| Ok((work(writer)?, Keep::Yes)))
    }

    /// Does one act that may turn out to change nothing; then nothing is written, and its place is 0.
    pub(crate) fn act_if_any<T>(
        &self,
        ctx: &Context,
        act: &'static str,
        mut work: impl FnMut(&mut Writer<'_>) -> Result<(T, Keep)>,
    ) -> Result<(T, Seq)> {
        let deed =
            Deed { at: ctx.now, who: ctx.who.clone(), act, summary: String::new(), run: None, undoes: None };
        let (answer, act) = self.store.act(&deed, &mut work)?;
        Ok((answer, act.map_or(Seq(0), |act| act.seq)))
    }

    /// Brings the stored strengths up to date where they are older than `age`, or of a day to come. It is the
    /// work of the whole book, so a face does it beside its pages; without it they are as right, and slower.
    pub fn refresh_strengths(&self, ctx: &Context, age: SignedDuration) -> Result<()> {
        let weighed = self.store.read(|reader| reader.day_of_strengths())?;
        if weighed.is_none_or(|day| ctx.now < day || ctx.now.duration_since(day) > age) {
            self.store.recompute_strengths(ctx.now)?;
            self.learn_scale(ctx)?;
        }
        Ok(())
    }

    /// Which of all restores this book came of, by a name of its own; empty where it came of none.
    pub fn epoch(&self) -> Result<String> {
        self.read(|reader| Ok(reader.epoch()?))
    }

    /// What the user has set.
    pub fn settings(&self) -> Result<Settings> {
        self.read(settings)
    }

    /// Writes a consistent copy of the book to a file while it is in use. With `keep`, so many copies of that name stay.
    pub fn backup(&self, file: &Path, keep: Option<usize>) -> Result<Copied> {
        Ok(self.store.backup(file, keep)?)
    }

    /// Replaces the book at a place by a backup, after that was found whole. The book as it was is kept: beside it, or
    /// beside the backup or in the first folder of the site that takes it where it lies on a server. A file that is no book
    /// gives up its place only where it shows that it was one, or where nobody but Goodturn puts anything.
    pub fn restore(site: &Site, ctx: &Context, file: &Path) -> Result<Restored> {
        let deed = Deed {
            at: ctx.now,
            who: ctx.who.clone(),
            act: RESTORE,
            summary: String::new(),
            run: None,
            undoes: None,
        };
        let epoch = Mint::new(site.seed).next(ctx.now).to_string();
        let beside = file.parent().map(Path::to_owned);
        let folders: Vec<PathBuf> = beside.into_iter().chain(site.folders.clone()).collect();
        let restore =
            Restore { file, deed: &deed, epoch: &epoch, folders: &folders, is_own_place: site.is_own };
        Ok(copies::restore(&site.location, &restore)?)
    }

    /// Closes the book, whose file is whole by itself then; whoever asks it afterwards opens it anew.
    pub fn put_away(&self) -> Result<()> {
        Ok(self.store.put_away()?)
    }

    /// Every row of the book but the journal's, for comparing whole books.
    pub fn dump(&self) -> Result<Vec<(&'static str, Vec<goodturn_store::cell::Cell>)>> {
        Ok(self.store.read(|reader| reader.dump())?)
    }
}

pub(crate) fn settings(reader: &mut Reader<'_>) -> Result<Settings> {
    let mut settings = Settings::default();
    for (key, value) in reader.settings()? {
        match key.as_str() {
            "me" => settings.me.push(value),
            "region" => settings.region = Some(value),
            "merge" => settings.merge_certain = value == "certain",
            _ => {}
        }
    }
    Ok(settings)
}
