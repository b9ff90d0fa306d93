//! The files that are generated from the command line itself.

use std::process::ExitCode;

use clap::ArgMatches;
use goodturn_book::{Error, catalog};

use super::{completing, manual, print};

pub(super) fn completions(given: &ArgMatches) -> Result<ExitCode, Error> {
    match given.get_one::<clap_complete::Shell>("shell") {
        Some(shell) if completing::register(&shell.to_string()) => Ok(ExitCode::SUCCESS),
        _ => Err(Error::internal("no completions can be made")),
    }
}

/// What requests look like.
pub(super) fn schema(given: &ArgMatches) -> Result<ExitCode, Error> {
    match given.get_one::<String>("name") {
        None => catalog::catalog().iter().for_each(|entry| print::object(&catalog::schema(entry))),
        Some(name) => {
            let entry = catalog::entry(name).ok_or_else(|| {
                let all: Vec<&str> = catalog::catalog().iter().map(|entry| entry.name).collect();
                Error::usage(
                    format!("there is no deed or view {name}"),
                    format!("there are {}", all.join(", ")),
                )
            })?;
            print::object(&catalog::schema(entry));
        }
    }
    Ok(ExitCode::SUCCESS)
}

pub(super) fn man() -> Result<ExitCode, Error> {
    let page = manual::page().map_err(|cause| Error::internal(format!("no manual can be made: {cause}")))?;
    print::bytes(&page);
    Ok(ExitCode::SUCCESS)
}
