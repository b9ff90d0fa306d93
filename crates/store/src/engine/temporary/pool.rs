//! PgBouncer before a server: few connections that many share, handed on after each transaction.

use std::os::unix::fs::chown;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// How long it may take until it answers.
const STARTS_WITHIN: Duration = Duration::from_secs(30);

/// A pool before a server. It is stopped when this is dropped.
#[derive(Debug)]
pub struct Pool {
    server: PathBuf,
    folder: PathBuf,
    program: Child,
}

impl Pool {
    /// Lays so many connections of a user to a server in `server`.
    pub(super) fn lay(
        server: &Path,
        folder: PathBuf,
        owner: Option<(u32, u32)>,
        user: &str,
        connections: u32,
    ) -> Result<Pool> {
        let wrong = |cause| Error::File { what: format!("{} cannot be made", folder.display()), cause };
        std::fs::create_dir(&folder).map_err(wrong)?;
        let settings = format!(
            "[databases]\n* = host={server} user={user}\n[pgbouncer]\npool_mode = transaction\n\
             default_pool_size = {connections}\nauth_type = any\nlisten_port = 5432\nunix_socket_dir = {folder}\n\
             logfile = {folder}/log\npidfile = {folder}/pid\n",
            server = server.display(),
            folder = folder.display()
        );
        let file = folder.join("pgbouncer.ini");
        std::fs::write(&file, settings).map_err(wrong)?;
        let at = Path::new("/usr/sbin/pgbouncer");
        let mut command = Command::new(if at.is_file() { at } else { Path::new("pgbouncer") });
        command.arg("-q").arg(&file).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some((user, group)) = owner {
            chown(&folder, Some(user), Some(group)).map_err(wrong)?;
            command.uid(user).gid(group);
        }
        let program = command.spawn().map_err(|cause| Error::File {
            what: "pgbouncer cannot be run; install the package `pgbouncer`".into(),
            cause,
        })?;
        let pool = Pool { server: server.to_owned(), folder, program };
        let begun = Instant::now();
        while !pool.folder.join(".s.PGSQL.5432").exists() {
            if begun.elapsed() > STARTS_WITHIN {
                let log = std::fs::read_to_string(pool.folder.join("log")).unwrap_or_default();
                return Err(Error::Refused(format!("pgbouncer does not start: {log}")));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(pool)
    }

    /// The address by which a database is reached through the pool. `address` is one of
    /// [`Server::database`](super::Server::database)'s.
    pub fn through(&self, address: &str) -> String {
        address.replace(&*self.server.to_string_lossy(), &self.folder.to_string_lossy())
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // Where it ended by itself, there is nothing to end.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}
