//! A PostgreSQL server of one's own for tests and benches: made in a folder of its own from the system's
//! programs, reached by a socket in it, gone with the value or with the process.
//!
//! ```no_run
//! let server = goodturn_store::temporary::Server::start()?;
//! let book = goodturn_store::Store::open(&goodturn_store::Location::Server(server.database()?))?;
//! # Ok::<(), goodturn_store::Error>(())
//! ```

use std::os::unix::fs::{MetadataExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use postgres::NoTls;

use crate::error::{Error, Result};

mod pool;
mod wire;

pub use pool::Pool;
pub use wire::{Breaks, Wire};

/// Folders made by this process so far, so that two servers do not share one.
static MADE: AtomicU32 = AtomicU32::new(0);

/// Waits until nobody has the other end of its input any more, then stops the server and removes its folder. As a
/// process of its own it does so also for a server in a `static`, which is never dropped, and for a process that was
/// killed.
const CLEAN_UP: &str = r#"
read -r _
pid_file="$1/data/postmaster.pid"
if [ -f "$pid_file" ]; then
    kill -QUIT "$(head -n 1 "$pid_file")"
    tries=0
    while [ -f "$pid_file" ] && [ "$tries" -lt 200 ]; do sleep 0.05; tries=$((tries + 1)); done
fi
for pool in "$1"/pool-*/pid; do
    [ -f "$pool" ] && kill -TERM "$(head -n 1 "$pool")"
done
rm -rf "$1"
"#;

/// A running server. It is stopped and its folder removed when it is dropped, or else when this process ends.
#[derive(Debug)]
pub struct Server {
    programs: PathBuf,
    folder: PathBuf,
    owner: Option<(u32, u32)>,
    databases: AtomicU32,
    /// Runs [`CLEAN_UP`].
    cleaner: Option<Child>,
}

impl Server {
    /// Makes and starts a server, and waits until it answers. A missing program is an error that says what to
    /// install.
    pub fn start() -> Result<Server> {
        let programs = programs()?;
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("goodturn-pg-{}-{number}", std::process::id()));
        let wrong = |cause| Error::File { what: format!("{} cannot be made", folder.display()), cause };
        std::fs::create_dir(&folder).map_err(wrong)?;
        // PostgreSQL refuses to run as root; the system's own user for it does.
        let root = std::fs::metadata(&folder).map_err(wrong)?.uid() == 0;
        let owner = if root { Some(postgres_user()?) } else { None };
        let mut server = Server { programs, folder, owner, databases: AtomicU32::new(0), cleaner: None };
        if let Some((user, group)) = owner {
            chown(&server.folder, Some(user), Some(group)).map_err(|cause| Error::File {
                what: format!("{} cannot be given to postgres", server.folder.display()),
                cause,
            })?;
        }
        server.cleaner = Some(server.clean_up_at_the_end()?);
        server.run(
            "initdb",
            &["-D", "data", "--no-sync", "--auth=trust", "-U", "goodturn", "-E", "UTF8", "--locale=C"],
        )?;
        let options = format!(
            "-c listen_addresses='' -c unix_socket_directories='{}' -c fsync=off",
            server.folder.display()
        );
        server.run("pg_ctl", &["-D", "data", "-w", "-t", "120", "-l", "log", "-o", &options, "start"])?;
        Ok(server)
    }

    /// Makes a new empty database; answers its address.
    pub fn database(&self) -> Result<String> {
        let name = format!("t{}", self.databases.fetch_add(1, Ordering::Relaxed));
        let address = |name: &str| format!("host={} user=goodturn dbname={name}", self.folder.display());
        let mut client = postgres::Client::connect(&address("postgres"), NoTls)?;
        client.batch_execute(&format!("CREATE DATABASE {name}"))?;
        Ok(address(&name))
    }

    /// All of a database as statements, such as [`Server::load`] takes.
    pub fn dump(&self, address: &str) -> Result<Vec<u8>> {
        let mut command = Command::new("pg_dump");
        command.args(["--no-owner", "--inserts", "--rows-per-insert=200", "-d", address]);
        let made = command
            .stdin(Stdio::null())
            .output()
            .map_err(|cause| Error::File { what: "pg_dump cannot be run".into(), cause })?;
        match made.status.success() {
            true => Ok(made.stdout),
            false => Err(Error::Refused(String::from_utf8_lossy(&made.stderr).into_owned())),
        }
    }

    /// Fills an empty database from what [`Server::dump`] made.
    pub fn load(&self, address: &str, dump: &str) -> Result<()> {
        // What newer versions say to `psql` alone is no statement.
        let meta = |line: &&str| !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict ");
        let statements: Vec<&str> = dump.lines().filter(meta).collect();
        let mut client = postgres::Client::connect(address, NoTls)?;
        Ok(client.batch_execute(&statements.join("\n"))?)
    }

    /// Cuts every connection to a database, as a server that restarts does. `address` is one of
    /// [`Server::database`]'s.
    pub fn cut_connections(&self, address: &str) -> Result<()> {
        let mut client = postgres::Client::connect(address, NoTls)?;
        client.batch_execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )?;
        Ok(())
    }

    /// Lays a wire to a database, which breaks where one wants it to. `address` is one of [`Server::database`]'s.
    pub fn wire(&self, address: &str) -> Result<Wire> {
        let real = self.folder.to_string_lossy();
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        Wire::lay(&self.folder, &self.folder.join(format!("wire-{number}")), |folder| {
            address.replace(&*real, &folder.to_string_lossy())
        })
    }

    /// Lays a pool of so many connections of a user before the server, as PgBouncer does that hands a connection on after
    /// each transaction.
    pub fn pool(&self, user: &str, connections: u32) -> Result<Pool> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let folder = self.folder.join(format!("pool-{number}"));
        Pool::lay(&self.folder, folder, self.owner, user, connections)
    }

    fn clean_up_at_the_end(&self) -> Result<Child> {
        let mut shell = Command::new("sh");
        shell.args(["-c", CLEAN_UP, "clean-up"]).arg(&self.folder);
        shell.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        // In a group of its own, so that an interrupt at the terminal does not end it before its work.
        shell.process_group(0);
        shell.spawn().map_err(|cause| Error::File { what: "sh cannot be run".into(), cause })
    }

    fn run(&self, program: &str, arguments: &[&str]) -> Result<()> {
        let mut command = Command::new(self.programs.join(program));
        command.args(arguments).current_dir(&self.folder);
        // A server inherits what it is started with; a pipe would stay open as long as it runs.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        if let Some((user, group)) = self.owner {
            command.uid(user).gid(group);
        }
        let status = command
            .status()
            .map_err(|cause| Error::File { what: format!("{program} cannot be run"), cause })?;
        if status.success() {
            return Ok(());
        }
        let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
        Err(Error::Refused(format!("{program} failed ({status}): {log}")))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // What is left over is a folder below the system's folder for temporary files.
        match self.cleaner.take() {
            // Waiting closes its input first.
            Some(mut cleaner) => {
                let _ = cleaner.wait();
            }
            None => {
                let _ = std::fs::remove_dir_all(&self.folder);
            }
        }
    }
}

/// The folder with PostgreSQL's programs: one of the path, else the newest that the system keeps aside.
fn programs() -> Result<PathBuf> {
    let whole =
        |folder: &Path| ["initdb", "postgres", "pg_ctl"].iter().all(|name| folder.join(name).is_file());
    let path = std::env::var_os("PATH").unwrap_or_default();
    if let Some(folder) = std::env::split_paths(&path).find(|folder| whole(folder)) {
        return Ok(folder);
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse::<u32>().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder)| whole(folder))
        .max()
        .map(|(_, folder)| folder)
        .ok_or_else(|| {
            Error::Refused(
                "PostgreSQL's programs (initdb, postgres, pg_ctl) are not here; install the package `postgresql`"
                    .into(),
            )
        })
}

/// The number of the user `postgres` and of its group.
fn postgres_user() -> Result<(u32, u32)> {
    let users = std::fs::read_to_string("/etc/passwd")
        .map_err(|cause| Error::File { what: "/etc/passwd cannot be read".into(), cause })?;
    users
        .lines()
        .find_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            match fields.as_slice() {
                ["postgres", _, user, group, ..] => Some((user.parse().ok()?, group.parse().ok()?)),
                _ => None,
            }
        })
        .ok_or_else(|| {
            Error::Refused(
                "there is no user `postgres` to run a server as; install the package `postgresql`".into(),
            )
        })
}
