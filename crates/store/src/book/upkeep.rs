//! What a book computes of itself, apart from any act: strengths for a later day, what follows from other rows where an
//! older program made it otherwise, and what was learnt of the book. It changes nothing that anybody said or did, so the
//! journal knows nothing of it.

use jiff::Timestamp;

use crate::book::store::Store;
use crate::error::Result;
use crate::kept::{derived, strengths};
use crate::read::reader::Reader;
use crate::read::settings::Internal;

impl Store {
    /// Recomputes everybody's strength for `now`; answers how many had changed. It reads the whole book, so it is to be done
    /// beside the pages and not before one.
    pub fn recompute_strengths(&self, now: Timestamp) -> Result<usize> {
        self.beside_the_journal(|reader| strengths::recompute_all(reader, now))
    }

    /// Keeps how strengths become chances in this book.
    pub fn keep_scale(&self, scale: &str) -> Result<()> {
        self.keep_internal(Internal::Scale, scale)
    }

    /// Keeps what looking for duplicates taught.
    pub fn keep_linkage(&self, learnt: &str) -> Result<()> {
        self.keep_internal(Internal::Linkage, learnt)
    }

    /// Keeps what today shows, so that one can answer it by number.
    pub fn keep_shown(&self, shown: &str) -> Result<()> {
        self.keep_internal(Internal::Shown, shown)
    }

    fn keep_internal(&self, which: Internal, value: &str) -> Result<()> {
        self.beside_the_journal(|reader| reader.keep_internal(which, value))
    }

    /// Takes what was deleted for good out of the database itself: out of pages that are in no use, out of the log, out of
    /// the index of words. Where this is broken off, it is done when the book is opened the next time.
    pub fn sweep(&self) -> Result<()> {
        if !self.ask_writer(|reader| reader.is_to_be_swept())? {
            return Ok(());
        }
        self.with_writer(|connection| connection.sweep())?;
        self.beside_the_journal(|reader| reader.drop_internal(Internal::Sweep))
    }

    /// Computes again what follows from other rows, where another version of the program made it.
    pub(crate) fn refresh_derived_if_outdated(&self) -> Result<()> {
        // What is unsettled would be counted twice; it is done when the book is opened the next time.
        let is_due = self.ask_writer(|reader| {
            Ok(reader.is_derived_outdated()? && reader.runs_without_bonds()?.is_empty())
        })?;
        if !is_due {
            return Ok(());
        }
        // Another process that opens it at the same time waits here, and then does the same once more.
        self.beside_the_journal(derived::refresh_all)
    }

    /// Writes in one transaction what is no act: the journal knows nothing of it.
    fn beside_the_journal<T>(&self, work: impl FnOnce(&mut Reader<'_>) -> Result<T>) -> Result<T> {
        let workspace = self.workspace();
        self.with_writer(|connection| {
            let done = connection.begin_write(workspace).and_then(|()| {
                let done = work(&mut Reader::new(connection, workspace))?;
                connection.commit()?;
                Ok(done)
            });
            if done.is_err() {
                connection.rollback();
            }
            done
        })
    }
}
