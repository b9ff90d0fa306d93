//! The right to import into a book, which one process has at a time.
//!
//! It tells a running import from one that broke off, and keeps SQLite's write-ahead log short meanwhile: the
//! writer would have to wait for the disk each time the log is brought into the file, so another thread does it
//! beside it.

use std::fs::{File, TryLockError};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use goodturn_core::id::WorkspaceId;

use crate::book::location::Location;
use crate::book::private;
use crate::book::store::Store;
use crate::engine::driver::Connection;
use crate::engine::postgres::Postgres;
use crate::engine::sqlite::Sqlite;
use crate::engine::sqlite::file::{EACH_ACT, MANY_BATCHES, Mode};
use crate::error::{Error, Result};
use crate::files::sibling_path;
use crate::table::stored::FromRow;
use crate::table::value::Param;

/// Held by the one who imports into a book; given back when it is dropped, or when its process ends.
pub struct Lease<'s> {
    store: &'s Store,
    held: Held,
}

enum Held {
    File(#[expect(dead_code, reason = "locked, not read")] File, Option<Checkpointer>),
    Server(#[expect(dead_code, reason = "renews it until it is dropped")] Renewer),
}

/// A log longer than this is brought into the file, in bytes.
const LONG: u64 = 24 << 20;
/// How often its length is looked at.
const PAUSE: Duration = Duration::from_millis(50);

impl Store {
    /// Takes the right to import; none where somebody else has it.
    pub fn lease(&self) -> Result<Option<Lease<'_>>> {
        let held = match self.location() {
            Location::File(path) => {
                let Some(file) = lock(&sibling_path(path, "-lease"))? else { return Ok(None) };
                let checkpointer = Checkpointer::start(path)?;
                self.with_writer(|connection| connection.batch(MANY_BATCHES))?;
                Held::File(file, Some(checkpointer))
            }
            Location::Server(address) => {
                let Some(renewer) = Renewer::take(address, self.workspace())? else { return Ok(None) };
                Held::Server(renewer)
            }
        };
        Ok(Some(Lease { store: self, held }))
    }
}

/// So often, and with such a pause, a log that somebody else is bringing into the file is asked for again.
const TRIES: u32 = 40;

impl Lease<'_> {
    /// Gives the right back, and sees that all that was written under it is on the disk: it may be acknowledged then.
    pub fn end(mut self) -> Result<()> {
        let Held::File(_, checkpointer) = &mut self.held else { return Ok(()) };
        drop(checkpointer.take());
        self.store.with_writer(|connection| {
            connection.batch(EACH_ACT)?;
            for _ in 0..TRIES {
                let mut is_busy = false;
                connection.query("PRAGMA wal_checkpoint(PASSIVE)", &[], &mut |row| {
                    is_busy = bool::from_row(row)?;
                    Ok(())
                })?;
                if !is_busy {
                    break;
                }
                std::thread::sleep(PAUSE);
            }
            Ok(())
        })
    }
}

impl Drop for Lease<'_> {
    fn drop(&mut self) {
        if let Held::File(_, checkpointer) = &mut self.held {
            drop(checkpointer.take());
            // Where this fails the connection is of no use any more, and the next one begins as usual.
            let _ = self.store.with_writer(|connection| connection.batch(EACH_ACT));
        }
    }
}

fn lock(path: &Path) -> Result<Option<File>> {
    let failed = |cause| Error::File { what: format!("{} cannot be locked", path.display()), cause };
    let file = private::open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(TryLockError::WouldBlock) => Ok(None),
        Err(TryLockError::Error(cause)) => Err(failed(cause)),
    }
}

/// The thread that brings the log into the file. Ends with the value.
struct Checkpointer {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpointer {
    fn start(path: &Path) -> Result<Checkpointer> {
        let mut sqlite = Sqlite::open(path, Mode::SMALL)?;
        let (log, stop) = (sibling_path(path, "-wal"), Arc::new(AtomicBool::new(false)));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                if log.metadata().is_ok_and(|about| about.len() > LONG) {
                    // What cannot be brought over now is brought over the next time.
                    let _ = sqlite.batch("PRAGMA wal_checkpoint(PASSIVE)");
                }
                std::thread::park_timeout(PAUSE);
            }
        });
        Ok(Checkpointer { stop, thread: Some(thread) })
    }
}

impl Drop for Checkpointer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

/// What renews a row on a server, which says who imports and until when: whoever is killed renews it no more. The server's
/// own clock tells the time.
struct Renewer {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

/// One row of a server's table of leases.
struct Row {
    address: String,
    workspace: WorkspaceId,
    owner: [u8; 16],
}

/// How often it is renewed.
const RENEWED: Duration = Duration::from_secs(2);

impl Renewer {
    /// Takes the row, where nobody has it or its end has come.
    fn take(address: &str, workspace: WorkspaceId) -> Result<Option<Renewer>> {
        let mut server = Postgres::open(address)?;
        let mut owner = None;
        in_workspace(&mut server, workspace, |server| {
            server.query(
                "INSERT INTO lease VALUES (?1, gen_random_uuid(), clock_timestamp() + INTERVAL '6 seconds') \
                 ON CONFLICT (workspace_id) DO UPDATE SET owner = excluded.owner, ends = excluded.ends \
                 WHERE lease.ends < clock_timestamp() RETURNING owner",
                &[Param::Int(workspace.0)],
                &mut |row| {
                    owner = Some(FromRow::from_row(row)?);
                    Ok(())
                },
            )
        })?;
        let Some(owner) = owner else { return Ok(None) };
        let row = Row { address: address.to_owned(), workspace, owner };
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || row.keep(server, &stopped));
        Ok(Some(Renewer { stop, thread: Some(thread) }))
    }
}

impl Row {
    /// Renews it until told to stop, over a new connection where one is lost; then gives it back.
    fn keep(&self, server: Postgres, stopped: &AtomicBool) {
        let mut server = Some(server);
        loop {
            std::thread::park_timeout(RENEWED);
            let stops = stopped.load(Ordering::Relaxed);
            if server.is_none() {
                server = Postgres::open(&self.address).ok();
            }
            let Some(connected) = &mut server else {
                if stops {
                    // It ends by itself.
                    return;
                }
                continue;
            };
            let done = match stops {
                true => self.write(connected, "DELETE FROM lease WHERE workspace_id = ?1 AND owner = ?2"),
                false => self.write(
                    connected,
                    "UPDATE lease SET ends = clock_timestamp() + INTERVAL '6 seconds' \
                     WHERE workspace_id = ?1 AND owner = ?2",
                ),
            };
            match done {
                // Where it was lost, it is somebody else's.
                Ok(0) => return,
                Ok(_) if stops => return,
                Ok(_) => {}
                Err(_) if stops => return,
                Err(_) => server = None,
            }
        }
    }

    fn write(&self, server: &mut Postgres, sql: &'static str) -> Result<u64> {
        in_workspace(server, self.workspace, |server| {
            server.execute(sql, &[Param::Int(self.workspace.0), Param::Id(self.owner)])
        })
    }
}

/// Does something in a transaction that sees the rows of a workspace.
fn in_workspace<T>(
    server: &mut Postgres,
    workspace: WorkspaceId,
    work: impl FnOnce(&mut Postgres) -> Result<T>,
) -> Result<T> {
    server.begin("BEGIN", workspace, "")?;
    let done = work(server)?;
    server.commit()?;
    Ok(done)
}

impl Drop for Renewer {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// SQLite's figures: 1 waits for the disk now and then, 2 with each commit.
    fn waits(store: &Store) -> i64 {
        let mut found = 0;
        let asked = store.with_writer(|connection| {
            connection.query("PRAGMA synchronous", &[], &mut |row| {
                found = i64::from_row(row)?;
                Ok(())
            })
        });
        asked.unwrap();
        found
    }

    #[test]
    fn an_act_is_on_the_disk_when_it_is_acknowledged_and_an_import_at_its_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("book");
        let store = Store::open(&Location::File(path.clone())).unwrap();
        assert_eq!(waits(&store), 2);
        let lease = store.lease().unwrap().unwrap();
        assert_eq!(waits(&store), 1);
        store
            .with_writer(|connection| {
                connection.batch("CREATE TABLE brought (a); INSERT INTO brought VALUES (1)")
            })
            .unwrap();
        lease.end().unwrap();
        assert_eq!(waits(&store), 2);
        // All of it is in the file, and not only in the log.
        let file = Sqlite::open(&path, Mode::Immutable).unwrap();
        let brought: i64 = file.raw().query_row("SELECT a FROM brought", [], |row| row.get(0)).unwrap();
        assert_eq!(brought, 1);
        drop(store.lease().unwrap().unwrap());
        assert_eq!(waits(&store), 2, "also where it broke off");
        store.close();
        assert_eq!(waits(&store), 2);
    }
}
