//! Files, folders and archives to drafts: every file found, recognised by its content, and given to its reader.
//!
//! ```text
//! export.zip                         opened
//! export.zip!Connections.csv         recognised by its columns: a table
//! export.zip!photo.jpg               not a kind of file Goodturn reads
//! Mail/                              a Maildir: one source, however many files
//! ```
//!
//! A *source* is one file, or one Maildir. [`Watch::begin`] and [`Watch::end`] stand around each, and around
//! each file in an archive.
//!
//! - `folder`: which files there are
//! - `recognise`: what a file is
//! - `archive`: what is packed
//! - `drafts`: files to the readers of their formats
//! - `owner`: whose mail lies there
//! - `print`: whether a source is the same as before
//! - `meter`: how far the reading is

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, Read, Seek};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use goodturn_core::draft::{Item, Sink};
use goodturn_core::place::{Place, Problem};

use crate::{Asked, mail};
use archive::Unpack;
use drafts::{Drafts, harmless, too_large, whole};
use folder::Source;
use meter::{Counted, Metered};
use recognise::{Kind, PEEK};

pub use owner::{Most, owner};
pub use print::Fingerprint;

mod archive;
mod drafts;
mod folder;
mod meter;
mod owner;
mod print;
mod recognise;

/// Takes what is found, and is told which source it is found in.
pub trait Watch: Sink {
    /// A source begins: its file, its format as [`crate::Format::name`] says it or that of the archive, how
    /// many bytes it has where that is known, and its fingerprint. A file in an archive has none: it is the
    /// archive's.
    fn begin(
        &mut self,
        file: &Arc<str>,
        format: &'static str,
        bytes: Option<u64>,
        print: Option<Fingerprint>,
    ) -> Begin;

    /// A source that was to be read is done. Not called for one that was skipped, nor after a break.
    fn end(&mut self, file: &Arc<str>);
}

/// What to do with a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begin {
    /// Read it.
    Read,
    /// Pass it over, since the same was read before.
    Skip,
}

const NOT_READ: &str = "not a kind of file Goodturn reads";
const EMPTY: &str = "an empty file";
const OUTSIDE: &str = "a link that leads out of the folder; to read it, name what it leads to";
const LINK: &str = "a link in an archive, which holds nothing itself";

/// Reads all files, folders and archives at `paths` into `watch`. Breaks off only where it asks for it.
///
/// What cannot be read is told as [`Item::Failed`], and the rest goes on. [`Item::Progress`] counts the
/// bytes read of the source on disk, from nothing again for each.
pub fn read(paths: &[PathBuf], asked: &Asked, watch: &mut dyn Watch) -> ControlFlow<()> {
    let mut seen = HashSet::new();
    for path in paths {
        folder::visit(path, &mut seen, &mut |source| one(source, asked, watch))?;
    }
    ControlFlow::Continue(())
}

/// How many bytes the files at `paths` have on disk.
pub fn measure(paths: &[PathBuf]) -> u64 {
    let (mut seen, mut sum) = (HashSet::new(), 0u64);
    for path in paths {
        let _ = folder::visit(path, &mut seen, &mut |source| {
            sum = sum.saturating_add(match source {
                Source::File(path) => path.metadata().map_or(0, |about| about.len()),
                Source::Maildir(path) => folder::messages(path).iter().map(|message| message.bytes).sum(),
                Source::Unreadable(..) | Source::Outside(_) => 0,
            });
            ControlFlow::Continue(())
        });
    }
    sum
}

fn one(source: Source<'_>, asked: &Asked, watch: &mut dyn Watch) -> ControlFlow<()> {
    match source {
        Source::Unreadable(path, error) => {
            watch.take(failed(&named(path), format!("{}; {}", why(&error), what_to_do(&error))))
        }
        Source::Outside(path) => watch.take(Item::Skipped(OUTSIDE, Place::whole(&named(path)))),
        Source::Maildir(path) => maildir(path, asked, watch),
        Source::File(path) => match file(path, asked, watch) {
            Ok(flow) => flow,
            Err(error) => {
                watch.take(failed(&named(path), format!("{}; {}", why(&error), what_to_do(&error))))
            }
        },
    }
}

fn file(path: &Path, asked: &Asked, watch: &mut dyn Watch) -> io::Result<ControlFlow<()>> {
    let name = named(path);
    let about = path.metadata()?;
    // A pipe or a device would be waited for without end.
    if !about.is_file() {
        return Ok(watch.take(Item::Skipped(NOT_READ, Place::whole(&name))));
    }
    let mut open = File::open(path)?;
    let mut head = Vec::new();
    (&mut open).take(PEEK).read_to_end(&mut head)?;
    if head.is_empty() {
        return Ok(watch.take(Item::Skipped(EMPTY, Place::whole(&name))));
    }
    let label = match archive::detect(&head, &name, asked.format) {
        Ok((_, label)) => label,
        Err(reason) => return Ok(watch.take(Item::Skipped(reason, Place::whole(&name)))),
    };
    open.rewind()?;
    let print = Fingerprint::of(&mut open)?;
    if watch.begin(&name, label, Some(print.bytes), Some(print)) == Begin::Skip {
        return Ok(ControlFlow::Continue(()));
    }
    open.rewind()?;
    let counted = Counted::new(open);
    let most = drafts::most(print.bytes, asked);
    let mut metered = Metered::new(watch, &counted, most);
    let mut drafts = Drafts { asked, sink: &mut metered };
    let flow = Unpack::new(&mut drafts, asked.format, harmless(print.bytes, asked)).outermost(counted, &name);
    let flow = match flow {
        ControlFlow::Continue(()) => metered.watch().take(Item::Progress(print.bytes)),
        broken => match metered.full_of() {
            None => broken,
            Some((most, of)) => {
                let what = format!(
                    "more than {most} {of} come out of it, and the rest was left out; ask for all of it if \
                     that is meant"
                );
                metered.watch().take(failed(&name, what))
            }
        },
    };
    if flow.is_continue() {
        watch.end(&name);
    }
    Ok(flow)
}

fn maildir(path: &Path, asked: &Asked, watch: &mut dyn Watch) -> ControlFlow<()> {
    let name = named(path);
    let messages = folder::messages(path);
    let print = Fingerprint::of_maildir(&messages);
    if watch.begin(&name, "maildir", Some(print.bytes), Some(print)) == Begin::Skip {
        return ControlFlow::Continue(());
    }
    let mut done = 0u64;
    for message in &messages {
        let file = named(&message.path);
        match mail::maildir_skip(&message.name) {
            _ if message.outside => watch.take(Item::Skipped(OUTSIDE, Place::whole(&file)))?,
            Some(reason) => watch.take(Item::Skipped(reason, Place::whole(&file)))?,
            None if message.bytes > whole(asked) => {
                watch.take(failed(&file, too_large()))?;
            }
            None => match std::fs::read(&message.path) {
                Ok(bytes) if bytes.is_empty() => watch.take(Item::Skipped(EMPTY, Place::whole(&file)))?,
                Ok(bytes) => mail::read_message(&bytes, &file, asked, watch)?,
                Err(error) => {
                    watch.take(failed(&file, format!("{}; {}", why(&error), what_to_do(&error))))?;
                }
            },
        }
        done = done.saturating_add(message.bytes);
        watch.take(Item::Progress(done))?;
    }
    watch.end(&name);
    ControlFlow::Continue(())
}

fn named(path: &Path) -> Arc<str> {
    path.to_string_lossy().into()
}

fn failed(file: &Arc<str>, what: String) -> Item {
    Item::Failed(Problem { place: Place::whole(file), what })
}

/// What went wrong, in plain words.
fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "Goodturn may not read it".to_owned(),
        io::ErrorKind::UnexpectedEof => "it ends in the middle".to_owned(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => format!("it is damaged ({error})"),
        _ => format!("it cannot be read ({error})"),
    }
}

fn what_to_do(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "check the spelling",
        io::ErrorKind::PermissionDenied => "change its permissions or copy it to where you may read it",
        _ => "copy or download it again",
    }
}

/// The format's label of a kind.
fn label(kind: Kind) -> &'static str {
    match kind {
        Kind::Plain(format) => format.name(),
        Kind::Table(label) => label,
        Kind::Gzip => "gzip",
        Kind::Zstd => "zstd",
        Kind::Zip => "zip",
        Kind::Tar => "tar",
    }
}

#[cfg(test)]
mod tests;
