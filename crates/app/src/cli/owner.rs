//! Whose the mail is, where that is plain from the archive or said when asked.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use goodturn_sources::mail::{OwnerClues, guess_owner};

use super::print;

/// So sure one must be of whose an archive is to take it without asking.
const SURE: f64 = 0.6;
/// Messages looked at in one file, and single messages in one folder.
const LOOKED_AT: usize = 2000;
/// Messages looked at in all; more of them say nothing new and only take time.
const AT_MOST: u64 = 50_000;

/// The address that the mail below these paths is taken to be of.
pub(super) fn owner(paths: &[PathBuf]) -> Option<String> {
    let mut clues = OwnerClues::default();
    for path in paths {
        look(path, &mut clues);
    }
    if clues.messages() == 0 {
        return None;
    }
    let likeliest = clues.candidates().into_iter().next();
    if let Some((email, _, why)) = &likeliest
        && std::io::stdin().is_terminal()
        && std::io::stderr().is_terminal()
    {
        eprint!("Are you {email} ({why})? [Y/n] ");
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

/// Looks at a file, or at all below a folder. What cannot be read here is reported when it is read in earnest.
fn look(path: &Path, clues: &mut OwnerClues) {
    if path.is_file() {
        look_at(path, clues);
        return;
    }
    let Ok(entries) = std::fs::read_dir(path) else { return };
    let mut below: Vec<_> =
        entries.flatten().filter_map(|entry| Some((entry.file_type().ok()?, entry))).collect();
    below.sort_by_key(|(_, entry)| entry.file_name());
    let mut single = 0;
    for (kind, entry) in below {
        if clues.messages() >= AT_MOST || single == LOOKED_AT {
            return;
        }
        if kind.is_dir() {
            look(&entry.path(), clues);
        } else if kind.is_file() && look_at(&entry.path(), clues) {
            single += 1;
        }
    }
}

/// Looks at one file, where it is mail; answers whether it is a single message.
fn look_at(path: &Path, clues: &mut OwnerClues) -> bool {
    let Ok(file) = File::open(path) else { return false };
    let mut input = BufReader::new(file);
    let Ok(start) = input.fill_buf() else { return false };
    let name = path.to_string_lossy();
    if start.starts_with(b"From ") {
        let _ = guess_owner(&mut input, &name, LOOKED_AT, clues);
        return false;
    }
    let single = begins_a_message(start);
    if single {
        // With the line that parts messages before it, a message is an archive of one.
        let mut input = (&b"From - Thu Jan  1 00:00:00 1970\n"[..]).chain(input);
        let _ = guess_owner(&mut input, &name, 1, clues);
    }
    single
}

/// Whether a file begins as a message does: with a header that mail begins with.
fn begins_a_message(start: &[u8]) -> bool {
    const FIRST: [&str; 14] = [
        "return-path",
        "delivered-to",
        "received",
        "from",
        "to",
        "date",
        "message-id",
        "subject",
        "mime-version",
        "reply-to",
        "dkim-signature",
        "authentication-results",
        "envelope-to",
        "content-type",
    ];
    let line = start.split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let Some(colon) = line.iter().position(|byte| *byte == b':') else { return false };
    let name = String::from_utf8_lossy(&line[..colon]).to_lowercase();
    FIRST.contains(&name.as_str()) || name.starts_with("x-") || name.starts_with("arc-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_from_other_files() {
        for start in ["Return-Path: <a@b.example>\r\n", "X-Mozilla-Status: 0001\n", "from: me\n"] {
            assert!(begins_a_message(start.as_bytes()), "{start}");
        }
        for start in ["BEGIN:VCARD\r\n", "title: A page\n", "name,email\n", "", "PK\u{3}\u{4}"] {
            assert!(!begins_a_message(start.as_bytes()), "{start}");
        }
    }
}
