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
    /// A link that leads out of the folder that was named.
    Outside(&'a Path),
}

/// Calls `take` with every source at a path. `seen` holds the folders that were walked, so that a link back up
/// does not lead round in circles and a folder named twice is read once.
///
/// A path that is itself a link is followed: somebody named it. One within a folder is followed only where it stays
/// within, since nobody said that the folder is theirs alone: what somebody else put there must not have us read what
/// only we may.
pub(super) fn visit(
    path: &Path,
    seen: &mut HashSet<PathBuf>,
    take: &mut dyn FnMut(Source<'_>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    // Where that cannot be told, reading it says why.
    let root = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    within(path, &root, seen, take)
}

/// Whether it is a link to what does not lie within `root`.
fn leads_out(path: &Path, root: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink())
        && !fs::canonicalize(path).is_ok_and(|real| real.starts_with(root))
}

fn within(
    path: &Path,
    root: &Path,
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
        let (entry, name) = (path.join(&name), name.to_string_lossy().into_owned());
        if leads_out(&entry, root) {
            // One that leads nowhere is nothing that anybody asked for; what a Maildir holds is told with it.
            let told = entry.exists() && !is_noise(&name) && !(is_maildir && PARTS.contains(&name.as_str()));
            if told {
                take(Source::Outside(&entry))?;
            }
            continue;
        }
        // In a Maildir only the folders in it are left to read, which begin with a dot.
        let taken = match is_maildir {
            true => !PARTS.contains(&name.as_str()) && mail::is_maildir(&entry),
            false => !is_noise(&name) || (name.starts_with('.') && mail::is_maildir(&entry)),
        };
        if taken && entry.exists() {
            within(&entry, root, seen, take)?;
        }
    }
    ControlFlow::Continue(())
}

/// What a Maildir is made of.
const PARTS: [&str; 3] = ["cur", "new", "tmp"];

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
    /// Whether it is a link that leads out of the Maildir, and is not to be followed.
    pub outside: bool,
}

/// The messages of a Maildir in the order of their names, those in `cur` before those in `new`. What is in
/// `tmp` is not delivered yet.
pub(super) fn messages(maildir: &Path) -> Vec<Message> {
    let mut found = Vec::new();
    let root = fs::canonicalize(maildir).unwrap_or_else(|_| maildir.to_owned());
    for part in ["cur", "new"] {
        let from = found.len();
        if leads_out(&maildir.join(part), &root) {
            let path = maildir.join(part);
            found.push(Message { path, name: part.to_owned(), bytes: 0, changed: None, outside: true });
            continue;
        }
        let entries = fs::read_dir(maildir.join(part)).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name().to_string_lossy().into_owned();
            let outside = leads_out(&entry.path(), &root);
            let about = if outside { fs::symlink_metadata(entry.path()) } else { fs::metadata(entry.path()) };
            match about {
                Ok(about) if (about.is_file() || outside) && !is_noise(&name) => found.push(Message {
                    path: entry.path(),
                    name,
                    bytes: about.len(),
                    changed: about.modified().ok(),
                    outside,
                }),
                _ => {}
            }
        }
        found[from..].sort_unstable_by(|a, b| a.path.cmp(&b.path));
    }
    found
}
