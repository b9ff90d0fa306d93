//! What is packed: archives and compressed files, read through without being unpacked to disk.

use std::cell::Cell;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::rc::Rc;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;
use goodturn_core::draft::Item;
use goodturn_core::limits::FILES;
use goodturn_core::place::Place;
use memchr::memmem;
use zip::ZipArchive;

use super::folder::is_noise;
use super::meter::Counted;
use super::recognise::{Kind, PEEK, recognise};
use super::{Begin, EMPTY, LINK, NOT_READ, failed, label, what_to_do, why};
use crate::{Format, mail};

/// How deep archives may stand in each other; a tar that is compressed counts once.
const DEEPEST: u8 = 3;

const UNKNOWN_TABLE: &str = "a table whose columns Goodturn does not know";

/// What a file is, as the reader asked for it or as it looks, with the label of the format that is in the end
/// read; else the reason why it is passed over. Looks into compressed files.
pub(super) fn detect(
    head: &[u8],
    name: &str,
    format: Option<Format>,
) -> Result<(Kind, &'static str), &'static str> {
    let found = recognise(head, name);
    if let Some(kind @ (Kind::Gzip | Kind::Zstd)) = found {
        let mut inside = Vec::new();
        let mut unpacked: Box<dyn Read + '_> = match kind {
            Kind::Gzip => Box::new(MultiGzDecoder::new(head)),
            _ => match zstd(head) {
                Ok(unpacked) => Box::new(unpacked),
                Err(_) => return Ok((kind, label(kind))),
            },
        };
        // The head ends in the middle: what came out before is what there is to see.
        let _ = unpacked.by_ref().take(PEEK).read_to_end(&mut inside);
        if inside.is_empty() {
            return Ok((kind, label(kind)));
        }
        return match (recognise(&inside, stem(name)), format) {
            (Some(inner), _) if inner.is_packed() => Ok((kind, label(inner))),
            (_, Some(format)) => Ok((kind, format.name())),
            (Some(inner), None) => Ok((kind, label(inner))),
            (None, None) => Err(passed_over(stem(name))),
        };
    }
    match (found, format) {
        (Some(kind), _) if kind.is_packed() => Ok((kind, label(kind))),
        (_, Some(format)) => Ok((Kind::Plain(format), format.name())),
        (Some(kind), None) => Ok((kind, label(kind))),
        (None, None) => Err(passed_over(name)),
    }
}

fn passed_over(name: &str) -> &'static str {
    if name.to_ascii_lowercase().ends_with(".csv") { UNKNOWN_TABLE } else { NOT_READ }
}

/// The name without the ending of a compression.
fn stem(name: &str) -> &str {
    [".gz", ".zst", ".zstd"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

fn zstd<'r, R: Read + 'r>(input: R) -> io::Result<zstd::Decoder<'r, BufReader<R>>> {
    let mut decoder = zstd::Decoder::new(input)?;
    // Archives of mail are often packed with a long window.
    decoder.window_log_max(31)?;
    Ok(decoder)
}

/// What is done with the files that come out.
pub(super) trait Taker {
    /// A file in an archive begins: its label, and how many bytes it is said to have.
    fn begin(&mut self, file: &Arc<str>, label: &'static str, bytes: Option<u64>) -> Begin;

    /// A file in an archive that was to be read is done.
    fn end(&mut self, file: &Arc<str>);

    /// A file was passed over, or cannot be read.
    fn tell(&mut self, found: Item) -> ControlFlow<()>;

    /// The content of a file that is not packed, or not any longer.
    fn plain(&mut self, kind: Kind, input: &mut dyn Read, file: &Arc<str>) -> ControlFlow<()>;

    /// Which of the files in an archive to take first, where one can choose: the smallest.
    fn rank(&self, _called: &str) -> u8 {
        0
    }

    /// Whether a file in an archive is worth opening.
    fn wants(&self, _file: &str) -> bool {
        true
    }
}

/// How many bytes may come out of one file of the disk, and how many did.
#[derive(Clone, Debug)]
pub(super) struct Budget {
    unpacked: Rc<Cell<u64>>,
    most: u64,
}

impl Budget {
    pub fn new(most: u64) -> Budget {
        Budget { unpacked: Rc::default(), most }
    }

    /// Whether more came out than may.
    pub fn is_over(&self) -> bool {
        self.unpacked.get() > self.most
    }

    /// How many bytes came out.
    pub fn unpacked(&self) -> u64 {
        self.unpacked.get()
    }

    /// Counts what is read.
    pub fn count<R>(&self, inner: R) -> Guarded<R> {
        Guarded { inner, budget: self.clone() }
    }
}

/// Reads one file of the disk, and all that is packed in it.
pub(super) struct Unpack<'u> {
    taker: &'u mut dyn Taker,
    format: Option<Format>,
    budget: Budget,
}

/// A file within a file: how it is called, and for those in an archive how large it is said to be.
struct Entry<'e> {
    file: &'e Arc<str>,
    /// The name that may tell what it is.
    hint: &'e str,
    depth: u8,
    /// Where it stands in an archive, so that it is a source of its own.
    bytes: Option<u64>,
    /// Whether a tar in it is still the same archive.
    compressed: bool,
}

impl<'u> Unpack<'u> {
    pub fn new(taker: &'u mut dyn Taker, format: Option<Format>, budget: Budget) -> Unpack<'u> {
        Unpack { taker, format, budget }
    }

    /// Reads the file on disk.
    pub fn outermost(&mut self, mut file: Counted<File>, name: &Arc<str>) -> ControlFlow<()> {
        let mut head = Vec::new();
        let looked = (&mut file).take(PEEK).read_to_end(&mut head).and_then(|_| file.rewind());
        if let Err(error) = looked {
            return self.fail(name, &error);
        }
        if matches!(detect(&head, name, self.format), Ok((Kind::Zip, _))) {
            return self.zip(BufReader::new(file), name, 1);
        }
        let entry = Entry { file: name, hint: name, depth: 0, bytes: None, compressed: false };
        self.stream(&mut self.budget.count(file), &entry)
    }

    fn stream(&mut self, input: &mut dyn Read, entry: &Entry<'_>) -> ControlFlow<()> {
        let mut head = Vec::new();
        let looked = (&mut *input).take(PEEK).read_to_end(&mut head);
        if head.is_empty() {
            return match looked {
                Ok(_) => self.skip(entry.file, EMPTY),
                Err(error) => self.fail(entry.file, &error),
            };
        }
        let (kind, label) = match detect(&head, entry.hint, self.format) {
            Ok(found) => found,
            Err(reason) => return self.skip(entry.file, reason),
        };
        // An error met while looking comes again after what was read before it.
        let after: Box<dyn Read + '_> = match looked {
            Ok(_) => Box::new(input),
            Err(error) => Box::new(Broken(Some(error))),
        };
        let mut whole = Cursor::new(head).chain(after);
        let own = entry.bytes.is_some();
        if own && self.taker.begin(entry.file, label, entry.bytes) == Begin::Skip {
            return ControlFlow::Continue(());
        }
        let inner = entry.depth + u8::from(!(entry.compressed && kind == Kind::Tar));
        match kind {
            Kind::Plain(_) | Kind::Table(_) => self.taker.plain(kind, &mut whole, entry.file)?,
            _ if inner > DEEPEST => self.skip(entry.file, "an archive inside too many others")?,
            Kind::Gzip | Kind::Zstd => {
                let unpacked: io::Result<Box<dyn Read + '_>> = match kind {
                    Kind::Gzip => Ok(Box::new(MultiGzDecoder::new(whole))),
                    _ => zstd(whole).map(|unpacked| Box::new(unpacked) as Box<dyn Read>),
                };
                let hint = stem(entry.hint);
                let within = Entry { file: entry.file, hint, depth: inner, bytes: None, compressed: true };
                match unpacked {
                    Ok(unpacked) => self.stream(&mut self.budget.count(unpacked), &within)?,
                    Err(error) => self.fail(entry.file, &error)?,
                }
            }
            Kind::Tar => self.tar(&mut whole, entry.file, inner)?,
            // A zip is read from its end, which a stream does not have yet.
            Kind::Zip => {
                let spooled = tempfile::tempfile().and_then(|mut spool| {
                    io::copy(&mut whole, &mut spool)?;
                    spool.rewind()?;
                    Ok(spool)
                });
                match spooled {
                    Ok(spool) => self.zip(BufReader::new(spool), entry.file, inner)?,
                    Err(error) => self.fail(entry.file, &error)?,
                }
            }
        }
        if own {
            self.taker.end(entry.file);
        }
        ControlFlow::Continue(())
    }

    fn zip<R: Read + Seek>(&mut self, mut file: R, name: &Arc<str>, depth: u8) -> ControlFlow<()> {
        // The list of its files is held in memory.
        if let Ok(files @ FILES..) = files_in(&mut file) {
            let what = format!(
                "{files} files are in it, and archives of {FILES} and more are not opened; unpack it first"
            );
            return self.taker.tell(failed(name, what));
        }
        let mut archive = match ZipArchive::new(file) {
            Ok(archive) => archive,
            Err(error) => {
                let what =
                    format!("the archive is damaged or not complete ({error}); copy or download it again");
                return self.taker.tell(failed(name, what));
            }
        };
        let mut order: Vec<usize> = (0..archive.len()).collect();
        order.sort_by_key(|at| match archive.name_for_index(*at) {
            Some(Ok(called)) => self.taker.rank(&called),
            _ => 0,
        });
        for at in order {
            // Looked at first for what cannot be opened: its name and whether it is locked.
            let (called, locked) = match archive.by_index_raw(at) {
                Ok(entry) => (spelled(&entry), entry.encrypted()),
                Err(_) => (format!("entry {}", at + 1), false),
            };
            let opened = archive.by_index(at);
            let entry = match opened {
                Ok(entry) => entry,
                Err(error) => {
                    let what = match locked {
                        true => "it is locked with a password; unpack it first".to_owned(),
                        false => {
                            format!("it cannot be unpacked ({error}); unpack it with another program first")
                        }
                    };
                    self.taker.tell(failed(&inside(name, &called), what))?;
                    continue;
                }
            };
            if entry.is_dir() {
                continue;
            }
            if entry.is_symlink() {
                self.link(name, &called)?;
                continue;
            }
            let bytes = entry.size();
            self.entry(&mut { entry }, name, &called, bytes, depth)?;
        }
        ControlFlow::Continue(())
    }

    fn tar(&mut self, input: &mut dyn Read, name: &Arc<str>, depth: u8) -> ControlFlow<()> {
        let mut archive = tar::Archive::new(input);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.fail(name, &error),
        };
        for entry in entries {
            let mut entry = match entry {
                Ok(entry) => entry,
                // What follows a broken head cannot be found.
                Err(error) => return self.fail(name, &error),
            };
            let called = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let kind = entry.header().entry_type();
            if kind.is_symlink() || kind.is_hard_link() {
                self.link(name, &called)?;
            }
            if !kind.is_file() {
                continue;
            }
            let bytes = entry.size();
            self.entry(&mut entry, name, &called, bytes, depth)?;
        }
        ControlFlow::Continue(())
    }

    fn entry(
        &mut self,
        input: &mut dyn Read,
        archive: &Arc<str>,
        called: &str,
        bytes: u64,
        depth: u8,
    ) -> ControlFlow<()> {
        let parts: Vec<&str> =
            called.split(['/', '\\']).filter(|part| !matches!(*part, "" | "." | "..")).collect();
        let Some((last, folders)) = parts.split_last() else { return ControlFlow::Continue(()) };
        let in_maildir = matches!(folders.last(), Some(&"cur" | &"new"));
        // In a Maildir the folders that begin with a dot are folders of mail.
        if is_noise(last) || (!in_maildir && folders.iter().any(|part| is_noise(part))) {
            return ControlFlow::Continue(());
        }
        let file = inside(archive, &parts.join("/"));
        if !self.taker.wants(&file) {
            return ControlFlow::Continue(());
        }
        if let Some(reason) = mail::maildir_skip(last).filter(|_| in_maildir) {
            return self.skip(&file, reason);
        }
        let entry = Entry { file: &file, hint: last, depth, bytes: Some(bytes), compressed: false };
        self.stream(&mut self.budget.count(input), &entry)
    }

    fn link(&mut self, archive: &Arc<str>, called: &str) -> ControlFlow<()> {
        let last = called.rsplit(['/', '\\']).next().unwrap_or(called);
        if is_noise(last) {
            return ControlFlow::Continue(());
        }
        self.skip(&inside(archive, called), LINK)
    }

    fn skip(&mut self, file: &Arc<str>, reason: &'static str) -> ControlFlow<()> {
        self.taker.tell(Item::Skipped(reason, Place::whole(file)))
    }

    fn fail(&mut self, file: &Arc<str>, error: &io::Error) -> ControlFlow<()> {
        self.taker.tell(failed(file, format!("{}; {}", why(error), what_to_do(error))))
    }
}

/// How many files a zip says that it holds (APPNOTE.TXT of PKWARE, sections 4.3.14 to 4.3.16). Leaves the file at its
/// beginning.
fn files_in<R: Read + Seek>(file: &mut R) -> io::Result<u64> {
    const LAST: u64 = 22 + u16::MAX as u64;
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(length.saturating_sub(LAST)))?;
    let mut tail = Vec::new();
    file.by_ref().take(LAST).read_to_end(&mut tail)?;
    file.rewind()?;
    let end = memmem::rfind(&tail, b"PK\x05\x06").and_then(|at| tail.get(at..));
    let short = end.and_then(|end| Some(u16::from_le_bytes(end.get(10..12)?.try_into().ok()?)));
    // Where there are too many for two bytes, they are said in another record.
    let long = memmem::rfind(&tail, b"PK\x06\x06").and_then(|at| tail.get(at + 32..at + 40)?.try_into().ok());
    Ok(match (short, long) {
        (Some(u16::MAX), Some(long)) => u64::from_le_bytes(long),
        (short, _) => short.map_or(0, u64::from),
    })
}

fn spelled<R: Read>(entry: &zip::read::ZipFile<'_, R>) -> String {
    entry
        .name()
        .map_or_else(|_| String::from_utf8_lossy(entry.name_raw()).into_owned(), |name| name.into_owned())
}

fn inside(archive: &Arc<str>, called: &str) -> Arc<str> {
    format!("{archive}!{called}").into()
}

/// Counts what is unpacked, and stops what would fill the machine.
pub(super) struct Guarded<R> {
    inner: R,
    budget: Budget,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.budget.is_over() {
            return Err(io::Error::other(
                "it unpacks to far more than its size, as only harmful archives do; it is read all the same where you ask for all of it",
            ));
        }
        let many = self.inner.read(buffer)?;
        self.budget.unpacked.set(self.budget.unpacked().saturating_add(many as u64));
        Ok(many)
    }
}

/// Gives back an error that was met before.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _buffer: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}
