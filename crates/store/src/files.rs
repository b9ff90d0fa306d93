//! The files of a book: how they are named, those that are being made ([`Part`]), and those that give up their name.

use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use tempfile::{Builder, NamedTempFile};

use crate::error::{Error, Result};

/// What lies beside a book and belongs to it: no copy may take such a name.
const LOGS: [&str; 4] = ["-journal", "-wal", "-shm", "-lease"];
/// How a database begins.
pub(crate) const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// The file beside this one whose name goes on so.
pub(crate) fn sibling_path(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(ending);
    path.with_file_name(name)
}

/// The folder in which a file lies.
fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// What keeps a book as it was, under its name and this with more behind it.
const KEPT: [&str; 3] = [".before-restore", ".broken", ".format"];

/// Whether a name is one of those that belong to a book.
pub(crate) fn is_of_a_book(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let logs = LOGS.iter().chain(&["-door"]).filter_map(|own| name.strip_suffix(own));
    let kept = KEPT.iter().filter_map(|own| name.rsplit_once(own)).map(|(book, _)| book);
    logs.chain(kept).any(|book| !book.is_empty() && path.with_file_name(book).is_file())
}

/// Whether what only a book that somebody works with has lies beside a file.
pub(crate) fn has_company(path: &Path) -> bool {
    ["-wal", "-shm", "-door"].iter().any(|own| sibling_path(path, own).symlink_metadata().is_ok())
}

/// Whether a database says that it is written by a log beside it (Database File Format, section 1.3.3: the numbers of how
/// it is written and read; 2 is by a log). A copy is one file, and says so, until somebody opens it.
pub(crate) fn is_by_a_log(path: &Path) -> bool {
    beginning(path, 20).is_ok_and(|bytes| bytes.iter().skip(18).any(|number| *number != 1))
}

/// A time as it stands in the name of a file: it sorts as the times do.
pub(crate) fn stamp(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H%M%SZ").to_string()
}

/// Whether a text is what [`stamp`] makes.
fn is_stamp(text: &str) -> bool {
    let form = b"0000-00-00T000000Z";
    text.len() == form.len()
        && text.bytes().zip(form).all(|(byte, form)| match form {
            b'0' => byte.is_ascii_digit(),
            form => byte == *form,
        })
}

/// `march.db` as `march-2026-03-05T090000Z.db`.
fn dated(path: &Path, at: Timestamp, number: &str) -> PathBuf {
    let mut name = path.file_stem().unwrap_or_default().to_os_string();
    name.push(format!("-{}{number}", stamp(at)));
    if let Some(ending) = path.extension() {
        name.push(".");
        name.push(ending);
    }
    path.with_file_name(name)
}

/// The first of these names that nothing has: without a number, with `-2`, with `-3`.
pub(crate) fn free(named: impl Fn(&str) -> PathBuf) -> PathBuf {
    let (mut path, mut number) = (named(""), 1_u64);
    while path.symlink_metadata().is_ok() {
        number += 1;
        path = named(&format!("-{number}"));
    }
    path
}

/// Gives a file that a new one is to replace the name of its own time; answers that name. The old name stays until the
/// new file takes it, where the disk knows files of two names.
pub(crate) fn set_aside(path: &Path) -> io::Result<PathBuf> {
    let at = path.metadata()?.modified().ok().and_then(|at| Timestamp::try_from(at).ok());
    let at = at.unwrap_or(Timestamp::UNIX_EPOCH);
    // Behind those of the same second, also where some of them are gone already.
    let same =
        numbered(path).into_iter().filter(|(date, ..)| *date == stamp(at)).map(|(_, number, _)| number).max();
    let aside = match same {
        None => free(|number| dated(path, at, number)),
        Some(last) => dated(path, at, &format!("-{}", last + 1)),
    };
    // What was written and lies in a log still belongs to the old file.
    for log in ["-journal", "-wal"] {
        match std::fs::rename(sibling_path(path, log), sibling_path(&aside, log)) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => return Err(cause),
            _ => {}
        }
    }
    let _ = std::fs::remove_file(sibling_path(path, "-shm"));
    if std::fs::hard_link(path, &aside).is_err() {
        std::fs::rename(path, &aside)?;
    }
    Ok(aside)
}

/// Moves a book, with what belongs to it, to another name.
pub(crate) fn move_away(path: &Path, aside: &Path) -> io::Result<()> {
    std::fs::rename(path, aside)?;
    for log in LOGS.iter().filter(|log| **log != "-lease") {
        // Most often there is none.
        let _ = std::fs::rename(sibling_path(path, log), sibling_path(aside, log));
    }
    Ok(())
}

/// The files beside `path` that [`set_aside`] named after it, the newest first.
pub(crate) fn dated_of(path: &Path) -> Vec<PathBuf> {
    let mut found = numbered(path);
    found.sort_unstable();
    found.reverse();
    found.into_iter().map(|(.., path)| path).collect()
}

/// The same, each with its date and its number among those of one second.
fn numbered(path: &Path) -> Vec<(String, u64, PathBuf)> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let mut found: Vec<(String, u64, PathBuf)> = Vec::new();
    for entry in std::fs::read_dir(folder(path)).into_iter().flatten().flatten() {
        let other = path.with_file_name(entry.file_name());
        let name = other.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(rest) = name.strip_prefix(&*stem).and_then(|rest| rest.strip_prefix('-')) else { continue };
        if other.extension() != path.extension() || !rest.is_char_boundary(18.min(rest.len())) {
            continue;
        }
        let (date, number) = rest.split_at(18.min(rest.len()));
        let number = match number {
            "" => Some(1),
            number => number.strip_prefix('-').and_then(|number| number.parse().ok()),
        };
        if let (true, Some(number)) = (is_stamp(date), number) {
            found.push((date.to_owned(), number, other));
        }
    }
    found
}

/// Removes a book and what belongs to it.
pub(crate) fn discard(file: &Path) {
    let _ = std::fs::remove_file(file);
    discard_logs(file);
}

/// Removes what lies beside a book.
pub(crate) fn discard_logs(file: &Path) {
    for log in LOGS {
        let _ = std::fs::remove_file(sibling_path(file, log));
    }
}

/// A failure to write a file, told of that file.
pub(crate) fn unwritable(to: &Path) -> impl Fn(io::Error) -> Error {
    move |cause| Error::File { what: format!("{} cannot be written", to.display()), cause }
}

/// A failure of the database that is being written at `to`: where there is no room, it is told of that place.
pub(crate) fn no_room_at(to: &Path) -> impl Fn(Error) -> Error {
    move |error| match error {
        Error::Full(_) => {
            Error::Full(format!("{} cannot be written: there is no room left on its disk", to.display()))
        }
        other => other,
    }
}

/// How a file begins, as far as it goes.
pub(crate) fn beginning(path: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(most);
    File::open(path)?.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// A file that is being made beside the one whose name it takes when it is whole. It is locked as long as it is worked
/// on: what lies about unlocked was left by a process that was killed, and the next one sweeps it up.
pub(crate) struct Part {
    file: NamedTempFile,
}

impl Part {
    /// Begins a file that is to be `to`, and sweeps up what was left of earlier ones.
    pub(crate) fn of(to: &Path) -> io::Result<Part> {
        folder(to).metadata()?;
        sweep(to);
        let mut prefix = to.file_name().unwrap_or_default().to_os_string();
        prefix.push(".part-");
        loop {
            let file =
                Builder::new().prefix(&prefix).rand_bytes(8).tempfile_in(folder(to)).map_err(without_path)?;
            // Between the two somebody who sweeps may have had the lock, and takes the file away.
            if file.as_file().try_lock().is_ok() && file.path().exists() {
                return Ok(Part { file });
            }
        }
    }

    /// Begins a file that goes again when it was used, among the system's files for a while.
    pub(crate) fn for_a_while() -> Result<Part> {
        let folder = std::env::temp_dir();
        Part::of(&folder.join("goodturn"))
            .map_err(|cause| Error::File { what: format!("{} cannot be written", folder.display()), cause })
    }

    pub(crate) fn path(&self) -> &Path {
        self.file.path()
    }

    /// What was copied over it may have brought the rights of another file along; its owner may write it again.
    pub(crate) fn make_ours(&self) -> io::Result<()> {
        for path in [self.path().to_owned(), sibling_path(self.path(), "-wal")] {
            if let Ok(about) = path.metadata() {
                let mut rights = about.permissions();
                #[cfg(unix)]
                std::os::unix::fs::PermissionsExt::set_mode(&mut rights, 0o600);
                #[cfg(not(unix))]
                rights.set_readonly(false);
                std::fs::set_permissions(path, rights)?;
            }
        }
        Ok(())
    }

    /// Gives it its name; it is on the disk then. Where something has that name, it is replaced.
    pub(crate) fn keep(self, to: &Path) -> io::Result<()> {
        self.file.as_file().sync_all()?;
        discard_logs(self.file.path());
        // Left for good only when it has its name.
        std::fs::rename(self.file.path(), to)?;
        if let Ok(folder) = File::open(folder(to)) {
            // That the name is on the disk too not every system can promise.
            let _ = folder.sync_all();
        }
        Ok(())
    }
}

/// A failure to make a file under a name by chance, which tells nobody anything.
fn without_path(cause: io::Error) -> io::Error {
    io::Error::from(cause.kind())
}

impl Drop for Part {
    fn drop(&mut self) {
        discard_logs(self.file.path());
    }
}

/// Removes what is left of copies that were to be `to` and that nobody works on any more.
fn sweep(to: &Path) {
    let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
    for entry in std::fs::read_dir(folder(to)).into_iter().flatten().flatten() {
        let other = entry.file_name();
        let other = other.to_string_lossy();
        let Some(rest) = other.strip_prefix(&*name).and_then(|rest| rest.strip_prefix(".part")) else {
            continue;
        };
        // Before a copy had a name by chance it had a number or none.
        let ours = rest.is_empty()
            || rest.strip_prefix('-').is_some_and(|rest| {
                let by_chance = rest.len() == 8 && rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
                by_chance || (rest.len() <= 3 && rest.bytes().all(|byte| byte.is_ascii_digit()))
            });
        let path = to.with_file_name(&*other);
        if ours && is_begun(&path) && File::open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            discard(&path);
        }
    }
}

/// Whether a file may be a database that was begun: nothing, or the first page of one, or that page still to come.
fn is_begun(path: &Path) -> bool {
    let is_file = path.symlink_metadata().is_ok_and(|about| about.is_file());
    is_file && beginning(path, 16).is_ok_and(|bytes| bytes == SQLITE || bytes.iter().all(|byte| *byte == 0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::book::private;

    #[test]
    fn a_file_that_is_replaced_gets_the_name_of_its_time() {
        let at: Timestamp = "2026-03-05T09:00:07Z".parse().unwrap();
        assert_eq!(dated(Path::new("a/march.db"), at, ""), Path::new("a/march-2026-03-05T090007Z.db"));
        assert_eq!(dated(Path::new("march"), at, "-2"), Path::new("march-2026-03-05T090007Z-2"));
        assert!(is_stamp(&stamp(at)) && !is_stamp("2026-03-05"));
    }

    #[test]
    fn only_the_dated_of_one_name_are_listed_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let names = [
            "b-2026-03-05T090000Z.db",
            "b-2026-03-05T090000Z-2.db",
            "b-2026-03-05T090000Z-10.db",
            "b-2026-03-06T090000Z.db",
            "b-other.db",
            "b-2026-03-05T090000Z.txt",
            "bb-2026-03-05T090000Z.db",
            "b-ééééééééééééé.db",
        ];
        for name in names {
            private::create_new(&folder.path().join(name)).unwrap();
        }
        let found: Vec<String> = dated_of(&folder.path().join("b.db"))
            .iter()
            .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
            .collect();
        assert_eq!(found, [names[3], names[2], names[1], names[0]]);
    }

    #[test]
    fn what_a_killed_copy_left_is_swept_and_what_is_worked_on_stays() {
        let folder = tempfile::tempdir().unwrap();
        let to = folder.path().join("copy");
        let working = Part::of(&to).unwrap();
        for (name, text) in [
            ("copy.part", &b""[..]),
            ("copy.part-7", b"SQLite format 3\0and more"),
            ("copy.part-Ab3dEf9h", &[0; 64]),
            ("copy.part-mine", b""),
            ("copy.part-8", b"a letter"),
        ] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        let again = Part::of(&to).unwrap();
        let mut left: Vec<_> =
            std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
        left.sort();
        let mut wanted = vec![
            working.path().to_owned(),
            again.path().to_owned(),
            folder.path().join("copy.part-8"),
            folder.path().join("copy.part-mine"),
        ];
        wanted.sort();
        assert_eq!(left, wanted);
        drop((working, again));
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
