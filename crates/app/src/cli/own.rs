//! The files that are generated from the command line itself.

use std::process::ExitCode;

use clap::ArgMatches;
use goodturn_book::{Error, catalog};

use super::{command, manual, print};

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
