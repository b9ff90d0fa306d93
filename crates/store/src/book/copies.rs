//! Copies of a whole book, and back; the same for both engines. A copy is always a file that can be opened as a book.
//!
//! A copy is made beside its name, checked, put on the disk, and only then takes the name. What it replaces is not lost: it is
//! kept under a name with a date, which the answer says.

mod rows;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::Duration;

use goodturn_core::id::Seq;
use rusqlite::backup::{Backup, StepResult};

use crate::act::restored;
use crate::act::writer::{Deed, Writer};
use crate::book::location::{Location, ONLY};
use crate::book::place::{Content, content_at};
use crate::book::private;
use crate::book::store::Store;
use crate::engine::driver::Connection;
use crate::engine::sqlite::file::{self, Mode};
use crate::engine::sqlite::{Sqlite, format, pages};
use crate::error::{Error, Result};
use crate::files::{self, Part, free, no_room_at, sibling_path, stamp, unwritable};
use crate::read::reader::Reader;
use crate::read::settings::Internal;
use crate::table::schema::newest;

pub use crate::act::restored::RESTORE;

/// A copy that was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// What the file that had the name is called now.
    pub replaced: Option<PathBuf>,
    /// Older copies that went because only so many are kept.
    pub removed: Vec<PathBuf>,
    /// Copies that others could read until now.
    pub tightened: Vec<PathBuf>,
}

/// A book that was replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// Where the book is kept as it was; none where there was none.
    pub aside: Option<PathBuf>,
    /// Whether the book as it was is damaged.
    pub was_damaged: bool,
    /// Copies that others could read until now.
    pub tightened: Vec<PathBuf>,
}

/// What a restore is asked for.
pub struct Restore<'a> {
    /// The backup.
    pub file: &'a Path,
    /// The line for the journal; its summary is completed.
    pub deed: &'a Deed,
    /// A name that no book had before: by it one notices that this is another book than a moment ago.
    pub epoch: &'a str,
    /// Folders in which a book of a server is kept as it was, the first that can be written to.
    pub folders: &'a [PathBuf],
    /// Whether nobody but Goodturn puts anything at the place of the book, so that whatever lies there was the book.
    pub is_own_place: bool,
}

impl Store {
    /// Writes a consistent copy of the whole book to `file` while it is in use. With `keep`, so many copies of this book
    /// under that name stay in all, and the oldest beyond them go; what is none of them is left alone.
    pub fn backup(&self, file: &Path, keep: Option<usize>) -> Result<Copied> {
        let real = file.canonicalize();
        let to = real.as_deref().unwrap_or(file);
        if let Location::File(book) = self.location()
            && book.canonicalize().is_ok_and(|book| book == to)
        {
            return Err(Error::Refused("a book cannot be backed up onto itself; name another file".into()));
        }
        self.replaceable(to, file)?;
        let part = Part::of(to).map_err(unwritable(file))?;
        self.copy_into(part.path()).map_err(no_room_at(file))?;
        let was_there = to.metadata().is_ok_and(|about| about.len() > 0);
        let mut copied = Copied::default();
        if was_there {
            copied.replaced = Some(files::set_aside(to).map_err(unwritable(file))?);
        } else {
            // A log that an earlier database of that name left would be taken for the new one's.
            files::discard_logs(to);
        }
        part.keep(to).map_err(unwritable(file))?;
        let is_ours = |old: &PathBuf| {
            let is_file = old.symlink_metadata().is_ok_and(|about| about.is_file());
            is_file && content_at(old).is_ok_and(|content| content == Content::Book) && self.is_copy(old)
        };
        let mut copies: Vec<PathBuf> = files::dated_of(to).into_iter().filter(is_ours).collect();
        if let Some(keep) = keep {
            let own = copies.iter().filter(|old| self.kin(old).is_same);
            copied.removed = own.skip(keep.saturating_sub(1)).cloned().collect();
            copied.removed.iter().for_each(|old| files::discard(old));
            copies.retain(|old| !copied.removed.contains(old));
            copied.replaced = copied.replaced.filter(|replaced| !copied.removed.contains(replaced));
        }
        copied.tightened = copies.into_iter().filter(|old| private::closed(old)).collect();
        Ok(copied)
    }

    /// Only what is a copy of a book, or nothing at all, gives up its name.
    fn replaceable(&self, to: &Path, named: &Path) -> Result<()> {
        if files::is_of_a_book(to) {
            return Err(Error::Refused(format!("{} belongs to a book; name another file", named.display())));
        }
        if to.is_dir() {
            return Err(unwritable(named)(ErrorKind::IsADirectory.into()));
        }
        match content_at(to) {
            Ok(Content::Nothing) => Ok(()),
            Ok(Content::Book) if !self.is_copy(to) => Err(Error::Refused(format!(
                "{} is a book in use, not a backup; name another file",
                named.display()
            ))),
            Ok(Content::Empty) if files::has_company(to) => {
                Err(Error::Refused(format!("{} is being made a book; name another file", named.display())))
            }
            Ok(_) => Ok(()),
            Err(error @ Error::File { .. }) => Err(error),
            Err(_) => Err(Error::Refused(format!(
                "{} is there already and is no Goodturn backup; name another file",
                named.display()
            ))),
        }
    }

    /// Whether the book in a file is a copy, and none that somebody works with. A copy that was opened says the same as
    /// such a book; it is known as a copy of this one by holding nothing else.
    fn is_copy(&self, file: &Path) -> bool {
        !files::has_company(file)
            && (!files::is_by_a_log(file) || (!self.is_in(file) && self.kin(file).has_nothing_else))
    }

    /// Whether the file has this very book in it, by another name.
    fn is_in(&self, file: &Path) -> bool {
        matches!(self.location(), Location::File(book) if private::is_same(book, file))
    }

    /// What the book in a file has to do with this one; nothing where that cannot be found out.
    fn kin(&self, file: &Path) -> Kin {
        self.read(|reader| kin(file, reader)).unwrap_or_default()
    }

    /// Copies the book into a file that was begun, and finds the copy whole.
    fn copy_into(&self, part: &Path) -> Result<()> {
        match self.location() {
            Location::File(path) => {
                pages::copy(self.pages(path)?.raw(), part)?;
                match pages::fault_in(part)? {
                    None => Ok(()),
                    Some(what) => Err(Error::Refused(format!(
                        "the book is damaged ({what}), so that no backup of it was made and the last one is as it was; \
                         restore that one"
                    ))),
                }
            }
            Location::Server(_) => self.read(|from| copy_rows_into(from, part)),
        }
    }

    /// Replaces the book by a backup, after that was found whole. The book as it was is kept in a file; nothing is
    /// changed when this fails.
    pub fn restore(&self, ask: &Restore<'_>) -> Result<Restored> {
        verify(ask.file)?;
        let Some(_alone) = self.lease()? else {
            return Err(Error::Busy(
                "an import into it is running; stop it or let it end, then restore".into(),
            ));
        };
        match self.location() {
            Location::File(path) => self.restore_file(path, ask),
            Location::Server(_) => self.restore_server(ask),
        }
    }

    /// Brings the backup to this program's format in a file of its own and says there what is being done; then copies
    /// page by page into the file of the book, in one transaction: whoever has it open, a server too, sees the old book
    /// or the new one, and nobody can write in between.
    fn restore_file(&self, path: &Path, ask: &Restore<'_>) -> Result<Restored> {
        let part = Part::of(path).map_err(unwritable(path))?;
        pages::copy(Sqlite::open(ask.file, Mode::Look)?.raw(), part.path()).map_err(no_room_at(path))?;
        let fresh = Store::open(&Location::File(part.path().to_owned()))?;
        self.close();
        let from = Sqlite::open(part.path(), Mode::Look)?;
        let mut book = file::open(path, Mode::SMALL)?;
        let copy = Backup::new(from.raw(), &mut book)?;
        // Without a page yet, this takes the lock for writing, which stays till the end.
        step(&copy, 0)?;
        let mut restored = Restored::default();
        // Of a damaged book not even that may be known.
        let last = self.read(|reader| reader.seq()).ok();
        if !self.is_new() || last != Some(Seq(0)) {
            let name = format!(".before-restore-{}", stamp(ask.deed.at));
            let kept = free(|number| sibling_path(path, &format!("{name}{number}")));
            let aside = Part::of(&kept).map_err(unwritable(&kept))?;
            pages::copy(Sqlite::open(path, Mode::Look)?.raw(), aside.path()).map_err(no_room_at(&kept))?;
            restored.was_damaged = pages::fault_in(aside.path())?.is_some();
            aside.keep(&kept).map_err(unwritable(&kept))?;
            restored.aside = Some(kept);
        }
        let last = last.unwrap_or(Seq(0));
        fresh.with_writer(|connection| {
            connection.begin_write(fresh.workspace())?;
            write_line(connection, &fresh, ask, &restored, last)?;
            connection.commit()
        })?;
        drop(fresh);
        self.close();
        step(&copy, -1)?;
        Ok(restored)
    }

    /// Replaces every row within one transaction, which first copies them into a file.
    fn restore_server(&self, ask: &Restore<'_>) -> Result<Restored> {
        // Opening an older format changes it; the backup itself stays as it is.
        let part = Part::for_a_while()?;
        pages::copy(Sqlite::open(ask.file, Mode::Look)?.raw(), part.path())
            .map_err(no_room_at(part.path()))?;
        let fresh = Store::open(&Location::File(part.path().to_owned()))?;
        let workspace = self.workspace();
        let restored = self.with_writer(|connection| {
            connection.begin_write(workspace)?;
            let done = (|| {
                let mut reader = Reader::new(connection, workspace);
                let last = reader.seq()?;
                let mut restored = Restored::default();
                if !self.is_new() || last != Seq(0) {
                    restored.aside = Some(keep_rows(&mut reader, ask)?);
                }
                fresh.read(|from| rows::copy(from, reader.connection, workspace))?;
                write_line(reader.connection, self, ask, &restored, last)?;
                reader.connection.commit()?;
                Ok(restored)
            })();
            if done.is_err() {
                connection.rollback();
            }
            done
        })?;
        drop(fresh);
        self.refresh_derived_if_outdated()?;
        Ok(restored)
    }
}

/// Keeps the rows of a server's book in a file, in the first folder that takes it; answers which.
fn keep_rows(reader: &mut Reader<'_>, ask: &Restore<'_>) -> Result<PathBuf> {
    let name = ask.file.file_name().unwrap_or_default();
    let mut failed = None;
    for folder in ask.folders {
        let ending = format!(".before-restore-{}", stamp(ask.deed.at));
        let kept = free(|number| sibling_path(&folder.join(name), &format!("{ending}{number}")));
        // Where it cannot be made, the part cannot be either.
        let _ = private::folder(folder);
        match Part::of(&kept) {
            Ok(part) => {
                copy_rows_into(reader, part.path()).map_err(no_room_at(&kept))?;
                part.keep(&kept).map_err(unwritable(&kept))?;
                return Ok(kept);
            }
            Err(cause) => failed = Some(unwritable(&kept)(cause)),
        }
    }
    Err(failed.unwrap_or_else(|| Error::Refused("there is no folder to keep the book in as it was".into())))
}

/// Copies rows into a file that was begun, and finds the copy whole.
fn copy_rows_into(from: &mut Reader<'_>, part: &Path) -> Result<()> {
    let target = Store::open(&Location::File(part.to_owned()))?;
    let workspace = target.workspace();
    target.with_writer(|connection| {
        connection.begin_write(workspace)?;
        rows::copy(from, connection, workspace)?;
        connection.commit()?;
        connection.batch("PRAGMA journal_mode = DELETE")
    })?;
    drop(target);
    match pages::fault_in(part)? {
        None => Ok(()),
        Some(what) => Err(Error::Damaged(format!("the copy of it did not come out whole: {what}"))),
    }
}

/// Says in the journal of the book that is to be what was done, behind all that the book before and the backup had, and
/// gives it an epoch of its own.
fn write_line(
    connection: &mut dyn Connection,
    store: &Store,
    ask: &Restore<'_>,
    done: &Restored,
    last: Seq,
) -> Result<()> {
    let workspace = store.workspace();
    let mut reader = Reader::new(connection, workspace);
    let behind = reader.seq()?.max(last);
    reader.go_on_behind(behind)?;
    reader.keep_internal(Internal::Epoch, ask.epoch)?;
    let words = restored::words(ask.file, done.aside.as_deref());
    let answer = Some(restored::answer(done.aside.as_deref()));
    Writer::begin(reader, Deed { words, answer, ..ask.deed.clone() })?.finish().map(|_| ())
}

/// So often, and with such a pause, a restore asks again where somebody else writes.
const BUSY_TRIES: u32 = 100;
const BUSY_PAUSE: Duration = Duration::from_millis(100);

fn step(copy: &Backup<'_, '_>, pages: i32) -> Result<()> {
    for _ in 0..BUSY_TRIES {
        match copy.step(pages)? {
            StepResult::Done => return Ok(()),
            StepResult::More if pages == 0 => return Ok(()),
            _ => std::thread::sleep(BUSY_PAUSE),
        }
    }
    Err(Error::Busy("somebody else is writing to the book; try again when that has ended".into()))
}

/// What the book in a file has to do with another.
#[derive(Default)]
struct Kin {
    /// Whether it is the same book, at some time.
    is_same: bool,
    /// Whether all that was done in it stands in the other's journal too.
    has_nothing_else: bool,
}

fn kin(file: &Path, other: &mut Reader<'_>) -> Result<Kin> {
    let mut sqlite = Sqlite::open(file, Mode::Look)?;
    let mut of = Reader::new(&mut sqlite, ONLY);
    let Some((first, last)) = of.span()? else { return Ok(Kin { is_same: true, has_nothing_else: false }) };
    Ok(Kin {
        is_same: of.trace(first)? == other.trace(first)?,
        has_nothing_else: of.trace(last)? == other.trace(last)?,
    })
}

/// Replaces the book at a place by a backup; a file there that is no book any more is moved aside, and a book is made
/// where there was none.
pub fn restore(location: &Location, ask: &Restore<'_>) -> Result<Restored> {
    let mut restored = restore_at(location, ask)?;
    // By whatever links one comes to it.
    let file = ask.file.canonicalize().unwrap_or_else(|_| ask.file.to_owned());
    let copies = [Some(file), restored.aside.clone()].into_iter().flatten();
    restored.tightened = copies.filter(|copy| private::closed(copy)).collect();
    Ok(restored)
}

fn restore_at(location: &Location, ask: &Restore<'_>) -> Result<Restored> {
    // Whatever is wrong with the backup, nothing is made for it.
    verify(ask.file)?;
    let opened = Store::open(location).and_then(|store| store.restore(ask));
    match (opened, location) {
        (Err(error), Location::File(book)) if may_be_broken(&error) && is_broken(book) => {
            if !ask.is_own_place && !was_a_book(book) {
                return Err(Error::NotABook(format!(
                    "{} is no Goodturn book, and nothing shows that it was one; if a book is to be there, move that file \
                     away first",
                    book.display()
                )));
            }
            let stamp = stamp(ask.deed.at);
            let aside = free(|number| sibling_path(book, &format!(".broken-{stamp}{number}")));
            files::move_away(book, &aside).map_err(|cause| Error::File {
                what: format!("{} cannot be moved aside", book.display()),
                cause,
            })?;
            Store::open(location)?.restore(ask)?;
            Ok(Restored { aside: Some(aside), was_damaged: true, ..Restored::default() })
        }
        (done, _) => done,
    }
}

/// Whether a book that cannot be opened for this reason may be one that broke.
fn may_be_broken(error: &Error) -> bool {
    matches!(error, Error::NotABook(_) | Error::Sqlite(_) | Error::Damaged(_))
}

/// Whether there is a file that was a book, or nothing that anybody else would want.
fn is_broken(book: &Path) -> bool {
    let somebody_elses = files::beginning(book, 16).is_ok_and(|begins| begins == files::SQLITE)
        && !content_at(book).is_ok_and(|content| content == Content::Book);
    book.is_file() && !somebody_elses && matches!(verify(book), Err(Error::NotABook(_)))
}

/// Whether a file that cannot be opened shows that it was a book: by its own beginning, or by what lies beside a book only.
fn was_a_book(file: &Path) -> bool {
    let begins_so = content_at(file).is_ok_and(|content| content == Content::Book);
    // A book has one place, by whatever links one comes to it.
    let place = file.canonicalize().unwrap_or_else(|_| file.to_owned());
    let has = |own: &&str| sibling_path(&place, own).symlink_metadata().is_ok_and(|about| about.is_file());
    begins_so || ["-wal", "-shm", "-lease", "-door"].iter().any(has)
}

/// Finds out whether a file is a whole book of a format that this program knows.
pub fn verify(file: &Path) -> Result<()> {
    if !file.is_file() {
        return Err(Error::NotABook(format!("there is no file {}", file.display())));
    }
    let broken = |_| Error::NotABook(format!("{} is no Goodturn book, or is damaged", file.display()));
    if content_at(file).map_err(broken)? != Content::Book {
        return Err(Error::NotABook(format!("{} is no Goodturn book", file.display())));
    }
    let format = file::open(file, Mode::Look).and_then(|file| format::found_in(&file)).map_err(broken)?;
    if format > newest() {
        return Err(Error::Newer { found: format, known: newest() });
    }
    match pages::fault_in(file).map_err(broken)? {
        None => Ok(()),
        Some(what) => {
            Err(Error::NotABook(format!("{} is damaged ({what}); take another backup", file.display())))
        }
    }
}
