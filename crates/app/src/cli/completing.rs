//! Completing what is being typed: commands, choices, files, and whom and what the book knows. It never makes a book, nor
//! changes one, and says nothing where something is wrong: whoever types sees it when the command runs.

use std::ffi::{OsStr, OsString};
use std::process::ExitCode;
use std::sync::OnceLock;

use clap_complete::engine::{ArgValueCompleter, CompletionCandidate};
use clap_complete::env::{CompleteEnv, Shells};
use goodturn_book::people::list::People;
use goodturn_book::request::Kind;
use goodturn_book::{Book, Context};
use goodturn_core::channel::fold;
use goodturn_core::entry;
use goodturn_store::Location;

use super::{command, own_book, print};
use crate::clock::Clock;

/// The variable by which a shell asks for completions; its value is the name of the shell.
const ASKED: &str = "COMPLETE";
/// The shell that asks, where one does.
static SHELL: OnceLock<OsString> = OnceLock::new();
/// So many are offered.
const MOST: u32 = 20;

/// Answers a shell that asks for completions; none where none asks.
pub(super) fn answer(arguments: &[OsString]) -> Option<ExitCode> {
    let shell = std::env::var_os(ASKED).filter(|shell| !shell.is_empty() && shell != "0")?;
    // While completions are made the variable is gone.
    let _ = SHELL.set(shell);
    let here = std::env::current_dir().ok();
    let done = CompleteEnv::with_factory(command::to_complete)
        .bin("goodturn")
        .try_complete(arguments.to_vec(), here.as_deref());
    // What a shell is told that does not know better is nothing.
    Some(if matches!(done, Ok(true)) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints what makes a shell ask, by the name of the shell; whether it is known.
pub(super) fn register(shell: &str) -> bool {
    let shells = Shells::builtins();
    let Some(shell) = shells.completer(shell) else { return false };
    let mut script = Vec::new();
    let written = shell.write_registration(ASKED, "goodturn", "goodturn", "goodturn", &mut script);
    print::bytes(&script);
    written.is_ok()
}

/// Who completes a field of this kind; none where nobody knows what could stand there.
pub(super) fn of(kind: Kind) -> Option<ArgValueCompleter> {
    Some(match kind {
        Kind::Person | Kind::Party => ArgValueCompleter::new(people),
        Kind::Group => ArgValueCompleter::new(groups),
        Kind::Event => ArgValueCompleter::new(events),
        Kind::Entry(kinds) => ArgValueCompleter::new(move |begun: &OsStr| entries(kinds, begun)),
        _ => return None,
    })
}

fn people(begun: &OsStr) -> Vec<CompletionCandidate> {
    let begun = typed(begun);
    looked(|book, ctx| {
        let ask = People { query: Some(begun.clone()), limit: Some(MOST), ..People::default() };
        let found = book.people(&ask, ctx).unwrap_or_default().into_iter();
        // Whoever is found by a note or by a spelling that is forgiven is not whose name is being typed.
        called(&begun, found.map(|line| (line.name, line.organisation)))
    })
}

fn groups(begun: &OsStr) -> Vec<CompletionCandidate> {
    let begun = typed(begun);
    looked(|book, _| {
        let found = book.groups().unwrap_or_default().into_iter();
        called(&begun, found.map(|line| (line.group.name().to_owned(), String::new())))
    })
}

fn events(begun: &OsStr) -> Vec<CompletionCandidate> {
    let begun = typed(begun);
    looked(|book, ctx| {
        let found = book.events(Some(MOST), ctx).unwrap_or_default().into_iter();
        called(&begun, found.map(|line| (line.name, line.on)))
    })
}

/// Those whose name begins so, or a word of it.
fn called(begun: &str, found: impl Iterator<Item = (String, String)>) -> Vec<(String, String)> {
    let begun = fold(begun);
    let fits = |name: &str| name.starts_with(&begun) || name.split(' ').any(|word| word.starts_with(&begun));
    found.filter(|(name, _)| fits(&fold(name))).collect()
}

/// Entries that wait, by their codes.
fn entries(kinds: &'static [entry::Kind], begun: &OsStr) -> Vec<CompletionCandidate> {
    let begun = typed(begun).to_lowercase();
    looked(|book, _| {
        let mut found = book.waiting(kinds, MOST as usize).unwrap_or_default();
        found.retain(|(code, _)| code.starts_with(&begun));
        found
    })
}

/// Whether the shell that asks takes what it is told as it would be typed: the others put in what a word needs by themselves.
fn is_bash() -> bool {
    SHELL.get().is_some_and(|shell| shell == "bash")
}

/// What was typed so far, without what stands in it for the shell's sake.
fn typed(begun: &OsStr) -> String {
    let begun = begun.to_string_lossy();
    if is_bash() { begun.replace(['\\', '"', '\''], "") } else { begun.into_owned() }
}

/// A name as the shell that asks takes it for one word.
fn for_shell(name: &str) -> String {
    let mut word = String::with_capacity(name.len());
    for letter in name.chars() {
        // Quoting by a backslash: Shell Command Language, section 2.2.1.
        if is_bash() && letter.is_ascii() && !letter.is_ascii_alphanumeric() && !"-_./:@+,".contains(letter) {
            word.push('\\');
        }
        word.push(letter);
    }
    word
}

/// What the book knows: names, each with what tells it from others.
fn looked(ask: impl Fn(&Book, &Context) -> Vec<(String, String)>) -> Vec<CompletionCandidate> {
    let Some(book) = at_hand() else { return Vec::new() };
    let candidate = |(name, beside): (String, String)| {
        let help = Some(beside).filter(|beside| !beside.is_empty()).map(Into::into);
        CompletionCandidate::new(for_shell(&name)).help(help)
    };
    ask(&book, &Clock::system().context()).into_iter().map(candidate).collect()
}

/// The book that the command will be about, where it is there and of this program's format.
fn at_hand() -> Option<Book> {
    let typed: Vec<String> = std::env::args().collect();
    let after = typed.iter().position(|word| word == "--book").and_then(|at| typed.get(at + 1)).cloned();
    let joined = typed.iter().find_map(|word| word.strip_prefix("--book=").map(str::to_owned));
    let said = after.or(joined).or_else(|| std::env::var(command::BOOK).ok()).filter(|book| !book.is_empty());
    let location = said.map_or_else(own_book, |book| Some(Location::parse(&book)))?;
    Book::is_current(&location).then(|| Book::find(&location, 0).ok()).flatten()
}
