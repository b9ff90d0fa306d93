//! `backup`, `restore`, `export`, and the files generated from the command line itself.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::ArgMatches;
use goodturn_book::catalog;
use goodturn_book::export::Format;
use goodturn_book::people::whole::Audience;
use goodturn_book::{Book, Context, Error};
use serde_json::json;

use super::{Place, Style, command, export, manual, modes, print};

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
    let keep = given.get_one::<u32>("keep").map(|keep| *keep as usize);
    let copied = book.backup(&file, keep)?;
    modes::say(&copied.tightened);
    let mut summary = format!("wrote {}", file.display());
    if let Some(replaced) = &copied.replaced {
        summary.push_str(&format!("; the one before is now {}", replaced.display()));
    }
    if !copied.removed.is_empty() {
        let removed: Vec<String> = copied.removed.iter().map(|old| old.display().to_string()).collect();
        summary.push_str(&format!("; removed {}", removed.join(", ")));
    }
    match style {
        Style::Json => print::object(
            &json!({ "summary": summary, "replaced": copied.replaced, "removed": copied.removed }),
        ),
        Style::Words => print::line(&summary),
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn restore(
    place: &Place,
    seed: u64,
    ctx: &Context,
    given: &ArgMatches,
    style: Style,
) -> Result<ExitCode, Error> {
    let file = path(given, "file")?;
    place.make_folder()?;
    // What a server held is kept beside the backup, or else with what is the user's own.
    let beside = file.parent().map(Path::to_owned);
    let folders: Vec<PathBuf> = beside.into_iter().chain(super::own_folder()).collect();
    let restored = Book::restore(&place.location, seed, ctx, &file, &folders, place.is_own)?;
    // An empty file that became a book may have been anybody's to read.
    modes::tighten(&place.location);
    modes::say(&restored.tightened);
    let was = match &restored.aside {
        None => "there was no book before".to_owned(),
        Some(aside) if restored.was_damaged => format!("the broken book is now {}", aside.display()),
        Some(aside) => format!("the book as it was is now {}", aside.display()),
    };
    let summary = format!("restored {}; {was}", file.display());
    match style {
        Style::Json => print::object(&json!({ "summary": summary, "kept": restored.aside })),
        Style::Words => print::line(&summary),
    }
    Ok(ExitCode::SUCCESS)
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
        clap_complete::generate(*shell, &mut command::to_complete(), "goodturn", &mut script);
        print::bytes(&script);
    }
    Ok(ExitCode::SUCCESS)
}

/// What requests look like.
pub(super) fn schema(given: &ArgMatches) -> Result<ExitCode, Error> {
    match given.get_one::<String>("name") {
        None => catalog::catalog().iter().for_each(|entry| print::object(&entry.schema())),
        Some(name) => {
            let entry = catalog::entry(name).ok_or_else(|| {
                let all: Vec<&str> = catalog::catalog().iter().map(|entry| entry.name).collect();
                Error::usage(
                    format!("there is no deed or view {name}"),
                    format!("there are {}", all.join(", ")),
                )
            })?;
            print::object(&entry.schema());
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man() -> Result<ExitCode, Error> {
    let page = manual::page().map_err(|cause| Error::internal(format!("no manual can be made: {cause}")))?;
    print::bytes(&page);
    Ok(ExitCode::SUCCESS)
}
