//! `serve`, `backup`, `restore`, `export`, and the files generated from the command line itself.

use std::net::{SocketAddr, ToSocketAddrs};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::sync::Arc;

use clap::ArgMatches;
use goodturn_book::export::Format;
use goodturn_book::views::whole::Audience;
use goodturn_book::{Book, Context, Error};
use goodturn_store::Location;
use goodturn_store::backup::verify;
use jiff::SignedDuration;
use serde_json::json;

use super::{Style, command, export, manual, print};
use crate::clock::Clock;
use crate::web;

fn path(given: &ArgMatches, name: &str) -> Result<PathBuf, Error> {
    given
        .get_one::<PathBuf>(name)
        .cloned()
        .ok_or_else(|| Error::usage(format!("{name} is missing"), "see --help"))
}

fn said(style: Style, summary: &str) -> ExitCode {
    match style {
        Style::Json => print::object(&json!({ "summary": summary })),
        Style::Words => print::line(summary),
    }
    ExitCode::SUCCESS
}

pub(super) fn backup(book: &Book, given: &ArgMatches, style: Style) -> Result<ExitCode, Error> {
    let file = path(given, "file")?;
    book.backup(&file)?;
    Ok(said(style, &format!("wrote {}", file.display())))
}

pub(super) fn restore(
    location: &Location,
    seed: u64,
    given: &ArgMatches,
    style: Style,
) -> Result<ExitCode, Error> {
    let file = path(given, "file")?;
    let restored = Book::open(location, seed).and_then(|book| book.restore(&file));
    let rest = match (restored, location) {
        (Ok(()), _) => "the book as it was lies beside it".to_owned(),
        // A backup is wanted most when the book itself cannot be opened any more.
        (Err(_), Location::File(book)) if is_broken(book) => {
            verify(&file)?;
            let aside = set_aside(book)?;
            Book::open(location, seed)?.restore(&file)?;
            format!("the broken book is now {}", aside.display())
        }
        (Err(error), _) => return Err(error),
    };
    Ok(said(style, &format!("restored {}; {rest}", file.display())))
}

/// Whether there is a file, and it is no whole book.
fn is_broken(book: &Path) -> bool {
    book.is_file() && matches!(verify(book), Err(goodturn_store::Error::NotABook(_)))
}

/// Moves a book that cannot be opened out of the way, with the logs that belong to it.
fn set_aside(book: &Path) -> Result<PathBuf, Error> {
    let beside = |ending: &str| {
        let mut name = book.file_name().unwrap_or_default().to_os_string();
        name.push(ending);
        book.with_file_name(name)
    };
    let aside = beside(".broken");
    std::fs::rename(book, &aside).map_err(|cause| {
        Error::input(format!("{} cannot be moved aside: {cause}", book.display()), "check its permissions")
    })?;
    for log in ["-wal", "-shm"] {
        // Most often there is none.
        let _ = std::fs::rename(beside(log), beside(&format!(".broken{log}")));
    }
    Ok(aside)
}

pub(super) fn export(
    book: &Book,
    ctx: &Context,
    given: &ArgMatches,
    style: Style,
) -> Result<ExitCode, Error> {
    let folder = path(given, "folder")?;
    let format = given.get_one::<String>("as").and_then(|name| Format::named(name)).unwrap_or_default();
    let audience = if given.get_flag("for_myself") { Audience::Me } else { Audience::Others };
    let summary = export::export(book, ctx, &folder, format, audience)?;
    Ok(said(style, &summary))
}

pub(super) fn completions(given: &ArgMatches) -> Result<ExitCode, Error> {
    if let Some(shell) = given.get_one::<clap_complete::Shell>("shell") {
        let mut script = Vec::new();
        clap_complete::generate(*shell, &mut command::command(), "goodturn", &mut script);
        print::bytes(&script);
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man() -> Result<ExitCode, Error> {
    let page = manual::page().map_err(|cause| Error::internal(format!("no manual can be made: {cause}")))?;
    print::bytes(&page);
    Ok(ExitCode::SUCCESS)
}

pub(super) fn serve(book: Book, clock: Clock, given: &ArgMatches, style: Style) -> Result<ExitCode, Error> {
    let listen = given.get_one::<String>("listen").map_or("127.0.0.1:4747", String::as_str);
    let wrong = |what: String| Error::usage(what, "use a loopback address and port, such as 127.0.0.1:4747");
    let address: SocketAddr = listen
        .to_socket_addrs()
        .ok()
        .and_then(|mut found| found.next())
        .ok_or_else(|| wrong(format!("{listen} is no address")))?;
    if !address.ip().is_loopback() {
        // A book without sign-in must not be reachable from other machines.
        return Err(wrong(format!("{listen} can be reached from other machines")));
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(8)
        .enable_all()
        .build()
        .map_err(|cause| Error::internal(format!("the server cannot start: {cause}")))?;
    let open_browser = !given.get_flag("quiet");
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await.map_err(|cause| {
            Error::usage(
                format!("{address} cannot be listened on: {cause}"),
                "try --listen 127.0.0.1:0 for any free port",
            )
        })?;
        let bound = listener.local_addr().map_err(|cause| Error::internal(cause.to_string()))?;
        let page = format!("http://{bound}/");
        match style {
            Style::Json => print::object(&json!({ "address": page })),
            Style::Words => print::line(&page),
        }
        if open_browser {
            open(&page);
        }
        let ended = async {
            // Where the signal cannot be heard, the default still ends the program.
            if tokio::signal::ctrl_c().await.is_err() {
                std::future::pending::<()>().await;
            }
        };
        let book = Arc::new(book);
        tokio::spawn(upkeep(Arc::clone(&book), clock.clone()));
        web::serve(book, clock, listener, ended)
            .await
            .map_err(|cause| Error::internal(format!("the server stopped: {cause}")))
    })?;
    Ok(ExitCode::SUCCESS)
}

/// Keeps the stored strengths of a served book up to date, beside the pages.
async fn upkeep(book: Arc<Book>, clock: Clock) {
    let mut hourly = tokio::time::interval(std::time::Duration::from_secs(3600));
    loop {
        hourly.tick().await;
        let (book, ctx) = (Arc::clone(&book), clock.context());
        // What cannot be done now is tried again in an hour; the pages are as right meanwhile.
        let _ = tokio::task::spawn_blocking(move || book.freshen(&ctx, SignedDuration::from_hours(24))).await;
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
    let _ = Command::new(opener)
        .arg(page)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn();
}
