//! A [`Store`]: an open book, with one connection that writes and some that read.

use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use goodturn_core::id::{Mint, WorkspaceId};
use jiff::Timestamp;
use uuid::Uuid;

use crate::book::location::{Location, ONLY};
use crate::book::opening::{self, Create, Outcome};
use crate::book::place;
use crate::book::resolver::Resolver;
use crate::book::retrying::{PATIENCE, SILENT, Tries};
use crate::book::watching::News;
use crate::engine::driver::Connection;
use crate::engine::postgres::Postgres;
use crate::engine::sqlite::Sqlite;
use crate::engine::sqlite::file::Mode;
use crate::error::{Error, Result};
use crate::files::Part;
use crate::read::reader::Reader;
use crate::table::schema::newest;

/// One database with the workspace that is open in it. Reads go on while a write is under way.
pub struct Store {
    location: Location,
    pub(super) workspace: WorkspaceId,
    is_new: bool,
    /// How its file is opened.
    mode: Mode,
    /// Whether nothing can be written to it where it lies.
    reads_only: bool,
    pub(super) writer: Mutex<Option<Box<dyn Connection>>>,
    readers: Mutex<Vec<Box<dyn Connection>>>,
    /// Makes the names of acts.
    mint: Mutex<Mint>,
    /// The last act that was done here.
    pub(super) news: News,
    /// Where it lies only for a while; goes last.
    #[expect(dead_code, reason = "kept so that it goes with the store")]
    part: Option<Part>,
}

impl Store {
    /// Opens the book of the one workspace at a place, making it where there is none and bringing an older one
    /// to the newest format.
    pub fn open(location: &Location) -> Result<Store> {
        Store::open_workspace(&Resolver::new(location.clone()), ONLY)
    }

    /// Opens the book at a place as [`Store::open`] does, but makes none: [`Error::NoBook`] where there is none.
    pub fn find(location: &Location) -> Result<Store> {
        Store::open_as(location, ONLY, newest(), Create::Never)
    }

    /// Whether a book lies at a place that would not have to be made or brought to a newer format. Nothing is opened.
    pub fn is_current(location: &Location) -> bool {
        match location {
            Location::File(path) => place::format_at(path) == Some(newest()),
            Location::Server(_) => true,
        }
    }

    /// An empty book for a while, to be looked at by somebody who has none.
    pub fn nowhere() -> Result<Store> {
        let part = Part::for_a_while()?;
        let store = Store::open(&Location::File(part.path().to_owned()))?;
        Ok(Store { part: Some(part), ..store })
    }

    /// Opens the book of a workspace, wherever it lies.
    pub fn open_workspace(resolver: &Resolver, workspace: WorkspaceId) -> Result<Store> {
        Store::open_as(resolver.resolve(workspace), workspace, newest(), Create::IfMissing)
    }

    /// Opens the book with the format `format`: for testing what an older program wrote.
    #[doc(hidden)]
    pub fn open_up_to(location: &Location, format: i64) -> Result<Store> {
        Store::open_as(location, ONLY, format, Create::IfMissing)
    }

    fn open_as(location: &Location, workspace: WorkspaceId, format: i64, create: Create) -> Result<Store> {
        let mut tries = Tries::begin();
        loop {
            let patience = match Store::open_once(location, workspace, format, create) {
                // A server that restarts says so, or for a moment says nothing at all.
                Err(Error::Away(_)) if tries.began.elapsed() < SILENT => SILENT,
                Err(error) if error.is_retryable() && matches!(location, Location::Server(_)) => PATIENCE,
                done => return done,
            };
            if !tries.again_within(patience) {
                return Store::open_once(location, workspace, format, create);
            }
        }
    }

    fn open_once(location: &Location, workspace: WorkspaceId, format: i64, create: Create) -> Result<Store> {
        let opened = match opening::open(location, workspace, format, create)? {
            Outcome::Open(opened) => opened,
            Outcome::Copied(part) => {
                let place = Location::File(part.path().to_owned());
                let store = Store::open_as(&place, workspace, format, create)?;
                return Ok(Store { part: Some(part), reads_only: true, ..store });
            }
        };
        let reads_only = !matches!(opened.mode, Mode::Write { .. });
        let store = Store {
            location: opened.location,
            workspace,
            is_new: opened.is_new,
            mode: opened.mode,
            reads_only,
            writer: Mutex::new(Some(opened.connection).filter(|_| !reads_only)),
            readers: Mutex::new(Vec::new()),
            mint: Mutex::new(Mint::new(RandomState::new().build_hasher().finish())),
            news: News::default(),
            part: None,
        };
        if format == newest() && !reads_only {
            if opened.state.is_unsettled {
                store.recover_if_broken_off()?;
            }
            if opened.state.is_outdated {
                store.refresh_derived_if_outdated()?;
            }
            if opened.state.is_to_be_swept {
                store.sweep()?;
            }
        }
        Ok(store)
    }

    /// Where it lies.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Whether it was made when it was opened.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    /// A new connection; `mode` is how the file is opened where the book can be written to.
    pub(crate) fn connect(&self, mode: Mode) -> Result<Box<dyn Connection>> {
        let connection: Box<dyn Connection> = match &self.location {
            Location::File(path) => {
                Box::new(Sqlite::open(path, if self.reads_only { self.mode } else { mode })?)
            }
            Location::Server(address) => Box::new(Postgres::open(address)?),
        };
        Ok(connection)
    }

    /// Reads at one moment.
    pub fn read<T>(&self, ask: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.reading()?;
        let answer = ask(&mut Reader::new(connection.as_mut(), self.workspace));
        connection.rollback();
        if !answer.as_ref().is_err_and(Error::is_retryable) {
            let mut readers = lock(&self.readers);
            if readers.len() < 4 {
                readers.push(connection);
            }
        }
        answer
    }

    /// A connection that has begun to read: one that is free and was not cut meanwhile, or a new one. A server that
    /// restarts is waited for, as in writing.
    fn reading(&self) -> Result<Box<dyn Connection>> {
        loop {
            let free = lock(&self.readers).pop();
            let Some(mut connection) = free else { break };
            match connection.begin_read(self.workspace) {
                Ok(()) => return Ok(connection),
                Err(error) if error.is_retryable() => {}
                Err(error) => return Err(error),
            }
        }
        let mut tries = Tries::begin();
        loop {
            let begun = self.connect(Mode::READER).and_then(|mut connection| {
                connection.begin_read(self.workspace)?;
                Ok(connection)
            });
            match begun {
                Err(error) if error.is_retryable() && matches!(self.location, Location::Server(_)) => {
                    if !tries.again_within(PATIENCE) {
                        return Err(error);
                    }
                }
                done => return done,
            }
        }
    }

    /// Asks over the connection that writes, where no other one may stand beside it yet.
    pub(crate) fn ask_writer<T>(&self, ask: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        self.with_writer(|connection| asked(connection, self.workspace, ask))
    }

    pub(crate) fn with_writer<T>(&self, work: impl FnOnce(&mut dyn Connection) -> Result<T>) -> Result<T> {
        self.takes_writes()?;
        let mut slot = lock(&self.writer);
        let connection = match &mut *slot {
            Some(connection) => connection,
            None => slot.insert(self.connect(Mode::WRITER)?),
        };
        let done = work(connection.as_mut());
        if done.as_ref().is_err_and(Error::is_retryable) {
            *slot = None;
        }
        done
    }

    pub(super) fn takes_writes(&self) -> Result<()> {
        if self.reads_only {
            return Err(Error::ReadOnly(
                "the book can only be read here: its file, its folder or its disk takes no writes".into(),
            ));
        }
        Ok(())
    }

    /// The pages of the book, where it is a file.
    pub(crate) fn pages(&self, path: &Path) -> Result<Sqlite> {
        Sqlite::open(path, if self.reads_only { self.mode } else { Mode::Look })
    }

    /// Brings what lies in a log into the file of the book and closes it: the file is the whole book then, where nobody
    /// else has it open.
    pub fn put_away(&self) -> Result<()> {
        let done = match self.location() {
            Location::File(_) if !self.reads_only => {
                self.with_writer(|connection| connection.batch("PRAGMA wal_checkpoint(PASSIVE)"))
            }
            _ => Ok(()),
        };
        self.close();
        done
    }

    /// A name for an act, which no other has.
    pub fn id(&self, at: Timestamp) -> Uuid {
        lock(&self.mint).next(at)
    }

    pub(crate) fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Closes every connection, so that the file can be replaced.
    pub(crate) fn close(&self) {
        *lock(&self.writer) = None;
        lock(&self.readers).clear();
    }
}

pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while the lock was held left a connection in a transaction, which is rolled back before use.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Asks over a connection, in a transaction of its own: on a server nothing is seen outside of one.
pub(crate) fn asked<T>(
    connection: &mut dyn Connection,
    workspace: WorkspaceId,
    ask: impl FnOnce(&mut Reader<'_>) -> Result<T>,
) -> Result<T> {
    connection.begin_read(workspace)?;
    let answer = ask(&mut Reader::new(connection, workspace));
    connection.rollback();
    answer
}
