//! Opening books, and handing out readers and writers.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use goodturn_core::id::{Seq, WorkspaceId};

use crate::driver::{Connection, Param};
use crate::error::{Error, Failure, Result};
use crate::postgres::Postgres;
use crate::reader::Reader;
use crate::resolver::Resolver;
use crate::rows::Act;
use crate::schema::{MIGRATIONS, newest, on_server};
use crate::sqlite::{self, Sqlite, sizes};
use crate::writer::{Deed, Keep, Writer};

/// SQLite's mark in the file: `GTRN`.
const APPLICATION: i64 = 0x4754_524e;
/// What each connection may keep of the file in memory, in KiB.
const WRITER_CACHE: i64 = 32 * 1024;
const READER_CACHE: i64 = 8 * 1024;
/// How long a write is tried again after passing failures: as long as a server may take to start anew.
const PATIENCE: Duration = Duration::from_secs(30);
/// Before the second try; before each further one three times as long.
const FIRST_PAUSE: Duration = Duration::from_millis(20);
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
    writer: Mutex<Option<Box<dyn Connection>>>,
    readers: Mutex<Vec<Box<dyn Connection>>>,
}

/// What an act does; answers what came of it and whether it is kept.
pub type Work<'w, T, E = Error> = &'w mut dyn FnMut(&mut Writer<'_>) -> Result<(T, Keep), E>;

/// The workspace of a book that holds one.
const ONLY: WorkspaceId = WorkspaceId(1);

impl Store {
    /// Opens the book of the one workspace at a place, making it where there is none and bringing an older one
    /// to the newest format.
    pub fn open(location: &Location) -> Result<Store> {
        Store::open_workspace(&Resolver::new(location.clone()), ONLY)
    }

    /// Opens the book of a workspace, wherever it lies.
    pub fn open_workspace(resolver: &Resolver, workspace: WorkspaceId) -> Result<Store> {
        Store::open_as(resolver.resolve(workspace), workspace, newest())
    }

    /// Opens the book with the format `format`: for testing what an older program wrote.
    #[doc(hidden)]
    pub fn open_up_to(location: &Location, format: i64) -> Result<Store> {
        Store::open_as(location, ONLY, format)
    }

    fn open_as(location: &Location, workspace: WorkspaceId, format: i64) -> Result<Store> {
        let mut connection: Box<dyn Connection> = match location {
            Location::File(path) => open_file(path, format)?,
            Location::Server(address) => open_server(address, format)?,
        };
        connection.enter(workspace)?;
        found_workspace(connection.as_mut(), workspace)?;
        let store = Store {
            location: location.clone(),
            workspace,
            writer: Mutex::new(Some(connection)),
            readers: Mutex::new(Vec::new()),
        };
        if format == newest() {
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

    fn connect(&self, cache: i64) -> Result<Box<dyn Connection>> {
        let mut connection: Box<dyn Connection> = match &self.location {
            Location::File(path) => Box::new(Sqlite::open(path, false, cache)?),
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

    /// A connection that has begun to read: one that is free and was not cut meanwhile, or a new one.
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
        let mut connection = self.connect(READER_CACHE)?;
        connection.begin_read()?;
        Ok(connection)
    }

    /// Does one act: all of it, with its line in the journal, or nothing; and once, whatever happens to the
    /// connection. The work may be run again after a passing failure, when nothing of the try before is in the
    /// book, so it must not have changed anything outside the writer when it fails.
    pub fn write<T>(&self, deed: &Deed, work: Work<'_, T>) -> Result<(T, Option<Act>)> {
        self.act(deed, work)
    }

    /// [`Store::write`] for work that fails in its own ways.
    pub fn act<T, E: Failure>(&self, deed: &Deed, work: Work<'_, T, E>) -> Result<(T, Option<Act>), E> {
        let mut slot = lock(&self.writer);
        let mut unheard = None;
        let (began, mut pause) = (Instant::now(), FIRST_PAUSE);
        loop {
            let error = match self.write_once(&mut slot, deed, work, &mut unheard) {
                Err(error) if error.passing() => error,
                done => return done,
            };
            *slot = None; // What became of the connection is not known; a new one is sure.
            if began.elapsed() + pause > PATIENCE {
                return Err(if unheard.is_some() { unknown().into() } else { error });
            }
            std::thread::sleep(pause);
            pause = LONGEST_PAUSE.min(pause * 3);
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

/// Writes the workspace down where it is new.
fn found_workspace(connection: &mut dyn Connection, workspace: WorkspaceId) -> Result<()> {
    let mut known = false;
    connection.query("SELECT 1 FROM workspace WHERE id = ?1", &[Param::Int(workspace.0)], &mut |_| {
        known = true;
        Ok(())
    })?;
    if !known {
        connection.execute(
            "INSERT INTO workspace (id, name, seq) VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING",
            &[Param::Int(workspace.0), Param::Text("mine")],
        )?;
    }
    Ok(())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic while the lock was held left a connection in a transaction, which is rolled back before use.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn open_file(path: &Path, format: i64) -> Result<Box<dyn Connection>> {
    if path.is_dir() {
        return Err(Error::NotABook(format!("{} is a folder; name a file in it", path.display())));
    }
    if !path.exists()
        && let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder)
            .map_err(|cause| Error::File { what: format!("{} cannot be made", folder.display()), cause })?;
    }
    let sqlite = opened(path).map_err(|error| not_a_book(path, error))?;
    // One that is as it should be is opened without a lock.
    let older = file_format(&sqlite).map_err(|error| not_a_book(path, error))? != newest();
    if older || sizes::are_untold(sqlite.raw())? {
        sqlite.raw().execute_batch("BEGIN IMMEDIATE")?;
        // Where this fails, closing takes all of it back.
        bring_up_to(&sqlite, path, format)?;
        sizes::tell(sqlite.raw())?;
        sqlite.raw().execute_batch("COMMIT")?;
    }
    Ok(Box::new(sqlite))
}

/// Opens a file, made where there is none. Two who make it at once get in each other's way for a moment.
fn opened(path: &Path) -> Result<Sqlite> {
    for _ in 0..50 {
        match Sqlite::open(path, true, WRITER_CACHE) {
            Err(error) if error.passing() => std::thread::sleep(FIRST_PAUSE),
            done => return done,
        }
    }
    Sqlite::open(path, true, WRITER_CACHE)
}

/// Brings a file to a format, under the write lock: what it is may have changed while that was waited for.
fn bring_up_to(sqlite: &Sqlite, path: &Path, format: i64) -> Result<()> {
    let found = file_format(sqlite)?;
    if found == 0 && pragma(sqlite, "SELECT count(*) FROM sqlite_master")? > 0 {
        return Err(Error::NotABook(format!("{} is a database, but no Goodturn book", path.display())));
    }
    if found > newest() {
        return Err(Error::Newer { found, known: newest() });
    }
    if found > 0 && found < format {
        set_aside(path, found)?;
    }
    for migration in
        MIGRATIONS.iter().filter(|migration| migration.number > found && migration.number <= format)
    {
        let mut steps = String::new();
        for step in migration.steps {
            steps.push_str(&sqlite::words(step));
            steps.push(';');
        }
        if migration.number == 1 {
            steps.push_str(sqlite::SEARCH);
            steps.push_str(&format!("; PRAGMA application_id = {APPLICATION};"));
        }
        steps.push_str(&format!("PRAGMA user_version = {}", migration.number));
        sqlite.raw().execute_batch(&steps)?;
    }
    Ok(())
}

fn not_a_book(path: &Path, error: Error) -> Error {
    let no_database = matches!(&error, Error::Sqlite(cause)
        if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase));
    if no_database { Error::NotABook(format!("{} is no Goodturn book", path.display())) } else { error }
}

fn pragma(sqlite: &Sqlite, sql: &str) -> Result<i64> {
    Ok(sqlite.raw().query_row(sql, [], |row| row.get(0))?)
}

/// The format of a file; 0 for an empty one.
pub(crate) fn file_format(sqlite: &Sqlite) -> Result<i64> {
    if pragma(sqlite, "PRAGMA application_id")? != APPLICATION {
        return Ok(0);
    }
    pragma(sqlite, "PRAGMA user_version")
}

/// Copies a book of an older format beside it before it is changed.
fn set_aside(path: &Path, format: i64) -> Result<()> {
    // What is locked for writing can be read over another connection.
    let aside = crate::backup::beside(path, &format!(".format-{format}"));
    crate::backup::copy(Sqlite::look(path)?.raw(), &aside)
}

fn open_server(address: &str, format: i64) -> Result<Box<dyn Connection>> {
    let mut server = Postgres::open(address)?;
    // Whoever may only use the book may not make tables in it, and need not.
    if server_format(&mut server)? != newest() {
        migrate(&mut server, format)?;
    }
    Ok(Box::new(server))
}

/// The format of a database; 0 where there is no book in it yet.
fn server_format(server: &mut Postgres) -> Result<i64> {
    let mut there = false;
    server.query(
        "SELECT CASE WHEN to_regclass('format') IS NULL THEN 0 ELSE 1 END::bigint",
        &[],
        &mut |row| {
            there = row.int(0)? == 1;
            Ok(())
        },
    )?;
    let mut found = 0;
    if there {
        server.query("SELECT coalesce(max(number), 0) FROM format", &[], &mut |row| {
            found = row.int(0)?;
            Ok(())
        })?;
    }
    Ok(found)
}

fn migrate(server: &mut Postgres, format: i64) -> Result<()> {
    // Until the lock is had, others may bring the book up to date.
    server.batch(&format!("BEGIN; SELECT pg_advisory_xact_lock({APPLICATION})"))?;
    let done = migrate_alone(server, format);
    match done {
        Ok(()) => server.commit(),
        Err(error) => {
            server.rollback();
            Err(error)
        }
    }
}

fn migrate_alone(server: &mut Postgres, format: i64) -> Result<()> {
    // Comes first: it lets the server hear of the tables that others made while it waited.
    server.batch(
        "CREATE TABLE IF NOT EXISTS format (number BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL)",
    )?;
    let found = server_format(server)?;
    if found > newest() {
        return Err(Error::Newer { found, known: newest() });
    }
    for migration in
        MIGRATIONS.iter().filter(|migration| migration.number > found && migration.number <= format)
    {
        for step in on_server(migration) {
            server.batch(&step)?;
        }
        server.execute(
            "INSERT INTO format VALUES (?1, ?2)",
            &[Param::Int(migration.number), Param::Text(migration.name)],
        )?;
    }
    Ok(())
}
