//! How far the reading is, in bytes of the file on disk, whatever is unpacked from it.

use std::cell::Cell;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::rc::Rc;

use goodturn_core::draft::{Draft, Item, Sink};

/// How many bytes lie between two reports of progress.
const STEP: u64 = 1 << 18;

/// Counts what is read from a file.
pub(super) struct Counted<R> {
    inner: R,
    read: Rc<Cell<u64>>,
}

impl<R> Counted<R> {
    pub fn new(inner: R) -> Counted<R> {
        Counted { inner, read: Rc::default() }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let many = self.inner.read(buffer)?;
        self.read.set(self.read.get().saturating_add(many as u64));
        Ok(many)
    }
}

impl<R: Seek> Seek for Counted<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.inner.seek(to)
    }
}

/// Passes on what is found, and reports progress between. The readers' own reports are left out: they count
/// what was unpacked, which is not what the bar measures.
pub(super) struct Metered<'w> {
    watch: &'w mut dyn super::Watch,
    read: Rc<Cell<u64>>,
    told: u64,
    /// How many more things may come.
    left: Most,
    most: Most,
    full: Option<(u64, &'static str)>,
}

/// How much may come out of a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Most {
    /// All that is found.
    pub things: u64,
    /// Cards, and rows with people.
    pub people: u64,
}

impl<'w> Metered<'w> {
    /// No more than `most` is passed on; then the reading breaks off.
    pub fn new<R>(watch: &'w mut dyn super::Watch, counted: &Counted<R>, most: Most) -> Metered<'w> {
        Metered { watch, read: Rc::clone(&counted.read), told: 0, left: most, most, full: None }
    }

    /// Of what more came than may, and how many may, where the reading broke off for that.
    pub fn full_of(&self) -> Option<(u64, &'static str)> {
        self.full
    }

    /// Who is told of the files in an archive.
    pub fn watch(&mut self) -> &mut dyn super::Watch {
        self.watch
    }
}

impl Sink for Metered<'_> {
    fn take(&mut self, found: Item) -> ControlFlow<()> {
        let read = self.read.get();
        if read >= self.told.saturating_add(STEP) {
            self.told = read;
            self.watch.take(Item::Progress(read))?;
        }
        match found {
            Item::Progress(_) => ControlFlow::Continue(()),
            found @ (Item::Draft(..) | Item::Skipped(..) | Item::Failed(_)) => {
                let person = u64::from(matches!(&found, Item::Draft(Draft::Person(_), _)));
                let left = (self.left.things.checked_sub(1), self.left.people.checked_sub(person));
                let (Some(things), Some(people)) = left else {
                    self.full = Some(match left.0 {
                        None => (self.most.things, "people, meetings and messages"),
                        Some(_) => (self.most.people, "people"),
                    });
                    return ControlFlow::Break(());
                };
                self.left = Most { things, people };
                self.watch.take(found)
            }
            found => self.watch.take(found),
        }
    }
}
