//! Files and folders for the owner's eyes alone: what is made is `0600` in folders of `0700`, and what is found open to
//! others is closed. On systems without such modes the files are as the system makes them.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use crate::book::place::{Content, content_at};

/// Opens a file to be written from its beginning. One that was there is emptied, and closed to others too.
pub fn create(path: &Path) -> io::Result<File> {
    let file = options().create(true).truncate(true).write(true).open(path)?;
    close(&file)?;
    Ok(file)
}

/// Makes a file that must not be there yet.
pub fn create_new(path: &Path) -> io::Result<File> {
    options().create_new(true).write(true).open(path)
}

/// Opens a file to be read and written, which is made where there is none. One that was there is closed to others. Only a
/// file in this very place is opened: where a link lies, what it leads to is another's, and a pipe would be waited for.
pub fn open(path: &Path) -> io::Result<File> {
    let there = path.symlink_metadata().ok();
    if there.as_ref().is_some_and(|about| !about.is_file()) {
        return Err(no_file_of_ours());
    }
    let file = options().create(true).truncate(false).read(true).write(true).open(path)?;
    // Who makes links meanwhile gets nothing either.
    if !is_the_one(&file, path)? {
        return Err(no_file_of_ours());
    }
    close(&file)?;
    Ok(file)
}

fn no_file_of_ours() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidInput, "a link lies there, or something else that is no file")
}

/// Makes a folder and those that it needs, where there is none. A folder that is there is left as it is: it may be
/// anybody's.
pub fn folder(path: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

/// What lies beside a book under its name and this ending is the book's own; so is what goes on with `-` or `.`.
const ENDINGS: [&str; 9] =
    ["-wal", "-shm", "-journal", "-lease", "-door", ".part", ".before-restore", ".broken", ".format"];

/// Closes a book to others, with the logs, locks and copies beside it. What is no book is left as it is: its owner has
/// opened it to others and named it here by mistake. The folder is closed only where `own` says that it is Goodturn's
/// own: any other may be anybody's. Answers what was open until now.
pub fn tighten(book: &Path, own: Option<&Path>) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = own.map(Path::to_owned).into_iter().filter(|path| closed(path)).collect();
    if !content_at(book).is_ok_and(|content| content == Content::Book) {
        return found;
    }
    let Ok(book) = book.canonicalize() else { return found };
    let Some(name) = book.file_name().map(|name| name.to_string_lossy().into_owned()) else { return found };
    let Some(Ok(entries)) = book.parent().map(Path::read_dir) else { return found };
    let mut names: Vec<_> = entries.flatten().map(|entry| entry.file_name()).collect();
    names.sort_unstable();
    for known in names {
        let text = known.to_string_lossy();
        let path = book.with_file_name(&known);
        if text.strip_prefix(name.as_str()).is_some_and(is_own) && !path.is_dir() && closed(&path) {
            found.push(path);
        }
    }
    found
}

fn is_own(ending: &str) -> bool {
    let own = |known: &&str| {
        ending.strip_prefix(*known).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '.']))
    };
    ending.is_empty() || ENDINGS.iter().any(own)
}

fn options() -> OpenOptions {
    #[allow(unused_mut, reason = "only where there are modes")]
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn close(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    let about = file.metadata()?;
    // A pipe or a terminal is nobody's file.
    if about.is_file() && about.permissions().mode() & 0o077 != 0 {
        file.set_permissions(std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn close(_: &File) -> io::Result<()> {
    Ok(())
}

/// Whether two names are of one file or folder.
#[cfg(unix)]
pub fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.metadata(), b.metadata()), (Ok(a), Ok(b)) if place(&a) == place(&b))
}

/// Whether two names are of one file or folder.
#[cfg(not(unix))]
pub fn is_same(a: &Path, b: &Path) -> bool {
    matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

/// Where a file lies, by whatever name.
#[cfg(unix)]
fn place(about: &std::fs::Metadata) -> (u64, u64) {
    use std::os::unix::fs::MetadataExt;
    (about.dev(), about.ino())
}

/// Whether an open file is what lies at a path itself.
#[cfg(unix)]
fn is_the_one(file: &File, path: &Path) -> io::Result<bool> {
    let open = file.metadata()?;
    Ok(open.is_file() && place(&open) == place(&path.symlink_metadata()?))
}

#[cfg(not(unix))]
fn is_the_one(file: &File, _: &Path) -> io::Result<bool> {
    Ok(file.metadata()?.is_file())
}

/// Whether it was open to others and now is not. What is not ours to change stays as it is.
#[cfg(unix)]
pub(crate) fn closed(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    // A link's own modes say nothing, and what it leads to may be anybody's.
    let Ok(about) = path.symlink_metadata() else { return false };
    let mode = about.permissions().mode();
    (about.is_file() || about.is_dir())
        && mode & 0o077 != 0
        && std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode & 0o700)).is_ok()
}

#[cfg(not(unix))]
pub(crate) fn closed(_: &Path) -> bool {
    false
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn what_is_made_is_nobody_elses_to_read_even_where_it_lay_open() {
        let home = tempfile::tempdir().unwrap();
        let made = home.path().join("a/b");
        folder(&made).unwrap();
        assert_eq!([mode(&home.path().join("a")), mode(&made)], [0o700, 0o700]);
        let file = made.join("people.vcf.part");
        std::fs::write(&file, "left by an older one").unwrap();
        std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o644)).unwrap();
        create(&file).unwrap();
        assert_eq!((mode(&file), file.metadata().unwrap().len()), (0o600, 0));
    }

    #[test]
    fn the_folder_of_a_book_is_left_alone_where_it_may_be_anybodys() {
        let home = tempfile::tempdir().unwrap();
        let set = |path: &Path, mode| {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        };
        drop(crate::Store::open(&crate::Location::File(home.path().join("book.db"))).unwrap());
        set(&home.path().join("book.db"), 0o644);
        for name in ["book.db-wal", "book.db.before-restore", "book.db.pages", "other.db"] {
            std::fs::write(home.path().join(name), "").unwrap();
            set(&home.path().join(name), 0o644);
        }
        set(home.path(), 0o755);
        let book = home.path().join("book.db");
        let tightened = tighten(&book, None);
        assert_eq!(tightened.len(), 3, "{tightened:?}");
        assert_eq!((mode(home.path()), mode(&book)), (0o755, 0o600));
        assert_eq!(
            [mode(&home.path().join("book.db.pages")), mode(&home.path().join("other.db"))],
            [0o644; 2]
        );
        assert_eq!(tighten(&book, Some(home.path())), [home.path()]);
        assert_eq!(mode(home.path()), 0o700);
        assert_eq!(tighten(&book, Some(home.path())), Vec::<PathBuf>::new(), "said once");
        assert_eq!(tighten(&home.path().join("other.db"), None), Vec::<PathBuf>::new(), "no book");
        assert_eq!(mode(&home.path().join("other.db")), 0o644);
    }
}
