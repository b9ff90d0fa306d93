//! Copies of a whole book, and back. A backup is always an embedded book in one file, whatever the engine, so
//! that it can be opened as it is.

use std::fs::File;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};

use crate::driver::{Connection, Param};
use crate::error::{Error, Result};
use crate::reader::Reader;
use crate::schema::{self, newest};
use crate::sqlite::Sqlite;
use crate::store::{Location, Store, file_format};
use crate::writer::put_many;

/// Copies a live database, page by page, into a new file that appears whole or not at all.
pub(crate) fn copy(from: &rusqlite::Connection, to: &Path) -> Result<()> {
    whole(to, |part| {
        let mut target = rusqlite::Connection::open(part)?;
        Backup::new(from, &mut target)?.run_to_completion(2000, Duration::ZERO, None)?;
        // One file and no log beside it.
        Ok(target.execute_batch("PRAGMA journal_mode = DELETE")?)
    })
}

/// Makes `to` from a file that `fill` fills beside it. Where that fails, nothing is left of it.
fn whole(to: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let failed = |cause| Error::File { what: format!("{} cannot be written", to.display()), cause };
    if to.is_dir() {
        return Err(failed(ErrorKind::IsADirectory.into()));
    }
    replaceable(to)?;
    let part = unused(to).map_err(failed)?;
    let done = fill(&part).and_then(|()| {
        // A log that an earlier database of that name left would be taken for the new one's.
        discard_logs(to);
        std::fs::rename(&part, to).map_err(failed)
    });
    if done.is_err() {
        discard(&part);
    }
    done
}

/// Only what is a book, or nothing at all, is overwritten.
fn replaceable(to: &Path) -> Result<()> {
    if to.metadata().map_or(0, |known| known.len()) == 0 {
        return Ok(());
    }
    let is_book = Sqlite::look(to).and_then(|sqlite| file_format(&sqlite)).is_ok_and(|format| format > 0);
    if is_book {
        return Ok(());
    }
    Err(Error::Refused(format!(
        "{} is there already and is no Goodturn backup; name another file",
        to.display()
    )))
}

/// Makes an empty file beside `to` under a name that nothing else has. An empty file is an empty database; what stands
/// in the way is best said before anything is copied.
fn unused(to: &Path) -> std::io::Result<PathBuf> {
    let mut tried = 0;
    loop {
        let ending = if tried == 0 { ".part".to_owned() } else { format!(".part-{tried}") };
        let part = beside(to, &ending);
        match File::create_new(&part) {
            Ok(_) => return Ok(part),
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists && tried < 100 => tried += 1,
            Err(cause) => return Err(cause),
        }
    }
}

/// Removes a database and its logs, where there are any.
fn discard(file: &Path) {
    let _ = std::fs::remove_file(file);
    discard_logs(file);
}

fn discard_logs(file: &Path) {
    for log in ["-journal", "-wal", "-shm"] {
        let _ = std::fs::remove_file(beside(file, log));
    }
}

pub(crate) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

impl Store {
    /// Writes a consistent copy of the whole book to `file` while it is in use.
    pub fn backup(&self, file: &Path) -> Result<()> {
        match self.location() {
            Location::File(path) => {
                if same_file(path, file) {
                    return Err(Error::Refused(
                        "a book cannot be backed up onto itself; name another file".into(),
                    ));
                }
                copy(Sqlite::open(path, false, 4096)?.raw(), file)
            }
            Location::Server(_) => whole(file, |part| {
                let target = Store::open(&Location::File(part.to_owned()))?;
                self.read(|from| copy_rows(from, &target))?;
                target.with_writer(|connection| connection.batch("PRAGMA journal_mode = DELETE"))
            }),
        }
    }

    /// Replaces the book by the backup in `file`, after the backup was found whole. The book as it was stays
    /// beside it under `.before-restore`; nothing is changed when this fails.
    pub fn restore(&self, file: &Path) -> Result<()> {
        verify(file)?;
        match self.location() {
            Location::File(path) => {
                self.with_writer(|connection| {
                    let mut reader = Reader { connection, workspace: self.workspace() };
                    reader.nothing_waits("restore")
                })?;
                let part = unused(path).map_err(|cause| Error::File {
                    what: format!("{} cannot be written", path.display()),
                    cause,
                })?;
                let done = self.overwrite(path, file, &part);
                discard(&part);
                done
            }
            Location::Server(_) => {
                // Opening an older format changes it; the backup itself stays as it is.
                let made = tempfile::Builder::new().prefix("goodturn-").tempdir();
                let what = "a folder for temporary files cannot be made".to_owned();
                let folder = made.map_err(|cause| Error::File { what, cause })?;
                let part = folder.path().join("book");
                copy(Sqlite::look(file)?.raw(), &part)?;
                Store::open(&Location::File(part))?.read(|from| copy_rows(from, self))
            }
        }
    }

    /// Brings the backup to this program's format at `part`, sets the book aside, and copies page by page into the file
    /// of the book, in one transaction: whoever has it open, a server too, sees the old book or the new one.
    fn overwrite(&self, path: &Path, file: &Path, part: &Path) -> Result<()> {
        copy(Sqlite::look(file)?.raw(), part)?;
        drop(Store::open(&Location::File(part.to_owned()))?);
        self.backup(&beside(path, ".before-restore"))?;
        self.close();
        let from = Sqlite::look(part)?;
        let mut book = rusqlite::Connection::open(path)?;
        let copy = Backup::new(from.raw(), &mut book)?;
        for _ in 0..BUSY_TRIES {
            match copy.step(-1)? {
                StepResult::Done => return Ok(()),
                _ => std::thread::sleep(BUSY_PAUSE),
            }
        }
        Err(Error::Busy("somebody else is writing to the book; try again when that has ended".into()))
    }
}

/// So often, and with such a pause, a restore asks again where somebody else writes.
const BUSY_TRIES: u32 = 100;
const BUSY_PAUSE: Duration = Duration::from_millis(100);

fn same_file(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Finds out whether a file is a whole book of a format that this program knows.
pub fn verify(file: &Path) -> Result<()> {
    if !file.is_file() {
        return Err(Error::NotABook(format!("there is no file {}", file.display())));
    }
    let broken = |_| Error::NotABook(format!("{} is no Goodturn book, or is damaged", file.display()));
    let sqlite = Sqlite::look(file).map_err(broken)?;
    let format = file_format(&sqlite).map_err(broken)?;
    if format == 0 {
        return Err(Error::NotABook(format!("{} is no Goodturn book", file.display())));
    }
    if format > newest() {
        return Err(Error::Newer { found: format, known: newest() });
    }
    let checked: String = sqlite
        .raw()
        .query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
        .map_err(|e| broken(e.into()))?;
    if checked == "ok" {
        Ok(())
    } else {
        Err(Error::NotABook(format!("{} is damaged ({checked}); take another backup", file.display())))
    }
}

/// Copies every row of a workspace from one book into another, whose rows it replaces, in one transaction.
fn copy_rows(from: &mut Reader<'_>, to: &Store) -> Result<()> {
    let workspace = to.workspace();
    to.with_writer(|target| {
        target.begin_write(workspace)?;
        let copied = copy_tables(from, target, workspace.0);
        match copied {
            Ok(()) => target.commit(),
            Err(error) => {
                target.rollback();
                Err(error)
            }
        }
    })
}

fn copy_tables(from: &mut Reader<'_>, target: &mut dyn Connection, workspace: i64) -> Result<()> {
    for person in
        people(&mut Reader { connection: target, workspace: goodturn_core::id::WorkspaceId(workspace) })?
    {
        target.index_words(goodturn_core::id::WorkspaceId(workspace), person, None)?;
    }
    for table in schema::TABLES {
        target.batch(&format!("DELETE FROM {} WHERE workspace_id = {workspace}", table.name))?;
        let mut rows = Vec::new();
        let flush = |rows: &mut Vec<Vec<crate::cell::Cell>>, target: &mut dyn Connection| {
            put_many(target, table, Param::Int(workspace), rows)?;
            rows.clear();
            Ok(())
        };
        from.rows(table, &mut |row| {
            rows.push(row);
            if rows.len() == 10_000 { flush(&mut rows, target) } else { Ok(()) }
        })?;
        flush(&mut rows, target)?;
    }
    for person in people(from)? {
        let details = from.details(goodturn_core::id::PersonId::from_bytes(person))?;
        let words = goodturn_core::profile::words(details.iter().map(|detail| &detail.value));
        target.index_words(goodturn_core::id::WorkspaceId(workspace), person, Some(&words))?;
    }
    let seq = from.seq()?;
    target.execute(
        "UPDATE workspace SET seq = ?2 WHERE id = ?1",
        &[Param::Int(workspace), Param::Int(seq.0)],
    )?;
    Ok(())
}

fn people(reader: &mut Reader<'_>) -> Result<Vec<[u8; 16]>> {
    let mut found = Vec::new();
    let ws = Param::Int(reader.workspace.0);
    reader.connection.query("SELECT id FROM person WHERE workspace_id = ?1", &[ws], &mut |row| {
        found.push(row.id(0)?);
        Ok(())
    })?;
    Ok(found)
}
