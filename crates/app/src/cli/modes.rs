//! Nothing that is written is anybody else's to read.

use std::path::{Path, PathBuf};
use std::process::Command;
#[cfg(unix)]
use std::sync::atomic::{AtomicU32, Ordering};

use goodturn_store::{Location, private};

use super::{own_folder, print};

/// From here on whatever this process makes, or a library in it, is for its owner alone: `0600` in folders of `0700`.
/// What it was before is kept for [`other`].
pub(super) fn keep_to_oneself() {
    #[cfg(unix)]
    BEFORE.store(
        rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077)).as_raw_mode(),
        Ordering::Relaxed,
    );
}

/// Another program, which makes its files as it always does: a browser's downloads are none of ours.
pub(super) fn other(program: &str, argument: &str) -> Command {
    #[cfg(unix)]
    {
        let mut command = Command::new("sh");
        let before = format!("umask {:04o}; exec \"$0\" \"$1\"", BEFORE.load(Ordering::Relaxed));
        command.arg("-c").arg(before).arg(program).arg(argument);
        command
    }
    #[cfg(not(unix))]
    {
        let mut command = Command::new(program);
        command.arg(argument);
        command
    }
}

#[cfg(unix)]
static BEFORE: AtomicU32 = AtomicU32::new(0o022);

/// Closes what an older program left open to others, and says so.
pub(super) fn tighten(location: &Location) {
    let Location::File(book) = location else { return };
    let folder =
        book.parent().map(|folder| if folder.as_os_str().is_empty() { Path::new(".") } else { folder });
    let own = own_folder().filter(|own| folder.is_some_and(|folder| private::is_same(folder, own)));
    say(&private::tighten(book, own.as_deref()));
}

/// Says what was open to others until now.
pub(super) fn say(tightened: &[PathBuf]) {
    let Some(first) = tightened.first() else { return };
    let more = match tightened.len() {
        1 => String::new(),
        2 => " and one more of the book's".to_owned(),
        all => format!(" and {} more of the book's", all - 1),
    };
    print::note(&format!(
        "goodturn: others on this machine could read {}{more}; now only you can",
        first.display()
    ));
}
