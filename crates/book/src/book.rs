//! An open book, and what every request carries.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use goodturn_core::id::Mint;
use goodturn_store::copies::{self, Copied, RESTORE, Restore, Restored};
use goodturn_store::writer::Deed;
use goodturn_store::{Location, Reader, Store};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;
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
    /// The caller's own key: what is asked for under it is done once, however often it is asked for.
    pub key: Option<String>,
    /// Whether the answer is shown in words alone, so that what only data tells need not be looked up.
    pub in_words: bool,
    /// What is asked for.
    pub(crate) asked: Option<Asked>,
}

impl Context {
    /// What the member asks for now.
    pub fn new(now: Timestamp, zone: TimeZone) -> Context {
        Context { now, zone, who: "me".to_owned(), key: None, in_words: false, asked: None }
    }

    /// The same under a key of the caller's.
    pub fn under(self, key: impl Into<String>) -> Context {
        Context { key: Some(key.into()), ..self }
    }

    /// The same for an act that is only a part of what was asked for.
    pub(crate) fn in_part(&self) -> Context {
        Context { key: None, ..self.clone() }
    }

    /// What the journal says of an act, as far as that is known before it is done.
    pub(crate) fn deed(&self, act: &'static str, store: &Store) -> Deed {
        let key = self.key.clone();
        Deed { key, ..Deed::new(act, self.now, &self.who, store.id(self.now)) }
    }
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

/// What is asked for, as the journal is to keep it.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    /// The deed.
    pub(crate) deed: &'static str,
    /// A mark that only the same request has.
    pub(crate) print: String,
    /// What its fields say, and whether that names somebody or something in the book.
    pub(crate) fields: Vec<(&'static str, Value, bool)>,
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
        let mut mint = Mint::new(site.seed);
        let deed = Deed::new(RESTORE, ctx.now, &ctx.who, mint.next(ctx.now));
        let epoch = mint.next(ctx.now).to_string();
        let beside = file.parent().map(Path::to_owned);
        let folders: Vec<PathBuf> = beside.into_iter().chain(site.folders.clone()).collect();
        let restore =
            Restore { file, deed: &deed, epoch: &epoch, folders: &folders, is_own_place: site.is_own };
        Ok(copies::restore(&site.location, &restore)?)
    }

    /// Takes what was deleted for good out of the database itself.
    pub(crate) fn sweep(&self) -> Result<()> {
        Ok(self.store.sweep()?)
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
