//! `serve`: the pages on a port of this machine, and the address that signs a browser in.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream, ToSocketAddrs};
use std::path::PathBuf;
use std::process::{ExitCode, Stdio};
use std::sync::Arc;
use std::time::Duration;

use clap::ArgMatches;
use clap::parser::ValueSource;
use goodturn_book::{Book, Error};
use goodturn_store::{Location, private};
use jiff::SignedDuration;
use serde_json::json;

use super::ending::told_to_end;
use super::{Style, modes, own_folder, print};
use crate::clock::Clock;
use crate::web;
use crate::web::door::Door;

/// So long a server that is there already may take to say that it is ours.
const ANSWER: Duration = Duration::from_secs(3);

pub(super) fn serve(
    book: Book,
    location: &Location,
    clock: Clock,
    given: &ArgMatches,
    style: Style,
) -> Result<ExitCode, Error> {
    let address = address(given)?;
    let book = Arc::new(book);
    let door = Arc::new(door(location)?);
    let only_print = given.get_flag("print_url");
    let open_browser = !given.get_flag("quiet") && !only_print;
    // Who says an address means that one; who wants to be let in means the server that runs.
    let said = given.value_source("listen") == Some(ValueSource::CommandLine);
    if (only_print || !said)
        && let Some(running) = running(&door)
    {
        shown(&door, running, style, open_browser)?;
        return Ok(ExitCode::SUCCESS);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(web::THREADS)
        .enable_all()
        .build()
        .map_err(|cause| Error::internal(format!("the server cannot start: {cause}")))?;
    runtime.block_on(async {
        let listener = match tokio::net::TcpListener::bind(address).await {
            Ok(listener) => listener,
            Err(cause) if cause.kind() == ErrorKind::AddrInUse && is_ours(&door, address) => {
                // It is served already: the same pages, opened once more.
                return shown(&door, address, style, open_browser);
            }
            Err(cause) => {
                return Err(Error::usage(
                    format!("{address} cannot be listened on: {cause}"),
                    "try --listen 127.0.0.1:0 for any free port",
                ));
            }
        };
        let bound = listener.local_addr().map_err(|cause| Error::internal(cause.to_string()))?;
        // Where that cannot be kept, the next `serve` finds it only at its usual place.
        let _ = door.listens(bound);
        shown(&door, bound, style, open_browser)?;
        tokio::spawn(upkeep(Arc::clone(&book), clock.clone()));
        let served = web::serve(Arc::clone(&book), clock, Arc::clone(&door), listener, told_to_end()).await;
        door.ended(bound);
        served.map_err(|cause| Error::internal(format!("the server stopped: {cause}")))
    })?;
    // What still runs for a page ends first.
    drop(runtime);
    book.put_away()?;
    Ok(ExitCode::SUCCESS)
}

/// Where this book is served already, by a server that shows that it is one of this owner; those that are no more are
/// forgotten.
fn running(door: &Door) -> Option<SocketAddr> {
    door.servers().into_iter().find(|at| {
        let ours = at.ip().is_loopback() && is_ours(door, *at);
        if !ours {
            door.ended(*at);
        }
        ours
    })
}

/// Where the pages are to be served: on this machine only.
pub(super) fn address(given: &ArgMatches) -> Result<SocketAddr, Error> {
    loopback(given.get_one::<String>("listen").map_or("127.0.0.1:4747", String::as_str))
}

fn loopback(listen: &str) -> Result<SocketAddr, Error> {
    let wrong = |what: String| Error::usage(what, "use a loopback address and port, such as 127.0.0.1:4747");
    let address = listen
        .to_socket_addrs()
        .ok()
        .and_then(|mut found| found.next())
        .ok_or_else(|| wrong(format!("{listen} is no address")))?;
    if !address.ip().is_loopback() {
        // What is said is not encrypted, so nobody on the way may hear it.
        return Err(wrong(format!("{listen} can be reached from other machines")));
    }
    Ok(address)
}

/// The door to a book. Where its key cannot be kept, it is one for as long as the server runs.
fn door(location: &Location) -> Result<Door, Error> {
    let impossible = |cause| Error::internal(format!("no key can be made: {cause}"));
    let Some(file) = key_file(location) else { return Door::for_now().map_err(impossible) };
    match Door::at(&file) {
        Ok(door) => Ok(door),
        Err(cause) => {
            print::note(&format!(
                "goodturn: {} cannot be written ({cause}), so browsers stay signed in only until this server ends",
                file.display()
            ));
            Door::for_now().map_err(impossible)
        }
    }
}

/// Beside a book that is a file; among Goodturn's own data where the book lies on a server.
fn key_file(location: &Location) -> Option<PathBuf> {
    match location {
        Location::File(book) => {
            let book = book.canonicalize().unwrap_or_else(|_| book.clone());
            let mut name = book.file_name()?.to_os_string();
            name.push("-door");
            Some(book.with_file_name(name))
        }
        Location::Server(address) => {
            let folder = own_folder()?;
            // Where it cannot be made, the file in it cannot either, and that is said.
            let _ = private::folder(&folder);
            Some(folder.join(format!("server-{}-door", web::door::short(address))))
        }
    }
}

/// Prints an address that signs in, and opens it.
fn shown(door: &Door, at: SocketAddr, style: Style, open_browser: bool) -> Result<(), Error> {
    let page = door.address(at).map_err(|cause| {
        Error::input(
            format!("no address can be made that signs in: {cause}"),
            "see whether the disk with the book is full or read-only",
        )
    })?;
    match style {
        Style::Json => print::object(&json!({ "address": page })),
        Style::Words => print::line(&page),
    }
    if open_browser {
        open(&page);
    }
    Ok(())
}

/// Whether what listens there serves this book for this owner. Anybody on this machine may listen there, so nothing of
/// worth is sent before it has shown that it has the key.
fn is_ours(door: &Door, at: SocketAddr) -> bool {
    let Ok(question) = web::door::question() else { return false };
    let answer = (|| -> std::io::Result<String> {
        let mut stream = TcpStream::connect_timeout(&at, ANSWER)?;
        stream.set_read_timeout(Some(ANSWER))?;
        stream.set_write_timeout(Some(ANSWER))?;
        write!(stream, "GET {}{question} HTTP/1.1\r\nHost: {at}\r\nConnection: close\r\n\r\n", web::HERE)?;
        let mut answer = String::new();
        stream.take(8192).read_to_string(&mut answer)?;
        Ok(answer)
    })();
    answer.is_ok_and(|answer| {
        answer.split_once("\r\n\r\n").is_some_and(|(_, body)| door.proves(&question, at.port(), body.trim()))
    })
}

/// Keeps the stored strengths of a served book up to date, beside the pages.
async fn upkeep(book: Arc<Book>, clock: Clock) {
    let mut hourly = tokio::time::interval(Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        let (book, ctx) = (Arc::clone(&book), clock.context());
        // What cannot be done now is tried again in an hour; the pages are as right meanwhile.
        let _ =
            tokio::task::spawn_blocking(move || book.refresh_strengths(&ctx, SignedDuration::from_hours(24)))
                .await;
    }
}

/// Opens the browser where there is one; where there is none, the address stands on the terminal.
fn open(page: &str) {
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(target_os = "windows") {
        "explorer"
    } else if std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some() {
        "xdg-open"
    } else {
        return;
    };
    let _ =
        modes::other(opener, page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
}
