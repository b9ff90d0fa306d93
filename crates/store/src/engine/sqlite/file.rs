//! The one place that opens a SQLite file. What it is opened for decides what may be done with it, whether it is written by
//! a log beside it, how much of it is kept in memory, and what is waited for.

use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::Result;
use crate::files::sibling_path;

/// What a file is opened for. In each case it must be there; an empty file is an empty database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// To be read and written while others read: by a write-ahead log beside it.
    Write {
        /// How much of the file the connection may keep in memory, in KiB.
        cache_kib: i64,
    },
    /// To be looked at, and left as it is; somebody else may write to it. Where no log lies beside it nobody has it open, and
    /// it is opened as [`Mode::Immutable`], so that no log is made and a backup on a disk that takes no writes is read too.
    Look,
    /// To be looked at where not even a lock can be written and nobody changes it meanwhile; a log beside it is not read.
    Immutable,
    /// To be filled with a copy, as one file with no log beside it. Nothing is waited for: it is put on the disk as a whole
    /// before it gets its name.
    Fill,
}

impl Mode {
    /// For the connection that writes a book.
    pub(crate) const WRITER: Mode = Mode::Write { cache_kib: 32 * 1024 };
    /// For those that read it meanwhile.
    pub(crate) const READER: Mode = Mode::Write { cache_kib: 8 * 1024 };
    /// For what reads nothing twice.
    pub(crate) const SMALL: Mode = Mode::Write { cache_kib: 1024 };
}

/// While an import writes many batches, another thread brings the write-ahead log into the file, and the writer does so
/// only where that one cannot keep up (200 MB). A batch is not waited for until it is on the disk: a power cut may take
/// the last of them and never half of one, and the import, which reports at its end, waits for all of them then.
pub(crate) const MANY_BATCHES: &str = "PRAGMA wal_autocheckpoint = 50000; PRAGMA synchronous = NORMAL";
/// Else the writer brings it in every 16 MB, and an act is on the disk when it is acknowledged.
pub(crate) const EACH_ACT: &str = "PRAGMA wal_autocheckpoint = 4000; PRAGMA synchronous = FULL";
/// What every connection keeps to.
const ALWAYS: &str = "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY";

/// How long a lock that somebody else has is waited for.
const BUSY: Duration = Duration::from_secs(10);

/// Opens a file.
pub(crate) fn open(path: &Path, mode: Mode) -> Result<Connection> {
    let mode = if mode == Mode::Look && is_left_alone(path) { Mode::Immutable } else { mode };
    let access = match mode {
        Mode::Write { .. } | Mode::Fill => OpenFlags::SQLITE_OPEN_READ_WRITE,
        Mode::Look => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Mode::Immutable => OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI,
    };
    let name = if mode == Mode::Immutable { Cow::Owned(immutable(path)) } else { Cow::Borrowed(path) };
    let connection = Connection::open_with_flags(name, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(256);
    // A plan holds for all values: else each value bound to a column of a partial index makes a new one.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    match mode {
        Mode::Write { cache_kib } => connection.execute_batch(&format!(
            "PRAGMA journal_mode = WAL; {EACH_ACT}; PRAGMA journal_size_limit = 67108864; \
             PRAGMA cache_size = -{cache_kib}"
        ))?,
        Mode::Fill => connection.execute_batch("PRAGMA synchronous = OFF")?,
        Mode::Look | Mode::Immutable => {}
    }
    connection.execute_batch(ALWAYS)?;
    rusqlite::vtab::array::load_module(&connection)?;
    Ok(connection)
}

/// Whether no log lies beside a file, and its name can be written as an address.
fn is_left_alone(path: &Path) -> bool {
    let has_log = ["-wal", "-journal"].iter().any(|log| sibling_path(path, log).exists());
    !has_log && path.to_str().is_some()
}

/// The address of a file that does not change.
fn immutable(path: &Path) -> PathBuf {
    // The signs that mean something in such an address (RFC 3986, section 2.1).
    let mut address = String::from("file:");
    for c in path.to_string_lossy().chars() {
        match c {
            '%' => address.push_str("%25"),
            '?' => address.push_str("%3f"),
            '#' => address.push_str("%23"),
            c => address.push(c),
        }
    }
    address.push_str("?immutable=1");
    PathBuf::from(address)
}
