//! Opening a book: it is found, made where it is missing, or brought to the newest format; where it cannot be written to, it is
//! opened only to be read.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use goodturn_core::id::WorkspaceId;

use crate::book::location::Location;
use crate::book::place::{Content, content_at};
use crate::book::private;
use crate::book::retrying::FIRST_PAUSE;
use crate::engine::driver::Connection;
use crate::engine::postgres::{self, Postgres};
use crate::engine::sqlite::file::Mode;
use crate::engine::sqlite::{Sqlite, format, pages, sizes};
use crate::error::{Error, Result};
use crate::files::{self, Part, no_room_at, sibling_path, unwritable};
use crate::read::reader::Reader;
use crate::table::schema::newest;
use crate::table::value::Param;

/// Whether a book may be made where there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Create {
    /// Who only looks makes nothing.
    Never,
    /// Who brings something does.
    IfMissing,
}

/// What opening came to.
pub(crate) enum Outcome {
    /// It is open.
    Open(Opened),
    /// It cannot be written to where it lies, and not be read as it is: this is a copy of it.
    Copied(Part),
}

/// A book that was opened.
pub(crate) struct Opened {
    pub(crate) location: Location,
    pub(crate) mode: Mode,
    pub(crate) connection: Box<dyn Connection>,
    /// Whether it was made just now.
    pub(crate) is_new: bool,
    /// What is to be done first.
    pub(crate) state: State,
}

/// Opens the book of a workspace with a format, the newest but for tests.
pub(crate) fn open(
    location: &Location,
    workspace: WorkspaceId,
    format: i64,
    create: Create,
) -> Result<Outcome> {
    let mut opened = match location {
        Location::File(path) => match open_file(path, workspace, format, create)? {
            Outcome::Open(opened) => opened,
            copied @ Outcome::Copied(_) => return Ok(copied),
        },
        Location::Server(address) => open_server(address, format, create)?,
    };
    let asked = format == newest();
    opened.connection.begin_read(workspace)?;
    opened.state = State::of(opened.connection.as_mut(), workspace, asked)?;
    opened.connection.commit()?;
    if !opened.state.is_known {
        if create == Create::Never && !opened.connection.is_embedded() {
            return Err(Error::NoBook("there is no such workspace in that database".into()));
        }
        opened.connection.begin_write(workspace)?;
        opened.connection.execute(
            "INSERT INTO workspace (id, name, seq) VALUES (?1, ?2, 0) ON CONFLICT DO NOTHING",
            &[Param::Int(workspace.0), Param::Text("mine")],
        )?;
        opened.connection.commit()?;
    }
    if opened.is_new && opened.connection.is_embedded() {
        // So that the file itself says from now on what it is, and not only its log.
        opened.connection.batch("PRAGMA wal_checkpoint(PASSIVE)")?;
    }
    Ok(Outcome::Open(opened))
}

/// What of a book that was opened is to be done first.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct State {
    /// Whether the workspace is there.
    is_known: bool,
    /// Whether an import left bonds unwritten.
    pub(crate) is_unsettled: bool,
    /// Whether what follows from other rows was made by another version of the program.
    pub(crate) is_outdated: bool,
    /// Whether what was deleted is still to be taken out of the database itself.
    pub(crate) is_to_be_swept: bool,
}

impl State {
    /// Asks for it. Of an older format only whether the workspace is there can be asked.
    fn of(connection: &mut dyn Connection, workspace: WorkspaceId, is_newest: bool) -> Result<State> {
        if is_newest {
            return Reader::new(connection, workspace).state_at_opening().map(
                |(is_known, is_unsettled, is_outdated, is_to_be_swept)| State {
                    is_known,
                    is_unsettled,
                    is_outdated,
                    is_to_be_swept,
                },
            );
        }
        let mut state = State::default();
        connection.query("SELECT 1 FROM workspace WHERE id = ?1", &[Param::Int(workspace.0)], &mut |_| {
            state.is_known = true;
            Ok(())
        })?;
        Ok(state)
    }
}

fn open_file(path: &Path, workspace: WorkspaceId, format: i64, create: Create) -> Result<Outcome> {
    let content = content_at(path)?;
    match (content, create) {
        (Content::Book, _) => {}
        (Content::Nothing, Create::Never) => {
            return Err(Error::NoBook(format!("there is no book {}", path.display())));
        }
        (Content::Empty, Create::Never) => {
            return Err(Error::NoBook(format!("{} is empty, and no book yet", path.display())));
        }
        (Content::Nothing, Create::IfMissing) => make(path)?,
        (Content::Empty, Create::IfMissing) => {}
    }
    // A book has one place, by whatever links one comes to it: its log and its lock lie there.
    let path = path
        .canonicalize()
        .map_err(|cause| Error::File { what: format!("{} cannot be found", path.display()), cause })?;
    let sqlite = match opened(&path) {
        Ok(sqlite) if sqlite.writes()? => sqlite,
        Ok(_) | Err(Error::ReadOnly(_)) => return open_read_only(path, workspace),
        Err(error) => return Err(not_a_book(&path, error)),
    };
    // One that is as it should be is opened without a lock.
    let older = format::found_in(sqlite.raw()).map_err(|error| not_a_book(&path, error))? != newest();
    if older || sizes::are_missing(sqlite.raw())? {
        sqlite.raw().execute_batch("BEGIN IMMEDIATE")?;
        // Where this fails, closing takes all of it back.
        format::bring_up_to(sqlite.raw(), &path, format, |found| set_aside(&path, found))?;
        sizes::write(sqlite.raw())?;
        sqlite.raw().execute_batch("COMMIT")?;
    }
    let is_new = content != Content::Book;
    let location = Location::File(path);
    let state = State::default();
    Ok(Outcome::Open(Opened { location, mode: Mode::WRITER, connection: Box::new(sqlite), is_new, state }))
}

/// Opens a book where nothing can be written: as it lies there, or as a copy where its log cannot be read without
/// writing, or where something must be done to it first.
fn open_read_only(path: PathBuf, workspace: WorkspaceId) -> Result<Outcome> {
    let log = sibling_path(&path, "-wal").metadata().map_or(0, |log| log.len());
    let is_as_it_should_be = |sqlite: &mut Sqlite| -> Result<bool> {
        if format::found_in(sqlite.raw())? != newest() {
            return Ok(false);
        }
        let mut reader = Reader::new(sqlite, workspace);
        Ok(!reader.is_derived_outdated()? && reader.runs_without_bonds()?.is_empty())
    };
    for mode in [Mode::Look, Mode::Immutable] {
        if mode == Mode::Immutable && log > 0 {
            break;
        }
        let Ok(mut sqlite) = Sqlite::open(&path, mode) else { continue };
        match is_as_it_should_be(&mut sqlite) {
            Ok(true) => {
                let location = Location::File(path);
                return Ok(Outcome::Open(Opened {
                    location,
                    mode,
                    connection: Box::new(sqlite),
                    is_new: false,
                    state: State::default(),
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
        std::fs::copy(sibling_path(&path, "-wal"), sibling_path(part.path(), "-wal")).map_err(failed)?;
    }
    part.make_ours().map_err(failed)?;
    Ok(Outcome::Copied(part))
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
        match Sqlite::open(path, Mode::WRITER) {
            Err(error) if error.is_retryable() => std::thread::sleep(FIRST_PAUSE),
            done => return done,
        }
    }
    Sqlite::open(path, Mode::WRITER)
}

fn not_a_book(path: &Path, error: Error) -> Error {
    let no_database = matches!(&error, Error::Sqlite(cause)
        if cause.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase));
    if no_database { Error::NotABook(format!("{} is no Goodturn book", path.display())) } else { error }
}

/// Copies a book of an older format beside it before it is changed.
fn set_aside(path: &Path, format: i64) -> Result<()> {
    let to = &sibling_path(path, &format!(".format-{format}"));
    let part = Part::of(to).map_err(unwritable(to))?;
    // What is locked for writing can be read over another connection.
    pages::copy(Sqlite::open(path, Mode::Look)?.raw(), part.path()).map_err(no_room_at(to))?;
    if to.symlink_metadata().is_ok() {
        files::set_aside(to).map_err(unwritable(to))?;
    }
    part.keep(to).map_err(unwritable(to))
}

fn open_server(address: &str, format: i64, create: Create) -> Result<Opened> {
    let mut server = Postgres::open(address)?;
    // One who may only use the book may not make tables in it, and need not.
    let found = postgres::format::found_in(&mut server)?;
    if found == 0 && create == Create::Never {
        return Err(Error::NoBook("there is no book in that database".into()));
    }
    if found != newest() {
        postgres::format::bring_up_to(&mut server, format)?;
    }
    let location = Location::Server(address.to_owned());
    let state = State::default();
    Ok(Opened { location, mode: Mode::WRITER, connection: Box::new(server), is_new: found == 0, state })
}
