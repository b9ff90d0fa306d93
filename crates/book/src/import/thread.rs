//! The thread of an import that reads: what it hands over, and how much of that may wait.

use std::ops::ControlFlow;
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use goodturn_core::draft::{Item, Sink};
use goodturn_sources::Asked;
use goodturn_sources::walk::{Begin, Fingerprint, Watch as Reading};

use super::batch::Waiting;
use super::report::Counts;
use crate::book::Book;

/// A batch, and what is handed over and waits for it, take no more memory than this, in bytes. Most batches take less.
pub(super) const BATCH_BYTES: usize = 12 << 20;

/// Items handed from the reading thread at once.
pub(super) const CHUNK: usize = 128;
/// Items handed over at once take no more than this, unless one alone does.
pub(super) const CHUNK_BYTES: usize = 1 << 18;

/// What the reading thread says.
pub(super) enum Said {
    /// A file begins: its name, format, print, and the counts of the last time where it is known already.
    Begin(String, &'static str, Option<Vec<u8>>, Option<Counts>),
    /// What was found in it.
    Item(Vec<Item>, usize),
    /// It was read to its end.
    End,
}

/// How something was read, as bytes: the same file read otherwise is another source.
pub(super) fn how(asked: &Asked) -> Vec<u8> {
    let mut me = asked.me.clone();
    me.sort_unstable();
    let format = asked.format.map_or("", goodturn_sources::Format::name);
    let all = if asked.all_of_it { "\x1fall" } else { "" };
    format!("{}\x1f{}\x1f{format}{all}", me.join(","), asked.texts).into_bytes()
}

fn print_bytes(print: Fingerprint, how: &[u8]) -> Vec<u8> {
    let mut bytes = print.bytes.to_le_bytes().to_vec();
    bytes.extend(print.hash.to_le_bytes());
    bytes.extend(xxhash_rust::xxh3::xxh3_64(how).to_le_bytes());
    bytes
}

/// How much memory what was handed over may take, until it is brought in.
#[derive(Default)]
pub(super) struct Room {
    pub(super) taken: Mutex<(usize, bool)>,
    pub(super) freed: Condvar,
}

impl Room {
    /// Waits until there is room.
    pub(super) fn take(&self, bytes: usize) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        while taken.0 > 0 && taken.0 + bytes > BATCH_BYTES && !taken.1 {
            taken = self.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
        }
        taken.0 += bytes;
    }

    pub(super) fn free(&self, bytes: usize) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).0 -= bytes;
        self.freed.notify_one();
    }

    /// Nobody frees anything any more.
    pub(super) fn close(&self) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).1 = true;
        self.freed.notify_one();
    }
}

/// The reading side.
pub(super) struct ReadingThread<'a> {
    pub(super) book: &'a Book,
    pub(super) how: &'a [u8],
    pub(super) sender: SyncSender<Said>,
    /// Drafts that are in the book: let go of by the thread that made them, which has the time.
    pub(super) spent: Receiver<Vec<Waiting>>,
    pub(super) chunk: Vec<Item>,
    /// How much memory the chunk takes.
    pub(super) bytes: usize,
    pub(super) room: &'a Room,
}

impl ReadingThread<'_> {
    pub(super) fn flush(&mut self) -> ControlFlow<()> {
        if self.chunk.is_empty() {
            return ControlFlow::Continue(());
        }
        let chunk = std::mem::replace(&mut self.chunk, Vec::with_capacity(CHUNK));
        self.spent.try_iter().for_each(drop);
        let bytes = std::mem::take(&mut self.bytes);
        self.room.take(bytes);
        self.say(Said::Item(chunk, bytes))
    }

    pub(super) fn say(&mut self, said: Said) -> ControlFlow<()> {
        match self.sender.send(said) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

impl Sink for ReadingThread<'_> {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        self.bytes += found.weight();
        self.chunk.push(found);
        if self.chunk.len() >= CHUNK || self.bytes >= CHUNK_BYTES {
            self.flush()
        } else {
            ControlFlow::Continue(())
        }
    }
}

impl Reading for ReadingThread<'_> {
    fn begin(
        &mut self,
        file: &Arc<str>,
        format: &'static str,
        _: Option<u64>,
        print: Option<Fingerprint>,
    ) -> Begin {
        let _ = self.flush();
        let print = print.map(|print| print_bytes(print, self.how));
        // A source that cannot be looked up, or whose counts cannot be read, is read again, which changes nothing but time.
        let known = print.as_ref().and_then(|print| {
            let source = self.book.read(|reader| Ok(reader.source_like(print)?)).ok()??;
            serde_json::from_str::<Counts>(&source.counts).ok()
        });
        let skip = known.is_some();
        let _ = self.say(Said::Begin(file.to_string(), format, print, known));
        if skip { Begin::Skip } else { Begin::Read }
    }

    fn end(&mut self, _: &Arc<str>) {
        let _ = self.flush();
        let _ = self.say(Said::End);
    }
}
