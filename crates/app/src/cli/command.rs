//! The commands, made from the catalog and from those that are the app's own.

use std::ffi::OsString;
use std::os::unix::ffi::OsStrExt;

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, Command, ValueHint, value_parser};
use goodturn_book::catalog::catalog;
use goodturn_book::request::{Entry, Field, Kind, Shape};
use goodturn_core::letter::ESCAPED;
use percent_encoding::{AsciiSet, percent_encode};

use super::{completing, manual};

/// What the program is, at the top of its help and its manual.
const ABOUT: &str = "Be useful to each other, for years: a relationship manager on your own machine";

/// The variable that says where the book is, when the command line does not.
pub(super) const BOOK: &str = "GOODTURN_BOOK";
/// The variable that says what time it is, when the command line does not.
pub(super) const NOW: &str = "GOODTURN_NOW";

/// The head above the options that every command takes.
const EVERYWHERE: &str = "Everywhere";

/// What one chooses from is checked by the book, in its own words; completions name it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum For {
    Running,
    Completing,
}

/// The same, for completions: with what one chooses from.
pub(super) fn to_complete() -> Command {
    made(For::Completing)
}

/// The whole command line.
pub fn command() -> Command {
    made(For::Running)
}

fn made(what: For) -> Command {
    let mut command = Command::new("goodturn")
        .version(env!("CARGO_PKG_VERSION"))
        .about(ABOUT)
        .after_help(manual::notes())
        .disable_help_subcommand(true)
        .arg(
            Arg::new("book")
                .long("book")
                .value_name("PATH|postgres://…")
                .global(true)
                .help_heading(EVERYWHERE)
                .help("The book: a file, or the address of a PostgreSQL database"),
        )
        .arg(
            Arg::new("now")
                .long("now")
                .value_name("RFC3339")
                .global(true)
                .help_heading(EVERYWHERE)
                .help("Take this to be the time"),
        )
        .arg(
            Arg::new("once")
                .long("once")
                .value_name("KEY")
                .global(true)
                .help_heading(EVERYWHERE)
                .help("Do it once: the same key again does nothing and gives the first answer"),
        )
        .arg(
            Arg::new("json")
                .long("json")
                .global(true)
                .help_heading(EVERYWHERE)
                .action(ArgAction::SetTrue)
                .help("Print JSON: an object, or one object a line"),
        );
    for entry in catalog() {
        let one = Command::new(entry.name).about(entry.help);
        // One command of a hundred is run; only that one is worked out.
        command = command.subcommand(match what {
            For::Running => one.defer(running),
            For::Completing => with_fields(one, entry, what),
        });
    }
    for own in own_commands() {
        let below = manual::below(own.get_name());
        command = command.subcommand(if below.is_empty() { own } else { own.after_help(below) });
    }
    let template = manual::template(&command);
    command.help_template(template)
}

/// The command of an entry that is run or explained, with all that belongs to it.
fn running(command: Command) -> Command {
    let Some(entry) = goodturn_book::catalog::entry(command.get_name()) else { return command };
    let below = manual::below(entry.name);
    let command = if below.is_empty() { command } else { command.after_help(below) };
    with_fields(command, entry, For::Running)
}

fn with_fields(command: Command, entry: &Entry, what: For) -> Command {
    let with_choices = |field: &Field| match (what, field.kind) {
        (For::Completing, Kind::OneOf(choices)) => argument(field).value_parser(choices.to_vec()),
        (For::Completing, Kind::File) => argument(field).value_hint(ValueHint::AnyPath),
        (For::Completing, kind) => match completing::of(kind) {
            Some(completer) => argument(field).add(completer),
            None => argument(field),
        },
        _ => argument(field),
    };
    command.args(entry.fields.iter().map(with_choices))
}

fn argument(field: &Field) -> Arg {
    let choices = field.kind.choices();
    let told = choices.iter().all(|choice| field.help.contains(choice));
    let help = if told { field.help.to_owned() } else { format!("{}: {}", field.help, choices.join(", ")) };
    let arg = Arg::new(field.name).help(help);
    let arg =
        if field.kind == Kind::File { arg.value_parser(OsStringValueParser::new().map(path)) } else { arg };
    let upper = field.name.to_uppercase();
    let long = field.name.replace('_', "-");
    let arg = match (field.name.as_bytes(), field.shape) {
        // A letter is a short option.
        ([letter], Shape::Number) => arg.short(char::from(*letter)),
        _ => arg,
    };
    match field.shape {
        Shape::Positional => arg.value_name(upper).required(true),
        Shape::Rest | Shape::Several => arg.value_name(upper).required(true).num_args(1..),
        Shape::MaybePositional => arg.value_name(upper),
        Shape::MaybeRest => arg.value_name(upper).num_args(1..),
        // A value may begin with a minus, which what reads it then says something about.
        Shape::Optional => arg.long(long).value_name(upper).allow_hyphen_values(true),
        Shape::Many => arg.long(long).value_name(upper).action(ArgAction::Append),
        Shape::Number => arg.long(long).value_name("N").value_parser(value_parser!(u32)),
        Shape::Switch => arg.long(long).action(ArgAction::SetTrue),
    }
}

/// A path as a request takes it: what is not written in UTF-8 as a URL (RFC 8089).
fn path(path: OsString) -> String {
    path.into_string().unwrap_or_else(|path| {
        let whole = std::path::absolute(&path).unwrap_or_else(|_| path.into());
        format!("file://{}", percent_encode(whole.as_os_str().as_bytes(), NO_PATH))
    })
}

/// What stands otherwise in a URL than in a path.
const NO_PATH: &AsciiSet = &ESCAPED.remove(b'/');

/// The commands that are no request to a book: they serve it, or are made from the command line itself.
fn own_commands() -> [Command; 4] {
    [
        Command::new("serve")
            .about("Opens the book as pages in the browser, on this machine only")
            .arg(
                Arg::new("listen")
                    .long("listen")
                    .value_name("ADDR")
                    .default_value("127.0.0.1:4747")
                    .help("A loopback address and port; port 0 takes any free one"),
            )
            .arg(
                Arg::new("quiet")
                    .long("no-browser")
                    .action(ArgAction::SetTrue)
                    .help("Do not open the browser"),
            )
            .arg(Arg::new("print_url").long("print-url").action(ArgAction::SetTrue).help(
                "Only print an address that signs in, once; where the book is served already, of that server",
            )),
        Command::new("completions").about("Prints the completions for a shell").arg(
            Arg::new("shell")
                .value_name("SHELL")
                .required(true)
                .value_parser(value_parser!(clap_complete::Shell)),
        ),
        Command::new("schema")
            .about(
                "Prints what a request looks like as JSON Schema (2020-12); alone, of all, an object a line",
            )
            .arg(Arg::new("name").value_name("NAME").help("A deed or a view, by the name of its command")),
        Command::new("man").about("Prints the manual page"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        command().debug_assert();
    }

    #[test]
    fn every_deed_and_view_is_a_command() {
        let command = command();
        for entry in catalog() {
            assert!(command.find_subcommand(entry.name).is_some(), "{}", entry.name);
        }
    }
}
