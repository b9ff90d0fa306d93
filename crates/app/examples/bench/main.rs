//! The benches of `cargo xtask bench`: each prints a ratio against a peer or a floor of the same run.

mod communities;
mod duplicates;
mod far;
mod giving;
mod grow;
mod hostile;
mod life;
mod mail;
mod matching;
mod network;
mod pages;
mod powerlaw;
mod python;
mod register;
mod search;
mod strengths;
mod written;

use std::error::Error;
use std::path::{Path, PathBuf};

use goodturn_app::clock::Clock;
use goodturn_book::Context;
use goodturn_store::Location;
use jiff::tz::TimeZone;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

fn main() -> Result<()> {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    // A process of its own for each, so that one's memory is not counted for another.
    if let [flag, file, book] = wanted.as_slice()
        && flag == "--import"
    {
        return mail::import_alone(file, book);
    }
    if let [flag, file, book] = wanted.as_slice()
        && flag == "--hostile"
    {
        return hostile::alone(file, book);
    }
    if let [flag, file, graph] = wanted.as_slice()
        && flag == "--network"
    {
        return network::alone(file, graph);
    }
    if let [asked, path] = wanted.as_slice()
        && asked == "--duplicates"
    {
        return duplicates::alone(path.as_ref());
    }
    // Made-up lives to look at with other tools: a register, a mail archive, a large book.
    if let [flag, path] = wanted.as_slice()
        && flag == "--register"
    {
        return duplicates::book(path.as_ref());
    }
    if let [flag, file, count] = wanted.as_slice()
        && flag == "--archive"
    {
        return life::archive(Path::new(file), count.parse()?);
    }
    if let [flag, file] = wanted.as_slice()
        && flag == "--book"
    {
        return life::book(&Location::parse(file), pages::PEOPLE, pages::INTERACTIONS);
    }
    if let [flag, file] = wanted.as_slice()
        && flag == "--network-book"
    {
        return network::kept(file);
    }
    if let [flag, file] = wanted.as_slice()
        && flag == "--giving"
    {
        return giving::kept(Path::new(file));
    }
    type Bench = fn() -> Result<()>;
    let all: [(&str, Bench); 16] = [
        ("mail", mail::mail),
        ("again", mail::again),
        ("linear", mail::linear),
        ("undo", mail::undo),
        ("postgres", mail::postgres),
        ("pages", pages::pages),
        ("giving", giving::giving),
        ("network", network::network),
        ("communities", communities::communities),
        ("match", matching::matching),
        ("strengths", strengths::strengths),
        ("grow", grow::grow),
        ("duplicates", duplicates::duplicates),
        ("search", search::search),
        ("hostile", hostile::hostile),
        ("far", far::far),
    ];
    for (name, bench) in all {
        if wanted.is_empty() || wanted.iter().any(|want| want == name) {
            println!("== {name}");
            bench()?;
        }
    }
    Ok(())
}

/// The day on which all benches play.
fn context() -> Context {
    let now = "2026-03-05T08:00:00Z".parse().unwrap_or(jiff::Timestamp::UNIX_EPOCH);
    Clock::fixed(now, TimeZone::UTC).context()
}

/// A folder of this run's own.
fn folder() -> Result<tempfile::TempDir> {
    Ok(tempfile::Builder::new().prefix("goodturn-bench-").tempdir()?)
}

/// This program, for running a part of a bench as a process of its own.
fn program() -> Result<PathBuf> {
    Ok(std::env::current_exe()?)
}
