//! A wire to a server that breaks at a statement: before it gets there, or before its answer comes back.

use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::error::{Error, Result};

/// The name that PostgreSQL gives its socket.
const SOCKET: &str = ".s.PGSQL.5432";

/// Where a wire breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breaks {
    /// Before the statement reaches the server.
    Before,
    /// After the server has done it, before its answer is heard.
    After,
}

/// A wire to a server, for as many connections as one likes.
#[derive(Debug)]
pub struct Wire {
    address: String,
    plan: Arc<Plan>,
}

#[derive(Debug)]
struct Plan {
    socket: PathBuf,
    /// So many who come hear that the server is starting up.
    starting: AtomicU64,
    /// How long a journey to the server and back takes, in microseconds.
    journey: AtomicU64,
    /// Statements until it breaks, how it does, and how long nobody gets through afterwards.
    at: Mutex<Option<(u64, Breaks, Duration)>>,
}

impl Wire {
    pub(super) fn lay(server: &Path, folder: &Path, address: impl FnOnce(&Path) -> String) -> Result<Wire> {
        let wrong = |cause| Error::File { what: format!("{} cannot be made", folder.display()), cause };
        std::fs::create_dir(folder).map_err(wrong)?;
        let (real, socket) = (server.join(SOCKET), folder.join(SOCKET));
        let listener = UnixListener::bind(&socket).map_err(wrong)?;
        let plan = Arc::new(Plan {
            socket,
            starting: AtomicU64::new(0),
            journey: AtomicU64::new(0),
            at: Mutex::new(None),
        });
        let kept = Arc::clone(&plan);
        std::thread::spawn(move || {
            for client in listener.incoming().map_while(io::Result::ok) {
                // Where the server is gone, so is the client's connection.
                let _ = connect(client, &real, &kept);
            }
        });
        Ok(Wire { address: address(folder), plan })
    }

    /// The database's address by this wire.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Breaks the connection that carries the statement which comes after so many others; nobody gets through
    /// for `away` then.
    pub fn break_at(&self, statement: u64, how: Breaks, away: Duration) {
        *self.plan.lock() = Some((statement, how, away));
    }

    /// Lets each journey to the server and back take so long, as to one that is far away.
    pub fn takes(&self, journey: Duration) {
        let micros = u64::try_from(journey.as_micros()).unwrap_or(u64::MAX);
        self.plan.journey.store(micros, Ordering::SeqCst);
    }

    /// Lets the next who come, so many, hear that the server is starting up.
    pub fn start_up(&self, times: u64) {
        self.plan.starting.store(times, Ordering::SeqCst);
    }

    /// Forgets to break; answers whether it still had to.
    pub fn hold(&self) -> bool {
        self.plan.lock().take().is_some()
    }
}

impl Plan {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<(u64, Breaks, Duration)>> {
        self.at.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A statement is under way; answers whether it is the one.
    fn statement(&self) -> Option<Breaks> {
        let mut at = self.lock();
        let (left, how, away) = (*at)?;
        if left > 0 {
            *at = Some((left - 1, how, away));
            return None;
        }
        *at = None;
        if away > Duration::ZERO {
            let (socket, aside) = (self.socket.clone(), self.socket.with_extension("away"));
            let _ = std::fs::rename(&socket, &aside);
            std::thread::spawn(move || {
                std::thread::sleep(away);
                let _ = std::fs::rename(aside, socket);
            });
        }
        Some(how)
    }
}

/// What both directions of one connection know.
#[derive(Default)]
struct Line {
    /// Statements that the server was told; the first is the connection itself.
    told: AtomicU64,
    /// Whether the answer to the last of them is kept back, and the connection broken in its stead.
    deaf: AtomicBool,
}

fn connect(client: UnixStream, real: &Path, plan: &Arc<Plan>) -> io::Result<()> {
    let one_less = |left: u64| left.checked_sub(1);
    if plan.starting.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_ok() {
        message(&client, 0)?;
        let said = b"SFATAL\0VFATAL\0C57P03\0Mthe database system is starting up\0\0";
        let mut bytes = vec![b'E'];
        bytes.extend((said.len() as u32 + 4).to_be_bytes());
        bytes.extend(said);
        return (&client).write_all(&bytes);
    }
    let server = UnixStream::connect(real)?;
    let (line, plan) = (Arc::new(Line::default()), Arc::clone(plan));
    let (up, down) = ((client.try_clone()?, server.try_clone()?), (server, client));
    let there = Arc::clone(&line);
    std::thread::spawn(move || {
        let _ = to_server(&up.0, &up.1, &there, &plan);
        hang_up(&up.0, &up.1);
    });
    std::thread::spawn(move || {
        let _ = to_client(&down.0, &down.1, &line);
        hang_up(&down.0, &down.1);
    });
    Ok(())
}

fn hang_up(a: &UnixStream, b: &UnixStream) {
    let _ = a.shutdown(Shutdown::Both);
    let _ = b.shutdown(Shutdown::Both);
}

/// One message: its kind and its bytes. The first that a client sends has no kind.
fn message(mut from: &UnixStream, kinds: usize) -> io::Result<(u8, Vec<u8>)> {
    let mut bytes = vec![0; kinds + 4];
    from.read_exact(&mut bytes)?;
    let length = bytes[kinds..].iter().fold(0, |length, byte| length << 8 | usize::from(*byte));
    bytes.resize(kinds + length, 0);
    from.read_exact(&mut bytes[kinds + 4..])?;
    Ok((if kinds == 1 { bytes[0] } else { 0 }, bytes))
}

fn to_server(client: &UnixStream, mut server: &UnixStream, line: &Line, plan: &Plan) -> io::Result<()> {
    let mut kinds = 0;
    loop {
        let (kind, bytes) = message(client, kinds)?;
        // A simple query, or the end of an extended one: each is answered once.
        if kinds == 0 || matches!(kind, b'Q' | b'S') {
            match if kinds == 0 { None } else { plan.statement() } {
                Some(Breaks::Before) => return Ok(()),
                Some(Breaks::After) => line.deaf.store(true, Ordering::SeqCst),
                None => {}
            }
            line.told.fetch_add(1, Ordering::SeqCst);
            std::thread::sleep(Duration::from_micros(plan.journey.load(Ordering::SeqCst)));
        }
        server.write_all(&bytes)?;
        kinds = 1;
    }
}

fn to_client(server: &UnixStream, mut client: &UnixStream, line: &Line) -> io::Result<()> {
    let mut answered = 0;
    loop {
        let (kind, bytes) = message(server, 1)?;
        answered += u64::from(kind == b'Z');
        if kind == b'G' {
            // What follows is a copy's rows, and the end of the query before them gets no answer of its own.
            line.told.fetch_sub(1, Ordering::SeqCst);
        }
        if !line.deaf.load(Ordering::SeqCst) {
            client.write_all(&bytes)?;
        } else if answered == line.told.load(Ordering::SeqCst) {
            return Ok(());
        }
    }
}
