//! Whose mail lies there: a first look at folders and archives, before they are read.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use goodturn_core::draft::Item;

use super::archive::{Budget, Taker, Unpack};
use super::folder::{self, Source};
use super::meter::Counted;
use super::recognise::Kind;
use super::{Begin, named};
use crate::Format;
use crate::mail::{self, OwnerClues};

/// How much is looked at before it is enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Most {
    /// Messages of one file, and of one folder whose files are single messages.
    pub each: usize,
    /// Messages in all.
    pub all: usize,
    /// Bytes that are read or unpacked of one file or folder on disk. In all it may be four times as many.
    pub bytes: u64,
}

impl Default for Most {
    /// A second or two of looking, and enough to tell several addresses of one person apart from others.
    fn default() -> Most {
        Most { each: 2_000, all: 20_000, bytes: 256 << 20 }
    }
}

/// How much of a single message is looked at: the headers are what tells.
const HEAD: u64 = 1 << 17;

/// Looks at the mail in the files, folders and archives at `paths` and says whose it is likely to be; see
/// [`OwnerClues::candidates`].
///
/// What is called after sent mail is looked at first, since it tells the most, and then files of mail before
/// others. Reading stops as soon as enough was seen, however large an archive is. What cannot be read is passed
/// over in silence: reading it in earnest will say what is wrong with it.
///
/// ```no_run
/// let clues = goodturn_sources::walk::owner(&["export.zip".into()], Default::default());
/// let likeliest = clues.candidates().into_iter().next();
/// let address = likeliest.map(|(address, _confidence, _reason)| address);
/// # let _ = address;
/// ```
pub fn owner(paths: &[PathBuf], most: Most) -> OwnerClues {
    let mut sources: Vec<(u8, PathBuf, Shape)> = Vec::new();
    let mut seen = Default::default();
    for path in paths {
        let _ = folder::visit(path, &mut seen, &mut |source| {
            let (path, shape) = match source {
                Source::File(path) => (path, Shape::File),
                Source::Maildir(path) => (path, Shape::Maildir),
                Source::Unreadable(..) | Source::Outside(_) => return ControlFlow::Continue(()),
            };
            sources.push((rank(&path.to_string_lossy()), path.to_owned(), shape));
            ControlFlow::Continue(())
        });
    }
    sources.sort_by_key(|(rank, ..)| *rank);
    let mut glance =
        Glance { most, clues: OwnerClues::default(), in_folder: HashMap::new(), budget: Budget::new(0) };
    let mut left = most.bytes.saturating_mul(4);
    for (_, path, shape) in &sources {
        if glance.is_full() || left == 0 {
            break;
        }
        glance.budget = Budget::new(most.bytes.min(left));
        match shape {
            Shape::File => glance.file(path),
            Shape::Maildir => glance.maildir(path),
        }
        left = left.saturating_sub(glance.budget.unpacked());
    }
    glance.clues
}

#[derive(Clone, Copy)]
enum Shape {
    File,
    Maildir,
}

/// What to look at first.
fn rank(file: &str) -> u8 {
    let name = file.rsplit(['/', '\\', '!']).next().unwrap_or(file).to_ascii_lowercase();
    let is_mail = || {
        // Programs such as Thunderbird give files of mail no ending.
        !name.contains('.')
            || [".mbox", ".mbx", ".eml", ".zip", ".tar", ".gz", ".tgz", ".zst"]
                .iter()
                .any(|ending| name.ends_with(ending))
    };
    match () {
        () if mail::is_sent_folder(file) => 0,
        () if is_mail() => 1,
        () => 2,
    }
}

/// Takes note of messages and of nothing else. A break ends the file on disk, not the whole look.
struct Glance {
    most: Most,
    clues: OwnerClues,
    /// How many single messages of a folder were looked at.
    in_folder: HashMap<String, usize>,
    /// What may still be read of the file on disk.
    budget: Budget,
}

impl Glance {
    fn is_full(&self) -> bool {
        self.left() == 0
    }

    fn left(&self) -> usize {
        let seen = usize::try_from(self.clues.messages()).unwrap_or(usize::MAX);
        self.most.all.saturating_sub(seen)
    }

    fn flow(&self) -> ControlFlow<()> {
        let enough = self.is_full() || self.budget.is_over();
        if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    fn file(&mut self, path: &Path) {
        let name = named(path);
        // A pipe or a device would be waited for without end.
        if !self.wants(&name) || !path.metadata().is_ok_and(|about| about.is_file()) {
            return;
        }
        if let Ok(file) = File::open(path) {
            let budget = self.budget.clone();
            let _ = Unpack::new(self, None, budget).outermost(Counted::new(file), &name);
        }
    }

    /// Looks at messages from all over the folder, since addresses change with the years.
    fn maildir(&mut self, path: &Path) {
        let messages = folder::messages(path).into_iter().filter(|message| !message.outside);
        let mut files: Vec<PathBuf> = messages.map(|message| message.path).collect();
        files.sort_unstable();
        let step = files.len().div_ceil(self.most.each.max(1)).max(1);
        for file in files.iter().step_by(step) {
            let name = named(file);
            let called = name.rsplit(['/', '\\']).next().unwrap_or_default();
            if mail::maildir_skip(called).is_some() {
                continue;
            }
            if self.is_full() || self.budget.is_over() {
                break;
            }
            if let Ok(mut open) = File::open(file) {
                self.message(&mut self.budget.count(&mut open), &name);
            }
        }
    }

    fn message(&mut self, input: &mut dyn Read, file: &str) {
        let mut head = Vec::new();
        let _ = input.take(HEAD).read_to_end(&mut head);
        if !head.is_empty() {
            *self.in_folder.entry(folder_of(file).to_owned()).or_default() += 1;
            mail::glance_owner(&head, file, &mut self.clues);
        }
    }
}

fn folder_of(file: &str) -> &str {
    file.rfind(['/', '\\', '!']).map_or("", |end| &file[..end])
}

impl Taker for Glance {
    fn begin(&mut self, _file: &Arc<str>, _label: &'static str, _bytes: Option<u64>) -> Begin {
        Begin::Read
    }

    fn end(&mut self, _file: &Arc<str>) {}

    fn tell(&mut self, _found: Item) -> ControlFlow<()> {
        self.flow()
    }

    fn plain(&mut self, kind: Kind, input: &mut dyn Read, file: &Arc<str>) -> ControlFlow<()> {
        match kind {
            Kind::Plain(Format::Mbox) => {
                let many = self.most.each.min(self.left());
                let mut input = BufReader::with_capacity(1 << 16, input);
                // Where the budget ends in the middle, what came before it counts.
                let _ = mail::guess_owner(&mut input, file, many, &mut self.clues);
            }
            Kind::Plain(Format::Message) => self.message(input, file),
            _ => {}
        }
        self.flow()
    }

    fn rank(&self, called: &str) -> u8 {
        rank(called)
    }

    fn wants(&self, file: &str) -> bool {
        self.in_folder.get(folder_of(file)).is_none_or(|seen| *seen < self.most.each)
    }
}

#[cfg(test)]
mod tests;
