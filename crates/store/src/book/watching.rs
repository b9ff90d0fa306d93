//! Waiting for what others do to a book: another thread of this process at once, another process within a tenth of a second.

use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

use goodturn_core::id::Seq;

use crate::book::store::asked;
use crate::book::store::{Store, lock};
use crate::engine::driver::Connection;
use crate::engine::sqlite::file::Mode;
use crate::error::Result;

/// So often it is asked whether another process has written: a look at one number in memory that processes share, or at
/// what a server has sent by itself.
const LOOK: Duration = Duration::from_millis(50);
/// So often the last act is asked for where a server sends nothing by itself, as behind a pool of connections.
const ASK: Duration = Duration::from_secs(1);

/// The last act that was done in this process.
#[derive(Debug, Default)]
pub(crate) struct News {
    last: Mutex<Seq>,
    told: Condvar,
}

impl News {
    /// Says that an act was done.
    pub(crate) fn tell(&self, act: Seq) {
        let mut last = lock(&self.last);
        *last = (*last).max(act);
        self.told.notify_all();
    }

    /// Waits until an act was done after this one, or for so long; answers the last that was done.
    fn after(&self, seen: Seq, most: Duration) -> Seq {
        let last = lock(&self.last);
        match self.told.wait_timeout_while(last, most, |last| *last <= seen) {
            Ok((last, _)) => *last,
            Err(poisoned) => *poisoned.into_inner().0,
        }
    }
}

/// Hears of each act that is done to a book, whoever does it.
pub struct Watch<'s> {
    store: &'s Store,
    connection: Box<dyn Connection>,
    seen: Seq,
    /// When the last act was asked for; never, until the first wait.
    asked: Option<Instant>,
}

impl Store {
    /// Begins to wait for acts after one.
    pub fn watch(&self, since: Seq) -> Result<Watch<'_>> {
        let mut connection = self.connect(Mode::SMALL)?;
        connection.has_news()?;
        Ok(Watch { store: self, connection, seen: since, asked: None })
    }
}

impl Watch<'_> {
    /// Waits until something was done after what was heard of last, or for so long; answers the last act then.
    pub fn wait(&mut self, most: Duration) -> Result<Option<Seq>> {
        let end = Instant::now() + most;
        loop {
            let is_silent = !self.connection.is_embedded();
            let due = self.asked.is_none_or(|asked| is_silent && asked.elapsed() >= ASK);
            if self.connection.has_news()? || due {
                self.asked = Some(Instant::now());
                let workspace = self.store.workspace();
                let last = asked(self.connection.as_mut(), workspace, |reader| reader.seq())?;
                if last > self.seen {
                    self.seen = last;
                    return Ok(Some(last));
                }
            }
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Ok(None);
            }
            let last = self.store.news.after(self.seen, left.min(LOOK));
            if last > self.seen {
                self.seen = last;
                return Ok(Some(last));
            }
        }
    }
}
