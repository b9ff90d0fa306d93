//! `backup`, `restore`, `export`, and the files generated from the command line itself.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ArgMatches;
use goodturn_book::export::Format;
use goodturn_book::views::whole::Audience;
use goodturn_book::{Book, Context, Error};
use goodturn_store::Location;
use goodturn_store::backup::verify;
use serde_json::json;

use super::{Style, command, export, manual, print};

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
