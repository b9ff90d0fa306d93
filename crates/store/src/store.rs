//! Opening books, and handing out readers and writers.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use goodturn_core::id::{Seq, WorkspaceId};

use crate::engine::driver::Connection;
use crate::engine::postgres::Postgres;
use crate::engine::sqlite::Sqlite;
use crate::engine::sqlite::file::Mode;
use crate::error::{Error, Failure, Result};
use crate::files::Part;
use crate::opening::{self, Begin, Found};
use crate::reader::Reader;
use crate::resolver::Resolver;
use crate::table::declared::Declared;
use crate::table::journal::Act;
use crate::table::schema::newest;
use crate::writer::{Deed, Keep, Writer};

/// What each connection may keep of the file in memory, in KiB.
pub(crate) const WRITER_CACHE: i64 = 32 * 1024;
const READER_CACHE: i64 = 8 * 1024;
/// How long a write is tried again after passing failures: as long as a server may take to start anew.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long opening waits for a server that says nothing at all.
const SILENT: Duration = Duration::from_secs(5);
/// Before the second try; before each further one three times as long.
pub(crate) const FIRST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Where a book lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Location {
    /// A file.
    File(PathBuf),
    /// A PostgreSQL database, by its address.
    Server(String),
}

impl Location {
    /// `postgres://…` (or `postgresql://…`, or `host=… dbname=…`) is a server; anything else is a path.
    pub fn parse(text: &str) -> Location {
        let server =
            text.starts_with("postgres://") || text.starts_with("postgresql://") || text.contains("dbname=");
        if server { Location::Server(text.to_owned()) } else { Location::File(PathBuf::from(text)) }
    }
}

/// One database with the workspace that is open in it. Reads go on while a write is under way.
pub struct Store {
    location: Location,
    workspace: WorkspaceId,
    is_new: bool,
    /// How its file is opened.
    mode: Mode,
    /// Whether nothing can be written to it where it lies.
    reads_only: bool,
    writer: Mutex<Option<Box<dyn Connection>>>,
    readers: Mutex<Vec<Box<dyn Connection>>>,
    /// Where it lies only for a while; goes last.
    #[expect(dead_code, reason = "kept so that it goes with the store")]
    part: Option<Part>,
}

/// What an act does; answers what came of it and whether it is kept.
pub type Work<'w, T, E = Error> = &'w mut dyn FnMut(&mut Writer<'_>) -> Result<(T, Keep), E>;

/// The workspace of a book that holds one.
pub(crate) const ONLY: WorkspaceId = WorkspaceId(1);

/// Tries of what may pass, with a longer pause after each.
struct Tries {
    began: Instant,
    pause: Duration,
}

impl Tries {
    fn begin() -> Tries {
        Tries { began: Instant::now(), pause: FIRST_PAUSE }
    }

    /// Waits for the next try; says whether there is one within so long from the first.
    fn again_within(&mut self, patience: Duration) -> bool {
        if self.began.elapsed() + self.pause > patience {
            return false;
        }
        std::thread::sleep(self.pause);
        self.pause = LONGEST_PAUSE.min(self.pause * 3);
        true
    }
}

impl Store {
    /// Opens the book of the one workspace at a place, making it where there is none and bringing an older one
    /// to the newest format.
    pub fn open(location: &Location) -> Result<Store> {
        Store::open_workspace(&Resolver::new(location.clone()), ONLY)
    }

    /// Opens the book at a place as [`Store::open`] does, but makes none: [`Error::NoBook`] where there is none.
    pub fn find(location: &Location) -> Result<Store> {
        Store::open_as(location, ONLY, newest(), Begin::Never)
    }

    /// An empty book for a while, to be looked at by somebody who has none.
    pub fn nowhere() -> Result<Store> {
        let part = Part::for_a_while()?;
        let store = Store::open(&Location::File(part.path().to_owned()))?;
        Ok(Store { part: Some(part), ..store })
    }

    /// Opens the book of a workspace, wherever it lies.
    pub fn open_workspace(resolver: &Resolver, workspace: WorkspaceId) -> Result<Store> {
        Store::open_as(resolver.resolve(workspace), workspace, newest(), Begin::WhereNone)
    }

    /// Opens the book with the format `format`: for testing what an older program wrote.
    #[doc(hidden)]
    pub fn open_up_to(location: &Location, format: i64) -> Result<Store> {
        Store::open_as(location, ONLY, format, Begin::WhereNone)
    }

    fn open_as(location: &Location, workspace: WorkspaceId, format: i64, begin: Begin) -> Result<Store> {
        let mut tries = Tries::begin();
        loop {
            let patience = match Store::open_once(location, workspace, format, begin) {
                // A server that starts anew says so, or for a moment nothing at all.
                Err(Error::Away(_)) if tries.began.elapsed() < SILENT => SILENT,
                Err(error) if error.passing() && matches!(location, Location::Server(_)) => PATIENCE,
                done => return done,
            };
            if !tries.again_within(patience) {
                return Store::open_once(location, workspace, format, begin);
            }
        }
    }

    fn open_once(location: &Location, workspace: WorkspaceId, format: i64, begin: Begin) -> Result<Store> {
        let opened = match opening::open(location, workspace, format, begin)? {
            Found::Open(opened) => opened,
            Found::Copied(part) => {
                let place = Location::File(part.path().to_owned());
                let store = Store::open_as(&place, workspace, format, begin)?;
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
            part: None,
        };
        if format == newest() && !reads_only {
            store.recover_if_left()?;
            store.renew_derived_if_left()?;
        }
        Ok(store)
    }

    /// Settles what an import left that broke off, unless one is running.
    fn recover_if_left(&self) -> Result<()> {
        let left = self.with_writer(|connection| {
            Reader { connection, workspace: self.workspace }.unsettled().map(|runs| !runs.is_empty())
        })?;
        if left && let Some(lease) = self.lease()? {
            self.recover(&lease)?;
        }
        Ok(())
    }

    /// Where it lies.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Whether it was made when it was opened.
    pub fn is_new(&self) -> bool {
        self.is_new
    }

    fn connect(&self, cache_kib: i64) -> Result<Box<dyn Connection>> {
        let mut connection: Box<dyn Connection> = match &self.location {
            Location::File(path) => {
                let mode = if self.reads_only { self.mode } else { Mode::Write { cache_kib } };
                Box::new(Sqlite::open(path, mode)?)
            }
            Location::Server(address) => Box::new(Postgres::open(address)?),
        };
        connection.enter(self.workspace)?;
        Ok(connection)
    }

    /// Reads at one moment.
    pub fn read<T>(&self, ask: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        let mut connection = self.reading()?;
        let answer = ask(&mut Reader { connection: connection.as_mut(), workspace: self.workspace });
        connection.rollback();
        if !answer.as_ref().is_err_and(Error::passing) {
            let mut readers = lock(&self.readers);
            if readers.len() < 4 {
                readers.push(connection);
            }
        }
        answer
    }

    /// A connection that has begun to read: one that is free and was not cut meanwhile, or a new one. A server that is
    /// started anew is waited for, as in writing.
    fn reading(&self) -> Result<Box<dyn Connection>> {
        loop {
            let free = lock(&self.readers).pop();
            let Some(mut connection) = free else { break };
            match connection.begin_read() {
                Ok(()) => return Ok(connection),
                Err(error) if error.passing() => {}
                Err(error) => return Err(error),
            }
        }
        let mut tries = Tries::begin();
        loop {
            let begun = self.connect(READER_CACHE).and_then(|mut connection| {
                connection.begin_read()?;
                Ok(connection)
            });
            match begun {
                Err(error) if error.passing() && matches!(self.location, Location::Server(_)) => {
                    if !tries.again_within(PATIENCE) {
                        return Err(error);
                    }
                }
                done => return done,
            }
        }
    }

    /// Does one act: all of it, with its line in the journal, or nothing; and once, whatever happens to the
    /// connection. The work may be run again after a passing failure, when nothing of the try before is in the
    /// book, so it must not have changed anything outside the writer when it fails.
    pub fn write<T>(&self, deed: &Deed, work: Work<'_, T>) -> Result<(T, Option<Act>)> {
        self.act(deed, work)
    }

    /// [`Store::write`] for work that fails in its own ways.
    pub fn act<T, E: Failure>(&self, deed: &Deed, work: Work<'_, T, E>) -> Result<(T, Option<Act>), E> {
        self.takes_writes()?;
        let mut slot = lock(&self.writer);
        let mut unheard = None;
        let mut tries = Tries::begin();
        loop {
            let error = match self.write_once(&mut slot, deed, work, &mut unheard) {
                Err(error) if error.passing() => error,
                done => return done,
            };
            *slot = None; // What became of the connection is not known; a new one is sure.
            if !tries.again_within(PATIENCE) {
                return Err(if unheard.is_some() { unknown().into() } else { error });
            }
        }
    }

    fn write_once<T, E: Failure>(
        &self,
        slot: &mut Option<Box<dyn Connection>>,
        deed: &Deed,
        work: Work<'_, T, E>,
        unheard: &mut Option<Unheard<T>>,
    ) -> Result<(T, Option<Act>), E> {
        let connection = match slot {
            Some(connection) => connection,
            None => slot.insert(self.connect(WRITER_CACHE)?),
        };
        if let Err(error) = connection.begin_write(self.workspace) {
            // A transaction that began and could not take its lock must not stay open.
            connection.rollback();
            return Err(error.into());
        }
        let done = (|| {
            let mut reader = Reader { connection: connection.as_mut(), workspace: self.workspace };
            if let Some(before) = &*unheard
                && before.was_kept(&mut reader)?
            {
                return Ok(None);
            }
            *unheard = None;
            let mut writer = Writer::begin(reader, deed.clone())?;
            let (answer, keep) = work(&mut writer)?;
            let act = if keep == Keep::Yes { Some(writer.finish()?) } else { None };
            Ok(Some((answer, act)))
        })();
        match done {
            Ok(Some((answer, Some(act)))) => {
                let mark = connection.mark();
                let Err(error) = connection.commit() else { return Ok((answer, Some(act))) };
                connection.rollback();
                *unheard = mark.map(|mark| Unheard { mark, answer, act });
                Err(error.into())
            }
            Ok(Some((answer, None))) => {
                connection.rollback();
                Ok((answer, None))
            }
            Ok(None) => {
                connection.rollback();
                let kept = unheard.take().ok_or_else(unknown)?;
                Ok((kept.answer, Some(kept.act)))
            }
            Err(error) => {
                connection.rollback();
                Err(error)
            }
        }
    }

    pub(crate) fn with_writer<T>(&self, work: impl FnOnce(&mut dyn Connection) -> Result<T>) -> Result<T> {
        self.takes_writes()?;
        let mut slot = lock(&self.writer);
        let connection = match &mut *slot {
            Some(connection) => connection,
            None => slot.insert(self.connect(WRITER_CACHE)?),
        };
        let done = work(connection.as_mut());
        if done.as_ref().is_err_and(Error::passing) {
            *slot = None;
        }
        done
    }

    fn takes_writes(&self) -> Result<()> {
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

    pub(crate) fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// Closes every connection, so that the file can be replaced.
    pub(crate) fn close(&self) {
        *lock(&self.writer) = None;
        lock(&self.readers).clear();
    }
}

/// An act whose commit failed with the connection: whether it was kept is not known yet.
struct Unheard<T> {
    mark: i64,
    answer: T,
    act: Act,
}

impl<T> Unheard<T> {
    fn was_kept(&self, reader: &mut Reader<'_>) -> Result<bool> {
        // A server that crashed may give the same number again, but then not to the same act.
        Ok(reader.connection.was_kept(self.mark)?
            && reader.journal(Some(Seq(self.act.seq.0 + 1)), 1)?.first().map(Act::cells)
                == Some(self.act.cells()))
    }
}

fn unknown() -> Error {
    Error::Away(
        "the server went away while an act was being kept; see by `goodturn history` whether it was, before you do it again"
            .into(),
    )
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while the lock was held left a connection in a transaction, which is rolled back before use.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
