//! The command line: parsed from the catalog, printed in words or as JSON.
//!
//! - [`command`]: the commands, made from the catalog and from those that are the app's own
//! - `manual`: the help around what the catalog says, and the page for `man`
//! - `print`: answers in words; `typed`: deeds as one types them
//! - `reading`: `import`, with its progress
//! - `owner`: whose mail it is
//! - `own`: the files that are generated from the command line
//! - `serving`: `serve`, and the address that signs a browser in; `ending`: when it is to end
//! - `modes`: nothing of it is anybody else's to read

pub mod command;
mod completing;
mod ending;
mod manual;
mod modes;
mod own;
mod owner;
mod print;
mod reading;
mod serving;
mod typed;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::ArgMatches;
use goodturn_book::catalog;
use goodturn_book::copies::backup::Copy;
use goodturn_book::copies::restore::Replaced;
use goodturn_book::import::Report;
use goodturn_book::import::deed::ImportOf;
use goodturn_book::people::list;
use goodturn_book::request::{Answer, Danger, Effect, Entry, Run, Shape, WayBack};
use goodturn_book::today::day::Day;
use goodturn_book::{Book, Context, Error, ErrorKind, Site};
use goodturn_store::Location;
use jiff::SignedDuration;
use serde_json::{Map, Value};

use crate::clock::Clock;

/// How answers are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Words,
    Json,
}

/// Runs one command; answers the exit code: 0 done, 1 refused or not found, 2 usage, 3 bad input, 4 busy or
/// out of reach, 70 our fault.
pub fn run(arguments: Vec<std::ffi::OsString>, seed: u64) -> ExitCode {
    modes::keep_to_oneself();
    if let Some(code) = completing::answer(&arguments) {
        return code;
    }
    let matches = match command::command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => {
            print::parsing(&error);
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    match guarded(|| dispatch(&matches, seed)) {
        Ok(code) if print::is_whole() => code,
        Ok(_) => {
            print::note(
                "goodturn: the answer could not be written where it was to go; what was done is done",
            );
            print::note("  make room there; a list one asks for again, an act stands in `goodturn history`");
            ExitCode::from(code(ErrorKind::Busy))
        }
        Err(error) => {
            let deed = matches.subcommand_name().unwrap_or("today");
            let field = error.field.as_deref().and_then(|field| typed::field(deed, field));
            // Where the sentence itself names it, once is enough.
            let plain = error.field.as_deref().unwrap_or_default().replace('_', " ");
            let is_named = error.message.starts_with(&format!("{plain} "))
                || error.message.starts_with(&format!("the {plain} "));
            let at = field.filter(|_| !is_named).map_or_else(String::new, |field| format!(" ({field})"));
            // What is listed stands behind the first line, and the field is part of that.
            let (first, more) =
                error.message.split_at(error.message.find(":\n").unwrap_or(error.message.len()));
            print::note(&format!("goodturn: {first}{at}{more}"));
            if !error.hint.is_empty() {
                print::note(&format!("  {}", typed::words(&error.hint)));
            }
            ExitCode::from(code(error.kind))
        }
    }
}

fn code(kind: ErrorKind) -> u8 {
    match kind {
        ErrorKind::Refused => 1,
        ErrorKind::Usage => 2,
        ErrorKind::Input => 3,
        ErrorKind::Busy => 4,
        ErrorKind::Internal => 70,
    }
}

/// Does the work; a panic in it is our fault, and is said as every other fault of ours. What it was doing to
/// the book is not kept: an act that does not reach its end is rolled back.
fn guarded<T>(work: impl FnOnce() -> Result<T, Error>) -> Result<T, Error> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(Error::internal("something broke that must not")))
}

fn dispatch(matches: &ArgMatches, seed: u64) -> Result<ExitCode, Error> {
    let (name, given) = match matches.subcommand() {
        Some((name, given)) => (name, given),
        None => ("today", matches),
    };
    let style = if matches.get_flag("json") { Style::Json } else { Style::Words };
    let clock = clock(matches)?;
    match name {
        "completions" => return own::completions(given),
        "man" => return own::man(),
        "schema" => return own::schema(given),
        _ => {}
    }
    let place = place(matches)?;
    modes::tighten(&place.location);
    let mut ctx = clock.context();
    ctx.in_words = matches!(style, Style::Words);
    ctx.key = matches.get_one::<String>("once").cloned();
    let entry = catalog::entry(name);
    if let Some(entry) = entry
        && let Run::Alone(run) = entry.run
    {
        place.make_folder()?;
        let answer = run(fields(entry, given), &place.site(seed), &ctx)?;
        // An empty file that became a book may have been anybody's to read.
        modes::tighten(&place.location);
        return show(&answer, &ctx, style);
    }
    if name == "serve" {
        // What is refused makes no book.
        serving::address(given)?;
    }
    if let Some(entry) = entry
        && begins(&place, name)
        && (!place.has_book() || (name == IMPORT && place.has_empty_server()))
    {
        // What is refused makes no book.
        let (fields, nowhere) = (fields(entry, given), Book::nowhere(&place.location, seed)?);
        if name != IMPORT {
            entry.run(fields, &nowhere, &ctx)?;
        } else if !ImportOf::read(&fields).is_ok_and(|asked| asked.asked().finds_something(&ctx)) {
            let done = ask(&nowhere, &ctx, name, given, style)?;
            print::note("(made no book: nothing was found to bring into it)");
            return Ok(done);
        }
    }
    let book = open(&place, name, seed, style)?;
    if name != "serve" {
        // Upkeep: where it cannot be done now, answers are as right and only slower.
        let _ = book.refresh_strengths(&ctx, SignedDuration::from_hours(24 * 7));
    }
    match name {
        "serve" => serving::serve(book, &place.location, clock, given, style),
        name => ask(&book, &ctx, name, given, style),
    }
}

/// What was given on the command line for an entry of the catalog.
fn fields(entry: &Entry, given: &ArgMatches) -> Value {
    let mut fields = Map::new();
    for field in entry.fields {
        // `today` is also what runs without any command, and then takes nothing.
        if !matches!(given.try_contains_id(field.name), Ok(true)) {
            continue;
        }
        let value = match field.shape {
            Shape::Positional | Shape::MaybePositional | Shape::Optional => {
                given.get_one::<String>(field.name).map(|text| Value::from(text.as_str()))
            }
            Shape::Rest | Shape::MaybeRest => given
                .get_many::<String>(field.name)
                .map(|words| Value::from(words.cloned().collect::<Vec<_>>().join(" "))),
            Shape::Many | Shape::Several => given
                .get_many::<String>(field.name)
                .map(|texts| Value::from(texts.cloned().collect::<Vec<_>>())),
            Shape::Number => given.get_one::<u32>(field.name).map(|number| Value::from(*number)),
            Shape::Switch => Some(Value::from(given.get_flag(field.name))),
        };
        if let Some(value) = value {
            fields.insert(field.name.to_owned(), value);
        }
    }
    Value::Object(fields)
}

/// Runs a deed or a view of the catalog.
fn ask(book: &Book, ctx: &Context, name: &str, given: &ArgMatches, style: Style) -> Result<ExitCode, Error> {
    let Some(entry) = catalog::entry(name) else {
        return Err(Error::usage(format!("there is no command {name}"), "see `goodturn --help`"));
    };
    let fields = fields(entry, given);
    // A day that was given and says nothing is no day, and not today. (A page leaves such a field empty.)
    if fields.get("on").and_then(Value::as_str).is_some_and(|on| on.trim().is_empty()) {
        let hint = "say it, as in --on yesterday, or leave --on out for today";
        return Err(Error::usage("--on says no day", hint));
    }
    let mut again = fields.as_object().cloned().unwrap_or_default();
    let answer = if name == IMPORT {
        reading::import(entry, fields, book, ctx)?
    } else {
        // A copy is what the book was.
        if entry.danger != Danger::HandsOut {
            book.arrive(ctx);
        }
        entry.run(fields, book, ctx)?
    };
    let shown = show(&answer, ctx, style)?;
    if let Some(lines) = answer.view::<Vec<list::Listed>>()
        && let Some(last) = lines.last()
    {
        // Who asks for some does not take them for all.
        again.insert("after".to_owned(), Value::from(last.line.id.as_str()));
        again.insert("limit".to_owned(), Value::from(1));
        let more = entry.run(Value::Object(again), book, ctx)?;
        if more.view::<Vec<list::Listed>>().is_some_and(|more| !more.is_empty()) {
            print::note("  (there are more than these; a greater `--limit` shows them)");
        }
    }
    if let Some(day) = answer.view::<Day>() {
        book.remember(day);
        if day.lines.is_empty() && style == Style::Words {
            print::steps(&book.first_steps(ctx)?);
        }
    }
    if let (Effect::Act, Answer::Done(done), Style::Words) = (entry.effect, &answer, style)
        && done.seq > 0
    {
        // With its number: without one, what takes an `undo` back would take back the act before.
        print::note(&match done.way_back {
            WayBack::Undo => format!("  (`goodturn undo {}` takes it back)", done.seq),
            WayBack::BringAgain => "  (bringing the same again brings it back)".to_owned(),
            WayBack::Never => "  (nothing brings it back)".to_owned(),
        });
    }
    Ok(shown)
}

/// Prints an answer, and says beside it what concerns this machine alone; answers the exit code.
fn show(answer: &Answer, ctx: &Context, style: Style) -> Result<ExitCode, Error> {
    if let Some(copy) = answer.view::<Copy>() {
        modes::say(&copy.tightened);
    }
    if let Some(replaced) = answer.view::<Replaced>() {
        modes::say(&replaced.tightened);
    }
    match style {
        Style::Json => print::json(answer),
        Style::Words => print::words(answer, ctx),
    }
    let failed = match answer {
        Answer::Done(done) => !done.left.is_empty(),
        Answer::Shown(_) => answer.view::<Report>().is_some_and(|report| report.all.failures() > 0),
    };
    // The good part is kept, and the rest reported.
    Ok(if failed { ExitCode::from(code(ErrorKind::Input)) } else { ExitCode::SUCCESS })
}

/// Where the book lies.
struct Place {
    location: Location,
    /// Whether nobody said where: it is the user's own one.
    is_own: bool,
}

/// Whether a command begins a book where there is none.
fn begins(place: &Place, name: &str) -> bool {
    match catalog::entry(name) {
        None => name == "serve" && place.is_own,
        Some(entry) => entry.effect == Effect::Act && (place.is_own || BEGIN.contains(&name)),
    }
}

/// Opens the book for a command. Who only looks makes none: where somebody said a place, nothing there is said to be
/// so, and one's own book is empty as long as nothing was brought.
fn open(place: &Place, name: &str, seed: u64, style: Style) -> Result<Book, Error> {
    let entry = catalog::entry(name);
    if !begins(place, name) {
        let is_there = !matches!(&place.location, Location::File(path) if !path.exists());
        let looks = entry.is_some_and(|entry| entry.danger != Danger::HandsOut);
        if place.is_own && looks && !is_there {
            if style == Style::Words {
                print::note("(you have no book yet; `goodturn import`, `add` or `demo` begins one)");
            }
            return Book::nowhere(&place.location, seed);
        }
        return Book::find(&place.location, seed);
    }
    place.make_folder()?;
    let book = Book::open(&place.location, seed)?;
    if book.is_new() {
        // An empty file that became a book may have been anybody's to read.
        modes::tighten(&place.location);
        print::note(&match book.location() {
            Location::File(path) => format!("(made a new book: {})", path.display()),
            Location::Server(_) => "(made a new book in that database)".to_owned(),
        });
    }
    Ok(book)
}

/// The acts that are no mistake where there is no book yet: they need nobody who is in it.
const BEGIN: [&str; 8] = [IMPORT, "add", "capture", "event", "group", "define", "set", "demo"];

/// The one that runs on, with a bar on the terminal.
const IMPORT: &str = ImportOf::ENTRY.name;

impl Place {
    /// For what is done with no book open there.
    fn site(&self, seed: u64) -> Site {
        let (location, folders) = (self.location.clone(), own_folder().into_iter().collect());
        Site { location, seed, folders, is_own: self.is_own }
    }

    /// Whether something lies at this place that is a book or cannot become one; a server is not asked.
    fn has_book(&self) -> bool {
        let Location::File(path) = &self.location else { return true };
        path.metadata().is_ok_and(|about| !about.is_file() || about.len() > 0)
    }

    /// Whether it is on a server that answers and holds none.
    fn has_empty_server(&self) -> bool {
        matches!(&self.location, server @ Location::Server(_) if Book::is_missing(server))
    }

    /// The folder of one's own book is made with it; any other must be there.
    fn make_folder(&self) -> Result<(), Error> {
        let Location::File(path) = &self.location else { return Ok(()) };
        match path.parent().filter(|_| self.is_own) {
            None => Ok(()),
            Some(folder) => goodturn_store::private::folder(folder).map_err(|cause| {
                Error::input(
                    format!("{} cannot be made: {cause}", folder.display()),
                    "check the path and its permissions, or say where with --book PATH",
                )
            }),
        }
    }
}

/// Where the book lies: `--book`, `GOODTURN_BOOK`, or the platform's folder for data.
fn place(matches: &ArgMatches) -> Result<Place, Error> {
    if let Some(book) = given_or_set(matches, "book", command::BOOK)? {
        if book.trim().is_empty() {
            return Err(Error::usage(
                "--book names nothing",
                "give a file, or leave it out for your own book",
            ));
        }
        return Ok(Place { location: Location::parse(&book), is_own: false });
    }
    let location = own_book().ok_or_else(|| {
        Error::usage("there is no home folder to keep the book in", "say where with --book PATH")
    })?;
    Ok(Place { location, is_own: true })
}

/// The book that is meant where nothing says which.
fn own_book() -> Option<Location> {
    Some(Location::File(own_folder()?.join("book.db")))
}

/// Goodturn's own folder among the platform's for data.
fn own_folder() -> Option<PathBuf> {
    use etcetera::BaseStrategy;
    Some(etcetera::choose_base_strategy().ok()?.data_dir().join("goodturn"))
}

/// What was said on the command line, or else in the environment.
fn given_or_set(matches: &ArgMatches, option: &str, variable: &str) -> Result<Option<String>, Error> {
    if let Some(text) = matches.get_one::<String>(option) {
        return Ok(Some(text.clone()));
    }
    match std::env::var_os(variable).filter(|text| !text.is_empty()).map(std::ffi::OsString::into_string) {
        None => Ok(None),
        Some(Ok(text)) => Ok(Some(text)),
        Some(Err(_)) => Err(Error::usage(
            format!("{variable} is not written in UTF-8"),
            format!("say it with --{option}"),
        )),
    }
}

fn clock(matches: &ArgMatches) -> Result<Clock, Error> {
    use jiff::tz::TimeZone;
    match given_or_set(matches, "now", command::NOW)? {
        None => Ok(Clock::system()),
        Some(text) => {
            let at = text.parse().map_err(|_| {
                Error::usage(format!("--now {text} is no time"), "write it as RFC 3339: 2026-03-05T09:00:00Z")
            })?;
            Ok(Clock::fixed(at, TimeZone::system()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_our_fault() {
        let broken = guarded(|| -> Result<(), Error> { panic!("on purpose") });
        assert_eq!(broken.map_err(|error| code(error.kind)), Err(70));
        assert_eq!(guarded(|| Ok(1)).map_err(|error| code(error.kind)), Ok(1));
    }
}
