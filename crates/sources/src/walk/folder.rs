//! Which files there are: folders walked in the order of their names, without what programs leave behind.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::mail;

/// Something to read.
pub(super) enum Source<'a> {
    /// A file.
    File(&'a Path),
    /// A Maildir.
    Maildir(&'a Path),
    /// Something that cannot even be looked at.
    Unreadable(&'a Path, io::Error),
}

/// Calls `take` with every source at a path. `seen` holds the folders that were walked, so that a link back up
/// does not lead round in circles and a folder named twice is read once.
pub(super) fn visit(
    path: &Path,
    seen: &mut HashSet<PathBuf>,
    take: &mut dyn FnMut(Source<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let about = match fs::metadata(path) {
        Ok(about) => about,
        Err(error) => return take(Source::Unreadable(path, error)),
    };
    if !about.is_dir() {
        return take(Source::File(path));
    }
    if !fs::canonicalize(path).is_ok_and(|real| seen.insert(real)) {
        return ControlFlow::Continue(());
    }
    let is_maildir = mail::is_maildir(path);
    if is_maildir {
        take(Source::Maildir(path))?;
    }
    let mut inside = match fs::read_dir(path) {
        Ok(entries) => entries.flatten().map(|entry| entry.file_name()).collect::<Vec<_>>(),
        Err(error) => return take(Source::Unreadable(path, error)),
    };
    inside.sort_unstable();
    for name in inside {
        let (within, name) = (path.join(&name), name.to_string_lossy().into_owned());
        // In a Maildir only the folders in it are left to read, which begin with a dot.
        let taken = match is_maildir {
            true => !["cur", "new", "tmp"].contains(&name.as_str()) && mail::is_maildir(&within),
            false => !is_noise(&name) || (name.starts_with('.') && mail::is_maildir(&within)),
        };
        // A link that leads nowhere is nothing that anybody asked for.
        if taken && within.exists() {
            visit(&within, seen, take)?;
        }
    }
    ControlFlow::Continue(())
}

/// Whether a file or folder is what programs leave behind, which nobody wants to hear about.
pub(super) fn is_noise(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "__MACOSX",
        "Thumbs.db",
        "desktop.ini",
        "maildirfolder",
        "maildirsize",
        "subscriptions",
        "courierimapuiddb",
        "courierimapsubscribed",
        "courierimapkeywords",
        "courierimapacl",
        "msgFilterRules.dat",
        "filterlog.html",
        "popstate.dat",
        "lost+found",
    ];
    let lower = name.to_ascii_lowercase();
    name.starts_with('.')
        || NAMES.iter().any(|noise| noise.eq_ignore_ascii_case(name))
        || lower.ends_with(".msf")
        || lower.starts_with("dovecot")
        || name.starts_with("~$")
}

/// One message of a Maildir.
pub(super) struct Message {
    pub path: PathBuf,
    pub name: String,
    pub bytes: u64,
    pub changed: Option<SystemTime>,
}

/// The messages of a Maildir in the order of their names, those in `cur` before those in `new`. What is in
/// `tmp` is not delivered yet.
pub(super) fn messages(maildir: &Path) -> Vec<Message> {
    let mut found = Vec::new();
    for part in ["cur", "new"] {
        let from = found.len();
        let entries = fs::read_dir(maildir.join(part)).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            match fs::metadata(entry.path()) {
                Ok(about) if about.is_file() && !is_noise(&name) => found.push(Message {
                    path: entry.path(),
                    name,
                    bytes: about.len(),
                    changed: about.modified().ok(),
                }),
                _ => {}
            }
        }
        found[from..].sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    found
}
