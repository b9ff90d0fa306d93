//! Opening a book: finding it, making it where one may, and bringing an older one to the newest format.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use goodturn_core::id::WorkspaceId;

use crate::driver::Connection;
use crate::error::{Error, Result};
use crate::files::{Part, beside};
use crate::place::{APPLICATION, Lies, look};
use crate::postgres::{self, Postgres};
use crate::private;
use crate::reader::Reader;
use crate::sqlite::{self, Sqlite, sizes};
use crate::store::{FIRST_PAUSE, Location, WRITER_CACHE};
use crate::table::schema::{MIGRATIONS, newest};
use crate::table::stored::FromRow;
use crate::table::value::Param;

/// Whether a book may be made where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Begin {
    /// Who only looks makes nothing.
    Never,
    /// Who brings something does.
    WhereNone,
}

/// How the file of a book is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// To be written to.
    Writes,
    /// It takes no writes here; somebody else may write to it.
    Looks,
    /// It takes no writes here, not even a lock.
    Unchanging,
}

impl Way {
    pub(crate) fn open(self, path: &Path, cache_kib: i64) -> Result<Sqlite> {
        match self {
            Way::Writes => Sqlite::open(path, cache_kib),
            Way::Looks => Sqlite::look(path),
            Way::Unchanging => Sqlite::unchanging(path),
        }
    }
}

/// What opening came to.
pub(crate) enum Found {
    /// It is open.
    Open(Opened),
    /// It cannot be written to where it lies, and not be read as it is: this is a copy of it.
    Copied(Part),
}

/// A book that was opened.
pub(crate) struct Opened {
    pub(crate) location: Location,
    pub(crate) way: Way,
    pub(crate) connection: Box<dyn Connection>,
    /// Whether it was made just now.
    pub(crate) is_new: bool,
}

/// Opens the book of a workspace with a format, the newest but for tests.
pub(crate) fn open(location: &Location, workspace: WorkspaceId, format: i64, begin: Begin) -> Result<Found> {
    let mut opened = match location {
        Location::File(path) => match open_file(path, workspace, format, begin)? {
            Found::Open(opened) => opened,
            copied @ Found::Copied(_) => return Ok(copied),
        },
        Location::Server(address) => open_server(address, format, begin)?,
    };
    opened.connection.enter(workspace)?;
    if !is_known(opened.connection.as_mut(), workspace)? {
        if begin == Begin::Never && !opened.connection.is_embedded() {
            return Err(Error::NoBook("there is no such workspace in that database".into()));
        }
        opened.connection.execute(
            "INSERT INTO workspace (id, name, seq) VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING",
            &[Param::Int(workspace.0), Param::Text("mine")],
        )?;
    }
    if opened.is_new && opened.connection.is_embedded() {
        // So that the file itself says from now on what it is, and not only its log.
        opened.connection.batch("PRAGMA wal_checkpoint(PASSIVE)")?;
    }
    Ok(Found::Open(opened))
}

fn is_known(connection: &mut dyn Connection, workspace: WorkspaceId) -> Result<bool> {
    let mut known = false;
    connection.query("SELECT 1 FROM workspace WHERE id = ?1", &[Param::Int(workspace.0)], &mut |_| {
        known = true;
        Ok(())
    })?;
    Ok(known)
}

fn open_file(path: &Path, workspace: WorkspaceId, format: i64, begin: Begin) -> Result<Found> {
    let lies = look(path)?;
    match (lies, begin) {
        (Lies::Book, _) => {}
        (Lies::Nothing, Begin::Never) => {
            return Err(Error::NoBook(format!("there is no book {}", path.display())));
        }
        (Lies::Empty, Begin::Never) => {
            return Err(Error::NoBook(format!("{} is empty, and no book yet", path.display())));
        }
        (Lies::Nothing, Begin::WhereNone) => make(path)?,
        (Lies::Empty, Begin::WhereNone) => {}
    }
    // A book has one place, by whatever links one comes to it: its log and its lock lie there.
    let path = path
        .canonicalize()
        .map_err(|cause| Error::File { what: format!("{} cannot be found", path.display()), cause })?;
    let sqlite = match opened(&path) {
        Ok(sqlite) if sqlite.writes()? => sqlite,
        Ok(_) | Err(Error::ReadOnly(_)) => return to_be_read(path, workspace),
        Err(error) => return Err(not_a_book(&path, error)),
    };
    // One that is as it should be is opened without a lock.
    let older = file_format(&sqlite).map_err(|error| not_a_book(&path, error))? != newest();
    if older || sizes::are_untold(sqlite.raw())? {
        sqlite.raw().execute_batch("BEGIN IMMEDIATE")?;
        // Where this fails, closing takes all of it back.
        bring_up_to(&sqlite, &path, format)?;
        sizes::tell(sqlite.raw())?;
        sqlite.raw().execute_batch("COMMIT")?;
    }
    let is_new = lies != Lies::Book;
    let location = Location::File(path);
    Ok(Found::Open(Opened { location, way: Way::Writes, connection: Box::new(sqlite), is_new }))
}

/// Opens a book where nothing can be written: as it lies there, or as a copy where its log cannot be read without
/// writing, or where something must be done to it first.
fn to_be_read(path: PathBuf, workspace: WorkspaceId) -> Result<Found> {
    let log = beside(&path, "-wal").metadata().map_or(0, |log| log.len());
    let is_as_it_should_be = |sqlite: &mut Sqlite| -> Result<bool> {
        if file_format(sqlite)? != newest() {
            return Ok(false);
        }
        let mut reader = Reader { connection: sqlite, workspace };
        Ok(!reader.is_derived_otherwise()? && reader.unsettled()?.is_empty())
    };
    for way in [Way::Looks, Way::Unchanging] {
        if way == Way::Unchanging && log > 0 {
            break;
        }
        let Ok(mut sqlite) = way.open(&path, WRITER_CACHE) else { continue };
        match is_as_it_should_be(&mut sqlite) {
            Ok(true) => {
                let location = Location::File(path);
                return Ok(Found::Open(Opened {
                    location,
                    way,
                    connection: Box::new(sqlite),
                    is_new: false,
                }));
            }
            Ok(false) => break,
            Err(_) => {}
        }
    }
    let part = Part::for_a_while()?;
    let failed = |cause| Error::File { what: format!("{} cannot be read", path.display()), cause };
    std::fs::copy(&path, part.path()).map_err(failed)?;
    if log > 0 {
        std::fs::copy(beside(&path, "-wal"), beside(part.path(), "-wal")).map_err(failed)?;
    }
    part.is_ours().map_err(failed)?;
    Ok(Found::Copied(part))
}

/// Makes an empty file for a book; an empty file is an empty database.
fn make(path: &Path) -> Result<()> {
    let parent = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = parent.filter(|folder| !folder.is_dir()) {
        // Where a disk is not there, a second book in its stead would do harm.
        return Err(Error::NotABook(format!(
            "there is no folder {} to make a book in; make it, or mend the path",
            folder.display()
        )));
    }
    match private::create_new(path) {
        // Somebody else was quicker, and makes it.
        Err(cause) if cause.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(cause) => Err(Error::File { what: format!("{} cannot be made", path.display()), cause }),
        Ok(_) => Ok(()),
    }
}

/// Opens a file. Two who make a book at once get in each other's way for a moment.
fn opened(path: &Path) -> Result<Sqlite> {
    for _ in 0..50 {
        match Sqlite::open(path, WRITER_CACHE) {
            Err(error) if error.passing() => std::thread::sleep(FIRST_PAUSE),
            done => return done,
        }
    }
    Sqlite::open(path, WRITER_CACHE)
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
    crate::copies::aside(path, &beside(path, &format!(".format-{format}")))
}

fn open_server(address: &str, format: i64, begin: Begin) -> Result<Opened> {
    let mut server = Postgres::open(address)?;
    // Whoever may only use the book may not make tables in it, and need not.
    let found = server_format(&mut server)?;
    if found == 0 && begin == Begin::Never {
        return Err(Error::NoBook("there is no book in that database".into()));
    }
    if found != newest() {
        migrate(&mut server, format)?;
    }
    let location = Location::Server(address.to_owned());
    Ok(Opened { location, way: Way::Writes, connection: Box::new(server), is_new: found == 0 })
}

/// The format of a database; 0 where there is no book in it yet.
fn server_format(server: &mut Postgres) -> Result<i64> {
    let mut there = false;
    server.query(
        "SELECT CASE WHEN to_regclass('format') IS NULL THEN 0 ELSE 1 END::bigint",
        &[],
        &mut |row| {
            there = bool::from_row(row)?;
            Ok(())
        },
    )?;
    let mut found = 0;
    if there {
        server.query("SELECT coalesce(max(number), 0) FROM format", &[], &mut |row| {
            found = i64::from_row(row)?;
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
        for step in postgres::steps(migration) {
            server.batch(&step)?;
        }
        server.execute(
            "INSERT INTO format VALUES (?1, ?2)",
            &[Param::Int(migration.number), Param::Text(migration.name)],
        )?;
    }
    Ok(())
}
