//! Whose the mail is, where that is plain from the archive or said when asked.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;

use super::print;
use crate::owner::{SURE, clues};

/// The address that the mail below these paths is taken to be of.
pub(super) fn owner(paths: &[PathBuf]) -> Option<String> {
    let clues = clues(paths);
    if clues.messages() == 0 {
        return None;
    }
    let likeliest = clues.candidates().into_iter().next();
    if let Some((email, _, why)) = &likeliest
        && std::io::stdin().is_terminal()
        && std::io::stderr().is_terminal()
    {
        eprint!("{}", print::harmless(&format!("Are you {email} ({why})? [Y/n] ")));
        let _ = std::io::stderr().flush();
        let mut answer = String::new();
        std::io::stdin().read_line(&mut answer).ok()?;
        return (!answer.trim().to_lowercase().starts_with('n')).then(|| email.clone());
    }
    let Some((email, _, why)) = likeliest.filter(|(_, sure, _)| *sure >= SURE) else {
        print::note(
            "It is not plain whose this mail is; say it with --me ADDRESS and ties can be told by who wrote to whom.",
        );
        return None;
    };
    print::note(&format!(
        "Taking you to be {email} ({why}). If that is wrong: `goodturn undo`, and import with --me ADDRESS."
    ));
    Some(email)
}
