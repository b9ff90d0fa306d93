//! One act: all of it or nothing, and once, whatever happens to the connection. A commit whose outcome is unknown, because the
//! connection broke before the answer came, is looked up over the next one ([`InDoubt`]).

use goodturn_core::id::Seq;

use crate::act::writer::{Deed, Keep, Writer};
use crate::book::retrying::{PATIENCE, Tries};
use crate::book::store::{Store, lock};
use crate::engine::driver::Connection;
use crate::engine::sqlite::file::Mode;
use crate::error::{Error, Failure, Result};
use crate::read::reader::Reader;
use crate::table::journal::Act;

/// What an act does; answers what came of it and whether it is kept.
pub type Work<'w, T, E = Error> = &'w mut dyn FnMut(&mut Writer<'_>) -> Result<(T, Keep), E>;

impl Store {
    /// Does one act: all of it, with its line in the journal, or nothing; and once, whatever happens to the
    /// connection. The work may be run again after a retryable failure, when nothing of the try before is in the
    /// book, so it must not have changed anything outside the writer when it fails.
    pub fn write<T>(&self, deed: &Deed, work: Work<'_, T>) -> Result<(T, Option<Act>)> {
        self.act(deed, work)
    }

    /// [`Store::write`] for work that fails in its own ways.
    pub fn act<T, E: Failure>(&self, deed: &Deed, work: Work<'_, T, E>) -> Result<(T, Option<Act>), E> {
        self.takes_writes()?;
        let mut slot = lock(&self.writer);
        let mut in_doubt = None;
        let mut tries = Tries::begin();
        loop {
            let error = match self.write_once(&mut slot, deed, work, &mut in_doubt) {
                Err(error) if error.is_retryable() || in_doubt.is_some() => error,
                done => return done,
            };
            *slot = None; // What became of the connection is not known; a new one is sure.
            if !tries.again_within(PATIENCE) {
                return Err(if in_doubt.is_some() { unknown().into() } else { error });
            }
        }
    }

    fn write_once<T, E: Failure>(
        &self,
        slot: &mut Option<Box<dyn Connection>>,
        deed: &Deed,
        work: Work<'_, T, E>,
        in_doubt: &mut Option<InDoubt<T>>,
    ) -> Result<(T, Option<Act>), E> {
        let connection = match slot {
            Some(connection) => connection,
            None => slot.insert(self.connect(Mode::WRITER)?),
        };
        if let Err(error) = connection.begin_write(self.workspace) {
            // A transaction that began and could not take its lock must not stay open.
            connection.rollback();
            return Err(error.into());
        }
        let done = (|| {
            let mut reader = Reader::new(connection.as_mut(), self.workspace);
            if let Some(before) = &*in_doubt
                && before.was_kept(&mut reader)?
            {
                return Ok(None);
            }
            *in_doubt = None;
            let mut writer = Writer::begin(reader, deed.clone())?;
            let (answer, keep) = work(&mut writer)?;
            let act = if keep == Keep::Yes { Some(writer.finish()?) } else { None };
            Ok(Some((answer, act)))
        })();
        match done {
            Ok(Some((answer, Some(act)))) => {
                let Err(error) = connection.commit() else {
                    self.news.tell(act.seq);
                    return Ok((answer, Some(act)));
                };
                connection.rollback();
                let doubt = !connection.is_embedded() && error.leaves_in_doubt();
                *in_doubt = doubt.then_some(InDoubt { answer, act });
                Err(error.into())
            }
            Ok(Some((answer, None))) => {
                connection.rollback();
                Ok((answer, None))
            }
            Ok(None) => {
                connection.rollback();
                let kept = in_doubt.take().ok_or_else(unknown)?;
                self.news.tell(kept.act.seq);
                Ok((kept.answer, Some(kept.act)))
            }
            Err(error) => {
                connection.rollback();
                Err(error)
            }
        }
    }
}

/// An act whose commit failed together with the connection: its outcome is not known yet.
struct InDoubt<T> {
    answer: T,
    act: Act,
}

impl<T> InDoubt<T> {
    /// Whether it is in the journal, under the name that no other act has. Asked under the lock, which it held, so that it
    /// has ended.
    fn was_kept(&self, reader: &mut Reader<'_>) -> Result<bool> {
        let kept = reader.journal(Some(Seq(self.act.seq.0 + 1)), 1)?;
        Ok(kept.first().is_some_and(|kept| kept.id == self.act.id))
    }
}

fn unknown() -> Error {
    Error::Away(
        "the server went away while an act was being kept; see in the history whether it was, before you do it again"
            .into(),
    )
}
